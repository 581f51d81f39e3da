/* SPDX-License-Identifier: Apache-2.0 */
/* Fields whose names are made at run time: read one by one, cleaned like those of a form. */
#include "base/str.h"
#include "engine/http/body.h"
#include "engine/http/req.h"

/* The values of name, cleaned; with lines, since such a field may be one. A value that no page could
 * show again (broken UTF-8, control bytes) counts as empty. */
struct texts
req_values(const struct req *q, const char *name)
{
	/* Cleaning notes nothing and changes nothing but its arena, which belongs to the request. */
	struct ctx *c = (struct ctx *)(uintptr_t)&q->ctx;
	const struct body_pair *pairs;
	struct texts found = { 0 };
	int n;

	pairs = req_pairs(q, &n);
	found.v = ARENA_ARRAY(c->mem, const char *, n);
	for (int i = 0; i < n; i++) {
		const char *wrong = NULL, *value;

		if (!str_eq(pairs[i].name, name) || pairs[i].type == BODY_FILE)
			continue;
		value = text_clean(c, FIELD_LONG, pairs[i].value, pairs[i].n, &wrong);
		found.v[found.n++] = wrong || !value ? "" : value;
	}
	return found;
}

const char *
req_value(const struct req *q, const char *name)
{
	struct texts found = req_values(q, name);

	return found.n ? found.v[0] : NULL;
}
