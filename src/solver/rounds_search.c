/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds by tabu search (Glover, 1986; for these groups Dotú and Van Hentenryck, 2005). A step takes somebody
 * who meets somebody again, and exchanges him in that round with whoever makes the fewest meetings repeat,
 * even if they become more; the same two are not exchanged again for some steps. When nothing has become
 * better for long, the best so far is shaken and tried again. What is left of `effort` ends it.
 */
#include "solver/rounds_core.h"

#include <string.h>

#define USUAL_EFFORT 120000000 /* looks at two people: about a second */
#define PATIENCE 3000	       /* steps */
#define REST 8		       /* and up to as many more steps */

struct searching {
	const struct rounds_groups_problem *p;
	size_t n, n_groups, size;
	int32_t *group;	 /* of each person in each round */
	int32_t *member; /* [(round * n_groups + group) * size]: people */
	int32_t *count;	 /* [round * n_groups + group] */
	int32_t *place;	 /* of each person in each round: where he is in member */
	int32_t *free;	 /* people who have no group yet */
	const struct rounds_orbits *orbits; /* NULL: every two are one of their own */
	uint16_t *met;			    /* [orbit, or person * n + person, the smaller last] */
	uint64_t *rests;		    /* [person * n + person, likewise]: until this step */
	int32_t *best;			    /* as group */
	size_t repeats, n_best, effort;
	uint64_t seed, step, improved;
};

static size_t
chance(struct searching *g, size_t below)
{
	g->seed ^= g->seed << 13;
	g->seed ^= g->seed >> 7;
	g->seed ^= g->seed << 17;
	return (size_t)((g->seed >> 11) % below);
}

static int32_t *
members(struct searching *g, size_t round, int32_t group, size_t *ret_n)
{
	size_t k = round * g->n_groups + (size_t)group;

	*ret_n = (size_t)g->count[k];
	return g->member + k * g->size;
}

static size_t
two(const struct searching *g, int32_t i, int32_t j)
{
	return (size_t)(i < j ? j : i) * g->n + (size_t)(i < j ? i : j);
}

static uint16_t *
met(const struct searching *g, int32_t i, int32_t j)
{
	return &g->met[g->orbits ? g->orbits->of[two(g, i, j)] : two(g, i, j)];
}

/* ---- rounds ---- */

static void
put(struct searching *g, size_t round, int32_t group, int32_t i)
{
	size_t n;
	int32_t *with = members(g, round, group, &n);

	for (size_t k = 0; k < n; k++)
		g->repeats += (*met(g, i, with[k]))++ > 0;
	with[n] = i;
	g->count[round * g->n_groups + (size_t)group]++;
	g->group[round * g->n + (size_t)i] = group;
	g->place[round * g->n + (size_t)i] = (int32_t)n;
}

/* Which of the n free people met the fewest of a group. */
static size_t
pick_for(struct searching *g, size_t round, int32_t group, size_t n)
{
	size_t n_with, pick = 0, least = SIZE_MAX, from = chance(g, n);
	const int32_t *with = members(g, round, group, &n_with);

	for (size_t x = 0; x < n; x++) {
		size_t y = from + x < n ? from + x : from + x - n, again = 0;

		for (size_t k = 0; k < n_with; k++)
			again += *met(g, g->free[y], with[k]);
		if (again < least) {
			least = again;
			pick = y;
		}
	}
	return pick;
}

/* Group by group, each time whoever met the fewest of those in it. */
static void
make_round(struct searching *g, size_t round)
{
	size_t n = g->n;

	for (size_t i = 0; i < n; i++)
		g->free[i] = (int32_t)i;
	for (size_t k = 0; k < g->n_groups; k++)
		for (size_t left = rounds_group_size(g->p, k); left > 0; left--) {
			size_t pick = pick_for(g, round, (int32_t)k, n);

			put(g, round, (int32_t)k, g->free[pick]);
			g->free[pick] = g->free[--n];
		}
}

/* Takes the first rounds as `from` says, and makes the others; the one numbered `anew` too. */
static void
take(struct searching *g, const int32_t *from, size_t made, size_t anew)
{
	size_t rounds = g->p->rounds;

	if (g->orbits)
		memcpy(g->met, g->orbits->met, g->orbits->n * sizeof *g->met);
	else
		memset(g->met, 0, g->n * g->n * sizeof *g->met);
	memset(g->count, 0, rounds * g->n_groups * sizeof *g->count);
	g->repeats = 0;
	for (size_t t = 0; t < made; t++)
		for (size_t i = 0; t != anew && i < g->n; i++)
			put(g, t, from[t * g->n + i], (int32_t)i);
	for (size_t t = 0; t < rounds; t++)
		if (t >= made || t == anew)
			make_round(g, t);
}

/* ---- exchanging ---- */

/* How many meetings more, or fewer, repeat if i leaves his group of the round for that of j. */
static int
change_of(struct searching *g, size_t round, int32_t i, int32_t j)
{
	size_t n_own, n_other;
	const int32_t *own = members(g, round, g->group[round * g->n + (size_t)i], &n_own);
	const int32_t *other = members(g, round, g->group[round * g->n + (size_t)j], &n_other);
	int change = 0;

	for (size_t k = 0; k < n_own; k++)
		change -= own[k] != i && *met(g, i, own[k]) > 1;
	for (size_t k = 0; k < n_other; k++)
		change += other[k] != j && *met(g, i, other[k]) > 0;
	g->effort -= n_own + n_other < g->effort ? n_own + n_other : g->effort;
	return change;
}

