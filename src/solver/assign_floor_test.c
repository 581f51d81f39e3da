/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fairness, and what proves it. The highest floor, on programmes too large to try every answer: by counts and bounds, and by paths, which is the
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

/* Another answer in place of the one that was proven. */
static struct assign_result
with_proof_of(struct arena *mem, const struct assign_result *pairs, const struct assign_result *r)
{
	struct assign_result mixed = *pairs;

	mixed.proof = r->proof;
	mixed.proof.stages =
		arena_memdup(mem, r->proof.stages, r->proof.n_stages * sizeof *r->proof.stages);
	return mixed;
}

/* Leximin is proven on programmes of many levels, and no prices that are near prove an answer that is less fair. */
static void
test_leximin(void **state)
{
	size_t less_fair = 0, stages = 0;

	(void)state;
	seed = 88172645463325252;
	for (int k = 0; k < 120; k++) {
		struct arena *mem = arena_new(0);
		struct assign_problem p = make(mem, 10 + chance(60), 5 + chance(25),
			1 + chance(120), 1 + chance(4), chance(6) ? 1 : (int64_t)1 << 40);
		int32_t *lower = ARENA_ARRAY(mem, int32_t, p.n_mentors);
		struct assign_problem plain;
		struct assign_result r, other;

		for (size_t j = 0; j < p.n_mentors; j++)
			lower[j] = (int32_t)chance((uint64_t)p.capacity[j] + 1);
		p.lower = lower;
		p.quota = chance(2);
		p.fair = ASSIGN_LEXIMIN;
		plain = p;
		plain.fair = ASSIGN_PLAIN;
		assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
		assert_int_equal(assign_solve(mem, &plain, &other), ASSIGN_OK);
		assert_null(assign_check(mem, &p, &r));
		assert_int_equal(r.count, other.count);
		assert_int_equal(r.shortfall, other.shortfall);
		assert_true(r.score <= other.score);
		stages += r.proof.n_stages;
		for (int turn = 0; turn < 20 && r.score != other.score; turn++) {
			struct assign_result mixed = with_proof_of(mem, &other, &r);
			struct assign_stage *s = &mixed.proof.stages[chance(mixed.proof.n_stages)];

			assert_non_null(assign_check(mem, &p, &mixed));
			if (turn && s->n_prices)
				s->prices[chance(s->n_prices)].price += turn % 2 ? turn : -turn;
			assert_non_null(assign_check(mem, &p, &mixed));
			less_fair++;
		}
		r.proof.n_stages -= r.proof.n_stages > 0;
		if (r.count)
			assert_non_null(assign_check(mem, &p, &r));
		arena_free(mem);
	}
	print_message("%zu stages, %zu refused\n", stages, less_fair);
	assert_true(less_fair > 200 && stages > 120);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_leximin) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
