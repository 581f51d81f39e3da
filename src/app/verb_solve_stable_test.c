/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_test.h"

/* Two residents and two hospitals whose tastes are opposite, and a third resident whom one knows. */
static const char opposite[] = "c three and two\n"
			       "p pref 3 2\n"
			       "r 0: 0 1\n"
			       "\n"
			       "r 1: 1 0\n"
			       "r 2: 0\n"
			       "h 1 1: 0 1\n"
			       "h 0 1: 1 0\n";

static void
test_sides(void **state)
{
	char *file = write_file("i", opposite);

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "0 0\n1 1\ncount 2 blocking 0\n");
	for (int k = 0; k < 3; k++) {
		static const char *const ties[] = { "weak", "strong", "super" };

		assert_int_equal(solve(arena_printf(
					 mem, "stable --side mentors --ties %s %s", ties[k], file)),
			0);
		assert_string_equal(out, "0 1\n1 0\ncount 2 blocking 0\n");
		assert_int_equal(solve(arena_printf(mem, "stable --ties %s %s", ties[k], file)), 0);
		assert_string_equal(out, "0 0\n1 1\ncount 2 blocking 0\n");
	}
	file = write_file("i", "p pref 0 0");
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "count 0 blocking 0\n");
	file = write_file("i", "p pref 2 1\nr 0: 0\nr 1: 0\nh 0 0: 0 1\n");
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "count 0 blocking 0\n");
	file = write_file("i", "p pref 3 1\nr 0: 0\r\nr 1 : 0\nr 2: 0\nh 0 2: 2 1 0\n");
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "1 0\n2 0\ncount 2 blocking 0\n");
}

static void
test_ties(void **state)
{
	char *file;

	(void)state;
	/* A tie at one side that somebody must lose: no strong one. */
	file = write_file("i", "p pref 2 1\nr 0: 0\nr 1: 0\nh 0 1: (0 1)\n");
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "0 0\ncount 1 blocking 0\n");
	assert_int_equal(solve(arena_printf(mem, "stable --ties strong %s", file)), 0);
	assert_string_equal(out, "none\n");
	/* Everybody indifferent: strong, but not super. */
	file = write_file(
		"i", "p pref 2 2\nr 0: (0 1)\nr 1: ( 0 1 )\nh 0 1: (0 1)\nh 1 1: (1 0)\n");
	assert_int_equal(solve(arena_printf(mem, "stable --ties strong %s", file)), 0);
	assert_non_null(strstr(out, "count 2 blocking 0\n"));
	assert_int_equal(solve(arena_printf(mem, "stable --ties super %s", file)), 0);
	assert_string_equal(out, "none\n");
	/* With the tie broken as it stands, only one would get a place. */
	file = write_file("i", "p pref 2 2\nr 0: 0\nr 1: (0 1)\nh 0 1: (1 0)\nh 1 1: 1\n");
	assert_int_equal(solve(arena_printf(mem, "stable %s", file)), 0);
	assert_string_equal(out, "1 0\ncount 1 blocking 0\n");
	assert_int_equal(solve(arena_printf(mem, "stable --ties max %s", file)), 0);
	assert_string_equal(out, "0 0\n1 1\ncount 2 blocking 0\n");
	/* Ranks of lists that come in another order than their people. */
	file = write_file("i", "p pref 3 2\nr 2: 0\nh 1 1: 1\nh 0 1: 2 (0 1)\nr 1: 1 0\nr 0: 0\n");
	assert_int_equal(solve(arena_printf(mem, "stable --ties super %s", file)), 0);
	assert_string_equal(out, "1 1\n2 0\ncount 2 blocking 0\n");
}

static void
test_roommates(void **state)
{
	char *file = write_file("i", "p sr 4\nl 0: 1 2 3\nl 3: 2 1 0\nl 2: 3 0 1\nl 1: 0 3 2\n");

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "roommates %s", file)), 0);
	assert_string_equal(out, "0 1\n2 3\ncount 2\n");
	file = write_file("i", "p sr 4\nl 0: 1 2 3\nl 1: 2 0 3\nl 2: 0 1 3\nl 3: 0 1 2\n");
	assert_int_equal(solve(arena_printf(mem, "roommates %s", file)), 0);
	assert_string_equal(out, "none\n");
	file = write_file("i", "p sr 3\nl 1: 0\nl 0: 1\n");
	assert_int_equal(solve(arena_printf(mem, "roommates %s", file)), 0);
	assert_string_equal(out, "0 1\ncount 1\n");
}

struct malformed {
	const char *text;
	int line;
};

