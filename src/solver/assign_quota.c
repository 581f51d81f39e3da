/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: among the maxima, the least total shortfall below the lower numbers, without scores, and what all answers
 * with that shortfall have in common.
 *
 * Method. In the class that is short of seats every seat is taken anyway, so this is about the other one, where
 * everybody has a mentor. A mentor who lacks somebody takes a mentee who could have him and whose mentor can spare
 * one, or gets one from a mentor who takes another in turn: shortest alternating paths, many at once (in the way of
 * Hopcroft and Karp, 1973, from the side of the mentors). No mentee loses his place by it. When there is no such path,
 * the mentors who can be reached from those who still lack somebody are the *lacking* ones. All their mentees
 * count below a lower number, and so does everybody who could have one of them; König's cover (1931) of the first
 * `lower` seats of all mentors is: these mentees, and the first seats of all other mentors. So an answer has the least
 * shortfall just if
 *
 *   - whoever could have a lacking mentor has one, and these have no more than their lower number each;
 *   - all other mentors have their lower number at least.
 *
 * No pair across these two is part of such an answer: the question falls apart once more, as by Dulmage and
 * Mendelsohn. In the first part a lower number is all the seats there are. So it is for some of the others: whom nobody
 * can reach who sits above a lower number, if others made room, those have just their lower number in each such answer, and
 * whoever is there has no other choice. Both kinds are *kept* to it. For all who are left, the first `lower` seats are
 * for people and no dummy may stand for them (see assign_bid.c). The price of a mentor who is kept is `quota` less than
 * in his part, that of another one can be below 0 if he has just his lower number: then the parts prove the whole.
 *
 * Cost: a look at the pairs of those who sit above lower numbers, and of whom they reach; if somebody lacks anybody, also
 * the pairs by mentor, once, and some phases, each of which looks at the pairs near those who lack somebody.
 */
#include "solver/assign_count.h"

#include <string.h>

struct lower {
	struct counting *k;
	size_t *first; /* [m + 1] of the mentees who could have a mentor: */
	int32_t *column;
	uint8_t *seen;	  /* [n] mentees, in this phase */
	uint8_t *reached; /* [m] mentors */
	int32_t *root;	  /* [m] who is to get somebody if this mentor gives one away, */
	int32_t *branch;  /* [m] over whom beside root, */
	uint8_t *closed;  /* [m] which was done, */
	int32_t *via;	  /* [m] whom he would give away, */
	int32_t *to;	  /* [m] to which mentor */
	int32_t *queue;	  /* [m] */
	size_t n_queue;
};

static int32_t
mentor_of(const struct counting *k, int32_t i)
{
	return k->c->arcs[k->mate[i]].mentor;
}

/* Does mentee i have a mentor in the class with plenty of seats? */
static bool
takes_part(const struct counting *k, size_t i)
{
	return k->mate[i] != NONE && !k->level[mentor_of(k, (int32_t)i)];
}

static bool
lacks(const struct lower *w, int32_t j)
{
	return w->k->load[j] < w->k->c->lower[j];
}

static void
list_columns(struct arena *work, struct lower *w)
{
	const struct counting *k = w->k;
	const struct core *c = k->c;
	size_t sum = 0;

	w->first = ARENA_ARRAY(work, size_t, c->m + 2);
	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i]; a < c->first[i + 1] && takes_part(k, i); a++)
			w->first[c->arcs[a].mentor + 2]++;
	for (size_t j = 0; j < c->m; j++)
		sum = w->first[j + 2] += sum;
	w->column = ARENA_ARRAY(work, int32_t, sum);
	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i]; a < c->first[i + 1] && takes_part(k, i); a++)
			w->column[w->first[c->arcs[a].mentor + 1]++] = (int32_t)i;
}

static void
reach(struct lower *w, int32_t j, int32_t root, int32_t branch)
{
	w->reached[j] = 1;
	w->root[j] = root;
	w->branch[j] = branch;
	w->queue[w->n_queue++] = j;
}

/* Mentee i goes to mentor j, whose mentee goes on, until root has one more. */
static void
move_along(struct lower *w, int32_t i, int32_t j)
{
	struct counting *k = w->k;

	k->load[mentor_of(k, i)]--;
	k->load[w->root[j]]++;
	for (;;) {
		k->mate[i] = (uint32_t)arc_to(k->c, (size_t)i, j);
		if (j == w->root[j])
			return;
		w->closed[w->branch[j]] = 1;
		i = w->via[j];
		j = w->to[j];
	}
}

