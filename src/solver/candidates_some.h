/* SPDX-License-Identifier: Apache-2.0 */
/* Random people and rules of every kind, for tests. The test has an arena `mem` of its own. */
#ifndef SOLVER_CANDIDATES_SOME_H
#define SOLVER_CANDIDATES_SOME_H

#include <stdlib.h>

#include "solver/candidates.h"

static struct arena *mem;
static bool some_negative; /* points may be negative */

/* More than usual if ROUNDS says so, as in make check-solver. */
static inline int
some_rounds(int usual)
{
	const char *set = getenv("ROUNDS");
	int more = set ? atoi(set) / 6000 : 1;

	return usual * (more > 1 ? more : 1);
}

static uint64_t seed = 88172645463325252u;

static inline int64_t
chance(int64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)((seed >> 11) % (uint64_t)below);
}

static inline struct cand_column
some_codes(size_t n, int64_t most)
{
	int32_t *codes = ARENA_ARRAY(mem, int32_t, n);

	for (size_t i = 0; i < n; i++)
		codes[i] = chance(8) ? (int32_t)chance(most) : CAND_UNKNOWN;
	return (struct cand_column){ .codes = codes };
}

static inline struct cand_column
some_numbers(size_t n, int64_t most)
{
	int64_t *numbers = ARENA_ARRAY(mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		numbers[i] = chance(8) ? chance(most) - most / 3 : CAND_NO_NUMBER;
	return (struct cand_column){ .numbers = numbers };
}

static inline struct cand_column
some_sets(size_t n, int64_t most)
{
	size_t *first = ARENA_ARRAY(mem, size_t, n + 1);
	int32_t *items = ARENA_ARRAY(mem, int32_t, n * 6);

	for (size_t i = 0; i < n; i++) {
		int32_t next = (int32_t)chance(most / 4 + 1);

		first[i + 1] = first[i];
		for (int64_t k = chance(7); k > 0 && next < most; k--) {
			items[first[i + 1]++] = next;
			next += 1 + (int32_t)chance(most / 4 + 1);
		}
	}
	return (struct cand_column){ .first = first, .items = items };
}

static inline const uint64_t (*some_bits(int64_t n))[CAND_WORDS]
{
	uint64_t(*bits)[CAND_WORDS] = arena_array(mem, (size_t)n, sizeof *bits);

	for (int64_t i = 0; i < n; i++)
		for (int w = 0; w < CAND_WORDS; w++)
			bits[i][w] = (uint64_t)chance(INT64_MAX) & (uint64_t)chance(INT64_MAX);
	return (const uint64_t(*)[CAND_WORDS])bits;
}

static inline struct cand_rule
some_rule(size_t n, size_t m)
{
	static const int64_t sizes[] = { 2, 5, 40, 1000 };
	int64_t most = sizes[chance(4)];
	struct cand_rule r = { .kind = (enum cand_kind)chance(6),
		.hard = chance(4) == 0,
		.points = chance(10) || !some_negative ? chance(12) : -chance(12) };

	if (r.kind == CAND_SHARED) {
		r.seeker = some_sets(n, most);
		r.offer = some_sets(m, most);
		r.lo = r.hard ? 1 : chance(3);
		r.cap = chance(2) ? r.points * 3 : 0;
	} else if (r.kind == CAND_DISTANCE) {
		r.seeker = some_numbers(n, most * most);
		r.offer = some_numbers(m, most * most);
		r.hi = chance(5) ? chance(most * most) : 0;
	} else {
		r.seeker = some_codes(n, most);
		r.offer = some_codes(m, most);
		r.lo = r.kind == CAND_OVERLAP ? chance(100) : chance(5) - 2;
		r.hi = r.lo + chance(most);
		r.bits = r.kind == CAND_OVERLAP ? some_bits(most) : NULL;
	}
	return r;
}

static inline bool *
some_of(size_t n)
{
	bool *is = ARENA_ARRAY(mem, bool, n);

	for (size_t i = 0; i < n; i++)
		is[i] = chance(9) == 0;
	return is;
}

static inline int64_t *
some_values(size_t n, int64_t most)
{
	int64_t *v = ARENA_ARRAY(mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		v[i] = chance(most) - most / 2;
	return v;
}

static inline void
add_apart(struct cand_problem *p)
{
	size_t *first = ARENA_ARRAY(mem, size_t, p->n_seekers + 1);
	int32_t *apart = ARENA_ARRAY(mem, int32_t, p->n_seekers * 3);

	for (size_t i = 0; i < p->n_seekers; i++) {
		first[i + 1] = first[i];
		for (int64_t k = chance(4); k > 0; k--)
			apart[first[i + 1]++] = (int32_t)chance((int64_t)p->n_offers);
	}
	p->apart_first = first;
	p->apart = apart;
}

static inline struct cand_problem
some_problem(size_t n, size_t m, int64_t most_rules)
{
	struct cand_rule *rules = ARENA_ARRAY(mem, struct cand_rule, most_rules);
	struct cand_problem p = { .n_seekers = n,
		.n_offers = m,
		.rules = rules,
		.k = 1 + (size_t)chance(9),
		.threads = 1 };

	for (p.n_rules = (size_t)chance(most_rules + 1); most_rules-- > (int64_t)0;)
		rules[most_rules] = some_rule(n, m);
	if (chance(3) == 0)
		p.seeker_out = some_of(n);
	if (chance(3) == 0)
		p.offer_out = some_of(m);
	if (chance(2))
		add_apart(&p);
	if (chance(3) == 0) {
		p.scale = 1 + chance(5);
		p.offset = some_values(m, 50);
	}
	if (chance(4) == 0)
		p.above = some_values(n, 60);
	p.count = chance(2);
	return p;
}

#endif
