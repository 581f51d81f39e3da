/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/csv/csv.h"

#include <string.h>
#include <strings.h>

/* True for '=1+1, and for any number of apostrophes before it, so that reading takes away exactly what
 * writing added. */
static bool
looks_like_formula(const char *s)
{
	s += strspn(s, "'");
	return *s && strchr("=+-@\t\r\n", *s);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
csv_write_field(struct buf *b, const char *text)
{
	bool guard = looks_like_formula(text);
	size_t n = strlen(text);
	const char *p;

	/* "sep=" would be read as an order to the reader if it opened the file. */
	if (!strpbrk(text, ",;\t\"\r\n") && !(n && (is_blank(text[0]) || is_blank(text[n - 1]))) &&
		strncasecmp(text, "sep=", 4) != 0) {
		if (guard)
			buf_chr(b, '\'');
		buf_add(b, text, n);
		return;
	}
	buf_str(b, guard ? "\"'" : "\"");
	while ((p = strchr(text, '"'))) {
		buf_add(b, text, (size_t)(p + 1 - text));
		buf_chr(b, '"');
		text = p + 1;
	}
	buf_str(b, text);
	buf_chr(b, '"');
}

void
csv_write_row(struct buf *b, const char *const *cells, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (i)
			buf_chr(b, ',');
		csv_write_field(b, cells[i]);
	}
	buf_chr(b, '\n');
}
