/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/talk/library.h"
#include "features/talk/library.html.h"

FORM_DEFINE(own_question_form, OWN_QUESTION_FORM)
FORM_DEFINE(library_pick_form, LIBRARY_PICK_FORM)

static struct option_rows
moments_of(struct ctx *c)
{
	const struct practice_field *f =
		practice_values(practice_need("choice", PRACTICE_CHOICE_MOMENT), "options");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, f->count + 1) };

	for (size_t i = 0; i < f->count; i++)
		rows.v[rows.n++] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

static struct option_rows
topics_of(struct ctx *c)
{
	const struct practice_kind *all = practice_kind("shelf");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, all->count + 1) };

	for (size_t i = 0; i < all->count; i++)
		rows.v[rows.n++] = (struct option){ all->items[i].id,
			practice_field(&all->items[i], "name", c->lang->tag) };
	rows.v[rows.n++] = (struct option){ "own", _("Your own questions") };
	return rows;
}

static enum result
view_fill(struct req *q, struct library_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);
	const char *moment = req_query(q, "moment");
	const char *text = req_query(q, "q"), *shelf = req_query(q, "topic");
	const char *open = req_query(q, "open");

	if (r != OK)
		return r;
	/* Whoever comes without a wish finds what fits now; a program asks for all. */
	if (str_empty(moment))
		moment = q->json || !str_empty(text) ? "all" : library_moment(c, &v->pair);
	v->s = (struct library_search){ text ? text : "", moment, shelf ? shelf : "",
		open ? open : "" };
	v->shelves = library_find(c, &v->pair, &v->s);
	for (int i = 0; i < v->shelves.n; i++)
		v->n += v->shelves.v[i].rows.n;
	v->moments = moments_of(c);
	v->topics = topics_of(c);
	form_show(own_question_form, &v->form);
	return OK;
}

enum result
web_library_list(struct req *q)
{
	struct library_view v = { 0 };
	struct library_question_rows all;
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	v.form.body = "";
	v.form.moment = "session";
	if (!q->json)
		return show_page(q, library_list, &v);
	all = (struct library_question_rows){ 0,
		ARENA_ARRAY(q->ctx.mem, struct library_question, v.n + 1) };
	for (int i = 0; i < v.shelves.n; i++)
		for (int k = 0; k < v.shelves.v[i].rows.n; k++)
			all.v[all.n++] = v.shelves.v[i].rows.v[k];
	return show_many(q, library_list, &v, library_question, &all);
}

enum result
web_library_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct library_view v = { 0 };
	struct own_question_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, own_question_form, &f))
		r = own_question_add(c, q->subject, &f, &id);
	if (r == INVALID && view_fill(q, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, library_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("The question is in your library."));
	return created(q, r, id,
		arena_printf(c->mem, "%s?moment=all&topic=own", url_library_list(c, q->subject)));
}

static const char *
shelf_of(struct req *q, const char *name)
{
	const char *id = req_query(q, name);

	return id && (str_eq(id, "own") || practice_find("shelf", id)) ? id : "";
}

/* Back to where one was looking: only what the page itself offers goes into the address. */
static const char *
back(struct req *q, const struct library_pick_form *f)
{
	const char *moment = req_query(q, "moment"), *text = req_query(q, "q");
	struct ctx *c = &q->ctx;
	bool known = moment && practice_option(practice_need("choice", PRACTICE_CHOICE_MOMENT),
				       "options", moment, "en");
	struct html *h = html_new(c);

	buf_printf(h->b, "%s?moment=%s&topic=%s&open=%s&q=", url_library_list(c, q->subject),
		known ? moment : "all", shelf_of(q, "topic"), shelf_of(q, "open"));
	html_url_part(h, text ? text : "");
	buf_printf(h->b, "#q-%s", f->own ? "own-" : f->question);
	if (f->own)
		buf_printf(h->b, "%lld", (long long)f->own);
	return buf_text(h->b);
}

enum result
web_library_pick_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct library_view v = { 0 };
	struct library_pick_form f;
	struct meeting next;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, library_pick_form, &f))
		r = library_pick(c, q->subject, &f, &id);
	if (r == INVALID && view_fill(q, &v) == OK) {
		v.form.body = "";
		v.form.moment = "session";
		return show_invalid(q, r, library_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, str_eq(f.place, "roadmap") ? _("It is a theme on your roadmap now.")
			 : sql_meeting_next(c, q->subject, c->now, &next)
				 ? tr(c, _("It stands on the agenda of %s."),
					   fmt_when(c, next.starts_at))
				 : _("It waits for the next meeting that you plan."));
	return created(q, r, id, r == OK ? back(q, &f) : "");
}

enum result
web_own_question_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct own_question_place x;

	if (!sql_own_question_place(c, q->subject, &x))
		return NOT_FOUND;
	return changed(q, own_question_remove(c, q->subject),
		arena_printf(
			c->mem, "%s?moment=all&topic=own", url_library_list(c, x.relationship)));
}
