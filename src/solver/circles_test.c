/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random circles of few people against every answer there is, with all the work that a proof needs and
 * with hardly any. ROUNDS in the environment says how many; `make check-solver` runs them at length.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/circles.h"

#define PEOPLE 7
#define TOPICS 4

static struct arena *mem;
static uint64_t seed = 88172645463325252u;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static int
rounds(int usual)
{
	const char *set = getenv("ROUNDS");

	return set ? atoi(set) : usual;
}

static int64_t
random_affinity(int magnitude)
{
	static const int64_t spans[] = { 1, 2, 4, 21, 2001, 2000000001, INT64_C(4000000000000),
		INT64_C(100000000000000000) };
	int64_t span = spans[magnitude % 8];

	return (int64_t)chance((uint64_t)span) - (magnitude / 8 ? span / 2 : 0);
}

/* most: of people in a topic. */
static struct circles_problem
random_circles(size_t n, size_t m, size_t most, int magnitude, unsigned density)
{
	struct circles_pair *pairs = ARENA_ARRAY(mem, struct circles_pair, 2 * n * m);
	int32_t *category = ARENA_ARRAY(mem, int32_t, n);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, m), *upper = ARENA_ARRAY(mem, int32_t, m);
	int kinds = 1 + (int)chance(4);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		category[i] = (int32_t)chance((uint64_t)kinds + 1) - 1;
	for (size_t t = 0; t < m; t++) {
		upper[t] = (int32_t)chance(most + 1);
		lower[t] = (int32_t)chance((uint64_t)upper[t] + 1);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t t = 0; t < m; t++) {
			if (chance(100) >= density)
				continue;
			pairs[k++] = (struct circles_pair){ (int32_t)i, (int32_t)t,
				random_affinity(magnitude) };
			if (chance(10) == 0) {
				pairs[k] = pairs[k - 1];
				pairs[k++].affinity -= (int64_t)chance(2);
			}
		}
	for (size_t left = k; left > 1; left--) {
		size_t other = chance(left);
		struct circles_pair x = pairs[other];

		pairs[other] = pairs[left - 1];
		pairs[left - 1] = x;
	}
	return (struct circles_problem){ .n_people = n,
		.n_topics = m,
		.alike = chance(3) ? 1 + chance(most) : n,
		.category = category,
		.lower = lower,
		.upper = upper,
		.pairs = pairs,
		.n_pairs = k };
}

static struct circles_result
solved(const struct circles_problem *p)
{
	struct circles_result r;
	const char *fault;

	assert_int_equal(circles_solve(mem, p, &r), CIRCLES_OK);
	fault = circles_check(mem, p, &r);
	if (fault)
		fail_msg("%s", fault);
	return r;
}

/* ---- every answer ---- */

struct brute {
	const struct circles_problem *p;
	bool named[PEOPLE][TOPICS];
	int64_t affinity[PEOPLE][TOPICS];
	int32_t load[TOPICS], of[TOPICS][PEOPLE + 1], at[PEOPLE];
	int32_t pin[PEOPLE]; /* topic, or -1 */
	int placed, most;
	int64_t sum, best[PEOPLE + 1]; /* by number of people */
	bool found[PEOPLE + 1];
};

static bool
meets(const struct brute *b, size_t i, size_t t)
{
	for (size_t k = 0; k < b->p->n_apart; k++) {
		size_t x = (size_t)b->p->apart[k].a, y = (size_t)b->p->apart[k].b;

		if ((x == i && y < i && b->at[y] == (int32_t)t) ||
			(y == i && x < i && b->at[x] == (int32_t)t))
			return true;
	}
	return false;
}

