/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of a programme, and how people of the database become candidates. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "features/matching/match_show.h"

/* ---- rules ---- */

static void
a_new_programme_has_the_usual_rules(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_new(c);

	assert_int_equal(sql_rule_count(c, w.programme), 7);
	assert_int_equal(rules_usual(c, w.programme), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
steps_need_an_order(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	struct level_name_rows levels = sql_level_names(c);
	struct rule_rows rules;

	for (int i = 1; i < levels.n; i++)
		sql_level_delete(c, levels.v[i].id);
	assert_int_equal(rules_usual(c, w.programme), OK);
	rules = sql_rule_list(c, w.programme);
	assert_int_equal(rules.n, 6);
	for (int i = 0; i < rules.n; i++)
		assert_string_not_equal(rules.v[i].kind, "steps");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_rule_must_fit_its_kind(void **state)
{
	static const struct {
		struct rule_form f;
		const char *field;
	} wrong[] = {
		{ { .kind = "" }, "kind" },
		{ { .kind = "steps", .hard = true, .mentee_field = "" }, "mentee_field" },
		{ { .kind = "steps", .hard = true, .mentee_field = "unit", .lo = 1, .hi = 2 },
			"mentee_field" },
		{ { .kind = "steps", .hard = true, .mentee_field = "level", .lo = 3, .hi = 2 },
			"hi" },
		{ { .kind = "same", .hard = true, .mentee_field = "field:nothing" },
			"mentee_field" },
		{ { .kind = "shared",
			  .hard = true,
			  .mentee_field = "wanted",
			  .mentor_field = "level" },
			"mentee_field" },
		{ { .kind = "shared",
			  .mentee_field = "wanted",
			  .mentor_field = "offered",
			  .points = 5,
			  .cap = 4 },
			"cap" },
		{ { .kind = "same", .mentee_field = "unit", .points = 0 }, "points" },
		{ { .kind = "hours", .hard = true, .mentee_field = "hours", .lo = 169 }, "lo" },
		{ { .kind = "distance", .hard = true, .mentee_field = "zone", .hi = -1 }, "hi" },
		{ { .kind = "not_manager", .points = 3 }, "hard" },
	};
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t id = 0;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		c->problems = NULL;
		assert_int_equal(rule_add(c, w.programme, &wrong[i].f, &id), INVALID);
		assert_string_equal(c->problems->field, wrong[i].field);
	}
	assert_int_equal(id, 0);
	assert_int_equal(sql_rule_count(c, w.programme), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
rules_are_said_in_plain_words(void **state)
{
	static const struct {
		struct rule_form f;
		const char *words, *weight;
	} said[] = {
		{ { .kind = "different", .hard = true, .mentee_field = "unit" },
			"Unit: not the same", "always" },
		{ { .kind = "steps", .mentee_field = "level", .lo = 2, .hi = 2, .points = 12 },
			"Level: the mentor 2 steps above", "12 points" },
		{ { .kind = "shared",
			  .mentee_field = "wanted",
			  .mentor_field = "offered",
			  .points = 5,
			  .cap = 15 },
			"Wanted and offered: something in common", "5 points each, at most 15" },
		{ { .kind = "hours", .hard = true, .mentee_field = "hours", .lo = 1 },
			"Working hours: at least 1 hour a week in common", "always" },
		{ { .kind = "distance", .mentee_field = "zone", .hi = 3, .points = 1 },
			"Time zone, in hours: at most 3 apart", "up to 1 point" },
		{ { .kind = "not_manager", .hard = true }, "Not the own line manager", "always" },
	};
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	struct known k = known_read(c);
	struct rule r;

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		assert_true(sql_rule_get(c, test_rule(c, &w, said[i].f), &r));
		assert_string_equal(rule_words(c, &k, &r), said[i].words);
		assert_string_equal(rule_weight(c, &r), said[i].weight);
	}
	assert_int_equal(test_close(*state, OK), OK);
}

static void
rules_belong_to_their_programme(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	struct rule_form f = { .kind = "same", .mentee_field = "unit", .points = 5 };
	int64_t id = test_rule(c, &w, f);
	struct rule r;

	assert_int_equal(rule_change(c, w.programme + 1, id, &f), NOT_FOUND);
	assert_int_equal(rule_remove(c, w.programme + 1, id), NOT_FOUND);
	f.points = 8;
	f.hard = true; /* what it is stays as it was made */
	assert_int_equal(rule_change(c, w.programme, id, &f), OK);
	assert_true(sql_rule_get(c, id, &r));
	assert_int_equal(r.hard, 0);
	assert_int_equal(r.points, 8);
	assert_int_equal(rule_remove(c, w.programme, id), OK);
	assert_int_equal(sql_rule_count(c, w.programme), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_deleted_rule_can_be_brought_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t id = test_rule(
		c, &w, (struct rule_form){ .kind = "same", .mentee_field = "unit", .points = 5 });
	const char *digest = match_rules_digest(c, w.programme);

	assert_int_equal(rule_restore(c, w.programme, id), CONFLICT); /* it is there */
	assert_int_equal(rule_remove(c, w.programme, id), OK);
	assert_string_not_equal(match_rules_digest(c, w.programme), digest);
	assert_int_equal(sql_rule_deleted(c, w.programme, 0).n, 1);
	assert_int_equal(rule_restore(c, w.programme + 1, id), CONFLICT);
	assert_int_equal(rule_restore(c, w.programme, id), OK);
	assert_string_equal(match_rules_digest(c, w.programme), digest);
	assert_int_equal(rule_remove(c, w.programme, id), OK);
	c->now += RULE_KEPT;
	assert_int_equal(rule_restore(c, w.programme, id), CONFLICT);
	id = test_rule(
		c, &w, (struct rule_form){ .kind = "same", .mentee_field = "unit", .points = 6 });
	assert_int_equal(rule_remove(c, w.programme, id), OK);
	assert_int_equal(sql_rule_deleted(c, w.programme, 0).n, 1); /* the older one is forgotten */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
what_matters_goes_together(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	struct aim_form f = { .aim = "fit", .fair = "leximin" };
	struct programme_choice p;

	assert_int_equal(choice_set(c, w.programme, &f), INVALID);
	assert_non_null(problem_of(c, "fair"));
	f.aim = "everyone";
	f.spread = 3;
	assert_int_equal(choice_set(c, w.programme, &f), INVALID);
	f.spread = 0;
	f.quota = true;
	assert_int_equal(choice_set(c, w.programme, &f), OK);
	assert_true(sql_programme_choice(c, w.programme, &p));
	assert_string_equal(p.fair, "leximin");
	assert_int_equal(p.quota, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- people ---- */

static struct match_input
read_input(struct ctx *c, const struct match_world *w)
{
	struct match_input in;

	match_input_read(c, w->programme, &test_choice, &in);
	assert_null(in.fault);
	return in;
}

/* Place of a person among mentees or mentors; -1. */
static int
place(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return (int)i;
	return -1;
}

static void
assert_pair(
	const struct match_input *in, int64_t mentee, int64_t mentor, bool eligible, int64_t points)
{
	int i = place(in->mentees, in->n_mentees, mentee);
	int j = place(in->mentors, in->n_mentors, mentor);
	int64_t found;

	assert_true(i >= 0 && j >= 0);
	assert_int_equal(
		criteria_pair(&in->criteria, in->roster, (size_t)i, (size_t)j, &found), eligible);
	if (eligible)
		assert_int_equal(found, points);
}

static void
everything_known_can_be_compared(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t near = test_mentor(c, &w, 1,
		(struct some){ .name = "near",
			.level = "Manager",
			.unit = "Sea",
			.languages = "en pt",
			.offered = "law budgets" });
	int64_t far = test_mentor(c, &w, 1,
		(struct some){
			.name = "far", .level = "Officer", .unit = "Land", .languages = "fr" });
	int64_t mentee = test_mentee(c, &w,
		(struct some){ .name = "mia",
			.level = "Officer",
			.unit = "Séa",
			.languages = "pt",
			.wanted = "Budgets Law speaking" });
	struct match_input in;

	test_rule(c, &w,
		(struct rule_form){ .kind = "steps",
			.mentee_field = "level",
			.lo = 1,
			.hi = 2,
			.points = 100 });
	test_rule(c, &w,
		(struct rule_form){ .kind = "same", .mentee_field = "unit", .points = 1000 });
	test_rule(c, &w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	in = read_input(c, &w);
	assert_pair(&in, mentee, near, true, 1110);
	assert_pair(&in, mentee, far, true, 0);
	test_rule(c, &w,
		(struct rule_form){ .kind = "shared", .hard = true, .mentee_field = "languages" });
	in = read_input(c, &w);
	assert_pair(&in, mentee, near, true, 1110);
	assert_pair(&in, mentee, far, false, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
set_hours(struct ctx *c, const char *name, const char *tz, const char *hours)
{
	int64_t id;
	bool made, changed;

	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA,
					 .email = arena_printf(c->mem, "%s@example.org", name),
					 .tz = tz, .hours = hours },
				 &id, &made, &changed),
		OK);
}

static void
hours_and_zones_count_in_utc(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t mentor = test_mentor(c, &w, 1, (struct some){ .name = "mo" });
	int64_t mentee = test_mentee(c, &w, (struct some){ .name = "mia" });
	struct match_input in;

	set_hours(c, "mo", "Asia/Kolkata", "540-1020 - - - - - -");   /* 3:30 to 11:30 UTC */
	set_hours(c, "mia", "Europe/Berlin", "540-1020 - - - - - -"); /* 8:00 to 16:00 UTC */
	test_rule(c, &w,
		(struct rule_form){
			.kind = "hours", .mentee_field = "hours", .lo = 3, .points = 7 });
	test_rule(c, &w,
		(struct rule_form){
			.kind = "distance", .mentee_field = "zone", .hi = 9, .points = 9 });
	in = read_input(c, &w);
	/* 3.5 hours in common; 4.5 hours apart: half of the nine points, rounded down */
	assert_pair(&in, mentee, mentor, true, 7 + 4);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
own_fields_of_the_organisation_count(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t mentor = test_mentor(c, &w, 1, (struct some){ .name = "mo" });
	int64_t mentee = test_mentee(c, &w, (struct some){ .name = "mia" });
	int64_t grade = field_ensure(c, "Grade", "one", "AO\nEO\nHEO", false);
	int64_t since = field_ensure(c, "Since", "date", "", false);
	struct match_input in;

	sql_answer_insert(c, mentee, grade, "AO");
	sql_answer_insert(c, mentor, grade, "HEO");
	sql_answer_insert(c, mentee, since, "2020-03-01");
	sql_answer_insert(c, mentor, since, "2020-02-20");
	test_rule(c, &w,
		(struct rule_form){ .kind = "steps",
			.mentee_field = "field:grade",
			.lo = 2,
			.hi = 2,
			.points = 12 });
	test_rule(c, &w,
		(struct rule_form){ .kind = "distance",
			.hard = true,
			.mentee_field = "field:since",
			.hi = 10 });
	in = read_input(c, &w);
	assert_pair(&in, mentee, mentor, true, 12);
	sql_field_delete(c, since);
	match_input_read(c, w.programme, &test_choice, &in);
	assert_non_null(in.fault); /* no rule is ever softly left out */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
what_nobody_says_anything_about_keeps_nobody_apart(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t mentor = test_mentor(c, &w, 1, (struct some){ .name = "mo", .languages = "" });
	int64_t mentee = test_mentee(c, &w, (struct some){ .name = "mia", .languages = "" });
	int64_t grade = field_ensure(c, "Grade", "one", "AO\nEO\nHEO", false);
	struct rule_row_rows rows;
	struct match_input in;

	test_rule(c, &w,
		(struct rule_form){ .kind = "shared", .hard = true, .mentee_field = "languages" });
	in = read_input(c, &w);
	assert_pair(&in, mentee, mentor, true, 0);
	rows = rule_rows_of(c, w.programme, true);
	assert_string_equal(rows.v[0].idle, "not in use: nobody has filled in Languages");
	test_mentee(c, &w, (struct some){ .name = "lea", .languages = "fr" });
	in = read_input(c, &w);
	assert_pair(&in, mentee, mentor, false, 0);
	rows = rule_rows_of(c, w.programme, true);
	assert_null(rows.v[0].idle);
	sql_rule_delete(c, rows.v[0].r.id, c->now);
	/* What the organisation asks is meant. */
	test_rule(c, &w,
		(struct rule_form){ .kind = "same", .hard = true, .mentee_field = "field:grade" });
	in = read_input(c, &w);
	assert_pair(&in, mentee, mentor, false, 0);
	assert_null(rule_rows_of(c, w.programme, true).v[0].idle);
	assert_true(grade > 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
only_those_who_wait_and_have_room_count(void **state)
{
	struct ctx *c = test_open(*state);
	struct match_world w = match_world_make(c);
	int64_t full = test_mentor(c, &w, 1, (struct some){ .name = "full" });
	int64_t half = test_mentor(c, &w, 2, (struct some){ .name = "half" });
	int64_t gone = test_mentor(c, &w, 1, (struct some){ .name = "gone" });
	int64_t a = test_mentee(c, &w, (struct some){ .name = "a" });
	int64_t b = test_mentee(c, &w, (struct some){ .name = "b" });
	int64_t chief = test_mentee(c, &w, (struct some){ .name = "chief" });
	struct participant_row x;
	struct match_input in;
	int64_t id;
	bool made, changed;

	assert_int_equal(relationship_start(c, w.programme, full, a, &id), OK);
	assert_int_equal(relationship_start(c, w.programme, half, b, &id), OK);
	assert_int_equal(relationship_end(c, id, "early"), OK);
	assert_int_equal(relationship_start(c, w.programme, half,
				 test_mentee(c, &w, (struct some){ .name = "d" }), &id),
		OK);
	assert_true(sql_participant_find(c, w.programme, "mentor", gone, &x));
	assert_int_equal(participant_set(c, w.programme, x.id, "paused", -1), OK);
	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .email = "chief@example.org",
					 .manager = "half@example.org" },
				 &id, &made, &changed),
		OK);
	test_rule(c, &w, (struct rule_form){ .kind = "not_manager", .hard = true });
	in = read_input(c, &w);
	assert_int_equal(in.n_mentors, 1); /* half */
	assert_int_equal(in.places, 1);
	assert_int_equal(in.n_mentees, 2); /* b and chief */
	assert_int_equal(place(in.mentees, in.n_mentees, a), -1);
	assert_pair(&in, b, half, false, 0);	 /* they have been together */
	assert_pair(&in, chief, half, false, 0); /* his line manager */
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)
		TEST(a_new_programme_has_the_usual_rules),
		TEST(a_deleted_rule_can_be_brought_back),
		TEST(what_matters_goes_together),
		TEST(steps_need_an_order),
		TEST(a_rule_must_fit_its_kind),
		TEST(rules_are_said_in_plain_words),
		TEST(rules_belong_to_their_programme),
		TEST(everything_known_can_be_compared),
		TEST(hours_and_zones_count_in_utc),
		TEST(own_fields_of_the_organisation_count),
		TEST(what_nobody_says_anything_about_keeps_nobody_apart),
		TEST(only_those_who_wait_and_have_room_count),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
