/* SPDX-License-Identifier: Apache-2.0 */
/* The page that leads to five levels: what one expects first, then better, then less. Where the goal has numbers, they
 * are proposed in words, to be changed; else an example of the practice helps. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/goals/goals.html.h"
#include "features/goals/goals_view.h"

FORM_DEFINE(levels_form, LEVELS_FORM)

static struct level_ask
ask(struct ctx *c, const char *id)
{
	const struct practice_item *it = practice_need("goal-level", id);
	const char *tag = c->lang->tag;

	return (struct level_ask){ practice_field(it, "question", tag),
		tr(c, _("For example: %s"), practice_field(it, "example", tag)) };
}

static enum result
view_fill(struct ctx *c, int64_t goal, struct goal_levels_view *v)
{
	enum result r;

	if (!sql_goal_get(c, goal, &v->g))
		return NOT_FOUND;
	r = pair_open(c, v->g.relationship, &v->pair);
	if (r != OK)
		return r;
	v->agreed = goal_is_agreed(c, &v->g, &v->pair);
	v->expected = ask(c, PRACTICE_GOAL_LEVEL_EXPECTED);
	v->better = ask(c, PRACTICE_GOAL_LEVEL_BETTER);
	v->best = ask(c, PRACTICE_GOAL_LEVEL_BEST);
	v->less = ask(c, PRACTICE_GOAL_LEVEL_LESS);
	v->least = ask(c, PRACTICE_GOAL_LEVEL_LEAST);
	return OK;
}

static void
form_fill(struct ctx *c, const struct goal *g, struct levels_form *f)
{
	struct goal_form all;

	goal_form_of(c->mem, &all, g);
	*f = (struct levels_form){ .level1 = all.level1,
		.level2 = all.level2,
		.level3 = all.level3,
		.level4 = all.level4,
		.level5 = all.level5,
		.reason = "",
		.version = all.version };
	form_show(levels_form, f);
}

/* Any other level is another wording, so where both had accepted the goal its reason is needed. */
static void
needs(struct goal_levels_view *v)
{
	v->form.form.needs = v->agreed ? "reason" : NULL;
}

enum result
web_goal_level_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_levels_view v = { 0 };
	const char *said[GOAL_LEVELS];
	enum result r = view_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	form_fill(c, &v.g, &v.form);
	needs(&v);
	form_watch(c, &v.form); /* what is there; what is proposed below is not yet */
	v.proposed = !*v.g.scale && goal_levels_propose(c, &v.g, said);
	if (v.proposed) {
		v.form.level1 = said[0];
		v.form.level2 = said[1];
		v.form.level3 = said[2];
		v.form.level4 = said[3];
		v.form.level5 = said[4];
	}
	return show_page(q, goal_level_edit, &v);
}

enum result
web_goal_level_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_levels_view v = { 0 };
	struct levels_form now;
	bool passes[SMART_CHECKS];
	enum result r = view_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	r = INVALID;
	if (form_read(q, levels_form, &v.form)) {
		form_fill(c, &v.g, &now);
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = goal_level_save(c, q->subject, &v.form);
	}
	needs(&v);
	if (r != OK)
		return r == NOT_FOUND ? r : show_invalid(q, r, goal_level_edit, &v);
	/* On with what is still open. */
	return sql_goal_get(c, q->subject, &v.g) && goal_checks(&v.g, passes)
		       ? changed(q, r, url_goal_show(c, q->subject))
		       : changed(q, r, url_question_edit(c, q->subject));
}
