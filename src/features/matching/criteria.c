/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From people to eligible pairs. For one mentee after the other, each hard rule thins out the list of
 * mentors, then each weighted one adds its points: loops over whole columns, with the kind of the
 * rule decided outside of them.
 */
#include "features/matching/criteria.h"

#include <string.h>

#include "base/str.h"
#include "features/matching/roster.h"

static const char *const words[CRITERION_KINDS] = {
	[CRITERION_SAME] = "same",
	[CRITERION_DIFFERENT] = "different",
	[CRITERION_STEPS] = "steps",
	[CRITERION_SHARED] = "shared",
	[CRITERION_DISTANCE] = "distance",
	[CRITERION_HOURS] = "hours",
	[CRITERION_NOT_MANAGER] = "not_manager",
};

const char *
criterion_word(enum criterion_kind kind)
{
	return words[kind];
}

bool
criterion_kind_of(const char *word, enum criterion_kind *ret)
{
	int i;

	for (i = 0; i < CRITERION_KINDS; i++)
		if (str_eq(words[i], word)) {
			*ret = (enum criterion_kind)i;
			return true;
		}
	return false;
}

static bool
is_list(enum value_kind kind)
{
	return kind == VALUE_SET || kind == VALUE_TEXT;
}

bool
criterion_compares(enum criterion_kind kind, enum value_kind a, enum value_kind b)
{
	switch (kind) {
	case CRITERION_SAME:
	case CRITERION_DIFFERENT:
		return a == b && (a == VALUE_TEXT || a == VALUE_ORDERED);
	case CRITERION_STEPS:
		return a == b && a == VALUE_ORDERED;
	case CRITERION_SHARED:
		return is_list(a) && is_list(b);
	case CRITERION_DISTANCE:
		return a == b && a == VALUE_NUMBER;
	case CRITERION_HOURS:
		return a == b && a == VALUE_HOURS;
	case CRITERION_NOT_MANAGER:
		return true;
	}
	return false;
}

/* A text is a set of one. */
static inline struct item_set
set_of(const struct column *c, size_t person)
{
	int32_t *code;

	if (c->sets)
		return c->sets[person];
	code = &c->codes[person];
	if (*code == NO_CODE)
		return (struct item_set){ 0 };
	return (struct item_set){ .codes = code, .n = 1, .seen = UINT64_C(1) << (*code & 63) };
}

static inline int64_t
shared_items(const struct column *a, size_t i, const struct column *b, size_t j)
{
	struct item_set x = set_of(a, i), y = set_of(b, j);
	uint32_t at = 0, to = 0;
	int64_t n = 0;

	if (!(x.seen & y.seen))
		return 0;
	while (at < x.n && to < y.n) {
		int32_t left = x.codes[at], right = y.codes[to];

		n += left == right;
		at += left <= right;
		to += right <= left;
	}
	return n;
}

static inline int64_t
shared_hours(const struct week *a, const struct week *b)
{
	if (!a->known || !b->known)
		return UNKNOWN;
	return week_overlap(&a->hours, &b->hours) / 2;
}

/* What there is to compare: 1 or 0 for same, different and the line manager; steps up; the number of
 * shared items; the distance in thousandths; hours of a week; UNKNOWN. */
static inline __attribute__((always_inline)) int64_t
measure(enum criterion_kind kind, const struct criterion *x, const struct roster *r, size_t i,
	size_t j)
{
	const struct party *mentees = &r->side[MENTEE], *mentors = &r->side[MENTOR];
	const struct column *a = &mentees->columns[x->mentee_field];
	const struct column *b = &mentors->columns[x->mentor_field];

	switch (kind) {
	case CRITERION_SAME:
	case CRITERION_DIFFERENT:
		if (a->codes[i] == NO_CODE || b->codes[j] == NO_CODE)
			return UNKNOWN;
		return a->codes[i] == b->codes[j];
	case CRITERION_STEPS:
		if (a->codes[i] == NO_CODE || b->codes[j] == NO_CODE)
			return UNKNOWN;
		return (int64_t)b->codes[j] - a->codes[i];
	case CRITERION_SHARED:
		return shared_items(a, i, b, j);
	case CRITERION_DISTANCE:
		if (a->numbers[i] == NO_NUMBER || b->numbers[j] == NO_NUMBER)
			return UNKNOWN;
		return a->numbers[i] > b->numbers[j] ? a->numbers[i] - b->numbers[j]
						     : b->numbers[j] - a->numbers[i];
	case CRITERION_HOURS:
		return shared_hours(&a->weeks[i], &b->weeks[j]);
	case CRITERION_NOT_MANAGER:
		return !mentees->managers[i] || mentees->managers[i] != mentors->keys[j];
	}
	return UNKNOWN;
}

