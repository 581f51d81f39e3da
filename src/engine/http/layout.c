/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd 0.9.75 splits the head in place and hands out terminated texts, so a NUL, a bare line
 * feed, a folded line or a line with an empty name leave no trace in them, although another server in
 * front may have read them otherwise. They leave gaps, though: each text must begin right behind the
 * one before it, with exactly one CRLF between, which the library has overwritten with zeros. Later
 * versions refuse these heads themselves.
 */
#include <microhttpd.h>

#include "engine/http/wire.h"

#if MHD_VERSION < 0x00097701

/* Between a name and its value: the colon (a zero now) and blanks. */
static bool
is_colon(const char *s, const char *end)
{
	if (s >= end || *s++)
		return false;
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s == end;
}

/* Behind the last header: its CRLF and the empty line. Nothing behind that may be looked at: it need not
 * have been written yet. So a line of nothing but a colon passes as the empty line; proxies in front do
 * not let it through. */
static bool
is_end(const char *s)
{
	return !s[0] && !s[1] && !s[2] && !s[3];
}

bool
layout_right(const struct wire *w)
{
	const char *at = w->version + 8;

	if (w->version != w->target_end + 1)
		return false;
	for (int i = 0; i < w->n_headers; i++) {
		const struct header *h = &w->headers[i];

		if (h->name != at + 2 || at[0] || at[1] || !is_colon(h->name + h->name_n, h->value))
			return false;
		at = h->value + h->value_n;
	}
	return w->n_headers == 0 || is_end(at);
}

#else

bool
layout_right(const struct wire *w)
{
	(void)w;
	return true;
}

#endif
