/* SPDX-License-Identifier: Apache-2.0 */
/* The program itself, as a supervisor sees it.   serve_test PATH-TO-WAYMARK */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "raw.h"

static const char *program;
static char dir[] = "/tmp/waymark-serve-XXXXXX";
static char db[64], out[1 << 16];

/* ---- running it ---- */

struct run {
	pid_t pid;
	int fd; /* what it says, on both channels */
};

/* The arguments end with NULL. listen_fd: handed over as systemd does, or -1. */
static struct run
start(int listen_fd, const char *const *args)
{
	const char *argv[20] = { program };
	struct run r;
	int ends[2];
	char pid[20];

	for (int i = 0; i < 18 && args[i]; i++)
		argv[i + 1] = args[i];
	assert_int_equal(pipe(ends), 0);
	r.pid = fork();
	if (r.pid == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		if (listen_fd >= 0) {
			snprintf(pid, sizeof pid, "%d", (int)getpid());
			setenv("LISTEN_PID", pid, 1);
			setenv("LISTEN_FDS", "1", 1);
			dup2(listen_fd, 3);
		}
		for (int fd = listen_fd >= 0 ? 4 : 3; fd < 64; fd++)
			close(fd);
		execv(program, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(ends[1]);
	r.fd = ends[0];
	return r;
}

#define START(...) start(-1, (const char *const[]){ __VA_ARGS__, NULL })

/* Reads until `text` was said or `ms` have passed. */
static bool
says(struct run *r, const char *text, int ms)
{
	struct pollfd p = { .fd = r->fd, .events = POLLIN };
	size_t n = 0;
	ssize_t k;

	out[0] = '\0';
	while (!strstr(out, text) && n < sizeof out - 1 && poll(&p, 1, ms) > 0) {
		k = read(r->fd, out + n, sizeof out - 1 - n);
		if (k <= 0)
			break;
		n += (size_t)k;
		out[n] = '\0';
	}
	return strstr(out, text) != NULL;
}

/* Its exit code, after all that it says has gone to `out`. */
static int
finish(struct run *r)
{
	int status;

	says(r, "\001", 20000);
	close(r->fd);
	waitpid(r->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

#define RUN(...)                                                                                   \
	({                                                                                         \
		struct run run_ = START(__VA_ARGS__);                                              \
		finish(&run_);                                                                     \
	})

static int
free_port(int *ret_fd)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	getsockname(fd, (struct sockaddr *)&at, &n);
	if (ret_fd) {
		listen(fd, 16);
		*ret_fd = fd;
	} else {
		close(fd);
	}
	return ntohs(at.sin_port);
}

static const char *
get(int port, const char *path)
{
	char text[300];
	int fd = raw_dial(NULL, port);
	const char *heard;

	snprintf(
		text, sizeof text, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path);
	say(fd, text);
	heard = hear(fd, 5000);
	close(fd);
	return heard;
}

/* ---- tests ---- */

static void
explains_itself(void **state)
{
	static const char *const verbs[] = { "serve", "migrate", "backup", "restore", "check",
		"config", "version" };

	(void)state;
	assert_int_equal(RUN("--help"), 0);
	assert_non_null(strstr(out, "usage: waymark VERB"));
	assert_int_equal(RUN("--version"), 0);
	assert_non_null(strstr(out, "waymark 0."));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		assert_int_equal(RUN(verbs[i], "--help"), 0);
		assert_non_null(strstr(out, "usage: waymark "));
	}
}

static void
ends_with_the_right_code(void **state)
{
	char conf[64], path[96];
	FILE *f;

	(void)state;
	assert_int_equal(RUN("dance"), 64);
	assert_int_equal(RUN("serve", "--lissten", "x"), 64);
	assert_int_equal(RUN("backup"), 64);
	assert_int_equal(RUN("restore", "/nowhere", "--db", db), 66);
	assert_int_equal(RUN("check", "--db", "/nowhere/at/all.db"), 69);
	assert_int_equal(RUN("serve", "--db", db, "--listen", "nonsense"), 69);
	snprintf(conf, sizeof conf, "%s/conf", dir);
	f = fopen(conf, "w");
	fputs("# settings\nlissten = x\n", f);
	fclose(f);
	assert_int_equal(RUN("config", "show", "--config", conf), 78);
	assert_non_null(strstr(out, "conf:2: there is no setting \"lissten\""));
	/* The key of another database. */
	snprintf(path, sizeof path, "%s/other.key", dir);
	assert_int_equal(RUN("migrate", "--db", db), 0);
	assert_int_equal(RUN("check", "--db", db, "--key-file", path), 77);
	assert_int_equal(RUN("check", "--db", db), 0);
}

static void
serves_and_stops(void **state)
{
	char address[40];
	int port = free_port(NULL);
	const char *heard;
	struct run r;

	(void)state;
	snprintf(address, sizeof address, "127.0.0.1:%d", port);
	r = START("serve", "--db", db, "--listen", address);
	assert_true(says(&r, "/setup/", 10000));
	assert_int_equal(status_of(get(port, "/readyz")), 200);
	/* What the library refuses by itself; how the program is linked decides whether we hear of it. */
	heard = get(port, "/readyz HTTP/1.1\r\nno colon\r\nA: ");
	assert_int_equal(status_of(heard), 400);
	assert_null(missing_in(heard));
	kill(r.pid, SIGTERM);
	assert_int_equal(finish(&r), 0);
	assert_int_equal(raw_dial(NULL, port), -1);
}

/* A sign-in takes its time (the password is hashed); the signal comes while it does. */
static void
finishes_what_runs(void **state)
{
	static const char text[] =
		"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n"
		"Content-Length: 40\r\n\r\nemail=a%40example.org&password=0123456789";
	char address[40];
	int port = free_port(NULL), fd;
	struct run r;

	(void)state;
	snprintf(address, sizeof address, "127.0.0.1:%d", port);
	r = START("serve", "--db", db, "--listen", address);
	assert_true(says(&r, "/setup/", 10000));
	fd = raw_dial(NULL, port);
	say(fd, text);
	nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	kill(r.pid, SIGTERM);
	assert_int_equal(status_of(hear(fd, 5000)), 422);
	close(fd);
	assert_int_equal(finish(&r), 0);
}

static void
takes_a_socket(void **state)
{
	struct run r;
	int fd, port = free_port(&fd);

	(void)state;
	r = start(fd, (const char *const[]){ "serve", "--db", db, NULL });
	close(fd);
	assert_true(says(&r, "/setup/", 10000));
	assert_int_equal(status_of(get(port, "/healthz")), 200);
	kill(r.pid, SIGTERM);
	assert_int_equal(finish(&r), 0);
}

static void
two_may_start_at_once(void **state)
{
	char file[64], address[2][40];
	struct run r[2];

	(void)state;
	snprintf(file, sizeof file, "%s/both.db", dir);
	for (int i = 0; i < 2; i++) {
		snprintf(address[i], sizeof *address, "127.0.0.1:%d", free_port(NULL));
		r[i] = START("serve", "--db", file, "--listen", address[i]);
	}
	for (int i = 0; i < 2; i++)
		assert_true(says(&r[i], "/setup/", 15000));
	for (int i = 0; i < 2; i++) {
		kill(r[i].pid, SIGTERM);
		assert_int_equal(finish(&r[i]), 0);
	}
}

static void
backs_up_and_restores(void **state)
{
	char backup[64], restored[64], key[80], address[40];
	struct run r;

	(void)state;
	snprintf(backup, sizeof backup, "%s/backup", dir);
	snprintf(restored, sizeof restored, "%s/restored.db", dir);
	snprintf(key, sizeof key, "%s.key", db);
	snprintf(address, sizeof address, "127.0.0.1:%d", free_port(NULL));
	r = START("serve", "--db", db, "--listen", address);
	assert_true(says(&r, "/setup/", 10000));
	assert_int_equal(RUN("backup", backup, "--db", db), 0);
	assert_int_equal(RUN("backup", backup, "--db", db), 73);
	kill(r.pid, SIGTERM);
	finish(&r);
	assert_int_equal(RUN("restore", "--check", backup, "--db", db), 0);
	assert_int_equal(RUN("restore", backup, "--db", db), 73);
	assert_int_equal(RUN("restore", backup, "--db", restored, "--key-file", key), 0);
	assert_int_equal(RUN("check", "--db", restored, "--key-file", key), 0);
	/* A damaged backup is noticed. */
	r.fd = open(backup, O_WRONLY);
	assert_int_equal(pwrite(r.fd, "damage damage damage", 20, 4096 + 100), 20);
	assert_int_equal(pwrite(r.fd, "damage damage damage", 20, 3 * 4096), 20);
	close(r.fd);
	assert_int_not_equal(RUN("restore", "--check", backup, "--db", db), 0);
}

static int
remove_all(void **state)
{
	char command[100];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return system(command);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(explains_itself),
		cmocka_unit_test(ends_with_the_right_code),
		cmocka_unit_test(serves_and_stops),
		cmocka_unit_test(finishes_what_runs),
		cmocka_unit_test(takes_a_socket),
		cmocka_unit_test(two_may_start_at_once),
		cmocka_unit_test(backs_up_and_restores),
	};

	if (argc != 2 || !mkdtemp(dir))
		return 64;
	program = argv[1];
	snprintf(db, sizeof db, "%s/t.db", dir);
	return cmocka_run_group_tests_name("serve", tests, NULL, remove_all);
}