static void
place(struct brute *b, size_t i)
{
	const struct circles_problem *p = b->p;

	if (i == p->n_people) {
		for (size_t t = 0; t < p->n_topics; t++)
			if (b->load[t] && b->load[t] < p->lower[t])
				return;
		if (!b->found[b->placed] || b->sum > b->best[b->placed])
			b->best[b->placed] = b->sum;
		b->found[b->placed] = true;
		b->most = b->placed > b->most ? b->placed : b->most;
		return;
	}
	b->at[i] = -1;
	if (b->pin[i] < 0)
		place(b, i + 1);
	for (size_t t = 0; t < p->n_topics; t++) {
		int32_t kind = p->category[i], *alike = &b->of[t][kind + 1];

		if ((b->pin[i] < 0 ? !b->named[i][t] : b->pin[i] != (int32_t)t) || meets(b, i, t) ||
			b->load[t] >= p->upper[t] || (kind >= 0 && *alike >= (int32_t)p->alike))
			continue;
		b->at[i] = (int32_t)t;
		b->load[t]++;
		++*alike;
		b->placed++;
		b->sum += b->affinity[i][t];
		place(b, i + 1);
		b->sum -= b->affinity[i][t];
		b->placed--;
		--*alike;
		b->load[t]--;
	}
}

static void
try_all(struct brute *b, const struct circles_problem *p)
{
	*b = (struct brute){ .p = p };
	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct circles_pair *x = &p->pairs[k];
		int64_t *a = &b->affinity[x->person][x->topic];
		bool *named = &b->named[x->person][x->topic];

		*a = *named && *a > x->affinity ? *a : x->affinity;
		*named = true;
	}
	memset(b->pin, 0xff, sizeof b->pin);
	for (size_t k = 0; k < p->n_pins; k++) {
		b->pin[p->pins[k].person] = p->pins[k].topic;
		b->affinity[p->pins[k].person][p->pins[k].topic] = p->pins[k].affinity;
	}
	place(b, 0);
}

static void
test_every_answer(void **state)
{
	static struct brute b;

	(void)state;
	for (int round = 0, all = rounds(2500); round < all; round++) {
		struct circles_problem p = random_circles(chance(PEOPLE + 1), chance(TOPICS + 1), 5,
			(int)chance(16), (unsigned)chance(101));
		struct circles_result r;

		try_all(&b, &p);
		p.steps = round % 4 ? 0 : 1 + chance(2000);
		r = solved(&p);
		assert_true((int)r.most >= b.most);
		for (int k = (int)r.placed; k <= b.most; k++)
			assert_true(!b.found[k] || b.best[k] <= r.bound);
		if (!p.steps) {
			assert_int_equal(r.placed, b.most);
			assert_int_equal(r.most, b.most);
			assert_int_equal(r.affinity, b.best[b.most]);
			assert_int_equal(r.bound, r.affinity);
		}
		arena_reset(mem);
	}
}

/* Some are pinned, with or without having named the topic, and some are to be apart. */
static void
pin_and_part(struct circles_problem *p)
{
	struct circles_pair *pins = ARENA_ARRAY(mem, struct circles_pair, p->n_people);
	struct circles_two *apart = ARENA_ARRAY(mem, struct circles_two, 8);

	for (size_t i = 0; p->n_topics && i < p->n_people; i++)
		if (!chance(4))
			pins[p->n_pins++] = (struct circles_pair){ (int32_t)i,
				(int32_t)chance(p->n_topics), (int64_t)chance(9) - 2 };
	for (uint64_t k = p->n_people > 1 ? chance(8) : 0; k; k--) {
		int32_t x = (int32_t)chance(p->n_people), y = (int32_t)chance(p->n_people);

		if (x != y)
			apart[p->n_apart++] = (struct circles_two){ x, y };
	}
	p->pins = pins;
	p->apart = apart;
}

