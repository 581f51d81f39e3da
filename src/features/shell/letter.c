/* SPDX-License-Identifier: Apache-2.0 */
#include "features/shell/letter.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/mail/mail.h"
#include "features/shell/shell.html.h"

const char *
whole_address(struct ctx *c, const char *path)
{
	return arena_printf(c->mem, "%s%s", c->engine->origin, path);
}

struct ctx
letter_ctx(struct ctx *c, const struct letter_to *to)
{
	struct ctx reader = *c;

	if (lang_find(to->lang))
		reader.lang = lang_find(to->lang);
	if (!str_empty(to->tz))
		reader.tz = to->tz;
	return reader;
}

static bool
is_address(const char *s)
{
	return (str_starts(s, "https://") || str_starts(s, "http://")) && !strchr(s, ' ') &&
	       !strchr(s, '\n');
}

/* The paragraphs of a plain text: parted by empty lines, trailing line ends left out. */
static struct letter_part_rows
parts_of(struct ctx *c, const char *text)
{
	struct letter_part_rows rows = { 0 };
	size_t most = 1;

	for (const char *p = text; (p = strstr(p, "\n\n")); p += 2)
		most++;
	rows.v = ARENA_ARRAY(c->mem, struct letter_part, most);
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t n = end ? (size_t)(end - text) : strlen(text);
		char *part;

		while (n && text[n - 1] == '\n')
			n--;
		part = arena_strndup(c->mem, text, n);
		if (n && rows.n < (int)most)
			rows.v[rows.n++] = (struct letter_part){ part, is_address(part) };
		text = end ? end + 2 : text + strlen(text);
	}
	return rows;
}

/* All blanks at once, so that a name that looks like a placeholder stays a name. */
static const struct practice_blank *
with_name(struct ctx *c, const struct practice_blank *blanks, const char *name)
{
	struct practice_blank *all;
	int n = 0;

	while (blanks[n].name)
		n++;
	all = ARENA_ARRAY(c->mem, struct practice_blank, n + 2);
	memcpy(all, blanks, sizeof *all * (size_t)n);
	all[n] = (struct practice_blank){ "name", name };
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
	const char *tag = letter_ctx(c, to).lang->tag;
	const struct practice_blank *all = with_name(c, blanks, to->name);

	return (struct letter_words){
		.subject = practice_fill(c->mem, practice_field(letter, "subject", tag), all),
		.text = without_gaps(
			c, practice_fill(c->mem, practice_field(letter, "body", tag), all)),
	};
}

void
letter_send(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, const struct letter_ics *ics)
{
	struct ctx reader = letter_ctx(c, to);
	struct letter_words words = letter_words(c, id, to, blanks);
	struct letter_body_view v = {
		.parts = parts_of(c, words.text),
		.lang = reader.lang->tag,
		.dir = reader.lang->rtl ? "rtl" : "ltr",
	};

	mail_add(c, &(struct mail){
			    .to_name = to->name,
			    .to = to->email,
			    .person = to->person,
			    .kind = id,
			    .subject = words.subject,
			    .text = words.text,
			    .html = html_render(&reader, html_letter_body, &v),
			    .ics = ics ? ics->text : NULL,
			    .ics_method = ics ? ics->method : NULL,
		    });
}
