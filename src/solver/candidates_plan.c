/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How each rule is taken: by the tree if the seekers know few values, by postings if few pairs meet it,
 * else loosely, and numbers then by a tree of ranges.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "solver/candidates_core.h"

#define RANGES 32	     /* of numbers that nearly everybody has to himself */
#define OFFERS_A_SEEKER 4096 /* a leaf has a seeker for so many offers, on average and at least */
#define LEAVES_ANYWAY 256    /* so many are never too many */
#define DENSE (1.0 / 24)     /* from such a share of pairs on, the tree is better than postings */

/* Numbers for 64-bit keys, in the order in which they come. */
struct names {
	uint64_t *keys;
	uint32_t *name; /* + 1; 0 = free */
	size_t n_slots; /* a power of two */
	uint32_t n;
};

static struct names
names_new(struct arena *mem, size_t most)
{
	struct names t = { .n_slots = 64 };

	while (t.n_slots < most * 2)
		t.n_slots *= 2;
	t.keys = ARENA_ARRAY(mem, uint64_t, t.n_slots);
	t.name = ARENA_ARRAY(mem, uint32_t, t.n_slots);
	return t;
}

static uint32_t
name_of(struct names *t, uint64_t key)
{
	size_t at = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (;; at++) {
		at &= t->n_slots - 1;
		if (!t->name[at]) {
			t->keys[at] = key;
			t->name[at] = ++t->n;
		}
		if (t->keys[at] == key)
			return t->name[at] - 1;
	}
}

/* A set is named item by item: the name of what came before, and the next. */
static void
name_sets(struct arena *work, const struct cand_column *c, size_t n, uint32_t *ret)
{
	struct names t = names_new(work, c->first[n] + 1);

	for (size_t i = 0; i < n; i++) {
		uint64_t set = 0;

		for (size_t k = c->first[i]; k < c->first[i + 1]; k++)
			set = name_of(&t, set << 32 | (uint32_t)c->items[k]) + 1;
		ret[i] = (uint32_t)set;
	}
}

/* Classes of people who say the same, in the order in which they come. */
static uint32_t
classify(
	struct arena *mem, const struct cand_column *c, size_t n, uint32_t *class, size_t **ret_rep)
{
	struct arena *work = arena_new(0);
	struct names t = names_new(work, n);
	size_t *rep = ARENA_ARRAY(work, size_t, n);

	if (c->first)
		name_sets(work, c, n, class);
	for (size_t i = 0; i < n; i++) {
		uint32_t before = t.n;
		uint64_t key = c->first	    ? class[i]
			       : c->numbers ? (uint64_t)c->numbers[i]
					    : (uint32_t)c->codes[i];

		class[i] = name_of(&t, key);
		if (t.n > before)
			rep[before] = i;
	}
	*ret_rep = arena_memdup(mem, rep, t.n * sizeof *rep);
	arena_free(work);
	return t.n;
}

