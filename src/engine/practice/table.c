/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in a table that is named; also for tools that have none of their own. */
#include "engine/practice/practice.h"

#include "base/str.h"

/* Nearly all that is looked at is something else, from the first letter on: no call for that. */
static inline bool
same(const char *a, const char *b)
{
	return *a == *b && str_eq(a, b);
}

const struct practice_kind *
practice_kind_in(const struct practice_table *table, const char *kind)
{
	static const struct practice_kind none = { .name = "" };

	for (size_t i = 0; i < table->kind_count; i++)
		if (same(table->kinds[i].name, kind))
			return &table->kinds[i];
	return &none;
}

const struct practice_item *
practice_find_in(const struct practice_table *table, const char *kind, const char *id)
{
	const struct practice_kind *k = practice_kind_in(table, kind);

	for (size_t i = 0; i < k->count + k->hidden; i++)
		if (same(k->items[i].id, id))
			return &k->items[i];
	return NULL;
}
