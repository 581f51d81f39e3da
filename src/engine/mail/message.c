/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/mail/message.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/str.h"

#define PLAIN_MAX 60 /* longer ones are folded, which only encoded words allow everywhere */
#define WORD_BYTES                                                                                 \
	45 /* of text in an encoded word: 60 of base64, and 75 with its frame (RFC 2047, 2) */

struct address
address_parse(struct arena *mem, const char *s)
{
	const char *open = strrchr(s, '<'), *close = open ? strchr(open, '>') : NULL;
	size_t n;

	if (!close)
		return (struct address){ "", arena_strdup(mem, s) };
	for (n = (size_t)(open - s); n > 0 && s[n - 1] == ' '; n--)
		;
	if (n >= 2 && s[0] == '"' && s[n - 1] == '"') {
		s++;
		n -= 2;
	}
	return (struct address){ arena_strndup(mem, s, n),
		arena_strndup(mem, open + 1, (size_t)(close - open - 1)) };
}

static bool
is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static void
add_word(struct buf *out, const char *s, size_t n)
{
	char text[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];

	sodium_bin2base64(
		text, sizeof(text), (const unsigned char *)s, n, sodium_base64_VARIANT_ORIGINAL);
	buf_printf(out, "%s=?UTF-8?B?%s?=", out->n ? "\r\n " : "", text);
}

/* A character is never cut in two: each word must be readable for itself. */
static const char *
encoded_words(struct arena *mem, const char *s)
{
	struct buf out = BUF_IN(mem);
	const char *start = s;

	while (*s) {
		const char *next = s;

		utf8_next(&next);
		if (next - start > WORD_BYTES) {
			add_word(&out, start, (size_t)(s - start));
			start = s;
		}
		s = next;
	}
	add_word(&out, start, (size_t)(s - start));
	return buf_text(&out);
}

const char *
header_text(struct arena *mem, const char *s)
{
	if (is_ascii(s) && strlen(s) <= PLAIN_MAX && !strstr(s, "=?"))
		return s;
	return encoded_words(mem, s);
}

/* A phrase of RFC 5322: words of letters stand alone, all else is quoted. */
static const char *
phrase(struct arena *mem, const char *s)
{
	struct buf out = BUF_IN(mem);

	if (!is_ascii(s) || strlen(s) > PLAIN_MAX || strstr(s, "=?"))
		return encoded_words(mem, s);
	buf_chr(&out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_chr(&out, '\\');
		buf_chr(&out, *s);
	}
	buf_chr(&out, '"');
	return buf_text(&out);
}

const char *
address_text(struct arena *mem, const struct address *a)
{
	if (str_empty(a->name))
		return arena_printf(mem, "<%s>", a->addr);
	return arena_printf(mem, "%s <%s>", phrase(mem, a->name), a->addr);
}

const char *
header_date(struct arena *mem, int64_t at)
{
	static const char weekdays[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t number = at / DAY;
	int seconds = (int)(at % DAY), year, month, day;

	day_parts(number, &year, &month, &day);
	return arena_printf(mem, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000",
		weekdays + (ptrdiff_t)3 * day_weekday(number), day,
		months + (ptrdiff_t)3 * (month - 1), year, seconds / 3600, seconds / 60 % 60,
		seconds % 60);
}

const char *
message_id(struct arena *mem, int64_t id, int64_t created_at, const char *from_addr)
{
	const char *at = strrchr(from_addr, '@');

	return arena_printf(mem, "<%lld.%lld.waymark@%s>", (long long)id, (long long)created_at,
		at ? at + 1 : "localhost");
}

const char *
crlf_text(struct arena *mem, const char *s)
{
	struct buf out = BUF_IN(mem);

	for (; *s; s++) {
		if (*s == '\r' && s[1] == '\n')
			continue;
		if (*s == '\n')
			buf_chr(&out, '\r');
		buf_chr(&out, *s);
	}
	return buf_text(&out);
}
