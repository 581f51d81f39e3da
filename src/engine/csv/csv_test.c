/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "engine/csv/csv.h"

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static struct csv
read_bytes(const char *s, size_t n)
{
	struct csv t;
	struct csv_error err = { 0 };
	/* A copy of exactly n bytes, so that the sanitizer sees a step too far. */
	struct arena *tight = arena_new(n + 1);
	const char *copy = arena_memdup(tight, s, n);

	if (!csv_read(mem, copy, n, &t, &err))
		fail_msg("line %zu: %s", err.line, err.message);
	arena_free(tight);
	return t;
}

static struct csv
read_text(const char *s)
{
	return read_bytes(s, strlen(s));
}

static void
assert_refused(const char *s, size_t n, size_t line, const char *words)
{
	struct csv t = { .n_rows = 77 };
	struct csv_error err = { 0 };

	assert_false(csv_read(mem, s, n, &t, &err));
	assert_int_equal(err.line, line);
	if (!strstr(err.message, words))
		fail_msg("\"%s\" does not say \"%s\"", err.message, words);
	assert_int_equal(t.n_rows, 77);
}

/* One row "a|b|c" a time, with '|' between the cells. */
static void
assert_row(const struct csv *t, size_t row, const char *expected)
{
	struct buf b = BUF_IN(mem);
	size_t i;

	assert_true(row < t->n_rows);
	for (i = 0; i < t->rows[row].n; i++)
		buf_printf(&b, "%s%s", i ? "|" : "", t->rows[row].cells[i]);
	assert_string_equal(buf_text(&b), expected);
}

static void
assert_names(const struct csv *t, const char *expected)
{
	struct buf b = BUF_IN(mem);
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		buf_printf(&b, "%s%s", i ? "|" : "", t->names[i]);
	assert_string_equal(buf_text(&b), expected);
}

static void
test_plain(void **state)
{
	struct csv t = read_text("name,grade\nAda,EO\nGrace,SEO\n");

	(void)state;
	assert_names(&t, "name|grade");
	assert_int_equal(t.n_rows, 2);
	assert_row(&t, 0, "Ada|EO");
	assert_row(&t, 1, "Grace|SEO");
	assert_int_equal(t.rows[1].line, 3);
	assert_int_equal(t.n_ragged, 0);
	assert_string_equal(t.encoding, "UTF-8");
	assert_int_equal(csv_column(&t, "GRADE"), 1);
	assert_int_equal(csv_column(&t, "grad"), -1);
}

static void
test_quotes_and_lines(void **state)
{
	struct csv t = read_text("a,b\r\n\"one\r\ntwo\rthree\",\"say \"\"hi\"\", you\"\r\n"
				 "x, \"y, z\" \r\"tail\"ed,5\" pipe\nlast,");

	(void)state;
	assert_int_equal(t.n_rows, 4);
	assert_row(&t, 0, "one\ntwo\nthree|say \"hi\", you");
	assert_row(&t, 1, "x|y, z");
	assert_int_equal(t.rows[1].line, 5);
	assert_row(&t, 2, "tailed|5\" pipe");
	assert_int_equal(t.rows[2].line, 6);
	assert_row(&t, 3, "last|");
	assert_int_equal(t.rows[3].line, 7);
}

static void
test_delimiters(void **state)
{
	struct csv t = read_text("name;note\nAda;a, b, c\nGrace;d\n");

	(void)state;
	assert_int_equal(t.delimiter, ';');
	assert_row(&t, 0, "Ada|a, b, c");
	t = read_text("name\tnote, long\nAda\tx, y; z\n");
	assert_int_equal(t.delimiter, '\t');
	assert_row(&t, 0, "Ada|x, y; z");
	t = read_text("SEP=;\r\nname,first;note\r\nx;y\r\n");
	assert_names(&t, "name,first|note");
	assert_int_equal(t.header_line, 2);
	assert_int_equal(t.rows[0].line, 3);
	t = read_text("sep=|\na|b;c\n1|2\n");
	assert_row(&t, 0, "1|2");
	t = read_text("only\none\ntwo\n");
	assert_names(&t, "only");
	assert_row(&t, 1, "two");
	t = read_text("\"a;b;c;d\",e\n\"1;2\",3\n");
	assert_names(&t, "a;b;c;d|e");
	t = read_text("\n\na;b,c;d\n1;2;3\n");
	assert_names(&t, "a|b,c|d");
}

