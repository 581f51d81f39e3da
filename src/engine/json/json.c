/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer. Escapes as RFC 8259 asks; bytes that are no UTF-8 become U+FFFD. */
#include "engine/json/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* What may not stand in a string as it is: quotes, backslash, control bytes. */
static bool
is_special(unsigned char c)
{
	return c < ' ' || c == '"' || c == '\\' || c == 0x7f;
}

static void
put_special(struct buf *b, unsigned char c)
{
	static const char letters[256] = { ['"'] = '"',
		['\\'] = '\\',
		['\b'] = 'b',
		['\f'] = 'f',
		['\n'] = 'n',
		['\r'] = 'r',
		['\t'] = 't' };

	if (letters[c]) {
		buf_chr(b, '\\');
		buf_chr(b, letters[c]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

/* Bytes of the character at p, 0 if it is not well formed. */
static size_t
utf8_at(const char *p)
{
	unsigned char c = (unsigned char)*p;
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return strnlen(p, n) == n && utf8_valid(p, n) ? n : 0;
}

static void
put_string(struct buf *b, const char *s)
{
	const char *start = s;
	bool valid = utf8_valid(s, strlen(s));

	buf_chr(b, '"');
	while (*s) {
		size_t n = valid || (unsigned char)*s < 0x80 ? 1 : utf8_at(s);

		if (n && !is_special((unsigned char)*s)) {
			s += n;
			continue;
		}
		buf_add(b, start, (size_t)(s - start));
		if (n)
			put_special(b, (unsigned char)*s);
		else
			buf_str(b, "\xEF\xBF\xBD");
		start = ++s;
	}
	buf_add(b, start, (size_t)(s - start));
	buf_chr(b, '"');
}

/* The comma and the key in front of a value. */
static void
begin(struct json *j, const char *key)
{
	if (j->comma)
		buf_chr(j->b, ',');
	j->comma = true;
	if (!key)
		return;
	put_string(j->b, key);
	buf_chr(j->b, ':');
}

/* True if somebody else takes the value. */
static bool
told(struct json *j, const char *key, char type, const char *text, int64_t n)
{
	if (j->tell)
		j->tell(j->arg, &(struct json_value){ key, type, text ? text : "", n });
	return j->tell != NULL;
}

static void
open_with(struct json *j, const char *key, char c)
{
	if (j->tell)
		return;
	begin(j, key);
	buf_chr(j->b, c);
	j->comma = false;
	j->depth++;
}

static void
close_with(struct json *j, char c)
{
	if (j->tell)
		return;
	buf_chr(j->b, c);
	j->comma = true;
	j->depth--;
}

void
json_open(struct json *j, const char *key)
{
	open_with(j, key, '{');
}

void
json_close(struct json *j)
{
	close_with(j, '}');
}

void
json_open_list(struct json *j, const char *key)
{
	open_with(j, key, '[');
}

void
json_close_list(struct json *j)
{
	close_with(j, ']');
}

void
json_text(struct json *j, const char *key, const char *value)
{
	if (told(j, key, 's', value, 0))
		return;
	begin(j, key);
	if (value)
		put_string(j->b, value);
	else
		buf_str(j->b, "null");
}

void
json_int(struct json *j, const char *key, int64_t value)
{
	if (told(j, key, 'i', NULL, value))
		return;
	begin(j, key);
	buf_int(j->b, value);
}

/* The shortest of 15 to 17 digits that reads back as the same number. */
void
json_number(struct json *j, const char *key, double value)
{
	char text[40];

	if (told(j, key, 'n', NULL, isfinite(value) ? (int64_t)value : 0))
		return;
	begin(j, key);
	if (!isfinite(value)) {
		buf_str(j->b, "null");
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	buf_str(j->b, text);
}

void
json_bool(struct json *j, const char *key, bool value)
{
	if (told(j, key, 'b', NULL, value))
		return;
	begin(j, key);
	buf_str(j->b, value ? "true" : "false");
}

void
json_none(struct json *j, const char *key)
{
	if (told(j, key, 's', NULL, 0))
		return;
	begin(j, key);
	buf_str(j->b, "null");
}
