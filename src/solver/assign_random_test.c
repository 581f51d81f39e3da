/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random tiny problems of every kind against two solvers that share nothing with the engine: one tries
 * every answer, one sends flow along shortest paths (Bellman and Ford) in 128 bits. ROUNDS in the
 * environment says how many; the suite runs a share of a few seconds, `make check-solver` 120,000.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/assign.h"

#define MOST 7
typedef __int128 wide;

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

/* ---- problems ---- */

struct tiny {
	struct assign_problem p;
	bool open[MOST][MOST], pinned[MOST][MOST];
	int64_t score[MOST][MOST];
	int32_t capacity[MOST], lower[MOST], wants[MOST];
};

static int64_t
random_score(int magnitude)
{
	static const int64_t spans[] = { 1, 2, 4, 21, 2001, 2000000001, INT64_C(4000000000000) };
	int64_t span = spans[magnitude % 7];

	return (int64_t)chance((uint64_t)span) - (magnitude / 7 ? span / 2 : 0);
}

/* People: at most `most` a side; wants of more than one now and then. */
static struct tiny *
random_tiny(size_t most)
{
	struct tiny *t = ARENA_ARRAY(mem, struct tiny, 1);
	struct assign_problem *p = &t->p;
	size_t n = chance(most + 1), m = chance(most + 1), density = chance(101);
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, 2 * n * m);
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, n * m);
	struct assign_pair *bans = ARENA_ARRAY(mem, struct assign_pair, n * m);
	int magnitude = (int)chance(14), seats = (int)chance(7) + 1;
	bool several = chance(4) == 0, pinning = chance(4) == 0;
	int32_t left[MOST], want[MOST];

	for (size_t j = 0; j < m; j++) {
		left[j] = t->capacity[j] = (int32_t)chance((uint64_t)seats);
		t->lower[j] = (int32_t)chance((uint64_t)t->capacity[j] + 1);
	}
	for (size_t i = 0; i < n; i++) {
		want[i] = t->wants[i] = several ? (int32_t)chance(4) : 1;
		for (size_t j = 0; j < m; j++) {
			struct assign_pair x = { (int32_t)i, (int32_t)j, random_score(magnitude) };

			if (chance(100) >= density)
				continue;
			t->open[i][j] = true;
			t->score[i][j] = x.score;
			pairs[p->n_pairs++] = x;
			if (pinning && chance(5) == 0 && left[j] && want[i]) {
				left[j]--;
				want[i]--;
				t->pinned[i][j] = true;
				pins[p->n_pins++] = x;
			} else if (chance(12) == 0) {
				t->open[i][j] = false;
				bans[p->n_bans++] = x;
			} else if (chance(12) == 0) {
				x.score -= (int64_t)chance(3);
				pairs[p->n_pairs++] = x; /* twice, and not better */
			}
		}
	}
	for (size_t k = p->n_pairs; k > 1; k--) {
		size_t other = chance(k);
		struct assign_pair x = pairs[other];

		pairs[other] = pairs[k - 1];
		pairs[k - 1] = x;
	}
	p->n_mentees = n;
	p->n_mentors = m;
	p->capacity = t->capacity;
	p->lower = t->lower;
	p->wants = several ? t->wants : NULL;
	p->pairs = pairs;
	p->pins = pins;
	p->bans = bans;
	p->aim = chance(3) == 0 ? ASSIGN_FIT : ASSIGN_EVERYONE;
	p->quota = chance(3) == 0;
	if (p->aim == ASSIGN_EVERYONE && chance(3) == 0)
		p->fair = several || chance(2) ? ASSIGN_BOTTLENECK : ASSIGN_LEXIMIN;
	return t;
}

/* ---- every answer ---- */

struct worth {
	int count, shortfall;
	wide score;
	int n_low;
	int64_t low[MOST * MOST]; /* scores beside pins, rising */
};

struct brute {
	const struct tiny *t;
	int32_t load[MOST];
	struct worth now, best;
	bool found;
};

static int
compare_fair(const struct tiny *t, const struct worth *a, const struct worth *b)
{
	int n = t->p.fair == ASSIGN_LEXIMIN ? a->n_low : a->n_low > 0;

	for (int k = 0; t->p.fair != ASSIGN_PLAIN && k < n; k++)
		if (a->low[k] != b->low[k])
			return a->low[k] > b->low[k] ? 1 : -1;
	return 0;
}

