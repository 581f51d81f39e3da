/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fairness among the answers with the most pairs.
 *
 * Bottleneck: the highest floor under all scores (Gross, "The bottleneck assignment problem", 1959), by
 * bisection over the scores: is the count the same without the pairs below? Cost: a maximum matching for
 * each of the log(scores) questions.
 *
 * Leximin: stage by stage, some levels of score at a time from the lowest, each stage a problem with a
 * penalty for pairs of these levels. What all its best answers share is read from its prices
 * (complementary slackness) and is the frame of the next stage: pairs that none of them uses are dropped,
 * mentees and seats that all of them use must be used (after Huang and Kavitha, "Fair matchings and
 * related problems", 2013). Cost: levels / 5 or so solutions by paths, on fewer and fewer pairs.
 */
#include "solver/assign_count.h"

#include <stdlib.h>
#include <string.h>

/* ---- bottleneck ---- */

/* A copy with the arcs of at least that score, all worth the same where there are only counts to tell. */
static struct core
above(struct arena *work, const struct core *c, int64_t floor, bool only_count)
{
	size_t n = 0, *first = ARENA_ARRAY(work, size_t, c->n + 1), most = c->first[c->n];
	struct assign_arc *arcs = ARENA_ARRAY(work, struct assign_arc, most);
	int64_t *wide = c->wide && !only_count ? ARENA_ARRAY(work, int64_t, most) : NULL;
	struct core d = *c;

	for (size_t i = 0; i < c->n; i++) {
		first[i] = n;
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			if (arc_score(c, a) < floor)
				continue;
			if (wide)
				wide[n] = c->wide[a];
			arcs[n++] = c->arcs[a];
		}
	}
	first[c->n] = n;
	d.first = first;
	d.arcs = arcs;
	d.wide = wide;
	if (only_count)
		d.weight = 0;
	return d;
}

/* What the count (and quota) are worth with the arcs from floor on; the prices that prove it. */
static bool
worth_above(struct arena *work, const struct core *c, int64_t floor, assign_value *price,
	assign_value *ret)
{
	struct core d = above(work, c, floor, true);
	struct counting k;
	uint64_t *taken;
	int32_t *load;

	*ret = 0;
	memset(price, 0, c->m * sizeof *price);
	if (c->single && !c->p->quota) {
		count_set_up(work, &d, &k);
		count_greedy(work, &k);
		if (!count_maximum(&k))
			return false;
		for (size_t j = 0; j < c->m; j++)
			price[j] = k.level[j] ? c->bonus : 0;
		*ret = (assign_value)k.count * c->bonus;
		return true;
	}
	d.price = price;
	d.gain = ARENA_ARRAY(work, assign_value, c->n);
	taken = ARENA_ARRAY(work, uint64_t, d.first[d.n] / 64 + 1);
	load = ARENA_ARRAY(work, int32_t, c->m);
	if (!assign_path(work, &d, taken))
		return false;
	for (size_t a = 0; a < d.first[d.n]; a++)
		if (is_taken(taken, a)) {
			int32_t j = d.arcs[a].mentor;

			*ret += c->bonus + (load[j]++ < c->lower[j] ? c->quota : 0);
		}
	return true;
}

