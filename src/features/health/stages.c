/* SPDX-License-Identifier: Apache-2.0 */
#include "features/health/stages.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/plan/plan.h"
#include "features/programmes/asks.h"

void
stage_facts(struct ctx *c, int64_t relationship, struct stage_facts *ret)
{
	struct stage_counts n = { 0 };
	int64_t ends, days;

	sql_stage_counts(c, relationship, PRACTICE_SHEET_RAPPORT, &n);
	days = threshold(c, n.programme, PRACTICE_THRESHOLD_CLOSING_WEEKS);
	*ret = (struct stage_facts){ .prepared = n.ready >= 2,
		.met = n.held >= 1,
		.rapport = n.shown >= 2,
		.rated = n.rated >= 2,
		.goal = sql_goal_agreed_count(c, relationship) > 0,
		.plan = sql_plan_agreed_number(c, relationship) > 0,
		.closed = n.touch > 0 || n.ended_at > 0,
		.month = (n.reached && !n.goals) ||
			 (day_parse(n.ends_on, &ends) && ends - days <= c->now / DAY) };
}

static const struct {
	const char *id;
	size_t at;
} checks[] = {
	{ "prepared", offsetof(struct stage_facts, prepared) },
	{ "met", offsetof(struct stage_facts, met) },
	{ "rapport", offsetof(struct stage_facts, rapport) },
	{ "rated", offsetof(struct stage_facts, rated) },
	{ "goal", offsetof(struct stage_facts, goal) },
	{ "plan", offsetof(struct stage_facts, plan) },
	{ "month", offsetof(struct stage_facts, month) },
	{ "closed", offsetof(struct stage_facts, closed) },
};

static bool
is_met(const struct stage_facts *f, const char *criterion)
{
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (str_eq(checks[i].id, criterion))
			return *(const bool *)(const void *)((const char *)f + checks[i].at);
	return false;
}

static const struct practice_item *
stage_of(int64_t stage)
{
	const struct practice_kind *stages = practice_kind("stage");

	return stage >= 1 && (size_t)stage <= stages->count ? &stages->items[stage - 1] : NULL;
}

/* All criteria of a stage are met. */
static bool
complete(const struct stage_facts *f, int64_t stage)
{
	const struct practice_item *it = stage_of(stage);
	const struct practice_field *list = it ? practice_values(it, "criteria") : NULL;
	bool all = true;

	for (size_t i = 0; list && i < list->count; i++)
		all = all && is_met(f, list->entries[i].key);
	return list && all;
}

/* M3: the gate of the first stage. */
static bool
first_closes(struct ctx *c, const struct relationship *r, const struct stage_facts *f)
{
	return gate_mode(c, r->programme, PRACTICE_GATE_RAPPORT) == GATE_REQUIRE ? complete(f, 1)
										 : f->met;
}

void
stage_advance(struct ctx *c, int64_t relationship)
{
	struct relationship r;
	struct stage_facts f;
	int64_t stage;

	if (!sql_relationship_get(c, relationship, &r) || str_eq(r.state, "ended"))
		return;
	stage_facts(c, relationship, &f);
	stage = r.stage;
	if (stage == 1 && first_closes(c, &r, &f))
		relationship_reach(c, relationship, (int)++stage);
	if (stage == 2 && f.met && f.goal && f.plan)
		relationship_reach(c, relationship, (int)++stage);
}

enum result
on_stage_advance(struct ctx *c, int64_t meeting, int64_t who)
{
	int64_t relationship = sql_stage_meeting_place(c, meeting);

	(void)who;
	if (relationship)
		stage_advance(c, relationship);
	return OK;
}

enum result
on_agreement_advance(struct ctx *c, int64_t relationship, int64_t who)
{
	(void)who;
	stage_advance(c, relationship);
	return OK;
}

enum result
stage_move(struct ctx *c, int64_t relationship, int64_t stage, const char *reason)
{
	struct stage_facts f;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t was;

	if (r != OK)
		return r;
	was = p.r.stage;
	if (stage == was)
		return conflict(c, _("You are in this stage already."));
	stage_facts(c, relationship, &f);
	if (!*reason && (stage != was + 1 || !complete(&f, was)))
		return invalid(c, "reason",
			stage < was ? _("Say in a few words why you go back.")
				    : _("Say in a few words why you move on already."));
	sql_stage_set(c, relationship, stage, c->now);
	sql_stage_step_forget(c, relationship, stage);
	sql_stage_step_insert(c, relationship, (int)stage, c->now);
	sql_stage_move_insert(c, new_id(c), relationship, c->who, was, stage, reason, c->now);
	audit_add(c, "stage", "relationship", relationship);
	return OK;
}

/* ---- the tracker ---- */

