/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of a proposal, and for how long. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "features/matching/prices.h"

enum { MENTEES = 5, MENTORS = 4 };

static void
they_come_back_as_they_were(void **state)
{
	static const int64_t units[] = { 1, 1000, 10000000000000000 };
	static const int32_t mentor[MENTEES] = { 0, -1, 3, 3, 1 };
	struct arena *mem = arena_new(0);

	(void)state;
	for (size_t u = 0; u < 3; u++) {
		int64_t b = units[u], price[MENTORS] = { 0, b + 13, -b, 2 * b - 7 };
		struct rules_kept k = { .weight = u == 1 ? 100000 : 1,
			.bonus = b,
			.quota = b / 10,
			.mentor = mentor,
			.price = price };
		struct bytes bytes = prices_write(mem, &k, MENTEES, MENTORS);
		struct rules_kept r;

		assert_true(prices_read(mem, bytes, MENTEES, MENTORS, &r));
		assert_int_equal(r.weight, k.weight);
		assert_int_equal(r.bonus, k.bonus);
		assert_int_equal(r.quota, k.quota);
		assert_memory_equal(r.price, price, sizeof price);
		assert_memory_equal(r.mentor, mentor, sizeof mentor);
		/* Of other people, cut off, or with more behind. */
		assert_false(prices_read(mem, bytes, MENTEES + 1, MENTORS, &r));
		assert_false(prices_read(mem, bytes, MENTEES, MENTORS - 1, &r));
		for (size_t n = 0; n < bytes.n; n++)
			assert_false(prices_read(
				mem, (struct bytes){ .p = bytes.p, .n = n }, MENTEES, MENTORS, &r));
	}
	arena_free(mem);
}

static int64_t
there(struct test *test, int64_t run)
{
	struct ctx *c = test_open(test);
	int64_t n = sql_match_prices_there(c, run);

	assert_int_equal(test_close(test, OK), OK);
	return n;
}

/* As long as wishes can change it: a newer proposal, or letters to everybody, end that. */
static void
they_stay_while_a_proposal_can_change(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct match_world w = match_world_make(c);
	int64_t first, second, job = 0;

	test_mentor(c, &w, 2, (struct some){ .name = "ma" });
	test_mentee(c, &w, (struct some){ .name = "ann" });
	test_mentee(c, &w, (struct some){ .name = "ben" });
	assert_int_equal(test_close(test, OK), OK);
	first = test_run(test, &w, "");
	assert_true(there(test, first) > 0);
	second = test_run(test, &w, "fit");
	assert_int_equal(there(test, first), 0);
	assert_true(there(test, second) > 0);
	c = test_open(test);
	c->who = w.manager;
	assert_int_equal(match_publish(c, second, &job), OK);
	assert_int_equal(test_close(test, OK), OK);
	assert_true(jobs_run_all(&test->engine, test->ctx.now) >= 1);
	assert_int_equal(there(test, second), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_come_back_as_they_were),
		TEST(they_stay_while_a_proposal_can_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
