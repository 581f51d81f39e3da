/* SPDX-License-Identifier: Apache-2.0 */
/* Questions, what was heard, roadblocks, introductions. */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/talk/talk.h"

static struct meeting_form next_week = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };

/* How often that text stands on the agenda. */
static int
on_agenda(struct ctx *c, int64_t meeting, const char *text)
{
	struct agenda_row_rows rows = sql_agenda_list(c, meeting);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].body, text);
	return n;
}

/* Moves the clock, lets every job that is due run, and comes back in a transaction. */
static struct ctx *
later(struct test *t, int64_t seconds)
{
	test_pass(t, seconds);
	assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
	jobs_run_all(&t->engine, t->ctx.now);
	return test_open(t);
}

static void
g6_own_ideas_before_advice(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct question_form f = { .body = "How do I say no?", .ideas = "Later, by mail" };
	struct question q;
	int64_t id = 0;

	c->who = t.stranger;
	assert_int_equal(question_ask(c, t.relationship, &f, &id), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &f, &id), OK);
	assert_int_equal(question_read(c, id), FORBIDDEN);
	assert_int_equal(question_answer(c, id, "Mine"), FORBIDDEN);
	c->who = t.mentor;
	assert_int_equal(question_answer(c, id, "Just do"), CONFLICT);
	c->problems = NULL;
	assert_int_equal(question_read(c, id), OK);
	assert_int_equal(question_answer(c, id, "What would happen?"), OK);
	assert_int_equal(question_answer(c, id, "What would happen then?"), OK);
	assert_int_equal(question_take_back(c, id), FORBIDDEN);
	assert_true(sql_question_get(c, id, &q));
	assert_string_equal(q.answer, "What would happen then?");
	assert_string_equal(q.ideas, "Later, by mail");
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_QUESTION_ASKED), 1);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_QUESTION_ANSWERED), 1);
	c->who = t.mentee;
	assert_int_equal(question_take_back(c, id), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
g7_g8_open_ones_are_on_the_agenda(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct question_form f = { .body = "Before", .ideas = "None yet" };
	struct roadblock_form b = {
		.kind = "time", .body = "No time", .step = "Block Friday", .review_on = "2027-03-20"
	};
	int64_t before, after, block, meeting;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &f, &before), OK);
	assert_int_equal(roadblock_name(c, t.relationship, &b, &block), OK);
	assert_int_equal(meeting_plan(c, t.relationship, &next_week, &meeting), OK);
	assert_int_equal(on_talk_agenda(c, meeting, t.mentee), OK);
	assert_int_equal(on_talk_agenda(c, meeting, t.mentee), OK); /* not twice */
	assert_int_equal(on_agenda(c, meeting, "Before"), 1);
	assert_int_equal(on_agenda(c, meeting, "No time"), 1);
	f.body = "After";
	assert_int_equal(question_ask(c, t.relationship, &f, &after), OK);
	assert_int_equal(on_agenda(c, meeting, "After"), 1);

	c->who = t.mentor;
	assert_int_equal(question_read(c, before), OK);
	assert_int_equal(question_answer(c, before, "Yes"), OK);
	assert_int_equal(on_agenda(c, meeting, "Before"), 0);
	assert_int_equal(question_talked(c, after), OK);
	assert_int_equal(on_agenda(c, meeting, "After"), 0);
	assert_int_equal(sql_question_list(c, t.relationship, "open", TALK_OPEN, 0).n, 0);
	assert_int_equal(roadblock_clear(c, block, true), OK);
	assert_int_equal(on_agenda(c, meeting, "No time"), 0);
	assert_int_equal(roadblock_clear(c, block, false), OK);
	assert_int_equal(on_agenda(c, meeting, "No time"), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
g7_fourteen_days_without_an_answer(void **state)
{
	struct question_form f = { .body = "Which course?", .ideas = "The short one" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	c->who = two.mentee;
	assert_int_equal(question_ask(c, two.relationship, &f, &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 13 * DAY);
	assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 0);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2; i++) { /* once */
		c = later(t, 2 * DAY);
		assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 1);
		assert_int_equal(test_close(t, OK), OK);
	}
}

