/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The check shares nothing with the solver but the meaning of the problem. For every answer and all
 * prices >= 0 with worth(pair) <= price(mentee) + price(seat), the worth of the answer is at most the
 * sum of all prices (weak duality); so if both are equal, no answer is worth more.
 */
#include "solver/assign.h"

#include <stdlib.h>
#include <string.h>

struct check {
	const struct assign_problem *p;
	const struct assign_result *r;
	bool *pinned; /* [mentee] */
	bool *listed; /* [mentee] his pair was found in the list */
	int64_t *score;
	int32_t *seats;	    /* [mentor] without those of pins */
	int32_t *left;	    /* [mentor] and without all others */
	uint64_t highest;   /* size of the largest score of the list */
	size_t count;	    /* pairs beside the pins */
	assign_value total; /* their score */
	assign_value pin_total;
};

static bool
known(const struct assign_problem *p, const struct assign_pair *x)
{
	return x->mentee >= 0 && (size_t)x->mentee < p->n_mentees && x->mentor >= 0 &&
	       (size_t)x->mentor < p->n_mentors;
}

static const char *
check_pins(struct check *k)
{
	size_t i;

	for (i = 0; i < k->p->n_pins; i++) {
		const struct assign_pair *x = &k->p->pins[i];

		if (!known(k->p, x) || k->r->mentor[x->mentee] != x->mentor || k->pinned[x->mentee])
			return "A pinned pair is missing.";
		if (k->seats[x->mentor]-- <= 0)
			return "A mentor has more mentees than seats.";
		k->pinned[x->mentee] = true;
		k->score[x->mentee] = x->score;
		k->pin_total += x->score;
	}
	return NULL;
}

static const char *
check_list(struct check *k)
{
	size_t i;

	for (i = 0; i < k->p->n_pairs; i++) {
		const struct assign_pair *x = &k->p->pairs[i];
		uint64_t size = x->score < 0 ? 0 - (uint64_t)x->score : (uint64_t)x->score;

		if (!known(k->p, x))
			return "The list names somebody unknown.";
		k->highest = size > k->highest ? size : k->highest;
		if (k->r->mentor[x->mentee] != x->mentor || k->pinned[x->mentee])
			continue;
		if (!k->listed[x->mentee] || x->score > k->score[x->mentee])
			k->score[x->mentee] = x->score;
		k->listed[x->mentee] = true;
	}
	return NULL;
}

static const char *
check_pairs(struct check *k)
{
	size_t i;

	memcpy(k->left, k->seats, k->p->n_mentors * sizeof *k->left);
	for (i = 0; i < k->p->n_mentees; i++) {
		int32_t j = k->r->mentor[i];

		if (k->r->points[i] != k->score[i])
			return "The points of a pair are wrong.";
		if (j < 0 || k->pinned[i])
			continue;
		if (!k->listed[i])
			return "A pair is not eligible.";
		if (k->left[j]-- <= 0)
			return "A mentor has more mentees than seats.";
		k->count++;
		k->total += k->score[i];
	}
	for (i = 0; i < k->p->n_bans; i++) {
		const struct assign_pair *x = &k->p->bans[i];

		if (!known(k->p, x) || k->r->mentor[x->mentee] == x->mentor)
			return "A forbidden pair was made.";
	}
	if (k->r->count != k->count + k->p->n_pins)
		return "The number of pairs is wrong.";
	if (k->r->score != k->total + k->pin_total)
		return "The total score is wrong.";
	return NULL;
}

/* Is the first part of the aim above any sum of the second? */
static bool
aim_is_kept(const struct check *k)
{
	const struct assign_proof *f = &k->r->proof;

	if (k->p->aim == ASSIGN_FIT)
		return f->bonus == 1 && f->weight > (int64_t)k->p->n_mentees &&
		       f->weight <= INT64_C(1) << 32;
	return f->weight == 1 && f->bonus <= (assign_value)1 << 96 &&
	       f->bonus > 2 * (assign_value)k->p->n_mentees * k->highest;
}

