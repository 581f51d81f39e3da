/* SPDX-License-Identifier: Apache-2.0 */
/*
 * multipart/form-data (RFC 7578), from a body that lies complete in memory: values stay where they are, so
 * a file of 64 MB costs 64 MB. Strict: every part ends with a boundary, the last one with the closing one,
 * every part has a Content-Disposition with a name.
 */
#include <string.h>

#include "base/str.h"
#include "engine/http/parse.h"

#define PART_HEADERS_MAX 4096

/* The value of a parameter ("; name=value" or a quoted one, where \" stands for a quote), or NULL. */
static char *
parameter(struct arena *mem, const char *s, const char *end, const char *name)
{
	size_t name_n = strlen(name);

	while ((s = memchr(s, ';', (size_t)(end - s)))) {
		char *out = arena_alloc(mem, (size_t)(end - s) + 1), *to = out;
		bool wanted, quoted;

		for (s++; s < end && (*s == ' ' || *s == '\t'); s++)
			;
		wanted = (size_t)(end - s) > name_n && strncasecmp(s, name, name_n) == 0 &&
			 s[name_n] == '=';
		while (s < end && *s != '=' && *s != ';')
			s++;
		if (s == end || *s == ';')
			continue;
		s++;
		quoted = s < end && *s == '"';
		for (s += quoted; s < end && *s != (quoted ? '"' : ';'); s++) {
			if (quoted && *s == '\\' && s + 1 < end && (s[1] == '"' || s[1] == '\\'))
				s++;
			*to++ = *s;
		}
		if (quoted && s == end)
			return NULL;
		if (wanted)
			return out;
	}
	return NULL;
}

/* "--boundary" with the line end that stands before it everywhere but at the start; NULL if the type
 * names no usable boundary. */
static const char *
delimiter(struct arena *mem, const char *type)
{
	const char *b = parameter(mem, type, type + strlen(type), "boundary");
	size_t n = b ? strlen(b) : 0;

	return n > 0 && n <= 70 ? arena_printf(mem, "\r\n--%s", b) : NULL;
}

/* The headers of one part, from s to end; pair gets its names. */
static bool
part_headers(struct pairs *p, const char *s, const char *end, struct body_pair *pair)
{
	static const char want[] = "Content-Disposition:";

	if (end - s > PART_HEADERS_MAX || memchr(s, '\0', (size_t)(end - s)))
		return false;
	while (s < end) {
		const char *stop = memmem(s, (size_t)(end - s), "\r\n", 2);

		stop = stop ? stop : end;
		if ((size_t)(stop - s) >= sizeof want - 1 &&
			strncasecmp(s, want, sizeof want - 1) == 0) {
			if (pair->name)
				return false;
			pair->name = parameter(p->mem, s, stop, "name");
			pair->filename = parameter(p->mem, s, stop, "filename");
			pair->type = pair->filename ? BODY_FILE : BODY_TEXT;
		}
		s = stop < end ? stop + 2 : end;
	}
	return pair->name != NULL;
}

bool
parse_multipart(struct pairs *p, const char *content_type, char *s, size_t n)
{
	const char *mark = delimiter(p->mem, content_type);
	char *end = s + n;
	size_t mark_n = mark ? strlen(mark) : 0;

	/* The first boundary has no line end before it, and nothing else either. */
	if (!mark || n < mark_n - 2 || memcmp(s, mark + 2, mark_n - 2) != 0)
		return false;
	s += mark_n - 2;
	for (;;) {
		struct body_pair pair = { 0 };
		char *headers, *next;

		if (end - s >= 2 && memcmp(s, "--", 2) == 0)
			return true;
		if (end - s < 2 || memcmp(s, "\r\n", 2) != 0)
			return false;
		headers = s + 2;
		s = memmem(s, (size_t)(end - s), "\r\n\r\n", 4);
		if (!s || s < headers || !part_headers(p, headers, s, &pair))
			return false;
		pair.value = s + 4;
		next = memmem(s + 2, (size_t)(end - s - 2), mark, mark_n);
		if (!next || next < pair.value)
			return false;
		pair.n = (size_t)(next - pair.value);
		*next = '\0';
		if (!pairs_add(p, pair))
			return false;
		s = next + mark_n;
	}
}
