/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_test.h"

static const char small[] = "c three and two\n"
			    "p match 3 2 5\n"
			    "\n"
			    "e 0 0 10\n"
			    "e 0 1 -3\n"
			    "e 1 0 9\n"
			    "e 2 1 4\n"
			    "e 2 0 1\n"
			    "m 1 0 2\n";

static void
test_answers(void **state)
{
	char *file = write_file("small", small), *more;

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "assign %s", file)), 0);
	assert_string_equal(out, "0 1 -3\n1 0 9\n2 1 4\ncount 3 score 10\n");
	assert_int_equal(solve(arena_printf(mem, "assign --aim fit %s", file)), 0);
	assert_string_equal(out, "0 0 10\n2 1 4\ncount 2 score 14\n");
	more = write_file("more", arena_printf(mem, "%sx 0 1\nf 1 0\n", small));
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), 0);
	assert_string_equal(out, "1 0 9\n2 1 4\ncount 2 score 13\n");
	more = write_file("more", "p match 1 3 3\nw 0 2\ne 0 0 5\ne 0 1 7\ne 0 2 6\ne 0 2 9\n");
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), EX_DATAERR);
	more = write_file("more", "p match 1 3 4\nw 0 2\ne 0 2 5\ne 0 1 7\ne 0 0 6\ne 0 2 9\n");
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), 0);
	assert_string_equal(out, "0 1 7\n0 2 9\ncount 2 score 16\n");
	more = write_file("more", "p match 0 0 0");
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), 0);
	assert_string_equal(out, "count 0 score 0\n");
	more = write_file(
		"more", "p match 2 2 4\nm 0 1 2\nm 1 1 2\ne 0 0 9\ne 0 1 1\ne 1 0 9\ne 1 1 2\n");
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), 0);
	assert_string_equal(out, "0 0 9\n1 0 9\ncount 2 score 18\n");
	assert_int_equal(solve(arena_printf(mem, "assign --quota %s", more)), 0);
	assert_string_equal(out, "0 0 9\n1 1 2\ncount 2 score 11\n");
	more = write_file("more", "p match 2 2 4\ne 0 0 9\ne 0 1 3\ne 1 0 4\ne 1 1 1\n");
	assert_int_equal(solve(arena_printf(mem, "assign %s", more)), 0);
	assert_string_equal(out, "0 0 9\n1 1 1\ncount 2 score 10\n");
	assert_int_equal(solve(arena_printf(mem, "assign --fair bottleneck %s", more)), 0);
	assert_string_equal(out, "0 1 3\n1 0 4\ncount 2 score 7\n");
	assert_int_equal(solve(arena_printf(mem, "assign --fair leximin %s", more)), 0);
	assert_string_equal(out, "0 1 3\n1 0 4\ncount 2 score 7\n");
}

static void
test_start(void **state)
{
	char *file = write_file("small", small), *old;

	(void)state;
	old = write_file("old", "0 0 10\n7 7 7\n2 1 4\ncount 3 score 21\n");
	assert_int_equal(solve(arena_printf(mem, "assign --start %s %s", old, file)), 0);
	assert_string_equal(out, "0 1 -3\n1 0 9\n2 1 4\ncount 3 score 10\n");
	assert_int_equal(solve(arena_printf(mem, "assign --keep --start %s --certificate %s %s",
				 old, path_of("cert"), file)),
		0);
	assert_string_equal(out, "0 0 10\n2 1 4\ncount 2 score 14\n");
	write_file("sol", out);
	assert_int_equal(
		solve(arena_printf(mem, "check %s %s %s", file, path_of("sol"), path_of("cert"))),
		0);
}

/* Every line of the instance and of the certificate, with its last number one higher. */
static void
refuse_damage(const char *options, const char *text)
{
	char *file = write_file("i", text), *answer, *proof, *check;

	assert_int_equal(solve(arena_printf(mem, "assign %s --certificate %s %s", options,
				 path_of("cert"), file)),
		0);
	answer = out;
	write_file("sol", answer);
	proof = read_file(path_of("cert"));
	check = arena_printf(mem, "check %s %s %s", file, path_of("sol"), path_of("cert"));
	assert_int_equal(solve(check), 0);
	assert_non_null(strstr(out, "proven optimal"));
	for (int which = 0; which < 3; which++) {
		const char *whole = which == 0 ? text : which == 1 ? answer : proof;
		const char *name = which == 0 ? "i" : which == 1 ? "sol" : "cert";

		for (const char *end = strchr(whole, '\n'); end; end = strchr(end + 1, '\n')) {
			const char *from = end;
			unsigned long long last;

			while (from > whole && from[-1] != ' ' && from[-1] != '\n')
				from--;
			last = strtoull(from, NULL, 10);
			write_file(name, arena_printf(mem, "%.*s%llu%s", (int)(from - whole), whole,
						 last + 1, end));
			assert_int_not_equal(solve(check), 0);
		}
		write_file(name, whole);
	}
	assert_int_equal(solve(check), 0);
}

