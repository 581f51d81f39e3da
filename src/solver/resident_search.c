/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shortest paths through a matching whose prices prove it, so that no step has a negative length
 * (Tomizawa, 1971; Edmonds and Karp, 1972). There are two directions. A push begins with somebody too many:
 * he takes a seat, whoever had it goes on, until a free seat is found or somebody goes without. A pull begins
 * with a place too many: somebody likes to take it, his own place becomes free, until somebody without
 * a mentor takes it or it stays free. The length of a step is what it loses at the prices of the moment.
 *
 * Most mentees want one mentor. Such a one is not a node of his own: he is where his mentor is.
 * The label of a mentor says by whom: in a push, `from` is the mentee who comes; in a pull, `from` is the
 * mentee who goes, and `to` his new mentor. The label of a mentee with several mentors says which of
 * his places he loses (push, `from`), or which he takes (pull, `to`).
 *
 * Cost: everything nearer than the nearest end, each with a look at its pairs.
 */
#include "solver/resident_core.h"

/* ---- the heap, nearest first ---- */

static void
put(struct resident *r, size_t at, struct label *l)
{
	r->heap[at] = l;
	l->at = (uint32_t)at + 1;
}

static void
move_up(struct resident *r, struct label *l)
{
	size_t at = l->at - 1;

	while (at && r->heap[(at - 1) / 2]->length > l->length) {
		put(r, at, r->heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(r, at, l);
}

static struct label *
pop(struct resident *r)
{
	struct label *top = r->heap[0], *last = r->heap[--r->n_heap];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < r->n_heap) {
		if (down + 1 < r->n_heap && r->heap[down + 1]->length < r->heap[down]->length)
			down++;
		if (r->heap[down]->length >= last->length)
			break;
		put(r, at, r->heap[down]);
		at = down;
	}
	if (r->n_heap)
		put(r, at, last);
	top->at = NONE;
	return top;
}

/* ---- searching ---- */

#define PAIRS 64 /* of somebody, that take as long as a step */

static void
count_steps(struct resident *r, int32_t node)
{
	size_t pairs = node >= 0 ? r->mentor[node].n : r->mentee[~node].n,
	       steps = 1 + pairs / PAIRS;

	r->steps_left -= steps < r->steps_left ? steps : r->steps_left;
}

static void
begin(struct resident *r, struct label *source, int64_t may_stay)
{
	r->n_heap = 0;
	r->n_seen = 1;
	r->seen[0] = source;
	source->length = 0;
	source->at = NONE;
	r->source = r->end = source->node;
	r->shortest = may_stay;
	count_steps(r, source->node);
}

/* A path of that length leads there: true if it is the shortest so far. */
static bool
nearer(struct resident *r, struct label *l, int64_t length)
{
	if (length >= r->shortest || l->at == NONE || (l->at && length >= l->length))
		return false;
	l->length = length;
	if (!l->at) {
		r->seen[r->n_seen++] = l;
		r->heap[r->n_heap] = l;
		l->at = (uint32_t)++r->n_heap;
	}
	move_up(r, l);
	return true;
}

static void
may_end(struct resident *r, int32_t node, int64_t length)
{
	if (length < r->shortest) {
		r->shortest = length;
		r->end = node;
	}
}

static bool
is_hidden(const struct resident *r, int32_t i, int32_t j)
{
	return j == r->hidden_mentor && i == r->hidden_mentee;
}

/* Is the mentor one of those he has? */
static bool
has(const struct mentee *x, int32_t j)
{
	for (int32_t k = 0; k < x->held; k++)
		if (x->row[k].who == j)
			return true;
	return false;
}

/* Mentee i takes another seat, or goes without. */
static void
push_on_mentee(struct resident *r, int32_t i, int64_t length)
{
	const struct mentee *x = &r->mentee[i];

	length += x->gain;
	may_end(r, ~i, length);
	for (uint32_t k = (uint32_t)x->held; k < x->n; k++) {
		int32_t j = x->row[k].who;
		int64_t to = length + r->price[j] - link_worth(r, &x->row[k]);

		if (to < r->shortest && !is_hidden(r, i, j) && nearer(r, &r->at_mentor[j], to))
			r->at_mentor[j].from = i;
	}
}

static void
push_on_mentor(struct resident *r, int32_t j, int64_t length)
{
	const struct mentor *y = &r->mentor[j];

	if (y->load < y->seats && j != r->source)
		may_end(r, j, length - r->price[j] - worth_more(r, y));
	for (int32_t k = 0; k < y->load; k++) {
		int32_t i = y->holder[k];
		const struct mentee *x = &r->mentee[i];
		uint32_t slot;

		if (is_settled(x)) {
			push_on_mentee(r, i, length);
			continue;
		}
		slot = resident_slot(r, i, j);
		if (nearer(r, &r->at_mentee[i],
			    length + link_worth(r, &x->row[slot]) - r->price[j] - x->gain))
			r->at_mentee[i].from = j;
	}
}

/* Mentee i has one place too many. */
static void
pull_on_mentee(struct resident *r, int32_t i, int64_t length)
{
	const struct mentee *x = &r->mentee[i];

	for (int32_t k = 0; k < x->held; k++) {
		struct label *l = &r->at_mentor[x->row[k].who];

		if (nearer(r, l,
			    length + link_worth(r, &x->row[k]) - r->price[l->node] - x->gain)) {
			l->from = i;
			l->to = r->at_mentee[i].to;
		}
	}
}

/* Mentor j has a free place, for whoever loses least by it. */
static void
pull_on_mentor(struct resident *r, int32_t j, int64_t length)
{
	const struct mentor *y = &r->mentor[j];

	if (j != r->source)
		may_end(r, j, length + r->price[j] + worth_last(r, y));
	length += r->price[j];
	for (uint32_t k = 0; k < y->n; k++) {
		int32_t i = y->column[k].who;
		const struct mentee *x = &r->mentee[i];
		int64_t to = length + x->gain - link_worth(r, &y->column[k]);

		if (to >= r->shortest || !x->wants || is_hidden(r, i, j))
			continue;
		if (x->held < x->wants) {
			if (!has(x, j)) {
				may_end(r, ~i, to);
				r->end_mentor = r->end == ~i ? j : r->end_mentor;
			}
		} else if (is_settled(x)) {
			struct label *l = &r->at_mentor[x->row[0].who];

			if (l->node != j && nearer(r, l, to)) {
				l->from = i;
				l->to = j;
			}
		} else if (!has(x, j) && nearer(r, &r->at_mentee[i], to)) {
			r->at_mentee[i].to = j;
		}
	}
}

static void
search(struct resident *r, void (*on_mentor)(struct resident *, int32_t, int64_t),
	void (*on_mentee)(struct resident *, int32_t, int64_t))
{
	while (r->n_heap && r->heap[0]->length < r->shortest) {
		struct label *l = pop(r);

		count_steps(r, l->node);
		if (l->node >= 0)
			on_mentor(r, l->node, l->length);
		else
			on_mentee(r, ~l->node, l->length);
	}
}

/* ---- what follows ---- */

/* Prices of all that is nearer than the end change (rise with a push), so that the way costs nothing. */
static void
change_prices(struct resident *r, int sign)
{
	for (size_t k = 0; k < r->n_seen; k++) {
		const struct label *l = r->seen[k];
		int64_t by = (r->shortest - l->length) * sign;
		const struct mentor *y;

		if (r->shortest <= l->length)
			continue;
		if (l->node < 0) {
			resident_set_gain(r, ~l->node, r->mentee[~l->node].gain - by);
			continue;
		}
		y = &r->mentor[l->node];
		resident_set_price(r, l->node, r->price[l->node] + by);
		for (int32_t h = 0; h < y->load; h++)
			if (is_settled(&r->mentee[y->holder[h]]))
				resident_set_gain(
					r, y->holder[h], r->mentee[y->holder[h]].gain - by);
	}
}

static void
forget(struct resident *r)
{
	for (size_t k = 0; k < r->n_seen; k++)
		r->seen[k]->at = 0;
}

static void
leave(struct resident *r, int32_t i, int32_t j)
{
	resident_leave(r, i, resident_slot(r, i, j));
}

static void
take(struct resident *r, int32_t i, int32_t j)
{
	resident_take(r, i, resident_slot(r, i, j));
}

/* Which of his places the mentee loses on the path. */
static int32_t
loses(const struct resident *r, int32_t i)
{
	const struct mentee *x = &r->mentee[i];

	return is_settled(x) ? x->row[0].who : r->at_mentee[i].from;
}

/* Everybody on the path moves on, the last one first. */
static void
shift_push(struct resident *r)
{
	int32_t j = r->end;

	if (r->end == r->source)
		return;
	if (r->end < 0) {
		j = loses(r, ~r->end);
		leave(r, ~r->end, j);
	}
	while (j != r->source) {
		int32_t i = r->at_mentor[j].from, before;

		if (~i == r->source) {
			take(r, i, j);
			return;
		}
		before = loses(r, i);
		leave(r, i, before);
		take(r, i, j);
		j = before;
	}
}

static void
shift_pull(struct resident *r)
{
	int32_t j = r->end;

	if (r->end < 0) {
		j = r->end_mentor;
		take(r, ~r->end, j);
	}
	while (j != r->source) {
		const struct label *l = &r->at_mentor[j];

		leave(r, l->from, j);
		if (~l->from == r->source)
			return;
		take(r, l->from, l->to);
		j = l->to;
	}
}

static int64_t
finish(struct resident *r, int sign, bool apply)
{
	if (apply) {
		change_prices(r, sign);
		if (sign > 0)
			shift_push(r);
		else
			shift_pull(r);
	}
	forget(r);
	return r->shortest;
}

int64_t
resident_push_mentee(struct resident *r, int32_t i, bool apply)
{
	begin(r, &r->at_mentee[i], r->mentee[i].gain);
	push_on_mentee(r, i, 0);
	search(r, push_on_mentor, push_on_mentee);
	return finish(r, 1, apply);
}

int64_t
resident_push_mentor(struct resident *r, int32_t j, int64_t may_stay, bool apply)
{
	begin(r, &r->at_mentor[j], may_stay);
	push_on_mentor(r, j, 0);
	search(r, push_on_mentor, push_on_mentee);
	return finish(r, 1, apply);
}

int64_t
resident_pull_mentor(struct resident *r, int32_t j, bool apply)
{
	begin(r, &r->at_mentor[j], r->price[j] + worth_more(r, &r->mentor[j]));
	pull_on_mentor(r, j, 0);
	search(r, pull_on_mentor, pull_on_mentee);
	return finish(r, -1, apply);
}

int64_t
resident_pull_mentee(struct resident *r, int32_t i, bool apply)
{
	begin(r, &r->at_mentee[i], FAR / 2);
	pull_on_mentee(r, i, 0);
	search(r, pull_on_mentor, pull_on_mentee);
	return finish(r, -1, apply);
}
