/* SPDX-License-Identifier: Apache-2.0 */
/* The life of a serving process: start, tell, wait for the signal, drain. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/door.h"
#include "app/metrics.h"
#include "app/sandbox.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "engine/jobs/jobs.h"

#define SPARE_FILES 128
#define LARGE_BLOCK (256 << 10)

/* sd_notify(3): tells the supervisor, if there is one. */
static void
tell_supervisor(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	size_t n = path ? strlen(path) : 0;
	int fd;

	if (n < 2 || n >= sizeof at.sun_path || (*path != '/' && *path != '@'))
		return;
	memcpy(at.sun_path, path, n);
	if (*path == '@')
		at.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&at,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) < 0)
		log_warn("the supervisor could not be told: %s", state);
	close(fd);
}

/* Connections are descriptors, and the usual limit of 1024 is for programs with few. Leaves some for the
 * database, files and mails. */
static int
connections(const struct config *cf)
{
	struct rlimit files;
	int64_t want = config_int(cf, SET_connections), room;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return (int)want;
	files.rlim_cur = files.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
		return (int)want;
	room = (int64_t)files.rlim_cur - SPARE_FILES;
	if (room >= want)
		return (int)want;
	room = room < SPARE_FILES ? SPARE_FILES : room;
	log_info("connections=%lld: the system allows no more files", (long long)room);
	return (int)room;
}

static struct http *
start_http(struct cli *cli, struct engine *e, const char **ret_why)
{
	const struct config *cf = cli->config;
	struct http_options o = {
		.listen = config_text(cf, SET_listen),
		.trusted_proxy = config_bool(cf, SET_trusted_proxy),
		.threads = (int)config_int(cf, SET_threads),
		.connections = connections(cf),
		.per_address = (int)config_int(cf, SET_connections_per_address),
		.request_seconds = (int)config_int(cf, SET_request_seconds),
		.upload_seconds = (int)config_int(cf, SET_upload_seconds),
	};

	return http_start(e, &door, &o, ret_why);
}

/* All threads inherit this: signals are only taken by wait_for_end. */
static void
block_signals(sigset_t *ends)
{
	sigemptyset(ends);
	sigaddset(ends, SIGTERM);
	sigaddset(ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, ends, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void
stop(struct cli *cli, struct engine *e, struct http *h)
{
	int seconds = (int)config_int(cli->config, SET_drain_seconds);

	atomic_store(&e->stopping, true);
	tell_supervisor("STOPPING=1");
	if (!http_drain(h, seconds))
		log_warn("requests were still running after %d s", seconds);
	door_close();
	if (e->jobs)
		jobs_stop(e->jobs);
	db_drain(e->db);
	metrics_server(NULL);
	http_free(h);
}

int
serve(struct cli *cli, struct engine *e, void (*ready)(struct engine *e))
{
	const char *why = NULL;
	struct http *h;
	sigset_t ends;
	int signal_number, workers = (int)config_int(cli->config, SET_workers);

	/* A larger block goes back to the system when it is freed. Else the C library takes the first one that is freed
	 * as a sign that such blocks come often, and keeps them among the small ones, where a job of the night
	 * would stay for days. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	block_signals(&ends);
	door_open(e);
	if (workers > 0 && !(e->jobs = jobs_start(e, workers))) {
		door_close();
		return cli_fail(EX_UNAVAILABLE, "the workers did not start");
	}
	h = start_http(cli, e, &why);
	if (!h) {
		door_close();
		if (e->jobs)
			jobs_stop(e->jobs);
		return cli_fail(EX_UNAVAILABLE, "%s", why);
	}
	metrics_server(h);
	sandbox_calls(cli);
	log_info("listening on %s as %s", config_text(cli->config, SET_listen), e->origin);
	if (ready)
		ready(e);
	tell_supervisor("READY=1");
	sigwait(&ends, &signal_number);
	log_info("stopping after signal %d", signal_number);
	stop(cli, e, h);
	return 0;
}
