/* SPDX-License-Identifier: Apache-2.0 */
/* The changes that a resident matching takes. */
#include "solver/resident_core.h"

#include <stdlib.h>
#include <string.h>

/* ---- changes ---- */

void
resident_begin(struct resident *r)
{
	r->n_moved = 0;
}

static int
by_number(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return a < b ? -1 : a > b;
}

enum assign_status
resident_end(struct resident *r)
{
	size_t n = 0;

	if (r->n_moved)
		qsort(r->moved, r->n_moved, sizeof *r->moved, by_number);
	for (size_t k = 0; k < r->n_moved; k++)
		if (!n || r->moved[n - 1] != r->moved[k])
			r->moved[n++] = r->moved[k];
	r->n_moved = n;
	return ASSIGN_OK;
}

bool
resident_knows(const struct resident *r, int32_t i, int32_t j)
{
	return i >= 0 && (size_t)i < r->n && j >= 0 && (size_t)j < r->m;
}

int32_t
resident_lower_beside(const struct resident *r, const struct mentor *y)
{
	return r->quota_counts && y->all_lower > y->pins ? y->all_lower - y->pins : 0;
}

/* Makes room in the weights for so many people (see resident_people) more, and for such a score. */
static bool
weigh_more(struct resident *r, assign_value more, int64_t score)
{
	int64_t most = score < 0 ? -score : score;

	if (r->people + more <= r->most_people && most <= r->most_score) {
		r->people += more;
		return true;
	}
	r->people = resident_people(r) + more;
	return resident_weigh(r, r->people, most > r->most_score ? most : r->most_score / 2);
}

static size_t
pins_of(const struct resident *r, int32_t i)
{
	size_t n = 0;

	for (size_t k = resident_closed_at(r, i, 0); k < r->n_closed && r->closed[k].mentee == i;
		k++)
		n += r->closed[k].pinned;
	return n;
}

static enum assign_status
check_row(struct resident *r, const struct assign_arc *arcs, size_t n)
{
	enum assign_status status = ASSIGN_OK;
	struct arena *work = arena_new(0);
	uint8_t *there = ARENA_ARRAY(work, uint8_t, r->m / 8 + 1);
	int64_t most = 0;

	for (size_t k = 0; k < n && status == ASSIGN_OK; k++) {
		int32_t j = arcs[k].mentor;

		if (j < 0 || (size_t)j >= r->m || there[j / 8] >> j % 8 & 1) {
			status = ASSIGN_BAD_ID;
			break;
		}
		there[j / 8] |= (uint8_t)(1 << j % 8);
		if (llabs(arcs[k].score) > most)
			most = llabs(arcs[k].score);
	}
	arena_free(work);
	return status == ASSIGN_OK && !weigh_more(r, 0, most) ? ASSIGN_TOO_LARGE : status;
}

enum assign_status
resident_mentee(
	struct resident *r, int32_t i, int32_t wants, const struct assign_arc *arcs, size_t n)
{
	enum assign_status status;
	size_t pins;

	if (i < 0 || (size_t)i > r->n || i == INT32_MAX)
		return ASSIGN_BAD_ID;
	pins = pins_of(r, i);
	if (wants < 0)
		return ASSIGN_BAD_CAPACITY;
	if ((size_t)wants < pins)
		return ASSIGN_PIN_TWICE;
	if ((status = check_row(r, arcs, n)) != ASSIGN_OK)
		return status;
	if (!weigh_more(r, 1 + (assign_value)wants, 0))
		return ASSIGN_TOO_LARGE;
	resident_begin(r);
	resident_grow(r, (size_t)i + 1 > r->n ? (size_t)i + 1 : r->n, r->m);
	resident_release(r, i);
	while (r->mentee[i].n)
		resident_unlink(r, i, r->mentee[i].row[0].who);
	for (size_t k = resident_closed_at(r, i, 0); k < r->n_closed && r->closed[k].mentee == i;
		k++)
		r->closed[k].listed = false;
	for (size_t k = 0; k < n; k++) {
		struct closed *x = resident_closed(r, i, arcs[k].mentor);

		if (x) {
			x->listed = true;
			x->score = arcs[k].score;
		} else {
			resident_link(r, i, arcs[k].mentor, arcs[k].score);
		}
	}
	resident_wants(r, i, wants - (int32_t)pins);
	return resident_end(r);
}

static enum assign_status
check_mentor(struct resident *r, int32_t j, int32_t seats, int32_t lower)
{
	if (j < 0 || (size_t)j > r->m || j == INT32_MAX)
		return ASSIGN_BAD_ID;
	if (seats < 0 || lower < 0 || lower > seats)
		return ASSIGN_BAD_CAPACITY;
	if ((size_t)j < r->m && seats < r->mentor[j].pins)
		return ASSIGN_PIN_FULL;
	return weigh_more(r, 1 + (assign_value)lower, 0) ? ASSIGN_OK : ASSIGN_TOO_LARGE;
}

static void
set_mentor(struct resident *r, int32_t j, int32_t seats, int32_t lower)
{
	struct mentor *y = &r->mentor[j];

	y->all_seats = seats;
	y->all_lower = lower;
	resident_seats(r, j, seats - y->pins, resident_lower_beside(r, y));
}

enum assign_status
resident_mentor(struct resident *r, int32_t j, int32_t seats, int32_t lower)
{
	enum assign_status status = check_mentor(r, j, seats, lower);

	if (status != ASSIGN_OK)
		return status;
	resident_begin(r);
	resident_grow(r, r->n, (size_t)j + 1 > r->m ? (size_t)j + 1 : r->m);
	set_mentor(r, j, seats, lower);
	return resident_end(r);
}

