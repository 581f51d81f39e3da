/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/http/openapi.h"

#include <string.h>

#include "base/str.h"
#include "engine/http/openapi_inside.h"
#include "plan/plan.gen.h"

struct doc {
	struct json j;
	struct arena *mem;
	const struct route *routes;
	int n;
};

/* Pages that have no JSON are no part of the API. */
static bool
is_listed(const struct route *r)
{
	if (r->flags & (ROUTE_STREAM | ROUTE_FILE))
		return true;
	return r->method != METHOD_GET || r->out_kind != OUT_NOTHING;
}

/* "/goals/:goal/files/=name" as "/goals/{goal}/files/{name}". */
static const char *
template_of(struct doc *d, const char *path)
{
	struct buf b = BUF_IN(d->mem);

	while (*path) {
		size_t n = strcspn(path + 1, "/") + 1;
		bool parameter = path[1] == ':' || path[1] == '=';

		buf_str(&b, parameter ? "/{" : "/");
		buf_add(&b, path + 1 + parameter, n - 1 - parameter);
		if (parameter)
			buf_chr(&b, '}');
		path += n;
	}
	return buf_text(&b);
}

static const char *
tag_of(struct doc *d, const char *path)
{
	size_t n = strcspn(path + 1, "/");

	return n ? arena_strndup(d->mem, path + 1, n) : "home";
}

static const char *
method_name(enum method m)
{
	static const char *const names[] = { [METHOD_GET] = "get",
		[METHOD_HEAD] = "head",
		[METHOD_POST] = "post",
		[METHOD_PUT] = "put",
		[METHOD_PATCH] = "patch",
		[METHOD_DELETE] = "delete" };

	return names[m];
}

/* "goal_list" as "List: goal". The words are those of the table, so that both can be found. */
static const char *
summary_of(struct doc *d, const char *name)
{
	static const char *const verbs[][2] = { { "list", "List" }, { "show", "Show" },
		{ "new", "Begin" }, { "create", "Create" }, { "edit", "Look at" },
		{ "update", "Change" }, { "delete", "Delete" } };
	const char *last = strrchr(name, '_');
	char *thing = arena_strndup(d->mem, name, last ? (size_t)(last - name) : strlen(name));

	for (char *p = thing; *p; p++)
		if (*p == '_')
			*p = ' ';
	for (size_t i = 0; last && i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(last + 1, verbs[i][0]))
			return arena_printf(d->mem, "%s: %s", verbs[i][1], thing);
	return thing;
}

static bool
changes(const struct route *r)
{
	return r->method == METHOD_PUT || r->method == METHOD_PATCH || r->method == METHOD_DELETE;
}

/* Where what a route changes is read. */
static const char *
read_at(const struct route *r)
{
	return r->read ? r->read : r->path;
}

/* True if what is read at this address has a mark: something that changes it may ask for it. */
static bool
has_mark(struct doc *d, const char *path)
{
	bool read = false, changed = false;

	for (int i = 0; i < d->n; i++) {
		const struct route *x = &d->routes[i];

		if (x->method == METHOD_GET && str_eq(x->path, path))
			read = !x->slow && (x->out_kind == OUT_ONE || x->out_kind == OUT_MANY);
		else if (changes(x))
			changed = changed || str_eq(read_at(x), path);
	}
	return read && changed;
}

/* ---- one operation ---- */

static bool
asks_for_mark(struct doc *d, const struct route *r)
{
	return changes(r) && has_mark(d, read_at(r));
}

/* The mark is that of another address. */
static void
put_mark_elsewhere(struct doc *d, const struct route *r)
{
	struct json *j = &d->j;

	json_open(j, NULL);
	json_text(j, "name", "If-Match");
	json_text(j, "in", "header");
	json_text(j, "description",
		arena_printf(d->mem,
			"The ETag of what you have read at %s. If somebody was faster nothing is "
			"changed: 412.",
			template_of(d, r->read)));
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_close(j);
	json_close(j);
}

