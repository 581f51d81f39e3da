/* SPDX-License-Identifier: Apache-2.0 */
#include "features/goals/goals.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/letter.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

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

/* ---- making and changing ---- */

static void
number_check(struct ctx *c, const char *name, const char *value, enum result *r)
{
	int64_t number;

	if (*value && !decimal_read(value, &number))
		*r = invalid(c, name, _("Write a number, such as 12 or 3.5."));
}

/* The levels as they are kept; "" if none was written. */
static const char *
scale_of(struct arena *mem, const struct goal_form *f)
{
	if (!*f->level1 && !*f->level2 && !*f->level3 && !*f->level4 && !*f->level5)
		return "";
	return arena_printf(
		mem, "%s\n%s\n%s\n%s\n%s", f->level1, f->level2, f->level3, f->level4, f->level5);
}

enum result
due_ahead(struct ctx *c, const char *due_on, const char *before)
{
	if (!*due_on || str_eq(due_on, before) || strcmp(due_on, today_on(c)) >= 0)
		return OK;
	return invalid(c, "due_on", _("Choose today or a day that lies ahead."));
}

/* What is wrong with the form beyond its fields. was: the goal that is changed, of id 0 for a new one. */
static enum result
form_check(struct ctx *c, int64_t relationship, const struct goal *was, const struct goal_form *f)
{
	const char *lines[GOAL_LEVELS], *scale = scale_of(c->mem, f);
	enum result r = due_ahead(c, f->due_on, was->id ? was->due_on : "");
	struct goal parent;

	number_check(c, "baseline", f->baseline, &r);
	number_check(c, "target", f->target, &r);
	if (f->target_percent && !*f->baseline)
		r = invalid(c, "baseline",
			_("A change in percent needs a number for today to start from."));
	if (*scale && !scale_lines(c->mem, scale, lines))
		for (int i = 0; i < GOAL_LEVELS; i++)
			if (!*lines[i])
				r = invalid(c, arena_printf(c->mem, "level%d", i + 1),
					_("A scale needs all five levels. Write this one, or leave "
					  "out all of them."));
	if (f->parent && (f->parent == was->id || !sql_goal_get(c, f->parent, &parent) ||
				 parent.relationship != relationship ||
				 !str_eq(parent.horizon, "long") || str_eq(f->horizon, "long")))
		r = invalid(c, "parent",
			_("Choose a long-term goal that this short-term goal serves."));
	return r;
}

static void
note(struct ctx *c, const struct goal *g, const char *kind, const char *reason, const char *was)
{
	sql_goal_change_insert(
		c, new_id(c), g->relationship, g->id, c->who, kind, reason, was, c->now);
}

/* Both look at it again after so many days: from the morning of that day, whatever time it is now. */
static int64_t
next_review(struct ctx *c, const struct pair *p)
{
	return local_moment(c, c->tz, day_today(c) + p->r.cadence_days, 0);
}

enum result
goal_add(struct ctx *c, int64_t relationship, const struct goal_form *f, int64_t *ret_id)
{
	struct goal g = { .relationship = relationship };
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		r = form_check(c, relationship, &g, f);
	if (r != OK)
		return r;
	g.id = new_id(c);
	sql_goal_insert(c, g.id, relationship, p.r.mentee, f->title, f->specific, f->metric,
		f->unit, f->baseline, f->target, f->target_percent, scale_of(c->mem, f),
		f->achievable, f->relevant, f->due_on, *f->horizon ? f->horizon : "short",
		f->parent, f->career, f->share_title, next_review(c, &p), c->now);
	note(c, &g, "made", "", "");
	event_add(c, EVENT_goal_added, g.id);
	*ret_id = g.id;
	return OK;
}

/* The goal, if its relationship may still be written to. */
static enum result
goal_live(struct ctx *c, int64_t goal, struct goal *ret, struct pair *p)
{
	if (!sql_goal_get(c, goal, ret))
		return NOT_FOUND;
	return pair_open(c, ret->relationship, p);
}

