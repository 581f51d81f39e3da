/* SPDX-License-Identifier: Apache-2.0 */
/* OpenAPI 3.1, made of the same tables that the program runs on: routes, forms and JSON lists. */
#include <ctype.h>
#include <string.h>

#include "app/version.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/http/answer.h"
#include "plan/plan.gen.h"

static const char *const methods[] = { "get", "head", "post", "put", "patch", "delete" };

/* Pages without a JSON face are not part of the API. */
static bool
is_api(const struct route *r)
{
	return r->out_kind != OUT_NOTHING && !(r->flags & ROUTE_STREAM);
}

static void
put_ref(struct json *j, const char *key, const char *kind, const char *name, struct arena *mem)
{
	json_open(j, key);
	json_text(j, "$ref", arena_printf(mem, "#/components/%s/%s", kind, name));
	json_close(j);
}

/* "/goals/:goal" -> "/goals/{goal}" */
static const char *
template_path(struct arena *mem, const char *path)
{
	struct buf b = BUF_IN(mem);

	for (; *path; path++) {
		if (*path != ':' && *path != '=') {
			buf_chr(&b, *path);
			continue;
		}
		buf_chr(&b, '{');
		for (path++; *path && *path != '/'; path++)
			buf_chr(&b, *path);
		buf_chr(&b, '}');
		path--;
	}
	return buf_text(&b);
}

static void
put_parameters(struct json *j, const struct route *r, struct arena *mem)
{
	bool unsafe = r->method != METHOD_GET;

	if (!unsafe && !strpbrk(r->path, ":="))
		return;
	json_open_list(j, "parameters");
	for (const char *s = r->path; (s = strpbrk(s, ":=")); s++) {
		size_t n = strcspn(s + 1, "/");

		json_open(j, NULL);
		json_text(j, "name", arena_strndup(mem, s + 1, n));
		json_text(j, "in", "path");
		json_bool(j, "required", true);
		json_open(j, "schema");
		json_text(j, "type", *s == ':' ? "integer" : "string");
		if (*s == ':')
			json_int(j, "minimum", 1);
		json_close(j);
		json_close(j);
	}
	if (unsafe)
		put_ref(j, NULL, "parameters", "key", mem);
	json_close_list(j);
}

