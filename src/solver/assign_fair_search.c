/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: at these prices, a way from somebody who waits to a seat that must be filled again, along pairs of which each is as
 * good as the one before. Method: breadth first, from either end. "Without a mentor" (OUT) is a place like a mentor, with the
 * mentees who are out and the seats that are empty; a search ends there, as nearly everybody leads there where seats are
 * short. What a search has seen that fails is closed, and stays so whoever moves elsewhere: no other search of the round looks
 * at it again. Mentors to whom somebody who waits could go at once are known beforehand. Cost: what is seen. A pair that
 * is no longer open is seen once.
 */
#include "solver/assign_fair_core.h"

#include <string.h>

/* ---- who has which pair ---- */

void
fair_attach(struct fair *f, int32_t i, int32_t j, uint32_t level)
{
	struct fair_place *x = &f->place[i];

	f->mentee[i].mentor = j;
	f->mentee[i].level = level;
	if (j < 0)
		return;
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
	if (pair->level == KEPT)
		return;
	if (x->next != EMPTY)
		f->place[x->next].previous = x->previous;
	if (x->previous == EMPTY)
		f->of_level[pair->level] = x->next;
	else
		f->place[x->previous].next = x->next;
}

/* ---- one search ---- */

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

/* May one fewer seat of the mentor stay empty? */
static bool
may_gain(const struct fair_mentor *y)
{
	return y->load + y->holes < y->high && !y->price;
}

/* Does one of those who wait lead here at once? */
static enum fair_end
follow_lead(const struct fair *f, uint32_t j, struct found *ret)
{
	const struct fair_lead *x = &f->lead[j];

	if (x->stamp != f->stamp || !fair_still_waits(f, x->mentee))
		return FAIR_FAILED;
	*ret = (struct found){ x->mentee, x->level, j };
	return FAIR_DONE;
}

/* Mentee i could move to mentor j by a pair of that level. */
static enum fair_end
come(struct fair *f, int32_t i, uint32_t level, uint32_t j, struct found *ret)
{
	const struct fair_mentee *x = &f->mentee[i];

	if (x->mentor >= 0) {
		if (f->back.mark[x->mentor] == f->stamp)
			return FAIR_FAILED;
		see(f, &f->back, (uint32_t)x->mentor, i, level, j);
		return follow_lead(f, (uint32_t)x->mentor, ret);
	}
	*ret = (struct found){ i, level, j };
	return x->mentor == WAITING ? FAIR_DONE : FAIR_AT_OUT;
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

static enum fair_end
look_back_kept(struct fair *f, uint32_t j, struct found *ret)
{
	uint32_t k, *link = &f->mentor[j].kept;
	enum fair_end end;

	while ((k = *link) != NO_KEPT) {
		struct kept *p = &f->kept[k];

		if (p->gone) {
			*link = p->next_of_mentor;
			continue;
		}
		if (pays(f, &f->mentee[p->mentee]) == f->mentor[j].price &&
			(end = come(f, p->mentee, KEPT, j, ret)) != FAIR_FAILED)
			return end;
		link = &p->next_of_mentor;
	}
	return FAIR_FAILED;
}

/* Who could come to mentor j. */
static enum fair_end
look_back(struct fair *f, uint32_t j, struct found *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	struct open_arc *a = &f->column[f->column_first[j]], *to = a;
	struct open_arc *stop = &f->column[f->column_end[j]];
	enum fair_end end = FAIR_FAILED;

	if (fair_may_lose(y)) {
		*ret = (struct found){ EMPTY, KEPT, j };
		return FAIR_AT_OUT;
	}
	for (; a < stop && end == FAIR_FAILED; a++) {
		const struct fair_mentee *x = &f->mentee[a->who];

		if (a->level < f->now || x->label != y->label)
			continue;
		*to++ = *a;
		if (f->is_first ? a->level != f->now
				: pays(f, x) == y->price + (a->level == f->now))
			end = come(f, (int32_t)a->who, a->level, j, ret);
	}
	f->column_end[j] = close_gap(f->column, to, a, stop);
	return end == FAIR_FAILED ? look_back_kept(f, j, ret) : end;
}

/* Mentee i could move to mentor j. */
static enum fair_end
go(struct fair *f, int32_t i, uint32_t level, uint32_t j, uint32_t from, struct found *ret)
{
	if (f->on.mark[j] == f->stamp)
		return FAIR_FAILED;
	see(f, &f->on, j, i, level, from);
	ret->node = j;
	return f->mentor[j].holes > 0 ? FAIR_DONE : FAIR_FAILED;
}

static enum fair_end
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
			go(f, i, KEPT, (uint32_t)p->mentor, from, ret) == FAIR_DONE)
			return FAIR_DONE;
		link = &p->next_of_mentee;
	}
	return FAIR_FAILED;
}

