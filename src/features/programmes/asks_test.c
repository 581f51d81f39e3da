/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"

/* A1: preparing is a gate like others; what a programme had set before is what holds. */
static void
a1_prepared_is_a_gate(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct programme p;

	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_PREPARED), GATE_REQUIRE);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PREPARED, "remind"), OK);
	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_PREPARED), GATE_REMIND);
	assert_true(sql_programme_get(c, t.programme, &p));
	assert_string_equal(p.readiness, "remind");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
gates_begin_as_the_template_says(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_PLEDGE), GATE_REQUIRE);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_PLEDGE), GATE_OFF);
	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_ROLE_READ), GATE_REQUIRE);
	assert_int_equal(gate_set(c, t.programme, "no-such-gate", "off"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Another number than the practice's holds at once, within its range; the practice's takes it back. */
static void
thresholds_of_a_programme(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	assert_int_equal(threshold(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY), 90);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY, 60), OK);
	assert_int_equal(threshold(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY), 60);
	assert_int_equal(
		threshold_set(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY, 181), INVALID);
	c->problems = NULL;
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY, 90), OK);
	assert_int_equal(threshold(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY), 90);
	assert_int_equal(
		threshold_set(c, t.programme, PRACTICE_THRESHOLD_QUIET_FROM, 20), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Mechanics: before a number is changed one sees how many it would concern. */
static void
who_would_be_concerned(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->now += 20 * DAY;
	assert_int_equal(
		threshold_concerned(c, t.programme, PRACTICE_THRESHOLD_PROFILE_COMPLETE, 30), 0);
	assert_int_equal(
		threshold_concerned(c, t.programme, PRACTICE_THRESHOLD_PROFILE_COMPLETE, 7), 2);
	assert_int_equal(
		threshold_concerned(c, t.programme, PRACTICE_THRESHOLD_INVITATION_ACCEPTED, 7), 0);
	assert_int_equal(
		threshold_concerned(c, t.programme, PRACTICE_THRESHOLD_CONCERN_ANSWER, 10), -1);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a1_prepared_is_a_gate, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			gates_begin_as_the_template_says, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			thresholds_of_a_programme, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(who_would_be_concerned, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
