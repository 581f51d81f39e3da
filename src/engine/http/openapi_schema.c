/* SPDX-License-Identifier: Apache-2.0 */
/* Forms and JSON lists as JSON Schema (2020-12). */
#include <string.h>

#include "engine/http/openapi_inside.h"

static void
text_limits(struct json *j, const struct form_field *f)
{
	if (f->min > 0 && !form_optional(f))
		json_int(j, "minLength", f->min);
	json_int(j, "maxLength", form_max(f));
}

/* "string", or for what may be left empty ["string", "null"]. */
static void
type_of(struct json *j, const struct form_field *f, const char *type)
{
	if (!form_optional(f)) {
		json_text(j, "type", type);
		return;
	}
	json_open_list(j, "type");
	json_text(j, NULL, type);
	json_text(j, NULL, "null");
	json_close_list(j);
}

static void
one_of(struct json *j, const struct form_field *f, bool optional)
{
	struct arena *mem = j->b->mem;

	json_open_list(j, "enum");
	for (const char *p = f->of; p; p = strchr(p, '|')) {
		p += *p == '|';
		json_text(j, NULL, arena_strndup(mem, p, strcspn(p, "|")));
	}
	if (optional) {
		json_text(j, NULL, "");
		json_none(j, NULL);
	}
	json_close_list(j);
}

static void
many(struct json *j, const struct form_field *f)
{
	type_of(j, f, "array");
	json_int(j, "maxItems", form_max(f));
	if (f->min)
		json_int(j, "minItems", f->min);
	json_open(j, "items");
	json_text(j, "type", "string");
	json_int(j, "maxLength", 200);
	if (f->of)
		one_of(j, f, false);
	json_close(j);
}

static void
number(struct json *j, const struct form_field *f)
{
	bool ref = f->kind == FIELD_REF;

	type_of(j, f, "integer");
	json_text(j, "format", "int64");
	if (ref || f->min || f->max)
		json_int(j, "minimum", ref ? !f->optional : f->min);
	if (f->max)
		json_int(j, "maximum", f->max);
}

static void
field_schema(struct json *j, const struct form_field *f)
{
	json_open(j, f->name);
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_LONG:
		type_of(j, f, "string");
		text_limits(j, f);
		break;
	case FIELD_EMAIL:
		type_of(j, f, "string");
		json_text(j, "format", "email");
		text_limits(j, f);
		break;
	case FIELD_SECRET:
		type_of(j, f, "string");
		json_text(j, "format", "password");
		json_bool(j, "writeOnly", true);
		text_limits(j, f);
		break;
	case FIELD_DATE:
		type_of(j, f, "string");
		json_text(j, "format", "date");
		break;
	case FIELD_MOMENT:
		type_of(j, f, "string");
		json_text(j, "pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$");
		json_text(j, "description", "Wall clock in the person's time zone.");
		break;
	case FIELD_INT:
	case FIELD_REF:
		number(j, f);
		break;
	case FIELD_BOOL:
		json_text(j, "type", "boolean");
		break;
	case FIELD_ONE:
		type_of(j, f, "string");
		if (f->of)
			one_of(j, f, f->optional);
		else
			json_int(j, "maxLength", form_max(f));
		break;
	case FIELD_MANY:
		many(j, f);
		break;
	case FIELD_FILE:
		json_text(j, "type", "string");
		json_text(j, "contentMediaType", "application/octet-stream");
		break;
	case FIELD_OPEN:
		break;
	}
	json_close(j);
}

/* Names that are made at run time, by how they begin. */
static void
open_fields(struct json *j, const struct form_desc *d)
{
	int n = 0;

	for (int i = 0; i < d->n; i++) {
		if (d->fields[i].kind != FIELD_OPEN)
			continue;
		if (n++ == 0)
			json_open(j, "patternProperties");
		json_open(j, arena_printf(j->b->mem, "^%s", d->fields[i].of));
		json_text(j, "description", "Names that end in a number or a word of their own.");
		json_close(j);
	}
	if (n)
		json_close(j);
}

void
openapi_form(struct json *j, const struct form_desc *d)
{
	int required = 0;

	json_open(j, d->name);
	json_text(j, "type", "object");
	json_open(j, "properties");
	for (int i = 0; i < d->n; i++) {
		if (d->fields[i].kind != FIELD_OPEN)
			field_schema(j, &d->fields[i]);
		required += !form_optional(&d->fields[i]);
	}
	json_close(j);
	if (required) {
		json_open_list(j, "required");
		for (int i = 0; i < d->n; i++)
			if (!form_optional(&d->fields[i]))
				json_text(j, NULL, d->fields[i].name);
		json_close_list(j);
	}
	open_fields(j, d);
	json_bool(j, "additionalProperties", false);
	json_close(j);
}

void
openapi_row(struct json *j, const struct json_desc *d)
{
	json_open(j, d->name);
	json_text(j, "type", "object");
	json_open(j, "properties");
	for (int i = 0; i < d->n; i++) {
		const struct json_field *f = &d->fields[i];

		json_open(j, f->name);
		json_text(j, "type",
			f->type == 'i'	 ? "integer"
			: f->type == 'n' ? "number"
			: f->type == 'b' ? "boolean"
					 : "string");
		if (f->type == 'i')
			json_text(j, "format", "int64");
		json_close(j);
	}
	json_close(j);
	if (d->n) {
		json_open_list(j, "required");
		for (int i = 0; i < d->n; i++)
			json_text(j, NULL, d->fields[i].name);
		json_close_list(j);
	}
	json_close(j);
}
