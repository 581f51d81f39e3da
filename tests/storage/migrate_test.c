/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps of the schema: twice, at once from several processes, killed in the middle, broken, and from a
 * newer program. Other processes are this program again, as `migrate_test child URL STEPS`.
 */
#include "tests/harness.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "tests/storage/probe.h"

#define BOTH(sql) .sqlite = (sql), .pg = (sql)

/* Long enough to be killed in: a table of 40,000 rows, copied. */
#define ROWS                                                                                       \
	"INSERT INTO many (n) WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s "     \
	"WHERE n < 40000) SELECT n FROM s;"

static const struct schema_step good[] = {
	{ .number = 1, .name = "0001_one", BOTH("CREATE TABLE one (n bigint)") },
	{ .number = 2,
		.name = "0002_two",
		BOTH("CREATE TABLE many (n bigint PRIMARY KEY);" ROWS
		     "CREATE TABLE copy (n bigint); INSERT INTO copy SELECT n FROM many") },
	{ .number = 3,
		.name = "0003_three",
		BOTH("INSERT INTO one (n) SELECT count(*) FROM copy") },
};

static const struct schema_step broken[] = {
	{ .number = 1, .name = "0001_one", BOTH("CREATE TABLE one (n bigint)") },
	{ .number = 2,
		.name = "0002_two",
		BOTH("CREATE TABLE half (n bigint); INSERT INTO no_such_table VALUES (1)") },
};

static const struct schema_step other[] = {
	{ .number = 1, .name = "0001_uno", BOTH("CREATE TABLE one (n bigint)") },
};

static const struct schema_step dangling[] = {
	{ .number = 1,
		.name = "0001_dangling",
		BOTH("CREATE TABLE a (id bigint PRIMARY KEY);"
		     "CREATE TABLE b (a bigint REFERENCES a(id)); INSERT INTO b VALUES (7)") },
};

#define N(steps) ((int)(sizeof(steps) / sizeof *(steps)))

static int
setup(void **state)
{
	*state = test_begin_with(NULL, 0);
	return 0;
}

static enum result
migrate(struct test *t, const struct schema_step *steps, int n, int *ret_done, const char **ret_why)
{
	return db_migrate_steps(t->engine.db, t->mem, steps, n, ret_done, ret_why);
}

static void
a_second_run_has_nothing_to_do(void **state)
{
	const char *why;
	int done;

	assert_int_equal(migrate(*state, good, 2, &done, &why), OK);
	assert_int_equal(done, 2);
	assert_int_equal(migrate(*state, good, N(good), &done, &why), OK);
	assert_int_equal(done, 1);
	assert_int_equal(migrate(*state, good, N(good), &done, &why), OK);
	assert_int_equal(done, 0);
}

static void
a_newer_database_is_refused(void **state)
{
	const char *why = NULL;
	int done;

	assert_int_equal(migrate(*state, good, 3, &done, &why), OK);
	assert_int_equal(migrate(*state, good, 2, &done, &why), FAILED);
	assert_non_null(strstr(why, "newer version"));
	assert_int_equal(done, 0);
	assert_int_equal(migrate(*state, good, 3, &done, &why), OK);
}

static void
steps_of_another_program_are_refused(void **state)
{
	const char *why = NULL;
	int done;

	assert_int_equal(migrate(*state, other, N(other), &done, &why), OK);
	assert_int_equal(migrate(*state, good, N(good), &done, &why), FAILED);
	assert_non_null(strstr(why, "0001_uno"));
}

static void
nothing_of_a_failed_step_stays(void **state)
{
	static const struct schema_step repaired[] = {
		{ .number = 1, .name = "0001_one", BOTH("CREATE TABLE one (n bigint)") },
		{ .number = 2, .name = "0002_two", BOTH("CREATE TABLE half (n bigint)") },
	};
	const char *why = NULL;
	int done;

	assert_int_equal(migrate(*state, broken, N(broken), &done, &why), FAILED);
	assert_int_equal(done, 1);
	assert_non_null(strstr(why, "0002_two"));
	assert_non_null(strstr(why, "no_such_table"));
	/* "half" is not there, or this would fail. */
	assert_int_equal(migrate(*state, repaired, N(repaired), &done, &why), OK);
	assert_int_equal(done, 1);
	assert_int_equal(migrate(*state, dangling, N(dangling), &done, &why), FAILED);
}

static void
a_step_that_leaves_dangling_rows_is_undone(void **state)
{
	const char *why = NULL;
	int done;

	assert_int_equal(migrate(*state, dangling, N(dangling), &done, &why), FAILED);
	assert_int_equal(done, 0);
	assert_int_equal(migrate(*state, good, N(good), &done, &why), OK);
	assert_int_equal(done, N(good));
}

