/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: which topics open.
 *
 * Method: the topics that suit people at the prices of the bound open first. Then each topic in turn is
 * opened or closed, and pairs of topics are swapped, as long as that makes the answer better, those first
 * that the bound is least sure of. What the bound is sure of needs no trying: a topic stays as it is where
 * the bound of the other choice is below the answer. The rest is branch and bound in depth, on the topic
 * in doubt that matters most; when all topics are decided, the placing is exact.
 *
 * First for the number of people, unless all who can be placed are; then, with that number given, for the
 * affinity.
 */
#include "solver/circles_core.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS_FIRST 160 /* of the bound, at the start */
#define ROUNDS_NODE 24	 /* at each branch */

struct search {
	struct arena *mem;
	struct circles *c;
	struct flow *flow;
	struct placing best, now, other;
	struct bound *bound;
	bool count; /* what the bound is about */
	struct multipliers at;
	uint8_t *state;
	struct choice *choice;

	/* Branches: at each depth, which topics were decided, and the prices there. */
	struct branch {
		size_t n_trail; /* before */
		size_t topic;
		uint8_t second; /* what is left to be tried, or TOPIC_FREE */
		int64_t bound;
		struct multipliers at;
	} * branch;
	size_t depth, room;
	int32_t *trail;
	size_t n_trail;
};

static bool
is_stopped(const struct search *s)
{
	const atomic_int *stop = s->c->p->stop;

	return stop && atomic_load_explicit(stop, memory_order_relaxed);
}

static bool
is_over(const struct search *s)
{
	return circles_tired(s->c) || is_stopped(s);
}

/* A bound below this is good enough to go no further. */
static int64_t
wanted(const struct search *s)
{
	return (s->count ? (int64_t)s->best.placed : s->best.affinity) + 1;
}

/* Takes `now` as the best answer if it is better. */
static bool
keep(struct search *s, struct placing *x)
{
	if (x->lacking || circles_worth(s->c, x) <= circles_worth(s->c, &s->best))
		return false;
	circles_copy(s->c, &s->best, x);
	return true;
}

/* ---- making an answer better ---- */

static void
toggle(struct search *s, struct placing *x, int32_t t)
{
	if (x->open[t])
		circles_close(s->flow, x, t);
	else
		circles_open(s->flow, x, t);
}

struct rank {
	wide margin;
	int32_t topic;
};

static int
by_margin(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;

	if (a->margin != b->margin)
		return a->margin < b->margin ? -1 : 1;
	return a->topic < b->topic ? -1 : a->topic > b->topic;
}

/* Topics in doubt, those first that matter least. */
static size_t
rank(struct search *s, struct rank *ret)
{
	size_t n = 0;

	for (size_t t = 0; t < s->c->m; t++)
		if (s->choice[t].able && s->choice[t].otherwise >= wanted(s))
			ret[n++] = (struct rank){ s->choice[t].margin, (int32_t)t };
	qsort(ret, n, sizeof *ret, by_margin);
	return n;
}

/* Opens or closes one topic, or one and then another, if that helps. */
static bool
better_by(struct search *s, int32_t t, const struct rank *others, size_t n)
{
	circles_copy(s->c, &s->now, &s->best);
	toggle(s, &s->now, t);
	if (keep(s, &s->now))
		return true;
	for (size_t k = 0; k < n && !is_over(s); k++) {
		if (others[k].topic == t || s->best.open[others[k].topic] == s->best.open[t])
			continue;
		circles_copy(s->c, &s->other, &s->now);
		toggle(s, &s->other, others[k].topic);
		if (keep(s, &s->other))
			return true;
	}
	return false;
}

/* others: so many of the topics most in doubt are tried as the second of a swap. */
static void
improve(struct search *s, size_t others)
{
	struct rank *r = ARENA_ARRAY(s->mem, struct rank, s->c->m);
	size_t n = rank(s, r), idle = 0;

	for (size_t k = 0; idle < n && !is_over(s); k = (k + 1) % n, idle++)
		if (better_by(s, r[k].topic, r, others < n ? others : n))
			idle = 0;
}

/* ---- branch and bound ---- */

static void
decide(struct search *s, size_t t, uint8_t state)
{
	s->state[t] = state;
	s->trail[s->n_trail++] = (int32_t)t;
}

static void
undo(struct search *s, size_t n_trail)
{
	while (s->n_trail > n_trail)
		s->state[s->trail[--s->n_trail]] = TOPIC_FREE;
}

