/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of many pairs at once. Each statement answers for a whole range of relationships in the
 * order of their ids; here the answers are laid side by side. A pair alone is a range of one, or is
 * counted from what its page has read anyway; a test holds that a page and the night never see it
 * differently. What can have no answer for any of them is not asked.
 */
#include <stddef.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/health/health.h"
#include "features/meetings/meetings.h"
#include "features/programmes/asks.h"

/* A pulse that is older than two rounds says nothing about today. */
#define PULSE_BACK (400 * DAY)
#define CHECK_BACK (70 * DAY)

/* The facts of relationship, from *at on; NULL if it is not one of these. */
static struct facts *
find(struct facts_rows *rows, int *at, int64_t relationship)
{
	while (*at < rows->n && rows->v[*at].r.id < relationship)
		++*at;
	return *at < rows->n && rows->v[*at].r.id == relationship ? &rows->v[*at] : NULL;
}

/* Walks over rows and the facts that belong to them: f is set in the block that follows. */
#define EACH(rows, list, f)                                                                        \
	for (int at_ = 0, i = 0; i < (list).n; i++)                                                \
		if ((f = find(rows, &at_, (list).v[i].relationship)))

static int
side(const struct facts *f, int64_t person)
{
	return person == f->r.mentor ? 0 : 1;
}

/* The same of one, from what the other parts of its page have read already. */
static void
meetings_of_one(struct ctx *c, struct facts *f)
{
	const struct meeting_line_rows *all = meeting_lines(c, f->r.id);
	int64_t fresh = c->now - FRESH_DAYS * DAY, since = c->now - HELD_DAYS * DAY;
	struct health_meeting m = { .relationship = all->n ? f->r.id : 0 };

	for (int i = 0; i < all->n; i++) {
		const struct meeting_line *x = &all->v[i];
		bool is_held = str_eq(x->state, "held"), planned = str_eq(x->state, "planned");

		if (is_held) {
			m.held++;
			m.last_at = x->starts_at;
			f->moved = 0;
		} else if (x->starts_at > m.last_at) {
			f->moved += x->moved + !planned;
		}
		m.booked = m.booked || (planned && x->starts_at >= fresh);
		m.due += x->starts_at >= since && x->starts_at < c->now &&
			 (!planned || x->starts_at < fresh);
		m.due_held += is_held && x->starts_at >= since;
	}
	f->m = m;
}

static void
meetings(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_meeting_rows held = sql_health_meetings(
		c, after, last, c->now, c->now - FRESH_DAYS * DAY, c->now - HELD_DAYS * DAY);
	struct health_move_rows moves;
	struct facts *f;
	bool shifted = false;

	EACH(rows, held, f)
	{
		f->m = held.v[i];
		shifted = shifted || f->m.shifted;
	}
	if (!shifted)
		return;
	moves = sql_health_moves(c, after, last);
	EACH(rows, moves, f)
	f->moved = moves.v[i].moved;
}

static void
promises(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	int64_t today = c->now / DAY; /* and a day more: somebody is always further on */
	struct health_promise_rows list = sql_health_promises(c, after, last,
		day_text(c->mem, today - PROMISE_DAYS_BACK), day_text(c->mem, today + 1));
	struct facts *f;

	EACH(rows, list, f)
	{
		const struct health_promise *k = &list.v[i];
		int of = side(f, k->owner);
		const char *tz = of ? f->r.mentee_tz : f->r.mentor_tz;

		if (!k->done_at && !promise_late(c, k->due_on, tz))
			continue;
		f->owed[of]++;
		f->kept[of] += k->done_at && promise_in_time(k->due_on, tz, k->done_at);
	}
}

