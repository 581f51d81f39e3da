/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/advice/advice.h"
#include "features/plan/plan.h"
#include "features/programmes/asks.h"
#include "features/talk/talk.h"

static int64_t
noted(struct ctx *c, const struct two *t, const char *body, const char *given_on)
{
	const struct advice_form f = { .body = body, .given_on = given_on };
	int64_t id = 0;

	assert_int_equal(advice_note(c, t->relationship, &f, &id), OK);
	return id;
}

/* A6: the mentee marks it as tried, with the day and what became of it; the mentor reads it and cannot. */
static void
a6_tried_with_day_and_result(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct tried_form f = { .tried_on = "2027-02-28", .result = "They waited for me" };
	struct advice a;
	int64_t id;

	c->who = t.mentor;
	id = noted(c, &t, "Ask before the meeting", "2027-02-20");
	assert_int_equal(advice_try(c, id, &f), FORBIDDEN);
	assert_int_equal(advice_aside(c, id), FORBIDDEN);
	c->who = t.mentee;
	assert_int_equal(advice_try(c, id, &f), OK);
	assert_true(sql_advice_get(c, id, "", &a));
	assert_string_equal(a.state, "tried");
	assert_string_equal(a.tried_on, "2027-02-28");
	assert_string_equal(a.result, "They waited for me");
	f.tried_on = "2027-02-19"; /* before it was given */
	assert_int_equal(advice_try(c, id, &f), INVALID);
	assert_non_null(problem_of(c, "tried_on"));
	c->problems = NULL;
	f.tried_on = "2028-01-01";
	assert_int_equal(advice_try(c, id, &f), INVALID);
	c->problems = NULL;
	assert_int_equal(advice_again(c, id), OK);
	assert_true(sql_advice_get(c, id, "", &a));
	assert_string_equal(a.state, "open");
	assert_string_equal(a.result, "");
	assert_int_equal(advice_remove(c, id), FORBIDDEN); /* the mentor wrote it down */
	c->who = t.mentor;
	assert_int_equal(advice_remove(c, id), OK);
	assert_int_equal(standing_advice(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A6: after thirty days, or as many as the programme says, what was not tried comes first. */
static void
a6_untried_for_thirty_days(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);
	struct advice_rows rows;
	int64_t first, second;

	first = noted(c, &t, "Say no once a week", "");
	assert_int_equal(advice_waiting(c, &p), 0);
	c->now += 29 * DAY;
	second = noted(c, &t, "Write it down", "");
	assert_int_equal(advice_waiting(c, &p), 0);
	c->now += DAY;
	assert_int_equal(advice_waiting(c, &p), 1);
	rows = sql_advice_list(c, t.relationship, advice_old_day(c, t.programme), 100, 0);
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].id, first);
	assert_true(rows.v[0].old);
	assert_int_equal(rows.v[1].id, second);
	assert_false(rows.v[1].old);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_ADVICE_UNTRIED, 60), OK);
	assert_int_equal(advice_waiting(c, &p), 0);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_ADVICE_UNTRIED, 30), OK);
	assert_int_equal(advice_aside(c, first), OK); /* not every advice fits */
	assert_int_equal(advice_waiting(c, &p), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A6: what was answered to a question can be kept as advice; a question of somebody else cannot. */
static void
a6_an_answer_becomes_advice(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct advice_form f = { .body = "Wait a day", .given_on = "" };
	const struct question_form asked = { .body = "How do I answer?", .ideas = "At once" };
	struct two other = t;
	int64_t id = 0;

	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &asked, &f.question), OK);
	assert_int_equal(advice_note(c, t.relationship, &f, &id), OK);
	assert_int_equal(sql_advice_of_question(c, f.question, t.relationship), id);
	assert_int_equal(
		relationship_start(c, t.programme, t.mentor, t.stranger, &other.relationship), OK);
	c->who = t.stranger;
	assert_int_equal(advice_note(c, other.relationship, &f, &id), INVALID);
	assert_non_null(problem_of(c, "question"));
	assert_int_equal(advice_note(c, t.relationship, &f, &id), NOT_FOUND);
	c->who = t.manager;
	assert_int_equal(standing_advice(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A7, A8: a relationship keeps its mode; it decides what stands first. Mentoring begins with stories, advice,
 * introductions and where a career may lead. */
static void
a7_a8_the_mode_decides_what_stands_first(void **state)
{
	static const char *const modes[] = { "mentoring", "coaching", "blended" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);
	struct mode_tool_rows tools = mode_tools(c, &p);
	struct mode_chosen m;

	assert_string_equal(p.r.mode, "mentoring");
	assert_string_equal(tools.v[0].url, url_sheet_show(c, t.relationship, "stories"));
	assert_string_equal(tools.v[1].url, url_advice_list(c, t.relationship));
	assert_string_equal(tools.v[2].url, url_introduction_list(c, t.relationship));
	assert_string_equal(tools.v[3].url, url_direction_edit(c, t.relationship));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(mode_choose(c, t.relationship, modes[i]), OK);
		p = pair_as(c, &t, i % 2 ? t.mentor : t.mentee);
		assert_string_equal(p.r.mode, modes[i]);
		tools = mode_tools(c, &p);
		assert_true(tools.n >= 4);
		for (int k = 0; k < tools.n; k++) /* every word of the practice is a tool */
			assert_true(*tools.v[k].name && *tools.v[k].url);
	}
	assert_string_equal(tools.v[0].url, url_goal_list(c, t.relationship));
	assert_true(sql_mode_chosen(c, t.relationship, &m));
	assert_string_equal(m.by_name, "Amara Okafor");
	c->who = t.stranger;
	assert_int_equal(mode_choose(c, t.relationship, "coaching"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A7: peers learn from each other, whatever anybody chooses. */
static void
a7_peers_have_no_mode(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;
	int64_t id;

	assert_int_equal(relationship_start_peers(c, t.programme, t.mentee, t.stranger, &id), OK);
	c->who = t.mentee;
	assert_int_equal(mode_choose(c, id, "coaching"), CONFLICT);
	assert_int_equal(pair_get(c, id, &p), OK);
	assert_string_equal(p.my_role, "peer");
	assert_int_equal(mode_tools(c, &p).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A8: a theme is about the work, or about how one is. */
static void
a8_themes_are_of_two_kinds(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct theme_form f = {
		.source = "person", .body = "My fear of speaking", .word = "", .side = "emotional"
	};
	struct theme x;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(theme_add(c, t.relationship, &f, &id), OK);
	assert_true(sql_theme_get(c, id, &x));
	assert_string_equal(x.side, "emotional");
	f.side = "";
	assert_int_equal(theme_add(c, t.relationship, &f, &id), OK);
	assert_true(sql_theme_get(c, id, &x));
	assert_string_equal(x.side, "professional");
	f = (struct theme_form){ .source = "practice",
		.body = "",
		.word = PRACTICE_THEME_CONFIDENCE,
		.side = "professional" };
	assert_int_equal(theme_add(c, t.relationship, &f, &id), OK);
	assert_true(sql_theme_get(c, id, &x));
	assert_string_equal(x.side, "emotional"); /* it says itself what it is about */
	assert_int_equal(test_close(*state, OK), OK);
}

/* I5: advice says what it is about, as feedback does. */
static void
i5_advice_by_skill(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct advice_form f = {
		.body = "Say the number first", .given_on = "", .skill = "juggling"
	};
	struct advice_rows rows;
	int64_t id;

	c->who = t.mentor;
	assert_int_equal(advice_note(c, t.relationship, &f, &id), INVALID);
	assert_non_null(problem_of(c, "skill"));
	c->problems = NULL;
	f.skill = "communication";
	assert_int_equal(advice_note(c, t.relationship, &f, &id), OK);
	noted(c, &t, "Sleep well", "");
	rows = sql_advice_of_skill(c, t.relationship, "communication", "");
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].body, "Say the number first");
	assert_int_equal(test_close(*state, OK), OK);
}

static struct advice
of(struct ctx *c, int64_t id)
{
	struct advice a = { .body = "-", .result = "-" };

	sql_advice_get(c, id, "", &a);
	return a;
}

/* Everybody's words go with who wrote them, and no others: by hand, and when somebody deletes what is his. */
static void
words_go_with_their_author(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const struct tried_form f = { .tried_on = "2027-02-28", .result = "They waited" };
	int64_t tried, own, open, by_hand;

	c->who = t.mentor;
	tried = noted(c, &t, "Ask before", "2027-02-20");
	open = noted(c, &t, "Say no", "2027-02-20");
	by_hand = noted(c, &t, "Wait a day", "2027-02-20");
	c->who = t.mentee;
	own = noted(c, &t, "Count to three", "2027-02-20");
	assert_int_equal(advice_try(c, tried, &f), OK);
	assert_int_equal(advice_try(c, own, &f), OK);
	assert_int_equal(advice_try(c, by_hand, &f), OK);
	c->who = t.mentor;
	assert_int_equal(advice_remove(c, by_hand), OK);
	assert_string_equal(of(c, by_hand).body, "");
	assert_string_equal(of(c, by_hand).result, "They waited");
	sql_forget_advice(c, t.relationship, t.mentor);
	sql_forget_advice_words(c, t.relationship, t.mentor);
	sql_forget_advice_result(c, t.relationship, t.mentor);
	assert_string_equal(of(c, open).body, "-"); /* gone */
	assert_string_equal(of(c, tried).body, "");
	assert_string_equal(of(c, tried).result, "They waited");
	assert_string_equal(of(c, own).body, "Count to three");
	c->who = t.mentee;
	assert_int_equal(advice_again(c, by_hand), OK); /* nothing is left of it */
	assert_string_equal(of(c, by_hand).body, "-");
	c->who = t.mentor;
	tried = noted(c, &t, "Ask before", "2027-02-20");
	c->who = t.mentee;
	assert_int_equal(advice_try(c, tried, &f), OK);
	sql_forget_advice(c, t.relationship, t.mentee);
	sql_forget_advice_words(c, t.relationship, t.mentee);
	sql_forget_advice_result(c, t.relationship, t.mentee);
	assert_string_equal(of(c, own).body, "-");
	assert_string_equal(of(c, tried).body, "Ask before");
	assert_string_equal(of(c, tried).result, "");
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(a6_tried_with_day_and_result),
		TEST(a6_untried_for_thirty_days), TEST(a6_an_answer_becomes_advice),
		TEST(a7_a8_the_mode_decides_what_stands_first), TEST(a7_peers_have_no_mode),
		TEST(a8_themes_are_of_two_kinds), TEST(i5_advice_by_skill),
		TEST(words_go_with_their_author) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
