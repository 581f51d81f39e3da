/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/onboarding/onboarding.h"
#include "features/programmes/asks.h"

static const struct beginning_form all = { .role = true, .limits = true, .points = true };
static const struct meeting_form in_a_week = {
	.starts = "2027-03-08T10:00", .minutes = 60, .place = ""
};

static struct pair
pair_as(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return p;
}

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

	two_prepare(c, &t);
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
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(a4_a5_a11_a13_each_signs),
		TEST(gates_hold_the_first_meeting), TEST(a2_six_things) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