static void
answers(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_pulse_rows pulses = sql_health_pulses(c, after, last, c->now - PULSE_BACK);
	struct health_check_rows checks = sql_health_checks(c, after, last, c->now - CHECK_BACK);
	struct facts *f;

	EACH(rows, pulses, f)
	{
		struct side_pulse *p = &f->pulse[side(f, pulses.v[i].person)];

		p->before = p->round >= 0 ? p->points : -1;
		p->round = pulses.v[i].round;
		p->points = pulses.v[i].points;
		p->openness = pulses.v[i].openness;
	}
	EACH(rows, checks, f)
	{
		struct side_check *k = &f->check[side(f, checks.v[i].person)];

		k->before = k->value;
		k->value = checks.v[i].value;
		k->round = checks.v[i].round;
	}
}

/* Keeps of each goal the last level of each side, and of a pair the goal where they lie furthest apart. */
static void
levels(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_level_rows said =
		sql_health_levels(c, after, last, c->now - LEVEL_DAYS_BACK * DAY);
	struct health_level of[2] = { 0 };
	struct facts *f;

	EACH(rows, said, f)
	{
		const struct health_level *x = &said.v[i];
		bool ends = i + 1 == said.n || said.v[i + 1].goal != x->goal;

		if (!i || said.v[i - 1].goal != x->goal)
			of[0] = of[1] = (struct health_level){ 0 };
		of[side(f, x->person)] = *x;
		if (ends && of[0].level && of[1].level &&
			llabs(of[0].at - of[1].at) <= LEVEL_DAYS * DAY &&
			(!f->levels.mentor || llabs(of[0].level - of[1].level) >
						      llabs(f->levels.mentor - f->levels.mentee)))
			f->levels = (struct two_levels){ of[0].level, of[1].level };
	}
}

static void
goals(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_goal_rows all = sql_health_goals(c, after, last);
	struct facts *f;

	EACH(rows, all, f)
	f->goals = all.v[i];
}

/* The same of one, see meetings_of_one. */
static void
goals_of_one(struct ctx *c, struct facts *f)
{
	const struct goal_outline_rows *all = goal_outlines(c, f->r.id);
	struct health_goal g = { 0 };

	for (int i = 0; i < all->n; i++) {
		const struct goal_outline *x = &all->v[i];
		bool open = outline_is_open(x);

		if (x->paused_at)
			continue;
		g.relationship = f->r.id;
		g.goals++;
		g.smart += outline_is_smart(x);
		g.touched_at = x->changed_at > g.touched_at ? x->changed_at : g.touched_at;
		g.bare += open && !x->measured && !x->scaled;
		g.scaled = g.scaled || (open && x->scaled);
		if (open && x->review_at && (!g.review_at || x->review_at < g.review_at))
			g.review_at = x->review_at;
	}
	f->goals = g;
}

static void
work(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_expectation_rows x = sql_health_expectations(c, after, last);
	struct facts *f;
	bool scaled = false;

	for (int i = 0; i < rows->n; i++)
		scaled = scaled || rows->v[i].goals.scaled;
	if (scaled)
		levels(c, after, last, rows);
	EACH(rows, x, f)
	f->x = x.v[i];
}

/* Whether one of them is in the first stage, and has begun since then. */
static bool
any_begins(const struct facts_rows *rows, int64_t since)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].r.stage == 1 && rows->v[i].r.started_at >= since)
			return true;
	return false;
}

static void
surroundings(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	int64_t since = c->now - COMMON_DAYS * DAY;
	struct health_common_rows common = { 0 };
	struct facts *f;
	int at = 0;

	if (any_begins(rows, since))
		common = sql_health_common(c, after, last, since);
	for (int i = 0; i < common.n; i++)
		if ((f = find(rows, &at, common.v[i].id)))
			f->common = true;
}

static const struct {
	const char *what;
	size_t at;
} numbers_of[] = {
	{ "agreed", offsetof(struct facts, agreed_at) },
	{ "contact", offsetof(struct facts, contact_at) },
	{ "rested", offsetof(struct facts, rested_at) },
	{ "feedback", offsetof(struct facts, feedback_at) },
	{ "exchanged", offsetof(struct facts, exchanged) },
	{ "asked", offsetof(struct facts, asked_at) },
	{ "answered", offsetof(struct facts, answered_at) },
};

