/* SPDX-License-Identifier: Apache-2.0 */
/* Reminders, as the clock of the test moves on: each once, in time, and not more than one nudge a day. */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/follow/follow.h"
#include "features/notices/notices.h"
#include "features/preparation/preparation.h"
#include "features/programmes/asks.h"

/* Moves the clock, lets every job that is due run, and comes back in a transaction. */
static struct ctx *
later(struct test *t, int64_t seconds)
{
	test_pass(t, seconds);
	assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
	jobs_run_all(&t->engine, t->ctx.now);
	return test_open(t);
}

static int
told(struct ctx *c, int64_t person, const char *letter)
{
	struct notice_rows rows = sql_notice_list(c, person, c->now, 100, 0);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].kind, letter);
	return n;
}

static void
part11_a_meeting_is_near(void **state)
{
	struct meeting_form f = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	two_prepare(c, &two);
	c->who = two.mentor;
	assert_int_equal(meeting_plan(c, two.relationship, &f, &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 8 * DAY); /* 9 March, 9:00: 25 hours before */
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_REMINDER), 0);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2; i++) {
		c = later(t, 3600);
		assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_REMINDER), 1);
		assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_REMINDER), 1);
		assert_int_equal(test_close(t, OK), OK);
	}
	/* Moved by two days: once more, a day before. */
	c = test_open(t);
	c->who = two.mentor;
	f.starts = "2027-03-12T10:00";
	assert_int_equal(meeting_move(c, id, &f), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_REMINDER), 1);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_REMINDER), 2);
	assert_int_equal(test_close(t, OK), OK);
}

/* Allies keep their reminders: of what they themselves planned and promised. */
static void
n6_allies_are_reminded(void **state)
{
	struct meeting_form f = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	two_prepare(c, &two);
	c->who = two.mentor;
	assert_int_equal(relationship_end(c, two.relationship, "planned"), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 0); /* what was planned is called off */
	c->who = two.mentor;
	assert_int_equal(relationship_ally(c, two.relationship), OK);
	assert_int_equal(meeting_plan(c, two.relationship, &f, &id), OK);
	assert_int_equal(
		commitment_add(c, two.relationship, 0, "Send the book", "2027-03-20", &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 8 * DAY + 3600); /* a day before */
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_REMINDER), 1);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_REMINDER), 1);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 2 * DAY); /* over since yesterday, and nobody has said how it was */
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_CLOSE), 1);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_COMMITMENT_DUE), 0);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 8 * DAY);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_COMMITMENT_DUE), 1);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_COMMITMENT_DUE), 0);
	assert_int_equal(test_close(t, OK), OK);
}

/* Who meets elsewhere and notes it down afterwards sends nobody a date. */
static void
part11_no_letter_about_what_was(void **state)
{
	struct meeting_form f = { .starts = "2027-02-26T10:00", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t held, ahead;

	two_prepare(c, &two);
	c->who = two.mentee;
	assert_int_equal(meeting_plan(c, two.relationship, &f, &held), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 3600);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_BOOKED), 0);
	c->who = two.mentee;
	f.starts = "2027-03-08T10:00";
	assert_int_equal(meeting_plan(c, two.relationship, &f, &ahead), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 3600);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_BOOKED), 1);
	assert_int_equal(test_close(t, OK), OK);
}

/* Once, to both, and not if one of them has closed it in the evening. */
static void
part11_a_meeting_waits_to_be_closed(void **state)
{
	struct meeting_form f = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct closing_form said = CLOSED_WITH("The questions");
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t first, second;

	two_prepare(c, &two);
	c->who = two.mentor;
	assert_int_equal(meeting_plan(c, two.relationship, &f, &first), OK);
	f.starts = "2027-03-20T10:00";
	assert_int_equal(meeting_plan(c, two.relationship, &f, &second), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 9 * DAY + 12 * 3600); /* 10 March, 20:00 */
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_CLOSE), 0);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2; i++) {
		c = later(t, DAY / 2);
		assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_CLOSE), 1);
		assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_CLOSE), 1);
		assert_int_equal(test_close(t, OK), OK);
	}
	c = later(t, 9 * DAY); /* 20 March, 20:00 */
	c->who = two.mentee;
	assert_int_equal(meeting_close(c, second, &said), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_MEETING_CLOSE), 1);
	assert_int_equal(test_close(t, OK), OK);
}

