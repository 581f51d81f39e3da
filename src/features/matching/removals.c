/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/removals.h"

#include <string.h>

#include "features/matching/roster.h"

#define SLOTS 1024 /* of what different mentees say about one rule; a power of two */

/* Whom a rule takes from all who say the same as this mentee. */
struct taken {
	bool made;
	size_t mentee;
	uint64_t *bits;
};

struct removals {
	struct arena *mem;
	const struct criteria *k;
	const struct roster *r;
	size_t words;		/* of a row of bits: one for each mentor */
	struct taken **by_rule; /* [rules][SLOTS] of those that must hold */
	uint64_t *out, *now;
};

struct removals *
removals_new(struct arena *mem, const struct criteria *k, const struct roster *r)
{
	struct removals *x = ARENA_NEW(mem, struct removals);

	*x = (struct removals){ .mem = mem,
		.k = k,
		.r = r,
		.words = r->side[MENTOR].n / 64 + 1,
		.by_rule = ARENA_ARRAY(mem, struct taken *, k->n) };
	x->out = ARENA_ARRAY(mem, uint64_t, x->words);
	x->now = ARENA_ARRAY(mem, uint64_t, x->words);
	for (size_t c = 0; c < k->n; c++)
		if (k->list[c].hard)
			x->by_rule[c] = ARENA_ARRAY(mem, struct taken, SLOTS);
	return x;
}

/* ---- what a mentee says about a rule ---- */

static uint64_t
mixed(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

static uint64_t
hash_said(const struct party *p, const struct criterion *x, size_t i)
{
	const struct column *c = &p->columns[x->mentee_field];
	uint64_t h = 1;

	if (x->kind == CRITERION_NOT_MANAGER)
		return mixed(h, (uint64_t)p->managers[i]);
	if (c->codes)
		return mixed(h, (uint64_t)c->codes[i]);
	if (c->numbers)
		return mixed(h, (uint64_t)c->numbers[i]);
	for (size_t n = 0; c->sets && n < c->sets[i].n; n++)
		h = mixed(h, (uint64_t)c->sets[i].codes[n]);
	for (size_t n = 0; c->weeks && n < sizeof c->weeks[i].hours.v / sizeof(uint64_t); n++)
		h = mixed(h, c->weeks[i].hours.v[n]);
	return h;
}

static bool
says_same(const struct party *p, const struct criterion *x, size_t a, size_t b)
{
	const struct column *c = &p->columns[x->mentee_field];

	if (x->kind == CRITERION_NOT_MANAGER)
		return p->managers[a] == p->managers[b];
	if (c->codes)
		return c->codes[a] == c->codes[b];
	if (c->numbers)
		return c->numbers[a] == c->numbers[b];
	if (c->sets)
		return c->sets[a].n == c->sets[b].n &&
		       (!c->sets[a].n || memcmp(c->sets[a].codes, c->sets[b].codes,
						 c->sets[a].n * sizeof *c->sets[a].codes) == 0);
	return c->weeks[a].known == c->weeks[b].known &&
	       memcmp(&c->weeks[a].hours, &c->weeks[b].hours, sizeof c->weeks[a].hours) == 0;
}

/* The mentors whom rule `at` takes from a mentee. */
static const uint64_t *
bits_of(struct removals *x, size_t at, size_t mentee)
{
	const struct criterion *rule = &x->k->list[at];
	const struct party *p = &x->r->side[MENTEE];
	struct taken *t = &x->by_rule[at][hash_said(p, rule, mentee) >> 20 & (SLOTS - 1)];

	if (t->made && says_same(p, rule, t->mentee, mentee))
		return t->bits;
	if (!t->bits)
		t->bits = ARENA_ARRAY(x->mem, uint64_t, x->words);
	memset(t->bits, 0, x->words * sizeof *t->bits);
	for (size_t j = 0; j < x->r->side[MENTOR].n; j++)
		if (!criterion_holds(rule, criterion_measure(rule, x->r, mentee, j)))
			t->bits[j / 64] |= UINT64_C(1) << j % 64;
	t->made = true;
	t->mentee = mentee;
	return t->bits;
}

/* ---- all that takes mentors away, one after the other ---- */

/* Adds what `bits` take to those who are out, and keeps it if it is the most; describes it later. */
static bool
takes_most(struct removals *x, const uint64_t *bits, size_t *most)
{
	size_t removed = 0;

	for (size_t w = 0; w < x->words; w++) {
		removed += (size_t)__builtin_popcountll(bits[w] & ~x->out[w]);
		x->out[w] |= bits[w];
	}
	if (removed <= *most)
		return false;
	*most = removed;
	return true;
}

static void
set_obstacle(struct removals *x, size_t mentee, enum obstacle o)
{
	const struct party *mentors = &x->r->side[MENTOR];
	int64_t key = x->r->side[MENTEE].keys[mentee];

	memset(x->now, 0, x->words * sizeof *x->now);
	if (o == OBSTACLE_APART)
		for (size_t k = x->r->apart_of[mentee]; k; k = x->r->apart[k].next)
			x->now[x->r->apart[k].mentor / 64] |= UINT64_C(1)
							      << x->r->apart[k].mentor % 64;
	for (size_t j = 0; o != OBSTACLE_APART && j < mentors->n; j++)
		if (o == OBSTACLE_SELF ? key && mentors->keys[j] == key : mentors->places[j] <= 0)
			x->now[j / 64] |= UINT64_C(1) << j % 64;
}

bool
removals_worst(struct removals *x, size_t mentee, struct removal *ret)
{
	size_t most = 0;

	memset(x->out, 0, x->words * sizeof *x->out);
	*ret = (struct removal){ 0 };
	for (int o = OBSTACLE_SELF; o <= OBSTACLE_APART; o++) {
		set_obstacle(x, mentee, (enum obstacle)o);
		if (takes_most(x, x->now, &most))
			ret->why = reason_of_obstacle((enum obstacle)o);
	}
	for (size_t c = 0; c < x->k->n; c++)
		if (x->k->list[c].hard && takes_most(x, bits_of(x, c, mentee), &most))
			reason_of_rule(x->mem, x->k, c, &ret->why);
	ret->removed = most;
	return most > 0;
}
