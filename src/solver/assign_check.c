/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The check shares nothing with the solver but the meaning of the problem. Let the seats have prices. An
 * answer is worth what its pairs are worth, and `quota` for each seat filled below a lower number; at
 * these prices that is at most what every mentee gains with the places that suit him best (worth less
 * price, if that is more than nothing), and every mentor with as many mentees as suit him best (the price
 * for each, and `quota` for the first). So if an answer is worth just as much, none is worth more (weak
 * duality, von Neumann 1947). Whatever one changes of the prices, of the gains, of a pair or of a number
 * of seats that matters: it does not add up any more.
 *
 * The parts of the aim do not mix as long as weight, bonus and quota are far enough apart, which is
 * checked too; so the multiples of the bonus are the cover of König (1931), which proves the count, and
 * the rest proves the score. Cost: one pass over the pairs.
 */
#include "solver/assign_check_fair.h"

#include <stdlib.h>

struct listed {
	int32_t mentor;
	int64_t score;
	bool banned, pinned;
};

/* A list by mentee: those of i are order[first[i] … first[i + 1]). */
struct index {
	const struct assign_pair *list;
	size_t *first;
	uint32_t *order;
};

struct check {
	const struct assign_problem *p;
	const struct assign_result *r;
	const char *fault;
	struct index pairs, pins, bans;
	int32_t *seats, *lower; /* [mentor] without those of pins */
	int32_t *load;		/* [mentor] beside pins */
	size_t *full_load;	/* [mentor] */

	struct listed *row; /* what is listed for a mentee, each mentor once */
	size_t n_row;
	size_t *slot; /* [mentor] his place in row, if that place is his */

	size_t at; /* in r->pairs */
	assign_value total, pin_total, worth, bound, most;
	assign_value places; /* wanted by all, beside pins */

	/* With bottleneck: what the count is worth, and how much that can be at most with all pairs, and with
	 * those above the floor. */
	assign_value count_worth, count_bound, above_bound;
	assign_value *gains;	 /* work */
	struct fair_check *fair; /* with leximin */
};

static void
fault(struct check *k, const char *why)
{
	if (!k->fault)
		k->fault = why;
}

static bool
add(assign_value *sum, assign_value x)
{
	return !__builtin_add_overflow(*sum, x, sum);
}

/* bound += price * times */
static void
charge(struct check *k, assign_value price, assign_value times)
{
	assign_value all;

	if (__builtin_mul_overflow(price, times, &all) || !add(&k->bound, all))
		fault(k, "A price is out of range.");
}

static bool
index_list(struct arena *mem, const struct assign_problem *p, const struct assign_pair *list,
	size_t n, struct index *ret)
{
	size_t *first = ARENA_ARRAY(mem, size_t, p->n_mentees + 2), i;

	*ret = (struct index){ list, first, ARENA_ARRAY(mem, uint32_t, n) };
	for (i = 0; i < n; i++) {
		if (list[i].mentee < 0 || (size_t)list[i].mentee >= p->n_mentees ||
			list[i].mentor < 0 || (size_t)list[i].mentor >= p->n_mentors)
			return false;
		first[list[i].mentee + 2]++;
	}
	for (i = 0; i < p->n_mentees; i++)
		first[i + 2] += first[i + 1];
	for (i = 0; i < n; i++)
		ret->order[first[list[i].mentee + 1]++] = (uint32_t)i;
	return true;
}

static struct listed *
in_row(struct check *k, int32_t mentor)
{
	size_t at = k->slot[mentor];

	return at < k->n_row && k->row[at].mentor == mentor ? &k->row[at] : NULL;
}

static void
list_one(struct check *k, int32_t mentor, int64_t score)
{
	struct listed *x = in_row(k, mentor);

	if (x) {
		x->score = score > x->score ? score : x->score;
		return;
	}
	k->slot[mentor] = k->n_row;
	k->row[k->n_row++] = (struct listed){ .mentor = mentor, .score = score };
}

static void
gather_row(struct check *k, size_t i)
{
	const struct assign_problem *p = k->p;
	size_t a;

	k->n_row = 0;
	if (p->pairs) {
		for (a = k->pairs.first[i]; a < k->pairs.first[i + 1]; a++) {
			const struct assign_pair *x = &p->pairs[k->pairs.order[a]];

			list_one(k, x->mentor, x->score);
		}
	} else if (p->first) {
		for (a = p->first[i]; a < p->first[i + 1]; a++)
			list_one(k, p->arcs[a].mentor, p->arcs[a].score);
	}
	for (a = k->bans.first[i]; a < k->bans.first[i + 1]; a++) {
		struct listed *x = in_row(k, p->bans[k->bans.order[a]].mentor);

		if (x)
			x->banned = true;
	}
}

