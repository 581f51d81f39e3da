/* SPDX-License-Identifier: Apache-2.0 */
/* Milestones on their pages. */
#include "features/plan/plan_view.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/plan/plan.html.h"

FORM_DEFINE(milestone_form, MILESTONE_FORM)
FORM_DEFINE(milestone_answer_form, MILESTONE_ANSWER_FORM)

static enum result
milestone_fill(struct ctx *c, int64_t milestone, struct milestone_view *v)
{
	struct milestone m;
	enum result r;

	if (!sql_milestone_get(c, milestone, &m))
		return NOT_FOUND;
	r = pair_get(c, m.relationship, &v->pair);
	if (r != OK)
		return r;
	v->row = milestone_row_of(c, &v->pair, &m);
	v->form = (struct milestone_answer_form){ .answer = "on-track", .evidence = m.evidence };
	form_show(milestone_answer_form, &v->form);
	v->change = (struct milestone_form){ .title = m.title, .due_on = m.due_on };
	form_show(milestone_form, &v->change);
	form_watch(c, &v->change);
	v->answers = (struct option_rows){ 3, ARENA_ARRAY(c->mem, struct option, 3) };
	v->answers.v[0] = (struct option){ "on-track", _("On track") };
	v->answers.v[1] = (struct option){ "at-risk", _("At risk") };
	v->answers.v[2] = (struct option){ "done", _("Done") };
	return OK;
}

struct milestone_row_rows
milestone_rows_of(struct ctx *c, const struct pair *p, const struct milestone_rows *stones)
{
	struct milestone_row_rows rows = { stones->n,
		ARENA_ARRAY(c->mem, struct milestone_row, stones->n) };

	for (int i = 0; i < stones->n; i++)
		rows.v[i] = milestone_row_of(c, p, &stones->v[i]);
	return rows;
}

enum result
web_milestone_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestones_view v = { 0 };
	struct milestone_rows rows;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : STONES_ON_PAGE, &v.pages);
	rows = sql_milestone_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_milestone_count(c, q->subject), &v.pages);
	v.milestones = milestone_rows_of(c, &v.pair, &rows);
	return show_many(q, milestone_list, &v, milestone, &rows);
}

static enum result
milestone_new_fill(struct ctx *c, int64_t relationship, struct milestone_new_view *v)
{
	v->goals = goal_options(c, relationship);
	return pair_open(c, relationship, &v->pair);
}

enum result
web_milestone_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestone_new_view v = { 0 };
	enum result r = milestone_new_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	form_show(milestone_form, &v.form);
	v.form.title = v.form.due_on = "";
	return show_page(q, milestone_new, &v);
}

enum result
web_milestone_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestone_new_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, milestone_form, &v.form))
		r = milestone_add(c, q->subject, &v.form, &id);
	if (r == INVALID && milestone_new_fill(c, q->subject, &v) == OK)
		return show_invalid(q, r, milestone_new, &v);
	return created(q, r, id, url_plan_show(c, q->subject));
}

enum result
web_milestone_show(struct req *q)
{
	struct milestone_view v = { 0 };
	enum result r = milestone_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, milestone_show, &v, milestone, &v.row.m);
}

enum result
web_milestone_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestone_view v = { 0 };
	struct milestone_form f;
	enum result r = INVALID, there = milestone_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	if (form_read(q, milestone_form, &f)) {
		r = form_settle(q, &f, &v.change);
		if (r == OK)
			r = milestone_change(c, q->subject, &f);
	}
	if (c->problems) {
		v.change = f;
		return show_invalid(q, r, milestone_show, &v);
	}
	return changed(q, r, url_milestone_show(c, q->subject));
}

enum result
web_milestone_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestone m;

	if (!sql_milestone_get(c, q->subject, &m))
		return NOT_FOUND;
	return changed(q, milestone_drop(c, q->subject), url_plan_show(c, m.relationship));
}

enum result
web_milestone_answer_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct milestone_view v = { 0 };
	struct milestone_answer_form f;
	enum result r = INVALID, there = milestone_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	if (form_read(q, milestone_answer_form, &f))
		r = milestone_answer(c, q->subject, &f);
	if (r == INVALID) {
		v.form = f;
		return show_invalid(q, r, milestone_show, &v);
	}
	return changed(q, r, url_plan_show(c, v.pair.r.id));
}
