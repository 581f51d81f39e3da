/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: two who are to be apart are never in the same topic.
 *
 * Method: without that, the question is the one of the other files, and its bound holds with it, too. Where two
 * meet in a topic all the same, one of them is not there in any answer that keeps them apart: two smaller
 * questions, in each of which one of the two finds the topic closed (branch and bound: Land and Doig, 1960).
 * The question that promises most is asked first. So that there is an answer in any case, one is looked for
 * beforehand by closing at once the topic to whoever of two has less of it, again and again until nobody meets.
 *
 * Cost: as many questions as meetings make necessary, but no more work than EVERYTHING times that of one. What
 * has not been asked by then is in the bound.
 */
#include "solver/circles_core.h"

#include <string.h>

#define EVERYTHING 8
#define MOST_ASKED 4000
#define REPAIRS 40
#define USUAL_ALL UINT64_C(80000000)

/* A question that was asked, or is inherited from the one that it is a part of. */
struct part {
	const struct closing *closed;
	size_t placed, most;
	int64_t bound; /* of answers that place `placed` or more */
};

struct apart {
	struct arena *work, *once; /* once: until the next question is asked */
	const struct circles_problem *p;
	struct part *open; /* to be asked */
	size_t n_open, room;
	struct circles_result best;
	bool found, unsure; /* unsure: something cannot be asked any further */
	size_t most;	    /* of what is unsure */
	int64_t bound;
	uint64_t all, used;
	int asked;
};

static const struct closing *
close_place(struct apart *a, const struct closing *before, int32_t person, int32_t topic)
{
	struct closing *x = ARENA_NEW(a->work, struct closing);

	*x = (struct closing){ before, person, topic };
	return x;
}

/* Two who meet from place `from` of the list on, or n_apart. */
static size_t
meeting(const struct circles_problem *p, const struct circles_result *r, size_t from)
{
	while (from < p->n_apart &&
		(r->topic[p->apart[from].a] < 0 ||
			r->topic[p->apart[from].a] != r->topic[p->apart[from].b]))
		from++;
	return from;
}

static bool
is_better(const struct apart *a, const struct circles_result *r)
{
	return !a->found || r->placed > a->best.placed ||
	       (r->placed == a->best.placed && r->affinity > a->best.affinity);
}

static void
keep(struct apart *a, const struct circles_result *r)
{
	if (!is_better(a, r))
		return;
	a->best = *r;
	a->best.topic = arena_memdup(a->work, r->topic, a->p->n_people * sizeof *r->topic);
	a->best.points = arena_memdup(a->work, r->points, a->p->n_people * sizeof *r->points);
	a->found = true;
}

/* Once all the work is done, what is asked gets hardly any. */
static enum circles_status
ask(struct apart *a, struct arena *mem, const struct closing *closed, struct circles_result *ret)
{
	uint64_t left = a->used < a->all ? a->all - a->used : 1, steps = 0;
	uint64_t usual = a->all / EVERYTHING;
	enum circles_status s =
		circles_solve_one(mem, a->p, closed, left < usual ? left : usual, ret, &steps);

	a->used += steps + 1000;
	a->asked++;
	return s;
}

/* What is pinned says where others cannot be. False if two are pinned to the same topic. */
static bool
close_beside_pins(struct apart *a, const struct closing **ret)
{
	const struct circles_problem *p = a->p;
	int32_t *pin = ARENA_ARRAY(a->work, int32_t, p->n_people);

	memset(pin, 0xff, p->n_people * sizeof *pin);
	for (size_t k = 0; k < p->n_pins; k++)
		pin[p->pins[k].person] = p->pins[k].topic;
	for (size_t k = 0; k < p->n_apart; k++) {
		int32_t x = p->apart[k].a, y = p->apart[k].b;

		if (pin[x] >= 0 && pin[x] == pin[y])
			return false;
		if (pin[x] >= 0 && pin[y] < 0)
			*ret = close_place(a, *ret, y, pin[x]);
		if (pin[y] >= 0 && pin[x] < 0)
			*ret = close_place(a, *ret, x, pin[y]);
	}
	return true;
}

