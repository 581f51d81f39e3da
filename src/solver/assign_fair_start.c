/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: an answer that is nearly as fair as can be, quickly. Method: in place of its score, each pair is worth its level,
 * the number of scores that are lower, and the total is made as high as it can be (assign_plain). Points that rise steeply
 * at first come nearer, but take as much longer as they save.
 * Of its prices, the part that is the count (and the quota) proves that there are no more pairs. Cost: that of
 * assign_plain, and some passes over the pairs.
 */
#include "solver/assign_fair_start.h"
#include "solver/resident_core.h"

#include <stdlib.h>
#include <string.h>

#define TABLE (1 << 22) /* a range of scores of which a list can be made */

static int
by_score(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

/* By a list of all scores that there could be. */
static void
rank_by_table(struct arena *work, const struct core *c, struct fair_start *s)
{
	size_t arcs = c->first[c->n], range = (size_t)(c->highest - c->lowest) + 1;
	uint32_t *rank = ARENA_ARRAY(work, uint32_t, range);

	for (size_t a = 0; a < arcs; a++)
		rank[arc_score(c, a) - c->lowest] = 1;
	s->score = ARENA_ARRAY(work, int64_t, range);
	for (size_t k = 0; k < range; k++)
		if (rank[k]) {
			rank[k] = (uint32_t)s->n_levels;
			s->score[s->n_levels++] = c->lowest + (int64_t)k;
		}
	for (size_t a = 0; a < arcs; a++)
		s->level[a] = rank[arc_score(c, a) - c->lowest];
}

static void
rank_by_sorting(struct arena *work, const struct core *c, struct fair_start *s)
{
	size_t arcs = c->first[c->n];

	s->score = ARENA_ARRAY(work, int64_t, arcs);
	for (size_t a = 0; a < arcs; a++)
		s->score[a] = arc_score(c, a);
	qsort(s->score, arcs, sizeof *s->score, by_score);
	for (size_t a = 0; a < arcs; a++)
		if (!a || s->score[s->n_levels - 1] != s->score[a])
			s->score[s->n_levels++] = s->score[a];
	for (size_t a = 0; a < arcs; a++) {
		int64_t score = arc_score(c, a);
		const int64_t *at = bsearch(&score, s->score, s->n_levels, sizeof score, by_score);

		s->level[a] = (uint32_t)(at - s->score);
	}
}

/* Has everybody somebody, and is every seat taken? */
static bool
is_perfect(struct arena *work, const struct core *c, const struct fair_start *s)
{
	int32_t *load = ARENA_ARRAY(work, int32_t, c->m);

	for (size_t i = 0; i < c->n; i++) {
		if (s->taken[i] != NONE)
			load[c->arcs[s->taken[i]].mentor]++;
		else if (c->wants[i] && c->first[i] < c->first[i + 1])
			return false;
	}
	for (size_t j = 0; j < c->m; j++)
		if (load[j] < c->seats[j])
			return false;
	return !c->quota;
}

/* The count and quota of prices, and what each mentee gains then. */
static void
keep_count(struct arena *work, struct core *c, const struct core *d, struct fair_start *ret)
{
	for (size_t j = 0; j < c->m; j++) {
		struct parts p = resident_parts(d->price[j], d->weight, d->bonus, d->quota);

		c->price[j] = p.count * d->bonus + p.met * d->quota;
	}
	c->weight = 0;
	c->bonus = d->bonus;
	c->quota = d->quota;
	ret->is_perfect = is_perfect(work, c, ret);
	for (size_t j = 0; ret->is_perfect && j < c->m; j++)
		c->price[j] = c->seats[j] ? c->bonus / 2 : 0; /* nobody may be out, no seat empty */
	for (size_t i = 0; i < c->n; i++)
		c->gain[i] = ret->taken[i] == NONE
				     ? 0
				     : c->bonus - c->price[c->arcs[ret->taken[i]].mentor];
}

bool
fair_begin(struct arena *work, struct core *c, struct fair_start *ret)
{
	size_t arcs = c->first[c->n];
	struct fair_start s = { .level = ARENA_ARRAY(work, uint32_t, arcs),
		.taken = ARENA_ARRAY(work, uint32_t, c->n) };
	uint64_t *taken = ARENA_ARRAY(work, uint64_t, arcs / 64 + 1);
	struct assign_arc *worth;
	struct arena *own;
	struct core d = *c;
	bool done;

	if (arcs && c->highest - c->lowest < TABLE)
		rank_by_table(work, c, &s);
	else
		rank_by_sorting(work, c, &s);
	own = arena_new(0);
	worth = ARENA_ARRAY(own, struct assign_arc, arcs);
	for (size_t a = 0; a < arcs; a++)
		worth[a] = (struct assign_arc){ c->arcs[a].mentor, (int32_t)s.level[a] };
	d.arcs = worth;
	d.wide = NULL;
	d.lowest = 0;
	d.highest = s.n_levels ? (int64_t)s.n_levels - 1 : 0;
	done = assign_plain(own, &d, taken);
	memset(s.taken, 0xff, c->n * sizeof *s.taken);
	for (size_t i = 0; i < c->n; i++) {
		size_t a = next_taken(taken, c->first[i], c->first[i + 1]);

		if (a < c->first[i + 1])
			s.taken[i] = (uint32_t)a;
	}
	keep_count(own, c, &d, &s);
	arena_free(own);
	*ret = s;
	return done;
}
