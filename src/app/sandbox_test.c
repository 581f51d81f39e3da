/* SPDX-License-Identifier: Apache-2.0 */
/* What the serving process gives up is really gone: tried in a child, which cannot come back from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "app/sandbox.h"

static char ours[] = "/tmp/waymark-sandbox-XXXXXX", others[] = "/tmp/waymark-others-XXXXXX";

/* The child's verdict is the line where it was disappointed, or 0. */
#define WANT(cond)                                                                                 \
	do {                                                                                       \
		if (!(cond))                                                                       \
			return __LINE__ & 0xff;                                                    \
	} while (0)

static struct cli *
cli_of(struct arena *mem, const char *sandbox)
{
	struct cli *cli = ARENA_NEW(mem, struct cli);

	cli->mem = mem;
	cli->config = config_new(mem);
	config_set(cli->config, SET_db, arena_printf(mem, "%s/waymark.db", ours));
	config_set(cli->config, SET_sandbox, sandbox);
	return cli;
}

static int
try_open(const char *dir, const char *name, int flags)
{
	char path[128];
	int fd;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static bool
has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

static int
files_in_child(struct arena *mem)
{
	sandbox_files(cli_of(mem, "yes"));
	WANT(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	if (!has_landlock())
		return 0;
	WANT(try_open(ours, "waymark.db-wal", O_RDWR | O_CREAT) == 0);
	WANT(try_open("/etc", "hostname", O_RDONLY) == 0);
	WANT(try_open("/etc", "waymark-was-here", O_WRONLY | O_CREAT) == EACCES);
	WANT(try_open(others, "new", O_WRONLY | O_CREAT) == EACCES);
	WANT(try_open(others, "letter", O_RDONLY) == EACCES);
	WANT(try_open(others, "letter", O_WRONLY) == EACCES);
	return 0;
}

static void *
call_in_thread(void *arg)
{
	int *go = arg;
	char byte;

	/* Began before the rights were given up, and asks after that. */
	if (read(go[0], &byte, 1) != 1)
		return (void *)1;
	errno = 0;
	return syscall(SYS_unshare, 0) == -1 && errno == EPERM ? NULL : (void *)1;
}

static int
calls_in_child(struct arena *mem)
{
	char *const words[] = { (char *)(uintptr_t) "true", NULL };
	pthread_t thread;
	void *bad;
	int go[2];

	WANT(pipe(go) == 0);
	WANT(pthread_create(&thread, NULL, call_in_thread, go) == 0);
	sandbox_calls(cli_of(mem, "yes"));
	WANT(write(go[1], "x", 1) == 1);
	WANT(pthread_join(thread, &bad) == 0 && !bad);
	WANT(execve("/bin/true", words, words + 1) == -1 && errno == EPERM);
	WANT(syscall(SYS_fork) == -1 && errno == EPERM);
	WANT(setuid(getuid()) == -1 && errno == EPERM);
	WANT(syscall(SYS_bpf, 0, NULL, 0) == -1 && errno == EPERM);
	/* What serving needs is still there. */
	WANT(try_open(ours, "a", O_RDWR | O_CREAT) == 0);
	WANT(malloc(64 << 20) != NULL);
	return 0;
}

static int
left_out_in_child(struct arena *mem)
{
	struct cli *cli = cli_of(mem, "no");

	sandbox_files(cli);
	sandbox_calls(cli);
	WANT(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0);
	WANT(try_open(others, "letter", O_RDONLY) == 0);
	return 0;
}

static void
in_child(int (*work)(struct arena *mem))
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct arena *mem = arena_new(0);

		_exit(work(mem));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status))
		fail_msg("refuted at line %d (mod 256)", WEXITSTATUS(status));
}

static void
reads_and_writes_only_its_own(void **state)
{
	(void)state;
	in_child(files_in_child);
}

static void
starts_no_program(void **state)
{
	(void)state;
	in_child(calls_in_child);
}

static void
can_be_left_out(void **state)
{
	(void)state;
	in_child(left_out_in_child);
}

static int
make_places(void **state)
{
	(void)state;
	return mkdtemp(ours) && mkdtemp(others) ? try_open(others, "letter", O_RDWR | O_CREAT) : -1;
}

static int
remove_places(void **state)
{
	char command[160];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s %s", ours, others);
	return system(command);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes_only_its_own),
		cmocka_unit_test(starts_no_program),
		cmocka_unit_test(can_be_left_out),
	};

	return cmocka_run_group_tests_name("sandbox", tests, make_places, remove_places);
}
