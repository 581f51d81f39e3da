/* SPDX-License-Identifier: Apache-2.0 */
#include "features/plan/plan_view.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/plan/plan.html.h"

FORM_DEFINE(step_form, STEP_FORM)
FORM_DEFINE(resource_form, RESOURCE_FORM)
FORM_DEFINE(plan_acceptance_form, PLAN_ACCEPTANCE_FORM)

/* ---- what pages share ---- */

static const char *
id_text(struct ctx *c, int64_t id)
{
	return arena_printf(c->mem, "%lld", (long long)id);
}

static struct option_rows
owner_options(struct ctx *c, const struct pair *p)
{
	struct option_rows rows = { 2, ARENA_ARRAY(c->mem, struct option, 2) };

	rows.v[0] = (struct option){ id_text(c, p->me), _("You") };
	rows.v[1] = (struct option){ id_text(c, p->partner), fmt_first(c, p->partner_name) };
	return rows;
}

struct option_rows
goal_options(struct ctx *c, int64_t relationship)
{
	struct goal_rows all = sql_goal_list(c, relationship, "open");
	struct option_rows rows = { 1, ARENA_ARRAY(c->mem, struct option, all.n + 1) };

	rows.v[0] = (struct option){ "", _("None") };
	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] = (struct option){ id_text(c, all.v[i].id), all.v[i].title };
	return rows;
}

static struct option_rows
kind_options(struct ctx *c)
{
	struct option_rows rows = { 4, ARENA_ARRAY(c->mem, struct option, 4) };

	rows.v[0] = (struct option){ "reading", _("something to read") };
	rows.v[1] = (struct option){ "training", _("a training") };
	rows.v[2] = (struct option){ "person", _("a person") };
	rows.v[3] = (struct option){ "tool", _("a tool") };
	return rows;
}

static struct step_row
step_row_of(struct ctx *c, const struct pair *p, const struct step *s,
	const struct resource_rows *resources)
{
	struct option_rows kinds = kind_options(c);
	struct step_row row = { .s = *s, .mine = s->owner == p->me, .goal = "" };
	struct goal g;
	int n = 0;

	if (s->goal && sql_goal_get(c, s->goal, &g))
		row.goal = g.title;
	for (int i = 0; i < resources->n; i++)
		n += resources->v[i].step == s->id;
	row.resources.v = ARENA_ARRAY(c->mem, struct resource_row, n);
	for (int i = 0; i < resources->n && row.resources.n < n; i++) {
		struct resource_row *to = &row.resources.v[row.resources.n];

		if (resources->v[i].step != s->id)
			continue;
		*to = (struct resource_row){ resources->v[i], "" };
		for (int k = 0; k < kinds.n; k++)
			if (str_eq(kinds.v[k].value, to->x.kind))
				to->kind = kinds.v[k].label;
		row.resources.n++;
	}
	return row;
}

static struct step_row_rows
step_rows_of(struct ctx *c, const struct pair *p, const struct step_rows *steps,
	const struct resource_rows *resources)
{
	struct step_row_rows rows = { steps->n, ARENA_ARRAY(c->mem, struct step_row, steps->n) };

	for (int i = 0; i < steps->n; i++)
		rows.v[i] = step_row_of(c, p, &steps->v[i], resources);
	return rows;
}

/* ---- the plan ---- */

static void
versions_fill(struct ctx *c, struct plan_view *v)
{
	struct plan_version_rows versions = sql_plan_version_list(c, v->pair.r.id, 1, 0);
	const char *text = plan_text(c, v->pair.r.id);

	v->empty = !*text;
	v->acceptance.seen = plan_mark(text);
	v->acceptance.reason = "";
	v->changed = true;
	if (!versions.n)
		return;
	v->number = versions.v[0].number;
	v->changed = !str_eq(versions.v[0].body, text);
	v->needs_reason = v->changed && versions.v[0].yes >= 2;
	v->diff = plan_diff_of(c, versions.v[0].body, text);
	v->mine = !v->changed && sql_plan_accepted(c, v->pair.r.id, v->number, v->pair.me);
	v->theirs = !v->changed && sql_plan_accepted(c, v->pair.r.id, v->number, v->pair.partner);
}

enum result
plan_fill(struct ctx *c, int64_t relationship, struct plan_view *v)
{
	struct resource_rows resources;
	struct milestone_rows stones;
	struct step_rows steps;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	if (!v->pages.size)
		v->pages = (struct paging){
			.page = 1, .size = STEPS_ON_PAGE, .before = "", .after = ""
		};
	resources = sql_resource_list(c, relationship);
	/* As many are open as two people can keep in mind; those that are done come in pages. */
	steps = sql_step_list(c, relationship, "open");
	v->open = step_rows_of(c, &v->pair, &steps, &resources);
	steps = sql_step_done(c, relationship, v->pages.size, paging_offset(&v->pages));
	v->done = step_rows_of(c, &v->pair, &steps, &resources);
	stones = sql_milestone_page(c, relationship, STONES_ON_PAGE, 0);
	v->milestones = milestone_rows_of(c, &v->pair, &stones);
	v->more_milestones = sql_milestone_count(c, relationship) > stones.n;
	v->owners = owner_options(c, &v->pair);
	v->goals = goal_options(c, relationship);
	form_show(step_form, &v->form);
	v->form.body = v->form.due_on = "";
	v->form.owner = v->pair.me;
	form_show(plan_acceptance_form, &v->acceptance);
	versions_fill(c, v);
	return OK;
}

