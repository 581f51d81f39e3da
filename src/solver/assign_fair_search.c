/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: at these prices, ways from those who wait to seats that must be filled again, along pairs of which each is as good
 * as the one before, until there is none. Method: two trees grow towards each other, on from somebody who waits and back from a
 * hole, breadth first, always that one for which fewer pairs have been looked at (Pohl, 1971). Where people know many others,
 * they meet after about the root of what one of them alone would see. Where nothing meets, the smaller side is exhausted
 * first, and it is closed: that is all the stage needs to know, for its prices can move on either side.
 *
 * A tree takes one start after the other. What is seen from starts that lead nowhere is closed and stays so, whoever moves
 * elsewhere: no other search of the round looks at it again. Each tree knows all ends at once: a hole by its mentor, and the
 * mentors to whom somebody who waits could go by a list made beforehand. "Without a mentor" (OUT) is a place like a
 * mentor, with the mentees who are out and the seats that are empty. It is never looked through, as nearly everybody leads
 * there where seats are short; if both trees have reached it, they have met. But the tree that has come from a hole to OUT goes
 * on from free seats: whoever takes one lets OUT fill the hole.
 *
 * Cost: what is seen. A pair that is no longer open is seen once.
 */
#include "solver/assign_fair_core.h"

#include <string.h>

#define AHEAD 4 /* lists that are fetched before they are read */

/* ---- who has which pair ---- */

void
fair_attach(struct fair *f, int32_t i, int32_t j, uint32_t level)
{
	struct fair_mentee *pair = &f->mentee[i];
	struct fair_place *x = &f->place[i];

	pair->mentor = j;
	x->level = level;
	pair->pay = 0;
	if (j < 0)
		return;
	pair->pay = f->mentor[j].price + (level == f->now);
	x->at = (uint32_t)f->mentor[j].load++;
	f->holder[f->holder_first[j] + x->at] = i;
	if (level == KEPT)
		return;
	x->previous = EMPTY;
	x->next = f->of_level[level];
	if (x->next != EMPTY)
		f->place[x->next].previous = i;
	f->of_level[level] = i;
}

void
fair_detach(struct fair *f, int32_t i)
{
	const struct fair_mentee *pair = &f->mentee[i];
	const struct fair_place *x = &f->place[i];
	int32_t *list, last;

	if (pair->mentor < 0)
		return;
	list = &f->holder[f->holder_first[pair->mentor]];
	last = list[--f->mentor[pair->mentor].load];
	list[x->at] = last;
	f->place[last].at = x->at;
	if (x->level == KEPT)
		return;
	if (x->next != EMPTY)
		f->place[x->next].previous = x->previous;
	if (x->previous == EMPTY)
		f->of_level[x->level] = x->next;
	else
		f->place[x->previous].next = x->next;
}

/* ---- trees ---- */

static void
see(struct fair *f, struct fair_tree *t, uint32_t node, struct fair_move by)
{
	f->mentor[node].mark = t->stamp;
	f->step[node] = by;
	t->queue[t->n_queue++] = node;
}

/* The tree reaches OUT. True if both have. */
static bool
reach_out(struct fair *f, struct fair_tree *t, struct fair_move by)
{
	if (!t->is_out)
		t->out = by;
	t->is_out = true;
	return f->on.is_out && f->back.is_out;
}

/* May one more seat of the mentor stay empty? */
static bool
may_lose(const struct fair_mentor *y)
{
	return y->load + y->holes > y->low && !y->price;
}

/* One fewer? */
static bool
may_gain(const struct fair_mentor *y)
{
	return y->load + y->holes < y->high && !y->price;
}

/* The list goes on at `from` where it stopped at `to`. */
static void
close_gap(struct open_lists *l, uint32_t of, struct open_arc *to, struct open_arc *from)
{
	struct open_span *s = &l->of[of];
	size_t rest = (size_t)(&l->arc[s->end] - from);

	if (to != from)
		memmove(to, from, rest * sizeof *from);
	s->end = (uint32_t)((size_t)(to - l->arc) + rest);
}

/* The list of x will be read soon: lists lie all over the memory, and waiting for their beginning is most of the time. */
static void
fetch(const struct open_lists *l, uint32_t x)
{
	const char *arc = (const char *)&l->arc[l->of[x].first];

	__builtin_prefetch(arc);
	__builtin_prefetch(arc + 64);
	__builtin_prefetch(arc + 128);
}

/* ---- back ---- */

/* Does one of those who wait lead here at once? */
static bool
follow_lead(const struct fair *f, uint32_t j, struct fair_move *ret)
{
	const struct fair_lead *x = &f->lead[j];

	if (x->stamp != f->on.stamp || !fair_still_waits(f, x->mentee))
		return false;
	*ret = (struct fair_move){ x->mentee, x->level, NONE, j };
	return true;
}

