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
test_pins_bans_and_people_apart(void **state)
{
	/* 0 and 1 would both like topic 0 best; they are apart, and 2 is pinned to what it has not named. */
	static const char text[] = "p circle 4 2 9\n"
				   "t 0 2 2\n"
				   "x 3 0\n"
				   "d 1 0\n"
				   "f 2 1\n"
				   "a 0 0 5\n"
				   "a 1 0 4\n"
				   "a 1 1 1\n"
				   "a 3 0 9\n"
				   "a 3 1 2\n"
				   "a 0 1 3\n";
	char *file = write_file("wishes", text);

	(void)state;
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), 0);
	assert_string_equal(out, "0 1\n2 1\n3 1\nplaced 3 affinity 5 bound 5\n");
	assert_string_equal(err, "");
	/* Three pins into a topic for two: no answer keeps them. */
	file = write_file("other", "p circle 3 1 9\nt 0 0 2\nf 0 0\nf 1 0\nf 2 0\n");
	assert_int_equal(solve(arena_printf(mem, "circles %s", file)), EX_DATAERR);
	assert_string_equal(out, "");
}

/* ---- every answer to small random texts ---- */

#define P 5
#define T 3

struct small {
	int people, topics, lower[T], upper[T];
	int worth[P][T]; /* NONE: not named */
	int pin[P];	 /* topic, or -1 */
	bool ban[P][T], apart[P][P];
};
#define NONE (-100)

static uint64_t seed = 88172645463325252u;

static int
chance(int n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)(seed % (uint64_t)n);
}

static char *
small_make(struct small *s)
{
	struct buf b = BUF_IN(mem);

	*s = (struct small){ .people = 1 + chance(P), .topics = 1 + chance(T) };
	buf_printf(&b, "p circle %d %d 9\n", s->people, s->topics);
	for (int t = 0; t < s->topics; t++) {
		s->lower[t] = chance(4);
		s->upper[t] = s->lower[t] + chance(3);
		buf_printf(&b, "t %d %d %d\n", t, s->lower[t], s->upper[t]);
	}
	for (int i = 0; i < s->people; i++) {
		s->pin[i] = chance(4) ? -1 : chance(s->topics);
		for (int t = 0; t < s->topics; t++) {
			s->worth[i][t] = chance(3) ? chance(12) - 2 : NONE;
			s->ban[i][t] = !chance(5) && s->pin[i] != t;
			if (s->ban[i][t])
				buf_printf(&b, "x %d %d\n", i, t);
			if (s->worth[i][t] != NONE)
				buf_printf(&b, "a %d %d %d\n", i, t, s->worth[i][t]);
		}
		if (s->pin[i] >= 0)
			buf_printf(&b, "f %d %d\n", i, s->pin[i]);
		for (int k = 0; k < i; k++) {
			s->apart[i][k] = !chance(4) && (s->pin[i] < 0 || s->pin[i] != s->pin[k]);
			if (s->apart[i][k])
				buf_printf(&b, chance(2) ? "d %1$d %2$d\n" : "d %2$d %1$d\n", i, k);
		}
	}
	return arena_strndup(mem, buf_text(&b), b.n);
}

/* Looks at one placing; true if it is allowed. */
static bool
allowed(const struct small *s, const int *at, int *ret_placed, int *ret_worth)
{
	int load[T] = { 0 };

	*ret_placed = *ret_worth = 0;
	for (int i = 0; i < s->people; i++) {
		if (s->pin[i] >= 0 && at[i] != s->pin[i])
			return false;
		if (at[i] < 0)
			continue;
		if (s->pin[i] < 0 && (s->worth[i][at[i]] == NONE || s->ban[i][at[i]]))
			return false;
		for (int k = 0; k < i; k++)
			if (s->apart[i][k] && at[k] == at[i])
				return false;
		load[at[i]]++;
		++*ret_placed;
		*ret_worth += s->worth[i][at[i]] == NONE ? 0 : s->worth[i][at[i]];
	}
	for (int t = 0; t < s->topics; t++)
		if (load[t] > s->upper[t] || (load[t] && load[t] < s->lower[t]))
			return false;
	return true;
}

