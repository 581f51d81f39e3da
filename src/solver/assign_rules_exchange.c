/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both searches go from mentor to mentor. One starts at a mentor who must give somebody up: a mentee of his goes to
 * another mentor, who gives somebody up in turn, until one has a free seat or a mentee goes without. The other starts at
 * a mentor with a seat to fill: a mentee of another one comes, who has a seat to fill then, until somebody comes who
 * had nobody, or a seat stays empty. With prices, no step is shorter than 0.
 *
 * A seat more or less is worth what rules_next_seat says: 0 where nothing but the number of places matters. As each seat
 * of a mentor costs as much as the one before or more, a mentor is one place for the search, whatever his load.
 */
#include <string.h>

#include "solver/assign_rules_core.h"
#include "solver/resident_core.h"

#define TOO_FAR (INT64_C(1) << 60)
#define MOST_PRICE (INT64_C(1) << 57)

enum way { GIVES_UP, FILLS };
enum { NO_MENTOR = -1, GONE = -2, NOBODY_AT_ALL = -1 };

struct exchanges {
	struct arena *mem;
	struct cand_problem people;
	const struct assign_rules *r;
	int32_t *seats, *taken; /* beside pins, and by them */
	int64_t weight, bonus, quota;
	size_t left; /* pairs that may still be looked at */

	int32_t *at;	       /* [mentees] mentor, NO_MENTOR, or GONE */
	int32_t *first, *next; /* [mentors], [mentees] who are with a mentor: lists */
	int32_t *load;	       /* [mentors] */
	int32_t vacant;	       /* the mentor whose load is one less than before, or NO_MENTOR */
	int64_t *gain, *price;

	/* Of one search: */
	enum way way;
	int64_t *length; /* [mentors] */
	uint8_t *settled;
	int32_t *over;			/* [mentors] the mentee by whom it came here, */
	int32_t *from;			/* from which mentor */
	int64_t end;			/* the shortest way that ends, with */
	int32_t end_mentor, end_mentee; /* NOBODY_AT_ALL: a seat */
};

/* ---- what is ---- */

static void
list_loads(struct exchanges *x)
{
	memset(x->load, 0, x->people.n_offers * sizeof *x->load);
	for (size_t j = 0; j < x->people.n_offers; j++)
		x->first[j] = NOBODY_AT_ALL;
	for (size_t i = x->people.n_seekers; i-- > 0;) {
		int32_t j = x->at[i];

		if (j < 0)
			continue;
		x->next[i] = x->first[j];
		x->first[j] = (int32_t)i;
		x->load[j]++;
	}
}

static bool
set_up(struct exchanges *x, const struct assign_rules *r, const struct assign_result *best,
	size_t most)
{
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	const struct assign_proof *proof = &best->proof;
	bool fine = proof->weight * INT32_MAX < MOST_PRICE && proof->bonus < MOST_PRICE &&
		    proof->quota < MOST_PRICE;

	if (!assign_rules_able(r) ||
		rules_people(x->mem, r, &x->seats, &x->taken, &x->people) != ASSIGN_OK)
		return false;
	x->r = r;
	x->vacant = NO_MENTOR;
	x->left = most;
	x->at = ARENA_ARRAY(x->mem, int32_t, n);
	x->next = ARENA_ARRAY(x->mem, int32_t, n);
	x->gain = ARENA_ARRAY(x->mem, int64_t, n);
	x->first = ARENA_ARRAY(x->mem, int32_t, m);
	x->load = ARENA_ARRAY(x->mem, int32_t, m);
	x->price = ARENA_ARRAY(x->mem, int64_t, m);
	x->length = ARENA_ARRAY(x->mem, int64_t, m);
	x->settled = ARENA_ARRAY(x->mem, uint8_t, m);
	x->over = ARENA_ARRAY(x->mem, int32_t, m);
	x->from = ARENA_ARRAY(x->mem, int32_t, m);
	for (size_t i = 0; fine && i < n; i++) {
		x->at[i] = x->people.seeker_out[i] ? GONE : best->mentor[i];
		fine = proof->mentee[i] < MOST_PRICE;
		x->gain[i] = (int64_t)proof->mentee[i];
	}
	for (size_t j = 0; fine && j < m; j++) {
		fine = proof->mentor[j] < MOST_PRICE && proof->mentor[j] > -MOST_PRICE;
		x->price[j] = (int64_t)proof->mentor[j];
	}
	if (!fine)
		return false;
	x->weight = (int64_t)proof->weight;
	x->bonus = (int64_t)proof->bonus;
	x->quota = (int64_t)proof->quota;
	list_loads(x);
	return true;
}

