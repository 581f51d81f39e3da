/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: are there no answers with as many pairs (and as small a shortfall), and fewer pairs of the lowest score, or
 * as many of it and fewer of the next, and so on? Method: weak duality (von Neumann, 1947), with lists of numbers
 * in place of numbers, of which the first that differ decide. A pair is worth the bonus in the first place of its list,
 * and less than nothing in the place of the stage that its score belongs to; a seat has a price in each place. All that
 * duality needs of numbers is that they are added, and that they can be compared so that adding keeps the order, which
 * is true of such lists. So if the answer is worth, place by place, what every mentee and every mentor gain
 * at best at these prices, none is better.
 *
 * A stage may hold several scores. If the answer has pairs of a score, one of them must weigh as much as one more pair of
 * any later score than there are mentees: then an answer that is fairer, and so has fewer pairs of the first score at which
 * they differ, would weigh less. That is checked, and that every score of an eligible pair belongs to a stage, in order.
 *
 * Cost: for each stage, a pass over the pairs that were still best for their mentee before it.
 */
#include "solver/assign_check_fair.h"

#include <string.h>

struct open_pair {
	int32_t mentor;
	uint32_t level;
};

/* What is known of a mentor's gain from some of his seats: nothing yet; that he gains; that he does not. */
enum gain { EVEN, GAINS, LOSES };

struct level {
	struct assign_level is;
	int32_t stage;
	bool used;	  /* by the answer */
	assign_value now; /* its weight, in the stage at hand */
};

struct fair_check {
	const struct assign_problem *p;
	const struct assign_proof *f;
	const int32_t *seats, *lower;
	const char *fault;
	struct level *level; /* of all stages, rising */
	size_t n_level;
	struct open_pair *pair; /* by mentee, those that may still be his best */
	size_t n_pair, room;
	size_t *first;		/* [n + 1] */
	bool *may_be_out;	/* [n] and whether having nobody may still be as good */
	uint8_t *below, *above; /* [m] enum gain: seats below the lower number, and the others */
	assign_value *worth, *bound; /* [n_stages + 1] the count, and then the stages */
	assign_value *price;	     /* [m] of the stage at hand */
	struct arena *mem;
};

static void
fault(struct fair_check *f, const char *why)
{
	if (!f->fault)
		f->fault = why;
}

static void
add(struct fair_check *f, assign_value *sum, assign_value x)
{
	if (__builtin_add_overflow(*sum, x, sum))
		fault(f, "A price is out of range.");
}

/* All levels in one list; each must be above the one before. */
static void
list_levels(struct fair_check *f)
{
	const assign_value most = (assign_value)1 << 100;
	size_t n = 0;

	for (size_t s = 0; s < f->f->n_stages; s++)
		n += f->f->stages[s].n_levels;
	f->level = ARENA_ARRAY(f->mem, struct level, n);
	for (size_t s = 0; s < f->f->n_stages; s++)
		for (size_t k = 0; k < f->f->stages[s].n_levels; k++) {
			const struct assign_level *x = &f->f->stages[s].levels[k];

			if (x->penalty < 1 || x->penalty > most ||
				(f->n_level && f->level[f->n_level - 1].is.score >= x->score))
				fault(f, "The levels of the proof are not in order.");
			f->level[f->n_level++] = (struct level){ .is = *x, .stage = (int32_t)s };
		}
}

/* What the answer uses weighs enough beside all that comes later in its stage. */
static void
check_weights(struct fair_check *f)
{
	assign_value heaviest = 0;

	for (size_t k = f->n_level; k-- > 0;) {
		const struct level *x = &f->level[k];

		if (k + 1 == f->n_level || x[1].stage != x->stage)
			heaviest = 0;
		if (x->used && heaviest > x->is.penalty / ((assign_value)f->p->n_mentees + 1))
			fault(f, "The levels of the proof are not in order.");
		heaviest = x->is.penalty > heaviest ? x->is.penalty : heaviest;
	}
}

struct fair_check *
fair_check_new(struct arena *mem, const struct assign_problem *p, const struct assign_result *r,
	const int32_t *seats, const int32_t *lower)
{
	struct fair_check *f = ARENA_ARRAY(mem, struct fair_check, 1);

	f->mem = mem;
	f->p = p;
	f->f = &r->proof;
	f->seats = seats;
	f->lower = lower;
	f->room = p->n_pairs;
	f->pair = ARENA_ARRAY(mem, struct open_pair, f->room);
	f->first = ARENA_ARRAY(mem, size_t, p->n_mentees + 1);
	f->may_be_out = ARENA_ARRAY(mem, bool, p->n_mentees);
	f->below = ARENA_ARRAY(mem, uint8_t, p->n_mentors);
	f->above = ARENA_ARRAY(mem, uint8_t, p->n_mentors);
	f->worth = ARENA_ARRAY(mem, assign_value, r->proof.n_stages + 1);
	f->bound = ARENA_ARRAY(mem, assign_value, r->proof.n_stages + 1);
	f->price = ARENA_ARRAY(mem, assign_value, p->n_mentors);
	memset(f->may_be_out, true, p->n_mentees);
	list_levels(f);
	return f;
}

