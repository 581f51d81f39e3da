/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: after a stage, which pairs can still be part of a best answer? Method: those whose mentee pays, at the prices of
 * the stage, just what they cost, in this stage and in all before (complementary slackness; after Huang and Kavitha, "Fair
 * matchings and related problems", 2013). Pairs are not looked at for that. A label stands for all that a mentor cost in the
 * stages so far, or what a mentee paid, and a pair of a higher level is open if both are the same. Of the level itself only
 * pairs that somebody who pays more than nothing has, or that lead to a mentor who costs less, can be left; they are few,
 * and are kept in lists of their own.
 *
 * Cost: what has a price, and the pairs of those.
 */
#include "solver/assign_fair_core.h"

#include <string.h>

/* ---- pairs that are kept ---- */

static void
keep(struct fair *f, uint32_t i, uint32_t j)
{
	struct kept *k;

	if (f->n_kept == f->kept_room) {
		f->kept = arena_grow(f->work, f->kept, f->kept_room * sizeof *f->kept,
			(2 * f->kept_room + 64) * sizeof *f->kept);
		f->kept_room = 2 * f->kept_room + 64;
	}
	k = &f->kept[f->n_kept];
	*k = (struct kept){ (int32_t)i, (int32_t)j, f->place[i].kept, f->mentor[j].kept, false };
	f->place[i].kept = f->mentor[j].kept = (uint32_t)f->n_kept++;
}

/* Pairs of the level to a mentor who costs less than nothing. */
static void
keep_to(struct fair *f, uint32_t j)
{
	const struct fair_mentor *y = &f->mentor[j];

	const struct open_span *column = &f->column.of[j];

	for (uint32_t k = column->first; k < column->end; k++) {
		const struct open_arc *a = &f->column.arc[k];
		const struct fair_mentee *x = &f->mentee[a->who];

		if (a->level == f->now && x->label == y->label && x->pay == y->price + 1)
			keep(f, a->who, j);
	}
}

/* Pairs of the level from mentee i, who pays something, to the others. */
static void
keep_from(struct fair *f, uint32_t i)
{
	const struct fair_mentee *x = &f->mentee[i];
	const struct open_span *row = &f->row.of[i];

	for (uint32_t k = row->first; k < row->end; k++) {
		const struct open_arc *a = &f->row.arc[k];
		const struct fair_mentor *y = &f->mentor[a->who];

		if (a->level == f->now && x->label == y->label && y->price >= 0 &&
			x->pay == y->price + 1)
			keep(f, i, a->who);
	}
}

static void
drop_kept(struct fair *f)
{
	for (size_t t = 0; t < f->n_priced; t++) {
		const struct fair_mentor *y = &f->mentor[f->priced[t]];

		for (uint32_t k = y->kept; y->price > 0 && k != NO_KEPT;
			k = f->kept[k].next_of_mentor)
			f->kept[k].gone |= f->mentee[f->kept[k].mentee].pay < y->price;
		for (int32_t h = 0; y->price < 0 && h < y->load; h++) {
			int32_t i = f->holder[f->holder_first[f->priced[t]] + (uint32_t)h];

			for (uint32_t k = f->place[i].kept; k != NO_KEPT;
				k = f->kept[k].next_of_mentee)
				f->kept[k].gone |=
					f->mentor[f->kept[k].mentor].price > f->mentee[i].pay;
		}
	}
}

/* ---- labels ---- */

static void
relabel(struct fair_labels *l, uint32_t *label)
{
	uint32_t before = *label;

	if (l->stamp[before] != l->changes) {
		l->stamp[before] = l->changes;
		l->changed[before] = l->free[--l->n_free];
	}
	*label = l->changed[before];
	l->size[*label]++;
	if (--l->size[before] == 0)
		l->free[l->n_free++] = before;
}

/* Who has had the same and costs (or pays) the same now has the same. */
static void
relabel_all(struct fair *f, size_t n)
{
	int32_t by = INT32_MIN;

	for (;;) {
		int32_t next = INT32_MAX;

		f->labels.changes++;
		for (size_t k = 0; k < n; k++) {
			if (f->change[k].by == by)
				relabel(&f->labels, f->change[k].label);
			else if (f->change[k].by > by && f->change[k].by < next)
				next = f->change[k].by;
		}
		if (next == INT32_MAX)
			return;
		by = next;
	}
}

/* ---- the end of a stage ---- */

static size_t
note_change(struct fair *f, size_t n, uint32_t *label, int32_t by)
{
	if (by)
		f->change[n++] = (struct fair_change){ label, by };
	return n;
}

static void
settle_seats(struct fair_mentor *y)
{
	if (y->low == y->high)
		return;
	if (y->price > 0)
		y->low = y->high;
	else if (y->price < 0)
		y->high = y->low;
}

void
fair_settle(struct fair *f)
{
	size_t n = 0;
	int32_t next;

	for (int32_t i = f->of_level[f->now]; i != EMPTY; i = f->place[i].next)
		if (f->mentor[f->mentee[i].mentor].price == 0) {
			keep_from(f, (uint32_t)i);
			n = note_change(f, n, &f->mentee[i].label, 1);
		}
	for (size_t t = 0; t < f->n_priced; t++) {
		uint32_t j = (uint32_t)f->priced[t];
		struct fair_mentor *y = &f->mentor[j];

		if (y->price < 0)
			keep_to(f, j);
		for (int32_t k = 0; y->price && k < y->load; k++) {
			uint32_t i = (uint32_t)f->holder[f->holder_first[j] + (uint32_t)k];
			int32_t pay = f->mentee[i].pay;

			if (pay > 0)
				keep_from(f, i);
			f->mentee[i].may_be_out &= pay == 0;
			n = note_change(f, n, &f->mentee[i].label, pay);
		}
		n = note_change(f, n, &y->label, y->price);
		settle_seats(y);
	}
	drop_kept(f);
	relabel_all(f, n);
	for (int32_t i = f->of_level[f->now]; i != EMPTY; i = next) {
		next = f->place[i].next;
		f->place[i].level = KEPT;
		f->mentee[i].pay = 0;
	}
	f->of_level[f->now] = EMPTY;
	for (size_t t = 0; t < f->n_priced; t++) {
		struct fair_mentor *y = &f->mentor[f->priced[t]];

		for (int32_t k = 0; y->price && k < y->load; k++)
			f->mentee[f->holder[f->holder_first[f->priced[t]] + (uint32_t)k]].pay = 0;
		y->price = 0;
		f->is_priced[f->priced[t]] = false;
	}
	f->n_priced = 0;
}
