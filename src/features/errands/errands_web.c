/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Behind the links by which something is done from a mail. Looking changes nothing: programs that check mails
 * follow links. The person of the link is c->who only while its one act is looked up or done; the page is that of
 * whoever looks at it, which is mostly nobody who has signed in.
 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/errands/errands.h"
#include "features/errands/errands.html.h"

FORM_DEFINE(errand_form, ERRAND_FORM)

/* Reads the link. OK: it is good, and this browser may use it. */
static enum result
link_read(struct req *q, struct errand *e, struct errand_view *v)
{
	struct ctx *c = &q->ctx;
	struct errand_reader reader;
	enum result r = errand_read(c, q->words[0], e, &reader);

	v->token = q->words[0];
	v->in = c->who != 0;
	v->state = "unknown";
	if (r == NOT_FOUND)
		return r;
	if (lang_find(reader.lang))
		c->lang = lang_find(reader.lang);
	c->tz = reader.tz;
	v->first = fmt_first(c, reader.name);
	if (c->who && c->who != e->person) {
		v->state = "other";
		return FORBIDDEN;
	}
	return r;
}

/* As the person of the link: one call, nothing else. */
static enum result
look(struct ctx *c, const struct errand *e, struct errand_view *v)
{
	static const char *const states[] = { "open", "done", "gone" };
	const int64_t who = c->who;
	enum result r;

	c->who = e->person;
	r = errand_look(c, e, &v->about);
	c->who = who;
	if (r == OK) {
		v->state = states[v->about.state];
		v->asks = errand_asks(e);
	}
	return r;
}

static enum result
act(struct ctx *c, const struct errand *e, int64_t value)
{
	const int64_t who = c->who;
	enum result r;

	c->who = e->person;
	r = errand_do(c, e, value);
	c->who = who;
	return r;
}

/* The link was good once: where its thing is, for whoever signs in, and not what it is about. */
static enum result
too_old(struct ctx *c, const struct errand *e, struct errand_view *v)
{
	look(c, e, v);
	v->state = "over";
	return GONE;
}

/* What is wrong with the link, for a program in a sentence, for people as a page. */
static enum result
refuse(struct req *q, enum result r, struct errand_view *v)
{
	struct ctx *c = &q->ctx;

	form_show(errand_form, &v->form);
	if (str_eq(v->state, "tired"))
		c->why = _("Too many tries. Wait a few minutes, then try again.");
	else if (str_eq(v->state, "other"))
		c->why = _("This link belongs to somebody else than who is signed in.");
	else if (str_eq(v->state, "over"))
		c->why = _("This link is too old. Do the same after signing in.");
	else if (str_eq(v->state, "gone"))
		c->why = _("This has changed since the mail went out.");
	return show_invalid(q, r, errand, v);
}

enum result
web_errand_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct errand_view v = { 0 };
	struct errand e;
	enum result r = link_read(q, &e, &v);

	if (r == NOT_FOUND && !rate_left(c, "errand", q->address, ERRAND_MISSES)) {
		v.state = "tired";
		return refuse(q, BUSY, &v);
	}
	if (r == GONE)
		r = too_old(c, &e, &v);
	if (r == OK)
		r = look(c, &e, &v);
	if (r == OK && str_eq(v.state, "gone"))
		r = CONFLICT;
	if (r != OK)
		return refuse(q, r, &v);
	form_show(errand_form, &v.form);
	return show_page(q, errand, &v);
}

/* A miss is counted, so it is committed; nothing else was written. */
static enum result
miss(struct req *q, struct errand_view *v)
{
	bool allowed = rate_take(&q->ctx, "errand", q->address, ERRAND_MISSES);

	v->state = allowed ? "unknown" : "tired";
	refuse(q, allowed ? NOT_FOUND : BUSY, v);
	return OK;
}

enum result
web_errand_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct errand_view v = { 0 };
	struct errand e;
	enum result r = link_read(q, &e, &v);
	bool read;

	if (r == NOT_FOUND)
		return miss(q, &v);
	if (r == GONE)
		r = too_old(c, &e, &v);
	if (r == OK)
		r = look(c, &e, &v);
	if (r != OK)
		return refuse(q, r, &v);
	read = form_read(q, errand_form, &v.form);
	r = read ? act(c, &e, v.form.value) : INVALID;
	if (r == INVALID)
		return show_invalid(q, r, errand, &v);
	if (r != OK)
		return refuse(q, r, &v);
	if (!q->json && str_eq(v.state, "open"))
		flash(q, _("Thank you. That was all."));
	return changed(q, r, url_errand_show(c, v.token));
}
