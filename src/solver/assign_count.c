/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the most pairs that can be made at once, with seats. Method: a greedy start that gives each
 * mentee the mentor with the least remaining demand for a free seat, then augmenting paths in phases,
 * all of the shortest length at once (Hopcroft and Karp, "An n^5/2 algorithm for maximum matchings in
 * bipartite graphs", 1973). Cost: a pass over the pairs for each phase; sqrt(n) phases at worst, about
 * ten in practice. Doing this first keeps scores and counts apart: no pair across the classes that it
 * finds is ever part of a maximum.
 */
#include "solver/assign_count.h"

#include <string.h>

#define PATIENCE 2 /* phases, after which there is another way, */
#define MOST_OUT 8 /* if no more than one in so many is left over */
#define HIGH 100   /* levels, from where on a seat is hopeless */
#define TURNS 8	   /* so many for each mentee are worth it */

void
count_set_up(struct arena *mem, const struct core *c, struct counting *k)
{
	size_t sum = 0, arcs = c->first[c->n];
	uint32_t *wanted = ARENA_ARRAY(mem, uint32_t, c->m);

	*k = (struct counting){ .c = c };
	k->mate = ARENA_ARRAY(mem, uint32_t, c->n);
	k->load = ARENA_ARRAY(mem, int32_t, c->m);
	k->start = ARENA_ARRAY(mem, size_t, c->m + 1);
	k->level = ARENA_ARRAY(mem, uint32_t, c->m);
	k->queue = ARENA_ARRAY(mem, int32_t, c->m);
	k->path = ARENA_ARRAY(mem, struct step, c->m + 1);
	for (size_t a = 0; a < arcs; a++)
		wanted[c->arcs[a].mentor]++;
	for (size_t j = 0; j < c->m; j++) {
		size_t seats = (size_t)c->seats[j];

		k->start[j] = sum;
		sum += wanted[j] < seats ? wanted[j] : seats;
		k->n_wanted += seats && wanted[j];
	}
	k->start[c->m] = sum;
	k->holder = ARENA_ARRAY(mem, int32_t, sum);
	k->wanted = wanted;
	k->pointer = arena_memdup(mem, wanted, c->m * sizeof *wanted);
	memset(k->mate, 0xff, c->n * sizeof *k->mate);
}

static bool
has_room(const struct counting *k, int32_t j)
{
	return (size_t)k->load[j] < k->start[j + 1] - k->start[j];
}

static void
seat(struct counting *k, int32_t i, uint32_t arc)
{
	int32_t j = k->c->arcs[arc].mentor;

	k->holder[k->start[j] + (size_t)k->load[j]++] = i;
	k->mate[i] = arc;
	k->count++;
}

void
count_take(struct counting *k, const struct assign_pair *start, size_t n)
{
	const struct core *c = k->c;

	for (size_t t = 0; t < n; t++) {
		size_t from, to;

		if ((size_t)start[t].mentee >= c->n || (size_t)start[t].mentor >= c->m ||
			k->mate[start[t].mentee] != NONE || !c->wants[start[t].mentee] ||
			!has_room(k, start[t].mentor))
			continue;
		from = c->first[start[t].mentee];
		to = c->first[start[t].mentee + 1];
		while (from < to && c->arcs[from].mentor != start[t].mentor)
			from++;
		if (from < to)
			seat(k, start[t].mentee, (uint32_t)from);
	}
}

struct demand {
	uint32_t mentees, seats; /* those who still may want him; free */
};

/* Most wanted last: he whose seats are least asked for is taken first. */
void
count_greedy(struct arena *mem, struct counting *k)
{
	const struct core *c = k->c;
	struct demand *d = ARENA_ARRAY(mem, struct demand, c->m);

	for (size_t j = 0; j < c->m; j++) {
		d[j].seats = (uint32_t)(k->start[j + 1] - k->start[j]) - (uint32_t)k->load[j];
		d[j].mentees = k->count ? 0 : k->pointer[j]; /* as count_set_up left it */
	}
	for (size_t i = 0; k->count && i < c->n; i++)
		for (size_t a = c->first[i]; k->mate[i] == NONE && a < c->first[i + 1]; a++)
			d[c->arcs[a].mentor].mentees++;
	for (size_t i = 0; i < c->n; i++) {
		struct demand best = { 1, 0 };
		uint32_t arc = NONE;

		if (k->mate[i] != NONE || !c->wants[i])
			continue;
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			struct demand *x = &d[c->arcs[a].mentor];

			if ((uint64_t)x->mentees * best.seats < (uint64_t)best.mentees * x->seats) {
				best = *x;
				arc = (uint32_t)a;
			}
			x->mentees--;
		}
		if (arc != NONE) {
			d[c->arcs[arc].mentor].seats--;
			seat(k, (int32_t)i, arc);
		}
	}
}

/* Levels of the mentors that mentee i leads to; true if one of them has room. */
static bool
reach_from(struct counting *k, size_t i, uint32_t level)
{
	const struct core *c = k->c;
	bool room = false;

	if (k->n_queue == k->n_wanted) /* no mentor is left to be reached */
		return false;
	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		int32_t j = c->arcs[a].mentor;

		if (k->level[j] || !c->seats[j])
			continue;
		k->level[j] = level;
		k->queue[k->n_queue++] = j;
		room |= has_room(k, j);
	}
	return room;
}