static void
test_pins_and_people_apart(void **state)
{
	static struct brute b;
	int kept = 0, met = 0, impossible = 0;

	(void)state;
	for (int round = 0, all = rounds(4000); round < all; round++) {
		struct circles_problem p = random_circles(chance(PEOPLE + 1), chance(TOPICS + 1), 5,
			(int)chance(16), (unsigned)chance(101));
		struct circles_result r;
		enum circles_status s;
		bool any = false;

		pin_and_part(&p);
		p.n_pins = round % 3 ? p.n_pins : 0;
		try_all(&b, &p);
		for (int k = 0; k <= PEOPLE; k++)
			any |= b.found[k];
		p.steps = round % 4 ? 0 : 1 + chance(2000);
		s = circles_solve(mem, &p, &r);
		if (!any || (p.steps && s == CIRCLES_NO_WAY)) {
			assert_int_equal(s, CIRCLES_NO_WAY);
			impossible++;
			arena_reset(mem);
			continue;
		}
		r = solved(&p);
		kept += p.n_pins > 0;
		met += p.n_apart > 0;
		assert_true((int)r.most >= b.most);
		for (int k = (int)r.placed; k <= b.most; k++)
			assert_true(!b.found[k] || b.best[k] <= r.bound);
		if (!p.steps) {
			assert_int_equal(r.placed, b.most);
			assert_int_equal(r.most, b.most);
			assert_int_equal(r.affinity, b.best[b.most]);
			assert_int_equal(r.bound, r.affinity);
		}
		arena_reset(mem);
	}
	assert_true(kept && met && impossible);
}

/* 300 people of whom 40 pairs are to be apart: nobody meets, and the bound stays near. */
static void
test_programme_apart(void **state)
{
	size_t n = 300, m = 40;
	struct circles_pair *pairs = ARENA_ARRAY(mem, struct circles_pair, 6 * n);
	struct circles_two apart[40];
	struct circles_pair pins[10];
	int32_t *lower = ARENA_ARRAY(mem, int32_t, m), *upper = ARENA_ARRAY(mem, int32_t, m);
	struct circles_problem p = { .n_people = n,
		.n_topics = m,
		.alike = n,
		.lower = lower,
		.upper = upper,
		.pairs = pairs,
		.n_pairs = 6 * n,
		.pins = pins,
		.n_pins = 10,
		.apart = apart,
		.n_apart = 40,
		.steps = 3000000 };
	struct circles_result r, s;

	(void)state;
	for (size_t t = 0; t < m; t++) {
		lower[t] = 4;
		upper[t] = 10;
	}
	for (size_t k = 0; k < 6 * n; k++)
		pairs[k] = (struct circles_pair){ (int32_t)(k / 6), (int32_t)chance(m),
			(int64_t)(100 - 12 * (k % 6)) };
	for (size_t k = 0; k < 40; k++)
		apart[k] = (struct circles_two){ (int32_t)(2 * k), (int32_t)(2 * k + 1) };
	for (size_t k = 0; k < 80; k++) /* who would else be together */
		for (size_t e = 0; e < 6; e++)
			pairs[6 * k + e].topic = pairs[6 * (k & ~(size_t)1) + e].topic;
	for (size_t k = 0; k < 10; k++)
		pins[k] = (struct circles_pair){ (int32_t)(290 + k), (int32_t)k, 1 };
	r = solved(&p);
	assert_int_equal(r.placed, n);
	assert_true(r.bound - r.affinity <= r.affinity / 50);
	s = solved(&p);
	assert_memory_equal(s.topic, r.topic, n * sizeof *r.topic);
}

/* ---- what is known of other answers ---- */

static void
test_renumbered(void **state)
{
	(void)state;
	for (int round = 0, all = 8 + rounds(0) / 600; round < all; round++) {
		struct circles_problem p = random_circles(30, 8, 9, 4, 40);
		struct circles_pair *pairs = arena_memdup(mem, p.pairs, p.n_pairs * sizeof *pairs);
		int32_t *category = arena_memdup(mem, p.category, 30 * sizeof *category);
		struct circles_result r = solved(&p), s;

		for (size_t k = 0; k < p.n_pairs; k++) {
			pairs[k].person = 29 - pairs[k].person;
			pairs[k].affinity = 3 * pairs[k].affinity + 1000;
		}
		for (size_t i = 0; i < 30; i++)
			category[i] = p.category[29 - i];
		p.pairs = pairs;
		p.category = category;
		s = solved(&p);
		if (r.placed == r.most && r.bound == r.affinity && s.bound == s.affinity) {
			assert_int_equal(r.placed, s.placed);
			assert_int_equal(s.affinity, 3 * r.affinity + 1000 * (int64_t)r.placed);
		}
		arena_reset(mem);
	}
}

