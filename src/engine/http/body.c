/* SPDX-License-Identifier: Apache-2.0 */
/* The body of a request, in whichever of three forms it came, as one list of pairs. */
#include <string.h>

#include "base/str.h"
#include "engine/http/wire.h"

bool
pairs_add(struct pairs *p, struct body_pair pair)
{
	if (p->n == BODY_PAIRS_MAX)
		return false;
	if (p->n == p->cap) {
		int cap = p->cap ? p->cap * 2 : 16;

		p->v = arena_grow(
			p->mem, p->v, (size_t)p->cap * sizeof *p->v, (size_t)cap * sizeof *p->v);
		p->cap = cap;
	}
	p->v[p->n++] = pair;
	return true;
}

bool
parse_urlencoded(struct pairs *p, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s)), *stop = amp ? amp : end;
		const char *eq = memchr(s, '=', (size_t)(stop - s)), *value = eq ? eq + 1 : stop;
		struct body_pair pair = { .type = BODY_TEXT };
		char *name, *text;
		size_t name_n;

		if (stop > s) {
			if (!percent_decode(p->mem, s, (size_t)((eq ? eq : stop) - s), true, &name,
				    &name_n) ||
				!percent_decode(p->mem, value, (size_t)(stop - value), true, &text,
					&pair.n) ||
				strlen(name) != name_n)
				return false;
			pair.name = name;
			pair.value = text;
			if (!pairs_add(p, pair))
				return false;
		}
		s = amp ? amp + 1 : end;
	}
	return true;
}

/* ---- by type ---- */

static bool
type_is(const char *type, const char *name)
{
	size_t n = strlen(name);

	return strncasecmp(type, name, n) == 0 && (!type[n] || strchr("; \t", type[n]));
}

int
body_parse(struct wire *w)
{
	const char *type = req_header(&w->q, "Content-Type");
	const char *s = w->body.n ? buf_text(&w->body) : "";
	struct pairs p = { .mem = w->mem };
	bool ok;

	w->body_json = type && type_is(type, "application/json");
	if (w->body.n == 0)
		return 0;
	if (!type)
		return 415;
	if (w->body_json)
		ok = parse_json(&p, s, w->body.n);
	else if (type_is(type, "application/x-www-form-urlencoded"))
		ok = parse_urlencoded(&p, s, w->body.n);
	else if (type_is(type, "multipart/form-data"))
		ok = parse_multipart(&p, type, w->body.p, w->body.n);
	else
		return 415;
	w->n_pairs = p.n;
	w->pairs = p.v;
	return ok ? 0 : 400;
}

const struct body_pair *
req_pairs(const struct req *q, int *ret_n)
{
	*ret_n = q->wire ? q->wire->n_pairs : 0;
	return q->wire ? q->wire->pairs : NULL;
}

bool
req_body_is_json(const struct req *q)
{
	return q->wire && q->wire->body_json;
}
