/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/html/html.h"

#include <string.h>

#include "base/str.h"

/* What a byte becomes; NULL: itself. U+FFFD stands for what a page must not hold. */
#define BAD "\xEF\xBF\xBD"
static const char *const escape[256] = {
	[0x01] = BAD,
	[0x02] = BAD,
	[0x03] = BAD,
	[0x04] = BAD,
	[0x05] = BAD,
	[0x06] = BAD,
	[0x07] = BAD,
	[0x08] = BAD,
	[0x0b] = BAD,
	[0x0c] = BAD,
	[0x0d] = "",
	[0x0e] = BAD,
	[0x0f] = BAD,
	[0x10] = BAD,
	[0x11] = BAD,
	[0x12] = BAD,
	[0x13] = BAD,
	[0x14] = BAD,
	[0x15] = BAD,
	[0x16] = BAD,
	[0x17] = BAD,
	[0x18] = BAD,
	[0x19] = BAD,
	[0x1a] = BAD,
	[0x1b] = BAD,
	[0x1c] = BAD,
	[0x1d] = BAD,
	[0x1e] = BAD,
	[0x1f] = BAD,
	[0x7f] = BAD,
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
};

typedef unsigned char bytes16 __attribute__((vector_size(16)));

/* Are these all bytes that stay as they are? "No" is only a reason to look at each. */
static inline bool
all_plain(const char *s)
{
	bytes16 v, odd;
	uint64_t half[2];

	memcpy(&v, s, sizeof v);
	odd = (bytes16)(v < 0x20) | (bytes16)(v == '"') | (bytes16)(v == '&') |
	      (bytes16)(v == '\'') | (bytes16)(v == '<') | (bytes16)(v == '>') |
	      (bytes16)(v == 0x7f);
	memcpy(half, &odd, sizeof half);
	return !(half[0] | half[1]);
}

static void
escape_bytes(struct buf *b, const char *s, size_t n)
{
	size_t start = 0, i = 0;

	while (i < n) {
		const char *e;

		if (n - i >= sizeof(bytes16) && all_plain(s + i)) {
			i += sizeof(bytes16);
			continue;
		}
		e = escape[(unsigned char)s[i++]];
		if (!e)
			continue;
		buf_add(b, s + start, i - 1 - start);
		buf_str(b, e);
		start = i;
	}
	buf_add(b, s + start, n - start);
}

void
html_text(struct html *h, const char *s)
{
	if (s)
		escape_bytes(h->b, s, strlen(s));
}

void
html_int(struct html *h, int64_t v)
{
	buf_int(h->b, v);
}

void
html_plain(struct html *h, const char *s)
{
	if (s)
		buf_str(h->b, s);
}

/* Browsers drop control bytes and leading blanks before they look at an address, and read \ as /. */
static bool
url_is_odd(const char *s)
{
	for (const char *p = s; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f || *p == '\\')
			return true;
	return false;
}

static bool
url_is_safe(const char *s)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:" };

	if (url_is_odd(s))
		return false;
	if (*s == '/')
		return s[1] != '/';
	if (*s == '#' || *s == '?')
		return true;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

void
html_url(struct html *h, const char *s)
{
	html_text(h, s && url_is_safe(s) ? s : "#");
}

void
html_url_part(struct html *h, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; s && *s; s++) {
		unsigned char c = (unsigned char)*s;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';

		if (!plain) {
			buf_chr(h->b, '%');
			buf_chr(h->b, hex[c >> 4]);
		}
		buf_chr(h->b, plain ? (char)c : hex[c & 15]);
	}
}

/* Empty lines part paragraphs; other line ends break lines. */
void
html_paragraphs(struct html *h, const char *s)
{
	bool open = false, broken = false;

	while (s && *s) {
		size_t n = strcspn(s, "\n");

		if (strspn(s, " \t\r") >= n) {
			if (open)
				html_lit(h, "</p>\n");
			open = false;
		} else {
			if (!open)
				html_lit(h, "<p>");
			else if (broken)
				html_lit(h, "<br>\n");
			escape_bytes(h->b, s, n);
			open = true;
		}
		broken = true;
		s += n + (s[n] == '\n');
	}
	if (open)
		html_lit(h, "</p>\n");
}

struct html *
html_new(struct ctx *c)
{
	struct html *h = ARENA_NEW(c->mem, struct html);

	h->b = ARENA_NEW(c->mem, struct buf);
	h->b->mem = c->mem;
	h->c = c;
	return h;
}
