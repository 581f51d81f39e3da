/* SPDX-License-Identifier: Apache-2.0 */
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/programmes/asks.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"

unsigned
standing_meeting(struct ctx *c, int64_t id)
{
	struct meeting_standing s;

	if (!c->who || !sql_meeting_standing(c, id, &s))
		return 0;
	if (s.mentor == c->who)
		return STANDING_PARTICIPANT | STANDING_MENTOR;
	return s.mentee == c->who ? STANDING_PARTICIPANT | STANDING_MENTEE : 0;
}

/* When a form says: its local time in UTC. Up to two years ahead; back to last week, so that a meeting
 * that was held without a plan can be noted. */
static enum result
time_of(struct ctx *c, const struct meeting_form *f, int64_t *ret_at)
{
	int64_t at;

	if (!local_to_utc(f->starts, c->tz, &at))
		return invalid(c, "starts", _("Choose a day and a time."));
	if (at > c->now + 2 * 366 * (int64_t)DAY)
		return invalid(c, "starts", _("Choose a day within the next two years."));
	if (at < c->now - 7 * DAY)
		return invalid(c, "starts", _("Choose a day that is not more than a week ago."));
	*ret_at = at;
	return OK;
}

/* Where promises and goals stand on an agenda: before what the practice proposes, and behind its point on
 * where the goals stand. */
#define PROMISE_PLACE 5
#define GOAL_PLACE 21

static void
point_add(struct ctx *c, int64_t relationship, int64_t meeting, const char *source,
	int64_t reference, const char *prompt, const char *body, int position)
{
	bool person = str_eq(source, "person") || str_eq(source, "carried");

	sql_agenda_insert(c, new_id(c), relationship, meeting, person ? c->who : 0, source,
		reference, prompt, body, position, c->now);
}

static void
practice_points(struct ctx *c, const struct pair *p, int64_t meeting)
{
	bool first = sql_meeting_held_count(c, p->r.id) == 0;
	const struct practice_item *agenda =
		practice_need("agenda", first ? PRACTICE_AGENDA_FIRST : PRACTICE_AGENDA_LATER);
	const struct practice_field *points = practice_values(agenda, "items");
	int position = 0;

	for (size_t i = 0; i < points->count; i++)
		point_add(c, p->r.id, meeting, "practice", 0, points->entries[i].key, "",
			position += 10);
}

static bool
has_point(const struct agenda_row_rows *rows, const char *source, int64_t reference)
{
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].source, source) && rows->v[i].reference == reference)
			return true;
	return false;
}

/* What is promised and open, of both. */
static void
promise_points(struct ctx *c, int64_t relationship, int64_t meeting)
{
	struct agenda_row_rows there = sql_agenda_list(c, meeting);
	struct commitment_rows open = sql_commitment_list(c, relationship, 0, "open");

	for (int i = 0; i < open.n; i++)
		if (!has_point(&there, "commitment", open.v[i].id))
			point_add(c, relationship, meeting, "commitment", open.v[i].id, "",
				open.v[i].body, PROMISE_PLACE);
}

/* The agenda that a new meeting starts with. */
static void
agenda_begin(struct ctx *c, const struct pair *p, int64_t meeting)
{
	/* What the two left for this meeting comes first: carried items keep position 0. */
	sql_agenda_take_waiting(c, p->r.id, meeting);
	practice_points(c, p, meeting);
	promise_points(c, p->r.id, meeting);
}

void
agenda_ready(struct ctx *c, int64_t meeting)
{
	struct meeting_people people;
	struct ctx one = *c; /* nobody asks for this: it is seen as one of the two would */
	struct meeting m;
	struct meeting_goals goals;
	struct pair p;

	sql_meeting_set_ready(c, meeting, c->now);
	if (!sql_meeting_get(c, meeting, &m) || !sql_meeting_people_get(c, m.relationship, &people))
		return;
	one.who = people.mentee;
	if (pair_get(&one, m.relationship, &p) != OK || !p.active)
		return;
	sql_agenda_drop_kept(c, meeting);
	sql_agenda_drop_goals(c, meeting);
	if (!sql_agenda_list(c, meeting).n)
		practice_points(c, &p, meeting);
	promise_points(c, m.relationship, meeting);
	goals = meeting_goals_of(c, &m);
	for (int i = 0; i < goals.rows.n; i++)
		point_add(c, m.relationship, meeting, "goal", goals.rows.v[i].id, "",
			goals.rows.v[i].title, GOAL_PLACE);
	event_add(c, EVENT_meeting_near, meeting);
}

