/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/what_if/what_if.h"

struct member {
	const char *group;
	bool now, then;
};

static int
by_group(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->group, ((const struct member *)b)->group);
}

/* Largest first, then by name. */
static int
by_size(const void *a, const void *b)
{
	const struct group_row *x = a, *y = b;

	if (x->people != y->people)
		return x->people < y->people ? 1 : -1;
	return strcmp(x->name, y->name);
}

static void
add(struct group_row *to, const struct group_row *g)
{
	to->people += g->people;
	to->now += g->now;
	to->then += g->then;
}

static struct group_rows
count(struct ctx *c, const struct member *m, size_t n)
{
	struct group_rows rows = { .v = ARENA_ARRAY(c->mem, struct group_row, n) };

	for (size_t i = 0; i < n; i++) {
		if (!rows.n || !str_eq(rows.v[rows.n - 1].name, m[i].group))
			rows.v[rows.n++].name = m[i].group;
		add(&rows.v[rows.n - 1],
			&(struct group_row){ .people = 1, .now = m[i].now, .then = m[i].then });
	}
	return rows;
}

/* The groups that are too small, or too many to be read, as one. If that is too small still, it takes the
 * smallest of the others in. */
static void
put_together(struct ctx *c, struct group_rows *rows, int64_t least)
{
	struct group_row rest = { .name = _("All others") };
	int kept = 0;

	while (kept < rows->n && kept < GROUPS_SHOWN && rows->v[kept].people >= least)
		kept++;
	for (int i = kept; i < rows->n; i++)
		add(&rest, &rows->v[i]);
	if (rest.people && rest.people < least && kept)
		add(&rest, &rows->v[--kept]);
	rows->n = kept;
	if (rest.people)
		rows->v[rows->n++] = rest;
}

struct group_rows
groups_of(struct ctx *c, enum grouping by, const struct what_if_person *who, size_t n,
	const int32_t *now, const int32_t *then, int64_t least)
{
	struct member *m = ARENA_ARRAY(c->mem, struct member, n);
	struct group_rows rows;

	for (size_t i = 0; i < n; i++) {
		const char *group = by == BY_UNIT ? who[i].unit : who[i].level_name;

		m[i] = (struct member){ str_empty(group) ? _("Not said") : group, now[i] >= 0,
			then[i] >= 0 };
	}
	if (n)
		qsort(m, n, sizeof *m, by_group);
	rows = count(c, m, n);
	if (rows.n)
		qsort(rows.v, (size_t)rows.n, sizeof *rows.v, by_size);
	put_together(c, &rows, least);
	if (rows.n < 2)
		rows.n = 0;
	for (int i = 0; i < rows.n; i++)
		rows.v[i].difference = rows.v[i].then - rows.v[i].now;
	return rows;
}