/* Above 0 if a is the better answer. */
static int
compare(const struct tiny *t, const struct worth *a, const struct worth *b)
{
	int fair;

	if (t->p.aim == ASSIGN_EVERYONE && a->count != b->count)
		return a->count - b->count;
	if (t->p.quota && a->shortfall != b->shortfall)
		return b->shortfall - a->shortfall;
	if ((fair = compare_fair(t, a, b)))
		return fair;
	if (a->score != b->score)
		return a->score > b->score ? 1 : -1;
	return a->count - b->count;
}

static int
by_score(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

static void
judge(struct brute *b)
{
	struct worth w = b->now;

	for (size_t j = 0; j < b->t->p.n_mentors; j++)
		if (b->load[j] < b->t->lower[j])
			w.shortfall += b->t->lower[j] - b->load[j];
	qsort(w.low, (size_t)w.n_low, sizeof *w.low, by_score);
	if (!b->found || compare(b->t, &w, &b->best) > 0)
		b->best = w;
	b->found = true;
}

static void
try_pair(struct brute *b, size_t i, size_t j, int32_t left)
{
	const struct tiny *t = b->t;

	if (i == t->p.n_mentees) {
		judge(b);
		return;
	}
	if (j == t->p.n_mentors) {
		try_pair(b, i + 1, 0, i + 1 < MOST ? t->wants[i + 1] : 0);
		return;
	}
	if (!t->pinned[i][j])
		try_pair(b, i, j + 1, left);
	if ((t->open[i][j] || t->pinned[i][j]) && left && b->load[j] < t->capacity[j]) {
		int n_low = b->now.n_low;

		b->load[j]++;
		b->now.count++;
		b->now.score += t->score[i][j];
		if (!t->pinned[i][j])
			b->now.low[b->now.n_low++] = t->score[i][j];
		try_pair(b, i, j + 1, left - 1);
		b->now.n_low = n_low;
		b->now.score -= t->score[i][j];
		b->now.count--;
		b->load[j]--;
	}
}

/* ---- flow ---- */

#define NODES (2 * MOST + 2)

/* Least-cost flow without any prices: all of it by Bellman and Ford. Returns count, shortfall, score. */
static struct worth
flow(const struct tiny *t)
{
	size_t n = t->p.n_mentees, m = t->p.n_mentors, end = n + m + 1;
	wide cost[NODES][NODES] = { { 0 } }, length[NODES], level = (wide)1 << 60;
	int room[NODES][NODES] = { { 0 } }, from[NODES], kept[MOST];
	bool fit = t->p.aim == ASSIGN_FIT;
	struct worth w = { 0 };

	/* Node 0 gives, 1 … are mentees, then mentors, the last takes. Seats below `lower` are made
	 * cheaper as the flow goes, the cheap ones first. */
	memset(kept, 0, sizeof kept);
	for (size_t i = 0; i < n; i++) {
		room[0][1 + i] = t->wants[i];
		for (size_t j = 0; j < m; j++) {
			room[1 + i][1 + n + j] = t->open[i][j] && !t->pinned[i][j];
			cost[1 + i][1 + n + j] = -(wide)t->score[i][j] * (fit ? 1000 : 1) - fit;
			cost[1 + n + j][1 + i] = -cost[1 + i][1 + n + j];
			kept[j] += t->pinned[i][j];
			room[0][1 + i] -= t->pinned[i][j];
			w.score += t->pinned[i][j] ? t->score[i][j] : 0;
			w.count += t->pinned[i][j];
		}
	}
	for (;;) {
		size_t v;

		for (size_t j = 0; j < m; j++) {
			int load = kept[j], lower = t->p.quota ? t->lower[j] : 0;

			room[1 + n + j][end] = load < t->capacity[j];
			cost[1 + n + j][end] = load < lower ? -level : 0;
		}
		for (v = 0; v <= end; v++)
			length[v] = (wide)1 << 120;
		length[0] = 0;
		for (size_t round = 0; round <= end; round++)
			for (size_t a = 0; a <= end; a++)
				for (size_t b = 0; b <= end; b++)
					if (room[a][b] && length[a] < (wide)1 << 110 &&
						length[a] + cost[a][b] < length[b]) {
						length[b] = length[a] + cost[a][b];
						from[b] = (int)a;
					}
		if (length[end] >= (wide)1 << 110 || (fit && length[end] >= 0))
			break;
		w.count++;
		for (v = end; v; v = (size_t)from[v]) {
			if (v == end) {
				kept[(size_t)from[v] - 1 - n]++;
				continue;
			}
			room[from[v]][v]--;
			room[v][from[v]]++;
		}
		room[0][0] = 0;
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			if (t->open[i][j] && !t->pinned[i][j] && !room[1 + i][1 + n + j])
				w.score += t->score[i][j];
	for (size_t j = 0; j < m; j++)
		if (t->p.quota && kept[j] < t->lower[j])
			w.shortfall += t->lower[j] - kept[j];
	return w;
}

/* ---- comparing ---- */

static void
assert_checked(const struct assign_problem *p, const struct assign_result *r)
{
	const char *fault = assign_check(mem, p, r);

	if (fault)
		fail_msg("%s", fault);
}

static struct assign_result
solve(const struct assign_problem *p)
{
	struct assign_result r = { 0 };

	assert_int_equal(assign_solve(mem, p, &r), ASSIGN_OK);
	assert_checked(p, &r);
	return r;
}

static void
complete_wants(struct tiny *t)
{
	for (size_t i = 0; i < MOST && !t->p.wants; i++)
		t->wants[i] = 1;
}

static void
test_every_answer(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(4000); k++) {
		struct tiny *t = random_tiny(chance(30) ? 4 : 5);
		struct brute b = { .t = t };
		struct assign_result r = solve(&t->p);
		struct worth got = { .count = (int)r.count, .shortfall = (int)r.shortfall };

		complete_wants(t);
		try_pair(&b, 0, 0, t->wants[0]);
		got.score = r.score;
		for (size_t x = 0; x < r.count; x++)
			if (!t->pinned[r.pairs[x].mentee][r.pairs[x].mentor])
				got.low[got.n_low++] = r.pairs[x].score;
		qsort(got.low, (size_t)got.n_low, sizeof *got.low, by_score);
		assert_int_equal(compare(t, &got, &b.best), 0);
		arena_reset(mem);
	}
}

static void
test_flow(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000); k++) {
		struct tiny *t = random_tiny(MOST);
		struct assign_result r;
		struct worth w;

		t->p.fair = ASSIGN_PLAIN;
		if (t->p.aim == ASSIGN_FIT)
			t->p.quota = false;
		r = solve(&t->p);
		complete_wants(t);
		w = flow(t);
		assert_int_equal(r.count, w.count);
		assert_int_equal(r.shortfall, w.shortfall);
		assert_true(r.score == w.score);
		arena_reset(mem);
	}
}