static void
put_parameters(struct doc *d, const struct route *r)
{
	struct json *j = &d->j;
	bool any = strpbrk(r->path, ":=") != NULL || r->method != METHOD_GET ||
		   r->flags & (ROUTE_PAGES | ROUTE_AFTER);

	if (!any)
		return;
	json_open_list(j, "parameters");
	for (const char *p = r->path; *p; p += strcspn(p + 1, "/") + 1) {
		if (p[1] != ':' && p[1] != '=')
			continue;
		json_open(j, NULL);
		json_text(j, "name", arena_strndup(d->mem, p + 2, strcspn(p + 2, "/")));
		json_text(j, "in", "path");
		json_bool(j, "required", true);
		json_open(j, "schema");
		json_text(j, "type", p[1] == ':' ? "integer" : "string");
		if (p[1] == ':') {
			json_text(j, "format", "int64");
			json_int(j, "minimum", 1);
		} else {
			json_text(j, "pattern", "^[A-Za-z0-9_-]{1,128}$");
		}
		json_close(j);
		json_close(j);
	}
	if (r->method != METHOD_GET)
		openapi_ref(j, NULL, "parameters", "idempotency_key");
	if (asks_for_mark(d, r) && r->read)
		put_mark_elsewhere(d, r);
	else if (asks_for_mark(d, r))
		openapi_ref(j, NULL, "parameters", "if_match");
	if (r->flags & ROUTE_PAGES)
		openapi_ref(j, NULL, "parameters", "page");
	if (r->flags & ROUTE_AFTER)
		openapi_ref(j, NULL, "parameters", "after");
	json_close_list(j);
}

static bool
has_file(const struct form_desc *d)
{
	for (int i = 0; i < d->n; i++)
		if (d->fields[i].kind == FIELD_FILE)
			return true;
	return false;
}

static void
put_body(struct doc *d, const struct route *r)
{
	struct json *j = &d->j;

	if (!r->in)
		return;
	json_open(j, "requestBody");
	json_bool(j, "required", true);
	json_open(j, "content");
	if (has_file(r->in)) {
		openapi_media(j, "multipart/form-data", r->in->name);
	} else {
		openapi_media(j, "application/json", r->in->name);
		openapi_media(j, "application/x-www-form-urlencoded", r->in->name);
	}
	json_close(j);
	json_close(j);
}

static void
put_items(struct json *j, const char *name)
{
	json_open(j, "application/json");
	json_open(j, "schema");
	json_text(j, "type", "object");
	json_open(j, "properties");
	json_open(j, "items");
	json_text(j, "type", "array");
	openapi_ref(j, "items", "schemas", name);
	json_close(j);
	json_close(j);
	json_open_list(j, "required");
	json_text(j, NULL, "items");
	json_close_list(j);
	json_close(j);
	json_close(j);
}

/* Text or bytes of a type that the answer names itself. */
static void
put_plain(struct json *j, const char *type)
{
	json_open(j, type);
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_close(j);
	json_close(j);
}

static void
put_success(struct doc *d, const struct route *r)
{
	struct json *j = &d->j;

	if (r->flags & (ROUTE_STREAM | ROUTE_FILE) || r->out_kind == OUT_ONE ||
		r->out_kind == OUT_MANY) {
		json_open(j, "200");
		json_text(j, "description",
			r->flags & ROUTE_STREAM ? "Events, as they come."
			: r->flags & ROUTE_FILE ? "A file."
						: "Here it is.");
		if (r->method == METHOD_GET && has_mark(d, r->path)) {
			json_open(j, "headers");
			openapi_ref(j, "ETag", "headers", "etag");
			json_close(j);
		}
		json_open(j, "content");
		if (r->flags & ROUTE_STREAM)
			put_plain(j, "text/event-stream");
		else if (r->flags & ROUTE_FILE)
			put_plain(j, "*/*");
		else if (r->out_kind == OUT_ONE)
			openapi_media(j, "application/json", r->out->name);
		else
			put_items(j, r->out->name);
		json_close(j);
		json_close(j);
		return;
	}
	if (r->out_kind == OUT_ID)
		openapi_ref(j, "201", "responses", "created");
	else
		openapi_ref(j, "200", "responses", "changed");
}

static void
put_responses(struct doc *d, const struct route *r, bool public)
{
	struct json *j = &d->j;

	json_open(j, "responses");
	put_success(d, r);
	if (r->in)
		openapi_ref(j, "400", "responses", "problem");
	if (!public) {
		openapi_ref(j, "401", "responses", "problem");
		openapi_ref(j, "403", "responses", "problem");
	}
	if (strpbrk(r->path, ":="))
		openapi_ref(j, "404", "responses", "problem");
	if (r->method != METHOD_GET)
		openapi_ref(j, "409", "responses", "problem");
	if (public && strstr(r->path, "=token"))
		openapi_ref(j, "410", "responses", "problem");
	if (asks_for_mark(d, r))
		openapi_ref(j, "412", "responses", "problem");
	if (r->in)
		openapi_ref(j, "422", "responses", "problem");
	openapi_ref(j, "429", "responses", "problem");
	json_close(j);
}

