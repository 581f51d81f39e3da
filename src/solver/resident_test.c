/* SPDX-License-Identifier: Apache-2.0 */
/* What a resident matching refuses, how it grows, and whom it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "solver/resident.h"

static struct arena *mem;
static uint64_t seed;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static void
test_refusals(void **state)
{
	struct assign_pair pair = { 0, 0, INT64_C(1) << 40 };
	struct assign_problem p = { .n_mentees = 1, .n_mentors = 1, .pairs = &pair, .n_pairs = 1 };
	struct assign_arc twice[] = { { 0, 1 }, { 0, 2 } };
	struct resident *r = NULL;
	struct exchange x;
	size_t n;

	(void)state;
	assert_int_equal(resident_open(&p, &r), ASSIGN_TOO_LARGE);
	p.fair = ASSIGN_BOTTLENECK;
	assert_int_equal(resident_open(&p, &r), ASSIGN_NOT_FAIR);
	p.fair = ASSIGN_PLAIN;
	pair.mentor = 1;
	assert_int_equal(resident_open(&p, &r), ASSIGN_BAD_ID);
	assert_null(r);
	pair = (struct assign_pair){ 0, 0, 7 };
	assert_int_equal(resident_open(&p, &r), ASSIGN_OK);
	assert_int_equal(resident_mentee(r, 2, 1, NULL, 0), ASSIGN_BAD_ID);
	assert_int_equal(resident_mentee(r, 0, 1, twice, 2), ASSIGN_BAD_ID);
	assert_int_equal(resident_mentee(r, 0, -1, NULL, 0), ASSIGN_BAD_CAPACITY);
	assert_int_equal(resident_mentor(r, 2, 1, 0), ASSIGN_BAD_ID);
	assert_int_equal(resident_mentor(r, 0, 1, 2), ASSIGN_BAD_CAPACITY);
	assert_int_equal(resident_pair(r, 0, 1, 1), ASSIGN_BAD_ID);
	assert_int_equal(resident_unpair(r, -1, 0), ASSIGN_BAD_ID);
	assert_int_equal(resident_pin(r, 1, 0, 1), ASSIGN_BAD_ID);
	assert_int_equal(resident_unban(r, 1, 0), ASSIGN_BAD_ID);
	assert_int_equal(resident_unpin(r, 0, 0), ASSIGN_OK);
	assert_null(resident_exchange_mentee(r, mem, 1, &n));
	assert_null(resident_exchange_mentor(r, mem, -1, &n));
	assert_false(resident_exchange(r, 0, 1, &x));
	assert_int_equal(resident_score(r), 7);
	assert_true(resident_made(r, 0, 0, NULL));
	resident_close(r);
	resident_close(NULL);
}

/* Numbers grow far beyond what the first weights were made for. */
static void
test_growth(void **state)
{
	struct assign_problem p = { 0 };
	struct assign_arc arcs[3];
	struct assign_result s, fresh;
	struct resident *r;

	(void)state;
	assert_int_equal(resident_open(&p, &r), ASSIGN_OK);
	for (int32_t j = 0; j < 600; j++)
		assert_int_equal(resident_mentor(r, j, j % 3, 0), ASSIGN_OK);
	for (int32_t i = 0; i < 1500; i++) {
		for (int32_t k = 0; k < 3; k++)
			arcs[k] = (struct assign_arc){ (int32_t)chance(200) + 200 * k,
				(int32_t)chance((uint64_t)i * 1000 + 1) };
		assert_int_equal(resident_mentee(r, i, 1, arcs, 3), ASSIGN_OK);
	}
	p = resident_problem(r, mem);
	assert_int_equal(resident_result(r, mem, &s), ASSIGN_OK);
	assert_null(assign_check(mem, &p, &s));
	assert_int_equal(assign_solve(mem, &p, &fresh), ASSIGN_OK);
	assert_int_equal(s.count, fresh.count);
	assert_true(s.score == fresh.score);
	resident_close(r);
}

static void
test_moved(void **state)
{
	struct assign_pair pairs[] = { { 0, 0, 5 }, { 0, 1, 4 }, { 1, 0, 9 }, { 2, 2, 1 } };
	struct assign_problem p = { .n_mentees = 3, .n_mentors = 3, .pairs = pairs, .n_pairs = 4 };
	struct resident *r;
	const int32_t *moved;
	size_t n;

	(void)state;
	assert_int_equal(resident_open(&p, &r), ASSIGN_OK);
	assert_int_equal(resident_ban(r, 1, 0), ASSIGN_OK);
	moved = resident_moved(r, &n);
	assert_int_equal(n, 2);
	assert_int_equal(moved[0], 0);
	assert_int_equal(moved[1], 1);
	assert_int_equal(resident_pair(r, 2, 2, 2), ASSIGN_OK);
	resident_moved(r, &n);
	assert_int_equal(n, 0);
	resident_close(r);
}

static int
setup(void **state)
{
	(void)state;
	seed = 88172645463325252u;
	mem = arena_new(1 << 18);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_growth, setup, teardown),
		cmocka_unit_test_setup_teardown(test_moved, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