/* Mentee i could move to mentor j of the tree by a pair of that level. True if that ends the search. */
static bool
come(struct fair *f, int32_t i, uint32_t level, uint32_t j, struct fair_move *ret)
{
	int32_t from = f->mentee[i].mentor;
	struct fair_move by = { i, level, from < 0 ? NONE : (uint32_t)from, j };

	if (from == OUT)
		return reach_out(f, &f->back, by);
	if (from == WAITING || f->mentor[from].mark == f->on.stamp) {
		*ret = by;
		return true;
	}
	if (f->mentor[from].mark == f->back.stamp)
		return false;
	see(f, &f->back, by.from, by);
	return follow_lead(f, by.from, ret);
}

static bool
look_back_kept(struct fair *f, uint32_t j, struct fair_move *ret)
{
	uint32_t k, *link = &f->mentor[j].kept;

	while ((k = *link) != NO_KEPT) {
		struct kept *p = &f->kept[k];

		if (p->gone) {
			*link = p->next_of_mentor;
			continue;
		}
		f->back.work++;
		if (f->mentee[p->mentee].pay == f->mentor[j].price &&
			come(f, p->mentee, KEPT, j, ret))
			return true;
		link = &p->next_of_mentor;
	}
	return false;
}

/* Who could come to mentor j. */
static bool
look_back(struct fair *f, uint32_t j, struct fair_move *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	struct open_arc *a = &f->column.arc[f->column.of[j].first], *to = a;
	struct open_arc *stop = &f->column.arc[f->column.of[j].end];
	bool met = false;

	if (may_lose(y) && reach_out(f, &f->back, (struct fair_move){ EMPTY, KEPT, NONE, j }))
		return true;
	f->back.work += (size_t)(stop - a) + 1;
	for (; a < stop && !met; a++) {
		const struct fair_mentee *x = &f->mentee[a->who];

		if (a->level < f->now || x->label != y->label)
			continue;
		*to++ = *a;
		if (x->pay == y->price + (a->level == f->now))
			met = come(f, (int32_t)a->who, a->level, j, ret);
	}
	close_gap(&f->column, j, to, a);
	return met || look_back_kept(f, j, ret);
}

/* ---- on ---- */

/* Mentee i could move to mentor j by a pair of that level, from a mentor of the tree, or he waits. */
static bool
go(struct fair *f, int32_t i, uint32_t level, uint32_t j, uint32_t from, struct fair_move *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	struct fair_move by = { i, level, from, j };

	if (y->mark == f->on.stamp)
		return false;
	if (y->mark == f->back.stamp || y->holes) {
		if (y->mark != f->back.stamp)
			f->step[j] = (struct fair_move){ EMPTY, KEPT, j, NONE };
		*ret = by;
		return true;
	}
	see(f, &f->on, j, by);
	return false;
}

static bool
look_on_kept(struct fair *f, int32_t i, uint32_t from, struct fair_move *ret)
{
	uint32_t k, *link = &f->place[i].kept;

	while ((k = *link) != NO_KEPT) {
		struct kept *p = &f->kept[k];

		if (p->gone) {
			*link = p->next_of_mentee;
			continue;
		}
		f->on.work++;
		if (f->mentee[i].pay == f->mentor[p->mentor].price &&
			go(f, i, KEPT, (uint32_t)p->mentor, from, ret))
			return true;
		link = &p->next_of_mentee;
	}
	return false;
}

/* Where mentee i could go. */
static bool
look_on(struct fair *f, int32_t i, uint32_t from, struct fair_move *ret)
{
	const struct fair_mentee x = f->mentee[i];
	struct open_arc *a = &f->row.arc[f->row.of[i].first], *to = a;
	struct open_arc *stop = &f->row.arc[f->row.of[i].end];
	bool met = false;

	if (x.may_be_out && x.pay == 0 &&
		reach_out(f, &f->on, (struct fair_move){ i, KEPT, from, NONE }))
		return true;
	f->on.work += (size_t)(stop - a) + 1;
	for (; a < stop && !met; a++) {
		const struct fair_mentor *y = &f->mentor[a->who];

		if (a->level < f->now || x.label != y->label)
			continue;
		*to++ = *a;
		if (x.pay == y->price + (a->level == f->now))
			met = go(f, i, a->level, a->who, from, ret);
	}
	close_gap(&f->row, (uint32_t)i, to, a);
	return met || look_on_kept(f, i, from, ret);
}

/* Where the mentees of mentor j could go. */
static bool
look_on_from(struct fair *f, uint32_t j, struct fair_move *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	const int32_t *holder = &f->holder[f->holder_first[j]];

	if (may_gain(y) && reach_out(f, &f->on, (struct fair_move){ EMPTY, KEPT, j, NONE }))
		return true;
	for (int32_t k = 0; k < y->load && k < AHEAD; k++)
		fetch(&f->row, (uint32_t)holder[k]);
	for (int32_t k = 0; k < y->load; k++) {
		if (k + AHEAD < y->load)
			fetch(&f->row, (uint32_t)holder[k + AHEAD]);
		if (look_on(f, holder[k], j, ret))
			return true;
	}
	return false;
}

/* ---- one way ---- */