/* ---- metamorphic ---- */

/* All scores in the range in which sums stay small. */
static struct tiny *
modest_tiny(void)
{
	struct tiny *t;

	do
		t = random_tiny(MOST);
	while (t->p.n_mentees == 0 || t->p.n_mentors == 0 || t->p.fair == ASSIGN_LEXIMIN);
	t->p.n_pins = t->p.n_bans = 0;
	return t;
}

static void
test_changes(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct tiny *t = modest_tiny();
		struct assign_problem p = t->p;
		struct assign_pair *pairs = arena_memdup(mem, p.pairs, p.n_pairs * sizeof *pairs);
		struct assign_result r = solve(&p), s;
		int32_t n = (int32_t)p.n_mentees, m = (int32_t)p.n_mentors, *capacity, *lower;

		p.pairs = pairs;
		for (size_t a = 0; a < p.n_pairs; a++) /* other numbers for everybody */
			pairs[a].mentee = n - 1 - pairs[a].mentee;
		if (!p.wants) {
			s = solve(&p);
			assert_true(s.count == r.count && s.score == r.score);
		}
		for (size_t a = 0; a < p.n_pairs; a++) { /* scaled */
			pairs[a] = t->p.pairs[a];
			pairs[a].score *= 3;
		}
		s = solve(&p);
		assert_true(s.count == r.count && s.score == 3 * r.score);
		for (size_t a = 0; a < p.n_pairs; a++) /* a constant more */
			pairs[a].score = t->p.pairs[a].score + 17;
		if (p.aim == ASSIGN_EVERYONE) {
			s = solve(&p);
			assert_true(s.count == r.count);
			assert_true(s.score == r.score + 17 * (int64_t)r.count);
		}
		p.pairs = t->p.pairs; /* without the quota: never fewer pairs with it */
		p.quota = !t->p.quota;
		s = solve(&p);
		if (p.aim == ASSIGN_EVERYONE)
			assert_int_equal(s.count, r.count);
		p.quota = false;
		r = solve(&p);
		capacity = ARENA_ARRAY(mem, int32_t, m + 1); /* a mentor in two halves */
		lower = ARENA_ARRAY(mem, int32_t, m + 1);
		if (!p.wants && !p.fair) {
			struct assign_pair *more =
				ARENA_ARRAY(mem, struct assign_pair, 2 * p.n_pairs + 1);

			memcpy(capacity, t->capacity, (size_t)m * sizeof *capacity);
			capacity[m] = capacity[0] / 2;
			capacity[0] -= capacity[m];
			p.n_pairs = 0;
			for (size_t a = 0; a < t->p.n_pairs; a++) {
				more[p.n_pairs++] = t->p.pairs[a];
				if (t->p.pairs[a].mentor == 0) {
					more[p.n_pairs] = t->p.pairs[a];
					more[p.n_pairs++].mentor = m;
				}
			}
			p.pairs = more;
			p.n_mentors++;
			p.capacity = capacity;
			p.lower = lower;
			s = solve(&p);
			assert_true(s.count == r.count && s.score == r.score);
		}
		arena_reset(mem);
	}
}

