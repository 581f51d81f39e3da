/* SPDX-License-Identifier: Apache-2.0 */
#include "features/shell/wording.h"

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"

/* True if the words of phrase stand in words, one after the other; first: right at the beginning. */
static bool
stands_in(struct ctx *c, const char *phrase, const char *const *words, int n, bool first)
{
	const char *const *p;
	int m = word_split(c->mem, phrase, &p);

	for (int i = 0; m && i + m <= n && !(first && i); i++) {
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
speaks_of(struct ctx *c, const struct practice_item *it, const char *text)
{
	const struct practice_field *phrases = practice_values(it, "phrases");
	bool first = *practice_field(it, "begins", "en");
	const char *const *words;
	int n = word_split(c->mem, text, &words);

	for (size_t i = 0; i < phrases->count; i++)
		if (stands_in(c, practice_text(&phrases->entries[i], c->lang->tag), words, n,
			    first) ||
			stands_in(c, practice_text(&phrases->entries[i], "en"), words, n, first))
			return true;
	return false;
}

/* In any of the sentences of text, if it is about how one begins. */
static bool
found_in(struct ctx *c, const struct practice_item *it, const char *text)
{
	if (!*practice_field(it, "begins", "en"))
		return speaks_of(c, it, text);
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, ".?!\n");

		if (speaks_of(c, it, arena_strndup(c->mem, p, n)))
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
	const char *const *words;
	int n = word_split(c->mem, text, &words);

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		int64_t most = practice_number(it, "most", 0);

		if (is_for(it, place) && (!most || n <= most) && found_in(c, it, text))
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
