/* SPDX-License-Identifier: Apache-2.0 */
#include "features/goals/goals.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"

unsigned
standing_goal(struct ctx *c, int64_t id)
{
	struct goal_pair p;

	if (!c->who || !sql_goal_pair(c, id, &p))
		return 0;
	if (p.mentor == c->who)
		return STANDING_PARTICIPANT | STANDING_MENTOR;
	return p.mentee == c->who ? STANDING_PARTICIPANT | STANDING_MENTEE : 0;
}

static bool
outline_checks(const struct goal_outline *o, bool ret_passes[SMART_CHECKS])
{
	bool all = true;
	int64_t number;

	ret_passes[SMART_SPECIFIC] = o->specific;
	/* A number to reach, or something that is there or is not: the metric says which. */
	ret_passes[SMART_MEASURABLE] =
		o->measured &&
		(!*o->target ||
			(decimal_read(o->target, &number) &&
				(!o->target_percent || decimal_read(o->baseline, &number))));
	ret_passes[SMART_ACHIEVABLE] = o->achievable;
	ret_passes[SMART_RELEVANT] = o->relevant;
	ret_passes[SMART_TIME_BOUND] = day_parse(o->due_on, NULL);
	for (int i = 0; i < SMART_CHECKS; i++)
		all = all && ret_passes[i];
	return all;
}

bool
goal_checks(const struct goal *g, bool ret_passes[SMART_CHECKS])
{
	const struct goal_outline o = { .specific = *g->title && *g->specific,
		.measured = *g->metric != '\0',
		.achievable = *g->achievable != '\0',
		.relevant = *g->relevant != '\0',
		.baseline = g->baseline,
		.target = g->target,
		.target_percent = g->target_percent,
		.due_on = g->due_on };

	return outline_checks(&o, ret_passes);
}

void
goals_count(struct ctx *c, int64_t relationship, int64_t *ret_open, int64_t *ret_smart)
{
	struct goal_outline_rows goals = sql_goal_outlines(c, relationship, "open");
	bool passes[SMART_CHECKS];

	*ret_open = goals.n;
	*ret_smart = 0;
	for (int i = 0; i < goals.n; i++)
		*ret_smart += outline_checks(&goals.v[i], passes);
}

/* What is wrong with the form beyond its fields. */
static enum result
form_check(struct ctx *c, const struct goal_form *f)
{
	enum result r = OK;
	int64_t number;

	if (*f->baseline && !decimal_read(f->baseline, &number))
		r = invalid(c, "baseline", _("Write a number, such as 12 or 3.5."));
	if (*f->target && !decimal_read(f->target, &number))
		r = invalid(c, "target", _("Write a number, such as 12 or 3.5."));
	if (f->target_percent && !*f->baseline)
		r = invalid(c, "baseline",
			_("A change in percent needs a number for today to start from."));
	return r;
}

enum result
goal_add(struct ctx *c, int64_t relationship, const struct goal_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t id;

	if (r == OK)
		r = form_check(c, f);
	if (r != OK)
		return r;
	id = new_id(c);
	sql_goal_insert(c, id, relationship, p.r.mentee, f->title, f->specific, f->metric, f->unit,
		f->baseline, f->target, f->target_percent, f->achievable, f->relevant, f->due_on,
		*f->horizon ? f->horizon : "short", f->share_title, c->now);
	event_add(c, EVENT_goal_added, id);
	*ret_id = id;
	return OK;
}

/* The goal, if it may still be changed. */
static enum result
goal_open(struct ctx *c, int64_t goal, struct goal *ret)
{
	struct pair p;

	if (!sql_goal_get(c, goal, ret))
		return NOT_FOUND;
	return pair_open(c, ret->relationship, &p);
}

enum result
goal_change(struct ctx *c, int64_t goal, const struct goal_form *f)
{
	struct goal g;
	enum result r = goal_open(c, goal, &g);

	if (r == OK)
		r = form_check(c, f);
	if (r != OK)
		return r;
	if (!str_eq(g.state, "open"))
		return conflict(c, _("This goal is closed. Open it again to change it."));
	if (!sql_goal_update(c, goal, g.relationship, f->title, f->specific, f->metric, f->unit,
		    f->baseline, f->target, f->target_percent, f->achievable, f->relevant,
		    f->due_on, *f->horizon ? f->horizon : "short",
		    g.owner == c->who ? f->share_title : g.share_title != 0,
		    f->version ? f->version : g.version, c->now))
		return conflict(
			c, _("This goal was changed while you were writing. What you wrote is "
			     "below; open the goal in another window to compare."));
	return OK;
}

enum result
goal_progress(struct ctx *c, int64_t goal, const char *current)
{
	struct goal g;
	enum result r = goal_open(c, goal, &g);
	int64_t number;

	if (r != OK)
		return r;
	if (!decimal_read(current, &number))
		return invalid(c, "current", _("Write a number, such as 12 or 3.5."));
	if (!sql_goal_set_current(c, goal, current, c->now))
		return conflict(c, _("This goal is closed. Open it again to change it."));
	return OK;
}

enum result
goal_complete(struct ctx *c, int64_t goal)
{
	struct goal g;
	enum result r = goal_open(c, goal, &g);

	if (r == OK)
		sql_goal_set_state(c, goal, "done", c->now, c->now);
	return r;
}

enum result
goal_reopen(struct ctx *c, int64_t goal)
{
	struct goal g;
	enum result r = goal_open(c, goal, &g);

	if (r == OK)
		sql_goal_set_state(c, goal, "open", 0, c->now);
	return r;
}

struct goal_card
goal_card_of(struct ctx *c, const struct goal *g)
{
	const struct practice_kind *checks = practice_kind("smart-check");
	struct goal_card card = { .g = *g, .failing = "", .percent = goal_percent(g) };
	bool passes[SMART_CHECKS];
	const char *target = goal_target_value(c->mem, g);

	card.smart = goal_checks(g, passes);
	for (int i = SMART_CHECKS; i--;)
		if (!passes[i])
			card.failing = practice_field(&checks->items[i], "draft", c->lang->tag);
	card.target = *target && *g->unit ? arena_printf(c->mem, "%s %s", target, g->unit) : target;
	return card;
}

struct goal_card_rows
goal_cards(struct ctx *c, int64_t relationship, const char *state)
{
	struct goal_rows goals = sql_goal_list(c, relationship, state);
	struct goal_card_rows rows = { goals.n, ARENA_ARRAY(c->mem, struct goal_card, goals.n) };

	for (int i = 0; i < goals.n; i++)
		rows.v[i] = goal_card_of(c, &goals.v[i]);
	return rows;
}
