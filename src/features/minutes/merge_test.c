/* SPDX-License-Identifier: Apache-2.0 */
/* One text of two: what may come out, by example and by many random pairs of changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "features/minutes/merge.h"

static void
gives(const char *base, const char *mine, const char *theirs, const char *text)
{
	struct arena *mem = arena_new(0);
	struct merged m = merge_lines(mem, base, mine, theirs);

	assert_int_equal(m.overlaps.n, 0);
	assert_string_equal(m.text, text);
	assert_string_equal(m.with_mine, text);
	assert_string_equal(m.with_theirs, text);
	arena_free(mem);
}

static void
overlaps(const char *base, const char *mine, const char *theirs, const char *text,
	const char *with_mine, const char *with_theirs)
{
	struct arena *mem = arena_new(0);
	struct merged m = merge_lines(mem, base, mine, theirs);

	assert_int_equal(m.overlaps.n, 1);
	assert_string_equal(m.text, text);
	assert_string_equal(m.with_mine, with_mine);
	assert_string_equal(m.with_theirs, with_theirs);
	arena_free(mem);
}

static void
part6_changes_apart(void **state)
{
	(void)state;
	gives("", "", "", "");
	gives("", "a", "", "a");
	gives("a", "", "a", "");
	gives("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC");
	gives("a\nb", "A\nb", "a\nB", "A\nB");		   /* touching */
	gives("a\nb", "a\nb\nmine", "a\nB", "a\nB\nmine"); /* put in below a changed line */
	gives("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd");
	gives("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"); /* both write on at the end */
	gives("", "mine", "theirs", "theirs\nmine");
	gives("", "\nx", "", "\nx");
	gives("a", "a\n\nmine", "a\n\ntheirs", "a\n\ntheirs\nmine");
	gives("a\nb", "a\nx\nb", "a\nx\nb", "a\nx\nb"); /* the same thing, once */
	gives("a\nb", "a", "a", "a");
}

static void
part6_the_same_passage(void **state)
{
	(void)state;
	overlaps("a\nb\nc", "a\nM\nc", "a\nT\nc", "a\nT\nM\nc", "a\nM\nc", "a\nT\nc");
	overlaps("a\nb\nc", "a\nc", "a\nT\nc", "a\nT\nc", "a\nc", "a\nT\nc");
	overlaps("a\nb\nc", "x", "a\nb\nT", "a\nb\nT\nx", "x", "a\nb\nT");
	/* The end of the passage that is the same in both is no part of the difference. */
	overlaps("b", "M\nz", "T\nz", "T\nM\nz", "M\nz", "T\nz");
}

static void
part6_long_texts(void **state)
{
	struct arena *mem = arena_new(0);
	struct buf base = BUF_IN(mem), mine = BUF_IN(mem), theirs = BUF_IN(mem);
	struct merged m;

	(void)state;
	for (int i = 0; i < 9000; i++) {
		buf_printf(&base, "%d\n", i);
		buf_printf(&mine, "%s%d\n", i == 10 || i == 8000 ? "m" : "", i);
		buf_printf(&theirs, "%s%d\n", i == 4000 ? "t" : "", i);
	}
	/* Too long to be compared inside: more than needed is for the person to look at, nothing is lost. */
	m = merge_lines(mem, buf_text(&base), buf_text(&mine), buf_text(&theirs));
	assert_non_null(strstr(m.text, "\nm10\n"));
	assert_non_null(strstr(m.text, "\nm8000\n"));
	assert_non_null(strstr(m.text, "\nt4000\n"));
	arena_free(mem);
}

/* ---- random ones: each line is a number that stands once ---- */

#define LINES 12

struct text {
	int n;
	int v[4 * LINES];
};

static uint32_t seed;

static int
chance(int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 8) % (uint32_t)n);
}

/* Some lines taken out, some put in, as from `next` on. */
static struct text
changed(const struct text *base, int *next)
{
	struct text t = { 0 };

	for (int i = 0; i <= base->n; i++) {
		while (chance(6) == 0)
			t.v[t.n++] = (*next)++;
		if (i < base->n && chance(6))
			t.v[t.n++] = base->v[i];
		if (t.n > 3 * LINES)
			break;
	}
	return t;
}