static enum assign_status
check_column(struct resident *r, const struct assign_pair *pairs, size_t n)
{
	enum assign_status status = ASSIGN_OK;
	struct arena *work = arena_new(0);
	uint8_t *there = ARENA_ARRAY(work, uint8_t, r->n / 8 + 1);
	int64_t most = 0;

	for (size_t k = 0; k < n && status == ASSIGN_OK; k++) {
		int32_t i = pairs[k].mentee;

		if (i < 0 || (size_t)i >= r->n || there[i / 8] >> i % 8 & 1)
			status = ASSIGN_BAD_ID;
		else if (pairs[k].score != (int32_t)pairs[k].score)
			status = ASSIGN_TOO_LARGE;
		else if (llabs(pairs[k].score) > most)
			most = llabs(pairs[k].score);
		if (status == ASSIGN_OK)
			there[i / 8] |= (uint8_t)(1 << i % 8);
	}
	arena_free(work);
	return status == ASSIGN_OK && !weigh_more(r, 0, most) ? ASSIGN_TOO_LARGE : status;
}

enum assign_status
resident_mentor_with(struct resident *r, int32_t j, int32_t seats, int32_t lower,
	const struct assign_pair *pairs, size_t n)
{
	enum assign_status status = check_mentor(r, j, seats, lower);

	if (status == ASSIGN_OK)
		status = check_column(r, pairs, n);
	if (status != ASSIGN_OK)
		return status;
	resident_begin(r);
	resident_grow(r, r->n, (size_t)j + 1 > r->m ? (size_t)j + 1 : r->m);
	resident_seats(r, j, 0, 0); /* nobody minds new pairs with one who has no seat */
	while (r->mentor[j].n)
		resident_unlink(r, r->mentor[j].column[0].who, j);
	for (size_t k = 0; k < r->n_closed; k++)
		r->closed[k].listed &= r->closed[k].mentor != j;
	for (size_t k = 0; k < n; k++) {
		struct closed *x = resident_closed(r, pairs[k].mentee, j);

		if (x) {
			x->listed = true;
			x->score = (int32_t)pairs[k].score;
		} else {
			resident_link(r, pairs[k].mentee, j, (int32_t)pairs[k].score);
		}
	}
	set_mentor(r, j, seats, lower);
	return resident_end(r);
}

/* Can mentee i stay with what he has if the pair at that place of his row is worth that much? */
static bool
stays(struct resident *r, int32_t i, uint32_t slot, int32_t score)
{
	struct mentee *x = &r->mentee[i];
	struct link changed = { x->row[slot].who, score };
	int64_t leaves = link_worth(r, &changed) - r->price[changed.who], other = 0;

	if (slot >= (uint32_t)x->held)
		return !x->wants || leaves <= x->gain;
	if (!is_settled(x))
		return leaves >= x->gain;
	for (uint32_t k = 1; k < x->n; k++) {
		int64_t g = link_worth(r, &x->row[k]) - r->price[x->row[k].who];

		other = g > other ? g : other;
	}
	if (leaves < other)
		return false;
	resident_set_gain(r, i, leaves);
	return true;
}

static void
rescore(struct resident *r, int32_t i, uint32_t slot, int32_t score)
{
	struct link *l = &r->mentee[i].row[slot];
	struct mentor *y = &r->mentor[l->who];
	uint32_t k = 0;

	while (y->column[k].who != i)
		k++;
	y->column[k].score = score;
	if (slot < (uint32_t)r->mentee[i].held)
		r->points += (assign_value)score - l->score;
	l->score = score;
}

void
resident_rescore(struct resident *r, int32_t i, int32_t j, int32_t score)
{
	uint32_t slot = resident_slot(r, i, j);
	int32_t wants = r->mentee[i].wants;

	if (stays(r, i, slot, score)) {
		rescore(r, i, slot, score);
		return;
	}
	resident_release(r, i);
	rescore(r, i, resident_slot(r, i, j), score);
	resident_wants(r, i, wants);
}

enum assign_status
resident_pair(struct resident *r, int32_t i, int32_t j, int32_t score)
{
	struct closed *x;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	if (!weigh_more(r, 0, score))
		return ASSIGN_TOO_LARGE;
	resident_begin(r);
	if ((x = resident_closed(r, i, j))) {
		x->listed = true;
		x->score = score;
		return resident_end(r);
	}
	if (resident_slot(r, i, j) == NONE)
		resident_link(r, i, j, score);
	resident_rescore(r, i, j, score);
	return resident_end(r);
}

bool
resident_give_up(struct resident *r, int32_t i, int32_t j)
{
	uint32_t slot = resident_slot(r, i, j);

	if (slot == NONE || slot >= (uint32_t)r->mentee[i].held)
		return false;
	resident_release(r, i);
	return true;
}

enum assign_status
resident_unpair(struct resident *r, int32_t i, int32_t j)
{
	struct closed *x;
	int32_t wants;
	bool lost;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	resident_begin(r);
	if ((x = resident_closed(r, i, j)))
		x->listed = false;
	if (x || resident_slot(r, i, j) == NONE)
		return resident_end(r);
	wants = r->mentee[i].wants;
	lost = resident_give_up(r, i, j);
	resident_unlink(r, i, j);
	if (lost)
		resident_wants(r, i, wants);
	return resident_end(r);
}