static void
refuse(const char *kind, const struct malformed *cases, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		char *file = write_file("bad", cases[k].text);
		int code = solve(arena_printf(mem, "%s %s", kind, file));
		char *place = arena_printf(mem, "%s:%d: ", file, cases[k].line);

		if (code != EX_DATAERR || !str_starts(err, place) || *out)
			fail_msg("%s, case %zu: %d, %s%s", kind, k, code, err, out);
	}
}

static void
test_malformed(void **state)
{
	static const struct malformed pref[] = {
		{ "", 1 },
		{ "r 0: 0\n", 1 },
		{ "p pref 4294967296 1\n", 1 },
		{ "p pref 4000000000 4000000000\n", 1 },
		{ "p pref 2000000000 2000000000\n", 1 },
		{ "p pref -1 1\n", 1 },
		{ "p pref 1\n", 1 },
		{ "p pref 1 1 1\n", 1 },
		{ "p match 1 1 1\n", 1 },
		{ "p pref 1 1\np pref 1 1\n", 2 },
		{ "p pref 1 1\ne 0 0\n", 2 },
		{ "p pref 1 1\nr 0 0\n", 2 },
		{ "p pref 1 1\nr 0\n", 2 },
		{ "p pref 1 1\nr 1: 0\n", 2 },
		{ "p pref 1 1\nr 0: 1\n", 2 },
		{ "p pref 1 1\nr 0: -1\n", 2 },
		{ "p pref 1 1\nr 0: 0 0\n", 2 },
		{ "p pref 1 1\nr 0: 0.5\n", 2 },
		{ "p pref 1 1\nr 0: 0x0\n", 2 },
		{ "p pref 1 1\nr 0: 1e0\n", 2 },
		{ "p pref 1 1\nr 0: NaN\n", 2 },
		{ "p pref 1 1\nr 0: 4294967296\n", 2 },
		{ "p pref 1 1\nr 0: 18446744073709551616\n", 2 },
		{ "p pref 1 1\nr 0:0\n", 2 },
		{ "p pref 1 1\nr 0: (0\n", 2 },
		{ "p pref 1 1\nr 0: 0)\n", 2 },
		{ "p pref 1 1\nr 0: ()\n", 2 },
		{ "p pref 1 2\nr 0: ((0) 1)\n", 2 },
		{ "p pref 1 2\nr 0: (0)1\n", 2 },
		{ "p pref 1 2\nr 0: 1(0)\n", 2 },
		{ "p pref 1 1\nr 0: 0\nr 0: 0\n", 3 },
		{ "p pref 1 1\nr 0:\nr 0:\n", 3 },
		{ "p pref 1 1\nh 0: 0\n", 2 },
		{ "p pref 1 1\nh 0 -1: 0\n", 2 },
		{ "p pref 1 1\nh 0 2147483647: 0\n", 2 },
		{ "p pref 1 1\nh 0 1 1: 0\n", 2 },
		{ "p pref 1 0\nr 0: 0\n", 2 },
		{ "p pref 1 1\n\001\n", 2 },
	};
	static const struct malformed sr[] = {
		{ "", 1 },
		{ "l 0: 1\n", 1 },
		{ "p sr 4000000000\n", 1 },
		{ "p sr 1 1\n", 1 },
		{ "p sr 2\np sr 2\n", 2 },
		{ "p sr 2\nl 0: 0\n", 2 },
		{ "p sr 2\nl 0: 2\n", 2 },
		{ "p sr 3\nl 0: (1 2)\n", 2 },
		{ "p sr 3\nl 0: 1 1\n", 2 },
		{ "p sr 3\nl 0: 1\nl 0: 2\n", 3 },
		{ "p sr 3\nr 0: 1\n", 2 },
	};

	(void)state;
	refuse("stable", pref, sizeof pref / sizeof *pref);
	refuse("roommates", sr, sizeof sr / sizeof *sr);
}

static void
test_usage(void **state)
{
	(void)state;
	assert_int_equal(solve("stable"), EX_USAGE);
	assert_int_equal(solve("stable --side left x"), EX_USAGE);
	assert_int_equal(solve("stable --ties some x"), EX_USAGE);
	assert_int_equal(solve("stable --aim fit x"), EX_USAGE);
	assert_int_equal(solve("stable --threads 0 x"), EX_USAGE);
	assert_int_equal(solve("stable x y"), EX_USAGE);
	assert_int_equal(solve("stable /nowhere/at/all"), EX_NOINPUT);
	assert_int_equal(solve("roommates"), EX_USAGE);
	assert_int_equal(solve("roommates --side mentees x"), EX_USAGE);
	assert_int_equal(solve("roommates /nowhere/at/all"), EX_NOINPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sides, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ties, setup, teardown),
		cmocka_unit_test_setup_teardown(test_roommates, setup, teardown),
		cmocka_unit_test_setup_teardown(test_malformed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_usage, setup, teardown),
	};

	if (!mkdtemp(dir))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
