/* SPDX-License-Identifier: Apache-2.0 */
/* The conversation that makes a wish clear, one question at a time; pausing and dropping; what the two
 * hope for. */
#include "features/goals/goals_view.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/goals/goals.html.h"

FORM_DEFINE(part_form, PART_FORM)
FORM_DEFINE(adjustment_form, ADJUSTMENT_FORM)

/* ---- one question ---- */

/* The question that the page is about: the one asked for, else the first that is open. */
static int
question_of(const struct smart_row_rows *rows, const char *part)
{
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].id, part))
			return i;
	for (int i = 0; i < rows->n; i++)
		if (!rows->v[i].passes)
			return i;
	return 0;
}

static enum result
question_fill(struct ctx *c, int64_t goal, const char *part, struct question_view *v)
{
	bool passes[SMART_CHECKS];
	struct smart_row_rows rows;
	enum result r;
	int at;

	if (!sql_goal_get(c, goal, &v->g))
		return NOT_FOUND;
	r = pair_open(c, v->g.relationship, &v->pair);
	if (r != OK)
		return r;
	goal_checks(&v->g, passes);
	rows = smart_rows(c, passes);
	at = question_of(&rows, part);
	v->now = rows.v[at];
	v->number = at + 1;
	v->next = at + 1 < rows.n ? rows.v[at + 1].id : "";
	return OK;
}

/* The questions as the goal answers them by now. */
static void
part_form_fill(struct ctx *c, const struct goal *g, const char *part, struct part_form *f)
{
	struct goal_form all;

	goal_form_of(c->mem, &all, g);
	*f = (struct part_form){ .part = part,
		.specific = all.specific,
		.metric = all.metric,
		.unit = all.unit,
		.baseline = all.baseline,
		.target = all.target,
		.target_percent = all.target_percent,
		.level1 = all.level1,
		.level2 = all.level2,
		.level3 = all.level3,
		.level4 = all.level4,
		.level5 = all.level5,
		.achievable = all.achievable,
		.relevant = all.relevant,
		.due_on = all.due_on,
		.version = all.version };
	form_show(part_form, f);
}

static bool
part_scaled(const struct part_form *f)
{
	return levels_said(&(struct goal_form){ .level1 = f->level1,
		.level2 = f->level2,
		.level3 = f->level3,
		.level4 = f->level4,
		.level5 = f->level5 });
}

enum result
web_question_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct question_view v = { 0 };
	enum result r = question_fill(c, q->subject, req_query(q, "part"), &v);

	if (r != OK)
		return r;
	part_form_fill(c, &v.g, v.now.id, &v.form);
	form_watch(c, &v.form);
	v.scaled = part_scaled(&v.form);
	v.change = goal_change_explained(c, v.form.baseline, v.form.target, v.form.target_percent);
	return show_page(q, question_edit, &v);
}

enum result
web_question_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct question_view v = { 0 };
	const char *part = req_value(q, "part");
	struct part_form now;
	enum result r = INVALID, there;
	struct goal g;

	if (!sql_goal_get(c, q->subject, &g))
		return NOT_FOUND;
	if (form_read(q, part_form, &v.form)) {
		part_form_fill(c, &g, v.form.part, &now);
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = goal_answer(c, q->subject, &v.form);
	}
	there = question_fill(c, q->subject, part ? part : "", &v);
	if (there != OK)
		return there;
	v.scaled = part_scaled(&v.form);
	v.change = goal_change_explained(c, v.form.baseline, v.form.target, v.form.target_percent);
	if (r != OK)
		return show_invalid(q, r, question_edit, &v);
	/* What was typed is kept, whichever button was pressed. */
	if (!q->json && req_value(q, "levels"))
		return changed(q, r, url_goal_level_edit(c, q->subject));
	return changed(q, r,
		*v.next ? arena_printf(
				  c->mem, "%s?part=%s", url_question_edit(c, q->subject), v.next)
			: url_goal_show(c, q->subject));
}

/* ---- pause and drop ---- */