static inline int64_t
at_least_one(int64_t lo)
{
	return lo > 1 ? lo : 1;
}

static inline __attribute__((always_inline)) bool
holds(enum criterion_kind kind, const struct criterion *x, int64_t m)
{
	switch (kind) {
	case CRITERION_SAME:
	case CRITERION_NOT_MANAGER:
		return m == 1;
	case CRITERION_DIFFERENT:
		return m != 1;
	case CRITERION_STEPS:
		return m != UNKNOWN && m >= x->lo && m <= x->hi;
	case CRITERION_SHARED:
	case CRITERION_HOURS:
		return m >= at_least_one(x->lo);
	case CRITERION_DISTANCE:
		return m != UNKNOWN && m <= x->hi * THOUSAND;
	}
	return false;
}

static inline __attribute__((always_inline)) int64_t
points(enum criterion_kind kind, const struct criterion *x, int64_t m)
{
	int64_t all;

	if (!holds(kind, x, m))
		return 0;
	if (kind == CRITERION_DISTANCE) {
		if (x->hi == 0)
			return x->points;
		return (int64_t)((__int128)x->points * (x->hi * THOUSAND - m) / (x->hi * THOUSAND));
	}
	if (kind != CRITERION_SHARED || !x->cap)
		return x->points;
	all = x->points * m;
	return all > x->cap ? x->cap : all;
}

int64_t
criterion_measure(const struct criterion *x, const struct roster *r, size_t i, size_t j)
{
	return measure(x->kind, x, r, i, j);
}

bool
criterion_holds(const struct criterion *x, int64_t measured)
{
	return holds(x->kind, x, measured);
}

int64_t
criterion_points(const struct criterion *x, int64_t measured)
{
	return points(x->kind, x, measured);
}

/* One loop for each kind: `apply(kind)` is compiled seven times with a constant. */
#define FOR_KIND(k, apply)                                                                         \
	switch (k) {                                                                               \
	case CRITERION_SAME:                                                                       \
		return apply(CRITERION_SAME);                                                      \
	case CRITERION_DIFFERENT:                                                                  \
		return apply(CRITERION_DIFFERENT);                                                 \
	case CRITERION_STEPS:                                                                      \
		return apply(CRITERION_STEPS);                                                     \
	case CRITERION_SHARED:                                                                     \
		return apply(CRITERION_SHARED);                                                    \
	case CRITERION_DISTANCE:                                                                   \
		return apply(CRITERION_DISTANCE);                                                  \
	case CRITERION_HOURS:                                                                      \
		return apply(CRITERION_HOURS);                                                     \
	case CRITERION_NOT_MANAGER:                                                                \
		return apply(CRITERION_NOT_MANAGER);                                               \
	}

static inline __attribute__((always_inline)) size_t
keep(enum criterion_kind kind, const struct criterion *x, const struct roster *r, size_t i,
	int32_t *list, size_t n)
{
	size_t kept = 0, k;

	for (k = 0; k < n; k++) {
		int32_t j = list[k];

		list[kept] = j;
		kept += holds(kind, x, measure(kind, x, r, i, (size_t)j));
	}
	return kept;
}

/* Keeps the mentors of the list for whom the rule holds; returns how many. */
static size_t
keep_those(const struct criterion *x, const struct roster *r, size_t i, int32_t *list, size_t n)
{
#define KEEP(kind) keep(kind, x, r, i, list, n)
	FOR_KIND(x->kind, KEEP)
	return n;
}

static inline __attribute__((always_inline)) void
add(enum criterion_kind kind, const struct criterion *x, const struct roster *r,
	struct assign_pair *pairs, size_t n)
{
	size_t k;

	for (k = 0; k < n; k++)
		pairs[k].score += points(kind, x,
			measure(kind, x, r, (size_t)pairs[k].mentee, (size_t)pairs[k].mentor));
}

