/* SPDX-License-Identifier: Apache-2.0 */
/* Circles from what people want to a roster with letters (B10, as far as sizes and the roster go). */
#include "tests/circles_world.h"

#include "features/matching/placements.h"

static void
close_ok(struct test *t)
{
	assert_int_equal(test_close(t, OK), OK);
}

static void
b10_circles_keep_their_sizes(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t law[4], run;
	struct match_left_rows left;
	int64_t lone;
	int moved = 0;

	for (int i = 0; i < 4; i++)
		law[i] = person(c, &w, arena_printf(c->mem, "law%d", i), "x", "law");
	lone = person(c, &w, "lone", "x", "budgets");
	offer(c, &w, "law", 2, 3);
	offer(c, &w, "budgets", 2, 3);
	close_ok(t);
	run = test_run(
		t, &w, "fit"); /* only what they named: one law too many, one budgets too few */
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 3);
	assert_int_equal(get(c, run).places, 1);
	assert_int_equal(get(c, run).unused, 1);
	assert_int_equal(get(c, run).other_matched, 5);
	assert_int_equal(get(c, run).proven, 1);
	assert_string_equal(place(c, run, lone), "");
	left = sql_match_left_list(c, run, "", 10, 0);
	assert_int_equal(left.n, 2);
	assert_string_equal(left.v[0].why, "1"); /* a topic that they named is on offer */
	close_ok(t);
	run = test_run(t, &w, "everyone"); /* one of them goes where he has not named it */
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 5);
	assert_int_equal(get(c, run).score, 4 * CIRCLED_WANTED + CIRCLED_NEITHER);
	assert_string_equal(place(c, run, lone), "budgets");
	for (int i = 0; i < 4; i++)
		moved += str_eq(place(c, run, law[i]), "budgets");
	assert_int_equal(moved, 1);
	close_ok(t);
}

static void
not_too_many_alike(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t run;
	struct match_place_rows rows;

	for (int i = 0; i < 3; i++)
		person(c, &w, arena_printf(c->mem, "x%d", i), i ? "X" : "x", "law");
	person(c, &w, "y", "y", "law");
	offer(c, &w, "law", 2, 4);
	assert_int_equal(mixture_set(c, w.programme,
				 &(struct mixture_form){ .alike = "unit", .alike_most = 1 }),
		OK);
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 2);
	rows = sql_match_place_list(c, run, 10, 0);
	assert_string_equal(rows.v[rows.v[0].name[0] == 'y' ? 0 : 1].name, "y");
	assert_false(match_stale(c, &(struct match){ .programme = w.programme,
					    .state = "proposed",
					    .rules_digest = get(c, run).rules_digest }));
	mixture_set(c, w.programme, &(struct mixture_form){ .alike = "any", .alike_most = 1 });
	assert_true(match_stale(c, &(struct match){ .programme = w.programme,
					   .state = "proposed",
					   .rules_digest = get(c, run).rules_digest }));
	close_ok(t);
}

static void
b10_published_circles_have_a_roster(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t p[3], run, job, gone = person(c, &w, "gone", "x", "law");
	struct circle_rows mine;
	struct participant_row x;
	struct participant_row out;

	for (int i = 0; i < 3; i++)
		p[i] = person(c, &w, arena_printf(c->mem, "p%d", i), "x", "law");
	offer(c, &w, "law", 3, 8);
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	c->who = w.manager;
	assert_int_equal(get(c, run).matched, 4);
	assert_int_equal(match_publish(c, run, &job), OK);
	/* Somebody leaves before the job is at work. */
	assert_true(sql_participant_find(c, w.programme, "mentee", gone, &out));
	assert_int_equal(participant_set(c, w.programme, out.id, "left", -1), OK);
	close_ok(t);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_string_equal(get(c, run).state, "published");
	assert_int_equal(get(c, run).matched, 3);
	mine = sql_circle_mine(c, p[0]);
	assert_int_equal(mine.n, 1);
	assert_int_equal(mine.v[0].members, 3);
	assert_int_equal(sql_circle_mine(c, gone).n, 0);
	assert_true(sql_participant_find(c, w.programme, "mentee", p[0], &x));
	assert_string_equal(x.state, "matched");
	c->who = gone;
	assert_int_equal(standing_circle(c, mine.v[0].id), 0);
	c->who = p[1];
	assert_true(standing_circle(c, mine.v[0].id) & STANDING_PARTICIPANT);
	/* One leaves and waits again; with the next one the circle is over. */
	assert_int_equal(circle_leave(c, mine.v[0].id), OK);
	assert_true(sql_participant_find(c, w.programme, "mentee", p[1], &x));
	assert_string_equal(x.state, "waiting");
	assert_int_equal(sql_circle_members(c, mine.v[0].id).n, 2);
	c->who = p[2];
	assert_int_equal(circle_leave(c, mine.v[0].id), OK);
	assert_int_equal(sql_circle_mine(c, p[0]).n, 0);
	assert_true(sql_participant_find(c, w.programme, "mentee", p[0], &x));
	assert_string_equal(x.state, "waiting");
	assert_int_equal(circle_leave(c, mine.v[0].id), CONFLICT);
	close_ok(t);
}

