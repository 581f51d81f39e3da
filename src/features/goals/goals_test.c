/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "features/goals/goals.h"
#include "features/relationships/relationships.h"

static const struct goal_form sample = {
	.title = "Increase email campaign conversion rates by 10% within the next quarter",
	.specific = "Rework the three mails of our welcome campaign.",
	.metric = "Readers who do what the mail asks for",
	.unit = "per mille",
	.baseline = "40",
	.target = "10",
	.target_percent = true,
	.achievable = "I can test two versions a week.",
	.relevant = "Campaigns are my field.",
	.due_on = "2027-05-30",
	.horizon = "short",
};

/* E2: SMART only if all five checks pass, and the first that fails is named. */
static void
e2_five_checks(void **state)
{
	struct goal g = { .title = "t",
		.specific = "s",
		.metric = "m",
		.achievable = "a",
		.relevant = "r",
		.due_on = "2027-05-30",
		.target = "",
		.baseline = "",
		.state = "open" };
	const char **parts[] = { &g.specific, &g.metric, &g.achievable, &g.relevant, &g.due_on };
	bool passes[SMART_CHECKS];

	(void)state;
	assert_true(goal_checks(&g, passes));
	for (int i = 0; i < SMART_CHECKS; i++) {
		const char *kept = *parts[i];

		*parts[i] = "";
		assert_false(goal_checks(&g, passes));
		for (int k = 0; k < SMART_CHECKS; k++)
			assert_int_equal(passes[k], k != i);
		*parts[i] = kept;
	}
	g.target = "10";
	g.target_percent = 1; /* ten percent of what? */
	assert_false(goal_checks(&g, passes));
	g.baseline = "40";
	assert_true(goal_checks(&g, passes));
}

/* E3: the sample goal computes its target from the baseline. */
static void
e3_target_from_baseline(void **state)
{
	struct arena *mem = arena_new(0);
	struct goal g = { .baseline = "40",
		.target = "10",
		.target_percent = 1,
		.current = "41",
		.state = "open" };

	(void)state;
	assert_string_equal(goal_target_value(mem, &g), "44");
	assert_int_equal(goal_percent(&g), 25);
	g.target_percent = 0;
	g.target = "2,5";
	g.baseline = "0";
	g.current = "5";
	assert_string_equal(goal_target_value(mem, &g), "2.5");
	assert_int_equal(goal_percent(&g), 100);
	g.target = "";
	assert_int_equal(goal_percent(&g), -1);
	arena_free(mem);
}

static void
decimals(void **state)
{
	static const char *const right[][2] = { { "0", "0" }, { "12", "12" }, { "-3.50", "-3.5" },
		{ "2,25", "2.25" }, { "999999999999.999999", "999999999999.999999" } };
	static const char *const wrong[] = { "9223372036854775808", "", "-", ".5", "1.", "1e3",
		"0x10", "1.2.3", "NaN", "1000000000000", "1.0000001", " 1", "1 " };
	struct arena *mem = arena_new(0);
	int64_t n;

	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		assert_true(decimal_read(right[i][0], &n));
		assert_string_equal(decimal_text(mem, n), right[i][1]);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(decimal_read(wrong[i], &n));
	arena_free(mem);
}

static void
life_of_a_goal(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = sample;
	struct goal g;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &f, &id), OK);
	assert_true(sql_goal_get(c, id, &g));
	assert_string_equal(g.title, sample.title);
	assert_string_equal(g.current, "40"); /* progress starts at the baseline */
	assert_true(goal_card_of(c, &g).smart);

	f.due_on = "";
	f.version = g.version;
	c->who = t.mentor;
	assert_int_equal(goal_change(c, id, &f), OK);
	sql_goal_get(c, id, &g);
	assert_false(goal_card_of(c, &g).smart);
	assert_true(*goal_card_of(c, &g).failing);
	/* The version that the first one read is old by now: nothing is overwritten. */
	assert_int_equal(goal_change(c, id, &f), CONFLICT);

	assert_int_equal(goal_progress(c, id, "42"), OK);
	assert_int_equal(goal_progress(c, id, "much"), INVALID);
	assert_int_equal(goal_complete(c, id), OK);
	assert_int_equal(goal_complete(c, id), OK);
	assert_int_equal(goal_progress(c, id, "43"), CONFLICT);
	assert_int_equal(goal_reopen(c, id), OK);
	assert_int_equal(goal_progress(c, id, "43"), OK);

	assert_int_equal(relationship_end(c, t.relationship), OK);
	assert_int_equal(goal_add(c, t.relationship, &sample, &id), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* What is counted without opening a text is what the opened texts say. */
static void
counted_as_they_are_checked(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = sample;
	const char **parts[] = { NULL, &f.specific, &f.metric, &f.achievable, &f.relevant,
		&f.due_on, &f.baseline };
	struct goal_card_rows cards;
	int64_t open, smart, opened = 0, id;

	c->who = t.mentee;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		f = sample;
		f.target_percent = false;
		if (parts[i])
			*parts[i] = "";
		assert_int_equal(goal_add(c, t.relationship, &f, &id), OK);
	}
	cards = goal_cards(c, t.relationship, "open");
	for (int i = 0; i < cards.n; i++)
		opened += cards.v[i].smart;
	goals_count(c, t.relationship, &open, &smart);
	assert_int_equal(open, 7);
	assert_int_equal(smart, 2); /* the sample, and the one without a number for today */
	assert_int_equal(opened, smart);
	assert_int_equal(goal_complete(c, id), OK);
	goals_count(c, t.relationship, &open, &smart);
	assert_int_equal(open, 6);
	assert_int_equal(smart, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
nobody_else_is_let_near(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &sample, &id), OK);
	c->who = t.mentor;
	assert_true(standing_goal(c, id) & STANDING_PARTICIPANT);
	for (int i = 0; i < 3; i++) {
		c->who = i == 0 ? t.manager : i == 1 ? t.admin : t.stranger;
		assert_int_equal(standing_goal(c, id), 0);
	}
	c->who = 0;
	assert_int_equal(standing_goal(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(e2_five_checks),
		cmocka_unit_test(e3_target_from_baseline),
		cmocka_unit_test(decimals),
		cmocka_unit_test_setup_teardown(life_of_a_goal, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			counted_as_they_are_checked, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(nobody_else_is_let_near, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
