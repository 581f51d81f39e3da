/* SPDX-License-Identifier: Apache-2.0 */
#include "features/trail/trail.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/people/people.h"
#include "features/trail/trail.html.h"

/* One tip of the stage for my role; another one each day, the same all day. */
static const char *
tip_of(struct ctx *c, const struct pair *p)
{
	const struct practice_kind *stages = practice_kind("stage");
	const struct practice_field *tips;

	if (!p->active || str_eq(p->my_role, "peer") || p->r.stage < 1 ||
		(size_t)p->r.stage > stages->count)
		return "";
	tips = practice_values(&stages->items[p->r.stage - 1],
		str_eq(p->my_role, "mentor") ? "tips_mentor" : "tips_mentee");
	if (!tips->count)
		return "";
	return practice_text(
		&tips->entries[(size_t)(day_today(c) + p->r.id) % tips->count], c->lang->tag);
}

static void
helps_fill(struct ctx *c, struct relationship_view *v)
{
	struct closing_useful_rows rows = sql_closing_useful(c, v->pair.r.id, 3);

	v->helps.v = ARENA_ARRAY(c->mem, struct help_row, rows.n);
	for (; v->helps.n < rows.n; v->helps.n++)
		v->helps.v[v->helps.n] = (struct help_row){ rows.v[v->helps.n].useful,
			v->pair.partner_name, rows.v[v->helps.n].person == v->pair.me };
}

/* When the two promised each other their three points; while one of them has not, who has. */
static const char *
promised_line(struct ctx *c, const struct pair *p)
{
	const char *name = fmt_first(c, p->partner_name);
	int64_t mine, theirs;

	beginning_signed(c, p, &mine, &theirs);
	if (mine && theirs)
		return tr(c, _("You promised each other three points on %s."),
			fmt_day(c, mine > theirs ? mine : theirs));
	if (mine)
		return tr(c, _("You signed on %s. %s has not signed yet."), fmt_day(c, mine), name);
	return theirs ? tr(c, _("%s signed on %s."), name, fmt_day(c, theirs)) : "";
}

static void
promises_fill(struct ctx *c, struct relationship_view *v)
{
	struct commitment_row_rows all = commitment_rows(c, v->pair.r.id, 0, "open");

	v->mine.v = ARENA_ARRAY(c->mem, struct commitment_row, all.n);
	v->theirs.v = ARENA_ARRAY(c->mem, struct commitment_row, all.n);
	for (int i = 0; i < all.n; i++) {
		struct commitment_row_rows *to = all.v[i].mine ? &v->mine : &v->theirs;

		to->v[to->n++] = all.v[i];
	}
}

/* How the two stand: what is new between them, and what they promised. */
static void
standing_fill(struct ctx *c, const struct pair_facts *f, struct relationship_view *v)
{
	if (v->pair.active && !v->pair.ally && f->starting)
		v->six = f->six;
	v->begun = f->begun;
	v->promised = promised_line(c, &v->pair);
}

/* A long agenda is read in the meeting: here the first points stand open, and the others below them. */
#define POINTS_OPEN 5
#define POINTS_MOST 7

static void
agenda_fill(struct ctx *c, struct relationship_view *v)
{
	v->agenda = agenda_points(c, &v->pair, v->next.id);
	if (v->agenda.n <= POINTS_MOST)
		return;
	v->folded =
		(struct agenda_point_rows){ v->agenda.n - POINTS_OPEN, v->agenda.v + POINTS_OPEN };
	v->agenda.n = POINTS_OPEN;
	for (int i = 0; i < v->folded.n; i++)
		v->folded_fresh = v->folded_fresh || v->folded.v[i].fresh;
}

enum result
web_relationship_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct relationship_view v = { 0 };
	struct pair_facts facts;
	enum result r = pair_get(c, q->subject, &v.pair);
	int urgency;

	if (r != OK)
		return r;
	if (q->json)
		return show_json(q, relationship, &v.pair.r);
	pair_facts(c, &v.pair, &facts);
	v.step = pair_next_step(c, &v.pair, &facts, &urgency);
	v.waiting = pair_waiting(c, &v.pair, &facts);
	v.signs = sign_first(c, &v.pair); /* one thing at a time */
	v.later = again_later(c, &v.pair, &facts, &v.step, &v.signs);
	v.paused = facts.paused;
	trail_draw(c, &v.pair, &v.trail);
	standing_fill(c, &facts, &v);
	v.goals = goal_cards(c, q->subject, "open");
	v.next = facts.next;
	if (v.next.id)
		agenda_fill(c, &v);
	promises_fill(c, &v);
	helps_fill(c, &v);
	sql_partner_get(c, v.pair.partner, &v.partner);
	v.likes = fmt_likes(c, v.partner.detail, v.partner.medium);
	v.tiles = tiles_waiting(c, &v.pair, &facts);
	v.tip = tip_of(c, &v.pair);
	v.same_zone = str_eq(v.pair.partner_tz, c->tz);
	return show_page(q, relationship_show, &v);
}

enum result
web_next_step_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct pair p;
	struct pair_facts facts = { 0 };
	struct next_step step;
	enum result r = pair_get(c, q->subject, &p);
	int urgency;

	if (r != OK)
		return r;
	step = pair_next_step(c, &p, &facts, &urgency);
	return show_one(q, next_step_page, &step, next_step, &step);
}