static void
add_points(const struct criterion *x, const struct roster *r, struct assign_pair *pairs, size_t n)
{
#define ADD(kind) add(kind, x, r, pairs, n)
	FOR_KIND(x->kind, ADD)
}

static size_t
drop_impossible(const struct roster *r, size_t i, int32_t *list, size_t n)
{
	size_t kept = 0, k;

	for (k = 0; k < n; k++) {
		list[kept] = list[k];
		kept += obstacle_of(r, i, (size_t)list[k]) == NO_OBSTACLE;
	}
	return kept;
}

static size_t
eligible(const struct criteria *k, const struct roster *r, size_t i, int32_t *list)
{
	size_t n = r->side[MENTOR].n, j, c;

	for (j = 0; j < n; j++)
		list[j] = (int32_t)j;
	n = drop_impossible(r, i, list, n);
	for (c = 0; c < k->n && n; c++)
		if (k->list[c].hard)
			n = keep_those(&k->list[c], r, i, list, n);
	return n;
}

void
criteria_pairs(struct arena *mem, const struct criteria *k, const struct roster *r,
	struct assign_pair **ret_pairs, size_t *ret_n)
{
	int32_t *list = ARENA_ARRAY(mem, int32_t, r->side[MENTOR].n);
	struct assign_pair *pairs = NULL;
	size_t n = 0, room = 0, i, j, c;

	for (i = 0; i < r->side[MENTEE].n; i++) {
		size_t more = eligible(k, r, i, list);

		if (!more)
			continue;
		if (n + more > room) {
			size_t wider = room * 2 > n + more ? room * 2 : n + more;

			pairs = arena_grow(mem, pairs, n * sizeof *pairs, wider * sizeof *pairs);
			room = wider;
		}
		for (j = 0; j < more; j++)
			pairs[n + j] = (struct assign_pair){ (int32_t)i, list[j], 0 };
		for (c = 0; c < k->n; c++)
			if (!k->list[c].hard)
				add_points(&k->list[c], r, pairs + n, more);
		n += more;
	}
	*ret_pairs = pairs;
	*ret_n = n;
}

bool
criteria_pair(const struct criteria *k, const struct roster *r, size_t mentee, size_t mentor,
	int64_t *ret_points)
{
	bool ok = obstacle_of(r, mentee, mentor) == NO_OBSTACLE;
	int64_t sum = 0;
	size_t c;

	for (c = 0; c < k->n; c++) {
		const struct criterion *x = &k->list[c];
		int64_t m = criterion_measure(x, r, mentee, mentor);

		if (x->hard)
			ok = ok && criterion_holds(x, m);
		else
			sum += criterion_points(x, m);
	}
	*ret_points = sum;
	return ok;
}

/* Steps of the same two fields exclude each other where their ranges do not overlap, so the best step
 * is looked for once for all of them. */
static int64_t
best_step(const struct criteria *k, const struct criterion *x)
{
	int64_t most = (int64_t)k->fields[x->mentor_field].n_order, step, best = 0;
	size_t c;

	for (step = -most; step <= most; step++) {
		int64_t sum = 0;

		for (c = 0; c < k->n; c++) {
			const struct criterion *y = &k->list[c];

			if (!y->hard && y->kind == CRITERION_STEPS &&
				y->mentee_field == x->mentee_field &&
				y->mentor_field == x->mentor_field && step >= y->lo &&
				step <= y->hi)
				sum += y->points;
		}
		best = sum > best ? sum : best;
	}
	return best;
}

static bool
is_first_step(const struct criteria *k, size_t at)
{
	size_t c;

	for (c = 0; c < at; c++)
		if (!k->list[c].hard && k->list[c].kind == CRITERION_STEPS &&
			k->list[c].mentee_field == k->list[at].mentee_field &&
			k->list[c].mentor_field == k->list[at].mentor_field)
			return false;
	return true;
}

int64_t
criteria_best(const struct criteria *k)
{
	int64_t sum = 0;
	size_t c;

	for (c = 0; c < k->n; c++) {
		const struct criterion *x = &k->list[c];

		if (x->hard)
			continue;
		if (x->kind == CRITERION_STEPS)
			sum += is_first_step(k, c) ? best_step(k, x) : 0;
		else if (x->points > 0)
			sum += x->kind == CRITERION_SHARED && x->cap ? x->cap : x->points;
	}
	return sum;
}
