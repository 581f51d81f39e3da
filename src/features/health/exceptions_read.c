/* SPDX-License-Identifier: Apache-2.0 */
/* A page of the list of exceptions, walked piece by piece in its order. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/health/exceptions.h"

/* Where a page is being read. */
struct walk {
	struct ctx *c;
	int64_t programme, before, young;
	int64_t skip;	/* so many stand on the pages before */
	int64_t wanted; /* so many are still to be read */
	struct exception_line_rows rows;
};

/* What was read of a piece from skip on. If it was nothing, the piece has `there` lines at most skip. */
static void
take(struct walk *w, const struct exception_line_rows *rows, int64_t there, int64_t first)
{
	w->skip = rows->n ? 0 : w->skip - there;
	w->wanted -= rows->n;
	for (int i = 0; i < rows->n; i++) {
		w->rows.v[w->rows.n] = rows->v[i];
		w->rows.v[w->rows.n++].first = first;
	}
}

static void
asked(struct walk *w)
{
	struct exception_line_rows rows =
		sql_exception_asked(w->c, w->programme, w->c->now, w->wanted, w->skip);

	take(w, &rows,
		!rows.n && w->skip
			? sql_exception_asked_some(w->c, w->programme, w->c->now, w->skip)
			: 0,
		0);
}

/* Those of one kind, of pairs that began after `later`, up to `latest`. */
static void
piece(struct walk *w, const char *kind, int64_t later, int64_t latest, int64_t first)
{
	struct exception_line_rows rows;
	int64_t there = 0;

	if (w->wanted < 1)
		return;
	rows = sql_exception_of_kind(
		w->c, w->programme, kind, w->before, later, latest, w->c->now, w->wanted, w->skip);
	if (!rows.n && w->skip)
		there = sql_exception_kind_some(
			w->c, w->programme, kind, w->before, later, latest, w->c->now, w->skip);
	take(w, &rows, there, first);
}

static int
by_word(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Silent early is what a pair does not find out of alone. */
static bool
early(const char *kind)
{
	return str_eq(kind, PRACTICE_CHALLENGE_SILENCE) ||
	       str_eq(kind, PRACTICE_CHALLENGE_FIRST_MEETING);
}

struct exception_line_rows
exceptions_page(struct ctx *c, int64_t programme, const struct limits *l, int64_t size,
	int64_t offset, bool *ret_more)
{
	const struct practice_kind *all = practice_kind("challenge");
	size_t n = all->count + all->hidden;
	const char **kinds = ARENA_ARRAY(c->mem, const char *, n);
	struct walk w = { .c = c,
		.programme = programme,
		.before = c->now - l->manager * DAY,
		.young = c->now - l->young * DAY,
		.skip = offset,
		.wanted = size + 1,
		.rows = { 0, ARENA_ARRAY(c->mem, struct exception_line, size + 1) } };

	for (size_t i = 0; i < n; i++)
		kinds[i] = all->items[i].id;
	qsort(kinds, n, sizeof *kinds, by_word);
	asked(&w);
	for (size_t i = 0; i < n; i++)
		if (early(kinds[i]))
			piece(&w, kinds[i], w.young, INT64_MAX, 1);
	for (size_t i = 0; i < n; i++)
		if (!str_eq(kinds[i], PRACTICE_CHALLENGE_SUPPORT))
			piece(&w, kinds[i], -1, early(kinds[i]) ? w.young : INT64_MAX, 2);
	piece(&w, PRACTICE_CHALLENGE_SUPPORT, -1, INT64_MAX, 3);
	*ret_more = w.rows.n > size;
	if (*ret_more)
		w.rows.n = (int)size;
	return w.rows;
}
