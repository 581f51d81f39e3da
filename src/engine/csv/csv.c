/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/csv/csv.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

#define LOOK_AHEAD 65536u /* bytes that decide about the delimiter … */
#define LOOK_ROWS 20	  /* … and rows */

static const char candidates[3] = { '\t', ',', ';' };

enum end { END_FIELD, END_ROW, END_FILE };

struct reader {
	char *p; /* next byte; the text is terminated by a NUL and holds no other */
	char delimiter;
	size_t line;
	struct arena *mem;
	const char **cells; /* of one row, used again for the next */
	struct csv_error *err;
	bool failed;
};

static const char *
fail(struct reader *r, size_t line, const char *message)
{
	*r->err = (struct csv_error){ .line = line, .message = message };
	r->failed = true;
	return NULL;
}

/* The delimiters of one line outside of quotes. Returns where the line ends; quotes may hold line
 * ends, so it can be a long one. */
static const char *
count_delimiters(const char *p, const char *end, size_t counts[3])
{
	bool quoted = false;
	int k;

	memset(counts, 0, 3 * sizeof *counts);
	for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
		if (*p == '"')
			quoted = !quoted;
		for (k = 0; k < 3; k++)
			counts[k] += *p == candidates[k] && !quoted;
	}
	return p;
}

/* A delimiter is worth as much as there are rows with the same number of it as the header; of two
 * alike the more frequent one, then the one people use least in texts. */
static char
find_delimiter(const char *s)
{
	const char *end = s + strnlen(s, LOOK_AHEAD);
	size_t header[3] = { 0 }, row[3], alike[3] = { 0 };
	int rows, best = 0, k;

	for (rows = 0; rows < LOOK_ROWS; rows++) {
		s += strspn(s, "\r\n");
		if (s >= end)
			break;
		s = count_delimiters(s, end, row);
		if (!rows)
			memcpy(header, row, sizeof header);
		for (k = 0; k < 3; k++)
			alike[k] += header[k] && row[k] == header[k];
	}
	for (k = 1; k < 3; k++)
		if (alike[k] > alike[best] || (alike[k] == alike[best] && header[k] > header[best]))
			best = k;
	return alike[best] ? candidates[best] : ',';
}

static bool
ends_line(char c)
{
	return c == '\n' || c == '\r' || c == '\0';
}

/* A first line "sep=;" (Excel) names the delimiter and is no row. */
static bool
named_delimiter(struct reader *r)
{
	const char *p = r->p;

	if (strncasecmp(p, "sep=", 4) != 0 || ends_line(p[4]) || p[4] == '"' || !ends_line(p[5]))
		return false;
	r->delimiter = p[4];
	r->p += 5;
	return true;
}

/* Steps over what ended a field, and says what it was. */
static enum end
step_over(struct reader *r, char c)
{
	if (c == '\0')
		return END_FILE;
	r->p++;
	if (c == r->delimiter)
		return END_FIELD;
	if (c == '\r' && *r->p == '\n')
		r->p++;
	r->line++;
	return END_ROW;
}

static bool
is_blank(const struct reader *r, char c)
{
	return (c == ' ' || c == '\t') && c != r->delimiter;
}

static bool
ends_field(const struct reader *r, char c)
{
	return c == r->delimiter || ends_line(c);
}

/* Is the ="…" at p a whole field? Then it is Excel's way to write a text that looks like a number. */
static bool
is_text_formula(const struct reader *r, const char *p)
{
	if (p[0] != '=' || p[1] != '"')
		return false;
	for (p += 2; *p != '"'; p++)
		if (ends_line(*p))
			return false;
	for (p++; is_blank(r, *p); p++)
		;
	return ends_field(r, *p);
}

/* Copies the quoted field at r->p down over its quotes. Text between the closing quote and the
 * delimiter is kept, as spreadsheets do. */
static char *
read_quoted(struct reader *r, size_t *ret_n, enum end *ret_end)
{
	size_t line = r->line;
	char *p = r->p + 1, *from = p, *to = p, c;

	for (;; p++) {
		if (*p == '\0') {
			fail(r, line, "A quotation mark is opened in this row and never closed.");
			return NULL;
		}
		if (*p == '"' && *++p != '"')
			break;
		if (*p == '\r' && p[1] == '\n')
			p++;
		*to = *p == '\r' ? '\n' : *p;
		r->line += *to++ == '\n';
	}
	while (!ends_field(r, *p))
		*to++ = *p++;
	c = *p;
	r->p = p;
	*ret_end = step_over(r, c);
	*to = '\0';
	*ret_n = (size_t)(to - from);
	return from;
}

static char *
read_plain(struct reader *r, size_t *ret_n, enum end *ret_end)
{
	char *from = r->p, *p = from, c;

	while (!ends_field(r, *p))
		p++;
	c = *p;
	r->p = p;
	*ret_end = step_over(r, c);
	*p = '\0';
	*ret_n = (size_t)(p - from);
	return from;
}

