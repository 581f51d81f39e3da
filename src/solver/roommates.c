/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two phases (Irving, 1985). First everybody asks down his list until somebody holds him; who is asked holds
 * the best and strikes out all behind him. A list that gets empty belongs to somebody who is alone in every
 * stable matching (Gusfield and Irving, 1989). Then, as long as somebody has two left: a rotation is
 * a ring of people, each the last on the list of whom the one before him has second. All of them go to
 * their second at once. If that leaves somebody with nobody, there is no stable matching.
 *
 * Whoever is struck out is at the end of a list, so a list is two bounds: an entry is left if it is before
 * the end of both lists. Bounds only move inwards, and what is left of the path to a ring is where the
 * search for the next one goes on: linear in all.
 */
#include "solver/roommates.h"

#include <string.h>

#include "solver/stable_core.h"

struct person {
	uint32_t at;	 /* nothing is left before this entry: his first */
	uint32_t second; /* nothing is left between the first and this one */
	uint32_t end;
	bool held;	/* the last on his list asks him */
	uint32_t depth; /* 1 + place on the path, 0: not on it */
};

struct sharing {
	const struct roommates_problem *p;
	uint32_t *place; /* from an entry to that of the other list */
	struct person *of;
	int32_t *path;
	uint32_t n_path;
};

static bool
is_left(const struct sharing *g, uint32_t e)
{
	return g->place[e] != STABLE_NONE && g->place[e] < g->of[g->p->list[e]].end;
}

/* False if nobody is left. */
static bool
find_first(struct sharing *g, int32_t x)
{
	struct person *s = &g->of[x];

	while (s->at < s->end && !is_left(g, s->at))
		s->at++;
	return s->at < s->end;
}

static bool
find_second(struct sharing *g, int32_t x)
{
	struct person *s = &g->of[x];

	if (!find_first(g, x))
		return false;
	s->second = s->second > s->at ? s->second : s->at + 1;
	while (s->second < s->end && !is_left(g, s->second))
		s->second++;
	return s->second < s->end;
}

/* x asks until he is held; whoever loses his hold by that goes on. */
static void
ask(struct sharing *g, int32_t x)
{
	while (find_first(g, x)) {
		uint32_t e = g->of[x].at;
		struct person *other = &g->of[g->p->list[e]];
		int32_t before = other->held ? g->p->list[other->end - 1] : -1;

		other->held = true;
		other->end = g->place[e] + 1;
		if (before < 0)
			return;
		x = before;
	}
}

/* The ring that begins at this depth of the path. False if somebody has nobody then. */
static bool
turn(struct sharing *g, uint32_t from)
{
	for (uint32_t k = from; k < g->n_path; k++) {
		uint32_t e = g->of[g->path[k]].second;

		g->of[g->p->list[e]].end = g->place[e] + 1;
	}
	for (uint32_t k = from; k < g->n_path; k++) {
		if (!find_first(g, g->path[k]))
			return false;
		g->of[g->path[k]].depth = 0;
	}
	g->n_path = from;
	return true;
}

static void
push(struct sharing *g, int32_t x)
{
	g->path[g->n_path++] = x;
	g->of[x].depth = g->n_path;
}

/* All rings that begin at x, or on the way from him. */
static bool
turn_from(struct sharing *g, int32_t x)
{
	if (!find_second(g, x))
		return true;
	push(g, x);
	while (g->n_path) {
		int32_t top = g->path[g->n_path - 1], next;
		const struct person *other;

		if (!find_second(g, top)) {
			g->of[top].depth = 0;
			g->n_path--;
			continue;
		}
		other = &g->of[g->p->list[g->of[top].second]];
		next = g->p->list[other->end - 1];
		if (!g->of[next].depth)
			push(g, next);
		else if (!turn(g, g->of[next].depth - 1))
			return false;
	}
	return true;
}

static enum roommates_status
judge(const struct roommates_problem *p)
{
	if (p->n > INT32_MAX - 1 || p->first[p->n] > INT32_MAX - 1)
		return ROOMMATES_TOO_MANY;
	for (size_t i = 0; i < p->n; i++)
		for (uint32_t e = p->first[i]; e < p->first[i + 1]; e++)
			if ((uint32_t)p->list[e] >= p->n || (size_t)p->list[e] == i)
				return ROOMMATES_BAD_ID;
	return ROOMMATES_OK;
}

static bool
stopped(const struct roommates_problem *p, size_t turn_number)
{
	return p->stop && turn_number % 256 == 0 &&
	       atomic_load_explicit(p->stop, memory_order_relaxed);
}

enum roommates_status
roommates_solve(struct arena *mem, const struct roommates_problem *p, struct roommates_result *ret)
{
	struct stable_side side = { .n = p->n, .first = p->first, .list = p->list };
	struct sharing g = { .p = p };
	struct roommates_result r = { 0 };
	enum roommates_status s = judge(p);

	if (s != ROOMMATES_OK)
		return s;
	g.place = stable_places(mem, &side, &side, 0);
	g.of = ARENA_ARRAY(mem, struct person, p->n);
	g.path = ARENA_ARRAY(mem, int32_t, p->n);
	for (size_t i = 0; i < p->n; i++)
		g.of[i] = (struct person){ .at = p->first[i], .end = p->first[i + 1] };
	for (size_t i = 0; i < p->n; i++) {
		if (stopped(p, i))
			return ROOMMATES_STOPPED;
		ask(&g, (int32_t)i);
	}
	for (size_t i = 0; i < p->n; i++) {
		if (stopped(p, i))
			return ROOMMATES_STOPPED;
		if (!turn_from(&g, (int32_t)i))
			return ROOMMATES_NO_SUCH;
	}
	r.mate = ARENA_ARRAY(mem, int32_t, p->n);
	for (size_t i = 0; i < p->n; i++) {
		r.mate[i] = find_first(&g, (int32_t)i) ? p->list[g.of[i].at] : -1;
		r.count += r.mate[i] > (int32_t)i;
	}
	*ret = r;
	return ROOMMATES_OK;
}

const char *
roommates_status_text(enum roommates_status s)
{
	static const char *const text[] = {
		[ROOMMATES_OK] = "solved",
		[ROOMMATES_NO_SUCH] = "no matching is stable",
		[ROOMMATES_STOPPED] = "stopped",
		[ROOMMATES_TOO_MANY] = "there are more people than can be counted here",
		[ROOMMATES_BAD_ID] = "somebody is on a list who is not there, or on his own",
	};

	return text[s];
}
