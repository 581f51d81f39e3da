/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/rounds_core.h"

#include <string.h>

/* ---- peers ---- */

size_t
rounds_of_peers(size_t n)
{
	return n < 2 ? 0 : n % 2 ? n : n - 1;
}

/* Two meet in the round that is the sum of their numbers, modulo an odd number; who would meet himself
 * meets the last one, who stands outside, or rests. */
int32_t
rounds_peer(size_t n, size_t round, size_t i)
{
	size_t ring = n % 2 ? n : n - 1, other;

	if (i == ring)
		return (int32_t)(round % 2 ? (round + ring) / 2 : round / 2);
	other = (round + ring - i) % ring;
	if (other != i)
		return (int32_t)other;
	return n % 2 ? -1 : (int32_t)ring;
}

/* ---- groups ---- */

static size_t
pairs_of(size_t n)
{
	return n * (n - (n > 0)) / 2;
}

/*
 * Two bounds. All meetings, less as many as there are pairs of people. And: whoever is in a group comes from
 * the groups of the first round; if there are fewer of those, some were together then.
 */
static size_t
bound_of(const struct rounds_groups_problem *p)
{
	size_t n_groups = rounds_n_groups(p), meetings = 0, again = 0;

	for (size_t k = 0; k < n_groups; k++) {
		size_t size = rounds_group_size(p, k), each = size / n_groups,
		       more = size % n_groups;

		meetings += pairs_of(size);
		again += more * pairs_of(each + 1) + (n_groups - more) * pairs_of(each);
	}
	meetings *= p->rounds;
	again *= p->rounds ? p->rounds - 1 : 0;
	meetings = meetings > pairs_of(p->n) ? meetings - pairs_of(p->n) : 0;
	return meetings > again ? meetings : again;
}

bool
rounds_of_groups(
	struct arena *mem, const struct rounds_groups_problem *p, struct rounds_groups *ret)
{
	struct rounds_groups r = { 0 };
	size_t made;

	if (p->n < 2 || p->n > ROUNDS_MOST_PEOPLE || p->size < 2 || p->size > p->n ||
		p->rounds > ROUNDS_MOST_SEATS / p->n)
		return false;
	r.n_groups = rounds_n_groups(p);
	r.bound = bound_of(p);
	r.group = ARENA_ARRAY(mem, int32_t, p->rounds * p->n);
	made = rounds_by_lines(mem, p, r.group);
	if (made < p->rounds && (r.bound || !rounds_by_turning(mem, p, r.group)))
		r.repeats = rounds_by_search(mem, p, made, r.bound, NULL, r.group);
	*ret = r;
	return true;
}

/* A group as a chain of people: whoever enters meets all who are there. */
static size_t
enter(bool *met, size_t n, int32_t i, int32_t *first, int32_t *next)
{
	size_t repeats = 0;

	for (int32_t j = *first; j >= 0; j = next[j]) {
		bool *pair = &met[(size_t)i * n + (size_t)j]; /* i is the higher one */

		repeats += *pair;
		*pair = true;
	}
	next[i] = *first;
	*first = i;
	return repeats;
}

size_t
rounds_count_repeats(
	struct arena *mem, const struct rounds_groups_problem *p, const struct rounds_groups *r)
{
	size_t n = p->n, n_groups = rounds_n_groups(p), repeats = 0;
	bool *met = ARENA_ARRAY(mem, bool, n *n);
	size_t *size = ARENA_ARRAY(mem, size_t, n_groups);
	int32_t *first = ARENA_ARRAY(mem, int32_t, n_groups), *next = ARENA_ARRAY(mem, int32_t, n);

	for (size_t t = 0; t < p->rounds; t++) {
		const int32_t *group = r->group + t * n;

		memset(size, 0, n_groups * sizeof *size);
		memset(first, 0xff, n_groups * sizeof *first);
		for (size_t i = 0; i < n; i++) {
			if (group[i] < 0 || (size_t)group[i] >= n_groups)
				return ROUNDS_WRONG;
			size[group[i]]++;
			repeats += enter(met, n, (int32_t)i, &first[group[i]], next);
		}
		for (size_t k = 0; k < n_groups; k++)
			if (size[k] < n / n_groups || size[k] > p->size)
				return ROUNDS_WRONG;
	}
	return repeats;
}
