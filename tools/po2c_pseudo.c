/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Languages for tests, made of English: one whose texts are 40 % longer (German is about that much
 * longer than English in short labels) and one that runs from right to left. Both stay readable, and
 * a text that nobody marked for translation is seen at once.
 */
#include "tools/po2c.h"

#include <ctype.h>
#include <string.h>

static const char *const accented_lower[26] = { "á", "ƀ", "ç", "ð", "é", "ƒ", "ĝ", "ĥ", "í", "ĵ",
	"ķ", "ļ", "ɱ", "ñ", "ó", "þ", "ɋ", "ŕ", "š", "ţ", "ú", "ṽ", "ŵ", "ẋ", "ý", "ž" };
static const char *const accented_upper[26] = { "Á", "Ɓ", "Ç", "Ð", "É", "Ƒ", "Ĝ", "Ĥ", "Í", "Ĵ",
	"Ķ", "Ļ", "Ṁ", "Ñ", "Ó", "Þ", "Ɋ", "Ŕ", "Š", "Ţ", "Ú", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž" };

static void
add_letter(struct buf *out, char c)
{
	if (isupper((unsigned char)c))
		buf_str(out, accented_upper[c - 'A']);
	else
		buf_str(out, accented_lower[c - 'a']);
}

static size_t
letters(const char *s)
{
	size_t n = 0;

	while (isalpha((unsigned char)s[n]))
		n++;
	return n;
}

const char *
pseudo_longer(struct arena *mem, const char *english)
{
	struct buf out = BUF_IN(mem);
	const char *end = english + strlen(english);

	while (end > english && end[-1] == '\n')
		end--;
	buf_str(&out, "⟦");
	for (const char *s = english; s < end;) {
		size_t n = verbatim_length(s);

		if (!n && (n = letters(s))) {
			for (size_t i = 0; i < n; i++)
				add_letter(&out, s[i]);
			for (size_t i = 0; i < (n * 2 + 4) / 5; i++)
				add_letter(&out, (char)tolower((unsigned char)s[i]));
		} else {
			n = n ? n : 1;
			buf_add(&out, s, n);
		}
		s += n;
	}
	buf_str(&out, "⟧");
	buf_str(&out, end);
	return buf_text(&out);
}

const char *
pseudo_rtl(struct arena *mem, const char *english)
{
	return arena_printf(mem, "\u200f%s\u200f", english);
}