/* The pins of mentee i are in the answer; returns how many there are. */
static int32_t
check_pins(struct check *k, size_t i, const struct assign_pair *answer, size_t n)
{
	int32_t found = 0;

	for (size_t a = k->pins.first[i]; a < k->pins.first[i + 1]; a++) {
		const struct assign_pair *pin = &k->p->pins[k->pins.order[a]];
		struct listed *x = in_row(k, pin->mentor);
		size_t t = 0;

		while (t < n && (answer[t].mentor != pin->mentor || answer[t].score != pin->score))
			t++;
		if (t == n)
			fault(k, "A pinned pair is missing.");
		if (x)
			x->pinned = true;
		k->pin_total += pin->score;
		found++;
	}
	return found;
}

static bool
is_pin(const struct check *k, size_t i, int32_t mentor)
{
	for (size_t a = k->pins.first[i]; a < k->pins.first[i + 1]; a++)
		if (k->p->pins[k->pins.order[a]].mentor == mentor)
			return true;
	return false;
}

static void
check_answer(struct check *k, size_t i, const struct assign_pair *answer, size_t n)
{
	const struct assign_proof *f = &k->r->proof;

	for (size_t t = 0; t < n; t++) {
		int32_t j = answer[t].mentor;
		const struct listed *x = in_row(k, j);

		if (t && answer[t - 1].mentor >= j)
			fault(k, "A pair is there twice or out of order.");
		k->full_load[j]++;
		for (size_t a = k->bans.first[i]; a < k->bans.first[i + 1]; a++)
			if (k->p->bans[k->bans.order[a]].mentor == j)
				fault(k, "A forbidden pair was made.");
		if (is_pin(k, i, j))
			continue;
		if (!x)
			fault(k, "A pair is not eligible.");
		else if (x->score != answer[t].score)
			fault(k, "The points of a pair are wrong.");
		if (k->load[j]++ >= k->seats[j])
			fault(k, "A mentor has more mentees than seats.");
		if (answer[t].score < f->floor)
			fault(k, "A pair is below the floor.");
		k->total += answer[t].score;
		k->count_worth += f->bonus;
		k->worth += f->weight * answer[t].score + f->bonus;
	}
}

/* Negative scores do not count where nobody would use them. */
static void
note_size(struct check *k, int64_t score)
{
	assign_value size = score < 0 ? -(assign_value)score : score;

	if (size > k->most && (score > 0 || k->p->aim != ASSIGN_FIT || k->p->quota))
		k->most = size;
}

/* What mentee i gains at most from `wants` places at these prices. */
static void
check_gain(struct check *k, size_t i, int32_t wants)
{
	const struct assign_proof *f = &k->r->proof;
	assign_value gain = f->mentee[i];
	int32_t above = 0, at_least = 0;

	if (gain < 0)
		fault(k, "A price is too low: there may be a better answer.");
	for (size_t a = 0; a < k->n_row; a++) {
		const struct listed *x = &k->row[a];
		assign_value g = f->weight * x->score + f->bonus;

		if (x->banned || x->pinned || !k->seats[x->mentor] || !wants || x->score < f->floor)
			continue;
		note_size(k, x->score);
		if (__builtin_sub_overflow(g, f->mentor[x->mentor], &g))
			fault(k, "A price is out of range.");
		if (g > gain) {
			above++;
			charge(k, g - gain, 1);
		}
		at_least += g >= gain;
	}
	if (gain && (!wants || at_least < wants))
		fault(k, "A price is too high: the proof does not hold.");
	if (above >= (wants ? wants : 1))
		fault(k, "A price is too low: there may be a better answer.");
	charge(k, gain, wants);
}

static int
by_gain(const void *left, const void *right)
{
	assign_value a = *(const assign_value *)left, b = *(const assign_value *)right;

	return a > b ? -1 : a < b;
}

/* Adds what mentee i gains at most at these prices if scores are 0 and only pairs above `over` count. */
static void
charge_count(struct check *k, int32_t wants, const assign_value *price, bool all, int64_t over,
	assign_value *bound)
{
	size_t n = 0;

	for (size_t a = 0; a < k->n_row; a++) {
		const struct listed *x = &k->row[a];
		assign_value g = k->r->proof.bonus;

		if (x->banned || x->pinned || !k->seats[x->mentor] || (!all && x->score <= over))
			continue;
		if (__builtin_sub_overflow(g, price[x->mentor], &g))
			fault(k, "A price is out of range.");
		if (g > 0)
			k->gains[n++] = g;
	}
	if (n > (size_t)wants)
		qsort(k->gains, n, sizeof *k->gains, by_gain);
	for (size_t a = 0; a < n && a < (size_t)wants; a++)
		if (!add(bound, k->gains[a]))
			fault(k, "A price is out of range.");
}

