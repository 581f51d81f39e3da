/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "base/str.h"

/* Letters with a stroke or ligature: Unicode does not decompose them, people type them plainly. */
static const char *
plain_letter(uint32_t c)
{
	switch (c) {
	case 0x00e6:
		return "ae";
	case 0x00f0:
	case 0x0111:
		return "d";
	case 0x00f8:
		return "o";
	case 0x00fe:
		return "th";
	case 0x0127:
		return "h";
	case 0x0131:
		return "i";
	case 0x0142:
		return "l";
	case 0x0153:
		return "oe";
	case 0x0167:
		return "t";
	default:
		return NULL;
	}
}

static const char *
fold_ascii(struct arena *mem, const char *s)
{
	const char *upper = s;
	char *copy;

	while (*upper && (*upper < 'A' || *upper > 'Z'))
		upper++;
	if (!*upper)
		return s;
	copy = arena_strdup(mem, s);
	for (char *p = copy + (upper - s); *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
	return copy;
}

/* Accents have combining classes of 10 and more; nuktas and viramas, which make other letters of
 * Indic scripts, have less and stay. */
static void
add_folded(struct buf *out, const UChar *s, int32_t n)
{
	for (int32_t i = 0; i < n;) {
		const char *plain;
		UChar32 c;
		uint8_t utf8[U8_MAX_LENGTH];
		int32_t length = 0;

		U16_NEXT(s, i, n, c);
		plain = plain_letter((uint32_t)c);
		if (plain) {
			buf_str(out, plain);
		} else if (u_getCombiningClass(c) < 10 && U_IS_UNICODE_CHAR(c)) {
			U8_APPEND_UNSAFE(utf8, length, c);
			buf_add(out, utf8, (size_t)length);
		}
	}
}

static const char *
fold_unicode(struct arena *mem, const char *s)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
	int32_t bytes = (int32_t)strlen(s);
	/* A code point grows to 18 units in NFKD at most (UAX 15), folding triples at most; both are
	 * rare, so the sizes are asked for. */
	UChar *wide = ARENA_ARRAY(mem, UChar, bytes + 1), *flat, *folded;
	int32_t n_wide, n_flat, n_folded;
	struct buf out = BUF_IN(mem);

	u_strFromUTF8WithSub(wide, bytes + 1, &n_wide, s, bytes, 0xfffd, NULL, &e);
	n_flat = unorm2_normalize(nfkd, wide, n_wide, NULL, 0, &e);
	e = U_ZERO_ERROR;
	flat = ARENA_ARRAY(mem, UChar, n_flat + 1);
	unorm2_normalize(nfkd, wide, n_wide, flat, n_flat + 1, &e);
	n_folded = n_flat * 3;
	folded = ARENA_ARRAY(mem, UChar, n_folded + 1);
	n_folded = u_strFoldCase(folded, n_folded + 1, flat, n_flat, U_FOLD_CASE_DEFAULT, &e);
	if (U_FAILURE(e))
		fatal("ICU: %s", u_errorName(e));
	add_folded(&out, folded, n_folded);
	return buf_text(&out);
}

const char *
fold(struct arena *mem, const char *s)
{
	for (const char *p = s; *p; p++)
		if ((unsigned char)*p >= 0x80)
			return fold_unicode(mem, s);
	return fold_ascii(mem, s);
}

static bool
in_word(uint32_t c)
{
	return u_isalnum((UChar32)c) || u_getCombiningClass((UChar32)c) > 0 ||
	       u_charType((UChar32)c) == U_COMBINING_SPACING_MARK ||
	       u_charType((UChar32)c) == U_NON_SPACING_MARK;
}

int
word_split(struct arena *mem, const char *text, const char *const **ret_words)
{
	const char *s = fold(mem, text), *start = NULL;
	const char **words = NULL;
	int n = 0, cap = 0;

	for (bool more = true; more;) {
		const char *at = s;
		uint32_t c = utf8_next(&s);

		more = c != 0;
		if (more && in_word(c)) {
			start = start ? start : at;
		} else if (start) {
			if (n == cap) {
				words = arena_grow(mem, words, (size_t)cap * sizeof(*words),
					(size_t)(cap * 2 + 8) * sizeof(*words));
				cap = cap * 2 + 8;
			}
			words[n++] = arena_strndup(mem, start, (size_t)(at - start));
			start = NULL;
		}
	}
	*ret_words = words;
	return n;
}