/* Banned pairs stand in the list all the same: `bans` holds them as mentee << 32 | mentor, sorted. */
static bool
is_banned(const uint64_t *bans, size_t n, const struct assign_pair *x)
{
	uint64_t key = (uint64_t)x->mentee << 32 | (uint32_t)x->mentor;
	size_t low = 0;

	while (n > low) {
		size_t middle = low + (n - low) / 2;

		if (bans[middle] < key)
			low = middle + 1;
		else
			n = middle;
	}
	return bans[low] == key;
}

static int
by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static const char *
check_prices(const struct check *k, const uint64_t *bans)
{
	const struct assign_proof *f = &k->r->proof;
	const char *low = "A price is too low: there may be a better answer.";
	size_t i;

	for (i = 0; i < k->p->n_mentees; i++)
		if (f->mentee[i] < 0)
			return low;
	for (i = 0; i < k->p->n_mentors; i++)
		if (f->seat[i] < 0)
			return low;
	for (i = 0; i < k->p->n_pairs; i++) {
		const struct assign_pair *x = &k->p->pairs[i];
		assign_value worth = (assign_value)f->weight * x->score + f->bonus, both;

		if (k->pinned[x->mentee] || !k->seats[x->mentor])
			continue;
		if (__builtin_add_overflow(f->mentee[x->mentee], f->seat[x->mentor], &both))
			return "A price is out of range.";
		if (both < worth && !is_banned(bans, k->p->n_bans, x))
			return low;
	}
	return NULL;
}

static const char *
check_sum(const struct check *k)
{
	const struct assign_proof *f = &k->r->proof;
	assign_value sum = 0, seats;
	size_t i;

	for (i = 0; i < k->p->n_mentees; i++)
		if (!k->pinned[i] && __builtin_add_overflow(sum, f->mentee[i], &sum))
			return "A price is out of range.";
	for (i = 0; i < k->p->n_mentors; i++)
		if (__builtin_mul_overflow(f->seat[i], (assign_value)k->seats[i], &seats) ||
			__builtin_add_overflow(sum, seats, &sum))
			return "A price is out of range.";
	if (sum != f->weight * k->total + f->bonus * (assign_value)k->count)
		return "The prices do not add up to the answer: there may be a better one.";
	return NULL;
}

const char *
assign_check(struct arena *mem, const struct assign_problem *p, const struct assign_result *r)
{
	struct check k = { .p = p, .r = r };
	uint64_t *bans = ARENA_ARRAY(mem, uint64_t, p->n_bans + 1);
	const char *fault;
	size_t i;

	k.pinned = ARENA_ARRAY(mem, bool, p->n_mentees);
	k.listed = ARENA_ARRAY(mem, bool, p->n_mentees);
	k.score = ARENA_ARRAY(mem, int64_t, p->n_mentees);
	k.seats = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	k.left = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	for (i = 0; i < p->n_mentors; i++)
		k.seats[i] = p->capacity ? p->capacity[i] : 1;
	for (i = 0; i < p->n_mentees; i++)
		if (r->mentor[i] < -1 || r->mentor[i] >= (int32_t)p->n_mentors)
			return "A mentor is unknown.";
	for (i = 0; i < p->n_bans; i++)
		bans[i] = (uint64_t)p->bans[i].mentee << 32 | (uint32_t)p->bans[i].mentor;
	qsort(bans, p->n_bans, sizeof *bans, by_key);
	bans[p->n_bans] = UINT64_MAX;
	if ((fault = check_pins(&k)) || (fault = check_list(&k)) || (fault = check_pairs(&k)))
		return fault;
	if (!aim_is_kept(&k))
		return "The proof does not belong to the aim.";
	if ((fault = check_prices(&k, bans)))
		return fault;
	return check_sum(&k);
}
