/* SPDX-License-Identifier: Apache-2.0 */
#include "features/goals/goals.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/goals/goals.html.h"

FORM_DEFINE(goal_form, GOAL_FORM)
FORM_DEFINE(progress_form, PROGRESS_FORM)

/* The five checks in words; passes NULL: for a form, nothing said yet. */
static struct smart_row_rows
smart_rows(struct ctx *c, const bool *passes)
{
	const struct practice_kind *kind = practice_kind("smart-check");
	const char *tag = c->lang->tag;
	struct smart_row_rows rows = { (int)kind->count,
		ARENA_ARRAY(c->mem, struct smart_row, kind->count) };

	for (int i = 0; i < rows.n; i++) {
		const struct practice_item *it = &kind->items[i];

		rows.v[i] = (struct smart_row){
			.id = it->id,
			.name = practice_field(it, "name", tag),
			.question = practice_field(it, "question", tag),
			.hint = practice_field(it, "hint", tag),
			.draft = practice_field(it, "draft", tag),
			.passes = passes && passes[i],
		};
	}
	return rows;
}

enum result
web_goal_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_list_view v = { 0 };
	struct goal_rows all;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	if (q->json) {
		all = sql_goal_list(c, q->subject, "");
		return show_many(q, goal_list, &v, goal, &all);
	}
	v.open = goal_cards(c, q->subject, "open");
	v.closed = goal_cards(c, q->subject, "done");
	return show_page(q, goal_list, &v);
}

static enum result
view_fill(struct ctx *c, int64_t goal, struct goal_view *v)
{
	bool passes[SMART_CHECKS];
	struct goal g;

	if (!sql_goal_get(c, goal, &g))
		return NOT_FOUND;
	v->card = goal_card_of(c, &g);
	goal_checks(&g, passes);
	v->checks = smart_rows(c, passes);
	form_show(progress_form, &v->form);
	v->form.current = g.current;
	return pair_get(c, g.relationship, &v->pair);
}

enum result
web_goal_show(struct req *q)
{
	struct goal_view v = { 0 };
	enum result r = view_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, goal_show, &v, goal, &v.card.g);
}

/* ---- the form ---- */

static struct sample_row_rows
samples_of(struct ctx *c)
{
	const struct practice_kind *kind = practice_kind("sample-goal");
	struct sample_row_rows rows = { (int)kind->count,
		ARENA_ARRAY(c->mem, struct sample_row, kind->count) };

	for (int i = 0; i < rows.n; i++)
		rows.v[i] = (struct sample_row){ kind->items[i].id,
			practice_field(&kind->items[i], "title", c->lang->tag) };
	return rows;
}

/* Fills the form from a sample of the practice, to be changed. */
static void
sample_load(struct ctx *c, const char *id, struct goal_form *f)
{
	const struct practice_item *it = practice_find("sample-goal", id);
	const char *tag = c->lang->tag;
	int64_t percent;

	if (!it)
		return;
	percent = practice_number(it, "change_percent", 0);
	f->title = practice_field(it, "title", tag);
	f->specific = practice_field(it, "specific", tag);
	f->metric = practice_field(it, "measurable", tag);
	f->achievable = practice_field(it, "achievable", tag);
	f->relevant = practice_field(it, "relevant", tag);
	f->unit = practice_field(it, "unit", tag);
	f->baseline = decimal_text(c->mem, practice_number(it, "baseline", 0) * 1000000);
	f->target_percent = percent != 0;
	f->target = decimal_text(
		c->mem, (percent ? percent : practice_number(it, "target", 0)) * 1000000);
	f->due_on = day_text(c->mem, c->now / DAY + practice_number(it, "due_days", 90));
}

static void
form_begin(struct goal_form *f)
{
	form_show(goal_form, f);
	f->title = f->specific = f->metric = f->unit = f->baseline = f->target = "";
	f->achievable = f->relevant = f->due_on = "";
	f->horizon = "short";
}

static void
form_of(struct goal_form *f, const struct goal *g)
{
	form_show(goal_form, f);
	f->title = g->title;
	f->specific = g->specific;
	f->metric = g->metric;
	f->unit = g->unit;
	f->baseline = g->baseline;
	f->target = g->target;
	f->target_percent = g->target_percent != 0;
	f->achievable = g->achievable;
	f->relevant = g->relevant;
	f->due_on = g->due_on;
	f->horizon = g->horizon;
	f->share_title = g->share_title != 0;
	f->version = g->version;
}

/* What the form page shows besides the form. */
static void
edit_view_fill(struct ctx *c, struct goal_edit_view *v)
{
	v->checks = smart_rows(c, NULL);
	v->samples = samples_of(c);
	v->horizons = (struct option_rows){ 2, ARENA_ARRAY(c->mem, struct option, 2) };
	v->horizons.v[0] = (struct option){ "short", _("Within the next months") };
	v->horizons.v[1] = (struct option){ "long", _("Further away: a direction") };
}

enum result
web_goal_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { 0 };
	enum result r = pair_open(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	form_begin(&v.form);
	sample_load(c, req_query(q, "sample"), &v.form);
	edit_view_fill(c, &v);
	return show_page(q, goal_edit, &v);
}

enum result
web_goal_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, goal_form, &v.form))
		r = goal_add(c, q->subject, &v.form, &id);
	if (r == INVALID && pair_get(c, q->subject, &v.pair) == OK) {
		edit_view_fill(c, &v);
		return show_invalid(q, r, goal_edit, &v);
	}
	return created(q, r, id, url_goal_show(c, id));
}

enum result
web_goal_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { .goal = q->subject };
	struct goal g;
	enum result r;

	if (!sql_goal_get(c, q->subject, &g))
		return NOT_FOUND;
	r = pair_open(c, g.relationship, &v.pair);
	if (r != OK)
		return r;
	form_of(&v.form, &g);
	edit_view_fill(c, &v);
	return show_page(q, goal_edit, &v);
}

enum result
web_goal_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { .goal = q->subject };
	enum result r = INVALID;
	struct goal g;

	if (!sql_goal_get(c, q->subject, &g))
		return NOT_FOUND;
	if (form_read(q, goal_form, &v.form))
		r = goal_change(c, q->subject, &v.form);
	if (r != OK && r != NOT_FOUND && pair_get(c, g.relationship, &v.pair) == OK) {
		edit_view_fill(c, &v);
		return show_invalid(q, r, goal_edit, &v);
	}
	return changed(q, r, url_goal_show(c, q->subject));
}

/* ---- progress and end ---- */

enum result
web_progress_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_view v = { 0 };
	struct progress_form f;
	enum result r = INVALID;

	if (form_read(q, progress_form, &f))
		r = goal_progress(c, q->subject, f.current);
	if (r == INVALID && view_fill(c, q->subject, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, goal_show, &v);
	}
	return changed(q, r, url_goal_show(c, q->subject));
}

enum result
web_completion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = goal_complete(c, q->subject);

	if (r == OK && !q->json)
		flash(q, _("Well done. The goal is reached."));
	return changed(q, r, url_goal_show(c, q->subject));
}

enum result
web_completion_delete(struct req *q)
{
	return changed(q, goal_reopen(&q->ctx, q->subject), url_goal_show(&q->ctx, q->subject));
}
