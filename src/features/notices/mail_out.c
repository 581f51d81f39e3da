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

static struct letter_part
part_of(struct ctx *c, const char *text)
{
	const char *line = strrchr(text, '\n'), *address = line ? line + 1 : text;
	struct letter_part p = { text, "", false };
	size_t n;

	if (!is_address(address) || (line && memchr(text, '\n', (size_t)(line - text))))
		return p;
	n = line ? (size_t)(line - text) : 0;
	p.address = address;
	p.act = n && str_starts(address, whole_address(c, "/errands/"));
	/* In plain text a colon leads on to the address. */
	p.text = arena_strndup(c->mem, text, n && text[n - 1] == ':' ? n - 1 : n);
	return p;
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
		const char *part;

		while (n && text[n - 1] == '\n')
			n--;
		part = arena_strndup(c->mem, text, n);
		if (n && rows.n < (int)most)
			rows.v[rows.n++] = part_of(c, part);
		text = end ? end + 2 : text + strlen(text);
	}
	return rows;
}

/*
 * How a mail looks. Programs that read mails know no style sheets of ours, and leave out what they do not know: all
 * of it is in the mail, nothing is loaded, and without it the mail reads as well.
 */
static const char look[] =
	"<style>\n"
	":root{color-scheme:light dark;supported-color-schemes:light dark}\n"
	"body{margin:0;padding:24px 12px;background:#faf8f3;color:#1c2521;"
	"font:17px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}\n"
	".mail{max-width:560px;margin:0 auto;padding:28px;background:#fffefb;border:1px solid "
	"#e2ddd0;"
	"border-radius:12px;overflow-wrap:anywhere}\n"
	".from{margin:0 0 20px;font-weight:700;color:#1d5c47}\n"
	"p{margin:0 0 16px}\n"
	"a{color:#1d5c47}\n"
	".line{margin:0 0 12px}\n"
	".to{margin:20px 0}\n"
	".to a{display:inline-block;padding:11px 20px;border:2px solid #1d5c47;border-radius:8px;"
	"font-weight:600;text-decoration:none}\n"
	".to .go{background:#1d5c47;color:#fff}\n"
	".foot{max-width:560px;margin:0 auto;padding:16px 28px 0;font-size:14px;color:#58645d}\n"
	".foot a{color:inherit}\n"
	"@media (max-width:480px){.mail{padding:20px}.foot{padding:16px 20px 0}.to a{display:block;"
	"text-align:center}}\n"
	"@media (prefers-color-scheme:dark){body{background:#111815;color:#e9efe9}"
	".mail{background:#18211d;border-color:#2b3731}a,.from{color:#7cc7a8}"
	".to a{border-color:#7cc7a8}.to "
	".go{background:#7cc7a8;color:#0c1f17}.foot{color:#a3b1a9}}\n"
	"</style>";

void
html_letter_look(struct html *h)
{
	buf_str(h->b, look);
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

	for (int i = 0; i < v.parts.n; i++)
		v.acts |= v.parts.v[i].act;
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
