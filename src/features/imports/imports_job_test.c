/* SPDX-License-Identifier: Apache-2.0 */
/* Imports as work that takes its time: many rows, stopped and gone on with, forgotten in the end. */
#include "tests/harness.h"

#include "engine/db/db.h"
#include "engine/jobs/worker.h"
#include "tests/import_file.h"

static const char *
many(struct test *t, int n)
{
	struct buf b = BUF_IN(t->mem);

	buf_str(&b, "first name,last name,email address,grade,organisation,profession\n");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "First%d,Last%d,%s%d@example.org,Grade %d,Unit %d,Job %d\n", i % 997,
			i, i % 1000 == 999 ? "bad address " : "p", i, i % 9, i % 40, i % 12);
	return buf_text(&b);
}

/* Fewer on PostgreSQL, where each statement is a journey of its own. */
static void
many_rows(void **state)
{
	struct test *t = *state;
	int n = db_is_postgres(t->engine.db) ? 1000 : 10000;
	struct file f;

	upload(t, &f, many(t, n), "mentee");
	check(t, &f);
	counts(&f, n - n / 1000, 0, 0, n / 1000);
	commit(t, &f);
	counts(&f, n - n / 1000, 0, 0, n / 1000);
}

/* The server stops after each batch, and the next one goes on. */
static void
a_stopped_import_goes_on(void **state)
{
	struct test *t = *state;
	atomic_bool ending = true;
	struct file f;

	upload(t, &f, many(t, 2200), "mentor");
	check(t, &f);
	assert_int_equal(test_write(t, work_commit, &f), OK);
	for (int i = 1; i < 3; i++) {
		assert_true(job_run_one(&t->engine, "test", &ending, TEST_NOW));
		test_read(t, work_look, &f);
		assert_string_equal(f.now.state, "running");
		assert_int_equal(f.now.done_n, 1000 * i);
	}
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, &f);
	assert_string_equal(f.now.state, "done");
	counts(&f, 2198, 0, 0, 2);
	assert_int_equal(f.now.done_n, 2200);
}

/* What was never taken in, and what was rejected, is forgotten after a month. */
static void
old_files_are_forgotten(void **state)
{
	struct test *t = *state;
	struct file done, open;
	struct ctx *c;

	upload(t, &done, "name,email\nAna,ana@example.org\nBen,bad\n", "mentor");
	check(t, &done);
	commit(t, &done);
	upload(t, &open, "name,email\nAna,ana@example.org\nBen,bad\n", "mentor");
	check(t, &open);
	jobs_prepare(&t->engine, TEST_NOW);
	test_pass(t, 29 * 86400);
	jobs_run_all(&t->engine, TEST_NOW + 29 * 86400);
	c = test_open(t);
	assert_int_equal(sql_import_rejected(c, done.import).n, 1);
	assert_int_equal(sql_import_file_there(c, open.import), 1);
	test_close(t, OK);
	test_pass(t, 2 * 86400);
	jobs_run_all(&t->engine, TEST_NOW + 31 * 86400);
	c = test_open(t);
	assert_int_equal(sql_import_rejected(c, done.import).n, 0);
	assert_int_equal(sql_import_file_there(c, open.import), 0);
	test_close(t, OK);
	assert_int_equal(test_write(t, work_commit, &open), CONFLICT);
	assert_int_equal(test_write(t, work_map, &open), CONFLICT);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(many_rows),
		T(a_stopped_import_goes_on),
		T(old_files_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