/* b10: a pin holds whatever else it costs, and two who are apart never meet. */
static void
b10_decisions_of_the_manager_hold(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t p[6], law, run, stranger;
	struct placement_rows all;

	for (int i = 0; i < 6; i++)
		p[i] = person(c, &w, arena_printf(c->mem, "p%d", i), "x", i < 3 ? "law" : "tax");
	stranger = w.manager;
	offer(c, &w, "law", 3, 4);
	offer(c, &w, "tax", 2, 3);
	law = sql_circle_topic_list(c, w.programme).v[0].topic;
	c->who = w.manager;
	assert_int_equal(placement_set(c, w.programme, p[5], law), OK);
	assert_int_equal(placement_set(c, w.programme, stranger, law), NOT_FOUND);
	assert_int_equal(placement_set(c, w.programme, p[5], 424242), INVALID);
	c->problems = NULL;
	assert_int_equal(wish_set(c, w.programme, p[0], p[1], "pin"), CONFLICT);
	assert_int_equal(wish_set(c, w.programme, p[1], p[0], "ban"), OK);
	assert_int_equal(wish_set(c, w.programme, p[0], p[0], "ban"), CONFLICT);
	c->why = NULL;
	all = sql_placement_list(c, w.programme, 0);
	assert_int_equal(all.n, 2);
	assert_string_equal(all.v[0].topic_name, "law");
	assert_int_equal(sql_placement_list(c, w.programme, p[1]).v[0].other, p[0]);
	close_ok(t);
	run = test_run(t, &w, "everyone");
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 6);
	assert_int_equal(get(c, run).proven, 1);
	assert_string_equal(place(c, run, p[5]), "law");
	assert_string_not_equal(place(c, run, p[0]), place(c, run, p[1]));
	assert_false(match_stale(c, &(struct match){ .programme = w.programme,
					    .state = "proposed",
					    .rules_digest = get(c, run).rules_digest }));
	c->who = w.manager;
	assert_int_equal(placement_set(c, w.programme, p[5], 0), OK);
	assert_true(match_stale(c, &(struct match){ .programme = w.programme,
					   .state = "proposed",
					   .rules_digest = get(c, run).rules_digest }));
	/* What cannot be is said, and nothing is proposed. */
	for (int i = 0; i < 5; i++)
		assert_int_equal(placement_set(c, w.programme, p[i], law), OK);
	close_ok(t);
	run = test_run(t, &w, "everyone");
	c = test_open(t);
	assert_string_equal(get(c, run).state, "failed");
	assert_non_null(strstr(get(c, run).fault, "decided"));
	close_ok(t);
}

static void
b10_sizes_are_changed(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t id = offer(c, &w, "law", 3, 8);
	struct circle_topic x;

	assert_int_equal(circle_topic_resize(c, w.programme, id,
				 &(struct circle_size_form){ .least = 4, .most = 6 }),
		OK);
	assert_true(sql_circle_topic_get(c, w.programme, id, &x));
	assert_int_equal(x.least * 10 + x.most, 46);
	assert_int_equal(circle_topic_resize(c, w.programme, id,
				 &(struct circle_size_form){ .least = 7, .most = 6 }),
		INVALID);
	c->problems = NULL;
	assert_int_equal(circle_topic_resize(c, w.programme + 1, id,
				 &(struct circle_size_form){ .least = 4, .most = 6 }),
		NOT_FOUND);
	close_ok(t);
}

static void
without_topics_there_is_no_run(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t run, id;

	person(c, &w, "p", "x", "law");
	assert_int_equal(
		circle_topic_offer(c, w.programme,
			&(struct circle_topic_form){ .name = "law", .least = 5, .most = 4 }, &id),
		INVALID);
	c->problems = NULL;
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	assert_string_equal(get(c, run).state, "failed");
	sql_programme_set_way(c, w.programme, "rules");
	assert_int_equal(
		circle_topic_offer(c, w.programme,
			&(struct circle_topic_form){ .name = "law", .least = 3, .most = 4 }, &id),
		CONFLICT);
	close_ok(t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(b10_circles_keep_their_sizes),
		TEST(not_too_many_alike),
		TEST(b10_published_circles_have_a_roster),
		TEST(b10_decisions_of_the_manager_hold),
		TEST(b10_sizes_are_changed),
		TEST(without_topics_there_is_no_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
