/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/i18n.h"

#include "base/str.h"
#include "engine/i18n/words.h"

const struct lang *const *
lang_all(void)
{
	return words_languages;
}

const struct lang *
lang_find(const char *tag)
{
	for (const struct lang *const *l = words_languages; *l; l++)
		if (str_ieq((*l)->tag, tag))
			return *l;
	return NULL;
}

static const char *const *
forms_of(const struct lang *lang, const char *id)
{
	uint32_t hash;

	if (!lang->table || !*id)
		return NULL;
	hash = words_hash(id);
	for (uint32_t at = hash & lang->mask; lang->table[at].id; at = (at + 1) & lang->mask)
		if (lang->table[at].hash == hash && str_eq(lang->table[at].id, id))
			return lang->table[at].forms;
	return NULL;
}

const char *
tr_text(const struct lang *lang, const char *msgid)
{
	const char *const *forms = forms_of(lang, msgid);

	return forms ? forms[0] : msgid;
}

const char *
tr_form(const struct lang *lang, const char *one, const char *many, int64_t n)
{
	const char *const *forms = forms_of(lang, one);

	if (!forms)
		return lang_en.plural(n) ? many : one;
	/* The plural rules of gettext speak of amounts, which have no sign. */
	if (n < 0)
		n = n == INT64_MIN ? INT64_MAX : -n;
	return forms[lang->plural(n)];
}
