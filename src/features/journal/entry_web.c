/* SPDX-License-Identifier: Apache-2.0 */
/* One page of the journal; and those of a relationship: one's own about it, and what the partner shares. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/journal/inside.h"
#include "features/journal/journal.html.h"

FORM_DEFINE(entry_edit_form, ENTRY_EDIT_FORM)
FORM_DEFINE(journal_sharing_form, JOURNAL_SHARING_FORM)

#define SHOWN 10

/* The first name of the partner who wrote what is shared in that relationship. */
static enum result
author_of(struct ctx *c, int64_t relationship, const char **ret)
{
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r == OK)
		*ret = fmt_first(c, p.partner_name);
	return r;
}

static enum result
fill(struct req *q, struct entry_view *v)
{
	struct ctx *c = &q->ctx;
	struct journal_entry e;

	v->author = v->now_says = "";
	if (!sql_entry_get(c, q->subject, &e) || e.removed_at)
		return NOT_FOUND;
	v->partners = sql_journal_partners(c, c->who);
	v->line = entry_line_of(c, &e, &v->partners);
	v->scale = confidence_scale(c);
	form_show(entry_edit_form, &v->form);
	v->form.body = e.body;
	v->form.confidence =
		e.confidence ? arena_printf(c->mem, "%lld", (long long)e.confidence) : "";
	v->form.version = e.version;
	form_watch(c, &v->form);
	return e.person == c->who ? OK : author_of(c, e.shared_with, &v->author);
}

enum result
web_entry_show(struct req *q)
{
	struct entry_view v = { 0 };
	enum result r = fill(q, &v);

	return r == OK ? show_one(q, entry_page, &v, journal_entry, &v.line.e) : r;
}

enum result
web_entry_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct entry_view v = { 0 };
	struct entry_edit_form f;
	enum result r = INVALID, known;

	known = fill(q, &v);
	if (known != OK)
		return known;
	if (form_read(q, entry_edit_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = entry_change(c, q->subject, &f);
	}
	if (r != INVALID && r != CONFLICT)
		return changed(q, r, url_entry_show(c, q->subject));
	/* A form without marks knows the version alone: both texts are there to compare, and saving again goes on
	 * from the newer one. */
	if (r == CONFLICT && !f.form.now) {
		v.now_says = v.line.e.body;
		if (!str_eq(f.confidence, v.form.confidence))
			v.now_says = arena_printf(c->mem, "%s\n%s", v.now_says,
				v.line.e.confidence ? tr(c, _("Sure of oneself: %d of 5"),
							      (int)v.line.e.confidence)
						    : _("How sure of oneself: not said"));
		f.version = v.line.e.version;
	}
	v.form = f;
	return show_invalid(q, r, entry_page, &v);
}

enum result
web_entry_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = entry_remove(c, q->subject, true);

	if (r == OK && !q->json)
		flash(q, _("Deleted. For 30 days you can bring it back, at the end of this page."));
	return changed(q, r, url_journal_list(c));
}

enum result
web_entry_restoration_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = entry_remove(c, q->subject, false);

	return changed(q, r, url_entry_show(c, q->subject));
}

enum result
web_entry_sharing_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_sharing_form f;
	struct entry_view v = { 0 };
	enum result r;

	if (!form_read(q, journal_sharing_form, &f)) {
		r = fill(q, &v);
		return r == OK ? show_invalid(q, INVALID, entry_page, &v) : r;
	}
	return changed(
		q, entry_share(c, q->subject, f.relationship), url_entry_show(c, q->subject));
}

/* ---- of a relationship ---- */

/* A page of what the partner shares: of the decisions and of the entries so many each, the latest first. */
static void
shared_read(struct req *q, struct shared_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t size = q->json ? ROWS_OF_JSON : SHARED_ON_PAGE, from;
	bool more;

	paging_read(q, size, &v->pages);
	from = paging_offset(&v->pages);
	v->theirs = sql_entry_shared(c, q->subject, c->who, size + 1, from);
	v->decisions = sql_decision_shared(c, q->subject, c->who, size + 1, from);
	more = v->theirs.n > size || v->decisions.n > size;
	if (v->theirs.n > size)
		v->theirs.n = (int)size;
	if (v->decisions.n > size)
		v->decisions.n = (int)size;
	paging_more(
		q, v->theirs.n > v->decisions.n ? v->theirs.n : v->decisions.n, more, &v->pages);
	v->lines = entry_lines_of(c, &v->theirs);
}

enum result
web_shared_entry_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct shared_view v = { 0 };
	struct journal_entry_rows mine;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	shared_read(q, &v);
	mine = sql_entry_about(c, c->who, q->subject, SHOWN);
	v.mine = entry_lines_of(c, &mine);
	v.question = reflection_now(c, q->subject);
	v.scale = confidence_scale(c);
	form_show(entry_form, &v.form);
	v.form.kind = "entry";
	v.form.body = v.form.confidence = "";
	v.form.prompt = v.question.prompt;
	v.form.about = q->subject;
	return show_many(q, shared_page, &v, journal_entry, &v.theirs);
}
