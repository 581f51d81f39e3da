/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/health.h"

#include "features/goals/goals.h"
#include "features/health/stages.h"
#include "features/programmes/asks.h"
#include "features/programmes/programmes.h"
#include "features/sheets/sheets.h"
#include "features/trust/trust.h"

static int64_t
stage(struct ctx *c, const struct two *t)
{
	return seen_by(c, t, t->mentee).r.stage;
}

/* Something of oneself that the other may read. */
static void
shows(struct ctx *c, const struct two *t, int64_t who)
{
	sql_sheet_answer_insert(c, new_id(c), t->relationship, who, PRACTICE_SHEET_RAPPORT,
		PRACTICE_PROMPT_RAPPORT_PLACE, "The sea", 1, c->now);
}

static void
rates(struct ctx *c, const struct two *t, int64_t who)
{
	c->who = who;
	assert_int_equal(
		pulse_answer(c, t->relationship,
			&(struct pulse_form){
				.openness = "4", .respect = "4", .adapts = "4", .comfort = "4" }),
		OK);
}

/* M3: rapport done and trust and respect rated by both, before the first stage closes. */
static void
m3_the_first_stage_closes(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	two_prepare(c, &t);
	assert_int_equal(on_stage_advance(c, held(c, &t, c->now), t.mentor), OK);
	assert_int_equal(stage(c, &t), 1);
	shows(c, &t, t.mentor);
	shows(c, &t, t.mentee);
	rates(c, &t, t.mentor);
	assert_int_equal(on_agreement_advance(c, t.relationship, t.mentor), OK);
	assert_int_equal(stage(c, &t), 1); /* one of them has not said how it is */
	rates(c, &t, t.mentee);
	assert_int_equal(on_agreement_advance(c, t.relationship, t.mentee), OK);
	assert_int_equal(stage(c, &t), 2);
	assert_int_equal(sql_stage_move_list(c, t.relationship).n, 1);
	assert_int_equal(sql_stage_move_list(c, t.relationship).v[0].person, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A gate of its own: whatever the programme asks about preparing. Off, a first meeting is enough. */
static void
m3_reminds_elsewhere(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	two_prepare(c, &t);
	assert_int_equal(gate_mode(c, t.programme, PRACTICE_GATE_PREPARED), GATE_REQUIRE);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PREPARED, "off"), OK);
	assert_int_equal(on_stage_advance(c, held(c, &t, c->now), t.mentor), OK);
	assert_int_equal(stage(c, &t), 1);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PREPARED, "require"), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_RAPPORT, "remind"), OK);
	assert_int_equal(on_stage_advance(c, held(c, &t, c->now), t.mentor), OK);
	assert_int_equal(stage(c, &t), 2);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The last month of a programme is as long as the programme has set. */
static void
m2_as_the_programme_has_set(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct stage_facts f;

	c->now = day_number(2027, 11, 15) * DAY; /* 46 days are left */
	stage_facts(c, t.relationship, &f);
	assert_false(f.month);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_CLOSING_WEEKS, 50), OK);
	stage_facts(c, t.relationship, &f);
	assert_true(f.month);
	assert_int_equal(test_close(*state, OK), OK);
}

/* M2: by hand with a reason, forward and back; past a stage only with one; every move is kept. */
static void
m2_moved_by_hand(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct stage_list_view v = { 0 };

	c->who = t.mentee;
	assert_int_equal(stage_move(c, t.relationship, 2, ""), INVALID); /* nothing is done yet */
	assert_int_equal(stage_move(c, t.relationship, 3, ""), INVALID);
	assert_int_equal(stage_move(c, t.relationship, 1, "x"), CONFLICT);
	assert_int_equal(stage_move(c, t.relationship, 3, "We know each other"), OK);
	assert_int_equal(stage(c, &t), 3);
	c->who = t.mentor;
	c->now += DAY;
	assert_int_equal(stage_move(c, t.relationship, 2, ""), INVALID);
	assert_int_equal(stage_move(c, t.relationship, 2, "Goals first"), OK);
	c->who = t.stranger;
	assert_int_equal(stage_move(c, t.relationship, 3, "x"), NOT_FOUND);
	v.pair = seen_by(c, &t, t.mentee);
	stage_list_fill(c, &v);
	assert_int_equal(v.parts.n, 4);
	assert_true(v.parts.v[1].now && v.parts.v[0].reached && !v.parts.v[2].reached);
	assert_int_equal(v.parts.v[0].criteria.n, 4);
	assert_false(v.parts.v[0].criteria.v[0].met);
	assert_int_equal(v.moves.n, 2);
	assert_string_equal(v.moves.v[0].reason, "Goals first");
	assert_string_equal(
		v.moves.v[0].text, "Amara moved from Feedback and guidance to Setting goals");
	assert_int_equal(
		sql_stage_step_list(c, t.relationship).n, 2); /* the third was taken back */
	assert_int_equal(test_close(*state, OK), OK);
}

/* Each criterion says where one does it. */
static void
m2_each_criterion_has_its_page(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct stage_list_view v = { .pair = seen_by(c, &t, t.mentee) };
	int n = 0;

	stage_list_fill(c, &v);
	for (int i = 0; i < v.parts.n; i++)
		for (int k = 0; k < v.parts.v[i].criteria.n; k++, n++)
			assert_true(str_starts(v.parts.v[i].criteria.v[k].url, "/"));
	assert_int_equal(n, 8);
	assert_int_equal(test_close(*state, OK), OK);
}

/* M1: five steps, done by doing them; the first open one is the next best. */
static void
m1_a_good_start(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = seen_by(c, &t, t.mentee);
	struct start_line_rows rows = start_lines(c, &p);
	int64_t id;

	assert_int_equal(rows.n, 5);
	assert_int_equal(rows.done, 0);
	assert_true(rows.v[0].next);
	assert_string_equal(rows.v[0].s.url, url_goal_new(c, t.relationship));
	id = held(c, &t, c->now);
	sql_closing_insert(c, new_id(c), t.relationship, id, t.mentor, "x", "", c->now);
	sql_closing_insert(c, new_id(c), t.relationship, id, t.mentee, "x", "", c->now);
	shows(c, &t, t.mentor);
	shows(c, &t, t.mentee);
	sql_sheet_ready_insert(c, t.relationship, PRACTICE_SHEET_BOUNDARIES, t.mentor, c->now);
	rows = start_lines(c, &p);
	assert_int_equal(rows.done, 1); /* they have looked back; one has named limits */
	sql_sheet_ready_insert(c, t.relationship, PRACTICE_SHEET_BOUNDARIES, t.mentee, c->now);
	rows = start_lines(c, &p);
	assert_int_equal(rows.done, 2);
	assert_true(rows.v[0].next && !rows.v[2].next);
	assert_string_equal(start_word(c, &p), "2 of 5");
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
		T(m3_the_first_stage_closes),
		T(m3_reminds_elsewhere),
		T(m2_as_the_programme_has_set),
		T(m2_moved_by_hand),
		T(m2_each_criterion_has_its_page),
		T(m1_a_good_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
