/* SPDX-License-Identifier: Apache-2.0 */
#include "features/health/signs.h"

#include <stdlib.h>

#include "base/day.h"
#include "engine/practice/practice.gen.h"

enum { MENTOR, MENTEE };

static void
add(struct signs *s, const char *kind, const char *cause, int64_t person, int64_t n, int64_t m)
{
	if (s->n < SIGNS_MOST)
		s->v[s->n++] = (struct sign){ kind, cause, person, n, m };
}

/* ---- meeting ---- */

int64_t
quiet_since(const struct facts *f)
{
	int64_t since = f->m.last_at ? f->m.last_at : f->r.started_at;

	return since > f->rested_at ? since : f->rested_at;
}

/* One sentence about dates at most: the most pressing. Nothing if a meeting lies ahead. */
static void
dates(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	int64_t days = (now - quiet_since(f)) / DAY;
	int64_t rhythm = f->r.cadence_days * l->gap_percent / 100;

	if (f->m.booked)
		return;
	if (f->asked_at) {
		int64_t left = (f->asked_at + l->conclude * DAY - now + DAY - 1) / DAY;

		add(s, PRACTICE_CHALLENGE_GOING_ON, "plain", 0, days, left > 0 ? left : 0);
	}
	if (f->asked_at)
		return;
	if (!f->m.held) {
		if (days >= l->first)
			add(s, PRACTICE_CHALLENGE_FIRST_MEETING, "plain", 0, days, 0);
		return;
	}
	if (days > (rhythm < l->longest ? rhythm : l->longest))
		add(s, PRACTICE_CHALLENGE_SILENCE, "plain", 0, days, f->r.cadence_days);
	else if (days >= l->next)
		add(s, PRACTICE_CHALLENGE_NEXT_DATE, "plain", 0, days, 0);
}

bool
going_on_asks(const struct facts *f, const struct limits *l, int64_t now)
{
	int64_t since = quiet_since(f);

	return !f->m.booked && !f->asked_at &&
	       now - (since > f->answered_at ? since : f->answered_at) >= l->ask * DAY;
}

bool
going_on_closes(const struct facts *f, const struct limits *l, int64_t now)
{
	return !f->m.booked && f->asked_at && now >= f->asked_at + l->conclude * DAY;
}

static void
time_for_it(const struct facts *f, const struct limits *l, struct signs *s)
{
	if (f->m.due >= 2 && f->m.due_held * 100 < l->held * f->m.due)
		add(s, PRACTICE_CHALLENGE_TIME_CONSTRAINTS, "held", 0, f->m.due_held, f->m.due);
	else if (f->moved >= l->moved)
		add(s, PRACTICE_CHALLENGE_TIME_CONSTRAINTS, "moved", 0, f->moved, 0);
}

/* ---- how it is between the two ---- */

/* Points of four sentences, as tenths of the average of one: 4 to 20 become 10 to 50. */
static int64_t
tenths(int64_t points)
{
	return (points * 10 + 2) / 4;
}

static bool
low(const struct side_pulse *p, const struct limits *l)
{
	return p->round >= 0 && p->points * 100 <= l->pulse_low * 20;
}

static bool
fell(const struct side_pulse *p, const struct limits *l)
{
	return p->round >= 0 && p->before >= 0 && p->before - p->points >= 4 * l->pulse_drop;
}