static void
test_excel(void **state)
{
	struct csv t =
		read_text("id,name,,\n=\"001\",  Ada\xc2\xa0,,\n\"=\"\"002\"\"\","
			  "\xc2\xa0G\xc2\xa0H,,\n,,,\n\n  ,\xc2\xa0\n=A1&\"x\",'=1+1,,\n,,,\n");

	(void)state;
	assert_names(&t, "id|name");
	assert_int_equal(t.n_rows, 3);
	assert_int_equal(t.n_ragged, 0);
	assert_row(&t, 0, "001|Ada");
	assert_row(&t, 1, "002|G H");
	assert_row(&t, 2, "=A1&\"x\"|=1+1");
	assert_int_equal(t.rows[2].line, 7);
}

static void
test_ragged(void **state)
{
	struct csv t = read_text("a,b,c\n1,2\n\"x\ny\",2,3,4\n1,2,3\n1,2,3,,,\n");

	(void)state;
	assert_int_equal(t.n_rows, 4);
	assert_int_equal(t.n_ragged, 2);
	assert_true(csv_is_ragged(&t, 0));
	assert_string_equal(csv_cell(&t, 0, 2), "");
	assert_true(csv_is_ragged(&t, 1));
	assert_int_equal(t.rows[1].line, 3);
	assert_false(csv_is_ragged(&t, 2));
	assert_int_equal(t.rows[2].line, 5);
	assert_false(csv_is_ragged(&t, 3));
}

static void
test_encodings(void **state)
{
	static const char le[] = "\xff\xfen\0;\0m\0\n\0\xfc\0;\0\x3d\xd8\x00\xde\n\0";
	static const char be[] = "\xfe\xff\0n\0,\0m\0\r\0\n\x20\xac\0,\0x";
	struct csv t = read_text("\xef\xbb\xbfname,x\nJos\xc3\xa9,\xe2\x82\xac\n");

	(void)state;
	assert_string_equal(t.encoding, "UTF-8");
	assert_names(&t, "name|x");
	assert_row(&t, 0, "Jos\xc3\xa9|\xe2\x82\xac");
	t = read_bytes(le, sizeof le - 1);
	assert_string_equal(t.encoding, "UTF-16");
	assert_row(&t, 0, "\xc3\xbc|\xf0\x9f\x98\x80");
	t = read_bytes(be, sizeof be - 1);
	assert_row(&t, 0, "\xe2\x82\xac|x");
	t = read_text("name;price\nJos\xe9;5 \x80\nM\xfcller;\xa0 7\n");
	assert_string_equal(t.encoding, "Windows-1252");
	assert_row(&t, 0, "Jos\xc3\xa9|5 \xe2\x82\xac");
	assert_row(&t, 1, "M\xc3\xbcller|7");
}

#define REFUSED(s, line, words) assert_refused(s, sizeof(s) - 1, line, words)

static void
test_refusals(void **state)
{
	struct buf b = BUF_IN(mem);
	int i;

	(void)state;
	REFUSED("", 0, "no text");
	REFUSED("\n , ,\n\r\n", 0, "no text");
	REFUSED("sep=;", 0, "no text");
	REFUSED("\xef\xbb\xbf", 0, "no text");
	REFUSED("\xff\xfe", 0, "no text");
	REFUSED("a,b\n1,2\n\"x\n\n,3\n", 3, "never closed");
	REFUSED("a,b\n1,\0002\n", 2, "NUL");
	REFUSED("\xff\xfe"
		"a\0\n\0\0\0",
		2, "NUL");
	REFUSED("\xff\xfe"
		"a\0\n",
		0, "middle of a character");
	REFUSED("\xff\xfe"
		"a\0\n\0\x3d\xd8",
		2, "half a character");
	REFUSED("\xff\xfe"
		"a\0\n\0\x00\xdc",
		2, "half a character");
	REFUSED("\xc3\xa9,\xc3\xa9\n\xc3\xa9,\xe9\n", 2, "not valid UTF-8");
	for (i = 0; i <= CSV_MAX_COLUMNS; i++)
		buf_str(&b, "a,");
	assert_refused(b.p, b.n, 1, "1000 columns");
}

