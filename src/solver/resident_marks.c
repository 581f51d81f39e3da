/* SPDX-License-Identifier: Apache-2.0 */
/* Pins and bans of a resident matching. */
#include "solver/resident_core.h"

#include <string.h>

/* ---- pairs that are not open ---- */

size_t
resident_closed_at(const struct resident *r, int32_t i, int32_t j)
{
	size_t low = 0, high = r->n_closed;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct closed *x = &r->closed[middle];

		if (x->mentee < i || (x->mentee == i && x->mentor < j))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct closed *
resident_closed(const struct resident *r, int32_t i, int32_t j)
{
	size_t at = resident_closed_at(r, i, j);

	if (at == r->n_closed || r->closed[at].mentee != i || r->closed[at].mentor != j)
		return NULL;
	return &r->closed[at];
}

/* Takes the pair out of the open ones; what held it must have been released. */
static struct closed *
close_pair(struct resident *r, int32_t i, int32_t j)
{
	size_t at = resident_closed_at(r, i, j);
	uint32_t slot = resident_slot(r, i, j);
	struct closed x = { .mentee = i, .mentor = j, .listed = slot != NONE };

	if (x.listed) {
		x.score = r->mentee[i].row[slot].score;
		resident_unlink(r, i, j);
	}
	r->closed = resident_room(r, r->closed, r->n_closed, &r->closed_room, sizeof x);
	memmove(&r->closed[at + 1], &r->closed[at], (r->n_closed++ - at) * sizeof x);
	r->closed[at] = x;
	return &r->closed[at];
}

/* Open again, if it is listed. */
static void
reopen(struct resident *r, struct closed *x)
{
	struct closed was = *x;

	memmove(x, x + 1, (size_t)(r->closed + --r->n_closed - x) * sizeof *x);
	if (was.listed)
		resident_link(r, was.mentee, was.mentor, was.score);
}

/* ---- pins and bans ---- */

enum assign_status
resident_pin(struct resident *r, int32_t i, int32_t j, int64_t score)
{
	int32_t more = 1; /* places and seats that the pair takes from others */
	struct closed *x;
	struct mentor *y;
	uint32_t slot;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	x = resident_closed(r, i, j);
	if (x && x->banned)
		return ASSIGN_PIN_BANNED;
	resident_begin(r);
	if (x) {
		r->pin_points += (assign_value)score - x->pin;
		x->pin = score;
		return resident_end(r);
	}
	y = &r->mentor[j];
	if (!r->mentee[i].wants)
		return ASSIGN_PIN_TWICE;
	if (!y->seats)
		return ASSIGN_PIN_FULL;
	slot = resident_slot(r, i, j);
	if (slot != NONE && slot < (uint32_t)r->mentee[i].held) {
		/* The pin takes just this place and this seat: nothing is out of balance. */
		resident_leave(r, i, slot);
		resident_set_lower(r, j, y->lower - (y->lower > 0));
		y->seats--;
		r->mentee[i].wants--;
		more = 0;
	}
	x = close_pair(r, i, j);
	x->pinned = true;
	x->pin = score;
	r->pin_points += score;
	r->n_pins++;
	y->pins++;
	resident_wants(r, i, r->mentee[i].wants - more);
	resident_seats(r, j, y->seats - more, resident_lower_beside(r, y));
	return resident_end(r);
}

enum assign_status
resident_unpin(struct resident *r, int32_t i, int32_t j)
{
	struct closed *x = resident_knows(r, i, j) ? resident_closed(r, i, j) : NULL;
	struct mentor *y;
	int32_t wants;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	resident_begin(r);
	if (!x || !x->pinned)
		return resident_end(r);
	y = &r->mentor[j];
	wants = r->mentee[i].wants + 1;
	r->pin_points -= x->pin;
	r->n_pins--;
	y->pins--;
	resident_release(r, i);
	resident_seats(r, j, y->seats + 1, resident_lower_beside(r, y));
	reopen(r, x);
	resident_wants(r, i, wants);
	return resident_end(r);
}

enum assign_status
resident_ban(struct resident *r, int32_t i, int32_t j)
{
	struct closed *x;
	int32_t wants;
	bool lost;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	x = resident_closed(r, i, j);
	if (x && x->pinned)
		return ASSIGN_PIN_BANNED;
	resident_begin(r);
	if (x)
		return resident_end(r);
	wants = r->mentee[i].wants;
	lost = resident_give_up(r, i, j);
	close_pair(r, i, j)->banned = true;
	if (lost)
		resident_wants(r, i, wants);
	return resident_end(r);
}

enum assign_status
resident_unban(struct resident *r, int32_t i, int32_t j)
{
	struct closed *x = resident_knows(r, i, j) ? resident_closed(r, i, j) : NULL;
	uint32_t slot;

	if (!resident_knows(r, i, j))
		return ASSIGN_BAD_ID;
	resident_begin(r);
	if (x && x->banned) {
		reopen(r, x);
		slot = resident_slot(r, i, j);
		if (slot != NONE)
			resident_rescore(r, i, j, r->mentee[i].row[slot].score);
	}
	return resident_end(r);
}
