/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: an answer is the best for all lower levels; which of those that are as good has the fewest pairs of this level?
 * Method: a flow of least cost, where a pair of the level costs 1 and all others nothing (primal-dual: Ford and
 * Fulkerson, 1957; with costs of 0 and 1 as in Dial, 1969). All pairs of the level are taken apart: their mentees wait,
 * and their seats are holes. Without them the answer costs nothing, and prices of 0 prove it. Then everybody on a way from
 * somebody who waits to a hole moves on by one, along pairs that cost nothing more, until there is none. Then what is closed
 * gets dearer by one (seats that those who wait can reach) or cheaper (seats whence holes can be reached), and who can have
 * his old pair back takes it.
 *
 * Where seats are short, it is the holes that look for those who wait, as all of these could be without a mentor;
 * elsewhere it is the other way round, as any seat could be empty. Then what is closed is small.
 *
 * Cost: what the searches see (assign_fair_search.c), and the pairs of those who wait.
 */
#include "solver/assign_fair_core.h"

#include <stdlib.h>

/* ---- all searches at these prices ---- */

/* Those who still wait, and the holes that are left. */
static void
keep_open(struct fair *f)
{
	size_t n = 0, h = 0, at = 0;

	for (size_t k = 0; k < f->n_waiting; k++)
		if (f->mentee[f->waiting[k]].mentor == WAITING)
			f->waiting[n++] = f->waiting[k];
	f->n_waiting = n;
	while (at < f->n_hole) { /* those of a mentor stand together */
		int32_t j = f->hole[at];

		for (int32_t k = 0; k < f->mentor[j].holes; k++)
			f->hole[h++] = j;
		while (at < f->n_hole && f->hole[at] == j)
			at++;
	}
	f->n_hole = h;
}

/* Mentee i reaches OUT: somebody who is out takes a hole for it, if one of those put aside is still reached from there. */
static void
join_hole(struct fair *f, int32_t i)
{
	while (f->n_aside && fair_still_waits(f, i)) {
		int32_t j = f->aside[f->n_aside - 1];

		if (f->mentor[j].holes && fair_search_back(f, j, false) == FAIR_AT_OUT) {
			fair_search_on(f, i, true);
			fair_search_back(f, j, true);
		}
		f->n_aside--;
	}
}

/* The hole at mentor j is reached from OUT: somebody who waits and was put aside gets there. */
static void
join_waiting(struct fair *f, int32_t j, int32_t before)
{
	while (f->n_aside && f->mentor[j].holes == before) {
		int32_t i = f->aside[f->n_aside - 1];

		if (fair_still_waits(f, i) && fair_search_on(f, i, false) == FAIR_AT_OUT) {
			fair_search_on(f, i, true);
			fair_search_back(f, j, true);
		}
		f->n_aside--;
	}
}

/* Where seats are short: from holes first. */
static void
search_from_holes(struct fair *f)
{
	size_t may = 0;

	for (size_t k = 0; k < f->n_hole && (k % 64 || !stopped(f->c)); k++) {
		if (fair_search_back(f, f->hole[k], false) != FAIR_AT_OUT)
			continue;
		while (may < f->n_waiting &&
			(f->waiting_pay || !fair_still_waits(f, f->waiting[may]) ||
				!f->place[f->waiting[may]].may_be_out))
			may++;
		if (may < f->n_waiting) {
			fair_attach(f, f->waiting[may], OUT, KEPT);
			fair_search_back(f, f->hole[k], true);
		} else {
			f->aside[f->n_aside++] = f->hole[k];
		}
	}
	for (size_t k = 0; k < f->n_waiting && f->n_aside && (k % 64 || !stopped(f->c)); k++)
		if (fair_still_waits(f, f->waiting[k]) &&
			fair_search_on(f, f->waiting[k], false) == FAIR_AT_OUT)
			join_hole(f, f->waiting[k]);
}

/* Elsewhere: from those who wait. */
static void
search_from_waiting(struct fair *f)
{
	size_t may = 0;

	for (size_t k = 0; k < f->n_waiting && (k % 64 || !stopped(f->c)); k++) {
		if (fair_search_on(f, f->waiting[k], false) != FAIR_AT_OUT)
			continue;
		while (may < f->n_hole && (!f->mentor[f->hole[may]].holes ||
						  !fair_may_lose(&f->mentor[f->hole[may]])))
			may++;
		if (may < f->n_hole) {
			fair_search_on(f, f->waiting[k], true);
			f->mentor[f->hole[may]].holes--;
		} else {
			f->aside[f->n_aside++] = f->waiting[k];
		}
	}
	for (size_t k = 0; k < f->n_hole && f->n_aside && (k % 64 || !stopped(f->c)); k++) {
		int32_t j = f->hole[k], before = f->mentor[j].holes;

		if (before && fair_search_back(f, j, false) == FAIR_AT_OUT)
			join_waiting(f, j, before);
	}
}

