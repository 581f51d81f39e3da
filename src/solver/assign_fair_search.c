/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: an answer is the best for all lower levels; which of those that are as good has the fewest pairs of this level?
 * Method: a flow of least cost, where a pair of the level costs 1 and all others nothing (primal-dual: Ford and
 * Fulkerson, 1957; with costs of 0 and 1 as in Dial, 1969). All pairs of the level are taken apart: their mentees wait,
 * and their seats are holes. Without them the answer costs nothing, and prices of 0 prove it. Then a search looks for a
 * way from somebody who waits to a hole along pairs that cost nothing more: everybody on it moves on by one. Where a
 * search fails, all that it has seen is closed, and is not looked at again. When all have failed, a closed set gets dearer
 * by one (those whom people who wait can reach) or cheaper (whence holes can be reached), and who can have his old pair back
 * takes it.
 *
 * "Without a mentor" is a node like a mentor, with the mentees who are out and the seats that are empty. Where seats are
 * short nearly everybody leads there, so it is the holes that look for those who wait; elsewhere it is the other way round.
 *
 * Cost: what the searches see. A pair that is no longer open is seen once.
 */
#include "solver/assign_fair_core.h"

#include <stdlib.h>
#include <string.h>

/* ---- who has which pair ---- */

void
fair_attach(struct fair *f, int32_t i, int32_t j, uint32_t level)
{
	struct fair_mentee *x = &f->mentee[i];

	x->mentor = j;
	x->level = level;
	if (j < 0)
		return;
	x->place = (uint32_t)f->mentor[j].load++;
	f->holder[f->holder_first[j] + x->place] = i;
	if (level == KEPT)
		return;
	x->previous = EMPTY;
	x->next = f->of_level[level];
	if (x->next != EMPTY)
		f->mentee[x->next].previous = i;
	f->of_level[level] = i;
}

void
fair_detach(struct fair *f, int32_t i)
{
	struct fair_mentee *x = &f->mentee[i];
	struct fair_mentor *y;
	int32_t *list, last;

	if (x->mentor < 0)
		return;
	y = &f->mentor[x->mentor];
	list = &f->holder[f->holder_first[x->mentor]];
	last = list[--y->load];
	list[x->place] = last;
	f->mentee[last].place = x->place;
	if (x->level == KEPT)
		return;
	if (x->next != EMPTY)
		f->mentee[x->next].previous = x->previous;
	if (x->previous == EMPTY)
		f->of_level[x->level] = x->next;
	else
		f->mentee[x->previous].next = x->next;
}

/* ---- one search ---- */

enum end { FAILED, DONE, AT_OUT };

/* How a search ends: the node that the last mentee moves to, or leaves. */
struct found {
	int32_t mentee;
	uint32_t level, node;
};

static void
see(struct fair *f, struct fair_front *t, uint32_t node, int32_t mentee, uint32_t level,
	uint32_t other)
{
	if (t->mark[node] == f->stamp)
		return;
	t->mark[node] = f->stamp;
	f->step[node] = (struct fair_step){ mentee, level, other };
	t->queue[t->n_queue++] = node;
}

static void
unsee(struct fair_front *t, size_t begin)
{
	while (t->n_queue > begin)
		t->mark[t->queue[--t->n_queue]] = 0;
}

/* May one more seat of the mentor stay empty, or one fewer? */
static bool
may_lose(const struct fair_mentor *y)
{
	return y->load + y->holes > y->low && !y->price;
}

static bool
may_gain(const struct fair_mentor *y)
{
	return y->load + y->holes < y->high && !y->price;
}

/* Mentee i could move to mentor j by a pair of that level. */
static enum end
come(struct fair *f, int32_t i, uint32_t level, uint32_t j, struct found *ret)
{
	const struct fair_mentee *x = &f->mentee[i];

	if (x->mentor >= 0) {
		see(f, &f->back, (uint32_t)x->mentor, i, level, j);
		return FAILED;
	}
	*ret = (struct found){ i, level, j };
	return x->mentor == WAITING ? DONE : AT_OUT;
}

/* The list ends where it did, without those between `to` and `from`. Returns its new end. */
static uint32_t
close_gap(struct open_arc *list, struct open_arc *to, struct open_arc *from, struct open_arc *end)
{
	size_t rest = (size_t)(end - from);

	if (to != from)
		memmove(to, from, rest * sizeof *from);
	return (uint32_t)((size_t)(to - list) + rest);
}

static enum end
look_back_kept(struct fair *f, uint32_t j, struct found *ret)
{
	uint32_t k, *link = &f->mentor[j].kept;
	enum end end;

	while ((k = *link) != NO_KEPT) {
		struct kept *p = &f->kept[k];

		if (p->gone) {
			*link = p->next_of_mentor;
			continue;
		}
		if (pays(f, &f->mentee[p->mentee]) == f->mentor[j].price &&
			(end = come(f, p->mentee, KEPT, j, ret)) != FAILED)
			return end;
		link = &p->next_of_mentor;
	}
	return FAILED;
}

