/* SPDX-License-Identifier: Apache-2.0 */
/* The lists against those of scoring every pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/candidates_core.h"
#include "solver/candidates_some.h"

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 16);
	some_negative = true;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* What came of it. */
struct lists {
	size_t k;
	struct cand_pair *pairs; /* [seekers * k] */
	size_t *n, *eligible;
	int *calls;
};

static void
take(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct lists *l = arg;

	if (n)
		memcpy(l->pairs + seeker * l->k, list, n * sizeof *list);
	l->n[seeker] = n;
	l->eligible[seeker] = eligible;
	l->calls[seeker]++;
}

static struct lists
lists_of(struct cand_problem *p)
{
	struct lists l = { p->k, arena_array(mem, p->n_seekers * p->k + 1, sizeof *l.pairs),
		ARENA_ARRAY(mem, size_t, p->n_seekers), ARENA_ARRAY(mem, size_t, p->n_seekers),
		ARENA_ARRAY(mem, int, p->n_seekers) };

	p->take = take;
	p->arg = &l;
	assert_true(cand_best(p));
	return l;
}

struct scored {
	int64_t value;
	size_t turn, offer;
};

static int
by_value(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static void
check_seeker(const struct cand_problem *p, const struct lists *l, size_t i, struct scored *all)
{
	size_t n = 0, eligible = 0, m = p->n_offers;

	if (p->seeker_out && p->seeker_out[i]) {
		assert_int_equal(l->calls[i], 0);
		return;
	}
	for (size_t j = 0; j < m; j++) {
		int64_t value;

		if (!cand_value(p, i, j, &value))
			continue;
		eligible++;
		if (!p->above || value > p->above[i])
			all[n++] = (struct scored){ value, (j + m - cand_start(p, i)) % m, j };
	}
	qsort(all, n, sizeof *all, by_value);
	n = n < p->k ? n : p->k;
	assert_int_equal(l->calls[i], 1);
	assert_int_equal(l->eligible[i], p->count ? eligible : 0);
	assert_int_equal(l->n[i], n);
	for (size_t k = 0; k < n; k++) {
		assert_int_equal(l->pairs[i * p->k + k].value, all[k].value);
		assert_int_equal(l->pairs[i * p->k + k].offer, all[k].offer);
	}
}

static void
check(struct cand_problem *p)
{
	struct lists l = lists_of(p);
	struct scored *all = ARENA_ARRAY(mem, struct scored, p->n_offers);

	for (size_t i = 0; i < p->n_seekers; i++)
		check_seeker(p, &l, i, all);
}

static void
test_small(void **state)
{
	int rounds = some_rounds(3000);

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct cand_problem p =
			some_problem((size_t)chance(9), 1 + (size_t)chance(30), 1 + chance(6));

		check(&p);
		arena_reset(mem);
	}
}

/* Large enough for ranges, loose rules and every lane. */
static void
test_medium(void **state)
{
	int rounds = some_rounds(40);

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct cand_problem p =
			some_problem(300 + (size_t)chance(200), 100 + (size_t)chance(200), 12);

		check(&p);
		arena_reset(mem);
	}
}

/* Sets of up to `most` items, small codes far more often than large ones. */
static struct cand_column
skewed_sets(size_t n, size_t most, int64_t codes)
{
	size_t *first = ARENA_ARRAY(mem, size_t, n + 1);
	int32_t *items = ARENA_ARRAY(mem, int32_t, n * most);

	for (size_t i = 0; i < n; i++) {
		first[i + 1] = first[i];
		for (int64_t code = 0; code < codes && first[i + 1] - first[i] < most; code++)
			if (chance(8 + code) < 2 && chance(4) == 0)
				items[first[i + 1]++] = (int32_t)code;
	}
	return (struct cand_column){ .first = first, .items = items };
}

/* One rule of shared items that gives points, many offers, and whatever else there may be. */
static struct cand_problem
long_lists(void)
{
	size_t n = 25, m = 400 + (size_t)chance(1500);
	struct cand_problem p = some_problem(n, m, 3);
	struct cand_rule *rules = ARENA_ARRAY(mem, struct cand_rule, p.n_rules + 3);
	size_t k = 0;

	for (size_t r = 0; r < p.n_rules; r++)
		if (p.rules[r].kind != CAND_SHARED || !p.rules[r].hard)
			rules[k++] = p.rules[r];
	rules[k++] = (struct cand_rule){ .kind = CAND_SHARED,
		.points = 1 + chance(9),
		.cap = chance(3) * 14,
		.lo = chance(4),
		.seeker = skewed_sets(n, 1 + (size_t)chance(6), 300),
		.offer = skewed_sets(m, 2, 300) };
	if (chance(2))
		rules[k++] = (struct cand_rule){ .kind = CAND_SHARED,
			.hard = true,
			.lo = 1,
			.seeker = skewed_sets(n, 2, 60),
			.offer = skewed_sets(m, 1, 60) };
	p.rules = rules;
	p.n_rules = k;
	return p;
}

static void
test_long_lists(void **state)
{
	int rounds = some_rounds(100), by_bits = 0;

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct cand_problem p = long_lists();
		struct plan *plan = ARENA_NEW(mem, struct plan);

		cand_plan(mem, &p, plan);
		by_bits += plan->gain && p.n_offers > 600;
		check(&p);
		arena_reset(mem);
	}
	assert_true(by_bits > rounds / 5);
}

/* Each pair is the same seen from both sides. */
static void
test_turned(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		struct cand_problem p = some_problem(
					    1 + (size_t)chance(20), 1 + (size_t)chance(20), 5),
				    t;

		p.offset = NULL;
		t = cand_turned(mem, &p);
		for (size_t i = 0; i < p.n_seekers; i++)
			for (size_t j = 0; j < p.n_offers; j++) {
				int64_t a = 0, b = 0;

				assert_int_equal(
					cand_value(&p, i, j, &a), cand_value(&t, j, i, &b));
				assert_int_equal(a, b);
			}
		check(&t);
		arena_reset(mem);
	}
}

static void
test_threads(void **state)
{
	(void)state;
	for (int round = 0; round < 15; round++) {
		struct cand_problem p = some_problem(400, 200, 8);
		struct lists one = lists_of(&p), two;

		p.threads = 2;
		two = lists_of(&p);
		for (size_t i = 0; i < p.n_seekers; i++) {
			assert_int_equal(one.n[i], two.n[i]);
			assert_memory_equal(&one.pairs[i * p.k], &two.pairs[i * p.k],
				one.n[i] * sizeof *one.pairs);
		}
		arena_reset(mem);
	}
}

/* One who offers everything to everybody does not fill all lists: equal offers are shared out. */
static void
test_ties_are_spread(void **state)
{
	struct cand_problem p = { .n_seekers = 100, .n_offers = 100, .k = 10 };
	struct lists l = lists_of(&p);
	int asked[100] = { 0 };

	(void)state;
	for (size_t x = 0; x < 1000; x++)
		asked[l.pairs[x].offer]++;
	for (int j = 0; j < 100; j++)
		assert_in_range(asked[j], 5, 15);
}

static void
test_stops(void **state)
{
	atomic_int stop = 1;
	struct cand_problem p = some_problem(50, 50, 3);

	(void)state;
	p.seeker_out = NULL;
	p.take = NULL;
	p.stop = &stop;
	assert_false(cand_best(&p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_medium),
		cmocka_unit_test(test_long_lists),
		cmocka_unit_test(test_turned),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_ties_are_spread),
		cmocka_unit_test(test_stops),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