/* What one has said alone stays with him until the other has answered, too. */
static void
pulse(const struct facts *f, const struct limits *l, struct signs *s)
{
	const struct side_pulse *a = &f->pulse[MENTOR], *b = &f->pulse[MENTEE];
	const char *cause = NULL;

	if (a->round != b->round) {
		const struct side_pulse *p = a->round > b->round ? a : b;

		if (low(p, l))
			add(s, PRACTICE_CHALLENGE_PULSE, "mine", p == a ? f->r.mentor : f->r.mentee,
				tenths(p->points), 0);
		return;
	}
	if (a->round < 0)
		return;
	if (low(a, l) || low(b, l))
		cause = "low";
	else if (fell(a, l) || fell(b, l))
		cause = "drop";
	else if (llabs(a->points - b->points) >= 4 * l->pulse_gap)
		cause = "gap";
	if (cause)
		add(s, PRACTICE_CHALLENGE_PULSE, cause, 0, tenths(a->points), tenths(b->points));
	if (a->openness <= l->open_low || b->openness <= l->open_low)
		cause = "low";
	else if (llabs(a->openness - b->openness) >= l->pulse_gap)
		cause = "gap";
	else
		return;
	add(s, PRACTICE_CHALLENGE_MISCOMMUNICATION, cause, 0, a->openness, b->openness);
}

/* For each alone: nobody else ever learns of it. */
static void
commitment(const struct facts *f, const struct limits *l, struct signs *s)
{
	for (int i = 0; i < 2; i++) {
		const struct side_check *k = &f->check[i];
		int64_t person = i == MENTOR ? f->r.mentor : f->r.mentee;

		if (!k->value)
			continue;
		if (k->before && k->before - k->value >= l->commitment_drop)
			add(s, PRACTICE_CHALLENGE_COMMITMENT, "drop", person, k->value, k->before);
		else if (k->value <= l->commitment_low)
			add(s, PRACTICE_CHALLENGE_COMMITMENT, "low", person, k->value, 0);
	}
}

/* ---- what they work on ---- */

static int64_t
percent(const struct facts *f, int side)
{
	return f->owed[side] ? f->kept[side] * 100 / f->owed[side] : -1;
}

static void
promises(const struct facts *f, const struct limits *l, struct signs *s)
{
	bool few = false;

	for (int i = 0; i < 2; i++)
		few = few || (f->owed[i] >= PROMISES_LEAST && percent(f, i) < l->kept);
	if (few)
		add(s, PRACTICE_CHALLENGE_FOLLOW_THROUGH, "plain", 0,
			SIGN_OF(f->kept[MENTOR], f->owed[MENTOR]),
			SIGN_OF(f->kept[MENTEE], f->owed[MENTEE]));
}

/* How far they are is a matter of opinion: they see it differently, have not said it on its day, or cannot say it
 * at all. One sentence, the one that helps most. */
static void
progress(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	const struct two_levels *x = &f->levels;
	int64_t late = f->goals.review_at ? (now - f->goals.review_at) / DAY : -1;

	if (x->mentor && llabs(x->mentor - x->mentee) >= l->goal_apart)
		add(s, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS, "apart", 0, x->mentor, x->mentee);
	else if (late >= l->rating_late)
		add(s, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS, "late", 0, late, 0);
	else if (f->goals.bare && f->m.held >= l->goal_by)
		add(s, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS, "bare", 0, f->goals.bare, 0);
}

static void
goals(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	int64_t quiet = (now - f->goals.touched_at) / DAY;

	if (!f->goals.smart) {
		if (f->m.held >= l->goal_by)
			add(s, PRACTICE_CHALLENGE_UNDEFINED_GOALS, "none", 0, f->m.held, 0);
	} else if (quiet >= l->goal_quiet) {
		add(s, PRACTICE_CHALLENGE_UNDEFINED_GOALS, "quiet", 0, quiet, 0);
	} else {
		progress(f, l, now, s);
	}
}

static void
feedback(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	int64_t since = f->feedback_at ? f->feedback_at : f->r.started_at;
	int64_t days = (now - since) / DAY;

	if (f->m.held && days >= l->feedback)
		add(s, PRACTICE_CHALLENGE_FEEDBACK, "plain", 0, days, 0);
}

bool
half_way(const struct facts *f, int64_t now)
{
	int64_t ends, half = f->r.started_at + 6 * MONTH_DAYS * DAY;

	if (day_parse(f->r.ends_on, &ends) && ends * DAY > f->r.started_at)
		half = f->r.started_at + (ends * DAY - f->r.started_at) / 2;
	return now >= half;
}

