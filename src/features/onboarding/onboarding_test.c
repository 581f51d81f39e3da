/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/agreement/agreement.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/onboarding/onboarding.h"
#include "features/programmes/asks.h"
#include "features/sheets/sheets.h"

static const struct beginning_form all = { .role = true, .limits = true, .points = true };
static const struct meeting_form in_a_week = {
	.starts = "2027-03-08T10:00", .minutes = 60, .place = ""
};

/* A4, A5, A11, A13: all three are ticked, the day is kept, signing again changes nothing. */
static void
a4_a5_a11_a13_each_signs(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);
	struct beginning b;

	assert_true(beginning_asked(c, &p));
	assert_int_equal(
		beginning_sign(c, t.relationship,
			&(struct beginning_form){ .role = true, .limits = false, .points = true }),
		INVALID);
	assert_non_null(problem_of(c, "limits"));
	c->problems = NULL;
	assert_int_equal(beginning_sign(c, t.relationship, &all), OK);
	c->now += 3600;
	assert_int_equal(beginning_sign(c, t.relationship, &all), OK);
	beginning_state(c, &p, &b);
	assert_int_equal(b.signed_at, c->now - 3600);
	assert_false(b.ready);
	assert_false(beginning_asked(c, &p));
	c->who = t.stranger;
	assert_int_equal(beginning_sign(c, t.relationship, &all), NOT_FOUND);
	p = pair_as(c, &t, t.mentor);
	assert_int_equal(beginning_sign(c, t.relationship, &all), OK);
	beginning_state(c, &p, &b);
	assert_true(b.ready);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A programme may require it before the first meeting, or not ask for it at all. */
static void
gates_hold_the_first_meeting(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);
	int64_t id;

	two_answer(c, &t);
	assert_non_null(meeting_comes_first(c, &p)); /* a formal programme requires it */
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "remind"), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_ROLE_READ, "remind"), OK);
	assert_null(meeting_comes_first(c, &p)); /* reminded, not held up */
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "require"), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_ROLE_READ, "require"), OK);
	assert_non_null(meeting_comes_first(c, &p));
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), CONFLICT);
	assert_int_equal(beginning_sign(c, t.relationship, &all), OK);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), CONFLICT);
	c->who = t.mentor;
	assert_int_equal(beginning_sign(c, t.relationship, &all), OK);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_ROLE_READ, "off"), OK);
	p = pair_as(c, &t, t.mentee);
	assert_false(beginning_asked(c, &p));
	assert_int_equal(test_close(*state, OK), OK);
}

/* A2: six things with whose turn it is; starting until each has been touched. */
static void
a2_six_things(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentor);
	struct checklist_item_rows six;
	int done;

	six = checklist(c, &p, &done);
	assert_int_equal(six.n, 6);
	assert_int_equal(done, 0);
	assert_false(checklist_touched(&six));
	assert_string_equal(six.v[2].id, "goals");
	assert_string_equal(six.v[2].owner, "Jonas");
	two_prepare(c, &t);
	six = checklist(c, &p, &done);
	assert_int_equal(done, 1);
	assert_string_equal(six.v[0].state, "done");
	assert_string_equal(six.v[0].owner, "");
	assert_string_equal(six.v[5].state, "untouched");
	p = pair_as(c, &t, t.mentee);
	six = checklist(c, &p, &done);
	assert_string_equal(six.v[2].owner, "you");
	/* Whoever has said something waits for the other one: limits, a proposal, a goal. */
	sql_sheet_ready_insert(c, t.relationship, "boundaries", t.mentee, c->now);
	assert_string_equal(checklist(c, &p, &done).v[1].owner, "Amara");
	sql_agreement_insert(c, 77, t.relationship, 1, t.mentor, c->now, "", "", "", "", "", "", "",
		"", "", "", "", "", 24, 0, 0);
	six = checklist(c, &p, &done);
	assert_string_equal(six.v[1].owner, "you");
	assert_string_equal(six.v[1].state, "begun");
	for (int64_t id = 88; id < 90;
		id++) { /* two goals to which one says yes are none of both */
		sql_goal_insert(c, id, t.relationship, t.mentee, "Speak up", "", "", "", "", "", 0,
			"", "", "", "", "short", 0, "", 0, c->now, c->now);
		sql_goal_accept(c, id, t.mentee, 1, c->now);
	}
	six = checklist(c, &p, &done);
	assert_string_equal(six.v[2].state, "begun");
	assert_string_equal(six.v[2].owner, "Amara");
	sql_goal_accept(c, 88, t.mentor, 1, c->now);
	assert_string_equal(checklist(c, &p, &done).v[2].state, "done");
	assert_int_equal(test_close(*state, OK), OK);
}

