/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The highest floor, on programmes too large to try every answer: by counts and bounds, and by paths, which is the
 * way of several mentors and quotas and shares nothing with it. Both must prove the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "solver/assign.h"

static uint64_t seed;

static uint64_t
chance(uint64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % n;
}

/* Mentees prefer a part of the mentors, so that seats are short here and plenty there. */
static struct assign_problem
make(struct arena *mem, size_t n, size_t m, uint64_t levels, uint64_t seats, int64_t scale)
{
	size_t each = 1 + chance(12);
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, n * each);
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, m);
	struct assign_problem p = { .n_mentees = n, .n_mentors = m, .fair = ASSIGN_BOTTLENECK };

	for (size_t j = 0; j < m; j++)
		capacity[j] = (int32_t)chance(seats + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < each; k++)
			pairs[p.n_pairs++] = (struct assign_pair){ (int32_t)i,
				(int32_t)(chance(m / (1 + chance(4)) + 1) % m),
				((int64_t)chance(levels) - (int64_t)levels / 3) * scale };
	p.pairs = pairs;
	p.capacity = capacity;
	return p;
}

static void
test_both_ways(void **state)
{
	size_t raised = 0;

	(void)state;
	seed = 88172645463325252;
	for (int k = 0; k < 300; k++) {
		struct arena *mem = arena_new(0);
		int64_t scale = chance(6) ? 1 : (int64_t)1 << 40;
		struct assign_problem p = make(mem, 20 + chance(150), 5 + chance(60),
			1 + chance(300), 1 + chance(5), scale);
		struct assign_problem by_paths = p;
		struct assign_result r, other;

		by_paths.quota =
			true; /* of nobody: it means the same, and is solved in the other way */
		assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
		assert_int_equal(assign_solve(mem, &by_paths, &other), ASSIGN_OK);
		assert_null(assign_check(mem, &p, &r));
		assert_null(assign_check(mem, &by_paths, &other));
		assert_int_equal(r.count, other.count);
		assert_int_equal(r.score, other.score);
		assert_int_equal(r.proof.floor, other.proof.floor);
		if (r.count && r.proof.floor > INT64_MIN) {
			raised++;
			r.proof.floor--; /* then a floor above would have to be excluded as well */
			assert_non_null(assign_check(mem, &p, &r));
			r.proof.floor += 2;
			assert_non_null(assign_check(mem, &p, &r));
		}
		arena_free(mem);
	}
	assert_true(raised > 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_both_ways) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
