/* SPDX-License-Identifier: Apache-2.0 */
/* Questions, what was heard, roadblocks, introductions. */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/programmes/asks.h"
#include "features/follow/follow.h"
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
	const struct question_form bare = { .body = "How do I say no?", .ideas = "" };
	struct question q;
	int64_t id = 0;

	c->who = t.manager;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_OWN_IDEAS, "require"), OK);
	c->who = t.stranger;
	assert_int_equal(question_ask(c, t.relationship, &f, &id), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &bare, &id), INVALID);
	assert_non_null(problem_of(c, "ideas"));
	c->problems = NULL;
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

/* Where a programme only reminds, or asks for nothing, both work without ideas. */
static void
g6_as_the_programme_has_set(void **state)
{
	static const char *const modes[] = { "remind", "off" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct question_form f = { .body = "How do I say no?", .ideas = "Later" };
	int64_t id = 0;

	for (int i = 0; i < 2; i++) {
		struct pair p;

		c->who = t.manager;
		assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_OWN_IDEAS, modes[i]), OK);
		p = pair_as(c, &t, t.mentee);
		assert_int_equal(question_ideas(c, &p), i ? GATE_OFF : GATE_REMIND);
		f.ideas = i ? "" : "Later";
		assert_int_equal(question_ask(c, t.relationship, &f, &id), OK);
		c->who = t.mentor;
		assert_int_equal(question_answer(c, id, "Say it early"), OK);
	}
	/* Allies are reminded, whatever the programme was like. */
	c->who = t.manager;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_OWN_IDEAS, "require"), OK);
	c->who = t.mentee;
	assert_int_equal(relationship_end(c, t.relationship, "planned"), OK);
	assert_int_equal(relationship_ally(c, t.relationship), OK);
	assert_int_equal(question_ask(c, t.relationship, &f, &id), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

/* H5: what each asked stands among what each put in. */
static void
h5_questions_are_counted(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct question_form f = { .body = "How?", .ideas = "None yet" };
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &f, &id), OK);
	assert_int_equal(participation_of(c, t.relationship, t.mentee, "").questions, 1);
	assert_int_equal(participation_of(c, t.relationship, t.mentor, "").questions, 0);
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

/* The programme's own number of days holds. */
static void
g7_as_many_days_as_the_programme_has_set(void **state)
{
	struct question_form f = { .body = "Which course?", .ideas = "The short one" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	assert_int_equal(
		threshold_set(c, two.programme, PRACTICE_THRESHOLD_QUESTION_WAITS, 20), OK);
	c->who = two.mentee;
	assert_int_equal(question_ask(c, two.relationship, &f, &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 19 * DAY);
	assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 0);
	assert_int_equal(
		threshold_concerned(c, two.programme, PRACTICE_THRESHOLD_QUESTION_WAITS, 20), 0);
	assert_int_equal(
		threshold_concerned(c, two.programme, PRACTICE_THRESHOLD_QUESTION_WAITS, 19), 1);
	assert_int_equal(threshold_set(c, two.programme, PRACTICE_THRESHOLD_QUESTION_WAITS, 5), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 1);
	c->who = two.mentee;
	assert_int_equal(question_ask(c, two.relationship, &f, &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 4 * DAY);
	assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 1);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 2 * DAY);
	assert_int_equal(told_of(c, &two, PRACTICE_LETTER_QUESTION_WAITS), 2);
	assert_int_equal(test_close(t, OK), OK);
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

/* How often a point of that source stands on the agenda. */
static int
of_source(struct ctx *c, int64_t meeting, const char *source)
{
	struct agenda_row_rows rows = sql_agenda_list(c, meeting);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].source, source);
	return n;
}

/* By the clock: 25 hours before nothing has happened yet, 24 hours before all of it is there, once. */
static void
f8_ready_a_day_before(void **state)
{
	struct meeting_form f = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct question_form ask = { .body = "What now?", .ideas = "None yet" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	struct agenda_row_rows rows;
	int64_t meeting, kept, left, question, goal, id;

	two_prepare(c, &two);
	c->who = two.mentee;
	c->tz = "UTC";
	assert_int_equal(commitment_add(c, two.relationship, 0, "Kept", "", &kept), OK);
	assert_int_equal(meeting_plan(c, two.relationship, &f, &meeting), OK);
	assert_int_equal(of_source(c, meeting, "commitment"), 1);
	assert_int_equal(commitment_close(c, kept, true), OK);
	assert_int_equal(commitment_add(c, two.relationship, 0, "Still open", "", &left), OK);
	assert_int_equal(question_ask(c, two.relationship, &ask, &question), OK);
	goal = new_id(c);
	sql_goal_insert(c, goal, two.relationship, two.mentee, "Speak up", "", "", "", "", "",
		false, "", "", "", "", "short", 0, "", false, 0, c->now);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 60);
	/* Both have taken everything off: it would be an empty page. */
	c->who = two.mentee;
	rows = sql_agenda_list(c, meeting);
	for (int i = 0; i < rows.n; i++)
		assert_int_equal(agenda_remove(c, rows.v[i].id), OK);
	assert_int_equal(sql_agenda_list(c, meeting).n, 0);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 8 * DAY - 60); /* 9 March, 9:00: 25 hours before */
	assert_int_equal(sql_agenda_list(c, meeting).n, 0);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2; i++) {
		c = later(t, 3600);
		assert_true(of_source(c, meeting, "practice") > 3);
		assert_int_equal(of_source(c, meeting, "commitment"), 1);
		assert_int_equal(on_agenda(c, meeting, "Still open"), 1);
		assert_int_equal(on_agenda(c, meeting, "Kept"), 0);
		assert_int_equal(on_agenda(c, meeting, "What now?"), 1);
		assert_int_equal(on_agenda(c, meeting, "Speak up"), 1);
		assert_int_equal(test_close(t, OK), OK);
	}
	/* Moved by two days: once more, a day before, with what has changed. */
	c = test_open(t);
	c->who = two.mentee;
	c->tz = "UTC";
	f.starts = "2027-03-12T10:00";
	assert_int_equal(meeting_move(c, meeting, &f), OK);
	assert_int_equal(commitment_add(c, two.relationship, 0, "New", "", &id), OK);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(on_agenda(c, meeting, "New"), 0);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, DAY);
	assert_int_equal(on_agenda(c, meeting, "New"), 1);
	assert_int_equal(on_agenda(c, meeting, "Speak up"), 1);
	assert_int_equal(on_agenda(c, meeting, "What now?"), 1);
	assert_int_equal(test_close(t, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(f8_ready_a_day_before, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e5_goals_of_a_meeting, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g6_as_the_programme_has_set, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g5_heard_confirmed_or_put_right, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g6_own_ideas_before_advice, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			h5_questions_are_counted, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g7_g8_open_ones_are_on_the_agenda, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g7_fourteen_days_without_an_answer, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g7_as_many_days_as_the_programme_has_set, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(g8_type_step_and_day, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g9_an_introduction_is_a_promise, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
