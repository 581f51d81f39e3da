/* SPDX-License-Identifier: Apache-2.0 */
/* Answers over rules against those over all pairs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "solver/assign_rules.h"
#include "solver/candidates_some.h"
#include "solver/resident.h"

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 16);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static int32_t *
some_seats(size_t m, int64_t most)
{
	int32_t *seats = ARENA_ARRAY(mem, int32_t, m);

	for (size_t j = 0; j < m; j++)
		seats[j] = (int32_t)chance(most + 1);
	return seats;
}

static struct assign_rules
some_programme(size_t n, size_t m, int64_t most_rules, int64_t most_seats)
{
	struct assign_rules r = { .aim = chance(2) ? ASSIGN_EVERYONE : ASSIGN_FIT,
		.people = some_problem(n, m, most_rules),
		.capacity = some_seats(m, most_seats),
		.threads = 1 };
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, 2);
	size_t j = (size_t)chance((int64_t)m);

	if (chance(3) == 0 && r.capacity[j] > 0) {
		pins[r.n_pins++] =
			(struct assign_pair){ (int32_t)chance((int64_t)n), (int32_t)j, chance(20) };
		r.pins = pins;
	}
	return r;
}

/* What a manager may ask for beside the aim: somebody for every mentor, or not too many for one. */
static void
ask_more(struct assign_rules *r, size_t m)
{
	int32_t *lower = ARENA_ARRAY(mem, int32_t, m);

	for (size_t j = 0; j < m; j++)
		lower[j] = (int32_t)chance(1 + (r->capacity[j] < 2 ? r->capacity[j] : 2));
	r->quota = chance(2);
	r->lower = lower;
	r->spread = chance(2) ? 1 + chance(9) : 0;
}

/* The number of the first place of each mentor. */
static int32_t *
first_places(const struct assign_rules *r)
{
	int32_t *at = ARENA_ARRAY(mem, int32_t, r->people.n_offers + 1);

	for (size_t j = 0; j < r->people.n_offers; j++)
		at[j + 1] = at[j] + r->capacity[j];
	return at;
}

/* Each place a mentor of its own, made by hand. */
static struct assign_problem
all_places(const struct assign_rules *r, const struct assign_problem *p)
{
	int32_t *at = first_places(r), *next = ARENA_ARRAY(mem, int32_t, p->n_mentors), *lower;
	struct assign_pair *pairs, *pins = ARENA_ARRAY(mem, struct assign_pair, p->n_pins);
	struct assign_problem x = *p;
	size_t n = 0;

	x.n_mentors = (size_t)at[p->n_mentors];
	pairs = ARENA_ARRAY(mem, struct assign_pair, p->n_mentees * x.n_mentors);
	lower = ARENA_ARRAY(mem, int32_t, x.n_mentors);
	for (size_t k = 0; k < p->n_pairs; k++)
		for (int32_t j = p->pairs[k].mentor, s = 0; s < r->capacity[j]; s++)
			pairs[n++] = (struct assign_pair){ p->pairs[k].mentee, at[j] + s,
				p->pairs[k].score - r->spread * s };
	for (size_t k = 0; k < p->n_pins; k++) {
		int32_t j = p->pins[k].mentor, s = next[j]++;

		pins[k] = (struct assign_pair){ p->pins[k].mentee, at[j] + s,
			p->pins[k].score - r->spread * s };
	}
	for (size_t j = 0; j < p->n_mentors; j++)
		for (int32_t s = 0; s < r->lower[j]; s++)
			lower[at[j] + s] = 1;
	x.capacity = NULL;
	x.lower = lower;
	x.pairs = pairs;
	x.n_pairs = n;
	x.pins = pins;
	return x;
}

static struct assign_problem
all_pairs(const struct assign_rules *r)
{
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	struct cand_problem people = r->people;
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, n * m);
	struct assign_problem p = { .aim = r->aim,
		.quota = r->quota,
		.n_mentees = n,
		.n_mentors = m,
		.capacity = r->capacity,
		.lower = r->lower,
		.pairs = pairs,
		.pins = r->pins,
		.n_pins = r->n_pins };

	people.scale = 0;
	people.offset = NULL;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++) {
			int64_t value;

			if (cand_value(&people, i, j, &value))
				pairs[p.n_pairs++] =
					(struct assign_pair){ (int32_t)i, (int32_t)j, value };
		}
	return r->spread ? all_places(r, &p) : p;
}

