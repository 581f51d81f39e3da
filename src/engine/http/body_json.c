/* SPDX-License-Identifier: Apache-2.0 */
/* A flat JSON object as pairs. Alone in its file: jansson and our own writer share names. */
#include <string.h>

#include <jansson.h>

#include "engine/http/parse.h"

static bool
add_json(struct pairs *p, const char *name, json_t *v, bool list)
{
	struct body_pair pair = { .name = arena_strdup(p->mem, name), .list = list, .value = "" };

	switch (json_typeof(v)) {
	case JSON_STRING:
		pair.type = BODY_TEXT;
		pair.n = json_string_length(v);
		pair.value = arena_strndup(p->mem, json_string_value(v), pair.n);
		break;
	case JSON_INTEGER:
		pair.type = BODY_NUMBER;
		pair.value = arena_printf(p->mem, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
		pair.n = strlen(pair.value);
		break;
	case JSON_REAL:
		pair.type = BODY_NUMBER;
		pair.value = arena_printf(p->mem, "%.17g", json_real_value(v));
		pair.n = strlen(pair.value);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		pair.type = BODY_BOOL;
		pair.value = json_is_true(v) ? "true" : "false";
		pair.n = strlen(pair.value);
		break;
	case JSON_NULL:
		pair.type = BODY_NULL;
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		pair.type = BODY_OTHER;
		break;
	}
	return pairs_add(p, pair);
}

static bool
add_json_list(struct pairs *p, const char *name, json_t *list)
{
	json_t *item;
	size_t i;

	if (json_array_size(list) == 0)
		return pairs_add(p, (struct body_pair){ .type = BODY_NULL,
					    .list = true,
					    .value = "",
					    .name = arena_strdup(p->mem, name) });
	json_array_foreach(list, i, item) if (!add_json(p, name, item, true)) return false;
	return true;
}

bool
parse_json(struct pairs *p, const char *s, size_t n)
{
	json_t *top = json_loadb(s, n, JSON_REJECT_DUPLICATES, NULL), *v;
	bool ok = json_is_object(top);
	const char *name;

	if (ok) {
		json_object_foreach(top, name, v) if (ok) ok =
			json_is_array(v) ? add_json_list(p, name, v) : add_json(p, name, v, false);
	}
	json_decref(top);
	return ok;
}