/* Decides topics whose other choice cannot be better; the free one that matters most, or m. */
static size_t
fix(struct search *s)
{
	size_t most = s->c->m;

	for (size_t t = 0; t < s->c->m; t++) {
		const struct choice *x = &s->choice[t];

		if (s->state[t] != TOPIC_FREE)
			continue;
		if (!x->able)
			decide(s, t, TOPIC_CLOSED);
		else if (x->otherwise < wanted(s))
			decide(s, t, x->opens ? TOPIC_OPEN : TOPIC_CLOSED);
		else if (most == s->c->m || x->margin > s->choice[most].margin)
			most = t;
	}
	return most;
}

/* All topics are decided. From the placing of the moment to that of these topics. */
static void
try_leaf(struct search *s)
{
	if (!s->now.exact) {
		bool *open = ARENA_ARRAY(s->mem, bool, s->c->m);

		for (size_t t = 0; t < s->c->m; t++)
			open[t] = s->state[t] == TOPIC_OPEN;
		circles_place(s->flow, &s->now, open);
	}
	for (size_t t = 0; t < s->c->m; t++)
		if (s->now.open[t] && s->state[t] != TOPIC_OPEN)
			circles_close(s->flow, &s->now, (int32_t)t);
	for (size_t t = 0; t < s->c->m; t++)
		if (!s->now.open[t] && s->state[t] == TOPIC_OPEN)
			circles_open(s->flow, &s->now, (int32_t)t);
	keep(s, &s->now);
}

static struct branch *
new_branch(struct search *s)
{
	if (s->depth == s->room) {
		size_t more = 2 * s->room + 16;

		s->branch = arena_grow(
			s->mem, s->branch, s->room * sizeof *s->branch, more * sizeof *s->branch);
		memset(s->branch + s->room, 0, (more - s->room) * sizeof *s->branch);
		s->room = more;
	}
	if (!s->branch[s->depth].at.price)
		s->branch[s->depth].at = circles_multipliers(s->mem, s->c);
	return &s->branch[s->depth++];
}

static void
copy_multipliers(const struct circles *c, struct multipliers *to, const struct multipliers *from)
{
	memcpy(to->price, from->price, c->n * sizeof *to->price);
	to->everyone = from->everyone;
}

/* Topic t does first what does not suit it: that is the sooner shown to be no better. */
static void
branch_on(struct search *s, size_t t, int64_t bound)
{
	struct branch *b = new_branch(s);

	b->n_trail = s->n_trail;
	b->topic = t;
	b->bound = bound;
	b->second = s->choice[t].opens ? TOPIC_OPEN : TOPIC_CLOSED;
	copy_multipliers(s->c, &b->at, &s->at);
	decide(s, t, s->choice[t].opens ? TOPIC_CLOSED : TOPIC_OPEN);
}

/* Back to the last branch of which something is left to be tried; false if there is none. */
static bool
back(struct search *s)
{
	while (s->depth) {
		struct branch *b = &s->branch[s->depth - 1];

		undo(s, b->n_trail);
		if (b->second != TOPIC_FREE && b->bound >= wanted(s)) {
			decide(s, b->topic, b->second);
			b->second = TOPIC_FREE;
			copy_multipliers(s->c, &s->at, &b->at);
			return true;
		}
		s->depth--;
	}
	return false;
}

/* What everything that was not looked at can bring at most. */
static int64_t
open_bound(const struct search *s, int64_t here)
{
	for (size_t d = 0; d < s->depth; d++)
		if (s->branch[d].second != TOPIC_FREE && s->branch[d].bound > here)
			here = s->branch[d].bound;
	return here;
}

/* Nothing is decided but what must be open. */
static void
decide_nothing(struct search *s)
{
	for (size_t t = 0; t < s->c->m; t++)
		s->state[t] = s->c->must[t] ? TOPIC_OPEN : TOPIC_FREE;
}

/* Returns a bound for all answers: at least what the best one has, and just that if it is proven. */
static int64_t
branch_and_bound(struct search *s, int rounds)
{
	size_t placed = s->best.placed, t;
	int64_t bound, parent = INT64_MAX;
	int64_t known =
		INT64_MIN; /* an answer that places more may have less affinity than one before */

	decide_nothing(s);
	s->n_trail = s->depth = 0;
	circles_copy(s->c, &s->now, &s->best);
	for (;;) {
		bound = circles_bound_find(
			s->bound, s->state, placed, &s->at, rounds, wanted(s), s->choice);
		bound = bound < parent ? bound : parent;
		known = wanted(s) - 1 > known ? wanted(s) - 1 : known;
		rounds = ROUNDS_NODE;
		if (bound > known && is_over(s))
			return open_bound(s, bound);
		if (bound > known && (t = fix(s)) < s->c->m) {
			branch_on(s, t, bound);
			parent = bound;
			continue;
		}
		if (bound > known)
			try_leaf(s);
		known = wanted(s) - 1 > known ? wanted(s) - 1 : known;
		if (is_over(s))
			return open_bound(s, bound > known ? bound : known);
		if (!back(s))
			return known;
		parent = s->branch[s->depth - 1].bound;
	}
}

