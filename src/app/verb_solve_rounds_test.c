/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_test.h"

static void
test_pairs(void **state)
{
	char *file = write_file(
		"i", "p rounds 3 2 4\ne 0 0\nc two for the first\ne 0 1\n\ne 2 1\ne 1 0\n");

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "rounds %s", file)), 0);
	assert_non_null(strstr(out, "rounds 2 meetings 4\n"));
	assert_true(str_starts(out, "0 0 "));
	file = write_file("i", "p rounds 5 5 0");
	assert_int_equal(solve(arena_printf(mem, "rounds %s", file)), 0);
	assert_string_equal(out, "rounds 0 meetings 0\n");
	file = write_file("i", "p rounds 1 3 3\ne 0 2\ne 0 0\ne 0 1\n");
	assert_int_equal(solve(arena_printf(mem, "rounds %s", file)), 0);
	assert_non_null(strstr(out, "rounds 3 meetings 3\n"));
}

static void
test_peers(void **state)
{
	(void)state;
	assert_int_equal(solve("rounds --of 4"), 0);
	assert_string_equal(out, "0 0 3\n0 1 2\n1 0 1\n1 2 3\n2 0 2\n2 1 3\nrounds 3 meetings 6\n");
	assert_int_equal(solve("rounds --of 3"), 0);
	assert_string_equal(out, "0 1 2\n1 0 1\n2 0 2\nrounds 3 meetings 3\n");
	assert_int_equal(solve("rounds --of=4 --rounds=1"), 0);
	assert_string_equal(out, "0 0 3\n0 1 2\nrounds 1 meetings 2\n");
}

static void
test_groups(void **state)
{
	(void)state;
	assert_int_equal(solve("rounds --of 4 --groups 2"), 0);
	assert_non_null(strstr(out, "rounds 3 repeats 0 bound 0\n"));
	assert_int_equal(solve("rounds --of 9 --groups 3"), 0);
	assert_non_null(strstr(out, "rounds 4 repeats 0 bound 0\n"));
	assert_int_equal(solve("rounds --of 4 --groups 4 --rounds 2"), 0);
	assert_string_equal(out, "0 0 1 2 3\n1 0 1 2 3\nrounds 2 repeats 6 bound 6\n");
	assert_int_equal(solve("rounds --of 5 --groups 3 --rounds 1"), 0);
	assert_non_null(strstr(out, "rounds 1 repeats 0 bound 0\n"));
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "", 1 },
		{ "e 0 0\n", 1 },
		{ "p rounds 4000000000 1 1\n", 1 },
		{ "p rounds 2000000000 2000000000 1\ne 0 0\n", 1 },
		{ "p rounds 1 1 2000000000\ne 0 0\n", 1 },
		{ "p rounds 1 1\n", 1 },
		{ "p rounds 1 1 1 1\n", 1 },
		{ "p match 1 1 1\n", 1 },
		{ "p rounds 1 1 0\np rounds 1 1 0\n", 2 },
		{ "p rounds 1 1 1\ne 1 0\n", 2 },
		{ "p rounds 1 1 1\ne 0 0.0\n", 2 },
		{ "p rounds 1 1 1\ne 0 0 0\n", 2 },
		{ "p rounds 1 1 1\nm 0 0\n", 2 },
		{ "p rounds 1 2 1\ne 0 0\ne 0 1\n", 3 },
		{ "p rounds 1 1 2\ne 0 0\n", 3 },
		{ "p rounds 1 2 3\ne 0 0\ne 0 1\ne 0 0\n", 4 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		char *file = write_file("bad", cases[k].text);
		int code = solve(arena_printf(mem, "rounds %s", file));
		char *place = arena_printf(mem, "%s:%d: ", file, cases[k].line);

		if (code != EX_DATAERR || !str_starts(err, place) || *out)
			fail_msg("case %zu: %d, %s%s", k, code, err, out);
	}
}

static void
test_usage(void **state)
{
	static const char *const wrong[] = { "rounds", "rounds --groups 3", "rounds --of",
		"rounds --of 1", "rounds --of x", "rounds --of 99999", "rounds --of 5 x",
		"rounds --of 5 --groups 1", "rounds --of 5 --groups 6", "rounds --of 5 --rounds 0",
		"rounds --of 4 --rounds 4", "rounds --of 5 --aim fit", "rounds --rounds 3 x",
		"rounds --of 4000 --groups 4 --rounds 4000000", "rounds --of 4001 --groups 4" };

	(void)state;
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
		if (solve(wrong[k]) != EX_USAGE || *out)
			fail_msg("%s: %s", wrong[k], out);
	assert_int_equal(solve("rounds /nowhere/at/all"), EX_NOINPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_pairs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_peers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_groups, setup, teardown),
		cmocka_unit_test_setup_teardown(test_malformed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_usage, setup, teardown),
	};

	if (!mkdtemp(dir))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
