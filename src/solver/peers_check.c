/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The check shares nothing with the solver but the meaning of prices: see struct peers_proof. Whatever
 * one changes of a pair or a price that matters, it does not add up any more.
 */
#include "solver/peers.h"

#include <stdlib.h>

struct check {
	const struct peers_problem *p;
	const struct peers_result *r;
	const char *fault;
	peers_value *inside;   /* [group] prices of it and of all around it */
	int32_t *depth, *jump; /* [group] groups around it; one of them, further out */
	peers_value total;     /* the greatest size of a weight; sum of the answer's weights */
	const struct peers_pair **of; /* [n] the pair of the answer that somebody is in */
	bool *seen;		      /* [pair of the answer] it is listed, with this weight */
};

static void
fault(struct check *k, const char *why)
{
	if (!k->fault)
		k->fault = why;
}

static void
add(struct check *k, peers_value *sum, peers_value x)
{
	if (__builtin_add_overflow(*sum, x, sum))
		fault(k, "A price is out of range.");
}

/* ---- groups ---- */

/* Each group knows the one around it and one further out, such that every way up takes few steps (Myers,
 * "An applicative random-access stack", 1983). */
static void
set_up_groups(struct arena *mem, struct check *k)
{
	const struct peers_proof *f = &k->r->proof;

	k->inside = ARENA_ARRAY(mem, peers_value, f->n_groups);
	k->depth = ARENA_ARRAY(mem, int32_t, f->n_groups);
	k->jump = ARENA_ARRAY(mem, int32_t, f->n_groups);
	for (size_t g = f->n_groups; g-- > 0 && !k->fault;) {
		int32_t up = f->around[g], far;

		if (up != -1 && (up <= (int32_t)g || (size_t)up >= f->n_groups)) {
			fault(k, "A group lies in one that is not around it.");
			return;
		}
		if (f->group[g] < 0)
			fault(k, "A price is below 0.");
		k->jump[g] = up;
		k->inside[g] = f->group[g];
		if (up < 0)
			continue;
		add(k, &k->inside[g], k->inside[up]);
		k->depth[g] = k->depth[up] + 1;
		far = k->jump[up];
		if (far >= 0 &&
			k->depth[up] - k->depth[far] ==
				(k->jump[far] < 0 ? -2 : k->depth[far] - k->depth[k->jump[far]]))
			k->jump[g] = k->jump[far];
	}
}

static int32_t
up_to(const struct check *k, int32_t g, int32_t depth)
{
	while (k->depth[g] > depth) {
		int32_t far = k->jump[g];

		g = far >= 0 && k->depth[far] >= depth ? far : k->r->proof.around[g];
	}
	return g;
}

/* Prices of the groups that hold both. */
static peers_value
shared(const struct check *k, int32_t a, int32_t b)
{
	const struct peers_proof *f = &k->r->proof;
	int32_t g = f->group_of[a], h = f->group_of[b];

	if (g < 0 || h < 0)
		return 0;
	if (k->depth[g] > k->depth[h])
		g = up_to(k, g, k->depth[h]);
	else
		h = up_to(k, h, k->depth[g]);
	while (g >= 0 && g != h) {
		bool far = k->jump[g] >= 0 && k->jump[h] >= 0 && k->jump[g] != k->jump[h];

		g = far ? k->jump[g] : f->around[g];
		h = far ? k->jump[h] : f->around[h];
	}
	return g < 0 ? 0 : k->inside[g];
}

/* ---- the answer ---- */

static void
check_pairs(struct arena *mem, struct check *k)
{
	const struct peers_result *r = k->r;

	k->of = ARENA_ARRAY(mem, const struct peers_pair *, k->p->n);
	k->seen = ARENA_ARRAY(mem, bool, r->count);
	for (size_t t = 0; t < r->count; t++) {
		const struct peers_pair *x = &r->pairs[t];

		if (x->a < 0 || x->b <= x->a || (size_t)x->b >= k->p->n) {
			fault(k, "A pair is of nobody.");
			return;
		}
		if (t && r->pairs[t - 1].a >= x->a)
			fault(k, "A pair is there twice or out of order.");
		if (k->of[x->a] || k->of[x->b])
			fault(k, "Somebody has more than one partner.");
		k->of[x->a] = k->of[x->b] = x;
		add(k, &k->total, x->weight);
	}
	for (size_t i = 0; i < k->p->n; i++) {
		const struct peers_pair *x = k->of[i];
		int32_t partner = !x ? -1 : x->a == (int32_t)i ? x->b : x->a;

		if (r->partner[i] != partner)
			fault(k, "A partner is not the one of his pair.");
	}
	if (k->total != r->weight)
		fault(k, "The total weight is wrong.");
}