/* What is one number of a pair, all in one statement: a page reads it for a single pair, far from the database perhaps. */
static void
numbers(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_number_rows all =
		sql_health_numbers(c, after, last, PRACTICE_SHEET_PERSPECTIVES);
	struct facts *f;

	EACH(rows, all, f)
	for (size_t k = 0; k < sizeof numbers_of / sizeof *numbers_of; k++)
		if (str_eq(all.v[i].what, numbers_of[k].what))
			*(int64_t *)((char *)f + numbers_of[k].at) = all.v[i].n;
}

static void
starts(struct ctx *c, int64_t after, int64_t last, struct facts_rows *rows)
{
	struct health_start_rows begun = { 0 };
	struct facts *f;

	if (any_begins(rows, 0))
		begun = sql_health_starts(c, after, last);
	EACH(rows, begun, f)
	f->start = begun.v[i];
}

/* Among the parts: it is a single pair, whose page has read its meetings and goals. */
#define FACTS_ONE 256

/* The facts of these pairs, the first of which is the first behind after. */
static struct facts_rows
facts_lay(struct ctx *c, struct health_pair_rows pairs, int64_t after, unsigned parts)
{
	struct facts_rows rows = { pairs.n, ARENA_ARRAY(c->mem, struct facts, pairs.n) };
	int64_t last;

	if (!pairs.n)
		return rows;
	for (int i = 0; i < pairs.n; i++)
		rows.v[i] = (struct facts){ .r = pairs.v[i],
			.pulse = { { .round = -1 }, { .round = -1 } } };
	last = pairs.v[pairs.n - 1].id;
	if (parts & FACTS_MEETINGS && parts & FACTS_ONE)
		meetings_of_one(c, &rows.v[0]);
	else if (parts & FACTS_MEETINGS)
		meetings(c, after, last, &rows);
	if (parts & FACTS_PROMISES)
		promises(c, after, last, &rows);
	if (parts & FACTS_ANSWERS)
		answers(c, after, last, &rows);
	if (parts & FACTS_WORK && parts & FACTS_ONE)
		goals_of_one(c, &rows.v[0]);
	else if (parts & FACTS_WORK)
		goals(c, after, last, &rows);
	if (parts & FACTS_WORK)
		work(c, after, last, &rows);
	if (parts & FACTS_AROUND)
		surroundings(c, after, last, &rows);
	if (parts & (FACTS_WORK | FACTS_AROUND))
		numbers(c, after, last, &rows);
	if (parts & FACTS_START)
		starts(c, after, last, &rows);
	return rows;
}

struct facts_rows
facts_read(struct ctx *c, int64_t after, int64_t limit)
{
	return facts_lay(c, sql_health_pairs(c, after, limit), after, FACTS_ALL);
}

struct facts_rows
facts_in(struct ctx *c, int64_t programme, int64_t after, int64_t limit, unsigned parts)
{
	return facts_lay(c, sql_health_pairs_in(c, programme, after, limit), after, parts);
}

bool
facts_of(struct ctx *c, int64_t relationship, struct facts *ret)
{
	struct health_pair pair;
	struct facts_rows rows;

	if (!sql_health_pair_of(c, relationship, &pair))
		return false;
	rows = facts_lay(
		c, (struct health_pair_rows){ 1, &pair }, relationship - 1, FACTS_ALL | FACTS_ONE);
	*ret = rows.v[0];
	return true;
}

/* ---- limits ---- */

