/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/practice/practice.h"

#include "base/buf.h"
#include "base/fatal.h"
#include "base/str.h"

/* What this thread reads, once it is known; and who knows it. */
static _Thread_local const struct practice_table *here;
static _Thread_local const struct practice_table *(*ask)(void);

const struct practice_table *
practice_here(void)
{
	if (!here)
		here = ask ? ask() : &practice_table;
	return here;
}

void
practice_here_ask(const struct practice_table *(*who)(void))
{
	here = NULL;
	ask = who;
}

const struct practice_kind *
practice_kind(const char *kind)
{
	return practice_kind_in(practice_here(), kind);
}

const struct practice_item *
practice_find(const char *kind, const char *id)
{
	return practice_find_in(practice_here(), kind, id);
}

const struct practice_item *
practice_offered(const char *kind, const char *id)
{
	const struct practice_item *item = practice_find(kind, id);

	return item && !item->off ? item : NULL;
}

const struct practice_item *
practice_need(const char *kind, const char *id)
{
	const struct practice_item *item = practice_find(kind, id);

	if (!item)
		fatal("the practice has no %s \"%s\"", kind, id);
	return item;
}

static bool
has_word(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (str_eq(*words, word))
			return true;
	return false;
}

bool
practice_suits(const struct practice_item *item, const char *audience, const char *moment)
{
	return (!audience || has_word(item->audiences, audience)) &&
	       (!moment || has_word(item->moments, moment));
}

const struct practice_item **
practice_list(struct arena *mem, const char *kind, const char *audience, const char *moment,
	size_t *ret_count)
{
	const struct practice_kind *k = practice_kind(kind);
	const struct practice_item **list =
		ARENA_ARRAY(mem, const struct practice_item *, k->count);
	size_t n = 0;

	for (size_t i = 0; i < k->count; i++)
		if (practice_suits(&k->items[i], audience, moment))
			list[n++] = &k->items[i];
	*ret_count = n;
	return list;
}

const struct practice_field *
practice_values(const struct practice_item *item, const char *name)
{
	static const struct practice_field none = { .name = "" };

	for (size_t i = 0; i < item->field_count; i++)
		if (*item->fields[i].name == *name && str_eq(item->fields[i].name, name))
			return &item->fields[i];
	return &none;
}

/* The place of a language in every list of texts. "de-CH" reads "de". */
static size_t
language(const char *lang)
{
	size_t n = strcspn(lang, "-_");

	for (size_t i = 0; practice_table.languages[i]; i++) {
		const char *known = practice_table.languages[i];

		if (strlen(known) == n && memcmp(known, lang, n) == 0)
			return i;
	}
	return 0;
}

const char *
practice_text(const struct practice_entry *entry, const char *lang)
{
	return entry->text ? entry->text[language(lang)] : entry->key;
}

const char *
practice_field(const struct practice_item *item, const char *name, const char *lang)
{
	const struct practice_field *f = practice_values(item, name);

	return f->count ? practice_text(&f->entries[0], lang) : "";
}

int64_t
practice_number(const struct practice_item *item, const char *name, int64_t otherwise)
{
	const struct practice_field *f = practice_values(item, name);

	return f->count ? f->entries[0].number : otherwise;
}

const char *
practice_option(
	const struct practice_item *item, const char *name, const char *key, const char *lang)
{
	const struct practice_field *f = practice_values(item, name);

	for (size_t i = 0; i < f->count + f->hidden; i++)
		if (str_eq(f->entries[i].key, key))
			return practice_text(&f->entries[i], lang);
	return NULL;
}

static const struct practice_blank *
blank_named(const struct practice_blank *blanks, const char *name, size_t n)
{
	for (; blanks->name; blanks++)
		if (strlen(blanks->name) == n && memcmp(blanks->name, name, n) == 0)
			return blanks;
	return NULL;
}

const char *
practice_fill(struct arena *mem, const char *text, const struct practice_blank *blanks)
{
	struct buf out = BUF_IN(mem);
	const struct practice_blank *found;

	while (*text) {
		size_t before = strcspn(text, "{");
		size_t inside = text[before] ? strcspn(text + before + 1, "}") : 0;

		buf_add(&out, text, before);
		text += before;
		if (!*text)
			break;
		found = text[1 + inside] ? blank_named(blanks, text + 1, inside) : NULL;
		if (found) {
			buf_str(&out, found->value);
			text += inside + 2;
		} else {
			buf_chr(&out, *text++);
		}
	}
	return buf_text(&out);
}
