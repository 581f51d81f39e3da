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
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/stat.h>
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
	static const char *const verbs[] = { "serve", "demo", "migrate", "user", "programme",
		"import", "match", "solve", "backup", "restore", "check", "config", "version" };

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
	assert_int_equal(RUN("check", "--db", "/nowhere/at/all.db"), 66);
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

/* Whoever asks about a database that is not there is told so; nothing is made in its place. */
static void
asking_makes_nothing(void **state)
{
	char none[64], copy[64], file[96];

	(void)state;
	snprintf(none, sizeof none, "%s/none.db", dir);
	snprintf(copy, sizeof copy, "%s/none.copy", dir);
	assert_int_equal(RUN("check", "--db", none), 66);
	assert_non_null(strstr(out, "none.db"));
	assert_null(strstr(out, "fault"));
	assert_int_equal(RUN("user", "list", "--db", none), 66);
	assert_int_equal(RUN("programme", "list", "--db", none), 66);
	assert_int_equal(RUN("backup", copy, "--db", none), 66);
	assert_int_not_equal(access(none, F_OK), 0);
	assert_int_not_equal(access(copy, F_OK), 0);
	snprintf(file, sizeof file, "%s.key", none);
	assert_int_not_equal(access(file, F_OK), 0);
	/* Nor is a key, where the database is. */
	assert_int_equal(RUN("migrate", "--db", db), 0);
	snprintf(file, sizeof file, "%s/lost.key", dir);
	assert_int_equal(RUN("check", "--db", db, "--key-file", file), 77);
	assert_int_not_equal(access(file, F_OK), 0);
}

/* A shell whose program is newer than the database says what to do, in one sentence. */
static void
an_older_database_is_left_alone(void **state)
{
	char old[64];
	sqlite3 *h;

	(void)state;
	snprintf(old, sizeof old, "%s/old.db", dir);
	assert_int_equal(RUN("migrate", "--db", old), 0);
	assert_int_equal(sqlite3_open(old, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h,
				 "DELETE FROM schema_step WHERE number = "
				 "(SELECT max(number) FROM schema_step)",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(h);
	assert_int_equal(RUN("user", "list", "--db", old), 69);
	assert_non_null(strstr(out, "waymark migrate"));
	assert_int_equal(RUN("check", "--db", old), 0);
	assert_int_equal(sqlite3_open(old, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "INSERT INTO schema_step VALUES (9999, 'tomorrow', 0)",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(h);
	assert_int_equal(RUN("user", "list", "--db", old), 69);
	assert_non_null(strstr(out, "newer version"));
	assert_int_equal(RUN("serve", "--db", old, "--listen", "127.0.0.1:0"), 69);
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

/* Every thread, also those that were there before. */
static void
gives_up_rights(void **state)
{
	char address[40], command[160];
	struct run r;

	(void)state;
	snprintf(address, sizeof address, "127.0.0.1:%d", free_port(NULL));
	r = START("serve", "--db", db, "--listen", address);
	assert_true(says(&r, "/setup/", 10000));
	snprintf(command, sizeof command,
		"test $(cat /proc/%d/task/*/status | grep -cE '^(NoNewPrivs:\t1|Seccomp:\t2)$') = "
		"$(($(ls /proc/%d/task | wc -l) * 2))",
		(int)r.pid, (int)r.pid);
	assert_int_equal(system(command), 0);
	kill(r.pid, SIGTERM);
	assert_int_equal(finish(&r), 0);
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
	static const char *const ends[] = { "-wal", "-shm", "-journal", ".key" };
	char backup[64], restored[64], key[80], address[40], beside[80];
	struct stat before, after;
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
	chmod(backup, 0400);
	assert_int_equal(stat(backup, &before), 0);
	assert_int_equal(RUN("restore", "--check", backup, "--db", db), 0);
	/* Looking at it leaves it as it is, and nothing beside it. */
	assert_int_equal(stat(backup, &after), 0);
	assert_int_equal(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(beside, sizeof beside, "%s%s", backup, ends[i]);
		assert_int_not_equal(access(beside, F_OK), 0);
	}
	assert_int_equal(RUN("restore", backup, "--db", db), 73);
	assert_int_equal(RUN("restore", backup, "--db", restored, "--key-file", key), 0);
	assert_int_equal(RUN("check", "--db", restored, "--key-file", key), 0);
	/* A damaged backup is noticed. */
	chmod(backup, 0600);
	r.fd = open(backup, O_WRONLY);
	assert_int_equal(pwrite(r.fd, "damage damage damage", 20, 4096 + 100), 20);
	assert_int_equal(pwrite(r.fd, "damage damage damage", 20, 3 * 4096), 20);
	close(r.fd);
	assert_int_equal(RUN("restore", "--check", backup, "--db", db), 65);
	snprintf(beside, sizeof beside, "%s/no-key.db", dir);
	assert_int_equal(RUN("restore", backup, "--db", beside), 77);
	assert_int_not_equal(access(beside, F_OK), 0);
	/* What is no database at all, too. */
	r.fd = open(backup, O_WRONLY | O_TRUNC);
	assert_int_equal(write(r.fd, "Dear reader,\n", 13), 13);
	close(r.fd);
	assert_int_equal(RUN("restore", "--check", backup, "--db", db), 65);
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
		cmocka_unit_test(asking_makes_nothing),
		cmocka_unit_test(an_older_database_is_left_alone),
		cmocka_unit_test(serves_and_stops),
		cmocka_unit_test(gives_up_rights),
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