enum result
web_plan_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct plan_view v = { 0 };
	struct step_rows steps = { 0 };
	enum result r;

	paging_read(q, q->json ? ROWS_OF_JSON : STEPS_ON_PAGE, &v.pages);
	if (q->json) {
		steps = sql_step_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
		return show_json(q, step_items, &steps);
	}
	r = plan_fill(c, q->subject, &v);
	if (r != OK)
		return r;
	paging_total(q, sql_step_done_count(c, q->subject), &v.pages);
	return show_page(q, plan_show, &v);
}

enum result
web_step_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct plan_view v = { 0 };
	struct step_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, step_form, &f))
		r = step_add(c, q->subject, &f, &id);
	if (r == INVALID && plan_fill(c, q->subject, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, plan_show, &v);
	}
	return created(q, r, id, url_plan_show(c, q->subject));
}

enum result
web_plan_acceptance_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct plan_view v = { 0 };
	struct plan_acceptance_form f;
	enum result r = INVALID;

	if (form_read(q, plan_acceptance_form, &f))
		r = plan_accept(c, q->subject, &f);
	if (r == INVALID && plan_fill(c, q->subject, &v) == OK) {
		v.acceptance.form = f.form;
		return show_invalid(q, r, plan_show, &v);
	}
	return changed(q, r, url_plan_show(c, q->subject));
}

enum result
web_plan_version_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct version_list_view v = { 0 };
	struct plan_version_rows rows;
	enum result r = pair_get(c, q->subject, &v.pair);
	int shown;

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : VERSIONS_ON_PAGE, &v.pages);
	/* One more: the last of a page is held against the one before it. */
	rows = sql_plan_version_list(c, q->subject, v.pages.size + 1, paging_offset(&v.pages));
	paging_total(q, sql_plan_version_count(c, q->subject), &v.pages);
	shown = rows.n > (int)v.pages.size ? (int)v.pages.size : rows.n;
	v.rows = (struct version_row_rows){ shown, ARENA_ARRAY(c->mem, struct version_row, shown) };
	for (int i = 0; i < shown; i++)
		v.rows.v[i] = (struct version_row){ rows.v[i],
			plan_diff_of(c, i + 1 < rows.n ? rows.v[i + 1].body : "", rows.v[i].body),
			plan_lines(c, rows.v[i].body), rows.v[i].person == v.pair.me,
			rows.v[i].yes >= 2 };
	rows.n = shown;
	return show_many(q, plan_version_list, &v, plan_version, &rows);
}

/* ---- one step ---- */

static enum result
step_fill(struct ctx *c, int64_t step, struct step_view *v)
{
	struct resource_rows resources;
	struct step s;
	enum result r;

	if (!sql_step_get(c, step, &s))
		return NOT_FOUND;
	r = pair_get(c, s.relationship, &v->pair);
	if (r != OK)
		return r;
	resources = sql_resource_list(c, s.relationship);
	v->row = step_row_of(c, &v->pair, &s, &resources);
	v->owners = owner_options(c, &v->pair);
	v->goals = goal_options(c, s.relationship);
	v->kinds = kind_options(c);
	v->form = (struct step_form){
		.body = s.body, .owner = s.owner, .due_on = s.due_on, .goal = s.goal
	};
	form_show(step_form, &v->form);
	form_watch(c, &v->form);
	v->resource = (struct resource_form){ .kind = "reading", .title = "", .link = "" };
	form_show(resource_form, &v->resource);
	return OK;
}

enum result
web_step_show(struct req *q)
{
	struct step_view v = { 0 };
	enum result r = step_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, step_show, &v, step, &v.row.s);
}

enum result
web_step_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct step_view v = { 0 };
	struct step_form f;
	enum result r = INVALID, there = step_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	if (form_read(q, step_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = step_change(c, q->subject, &f);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, step_show, &v);
	}
	return changed(q, r, url_plan_show(c, v.pair.r.id));
}

/* Back to the plan of the step. */
static enum result
back(struct req *q, enum result r)
{
	struct ctx *c = &q->ctx;
	struct step s;

	if (r != OK || !sql_step_get(c, q->subject, &s))
		return r == OK ? NOT_FOUND : r;
	return changed(q, OK, url_plan_show(c, s.relationship));
}

enum result
web_step_delete(struct req *q)
{
	return back(q, step_drop(&q->ctx, q->subject));
}

enum result
web_step_completion_create(struct req *q)
{
	return back(q, step_close(&q->ctx, q->subject, true));
}

enum result
web_step_completion_delete(struct req *q)
{
	return back(q, step_close(&q->ctx, q->subject, false));
}

enum result
web_resource_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct step_view v = { 0 };
	struct resource_rows rows;
	enum result r = step_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	rows = (struct resource_rows){ v.row.resources.n,
		ARENA_ARRAY(c->mem, struct resource, v.row.resources.n) };
	for (int i = 0; i < rows.n; i++)
		rows.v[i] = v.row.resources.v[i].x;
	return show_many(q, step_show, &v, resource, &rows);
}

enum result
web_resource_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct step_view v = { 0 };
	struct resource_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, resource_form, &f))
		r = resource_add(c, q->subject, &f, &id);
	if (r == INVALID && step_fill(c, q->subject, &v) == OK) {
		v.resource = f;
		return show_invalid(q, r, step_show, &v);
	}
	return created(q, r, id, url_step_show(c, q->subject));
}

enum result
web_resource_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct step s;
	struct pair p;
	enum result r;

	if (!sql_step_get(c, q->subject, &s))
		return NOT_FOUND;
	r = pair_open(c, s.relationship, &p);
	if (r == OK && !sql_resource_delete(c, q->ids[1], q->subject))
		r = NOT_FOUND;
	return changed(q, r, url_step_show(c, q->subject));
}