static void
g8_type_step_and_day(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct roadblock_form f = {
		.kind = "skill", .body = "I freeze", .step = "One slide", .review_on = "2020-01-01"
	};
	int64_t id = 0;

	c->who = t.mentor;
	assert_int_equal(roadblock_name(c, t.relationship, &f, &id), INVALID);
	c->problems = NULL;
	f.review_on = "2027-04-01";
	assert_int_equal(roadblock_name(c, t.relationship, &f, &id), OK);
	c->who = t.mentee; /* either changes it */
	f.step = "Two slides";
	assert_int_equal(roadblock_change(c, id, &f), OK);
	assert_string_equal(sql_roadblock_list(c, t.relationship, "open", TALK_OPEN, 0).v[0].step,
		"Two slides");
	assert_int_equal(standing_roadblock(c, id), STANDING_PARTICIPANT);
	c->who = t.manager;
	assert_int_equal(standing_roadblock(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
g9_an_introduction_is_a_promise(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct introduction_form f = { .contact = "Head of design",
		.purpose = "A look behind the scenes",
		.due_on = "2027-03-20" };
	struct introduced_form made = { .consent = false, .state = "made" };
	struct commitment k;
	struct introduction i;
	int64_t id = 0;

	c->who = t.mentor;
	assert_int_equal(introduction_promise(c, t.relationship, &f, &id), OK);
	assert_true(sql_introduction_get(c, id, &i));
	assert_true(sql_commitment_get(c, i.commitment, &k));
	assert_int_equal(k.owner, t.mentor);
	assert_string_equal(k.state, "open");
	assert_string_equal(k.due_on, "2027-03-20");
	assert_int_equal(introduction_change(c, id, &made), INVALID);
	c->problems = NULL;
	made.consent = true;
	c->who = t.mentee;
	assert_int_equal(introduction_change(c, id, &made), FORBIDDEN);
	c->who = t.mentor;
	assert_int_equal(introduction_change(c, id, &made), OK);
	assert_true(sql_commitment_get(c, i.commitment, &k));
	assert_string_equal(k.state, "done");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
g5_heard_confirmed_or_put_right(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct heard h;
	int64_t id = 0;

	c->who = t.mentor;
	assert_int_equal(heard_say(c, t.relationship, "I heard that you are tired", &id), OK);
	assert_int_equal(heard_answer(c, id, ""), FORBIDDEN);
	c->who = t.mentee;
	assert_int_equal(heard_answer(c, id, "Bored, not tired"), OK);
	assert_true(sql_heard_get(c, id, &h));
	assert_string_equal(h.state, "corrected");
	assert_string_equal(h.meant, "Bored, not tired");
	assert_int_equal(heard_answer(c, id, ""), OK);
	assert_true(sql_heard_get(c, id, &h));
	assert_string_equal(h.state, "confirmed");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
e5_goals_of_a_meeting(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct meeting_goals g;
	struct meeting m;
	int64_t id, goal = new_id(c);

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &next_week, &id), OK);
	assert_true(sql_meeting_get(c, id, &m));
	assert_false(meeting_goals_of(c, &m).untouched); /* no goal, nothing to touch */
	sql_goal_insert(c, goal, t.relationship, t.mentee, "Speak up", "", "", "", "", "", false,
		"", "", "", "", "short", 0, "", false, 0, c->now);
	g = meeting_goals_of(c, &m);
	assert_int_equal(g.rows.n, 1);
	assert_string_equal(g.rows.v[0].title, "Speak up");
	assert_true(g.untouched);
	sql_goal_point_insert(
		c, new_id(c), t.relationship, goal, t.mentee, "2", 0, "", m.starts_at - 2 * DAY);
	assert_true(meeting_goals_of(c, &m).untouched); /* that was before it */
	sql_goal_point_insert(
		c, new_id(c), t.relationship, goal, t.mentee, "3", 0, "", m.starts_at + 60);
	g = meeting_goals_of(c, &m);
	assert_false(g.untouched);
	assert_string_equal(g.rows.v[0].value, "3");
	assert_int_equal(g.rows.v[0].reported_at, m.starts_at + 60);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(e5_goals_of_a_meeting, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g5_heard_confirmed_or_put_right, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g6_own_ideas_before_advice, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g7_g8_open_ones_are_on_the_agenda, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g7_fourteen_days_without_an_answer, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(g8_type_step_and_day, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g9_an_introduction_is_a_promise, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
