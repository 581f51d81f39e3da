/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_test.h"

/* Two triangles with one edge between them, and a pair that costs. */
static const char small[] = "c six and two\n"
			    "p graph 8 8\n"
			    "e 0 1 6\n"
			    "e 1 2 6\n"
			    "e 2 0 6\n"
			    "\n"
			    "e 3 4 6\n"
			    "e 4 5 6\n"
			    "e 5 3 6\n"
			    "e 2 3 1\n"
			    "e 7 6 -2\n";

static void
test_answers(void **state)
{
	char *file = write_file("small", small), *more;

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "peers %s", file)), 0);
	assert_string_equal(out, "0 1 6\n2 3 1\n4 5 6\ncount 3 weight 13\n");
	assert_int_equal(solve(arena_printf(mem, "peers --aim fit %s", file)), 0);
	assert_string_equal(out, "0 1 6\n2 3 1\n4 5 6\ncount 3 weight 13\n");
	assert_int_equal(solve(arena_printf(mem, "peers --aim everyone %s", file)), 0);
	assert_string_equal(out, "0 1 6\n2 3 1\n4 5 6\n6 7 -2\ncount 4 weight 11\n");
	more = write_file("more", "p graph 2 2\ne 0 1 5\ne 1 0 9223372036854775807\n");
	assert_int_equal(solve(arena_printf(mem, "peers %s", more)), 0);
	assert_string_equal(out, "0 1 9223372036854775807\ncount 1 weight 9223372036854775807\n");
	more = write_file("more", "p graph 4 2\ne 0 1 1\ne 3 2 9223372036854775807\n");
	assert_int_equal(solve(arena_printf(mem, "peers %s", more)), EX_DATAERR);
	more = write_file("more", "p graph 0 0");
	assert_int_equal(solve(arena_printf(mem, "peers %s", more)), 0);
	assert_string_equal(out, "count 0 weight 0\n");
}

/* Every line of the instance, of the answer and of the certificate, with its last number one higher. */
static void
refuse_damage(const char *options, const char *text)
{
	char *file = write_file("i", text), *answer, *proof, *check;

	assert_int_equal(solve(arena_printf(mem, "peers %s --certificate %s %s", options,
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
			if (solve(check) == 0)
				fail_msg("accepted: %s", read_file(path_of(name)));
		}
		write_file(name, whole);
	}
	assert_int_equal(solve(check), 0);
}

static void
test_damage(void **state)
{
	/* A pentagon with somebody beside it: the answer needs a group of five for its proof. */
	static const char circle[] = "p graph 6 6\ne 0 1 9\ne 1 2 9\ne 2 3 9\ne 3 4 9\ne 4 0 9\n"
				     "e 5 2 1\n";

	(void)state;
	refuse_damage("", circle);
	refuse_damage("--aim everyone", circle);
	refuse_damage("", strchr(small, '\n') + 1);
	refuse_damage("--aim everyone", strchr(small, '\n') + 1);
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "", 1 },
		{ "e 0 1 1\n", 1 },
		{ "p match 1 1 0\n", 1 },
		{ "p graph 4294967296 1\n", 1 },
		{ "p graph 4000000000 4000000000\n", 1 },
		{ "p graph 1000000000 1\ne 0 1 1\n", 1 },
		{ "p graph 3 2000000000\ne 0 1 1\n", 1 },
		{ "p graph -1 0\n", 1 },
		{ "p graph 1\n", 1 },
		{ "p graph 1 0 0\n", 1 },
		{ "p graph 1 0\np graph 1 0\n", 2 },
		{ "p graph 2 1\ne 0 1 NaN\n", 2 },
		{ "p graph 2 1\ne 0 1 1.5\n", 2 },
		{ "p graph 2 1\ne 0 1 0x10\n", 2 },
		{ "p graph 2 1\ne 0 1 9223372036854775808\n", 2 },
		{ "p graph 2 1\ne 0 1\n", 2 },
		{ "p graph 2 1\ne 0 1 1 1\n", 2 },
		{ "p graph 2 1\ne 0 2 1\n", 2 },
		{ "p graph 2 1\ne 4294967296 0 1\n", 2 },
		{ "p graph 2 1\n\ne 1 1 3\n", 3 },
		{ "p graph 2 1\nm 0 0 1\n", 2 },
		{ "p graph 2 1\ne 0 1 1\ne 0 1 2\n", 3 },
		{ "p graph 2 2\ne 0 1 1\n", 3 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		char *file = write_file("bad", cases[k].text);
		int code = solve(arena_printf(mem, "peers %s", file));
		char *place = arena_printf(mem, "%s:%d: ", file, cases[k].line);

		if (code != EX_DATAERR || !str_starts(err, place) || *out)
			fail_msg("case %zu: %d, %s%s", k, code, err, out);
	}
}

static void
test_usage(void **state)
{
	char *file = write_file("small", small);

	(void)state;
	assert_int_equal(solve("peers"), EX_USAGE);
	assert_int_equal(solve(arena_printf(mem, "peers --aim best %s", file)), EX_USAGE);
	assert_int_equal(solve(arena_printf(mem, "peers --quota %s", file)), EX_USAGE);
	assert_int_equal(solve("peers /nowhere/at/all"), EX_NOINPUT);
	assert_int_equal(solve(arena_printf(mem, "check %s", file)), EX_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_usage),
	};

	return run_solve_tests("solve peers", tests, sizeof tests / sizeof *tests);
}