/* For prices of the two problems without scores, what mentor j gains. */
static void
charge_seats(struct check *k, size_t j, assign_value price, assign_value *bound)
{
	assign_value before = k->bound, more;

	k->bound = *bound;
	if (__builtin_add_overflow(price, k->r->proof.quota, &more))
		fault(k, "A price is out of range.");
	charge(k, more > 0 ? more : 0, k->lower[j]);
	charge(k, price > 0 ? price : 0, k->seats[j] - k->lower[j]);
	*bound = k->bound;
	k->bound = before;
}

/* No more pairs can be made, and fewer without those at the floor. */
static void
check_floor(struct check *k)
{
	const struct assign_proof *f = &k->r->proof;

	for (size_t j = 0; j < k->p->n_mentors; j++) {
		if (!k->seats[j] && (f->enough[j] || f->short_of[j]))
			fault(k, "A mentor without a seat has a price.");
		charge_seats(k, j, f->enough[j], &k->count_bound);
		charge_seats(k, j, f->short_of[j], &k->above_bound);
		k->count_worth += f->quota * (k->load[j] < k->lower[j] ? k->load[j] : k->lower[j]);
	}
	if (k->count_bound != k->count_worth)
		fault(k, "The proof of the number of pairs does not hold.");
	if (f->floor != INT64_MIN && k->above_bound >= k->count_worth)
		fault(k, "The proof of the lowest score does not hold.");
}

/* The pairs that leximin has to do with. */
static void
check_fair_row(struct check *k, size_t i, const struct assign_pair *answer, size_t n)
{
	for (size_t a = 0; a < k->n_row; a++) {
		const struct listed *x = &k->row[a];
		const char *why;
		bool made = false;

		if (x->banned || x->pinned || !k->seats[x->mentor])
			continue;
		for (size_t t = 0; t < n; t++)
			made |= answer[t].mentor == x->mentor;
		if ((why = fair_check_pair(k->fair, i, x->mentor, x->score, made)))
			fault(k, why);
	}
}

static void
check_row(struct check *k, size_t i)
{
	const struct assign_pair *answer = &k->r->pairs[k->at];
	const struct assign_proof *f = &k->r->proof;
	int32_t wants = k->p->wants ? k->p->wants[i] : 1;
	size_t n = 0;

	while (k->at < k->r->count && k->r->pairs[k->at].mentee == (int32_t)i) {
		k->at++;
		n++;
	}
	gather_row(k, i);
	if (n > (size_t)wants)
		fault(k, "A mentee has more mentors than he wants.");
	if (k->r->mentor[i] != (n ? answer->mentor : -1) ||
		k->r->points[i] != (n ? answer->score : 0))
		fault(k, "The first mentor of a mentee is not the one of his pairs.");
	wants -= check_pins(k, i, answer, n);
	k->places += wants;
	check_answer(k, i, answer, n);
	check_gain(k, i, wants);
	if (k->fair && wants)
		check_fair_row(k, i, answer, n);
	if (!f->enough)
		return;
	charge_count(k, wants, f->enough, true, 0, &k->count_bound);
	charge_count(k, wants, f->short_of, false, f->floor, &k->above_bound);
}

static void
check_mentors(struct check *k)
{
	const struct assign_proof *f = &k->r->proof;
	size_t shortfall = 0;

	for (size_t j = 0; j < k->p->n_mentors; j++) {
		assign_value price = f->mentor[j], more;
		int32_t lower = k->lower[j], seats = k->seats[j];

		if (!seats && price)
			fault(k, "A mentor without a seat has a price.");
		if (__builtin_add_overflow(price, f->quota, &more))
			fault(k, "A price is out of range.");
		charge(k, more > 0 ? more : 0, lower);
		charge(k, price > 0 ? price : 0, seats - lower);
		k->worth += f->quota * (k->load[j] < lower ? k->load[j] : lower);
		if (k->p->quota && k->p->lower && (size_t)k->p->lower[j] > k->full_load[j])
			shortfall += (size_t)k->p->lower[j] - k->full_load[j];
	}
	if (shortfall != k->r->shortfall)
		fault(k, "The shortfall is wrong.");
}

