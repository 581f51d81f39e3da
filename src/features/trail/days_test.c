/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is due on a day is due on the day of whoever has to do it: in six time zones, on a leap day, on each day on which
 * the clock changes there, a minute before midnight and at midnight. The mentor lives in Lagos.
 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/feedback/feedback.h"
#include "features/follow/follow.h"
#include "features/goals/goals.h"
#include "features/health/health.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"
#include "features/plan/plan.h"
#include "features/trust/trust.h"

#define FROM_2027 1798761600
#define TO_2029 1861920000
#define DAYS_MOST 16
#define MENTEE 1 /* in pairs of numbers of health */

/* An hour; half an hour; thirteen hours ahead; back for a month of the year; none at all. */
static const char *const tzs[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata",
	"Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca" };
#define ZONES (sizeof tzs / sizeof *tzs)

struct place {
	const char *tz;
	struct two two;
	int n;
	int64_t days[DAYS_MOST];
};

/* Days that matter there: 5 March, 29 February, and those on which the clock changes. */
static struct place
place_make(struct ctx *c, const struct two *t, const char *tz)
{
	struct place p = { .tz = tz,
		.two = *t,
		.n = 2,
		.days = { day_number(2027, 3, 5), day_number(2028, 2, 29) } };
	struct tz_change changes[DAYS_MOST - 2];
	int n = tz_changes(tz, FROM_2027, TO_2029, changes, DAYS_MOST - 2);

	for (int i = 0; i < n; i++)
		p.days[p.n++] = local_day(tz, changes[i].at);
	p.two.relationship =
		two_more(c, t, arena_printf(c->mem, "%s@example.org", tz), tz, &p.two.mentee);
	return p;
}

static struct pair
as_mentee(struct ctx *c, const struct place *p, int64_t now)
{
	c->now = now;
	c->tz = p->tz;
	return pair_as(c, &p->two, p->two.mentee);
}

static struct pair
as_mentor(struct ctx *c, const struct place *p, int64_t now)
{
	c->now = now;
	c->tz = "Africa/Lagos";
	return pair_as(c, &p->two, p->two.mentor);
}

/* For every place and every such day: midnight at which it begins, and at which it ends. */
static void
each_day(void **state,
	void (*look)(struct ctx *, const struct place *, int64_t day, int64_t begins, int64_t ends))
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int days = 0;

	two_prepare(c, &t);
	for (size_t z = 0; z < ZONES; z++) {
		struct place p = place_make(c, &t, tzs[z]);

		for (int i = 0; i < p.n; i++)
			look(c, &p, p.days[i], local_moment(c, p.tz, p.days[i], 0),
				local_moment(c, p.tz, p.days[i] + 1, 0));
		days += p.n;
	}
	assert_true(days >= 28);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- promises ---- */

static void
late_to_both(struct ctx *c, const struct place *p, int64_t now, bool late)
{
	struct pair mine = as_mentee(c, p, now);
	struct commitment_row_rows rows = commitment_rows(c, mine.r.id, 0, "open");

	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].late, late);
	assert_int_equal(rows.v[0].days_late, late);
	assert_int_equal(follow_rate_of(c, mine.r.id, mine.me, "").due, late);
	assert_int_equal(trust_figures(c, &mine).mine_due, late);
	mine = as_mentor(c, p, now);
	rows = commitment_rows(c, mine.r.id, 0, "open");
	assert_int_equal(rows.v[0].late, late);
	assert_int_equal(trust_figures(c, &mine).theirs_due, late);
	/* As the night sees it, which lives in no place. */
	struct facts f = { 0 };

	c->tz = "UTC";
	assert_true(facts_of(c, mine.r.id, &f));
	assert_int_equal(f.owed[MENTEE], late);
}

/* Done at that moment: is it kept, to everybody who counts? Looked at two days later. */
static void
kept_to_both(struct ctx *c, const struct place *p, int64_t promise, int64_t done, bool kept)
{
	struct pair mine = as_mentee(c, p, done);
	struct facts f = { 0 };

	sql_commitment_set_state(c, promise, "open", 0);
	assert_int_equal(commitment_close(c, promise, true), OK);
	mine = as_mentee(c, p, done + 2 * DAY);
	assert_int_equal(follow_rate_of(c, mine.r.id, mine.me, "").kept, kept);
	assert_int_equal(trust_figures(c, &mine).mine_kept, kept);
	c->tz = "UTC";
	assert_true(facts_of(c, mine.r.id, &f));
	assert_int_equal(f.owed[MENTEE], 1);
	assert_int_equal(f.kept[MENTEE], kept);
}

static void
a_promise(struct ctx *c, const struct place *p, int64_t day, int64_t begins, int64_t ends)
{
	struct pair mine = as_mentee(c, p, begins - 9 * DAY);
	int64_t id;

	assert_int_equal(commitment_add(c, mine.r.id, 0, "I will", day_text(c->mem, day), &id), OK);
	late_to_both(c, p, begins, false);
	late_to_both(c, p, ends - 60, false);
	late_to_both(c, p, ends, true);
	kept_to_both(c, p, id, ends - 60, true);
	kept_to_both(c, p, id, ends, false);
	sql_commitment_set_state(c, id, "dropped", c->now);
}

static void
h3_late_when_ones_own_day_is_over(void **state)
{
	each_day(state, a_promise);
}

/* ---- milestones ---- */

