/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random tiny problems of every kind against two solvers that share nothing with the engine: one tries
 * every answer, one sends flow along shortest paths (Bellman and Ford) in 128 bits.
 */
#include "solver/assign_tiny.h"

typedef __int128 wide;

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(test_flow, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