/* A4, A5: who joins takes on all of his roles there, before anybody is found for him. */
static void
a4_a5_taken_on_when_joining(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct enrolled e;

	c->who = t.stranger;
	assert_false(enrolment_state(c, t.programme, &e));
	assert_int_equal(enrolment_take(c, t.programme, &(struct enrolment_form){ .role = true }),
		NOT_FOUND);
	assert_int_equal(
		participant_save(c, t.programme, t.stranger, "mentor", 1, NULL, NULL, NULL), OK);
	assert_int_equal(
		participant_save(c, t.programme, t.stranger, "mentee", -1, NULL, NULL, NULL), OK);
	assert_true(enrolment_state(c, t.programme, &e));
	assert_int_equal(enrolment_taken_at(&e), 0);
	assert_int_equal(
		enrolment_take(c, t.programme, &(struct enrolment_form){ .role = false }), INVALID);
	assert_non_null(problem_of(c, "role"));
	c->problems = NULL;
	assert_int_equal(
		enrolment_take(c, t.programme, &(struct enrolment_form){ .role = true }), OK);
	assert_true(enrolment_state(c, t.programme, &e));
	assert_int_equal(e.mentor_at, c->now);
	assert_int_equal(enrolment_taken_at(&e), c->now);
	c->who = t.manager; /* looks after it, and takes no part */
	assert_false(enrolment_state(c, t.programme, &e));
	assert_int_equal(test_close(*state, OK), OK);
}

/* A11, A13: promised when joining, it is a signature on the day on which the two begin; not before, and what is
 * signed stays when the promise is taken back. */
static void
a11_a13_promised_ahead_is_signed_at_the_start(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const struct promise_ahead_form half = { .limits = false, .points = true };
	const struct promise_ahead_form both = { .limits = true, .points = true };
	struct beginning b;
	struct pair p;
	int64_t id = 0;

	assert_int_equal(
		participant_save(c, t.programme, t.stranger, "mentee", -1, NULL, NULL, NULL), OK);
	c->who = t.stranger;
	assert_int_equal(promise_ahead(c, t.programme, &half), INVALID);
	assert_non_null(problem_of(c, "limits"));
	assert_null(problem_of(c, "points"));
	c->problems = NULL;
	assert_int_equal(promise_ahead(c, t.programme, &both), OK);
	c->now += 30 * 86400;
	assert_int_equal(relationship_start(c, t.programme, t.mentor, t.stranger, &id), OK);
	assert_int_equal(pair_get(c, id, &p), OK);
	beginning_state(c, &p, &b);
	assert_int_equal(b.signed_at, c->now);
	assert_int_equal(b.partner_signed_at, 0);
	assert_int_equal(promise_ahead_back(c, t.programme), OK);
	beginning_state(c, &p, &b);
	assert_int_equal(b.signed_at, c->now);
	c->who = t.mentor; /* signed nothing ahead, so he is asked */
	assert_int_equal(pair_get(c, id, &p), OK);
	assert_true(beginning_asked(c, &p));
	c->who = t.admin;
	assert_int_equal(promise_ahead(c, t.programme, &both), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A7: whoever joins reads how a mentor differs from a coach, in each language. */
static void
a7_a_mentor_is_not_a_coach(void **state)
{
	struct ctx *c = test_open(*state);
	struct difference_rows rows = differences_read(c);

	assert_true(rows.n >= 4);
	for (int i = 0; i < rows.n; i++) {
		assert_true(*rows.v[i].name && *rows.v[i].mentor && *rows.v[i].coach);
		assert_string_not_equal(rows.v[i].mentor, rows.v[i].coach);
	}
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(a4_a5_a11_a13_each_signs),
		TEST(gates_hold_the_first_meeting), TEST(a2_six_things),
		TEST(a4_a5_taken_on_when_joining),
		TEST(a11_a13_promised_ahead_is_signed_at_the_start),
		TEST(a7_a_mentor_is_not_a_coach) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
