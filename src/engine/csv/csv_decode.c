/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a file to UTF-8: which encoding is it, and what does it say. */
#include "engine/csv/csv.h"

#include <string.h>

#include "base/str.h"

/* What Windows-1252 has at 0x80 to 0x9f (WHATWG Encoding Standard, index windows-1252). */
static const uint16_t windows_1252[32] = { 0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020,
	0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019,
	0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
	0x017e, 0x0178 };

static char *
put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

static size_t
line_at(const char *text, const char *at)
{
	size_t line = 1;

	for (; text < at; text++)
		line += *text == '\n' || (*text == '\r' && text[1] != '\n');
	return line;
}

static char *
fail(struct csv_error *err, size_t line, const char *message)
{
	*err = (struct csv_error){ .line = line, .message = message };
	return NULL;
}

static char *
from_utf16(struct arena *mem, const unsigned char *s, size_t n, bool big, size_t *ret_n,
	struct csv_error *err)
{
	char *text = arena_alloc(mem, n / 2 * 3 + 1), *to = text;
	size_t i;

#define UNIT(k) ((uint32_t)(big ? s[k] << 8 | s[(k) + 1] : s[(k) + 1] << 8 | s[k]))
	if (n % 2)
		return fail(err, 0, "The file ends in the middle of a character of UTF-16.");
	for (i = 0; i < n; i += 2) {
		uint32_t c = UNIT(i);

		if (c == 0)
			return fail(err, line_at(text, to),
				"The file contains NUL characters, so it is not a text file.");
		if (c >= 0xd800 && c <= 0xdfff) {
			uint32_t low = c < 0xdc00 && i + 3 < n ? UNIT(i + 2) : 0;

			if (low < 0xdc00 || low > 0xdfff)
				return fail(err, line_at(text, to),
					"This line has half a character: it is not valid UTF-16.");
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		to = put_utf8(to, c);
	}
#undef UNIT
	*ret_n = (size_t)(to - text);
	return text;
}

static char *
from_windows_1252(struct arena *mem, const char *s, size_t n, size_t *ret_n)
{
	char *text = arena_alloc(mem, n * 3 + 1), *to = text;
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t c = (unsigned char)s[i];

		to = put_utf8(to, c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c);
	}
	*ret_n = (size_t)(to - text);
	return text;
}

/* Bytes of the well-formed sequence beyond ASCII at s, or 0. */
static size_t
wide_at(const char *s, size_t n)
{
	size_t len;

	for (len = 2; len <= 4 && len <= n; len++)
		if (utf8_valid(s, len))
			return len;
	return 0;
}

/* The first byte beyond ASCII at or after p, looking at eight bytes at a time. */
static const char *
skip_ascii(const char *p, const char *end)
{
	uint64_t eight;

	for (; end - p >= 8; p += 8) {
		memcpy(&eight, p, 8);
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (p < end && !((unsigned char)*p & 0x80))
		p++;
	return p;
}

/* Counts well-formed and other sequences beyond ASCII; remembers where the first other one is. */
static const char *
first_broken(const char *s, size_t n, size_t *ret_good, size_t *ret_bad)
{
	const char *end = s + n, *p, *broken = NULL;

	*ret_good = *ret_bad = 0;
	for (p = skip_ascii(s, end); p < end; p = skip_ascii(p, end)) {
		size_t len = wide_at(p, (size_t)(end - p));

		if (!len && !broken)
			broken = p;
		if (len)
			++*ret_good;
		else
			++*ret_bad;
		p += len ? len : 1;
	}
	return broken;
}

char *
csv_decode(struct arena *mem, const char *bytes, size_t n, const char **ret_encoding, size_t *ret_n,
	struct csv_error *err)
{
	const unsigned char *s = (const unsigned char *)bytes;
	const char *at;
	size_t good, bad;

	if (n >= 2 && ((s[0] == 0xff && s[1] == 0xfe) || (s[0] == 0xfe && s[1] == 0xff))) {
		*ret_encoding = "UTF-16";
		return from_utf16(mem, s + 2, n - 2, s[0] == 0xfe, ret_n, err);
	}
	if (n >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf) {
		bytes += 3;
		n -= 3;
	}
	at = n ? memchr(bytes, '\0', n) : NULL;
	if (at)
		return fail(err, line_at(bytes, at),
			"The file contains NUL bytes, so it is not a text file. Save it as \"CSV "
			"UTF-8\".");
	at = first_broken(bytes, n, &good, &bad);
	/* One broken letter among good ones is damage; a file with hardly a good one is another encoding. */
	if (at && good > bad)
		return fail(err, line_at(bytes, at),
			"This line has a damaged character: it is not valid UTF-8.");
	*ret_encoding = at ? "Windows-1252" : "UTF-8";
	if (at)
		return from_windows_1252(mem, bytes, n, ret_n);
	*ret_n = n;
	return arena_strndup(mem, bytes, n);
}
