/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "features/preparation/preparation.h"

static const struct preparation_form mentee_says = { .wants = "To lead a review",
	.brings = "Questions",
	.expects = "An hour a month",
	.gains = "" };
static const struct preparation_form mentor_says = { .wants = "To be useful",
	.brings = "Mistakes, well documented",
	.expects = "That you say no",
	.gains = "The field" };

static bool
reads(struct ctx *c, const struct two *t, int64_t who, const char *text)
{
	struct preparation_answer_rows rows = sql_preparation_list(c, t->relationship, who);

	for (int i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].body, text))
			return true;
	return false;
}

/* A1: answers are one's own until both sides are ready; then each reads the other's. */
static void
a1_private_then_side_by_side(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct preparation_state s;
	struct pair p;

	c->who = t.mentee;
	assert_int_equal(preparation_finish(c, t.relationship, &mentee_says), OK);
	assert_true(reads(c, &t, t.mentee, "To lead a review"));
	assert_false(reads(c, &t, t.mentor, "To lead a review"));

	c->who = t.mentor;
	assert_int_equal(preparation_save(c, t.relationship, &mentor_says), OK);
	assert_false(reads(c, &t, t.mentee, "The field"));
	assert_int_equal(preparation_finish(c, t.relationship, &mentor_says), OK);
	assert_true(reads(c, &t, t.mentee, "The field"));
	assert_true(reads(c, &t, t.mentor, "To lead a review"));
	pair_get(c, t.relationship, &p);
	preparation_state(c, &p, &s);
	assert_true(s.mine && s.theirs && s.required);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A3: the mentor is asked one more question; every question needs an answer before "I am ready". */
static void
a3_a_mentor_is_asked_more(void **state)
{
	struct preparation_form f = mentor_says;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	f.gains = "";
	c->who = t.mentor;
	assert_int_equal(preparation_finish(c, t.relationship, &f), INVALID);
	assert_non_null(problem_of(c, "gains"));
	assert_null(problem_of(c, "wants"));
	c->problems = NULL;
	c->who = t.mentee;
	assert_int_equal(preparation_finish(c, t.relationship, &f), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Saying it twice keeps what was changed and tells nobody again. */
static void
ready_twice(void **state)
{
	struct preparation_form f = mentee_says;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->who = t.mentee;
	assert_int_equal(preparation_finish(c, t.relationship, &f), OK);
	f.wants = "To lead two reviews";
	assert_int_equal(preparation_finish(c, t.relationship, &f), OK);
	assert_true(reads(c, &t, t.mentee, "To lead two reviews"));
	assert_int_equal(sql_preparation_list(c, t.relationship, t.mentee).n, 3);
	c->who = t.stranger;
	assert_int_equal(preparation_save(c, t.relationship, &f), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a1_private_then_side_by_side, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			a3_a_mentor_is_asked_more, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(ready_twice, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
