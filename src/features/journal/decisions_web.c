/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/journal/inside.h"
#include "features/journal/journal.html.h"

FORM_DEFINE(decision_new_form, DECISION_NEW_FORM)
FORM_DEFINE(decision_form, DECISION_FORM)

static struct prompt_link
ask(struct ctx *c, const char *prompt)
{
	return (struct prompt_link){ prompt_hint(c, prompt), prompt_text(c, prompt) };
}

static struct decision_asks
asks_of(struct ctx *c)
{
	return (struct decision_asks){
		ask(c, PRACTICE_PROMPT_DECISION_QUESTION),
		ask(c, PRACTICE_PROMPT_DECISION_OPTIONS),
		ask(c, PRACTICE_PROMPT_DECISION_CRITERIA),
		ask(c, PRACTICE_PROMPT_DECISION_CHOICE),
		ask(c, PRACTICE_PROMPT_DECISION_REVIEW),
		ask(c, PRACTICE_PROMPT_DECISION_OUTCOME),
	};
}

/* The lines of a text that hold something. */
static struct texts
lines_of(struct ctx *c, const char *text)
{
	struct texts t = { 0, NULL };
	int n = 1;

	for (const char *p = text; *p; p++)
		n += *p == '\n';
	t.v = ARENA_ARRAY(c->mem, const char *, n);
	for (const char *p = text; *p;) {
		size_t k = strcspn(p, "\n");

		if (k)
			t.v[t.n++] = arena_strndup(c->mem, p, k);
		p += k + (p[k] == '\n');
	}
	return t;
}

static void
list_fill(struct req *q, struct decision_list_view *v)
{
	struct ctx *c = &q->ctx;
	struct journal_partner_rows partners = sql_journal_partners(c, c->who);

	paging_read(q, q->json ? ROWS_OF_JSON : DECISIONS_ON_PAGE, &v->pages);
	v->rows = sql_decision_list(c, c->who, v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_decision_count(c, c->who), &v->pages);
	v->lines.v = ARENA_ARRAY(c->mem, struct decision_row, v->rows.n);
	for (int i = 0; i < v->rows.n; i++)
		v->lines.v[v->lines.n++] =
			(struct decision_row){ v->rows.v[i], decision_waits(c, &v->rows.v[i]) };
	v->gone = sql_decision_removed(c, c->who);
	v->asks = asks_of(c);
	v->mentor = sql_journal_mentored(c, c->who) > 0;
	form_show(decision_new_form, &v->form);
	v->form.question = v->form.options = v->form.criteria = v->form.choice = "";
	v->form.review_on = v->about = "";
	/* From the page of a relationship one comes with its number. */
	v->form.about = req_query_int(q, "about", 0);
	for (int i = 0; i < partners.n; i++)
		if (partners.v[i].id == v->form.about)
			v->about = fmt_first(c, partners.v[i].name);
	if (!*v->about)
		v->form.about = 0;
}

enum result
web_decision_list(struct req *q)
{
	struct decision_list_view v = { 0 };

	list_fill(q, &v);
	return show_many(q, decisions_page, &v, decision, &v.rows);
}

enum result
web_decision_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct decision_list_view v = { 0 };
	struct decision_new_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, decision_new_form, &f))
		r = decision_write(c, &f, &id);
	if (r == INVALID) {
		list_fill(q, &v);
		v.form = f;
		return show_invalid(q, r, decisions_page, &v);
	}
	return created(q, r, id, url_decision_show(c, id));
}

static enum result
fill(struct req *q, struct decision_view *v)
{
	struct ctx *c = &q->ctx;
	struct decision *d = &v->d;
	struct pair p;
	enum result r = OK;

	v->author = v->now_says = "";
	if (!sql_decision_get(c, q->subject, d) || d->removed_at)
		return NOT_FOUND;
	v->partners = sql_journal_partners(c, c->who);
	v->partner = partner_in(c, &v->partners, d->shared_with);
	v->asks = asks_of(c);
	v->options = lines_of(c, d->options);
	v->criteria = lines_of(c, d->criteria);
	v->waits = decision_waits(c, d);
	form_show(decision_form, &v->form);
	v->form.question = d->question;
	v->form.options = d->options;
	v->form.criteria = d->criteria;
	v->form.choice = d->choice;
	v->form.review_on = d->review_on;
	v->form.outcome = d->outcome;
	v->form.version = d->version;
	form_watch(c, &v->form);
	if (d->person != c->who) {
		r = pair_get(c, d->shared_with, &p);
		if (r == OK)
			v->author = fmt_first(c, p.partner_name);
	}
	return r;
}

enum result
web_decision_show(struct req *q)
{
	struct decision_view v = { 0 };
	enum result r = fill(q, &v);

	return r == OK ? show_one(q, decision_page, &v, decision, &v.d) : r;
}

enum result
web_decision_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct decision_view v = { 0 };
	struct decision_form f;
	enum result r = INVALID, known;

	known = fill(q, &v);
	if (known != OK)
		return known;
	if (form_read(q, decision_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = decision_change(c, q->subject, &f);
	}
	if (r != INVALID && r != CONFLICT)
		return changed(q, r, url_decision_show(c, q->subject));
	/* A form without marks knows the version alone. */
	if (r == CONFLICT && !f.form.now) {
		v.now_says = arena_printf(c->mem, "%s\n%s\n%s\n%s\n%s", v.d.question, v.d.options,
			v.d.criteria, v.d.choice, v.d.outcome);
		f.version = v.d.version;
	}
	v.form = f;
	return show_invalid(q, r, decision_page, &v);
}

enum result
web_decision_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = decision_remove(c, q->subject, true);

	if (r == OK && !q->json)
		flash(q, _("Deleted. For 30 days you can bring it back, at the end of this page."));
	return changed(q, r, url_decision_list(c));
}

enum result
web_decision_restoration_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, decision_remove(c, q->subject, false), url_decision_show(c, q->subject));
}

enum result
web_decision_sharing_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct decision_view v = { 0 };
	struct journal_sharing_form f;
	enum result r;

	if (!form_read(q, journal_sharing_form, &f)) {
		r = fill(q, &v);
		return r == OK ? show_invalid(q, INVALID, decision_page, &v) : r;
	}
	return changed(
		q, decision_share(c, q->subject, f.relationship), url_decision_show(c, q->subject));
}
