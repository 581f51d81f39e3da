/* SPDX-License-Identifier: Apache-2.0 */
/* The state of a resident matching: small changes that keep its lists in step, and can be taken back. */
#include "solver/resident_core.h"

#include <string.h>

void *
resident_room(struct resident *r, void *array, size_t n, size_t *room, size_t size)
{
	size_t to = *room ? *room : 4;

	if (n < *room)
		return array;
	while (to <= n)
		to *= 2;
	array = arena_grow(r->mem, array, *room * size, to * size);
	memset((char *)array + *room * size, 0, (to - *room) * size);
	*room = to;
	return array;
}

void
resident_grow(struct resident *r, size_t n, size_t m)
{
	size_t rooms[] = { r->n_room, r->n_room, r->m_room, r->m_room, r->m_room };
	size_t before = r->n_room + r->m_room;

	if (n) {
		r->mentee = resident_room(r, r->mentee, n - 1, &rooms[0], sizeof *r->mentee);
		r->at_mentee =
			resident_room(r, r->at_mentee, n - 1, &rooms[1], sizeof *r->at_mentee);
	}
	if (m) {
		r->mentor = resident_room(r, r->mentor, m - 1, &rooms[2], sizeof *r->mentor);
		r->price = resident_room(r, r->price, m - 1, &rooms[3], sizeof *r->price);
		r->at_mentor =
			resident_room(r, r->at_mentor, m - 1, &rooms[4], sizeof *r->at_mentor);
	}
	r->n_room = rooms[0];
	r->m_room = rooms[2];
	if (r->n_room + r->m_room > before) {
		r->heap = ARENA_ARRAY(r->mem, struct label *, r->n_room + r->m_room);
		r->seen = ARENA_ARRAY(r->mem, struct label *, r->n_room + r->m_room);
	}
	for (; r->n < n; r->n++)
		r->at_mentee[r->n].node = ~(int32_t)r->n;
	for (; r->m < m; r->m++) {
		r->at_mentor[r->m].node = (int32_t)r->m;
		r->price[r->m] = FAR;
	}
}

uint32_t
resident_slot(const struct resident *r, int32_t i, int32_t j)
{
	const struct mentee *x = &r->mentee[i];

	for (uint32_t k = 0; k < x->n; k++)
		if (x->row[k].who == j)
			return k;
	return NONE;
}

static void
note(struct resident *r, struct change s)
{
	if (!r->noting)
		return;
	r->steps = resident_room(r, r->steps, r->n_steps, &r->steps_room, sizeof *r->steps);
	r->steps[r->n_steps++] = s;
}

static void
note_moved(struct resident *r, int32_t i)
{
	if (r->noting)
		return;
	r->moved = resident_room(r, r->moved, r->n_moved, &r->moved_room, sizeof *r->moved);
	r->moved[r->n_moved++] = i;
}

static void
swap_links(struct link *a, struct link *b)
{
	struct link c = *a;

	*a = *b;
	*b = c;
}

/* One mentee more at mentor j, at the end of his list. */
static void
add_holder(struct resident *r, struct mentor *j, int32_t i)
{
	size_t room = j->holder_room;

	j->holder = resident_room(r, j->holder, (size_t)j->load, &room, sizeof *j->holder);
	j->holder_room = (uint32_t)room;
	r->met += j->load < j->lower;
	j->holder[j->load++] = i;
}

int32_t
resident_take(struct resident *r, int32_t i, uint32_t slot)
{
	struct mentee *x = &r->mentee[i];
	int32_t j = x->row[slot].who;

	note(r, (struct change){ .kind = STEP_TAKE, .who = i, .slot = slot });
	note_moved(r, i);
	r->count++;
	r->points += x->row[slot].score;
	swap_links(&x->row[slot], &x->row[x->held++]);
	add_holder(r, &r->mentor[j], i);
	return j;
}

int32_t
resident_leave(struct resident *r, int32_t i, uint32_t slot)
{
	struct mentee *x = &r->mentee[i];
	int32_t j = x->row[slot].who;
	struct mentor *y = &r->mentor[j];
	uint32_t place = 0;

	while (y->holder[place] != i)
		place++;
	note(r, (struct change){ .kind = STEP_LEAVE, .who = i, .slot = slot, .place = place });
	note_moved(r, i);
	r->count--;
	r->points -= x->row[slot].score;
	swap_links(&x->row[slot], &x->row[--x->held]);
	y->holder[place] = y->holder[--y->load];
	r->met -= y->load < y->lower;
	return j;
}

static void
add_link(struct resident *r, struct link **list, uint32_t *n, uint32_t *room, struct link l)
{
	size_t wide = *room;

	*list = resident_room(r, *list, *n, &wide, sizeof **list);
	*room = (uint32_t)wide;
	(*list)[(*n)++] = l;
}

void
resident_link(struct resident *r, int32_t i, int32_t j, int32_t score)
{
	struct mentee *x = &r->mentee[i];
	struct mentor *y = &r->mentor[j];

	add_link(r, &x->row, &x->n, &x->room, (struct link){ j, score });
	add_link(r, &y->column, &y->n, &y->room, (struct link){ i, score });
}

