/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the whole would lose if a pair that is not made had to be, or if one that is made were forbidden.
 *
 * To force a pair of mentee i and mentor j is to give up one of the places of i, if he has all he wants, and
 * to push one more mentee into j. The first is the same for all his pairs, so a mentee costs one pull and
 * a push that changes nothing for each of his mentors; a mentor costs one push and a pull for each mentee.
 * To forbid one is to leave it, fill the seat and look for another without it. All steps are taken back.
 */
#include "solver/resident_core.h"

#include <stdlib.h>

static void
tell(const struct resident *r, struct exchange *x, assign_value loss)
{
	struct parts p = resident_parts(loss, r->weight, r->bonus, r->quota);

	x->possible = true;
	x->count = p.count;
	x->shortfall = p.met;
	x->points = p.points;
}

/* The worth of the answer without the pair, which is made. */
static assign_value
worth_without(struct resident *r, int32_t i, int32_t j)
{
	assign_value worth;

	r->hidden_mentee = i;
	r->hidden_mentor = j;
	resident_note(r);
	resident_leave(r, i, resident_slot(r, i, j));
	if (r->price[j] > -worth_more(r, &r->mentor[j]))
		resident_pull_mentor(r, j, true);
	while (r->mentee[i].held < r->mentee[i].wants && r->mentee[i].gain > 0)
		resident_push_mentee(r, i, true);
	worth = resident_worth(r);
	resident_take_back(r);
	r->hidden_mentee = r->hidden_mentor = -1;
	return worth;
}

static struct exchange
about(const struct resident *r, int32_t i, uint32_t slot)
{
	const struct link *l = &r->mentee[i].row[slot];

	return (struct exchange){ .mentee = i,
		.mentor = l->who,
		.score = l->score,
		.made = slot < (uint32_t)r->mentee[i].held };
}

/* What more it costs to have one more at mentor j, who has a seat. */
static int64_t
room_at(struct resident *r, int32_t j)
{
	const struct mentor *y = &r->mentor[j];
	int64_t stay = y->load < y->seats ? -r->price[j] - worth_more(r, y) : FAR / 2;

	return r->price[j] + resident_push_mentor(r, j, stay, false);
}

/* What it costs if mentee i, who wants a place, has to give one up. */
static int64_t
room_of(struct resident *r, int32_t i)
{
	const struct mentee *x = &r->mentee[i];

	return x->held < x->wants ? 0 : x->gain + resident_pull_mentee(r, i, false);
}

/* Fills those of x that are not made and are of mentee i. */
static void
force_of_mentee(struct resident *r, int32_t i, struct exchange *x, size_t n)
{
	struct mentee *me = &r->mentee[i];
	assign_value before = resident_worth(r), now;
	int32_t wants = me->wants;

	if (!wants)
		return;
	resident_note(r);
	resident_wants(r, i, wants - 1);
	now = resident_worth(r);
	for (size_t k = 0; k < n; k++) {
		struct link l = { x[k].mentor, x[k].score };

		if (!x[k].made && r->mentor[l.who].seats)
			tell(r, &x[k], before - now - link_worth(r, &l) + room_at(r, l.who));
	}
	resident_take_back(r);
	me->wants = wants;
}

static void
force_of_mentor(struct resident *r, int32_t j, struct exchange *x, size_t n)
{
	struct mentor *y = &r->mentor[j];
	int32_t seats = y->seats, lower = y->lower;
	assign_value before = resident_worth(r), now;

	if (!seats)
		return;
	resident_note(r);
	resident_seats(r, j, seats - 1, lower ? lower - 1 : 0);
	now = resident_worth(r) + (lower ? r->quota : 0);
	for (size_t k = 0; k < n; k++) {
		struct link l = { j, x[k].score };

		if (!x[k].made && r->mentee[x[k].mentee].wants)
			tell(r, &x[k], before - now - link_worth(r, &l) + room_of(r, x[k].mentee));
	}
	resident_take_back(r);
	y->seats = seats;
	resident_set_lower(r, j, lower);
}

static void
forbid_made(struct resident *r, struct exchange *x, size_t n)
{
	assign_value before = resident_worth(r);

	for (size_t k = 0; k < n; k++)
		if (x[k].made)
			tell(r, &x[k], before - worth_without(r, x[k].mentee, x[k].mentor));
}

static int
by_people(const void *left, const void *right)
{
	const struct exchange *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

struct exchange *
resident_exchange_mentee(struct resident *r, struct arena *mem, int32_t i, size_t *ret_n)
{
	struct exchange *x;
	size_t n;

	if (i < 0 || (size_t)i >= r->n)
		return NULL;
	n = r->mentee[i].n;
	x = ARENA_ARRAY(mem, struct exchange, n);
	for (size_t k = 0; k < n; k++)
		x[k] = about(r, i, (uint32_t)k);
	forbid_made(r, x, n);
	force_of_mentee(r, i, x, n);
	if (n)
		qsort(x, n, sizeof *x, by_people);
	*ret_n = n;
	return x;
}

struct exchange *
resident_exchange_mentor(struct resident *r, struct arena *mem, int32_t j, size_t *ret_n)
{
	struct exchange *x;
	size_t n;

	if (j < 0 || (size_t)j >= r->m)
		return NULL;
	n = r->mentor[j].n;
	x = ARENA_ARRAY(mem, struct exchange, n);
	for (size_t k = 0; k < n; k++) {
		int32_t i = r->mentor[j].column[k].who;

		x[k] = about(r, i, resident_slot(r, i, j));
	}
	forbid_made(r, x, n);
	force_of_mentor(r, j, x, n);
	if (n)
		qsort(x, n, sizeof *x, by_people);
	*ret_n = n;
	return x;
}

bool
resident_exchange(struct resident *r, int32_t i, int32_t j, struct exchange *ret)
{
	uint32_t slot = NONE;

	if (i >= 0 && (size_t)i < r->n)
		slot = resident_slot(r, i, j);
	if (slot == NONE)
		return false;
	*ret = about(r, i, slot);
	forbid_made(r, ret, 1);
	force_of_mentee(r, i, ret, 1);
	return true;
}
