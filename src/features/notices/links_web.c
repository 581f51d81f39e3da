/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The links below every mail. Whoever has the mail may use them without signing in, and they change
 * nothing but which mails go out. Looking changes nothing: programs that read mails follow links. Switching
 * off is also what a mail program does by itself, in one request from wherever it runs (RFC 8058).
 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/notices/notices.h"
#include "features/notices/notices.html.h"

FORM_DEFINE(mail_again_form, MAIL_AGAIN_FORM)

/* For whom the address speaks, and of what; 0 if it does not work. */
static int64_t
person_of(struct req *q, const char *what, struct mail_link_view *v, const char **ret_type)
{
	struct ctx *c = &q->ctx;
	struct notice_person p;
	const char *type;
	int64_t person;

	*v = (struct mail_link_view){ .what = what, .token = q->words[0], .type = "" };
	form_show(pause_form, &v->pause);
	v->pause.until = v->until = v->first = "";
	if (!mail_token_read(c, q->words[0], &person, &type) || !sql_notice_person(c, person, &p) ||
		str_eq(p.state, "deactivated"))
		return 0;
	if (lang_find(p.lang))
		c->lang = lang_find(p.lang);
	v->known = true;
	v->first = fmt_first(c, p.name);
	v->choice = !str_eq(
		practice_field(practice_need("notice-type", type), "usual", "en"), "always");
	v->type = practice_field(practice_need("notice-type", type), "name", c->lang->tag);
	*ret_type = type;
	return person;
}

static enum result
look(struct req *q, const char *what)
{
	struct mail_link_view v;
	const char *type;

	person_of(q, what, &v, &type);
	return show_page(q, mail_link, &v);
}

enum result
web_mail_off_show(struct req *q)
{
	return look(q, "off");
}

enum result
web_mail_pause_show(struct req *q)
{
	return look(q, "pause");
}

enum result
web_mail_leave_show(struct req *q)
{
	return look(q, "leave");
}

/* The page itself is the answer: a mail program does not follow to another one (RFC 8058, 3.1). */
static enum result
answer(struct req *q, struct mail_link_view *v)
{
	v->done = true;
	return q->json ? changed(q, OK, url_mail_off_show(&q->ctx, v->token))
		       : show_page(q, mail_link, v);
}

enum result
web_mail_off_create(struct req *q)
{
	struct mail_link_view v;
	const char *type;
	int64_t person = person_of(q, "off", &v, &type);

	if (!person)
		return NOT_FOUND;
	if (!v.choice)
		return show_page(q, mail_link, &v);
	notices_off(&q->ctx, person, type);
	return answer(q, &v);
}

enum result
web_mail_pause_by_link_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mail_link_view v;
	const char *type;
	int64_t person = person_of(q, "pause", &v, &type);
	enum result r = INVALID;

	if (!person)
		return NOT_FOUND;
	if (form_read(q, pause_form, &v.pause))
		r = notices_pause(c, person, v.pause.until);
	if (r == INVALID)
		return show_invalid(q, r, mail_link, &v);
	v.until = fmt_date(c, v.pause.until);
	return answer(q, &v);
}

enum result
web_mail_leave_by_link_create(struct req *q)
{
	struct mail_link_view v;
	const char *type;
	int64_t person = person_of(q, "leave", &v, &type);

	if (!person)
		return NOT_FOUND;
	notices_leave(&q->ctx, person);
	return answer(q, &v);
}

/* Undoes what one of the links did. */
enum result
web_mail_again_create(struct req *q)
{
	struct mail_link_view v;
	struct mail_again_form f;
	const char *type;
	int64_t person = person_of(q, "again", &v, &type);

	if (!person)
		return NOT_FOUND;
	if (!form_read(q, mail_again_form, &f))
		return INVALID;
	if (str_eq(f.what, "off"))
		notices_on(&q->ctx, person, type);
	else
		notices_resume(&q->ctx, person);
	return answer(q, &v);
}
