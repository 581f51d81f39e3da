/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "features/people/people.h"
#include "features/programmes/programmes.h"

/* By name, as the list without a search. */
static int
by_name(const void *a, const void *b)
{
	const struct participant_place *x = a, *y = b;
	int way = strcmp(x->sorted, y->sorted);

	if (way)
		return way;
	return x->person != y->person ? (x->person > y->person) - (x->person < y->person)
				      : strcmp(x->role, y->role);
}

bool
participants_find(struct ctx *c, int64_t programme, const char *role, const char *state,
	const char *q, int64_t limit, int64_t offset, struct participant_rows *ret,
	int64_t *ret_total)
{
	struct people_ids people;
	struct buf found = BUF_IN(c->mem);
	struct participant_place *v;
	int64_t n;

	if (!people_with_words(c, q, &people))
		return false;
	for (int64_t i = 0; i < people.n; i++) {
		struct participant_place_rows places =
			sql_participant_places(c, programme, people.v[i], role, state);

		buf_add(&found, places.v, (size_t)places.n * sizeof *places.v);
	}
	v = (struct participant_place *)(void *)found.p;
	n = (int64_t)(found.n / sizeof *v);
	if (n)
		qsort(v, (size_t)n, sizeof *v, by_name);
	*ret = (struct participant_rows){ .v = ARENA_ARRAY(c->mem, struct participant, limit) };
	for (int64_t i = offset; i < n && ret->n < limit; i++)
		if (sql_participant_get(c, v[i].id, &ret->v[ret->n]))
			ret->n++;
	*ret_total = n;
	return true;
}