const char *
criterion_url(struct ctx *c, const struct pair *p, const char *criterion)
{
	int64_t r = p->r.id;
	struct meeting next;

	if (str_eq(criterion, "prepared"))
		return url_preparation_show(c, r);
	if (str_eq(criterion, "met"))
		return sql_meeting_next(c, r, c->now - 3600, &next) ? url_meeting_show(c, next.id)
								    : url_meeting_new(c, r);
	if (str_eq(criterion, "rapport"))
		return url_sheet_show(c, r, PRACTICE_SHEET_RAPPORT);
	if (str_eq(criterion, "rated"))
		return url_trust_show(c, r);
	if (str_eq(criterion, "goal"))
		return sql_goal_list(c, r, "open").n ? url_goal_list(c, r) : url_goal_new(c, r);
	if (str_eq(criterion, "plan"))
		return url_plan_show(c, r);
	if (str_eq(criterion, "month"))
		return url_goal_list(c, r);
	return url_touch_show(c, r);
}

static struct criterion_rows
criteria_of(struct ctx *c, const struct pair *p, const struct practice_item *it,
	const struct stage_facts *f)
{
	const struct practice_field *list = practice_values(it, "criteria");
	struct criterion_rows rows = { 0, ARENA_ARRAY(c->mem, struct criterion, list->count) };

	for (size_t i = 0; i < list->count; i++)
		rows.v[rows.n++] =
			(struct criterion){ practice_text(&list->entries[i], c->lang->tag),
				is_met(f, list->entries[i].key),
				criterion_url(c, p, list->entries[i].key) };
	return rows;
}

static struct texts
texts_of(struct ctx *c, const struct practice_item *it, const char *field)
{
	const struct practice_field *list = practice_values(it, field);
	struct texts t = { 0, ARENA_ARRAY(c->mem, const char *, list->count) };

	for (size_t i = 0; i < list->count; i++)
		t.v[t.n++] = practice_text(&list->entries[i], c->lang->tag);
	return t;
}

static const char *
when_of(struct ctx *c, const struct pair *p, const struct stage_step_rows *steps, int64_t stage)
{
	for (int i = 0; i < steps->n; i++) {
		const char *from;

		if (steps->v[i].stage != stage)
			continue;
		from = fmt_day(c, steps->v[i].reached_at);
		if (i + 1 < steps->n)
			return tr(c, _("from %s to %s"), from,
				fmt_day(c, steps->v[i + 1].reached_at));
		return p->r.ended_at ? tr(c, _("from %s to %s"), from, fmt_day(c, p->r.ended_at))
				     : tr(c, _("since %s"), from);
	}
	return "";
}

static struct stage_part_rows
parts_of(struct ctx *c, const struct pair *p)
{
	const char *tips = str_eq(p->my_role, "mentor") ? "tips_mentor" : "tips_mentee";
	struct stage_step_rows steps = sql_stage_step_list(c, p->r.id);
	struct stage_part_rows parts = { 0, ARENA_ARRAY(c->mem, struct stage_part, STAGES) };
	const char *tag = c->lang->tag;
	struct stage_facts f;

	stage_facts(c, p->r.id, &f);
	for (int64_t n = 1; n <= STAGES; n++) {
		const struct practice_item *it = stage_of(n);

		parts.v[parts.n++] = (struct stage_part){ .number = n,
			.name = practice_field(it, "name", tag),
			.summary = practice_field(it, "summary", tag),
			.enters = practice_field(it, "enters", tag),
			.leaves = practice_field(it, "leaves", tag),
			.criteria = criteria_of(c, p, it, &f),
			.tips = texts_of(c, it, tips),
			.when = when_of(c, p, &steps, n),
			.reached = p->r.stage > n,
			.now = p->r.stage == n };
	}
	return parts;
}

static struct stage_move_line_rows
moves_of(struct ctx *c, const struct pair *p)
{
	struct stage_move_rows rows = sql_stage_move_list(c, p->r.id);
	struct stage_move_line_rows lines = { 0,
		ARENA_ARRAY(c->mem, struct stage_move_line, rows.n) };

	for (int i = 0; i < rows.n; i++) {
		const struct stage_move *m = &rows.v[i];
		const char *to = fmt_stage(c, m->stage), *was = fmt_stage(c, m->was);

		lines.v[lines.n++] = (struct stage_move_line){
			.text = !m->person ? tr(c, _("%s, by what you did"), to)
				: m->person == p->me
					? tr(c, _("You moved from %s to %s"), was, to)
					: tr(c, _("%s moved from %s to %s"),
						  fmt_first(c, m->person_name), was, to),
			.reason = m->reason,
			.at = m->at
		};
	}
	return lines;
}

void
stage_list_fill(struct ctx *c, struct stage_list_view *v)
{
	v->parts = parts_of(c, &v->pair);
	v->moves = moves_of(c, &v->pair);
	v->stages = (struct option_rows){ 0, ARENA_ARRAY(c->mem, struct option, STAGES) };
	for (int64_t n = 1; n <= STAGES; n++)
		if (n != v->pair.r.stage)
			v->stages.v[v->stages.n++] =
				(struct option){ arena_printf(c->mem, "%d", (int)n),
					fmt_stage(c, n) };
}