static bool
worth_of(struct exchanges *x, size_t i, size_t j, int64_t *ret)
{
	int64_t points;

	x->left -= x->left > 0;
	if (!cand_value(&x->people, i, j, &points))
		return false;
	*ret = points * x->weight + x->bonus;
	return true;
}

/* ---- searching ---- */

static void
may_end(struct exchanges *x, int64_t length, int32_t mentor, int32_t mentee)
{
	if (length >= x->end)
		return;
	x->end = length;
	x->end_mentor = mentor;
	x->end_mentee = mentee;
}

/* Mentee i can be exchanged between j, where the search is, and `other`. */
static void
reach(struct exchanges *x, int32_t i, int32_t j, int32_t other, int64_t length)
{
	if (x->settled[other] || length >= x->length[other])
		return;
	x->length[other] = length;
	x->over[other] = i;
	x->from[other] = j;
}

static int64_t
next_seat(const struct exchanges *x, int32_t j, int32_t load)
{
	return rules_next_seat(x->r, (size_t)j, x->taken[j], load, x->weight, x->quota);
}

static void
give_up(struct exchanges *x, int32_t j)
{
	int64_t length = x->length[j], worth;

	if (x->load[j] < x->seats[j])
		may_end(x, length + next_seat(x, j, x->load[j]) - x->price[j], j, NOBODY_AT_ALL);
	for (int32_t i = x->first[j]; i != NOBODY_AT_ALL; i = x->next[i]) {
		may_end(x, length + x->gain[i], j, i);
		for (size_t other = 0; other < x->people.n_offers; other++)
			if (!x->settled[other] && worth_of(x, (size_t)i, other, &worth))
				reach(x, i, j, (int32_t)other,
					length + x->gain[i] + x->price[other] - worth);
	}
}

static void
fill(struct exchanges *x, int32_t j)
{
	int64_t length = x->length[j], worth;
	int32_t load = x->load[j] - (j != x->vacant);

	may_end(x, length + x->price[j] - next_seat(x, j, load), j, NOBODY_AT_ALL);
	for (size_t i = 0; i < x->people.n_seekers; i++) {
		int32_t at = x->at[i];

		if (at == GONE || (at >= 0 && x->settled[at]) || !worth_of(x, i, (size_t)j, &worth))
			continue;
		if (at == NO_MENTOR)
			may_end(x, length + x->gain[i] + x->price[j] - worth, j, (int32_t)i);
		else
			reach(x, (int32_t)i, j, at, length + x->gain[i] + x->price[j] - worth);
	}
}

/* The mentor with the shortest way who is not settled, or NO_MENTOR. Asking the rules about each step costs more than
 * looking at all mentors. */
static int32_t
nearest(const struct exchanges *x)
{
	int64_t least = TOO_FAR;
	int32_t ret = NO_MENTOR;

	for (size_t j = 0; j < x->people.n_offers; j++)
		if (!x->settled[j] && x->length[j] < least) {
			least = x->length[j];
			ret = (int32_t)j;
		}
	return ret;
}

/* Fills end, and the ways to all who are nearer. False if given up: then the end is not before *ret. */
static bool
search(struct exchanges *x, enum way way, int32_t start, int64_t *ret)
{
	int32_t j;

	x->way = way;
	x->end = TOO_FAR;
	memset(x->settled, 0, x->people.n_offers);
	for (size_t k = 0; k < x->people.n_offers; k++)
		x->length[k] = TOO_FAR;
	x->length[start] = 0;
	x->from[start] = NO_MENTOR;
	while ((j = nearest(x)) != NO_MENTOR && x->length[j] < x->end) {
		*ret = x->length[j];
		if (!x->left || (x->people.stop && *x->people.stop))
			return false;
		x->settled[j] = 1;
		if (way == GIVES_UP)
			give_up(x, j);
		else
			fill(x, j);
	}
	*ret = x->end;
	return true;
}

