/* SPDX-License-Identifier: Apache-2.0 */
/* The mails of whoever one is in the demonstration, which nobody sends: as a list, as plain text, and as a program that
 * reads mails shows them. Their links work, also those that need no signing in. Outside of the demonstration there is
 * no such page; nobody but the reader of a mail may hold its links. */
#include "base/buf.h"
#include "base/str.h"
#include "engine/engine.h"
#include "features/demo/demo.h"
#include "features/demo/demo.html.h"

static bool
is_address(const char *line)
{
	return (str_starts(line, "https://") || str_starts(line, "http://")) && !strchr(line, ' ');
}

static struct demo_mail_text_rows
lines_of(struct ctx *c, const char *text)
{
	struct demo_mail_text_rows rows = { 0 };
	size_t most = 1;

	for (const char *p = text; (p = strchr(p, '\n')); p++)
		most++;
	rows.v = ARENA_ARRAY(c->mem, struct demo_mail_text, most);
	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *line = arena_strndup(c->mem, text, n);

		rows.v[rows.n++] = (struct demo_mail_text){ line, is_address(line) ? line : "" };
		text += n + (text[n] == '\n');
	}
	return rows;
}

/* NOT_FOUND for the mail of somebody else, and wherever this is not the demonstration. */
static enum result
mail_of(struct req *q, struct demo_mail_view *v)
{
	struct ctx *c = &q->ctx;

	if (!c->engine->demo || !c->who || !sql_demo_mail_get(c, q->ids[0], c->who, &v->mail))
		return NOT_FOUND;
	v->lines = lines_of(c, v->mail.body_text);
	return OK;
}

enum result
web_demo_mail_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct demo_mail_list_view v = { 0 };

	if (!c->engine->demo)
		return NOT_FOUND;
	if (!c->who)
		return changed(q, OK, url_demo_show(c));
	v.name = sql_demo_person_name(c, c->who);
	v.mails = sql_demo_mail_list(c, c->who, DEMO_MAILS);
	return show_page(q, demo_mail_list, &v);
}

enum result
web_demo_mail_show(struct req *q)
{
	struct demo_mail_view v = { 0 };
	enum result r = mail_of(q, &v);

	return r == OK ? show_page(q, demo_mail_show, &v) : r;
}

/* ---- as HTML ---- */

static const char opens[] = "<style>", closes[] = "</style>";

/* Pages here carry no style of their own, as the browser is told; a mail can carry no other. So the one goes to an
 * address, and everything else is the mail byte for byte. */
void
html_demo_document(struct html *h, const struct demo_mail_view *v)
{
	const char *body = v->mail.body_html, *from = strstr(body, opens);
	const char *to = from ? strstr(from, closes) : NULL;

	if (!to) {
		buf_str(h->b, body);
		return;
	}
	buf_add(h->b, body, (size_t)(from - body));
	buf_printf(h->b, "<link rel=\"stylesheet\" href=\"%s\">",
		url_demo_look_show(h->c, v->mail.id));
	buf_str(h->b, to + sizeof closes - 1);
}

enum result
web_demo_letter_show(struct req *q)
{
	struct demo_mail_view v = { 0 };
	enum result r = mail_of(q, &v);

	return r == OK ? show_page(q, demo_letter_show, &v) : r;
}

enum result
web_demo_look_show(struct req *q)
{
	struct demo_mail_view v = { 0 };
	enum result r = mail_of(q, &v);
	const char *from, *to;

	if (r != OK)
		return r;
	from = strstr(v.mail.body_html, opens);
	to = from ? strstr(from, closes) : NULL;
	if (!to)
		return NOT_FOUND;
	from += sizeof opens - 1;
	buf_add(file_begin(q, "text/css; charset=utf-8", "letter.css"), from, (size_t)(to - from));
	return file_end(q);
}
