/* SPDX-License-Identifier: Apache-2.0 */
/* Hints on how something is said, from the practice. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/feedback/feedback.h"
#include "practice.gen.h"

#define HINTS_MOST 12

/* True if the words of phrase stand in words, one after the other. */
static bool
stands_in(struct ctx *c, const char *phrase, const char *const *words, int n)
{
	const char *const *p;
	int m = word_split(c->mem, phrase, &p);

	for (int i = 0; m && i + m <= n; i++) {
		int k = 0;

		while (k < m && str_eq(words[i + k], p[k]))
			k++;
		if (k == m)
			return true;
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

/* One of the item's phrases, in the reader's language or in English: people mix them. */
static bool
speaks_of(struct ctx *c, const struct practice_item *it, const char *const *words, int n)
{
	const struct practice_field *phrases = practice_values(it, "phrases");

	for (size_t i = 0; i < phrases->count; i++)
		if (stands_in(c, practice_text(&phrases->entries[i], c->lang->tag), words, n) ||
			stands_in(c, practice_text(&phrases->entries[i], "en"), words, n))
			return true;
	return false;
}

static void
hint(struct wording_rows *rows, const char *text, const char *sample)
{
	if (rows->n < HINTS_MOST)
		rows->v[rows->n++] = (struct wording){ text, sample };
}

static void
add_hints(struct ctx *c, const char *place, const char *text, struct wording_rows *rows)
{
	const struct practice_kind *all = practice_kind("wording");
	const char *const *words;
	int n = word_split(c->mem, text, &words);

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		int64_t most = practice_number(it, "most", 0);

		if (is_for(it, place) && (!most || n <= most) && speaks_of(c, it, words, n))
			hint(rows, practice_field(it, "text", c->lang->tag),
				practice_field(it, "sample", c->lang->tag));
	}
}

struct wording_rows
wording_hints(struct ctx *c, const char *place, const char *text)
{
	struct wording_rows rows = { 0, ARENA_ARRAY(c->mem, struct wording, HINTS_MOST) };

	add_hints(c, place, text, &rows);
	return rows;
}

/* Only praise, or only what could change, for a while (I1). */
static void
balance_hint(struct ctx *c, const struct pair *p, const struct feedback_form *f,
	struct wording_rows *rows)
{
	int64_t days = practice_number(
		practice_need("threshold", PRACTICE_THRESHOLD_FEEDBACK_BALANCE), "value", 90);
	struct feedback_balance b;

	if (!sql_feedback_balance(c, p->r.id, p->me, c->now - days * DAY, &b) || b.given < 2)
		return;
	if (!b.keeps && !*f->keep)
		hint(rows,
			tr(c,
				_("For %d days you have only named what could change. What does %s "
				  "do "
				  "well?"),
				days, fmt_first(c, p->partner_name)),
			"");
	if (!b.changes && !*f->change)
		hint(rows,
			tr(c, _("For %d days you have only praised. What would help %s to grow?"),
				days, fmt_first(c, p->partner_name)),
			"");
}

/* What is long past (I8). */
static void
age_hint(struct ctx *c, const struct feedback_form *f, struct wording_rows *rows)
{
	int64_t most = practice_number(
		practice_need("threshold", PRACTICE_THRESHOLD_FEEDBACK_LATE), "value", 14);
	int64_t day;

	if (*f->event_on && day_parse(f->event_on, &day) && c->now / DAY - day > most)
		hint(rows,
			tr_n(c, "That was %d day ago. Is it still relevant?",
				"That was %d days ago. Is it still relevant?", c->now / DAY - day),
			"");
}

struct wording_rows
feedback_hints(struct ctx *c, const struct pair *p, const struct feedback_form *f)
{
	struct wording_rows rows = { 0, ARENA_ARRAY(c->mem, struct wording, HINTS_MOST) };

	add_hints(c, "keep", f->keep, &rows);
	add_hints(c, "deed", f->deed, &rows);
	add_hints(c, "change", f->change, &rows);
	if (*f->change && !*f->keep)
		hint(&rows,
			_("Name one thing that was good, too. It makes the rest easier to take."),
			"");
	balance_hint(c, p, f, &rows);
	age_hint(c, f, &rows);
	return rows;
}