static void
level_init(
	struct arena *mem, const struct cand_problem *p, const struct cand_rule *r, struct level *l)
{
	*l = (struct level){ .rule = r,
		.seeker_class = ARENA_ARRAY(mem, uint32_t, p->n_seekers),
		.offer_class = ARENA_ARRAY(mem, uint32_t, p->n_offers) };
	l->n_seeker = classify(mem, &r->seeker, p->n_seekers, l->seeker_class, &l->seeker_rep);
	l->n_offer = classify(mem, &r->offer, p->n_offers, l->offer_class, &l->offer_rep);
	if (r->kind != CAND_DISTANCE)
		return;
	l->low = ARENA_ARRAY(mem, int64_t, l->n_seeker);
	l->high = ARENA_ARRAY(mem, int64_t, l->n_seeker);
	for (uint32_t v = 0; v < l->n_seeker; v++)
		l->low[v] = l->high[v] = r->seeker.numbers[l->seeker_rep[v]];
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Puts the numbers of the seekers into ranges of about as many values; the unknown into one of their own,
 * the first. */
static void
make_ranges(struct level *l, const struct cand_problem *p)
{
	struct arena *work = arena_new(0);
	int64_t *values = arena_memdup(work, l->low, l->n_seeker * sizeof *values);
	size_t n = l->n_seeker, each = n / RANGES + 1;

	qsort(values, n, sizeof *values, by_number);
	l->n_seeker = 0;
	for (size_t k = 0; k < n; l->n_seeker++) {
		size_t end = k + each < n ? k + each : n;

		end = values[k] == CAND_NO_NUMBER ? k + 1 : end;
		l->low[l->n_seeker] = values[k];
		l->high[l->n_seeker] = values[end - 1];
		k = end;
	}
	for (size_t i = 0; i < p->n_seekers; i++) {
		int64_t x = l->rule->seeker.numbers[i];
		uint32_t from = 0, to = l->n_seeker - 1;

		while (from < to) {
			uint32_t middle = (from + to) / 2;

			if (l->high[middle] < x)
				from = middle + 1;
			else
				to = middle;
		}
		l->seeker_class[i] = from;
	}
	l->ranges = true;
	arena_free(work);
}

/* Refines the groups by one level more; returns how many there are then. */
static uint32_t
refine(const struct cand_problem *p, const struct level *l, const uint32_t *group, uint32_t *ret)
{
	struct arena *work = arena_new(0);
	struct names t = names_new(work, p->n_seekers);

	for (size_t i = 0; i < p->n_seekers; i++)
		if (!p->seeker_out || !p->seeker_out[i])
			ret[i] = name_of(&t, (uint64_t)group[i] << 32 | l->seeker_class[i]);
	arena_free(work);
	return t.n;
}

/* The highest code of a column + 1. */
static size_t
count_codes(const struct cand_column *c, size_t n)
{
	int32_t most = -1;
	const int32_t *x;

	for (size_t i = 0; i < n; i++)
		for (size_t k = cand_items(c, i, &x); k-- > 0;)
			most = x[k] > most ? x[k] : most;
	return (size_t)(most + 1);
}

/* How many of all pairs share an item, at most; above 1 if postings cannot do the rule. */
static double
density(const struct cand_problem *p, const struct cand_rule *r)
{
	struct arena *work;
	size_t n_codes, touched = 0, k, *offered;
	const int32_t *x;

	if (r->kind != CAND_SAME && r->kind != CAND_DIFFERENT && r->kind != CAND_SHARED)
		return 2;
	work = arena_new(0);
	n_codes = count_codes(&r->offer, p->n_offers);
	offered = ARENA_ARRAY(work, size_t, n_codes);
	for (size_t j = 0; j < p->n_offers; j++)
		for (k = cand_items(&r->offer, j, &x); k-- > 0;)
			offered[x[k]]++;
	for (size_t i = 0; i < p->n_seekers && touched < SIZE_MAX / 4; i++) {
		k = cand_items(&r->seeker, i, &x);
		if (k > LANE_MOST)
			touched = SIZE_MAX / 2;
		while (k-- > 0)
			touched += (size_t)x[k] < n_codes ? offered[x[k]] : 0;
	}
	arena_free(work);
	return (double)touched / ((double)p->n_seekers * (double)p->n_offers + 1);
}

static void
set_points(struct plan *plan, struct lane *l)
{
	const struct cand_rule *r = l->rule;
	int64_t points, none = r->kind == CAND_DIFFERENT && !r->hard ? r->points : 0;

	for (int64_t n = 0; n <= LANE_MOST; n++) {
		bool holds;

		if (r->kind == CAND_SHARED) {
			holds = cand_enough(r, n, &points);
		} else {
			holds = (r->kind == CAND_SAME) == (n > 0);
			points = holds && !r->hard ? r->points : 0;
		}
		l->points[n] = r->hard && !holds ? NOT_ELIGIBLE : (points - none) * plan->scale;
		l->most[n] = n && l->most[n - 1] > l->points[n] ? l->most[n - 1] : l->points[n];
		l->most[n] = l->most[n] > 0 ? l->most[n] : 0;
	}
	l->must = r->hard && r->kind != CAND_DIFFERENT;
	l->may_not = r->hard && r->kind == CAND_DIFFERENT;
	plan->base += none * plan->scale;
}

static void
add_lane(struct arena *mem, struct plan *plan, const struct cand_rule *r)
{
	const struct cand_problem *p = plan->p;
	struct lane *l = &plan->lanes[plan->n_lanes++];
	const int32_t *x;

	*l = (struct lane){ .rule = r, .n_codes = count_codes(&r->offer, p->n_offers) };
	l->key_of = ARENA_ARRAY(mem, uint32_t, l->n_codes);
	memset(l->key_of, 0xff, l->n_codes * sizeof *l->key_of);
	for (size_t j = 0; j < p->n_offers; j++)
		for (size_t k = cand_items(&r->offer, j, &x); k-- > 0;)
			if (l->key_of[x[k]] == NO_KEY)
				l->key_of[x[k]] = plan->n_keys++;
	set_points(plan, l);
	if (l->must && !plan->must)
		plan->must = l;
}

/* The keys of all lanes, offer by offer; those who are out have none, so that what is read lies close together. */
static void
list_keys(struct arena *mem, struct plan *plan)
{
	const struct cand_problem *p = plan->p;
	const int32_t *x;
	size_t total = 0, n = 0;

	for (size_t v = 0; v < plan->n_lanes; v++)
		for (size_t j = 0; j < p->n_offers; j++)
			total += cand_items(&plan->lanes[v].rule->offer, j, &x);
	plan->offer_first = ARENA_ARRAY(mem, size_t, p->n_offers + 1);
	plan->offer_keys = ARENA_ARRAY(mem, uint32_t, total);
	for (size_t j = 0; j < p->n_offers; j++) {
		for (size_t v = 0; v < plan->n_lanes && !(p->offer_out && p->offer_out[j]); v++)
			for (size_t k = cand_items(&plan->lanes[v].rule->offer, j, &x); k-- > 0;)
				plan->offer_keys[n++] = plan->lanes[v].key_of[x[k]];
		plan->offer_first[j + 1] = n;
	}
}

static void
add_loose(struct plan *plan, const struct cand_rule *r, bool bounded)
{
	plan->loose[plan->n_loose++] = r;
	if (!bounded && !r->hard && r->points > 0)
		plan->base += (r->kind == CAND_SHARED && r->cap ? r->cap : r->points) * plan->scale;
}

/* Rules with few values first, and where these are as many, those that must hold. */
static void
sort_levels(struct level *levels, size_t n)
{
	for (size_t k = 1; k < n; k++)
		for (size_t x = k; x > 0; x--) {
			struct level *a = &levels[x - 1], *b = &levels[x], swap;

			if (a->n_seeker < b->n_seeker ||
				(a->n_seeker == b->n_seeker && a->rule->hard >= b->rule->hard))
				break;
			swap = *a;
			*a = *b;
			*b = swap;
		}
}

/* The only lane that can give more than nothing, or NULL. */
static const struct lane *
only_gain(const struct plan *plan)
{
	const struct lane *only = NULL;
	size_t n = 0;

	for (size_t v = 0; v < plan->n_lanes; v++)
		if (plan->lanes[v].most[LANE_MOST] > 0) {
			only = &plan->lanes[v];
			n++;
		}
	return n == 1 ? only : NULL;
}

static void
sort_seekers(struct arena *mem, struct plan *plan)
{
	const struct cand_problem *p = plan->p;
	uint32_t *order = ARENA_ARRAY(mem, uint32_t, p->n_seekers);
	uint32_t *next = ARENA_ARRAY(mem, uint32_t, p->n_seekers), *swap;

	for (size_t i = 0; i < p->n_seekers; i++)
		if (!p->seeker_out || !p->seeker_out[i])
			order[plan->n_order++] = (uint32_t)i;
	for (size_t d = plan->n_levels; d-- > 0;) {
		const struct level *l = &plan->levels[d];
		struct arena *work = arena_new(0);
		size_t *at = ARENA_ARRAY(work, size_t, l->n_seeker + 1);

		for (size_t k = 0; k < plan->n_order; k++)
			at[l->seeker_class[order[k]] + 1]++;
		for (uint32_t v = 0; v < l->n_seeker; v++)
			at[v + 1] += at[v];
		for (size_t k = 0; k < plan->n_order; k++)
			next[at[l->seeker_class[order[k]]]++] = order[k];
		swap = order;
		order = next;
		next = swap;
		arena_free(work);
	}
	plan->order = order;
}

static size_t
count_in(const bool *out, size_t n)
{
	size_t in = 0;

	for (size_t k = 0; k < n; k++)
		in += !out || !out[k];
	return in;
}

/* Gives each rule its way, those of few values first. */
static void
choose(struct arena *mem, struct arena *work, struct plan *plan, struct level *all, size_t n)
{
	const struct cand_problem *p = plan->p;
	size_t each = count_in(p->offer_out, p->n_offers) / OFFERS_A_SEEKER + 4;
	uint32_t most = (uint32_t)(count_in(p->seeker_out, p->n_seekers) / each + LEAVES_ANYWAY);
	uint32_t *group = ARENA_ARRAY(work, uint32_t, p->n_seekers);
	uint32_t *finer = ARENA_ARRAY(work, uint32_t, p->n_seekers), *swap;

	for (size_t k = 0; k < n; k++) {
		double share = density(p, all[k].rule);
		bool by_postings = share <= 1 && plan->n_lanes < MOST_LANES;
		bool fits =
			!(by_postings && share < DENSE) && refine(p, &all[k], group, finer) <= most;

		if (!fits && by_postings) {
			add_lane(mem, plan, all[k].rule);
			continue;
		}
		if (!fits && all[k].rule->kind == CAND_DISTANCE) {
			make_ranges(&all[k], p);
			fits = refine(p, &all[k], group, finer) <= most;
		}
		if (!fits || all[k].ranges)
			add_loose(plan, all[k].rule, fits);
		if (!fits)
			continue;
		plan->levels[plan->n_levels++] = all[k];
		swap = group;
		group = finer;
		finer = swap;
	}
}

void
cand_plan(struct arena *mem, const struct cand_problem *p, struct plan *ret)
{
	struct arena *work = arena_new(0);
	struct level *all = ARENA_ARRAY(work, struct level, p->n_rules);

	MUST(p->n_rules <= CAND_MOST_RULES && p->n_seekers < INT32_MAX && p->n_offers < INT32_MAX);
	*ret = (struct plan){ .p = p, .scale = p->scale ? p->scale : 1 };
	for (size_t k = 0; k < p->n_rules; k++)
		level_init(mem, p, &p->rules[k], &all[k]);
	sort_levels(all, p->n_rules);
	choose(mem, work, ret, all, p->n_rules);
	ret->gain = only_gain(ret);
	list_keys(mem, ret);
	sort_seekers(mem, ret);
	arena_free(work);
}