static void
test_write(void **state)
{
	static const char *const cells[] = { "plain", "", "a,b", "say \"x\"", "two\nlines", "=1+1",
		"'-x", "@a;b", "it's", " edge", "sep=;", "+49 30 1" };
	struct buf b = BUF_IN(mem);
	struct csv t;

	(void)state;
	csv_write_row(&b, cells, 12);
	assert_string_equal(buf_text(&b),
		"plain,,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,''-x,\"'@a;b\",it's,"
		"\" edge\",\"sep=;\",'+49 30 1\n");
	csv_write_row(&b, cells, 12);
	t = read_text(buf_text(&b));
	assert_row(&t, 0, "plain||a,b|say \"x\"|two\nlines|=1+1|'-x|@a;b|it's|edge|sep=;|+49 30 1");
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Whatever bytes come, reading either refuses or gives a table that survives writing and reading. */
static void
test_random_bytes(void **state)
{
	static const char *const parts[] = { ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", "a",
		"b c", "=\"1\"", "'", "=", "\xc2\xa0", "\xc3\xa9", "\xe9", "sep=", " ",
		"\xef\xbb\xbf", "1" };
	uint64_t seed = 88172645463325252u;
	int round, k;

	(void)state;
	for (round = 0; round < 20000; round++) {
		struct buf b = BUF_IN(mem), again = BUF_IN(mem);
		struct csv t, u;
		struct csv_error err;
		size_t i, j;

		for (k = (int)(next_random(&seed) % 30); k >= 0; k--)
			buf_str(&b, parts[next_random(&seed) % 20]);
		if (csv_read(mem, buf_text(&b), b.n, &t, &err) && t.n_columns > 1) {
			csv_write_row(&again, t.names, t.n_columns);
			for (i = 0; i < t.n_rows; i++)
				csv_write_row(&again, t.rows[i].cells, t.rows[i].n);
			if (!csv_read(mem, buf_text(&again), again.n, &u, &err))
				fail_msg("refused: %s", buf_text(&again));
			assert_int_equal(t.n_rows, u.n_rows);
			for (i = 0; i < t.n_rows; i++)
				for (j = 0; j < t.rows[i].n; j++)
					assert_string_equal(csv_cell(&t, i, j), csv_cell(&u, i, j));
		}
		arena_reset(mem);
	}
}

static void
test_speed(void **state)
{
	struct buf b = BUF_IN(mem);
	struct timespec from, to;
	struct csv t;
	double seconds;
	int i;

	(void)state;
	buf_str(&b, "first,last,mail,a,b,c,d,e,f,g,biography\r\n");
	for (i = 0; i < 100000; i++)
		buf_printf(&b,
			"Ada,%d,ada.%d@example.org,yes,Some role,Grade 7,Department,Policy,no,"
			"\"x, y\",\"A text of some length, number %d, with \"\"quotes\"\" "
			"and\nlines.\"\r\n",
			i, i, i);
	clock_gettime(CLOCK_MONOTONIC, &from);
	t = read_bytes(b.p, b.n);
	clock_gettime(CLOCK_MONOTONIC, &to);
	assert_int_equal(t.n_rows, 100000);
	assert_int_equal(t.rows[99999].line, 200000);
	seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	print_message("100,000 rows x 11 columns, %.1f MB: %.3f s\n", (double)b.n / 1e6, seconds);
	assert_true(seconds < 5); /* also under sanitizers on a busy machine */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quotes_and_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_delimiters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_excel, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ragged, setup, teardown),
		cmocka_unit_test_setup_teardown(test_encodings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_write, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_speed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