/* ---- all of it ---- */

/* Opens what suits people at the prices of the moment. */
static void
try_choice(struct search *s)
{
	bool *open = ARENA_ARRAY(s->mem, bool, s->c->m);

	for (size_t t = 0; t < s->c->m; t++)
		open[t] = s->c->must[t] || (s->choice[t].able && s->choice[t].opens);
	circles_place(s->flow, &s->now, open);
	circles_fill(s->flow, &s->now);
	keep(s, &s->now);
}

/* So much of the work may be done from here on, in parts of 8. */
static void
allow(struct search *s, uint64_t all, unsigned parts)
{
	s->c->most_steps = all / 8 * parts;
}

/* Prices start where the first choice of everybody is worth nothing. */
static void
begin(struct search *s, bool count)
{
	s->count = count;
	s->bound = circles_bound(s->mem, s->c, count);
	circles_bound_start(s->bound, &s->at);
	decide_nothing(s);
}

static size_t
find_most(struct search *s, uint64_t all)
{
	struct circles *c = s->c;
	size_t limit = 0, bound;

	for (size_t t = 0; t < c->m && limit < c->able; t++)
		limit += (size_t)c->upper[t];
	limit = limit < c->able ? limit : c->able;
	begin(s, false);
	allow(s, all, 1);
	circles_bound_find(
		s->bound, s->state, limit, &s->at, ROUNDS_FIRST / 2, INT64_MIN, s->choice);
	allow(s, all, 3);
	try_choice(s);
	if (s->best.placed >= limit)
		return limit;
	begin(s, true);
	circles_bound_find(s->bound, s->state, 0, &s->at, ROUNDS_FIRST, wanted(s), s->choice);
	try_choice(s);
	improve(s, 0);
	allow(s, all, 4);
	bound = (size_t)branch_and_bound(s, ROUNDS_FIRST / 2);
	return bound < limit ? bound : limit;
}

static int64_t
find_best(struct search *s, uint64_t all)
{
	int64_t bound;
	size_t placed;

	do {
		placed = s->best.placed;
		begin(s, false);
		allow(s, all, 6);
		circles_bound_find(
			s->bound, s->state, placed, &s->at, ROUNDS_FIRST, wanted(s), s->choice);
		try_choice(s);
		improve(s, 6);
		allow(s, all, 8);
		bound = branch_and_bound(s, ROUNDS_FIRST);
	} while (s->best.placed != placed && !is_over(s));
	return bound;
}

/* The first answer: nobody is placed; or the topics that must open have whom they need, which a flow decides
 * exactly, as other topics can only take people away from them. */
static bool
start(struct search *s)
{
	struct circles *c = s->c;
	uint64_t most = c->most_steps;

	if (!c->any_must)
		return true;
	c->most_steps = UINT64_MAX;
	circles_place(s->flow, &s->best, c->must);
	c->most_steps = most;
	c->steps = 0;
	return !s->best.lacking;
}

enum circles_status
circles_search(struct arena *mem, struct circles *c, struct placing *best, size_t *ret_most,
	int64_t *ret_bound)
{
	struct search s = { .mem = mem,
		.c = c,
		.flow = circles_flow(mem, c),
		.best = circles_placing(mem, c),
		.now = circles_placing(mem, c),
		.other = circles_placing(mem, c),
		.at = circles_multipliers(mem, c),
		.state = ARENA_ARRAY(mem, uint8_t, c->m),
		.choice = ARENA_ARRAY(mem, struct choice, c->m),
		.trail = ARENA_ARRAY(mem, int32_t, c->m) };
	uint64_t all = c->most_steps;

	if (!start(&s))
		return CIRCLES_NO_WAY;
	*ret_most = find_most(&s, all);
	*ret_bound = find_best(&s, all);
	*best = s.best;
	return is_stopped(&s) ? CIRCLES_STOPPED : CIRCLES_OK;
}