static void
put_operation(struct doc *d, const struct route *r)
{
	struct json *j = &d->j;
	bool public = rights[r->right].mask & STANDING_ANYONE;
	const char *subject = rights[r->right].subject;

	json_open(j, method_name(r->method));
	json_text(j, "operationId", r->name);
	json_text(j, "summary", summary_of(d, r->name));
	json_text(j, "description",
		arena_printf(d->mem, "Right: %s, towards the %s.", rights[r->right].name, subject));
	json_open_list(j, "tags");
	json_text(j, NULL, tag_of(d, r->path));
	json_close_list(j);
	if (public) {
		json_open_list(j, "security");
		json_close_list(j);
	}
	put_parameters(d, r);
	put_body(d, r);
	put_responses(d, r, public);
	json_close(j);
}

/* ---- the parts of the document ---- */

/* True if no listed route before i has the same text, as told by same. */
static bool
is_first(struct doc *d, int i,
	bool (*same)(struct doc *d, const struct route *a, const struct route *b))
{
	for (int k = 0; k < i; k++)
		if (is_listed(&d->routes[k]) && same(d, &d->routes[k], &d->routes[i]))
			return false;
	return true;
}

static bool
same_path(struct doc *d, const struct route *a, const struct route *b)
{
	(void)d;
	return str_eq(a->path, b->path);
}

static bool
same_tag(struct doc *d, const struct route *a, const struct route *b)
{
	return str_eq(tag_of(d, a->path), tag_of(d, b->path));
}

static bool
same_form(struct doc *d, const struct route *a, const struct route *b)
{
	(void)d;
	return a->in == b->in;
}

static bool
same_row(struct doc *d, const struct route *a, const struct route *b)
{
	(void)d;
	return a->out == b->out;
}

static void
put_info(struct doc *d, const char *server, const char *version)
{
	struct json *j = &d->j;

	json_text(j, "openapi", "3.1.0");
	json_open(j, "info");
	json_text(j, "title", "Waymark");
	json_text(j, "description",
		"What the pages do, as JSON: the same addresses, rights and rules. Ask with "
		"Accept: "
		"application/json.");
	json_text(j, "version", version);
	json_open(j, "license");
	json_text(j, "name", "Apache-2.0");
	json_text(j, "identifier", "Apache-2.0");
	json_close(j);
	json_close(j);
	json_open_list(j, "servers");
	json_open(j, NULL);
	json_text(j, "url", server);
	json_close(j);
	json_close_list(j);
	json_open_list(j, "security");
	json_open(j, NULL);
	json_open_list(j, "token");
	json_close_list(j);
	json_close(j);
	json_open(j, NULL);
	json_open_list(j, "session");
	json_close_list(j);
	json_close(j);
	json_close_list(j);
}

static void
put_tags(struct doc *d)
{
	struct json *j = &d->j;

	json_open_list(j, "tags");
	for (int i = 0; i < d->n; i++) {
		const char *tag = tag_of(d, d->routes[i].path);

		if (!is_listed(&d->routes[i]) || !is_first(d, i, same_tag))
			continue;
		json_open(j, NULL);
		json_text(j, "name", tag);
		json_text(j, "description",
			arena_printf(
				d->mem, "What stands under /%s.", str_eq(tag, "home") ? "" : tag));
		json_close(j);
	}
	json_close_list(j);
}

static void
put_paths(struct doc *d)
{
	struct json *j = &d->j;

	json_open(j, "paths");
	for (int i = 0; i < d->n; i++) {
		if (!is_listed(&d->routes[i]) || !is_first(d, i, same_path))
			continue;
		json_open(j, template_of(d, d->routes[i].path));
		for (int k = i; k < d->n; k++)
			if (is_listed(&d->routes[k]) && same_path(d, &d->routes[i], &d->routes[k]))
				put_operation(d, &d->routes[k]);
		json_close(j);
	}
	json_close(j);
}

/* ---- components ---- */

static void
put_components(struct doc *d)
{
	struct json *j = &d->j;

	json_open(j, "components");
	openapi_fixed_parts(j);
	json_open(j, "schemas");
	openapi_fixed_schemas(j);
	for (int i = 0; i < d->n; i++) {
		const struct route *r = &d->routes[i];

		if (!is_listed(r))
			continue;
		if (r->in && is_first(d, i, same_form))
			openapi_form(j, r->in);
		if (r->out && is_first(d, i, same_row))
			openapi_row(j, r->out);
	}
	json_close(j);
	json_close(j);
}

void
openapi_write(
	struct buf *b, const struct route *list, int n, const char *server, const char *version)
{
	struct doc d = { .j = { .b = b }, .mem = b->mem, .routes = list, .n = n };

	json_open(&d.j, NULL);
	put_info(&d, server, version);
	put_tags(&d);
	put_paths(&d);
	put_components(&d);
	json_close(&d.j);
}
