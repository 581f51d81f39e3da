/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: among the answers with the most pairs, as few pairs of the lowest score as can be, then of the next, and so
 * on. Method: stage by stage, some levels of score at a time from the lowest, each stage a problem with a
 * penalty for pairs of these levels. What all its best answers share is read from its prices
 * (complementary slackness) and is the frame of the next stage: pairs that none of them uses are dropped,
 * mentees and seats that all of them use must be used (after Huang and Kavitha, "Fair matchings and
 * related problems", 2013). The prices of all stages together prove it: see assign_check_fair.c. Cost: levels / 5 or so solutions by paths, on fewer and fewer pairs.
 */
#include "solver/assign_core.h"

#include <stdlib.h>
#include <string.h>

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

struct stage {
	struct core d;	/* with arcs, worth, wants, seats, lower of the stage */
	uint32_t *from; /* the arc of c that an arc of the stage is */
	struct assign_arc *arcs;
	size_t *first;
	assign_value *worth;
	bool *must; /* [n] */
	assign_value big;
	struct assign_stage told; /* its levels */
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
set_penalties(
	struct arena *mem, struct stage *s, const struct core *c, const int64_t *levels, size_t n)
{
	struct core *d = &s->d;
	assign_value base = (assign_value)d->n + 1, penalty[32], top = 1;
	size_t fit = 0;

	while (fit < n && fit < 32 && top < ((assign_value)1 << 88) / base)
		penalty[fit++] = top, top *= base;
	s->told = (struct assign_stage){ .n_levels = fit,
		.levels = ARENA_ARRAY(mem, struct assign_level, fit) };
	for (size_t k = 0; k < fit; k++)
		s->told.levels[k] = (struct assign_level){ levels[k], penalty[fit - 1 - k] };
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

/* The prices of the stage, for the proof. */
static void
tell_stage(struct arena *mem, const struct stage *s, struct assign_stage *ret)
{
	size_t n = 0;

	*ret = s->told;
	for (size_t j = 0; j < s->d.m; j++)
		n += s->d.price[j] != 0;
	ret->prices = ARENA_ARRAY(mem, struct assign_price, n);
	for (size_t j = 0; j < s->d.m; j++)
		if (s->d.price[j])
			ret->prices[ret->n_prices++] =
				(struct assign_price){ (int32_t)j, s->d.price[j] };
}

bool
assign_leximin(struct arena *mem, struct arena *work, struct core *c, struct assign_proof *proof,
	uint64_t *taken)
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
	proof->stages = ARENA_ARRAY(mem, struct assign_stage, n);
	while (at < n) {
		at += set_penalties(mem, &s, c, levels + at, n - at);
		if (!run_stage(&s, now))
			return false;
		tell_stage(mem, &s, &proof->stages[proof->n_stages++]);
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