/* Who could come to mentor j. */
static enum end
look_back(struct fair *f, uint32_t j, struct found *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	struct open_arc *a = &f->column[f->column_first[j]], *to = a;
	struct open_arc *stop = &f->column[f->column_end[j]];
	enum end end = FAILED;

	if (may_lose(y)) {
		*ret = (struct found){ EMPTY, KEPT, j };
		return AT_OUT;
	}
	for (; a < stop && end == FAILED; a++) {
		const struct fair_mentee *x = &f->mentee[a->who];

		if (a->level < f->now || x->label != y->label)
			continue;
		*to++ = *a;
		if (pays(f, x) == y->price + (a->level == f->now))
			end = come(f, (int32_t)a->who, a->level, j, ret);
	}
	f->column_end[j] = close_gap(f->column, to, a, stop);
	return end == FAILED ? look_back_kept(f, j, ret) : end;
}

/* Mentee i could move to mentor j. */
static enum end
go(struct fair *f, int32_t i, uint32_t level, uint32_t j, uint32_t from, struct found *ret)
{
	if (f->on.mark[j] == f->stamp)
		return FAILED;
	see(f, &f->on, j, i, level, from);
	ret->node = j;
	return f->mentor[j].holes > 0 ? DONE : FAILED;
}

static enum end
look_on_kept(struct fair *f, int32_t i, int32_t pay, uint32_t from, struct found *ret)
{
	uint32_t k, *link = &f->mentee[i].kept;

	while ((k = *link) != NO_KEPT) {
		struct kept *p = &f->kept[k];

		if (p->gone) {
			*link = p->next_of_mentee;
			continue;
		}
		if (pay == f->mentor[p->mentor].price &&
			go(f, i, KEPT, (uint32_t)p->mentor, from, ret) == DONE)
			return DONE;
		link = &p->next_of_mentee;
	}
	return FAILED;
}

/* Where mentee i could go. */
static enum end
look_on(struct fair *f, int32_t i, uint32_t from, struct found *ret)
{
	const struct fair_mentee *x = &f->mentee[i];
	struct open_arc *a = &f->row[f->row_first[i]], *to = a, *stop = &f->row[f->row_end[i]];
	int32_t pay = pays(f, x);
	enum end end = FAILED;

	if (x->may_be_out && pay == 0) {
		*ret = (struct found){ i, KEPT, from };
		return AT_OUT;
	}
	for (; a < stop && end == FAILED; a++) {
		const struct fair_mentor *y = &f->mentor[a->who];

		if (a->level < f->now || x->label != y->label)
			continue;
		*to++ = *a;
		if (pay == y->price + (a->level == f->now))
			end = go(f, i, a->level, a->who, from, ret);
	}
	f->row_end[i] = close_gap(f->row, to, a, stop);
	return end == FAILED ? look_on_kept(f, i, pay, from, ret) : end;
}

/* Where the mentees of mentor j could go. */
static enum end
look_on_from(struct fair *f, uint32_t j, struct found *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	enum end end = FAILED;

	if (may_gain(y)) {
		*ret = (struct found){ EMPTY, KEPT, j };
		return AT_OUT;
	}
	for (int32_t k = 0; k < y->load && end == FAILED; k++)
		end = look_on(f, f->holder[f->holder_first[j] + (uint32_t)k], j, ret);
	return end;
}

/* From the hole at mentor j back to somebody who waits, or to somebody who is out (or a seat that may stay empty); only
 * with from_out he comes then. */
static enum end
search_back(struct fair *f, int32_t j, bool from_out)
{
	size_t begin = f->back.n_queue;
	struct found found = { 0 };
	enum end end = FAILED;

	if (f->back.mark[j] == f->stamp) /* a search from here has failed */
		return FAILED;
	see(f, &f->back, (uint32_t)j, EMPTY, KEPT, NONE);
	for (size_t at = begin; at < f->back.n_queue && end == FAILED; at++)
		end = look_back(f, f->back.queue[at], &found);
	if (end == FAILED)
		return FAILED;
	unsee(&f->back, begin);
	if (end == AT_OUT && !from_out)
		return AT_OUT;
	for (uint32_t node = found.node; node != NONE;) {
		struct fair_step s = f->step[node];

		if (s.node != NONE)
			fair_detach(f, s.mentee);
		if (found.mentee != EMPTY)
			fair_attach(f, found.mentee, (int32_t)node, found.level);
		found.mentee = s.mentee;
		found.level = s.level;
		node = s.node;
	}
	f->mentor[j].holes--;
	return DONE;
}

