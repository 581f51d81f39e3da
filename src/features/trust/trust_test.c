/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "features/meetings/meetings.h"
#include "features/programmes/asks.h"
#include "features/trust/trust.h"
#include "engine/practice/practice.gen.h"

static enum result
pulse(struct ctx *c, const struct two *t, int64_t who, const char *open, const char *comfort)
{
	c->who = who;
	return pulse_answer(c, t->relationship,
		&(struct pulse_form){
			.openness = open, .respect = "4", .adapts = "4", .comfort = comfort });
}

static struct pulse_line_rows
lines(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return pulse_lines(c, &p);
}

static struct trust
figures(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return trust_figures(c, &p);
}

/* D3, D8: nobody reads the other's answers before answering; a gap of two is something to talk about. */
static void
d3_d8_pulse_and_gap(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pulse_line_rows rows;
	struct pair p;

	assert_int_equal(pulse(c, &t, t.mentee, "5", "2"), OK);
	assert_int_equal(sql_pulse_list(c, t.relationship, t.mentor).n, 0);
	assert_int_equal(lines(c, &t, t.mentee).n, 0);
	assert_int_equal(pulse(c, &t, t.mentor, "3", "3"), OK);
	rows = lines(c, &t, t.mentee);
	assert_int_equal(rows.n, 4);
	assert_string_equal(
		rows.v[3].text, "I feel comfortable sharing thoughts and vulnerabilities.");
	assert_int_equal(rows.v[0].mine, 5);
	assert_int_equal(rows.v[0].theirs, 3);
	assert_true(*rows.v[0].talk);  /* 5 and 3 */
	assert_false(*rows.v[3].talk); /* 2 and 3 */
	assert_int_equal(lines(c, &t, t.mentor).v[0].mine, 3);
	assert_int_equal(pulse(c, &t, t.mentor, "5", "3"), OK); /* changed in the same round */
	assert_false(*lines(c, &t, t.mentee).v[0].talk);

	/* The next quarter is a round of its own. */
	pair_get(c, t.relationship, &p);
	assert_int_equal(pulse_round(c, &p), 0);
	assert_false(pulse_due(c, &p, 1));
	c->now += 91 * DAY;
	assert_int_equal(pulse_round(c, &p), 1);
	assert_true(pulse_due(c, &p, 1));
	assert_false(pulse_due(c, &p, 0)); /* they have not met */
	c->who = t.manager;
	assert_int_equal(
		pulse_answer(c, t.relationship,
			&(struct pulse_form){
				.openness = "1", .respect = "1", .adapts = "1", .comfort = "1" }),
		NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* D6: held of planned, kept of due, and how it went over time. */
static void
d6_figures(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct trust_round_rows rounds;
	struct trust f;
	struct pair p;
	int64_t held, missed, in_time, late;

	two_prepare(c, &t);
	c->who = t.mentor;
	assert_int_equal(meeting_plan(c, t.relationship,
				 &(struct meeting_form){
					 .starts = "2027-03-02T10:00", .minutes = 60, .place = "" },
				 &held),
		OK);
	assert_int_equal(meeting_plan(c, t.relationship,
				 &(struct meeting_form){
					 .starts = "2027-03-09T10:00", .minutes = 60, .place = "" },
				 &missed),
		OK);
	assert_int_equal(
		commitment_add(c, t.relationship, 0, "A book", "2027-03-03", &in_time), OK);
	assert_int_equal(commitment_add(c, t.relationship, 0, "A name", "2027-03-03", &late), OK);
	assert_int_equal(figures(c, &t, t.mentor).planned, 0);
	assert_int_equal(commitment_close(c, in_time, true), OK);
	c->now += 10 * DAY;
	assert_int_equal(commitment_close(c, late, true), OK);
	sql_meeting_set_held(c, held, c->now);
	f = figures(c, &t, t.mentor);
	assert_int_equal(f.held, 1);
	assert_int_equal(f.planned, 2);
	assert_int_equal(f.mine_due, 2);
	assert_int_equal(f.mine_kept, 1);
	assert_int_equal(f.theirs_due, 0);
	assert_int_equal(figures(c, &t, t.mentee).theirs_kept, 1); /* both see the same */
	c->now += 90 * DAY;
	pair_get(c, t.relationship, &p);
	rounds = trust_rounds(c, &p);
	assert_int_equal(rounds.n, 2);
	assert_int_equal(rounds.v[0].held, 1);
	assert_int_equal(rounds.v[0].planned, 2);
	assert_int_equal(rounds.v[1].planned, 0);
	assert_int_equal(rounds.v[0].mine, -1);
	/* Reliability over time, also of promises that are too old for the figure above. */
	assert_int_equal(figures(c, &t, t.mentee).theirs_due, 0);
	assert_int_equal(rounds.v[0].mine_due + rounds.v[0].theirs_due, 2);
	assert_int_equal(rounds.v[0].theirs_kept, 1);
	assert_int_equal(rounds.v[1].mine_due + rounds.v[1].theirs_due, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* D7: what each sees the other grow in stands first on the next agenda, planned before or after. */
static void
d7_growth_opens_the_next_agenda(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agenda_point_rows points;
	struct pair p;
	int64_t meeting;

	two_prepare(c, &t);
	c->who = t.mentor;
	assert_int_equal(growth_save(c, t.relationship, "Saying no"), OK);
	assert_int_equal(meeting_plan(c, t.relationship,
				 &(struct meeting_form){
					 .starts = "2027-03-02T10:00", .minutes = 60, .place = "" },
				 &meeting),
		OK);
	assert_int_equal(on_growth_agenda(c, meeting, t.mentor), OK);
	pair_get(c, t.relationship, &p);
	points = agenda_points(c, &p, meeting);
	assert_string_equal(points.v[0].text, "What has become of this? Saying no");
	assert_int_equal(growth_save(c, t.relationship, "Delegating"), OK);
	points = agenda_points(c, &p, meeting);
	assert_string_equal(points.v[0].text, "What has become of this? Delegating");
	assert_null(strstr(points.v[1].text, "Saying no"));
	c->who = t.mentee;
	assert_int_equal(growth_save(c, t.relationship, "Listening"), OK);
	assert_int_equal(sql_growth_list(c, t.relationship).n, 2);
	c->who = t.stranger;
	assert_int_equal(growth_save(c, t.relationship, "x"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The rhythm is the programme's own, if it has one. */
static void
d8_pulse_as_often_as_the_programme_says(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;

	c->who = t.mentee;
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	c->now = p.r.started_at + 61 * DAY;
	assert_int_equal(pulse_round(c, &p), 0);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_PULSE_EVERY, 60), OK);
	assert_int_equal(pulse_round(c, &p), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			d8_pulse_as_often_as_the_programme_says, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(d3_d8_pulse_and_gap, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(d6_figures, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			d7_growth_opens_the_next_agenda, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
