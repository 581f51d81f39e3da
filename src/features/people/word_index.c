/* SPDX-License-Identifier: Apache-2.0 */
#include "features/people/word_index.h"

#include <stdlib.h>

#include "base/str.h"
#include "features/people/batch.h"

#define PART 4096 /* people in a row: what two letters of six bits can tell apart */

/* What changes in one row. */
struct index_change {
	struct index_change *next; /* of the same word */
	const char *word;
	int64_t part;
	struct buf more, fewer; /* people, as they are kept */
};

/* ---- noting ---- */

static struct index_change *
change_of(struct people_batch *b, const char *word, int64_t part)
{
	int64_t *slot = batch_slot(b, KNOWN_CHANGE, word);
	struct index_change *first = *slot ? b->changes[*slot - 1] : NULL, *x;

	for (x = first; x; x = x->next)
		if (x->part == part)
			return x;
	if (b->n_changes == b->changes_room) {
		int room = b->changes_room ? b->changes_room * 2 : 64;

		b->changes = arena_grow(b->mem, b->changes,
			(size_t)b->changes_room * sizeof(struct index_change *),
			(size_t)room * sizeof(struct index_change *));
		b->changes_room = room;
	}
	x = ARENA_NEW(b->mem, struct index_change);
	*x = (struct index_change){ first, first ? first->word : arena_strdup(b->mem, word), part,
		BUF_IN(b->mem), BUF_IN(b->mem) };
	b->changes[b->n_changes++] = x;
	*slot = b->n_changes;
	return x;
}

/* False if the person is not among them. */
static bool
take_out(struct buf *people, const char letters[2])
{
	for (size_t i = 0; i < people->n; i += 2) {
		if (memcmp(people->p + i, letters, 2) != 0)
			continue;
		memmove(people->p + i, people->p + people->n - 2, 2);
		people->n -= 2;
		people->p[people->n] = '\0';
		return true;
	}
	return false;
}

static void
change(struct people_batch *b, const char *word, int64_t person, bool has)
{
	struct index_change *x = change_of(b, word, person / PART);
	const char letters[2] = { (char)('0' + person % PART / 64), (char)('0' + person % 64) };

	/* What is taken back within a batch was never written. */
	if (!take_out(has ? &x->fewer : &x->more, letters))
		buf_add(has ? &x->more : &x->fewer, letters, 2);
}

void
index_add(struct people_batch *b, const char *word, int64_t person)
{
	change(b, word, person, true);
}

void
index_remove(struct people_batch *b, const char *word, int64_t person)
{
	change(b, word, person, false);
}

/* ---- writing ---- */

static void
write_fewer(struct ctx *c, struct index_change *x)
{
	struct buf people = BUF_IN(c->mem);

	buf_str(&people, sql_word_people_get(c, x->part, x->word));
	for (size_t i = 0; i < x->fewer.n; i += 2)
		take_out(&people, x->fewer.p + i);
	buf_add(&people, x->more.p, x->more.n);
	if (people.n)
		sql_word_people_set(c, x->part, x->word, buf_text(&people));
	else
		sql_word_people_delete(c, x->part, x->word);
}

/* The order of the table: neighbours are written together. */
static int
by_place(const void *a, const void *b)
{
	const struct index_change *x = *(struct index_change *const *)a;
	const struct index_change *y = *(struct index_change *const *)b;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return strcmp(x->word, y->word);
}

void
index_write(struct ctx *c, struct people_batch *b)
{
	if (b->n_changes)
		qsort(b->changes, (size_t)b->n_changes, sizeof *b->changes, by_place);
	for (int i = 0; i < b->n_changes; i++) {
		struct index_change *x = b->changes[i];

		if (x->fewer.n)
			write_fewer(c, x);
		else if (x->more.n)
			sql_word_people_add(c, x->part, x->word, buf_text(&x->more));
		*batch_slot(b, KNOWN_CHANGE, x->word) = 0;
	}
	b->n_changes = 0;
}

/* ---- reading ---- */

struct people_set
index_find(struct ctx *c, const char *from, const char *to)
{
	struct word_people_rows rows = sql_word_people_find(c, from, to);
	int64_t parts = 0;
	struct people_set s;

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].part >= parts)
			parts = rows.v[i].part + 1;
	s = people_set_new(c->mem, parts * PART / 64);
	for (int i = 0; i < rows.n; i++)
		for (const char *p = rows.v[i].people; p[0] && p[1]; p += 2)
			people_set_add(&s,
				rows.v[i].part * PART + (p[0] - '0') % 64 * 64 + (p[1] - '0') % 64);
	return s;
}