static enum result
adjustment_fill(struct ctx *c, int64_t goal, struct adjustment_view *v)
{
	if (!sql_goal_get(c, goal, &v->g))
		return NOT_FOUND;
	v->whats = (struct option_rows){ 2, ARENA_ARRAY(c->mem, struct option, 2) };
	v->whats.v[0] = (struct option){ "pause", _("Let it rest: we take it up again") };
	v->whats.v[1] = (struct option){ "drop", _("Let it go: it no longer fits") };
	return pair_open(c, v->g.relationship, &v->pair);
}

enum result
web_adjustment_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct adjustment_view v = { 0 };
	enum result r = adjustment_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	form_show(adjustment_form, &v.form);
	v.form.what = "pause";
	v.form.reason = "";
	return show_page(q, adjustment, &v);
}

enum result
web_adjustment_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct adjustment_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, adjustment_form, &v.form))
		r = goal_adjust(c, q->subject, &v.form);
	if (r == INVALID && adjustment_fill(c, q->subject, &v) == OK)
		return show_invalid(q, r, adjustment, &v);
	return changed(q, r, url_goal_show(c, q->subject));
}

/* ---- what they hope for ---- */

static void
ask(struct ctx *c, const char *id, const char **ret_text, const char **ret_hint)
{
	const struct practice_item *it = practice_need("prompt", id);

	*ret_text = practice_field(it, "text", c->lang->tag);
	if (ret_hint)
		*ret_hint = practice_field(it, "hint", c->lang->tag);
}

/* An answer of a choice in words; "" for none, and for one that is not offered any more. */
static const char *
chosen(struct ctx *c, const char *choice, const char *id)
{
	const char *text =
		*id ? practice_option(practice_need("choice", choice), "options", id, c->lang->tag)
		    : NULL;

	return text ? text : "";
}

static void
said(struct ctx *c, int64_t relationship, int64_t person, struct direction *ret,
	const char **ret_aim, const char **ret_path)
{
	*ret_aim = *ret_path = "";
	if (!sql_direction_get(c, relationship, person, ret)) {
		ret->id = 0;
		return;
	}
	*ret_aim = chosen(c, PRACTICE_CHOICE_DIRECTION, ret->aim);
	*ret_path = chosen(c, PRACTICE_CHOICE_CAREER_PATH, ret->path);
}

static enum result
direction_fill(struct ctx *c, int64_t relationship, struct direction_view *v)
{
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->mentee = !str_eq(v->pair.my_role, "mentor");
	v->aims = choice_options(c, PRACTICE_CHOICE_DIRECTION, _("Not decided yet"));
	v->paths = choice_options(c, PRACTICE_CHOICE_CAREER_PATH, _("Not decided yet"));
	ask(c, PRACTICE_PROMPT_GOAL_BOTH_HOPE, &v->hope, &v->hope_hint);
	ask(c, PRACTICE_PROMPT_GOAL_DIRECTION, &v->aim, NULL);
	ask(c, PRACTICE_PROMPT_GOAL_CAREER, &v->career, &v->career_hint);
	ask(c, PRACTICE_PROMPT_PREPARE_LEARN, &v->learn, &v->learn_hint);
	ask(c, PRACTICE_PROMPT_PREPARE_EXPERIENCE, &v->grow, &v->grow_hint);
	said(c, relationship, v->pair.partner, &v->partner, &v->partner_aim, &v->partner_path);
	said(c, relationship, v->pair.me, &v->mine, &v->my_aim, &v->my_path);
	v->both = sql_direction_list(c, relationship);
	return OK;
}

enum result
web_direction_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct direction_view v = { 0 };
	enum result r = direction_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	direction_form_fill(c, q->subject, &v.form);
	form_watch(c, &v.form);
	return show_many(q, direction_edit, &v, direction, &v.both);
}

enum result
web_direction_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct direction_view v = { 0 };
	struct direction_form now;
	enum result r = INVALID;

	direction_form_fill(c, q->subject, &now);
	if (form_read(q, direction_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = direction_save(c, q->subject, &v.form);
	}
	if (c->problems && direction_fill(c, q->subject, &v) == OK)
		return show_invalid(q, r, direction_edit, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_relationship_show(c, q->subject));
}