static const struct {
	const char *id;
	size_t at;
} limits_of[] = {
	{ PRACTICE_THRESHOLD_GAP_BETWEEN_MEETINGS, offsetof(struct limits, gap_percent) },
	{ PRACTICE_THRESHOLD_LONGEST_GAP, offsetof(struct limits, longest) },
	{ PRACTICE_THRESHOLD_FIRST_MEETING_BOOKED, offsetof(struct limits, first) },
	{ PRACTICE_THRESHOLD_NEXT_MEETING_BOOKED, offsetof(struct limits, next) },
	{ PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, offsetof(struct limits, ask) },
	{ PRACTICE_THRESHOLD_CONCLUDE_AFTER_ASKING, offsetof(struct limits, conclude) },
	{ PRACTICE_THRESHOLD_PULSE_LOW, offsetof(struct limits, pulse_low) },
	{ PRACTICE_THRESHOLD_PULSE_GAP, offsetof(struct limits, pulse_gap) },
	{ PRACTICE_THRESHOLD_PULSE_DROP, offsetof(struct limits, pulse_drop) },
	{ PRACTICE_THRESHOLD_COMMUNICATION_LOW, offsetof(struct limits, open_low) },
	{ PRACTICE_THRESHOLD_MEETINGS_HELD, offsetof(struct limits, held) },
	{ PRACTICE_THRESHOLD_MEETINGS_MOVED, offsetof(struct limits, moved) },
	{ PRACTICE_THRESHOLD_FOLLOW_THROUGH, offsetof(struct limits, kept) },
	{ PRACTICE_THRESHOLD_GOAL_BY_MEETING, offsetof(struct limits, goal_by) },
	{ PRACTICE_THRESHOLD_GOAL_UPDATE, offsetof(struct limits, goal_quiet) },
	{ PRACTICE_THRESHOLD_LEVELS_APART, offsetof(struct limits, goal_apart) },
	{ PRACTICE_THRESHOLD_RATING_LATE, offsetof(struct limits, rating_late) },
	{ PRACTICE_THRESHOLD_COMMITMENT_LOW, offsetof(struct limits, commitment_low) },
	{ PRACTICE_THRESHOLD_COMMITMENT_DROP, offsetof(struct limits, commitment_drop) },
	{ PRACTICE_THRESHOLD_FEEDBACK_EVERY, offsetof(struct limits, feedback) },
	{ PRACTICE_THRESHOLD_SUPPORT_FIRST, offsetof(struct limits, support_first) },
	{ PRACTICE_THRESHOLD_SUPPORT_LATER, offsetof(struct limits, support_later) },
	{ PRACTICE_THRESHOLD_LONG_PAIR, offsetof(struct limits, long_pair) },
	{ PRACTICE_THRESHOLD_STAGE_BEFORE_MANAGER, offsetof(struct limits, manager) },
	{ PRACTICE_THRESHOLD_YOUNG_PAIR, offsetof(struct limits, young) },
	{ PRACTICE_THRESHOLD_START_OPEN, offsetof(struct limits, start) },
};

int64_t *
limit_of(struct limits *l, const char *threshold)
{
	for (size_t i = 0; i < sizeof limits_of / sizeof *limits_of; i++)
		if (str_eq(limits_of[i].id, threshold))
			return (int64_t *)(void *)((char *)l + limits_of[i].at);
	return NULL;
}

static bool
asked(struct ctx *c, int64_t programme, const char *gate)
{
	return gate_mode(c, programme, gate) != GATE_OFF;
}

static void
numbers_read(struct ctx *c, int64_t programme, struct limits *ret)
{
	*ret = (struct limits){ .programme = programme };
	for (size_t i = 0; i < sizeof limits_of / sizeof *limits_of; i++)
		*(int64_t *)(void *)((char *)ret + limits_of[i].at) =
			threshold(c, programme, limits_of[i].id);
}

void
limits_read(struct ctx *c, int64_t programme, struct limits *ret)
{
	numbers_read(c, programme, ret);
	ret->ask_prepared = asked(c, programme, PRACTICE_GATE_PREPARED);
	ret->ask_role = asked(c, programme, PRACTICE_GATE_ROLE_READ);
	ret->ask_pledge = asked(c, programme, PRACTICE_GATE_PLEDGE);
}

void
limits_of_pair(struct ctx *c, const struct facts *f, struct limits *ret)
{
	if (f->start.relationship)
		limits_read(c, f->r.programme, ret);
	else
		numbers_read(c, f->r.programme, ret);
}