/* ---- a stage ---- */

/* What was seen gets dearer, or cheaper, by one. */
static void
change_prices(struct fair *f, const struct fair_front *t, int32_t by)
{
	for (size_t k = 0; k < t->n_queue; k++) {
		struct fair_mentor *y = &f->mentor[t->queue[k]];

		if (!y->is_priced)
			f->priced[f->n_priced++] = (int32_t)t->queue[k];
		y->is_priced = true;
		y->price += by;
	}
	f->waiting_pay += by > 0;
}

/* Who waits has his own pair back, if nobody else has taken his seat and the price is right. */
static void
take_back(struct fair *f)
{
	for (size_t k = 0; k < f->n_waiting; k++) {
		int32_t own = f->place[f->waiting[k]].own;
		struct fair_mentor *y = &f->mentor[own];

		if (!y->holes || y->price + 1 != f->waiting_pay)
			continue;
		y->holes--;
		fair_attach(f, f->waiting[k], own, f->now);
	}
	keep_open(f);
}

/* Which mentors those who wait could go to at once. */
static void
set_leads(struct fair *f)
{
	for (size_t k = 0; k < f->n_waiting; k++) {
		const struct fair_mentee *x = &f->mentee[f->waiting[k]];
		uint32_t a = f->row_first[f->waiting[k]], end = f->row_end[f->waiting[k]];

		for (; a < end; a++) {
			const struct fair_mentor *y = &f->mentor[f->row[a].who];

			if (f->row[a].level >= f->now && x->label == y->label &&
				f->waiting_pay == y->price + (f->row[a].level == f->now))
				f->lead[f->row[a].who] = (struct fair_lead){ f->waiting[k],
					f->row[a].level, f->stamp };
		}
	}
}

static bool
solve_waiting(struct fair *f, bool in_short)
{
	f->waiting_pay = 0;
	f->is_first = true;
	for (;;) {
		f->stamp++;
		f->back.n_queue = f->on.n_queue = f->n_aside = 0;
		set_leads(f);
		if (in_short)
			search_from_holes(f);
		else
			search_from_waiting(f);
		if (stopped(f->c))
			return false;
		keep_open(f);
		if (!f->n_waiting)
			return true;
		/* Whoever was put aside first is not closed, so all of the other side are. */
		if (in_short == (f->n_aside > 0))
			change_prices(f, &f->on, 1);
		else
			change_prices(f, &f->back, -1);
		f->is_first = false;
		take_back(f);
	}
}

static int
by_mentor(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return a < b ? -1 : a > b;
}

/* All pairs of the level, with mentors of one kind, are taken apart. */
static void
take_apart(struct fair *f, bool in_short)
{
	f->n_waiting = f->n_hole = 0;
	for (int32_t i = f->of_level[f->now]; i != EMPTY; i = f->place[i].next)
		if (f->mentor[f->mentee[i].mentor].in_short == in_short)
			f->waiting[f->n_waiting++] = i;
	for (size_t k = 0; k < f->n_waiting; k++) {
		int32_t i = f->waiting[k], j = f->mentee[i].mentor;

		fair_detach(f, i);
		f->mentee[i].mentor = WAITING;
		f->place[i].own = j;
		f->mentor[j].holes++;
		f->hole[f->n_hole++] = j;
	}
	qsort(f->hole, f->n_hole, sizeof *f->hole, by_mentor);
}

/* If most mentors have the same price, all prices go down (or up) by it: then fewer have one. */
static void
move_to_zero(struct fair *f)
{
	int32_t most = 0;
	size_t votes = 0, n = 0;

	for (size_t j = 0; j < f->m;
		j++) { /* who has more than half of the votes (Boyer and Moore, 1981) */
		if (!votes)
			most = f->mentor[j].price;
		if (f->mentor[j].price == most)
			votes++;
		else
			votes--;
	}
	for (size_t j = 0; j < f->m; j++)
		n += f->mentor[j].price == most;
	if (!most || n <= f->m / 2)
		return;
	f->n_priced = 0;
	for (size_t j = 0; j < f->m; j++) {
		f->mentor[j].price -= most;
		f->mentor[j].is_priced = f->mentor[j].price != 0;
		if (f->mentor[j].is_priced)
			f->priced[f->n_priced++] = (int32_t)j;
	}
}

bool
fair_stage(struct fair *f)
{
	for (int in_short = 0; in_short < 2; in_short++) {
		take_apart(f, in_short);
		if (f->n_waiting && !solve_waiting(f, in_short))
			return false;
	}
	if (f->is_perfect && f->n_priced > f->m / 2)
		move_to_zero(f);
	return true;
}
