/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the document that are the same in every version of the product. */
#include "engine/http/openapi_inside.h"

#include "base/str.h"

void
openapi_ref(struct json *j, const char *key, const char *kind, const char *name)
{
	json_open(j, key);
	json_text(j, "$ref", arena_printf(j->b->mem, "#/components/%s/%s", kind, name));
	json_close(j);
}

void
openapi_media(struct json *j, const char *type, const char *schema)
{
	json_open(j, type);
	openapi_ref(j, "schema", "schemas", schema);
	json_close(j);
}

static void
put_problem_schema(struct json *j)
{
	static const struct json_field fields[] = { { "type", 's' }, { "title", 's' },
		{ "status", 'i' }, { "code", 's' }, { "detail", 's' }, { "request", 's' } };
	static const struct json_field wrong[] = { { "field", 's' }, { "message", 's' } };
	static const struct json_desc error = { "problem_error", 2, wrong };

	openapi_row(j, &error);
	json_open(j, "problem");
	json_text(j, "type", "object");
	json_text(j, "description",
		"RFC 9457. errors: field and sentence, one for each thing that is wrong.");
	json_open(j, "properties");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		json_open(j, fields[i].name);
		json_text(j, "type", fields[i].type == 'i' ? "integer" : "string");
		json_close(j);
	}
	json_open(j, "errors");
	json_text(j, "type", "array");
	openapi_ref(j, "items", "schemas", "problem_error");
	json_close(j);
	json_close(j);
	json_open_list(j, "required");
	for (int i = 0; i < 4; i++)
		json_text(j, NULL, fields[i].name);
	json_close_list(j);
	json_close(j);
}

static void
put_response(struct json *j, const char *name, const char *description, const char *type,
	const char *schema)
{
	json_open(j, name);
	json_text(j, "description", description);
	json_open(j, "content");
	openapi_media(j, type, schema);
	json_close(j);
	if (str_eq(name, "created")) {
		json_open(j, "headers");
		json_open(j, "Location");
		json_text(j, "description", "Where the new thing is.");
		json_open(j, "schema");
		json_text(j, "type", "string");
		json_close(j);
		json_close(j);
		json_close(j);
	}
	json_close(j);
}

static void
put_security(struct json *j)
{
	json_open(j, "securitySchemes");
	json_open(j, "token");
	json_text(j, "type", "http");
	json_text(j, "scheme", "bearer");
	json_text(j, "description", "A personal access token, made under Account.");
	json_close(j);
	json_open(j, "session");
	json_text(j, "type", "apiKey");
	json_text(j, "in", "cookie");
	json_text(j, "name", "__Host-waymark");
	json_text(j, "description",
		"The session of a browser. Requests that change something also carry the header "
		"X-CSRF-Token.");
	json_close(j);
	json_close(j);
}

/* name: that of the header where it is a parameter; NULL where it comes with an answer. */
static void
put_header(struct json *j, const char *key, const char *name, const char *description)
{
	json_open(j, key);
	if (name) {
		json_text(j, "name", name);
		json_text(j, "in", "header");
	}
	json_text(j, "description", description);
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_close(j);
	json_close(j);
}

void
openapi_fixed_parts(struct json *j)
{
	put_security(j);
	json_open(j, "parameters");
	json_open(j, "idempotency_key");
	json_text(j, "name", "Idempotency-Key");
	json_text(j, "in", "header");
	json_text(j, "description",
		"Any word of your own. The same request with the same word is done once.");
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_int(j, "maxLength", 200);
	json_close(j);
	json_close(j);
	put_header(j, "if_match", "If-Match",
		"The ETag of what you have read. If somebody was faster nothing is changed: 412.");
	json_open(j, "page");
	json_text(j, "name", "page");
	json_text(j, "in", "query");
	json_text(j, "description",
		"Which page of a list that can be long, from 1. An empty one is behind the last.");
	json_open(j, "schema");
	json_text(j, "type", "integer");
	json_int(j, "minimum", 1);
	json_close(j);
	json_close(j);
	json_open(j, "after");
	json_text(j, "name", "after");
	json_text(j, "in", "query");
	json_text(j, "description",
		"The mark of the last one that you have: what stands behind it. An empty list is "
		"the end.");
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_int(j, "maxLength", 200);
	json_close(j);
	json_close(j);
	json_close(j);
	json_open(j, "headers");
	put_header(j, "etag", NULL,
		"The mark of this state of it, for the If-Match of a change. Only where the "
		"address "
		"has no query.");
	json_close(j);
	json_open(j, "responses");
	put_response(j, "created", "It was made.", "application/json", "created");
	put_response(j, "changed", "It was done.", "application/json", "changed");
	put_response(j, "problem", "It was not done; this is why.", "application/problem+json",
		"problem");
	json_close(j);
}

void
openapi_fixed_schemas(struct json *j)
{
	static const struct json_field id[] = { { "id", 'i' } }, ok[] = { { "ok", 'b' } };
	static const struct json_desc created = { "created", 1, id },
				      changed = { "changed", 1, ok };

	openapi_row(j, &created);
	openapi_row(j, &changed);
	put_problem_schema(j);
}
