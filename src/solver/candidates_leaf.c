/* SPDX-License-Identifier: Apache-2.0 */
/* The walk down the tree of what seekers say, and the sorted list with its postings at a leaf. */
#include <string.h>

#include "solver/candidates_core.h"

static void
first_step(const struct plan *plan, struct step *s)
{
	const struct cand_problem *p = plan->p;

	for (size_t j = 0; j < p->n_offers; j++) {
		if (p->offer_out && p->offer_out[j])
			continue;
		s->offers[s->n] = (int32_t)j;
		s->base[s->n++] = plan->base + (p->offset ? p->offset[j] : 0);
	}
}

void
leaf_init(struct arena *mem, const struct plan *plan, struct leaf *ret)
{
	size_t n = plan->p->n_offers, keys = plan->offer_first[n];

	*ret = (struct leaf){ .plan = plan,
		.steps = ARENA_ARRAY(mem, struct step, plan->n_levels + 1),
		.classes = ARENA_ARRAY(mem, uint32_t, plan->n_levels),
		.place = plan->p->apart_first ? ARENA_ARRAY(mem, int32_t, n) : NULL,
		.posting_start = ARENA_ARRAY(mem, uint32_t, plan->n_keys),
		.posting_n = ARENA_ARRAY(mem, uint32_t, plan->n_keys),
		.postings = ARENA_ARRAY(mem, uint32_t, keys),
		.first = ARENA_ARRAY(mem, uint32_t, n + 1),
		.keys = ARENA_ARRAY(mem, uint32_t, keys),
		.sort_keys = { ARENA_ARRAY(mem, uint64_t, n), ARENA_ARRAY(mem, uint64_t, n) },
		.sort_at = { ARENA_ARRAY(mem, uint32_t, n), ARENA_ARRAY(mem, uint32_t, n) },
		.offers = ARENA_ARRAY(mem, int32_t, n),
		.base = ARENA_ARRAY(mem, int64_t, n) };
	if (ret->place)
		memset(ret->place, 0xff, n * sizeof *ret->place);
	for (size_t d = 0; d <= plan->n_levels; d++) {
		ret->steps[d].offers = ARENA_ARRAY(mem, int32_t, n);
		ret->steps[d].base = ARENA_ARRAY(mem, int64_t, n);
		if (d > 0)
			ret->steps[d].row = ARENA_ARRAY(mem, int64_t, plan->levels[d - 1].n_offer);
	}
	first_step(plan, &ret->steps[0]);
}

/* The best that a range of numbers may get from a number. */
static bool
near_range(const struct level *l, uint32_t class, int64_t number, int64_t *ret_points)
{
	int64_t low = l->low[class], high = l->high[class], apart = 0;

	if (low == CAND_NO_NUMBER || number == CAND_NO_NUMBER) {
		*ret_points = 0;
		return false;
	}
	if (number < low || number > high)
		apart = number < low ? low - number : number - high;
	if (!cand_near(l->rule, apart, ret_points))
		return false;
	if (l->ranges && *ret_points < 0)
		*ret_points = 0;
	return true;
}

static void
fill_row(const struct leaf *l, size_t d, uint32_t class)
{
	const struct level *v = &l->plan->levels[d];
	int64_t *row = l->steps[d + 1].row, points;

	for (uint32_t b = 0; b < v->n_offer; b++) {
		size_t offer = v->offer_rep[b];
		bool holds = v->rule->kind == CAND_DISTANCE
				     ? near_range(v, class, v->rule->offer.numbers[offer], &points)
				     : cand_holds(v->rule, v->seeker_rep[class], offer, &points);

		row[b] = !holds && v->rule->hard ? NOT_ELIGIBLE : points * l->plan->scale;
	}
}

static void
take_step(struct leaf *l, size_t d, uint32_t class)
{
	const struct step *from = &l->steps[d];
	struct step *to = &l->steps[d + 1];
	const uint32_t *class_of = l->plan->levels[d].offer_class;
	size_t n = 0;

	if (!l->started || l->classes[d] != class)
		fill_row(l, d, class);
	l->classes[d] = class;
	for (size_t k = 0; k < from->n; k++) {
		int64_t value = to->row[class_of[from->offers[k]]];

		to->offers[n] = from->offers[k];
		to->base[n] = from->base[k] + (value == NOT_ELIGIBLE ? 0 : value);
		n += value != NOT_ELIGIBLE;
	}
	to->n = n;
}

#define DIGIT 8
#define FIRST_AHEAD 64 /* offers before its turn, where its keys begin is fetched from memory, */
#define KEYS_AHEAD 32  /* and the keys */

