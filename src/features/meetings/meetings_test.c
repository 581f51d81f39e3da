/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"
#include "features/programmes/asks.h"
#include "features/relationships/relationships.h"

static const struct meeting_form in_a_week = {
	.starts = "2027-03-08T16:00", .minutes = 60, .place = "Room 4"
};

/* A1: without both preparations the first meeting of a formal programme cannot be booked. */
static void
a1_prepared_first(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), CONFLICT);
	assert_non_null(c->why);
	two_prepare(c, &t);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

/* It is about the first: two who have met without a plan book their next meeting, prepared or not. */
static void
a1_only_the_first_is_held_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = new_id(c);

	c->who = t.mentee;
	sql_meeting_insert(
		c, id, t.relationship, c->now - 7200, 60, "", "held@waymark", t.mentee, c->now);
	sql_meeting_set_held(c, id, c->now);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
times_that_cannot_be(void **state)
{
	static const char *const wrong[] = { "2027-02-01T10:00", "2031-01-01T10:00",
		"2027-13-01T10:00", "tomorrow" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	two_prepare(c, &t);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct meeting_form f = in_a_week;

		f.starts = wrong[i];
		c->problems = NULL;
		assert_int_equal(meeting_plan(c, t.relationship, &f, &id), INVALID);
		assert_non_null(problem_of(c, "starts"));
	}
	assert_int_equal(test_close(*state, OK), OK);
}

/* The local time of the one who plans is what counts; the file moves with the meeting. */
static void
one_meeting_two_zones(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct meeting_people people;
	struct meeting_form later = in_a_week;
	struct meeting m;
	int64_t id;
	const char *first, *second;

	two_prepare(c, &t);
	c->who = t.mentee;
	c->tz = "Europe/Berlin";
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	sql_meeting_get(c, id, &m);
	assert_string_equal(fmt_iso(c, m.starts_at), "2027-03-08T15:00:00Z");
	sql_meeting_people_get(c, t.relationship, &people);
	first = meeting_ics(c, &m, &people, "PUBLISH");
	later.starts = "2027-03-09T10:30";
	assert_int_equal(meeting_move(c, id, &later), OK);
	sql_meeting_get(c, id, &m);
	second = meeting_ics(c, &m, &people, "PUBLISH");
	assert_non_null(strstr(first, "SEQUENCE:0"));
	assert_non_null(strstr(second, "SEQUENCE:1"));
	assert_non_null(strstr(second, m.uid));
	assert_non_null(strstr(first, m.uid));
	assert_int_equal(meeting_cancel(c, id), OK);
	assert_int_equal(meeting_move(c, id, &in_a_week), CONFLICT);
	assert_int_equal(meeting_cancel(c, id), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static bool
has_point(const struct agenda_point_rows *rows, const char *text)
{
	for (int i = 0; i < rows->n; i++)
		if (strstr(rows->v[i].text, text))
			return true;
	return false;
}

static enum gate_mode
asks_hopes(struct ctx *c, const struct two *t, int64_t meeting, int64_t who)
{
	struct meeting m;

	c->who = who;
	assert_true(sql_meeting_get(c, meeting, &m));
	return meeting_asks_hopes(c, &m, t->programme);
}

/* E1: both say what they hope for before the first meeting is closed, as much as the programme insists. */
static void
e1_hopes_before_the_first_is_closed(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct closing_form f = CLOSED_WITH("The questions");
	struct direction said;
	struct meeting m;
	int64_t first, second;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &first), OK);
	sql_meeting_get(c, first, &m);
	c->now = m.starts_at + 3600;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_HOPES, "off"), OK);
	assert_int_equal(asks_hopes(c, &t, first, t.mentee), GATE_OFF);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_HOPES, "require"), OK);
	assert_int_equal(asks_hopes(c, &t, first, t.mentee), GATE_REQUIRE);
	assert_int_equal(meeting_close(c, first, &f), INVALID);
	assert_non_null(problem_of(c, "hope"));
	assert_non_null(problem_of(c, "aim"));
	c->problems = NULL;
	assert_int_equal(direction_hope(c, t.relationship, "A team", ""), OK);
	assert_int_equal(
		asks_hopes(c, &t, first, t.mentee), GATE_REQUIRE); /* that was half of it */
	f.hope = "A team that laughs";
	f.aim = "leadership";
	assert_int_equal(meeting_close(c, first, &f), OK);
	assert_true(sql_direction_get(c, t.relationship, t.mentee, &said));
	assert_string_equal(said.hope, "A team that laughs");
	assert_string_equal(said.aim, "leadership");
	assert_int_equal(asks_hopes(c, &t, first, t.mentee), GATE_OFF); /* it was said */
	assert_int_equal(asks_hopes(c, &t, first, t.mentor), GATE_REQUIRE);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_HOPES, "remind"), OK);
	f = CLOSED_WITH("");
	assert_int_equal(asks_hopes(c, &t, first, t.mentor), GATE_REMIND);
	assert_int_equal(meeting_close(c, first, &f), OK); /* it can stay open, */
	assert_int_equal(meeting_plan(c, t.relationship,
				 &(struct meeting_form){
					 .starts = "2027-03-29T16:00", .minutes = 60, .place = "" },
				 &second),
		OK);
	assert_int_equal(
		asks_hopes(c, &t, second, t.mentor), GATE_OFF); /* and is not asked again */
	assert_int_equal(test_close(*state, OK), OK);
}