static void
part11_a_promise_is_due(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	two_prepare(c, &two);
	c->who = two.mentee;
	for (int i = 0; i < 3; i++)
		assert_int_equal(
			commitment_add(c, two.relationship, 0, "I will", "2027-03-03", &id), OK);
	assert_int_equal(commitment_add(c, two.relationship, 0, "Later", "2027-03-05", &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	for (int day = 1; day <= 6; day++) { /* at 9:00 of 2 to 7 March */
		const int so_far[] = { 0, 1, 1, 2, 2, 2, 2 };

		c = later(t, DAY);
		assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_COMMITMENT_DUE), so_far[day]);
		assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_COMMITMENT_DUE), 0);
		assert_int_equal(test_close(t, OK), OK);
	}
}

/* Not while a meeting is planned, and not after one that was held. */
static void
part11_somebody_waits(void **state)
{
	struct meeting_form f = { .starts = "2027-04-20T10:00", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	sql_preparation_ready_insert(c, two.relationship, two.mentor, c->now);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 2 * DAY);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_PREPARATION_REMINDER), 0);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 3; i++) {
		c = later(t, DAY);
		assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_PREPARATION_REMINDER), 1);
		assert_int_equal(told(c, two.mentor, PRACTICE_LETTER_PREPARATION_REMINDER), 0);
		assert_int_equal(test_close(t, OK), OK);
	}
	c = test_open(t);
	c->who = two.mentee;
	sql_preparation_ready_insert(c, two.relationship, two.mentee, c->now);
	assert_int_equal(gate_set(c, two.programme, PRACTICE_GATE_ROLE_READ, "off"), OK);
	assert_int_equal(gate_set(c, two.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	assert_int_equal(meeting_plan(c, two.relationship, &f, &id), OK);
	assert_int_equal(commitment_add(c, two.relationship, 0, "x", "2027-03-08", &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY); /* 7 March: due tomorrow, but they meet anyway */
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_COMMITMENT_DUE), 0);
	assert_int_equal(test_close(t, OK), OK);
}

/* Both as the programme has set it: hours before a meeting, and days for one's answers. */
static void
part11_as_the_programme_has_set(void **state)
{
	struct meeting_form f = { .starts = "2027-03-20T09:00", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	assert_int_equal(
		threshold_set(c, two.programme, PRACTICE_THRESHOLD_MEETING_REMINDER, 72), OK);
	assert_int_equal(
		threshold_set(c, two.programme, PRACTICE_THRESHOLD_PREPARATION_DAYS, 8), OK);
	sql_preparation_ready_insert(c, two.relationship, two.mentor, c->now);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 7 * DAY);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_PREPARATION_REMINDER), 0);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 2 * DAY);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_PREPARATION_REMINDER), 1);
	sql_preparation_ready_insert(c, two.relationship, two.mentee, c->now);
	assert_int_equal(gate_set(c, two.programme, PRACTICE_GATE_ROLE_READ, "off"), OK);
	assert_int_equal(gate_set(c, two.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	c->who = two.mentee;
	assert_int_equal(meeting_plan(c, two.relationship, &f, &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 7 * DAY); /* 17 March, 9:00: 72 hours before */
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_REMINDER), 1);
	assert_int_equal(test_close(t, OK), OK);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { T(part11_a_meeting_is_near), T(n6_allies_are_reminded),
		T(part11_a_promise_is_due), T(part11_no_letter_about_what_was),
		T(part11_a_meeting_waits_to_be_closed), T(part11_somebody_waits),
		T(part11_as_the_programme_has_set) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
