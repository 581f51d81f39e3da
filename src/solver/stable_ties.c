/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strong and super-stable matching with ties (Irving, Manlove and Scott, 2000 and 2003), for either side as
 * the one that asks, in the way of Kavitha, Mehlhorn, Michail and Paluch (2007): the matching among what is
 * given is kept up to date and repaired, not found anew.
 *
 * Who has places left asks everybody of the next tie on his list at once. Whoever is asked cuts off the end
 * of his list, a tie at a time, once he is asked by as many as he has places whom he prefers to it; in the
 * super sense also once he is asked by more than he has places for. A pair that is cut off by either can be
 * in no stable matching.
 *
 * In the strong sense more may stay than there is room for: all at the tail of his list, and equal to him.
 * A pair is bound if who was asked takes it in any case: he is not asked too often, or it is not at the
 * tail. What a tie of the asking side still needs beyond its bound pairs it must find among the others. If
 * no augmenting path gives it, then those whom its search has seen are wanted by more than they can take,
 * all equally: they cut off their tails, and asking goes on.
 *
 * At the end all needs are met. If that matching is not stable, there is none; the recount says.
 * Cost: linear in the lists, and a search for each need, linear in what is given at worst.
 */
#include "solver/stable_core.h"

#include <string.h>

enum { GIVEN = 1, BOUND = 2, PAIRED = 4 }; /* of an entry of who asks */

struct demand {	       /* a tie on the list of who asks */
	uint32_t from; /* its first entry */
	int32_t owner;
	int32_t given, bound, paired; /* entries */
	uint32_t via;		      /* the pair through which the search came */
	uint32_t seen;		      /* in search number … */
	bool waits;		      /* on the stack of those in need */
};

struct who_asked {
	uint32_t cut;  /* entries from here on are cut off */
	uint32_t tail; /* the last tie that is left starts here */
	int32_t given, at_tail, paired;
	uint32_t via, seen;
	bool over; /* asked by more than there are places: pairs at the tail are not bound */
};

struct asks {
	uint32_t next; /* the first entry not asked yet */
	uint32_t last; /* the demand asked last */
	int32_t given;
	bool waits; /* on the stack of those with places left */
};

struct ties {
	const struct stable_problem *p;
	const struct stable_side *a, *b; /* who ask, who are asked */
	uint32_t *place_a, *place_b;	 /* from an entry to that of the other list */
	uint32_t *demand_of;		 /* of each entry of a, and one that ends the last */
	uint8_t *state;			 /* of each entry of a */
	struct demand *demand;
	struct asks *asks;
	struct who_asked *asked;

	int32_t *free; /* stack of a */
	size_t n_free;
	uint32_t *needy; /* stack of demands */
	size_t n_needy;
	uint32_t *queue; /* of a search: demands; and those of b it has seen */
	int32_t *seen;
	size_t n_seen;
	uint32_t search;
};

/* ---- who has places left, what needs more ---- */

static void
push_free(struct ties *t, int32_t x)
{
	struct asks *s = &t->asks[x];

	if (s->waits || s->given >= stable_capacity(t->a, (size_t)x) ||
		s->next == t->a->first[x + 1])
		return;
	s->waits = true;
	t->free[t->n_free++] = x;
}

static void
push_needy(struct ties *t, uint32_t d)
{
	if (d == STABLE_NONE || t->demand[d].waits)
		return;
	t->demand[d].waits = true;
	t->needy[t->n_needy++] = d;
}

/* What is given to a tie is what it needs, unless it is the last one asked and there is more than needed. */
static int32_t
wanted(const struct ties *t, uint32_t d)
{
	const struct demand *m = &t->demand[d];
	const struct asks *s = &t->asks[m->owner];
	int32_t room = stable_capacity(t->a, (size_t)m->owner);

	return s->last == d && s->given > room ? room - (s->given - m->given) : m->given;
}

static int32_t
need(const struct ties *t, uint32_t d)
{
	return wanted(t, d) - t->demand[d].bound - t->demand[d].paired;
}

/* ---- pairs ---- */

static void
set_paired(struct ties *t, uint32_t e, bool on)
{
	int32_t more = on ? 1 : -1;

	t->state[e] ^= PAIRED;
	t->demand[t->demand_of[e]].paired += more;
	t->asked[t->a->list[e]].paired += more;
}

/* Places that are left for those at the tail. */
static int32_t
room_at_tail(const struct ties *t, size_t y)
{
	const struct who_asked *w = &t->asked[y];

	return stable_capacity(t->b, y) - (w->given - w->at_tail);
}

static void
take_away(struct ties *t, uint32_t e)
{
	struct demand *d = &t->demand[t->demand_of[e]];
	struct asks *s = &t->asks[d->owner];

	if (t->state[e] & PAIRED)
		set_paired(t, e, false);
	d->bound -= (t->state[e] & BOUND) != 0;
	t->state[e] = 0;
	d->given--;
	s->given--;
	t->asked[t->a->list[e]].given--;
	push_free(t, d->owner);
	push_needy(t, t->demand_of[e]);
	push_needy(t, s->last);
}

