/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody says for himself about circles (B10). */
#include "tests/circles_world.h"

#include "features/ranking/topics.h"

static void
close_ok(struct test *t)
{
	assert_int_equal(test_close(t, OK), OK);
}

/* What somebody said for himself comes before his profile, and changes nothing that a manager can read. */
static void
b10_own_wishes_come_first(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = circles_make(c);
	int64_t p[4], law, tax, run;
	struct match before, after;

	for (int i = 0; i < 4; i++)
		p[i] = person(c, &w, arena_printf(c->mem, "p%d", i), "x", i < 2 ? "law" : "tax");
	offer(c, &w, "law", 2, 2);
	offer(c, &w, "tax", 2, 2);
	law = sql_circle_topic_list(c, w.programme).v[0].topic;
	tax = sql_circle_topic_list(c, w.programme).v[1].topic;
	close_ok(t);
	run = test_run(t, &w, "everyone");
	c = test_open(t);
	before = get(c, run);
	assert_string_equal(place(c, run, p[0]), "law");
	c->who = p[0];
	assert_int_equal(
		topic_choice_set(c, w.programme, &(struct topic_choice_form){ .first = tax }), OK);
	assert_int_equal(topic_choice_set(c, w.programme,
				 &(struct topic_choice_form){ .first = tax, .second = tax }),
		INVALID);
	c->problems = NULL;
	assert_int_equal(
		topic_choice_set(c, w.programme, &(struct topic_choice_form){ .first = 424242 }),
		INVALID);
	c->problems = NULL;
	c->who = p[2];
	assert_int_equal(
		topic_choice_set(c, w.programme, &(struct topic_choice_form){ .first = law }), OK);
	c->who = w.manager;
	assert_int_equal(
		topic_choice_set(c, w.programme, &(struct topic_choice_form){ .first = law }),
		NOT_FOUND);
	/* Topics are nothing that was said about people. */
	c->who = p[0];
	{
		struct said s;

		said_read(c, w.programme, "mentee", &s);
		assert_int_equal(s.n, 0);
		said_read_topics(c, w.programme, &s);
		assert_int_equal(s.v[0].person, tax);
	}
	close_ok(t);
	run = test_run(t, &w, "everyone");
	c = test_open(t);
	after = get(c, run);
	assert_string_equal(place(c, run, p[0]), "tax");
	assert_string_equal(place(c, run, p[2]), "law");
	assert_int_equal(after.matched, before.matched);
	assert_int_equal(after.score, before.score - 2 * CIRCLED_WANTED + 2 * CIRCLED_NEITHER);
	assert_int_equal(after.bound, after.score);
	assert_int_equal(after.proven, 1);
	/* Not for me, and nobody else to go with: no circle, and no word of why. */
	c->who = p[0];
	assert_int_equal(
		topic_choice_set(c, w.programme,
			&(struct topic_choice_form){
				.not_for_me = { 2,
					(const char *[]){
						arena_printf(c->mem, "%lld", (long long)law),
						arena_printf(c->mem, "%lld", (long long)tax) } } }),
		OK);
	close_ok(t);
	run = test_run(t, &w, "everyone");
	c = test_open(t);
	assert_string_equal(place(c, run, p[0]), "");
	close_ok(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
		b10_own_wishes_come_first, test_setup, test_teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