/* The best of all placings there are; false if none is allowed. */
static bool
try_all(const struct small *s, int *ret_placed, int *ret_worth)
{
	int at[P], placed, worth, all = 1;
	bool found = false;

	for (int i = 0; i < s->people; i++)
		all *= s->topics + 1;
	for (int k = 0; k < all; k++) {
		for (int i = 0, rest = k; i < s->people; i++, rest /= s->topics + 1)
			at[i] = rest % (s->topics + 1) - 1;
		if (!allowed(s, at, &placed, &worth))
			continue;
		if (!found || placed > *ret_placed ||
			(placed == *ret_placed && worth > *ret_worth)) {
			*ret_placed = placed;
			*ret_worth = worth;
		}
		found = true;
	}
	return found;
}

static void
test_every_answer(void **state)
{
	int impossible = 0, pinned = 0;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct small s;
		char *text = small_make(&s), *file = write_file("small", text), *last;
		int placed = 0, worth = 0, at[P], found_placed, found_worth, code;

		code = solve(arena_printf(mem, "circles %s", file));
		if (!try_all(&s, &placed, &worth)) {
			if (code != EX_DATAERR)
				fail_msg("%s: %d, %s", text, code, out);
			impossible++;
			arena_reset(mem);
			continue;
		}
		last = arena_printf(mem, "placed %d affinity %d bound %d\n", placed, worth, worth);
		if (code || !str_ends(out, last))
			fail_msg("%s: %d, %s%s, not %s", text, code, err, out, last);
		/* Its placing is one that is allowed, and as good as it says. */
		for (int i = 0; i < s.people; i++)
			at[i] = -1;
		for (const char *p = out; *p != 'p'; p = strchr(p, '\n') + 1)
			at[*p - '0'] = p[2] - '0';
		assert_true(allowed(&s, at, &found_placed, &found_worth));
		assert_int_equal(found_placed, placed);
		assert_int_equal(found_worth, worth);
		for (int i = 0; i < s.people; i++)
			pinned += s.pin[i] >= 0;
		arena_reset(mem);
	}
	assert_true(impossible > 5 && pinned > 50);
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
		{ "f 0 0\n", 1 },
		{ "p circle 1 1 1\nf 0\n", 2 },
		{ "p circle 1 1 1\nf 0 1\n", 2 },
		{ "p circle 1 1 1\nf 1 0\n", 2 },
		{ "p circle 1 1 1\nf 0 0 1\n", 2 },
		{ "p circle 1 1 1\nx 0\n", 2 },
		{ "p circle 1 1 1\nx 0 1\n", 2 },
		{ "p circle 1 1 1\nx 0 0 7\n", 2 },
		{ "p circle 2 1 1\nd 0\n", 2 },
		{ "p circle 2 1 1\nd 0 2\n", 2 },
		{ "p circle 2 1 1\nd 0 0\n", 2 },
		{ "p circle 2 1 1\nd 0 1 1\n", 2 },
		{ "p circle 2 2 1\nf 1 0\n\nf 1 1\na 0 0 1\n", 4 },
		{ "p circle 2 2 1\nf 1 0\nf 1 0\n", 3 },
		{ "p circle 2 2 1\nx 1 0\nf 1 0\n", 3 },
		{ "p circle 2 2 1\nf 1 0\nx 1 0\n", 2 },
		{ "p circle 2 2 1\nd 1 0\nf 1 1\nf 0 1\n", 2 },
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
		cmocka_unit_test(test_pins_bans_and_people_apart),
		cmocka_unit_test(test_every_answer),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_usage),
	};

	return run_solve_tests("solve circles", tests, sizeof tests / sizeof *tests);
}