/* Calls fn for the entries of a that are given to the tail of y. */
static void
each_at_tail(struct ties *t, size_t y, void (*fn)(struct ties *t, uint32_t e))
{
	for (uint32_t f = t->asked[y].tail; f < t->asked[y].cut; f++)
		if (t->place_b[f] != STABLE_NONE && t->state[t->place_b[f]])
			fn(t, t->place_b[f]);
}

static void
count_at_tail(struct ties *t, uint32_t e)
{
	t->asked[t->a->list[e]].at_tail++;
}

static void
find_tail(struct ties *t, size_t y)
{
	struct who_asked *w = &t->asked[y];

	w->tail = w->cut;
	while (w->tail > t->b->first[y] && stable_tied(t->b, w->tail - 1, w->cut - 1))
		w->tail--;
	w->at_tail = 0;
	each_at_tail(t, y, count_at_tail);
}

static void
cut_tail(struct ties *t, size_t y)
{
	each_at_tail(t, y, take_away);
	t->asked[y].cut = t->asked[y].tail;
	find_tail(t, y);
}

static void
unbind(struct ties *t, uint32_t e)
{
	if (!(t->state[e] & BOUND))
		return;
	t->state[e] &= (uint8_t)~BOUND;
	t->demand[t->demand_of[e]].bound--;
	push_needy(t, t->demand_of[e]);
}

/* One pair at the tail too many: somebody preferred has come. */
static void
drop_one(struct ties *t, size_t y)
{
	uint32_t f = t->asked[y].tail, e;

	for (;; f++) {
		e = t->place_b[f];
		if (e != STABLE_NONE && t->state[e] & PAIRED)
			break;
	}
	set_paired(t, e, false);
	push_needy(t, t->demand_of[e]);
}

/* After a change at y: cuts off what must be, and says what is bound. A pair never becomes bound that was
 * not, as nothing leaves y's list but its tail. */
static void
settle(struct ties *t, size_t y)
{
	struct who_asked *w = &t->asked[y];
	int32_t places = stable_capacity(t->b, y);
	bool super = t->p->ties == STABLE_SUPER;

	while (w->cut > t->b->first[y] &&
		(w->given - w->at_tail >= places || (super && w->given > places))) {
		cut_tail(t, y);
		w->over = false;
	}
	if (w->given > places && !w->over)
		each_at_tail(t, y, unbind);
	w->over = w->given > places;
	while (w->paired && w->paired > room_at_tail(t, y))
		drop_one(t, y);
}

/* ---- asking ---- */

static void
give(struct ties *t, uint32_t e)
{
	uint32_t f = t->place_a[e];
	size_t y = (size_t)t->a->list[e];
	struct who_asked *w = &t->asked[y];
	struct demand *d = &t->demand[t->demand_of[e]];

	if (f == STABLE_NONE || f >= w->cut)
		return;
	t->state[e] = GIVEN;
	w->given++;
	w->at_tail += f >= w->tail;
	d->given++;
	t->asks[d->owner].given++;
	if (f < w->tail || !w->over) {
		t->state[e] |= BOUND;
		d->bound++;
	}
	settle(t, y);
}

static void
ask_next(struct ties *t, int32_t x)
{
	struct asks *s = &t->asks[x];
	uint32_t d = t->demand_of[s->next];

	if (s->given >= stable_capacity(t->a, (size_t)x) || s->next == t->a->first[x + 1])
		return;
	push_needy(t, s->last);
	s->last = d;
	while (t->demand_of[s->next] == d)
		give(t, s->next++);
	push_needy(t, d);
	push_free(t, x);
}

/* ---- searching ---- */

/* From the entry that leads to somebody with room, back to the demand where the search began. */
static void
augment(struct ties *t, uint32_t e, uint32_t root)
{
	set_paired(t, e, true);
	while (t->demand_of[e] != root) {
		uint32_t back = t->demand[t->demand_of[e]].via;

		set_paired(t, back, false);
		e = t->asked[t->a->list[back]].via;
		set_paired(t, e, true);
	}
}

static void
reach(struct ties *t, uint32_t e, size_t *n)
{
	struct demand *d = &t->demand[t->demand_of[e]];

	if (d->seen == t->search)
		return;
	d->seen = t->search;
	d->via = e;
	t->queue[(*n)++] = t->demand_of[e];
}