static struct level *
level_of(const struct fair_check *f, int64_t score)
{
	size_t from = 0, to = f->n_level;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (f->level[middle].is.score < score)
			from = middle + 1;
		else
			to = middle;
	}
	return from < f->n_level && f->level[from].is.score == score ? &f->level[from] : NULL;
}

const char *
fair_check_pair(struct fair_check *f, size_t mentee, int32_t mentor, int64_t score, bool made)
{
	struct level *at = level_of(f, score);

	if (!at)
		fault(f, "A score belongs to no level of the proof.");
	if (f->fault)
		return f->fault;
	if (made) {
		at->used = true;
		add(f, &f->worth[0], f->f->bonus);
		add(f, &f->worth[at->stage + 1], -at->is.penalty);
	}
	f->pair[f->n_pair++] = (struct open_pair){ mentor, (uint32_t)(at - f->level) };
	f->first[mentee + 1] = f->n_pair;
	return f->fault;
}

static void
set_prices(struct fair_check *f, size_t place, bool clear)
{
	const struct assign_stage *s = place ? &f->f->stages[place - 1] : NULL;

	if (!s) {
		memcpy(f->price, f->f->mentor, f->p->n_mentors * sizeof *f->price);
		return;
	}
	for (size_t k = 0; k < s->n_prices; k++) {
		if ((size_t)s->prices[k].mentor >= f->p->n_mentors || s->prices[k].mentor < 0 ||
			(k && s->prices[k - 1].mentor >= s->prices[k].mentor)) {
			fault(f, "The prices of a stage are not in order.");
			return;
		}
		f->price[s->prices[k].mentor] = clear ? 0 : s->prices[k].price;
	}
}

/* The weights of the levels of a stage; or none any more. */
static void
set_weights(struct fair_check *f, size_t place, bool clear)
{
	for (size_t k = 0; k < f->n_level; k++)
		if ((size_t)f->level[k].stage + 1 == place)
			f->level[k].now = clear ? 0 : f->level[k].is.penalty;
}

static assign_value
gain_of(struct fair_check *f, const struct open_pair *x, size_t place)
{
	assign_value g = place == 0 ? f->f->bonus : -f->level[x->level].now;

	if (__builtin_sub_overflow(g, f->price[x->mentor], &g))
		fault(f, "A price is out of range.");
	return g;
}

/* What mentees gain in that place of the list at best, among what was best in the places before. */
static void
charge_mentees(struct fair_check *f, size_t place)
{
	size_t to = 0, from = 0;

	for (size_t i = 0; i < f->p->n_mentees; i++) {
		size_t end = f->first[i + 1], begin = to;
		assign_value best = 0;

		for (size_t a = from; a < end; a++) {
			assign_value g = gain_of(f, &f->pair[a], place);

			if ((a == from && !f->may_be_out[i]) || g > best)
				best = g;
		}
		for (size_t a = from; a < end; a++)
			if (gain_of(f, &f->pair[a], place) == best)
				f->pair[to++] = f->pair[a];
		f->may_be_out[i] &= best == 0;
		add(f, &f->bound[place], best);
		f->first[i] = begin;
		from = end;
		f->first[i + 1] = end; /* until the next one is moved */
	}
	f->first[f->p->n_mentees] = to;
}

static void
charge_seats(struct fair_check *f, size_t place, assign_value price, int32_t seats, uint8_t *gain)
{
	assign_value all;

	if (*gain == EVEN && price)
		*gain = price > 0 ? GAINS : LOSES;
	if (*gain != GAINS)
		return;
	if (__builtin_mul_overflow(price, (assign_value)seats, &all))
		fault(f, "A price is out of range.");
	else
		add(f, &f->bound[place], all);
}

static void
charge_mentors(struct fair_check *f, size_t place)
{
	for (size_t j = 0; j < f->p->n_mentors; j++) {
		assign_value price = f->price[j], more;

		if (__builtin_add_overflow(price, place ? 0 : f->f->quota, &more))
			fault(f, "A price is out of range.");
		charge_seats(f, place, more, f->lower[j], &f->below[j]);
		charge_seats(f, place, price, f->seats[j] - f->lower[j], &f->above[j]);
	}
}

const char *
fair_check_end(struct fair_check *f, const int32_t *load)
{
	for (size_t i = 0; i < f->p->n_mentees; i++) /* those without pairs */
		if (f->first[i + 1] < f->first[i])
			f->first[i + 1] = f->first[i];
	for (size_t j = 0; j < f->p->n_mentors; j++)
		add(f, &f->worth[0], f->f->quota * (load[j] < f->lower[j] ? load[j] : f->lower[j]));
	check_weights(f);
	for (size_t place = 0; place <= f->f->n_stages && !f->fault; place++) {
		set_weights(f, place, false);
		set_prices(f, place, false);
		if (f->fault)
			break;
		charge_mentees(f, place);
		charge_mentors(f, place);
		set_weights(f, place, true);
		if (place)
			set_prices(f, place, true);
		else
			memset(f->price, 0, f->p->n_mentors * sizeof *f->price);
		if (f->bound[place] != f->worth[place])
			fault(f,
				"The prices of a stage do not add up to the answer: there may be a "
				"fairer one.");
	}
	return f->fault;
}
