/* SPDX-License-Identifier: Apache-2.0 */
/* A letter as a mail: plain text, the same as HTML, and below both how to have fewer of them. */
#include "features/notices/mail_out.h"

#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/mail/mail.h"
#include "features/notices/notices.h"
#include "features/notices/notices.html.h"

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

static bool
can_be_switched_off(const char *type)
{
	const struct practice_item *it = practice_need("notice-type", type);

	return !str_eq(practice_field(it, "usual", "en"), "always");
}

/* The links below a mail to somebody who is known here. */
static void
ways_out(struct ctx *c, const struct mail_out *m, struct letter_body_view *v)
{
	const char *token = mail_token(c, m->to->person, m->type);

	v->about = practice_field(practice_need("notice-type", m->type), "name", v->lang);
	if (can_be_switched_off(m->type))
		v->off = whole_address(c, url_mail_off_show(c, token));
	v->pause = whole_address(c, url_mail_pause_show(c, token));
	v->leave = whole_address(c, url_mail_leave_show(c, token));
}

int64_t
mail_out(struct ctx *c, const struct mail_out *m)
{
	struct ctx reader = letter_ctx(c, m->to);
	struct letter_body_view v = {
		.parts = parts_of(c, m->words.text),
		.lang = reader.lang->tag,
		.dir = reader.lang->rtl ? "rtl" : "ltr",
		.about = "",
		.off = "",
		.pause = "",
		.leave = "",
	};

	if (m->to->person)
		ways_out(c, m, &v);
	return mail_add(c, &(struct mail){
				   .to_name = m->to->name,
				   .to = m->to->email,
				   .person = m->to->person,
				   .kind = m->kind,
				   .subject = m->words.subject,
				   .text = arena_printf(c->mem, "%s%s", m->words.text,
					   html_render(&reader, html_letter_foot, &v)),
				   .html = html_render(&reader, html_letter_body, &v),
				   .ics = m->ics ? m->ics->text : NULL,
				   .ics_method = m->ics ? m->ics->method : NULL,
				   .not_before = m->not_before,
				   .unsubscribe = *v.off ? v.off : NULL,
			   });
}