/* The goal, if it may still be changed. */
static enum result
goal_open(struct ctx *c, int64_t goal, struct goal *ret, struct pair *p)
{
	enum result r = goal_live(c, goal, ret, p);

	if (r == OK && str_eq(ret->state, "paused"))
		return conflict(c, _("This goal rests. Take it up again to change it."));
	if (r == OK && !str_eq(ret->state, "open"))
		return conflict(c, _("This goal is closed. Open it again to change it."));
	return r;
}

bool
goal_is_agreed(struct ctx *c, const struct goal *g, const struct pair *p)
{
	return sql_goal_accepted(c, g->id, p->me) == g->wording &&
	       sql_goal_accepted(c, g->id, p->partner) == g->wording;
}

/* Whether what was accepted changes: every word of it, and its measure. */
static bool
rewords(struct ctx *c, const struct goal *g, const struct goal_form *f)
{
	return !str_eq(g->title, f->title) || !str_eq(g->specific, f->specific) ||
	       !str_eq(g->metric, f->metric) || !str_eq(g->unit, f->unit) ||
	       !str_eq(g->baseline, f->baseline) || !str_eq(g->target, f->target) ||
	       (g->target_percent != 0) != f->target_percent ||
	       !str_eq(g->scale, scale_of(c->mem, f)) || !str_eq(g->achievable, f->achievable) ||
	       !str_eq(g->relevant, f->relevant) || !str_eq(g->due_on, f->due_on);
}

/* Its words before a change, for the history. */
static const char *
words_of(struct ctx *c, const struct goal *g)
{
	const char *target = goal_target_value(c->mem, g);

	return tr(c, _("%s\n%s\n%s (from %s to %s %s)\nby %s"), g->title, g->specific, g->metric,
		*g->baseline ? g->baseline : "–", *target ? target : "–", g->unit,
		*g->due_on ? g->due_on : "–");
}

/* A measure that counts something else begins anew; else what was reported stays. */
static const char *
current_after(struct ctx *c, const struct goal *g, const struct goal_form *f)
{
	bool scaled = *scale_of(c->mem, f) != '\0', was_scaled = *g->scale != '\0';

	return scaled != was_scaled || !*g->current ? (scaled ? "" : f->baseline) : g->current;
}

enum result
goal_change(struct ctx *c, int64_t goal, const struct goal_form *f)
{
	struct goal g;
	struct pair p;
	enum result r = goal_open(c, goal, &g, &p);
	bool reworded;

	if (r == OK)
		r = form_check(c, g.relationship, &g, f);
	if (r != OK)
		return r;
	reworded = rewords(c, &g, f);
	if (reworded && goal_is_agreed(c, &g, &p) && !*f->reason)
		return invalid(c, "reason",
			_("You both accepted this goal. Say in a few words why it changes."));
	if (!sql_goal_update(c, goal, g.relationship, f->title, f->specific, f->metric, f->unit,
		    f->baseline, current_after(c, &g, f), f->target, f->target_percent,
		    scale_of(c->mem, f), f->achievable, f->relevant, f->due_on,
		    *f->horizon ? f->horizon : "short", f->parent, f->career,
		    g.owner == c->who ? f->share_title : g.share_title != 0,
		    f->version ? f->version : g.version, reworded, c->now))
		return conflict(
			c, _("This goal was changed while you were writing. What you wrote is "
			     "below; open the goal in another window to compare."));
	if (reworded)
		note(c, &g, "changed", f->reason, words_of(c, &g));
	return OK;
}

void
goal_form_of(struct arena *mem, struct goal_form *f, const struct goal *g)
{
	const char *lines[GOAL_LEVELS];

	scale_lines(mem, g->scale, lines);
	*f = (struct goal_form){
		.title = g->title,
		.specific = g->specific,
		.metric = g->metric,
		.unit = g->unit,
		.baseline = g->baseline,
		.target = g->target,
		.target_percent = g->target_percent != 0,
		.level1 = lines[0],
		.level2 = lines[1],
		.level3 = lines[2],
		.level4 = lines[3],
		.level5 = lines[4],
		.achievable = g->achievable,
		.relevant = g->relevant,
		.due_on = g->due_on,
		.version = g->version,
		.horizon = g->horizon,
		.parent = g->parent,
		.career = g->career,
		.share_title = g->share_title != 0,
		.reason = "",
	};
	form_show(goal_form, f);
}