/* Prices at which the way that was found costs nothing, and no other gains anything. */
static void
move_prices(struct exchanges *x)
{
	for (size_t i = 0; i < x->people.n_seekers; i++) {
		int32_t j = x->at[i];

		if (j >= 0 && x->length[j] < x->end)
			x->gain[i] += (x->end - x->length[j]) * (x->way == FILLS ? 1 : -1);
	}
	for (size_t j = 0; j < x->people.n_offers; j++)
		if (x->length[j] < x->end)
			x->price[j] -= (x->end - x->length[j]) * (x->way == FILLS ? 1 : -1);
}

/* Everybody on the way moves on. */
static void
move_along(struct exchanges *x)
{
	move_prices(x);
	if (x->end_mentee != NOBODY_AT_ALL)
		x->at[x->end_mentee] = x->way == FILLS ? x->end_mentor : NO_MENTOR;
	for (int32_t j = x->end_mentor; x->from[j] != NO_MENTOR; j = x->from[j])
		x->at[x->over[j]] = x->way == FILLS ? x->from[j] : j;
	list_loads(x);
}

/* ---- asking ---- */

static void
tell(const struct exchanges *x, struct rules_exchange *e, int64_t loss, bool exact)
{
	struct parts p = resident_parts(loss, x->weight, x->bonus, x->quota);

	e->possible = true;
	e->exact = exact;
	e->count = p.count;
	e->shortfall = p.met;
	e->points = exact || p.points > 0 ? p.points : 0;
}

/* Mentee i goes, and who can fill his place does. False if that is not known: then it costs at least *ret_loss. */
static bool
leave(struct exchanges *x, int32_t i, int64_t *ret_loss)
{
	int32_t at = x->at[i];
	int64_t length = 0;
	bool known = true;

	x->at[i] = GONE;
	list_loads(x);
	x->vacant = at;
	if (at >= 0)
		known = search(x, FILLS, at, &length);
	x->vacant = NO_MENTOR;
	*ret_loss = x->gain[i] + (known ? length : 0);
	if (known && at >= 0)
		move_along(x);
	return known;
}

/* One of the seats of mentor j is taken, as a pin takes it, and whoever has to go does. As leave. */
static bool
lose_seat(struct exchanges *x, int32_t j, int64_t *ret_loss)
{
	int64_t length;
	bool known = true;

	*ret_loss = x->price[j];
	if (x->seats[j] <= 0) /* pinned, all of them: nothing else is possible */
		return true;
	known = search(x, GIVES_UP, j, &length);
	if (known) {
		*ret_loss += length;
		move_along(x);
	}
	x->seats[j]--;
	x->taken[j]++;
	return known;
}

/* What it costs if mentee i has to leave his place. */
static bool
cost_of_leaving(struct exchanges *x, int32_t i, int64_t *ret)
{
	int64_t length = 0;
	bool exact = x->at[i] < 0 || search(x, FILLS, x->at[i], &length);

	*ret = x->gain[i] + length;
	return exact;
}

/* What it costs if mentor j has to make room. */
static bool
cost_of_room(struct exchanges *x, int32_t j, int64_t *ret)
{
	int64_t length = 0;
	bool exact = search(x, GIVES_UP, j, &length);

	*ret = x->price[j] + length;
	return exact;
}

bool
assign_rules_exchange(const struct assign_rules *r, const struct assign_result *best, bool mentor,
	int32_t who, struct rules_exchange *list, size_t n, size_t most)
{
	struct exchanges x = { .mem = arena_new(0) };
	bool able = set_up(&x, r, best, most), known;
	int64_t first, then, worth;

	known = able && (mentor ? lose_seat(&x, who, &first) : leave(&x, who, &first));
	for (size_t k = 0; able && k < n; k++) {
		int32_t i = mentor ? list[k].other : who, j = mentor ? who : list[k].other;
		bool exact;

		list[k] = (struct rules_exchange){ .other = list[k].other };
		if (!worth_of(&x, (size_t)i, (size_t)j, &worth))
			continue;
		if (best->mentor[i] == j) {
			tell(&x, &list[k], 0, true);
			continue;
		}
		/* Not knowing the first half, prices alone say how much it is at least. */
		then = mentor ? x.gain[i] : x.price[j];
		exact = known &&
			(mentor ? cost_of_leaving(&x, i, &then) : cost_of_room(&x, j, &then));
		tell(&x, &list[k], first + then - worth, exact);
	}
	arena_free(x.mem);
	return able;
}
