/* SPDX-License-Identifier: Apache-2.0 */
/* One rule and one pair at a time, and the problem seen from the other side. */
#include "solver/candidates_core.h"

static int64_t
at_least_one(int64_t lo)
{
	return lo > 1 ? lo : 1;
}

static bool
decide(const struct cand_rule *r, bool holds, int64_t points, int64_t *ret_points)
{
	*ret_points = holds && !r->hard ? points : 0;
	return holds;
}

bool
cand_near(const struct cand_rule *r, int64_t distance, int64_t *ret_points)
{
	int64_t points = r->points;

	if (distance > r->hi)
		return decide(r, false, 0, ret_points);
	if (r->hi > 0)
		points = (int64_t)((__int128)points * (r->hi - distance) / r->hi);
	return decide(r, true, points, ret_points);
}

bool
cand_enough(const struct cand_rule *r, int64_t items, int64_t *ret_points)
{
	int64_t points = r->points;

	if (r->cap) {
		points *= items;
		points = points > r->cap ? r->cap : points;
	}
	return decide(r, items >= at_least_one(r->lo), points, ret_points);
}

static int64_t
count_shared(const struct cand_rule *r, size_t seeker, size_t offer)
{
	const int32_t *x, *y;
	size_t n = cand_items(&r->seeker, seeker, &x), m = cand_items(&r->offer, offer, &y);
	size_t at = 0, to = 0;
	int64_t shared = 0;

	while (at < n && to < m) {
		int32_t left = x[at], right = y[to];

		shared += left == right;
		at += left <= right;
		to += right <= left;
	}
	return shared;
}

static int64_t
count_bits(const struct cand_rule *r, int32_t a, int32_t b)
{
	int64_t n = 0;

	for (int w = 0; w < CAND_WORDS; w++)
		n += __builtin_popcountll(r->bits[a][w] & r->bits[b][w]);
	return n;
}

static bool
holds_near(const struct cand_rule *r, int64_t a, int64_t b, int64_t *ret_points)
{
	if (a == CAND_NO_NUMBER || b == CAND_NO_NUMBER)
		return decide(r, false, 0, ret_points);
	return cand_near(r, a > b ? a - b : b - a, ret_points);
}

bool
cand_holds(const struct cand_rule *r, size_t seeker, size_t offer, int64_t *ret_points)
{
	int32_t a, b;
	bool known;

	if (r->kind == CAND_SHARED)
		return cand_enough(r, count_shared(r, seeker, offer), ret_points);
	if (r->kind == CAND_DISTANCE)
		return holds_near(
			r, r->seeker.numbers[seeker], r->offer.numbers[offer], ret_points);
	a = r->seeker.codes[seeker];
	b = r->offer.codes[offer];
	known = a != CAND_UNKNOWN && b != CAND_UNKNOWN;
	if (r->kind == CAND_SAME)
		return decide(r, known && a == b, r->points, ret_points);
	if (r->kind == CAND_DIFFERENT)
		return decide(r, !known || a != b, r->points, ret_points);
	if (r->kind == CAND_STEPS)
		return decide(r, known && (int64_t)b - a >= r->lo && (int64_t)b - a <= r->hi,
			r->points, ret_points);
	return decide(
		r, known && count_bits(r, a, b) >= at_least_one(r->lo), r->points, ret_points);
}

static bool
is_apart(const struct cand_problem *p, size_t seeker, size_t offer)
{
	if (p->apart_first)
		for (size_t k = p->apart_first[seeker]; k < p->apart_first[seeker + 1]; k++)
			if ((size_t)p->apart[k] == offer)
				return true;
	return false;
}

bool
cand_value(const struct cand_problem *p, size_t seeker, size_t offer, int64_t *ret)
{
	int64_t sum = 0, points;

	if ((p->seeker_out && p->seeker_out[seeker]) || (p->offer_out && p->offer_out[offer]) ||
		is_apart(p, seeker, offer))
		return false;
	for (size_t k = 0; k < p->n_rules; k++) {
		if (!cand_holds(&p->rules[k], seeker, offer, &points) && p->rules[k].hard)
			return false;
		sum += points;
	}
	*ret = sum * (p->scale ? p->scale : 1) + (p->offset ? p->offset[offer] : 0);
	return true;
}

/* The golden ratio spreads any run of seekers evenly (Knuth, 1973). */
size_t
cand_start(const struct cand_problem *p, size_t seeker)
{
	uint32_t turn = (uint32_t)seeker * UINT32_C(2654435769);

	return (size_t)((uint64_t)turn * p->n_offers >> 32);
}

static void
turn_apart(struct arena *mem, const struct cand_problem *p, struct cand_problem *ret)
{
	size_t n = p->apart_first[p->n_seekers];
	size_t *first = ARENA_ARRAY(mem, size_t, p->n_offers + 2);
	int32_t *apart = ARENA_ARRAY(mem, int32_t, n);

	for (size_t k = 0; k < n; k++)
		first[p->apart[k] + 2]++;
	for (size_t j = 0; j < p->n_offers; j++)
		first[j + 2] += first[j + 1];
	for (size_t i = 0; i < p->n_seekers; i++)
		for (size_t k = p->apart_first[i]; k < p->apart_first[i + 1]; k++)
			apart[first[p->apart[k] + 1]++] = (int32_t)i;
	ret->apart_first = first;
	ret->apart = apart;
}

struct cand_problem
cand_turned(struct arena *mem, const struct cand_problem *p)
{
	struct cand_rule *rules = ARENA_ARRAY(mem, struct cand_rule, p->n_rules);
	struct cand_problem t = *p;

	t.n_seekers = p->n_offers;
	t.n_offers = p->n_seekers;
	t.seeker_out = p->offer_out;
	t.offer_out = p->seeker_out;
	t.rules = rules;
	for (size_t k = 0; k < p->n_rules; k++) {
		rules[k] = p->rules[k];
		rules[k].seeker = p->rules[k].offer;
		rules[k].offer = p->rules[k].seeker;
		if (rules[k].kind == CAND_STEPS) {
			rules[k].lo = -p->rules[k].hi;
			rules[k].hi = -p->rules[k].lo;
		}
	}
	if (p->apart_first)
		turn_apart(mem, p, &t);
	t.offset = t.above = NULL;
	t.take = NULL;
	t.arg = NULL;
	return t;
}