void
resident_unlink(struct resident *r, int32_t i, int32_t j)
{
	struct mentee *x = &r->mentee[i];
	struct mentor *y = &r->mentor[j];
	uint32_t k = 0;

	x->row[resident_slot(r, i, j)] = x->row[x->n - 1];
	x->n--;
	while (y->column[k].who != i)
		k++;
	y->column[k] = y->column[--y->n];
}

void
resident_set_price(struct resident *r, int32_t j, int64_t price)
{
	note(r, (struct change){ .kind = STEP_PRICE, .who = j, .was = r->price[j] });
	r->price[j] = price;
}

void
resident_set_gain(struct resident *r, int32_t i, int64_t gain)
{
	note(r, (struct change){ .kind = STEP_GAIN, .who = i, .was = r->mentee[i].gain });
	r->mentee[i].gain = gain;
}

void
resident_set_lower(struct resident *r, int32_t j, int32_t lower)
{
	struct mentor *y = &r->mentor[j];

	r->met -= (size_t)(y->load < y->lower ? y->load : y->lower);
	y->lower = lower;
	r->met += (size_t)(y->load < y->lower ? y->load : y->lower);
}

void
resident_note(struct resident *r)
{
	r->noting = true;
	r->n_steps = 0;
}

/* Back to the byte, so that questions do not decide between answers that are just as good. */
static void
take_back(struct resident *r, const struct change *s)
{
	struct mentee *x = &r->mentee[s->who];
	struct mentor *y;

	switch (s->kind) {
	case STEP_PRICE:
		r->price[s->who] = s->was;
		return;
	case STEP_GAIN:
		x->gain = s->was;
		return;
	case STEP_TAKE:
		x->held--;
		y = &r->mentor[x->row[x->held].who];
		r->points -= x->row[x->held].score;
		r->count--;
		y->load--;
		r->met -= y->load < y->lower;
		swap_links(&x->row[s->slot], &x->row[x->held]);
		return;
	case STEP_LEAVE:
		y = &r->mentor[x->row[x->held].who];
		r->points += x->row[x->held].score;
		r->count++;
		add_holder(r, y, y->holder[s->place]);
		y->holder[s->place] = s->who;
		swap_links(&x->row[s->slot], &x->row[x->held++]);
		return;
	}
}

void
resident_take_back(struct resident *r)
{
	while (r->n_steps)
		take_back(r, &r->steps[--r->n_steps]);
	r->noting = false;
}

assign_value
resident_worth(const struct resident *r)
{
	return r->points * r->weight + (assign_value)r->bonus * (assign_value)r->count +
	       (assign_value)r->quota * (assign_value)r->met;
}

/* x = part * unit + rest, the rest as near to 0 as can be. */
static int64_t
split_off(assign_value *x, assign_value unit)
{
	assign_value half = unit / 2, part = (*x + (*x < 0 ? -half : half)) / unit;

	*x -= part * unit;
	return (int64_t)part;
}

struct parts
resident_parts(assign_value worth, assign_value weight, assign_value bonus, assign_value quota)
{
	struct parts p = { 0 };

	if (bonus > 1)
		p.count = split_off(&worth, bonus);
	if (quota)
		p.met = split_off(&worth, quota);
	p.points = split_off(&worth, weight);
	p.count += (int64_t)worth;
	return p;
}

/* The same price in other units. */
static int64_t
in_units(const struct resident *r, struct parts p)
{
	return p.points * r->weight + p.count * r->bonus + p.met * r->quota;
}

assign_value
resident_people(const struct resident *r)
{
	assign_value sum = (assign_value)(r->n + r->m + r->n_pins);

	for (size_t i = 0; i < r->n; i++)
		sum += r->mentee[i].wants;
	for (size_t j = 0; j < r->m; j++)
		sum += r->mentor[j].all_lower;
	return sum;
}

bool
resident_weigh(struct resident *r, assign_value people, int64_t most)
{
	struct resident old = *r;
	struct aim_size size = { .people = 2 * people + 1000,
		.most = 2 * (assign_value)most + 1000 };
	assign_value weight, bonus, quota;

	if (r->weight && people <= r->most_people && most <= r->most_score)
		return true;
	size.places = size.lower = size.people;
	if (!assign_weigh(r->aim, r->quota_counts, &size, &weight, &bonus, &quota) ||
		bonus + quota + weight * (size.most + 1) > FAR / 4)
		return false;
	r->most_people = size.people;
	r->most_score = (int64_t)size.most;
	r->weight = (int64_t)weight;
	r->bonus = (int64_t)bonus;
	r->quota = (int64_t)quota;
	if (!old.weight)
		return true;
	for (size_t i = 0; i < r->n; i++)
		r->mentee[i].gain = in_units(
			r, resident_parts(r->mentee[i].gain, old.weight, old.bonus, old.quota));
	for (size_t j = 0; j < r->m; j++)
		if (r->price[j] != FAR)
			r->price[j] = in_units(
				r, resident_parts(r->price[j], old.weight, old.bonus, old.quota));
	return true;
}
