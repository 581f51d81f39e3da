/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/language.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "engine/i18n/fold.h"

#define NAME_MOST 100

/* The test languages have no names of languages: theirs are English. */
static const char *
names_of(const struct lang *lang)
{
	return lang->test ? "en" : lang->tag;
}

/* "" if ICU does not know the language. */
static const char *
name_in(struct arena *mem, const char *tag, const char *in)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar wide[NAME_MOST];
	char *name = arena_alloc(mem, NAME_MOST * 3);
	int32_t n = uloc_getDisplayName(tag, in, wide, NAME_MOST, &e);

	u_strToUTF8(name, NAME_MOST * 3, NULL, wide, n, &e);
	/* Without a name, ICU answers with the tag, as it is or with its parts rewritten. */
	if (U_FAILURE(e) || e == U_USING_DEFAULT_WARNING || str_ieq(name, tag))
		return "";
	return name;
}

static bool
tag_shaped(const char *tag)
{
	size_t part = 0;

	if (strlen(tag) > 35 || !*tag)
		return false;
	for (; *tag; tag++) {
		bool letter = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z');

		if (*tag == '-') {
			if (part < 2)
				return false;
			part = 0;
		} else if (!letter && !(*tag >= '0' && *tag <= '9')) {
			return false;
		} else if (++part > 8) {
			return false;
		}
	}
	return part >= 2;
}

const char *
fmt_language(struct ctx *c, const char *tag)
{
	const char *name = tag_shaped(tag) ? name_in(c->mem, tag, names_of(c->lang)) : "";

	return *name ? name : tag;
}

bool
language_known(struct ctx *c, const char *tag)
{
	return tag_shaped(tag) && *name_in(c->mem, tag, "en");
}

/* ---- from names to tags ---- */

struct named {
	const char *name; /* folded */
	const char *tag;
};

static struct {
	struct arena *mem;
	struct named *v;
	int n;
} names;

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Made once, when the first file asks: the languages of ISO 639 by their names in the languages of the
 * product and in themselves. Lives as long as the process. */
static void
make_names(void)
{
	static const char *const more[] = { "pt-BR", "zh-Hant", "zh-Hans", NULL };
	static struct arena *mem; /* held, so that a leak checker sees an owner */
	const char *const *tags = uloc_getISOLanguages();
	const struct lang *const *langs = lang_all();
	int n_tags = 0, n_langs = 0;

	mem = arena_new(0);
	names.mem = mem; /* so that what lives as long as the process is seen to be held */
	while (tags[n_tags])
		n_tags++;
	while (langs[n_langs])
		n_langs++;
	names.v = ARENA_ARRAY(mem, struct named, (n_tags + 3) * (n_langs + 1));
	for (int i = 0; i < n_tags + 3; i++) {
		const char *tag = i < n_tags ? tags[i] : more[i - n_tags];

		for (int j = 0; j <= n_langs; j++) {
			const char *in = j < n_langs ? names_of(langs[j]) : tag;
			const char *name =
				j < n_langs && langs[j]->test ? "" : name_in(mem, tag, in);

			if (*name)
				names.v[names.n++] = (struct named){ fold(mem, name), tag };
		}
	}
	qsort(names.v, (size_t)names.n, sizeof *names.v, by_name);
}

const char *
language_tag(struct ctx *c, const char *name)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct named key = { fold(c->mem, name), NULL }, *found;

	pthread_once(&once, make_names);
	found = bsearch(&key, names.v, (size_t)names.n, sizeof *names.v, by_name);
	if (found)
		return found->tag;
	return language_known(c, name) ? name : "";
}
