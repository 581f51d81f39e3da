/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leximin against what shares nothing with its stages: the best total, where each level weighs more than all pairs of the
 * levels above it together (which fits 64 bits where levels are few). And programmes of many levels, perfect ones among them,
 * whose proof must hold, and must not once a number of it is changed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/assign.h"

#define MOST_LEVELS 200

static uint64_t seed;

static uint64_t
chance(uint64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static int
rounds(int usual)
{
	const char *set = getenv("ROUNDS");

	return set ? atoi(set) / 100 : usual;
}

/* Scores are 0 … levels − 1. With `perfect`, everybody could have a seat of his own, and there is none more. */
static struct assign_problem
make(struct arena *mem, size_t n, size_t m, uint64_t levels, bool perfect)
{
	size_t each = 1 + chance(10);
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, n * (each + 1));
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, m), *lower = ARENA_ARRAY(mem, int32_t, m);
	struct assign_problem p = { .n_mentees = n, .n_mentors = m, .fair = ASSIGN_LEXIMIN };

	for (size_t j = 0; j < m; j++)
		capacity[j] = perfect ? 0 : (int32_t)chance(4);
	for (size_t i = 0; i < n; i++) {
		if (perfect) {
			size_t j = chance(m);

			capacity[j]++;
			pairs[p.n_pairs++] = (struct assign_pair){ (int32_t)i, (int32_t)j,
				(int64_t)chance(levels) };
		}
		for (size_t k = 0; k < each; k++)
			pairs[p.n_pairs++] = (struct assign_pair){ (int32_t)i,
				(int32_t)(chance(m / (1 + chance(3)) + 1) % m),
				(int64_t)chance(levels) };
	}
	for (size_t j = 0; j < m; j++)
		lower[j] = (int32_t)chance((uint64_t)capacity[j] + 1);
	p.pairs = pairs;
	p.capacity = capacity;
	p.lower = lower;
	p.quota = chance(3) == 0;
	return p;
}

static struct assign_result
solve(struct arena *mem, const struct assign_problem *p)
{
	struct assign_result r = { 0 };
	const char *fault;

	assert_int_equal(assign_solve(mem, p, &r), ASSIGN_OK);
	if ((fault = assign_check(mem, p, &r)))
		fail_msg("%s", fault);
	return r;
}

/* How many pairs there are of each score; `scale` is what scores were multiplied by. */
static void
histogram(const struct assign_result *r, int64_t scale, size_t *count)
{
	memset(count, 0, MOST_LEVELS * sizeof *count);
	for (size_t k = 0; k < r->count; k++)
		count[r->pairs[k].score / scale]++;
}

/* A pair of a level weighs -(n + 1)^(levels - 1 - level). */
static void
test_weights(void **state)
{
	size_t differ = 0;

	(void)state;
	seed = 88172645463325252;
	for (int k = 0; k < rounds(400); k++) {
		struct arena *mem = arena_new(0);
		size_t n = 3 + chance(37), levels = 2 + chance(6);
		struct assign_problem p = make(mem, n, 2 + chance(20), levels, chance(3) == 0),
				      q = p;
		struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs);
		int64_t weight[8] = { 0 };
		struct assign_result r = solve(mem, &p), s;
		size_t have[MOST_LEVELS], best[MOST_LEVELS] = { 0 }, plain = 0;

		weight[levels - 1] = -1;
		for (size_t x = levels - 1; x-- > 0;)
			weight[x] = weight[x + 1] * (int64_t)(n + 1);
		for (size_t a = 0; a < p.n_pairs; a++) { /* listed twice: the better one counts */
			pairs[a] = p.pairs[a];
			pairs[a].score = weight[pairs[a].score];
		}
		q.pairs = pairs;
		q.fair = ASSIGN_PLAIN;
		s = solve(mem, &q);
		assert_int_equal(r.count, s.count);
		assert_int_equal(r.shortfall, s.shortfall);
		histogram(&r, 1, have);
		for (size_t a = 0; a < s.count; a++)
			for (size_t x = 0; x < levels; x++)
				best[x] += s.pairs[a].score == weight[x];
		assert_memory_equal(have, best, sizeof have);
		q = p;
		q.fair = ASSIGN_PLAIN;
		s = solve(mem, &q);
		histogram(&s, 1, best);
		for (size_t x = 0; x < levels; x++)
			plain += have[x] != best[x];
		differ += plain > 0;
		arena_free(mem);
	}
	print_message("%zu where the best total is less fair\n", differ);
	assert_true(differ > (size_t)rounds(400) / 10);
}

/* Other numbers for everybody, and scores that are other numbers in the same order, change nothing that counts. */
static void
test_changes(void **state)
{
	(void)state;
	seed = 1181783497276652981;
	for (int k = 0; k < rounds(150); k++) {
		struct arena *mem = arena_new(0);
		size_t n = 20 + chance(180), have[MOST_LEVELS], other[MOST_LEVELS];
		int64_t scale = chance(2) ? 3 : (int64_t)1 << 38;
		struct assign_problem p =
			make(mem, n, 5 + chance(80), 1 + chance(MOST_LEVELS), chance(2) == 0);
		struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs);
		struct assign_result r = solve(mem, &p), s;

		histogram(&r, 1, have);
		for (size_t a = 0; a < p.n_pairs; a++)
			pairs[a] = (struct assign_pair){ (int32_t)n - 1 - p.pairs[a].mentee,
				p.pairs[a].mentor, p.pairs[a].score * scale };
		p.pairs = pairs;
		s = solve(mem, &p);
		histogram(&s, scale, other);
		assert_int_equal(r.count, s.count);
		assert_memory_equal(have, other, sizeof have);
		arena_free(mem);
	}
}

