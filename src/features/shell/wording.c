/* SPDX-License-Identifier: Apache-2.0 */
#include "features/shell/wording.h"

#include <string.h>

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"

/* A clause, as words. */
struct clause {
	const char *const *w;
	int n;
};

/* Where a phrase stands: words from to end. */
struct place {
	int from, end;
};

/* Where the words of phrase stand in k next, from word `from` on; false: nowhere. */
static bool
stands_in(struct ctx *c, const char *phrase, const struct clause *k, int from, struct place *ret)
{
	const char *const *p;
	int m = word_split(c->mem, phrase, &p);

	for (int i = from; m && i + m <= k->n; i++) {
		int same = 0;

		while (same < m && str_eq(k->w[i + same], p[same]))
			same++;
		if (same == m) {
			*ret = (struct place){ i, i + m };
			return true;
		}
	}
	return false;
}

static bool
is_for(const struct practice_item *it, const char *place)
{
	const struct practice_field *places = practice_values(it, "place");

	for (size_t i = 0; i < places->count; i++)
		if (str_eq(places->entries[i].key, place))
			return true;
	return false;
}

/* Something that is asked of one place of a word or two; wanted: whatever belongs to it. */
typedef bool asked(const struct place *x, const struct place *wanted);

static bool
is_around_or_just_before(const struct place *x, const struct place *p)
{
	return x->end == p->from || (x->from <= p->from && x->end >= p->end);
}

static bool
is_between(const struct place *x, const struct place *gap)
{
	return x->from >= gap->from && x->end <= gap->end;
}

static bool
is_anywhere(const struct place *x, const struct place *all)
{
	(void)x;
	(void)all;
	return true;
}

static bool
phrase_is(struct ctx *c, const char *phrase, const struct clause *k, asked *so,
	const struct place *wanted)
{
	struct place x;

	for (int from = 0; stands_in(c, phrase, k, from, &x); from = x.from + 1)
		if (so(&x, wanted))
			return true;
	return false;
}

/* One of the phrases of a field stands there, in the reader's language or in English: people mix them. */
static bool
has(struct ctx *c, const struct practice_item *it, const char *field, const struct clause *k,
	asked *so, const struct place *wanted)
{
	const struct practice_field *f = practice_values(it, field);

	for (size_t i = 0; i < f->count; i++)
		if (phrase_is(c, practice_text(&f->entries[i], c->lang->tag), k, so, wanted) ||
			phrase_is(c, practice_text(&f->entries[i], "en"), k, so, wanted))
			return true;
	return false;
}

/* How far in front of it whoever a word is about may stand; and around it, with that, all that can matter. */
#define NEAR 5
#define AROUND (NEAR + 6)

/* A word that leads to the place, with nobody else between. */
struct leading {
	struct ctx *c;
	const struct practice_item *it;
	const struct clause *k;
};

static bool
phrase_leads(const struct leading *l, const char *phrase, const struct place *p)
{
	struct place x;

	for (int from = 0; stands_in(l->c, phrase, l->k, from, &x); from = x.from + 1)
		if (x.end <= p->from && p->from - x.end <= NEAR &&
			!has(l->c, l->it, "others", l->k, is_between,
				&(struct place){ x.end, p->from }))
			return true;
	return false;
}

/* It is said of whoever reads it: "you are …", or without saying so at the beginning, "too …". */
static bool
is_said_of_reader(struct ctx *c, const struct practice_item *it, const struct clause *k,
	const struct place *p)
{
	const struct practice_field *to = practice_values(it, "to");
	const struct leading l = { c, it, k };

	for (size_t i = 0; i < to->count; i++)
		if (phrase_leads(&l, practice_text(&to->entries[i], c->lang->tag), p) ||
			phrase_leads(&l, practice_text(&to->entries[i], "en"), p))
			return true;
	if (!p->from)
		return !to->count || p->end == k->n;
	return !to->count || has(c, it, "alone", &(struct clause){ k->w, p->from },
				     is_around_or_just_before, &(struct place){ 0, p->from });
}

/* A phrase that stands at p of k is meant. Only what is near is looked at: texts can be long. */
static bool
is_meant(struct ctx *c, const struct practice_item *it, const struct clause *k, struct place p)
{
	int from = p.from > AROUND ? p.from - AROUND : 0;
	int end = k->n - p.end > AROUND ? p.end + AROUND : k->n;
	struct clause near = { k->w + from, end - from };
	struct place there = { p.from - from, p.end - from };

	return !has(c, it, "but", &near, is_around_or_just_before, &there) &&
	       is_said_of_reader(c, it, &near, &there);
}

static bool
phrase_counts(
	struct ctx *c, const struct practice_item *it, const char *phrase, const struct clause *k)
{
	bool begins = *practice_field(it, "begins", "en");
	struct place p;

	for (int from = 0; stands_in(c, phrase, k, from, &p); from = p.from + 1)
		if (!(begins && p.from) && is_meant(c, it, k, p))
			return true;
	return false;
}

static bool
clause_speaks(struct ctx *c, const struct practice_item *it, const char *clause)
{
	const struct practice_field *phrases = practice_values(it, "phrases");
	struct clause k;

	k.n = word_split(c->mem, clause, &k.w);
	for (size_t i = 0; i < phrases->count; i++)
		if (phrase_counts(c, it, practice_text(&phrases->entries[i], c->lang->tag), &k) ||
			phrase_counts(c, it, practice_text(&phrases->entries[i], "en"), &k))
			return true;
	return false;
}

/* In any of the sentences of text; in parts of sentences where it matters whom a word is about. */
static bool
found_in(struct ctx *c, const struct practice_item *it, const char *text)
{
	const char *ends = practice_values(it, "to")->count ? ".?!\n,;:" : ".?!\n";

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, ends);

		if (clause_speaks(c, it, arena_strndup(c->mem, p, n)))
			return true;
		p += n + (p[n] != '\0');
	}
	return false;
}

void
wording_say(struct wording_rows *rows, const char *text, const char *sample)
{
	if (rows->n < WORDING_MOST)
		rows->v[rows->n++] = (struct wording){ text, sample };
}

void
wording_add(struct ctx *c, const char *place, const char *text, struct wording_rows *rows)
{
	const struct practice_kind *all = practice_kind("wording");
	struct clause whole;

	whole.n = word_split(c->mem, text, &whole.w);
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		int64_t most = practice_number(it, "most", 0);

		if (is_for(it, place) && (!most || whole.n <= most) &&
			!has(c, it, "unless", &whole, is_anywhere, NULL) && found_in(c, it, text))
			wording_say(rows, practice_field(it, "text", c->lang->tag),
				practice_field(it, "sample", c->lang->tag));
	}
}

struct wording_rows
wording_hints(struct ctx *c, const char *place, const char *text)
{
	struct wording_rows rows = { 0, ARENA_ARRAY(c->mem, struct wording, WORDING_MOST) };

	wording_add(c, place, text, &rows);
	return rows;
}
