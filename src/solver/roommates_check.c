/* SPDX-License-Identifier: Apache-2.0 */
/* The recount of what blocks: who is preferred to the own mate, seen from both sides. */
#include "solver/roommates.h"

#include <stdbool.h>

struct recount {
	const struct roommates_problem *p;
	uint32_t *better; /* of each person: where his own mate is on the list, or its end */
	uint32_t *begin;  /* of each person, in wanted_by */
	int32_t *wanted_by;
};

static const char *
find_mates(struct recount *c, const int32_t *mate)
{
	const struct roommates_problem *p = c->p;

	for (size_t i = 0; i < p->n; i++) {
		uint32_t e = p->first[i];

		while (e < p->first[i + 1] && p->list[e] != mate[i])
			e++;
		c->better[i] = e;
		if (mate[i] == -1)
			continue;
		if (e == p->first[i + 1])
			return "Somebody's mate is not on his list.";
		if (mate[mate[i]] != (int32_t)i)
			return "Somebody's mate has another mate.";
	}
	return NULL;
}

const char *
roommates_check(struct arena *mem, const struct roommates_problem *p,
	const struct roommates_result *r, size_t *ret_blocking)
{
	struct recount c = { .p = p };
	uint32_t *at = ARENA_ARRAY(mem, uint32_t, p->n + 2);
	bool *wants_me = ARENA_ARRAY(mem, bool, p->n);
	size_t blocking = 0;
	const char *fault;

	c.better = ARENA_ARRAY(mem, uint32_t, p->n);
	if ((fault = find_mates(&c, r->mate)))
		return fault;
	for (size_t i = 0; i < p->n; i++)
		for (uint32_t e = p->first[i]; e < c.better[i]; e++)
			at[p->list[e] + 2]++;
	for (size_t i = 2; i < p->n + 2; i++)
		at[i] += at[i - 1];
	c.wanted_by = ARENA_ARRAY(mem, int32_t, at[p->n + 1]);
	for (size_t i = 0; i < p->n; i++)
		for (uint32_t e = p->first[i]; e < c.better[i]; e++)
			c.wanted_by[at[p->list[e] + 1]++] = (int32_t)i;
	c.begin = at; /* each start was moved on to its end, which is the next one's start */
	for (size_t i = 0; i < p->n; i++) {
		for (uint32_t k = c.begin[i]; k < c.begin[i + 1]; k++)
			wants_me[c.wanted_by[k]] = true;
		for (uint32_t e = p->first[i]; e < c.better[i]; e++)
			blocking += p->list[e] > (int32_t)i && wants_me[p->list[e]];
		for (uint32_t k = c.begin[i]; k < c.begin[i + 1]; k++)
			wants_me[c.wanted_by[k]] = false;
	}
	*ret_blocking = blocking;
	return NULL;
}