/* G1, G2, H1: three answers become a memory, a promise and a point on the next agenda. */
static void
g2_closing_fills_the_next_agenda(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct meeting_form next = in_a_week;
	struct closing_form f = { .useful = "Talking it through",
		.step1 = "Write three phrases down",
		.due1 = "2027-03-15",
		.step2 = "",
		.due2 = "",
		.step3 = "",
		.due3 = "",
		.change = "Start with the review" };
	struct agenda_point_rows points;
	struct commitment_row_rows open;
	struct meeting m;
	struct pair p;
	int64_t id, second;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	pair_get(c, t.relationship, &p);
	points = agenda_points(c, &p, id);
	assert_true(has_point(&points, "How often will we meet?")); /* C5 */
	assert_true(has_point(&points, "What kind of support can you provide?"));
	assert_int_equal(meeting_close(c, id, &f), CONFLICT); /* a week ahead */

	sql_meeting_get(c, id, &m);
	c->now = m.starts_at + 3600;
	assert_int_equal(meeting_close(c, id, &f), OK);
	assert_int_equal(meeting_close(c, id, &f), CONFLICT); /* once each */
	sql_meeting_get(c, id, &m);
	assert_string_equal(m.state, "held");
	open = commitment_rows(c, t.relationship, t.mentee, "open");
	assert_int_equal(open.n, 1);
	assert_string_equal(open.v[0].k.body, "Write three phrases down");
	assert_string_equal(open.v[0].k.due_on, "2027-03-15");

	c->who = t.mentor;
	f = CLOSED_WITH("");
	assert_int_equal(meeting_close(c, id, &f), OK);
	/* What the mentee found useful; the mentor has said nothing. */
	assert_int_equal(sql_closing_useful(c, t.relationship, 9).n, 1);
	assert_string_equal(
		sql_closing_useful(c, t.relationship, 9).v[0].useful, "Talking it through");

	next.starts = "2027-03-29T16:00";
	assert_int_equal(meeting_plan(c, t.relationship, &next, &second), OK);
	pair_get(c, t.relationship, &p);
	points = agenda_points(c, &p, second);
	assert_true(has_point(&points, "Start with the review"));
	assert_true(has_point(&points, "Write three phrases down"));
	assert_false(has_point(&points, "How often will we meet?"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* H4: only the owner closes what he promised. */
static void
h4_the_owner_closes(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct commitment k;
	int64_t id;

	c->who = t.mentor;
	assert_int_equal(
		commitment_add(c, t.relationship, 0, "Introduce you", "2027-02-27", &id), OK);
	assert_int_equal(commitment_rows(c, t.relationship, 0, "open").v[0].days_late, 2);
	c->who = t.mentee;
	assert_int_equal(standing_commitment(c, id), STANDING_PARTICIPANT);
	assert_int_equal(commitment_close(c, id, true), FORBIDDEN);
	c->who = t.mentor;
	assert_int_equal(commitment_close(c, id, true), OK);
	assert_int_equal(commitment_close(c, id, true), OK);
	sql_commitment_get(c, id, &k);
	assert_string_equal(k.state, "done");
	c->who = t.manager;
	assert_int_equal(standing_commitment(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
what_was_left_waits(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agenda_point_rows points;
	struct pair p;
	int64_t id, item, next;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	assert_int_equal(agenda_add(c, id, "My colleague", &item), OK);
	assert_int_equal(meeting_cancel(c, id), OK);
	assert_int_equal(agenda_add(c, id, "Too late", &item), CONFLICT);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &next), OK);
	pair_get(c, t.relationship, &p);
	points = agenda_points(c, &p, next);
	assert_true(has_point(&points, "My colleague"));
	/* The end of the relationship calls off what is planned. */
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(on_meetings_cancel(c, t.relationship, t.mentee), OK);
	assert_int_equal(sql_meeting_planned_ids(c, t.relationship).n, 0);
	/* And says why: nobody is asked to find another date. */
	for (int i = 0; i < 2; i++) {
		struct notice x = sql_notice_list(c, i ? t.mentor : t.mentee, c->now, 1, 0).v[0];

		assert_string_equal(x.kind, PRACTICE_LETTER_MEETING_ENDED);
		assert_string_equal(x.path, url_aftermath_show(c, t.relationship));
	}
	assert_int_equal(test_close(*state, OK), OK);
}

/* The agenda is ready when its two are reminded, which each programme sets for itself. */
static void
an_agenda_is_ready_for_the_reminder(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id, longest;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	longest = c->now + 6 * DAY + 96 * 3600;
	assert_int_equal(sql_meeting_near(c, c->now + 4 * DAY, longest, 24, 1800).n, 0);
	c->who = t.manager;
	assert_int_equal(threshold_set(c, t.programme, "meeting-reminder", 96), OK);
	assert_int_equal(sql_meeting_near(c, c->now + 4 * DAY, longest, 24, 1800).n, 1);
	assert_int_equal(sql_meeting_near(c, c->now + 2 * DAY, longest, 24, 1800).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Two goals that the two work on: one of numbers, one of levels. */
static void
two_goals(struct ctx *c, const struct two *t, int64_t *ret_number, int64_t *ret_levels)
{
	struct goal_form f = { .title = "Six rounds",
		.specific = "",
		.metric = "Rounds",
		.unit = "rounds",
		.baseline = "0",
		.target = "6",
		.level1 = "",
		.level2 = "",
		.level3 = "",
		.level4 = "",
		.level5 = "",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.horizon = "",
		.career = "",
		.reason = "" };

	c->who = t->mentee;
	assert_int_equal(goal_add(c, t->relationship, &f, ret_number), OK);
	f.title = "Speak up";
	f.baseline = f.target = f.unit = "";
	f.level1 = "Never";
	f.level2 = "When asked";
	f.level3 = "Once";
	f.level4 = "Twice";
	f.level5 = "Often";
	assert_int_equal(goal_add(c, t->relationship, &f, ret_levels), OK);
}

static struct closing_goals
asked(struct ctx *c, const struct two *t, int64_t meeting)
{
	struct meeting m;

	assert_true(sql_meeting_get(c, meeting, &m));
	return closing_goals_of(c, &m, gate_mode(c, t->programme, PRACTICE_GATE_GOALS_TOUCHED));
}

/* E5: every goal that is worked on is asked about where a meeting is closed, as much as the programme insists. */
static void
e5_goals_where_it_is_closed(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct closing_form f = CLOSED_WITH("The questions");
	struct closing_goals g;
	struct goal_point_rows points;
	struct meeting m;
	int64_t id, number, levels;

	two_prepare(c, &t);
	two_goals(c, &t, &number, &levels);
	assert_int_equal(meeting_plan(c, t.relationship, &in_a_week, &id), OK);
	sql_meeting_get(c, id, &m);
	c->now = m.starts_at + 3600;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_GOALS_TOUCHED, "off"), OK);
	assert_int_equal(asked(c, &t, id).n, 0);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_GOALS_TOUCHED, "require"), OK);
	g = asked(c, &t, id);
	assert_int_equal(g.n, 2);
	assert_true(g.untouched);
	assert_string_equal(g.v[0].target, "6 rounds");
	assert_int_equal(g.v[1].levels.n, 5);
	assert_int_equal(meeting_close_with(c, id, &f, &g), INVALID); /* a word on one of them */
	assert_non_null(problem_of(c, g.v[0].name));
	assert_int_equal(meeting_close(c, id, &f), INVALID);
	c->problems = NULL;
	g.v[0].value = "two";
	g.v[1].value = "6";
	assert_int_equal(meeting_close_with(c, id, &f, &g), INVALID);
	assert_non_null(problem_of(c, g.v[0].name));
	assert_non_null(problem_of(c, g.v[1].name));
	assert_int_equal(sql_goal_point_list(c, number, 0).n, 0); /* nothing by halves */
	c->problems = NULL;
	g.v[0].value = "2,5";
	g.v[1].value = "";
	assert_int_equal(meeting_close_with(c, id, &f, &g), OK);
	points = sql_goal_point_list(c, number, 0);
	assert_int_equal(points.n, 1);
	assert_string_equal(points.v[0].value, "2,5");
	assert_int_equal(sql_goal_point_list(c, levels, 0).n, 0);
	g = asked(c, &t, id);
	assert_false(g.untouched);
	assert_string_equal(g.v[0].last, "2.5");
	c->who = t.mentor;
	f = CLOSED_WITH("");
	assert_int_equal(meeting_close(c, id, &f), OK); /* one of the two is enough */
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a1_prepared_first, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			a1_only_the_first_is_held_back, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			an_agenda_is_ready_for_the_reminder, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(times_that_cannot_be, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(one_meeting_two_zones, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g2_closing_fills_the_next_agenda, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			e1_hopes_before_the_first_is_closed, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			e5_goals_where_it_is_closed, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(h4_the_owner_closes, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(what_was_left_waits, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