static void
a_milestone(struct ctx *c, const struct place *p, int64_t day, int64_t begins, int64_t ends)
{
	struct pair mine = as_mentee(c, p, begins - 9 * DAY);
	const struct milestone_form f = { .title = "Half of it", .due_on = day_text(c->mem, day) };
	struct milestone_answer_form on_track = { .answer = "on-track", .evidence = "" };
	int64_t id;

	assert_int_equal(milestone_add(c, mine.r.id, &f, &id), OK);
	mine = as_mentee(c, p, begins - 60);
	assert_int_equal(milestone_due(c, &mine), 0);
	assert_int_equal(
		milestone_answer(c, id, &on_track), OK); /* before its day: no answer to it */
	mine = as_mentee(c, p, begins);
	assert_int_equal(milestone_due(c, &mine), id);
	mine = as_mentee(c, p, ends - 60);
	assert_int_equal(milestone_due(c, &mine), id);
	mine = as_mentee(c, p, begins + 60);
	assert_int_equal(milestone_answer(c, id, &on_track), OK);
	assert_int_equal(milestone_due(c, &mine), 0);
	assert_int_equal(milestone_drop(c, id), OK);
}

static void
f3_a_milestone_is_due_from_midnight_on(void **state)
{
	each_day(state, a_milestone);
}

/* ---- goals ---- */

/* Written late in an evening: both look at it again on a day, from its first minute on. */
static void
a_review(struct ctx *c, const struct place *p, int64_t day, int64_t begins, int64_t ends)
{
	struct pair mine = as_mentee(c, p, local_moment(c, p->tz, day - 28, 22));
	const struct goal_form f = { .title = "Speak up",
		.specific = "",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.horizon = "short",
		.level1 = "",
		.level2 = "",
		.level3 = "",
		.level4 = "",
		.level5 = "",
		.career = "" };
	int64_t id;

	(void)ends;
	assert_int_equal(mine.r.cadence_days, 28);
	assert_int_equal(goal_add(c, mine.r.id, &f, &id), OK);
	assert_int_equal(sql_goal_due_id(c, mine.r.id, mine.me, begins - 60), 0);
	assert_int_equal(sql_goal_due_id(c, mine.r.id, mine.me, begins), id);
	sql_goal_set_state(c, id, "dropped", begins, begins);
}

static void
e8_a_goal_is_looked_at_from_the_morning_on(void **state)
{
	each_day(state, a_review);
}

/* ---- feedback ---- */

static void
an_event(struct ctx *c, const struct place *p, int64_t day, int64_t begins, int64_t ends)
{
	struct ask_form f = { .work = "The talk", .event_on = day_text(c->mem, day) };
	struct feedback_form given = { .situation = "The talk",
		.event_on = f.event_on,
		.deed = "You waited",
		.effect = "All spoke",
		.keep = "The waiting",
		.change = "",
		.next = "",
		.framing = "",
		.skill = "",
		.level = "",
		.sure = true };
	struct pair mine = as_mentor(c, p, begins - 5 * DAY);
	int64_t id;

	(void)ends;
	/* The mentor asks for feedback after a talk: the mentee is asked when it is that day there. */
	assert_int_equal(feedback_ask(c, mine.r.id, &f, &id), OK);
	mine = as_mentee(c, p, begins - 60);
	assert_int_equal(feedback_asked_of_me(c, &mine), 0);
	mine = as_mentee(c, p, begins);
	assert_int_equal(feedback_asked_of_me(c, &mine), id);
	as_mentor(c, p, begins);
	assert_int_equal(feedback_ask_no_more(c, mine.r.id, id), OK);
	/* Nobody gives it before. */
	as_mentee(c, p, begins - 60);
	assert_int_equal(feedback_give(c, mine.r.id, &given, &id), INVALID);
	c->problems = NULL;
	as_mentee(c, p, begins);
	assert_int_equal(feedback_give(c, mine.r.id, &given, &id), OK);
}

static void
i3_feedback_on_the_day_it_happened(void **state)
{
	each_day(state, an_event);
}

/* ---- a pause ---- */

static void
a_pause(struct ctx *c, const struct place *p, int64_t day, int64_t begins, int64_t ends)
{
	struct pair mine = as_mentee(c, p, begins - 60);
	int64_t lagos = local_moment(c, "Africa/Lagos", day, 0);
	int64_t over = begins > lagos ? begins : lagos;
	int early;

	(void)ends;
	/* A minute before midnight, the next day is a day after today; today is not. */
	assert_int_equal(pause_begin(c, mine.r.id, day_text(c->mem, day - 1)), INVALID);
	c->problems = NULL;
	assert_int_equal(pause_begin(c, mine.r.id, day_text(c->mem, day)), OK);
	c->tz = "UTC"; /* the night of the server */
	c->now = over - 60;
	pauses_end(c, 100, 0, &early);
	assert_int_equal(early, 1);
	assert_string_equal(as_mentee(c, p, over - 60).r.state, "paused");
	c->tz = "UTC";
	c->now = over;
	pauses_end(c, 100, 0, &early);
	assert_int_equal(early, 0);
	assert_string_equal(as_mentee(c, p, over).r.state, "active");
}

static void
m6_a_pause_lasts_until_its_day_has_come_for_both(void **state)
{
	each_day(state, a_pause);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { T(h3_late_when_ones_own_day_is_over),
		T(f3_a_milestone_is_due_from_midnight_on),
		T(e8_a_goal_is_looked_at_from_the_morning_on),
		T(i3_feedback_on_the_day_it_happened),
		T(m6_a_pause_lasts_until_its_day_has_come_for_both) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