/* Those who could have mentor j; true if somebody moved. */
static bool
leave(struct lower *w, int32_t j)
{
	struct counting *k = w->k;
	bool moved = false;

	for (size_t t = w->first[j]; t < w->first[j + 1]; t++) {
		int32_t i = w->column[t], at = mentor_of(k, i);

		if (!lacks(w, w->root[j]) || (j != w->root[j] && w->closed[w->branch[j]]))
			return moved;
		if (w->seen[i] || at == j)
			continue;
		if (k->load[at] > k->c->lower[at]) {
			w->seen[i] = 1;
			move_along(w, i, j);
			moved = true;
		} else if (!w->reached[at]) {
			w->seen[i] = 1;
			w->via[at] = i;
			w->to[at] = j;
			reach(w, at, w->root[j], j == w->root[j] ? at : w->branch[j]);
		}
	}
	return moved;
}

/* All who can be reached from those who lack somebody; true if somebody moved. */
static bool
search(struct lower *w)
{
	const struct core *c = w->k->c;
	bool moved = false;

	memset(w->seen, 0, c->n);
	memset(w->reached, 0, c->m);
	memset(w->closed, 0, c->m);
	w->n_queue = 0;
	for (size_t j = 0; j < c->m; j++)
		if (lacks(w, (int32_t)j))
			reach(w, (int32_t)j, (int32_t)j, (int32_t)j);
	for (size_t at = 0; at < w->n_queue; at++)
		moved |= leave(w, w->queue[at]);
	return moved;
}

/* Moves mentees until the shortfall is the least; k->kept are those who lack somebody then. False if stopped. */
static bool
fill(struct arena *work, struct counting *k)
{
	const struct core *c = k->c;
	struct lower w = { .k = k, .reached = k->kept };
	bool any = false;

	for (size_t j = 0; j < c->m; j++)
		any |= lacks(&w, (int32_t)j);
	if (!any)
		return true;
	list_columns(work, &w);
	w.seen = ARENA_ARRAY(work, uint8_t, c->n);
	w.closed = ARENA_ARRAY(work, uint8_t, c->m);
	w.root = ARENA_ARRAY(work, int32_t, c->m);
	w.branch = ARENA_ARRAY(work, int32_t, c->m);
	w.via = ARENA_ARRAY(work, int32_t, c->m);
	w.to = ARENA_ARRAY(work, int32_t, c->m);
	w.queue = ARENA_ARRAY(work, int32_t, c->m);
	while (search(&w) && !stopped(c))
		;
	return !stopped(c);
}

/* holder[first[j]] to holder[first[j + 1] - 1] are whom mentor j has; first is all zero before, [m + 2]. */
static void
list_holders(const struct counting *k, size_t *first, int32_t *holder)
{
	const struct core *c = k->c;

	for (size_t j = 0; j < c->m; j++)
		first[j + 2] = first[j + 1] + (size_t)k->load[j];
	for (size_t i = 0; i < c->n; i++)
		if (k->mate[i] != NONE)
			holder[first[mentor_of(k, (int32_t)i) + 1]++] = (int32_t)i;
}

struct opening {
	const struct counting *k;
	uint8_t *open;	/* [m] who can be reached, */
	int32_t *queue; /* [m] in this order; */
	size_t n_queue;
	size_t left; /* how many might still be */
};

static void
open_mentor(struct opening *o, size_t j)
{
	o->open[j] = 1;
	o->queue[o->n_queue++] = (int32_t)j;
}

static void
open_from(struct opening *o, size_t i)
{
	const struct core *c = o->k->c;

	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		size_t j = (size_t)c->arcs[a].mentor;

		if (o->open[j] || o->k->level[j])
			continue;
		open_mentor(o, j);
		o->left--;
	}
}

/* Also keeps whom nobody reaches who sits above a lower number. */
static void
keep_unreached(struct arena *work, struct counting *k)
{
	const struct core *c = k->c;
	struct opening o = { .k = k, .open = ARENA_ARRAY(work, uint8_t, c->m), .queue = k->queue };
	size_t *first = ARENA_ARRAY(work, size_t, c->m + 2);
	int32_t *holder = ARENA_ARRAY(work, int32_t, c->n);

	list_holders(k, first, holder);
	for (size_t j = 0; j < c->m; j++)
		if (k->load[j] > c->lower[j] && !k->level[j])
			open_mentor(&o, j);
		else
			o.left += !k->level[j] && !k->kept[j];
	for (size_t at = 0; at < o.n_queue && o.left; at++)
		for (size_t h = first[o.queue[at]]; h < first[o.queue[at] + 1]; h++)
			open_from(&o, (size_t)holder[h]);
	for (size_t j = 0; o.left && j < c->m; j++)
		k->kept[j] |= !o.open[j] && !k->level[j];
}

bool
count_quota(struct arena *mem, struct counting *k)
{
	struct arena *work = arena_new(0);
	bool done;

	k->kept = ARENA_ARRAY(mem, uint8_t, k->c->m);
	done = fill(work, k);
	if (done)
		keep_unreached(work, k);
	arena_free(work);
	return done;
}