/* A programme: 200 people, 30 topics, everybody names six. Near enough, and the same again. */
static void
test_programme(void **state)
{
	size_t n = 200, m = 30;
	struct circles_pair *pairs = ARENA_ARRAY(mem, struct circles_pair, 6 * n);
	int32_t *category = ARENA_ARRAY(mem, int32_t, n);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, m), *upper = ARENA_ARRAY(mem, int32_t, m);
	struct circles_problem p = { .n_people = n,
		.n_topics = m,
		.alike = 3,
		.category = category,
		.lower = lower,
		.upper = upper,
		.pairs = pairs,
		.n_pairs = 6 * n,
		.steps = 6000000 };
	struct circles_result r, s;

	(void)state;
	for (size_t i = 0; i < n; i++)
		category[i] = (int32_t)chance(6);
	for (size_t t = 0; t < m; t++) {
		lower[t] = 5 + (int32_t)chance(3);
		upper[t] = 9 + (int32_t)chance(4);
	}
	for (size_t k = 0; k < 6 * n; k++)
		pairs[k] = (struct circles_pair){ (int32_t)(k / 6), (int32_t)chance(m),
			(int64_t)(100 - 12 * (k % 6)) };
	r = solved(&p);
	assert_int_equal(r.placed, n);
	assert_true(r.bound - r.affinity <= r.affinity / 100);
	s = solved(&p);
	assert_int_equal(s.affinity, r.affinity);
	assert_memory_equal(s.topic, r.topic, n * sizeof *r.topic);
}

static void
test_refused(void **state)
{
	struct circles_pair pairs[2] = { { 0, 0, 3 }, { 1, 1, 2 } };
	int32_t lower[2] = { 1, 1 }, upper[2] = { 2, 2 };
	struct circles_problem p = { .n_people = 2,
		.n_topics = 1,
		.alike = 1,
		.lower = lower,
		.upper = upper,
		.pairs = pairs,
		.n_pairs = 2 };
	struct circles_result r, bad;
	atomic_int stop = 1;
	int32_t topic[2];

	(void)state;
	assert_int_equal(circles_solve(mem, &p, &r), CIRCLES_BAD_ID);
	p.n_topics = 2;
	upper[1] = 0;
	assert_int_equal(circles_solve(mem, &p, &r), CIRCLES_BAD_SIZE);
	upper[1] = 2;
	pairs[1].affinity = INT64_MIN;
	assert_int_equal(circles_solve(mem, &p, &r), CIRCLES_TOO_LARGE);
	pairs[1].affinity = 2;
	p.stop = &stop;
	assert_int_equal(circles_solve(mem, &p, &r), CIRCLES_STOPPED);
	p.stop = NULL;
	r = bad = solved(&p);
	assert_int_equal(r.affinity, 5);
	bad.affinity++;
	assert_non_null(circles_check(mem, &p, &bad));
	bad = r;
	bad.placed = 1;
	assert_non_null(circles_check(mem, &p, &bad));
	bad = r;
	bad.bound = 4;
	assert_non_null(circles_check(mem, &p, &bad));
	bad = r;
	bad.topic = topic;
	topic[0] = topic[1] = 1;
	assert_non_null(circles_check(mem, &p, &bad));
	lower[0] = 2;
	assert_non_null(circles_check(mem, &p, &r));
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 20);
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
		cmocka_unit_test(test_every_answer),
		cmocka_unit_test(test_pins_and_people_apart),
		cmocka_unit_test(test_programme_apart),
		cmocka_unit_test(test_renumbered),
		cmocka_unit_test(test_programme),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