static void
put_body(struct json *j, const struct route *r, struct arena *mem)
{
	if (!r->in)
		return;
	json_open(j, "requestBody");
	json_bool(j, "required", true);
	json_open(j, "content");
	json_open(j, r->flags & ROUTE_UPLOAD ? "multipart/form-data" : "application/json");
	put_ref(j, "schema", "schemas", r->in->name, mem);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void
put_list_schema(struct json *j, const struct json_desc *d, struct arena *mem)
{
	json_open(j, "schema");
	json_text(j, "type", "object");
	json_open_list(j, "required");
	json_text(j, NULL, "items");
	json_close_list(j);
	json_open(j, "properties");
	json_open(j, "items");
	json_text(j, "type", "array");
	put_ref(j, "items", "schemas", d->name, mem);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void
put_responses(struct json *j, const struct route *r, struct arena *mem)
{
	json_open(j, "responses");
	json_open(j, r->out_kind == OUT_ID ? "201" : "200");
	json_text(j, "description", r->out_kind == OUT_ID ? "Made" : "Done");
	json_open(j, "content");
	json_open(j, "application/json");
	if (r->out_kind == OUT_MANY)
		put_list_schema(j, r->out, mem);
	else
		put_ref(j, "schema", "schemas",
			r->out_kind == OUT_ID	 ? "made"
			: r->out_kind == OUT_ONE ? r->out->name
						 : "changed",
			mem);
	json_close(j);
	json_close(j);
	json_close(j);
	put_ref(j, "4XX", "responses", "problem", mem);
	json_close(j);
}

/* "meeting_create" -> "Meeting create" */
static const char *
summary(struct arena *mem, const char *name)
{
	char *s = arena_strdup(mem, name);

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = ' ';
	*s = (char)toupper((unsigned char)*s);
	return s;
}

static void
put_operation(struct json *j, const struct route *r, struct arena *mem)
{
	const struct right_desc *right = &rights[r->right];

	json_open(j, methods[r->method]);
	json_text(j, "operationId", r->name);
	json_text(j, "summary", summary(mem, r->name));
	json_text(j, "description", arena_printf(mem, "Needs the right `%s`.", right->name));
	if (right->mask & STANDING_ANYONE) {
		json_open_list(j, "security");
		json_close_list(j);
	}
	put_parameters(j, r, mem);
	put_body(j, r, mem);
	put_responses(j, r, mem);
	json_close(j);
}

static void
put_paths(struct json *j, struct arena *mem)
{
	json_open(j, "paths");
	for (int i = 0; i < routes_n; i++) {
		bool first = is_api(&routes[i]);

		for (int k = 0; k < i && first; k++)
			first = !is_api(&routes[k]) || !str_eq(routes[k].path, routes[i].path);
		if (!first)
			continue;
		json_open(j, template_path(mem, routes[i].path));
		for (int k = i; k < routes_n; k++)
			if (is_api(&routes[k]) && str_eq(routes[k].path, routes[i].path))
				put_operation(j, &routes[k], mem);
		json_close(j);
	}
	json_close(j);
}

/* ---- schemas ---- */

static void
put_field(struct json *j, const struct form_field *f, struct arena *mem)
{
	int64_t max = f->max		       ? f->max
		      : f->kind == FIELD_TEXT  ? 200
		      : f->kind == FIELD_LONG  ? 20000
		      : f->kind == FIELD_EMAIL ? 254
					       : 0;
	const char *format = f->kind == FIELD_DATE     ? "date"
			     : f->kind == FIELD_EMAIL  ? "email"
			     : f->kind == FIELD_SECRET ? "password"
			     : f->kind == FIELD_FILE   ? "binary"
						       : NULL;

	json_open(j, f->name);
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_REF:
		json_text(j, "type", "integer");
		if (f->min || f->max)
			json_int(j, "minimum", f->min);
		if (f->max)
			json_int(j, "maximum", f->max);
		break;
	case FIELD_BOOL:
		json_text(j, "type", "boolean");
		break;
	case FIELD_MANY:
		json_text(j, "type", "array");
		json_open(j, "items");
		json_text(j, "type", "string");
		json_close(j);
		if (f->max)
			json_int(j, "maxItems", f->max);
		break;
	default:
		json_text(j, "type", "string");
		if (format)
			json_text(j, "format", format);
		if (f->kind == FIELD_MOMENT)
			json_text(j, "pattern", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d$");
		if (f->min)
			json_int(j, "minLength", f->min);
		if (max)
			json_int(j, "maxLength", max);
		break;
	}
	if (f->kind == FIELD_ONE && f->of) {
		json_open_list(j, "enum");
		for (const char *s = f->of; *s;) {
			size_t n = strcspn(s, "|");

			json_text(j, NULL, arena_strndup(mem, s, n));
			s += n + (s[n] == '|');
		}
		json_close_list(j);
	}
	json_close(j);
}

static bool
is_required(const struct form_field *f)
{
	return !f->optional && f->kind != FIELD_BOOL && f->kind != FIELD_MANY &&
	       !((f->kind == FIELD_TEXT || f->kind == FIELD_LONG) && f->min == 0);
}

static void
put_form(struct json *j, const struct form_desc *d, struct arena *mem)
{
	json_open(j, d->name);
	json_text(j, "type", "object");
	json_open_list(j, "required");
	for (int i = 0; i < d->n; i++)
		if (is_required(&d->fields[i]))
			json_text(j, NULL, d->fields[i].name);
	json_close_list(j);
	json_open(j, "properties");
	for (int i = 0; i < d->n; i++)
		put_field(j, &d->fields[i], mem);
	json_close(j);
	json_close(j);
}

static void
put_thing(struct json *j, const struct json_desc *d)
{
	json_open(j, d->name);
	json_text(j, "type", "object");
	json_open(j, "properties");
	for (int i = 0; i < d->n; i++) {
		char t = d->fields[i].type;

		json_open(j, d->fields[i].name);
		json_text(j, "type",
			t == 'i'   ? "integer"
			: t == 'n' ? "number"
			: t == 'b' ? "boolean"
				   : "string");
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

/* A schema whose properties are name, type pairs. */
static void
put_plain(struct json *j, const char *name, const char *const (*fields)[2], int n)
{
	json_open(j, name);
	json_text(j, "type", "object");
	json_open(j, "properties");
	for (int i = 0; i < n; i++) {
		json_open(j, fields[i][0]);
		json_text(j, "type", fields[i][1]);
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

static void
put_schemas(struct json *j, struct arena *mem)
{
	static const char *const made[][2] = { { "id", "integer" } };
	static const char *const done[][2] = { { "ok", "boolean" } };
	static const char *const problem[][2] = { { "type", "string" }, { "title", "string" },
		{ "status", "integer" }, { "code", "string" }, { "detail", "string" },
		{ "request", "string" }, { "errors", "array" } };

	json_open(j, "schemas");
	put_plain(j, "made", made, 1);
	put_plain(j, "changed", done, 1);
	put_plain(j, "problem", problem, 7);
	for (int i = 0; i < routes_n; i++) {
		const struct route *r = &routes[i];
		bool new_form = is_api(r) && r->in, new_thing = is_api(r) && r->out;

		for (int k = 0; k < i; k++) {
			new_form = new_form && !(is_api(&routes[k]) && routes[k].in == r->in);
			new_thing = new_thing && !(is_api(&routes[k]) && routes[k].out == r->out);
		}
		if (new_form)
			put_form(j, r->in, mem);
		if (new_thing)
			put_thing(j, r->out);
	}
	json_close(j);
}

static void
put_components(struct json *j, struct arena *mem)
{
	json_open(j, "components");
	json_open(j, "securitySchemes");
	json_open(j, "token");
	json_text(j, "type", "http");
	json_text(j, "scheme", "bearer");
	json_text(j, "description", "A personal access token, made under /account/tokens.");
	json_close(j);
	json_close(j);
	json_open(j, "parameters");
	json_open(j, "key");
	json_text(j, "name", "Idempotency-Key");
	json_text(j, "in", "header");
	json_text(j, "description", "The same key within a day gets the first answer again.");
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_int(j, "maxLength", 200);
	json_close(j);
	json_close(j);
	json_close(j);
	json_open(j, "responses");
	json_open(j, "problem");
	json_text(j, "description", "What is wrong, as RFC 9457 says it");
	json_open(j, "content");
	json_open(j, "application/problem+json");
	put_ref(j, "schema", "schemas", "problem", mem);
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
	put_schemas(j, mem);
	json_close(j);
}

enum result
web_openapi_show(struct req *q)
{
	struct json *j = json_begin(q);

	json_open(j, NULL);
	json_text(j, "openapi", "3.1.0");
	json_open(j, "info");
	json_text(j, "title", "Waymark");
	json_text(j, "version", WAYMARK_VERSION);
	json_text(j, "description",
		"The same addresses as the pages: send `Accept: application/json` and a bearer "
		"token.");
	json_open(j, "license");
	json_text(j, "name", "Apache-2.0");
	json_text(j, "identifier", "Apache-2.0");
	json_close(j);
	json_close(j);
	json_open_list(j, "servers");
	json_open(j, NULL);
	json_text(j, "url", q->ctx.engine->origin);
	json_close(j);
	json_close_list(j);
	json_open_list(j, "security");
	json_open(j, NULL);
	json_open_list(j, "token");
	json_close_list(j);
	json_close(j);
	json_close_list(j);
	put_paths(j, q->ctx.mem);
	put_components(j, q->ctx.mem);
	json_close(j);
	return json_end(q);
}