/* One pass of a stable sort by digits. */
static void
sort_digit(const uint64_t *keys, const uint32_t *at, uint64_t *ret_keys, uint32_t *ret_at, size_t n,
	int shift)
{
	uint32_t start[1 << DIGIT] = { 0 };
	uint32_t sum = 0;

	for (size_t k = 0; k < n; k++)
		start[keys[k] >> shift & ((1 << DIGIT) - 1)]++;
	for (int v = 0; v < 1 << DIGIT; v++) {
		uint32_t more = start[v];

		start[v] = sum;
		sum += more;
	}
	for (size_t k = 0; k < n; k++) {
		uint32_t to = start[keys[k] >> shift & ((1 << DIGIT) - 1)]++;

		ret_keys[to] = keys[k];
		ret_at[to] = at[k];
	}
}

static void
sort_list(struct leaf *l, const struct step *s)
{
	int64_t most = INT64_MIN, least = INT64_MAX;
	int now = 0;

	for (size_t k = 0; k < s->n; k++) {
		most = s->base[k] > most ? s->base[k] : most;
		least = s->base[k] < least ? s->base[k] : least;
	}
	for (size_t k = 0; k < s->n; k++) {
		l->sort_keys[0][k] = (uint64_t)most - (uint64_t)s->base[k];
		l->sort_at[0][k] = (uint32_t)k;
	}
	for (int shift = 0; s->n && shift < 64 && ((uint64_t)most - (uint64_t)least) >> shift > 0;
		shift += DIGIT, now = !now)
		sort_digit(l->sort_keys[now], l->sort_at[now], l->sort_keys[!now], l->sort_at[!now],
			s->n, shift);
	for (size_t k = 0; k < s->n; k++) {
		l->offers[k] = s->offers[l->sort_at[now][k]];
		l->base[k] = s->base[l->sort_at[now][k]];
	}
	l->n = s->n;
	for (size_t k = 0; l->place && k < l->n; k++)
		l->place[l->offers[k]] = (int32_t)k;
}

/* The list as it was is forgotten. */
static void
clear_list(struct leaf *l)
{
	for (size_t x = 0; l->place && x < l->n; x++)
		l->place[l->offers[x]] = -1;
	memset(l->posting_n, 0, l->plan->n_keys * sizeof *l->posting_n);
}

/* Keys are read in the order of the list, which is none in memory, so they are fetched from there before their turn. */
static inline void
fetch_keys(const struct plan *plan, const struct leaf *l, size_t x)
{
	if (x + FIRST_AHEAD < l->n)
		__builtin_prefetch(&plan->offer_first[l->offers[x + FIRST_AHEAD]]);
	if (x + KEYS_AHEAD < l->n)
		__builtin_prefetch(&plan->offer_keys[plan->offer_first[l->offers[x + KEYS_AHEAD]]]);
}

static void
post(struct leaf *l)
{
	const struct plan *plan = l->plan;
	uint32_t *restrict first = l->first, *restrict keys = l->keys;
	uint32_t *restrict many = l->posting_n, *restrict next = l->posting_start;
	uint32_t n = 0, used = 0;

	for (size_t x = 0; x < l->n; x++) {
		size_t j = (size_t)l->offers[x], end = plan->offer_first[j + 1];

		fetch_keys(plan, l, x);
		first[x] = n;
		for (size_t k = plan->offer_first[j]; k < end; k++) {
			keys[n++] = plan->offer_keys[k];
			many[plan->offer_keys[k]]++;
		}
	}
	first[l->n] = n;
	for (uint32_t key = 0; key < plan->n_keys; key++) {
		next[key] = used;
		used += many[key];
	}
	for (uint32_t x = 0; x < l->n; x++)
		for (uint32_t k = first[x]; k < first[x + 1]; k++)
			l->postings[next[keys[k]]++] = x;
	for (uint32_t key = 0; key < plan->n_keys; key++)
		next[key] -= many[key];
}

static bool
is_there(const struct leaf *l, size_t seeker)
{
	for (size_t d = 0; d < l->plan->n_levels; d++)
		if (l->classes[d] != l->plan->levels[d].seeker_class[seeker])
			return false;
	return l->started;
}

bool
leaf_go(struct leaf *l, size_t seeker)
{
	bool moved = !l->started;

	if (is_there(l, seeker))
		return false;
	for (size_t d = 0; d < l->plan->n_levels; d++) {
		uint32_t class = l->plan->levels[d].seeker_class[seeker];

		if (moved || l->classes[d] != class) {
			moved = true;
			take_step(l, d, class);
		}
	}
	clear_list(l);
	sort_list(l, &l->steps[l->plan->n_levels]);
	post(l);
	l->started = true;
	return true;
}