/* One seat each: mentees and mentors may change sides; one more pair is never worse. */
static void
test_sides(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct assign_problem p = modest_tiny()->p;
		struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs + 1);
		struct assign_result r, s;

		p.capacity = p.lower = p.wants = NULL;
		p.quota = false;
		r = solve(&p);
		for (size_t a = 0; a < p.n_pairs; a++)
			pairs[a] = (struct assign_pair){ p.pairs[a].mentor, p.pairs[a].mentee,
				p.pairs[a].score };
		{
			struct assign_problem q = p;

			q.n_mentees = p.n_mentors;
			q.n_mentors = p.n_mentees;
			q.pairs = pairs;
			s = solve(&q);
			assert_true(s.count == r.count && s.score == r.score);
		}
		memcpy(pairs, p.pairs, p.n_pairs * sizeof *pairs);
		pairs[p.n_pairs] = (struct assign_pair){ (int32_t)chance(p.n_mentees),
			(int32_t)chance(p.n_mentors), (int64_t)chance(100) };
		p.pairs = pairs;
		p.n_pairs++;
		s = solve(&p);
		if (p.aim == ASSIGN_FIT)
			assert_true(s.score >= r.score);
		else
			assert_true(s.count > r.count ||
				    (s.count == r.count && (p.fair || s.score >= r.score)));
		arena_reset(mem);
	}
}

/* From an earlier answer, and from any nonsense: as good as without. */
static void
test_start(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct tiny *t = random_tiny(MOST);
		struct assign_pair *start;
		struct assign_result r = solve(&t->p), s;

		start = ARENA_ARRAY(mem, struct assign_pair, r.count + 3);
		memcpy(start, r.pairs, r.count * sizeof *start);
		for (int x = 0; x < 3; x++)
			start[r.count + (size_t)x] =
				(struct assign_pair){ (int32_t)chance(9), (int32_t)chance(9), 5 };
		t->p.start = start;
		t->p.n_start = r.count + chance(4);
		s = solve(&t->p);
		assert_true(s.count == r.count && s.score == r.score);
		arena_reset(mem);
	}
}

static int
setup(void **state)
{
	(void)state;
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
		cmocka_unit_test_setup_teardown(test_every_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(test_flow, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sides, setup, teardown),
		cmocka_unit_test_setup_teardown(test_start, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