/* What was compared and then settled in an agreement is no sign any more. */
static void
expectations(const struct facts *f, int64_t now, struct signs *s)
{
	const struct health_expectation *x = &f->x;

	if (!x->people)
		return;
	if (x->mentor_mid && x->mentee_mid) {
		if (x->half_way + x->since_start && f->agreed_at < x->last_at)
			add(s, PRACTICE_CHALLENGE_EXPECTATIONS, "middle", 0,
				x->half_way + x->since_start, 0);
		return;
	}
	if (x->people == 2 && x->at_start && f->agreed_at < x->start_at)
		add(s, PRACTICE_CHALLENGE_EXPECTATIONS, "start", 0, x->at_start, 0);
	else if (half_way(f, now))
		for (int i = 0; i < 2; i++)
			if (!(i == MENTOR ? x->mentor_mid : x->mentee_mid))
				add(s, PRACTICE_CHALLENGE_EXPECTATIONS, "ask",
					i == MENTOR ? f->r.mentor : f->r.mentee,
					(now - x->first_at) / (MONTH_DAYS * DAY), 0);
}

/* ---- before they begin ---- */

/* What the programme asks of both before the first meeting, and one of them has not done: his own matter first. */
static void
beginning(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	const struct health_start *x = &f->start;
	int64_t since = f->r.started_at > f->rested_at ? f->r.started_at : f->rested_at;
	int64_t days = (now - since) / DAY;

	if (!x->relationship || days < l->start)
		return;
	for (int i = 0; i < 2; i++) {
		bool prepared = i == MENTOR ? x->mentor_prepared : x->mentee_prepared;
		bool role = i == MENTOR ? x->mentor_role : x->mentee_role;
		bool pledged = i == MENTOR ? x->mentor_signed : x->mentee_signed;
		const char *cause = l->ask_prepared && !prepared ? "prepare"
				    : (l->ask_role && !role) || (l->ask_pledge && !pledged) ? "sign"
											    : NULL;

		if (cause)
			add(s, PRACTICE_CHALLENGE_UNTRAINED_START, cause,
				i == MENTOR ? f->r.mentor : f->r.mentee, days, 0);
	}
}

/* ---- what surrounds them ---- */

static void
surroundings(const struct facts *f, const struct limits *l, int64_t now, struct signs *s)
{
	int64_t age = (now - f->r.started_at) / DAY;
	int64_t asked = f->contact_at > f->r.started_at ? f->contact_at : f->r.started_at;
	int64_t days = (now - asked) / DAY;

	if (f->r.stage == 1 && !f->common && age < COMMON_DAYS)
		add(s, PRACTICE_CHALLENGE_MATCH_BASIS, "plain", 0, 0, 0);
	if (f->m.held >= EXCHANGE_MEETINGS && f->exchanged < 2 &&
		(f->r.other_level || f->r.other_unit || f->r.other_place))
		add(s, PRACTICE_CHALLENGE_PERSPECTIVES,
			f->r.other_level  ? "level"
			: f->r.other_unit ? "unit"
					  : "place",
			0, 0, 0);
	if (days >= (age <= MONTH_DAYS ? l->support_first : l->support_later))
		add(s, PRACTICE_CHALLENGE_SUPPORT, "plain", 0, days, 0);
	if (age >= l->long_pair)
		add(s, PRACTICE_CHALLENGE_YEAR, "plain", 0, age / MONTH_DAYS, 0);
}

void
signs_find(const struct facts *f, const struct limits *l, int64_t now, struct signs *ret)
{
	ret->n = 0;
	dates(f, l, now, ret);
	pulse(f, l, ret);
	promises(f, l, ret);
	goals(f, l, now, ret);
	time_for_it(f, l, ret);
	commitment(f, l, ret);
	feedback(f, l, now, ret);
	expectations(f, now, ret);
	beginning(f, l, now, ret);
	surroundings(f, l, now, ret);
}
