/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/notices/notices.h"
#include "features/relationships/relationships.h"

static const struct goal_form sample = {
	.title = "Increase email campaign conversion rates by 10% within the next quarter",
	.specific = "Rework the three mails of our welcome campaign.",
	.metric = "Readers who do what the mail asks for",
	.unit = "% of readers",
	.baseline = "2.5",
	.target = "10",
	.target_percent = true,
	.achievable = "I can test two versions a week.",
	.relevant = "Campaigns are my field.",
	.due_on = "2027-05-30",
	.horizon = "short",
	.level1 = "",
	.level2 = "",
	.level3 = "",
	.level4 = "",
	.level5 = "",
	.career = "",
	.reason = "",
};

static enum result
stands(struct ctx *c, int64_t goal, const char *current, int64_t level)
{
	return goal_progress(
		c, goal, &(struct progress_form){ .current = current, .level = level, .note = "" });
}

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
		.scale = "",
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
		.scale = "",
		.state = "open" };

	(void)state;
	assert_string_equal(goal_target_value(mem, &g), "44");
	assert_int_equal(goal_percent(&g), 25);
	g.baseline = "2,5";
	g.current = "2.6";
	assert_string_equal(goal_target_value(mem, &g), "2.75");
	assert_int_equal(goal_percent(&g), 40);
	g.target = "-10";
	assert_string_equal(goal_target_value(mem, &g), "2.25");
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

/* E3: what the sample leads to can be understood where it is written and where it is read, in both languages. */
static void
e3_target_in_words(void **state)
{
	struct arena *mem = arena_new(0);
	struct ctx en = { .mem = mem, .lang = &lang_en },
		   de = { .mem = mem, .lang = lang_find("de") };
	struct goal g = { .title = "",
		.specific = "",
		.metric = "",
		.unit = "%",
		.baseline = "2.5",
		.target = "10",
		.target_percent = 1,
		.current = "2,6",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.scale = "",
		.state = "open" };

	(void)state;
	assert_string_equal(goal_card_of(&en, &g).target, "2.75 % (+10 %)");
	assert_string_equal(goal_card_of(&en, &g).current, "2.6");
	assert_string_equal(goal_card_of(&de, &g).target, "2,75 % (+10 %)");
	assert_string_equal(goal_card_of(&de, &g).from, "2,5");
	assert_string_equal(goal_change_explained(&en, "2.5", "10", true),
		"From 2.5, a change of +10 % leads to 2.75.");
	assert_non_null(strstr(goal_change_explained(&de, "2.5", "-10", true), "2,25"));
	assert_string_equal(goal_change_explained(&en, "2.5", "10", false), "");
	assert_string_equal(goal_change_explained(&en, "", "10", true), "");
	g.target_percent = 0;
	assert_string_equal(goal_card_of(&en, &g).target, "10 %");
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
	assert_string_equal(g.current, "2.5"); /* progress starts at the baseline */
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

	assert_int_equal(stands(c, id, "42", 0), OK);
	assert_int_equal(stands(c, id, "much", 0), INVALID);
	assert_int_equal(goal_complete(c, id), OK);
	assert_int_equal(goal_complete(c, id), OK);
	/* The other one hears of it, once, and not what it was. */
	assert_int_equal(sql_notice_list(c, t.mentee, c->now, 10, 0).n, 1);
	assert_string_equal(
		sql_notice_list(c, t.mentee, c->now, 10, 0).v[0].kind, PRACTICE_LETTER_GOAL_DONE);
	assert_int_equal(stands(c, id, "43", 0), CONFLICT);
	assert_int_equal(goal_reopen(c, id), OK);
	assert_int_equal(stands(c, id, "43", 0), OK);

	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
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

/* E9: paused and dropped with a reason, taken up again, and all of it in its history. */
static void
e9_nothing_is_gone(void **state)
{
	static const char *const kinds[] = { "reopened", "dropped", "resumed", "paused", "made" };
	struct adjustment_form f = { .what = "pause", .reason = "A new child" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_change_rows h;
	struct goal g;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &sample, &id), OK);
	assert_int_equal(goal_adjust(c, id, &f), OK);
	sql_goal_get(c, id, &g);
	assert_string_equal(g.state, "paused");
	assert_int_equal(sql_goal_list(c, t.relationship, "open").n, 0);
	assert_int_equal(sql_goal_list(c, t.relationship, "paused").n, 1);
	assert_int_equal(goal_change(c, id, &sample), CONFLICT);
	assert_int_equal(stands(c, id, "42", 0), CONFLICT);
	assert_int_equal(goal_reopen(c, id), OK);
	f.what = "drop";
	f.reason = "It no longer fits";
	assert_int_equal(goal_adjust(c, id, &f), OK);
	assert_int_equal(goal_adjust(c, id, &f), CONFLICT);
	assert_int_equal(goal_reopen(c, id), OK);
	h = sql_goal_change_list(c, id, 99, 0);
	assert_int_equal(h.n, 5);
	for (int i = 0; i < h.n; i++)
		assert_string_equal(h.v[i].kind, kinds[i]);
	assert_string_equal(h.v[1].reason, "It no longer fits");
	assert_string_equal(h.v[3].reason, "A new child");
	assert_int_equal(test_close(*state, OK), OK);
}

