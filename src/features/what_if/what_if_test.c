/* SPDX-License-Identifier: Apache-2.0 */
/* What a manager asks before deciding. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "features/what_if/what_if.h"

/* One mentor with one place; lea shares two topics with her, bo is of another unit. */
struct three {
	struct match_world w;
	int64_t mo, lea, bo, topics, unit;
};

static struct three
three_make(struct ctx *c)
{
	struct three t = { .w = match_world_make(c) };

	t.mo = test_mentor(
		c, &t.w, 1, (struct some){ .name = "mo", .unit = "Maps", .offered = "law tax" });
	t.lea = test_mentee(
		c, &t.w, (struct some){ .name = "lea", .unit = "Maps", .wanted = "law tax" });
	t.bo = test_mentee(c, &t.w, (struct some){ .name = "bo", .unit = "Tides" });
	t.topics = test_rule(c, &t.w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	t.unit = test_rule(c, &t.w,
		(struct rule_form){ .kind = "different", .mentee_field = "unit", .points = 4 });
	return t;
}

/* The rules as they are, with other weights: topics, then unit. */
static struct tried
tried_make(struct ctx *c, const struct three *t, int64_t topics, int64_t unit)
{
	int64_t *weights = ARENA_ARRAY(c->mem, int64_t, 2);
	struct tried x = { .all = sql_rule_list(c, t->w.programme), .weights = weights };

	assert_int_equal(x.all.n, 2);
	weights[0] = topics;
	weights[1] = unit;
	x.altered = topics != 5 || unit != 4;
	assert_true(sql_programme_choice(c, t->w.programme, &x.choice));
	return x;
}

static void
two_sets_of_rules_lie_side_by_side(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct three t = three_make(c);
	struct tried x = tried_make(c, &t, 5, 4);
	struct trial_answers a;

	trial_run(c, t.w.programme, &x, &a);
	assert_null(a.fault);
	assert_int_equal(a.sum.matched, 1);
	assert_int_equal(a.sum.points, 10);
	assert_int_equal(a.sum.lost + a.sum.gained + a.sum.changed, 0);
	assert_int_equal(a.sum.alone, 1);
	x = tried_make(c, &t, 1, 4); /* 2 points for lea, 4 for bo */
	trial_run(c, t.w.programme, &x, &a);
	assert_int_equal(a.sum.points, 10);
	assert_int_equal(a.sum.points_then, 4); /* by the rules as they are */
	assert_int_equal(a.sum.lost, 1);
	assert_int_equal(a.sum.gained, 1);
	assert_int_equal(a.sum.alone, 0);
	assert_int_equal(test_close(test, OK), OK);
	test_run(test, &t.w, ""); /* the same, from a proposal */
	c = test_open(test);
	x = tried_make(c, &t, 5, 0);
	trial_run(c, t.w.programme, &x, &a);
	assert_int_equal(a.sum.matched, 1);
	assert_int_equal(a.sum.points, 10);
	assert_int_equal(a.sum.unused, 0);
	assert_int_equal(a.sum.changed + a.sum.lost, 0);
	assert_int_equal(test_close(test, OK), OK);
}

static void
what_was_tried_is_what_happens(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct three t = three_make(c);
	struct tried x = tried_make(c, &t, 1, 0);
	int64_t match = 0, job = 0;
	struct rule r;
	struct match m;

	c->who = t.w.manager;
	assert_int_equal(trial_take(c, t.w.programme, &x, &match, &job), OK);
	assert_true(sql_rule_get(c, t.topics, &r));
	assert_int_equal(r.points, 1);
	assert_int_equal(r.cap, 15);
	assert_false(sql_rule_get(c, t.unit, &r));
	assert_int_equal(rule_restore(c, t.w.programme, t.unit), OK);
	assert_true(sql_match_get(c, match, &m));
	assert_string_equal(m.state, "running");
	x = tried_make(c, &t, 5, 4);
	x.choice.aim = "fit";
	x.choice.fair = "leximin";
	assert_int_equal(trial_take(c, t.w.programme, &x, &match, &job), INVALID);
	assert_int_equal(test_close(test, INVALID), INVALID);
}

static struct what_if_person
of_unit(const char *unit)
{
	return (struct what_if_person){ .unit = unit, .level_name = "" };
}

static void
no_figure_speaks_of_a_few(void **state)
{
	struct ctx *c = test_open(*state);
	struct what_if_person who[12];
	int32_t now[12], then[12];
	struct group_rows rows;

	/* 6 of Maps, 4 of Tides, 2 who do not say */
	for (int i = 0; i < 12; i++) {
		who[i] = of_unit(i < 6 ? "Maps" : i < 10 ? "Tides" : "");
		now[i] = i % 2 ? 0 : -1;
		then[i] = 0;
	}
	rows = groups_of(c, BY_UNIT, who, 12, now, then, 5);
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.v[0].name, "Maps");
	assert_int_equal(rows.v[0].people, 6);
	assert_int_equal(rows.v[0].now, 3);
	assert_int_equal(rows.v[0].difference, 3);
	assert_int_equal(rows.v[1].people, 6); /* Tides and the others, together */
	assert_int_equal(
		groups_of(c, BY_UNIT, who, 10, now, then, 5).n, 0); /* 4 alone would show */
	assert_int_equal(groups_of(c, BY_UNIT, who, 12, now, then, 2).n, 3);
	assert_int_equal(groups_of(c, BY_LEVEL, who, 12, now, then, 2).n, 0); /* one group only */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
differences_have_a_sign(void **state)
{
	struct ctx *c = test_open(*state);

	assert_string_equal(fmt_difference(c, 0), "0");
	assert_string_equal(fmt_difference(c, 3), "+3");
	assert_string_equal(fmt_difference(c, -1200), "\xe2\x88\x92"
						      "1,200");
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_sets_of_rules_lie_side_by_side),
		TEST(what_was_tried_is_what_happens),
		TEST(no_figure_speaks_of_a_few),
		TEST(differences_have_a_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
