/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: an answer is the best for all lower levels; which of those that are as good has the fewest pairs of this level?
 * Method: a flow of least cost, where a pair of the level costs 1 and all others nothing (primal-dual: Ford and
 * Fulkerson, 1957; with costs of 0 and 1 as in Dial, 1969). All pairs of the level are taken apart: their mentees wait,
 * and their seats are holes. Without them the answer costs nothing, and prices of 0 prove it. Then everybody on a way from
 * somebody who waits to a hole moves on by one, along pairs that cost nothing more, until there is none. Then what is closed
 * gets dearer by one (seats that those who wait can reach) or cheaper (seats whence holes can be reached), and who can have
 * his old pair back takes it. Either will do; the search closes that of the two of which there is less.
 *
 * Cost: what the searches see (assign_fair_search.c), and the pairs of those who wait.
 */
#include "solver/assign_fair_core.h"

#include <stdlib.h>

/* ---- a stage ---- */

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

/* What is closed gets dearer by one, if those who wait lead there, or cheaper, if it leads to holes. */
static void
change_prices(struct fair *f, const struct fair_tree *closed)
{
	int32_t by = closed == &f->on ? 1 : -1;

	for (size_t k = 0; k < closed->n_queue; k++) {
		uint32_t j = closed->queue[k];
		struct fair_mentor *y = &f->mentor[j];

		if (!f->is_priced[j])
			f->priced[f->n_priced++] = (int32_t)j;
		f->is_priced[j] = true;
		y->price += by;
		for (int32_t h = 0; h < y->load; h++)
			f->mentee[f->holder[f->holder_first[j] + (uint32_t)h]].pay += by;
	}
	if (by < 0)
		return;
	f->waiting_pay++;
	for (size_t k = 0; k < f->n_waiting; k++)
		f->mentee[f->waiting[k]].pay++;
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
		const struct open_span *row = &f->row.of[f->waiting[k]];

		for (uint32_t at = row->first; at < row->end; at++) {
			const struct open_arc *a = &f->row.arc[at];
			const struct fair_mentor *y = &f->mentor[a->who];

			if (a->level >= f->now && x->label == y->label &&
				x->pay == y->price + (a->level == f->now))
				f->lead[a->who] =
					(struct fair_lead){ f->waiting[k], a->level, f->on.stamp };
		}
	}
}

static bool
solve_waiting(struct fair *f)
{
	f->waiting_pay = 0;
	for (;;) {
		const struct fair_tree *closed;

		f->on.stamp += 2;
		f->back.stamp = f->on.stamp + 1;
		set_leads(f);
		if (!(closed = fair_search(f)))
			return false;
		keep_open(f);
		if (!f->n_waiting)
			return true;
		change_prices(f, closed);
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
		if (f->in_short[f->mentee[i].mentor] == in_short)
			f->waiting[f->n_waiting++] = i;
	for (size_t k = 0; k < f->n_waiting; k++) {
		int32_t i = f->waiting[k], j = f->mentee[i].mentor;

		fair_detach(f, i);
		f->mentee[i].mentor = WAITING;
		f->mentee[i].pay = 0;
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
		for (int32_t k = 0; k < f->mentor[j].load; k++)
			f->mentee[f->holder[f->holder_first[j] + (uint32_t)k]].pay -= most;
		f->mentor[j].price -= most;
		f->is_priced[j] = f->mentor[j].price != 0;
		if (f->is_priced[j])
			f->priced[f->n_priced++] = (int32_t)j;
	}
}

bool
fair_stage(struct fair *f)
{
	for (int in_short = 0; in_short < 2; in_short++) {
		take_apart(f, in_short);
		if (f->n_waiting && !solve_waiting(f))
			return false;
	}
	if (f->is_perfect && f->n_priced > f->m / 2)
		move_to_zero(f);
	return true;
}