static void
test_damage(void **state)
{
	static const char text[] = "p match 5 3 11\nm 0 1 2\nm 1 1 1\nm 2 0 1\nw 1 2\n"
				   "e 0 0 10\ne 0 1 7\ne 1 0 9\ne 1 1 12\ne 2 0 3\ne 2 1 5\n"
				   "e 2 2 8\ne 3 2 2\ne 3 0 6\ne 4 0 5\ne 4 2 5\n";
	static const char simple[] = "p match 4 3 8\nm 0 1 1\nm 1 1 1\nm 2 0 1\n"
				     "e 0 0 10\ne 0 1 7\ne 1 0 9\ne 1 1 12\ne 2 0 3\ne 2 1 5\n"
				     "e 3 2 8\ne 3 0 2\n";

	(void)state;
	refuse_damage("", text);
	refuse_damage("--aim fit", text);
	refuse_damage("--quota", text);
	refuse_damage("--fair bottleneck", text);
	refuse_damage("", simple);
	refuse_damage("--aim fit", simple);
	refuse_damage("--fair bottleneck --quota", simple);
	refuse_damage("--fair leximin", simple);
	refuse_damage("--fair leximin --quota", simple);
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "", 1 },
		{ "e 0 0 1\n", 1 },
		{ "hello\n", 1 },
		{ "p match 4294967296 1 1\n", 1 },
		{ "p match 4000000000 4000000000 4000000000\n", 1 },
		{ "p match 2000000000 2000000000 1\ne 0 0 1\n", 1 },
		{ "p match 1 1 4000000000\ne 0 0 1\n", 1 },
		{ "p match 18446744073709551617 1 1\ne 0 0 1\n", 1 },
		{ "p match -1 1 0\n", 1 },
		{ "p match 1 1\n", 1 },
		{ "p match 1 1 0 0\n", 1 },
		{ "p max 1 1 0\n", 1 },
		{ "p match 1 1 0\np match 1 1 0\n", 2 },
		{ "p match 1 1 1\ne 0 0 NaN\n", 2 },
		{ "p match 1 1 1\ne 0 0 1.5\n", 2 },
		{ "p match 1 1 1\ne 0 0 1e3\n", 2 },
		{ "p match 1 1 1\ne 0 0 0x10\n", 2 },
		{ "p match 1 1 1\ne 0 0 9223372036854775808\n", 2 },
		{ "p match 1 1 1\ne 0 0 -9223372036854775809\n", 2 },
		{ "p match 1 1 1\ne 0 0\n", 2 },
		{ "p match 1 1 1\ne 0 0 1 1\n", 2 },
		{ "p match 1 1 1\ne 1 0 1\n", 2 },
		{ "p match 1 1 1\ne 0 1 1\n", 2 },
		{ "p match 1 1 1\ne -1 0 1\n", 2 },
		{ "p match 1 1 1\ne 4294967296 0 1\n", 2 },
		{ "p match 1 1 1\nz 0 0 1\n", 2 },
		{ "p match 1 1 1\ne 0 0 1\ne 0 0 2\n", 3 },
		{ "p match 1 1 2\ne 0 0 1\n", 3 },
		{ "p match 1 1 0\nm 0 2 1\n", 2 },
		{ "p match 1 1 0\nm 0 0 -1\n", 2 },
		{ "p match 1 1 0\nm 0 0 1\nm 0 0 1\n", 3 },
		{ "p match 1 1 0\nw 0 1\nw 0 1\n", 3 },
		{ "p match 1 1 1\ne 0 0 1\nf 0 0\nf 0 0\n", 4 },
		{ "p match 2 1 2\ne 0 0 1\ne 1 0 1\nf 0 0\nf 1 0\n", 5 },
		{ "p match 1 2 2\ne 0 0 1\ne 0 1 1\nf 0 0\nf 0 1\n", 5 },
		{ "p match 1 1 1\ne 0 0 1\nf 0 0\nx 0 0\n", 3 },
		{ "p match 1 1 0\nf 0 0\n", 2 },
		{ "p match 1 1 1\ne 0 0 1\n\001\n", 3 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		char *file = write_file("bad", cases[k].text);
		int code = solve(arena_printf(mem, "assign %s", file));
		char *place = arena_printf(mem, "%s:%d: ", file, cases[k].line);

		if (code != EX_DATAERR || !str_starts(err, place) || *out)
			fail_msg("case %zu: %d, %s%s", k, code, err, out);
	}
}

static void
test_usage(void **state)
{
	(void)state;
	assert_int_equal(solve("assign"), EX_USAGE);
	assert_int_equal(solve("nothing x"), EX_USAGE);
	assert_int_equal(solve("assign --aim best x"), EX_USAGE);
	assert_int_equal(solve("assign --side mentors x"), EX_USAGE);
	assert_int_equal(solve("assign --keep x"), EX_USAGE);
	assert_int_equal(solve("assign x y"), EX_USAGE);
	assert_int_equal(solve("assign /nowhere/at/all"), EX_NOINPUT);
	assert_int_equal(solve("check x"), EX_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_usage),
	};

	return run_solve_tests("solve", tests, sizeof tests / sizeof *tests);
}
