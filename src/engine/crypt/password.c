/* SPDX-License-Identifier: Apache-2.0 */
/* Which passwords are refused: those that somebody would try early. */
#include "engine/crypt/password.h"

#include <ctype.h>
#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"

#define SHORTEST 15
#define LONGEST 256
#define OWN_SHORTEST 3	/* shorter words of a person stand in too many other words */
#define LEFT_AT_LEAST 8 /* characters that are not the person's own words */
#define DIFFERENT_AT_LEAST 5

static const char *const common[] = {
#include "engine/crypt/common_passwords.h"
};

/* ---- one text in one form ---- */

static const char *
convert(struct arena *mem, const char *text, bool fold)
{
	size_t n = strlen(text), room = n * 3 + 8;
	UChar *wide = ARENA_ARRAY(mem, UChar, room), *nfc = ARENA_ARRAY(mem, UChar, room);
	char *ret = arena_alloc(mem, room * 3 + 1);
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	int32_t len = 0, max = (int32_t)room;

	if (!utf8_valid(text, n))
		return NULL;
	u_strFromUTF8(wide, max, &len, text, (int32_t)n, &error);
	if (fold) {
		len = u_strFoldCase(nfc, max, wide, len, U_FOLD_CASE_DEFAULT, &error);
		if (U_SUCCESS(error))
			u_memcpy(wide, nfc, len);
	}
	len = unorm2_normalize(form, wide, len, nfc, max, &error);
	u_strToUTF8(ret, max * 3, NULL, nfc, len, &error);
	return U_SUCCESS(error) ? ret : NULL;
}

const char *
password_nfc(struct arena *mem, const char *text)
{
	return convert(mem, text, false);
}

const char *
password_folded(struct arena *mem, const char *text)
{
	return convert(mem, text, true);
}

/* ---- common ones ---- */

static bool
listed(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof common / sizeof *common; i++)
		if (str_eq(common[i], s))
			return true;
	return false;
}

/* Bytes of other scripts count as letters. */
static bool
is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static const char *
letters_only(struct arena *mem, const char *s)
{
	char *ret = arena_alloc(mem, strlen(s) + 1), *to = ret;

	for (; *s; s++)
		if (is_letter(*s))
			*to++ = *s;
	return ret;
}

static const char *
without_marks(struct arena *mem, const char *s)
{
	char *ret = arena_alloc(mem, strlen(s) + 1), *to = ret;

	for (; *s; s++)
		if (is_letter(*s) || isdigit((unsigned char)*s))
			*to++ = *s;
	return ret;
}

/* p4$$w0rd reads as password. */
static const char *
without_disguise(struct arena *mem, const char *s)
{
	static const char from[] = "0134578@$!", to[] = "oieastbasi";
	char *ret = arena_strdup(mem, s), *p;
	const char *at;

	for (p = ret; *p; p++)
		if ((at = strchr(from, *p)))
			*p = to[at - from];
	return ret;
}

/* The text without what is not a letter at its two ends. */
static const char *
core_of(struct arena *mem, const char *s)
{
	size_t n;

	while (*s && !is_letter(*s))
		s++;
	for (n = strlen(s); n && !is_letter(s[n - 1]); n--)
		;
	return arena_strndup(mem, s, n);
}

bool
password_common(struct arena *mem, const char *folded)
{
	const char *core = core_of(mem, folded);

	return listed(folded) || listed(without_marks(mem, folded)) || listed(core) ||
	       listed(letters_only(mem, folded)) ||
	       listed(without_marks(mem, without_disguise(mem, core)));
}

/* ---- simple ones ---- */

/* How many characters of s follow the one before them, by one step up, down or on a keyboard's row. */
static size_t
steps_in(const char *s)
{
	static const char *const rows[] = { "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl",
		"zxcvbnm", "yxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()" };
	size_t i, k, n = 0;

	for (i = 1; s[i]; i++) {
		bool step = s[i] == s[i - 1] + 1 || s[i] == s[i - 1] - 1 || s[i] == s[i - 1];

		for (k = 0; k < sizeof rows / sizeof *rows && !step; k++) {
			const char *at = strchr(rows[k], s[i - 1]);

			step = at && (at[1] == s[i] || (at > rows[k] && at[-1] == s[i]));
		}
		n += step;
	}
	return n;
}

bool
password_simple(const char *folded)
{
	bool seen[256] = { false };
	size_t n = strlen(folded), i, period, different = 0;

	for (i = 0; i < n; i++)
		if (!seen[(unsigned char)folded[i]]) {
			seen[(unsigned char)folded[i]] = true;
			different++;
		}
	if (different < DIFFERENT_AT_LEAST)
		return true;
	/* One piece, repeated to the end. */
	for (period = 1; period <= n / 2; period++)
		if (memcmp(folded, folded + period, n - period) == 0)
			return true;
	return steps_in(folded) * 4 >= n * 3;
}

/* ---- made of the person's own words ---- */

/* Takes every occurrence of word out of s. */
static void
take_out(char *s, const char *word)
{
	size_t n = strlen(word);
	char *at = s;

	while ((at = strstr(at, word)))
		memmove(at, at + n, strlen(at + n) + 1);
}

/* What remains of folded without the words of all texts in own. */
static const char *
without_own(struct arena *mem, const char *folded, const char *const *own)
{
	char *left = arena_strdup(mem, folded);

	for (; own && *own; own++) {
		const char *text = password_folded(mem, *own);

		while (text && *text) {
			size_t n = 0;

			while (is_letter(text[n]) || isdigit((unsigned char)text[n]))
				n++;
			if (n >= OWN_SHORTEST)
				take_out(left, arena_strndup(mem, text, n));
			text += n ? n : 1;
		}
	}
	return left;
}

const char *
password_weakness(struct ctx *c, const char *password, const char *const *own)
{
	const char *nfc = password_nfc(c->mem, password);
	const char *folded = password_folded(c->mem, password);
	const char *left;

	if (!nfc || !folded)
		return _("The password contains characters that cannot be read.");
	if (utf8_length(nfc) < SHORTEST)
		return _("Use at least 15 characters. A short sentence is easy to remember.");
	if (utf8_length(nfc) > LONGEST)
		return _("Use at most 256 characters.");
	if (password_common(c->mem, folded))
		return _("This password is one of the first that others would try. Please choose "
			 "another.");
	if (password_simple(folded))
		return _("This password repeats itself or follows a pattern. Please choose "
			 "another.");
	left = without_own(c->mem, folded, own);
	if (!str_eq(left, folded) && (utf8_length(letters_only(c->mem, left)) < LEFT_AT_LEAST ||
					     password_common(c->mem, left)))
		return _("This password is made of your name, address or organisation. Please add "
			 "words that have nothing to do with you.");
	return NULL;
}