/* The move joins both trees, or one of them and OUT: everybody on the way moves. */
static void
move_all(struct fair *f, struct fair_move by)
{
	bool takes_free = false;

	if (by.mentee != EMPTY)
		fair_detach(f, by.mentee);
	for (uint32_t node = by.from; node != NONE; node = f->step[node].from) {
		fair_detach(f, f->step[node].mentee);
		fair_attach(f, f->step[node].mentee, (int32_t)node, f->step[node].level);
	}
	if (by.to == NONE && by.mentee != EMPTY)
		fair_attach(f, by.mentee, OUT, KEPT);
	while (by.to != NONE) {
		struct fair_move next = f->step[by.to];

		if (next.mentee != EMPTY)
			fair_detach(f, next.mentee);
		else if (next.level == FREE)
			takes_free = true;
		else
			f->mentor[by.to].holes--;
		if (by.mentee != EMPTY)
			fair_attach(f, by.mentee, (int32_t)by.to, by.level);
		by = next;
	}
	if (takes_free)
		move_all(f, f->back.out);
}

enum growth { GROWS, MEETS, ENDS };

/* From mentee i, if he still waits. */
static bool
start_on(struct fair *f, int32_t i, struct fair_move *ret)
{
	return fair_still_waits(f, i) && look_on(f, i, NONE, ret);
}

/* From a hole; or from a free seat, as there whoever comes takes something from OUT that can fill the hole from which the tree
 * has reached it. */
static bool
start_back(struct fair *f, uint32_t j, bool is_hole, struct fair_move *ret)
{
	const struct fair_mentor *y = &f->mentor[j];

	if (y->mark == f->back.stamp || !(is_hole ? y->holes > 0 : may_gain(y)))
		return false;
	if (y->mark == f->on.stamp)
		return reach_out(f, &f->on, (struct fair_move){ EMPTY, KEPT, j, NONE });
	see(f, &f->back, j, (struct fair_move){ EMPTY, is_hole ? KEPT : FREE, j, NONE });
	return follow_lead(f, j, ret);
}

/* How many starts there are of that tree. Free seats are looked for when the first of them is needed in a round. */
static size_t
starts(struct fair *f, const struct fair_tree *t)
{
	if (t == &f->on)
		return f->n_waiting;
	if (!t->is_out || t->source < f->n_hole)
		return f->n_hole;
	for (uint32_t j = 0; j < f->m && !f->knows_free; j++)
		if (may_gain(&f->mentor[j]))
			f->free[f->n_free++] = j;
	f->knows_free = true;
	return f->n_hole + f->n_free;
}

/* The tree starts from its next start. What it has seen before is closed, if OUT is not among it. */
static enum growth
start_next(struct fair *f, struct fair_tree *t, struct fair_move *ret)
{
	size_t at;
	bool met;

	if (!t->is_out) {
		t->open = t->n_queue;
		t->open_source = t->source;
	}
	if (t->source == starts(f, t))
		return ENDS;
	t->work++;
	at = t->source++;
	if (t == &f->on)
		met = start_on(f, f->waiting[at], ret);
	else if (at < f->n_hole)
		met = start_back(f, (uint32_t)f->hole[at], true, ret);
	else
		met = start_back(f, f->free[at - f->n_hole], false, ret);
	return met ? MEETS : GROWS;
}

static enum growth
grow(struct fair *f, struct fair_tree *t, struct fair_move *ret)
{
	uint32_t node;

	if (t->at == t->n_queue)
		return start_next(f, t, ret);
	node = t->queue[t->at++];
	if (t == &f->back && t->at < t->n_queue)
		fetch(&f->column, t->queue[t->at]);
	if (t == &f->on ? look_on_from(f, node, ret) : look_back(f, node, ret))
		return MEETS;
	return GROWS;
}

/* What is not closed may have changed. */
static void
forget(struct fair *f, struct fair_tree *t)
{
	while (t->n_queue > t->open)
		f->mentor[t->queue[--t->n_queue]].mark = 0;
	t->at = t->open;
	t->source = t->open_source;
	t->work = 0;
	t->is_out = false;
}

const struct fair_tree *
fair_search(struct fair *f)
{
	struct fair_tree *on = &f->on, *back = &f->back;

	f->n_free = 0;
	f->knows_free = false;
	*on = (struct fair_tree){ .queue = on->queue, .stamp = on->stamp };
	*back = (struct fair_tree){ .queue = back->queue, .stamp = back->stamp };
	for (size_t ways = 0; ways % 64 || !stopped(f->c);) {
		struct fair_tree *t = back->work <= on->work ? back : on;
		struct fair_move by;
		enum growth growth = grow(f, t, &by);

		if (growth == ENDS) {
			if (!t->is_out)
				return t;
			t->work = SIZE_MAX; /* it is up to the other one */
			continue;
		}
		if (growth == GROWS)
			continue;
		if (on->is_out && back->is_out) {
			move_all(f, on->out);
			move_all(f, back->out);
		} else {
			move_all(f, by);
		}
		ways++;
		forget(f, on);
		forget(f, back);
	}
	return NULL;
}