/* The prices that were found on the list must prove the answer over all pairs. */
static void
check(const struct assign_rules *r)
{
	struct assign_problem p = all_pairs(r);
	struct assign_rules_result got;
	struct assign_result best;
	const char *fault;

	assert_int_equal(assign_solve(mem, &p, &best), ASSIGN_OK);
	assert_int_equal(assign_rules_solve(mem, r, &got), ASSIGN_OK);
	assert_null(got.fault);
	assert_int_equal(got.best.count, best.count);
	assert_int_equal(got.best.score, best.score);
	assert_int_equal(got.best.shortfall, best.shortfall);
	if (r->spread)
		return;
	fault = assign_check(mem, &p, &got.best);
	if (fault)
		fail_msg("%s", fault);
}

static void
test_small(void **state)
{
	int rounds = some_rounds(1500);

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct assign_rules r = some_programme(
			1 + (size_t)chance(9), 1 + (size_t)chance(9), 1 + chance(5), 3);

		check(&r);
		ask_more(&r, r.people.n_offers);
		check(&r);
		arena_reset(mem);
	}
}

/* More mentors than are listed first, so that left-out pairs matter; few and many seats. */
static void
test_medium(void **state)
{
	static const int64_t seats[] = { 1, 2, 8 };
	int rounds = some_rounds(40);

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct assign_rules r = some_programme(100 + (size_t)chance(150),
			50 + (size_t)chance(100), 1 + chance(4), seats[chance(3)]);

		check(&r);
		ask_more(&r, r.people.n_offers);
		check(&r);
		arena_reset(mem);
	}
}

/* Everybody wants the same few; those who get none of them are found others. */
static void
test_all_want_the_same(void **state)
{
	enum { N = 300 };
	int32_t *same = ARENA_ARRAY(mem, int32_t, N), *few = ARENA_ARRAY(mem, int32_t, N);
	struct cand_rule rules[] = { { .kind = CAND_STEPS, .points = 10, .lo = 1, .hi = 100 },
		{ .kind = CAND_STEPS, .points = 1, .lo = 0, .hi = 0 } };
	struct assign_rules r = {
		.people = { .n_seekers = N, .n_offers = N, .rules = rules, .n_rules = 2 }
	};
	struct assign_rules_result got;

	(void)state;
	for (int j = 0; j < 20; j++)
		few[j] = 1;
	for (int k = 0; k < 2; k++) {
		rules[k].seeker.codes = same;
		rules[k].offer.codes = few;
	}
	assert_int_equal(assign_rules_solve(mem, &r, &got), ASSIGN_OK);
	assert_int_equal(got.best.count, N);
	assert_int_equal(got.best.score, 20 * 10 + (N - 20));
	check(&r);
}

static void
test_threads(void **state)
{
	(void)state;
	for (int round = 0; round < 10; round++) {
		struct assign_rules r = some_programme(300, 150, 4, 3);
		struct assign_rules_result one, two;

		assert_int_equal(assign_rules_solve(mem, &r, &one), ASSIGN_OK);
		r.threads = 2;
		assert_int_equal(assign_rules_solve(mem, &r, &two), ASSIGN_OK);
		assert_int_equal(one.best.count, two.best.count);
		assert_int_equal(one.listed, two.listed);
		assert_memory_equal(one.best.mentor, two.best.mentor, 300 * sizeof(int32_t));
		arena_reset(mem);
	}
}

static bool
costs_less(enum assign_aim aim, const struct exchange *a, const struct exchange *b)
{
	if (aim == ASSIGN_EVERYONE && a->count != b->count)
		return a->count < b->count;
	if (a->shortfall != b->shortfall)
		return a->shortfall < b->shortfall;
	return a->points != b->points ? a->points < b->points : a->count < b->count;
}

/* What a pair costs by an answer that has a list of all pairs, with the cheapest of the mentor's places. False if
 * pins leave no place for it. */
static bool
cost_of_pair(const struct assign_rules *r, struct resident *all, const struct assign_result *best,
	int32_t i, int32_t j, struct exchange *ret)
{
	int32_t *at = first_places(r), from = r->spread ? at[j] : j,
		to = r->spread ? at[j + 1] : j + 1;
	bool any = false;
	struct exchange x;

	*ret = (struct exchange){ 0 };
	for (int32_t s = from; s < to; s++) {
		if (!resident_exchange(all, i, s, &x) || !x.possible)
			continue;
		if (x.made || best->mentor[i] == j)
			x = (struct exchange){ .possible = true };
		if (!any || costs_less(r->aim, &x, ret))
			*ret = x;
		any = true;
	}
	return any;
}

static void
same_cost(const struct assign_rules *r, const struct rules_exchange *g, const struct exchange *want,
	size_t most)
{
	if (g->exact) {
		assert_int_equal(g->count, want->count);
		assert_int_equal(g->shortfall, want->shortfall);
		assert_int_equal(g->points, want->points);
		return;
	}
	assert_true(most < SIZE_MAX);
	if (r->aim == ASSIGN_EVERYONE)
		assert_true(g->count <= want->count);
	if (r->aim == ASSIGN_FIT || g->count == want->count)
		assert_true(g->shortfall <= want->shortfall);
	if ((r->aim == ASSIGN_FIT || g->count == want->count) && g->shortfall == want->shortfall)
		assert_true(g->points <= want->points);
}