/* One more pair for the demand; false: all that it can reach is taken, and is in t->seen. */
static bool
search(struct ties *t, uint32_t root)
{
	size_t n = 0;

	t->search++;
	t->n_seen = 0;
	t->demand[root].seen = t->search;
	t->queue[n++] = root;
	for (size_t k = 0; k < n; k++) {
		uint32_t d = t->queue[k];

		for (uint32_t e = t->demand[d].from; t->demand_of[e] == d; e++) {
			struct who_asked *w = &t->asked[t->a->list[e]];

			if (t->state[e] != GIVEN || w->seen == t->search)
				continue;
			w->seen = t->search;
			w->via = e;
			t->seen[t->n_seen++] = t->a->list[e];
			if (w->paired < room_at_tail(t, (size_t)t->a->list[e])) {
				augment(t, e, root);
				return true;
			}
			for (uint32_t f = w->tail; f < w->cut; f++)
				if (t->place_b[f] != STABLE_NONE &&
					t->state[t->place_b[f]] & PAIRED)
					reach(t, t->place_b[f], &n);
		}
	}
	return false;
}

static void
meet_need(struct ties *t, uint32_t d)
{
	while (need(t, d) > 0 && search(t, d))
		;
	if (need(t, d) <= 0)
		return;
	push_needy(t, d);
	for (size_t k = 0; k < t->n_seen; k++) {
		cut_tail(t, (size_t)t->seen[k]);
		t->asked[t->seen[k]].over = false;
		settle(t, (size_t)t->seen[k]);
	}
}

/* ---- the whole ---- */

static void
number_demands(struct arena *mem, struct ties *t)
{
	const struct stable_side *a = t->a;
	uint32_t n = 0;

	t->demand_of = ARENA_ARRAY(mem, uint32_t, a->first[a->n] + 1);
	for (size_t x = 0; x < a->n; x++)
		for (uint32_t e = a->first[x]; e < a->first[x + 1]; e++) {
			n += e == a->first[x] || !stable_tied(a, e - 1, e);
			t->demand_of[e] = n - 1;
		}
	t->demand_of[a->first[a->n]] = STABLE_NONE;
	t->demand = ARENA_ARRAY(mem, struct demand, n);
	t->needy = ARENA_ARRAY(mem, uint32_t, n);
	t->queue = ARENA_ARRAY(mem, uint32_t, n);
	for (size_t x = a->n; x-- > 0;)
		for (uint32_t e = a->first[x + 1]; e-- > a->first[x];) {
			t->demand[t->demand_of[e]].from = e;
			t->demand[t->demand_of[e]].owner = (int32_t)x;
		}
}

static void
begin(struct arena *mem, struct ties *t)
{
	const struct stable_side *a = t->a, *b = t->b;

	t->place_a = stable_places(mem, a, b, 0);
	t->place_b = stable_places(mem, b, a, 0);
	number_demands(mem, t);
	t->state = ARENA_ARRAY(mem, uint8_t, a->first[a->n]);
	t->asks = ARENA_ARRAY(mem, struct asks, a->n);
	t->asked = ARENA_ARRAY(mem, struct who_asked, b->n);
	t->free = ARENA_ARRAY(mem, int32_t, a->n);
	t->seen = ARENA_ARRAY(mem, int32_t, b->n);
	for (size_t y = 0; y < b->n; y++) {
		t->asked[y].cut = b->first[y + 1];
		find_tail(t, y);
	}
	for (size_t x = a->n; x-- > 0;) {
		t->asks[x].next = a->first[x];
		t->asks[x].last = STABLE_NONE;
		push_free(t, (int32_t)x);
	}
}

/* False where a tie is bound more often than it can be: what it leaves out would block. */
static bool
read_off(const struct ties *t, int32_t *hospital)
{
	const struct stable_side *a = t->a;

	for (size_t x = 0; x < a->n; x++)
		for (uint32_t e = a->first[x]; e < a->first[x + 1]; e++) {
			if (!(t->state[e] & (BOUND | PAIRED)))
				continue;
			if (need(t, t->demand_of[e]) != 0)
				return false;
			if (t->p->hospitals_propose)
				hospital[a->list[e]] = (int32_t)x;
			else
				hospital[x] = a->list[e];
		}
	return true;
}

bool
stable_with_ties(struct arena *mem, const struct stable_problem *p, int32_t *hospital)
{
	struct ties t = { .p = p };
	struct stable_result r = { .hospital = hospital };
	size_t blocking, turns = 0;

	t.a = p->hospitals_propose ? &p->hospitals : &p->residents;
	t.b = p->hospitals_propose ? &p->residents : &p->hospitals;
	begin(mem, &t);
	while ((t.n_free || t.n_needy) && !stable_stopped(p)) {
		if (t.n_free) {
			int32_t x = t.free[--t.n_free];

			t.asks[x].waits = false;
			ask_next(&t, x);
		} else {
			uint32_t d = t.needy[--t.n_needy];

			t.demand[d].waits = false;
			meet_need(&t, d);
		}
		if (p->progress && ++turns % 65536 == 0)
			p->progress(p->progress_arg, t.a->n - t.n_free, t.a->n);
	}
	return !stable_stopped(p) && read_off(&t, hospital) &&
	       !stable_check(mem, p, &r, &blocking) && blocking == 0;
}