/* No pair is worth more than the prices around it; those of the answer are listed. */
static void
check_listed(struct check *k)
{
	const struct peers_proof *f = &k->r->proof;

	for (size_t e = 0; e < k->p->n_pairs && !k->fault; e++) {
		const struct peers_pair *x = &k->p->pairs[e];
		peers_value worth, prices;
		const struct peers_pair *made;

		if (x->a < 0 || (size_t)x->a >= k->p->n || x->b < 0 || (size_t)x->b >= k->p->n ||
			x->a == x->b) {
			fault(k, "A pair names somebody who does not take part.");
			return;
		}
		worth = x->weight + f->bonus;
		prices = f->person[x->a] + f->person[x->b];
		if (2 * worth > prices && 2 * worth > prices + shared(k, x->a, x->b))
			fault(k, "A price is too low: there may be a better answer.");
		made = k->of[x->a];
		if (!made || made != k->of[x->b])
			continue;
		if (x->weight > made->weight)
			fault(k, "The weight of a pair is wrong.");
		k->seen[made - k->r->pairs] |= x->weight == made->weight;
	}
}

/* The sum of all prices is what the answer is worth, twice. */
static void
check_sum(struct arena *mem, struct check *k)
{
	const struct peers_proof *f = &k->r->proof;
	int32_t *people = ARENA_ARRAY(mem, int32_t, f->n_groups);
	peers_value sum = 0, times;

	for (size_t i = 0; i < k->p->n; i++) {
		add(k, &sum, f->person[i]);
		if (f->group_of[i] >= 0)
			people[f->group_of[i]]++;
	}
	for (size_t g = 0; g < f->n_groups; g++) {
		if (f->around[g] >= 0)
			people[f->around[g]] += people[g];
		if (__builtin_mul_overflow(f->group[g], (peers_value)(people[g] / 2), &times))
			fault(k, "A price is out of range.");
		else
			add(k, &sum, times);
	}
	if (sum != 2 * (k->total + f->bonus * (peers_value)k->r->count))
		fault(k, "The prices do not add up to what the answer is worth.");
}

/* Everything is far below what 128 bits hold, so that sums of a few of these need no further look. */
static void
check_range(struct check *k)
{
	const struct peers_proof *f = &k->r->proof;
	peers_value far = (peers_value)1 << 124;

	if (f->bonus < 0 || f->bonus > far / (peers_value)(k->r->count + 1))
		fault(k, "The bonus is out of range.");
	for (size_t i = 0; i < k->p->n && !k->fault; i++) {
		if (f->person[i] < 0 || f->person[i] > far)
			fault(k, "A price is out of range.");
		if (f->group_of[i] < -1 || f->group_of[i] >= (int32_t)f->n_groups)
			fault(k, "A group is not there.");
	}
}

/* ---- the bonus ---- */

static int
by_people(const void *left, const void *right)
{
	const struct peers_pair *x = left, *y = right;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

static struct peers_pair
upwards(const struct peers_pair *x)
{
	return (struct peers_pair){ x->a < x->b ? x->a : x->b, x->a < x->b ? x->b : x->a,
		x->weight };
}

/* Is the weight of a pair small enough for the bonus to outdo any sum of such? */
static bool
is_small(const struct check *k, const struct peers_pair *x)
{
	peers_value size = x->weight;

	return (size < 0 ? -size : size) < k->r->proof.bonus / (peers_value)(k->p->n + 1);
}

/* With the aim of everyone, all weights are small, but for those below 0 of pairs that are listed again
 * with a small one. */
static void
check_bonus(struct arena *mem, struct check *k)
{
	const struct peers_problem *p = k->p;
	struct peers_pair *large, x;
	size_t n = 0, to = 0;
	bool *again;

	for (size_t e = 0; e < p->n_pairs; e++)
		n += !is_small(k, &p->pairs[e]);
	large = ARENA_ARRAY(mem, struct peers_pair, n);
	again = ARENA_ARRAY(mem, bool, n);
	for (size_t e = n = 0; e < p->n_pairs; e++)
		if (!is_small(k, &p->pairs[e]))
			large[n++] = upwards(&p->pairs[e]);
	qsort(large, n, sizeof *large, by_people);
	for (size_t e = 0; e < n; e++) {
		if (large[e].weight >= 0)
			fault(k, "The bonus is not the one of the aim.");
		if (!to || by_people(&large[to - 1], &large[e]) != 0)
			large[to++] = large[e];
	}
	for (size_t e = 0; to && e < p->n_pairs; e++) {
		const struct peers_pair *at;

		x = upwards(&p->pairs[e]);
		if (is_small(k, &x) && (at = bsearch(&x, large, to, sizeof x, by_people)))
			again[at - large] = true;
	}
	for (size_t e = 0; e < to; e++)
		if (!again[e])
			fault(k, "The bonus is not the one of the aim.");
}

static void
check_aim(struct arena *mem, struct check *k)
{
	if (k->p->aim == PEERS_EVERYONE && k->r->proof.bonus)
		check_bonus(mem, k);
	else if (k->p->aim == PEERS_EVERYONE || k->r->proof.bonus)
		fault(k, "The bonus is not the one of the aim.");
	for (size_t t = 0; t < k->r->count; t++)
		if (!k->seen[t])
			fault(k, "A pair is not listed with this weight.");
}

const char *
peers_check(struct arena *mem, const struct peers_problem *p, const struct peers_result *r)
{
	struct check k = { .p = p, .r = r };

	check_range(&k);
	if (!k.fault)
		set_up_groups(mem, &k);
	if (!k.fault)
		check_pairs(mem, &k);
	if (!k.fault)
		check_listed(&k);
	if (!k.fault)
		check_sum(mem, &k);
	if (!k.fault)
		check_aim(mem, &k);
	return k.fault;
}