/* What each pair would cost, against an answer that has a list of all pairs. */
static void
check_exchanges(const struct assign_rules *r, struct resident *all,
	const struct assign_result *best, bool mentor, int32_t who, size_t most)
{
	size_t others = mentor ? r->people.n_seekers : r->people.n_offers;
	struct rules_exchange *got = ARENA_ARRAY(mem, struct rules_exchange, others);
	struct exchange want;

	for (size_t k = 0; k < others; k++)
		got[k].other = (int32_t)k;
	assert_true(assign_rules_exchange(r, best, mentor, who, got, others, most));
	for (size_t k = 0; k < others; k++) {
		int32_t i = mentor ? (int32_t)k : who, j = mentor ? who : (int32_t)k;
		bool possible = cost_of_pair(r, all, best, i, j, &want);

		assert_int_equal(got[k].possible, possible);
		if (possible)
			same_cost(r, &got[k], &want, most);
	}
}

/* The same answer, from what is kept of it. */
static struct assign_result
keep_and_adopt(const struct assign_rules *r, const struct assign_result *best)
{
	size_t m = r->people.n_offers;
	int64_t *price = ARENA_ARRAY(mem, int64_t, m);
	struct rules_kept kept = { .weight = (int64_t)best->proof.weight,
		.bonus = (int64_t)best->proof.bonus,
		.quota = (int64_t)best->proof.quota,
		.mentor = best->mentor,
		.price = price };
	struct assign_result ret;

	for (size_t j = 0; j < m; j++)
		price[j] = (int64_t)best->proof.mentor[j];
	assert_true(assign_rules_adopt(mem, r, &kept, &ret));
	return ret;
}

static void
check_all_exchanges(const struct assign_rules *r, size_t most)
{
	struct assign_problem p = all_pairs(r);
	struct assign_rules_result got;
	struct assign_result kept;
	struct resident *all;

	assert_int_equal(assign_rules_solve(mem, r, &got), ASSIGN_OK);
	assert_int_equal(resident_open(&p, &all), ASSIGN_OK);
	kept = keep_and_adopt(r, &got.best);
	for (size_t i = 0; i < r->people.n_seekers; i++)
		check_exchanges(r, all, i % 2 ? &got.best : &kept, false, (int32_t)i, most);
	for (size_t j = 0; j < r->people.n_offers; j++)
		check_exchanges(r, all, j % 2 ? &got.best : &kept, true, (int32_t)j, most);
	resident_close(all);
}

static void
test_exchanges(void **state)
{
	int rounds = some_rounds(500);

	(void)state;
	for (int round = 0; round < rounds; round++) {
		struct assign_rules r = some_programme(
			1 + (size_t)chance(9), 1 + (size_t)chance(9), 1 + chance(5), 3);

		if (round % 2)
			ask_more(&r, r.people.n_offers);
		check_all_exchanges(&r, SIZE_MAX);
		arena_reset(mem);
	}
	for (int round = 0; round < rounds / 100; round++) {
		struct assign_rules r = some_programme(
			15 + (size_t)chance(25), 8 + (size_t)chance(12), 1 + chance(4), 3);

		if (chance(2))
			ask_more(&r, r.people.n_offers);
		check_all_exchanges(&r, round % 2 ? SIZE_MAX : (size_t)chance(2000));
		arena_reset(mem);
	}
}

static void
test_refuses(void **state)
{
	struct assign_pair pin = { 7, 0, 0 };
	struct cand_rule rule = { .kind = CAND_SAME, .points = INT64_C(1) << 33 };
	struct assign_rules r = { .people = { .n_seekers = 1, .n_offers = 1, .rules = &rule } };
	struct assign_rules_result got;

	(void)state;
	r.pins = &pin;
	r.n_pins = 1;
	assert_int_equal(assign_rules_solve(mem, &r, &got), ASSIGN_BAD_ID);
	r.n_pins = 0;
	r.people.n_rules = 1;
	assert_int_equal(assign_rules_solve(mem, &r, &got), ASSIGN_TOO_LARGE);
	rule.points = -1;
	assert_int_equal(assign_rules_solve(mem, &r, &got), ASSIGN_TOO_LARGE);
}

static void
test_stops(void **state)
{
	struct assign_rules r = some_programme(50, 50, 3, 2);
	struct assign_rules_result got;
	atomic_int stop = 1;

	(void)state;
	r.stop = &stop;
	assert_int_equal(assign_rules_solve(mem, &r, &got), ASSIGN_STOPPED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_medium),
		cmocka_unit_test(test_all_want_the_same),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_exchanges),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_stops),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