enum result
goal_answer(struct ctx *c, int64_t goal, const struct part_form *f)
{
	struct goal_form all;
	struct goal g;

	if (!sql_goal_get(c, goal, &g))
		return NOT_FOUND;
	goal_form_of(c->mem, &all, &g);
	if (str_eq(f->part, "specific")) {
		all.specific = f->specific;
	} else if (str_eq(f->part, "measurable")) {
		all.metric = f->metric;
		all.unit = f->unit;
		all.baseline = f->baseline;
		all.target = f->target;
		all.target_percent = f->target_percent;
		all.level1 = f->level1;
		all.level2 = f->level2;
		all.level3 = f->level3;
		all.level4 = f->level4;
		all.level5 = f->level5;
	} else if (str_eq(f->part, "achievable")) {
		all.achievable = f->achievable;
	} else if (str_eq(f->part, "relevant")) {
		all.relevant = f->relevant;
	} else {
		all.due_on = f->due_on;
	}
	all.version = f->version;
	return goal_change(c, goal, &all);
}

enum result
goal_level_save(struct ctx *c, int64_t goal, const struct levels_form *f)
{
	struct goal_form all;
	struct goal g;

	if (!sql_goal_get(c, goal, &g))
		return NOT_FOUND;
	goal_form_of(c->mem, &all, &g);
	all.level1 = f->level1;
	all.level2 = f->level2;
	all.level3 = f->level3;
	all.level4 = f->level4;
	all.level5 = f->level5;
	all.reason = f->reason;
	all.version = f->version;
	return goal_change(c, goal, &all);
}

/* ---- where it stands ---- */

enum result
goal_progress(struct ctx *c, int64_t goal, const struct progress_form *f)
{
	bool scaled;
	struct goal g;
	struct pair p;
	enum result r = goal_open(c, goal, &g, &p);
	int64_t number;

	if (r != OK)
		return r;
	scaled = *g.scale != '\0';
	if (scaled && !f->level)
		return invalid(c, "level", _("Choose the level that fits best today."));
	if (!scaled && !decimal_read(f->current, &number))
		return invalid(c, "current", _("Write a number, such as 12 or 3.5."));
	sql_goal_point_insert(c, new_id(c), g.relationship, goal, c->who, scaled ? "" : f->current,
		scaled ? f->level : 0, f->note, c->now);
	sql_goal_set_current(
		c, goal, scaled ? arena_printf(c->mem, "%d", (int)f->level) : f->current, c->now);
	if (g.review_at && g.review_at <= c->now && sql_goal_point_sides(c, goal, g.review_at) >= 2)
		sql_goal_set_review(c, goal, next_review(c, &p));
	return OK;
}

enum result
goal_accept(struct ctx *c, int64_t goal, int64_t wording)
{
	bool passes[SMART_CHECKS];
	struct goal g;
	struct pair p;
	enum result r = goal_open(c, goal, &g, &p);

	if (r != OK)
		return r;
	if (g.wording != wording)
		return conflict(c, _("The goal was changed meanwhile. Read it again first."));
	if (!goal_checks(&g, passes))
		return conflict(
			c, _("This goal is a draft. Make it clear first, then both accept it."));
	sql_goal_accept(c, goal, c->who, wording, c->now);
	if (goal_is_agreed(c, &g, &p))
		event_add(c, EVENT_goal_agreed, g.relationship);
	return OK;
}

/* ---- rest, end, and back ---- */

