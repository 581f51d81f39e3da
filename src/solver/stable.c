/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/stable_core.h"

#include <string.h>

#define MOST_PEOPLE (INT32_MAX - 1)
#define MOST_ENTRIES (INT32_MAX - 1)

/* ---- the way from one list to the other ---- */

struct asked { /* an entry, and whose it is */
	uint32_t entry;
	int32_t by;
};

/* The entries of a that name somebody with a long list, by whom they name; begin[y] is where y's are. */
static struct asked *
group_by_other(struct arena *mem, const struct stable_side *a, const bool *is_long, size_t n,
	uint32_t *begin)
{
	uint32_t sum = 0, *at = ARENA_ARRAY(mem, uint32_t, n);
	struct asked *all;

	for (uint32_t e = 0; e < a->first[a->n]; e++)
		if (is_long[a->list[e]])
			at[a->list[e]]++;
	for (size_t y = 0; y < n; y++) {
		uint32_t here = at[y];

		at[y] = begin[y] = sum;
		sum += here;
	}
	begin[n] = sum;
	all = ARENA_ARRAY(mem, struct asked, sum);
	for (size_t x = 0; x < a->n; x++)
		for (uint32_t e = a->first[x]; e < a->first[x + 1]; e++)
			if (is_long[a->list[e]])
				all[at[a->list[e]]++] = (struct asked){ e, (int32_t)x };
	return all;
}

uint32_t *
stable_places(
	struct arena *mem, const struct stable_side *a, const struct stable_side *b, size_t from)
{
	uint32_t *place = ARENA_ARRAY(mem, uint32_t, a->first[a->n]);
	uint32_t *begin = ARENA_ARRAY(mem, uint32_t, b->n + 1), *at;
	bool *is_long = ARENA_ARRAY(mem, bool, b->n);
	struct asked *asked;

	for (size_t y = 0; y < b->n; y++)
		is_long[y] = b->first[y + 1] - b->first[y] >= from;
	asked = group_by_other(mem, a, is_long, b->n, begin);
	at = ARENA_ARRAY(mem, uint32_t, a->n);
	memset(at, 0xff, a->n * sizeof *at);
	for (size_t y = 0; y < b->n; y++) {
		if (!is_long[y])
			continue;
		for (uint32_t f = b->first[y]; f < b->first[y + 1]; f++)
			at[b->list[f]] = f;
		for (uint32_t k = begin[y]; k < begin[y + 1]; k++)
			place[asked[k].entry] = at[asked[k].by];
		for (uint32_t f = b->first[y]; f < b->first[y + 1]; f++)
			at[b->list[f]] = STABLE_NONE;
	}
	return place;
}

/* ---- the whole ---- */

static enum stable_status
judge_side(const struct stable_side *s, size_t n_other)
{
	uint32_t most = 0;

	for (size_t i = 0; s->capacity && i < s->n; i++)
		if (s->capacity[i] < 0)
			return STABLE_BAD_CAPACITY;
	for (uint32_t e = 0; e < s->first[s->n]; e++)
		most = (uint32_t)s->list[e] > most ? (uint32_t)s->list[e] : most;
	return s->first[s->n] && most >= n_other ? STABLE_BAD_ID : STABLE_OK;
}

static enum stable_status
judge(const struct stable_problem *p)
{
	enum stable_status s;

	if (p->residents.n > MOST_PEOPLE || p->hospitals.n > MOST_PEOPLE ||
		p->residents.first[p->residents.n] > MOST_ENTRIES ||
		p->hospitals.first[p->hospitals.n] > MOST_ENTRIES)
		return STABLE_TOO_MANY;
	s = judge_side(&p->residents, p->hospitals.n);
	return s == STABLE_OK ? judge_side(&p->hospitals, p->residents.n) : s;
}

enum stable_status
stable_solve(struct arena *mem, const struct stable_problem *p, struct stable_result *ret)
{
	bool (*const method[])(struct arena *, const struct stable_problem *, int32_t *) = {
		[STABLE_WEAK] = stable_weak,
		[STABLE_STRONG] = stable_with_ties,
		[STABLE_SUPER] = stable_with_ties,
		[STABLE_MAX] = stable_largest,
	};
	enum stable_status s = judge(p);
	struct stable_result r = { 0 };
	bool found;

	if (s != STABLE_OK)
		return s;
	r.hospital = ARENA_ARRAY(mem, int32_t, p->residents.n);
	memset(r.hospital, 0xff, p->residents.n * sizeof *r.hospital);
	found = method[p->ties](mem, p, r.hospital);
	if (stable_stopped(p))
		return STABLE_STOPPED;
	if (!found)
		return STABLE_NO_SUCH;
	for (size_t i = 0; i < p->residents.n; i++)
		r.count += r.hospital[i] >= 0;
	*ret = r;
	return STABLE_OK;
}

const char *
stable_status_text(enum stable_status s)
{
	static const char *const text[] = {
		[STABLE_OK] = "solved",
		[STABLE_NO_SUCH] = "no matching is stable in this sense",
		[STABLE_STOPPED] = "stopped",
		[STABLE_TOO_MANY] = "there are more people than can be counted here",
		[STABLE_BAD_CAPACITY] = "a number of places is below 0",
		[STABLE_BAD_ID] = "somebody is on a list who is not there",
	};

	return text[s];
}