static const char *
spelt(struct arena *mem, const struct text *t)
{
	struct buf b = BUF_IN(mem);

	for (int i = 0; i < t->n; i++)
		buf_printf(&b, "%s%d", i ? "\n" : "", t->v[i]);
	return buf_text(&b);
}

static bool
has(const struct text *t, int line)
{
	for (int i = 0; i < t->n; i++)
		if (t->v[i] == line)
			return true;
	return false;
}

static int
times(const char *text, int line)
{
	char word[16];
	size_t n = (size_t)snprintf(word, sizeof word, "%d", line);
	int found = 0;

	for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n')
		found += strcspn(s, "\n") == n && strncmp(s, word, n) == 0;
	return found;
}

/* What either put in is there, once; what neither took out is there; without overlap nothing else is. */
static void
check(struct arena *mem, const struct text *base, const struct text *mine,
	const struct text *theirs, int last)
{
	struct merged m = merge_lines(mem, spelt(mem, base), spelt(mem, mine), spelt(mem, theirs));

	for (int line = 0; line < last; line++) {
		bool b = has(base, line), x = has(mine, line), y = has(theirs, line);

		if ((!b && (x || y)) || (b && x && y))
			assert_int_equal(times(m.text, line), 1);
		if (b && !x && !y)
			assert_int_equal(times(m.text, line), 0);
		if (b && x != y && !m.overlaps.n)
			assert_int_equal(times(m.text, line), 0);
		if (!b && x)
			assert_int_equal(times(m.with_mine, line), 1);
		if (!b && y)
			assert_int_equal(times(m.with_theirs, line), 1);
	}
}

static void
part6_no_line_is_lost(void **state)
{
	(void)state;
	for (int run = 0; run < 20000; run++) {
		struct arena *mem = arena_new(0);
		struct text base = { 0 }, mine, theirs;
		int next = 0;

		seed = (uint32_t)run;
		for (int n = chance(LINES); base.n < n;)
			base.v[base.n++] = next++;
		mine = changed(&base, &next);
		theirs = changed(&base, &next);
		check(mem, &base, &mine, &theirs, next);
		arena_free(mem);
	}
}

/* Lines that repeat, as empty ones do: one side's change alone is always just that side's text. */
static void
part6_one_side_alone(void **state)
{
	(void)state;
	for (int run = 0; run < 20000; run++) {
		struct arena *mem = arena_new(0);
		struct text base = { 0 }, mine = { 0 };
		const char *b, *m;

		seed = (uint32_t)run;
		for (int n = chance(LINES); base.n < n;)
			base.v[base.n++] = chance(3);
		for (int n = chance(LINES); mine.n < n;)
			mine.v[mine.n++] = chance(3);
		b = spelt(mem, &base);
		m = spelt(mem, &mine);
		assert_string_equal(merge_lines(mem, b, m, b).text, m);
		assert_string_equal(merge_lines(mem, b, b, m).text, m);
		assert_string_equal(merge_lines(mem, b, m, m).text, m);
		arena_free(mem);
	}
}

static void
part6_what_differs(void **state)
{
	struct arena *mem = arena_new(0);
	struct diff_line_rows d = diff_lines(mem, "a\nb\nc", "a\nB\nc\nd");

	(void)state;
	assert_int_equal(d.n, 5);
	assert_true(d.v[1].removed);
	assert_string_equal(d.v[1].text, "b");
	assert_true(d.v[2].added);
	assert_string_equal(d.v[2].text, "B");
	assert_false(d.v[3].added || d.v[3].removed);
	assert_true(d.v[4].added);
	assert_int_equal(diff_lines(mem, "", "").n, 0);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(part6_changes_apart),
		cmocka_unit_test(part6_the_same_passage),
		cmocka_unit_test(part6_long_texts),
		cmocka_unit_test(part6_no_line_is_lost),
		cmocka_unit_test(part6_one_side_alone),
		cmocka_unit_test(part6_what_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
