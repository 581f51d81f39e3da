/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/plan/plan.h"
#include "features/relationships/relationships.h"

static int64_t
step_make(struct ctx *c, const struct two *t, const char *body, int64_t owner)
{
	int64_t id = 0;

	assert_int_equal(
		step_add(c, t->relationship,
			&(struct step_form){ .body = body, .owner = owner, .due_on = "2027-04-01" },
			&id),
		OK);
	return id;
}

/* F1: owner, date and goal; only the owner closes a step (H4). */
static void
f1_steps(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct step_form f = { .body = "Read it", .due_on = "" };
	struct step s;
	int64_t id;

	c->who = t.mentee;
	id = step_make(c, &t, "Lead one round", t.mentor);
	assert_true(sql_step_get(c, id, &s));
	assert_int_equal(s.owner, t.mentor);
	assert_int_equal(step_close(c, id, true), FORBIDDEN);
	f.owner = t.stranger;
	assert_int_equal(step_change(c, id, &f), INVALID);
	c->problems = NULL;
	f.owner = t.mentee;
	f.goal = 77;
	assert_int_equal(step_change(c, id, &f), INVALID);
	c->problems = NULL;
	f.goal = 0;
	assert_int_equal(step_change(c, id, &f), OK);
	assert_int_equal(step_close(c, id, true), OK);
	assert_int_equal(step_close(c, id, true), OK);
	assert_int_equal(sql_step_list(c, t.relationship, "done").n, 1);
	c->who = t.manager;
	assert_int_equal(standing_step(c, id), 0);
	assert_int_equal(step_drop(c, id), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* F2: what a step needs; an address is one that a browser may follow. */
static void
f2_resources(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct resource_form f = { .kind = "reading", .title = "A book", .link = "javascript:1" };
	int64_t step, id;

	c->who = t.mentor;
	step = step_make(c, &t, "Read it", 0);
	assert_int_equal(resource_add(c, step, &f, &id), INVALID);
	c->problems = NULL;
	f.link = "https://example.org/book";
	assert_int_equal(resource_add(c, step, &f, &id), OK);
	assert_string_equal(sql_resource_list(c, t.relationship).v[0].title, "A book");
	assert_int_equal(test_close(*state, OK), OK);
}

/* F1, F5: what both accept is a version; a change needs a reason and shows its difference. */
static void
f5_versions(void **state)
{
	struct plan_acceptance_form yes = { .reason = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct plan_version_rows v;
	struct plan_diff d;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(plan_accept(c, t.relationship, &yes), CONFLICT); /* empty */
	id = step_make(c, &t, "First", 0);
	yes.seen = plan_mark(plan_text(c, t.relationship)) + 1;
	assert_int_equal(plan_accept(c, t.relationship, &yes), CONFLICT); /* not what was read */
	yes.seen = plan_mark(plan_text(c, t.relationship));
	assert_int_equal(plan_accept(c, t.relationship, &yes), OK);
	assert_int_equal(sql_plan_agreed_number(c, t.relationship), 0);
	c->who = t.mentor;
	assert_int_equal(plan_accept(c, t.relationship, &yes), OK);
	assert_int_equal(sql_plan_agreed_number(c, t.relationship), 1);
	c->who = t.mentee;
	assert_int_equal(step_close(c, id, true), OK); /* doing it is no change of the plan */
	assert_int_equal(plan_mark(plan_text(c, t.relationship)), yes.seen);

	step_make(c, &t, "Second", 0);
	step_drop(c, id);
	yes.seen = 0;
	assert_int_equal(plan_accept(c, t.relationship, &yes), INVALID);
	assert_non_null(problem_of(c, "reason"));
	c->problems = NULL;
	yes.reason = "A new role";
	assert_int_equal(plan_accept(c, t.relationship, &yes), OK);
	assert_int_equal(sql_plan_agreed_number(c, t.relationship), 1); /* until both have */
	v = sql_plan_version_list(c, t.relationship, 99, 0);
	assert_int_equal(v.n, 2);
	assert_string_equal(v.v[0].reason, "A new role");
	d = plan_diff_of(c, v.v[1].body, v.v[0].body);
	assert_int_equal(d.added.n, 1);
	assert_int_equal(d.removed.n, 1);
	assert_true(str_starts(d.added.v[0], "Second ("));
	assert_string_equal(d.removed.v[0], "First (Jonas Weber, 1 April 2027)");
	d.added = plan_lines(c, "A book (2027-13-01)\n\u2691 Half (2027-04-01)\n");
	assert_string_equal(d.added.v[0], "A book (2027-13-01)"); /* no day: somebody's own words */
	assert_string_equal(d.added.v[1], "\u2691 Half (1 April 2027)");
	assert_int_equal(test_close(*state, OK), OK);
}

/* E2, F1, F3: a day by which something shall be there is not over when it is written down; what became late may stay late. */
static void
e2_f1_f3_days_lie_ahead(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *over = day_text(c->mem, day_today(c) - 1), *today = today_on(c);
	struct goal_form g = { .title = "Speak up",
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
		.relevant = "",
		.due_on = over,
		.horizon = "",
		.career = "",
		.reason = "" };
	struct step_form s = { .body = "Read it", .due_on = over };
	struct milestone_form m = { .title = "Half of it", .due_on = over };
	int64_t goal, step, milestone;

	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &g, &goal), INVALID);
	assert_string_equal(c->problems->field, "due_on");
	assert_int_equal(step_add(c, t.relationship, &s, &step), INVALID);
	assert_int_equal(milestone_add(c, t.relationship, &m, &milestone), INVALID);
	c->problems = NULL;
	g.due_on = s.due_on = m.due_on = today;
	assert_int_equal(goal_add(c, t.relationship, &g, &goal), OK);
	assert_int_equal(step_add(c, t.relationship, &s, &step), OK);
	assert_int_equal(milestone_add(c, t.relationship, &m, &milestone), OK);
	c->now += 3 * DAY; /* late by now: the words can be changed all the same */
	g.title = "Speak up early";
	assert_int_equal(goal_change(c, goal, &g), OK);
	assert_int_equal(step_change(c, step, &s), OK);
	assert_int_equal(milestone_change(c, milestone, &m), OK);
	g.due_on = s.due_on = m.due_on = over;
	assert_int_equal(goal_change(c, goal, &g), INVALID);
	assert_int_equal(step_change(c, step, &s), INVALID);
	assert_int_equal(milestone_change(c, milestone, &m), INVALID);
	c->problems = NULL;
	assert_int_equal(test_close(*state, OK), OK);
}

/* F3: on the day both are asked; "done" wants evidence. */
static void
f3_milestones(void **state)
{
	struct milestone_form f = { .title = "Half of it", .due_on = "2027-03-10" };
	struct milestone_answer_form a = { .answer = "at-risk", .evidence = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;
	int64_t id, due;

	c->who = t.mentee;
	assert_int_equal(milestone_add(c, t.relationship, &f, &id), OK);
	pair_get(c, t.relationship, &p);
	assert_int_equal(milestone_due(c, &p), 0);
	assert_int_equal(milestone_answer(c, id, &a), OK); /* early: asked again on the day */
	day_parse(f.due_on, &due);
	c->now = due * DAY + 3600;
	assert_int_equal(milestone_due(c, &p), id);
	assert_int_equal(milestone_answer(c, id, &a), OK);
	assert_int_equal(milestone_due(c, &p), 0);
	c->who = t.mentor;
	pair_get(c, t.relationship, &p);
	assert_int_equal(milestone_due(c, &p), id);
	a.answer = "done";
	assert_int_equal(milestone_answer(c, id, &a), INVALID);
	c->problems = NULL;
	a.evidence = "The list of eight rounds";
	assert_int_equal(milestone_answer(c, id, &a), OK);
	assert_int_equal(milestone_due(c, &p), 0);
	assert_int_equal(sql_milestone_list(c, t.relationship, "done").n, 1);
	c->who = t.manager;
	assert_int_equal(standing_milestone(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
meet(struct ctx *c, const struct two *t, const char *starts, int64_t *ret_id)
{
	assert_int_equal(
		meeting_plan(c, t->relationship,
			&(struct meeting_form){ .starts = starts, .minutes = 60, .place = "" },
			ret_id),
		OK);
}

static int64_t
theme_make(struct ctx *c, const struct two *t, const char *body)
{
	int64_t id = 0;

	assert_int_equal(
		theme_add(c, t->relationship,
			&(struct theme_form){ .source = "person", .body = body, .word = "" }, &id),
		OK);
	return id;
}

/* F6: themes lie over the coming meetings, are moved, and each meeting shows its own. */
static void
f6_roadmap(void **state)
{
	struct closing_form nothing = CLOSED_WITH("");
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m[3], a, b;
	struct slot_rows s;
	struct pair p;

	c->who = t.mentee;
	two_prepare(c, &t);
	pair_get(c, t.relationship, &p);
	meet(c, &t, "2027-03-02T10:00", &m[0]);
	meet(c, &t, "2027-03-09T10:00", &m[1]);
	a = theme_make(c, &t, "First");
	b = theme_make(c, &t, "Second");
	s = roadmap_slots(c, &p);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.v[0].meeting, m[1]); /* the opening meeting has an agenda of its own */
	assert_int_equal(s.v[1].meeting, 0);
	assert_true(s.v[1].at > s.v[0].at);
	assert_string_equal(agenda_points(c, &p, m[1]).v[0].text, "First");
	assert_string_not_equal(agenda_points(c, &p, m[0]).v[0].text, "First");

	assert_int_equal(theme_move(c, b, &(struct theme_move_form){ .move = "up" }), OK);
	assert_string_equal(agenda_points(c, &p, m[1]).v[0].text, "Second");
	assert_int_equal(theme_move(c, b, &(struct theme_move_form){ .move = "", .place = 2 }), OK);
	assert_string_equal(agenda_points(c, &p, m[1]).v[0].text, "First");
	assert_int_equal(theme_move(c, b, &(struct theme_move_form){ .move = "" }), INVALID);

	c->now += 2 * DAY;
	assert_int_equal(meeting_close(c, m[0], &nothing), OK);
	assert_int_equal(on_theme_close(c, m[0], c->who), OK);
	assert_int_equal(sql_theme_list(c, t.relationship, "open").n, 2);
	c->now += 7 * DAY;
	assert_int_equal(meeting_close(c, m[1], &nothing), OK);
	assert_int_equal(on_theme_close(c, m[1], c->who), OK);
	assert_int_equal(on_theme_close(c, m[1], c->who), OK); /* again: nothing more */
	assert_int_equal(sql_theme_list(c, t.relationship, "open").n, 1);
	assert_string_equal(agenda_points(c, &p, m[1]).v[0].text, "First");
	assert_int_equal(theme_move(c, a, &(struct theme_move_form){ .move = "down" }), CONFLICT);
	assert_int_equal(theme_move(c, a, &(struct theme_move_form){ .move = "again" }), OK);
	assert_int_equal(sql_theme_list(c, t.relationship, "open").v[0].id, a);
	assert_int_equal(theme_remove(c, a), OK);
	c->who = t.stranger;
	assert_int_equal(standing_theme(c, b), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* E11, F7: goals, what the mentee hopes to learn, and the usual themes in their order. */
static void
f7_proposals(void **state)
{
	struct direction_form d = { .hope = "",
		.aim = "",
		.career = "",
		.path = "",
		.skills = "",
		.experiences = "",
		.industries = "",
		.roles = "",
		.learn = "To say no\nwithout a war",
		.grow = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form g;
	struct goal none = { .title = "Lead the round",
		.specific = "",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.scale = "",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.horizon = "short",
		.career = "" };
	struct proposal_rows r;
	struct pair p;
	int64_t goal;

	c->who = t.mentee;
	pair_get(c, t.relationship, &p);
	goal_form_of(c->mem, &g, &none);
	assert_int_equal(goal_add(c, t.relationship, &g, &goal), OK);
	assert_int_equal(direction_save(c, t.relationship, &d), OK);
	r = roadmap_proposals(c, &p);
	assert_int_equal(r.n, 6 + 3);
	assert_string_equal(
		r.v[6].side, "emotional"); /* A8: offered, and not added with the others */
	assert_string_equal(r.v[0].text, "Lead the round");
	assert_string_equal(r.v[1].text, "To say no");
	assert_string_equal(r.v[2].word, PRACTICE_THEME_INDUSTRY_TRENDS);
	assert_string_equal(r.v[3].word, PRACTICE_THEME_TIME_MANAGEMENT);
	assert_string_equal(r.v[4].word, PRACTICE_THEME_BIGGEST_LESSONS);
	assert_string_equal(r.v[5].word, PRACTICE_THEME_TECHNICAL_ISSUES);
	assert_int_equal(theme_add_usual(c, t.relationship), OK);
	assert_int_equal(sql_theme_list(c, t.relationship, "open").n, 6);
	assert_int_equal(theme_add_usual(c, t.relationship), OK);
	assert_int_equal(sql_theme_list(c, t.relationship, "open").n, 6); /* each once */
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(f1_steps, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(f2_resources, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(f5_versions, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(f3_milestones, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(e2_f1_f3_days_lie_ahead, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(f6_roadmap, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(f7_proposals, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