/* Where mentee i could go. */
static enum fair_end
look_on(struct fair *f, int32_t i, uint32_t from, struct found *ret)
{
	const struct fair_mentee *x = &f->mentee[i];
	struct open_arc *a = &f->row[f->row_first[i]], *to = a, *stop = &f->row[f->row_end[i]];
	int32_t pay = pays(f, x);
	enum fair_end end = FAIR_FAILED;

	if (f->place[i].may_be_out && pay == 0) {
		*ret = (struct found){ i, KEPT, from };
		return FAIR_AT_OUT;
	}
	for (; a < stop && end == FAIR_FAILED; a++) {
		const struct fair_mentor *y = &f->mentor[a->who];

		if (a->level < f->now || x->label != y->label)
			continue;
		*to++ = *a;
		if (pay == y->price + (a->level == f->now))
			end = go(f, i, a->level, a->who, from, ret);
	}
	f->row_end[i] = close_gap(f->row, to, a, stop);
	return end == FAIR_FAILED ? look_on_kept(f, i, pay, from, ret) : end;
}

/* Where the mentees of mentor j could go. */
static enum fair_end
look_on_from(struct fair *f, uint32_t j, struct found *ret)
{
	const struct fair_mentor *y = &f->mentor[j];
	enum fair_end end = FAIR_FAILED;

	if (may_gain(y)) {
		*ret = (struct found){ EMPTY, KEPT, j };
		return FAIR_AT_OUT;
	}
	for (int32_t k = 0; k < y->load && end == FAIR_FAILED; k++)
		end = look_on(f, f->holder[f->holder_first[j] + (uint32_t)k], j, ret);
	return end;
}

/* From the hole at mentor j back to somebody who waits, or to somebody who is out (or a seat that may stay empty); only
 * with from_out he comes then. */
enum fair_end
fair_search_back(struct fair *f, int32_t j, bool from_out)
{
	size_t begin = f->back.n_queue;
	struct found found = { 0 };
	enum fair_end end = FAIR_FAILED;

	if (f->back.mark[j] == f->stamp) /* a search from here has failed */
		return FAIR_FAILED;
	see(f, &f->back, (uint32_t)j, EMPTY, KEPT, NONE);
	end = follow_lead(f, (uint32_t)j, &found);
	for (size_t at = begin; at < f->back.n_queue && end == FAIR_FAILED; at++)
		end = look_back(f, f->back.queue[at], &found);
	if (end == FAIR_FAILED)
		return FAIR_FAILED;
	unsee(&f->back, begin);
	if (end == FAIR_AT_OUT && !from_out)
		return FAIR_AT_OUT;
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
	return FAIR_DONE;
}

/* From mentee i, who waits, to a hole, or until somebody may be out (or a free seat be taken); only with to_out it is. */
enum fair_end
fair_search_on(struct fair *f, int32_t i, bool to_out)
{
	size_t begin = f->on.n_queue;
	struct found found = { 0 };
	enum fair_end end = look_on(f, i, NONE, &found);
	uint32_t node;

	for (size_t at = begin; at < f->on.n_queue && end == FAIR_FAILED; at++)
		end = look_on_from(f, f->on.queue[at], &found);
	if (end == FAIR_FAILED)
		return FAIR_FAILED;
	unsee(&f->on, begin);
	if (end == FAIR_AT_OUT && !to_out)
		return FAIR_AT_OUT;
	node = found.node;
	if (end == FAIR_DONE) {
		f->mentor[node].holes--;
	} else if (found.mentee != EMPTY) {
		fair_detach(f, found.mentee);
		fair_attach(f, found.mentee, OUT, KEPT);
	}
	for (; node != NONE; node = f->step[node].node) {
		fair_detach(f, f->step[node].mentee);
		fair_attach(f, f->step[node].mentee, (int32_t)node, f->step[node].level);
	}
	return FAIR_DONE;
}