/* Many people and hardly any levels, with a seat too few here and a few too many there: thousands of ways through those who
 * are out and seats that are free, of which each pushes another one aside. */
static void
test_few_levels(void **state)
{
	(void)state;
	seed = 3935559000370003845;
	for (int k = 0; k < rounds(40); k++) {
		struct arena *mem = arena_new(0);
		size_t n = 400 + chance(800), m = n / 3, have[MOST_LEVELS], other[MOST_LEVELS];
		struct assign_problem p = make(mem, n, m, 3 + chance(5), false);
		struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs);
		int32_t *capacity = ARENA_ARRAY(mem, int32_t, m);
		struct assign_result r, s;

		for (size_t j = 0; j < m; j++)
			capacity[j] = 3 + (chance(40) == 0) - (chance(40) == 0);
		p.capacity = capacity;
		p.lower = NULL;
		r = solve(mem, &p);
		histogram(&r, 1, have);
		for (size_t a = 0; a < p.n_pairs; a++)
			pairs[a] = (struct assign_pair){ (int32_t)n - 1 - p.pairs[a].mentee,
				(int32_t)m - 1 - p.pairs[a].mentor, p.pairs[a].score };
		p.pairs = pairs;
		for (size_t j = 0; j < m / 2; j++) {
			int32_t was = capacity[j];

			capacity[j] = capacity[m - 1 - j];
			capacity[m - 1 - j] = was;
		}
		s = solve(mem, &p);
		histogram(&s, 1, other);
		assert_memory_equal(have, other, sizeof have);
		arena_free(mem);
	}
}

/* One number of the proof is changed: it is refused, or it is a proof as well, which happens. (Of the text, a digest refuses all.) */
static void
test_damage(void **state)
{
	size_t refused = 0, tries = 0;

	(void)state;
	seed = 7046029254386353131;
	for (int k = 0; k < rounds(100); k++) {
		struct arena *mem = arena_new(0);
		struct assign_problem p =
			make(mem, 30 + chance(60), 10 + chance(25), 20, chance(3) == 0);
		struct assign_result r = solve(mem, &p);

		for (size_t x = 0; x < r.proof.n_stages; x++) {
			struct assign_stage *s = &r.proof.stages[x];
			struct assign_price *price;
			assign_value penalty, before;

			if (!s->n_prices)
				continue;
			price = &s->prices[chance(s->n_prices)];
			before = price->price;
			price->price += chance(2) ? 1 : -1;
			refused += assign_check(mem, &p, &r) != NULL;
			tries++;
			price->price = before;
			penalty = s->levels[s->n_levels - 1].penalty; /* which is used */
			s->levels[s->n_levels - 1].penalty *= 1000;
			refused += assign_check(mem, &p, &r) != NULL;
			tries++;
			s->levels[s->n_levels - 1].penalty = penalty;
			s->levels[s->n_levels - 1]
				.score++; /* then pairs belong to no level, or to another */
			assert_non_null(assign_check(mem, &p, &r));
			s->levels[s->n_levels - 1].score--;
			s->n_prices--;
			before = s->prices[s->n_prices].price;
			refused += assign_check(mem, &p, &r) != NULL;
			tries++;
			s->n_prices++;
		}
		assert_null(assign_check(mem, &p, &r));
		arena_free(mem);
	}
	print_message("%zu of %zu refused\n", refused, tries);
	assert_true(tries > 100 && refused > tries / 2);
}

/* Two answers that are given the other's place: what is less fair is refused even where count and total are right. */
static void
test_order_of_weights(void **state)
{
	/* Mentee 0 and 1 could have 1 and 1, or 0 and 5: leximin takes the first, and a stage that let a pair of score 0
	 * weigh as much as one of score 1 would prove the second. */
	struct assign_pair pairs[] = { { 0, 0, 1 }, { 0, 1, 5 }, { 1, 0, 0 }, { 1, 1, 1 } };
	struct assign_problem p = {
		.n_mentees = 2, .n_mentors = 2, .pairs = pairs, .n_pairs = 4, .fair = ASSIGN_LEXIMIN
	};
	struct arena *mem = arena_new(0);
	struct assign_result r = solve(mem, &p), unfair = r;
	struct assign_level levels[] = { { 0, 1 }, { 1, 1 }, { 5, 1 } };
	struct assign_stage stage = { .n_levels = 3, .levels = levels };

	(void)state;
	assert_int_equal(r.score, 2);
	unfair.pairs = (struct assign_pair[]){ { 0, 1, 5 }, { 1, 0, 0 } };
	unfair.mentor = (int32_t[]){ 1, 0 };
	unfair.points = (int64_t[]){ 5, 0 };
	unfair.score = 5;
	assert_non_null(assign_check(mem, &p, &unfair));
	unfair.proof.stages = &stage; /* any two pairs weigh 2 */
	unfair.proof.n_stages = 1;
	stage.n_prices = 2;
	stage.prices = (struct assign_price[]){ { 0, 0 }, { 1, 0 } };
	assert_string_equal(
		assign_check(mem, &p, &unfair), "The levels of the proof are not in order.");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_weights),
		cmocka_unit_test(test_changes), cmocka_unit_test(test_few_levels),
		cmocka_unit_test(test_damage), cmocka_unit_test(test_order_of_weights) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