/* From mentee i, who waits, to a hole, or until somebody may be out (or a free seat be taken); only with to_out it is. */
static enum end
search_on(struct fair *f, int32_t i, bool to_out)
{
	size_t begin = f->on.n_queue;
	struct found found = { 0 };
	enum end end = look_on(f, i, NONE, &found);
	uint32_t node;

	for (size_t at = begin; at < f->on.n_queue && end == FAILED; at++)
		end = look_on_from(f, f->on.queue[at], &found);
	if (end == FAILED)
		return FAILED;
	unsee(&f->on, begin);
	if (end == AT_OUT && !to_out)
		return AT_OUT;
	node = found.node;
	if (end == DONE) {
		f->mentor[node].holes--;
	} else if (found.mentee != EMPTY) {
		fair_detach(f, found.mentee);
		fair_attach(f, found.mentee, OUT, KEPT);
	}
	for (; node != NONE; node = f->step[node].node) {
		fair_detach(f, f->step[node].mentee);
		fair_attach(f, f->step[node].mentee, (int32_t)node, f->step[node].level);
	}
	return DONE;
}

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

static bool
still_waits(const struct fair *f, int32_t i)
{
	return f->mentee[i].mentor == WAITING;
}

/* Mentee i reaches OUT: somebody who is out takes a hole for it, if one of those put aside is still reached from there. */
static void
join_hole(struct fair *f, int32_t i)
{
	while (f->n_aside && still_waits(f, i)) {
		int32_t j = f->aside[f->n_aside - 1];

		if (f->mentor[j].holes && search_back(f, j, false) == AT_OUT) {
			search_on(f, i, true);
			search_back(f, j, true);
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

		if (still_waits(f, i) && search_on(f, i, false) == AT_OUT) {
			search_on(f, i, true);
			search_back(f, j, true);
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
		if (search_back(f, f->hole[k], false) != AT_OUT)
			continue;
		while (may < f->n_waiting && (f->waiting_pay || !still_waits(f, f->waiting[may]) ||
						     !f->mentee[f->waiting[may]].may_be_out))
			may++;
		if (may < f->n_waiting) {
			fair_attach(f, f->waiting[may], OUT, KEPT);
			search_back(f, f->hole[k], true);
		} else {
			f->aside[f->n_aside++] = f->hole[k];
		}
	}
	for (size_t k = 0; k < f->n_waiting && f->n_aside && (k % 64 || !stopped(f->c)); k++)
		if (still_waits(f, f->waiting[k]) && search_on(f, f->waiting[k], false) == AT_OUT)
			join_hole(f, f->waiting[k]);
}

/* Elsewhere: from those who wait. */
static void
search_from_waiting(struct fair *f)
{
	size_t may = 0;

	for (size_t k = 0; k < f->n_waiting && (k % 64 || !stopped(f->c)); k++) {
		if (search_on(f, f->waiting[k], false) != AT_OUT)
			continue;
		while (may < f->n_hole &&
			(!f->mentor[f->hole[may]].holes || !may_lose(&f->mentor[f->hole[may]])))
			may++;
		if (may < f->n_hole) {
			search_on(f, f->waiting[k], true);
			f->mentor[f->hole[may]].holes--;
		} else {
			f->aside[f->n_aside++] = f->waiting[k];
		}
	}
	for (size_t k = 0; k < f->n_hole && f->n_aside && (k % 64 || !stopped(f->c)); k++) {
		int32_t j = f->hole[k], before = f->mentor[j].holes;

		if (before && search_back(f, j, false) == AT_OUT)
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
		struct fair_mentee *x = &f->mentee[f->waiting[k]];
		struct fair_mentor *y = &f->mentor[x->own];

		if (!y->holes || y->price + 1 != f->waiting_pay)
			continue;
		y->holes--;
		fair_attach(f, f->waiting[k], x->own, f->now);
	}
	keep_open(f);
}

static bool
solve_waiting(struct fair *f, bool in_short)
{
	f->waiting_pay = 0;
	for (;;) {
		f->stamp++;
		f->back.n_queue = f->on.n_queue = f->n_aside = 0;
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
	for (int32_t i = f->of_level[f->now]; i != EMPTY; i = f->mentee[i].next)
		if (f->mentor[f->mentee[i].mentor].in_short == in_short)
			f->waiting[f->n_waiting++] = i;
	for (size_t k = 0; k < f->n_waiting; k++) {
		int32_t i = f->waiting[k], j = f->mentee[i].mentor;

		fair_detach(f, i);
		f->mentee[i].mentor = WAITING;
		f->mentee[i].own = j;
		f->mentor[j].holes++;
		f->hole[f->n_hole++] = j;
	}
	qsort(f->hole, f->n_hole, sizeof *f->hole, by_mentor);
}

bool
fair_stage(struct fair *f)
{
	for (int in_short = 0; in_short < 2; in_short++) {
		take_apart(f, in_short);
		if (f->n_waiting && !solve_waiting(f, in_short))
			return false;
	}
	return true;
}
