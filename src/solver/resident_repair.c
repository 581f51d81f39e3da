/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After a change, prices and answer are made to fit again. Pulls come first: they are right as long as
 * nobody's pair and no last seat is held against the prices; after them no seat that is asked for is free,
 * which is what pushes need.
 */
#include "solver/resident_core.h"

/* The prices fit the seats of mentor j, or somebody comes or goes. (Without steps that are left, all is given up.) */
static void
fit_mentor(struct resident *r, int32_t j)
{
	const struct mentor *y = &r->mentor[j];

	while (y->load > y->seats)
		resident_push_mentor(r, j, FAR / 2, true);
	if (!y->seats) {
		resident_set_price(r, j, FAR);
		return;
	}
	while (y->load && r->price[j] < -worth_last(r, y))
		resident_push_mentor(r, j, -worth_last(r, y) - r->price[j], true);
	while (r->steps_left && y->load < y->seats && r->price[j] > -worth_more(r, y))
		resident_pull_mentor(r, j, true);
}

/* The lowest price of a new seat at which nobody would rather have it than what he has. */
static int64_t
opening_price(const struct resident *r, int32_t j)
{
	const struct mentor *y = &r->mentor[j];
	int64_t price = -worth_more(r, y);

	for (uint32_t k = 0; k < y->n; k++) {
		const struct mentee *x = &r->mentee[y->column[k].who];
		int64_t asks = link_worth(r, &y->column[k]) - x->gain;

		if (x->wants && asks > price)
			price = asks;
	}
	return price;
}

void
resident_seats(struct resident *r, int32_t j, int32_t seats, int32_t lower)
{
	struct mentor *y = &r->mentor[j];
	bool opens = !y->seats && seats;

	y->seats = seats;
	resident_set_lower(r, j, lower);
	if (opens)
		resident_set_price(r, j, opening_price(r, j));
	fit_mentor(r, j);
}

/* As long as he wants one more and gains by it. */
static void
fill(struct resident *r, int32_t i)
{
	const struct mentee *x = &r->mentee[i];

	while (x->held < x->wants && x->gain > 0)
		resident_push_mentee(r, i, true);
}

static int64_t
best_gain(const struct resident *r, const struct mentee *x)
{
	int64_t best = 0;

	for (uint32_t k = 0; k < x->n; k++) {
		int64_t g = link_worth(r, &x->row[k]) - r->price[x->row[k].who];

		best = g > best ? g : best;
	}
	return best;
}

void
resident_wants(struct resident *r, int32_t i, int32_t wants)
{
	struct mentee *x = &r->mentee[i];

	x->wants = wants;
	while (x->held > wants)
		resident_pull_mentee(r, i, true);
	if (!wants)
		resident_set_gain(r, i, 0);
	else if (!x->held)
		resident_set_gain(r, i, best_gain(r, x));
	else if (is_settled(x))
		resident_set_gain(r, i, link_worth(r, &x->row[0]) - r->price[x->row[0].who]);
	fill(r, i);
}

void
resident_release(struct resident *r, int32_t i)
{
	struct mentee *x = &r->mentee[i];

	x->wants = 0;
	resident_set_gain(r, i, 0);
	while (x->held)
		fit_mentor(r, resident_leave(r, i, 0));
}

/* Does what mentee i holds fit the prices? Sets his gain. */
static bool
is_content(struct resident *r, struct mentee *x)
{
	int64_t other = 0, least = 0;

	for (uint32_t k = 0; k < x->n; k++) {
		int64_t g = link_worth(r, &x->row[k]) - r->price[x->row[k].who];

		if (k < (uint32_t)x->held)
			least = k && least < g ? least : g;
		else
			other = g > other ? g : other;
	}
	x->gain = x->held < x->wants ? 0 : least;
	return least >= x->gain && other <= x->gain && x->gain >= 0;
}

static bool
is_stopped(const struct resident *r, const atomic_int *stop)
{
	return !r->steps_left || (stop && atomic_load_explicit(stop, memory_order_relaxed));
}

bool
resident_repair_all(struct resident *r, const atomic_int *stop)
{
	struct arena *work = arena_new(0);
	int32_t *wants = ARENA_ARRAY(work, int32_t, r->n);

	for (size_t j = 0; j < r->m; j++) {
		const struct mentor *y = &r->mentor[j];
		int64_t least = y->lower && y->load <= y->lower ? -r->quota : 0;

		if (!y->seats)
			r->price[j] = FAR;
		else if (r->price[j] < least || r->price[j] > FAR / 8)
			r->price[j] = least;
	}
	for (size_t i = 0; i < r->n; i++) {
		struct mentee *x = &r->mentee[i];

		if (!x->wants || is_content(r, x))
			continue;
		wants[i] = x->wants;
		x->wants = 0;
		x->gain = 0;
		while (x->held)
			resident_leave(r, (int32_t)i, 0);
	}
	for (size_t j = 0; j < r->m && !is_stopped(r, stop); j++)
		fit_mentor(r, (int32_t)j);
	for (size_t i = 0; i < r->n && !is_stopped(r, stop); i++)
		if (wants[i])
			resident_wants(r, (int32_t)i, wants[i]);
	arena_free(work);
	return !is_stopped(r, stop);
}