/* ---- some answer ---- */

/* round: after many, whoever meets somebody is left out altogether. */
static const struct closing *
close_meetings(
	struct apart *a, const struct circles_result *r, const struct closing *closed, int round)
{
	const struct circles_problem *p = a->p;

	for (size_t k = meeting(p, r, 0); k < p->n_apart; k = meeting(p, r, k + 1)) {
		int32_t x = p->apart[k].a, y = p->apart[k].b,
			out = r->points[x] < r->points[y] ? x : y;

		for (int32_t t = 0; round >= REPAIRS && t < (int32_t)p->n_topics; t++)
			closed = close_place(a, closed, out, t);
		if (round < REPAIRS)
			closed = close_place(a, closed, out, r->topic[out]);
	}
	return closed;
}

static enum circles_status
repair(struct apart *a, const struct circles_result *root, const struct closing *closed)
{
	struct circles_result r = *root;

	for (int round = 0; meeting(a->p, &r, 0) < a->p->n_apart; round++) {
		enum circles_status s;

		closed = close_meetings(a, &r, closed, round);
		arena_reset(a->once);
		s = ask(a, a->once, closed, &r);
		if (s != CIRCLES_OK)
			return s == CIRCLES_NO_WAY ? CIRCLES_OK : s;
	}
	keep(a, &r);
	return CIRCLES_OK;
}

/* ---- all answers ---- */

static bool
promises_more(const struct part *x, const struct part *y)
{
	return x->most != y->most ? x->most > y->most : x->bound > y->bound;
}

/* The one that promises most is the last. */
static void
add(struct apart *a, struct part x)
{
	size_t at;

	if (a->n_open == a->room) {
		size_t more = 2 * a->room + 16;

		a->open = arena_grow(
			a->work, a->open, a->room * sizeof *a->open, more * sizeof *a->open);
		a->room = more;
	}
	for (at = a->n_open++; at && promises_more(&a->open[at - 1], &x); at--)
		a->open[at] = a->open[at - 1];
	a->open[at] = x;
}

/* No answer in it is better than the best one. */
static bool
is_hopeless(const struct apart *a, const struct part *x)
{
	if (!a->found || x->most != a->best.placed)
		return a->found && x->most < a->best.placed;
	return x->placed <= a->best.placed && x->bound <= a->best.affinity;
}

/* Counts in the bound that holds in the end. What was found beside `placed` people says nothing about answers
 * with fewer, so there the bound is what everybody brings at best. */
static void
bound_by(struct apart *a, const struct part *x)
{
	int64_t bound = x->bound;

	if (!a->found || x->most < a->best.placed)
		return;
	if (x->placed > a->best.placed)
		bound = INT64_MAX;
	a->most = x->most > a->most ? x->most : a->most;
	a->bound = bound > a->bound ? bound : a->bound;
}

/* What everybody brings at best. */
static int64_t
at_best(struct apart *a)
{
	const struct circles_problem *p = a->p;
	int64_t *most = ARENA_ARRAY(a->work, int64_t, p->n_people), sum = 0;

	for (size_t k = 0; k < p->n_pairs; k++)
		if (p->pairs[k].affinity > most[p->pairs[k].person])
			most[p->pairs[k].person] = p->pairs[k].affinity;
	for (size_t k = 0; k < p->n_pins; k++)
		most[p->pins[k].person] = p->pins[k].affinity;
	for (size_t i = 0; i < p->n_people; i++)
		sum += most[i];
	return sum;
}

static struct part
part_of(const struct closing *closed, const struct circles_result *r)
{
	return (struct part){ closed, r->placed, r->most, r->bound };
}

/* What was asked: an answer, or two questions. Leaves that are not proven are put off until the end. */
static void
take(struct apart *a, const struct closing *closed, const struct circles_result *r,
	struct part **leaves, size_t *n_leaves, size_t *room)
{
	const struct circles_problem *p = a->p;
	struct part x = part_of(closed, r);
	size_t k = meeting(p, r, 0);

