/* SPDX-License-Identifier: Apache-2.0 */
#include "features/notices/letter.h"

#include <string.h>

#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/notices/errand.h"
#include "features/shell/shell.h"

const char *
whole_address(struct ctx *c, const char *path)
{
	return arena_printf(c->mem, "%s%s", c->engine->origin, path);
}

struct ctx
letter_ctx(struct ctx *c, const struct letter_to *to)
{
	struct ctx reader = *c;

	const char *tag = str_empty(to->lang) ? sql_notice_lang(c) : to->lang;

	if (lang_find(tag))
		reader.lang = lang_find(tag);
	if (!str_empty(to->tz))
		reader.tz = to->tz;
	return reader;
}

/* The button, and below it what one would not expect. */
static const char *
errand_part(struct ctx *reader, const char *letter, int64_t person, const char *errand)
{
	const char *words = errand_words(reader, letter, person, errand);

	if (!*words)
		return words;
	return arena_printf(reader->mem, "%s\n\n%s", words,
		tr_text(reader->lang, N_("For this you need not sign in.")));
}

/* All blanks at once, so that a name that looks like a blank stays a name. What can be done from the mail
 * becomes a link of its reader. */
static const struct practice_blank *
filled(struct ctx *reader, const char *letter, const struct letter_to *to,
	const struct practice_blank *blanks)
{
	struct practice_blank *all;
	int n = 0;

	while (blanks[n].name)
		n++;
	all = ARENA_ARRAY(reader->mem, struct practice_blank, n + 3);
	memcpy(all, blanks, sizeof *all * (size_t)n);
	all[n] = (struct practice_blank){ "name", fmt_first(reader, to->name) };
	all[n + 1] = (struct practice_blank){ "do", "" }; /* the first one of a name counts */
	for (int i = 0; i < n; i++)
		if (str_eq(all[i].name, "do"))
			all[i].value = errand_part(reader, letter, to->person, all[i].value);
	return all;
}

/* A paragraph that held nothing but an empty blank is not there. */
static const char *
without_gaps(struct ctx *c, const char *text)
{
	char *to = arena_strdup(c->mem, text), *p = to;

	for (const char *s = text; *s; s++)
		if (!(*s == '\n' && str_starts(s, "\n\n\n")))
			*p++ = *s;
	*p = '\0';
	return to;
}

struct letter_words
letter_words(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks)
{
	const struct practice_item *letter = practice_need("letter", id);
	struct ctx reader = letter_ctx(c, to);
	const char *tag = reader.lang->tag;
	const struct practice_blank *all = filled(&reader, id, to, blanks);

	return (struct letter_words){
		.subject = practice_fill(c->mem, practice_field(letter, "subject", tag), all),
		.text = without_gaps(
			c, practice_fill(c->mem, practice_field(letter, "body", tag), all)),
	};
}