static bool
required(struct ctx *c, const struct pair *p, const char *gate)
{
	return gate_mode(c, p->r.programme, gate) == GATE_REQUIRE;
}

const char *
meeting_comes_first(struct ctx *c, const struct pair *p)
{
	if (sql_meeting_held_count(c, p->r.id))
		return NULL;
	if (str_eq(p->r.readiness, "require") && sql_meeting_ready_count(c, p->r.id) < 2)
		return _("In this programme both of you prepare before the first meeting. "
			 "When both are ready, you can plan it.");
	if ((required(c, p, PRACTICE_GATE_PLEDGE) && sql_meeting_pledge_count(c, p->r.id) < 2) ||
		(required(c, p, PRACTICE_GATE_ROLE_READ) && sql_meeting_role_count(c, p->r.id) < 2))
		return _("In this programme both of you take on your role and sign before the "
			 "first meeting. When both have, you can plan it.");
	return NULL;
}

enum result
meeting_plan(struct ctx *c, int64_t relationship, const struct meeting_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	const char *first;
	int64_t at, id;

	if (r == OK)
		r = time_of(c, f, &at);
	if (r != OK)
		return r;
	first = meeting_comes_first(c, &p);
	if (first)
		return conflict(c, first);
	id = new_id(c);
	sql_meeting_insert(c, id, relationship, at, f->minutes, f->place,
		arena_printf(c->mem, "%s@waymark", token_new(c->mem)), c->who, c->now);
	agenda_begin(c, &p, id);
	event_add(c, EVENT_meeting_planned, id);
	*ret_id = id;
	return OK;
}

/* The meeting and its pair, if it can still be changed by c->who. */
static enum result
planned(struct ctx *c, int64_t meeting, struct meeting *m, struct pair *p)
{
	enum result r;

	if (!sql_meeting_get(c, meeting, m))
		return NOT_FOUND;
	r = pair_open(c, m->relationship, p);
	if (r == OK && !str_eq(m->state, "planned"))
		return conflict(
			c, str_eq(m->state, "held")
				   ? _("This meeting has been held already.")
				   : _("This meeting has been called off. Plan a new one."));
	return r;
}

enum result
meeting_move(struct ctx *c, int64_t meeting, const struct meeting_form *f)
{
	struct meeting m;
	struct pair p;
	enum result r = planned(c, meeting, &m, &p);
	int64_t at;

	if (r == OK)
		r = time_of(c, f, &at);
	if (r != OK)
		return r;
	if (at == m.starts_at && f->minutes == m.minutes && str_eq(f->place, m.place))
		return OK; /* nothing to tell anybody */
	sql_meeting_set_time(c, meeting, at, f->minutes, f->place, c->now);
	meeting_tell(c, meeting, m.starts_at);
	return OK;
}

enum result
meeting_cancel(struct ctx *c, int64_t meeting)
{
	struct meeting m;
	struct pair p;
	enum result r = planned(c, meeting, &m, &p);

	if (r != OK)
		return r;
	sql_meeting_set_cancelled(c, meeting, c->now);
	sql_agenda_release(c, meeting);
	meeting_tell(c, meeting, m.starts_at);
	event_add(c, EVENT_meeting_cancelled, meeting);
	return OK;
}

/* What was promised in the second answer. */
static void
steps_keep(struct ctx *c, const struct meeting *m, const struct closing_form *f)
{
	const char *const steps[][2] = { { f->step1, f->due1 }, { f->step2, f->due2 },
		{ f->step3, f->due3 } };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (*steps[i][0])
			sql_commitment_insert(c, new_id(c), m->relationship, m->id, c->who,
				steps[i][0], steps[i][1], c->now);
}

enum result
meeting_suits(struct ctx *c, int64_t meeting, bool yes)
{
	struct meeting m;
	struct pair p;
	enum result r = planned(c, meeting, &m, &p);

	if (r != OK)
		return r;
	if (m.starts_at <= c->now)
		return conflict(c, _("This meeting has begun already."));
	if (!yes)
		sql_meeting_yes_drop(c, meeting, c->who);
	else if (!sql_meeting_yes_at(c, meeting, c->who, m.starts_at))
		sql_meeting_yes_set(c, meeting, c->who, m.starts_at, c->now);
	return OK;
}

