/* SPDX-License-Identifier: Apache-2.0 */
/* Random tiny problems of every kind, for the tests of src/solver/assign*.c. ROUNDS in the environment says how
 * many; the suite runs a share of a few seconds, `make check-solver` 120,000. */
#ifndef SOLVER_ASSIGN_TINY_H
#define SOLVER_ASSIGN_TINY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/assign.h"

#define MOST 7

static struct arena *mem;
static uint64_t seed = 88172645463325252u;

static inline uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static inline int
rounds(int usual)
{
	const char *set = getenv("ROUNDS");

	return set ? atoi(set) : usual;
}

/* ---- problems ---- */

struct tiny {
	struct assign_problem p;
	bool open[MOST][MOST], pinned[MOST][MOST];
	int64_t score[MOST][MOST];
	int32_t capacity[MOST], lower[MOST], wants[MOST];
};

static inline int64_t
random_score(int magnitude)
{
	static const int64_t spans[] = { 1, 2, 4, 21, 2001, 2000000001, INT64_C(4000000000000) };
	int64_t span = spans[magnitude % 7];

	return (int64_t)chance((uint64_t)span) - (magnitude / 7 ? span / 2 : 0);
}

/* People: at most `most` a side; wants of more than one now and then. */
static inline struct tiny *
random_tiny(size_t most)
{
	struct tiny *t = ARENA_ARRAY(mem, struct tiny, 1);
	struct assign_problem *p = &t->p;
	size_t n = chance(most + 1), m = chance(most + 1), density = chance(101);
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, 2 * n * m);
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, n * m);
	struct assign_pair *bans = ARENA_ARRAY(mem, struct assign_pair, n * m);
	int magnitude = (int)chance(14), seats = (int)chance(7) + 1;
	bool several = chance(4) == 0, pinning = chance(4) == 0;
	int32_t left[MOST], want[MOST];

	for (size_t j = 0; j < m; j++) {
		left[j] = t->capacity[j] = (int32_t)chance((uint64_t)seats);
		t->lower[j] = (int32_t)chance((uint64_t)t->capacity[j] + 1);
	}
	for (size_t i = 0; i < n; i++) {
		want[i] = t->wants[i] = several ? (int32_t)chance(4) : 1;
		for (size_t j = 0; j < m; j++) {
			struct assign_pair x = { (int32_t)i, (int32_t)j, random_score(magnitude) };

			if (chance(100) >= density)
				continue;
			t->open[i][j] = true;
			t->score[i][j] = x.score;
			pairs[p->n_pairs++] = x;
			if (pinning && chance(5) == 0 && left[j] && want[i]) {
				left[j]--;
				want[i]--;
				t->pinned[i][j] = true;
				pins[p->n_pins++] = x;
			} else if (chance(12) == 0) {
				t->open[i][j] = false;
				bans[p->n_bans++] = x;
			} else if (chance(12) == 0) {
				x.score -= (int64_t)chance(3);
				pairs[p->n_pairs++] = x; /* twice, and not better */
			}
		}
	}
	for (size_t k = p->n_pairs; k > 1; k--) {
		size_t other = chance(k);
		struct assign_pair x = pairs[other];

		pairs[other] = pairs[k - 1];
		pairs[k - 1] = x;
	}
	p->n_mentees = n;
	p->n_mentors = m;
	p->capacity = t->capacity;
	p->lower = t->lower;
	p->wants = several ? t->wants : NULL;
	p->pairs = pairs;
	p->pins = pins;
	p->bans = bans;
	p->aim = chance(3) == 0 ? ASSIGN_FIT : ASSIGN_EVERYONE;
	p->quota = chance(3) == 0;
	if (p->aim == ASSIGN_EVERYONE && chance(3) == 0)
		p->fair = several || chance(2) ? ASSIGN_BOTTLENECK : ASSIGN_LEXIMIN;
	return t;
}

/* ---- what every answer must be ---- */

static inline void
assert_checked(const struct assign_problem *p, const struct assign_result *r)
{
	const char *fault = assign_check(mem, p, r);

	if (fault)
		fail_msg("%s", fault);
}

static inline struct assign_result
solve(const struct assign_problem *p)
{
	struct assign_result r = { 0 };

	assert_int_equal(assign_solve(mem, p, &r), ASSIGN_OK);
	assert_checked(p, &r);
	return r;
}

static inline int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 18);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

#endif