/* E10, E9: both accept the same words; a change of them needs a reason and is kept. */
static void
e10_both_accept(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = sample;
	struct goal_change_rows h;
	struct goal g;
	int64_t id;

	c->who = t.mentee;
	f.due_on = "";
	assert_int_equal(goal_add(c, t.relationship, &f, &id), OK);
	assert_int_equal(goal_accept(c, id, 1), CONFLICT); /* a draft */
	assert_int_equal(goal_change(c, id, &sample), OK);
	sql_goal_get(c, id, &g);
	assert_int_equal(goal_accept(c, id, g.wording - 1), CONFLICT); /* not what was read */
	assert_int_equal(goal_accept(c, id, g.wording), OK);
	assert_int_equal(sql_goal_agreed_count(c, t.relationship), 0);
	assert_int_equal(goal_change(c, id, &sample), OK); /* nothing changes: no reason asked */
	c->who = t.mentor;
	assert_int_equal(goal_accept(c, id, g.wording), OK);
	assert_int_equal(sql_goal_agreed_count(c, t.relationship), 1);

	f = sample;
	f.target = "5";
	assert_int_equal(goal_change(c, id, &f), INVALID);
	assert_non_null(problem_of(c, "reason"));
	c->problems = NULL;
	f.reason = "The budget was cut";
	assert_int_equal(goal_change(c, id, &f), OK);
	assert_int_equal(sql_goal_agreed_count(c, t.relationship), 0);
	h = sql_goal_change_list(c, id, 99, 0);
	assert_string_equal(h.v[0].kind, "changed");
	assert_string_equal(h.v[0].reason, "The budget was cut");
	assert_non_null(strstr(h.v[0].was, "2.75"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* M11: where a goal has numbers, five levels are proposed in words: the target is expected, today is the lowest. What the
 * numbers do not tell stays open. */
static void
m11_levels_from_numbers(void **state)
{
	static const struct {
		const char *baseline, *target, *unit;
		bool percent;
		const char *said[GOAL_LEVELS]; /* NULL first: nothing is proposed */
	} rows[] = {
		{ "0", "4", "parts", false,
			{ "0 parts, as today", "2 parts", "4 parts", "5 parts", "6 parts" } },
		{ "22", "11", "meetings", false,
			{ "22 meetings, as today", "16 meetings", "11 meetings", "8 meetings",
				"5 meetings" } },
		{ "2.5", "3.5", "", false, { "2.5, as today", "3", "3.5", "3.75", "4" } },
		{ "40", "10", "mails", true,
			{ "40 mails, as today", "42 mails", "44 mails", "45 mails", "46 mails" } },
		{ "0", "1", "talk", false,
			{ "0 talk, as today", "", "1 talk", "2 talk", "3 talk" } },
		{ "3", "0", "errors", false,
			{ "3 errors, as today", "1 errors", "0 errors", "", "" } },
		{ "", "4", "parts", false, { NULL } },
		{ "some", "4", "parts", false, { NULL } },
		{ "4", "4", "parts", false, { NULL } },
		{ "1", "", "", false, { NULL } },
	};
	struct ctx *c = test_open(*state);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct goal g = { .baseline = rows[i].baseline,
			.target = rows[i].target,
			.unit = rows[i].unit,
			.target_percent = rows[i].percent,
			.scale = "" };
		const char *said[GOAL_LEVELS];

		assert_int_equal(goal_levels_propose(c, &g, said), rows[i].said[0] != NULL);
		for (int k = 0; rows[i].said[0] && k < GOAL_LEVELS; k++)
			assert_string_equal(said[k], rows[i].said[k]);
	}
	assert_int_equal(test_close(*state, OK), OK);
}

/* M11: five levels instead of a number; on the date both say where it stands, then the next is set. */
static void
m11_both_rate_on_a_date(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = sample;
	struct goal_card card;
	int64_t id, at;
	struct goal g;

	c->who = t.mentee;
	f.metric = f.baseline = f.target = f.unit = "";
	f.target_percent = false;
	f.level1 = "I say nothing";
	assert_int_equal(goal_add(c, t.relationship, &f, &id), INVALID);
	assert_non_null(problem_of(c, "level2"));
	c->problems = NULL;
	f.level2 = "I speak when asked";
	f.level3 = "I speak once";
	f.level4 = "I lead a part";
	f.level5 = "I lead all of it";
	assert_int_equal(goal_add(c, t.relationship, &f, &id), OK);
	sql_goal_get(c, id, &g);
	card = goal_card_of(c, &g);
	assert_true(card.smart && card.scaled);
	assert_int_equal(card.percent, -1);
	assert_int_equal(stands(c, id, "3", 0), INVALID);
	c->problems = NULL;
	assert_int_equal(stands(c, id, "", 3), OK);
	sql_goal_get(c, id, &g);
	assert_int_equal(goal_percent(&g), 50);
	assert_string_equal(goal_card_of(c, &g).current, "I speak once");

	assert_int_equal(sql_goal_due_id(c, t.relationship, t.mentee, c->now), 0);
	c->now = at = g.review_at;
	assert_int_equal(sql_goal_due_id(c, t.relationship, t.mentee, c->now), id);
	assert_int_equal(stands(c, id, "", 4), OK);
	assert_int_equal(sql_goal_due_id(c, t.relationship, t.mentee, c->now), 0);
	assert_int_equal(sql_goal_due_id(c, t.relationship, t.mentor, c->now), id);
	c->who = t.mentor;
	assert_int_equal(stands(c, id, "", 3), OK);
	sql_goal_get(c, id, &g);
	assert_int_equal(g.review_at, at + 28 * 86400);
	assert_int_equal(sql_goal_due_id(c, t.relationship, t.mentor, c->now), 0);
	assert_int_equal(sql_goal_point_list(c, id, 0).n, 3);
	assert_int_equal(test_close(*state, OK), OK);
}

/* E8: a short-term goal serves a long-term one of the same two. */
static void
e8_children(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = sample;
	int64_t far, near;

	c->who = t.mentee;
	f.horizon = "long";
	assert_int_equal(goal_add(c, t.relationship, &f, &far), OK);
	f.parent = far;
	assert_int_equal(goal_add(c, t.relationship, &f, &near), INVALID);
	c->problems = NULL;
	f.horizon = "short";
	assert_int_equal(goal_add(c, t.relationship, &f, &near), OK);
	assert_int_equal(sql_goal_children(c, far).v[0].id, near);
	f.parent = near;
	assert_int_equal(goal_add(c, t.relationship, &f, &near), INVALID);
	assert_int_equal(test_close(*state, OK), OK);
}

/* E2: the conversation changes the part that it asks about, and nothing else. */
static void
e2_one_question_at_a_time(void **state)
{
	struct part_form p = { .part = "relevant",
		.specific = "",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.level1 = "",
		.level2 = "",
		.level3 = "",
		.level4 = "",
		.level5 = "",
		.achievable = "",
		.relevant = "It opens a door",
		.due_on = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal g;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &sample, &id), OK);
	assert_int_equal(goal_answer(c, id, &p), OK);
	sql_goal_get(c, id, &g);
	assert_string_equal(g.relevant, "It opens a door");
	assert_string_equal(g.specific, sample.specific);
	assert_string_equal(g.due_on, sample.due_on);
	p.version = g.version - 1;
	assert_int_equal(goal_answer(c, id, &p), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* E1, E7: each side says what it hopes for; the career is the mentee's. */
static void
e1_direction(void **state)
{
	struct direction_form f = { .hope = "Both: calm",
		.aim = "leadership",
		.career = "A team of my own",
		.path = "advance",
		.skills = "Delegating",
		.experiences = "A project",
		.industries = "",
		.roles = "",
		.learn = "To say no",
		.grow = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct direction d;

	c->who = t.mentor;
	assert_int_equal(direction_save(c, t.relationship, &f), OK);
	sql_direction_get(c, t.relationship, t.mentor, &d);
	assert_string_equal(d.aim, "leadership");
	assert_string_equal(d.career, "");
	c->who = t.mentee;
	assert_int_equal(direction_save(c, t.relationship, &f), OK);
	f.aim = "skills";
	assert_int_equal(direction_save(c, t.relationship, &f), OK);
	sql_direction_get(c, t.relationship, t.mentee, &d);
	assert_string_equal(d.aim, "skills");
	assert_string_equal(d.skills, "Delegating");
	assert_int_equal(sql_direction_list(c, t.relationship).n, 2);
	c->who = t.stranger;
	assert_int_equal(direction_save(c, t.relationship, &f), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(e2_five_checks),
		cmocka_unit_test(e3_target_from_baseline),
		cmocka_unit_test(e3_target_in_words),
		cmocka_unit_test(decimals),
		cmocka_unit_test_setup_teardown(life_of_a_goal, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			counted_as_they_are_checked, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(nobody_else_is_let_near, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e9_nothing_is_gone, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e10_both_accept, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(m11_both_rate_on_a_date, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(m11_levels_from_numbers, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e8_children, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			e2_one_question_at_a_time, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e1_direction, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