/* ---- other processes ---- */

/* Waits until its standard input ends. Exit status: how many of the first n steps were run, or 100. */
static int
child(const char *url, int n)
{
	struct arena *mem = arena_new(0);
	const char *why = "";
	struct db *db;
	int done = 0;
	enum result r;

	while (read(STDIN_FILENO, &(char){ 0 }, 1) > 0)
		;
	db = db_open(mem, &(struct db_options){ .url = url, .writers = 1 }, &why);
	log_set_level(LOG_ERROR);
	if (!db) {
		fprintf(stderr, "%s\n", why);
		arena_free(mem);
		return 100;
	}
	r = db_migrate_steps(db, mem, good, n, &done, &why);
	if (r != OK)
		fprintf(stderr, "%s\n", why);
	db_free(db);
	arena_free(mem);
	return r == OK ? done : 100;
}

/* gate: a pipe whose writing end, closed, lets all go who wait for it; NULL: go at once. */
static pid_t
start_child(const char *url, const char *n, const int gate[2])
{
	pid_t pid = fork();

	if (pid == 0) {
		if (gate) {
			dup2(gate[0], STDIN_FILENO);
			close(gate[0]);
			close(gate[1]);
		} else {
			dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
		}
		execl("/proc/self/exe", "migrate_test", "child", url, n, (char *)NULL);
		_exit(101);
	}
	return pid;
}

static void
many_servers_may_start_at_once(void **state)
{
	pid_t pids[5];
	int i, status, sum = 0;

	for (i = 0; i < 5; i++)
		pids[i] = start_child(((struct test *)*state)->url, "3", NULL);
	for (i = 0; i < 5; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_true(WIFEXITED(status));
		assert_true(WEXITSTATUS(status) <= N(good));
		sum += WEXITSTATUS(status);
	}
	assert_int_equal(sum, N(good)); /* each step was run by one of them */
}

/* The first to come makes the file and says how its journal is written, while the others look. */
static void
many_servers_may_start_on_a_new_file(void **state)
{
	struct test *t = *state;
	bool file = !strstr(t->url, "://");

	for (int round = 0; round < 25; round++) {
		const char *url =
			file ? arena_printf(t->mem, "%s/new-%d.db", t->dir, round) : t->url;
		pid_t pids[4];
		int status, gate[2];

		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < 4; i++)
			pids[i] = start_child(url, "1", gate);
		close(gate[0]);
		/* They are ready and wait; now all of them go. */
		nanosleep(&(struct timespec){ .tv_nsec = 60000000 }, NULL);
		close(gate[1]);
		for (int i = 0; i < 4; i++) {
			assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
			assert_true(WIFEXITED(status));
			assert_true(WEXITSTATUS(status) <= N(good));
		}
	}
}

static void
killed_midway_it_is_finished_by_the_next(void **state)
{
	const struct schema_step look[] = { good[0], good[1], good[2],
		{ .number = 4,
			.name = "0004_look",
			BOTH("CREATE TABLE seen (n bigint CHECK (n = 40000));"
			     "INSERT INTO seen SELECT n FROM one") } };
	int i, done, finished = 0;

	(void)state;
	for (i = 0; i < 12; i++) {
		struct test *t = test_begin_with(NULL, 0);
		const char *why = "";
		pid_t pid = start_child(t->url, "3", NULL);
		int status;

		/* From before its first statement to after its last. */
		nanosleep(&(struct timespec){ .tv_nsec = i * 12 * 1000000L }, NULL);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		finished += WIFEXITED(status);
		assert_int_equal(migrate(t, look, 4, &done, &why), OK);
		assert_true(done >= 1);
		assert_int_equal(db_check(t->engine.db, t->mem, &why), OK);
		test_end(t);
	}
	assert_true(finished < 12);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(a_second_run_has_nothing_to_do),
		TEST(a_newer_database_is_refused),
		TEST(steps_of_another_program_are_refused),
		TEST(nothing_of_a_failed_step_stays),
		TEST(a_step_that_leaves_dangling_rows_is_undone),
		TEST(many_servers_may_start_at_once),
		TEST(many_servers_may_start_on_a_new_file),
		cmocka_unit_test(killed_midway_it_is_finished_by_the_next),
	};

	if (argc == 4 && str_eq(argv[1], "child"))
		return child(argv[2], atoi(argv[3]));
	return cmocka_run_group_tests_name("migration", tests, NULL, NULL);
}