/* Is every part of the aim above any sum of the next, and can no sum overflow? */
static bool
aim_is_kept(const struct check *k)
{
	const struct assign_proof *f = &k->r->proof;
	assign_value high = (assign_value)1 << 100, scores, lower = 0, weight = f->weight;

	if (k->p->fair == ASSIGN_LEXIMIN && !weight)
		weight = 1; /* the proof is of the count alone */
	if (weight < 1 || weight > high || f->bonus < 1 || f->bonus > high || f->quota < 0 ||
		f->quota > high || k->most > high / (2 * (k->places + 1)) / weight)
		return false;
	for (size_t j = 0; j < k->p->n_mentors; j++)
		lower += k->lower[j];
	scores = 2 * (k->places + 1) * k->most * weight;
	if ((k->p->quota && lower) ? f->quota <= scores + k->places : f->quota && lower)
		return false;
	if (k->p->aim == ASSIGN_FIT)
		return f->bonus == 1 && weight > k->places;
	return weight == 1 && f->bonus > scores + (k->p->quota ? lower * f->quota : 0) &&
	       f->bonus < ((assign_value)1 << 124) / (k->places + 1);
}

static bool
set_up(struct arena *mem, struct check *k)
{
	const struct assign_problem *p = k->p;
	size_t j, widest = 0, i;

	k->seats = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	k->lower = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	k->load = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	k->full_load = ARENA_ARRAY(mem, size_t, p->n_mentors);
	k->slot = ARENA_ARRAY(mem, size_t, p->n_mentors);
	for (j = 0; j < p->n_mentors; j++) {
		k->seats[j] = p->capacity ? p->capacity[j] : 1;
		k->lower[j] = p->quota && p->lower ? p->lower[j] : 0;
	}
	if (!index_list(mem, p, p->pins, p->n_pins, &k->pins) ||
		!index_list(mem, p, p->bans, p->n_bans, &k->bans) ||
		(p->pairs && !index_list(mem, p, p->pairs, p->n_pairs, &k->pairs)))
		return false;
	for (i = 0; i < p->n_pins; i++) {
		j = (size_t)p->pins[i].mentor;
		if (k->seats[j]-- <= 0)
			fault(k, "A mentor has more mentees than seats.");
		k->lower[j] -= k->lower[j] > 0;
	}
	for (i = 0; i < p->n_mentees; i++) {
		const size_t *first = p->pairs ? k->pairs.first : p->first;
		size_t width = first ? first[i + 1] - first[i] : 0;

		widest = width > widest ? width : widest;
	}
	k->row = ARENA_ARRAY(mem, struct listed, widest);
	k->gains = ARENA_ARRAY(mem, assign_value, widest);
	return true;
}

const char *
assign_check(struct arena *mem, const struct assign_problem *p, const struct assign_result *r)
{
	struct check k = { .p = p, .r = r };
	const struct assign_proof *f = &r->proof;
	assign_value sum;

	if (!set_up(mem, &k))
		return "The list names somebody unknown.";
	for (size_t t = 0; t < r->count; t++)
		if (r->pairs[t].mentee < 0 || (size_t)r->pairs[t].mentee >= p->n_mentees ||
			r->pairs[t].mentor < 0 || (size_t)r->pairs[t].mentor >= p->n_mentors)
			return "A mentor is unknown.";
	if (f->weight < 0 || f->weight > (assign_value)1 << 60 || f->bonus < 0 ||
		f->bonus > (assign_value)1 << 110 || f->quota > (assign_value)1 << 100)
		return "The proof does not belong to the aim.";
	if (p->fair == ASSIGN_LEXIMIN)
		k.fair = fair_check_new(mem, p, r, k.seats, k.lower);
	for (size_t i = 0; i < p->n_mentees; i++) {
		if (p->fair == ASSIGN_LEXIMIN && p->wants && p->wants[i] > 1)
			return "The proof does not belong to the aim.";
		check_row(&k, i);
	}
	if (k.at != r->count)
		return "A pair is there twice or out of order.";
	check_mentors(&k);
	if (p->fair == ASSIGN_BOTTLENECK && f->enough && f->short_of)
		check_floor(&k);
	else if (p->fair == ASSIGN_BOTTLENECK || f->enough || f->floor != INT64_MIN)
		fault(&k, "The proof does not belong to the aim.");
	if (p->fair == ASSIGN_LEXIMIN && !k.fault)
		k.fault = fair_check_end(k.fair, k.load);
	else if (p->fair != ASSIGN_LEXIMIN && f->n_stages)
		fault(&k, "The proof does not belong to the aim.");
	sum = k.total + k.pin_total;
	if (sum != r->score)
		fault(&k, "The total score is wrong.");
	if (!aim_is_kept(&k))
		fault(&k, "The proof does not belong to the aim.");
	if (k.bound != k.worth)
		fault(&k, "The prices do not add up to the answer: there may be a better one.");
	return k.fault;
}