static int
by_score(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

/* All scores, rising, each once. */
static int64_t *
scores_of(struct arena *work, const struct core *c, size_t *ret_n)
{
	size_t arcs = c->first[c->n], n = 0;
	int64_t *all = ARENA_ARRAY(work, int64_t, arcs);

	for (size_t a = 0; a < arcs; a++)
		all[a] = arc_score(c, a);
	qsort(all, arcs, sizeof *all, by_score);
	for (size_t a = 0; a < arcs; a++)
		if (!n || all[n - 1] != all[a])
			all[n++] = all[a];
	*ret_n = n;
	return all;
}

/* The scores that stand next to a floor: the highest below it, and the lowest that is not. */
static void
around(const struct core *c, assign_value floor, assign_value *ret_below, assign_value *ret_above)
{
	assign_value below = (assign_value)c->lowest - 1, above = (assign_value)c->highest + 1;

	for (size_t a = 0; a < c->first[c->n]; a++) {
		int64_t score = arc_score(c, a);

		if (score < floor)
			below = score > below ? score : below;
		else
			above = score < above ? score : above;
	}
	*ret_below = below;
	*ret_above = above;
}

/* Low is a good floor and a score of some pair, high is not a good one. */
static bool
bisect(struct arena *work, const struct core *c, assign_value want, assign_value *low,
	assign_value *short_of)
{
	assign_value *price = ARENA_ARRAY(work, assign_value, c->m), got, below, above;
	assign_value high = (assign_value)c->highest + 1;

	while (high - *low > 1) {
		assign_value middle = *low + (high - *low) / 2;
		struct arena *step;
		bool done;

		around(c, middle, &below, &above);
		if (above >= high) { /* the same pairs as with high */
			high = below + 1;
			continue;
		}
		step = arena_new(0);
		done = worth_above(step, c, (int64_t)above, price, &got);
		arena_free(step);
		if (!done)
			return false;
		if (got == want) {
			*low = above;
		} else {
			high = below + 1;
			memcpy(short_of, price, c->m * sizeof *price);
		}
	}
	return true;
}

bool
assign_raise_floor(
	struct arena *mem, struct arena *work, struct core *c, struct assign_proof *proof)
{
	assign_value want, low = c->lowest;

	proof->enough = ARENA_ARRAY(mem, assign_value, c->m);
	proof->short_of = ARENA_ARRAY(mem, assign_value, c->m);
	if (!worth_above(work, c, INT64_MIN, proof->enough, &want))
		return false;
	if (!want)
		return true;
	if (!bisect(work, c, want, &low, proof->short_of))
		return false;
	proof->floor = (int64_t)low;
	*c = above(work, c, proof->floor, false);
	return true;
}

/* ---- leximin ---- */

struct stage {
	struct core d;	/* with arcs, worth, wants, seats, lower of the stage */
	uint32_t *from; /* the arc of c that an arc of the stage is */
	struct assign_arc *arcs;
	size_t *first;
	assign_value *worth;
	bool *must; /* [n] */
	assign_value big;
};

/* Keeps what all best answers of the stage share. */
static void
narrow(struct stage *s)
{
	struct core *d = &s->d;
	size_t to = 0;

	for (size_t i = 0; i < d->n; i++) {
		size_t begin = to;

		for (size_t a = s->first[i]; a < d->first[i + 1]; a++) {
			if (s->worth[a] - d->price[d->arcs[a].mentor] < d->gain[i])
				continue;
			s->arcs[to] = s->arcs[a];
			s->from[to++] = s->from[a];
		}
		s->first[i] = begin;
		s->must[i] |= d->gain[i] > 0;
	}
	s->first[d->n] = to;
	for (size_t j = 0; j < d->m; j++) {
		assign_value v = d->price[j];

		if (v > 0)
			d->lower[j] = d->seats[j];
		else if (v < -d->quota)
			d->lower[j] = d->seats[j] = 0;
		else if (v < 0) {
			d->seats[j] = d->lower[j];
			d->lower[j] = v == -d->quota ? 0 : d->lower[j];
		}
	}
}

static bool
run_stage(struct stage *s, uint64_t *taken)
{
	struct arena *work = arena_new(0);
	struct core *d = &s->d;
	bool done;

	memset(taken, 0, (d->first[d->n] / 64 + 1) * sizeof *taken);
	done = assign_path(work, d, taken);
	for (size_t i = 0; i < d->n; i++) /* of `single`: what the own pair leaves */
		for (size_t a = d->first[i]; a < d->first[i + 1]; a++)
			if (is_taken(taken, a))
				d->gain[i] = s->worth[a] - d->price[d->arcs[a].mentor];
	arena_free(work);
	return done;
}

static void
set_up_stage(struct arena *work, const struct core *c, struct stage *s)
{
	size_t arcs = c->first[c->n];

	*s = (struct stage){ .d = *c };
	s->first = arena_memdup(work, c->first, (c->n + 1) * sizeof *s->first);
	s->arcs = arena_memdup(work, c->arcs, arcs * sizeof *s->arcs);
	s->from = ARENA_ARRAY(work, uint32_t, arcs);
	s->worth = ARENA_ARRAY(work, assign_value, arcs);
	s->must = ARENA_ARRAY(work, bool, c->n);
	for (size_t a = 0; a < arcs; a++) {
		s->from[a] = (uint32_t)a;
		s->worth[a] = c->bonus;
	}
	s->d.first = s->first;
	s->d.arcs = s->arcs;
	s->d.worth = s->worth;
	s->d.seats = arena_memdup(work, c->seats, c->m * sizeof *c->seats);
	s->d.lower = arena_memdup(work, c->lower, c->m * sizeof *c->lower);
	s->d.gain = ARENA_ARRAY(work, assign_value, c->n);
	s->d.price = ARENA_ARRAY(work, assign_value, c->m);
}

/* The next levels get penalties that put one pair of a level above all pairs of the next ones; returns
 * how many levels fit. */
static size_t
set_penalties(struct stage *s, const struct core *c, const int64_t *levels, size_t n)
{
	struct core *d = &s->d;
	assign_value base = (assign_value)d->n + 1, penalty[32], top = 1;
	size_t fit = 0;

	while (fit < n && fit < 32 && top < ((assign_value)1 << 88) / base)
		penalty[fit++] = top, top *= base;
	s->big = top * base; /* above all penalties together */
	d->quota = s->big;
	for (size_t i = 0; i < d->n; i++)
		for (size_t a = d->first[i]; a < d->first[i + 1]; a++) {
			int64_t score = arc_score(c, s->from[a]);
			const int64_t *at = bsearch(&score, levels, fit, sizeof score, by_score);

			s->worth[a] = s->must[i] ? s->big : 0;
			if (at)
				s->worth[a] -= penalty[fit - 1 - (size_t)(at - levels)];
		}
	return fit;
}

bool
assign_leximin(struct arena *work, struct core *c, uint64_t *taken)
{
	size_t arcs = c->first[c->n], n, at = 0;
	int64_t *levels = scores_of(work, c, &n);
	uint64_t *now = ARENA_ARRAY(work, uint64_t, arcs / 64 + 1);
	struct stage s;

	set_up_stage(work, c, &s);
	if (!run_stage(&s, now))
		return false;
	memcpy(c->price, s.d.price, c->m * sizeof *c->price);
	c->weight = 0;
	narrow(&s);
	while (at < n) {
		at += set_penalties(&s, c, levels + at, n - at);
		if (!run_stage(&s, now))
			return false;
		narrow(&s);
	}
	if (!n)
		return true;
	/* The last stage's arcs were narrowed since: what it took is among them, in the same order. */
	for (size_t i = 0; i < s.d.n; i++)
		for (size_t a = s.first[i]; a < s.first[i + 1]; a++)
			s.worth[a] = s.must[i] ? s.big : 0;
	if (!run_stage(&s, now))
		return false;
	for (size_t a = 0; a < s.first[s.d.n]; a++)
		if (is_taken(now, a))
			taken[s.from[a] / 64] |= UINT64_C(1) << s.from[a] % 64;
	return true;
}
