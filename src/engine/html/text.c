/* SPDX-License-Identifier: Apache-2.0 */
/* Texts from outside, made fit to be kept. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/str.h"
#include "engine/html/form.h"
#include "engine/i18n/i18n.h"

static bool
is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* NFC (Unicode Standard Annex 15). NULL if the library fails. */
static const char *
to_nfc(struct arena *mem, const char *s)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	int32_t n = (int32_t)strlen(s), room = 3 * n + 1, n16 = 0, n8 = 0;
	UChar *in, *out;
	char *ret;

	if (is_ascii(s))
		return s;
	in = ARENA_ARRAY(mem, UChar, n + 1);
	u_strFromUTF8(in, n + 1, &n16, s, n, &error);
	if (U_SUCCESS(error) && unorm2_isNormalized(nfc, in, n16, &error))
		return s;
	/* NFC makes no text longer than three times its UTF-16 length (Annex 15, table 9 says 3 for
	 * UTF-8 and UTF-16 alike). */
	out = ARENA_ARRAY(mem, UChar, room);
	n16 = unorm2_normalize(nfc, in, n16, out, room, &error);
	ret = arena_alloc(mem, (size_t)n16 * 3 + 1);
	u_strToUTF8(ret, n16 * 3 + 1, &n8, out, n16, &error);
	return U_SUCCESS(error) ? ret : NULL;
}

static const char *
to_lower(struct arena *mem, const char *s)
{
	UErrorCode error = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open("", 0, &error);
	int32_t room = (int32_t)strlen(s) * 3 + 1;
	char *ret = arena_alloc(mem, (size_t)room);

	if (U_SUCCESS(error))
		ucasemap_utf8ToLower(map, ret, room, s, -1, &error);
	if (map)
		ucasemap_close(map);
	return U_SUCCESS(error) ? ret : s;
}

static bool
is_blank(uint32_t c)
{
	return c == 0xfeff || u_isUWhiteSpace((UChar32)c);
}

/* Control characters and such as are never assigned; \t and \n pass where lines may be many. */
static bool
is_refused(uint32_t c, bool lines)
{
	if (lines && (c == '\n' || c == '\t'))
		return false;
	if (c == 0x2028 || c == 0x2029)
		return !lines;
	return u_charType((UChar32)c) == U_CONTROL_CHAR || (c & 0xfffe) == 0xfffe ||
	       (c >= 0xfdd0 && c <= 0xfdef);
}

static bool
has_refused(const char *s, bool lines)
{
	uint32_t c;

	while ((c = utf8_next(&s)))
		if (is_refused(c, lines))
			return true;
	return false;
}

static const char *
trim(struct arena *mem, const char *s)
{
	const char *start = s, *end = s, *p = s;
	bool begun = false;
	uint32_t c;

	for (;;) {
		const char *at = p;

		c = utf8_next(&p);
		if (!c)
			break;
		if (is_blank(c))
			continue;
		if (!begun)
			start = at;
		begun = true;
		end = p;
	}
	if (!begun)
		return "";
	return *end ? arena_strndup(mem, start, (size_t)(end - start)) : start;
}

/* Line ends become \n; in a text of one line, tabs become spaces. */
static const char *
plain_lines(struct arena *mem, const char *s, bool lines)
{
	struct buf b = BUF_IN(mem);

	if (!strpbrk(s, "\r\t"))
		return s;
	for (; *s; s++) {
		if (*s == '\r') {
			if (s[1] != '\n')
				buf_chr(&b, '\n');
		} else {
			buf_chr(&b, *s == '\t' && !lines ? ' ' : *s);
		}
	}
	return buf_text(&b);
}

const char *
text_clean(struct ctx *c, enum field_kind kind, const char *p, size_t n, const char **ret_message)
{
	bool lines = kind == FIELD_LONG;
	const char *s = p;

	if (strlen(p) != n) {
		*ret_message =
			_("There is an invisible control character in this text. Type it again.");
		return NULL;
	}
	if (!utf8_valid(p, n)) {
		*ret_message = _("Some characters of this text cannot be read. Type it again.");
		return NULL;
	}
	if (kind != FIELD_SECRET) {
		s = trim(c->mem, plain_lines(c->mem, s, lines));
		if (has_refused(s, lines)) {
			*ret_message =
				strchr(s, '\n')
					? _("Only one line fits here. Take out the line break.")
					: _("There is an invisible control character in this text. "
					    "Type it "
					    "again.");
			return NULL;
		}
	}
	s = to_nfc(c->mem, s);
	if (!s) {
		*ret_message = _("Some characters of this text cannot be read. Type it again.");
		return NULL;
	}
	return kind == FIELD_EMAIL ? to_lower(c->mem, s) : s;
}

static bool
domain_valid(const char *d)
{
	size_t label = 0, dots = 0;

	if (strlen(d) > 253)
		return false;
	for (const char *p = d;; p++) {
		unsigned char b = (unsigned char)*p;

		if (!b || b == '.') {
			if (!label || label > 63 || p[-1] == '-')
				return false;
			if (!b)
				break;
			dots++;
			label = 0;
			continue;
		}
		if (b == '-' ? !label
			     : b < 0x80 && !(b >= 'a' && b <= 'z') && !(b >= '0' && b <= '9'))
			return false;
		label++;
	}
	return dots > 0;
}

bool
email_valid(const char *s)
{
	const char *at = strrchr(s, '@');
	size_t n = at ? (size_t)(at - s) : 0;

	if (n == 0 || n > 64 || *s == '.' || at[-1] == '.' || strstr(s, "..") ||
		!utf8_valid(s, strlen(s)))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("\"(),:;<>@[\\]\x7f", s[i]))
			return false;
	for (const char *p = s; *p;) {
		uint32_t c = utf8_next(&p);

		if (is_blank(c) || is_refused(c, false))
			return false;
	}
	return domain_valid(at + 1);
}
