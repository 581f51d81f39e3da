/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "features/notices/notices.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/talk/talk.h"
#include "features/talk/talk.html.h"

FORM_DEFINE(roadblock_form, ROADBLOCK_FORM)
FORM_DEFINE(introduction_form, INTRODUCTION_FORM)
FORM_DEFINE(introduced_form, INTRODUCED_FORM)

static struct option_rows
kinds_of(struct ctx *c)
{
	const struct practice_field *f =
		practice_values(practice_need("choice", PRACTICE_CHOICE_ROADBLOCK), "options");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, f->count + 1) };

	for (size_t i = 0; i < f->count; i++)
		rows.v[rows.n++] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

static struct roadblock_row_rows
rows_of(struct ctx *c, struct roadblock_rows rows, struct option_rows kinds)
{
	struct roadblock_row_rows ret = { rows.n,
		ARENA_ARRAY(c->mem, struct roadblock_row, rows.n + 1) };
	int64_t today = day_today(c), day;

	for (int i = 0; i < rows.n; i++) {
		ret.v[i] = (struct roadblock_row){ .b = rows.v[i], .kind = "" };
		ret.v[i].due = day_parse(rows.v[i].review_on, &day) && day <= today;
		for (int k = 0; k < kinds.n; k++)
			if (str_eq(kinds.v[k].value, rows.v[i].kind))
				ret.v[i].kind = kinds.v[k].label;
	}
	return ret;
}

static enum result
list_fill(struct req *q, struct roadblock_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t relationship = q->subject;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->kinds = kinds_of(c);
	v->open = rows_of(c, sql_roadblock_list(c, relationship, "open", TALK_OPEN, 0), v->kinds);
	paging_read(q, TALK_ON_PAGE, &v->pages);
	v->cleared = rows_of(c,
		sql_roadblock_list(
			c, relationship, "cleared", v->pages.size, paging_offset(&v->pages)),
		v->kinds);
	paging_total(q, sql_roadblock_count(c, relationship, "cleared"), &v->pages);
	form_show(roadblock_form, &v->form);
	return OK;
}

enum result
web_roadblock_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct roadblock_list_view v = { 0 };
	struct roadblock_rows all;
	enum result r = list_fill(q, &v);

	if (r != OK)
		return r;
	v.form.kind = v.form.body = v.form.step = "";
	v.form.review_on = day_text(c->mem, day_today(c) + 14);
	if (!q->json)
		return show_page(q, roadblock_list, &v);
	paging_read(q, ROWS_OF_JSON, &v.pages);
	all = sql_roadblock_list(c, q->subject, "", v.pages.size, paging_offset(&v.pages));
	return show_many(q, roadblock_list, &v, roadblock, &all);
}

enum result
web_roadblock_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct roadblock_list_view v = { 0 };
	struct roadblock_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, roadblock_form, &f))
		r = roadblock_name(c, q->subject, &f, &id);
	if (r == INVALID && list_fill(q, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, roadblock_list, &v);
	}
	return created(q, r, id, url_roadblock_list(c, q->subject));
}

static enum result
block_fill(struct ctx *c, int64_t id, struct roadblock_view *v)
{
	enum result r;

	if (!sql_roadblock_get(c, id, &v->b))
		return NOT_FOUND;
	r = pair_get(c, v->b.relationship, &v->pair);
	if (r != OK)
		return r;
	v->kinds = kinds_of(c);
	form_show(roadblock_form, &v->form);
	v->form.kind = v->b.kind;
	v->form.body = v->b.body;
	v->form.step = v->b.step;
	v->form.review_on = v->b.review_on;
	form_watch(c, &v->form);
	return OK;
}

enum result
web_roadblock_show(struct req *q)
{
	struct roadblock_view v = { 0 };
	enum result r = block_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_one(q, roadblock_show, &v, roadblock, &v.b) : r;
}

enum result
web_roadblock_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct roadblock_view v = { 0 };
	struct roadblock_form f;
	enum result r = INVALID;

	if (block_fill(c, q->subject, &v) != OK)
		return NOT_FOUND;
	if (form_read(q, roadblock_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = roadblock_change(c, q->subject, &f);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, roadblock_show, &v);
	}
	return changed(q, r, url_roadblock_list(c, v.b.relationship));
}

static enum result
cleared(struct req *q, bool done)
{
	struct ctx *c = &q->ctx;
	struct roadblock b;

	if (!sql_roadblock_get(c, q->subject, &b))
		return NOT_FOUND;
	return changed(
		q, roadblock_clear(c, q->subject, done), url_roadblock_list(c, b.relationship));
}

enum result
web_roadblock_clearing_create(struct req *q)
{
	return cleared(q, true);
}

enum result
web_roadblock_clearing_delete(struct req *q)
{
	return cleared(q, false);
}

/* ---- introductions ---- */

static enum result
introductions_fill(struct req *q, struct introduction_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t relationship = q->subject;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : TALK_ON_PAGE, &v->pages);
	v->items = sql_introduction_list(c, relationship, v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_introduction_count(c, relationship), &v->pages);
	form_show(introduction_form, &v->form);
	return OK;
}

enum result
web_introduction_list(struct req *q)
{
	struct introduction_list_view v = { 0 };
	enum result r = introductions_fill(q, &v);

	if (r != OK)
		return r;
	v.form.contact = v.form.purpose = v.form.due_on = "";
	return show_many(q, introduction_list, &v, introduction, &v.items);
}

enum result
web_introduction_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct introduction_list_view v = { 0 };
	struct introduction_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, introduction_form, &f))
		r = introduction_promise(c, q->subject, &f, &id);
	if (r == INVALID && introductions_fill(q, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, introduction_list, &v);
	}
	return created(q, r, id, url_introduction_list(c, q->subject));
}

static enum result
introduction_fill(struct ctx *c, int64_t id, struct introduction_view *v)
{
	enum result r;

	if (!sql_introduction_get(c, id, &v->i))
		return NOT_FOUND;
	r = pair_get(c, v->i.relationship, &v->pair);
	if (r != OK)
		return r;
	v->mine = v->i.owner == c->who;
	v->states = (struct option_rows){ 3, ARENA_ARRAY(c->mem, struct option, 3) };
	v->states.v[0] = (struct option){ "promised", _("Promised") };
	v->states.v[1] = (struct option){ "made", _("Made") };
	v->states.v[2] = (struct option){ "dropped", _("Not any more") };
	form_show(introduced_form, &v->form);
	v->form.consent = v->i.consent != 0;
	v->form.state = v->i.state;
	form_watch(c, &v->form);
	return OK;
}

enum result
web_introduction_show(struct req *q)
{
	struct introduction_view v = { 0 };
	enum result r = introduction_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_one(q, introduction_show, &v, introduction, &v.i) : r;
}

enum result
web_introduction_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct introduction_view v = { 0 };
	struct introduced_form f;
	enum result r = INVALID;

	if (introduction_fill(c, q->subject, &v) != OK)
		return NOT_FOUND;
	if (form_read(q, introduced_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = introduction_change(c, q->subject, &f);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, introduction_show, &v);
	}
	return changed(q, r, url_introduction_list(c, v.i.relationship));
}
