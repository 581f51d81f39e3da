/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/matching/people.h"

#include <math.h>

#define TOPICS 600
#define TOPICS_EACH 4
#define UNITS 400
#define LEVELS 11
#define LANGUAGES 12
#define ZONES 12
#define STYLES 4

static uint64_t
next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed >> 11;
}

static int32_t
below(uint64_t *seed, int32_t n)
{
	return (int32_t)(next(seed) % (uint64_t)n);
}

/* The k-th of n comes with a chance of 1 / k (Zipf, 1935). */
static int32_t
zipf(uint64_t *seed, int32_t n)
{
	double u = (double)(next(seed) % (1u << 30)) / (1u << 30);

	return (int32_t)(pow(n + 1.0, u) - 1.0) % n;
}

static struct cand_column
codes(struct arena *mem, uint64_t *seed, size_t n, int32_t most, bool skewed)
{
	int32_t *v = ARENA_ARRAY(mem, int32_t, n);

	for (size_t i = 0; i < n; i++)
		v[i] = skewed ? zipf(seed, most) : below(seed, most);
	return (struct cand_column){ .codes = v };
}

static struct cand_column
numbers(struct arena *mem, uint64_t *seed, size_t n, int32_t most)
{
	int64_t *v = ARENA_ARRAY(mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		v[i] = below(seed, most);
	return (struct cand_column){ .numbers = v };
}

static struct cand_column
sets(struct arena *mem, uint64_t *seed, size_t n, int32_t most, int each)
{
	size_t *first = ARENA_ARRAY(mem, size_t, n + 1);
	int32_t *items = ARENA_ARRAY(mem, int32_t, n * (size_t)each);

	for (size_t i = 0; i < n; i++) {
		first[i + 1] = first[i];
		for (int k = 0; k < each; k++) {
			int32_t x = zipf(seed, most);
			size_t at = first[i + 1];

			while (at > first[i] && items[at - 1] > x)
				at--;
			if (at > first[i] && items[at - 1] == x)
				continue;
			for (size_t move = first[i + 1]; move > at; move--)
				items[move] = items[move - 1];
			items[at] = x;
			first[i + 1]++;
		}
	}
	return (struct cand_column){ .first = first, .items = items };
}

static struct cand_rule
both(struct arena *mem, uint64_t *seed, const struct cand_problem *p, enum cand_kind kind,
	int32_t most)
{
	return (struct cand_rule){ .kind = kind,
		.seeker = codes(mem, seed, p->n_seekers, most, kind == CAND_SAME),
		.offer = codes(mem, seed, p->n_offers, most, kind == CAND_SAME) };
}

struct cand_problem
people_make(struct arena *mem, size_t n_mentees, size_t n_mentors, enum people_kind kind)
{
	struct cand_problem p = { .n_seekers = n_mentees, .n_offers = n_mentors };
	struct cand_rule *r = ARENA_ARRAY(mem, struct cand_rule, 8);
	uint64_t seed = UINT64_C(0x2545f4914f6cdd1d);
	size_t n = 0;

	r[n] = both(mem, &seed, &p, CAND_STEPS, LEVELS);
	r[n].hard = kind != PEOPLE_LOOSE;
	r[n].points = 9;
	r[n].lo = 1;
	r[n++].hi = kind == PEOPLE_LOOSE ? 3 : 4;
	r[n] = both(mem, &seed, &p, CAND_DIFFERENT, UNITS);
	r[n++].hard = true;
	r[n++] = (struct cand_rule){ .kind = CAND_SHARED,
		.lo = 1,
		.hard = true,
		.seeker = sets(mem, &seed, n_mentees, LANGUAGES, 2),
		.offer = sets(mem, &seed, n_mentors, LANGUAGES, 2) };
	r[n++] = (struct cand_rule){ .kind = CAND_SHARED,
		.points = 8,
		.cap = 24,
		.seeker = sets(mem, &seed, n_mentees, TOPICS, TOPICS_EACH),
		.offer = sets(mem, &seed, n_mentors, TOPICS, TOPICS_EACH) };
	r[n] = both(mem, &seed, &p, CAND_SAME, STYLES);
	r[n++].points = 4;
	r[n++] = (struct cand_rule){ .kind = CAND_DISTANCE,
		.points = 10,
		.hi = 5,
		.seeker = numbers(mem, &seed, n_mentees, ZONES),
		.offer = numbers(mem, &seed, n_mentors, ZONES) };
	if (kind == PEOPLE_NUMBERS)
		r[n++] = (struct cand_rule){ .kind = CAND_DISTANCE,
			.points = 20,
			.hi = 4000,
			.seeker = numbers(mem, &seed, n_mentees, 20000),
			.offer = numbers(mem, &seed, n_mentors, 20000) };
	p.rules = r;
	p.n_rules = n;
	return p;
}
