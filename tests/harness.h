/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the unit tests of rooms stand on: a fresh, migrated database, keys, an engine, and a ctx whose
 * clock stands at 2027-03-01T09:00:00Z. The environment chooses the database:
 *     WAYMARK_TEST_DB unset or empty   SQLite, in a directory of its own
 *     WAYMARK_TEST_DB=postgresql://…   a fresh schema in that database
 * Everything is gone after test_end, also if the test failed in between.
 *
 *     static void
 *     goal_is_added(void **state)
 *     {
 *         struct ctx *c = test_open(*state);
 *
 *         assert_int_equal(goal_add(c, …), OK);
 *         assert_int_equal(test_close(*state, OK), OK);
 *     }
 *     … cmocka_unit_test_setup_teardown(goal_is_added, test_setup, test_teardown) …
 */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/db/schema.h"
#include "engine/engine.h"

#define TEST_NOW 1803891600 /* Monday, 2027-03-01T09:00:00Z */

struct test {
	struct engine engine;
	struct arena *mem;
	struct ctx ctx;	 /* English, UTC, nobody; change who, lang, tz, now as the test needs */
	const char *url; /* of the database */
	const char *dir; /* a directory for files of the test */
	struct test_hand *hand;
};

/* NULL never: what cannot be set up ends the program with a sentence. */
struct test *test_begin(void);
/* The same with other steps than those of schema/; for tests of the storage itself. */
struct test *test_begin_with(const struct schema_step *steps, int n);
void test_end(struct test *t);

/* For cmocka_unit_test_setup_teardown. *state is the struct test. */
int test_setup(void **state);
int test_teardown(void **state);

/* The ctx, outside of a transaction, with the problems of the last verb forgotten. */
struct ctx *test_ctx(struct test *t);

/* A transaction that writes, open on this thread, so that asserts may stand between its statements;
 * committed by test_close if r is OK (and no fault was noted), else rolled back. Returns what a person
 * would have been answered. */
struct ctx *test_open(struct test *t);
enum result test_close(struct test *t, enum result r);

/* fn in a transaction of its own: test_open, fn, test_close. */
enum result test_write(struct test *t, db_work fn, void *arg);
/* fn in a snapshot that only reads. */
enum result test_read(struct test *t, db_work fn, void *arg);

/* Moves the clock of engine and ctx. */
void test_pass(struct test *t, int64_t seconds);

#endif