	if (k < p->n_apart) {
		int32_t t = r->topic[p->apart[k].a];

		x.closed = close_place(a, closed, p->apart[k].a, t);
		add(a, x);
		x.closed = close_place(a, closed, p->apart[k].b, t);
		add(a, x);
		return;
	}
	keep(a, r);
	if (r->most == r->placed && r->bound == r->affinity)
		return;
	if (*n_leaves == *room) {
		size_t more = 2 * *room + 16;

		*leaves = arena_grow(
			a->work, *leaves, *room * sizeof **leaves, more * sizeof **leaves);
		*room = more;
	}
	(*leaves)[(*n_leaves)++] = x;
}

static enum circles_status
search(struct apart *a, const struct closing *base, const struct circles_result *root)
{
	struct part *leaves = NULL;
	size_t n_leaves = 0, room = 0;
	struct circles_result r = *root;

	take(a, base, &r, &leaves, &n_leaves, &room);
	while (a->n_open && a->used < a->all && a->asked < MOST_ASKED) {
		struct part x = a->open[--a->n_open];
		enum circles_status s;

		if (is_hopeless(a, &x))
			continue;
		arena_reset(a->once);
		s = ask(a, a->once, x.closed, &r);
		if (s == CIRCLES_NO_WAY)
			continue;
		if (s != CIRCLES_OK)
			return s;
		/* A part can bring no more than the whole. */
		r.most = r.most > x.most ? x.most : r.most;
		if (r.placed >= x.placed && r.bound > x.bound)
			r.bound = x.bound;
		take(a, x.closed, &r, &leaves, &n_leaves, &room);
	}
	for (size_t k = 0; k < n_leaves; k++)
		bound_by(a, &leaves[k]);
	for (size_t k = 0; k < a->n_open; k++)
		if (!is_hopeless(a, &a->open[k]))
			bound_by(a, &a->open[k]);
	return CIRCLES_OK;
}

static void
report(struct apart *a, struct arena *mem, struct circles_result *ret)
{
	size_t n = a->p->n_people;
	int64_t all = at_best(a);

	*ret = a->best;
	ret->topic = arena_memdup(mem, a->best.topic, n * sizeof *ret->topic);
	ret->points = arena_memdup(mem, a->best.points, n * sizeof *ret->points);
	ret->most = a->most > ret->placed ? a->most : ret->placed;
	ret->bound = a->bound > all ? all : a->bound;
	ret->bound = ret->bound > ret->affinity ? ret->bound : ret->affinity;
}

enum circles_status
circles_solve(struct arena *mem, const struct circles_problem *p, struct circles_result *ret)
{
	struct apart a = { .p = p, .bound = INT64_MIN };
	const struct closing *base = NULL;
	struct circles_result r;
	enum circles_status s;

	if (!p->n_apart)
		return circles_solve_one(mem, p, NULL, p->steps, ret, &a.used);
	a.all = EVERYTHING * (p->steps ? p->steps : USUAL_ALL);
	a.work = arena_new(1 << 16);
	a.once = arena_new(1 << 16);
	/* Also says whether all numbers are in order. */
	s = ask(&a, a.work, NULL, &r);
	if (s == CIRCLES_OK && !close_beside_pins(&a, &base))
		s = CIRCLES_NO_WAY;
	if (s == CIRCLES_OK && base)
		s = ask(&a, a.work, base, &r);
	if (s == CIRCLES_OK && meeting(p, &r, 0) < p->n_apart)
		s = repair(&a, &r, base);
	if (s == CIRCLES_OK)
		s = search(&a, base, &r);
	if (s == CIRCLES_OK && !a.found)
		s = CIRCLES_NO_WAY;
	if (s == CIRCLES_OK)
		report(&a, mem, ret);
	arena_free(a.once);
	arena_free(a.work);
	return s;
}
