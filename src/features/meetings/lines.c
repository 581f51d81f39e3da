/* SPDX-License-Identifier: Apache-2.0 */
/* All meetings of two people, from which several parts of a page count and draw. */
#include "features/meetings/meetings.h"

#include "base/str.h"

static bool
is_before(const struct meeting_line *a, const struct meeting_line *b)
{
	return a->starts_at < b->starts_at || (a->starts_at == b->starts_at && a->id < b->id);
}

const struct meeting_line_rows *
meeting_lines(struct ctx *c, int64_t relationship)
{
	static const char what[] = "meetings";
	const struct meeting_line_rows *kept = memo_find(c, what, relationship);
	struct meeting_line_rows *rows;

	if (kept)
		return kept;
	rows = ARENA_NEW(c->mem, struct meeting_line_rows);
	*rows = sql_meeting_lines(c, relationship);
	/* They come in three parts (called off, held, planned), each of which is in order. */
	for (int i = 1; i < rows->n; i++) {
		struct meeting_line x = rows->v[i];
		int at = i;

		for (; at && is_before(&x, &rows->v[at - 1]); at--)
			rows->v[at] = rows->v[at - 1];
		rows->v[at] = x;
	}
	memo_add(c, what, relationship, rows);
	return rows;
}

int64_t
lines_held(const struct meeting_line_rows *all)
{
	int64_t n = 0;

	for (int i = 0; i < all->n; i++)
		n += str_eq(all->v[i].state, "held");
	return n;
}

const struct meeting_line *
lines_next(const struct meeting_line_rows *all, int64_t since)
{
	for (int i = 0; i < all->n; i++)
		if (all->v[i].starts_at >= since && str_eq(all->v[i].state, "planned"))
			return &all->v[i];
	return NULL;
}