/* Levels up to the nearest room. False if there is none. */
static bool
reach_room(struct counting *k)
{
	const struct core *c = k->c;
	bool room = false;
	size_t at = 0;

	memset(k->level, 0, c->m * sizeof *k->level);
	k->n_queue = 0;
	for (size_t i = 0; i < c->n; i++)
		if (k->mate[i] == NONE && c->wants[i])
			room |= reach_from(k, i, 1);
	while (at < k->n_queue && !room) {
		uint32_t level = k->level[k->queue[at]];

		for (; at < k->n_queue && k->level[k->queue[at]] == level; at++) {
			int32_t j = k->queue[at];

			for (size_t h = k->start[j]; h < k->start[j] + (size_t)k->load[j]; h++)
				room |= reach_from(k, (size_t)k->holder[h], level + 1);
		}
	}
	return room;
}

/* Everybody on the path moves on, the last one to a free seat of mentor j. */
static void
augment(struct counting *k, size_t depth, int32_t j)
{
	const struct core *c = k->c;
	size_t place = k->start[j] + (size_t)k->load[j]++;

	for (;;) {
		struct step *s = &k->path[depth];
		uint32_t before = k->mate[s->mentee];

		k->holder[place] = s->mentee;
		k->mate[s->mentee] = s->arc;
		if (depth-- == 0)
			break;
		j = c->arcs[before].mentor;
		place = k->start[j] + k->pointer[j] - 1;
	}
	k->count++;
}

/* Depth first from a mentee without a mentor, along rising levels, to room. */
static bool
find_path(struct counting *k, int32_t source)
{
	const struct core *c = k->c;
	size_t depth = 0;

	k->path[0] = (struct step){ source, (uint32_t)c->first[source] };
	for (;;) {
		struct step *s = &k->path[depth];
		size_t end = c->first[s->mentee + 1];
		bool deeper = false;

		for (; s->arc < end && !deeper; s->arc++) {
			int32_t j = c->arcs[s->arc].mentor;

			if (k->level[j] != depth + 1)
				continue;
			if (has_room(k, j)) {
				augment(k, depth, j);
				return true;
			}
			if (k->pointer[j] == (uint32_t)k->load[j])
				continue;
			k->path[depth + 1].mentee = k->holder[k->start[j] + k->pointer[j]++];
			k->path[depth + 1].arc = (uint32_t)c->first[k->path[depth + 1].mentee];
			deeper = true;
			break;
		}
		if (deeper)
			depth++;
		else if (depth-- == 0)
			return false;
	}
}

/* The two lowest levels that mentee i leads to; returns the arc to the lowest, or NONE. */
static uint32_t
lowest_two(const struct counting *k, int32_t i, uint32_t *first, uint32_t *second)
{
	const struct core *c = k->c;
	uint32_t arc = NONE;

	*first = *second = HIGH;
	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		uint32_t level = k->level[c->arcs[a].mentor];

		if (!c->seats[c->arcs[a].mentor] || level >= *second)
			continue;
		if (level < *first) {
			*second = *first;
			*first = level;
			arc = (uint32_t)a;
		} else {
			*second = level;
		}
	}
	return arc;
}

/* Whoever is without takes the seat that was fought for least; who loses it does the same, until there is
 * room or all he could have is hopeless. Returns the number of turns. */
static size_t
jostle(struct counting *k, int32_t i)
{
	size_t turns = 0;

	for (;; turns++) {
		uint32_t first, second, arc = lowest_two(k, i, &first, &second);
		int32_t j, before, *place;

		if (arc == NONE)
			return turns;
		j = k->c->arcs[arc].mentor;
		if (has_room(k, j)) {
			seat(k, i, arc);
			return turns;
		}
		if (k->pointer[j] == (uint32_t)k->load[j])
			k->pointer[j] = 0;
		place = &k->holder[k->start[j] + k->pointer[j]++];
		if (k->pointer[j] == (uint32_t)k->load[j])
			k->level[j] = second + 1;
		before = *place;
		*place = i;
		k->mate[i] = arc;
		k->mate[before] = NONE;
		i = before;
	}
}

/* Where people are short of what is near to them, paths get long and phases many: those who are left over
 * look for themselves first (in the way of Goldberg and Tarjan, 1988, with levels for heights). */
static void
jostle_all(struct counting *k)
{
	const struct core *c = k->c;
	size_t turns = 0;

	memset(k->level, 0, c->m * sizeof *k->level);
	memset(k->pointer, 0, c->m * sizeof *k->pointer);
	for (size_t i = 0; i < c->n && turns < TURNS * c->n; i++)
		if (k->mate[i] == NONE && c->wants[i])
			turns += jostle(k, (int32_t)i);
}

bool
count_maximum(struct counting *k)
{
	const struct core *c = k->c;

	for (size_t phase = 0; reach_room(k); phase++) {
		memset(k->pointer, 0, c->m * sizeof *k->pointer);
		for (size_t i = 0; i < c->n; i++)
			if (k->mate[i] == NONE && c->wants[i])
				find_path(k, (int32_t)i);
		if (stopped(c))
			return false;
		if (phase + 1 == PATIENCE && c->n - k->count <= c->n / MOST_OUT)
			jostle_all(k);
	}
	return true;
}
