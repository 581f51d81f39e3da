/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_test.h"

static void
test_answers(void **state)
{
	/* Topic 1 would be liked best, but there are not three for it once topic 0 has its two. */
	static const char small[] = "p circle 4 2 1\n"
				    "t 0 2 3\n"
				    "t 1 3 4\n"
				    "\n"
				    "c 0 7\n"
				    "c 1 7\n"
				    "a 0 1 9\n"
				    "a 1 0 2\n"
				    "a 2 0 1\n"
				    "a 2 1 9\n"
				    "a 3 1 9\n"
				    "a 3 0 1\n"
				    "a 0 0 1\n";
	char *file = write_file("small", small);

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), 0);
	assert_string_equal(out, "0 1\n2 1\n3 1\nplaced 3 affinity 27 bound 27\n");
	assert_string_equal(err, "");
	file = write_file("other", "p circle 3 1 1\nc 0 -5\nc 2 -5\na 0 0 1\na 1 0 -3\na 2 0 2\n");
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), 0);
	assert_string_equal(out, "1 0\n2 0\nplaced 2 affinity -1 bound -1\n");
	file = write_file("other", "p circle 0 0 0");
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), 0);
	assert_string_equal(out, "placed 0 affinity 0 bound 0\n");
	file = write_file("other", "p circle 2 1 0\nt 0 2 2\na 0 0 9\na 1 0 9\nc 1 1\n");
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), 0);
	assert_string_equal(out, "placed 0 affinity 0 bound 0\n");
	file = write_file("other", "p circle 2 1 1\na 0 0 9223372036854775807\n");
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), EX_DATAERR);
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "", 1 },
		{ "a 0 0 1\n", 1 },
		{ "c nothing\np circle 1 1 1\n", 1 },
		{ "p circle 4294967296 1 1\n", 1 },
		{ "p circle 4000000000 4000000000 4000000000\n", 1 },
		{ "p circle 2000000000 1 1\n", 1 },
		{ "p circle 1 2000000000 1\n", 1 },
		{ "p circle 1 1\n", 1 },
		{ "p circle 1 1 1 1\n", 1 },
		{ "p circle 1 1 -1\n", 1 },
		{ "p circle 1 1 1\np circle 1 1 1\n", 2 },
		{ "p circle 1 1 1\na 0 0 NaN\n", 2 },
		{ "p circle 1 1 1\na 0 0 1.5\n", 2 },
		{ "p circle 1 1 1\na 0 0 9223372036854775808\n", 2 },
		{ "p circle 1 1 1\na 0 1 1\n", 2 },
		{ "p circle 1 1 1\na 1 0 1\n", 2 },
		{ "p circle 1 1 1\nt 1 0 1\n", 2 },
		{ "p circle 1 1 1\n\nt 0 2 1\n", 3 },
		{ "p circle 1 1 1\nt 0 1 1\nt 0 1 1\n", 3 },
		{ "p circle 1 1 1\nc 0 1\nc 0 1\n", 3 },
		{ "p circle 1 1 1\nc 0\n", 2 },
		{ "p circle 1 1 1\nc 0 0x1\n", 2 },
		{ "p circle 1 1 1\ne 0 0 1\n", 2 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		char *file = write_file("bad", cases[k].text);
		int code = solve(arena_printf(mem, "circles %s", file));
		char *place = arena_printf(mem, "%s:%d: ", file, cases[k].line);

		if (code != EX_DATAERR || !str_starts(err, place) || *out)
			fail_msg("case %zu: %d, %s%s", k, code, err, out);
	}
}

static void
test_usage(void **state)
{
	(void)state;
	assert_int_equal(solve("circles"), EX_USAGE);
	assert_int_equal(solve("circles --aim fit x"), EX_USAGE);
	assert_int_equal(solve("circles /nowhere/at/all"), EX_NOINPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_usage),
	};

	return run_solve_tests("solve circles", tests, sizeof tests / sizeof *tests);
}
