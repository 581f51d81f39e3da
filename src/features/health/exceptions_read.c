/* SPDX-License-Identifier: Apache-2.0 */
/* A page of the list of exceptions, walked piece by piece in its order. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/health/exceptions.h"

/* The pieces of the list, in their order; what stands in `first` of a line. */
enum piece { ASKED, YOUNG, REST, SUPPORT, PEOPLE };

/*
 * Where a line stands in the list. Both of two may have the same sign since the same day: it is the nth such line. Whose
 * it is does not leave the database, and so it does not stand in a mark.
 */
struct stand {
	int64_t piece; /* -1: before everything */
	const char *kind;
	int64_t since, subject, nth;
};

/* What is before the first line of a piece. */
static const struct stand begin = { -1, "", -1, 0, 0 };

/* Where a page is being read. */
struct walk {
	struct ctx *c;
	int64_t programme, before, young;
	struct stand after; /* the last line of the page before */
	struct stand last;  /* the last line so far */
	int64_t wanted;	    /* so many are still to be read */
	struct exception_line_rows rows;
};

static const char *
mark_of(struct ctx *c, const struct stand *s)
{
	return arena_printf(c->mem, "%d.%s.%lld.%lld.%lld", (int)s->piece, s->kind,
		(long long)s->since, (long long)s->subject, (long long)s->nth);
}

/* The mark of a line, read again; anything else is the beginning. */
static struct stand
stand_read(struct ctx *c, const char *mark)
{
	struct stand s = begin;
	int64_t *const numbers[] = { &s.piece, NULL, &s.since, &s.subject, &s.nth };

	for (int i = 0; i < 5; i++) {
		size_t n = strcspn(mark, ".");
		const char *part = arena_strndup(c->mem, mark, n);

		if (!numbers[i])
			s.kind = part;
		else if (!str_to_int(part, numbers[i]))
			return begin;
		if ((mark[n] == '\0') != (i == 4))
			return begin;
		mark += n + (mark[n] == '.');
	}
	return s.nth < 0 || s.nth > 2 ? begin : s;
}

/* From where on the lines of a kind in a piece are wanted; false if all of them stand on the pages before. */
static bool
opens(const struct walk *w, enum piece piece, const char *kind, struct stand *ret)
{
	int order = w->after.piece < (int64_t)piece   ? 1
		    : w->after.piece > (int64_t)piece ? -1
						      : strcmp(kind, w->after.kind);

	if (w->wanted < 1 || order < 0)
		return false;
	*ret = order > 0 ? begin : w->after;
	return true;
}

static bool
same(const struct exception_line *x, const struct stand *s)
{
	return x->since == s->since && x->subject == s->subject && str_eq(x->kind, s->kind);
}

/* What was read of a piece from a line on, without that one and those like it that stand on the page before. */
static void
take(struct walk *w, const struct exception_line_rows *rows, enum piece piece,
	const struct stand *from)
{
	int i = 0;

	while (i < rows->n && i < from->nth && same(&rows->v[i], from))
		i++;
	for (; i < rows->n && w->wanted > 0; i++, w->wanted--) {
		struct exception_line *x = &w->rows.v[w->rows.n++];
		bool again = w->last.piece == (int64_t)piece && same(&rows->v[i], &w->last);

		*x = rows->v[i];
		w->last = (struct stand){ piece, x->kind, x->since, x->subject,
			again ? w->last.nth + 1 : 1 };
		x->first = piece;
		x->mark = mark_of(w->c, &w->last);
	}
}

/* All kinds at once: those who have asked are few. */
static void
asked(struct walk *w)
{
	struct exception_line_rows rows;
	struct stand s = w->after.piece == ASKED ? w->after : begin;

	if (w->after.piece > ASKED)
		return;
	rows = sql_exception_asked(
		w->c, w->programme, w->c->now, s.kind, s.since, s.subject, w->wanted + s.nth);
	take(w, &rows, ASKED, &s);
}

/* Those of one kind, of pairs that began after `later`, up to `latest`. */
static void
of_kind(struct walk *w, enum piece piece, const char *kind, int64_t later, int64_t latest)
{
	struct exception_line_rows rows;
	struct stand s;

	if (!opens(w, piece, kind, &s))
		return;
	rows = sql_exception_of_kind(w->c, w->programme, kind, w->before, later, latest, w->c->now,
		s.since, s.subject, w->wanted + s.nth);
	take(w, &rows, piece, &s);
}

static void
people(struct walk *w, const struct exception_people *p)
{
	struct stand s = w->after.piece == PEOPLE ? w->after : begin;
	struct exception_line_rows rows;

	if (!p || w->wanted < 1)
		return;
	rows = sql_exception_people(w->c, w->programme, p->invited, p->empty, w->c->now, s.kind,
		s.since, s.subject, w->wanted + s.nth);
	take(w, &rows, PEOPLE, &s);
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

/* Every kind there is, also those that the organisation has switched off, in the order of their words. */
static const char **
kinds_of(struct ctx *c, size_t *ret_n)
{
	const struct practice_kind *all = practice_kind("challenge");
	size_t n = all->count + all->hidden;
	const char **kinds = ARENA_ARRAY(c->mem, const char *, n);

	for (size_t i = 0; i < n; i++)
		kinds[i] = all->items[i].id;
	qsort(kinds, n, sizeof *kinds, by_word);
	*ret_n = n;
	return kinds;
}

struct exception_line_rows
exceptions_page(struct ctx *c, int64_t programme, const struct limits *l, int64_t size,
	const char *after, const struct exception_people *p, bool *ret_more)
{
	size_t n;
	const char **kinds = kinds_of(c, &n);
	struct walk w = { .c = c,
		.programme = programme,
		.before = c->now - l->manager * DAY,
		.young = c->now - l->young * DAY,
		.after = stand_read(c, after),
		.last = stand_read(c, after),
		.wanted = size + 1,
		.rows = { 0, ARENA_ARRAY(c->mem, struct exception_line, size + 1) } };

	asked(&w);
	for (size_t i = 0; i < n; i++)
		if (early(kinds[i]))
			of_kind(&w, YOUNG, kinds[i], w.young, INT64_MAX);
	for (size_t i = 0; i < n; i++)
		if (!str_eq(kinds[i], PRACTICE_CHALLENGE_SUPPORT))
			of_kind(&w, REST, kinds[i], -1, early(kinds[i]) ? w.young : INT64_MAX);
	of_kind(&w, SUPPORT, PRACTICE_CHALLENGE_SUPPORT, -1, INT64_MAX);
	people(&w, p);
	*ret_more = w.rows.n > size;
	if (*ret_more)
		w.rows.n = (int)size;
	return w.rows;
}