/* The meeting, if the two can have met. */
static enum result
behind(struct ctx *c, int64_t meeting, struct meeting *m)
{
	struct pair p;
	enum result r;

	if (!sql_meeting_get(c, meeting, m))
		return NOT_FOUND;
	r = pair_open(c, m->relationship, &p);
	if (r != OK)
		return r;
	if (str_eq(m->state, "cancelled"))
		return conflict(c, _("This meeting has been called off. Plan a new one."));
	if (m->starts_at > c->now + CLOSE_EARLY)
		return conflict(c, _("This meeting lies ahead. Close it when you have met."));
	return OK;
}

enum result
meeting_took_place(struct ctx *c, int64_t meeting)
{
	struct meeting m;
	enum result r = behind(c, meeting, &m);

	if (r == OK && sql_meeting_set_held(c, meeting, c->now))
		event_add(c, EVENT_meeting_closed, meeting);
	return r;
}

enum gate_mode
meeting_asks_hopes(struct ctx *c, const struct meeting *m, int64_t programme)
{
	enum gate_mode mode = gate_mode(c, programme, PRACTICE_GATE_HOPES);

	return mode != GATE_OFF && !sql_meeting_held_before(c, m->relationship, m->starts_at) &&
			       !direction_said(c, m->relationship, mode == GATE_REQUIRE)
		       ? mode
		       : GATE_OFF;
}

/* What the two hope for is asked at the end of the first meeting. */
static enum result
keep_hopes(struct ctx *c, const struct meeting *m, const struct closing_form *f)
{
	struct pair p;
	enum result r = pair_open(c, m->relationship, &p);
	bool needed;

	if (r != OK)
		return r;
	needed = meeting_asks_hopes(c, m, p.r.programme) == GATE_REQUIRE;
	if (needed && str_empty(f->hope))
		r = invalid(c, "hope",
			_("In this programme both of you say this before the first meeting is "
			  "closed. One sentence is enough."));
	if (needed && str_empty(f->aim))
		r = invalid(c, "aim",
			_("In this programme both of you choose a direction before the first "
			  "meeting is closed. It can change later."));
	if (r != OK)
		return r;
	return str_empty(f->hope) && str_empty(f->aim)
		       ? OK
		       : direction_hope(c, m->relationship, f->hope, f->aim);
}

enum result
meeting_close(struct ctx *c, int64_t meeting, const struct closing_form *f)
{
	struct closing_goals none = { 0 };
	struct meeting m;
	struct pair p;

	if (!sql_meeting_get(c, meeting, &m))
		return NOT_FOUND;
	if (pair_open(c, m.relationship, &p) == OK)
		none = closing_goals_of(
			c, &m, gate_mode(c, p.r.programme, PRACTICE_GATE_GOALS_TOUCHED));
	return meeting_close_with(c, meeting, f, &none);
}

enum result
meeting_close_with(
	struct ctx *c, int64_t meeting, const struct closing_form *f, struct closing_goals *goals)
{
	struct meeting m, next;
	enum result r = behind(c, meeting, &m), goals_are;

	if (r != OK)
		return r;
	if (sql_closing_exists(c, meeting, c->who))
		return conflict(c, _("You have answered these questions already."));
	goals_are = closing_goals_check(c, goals);
	r = keep_hopes(c, &m, f);
	if (r == OK)
		r = goals_are == OK ? closing_goals_keep(c, goals) : goals_are;
	if (r != OK)
		return r;
	sql_closing_insert(
		c, new_id(c), m.relationship, meeting, c->who, f->useful, f->change, c->now);
	steps_keep(c, &m, f);
	if (*f->change) {
		bool booked = sql_meeting_next(c, m.relationship, m.starts_at + 1, &next);

		point_add(
			c, m.relationship, booked ? next.id : 0, "carried", m.id, "", f->change, 0);
	}
	if (sql_meeting_set_held(c, meeting, c->now))
		event_add(c, EVENT_meeting_closed, meeting);
	return OK;
}

/* A relationship that ended has no meetings ahead. */
enum result
on_meetings_cancel(struct ctx *c, int64_t relationship, int64_t who)
{
	struct meeting_id_rows rows = sql_meeting_planned_ids(c, relationship);

	(void)who;
	for (int i = 0; i < rows.n; i++) {
		struct meeting m;

		if (sql_meeting_get(c, rows.v[i].id, &m) &&
			sql_meeting_set_cancelled(c, m.id, c->now))
			meeting_tell_ended(c, m.id, m.starts_at);
	}
	return OK;
}

enum result
on_meeting_letters(struct ctx *c, int64_t meeting, int64_t who)
{
	(void)who;
	meeting_tell(c, meeting, 0);
	return OK;
}