static void
leave(struct searching *g, size_t round, int32_t i)
{
	size_t n;
	const int32_t *with = members(g, round, g->group[round * g->n + (size_t)i], &n);

	for (size_t k = 0; k < n; k++)
		if (with[k] != i)
			g->repeats -= --*met(g, i, with[k]) > 0;
}

/* Into the place of j, who has left it. */
static void
enter(struct searching *g, size_t round, int32_t i, int32_t group, int32_t place)
{
	size_t n;
	int32_t *with = members(g, round, group, &n);

	with[place] = i;
	g->group[round * g->n + (size_t)i] = group;
	g->place[round * g->n + (size_t)i] = place;
	for (size_t k = 0; k < n; k++)
		if (with[k] != i)
			g->repeats += (*met(g, i, with[k]))++ > 0;
}

static void
exchange(struct searching *g, size_t round, int32_t i, int32_t j)
{
	size_t at_i = round * g->n + (size_t)i, at_j = round * g->n + (size_t)j;
	int32_t group_i = g->group[at_i], place_i = g->place[at_i];
	int32_t group_j = g->group[at_j], place_j = g->place[at_j];
	size_t n;

	leave(g, round, i);
	leave(g, round, j);
	members(g, round, group_i, &n)[place_i] = j;
	members(g, round, group_j, &n)[place_j] = i;
	enter(g, round, i, group_j, place_j);
	enter(g, round, j, group_i, place_i);
	g->rests[two(g, i, j)] = g->step + REST + chance(g, REST);
}

/* Somebody who meets somebody again in some round; there is one. */
static void
find_repeat(struct searching *g, size_t *ret_round, int32_t *ret_i)
{
	size_t all = g->p->rounds * g->n, from = chance(g, all);

	for (size_t x = 0; x < all; x++) {
		size_t at = from + x < all ? from + x : from + x - all, n;
		int32_t i = (int32_t)(at % g->n);
		const int32_t *with = members(g, at / g->n, g->group[at], &n);

		for (size_t k = 0; k < n; k++)
			if (with[k] != i && *met(g, i, with[k]) > 1) {
				*ret_round = at / g->n;
				*ret_i = i;
				return;
			}
	}
}

static void
step(struct searching *g)
{
	size_t round = 0, ties = 0;
	int32_t i = 0, pick = -1;
	int least = INT32_MAX;

	g->step++;
	find_repeat(g, &round, &i);
	for (int32_t j = 0; (size_t)j < g->n; j++) {
		int change;

		if (g->group[round * g->n + (size_t)j] == g->group[round * g->n + (size_t)i])
			continue;
		change = change_of(g, round, i, j) + change_of(g, round, j, i);
		if (g->rests[two(g, i, j)] > g->step &&
			(int64_t)g->repeats + change >= (int64_t)g->n_best)
			continue;
		ties = change < least ? 1 : ties + (change == least);
		if (change < least || (change == least && chance(g, ties) == 0)) {
			least = change;
			pick = j;
		}
	}
	if (pick >= 0)
		exchange(g, round, i, pick);
}

static void
keep_best(struct searching *g)
{
	g->n_best = g->repeats;
	g->improved = g->step;
	memcpy(g->best, g->group, g->p->rounds * g->n * sizeof *g->best);
}

static bool
is_over(const struct searching *g, size_t bound)
{
	return g->n_best <= bound || g->effort == 0 || g->n_groups == 1 ||
	       (g->p->stop && atomic_load_explicit(g->p->stop, memory_order_relaxed));
}

size_t
rounds_by_search(struct arena *mem, const struct rounds_groups_problem *p, size_t made,
	size_t bound, const struct rounds_orbits *orbits, int32_t *group)
{
	struct searching g = {
		.p = p, .orbits = orbits, .n = p->n, .size = p->size, .seed = 88172645463325252u
	};
	size_t all = p->rounds * p->n;

	g.n_groups = rounds_n_groups(p);
	g.effort = p->effort ? p->effort : USUAL_EFFORT;
	g.group = ARENA_ARRAY(mem, int32_t, all);
	g.place = ARENA_ARRAY(mem, int32_t, all);
	g.best = group;
	g.member = ARENA_ARRAY(mem, int32_t, p->rounds * g.n_groups * g.size);
	g.count = ARENA_ARRAY(mem, int32_t, p->rounds * g.n_groups);
	g.free = ARENA_ARRAY(mem, int32_t, g.n);
	g.met = ARENA_ARRAY(mem, uint16_t, g.n * g.n);
	g.rests = ARENA_ARRAY(mem, uint64_t, g.n * g.n);
	take(&g, group, made, SIZE_MAX);
	keep_best(&g);
	while (!is_over(&g, bound)) {
		if (g.repeats)
			step(&g);
		if (g.repeats < g.n_best) {
			keep_best(&g);
		} else if (g.step - g.improved > PATIENCE) {
			take(&g, g.best, p->rounds, chance(&g, p->rounds));
			g.improved = g.step;
		}
	}
	return g.n_best;
}