/* Bytes of the white space at p: blank, line end, non-breaking space, or a stray byte order mark. */
static size_t
space_at(const char *p)
{
	if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
		return 1;
	if (p[0] == '\xc2' && p[1] == '\xa0')
		return 2;
	return p[0] == '\xef' && p[1] == '\xbb' && p[2] == '\xbf' ? 3 : 0;
}

static void
trim(char **s, char **end)
{
	ptrdiff_t k;

	while (*s < *end && (k = (ptrdiff_t)space_at(*s)))
		*s += k;
	for (k = 1; k <= 3 && *end - *s >= k; k++)
		if ((ptrdiff_t)space_at(*end - k) == k) {
			*end -= k;
			k = 0;
		}
}

/* Takes away what people do not see and what Excel and csv_write_field put around a text. */
static const char *
tidy(char *s, size_t n)
{
	char *end = s + n, *p, *to;

	trim(&s, &end);
	if (end - s >= 3 && s[0] == '=' && s[1] == '"' && end[-1] == '"' &&
		!memchr(s + 2, '"', (size_t)(end - s - 3))) {
		s += 2;
		end--;
		trim(&s, &end);
	}
	*end = '\0';
	p = s + strspn(s, "'");
	if (p > s && *p && strchr("=+-@\t\n", *p))
		s++;
	if (!memchr(s, '\xc2', (size_t)(end - s)))
		return s;
	for (p = to = s; *p; p++)
		if (p[0] == '\xc2' && p[1] == '\xa0') {
			*to++ = ' ';
			p++;
		} else {
			*to++ = *p;
		}
	*to = '\0';
	return s;
}

/* One row into r->cells without trailing empty cells beyond `least`. Returns their number. */
static size_t
read_row(struct reader *r, size_t least, bool *ret_empty, enum end *ret_end)
{
	size_t n = 0, line = r->line, length;
	char *p, *cell;

	*ret_empty = true;
	do {
		for (p = r->p; is_blank(r, *p); p++)
			;
		if (is_text_formula(r, p))
			p++;
		if (*p == '"')
			r->p = p;
		cell = *p == '"' ? read_quoted(r, &length, ret_end)
				 : read_plain(r, &length, ret_end);
		if (!cell)
			return 0;
		if (n == CSV_MAX_COLUMNS) {
			fail(r, line, "This row has more than 1000 columns.");
			return 0;
		}
		r->cells[n] = tidy(cell, length);
		*ret_empty &= !*r->cells[n++];
	} while (*ret_end == END_FIELD);
	while (n > least && !*r->cells[n - 1])
		n--;
	return n;
}

/* The first row with text in it is the header. */
static bool
read_header(struct reader *r, struct csv *t, enum end *ret_end)
{
	bool empty;

	do {
		t->header_line = r->line;
		t->n_columns = read_row(r, 0, &empty, ret_end);
	} while (!r->failed && empty && *ret_end != END_FILE);
	if (!r->failed && empty)
		fail(r, 0, "The file has no text in it.");
	if (r->failed)
		return false;
	t->names = arena_memdup(r->mem, r->cells, t->n_columns * sizeof *t->names);
	return true;
}

/* The line ends in the text bound the rows; counting them first lets the rows lie in one piece. */
static size_t
count_lines(const char *p)
{
	size_t n = 1;

	for (; *p; p++)
		n += (*p == '\n' || *p == '\r') && p[1] != '\n' && p[1] != '\r';
	return n;
}

static bool
read_rows(struct reader *r, struct csv *t, enum end end)
{
	size_t most = count_lines(r->p);

	t->rows = ARENA_ARRAY(r->mem, struct csv_row, most);
	while (end != END_FILE) {
		struct csv_row *row = &t->rows[t->n_rows];
		bool empty;

		row->line = r->line;
		row->n = read_row(r, t->n_columns, &empty, &end);
		if (r->failed)
			return false;
		if (empty)
			continue;
		row->cells = arena_memdup(r->mem, r->cells, row->n * sizeof *row->cells);
		t->n_ragged += row->n != t->n_columns;
		t->n_rows++;
	}
	return true;
}

bool
csv_read(struct arena *mem, const char *bytes, size_t n, struct csv *ret, struct csv_error *err)
{
	struct csv t = { 0 };
	struct reader r = { .mem = mem, .line = 1, .err = err };
	enum end end = END_FILE;
	char *text = csv_decode(mem, bytes, n, &t.encoding, &n, err);

	if (!text)
		return false;
	r.p = text;
	if (!named_delimiter(&r))
		r.delimiter = find_delimiter(text);
	else
		step_over(&r, *r.p);
	r.cells = ARENA_ARRAY(mem, const char *, CSV_MAX_COLUMNS);
	if (!read_header(&r, &t, &end) || !read_rows(&r, &t, end))
		return false;
	t.delimiter = r.delimiter;
	*ret = t;
	return true;
}

int
csv_column(const struct csv *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++)
		if (str_ieq(t->names[i], name))
			return (int)i;
	return -1;
}