enum result
goal_adjust(struct ctx *c, int64_t goal, const struct adjustment_form *f)
{
	bool pause = str_eq(f->what, "pause");
	struct goal g;
	struct pair p;
	enum result r = goal_open(c, goal, &g, &p);

	if (r != OK)
		return r;
	if (pause)
		sql_goal_set_paused(c, goal, c->now, 0, c->now);
	else
		sql_goal_set_state(c, goal, "dropped", c->now, c->now);
	note(c, &g, pause ? "paused" : "dropped", f->reason, "");
	return OK;
}

/* The partner hears that there is something to look at, never what was reached. */
static void
tell_reached(struct ctx *c, const struct pair *p, int64_t goal)
{
	struct letter_to to;

	if (person_letter_to(c, p->partner, &to))
		letter_send(c, PRACTICE_LETTER_GOAL_DONE, &to,
			(const struct practice_blank[]){ { "partner", p->my_name },
				{ "link", whole_address(c, url_goal_show(c, goal)) },
				{ NULL, NULL } },
			NULL);
}

enum result
goal_complete(struct ctx *c, int64_t goal)
{
	struct goal g;
	struct pair p;
	enum result r = goal_live(c, goal, &g, &p);

	if (r == OK && !str_eq(g.state, "done")) {
		sql_goal_set_state(c, goal, "done", c->now, c->now);
		note(c, &g, "reached", "", "");
		tell_reached(c, &p, goal);
	}
	return r;
}

enum result
goal_reopen(struct ctx *c, int64_t goal)
{
	struct goal g;
	struct pair p;
	enum result r = goal_live(c, goal, &g, &p);

	if (r == OK && !str_eq(g.state, "open")) {
		sql_goal_set_state(c, goal, "open", 0, c->now);
		sql_goal_set_review(c, goal, next_review(c, &p));
		note(c, &g, str_eq(g.state, "paused") ? "resumed" : "reopened", "", "");
	}
	return r;
}

/* ---- what they hope for ---- */

FORM_DEFINE(direction_form, DIRECTION_FORM)

void
direction_form_fill(struct ctx *c, int64_t relationship, struct direction_form *f)
{
	struct direction d = { .hope = "",
		.aim = "",
		.career = "",
		.path = "",
		.skills = "",
		.experiences = "",
		.industries = "",
		.roles = "",
		.learn = "",
		.grow = "" };

	sql_direction_get(c, relationship, c->who, &d);
	*f = (struct direction_form){ .hope = d.hope,
		.aim = d.aim,
		.career = d.career,
		.path = d.path,
		.skills = d.skills,
		.experiences = d.experiences,
		.industries = d.industries,
		.roles = d.roles,
		.learn = d.learn,
		.grow = d.grow };
	form_show(direction_form, f);
}

enum result
direction_save(struct ctx *c, int64_t relationship, const struct direction_form *f)
{
	struct direction old;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	bool mentee;

	if (r != OK)
		return r;
	mentee = !str_eq(p.my_role, "mentor");
#define MINE(field) (mentee ? f->field : "")
	if (sql_direction_get(c, relationship, c->who, &old))
		sql_direction_update(c, old.id, relationship, f->hope, f->aim, MINE(career),
			MINE(path), MINE(skills), MINE(experiences), MINE(industries), MINE(roles),
			MINE(learn), MINE(grow), c->now);
	else
		sql_direction_insert(c, new_id(c), relationship, c->who, f->hope, f->aim,
			MINE(career), MINE(path), MINE(skills), MINE(experiences), MINE(industries),
			MINE(roles), MINE(learn), MINE(grow), c->now);
#undef MINE
	return OK;
}

bool
direction_said(struct ctx *c, int64_t relationship, bool whole)
{
	struct direction said;

	return sql_direction_get(c, relationship, c->who, &said) && *said.hope &&
	       (*said.aim || !whole);
}

enum result
direction_hope(struct ctx *c, int64_t relationship, const char *hope, const char *aim)
{
	struct direction_form f;

	direction_form_fill(c, relationship, &f);
	if (!str_empty(hope))
		f.hope = hope;
	if (!str_empty(aim))
		f.aim = aim;
	return direction_save(c, relationship, &f);
}
