/* SPDX-License-Identifier: Apache-2.0 */
/* The document made of a small product. Whether a public linter likes it is asked in tests/openapi. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>

#include "base/str.h"
#include "engine/http/openapi.h"
#include "plan/plan.gen.h"

#define TRY_FORM(F, S)                                                                             \
	F(S, TEXT, title, .min = 1, .max = 80)                                                     \
	F(S, LONG, why)                                                                            \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, INT, points, .min = 1, .max = 9)                                                      \
	F(S, REF, goal)                                                                            \
	F(S, BOOL, shared)                                                                         \
	F(S, ONE, aim, .of = "everyone|fit")                                                       \
	F(S, MANY, level, .max = 3)                                                                \
	F(S, SECRET, password)
FORM_DECLARE(try_form, TRY_FORM)
FORM_DEFINE(try_form, TRY_FORM)

#define FILE_FORM(F, S)                                                                            \
	F(S, FILE, file)                                                                           \
	F(S, OPEN, custom, .of = "field_")
FORM_DECLARE(file_form, FILE_FORM)
FORM_DEFINE(file_form, FILE_FORM)

static const struct json_field goal_fields[] = { { "id", 'i' }, { "title", 's' }, { "share", 'n' },
	{ "open", 'b' } };
static const struct json_desc goal_desc = { "goal", 4, goal_fields };

const struct right_desc rights[] = { { "anybody", "site", STANDING_ANYONE, NULL },
	{ "goal_write", "goal", STANDING_MENTOR, NULL } };
const int rights_n = 2;

#define ANYBODY ((enum right)0)
#define WRITER ((enum right)1)

static const struct route table[] = {
	{ METHOD_GET, "/goals", "goal_list", WRITER, NULL, OUT_MANY, &goal_desc, 0, NULL, NULL, 0,
		NULL },
	{ METHOD_GET, "/goals/new", "goal_new", WRITER, NULL, OUT_NOTHING, NULL, 0, NULL, NULL, 0,
		NULL },
	{ METHOD_POST, "/goals", "goal_create", WRITER, &try_form_desc, OUT_ID, NULL, 0, NULL, NULL,
		0, NULL },
	{ METHOD_GET, "/goals/:goal", "goal_show", WRITER, NULL, OUT_ONE, &goal_desc, 0, NULL, NULL,
		0, NULL },
	{ METHOD_DELETE, "/goals/:goal/ties/=word", "tie_delete", WRITER, NULL, OUT_CHANGED, NULL,
		0, NULL, NULL, 0, "/goals/:goal" },
	{ METHOD_POST, "/files", "file_create", ANYBODY, &file_form_desc, OUT_ID, NULL,
		ROUTE_UPLOAD, NULL, NULL, -1, NULL },
	{ METHOD_GET, "/jobs/:job/events", "job_event_list", WRITER, NULL, OUT_NOTHING, NULL,
		ROUTE_STREAM, NULL, NULL, 0, NULL },
	{ METHOD_GET, "/goals/file", "goal_file_show", WRITER, NULL, OUT_NOTHING, NULL, ROUTE_FILE,
		NULL, NULL, 0, NULL },
};

static json_t *doc;

static int
setup(void **state)
{
	struct arena *mem = arena_new(0);
	struct buf b = BUF_IN(mem);
	json_error_t error;

	(void)state;
	openapi_write(&b, table, sizeof table / sizeof *table, "https://m.example.org", "1.2.3");
	doc = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, &error);
	if (!doc)
		print_error("%s at %d\n", error.text, error.position);
	arena_free(mem);
	return doc ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	json_decref(doc);
	return 0;
}

/* What stands at the keys, one after the other; NULL: nothing. */
static json_t *
at(json_t *j, ...)
{
	va_list keys;
	const char *key;

	va_start(keys, j);
	while (j && (key = va_arg(keys, const char *)))
		j = json_object_get(j, key);
	va_end(keys);
	return j;
}
#define AT(...) at(doc, __VA_ARGS__, NULL)

static const char *
text(json_t *j)
{
	return json_is_string(j) ? json_string_value(j) : "(none)";
}

static void
test_frame(void **state)
{
	(void)state;
	assert_string_equal(text(AT("openapi")), "3.1.0");
	assert_string_equal(text(AT("info", "version")), "1.2.3");
	assert_string_equal(text(json_object_get(json_array_get(AT("servers"), 0), "url")),
		"https://m.example.org");
	assert_int_equal(json_array_size(AT("tags")), 3);
}

static void
test_paths(void **state)
{
	(void)state;
	assert_int_equal(json_object_size(AT("paths")), 6);
	assert_null(AT("paths", "/goals/new"));
	assert_string_equal(text(AT("paths", "/goals", "get", "operationId")), "goal_list");
	assert_string_equal(text(AT("paths", "/goals", "post", "operationId")), "goal_create");
	assert_string_equal(text(AT("paths", "/goals", "post", "summary")), "Create: goal");
	assert_non_null(AT("paths", "/goals/{goal}", "get", "responses", "404"));
	assert_null(AT("paths", "/goals", "get", "responses", "404"));
	assert_non_null(AT("paths", "/jobs/{job}/events", "get", "responses", "200", "content",
		"text/event-stream"));
	assert_non_null(AT("paths", "/goals/file", "get", "responses", "200", "content", "*/*"));
}

static void
test_parameters(void **state)
{
	json_t *list = AT("paths", "/goals/{goal}/ties/{word}", "delete", "parameters");

	(void)state;
	assert_int_equal(json_array_size(list), 4);
	assert_string_equal(text(at(json_array_get(list, 0), "name", NULL)), "goal");
	assert_string_equal(text(at(json_array_get(list, 0), "schema", "type", NULL)), "integer");
	assert_string_equal(text(at(json_array_get(list, 1), "name", NULL)), "word");
	assert_string_equal(text(at(json_array_get(list, 1), "schema", "type", NULL)), "string");
	assert_string_equal(text(at(json_array_get(list, 2), "$ref", NULL)),
		"#/components/parameters/idempotency_key");
}

/* What a tie is can be read with its goal: the mark is that of another address. */
static void
test_mark_elsewhere(void **state)
{
	json_t *list = AT("paths", "/goals/{goal}/ties/{word}", "delete", "parameters");

	(void)state;
	assert_string_equal(text(at(json_array_get(list, 3), "name", NULL)), "If-Match");
	assert_non_null(
		strstr(text(at(json_array_get(list, 3), "description", NULL)), " /goals/{goal}."));
	assert_non_null(AT("paths", "/goals/{goal}/ties/{word}", "delete", "responses", "412"));
	assert_non_null(AT("paths", "/goals/{goal}", "get", "responses", "200", "headers", "ETag"));
	assert_null(AT("paths", "/goals", "get", "responses", "200", "headers"));
}

static void
test_rights(void **state)
{
	json_t *open = AT("paths", "/files", "post", "security");

	(void)state;
	assert_true(json_is_array(open));
	assert_int_equal(json_array_size(open), 0);
	assert_null(AT("paths", "/goals", "get", "security"));
	assert_null(AT("paths", "/files", "post", "responses", "401"));
	assert_non_null(AT("paths", "/goals", "get", "responses", "401"));
	assert_string_equal(text(AT("paths", "/goals", "get", "description")),
		"Right: goal_write, towards the goal.");
}

static void
test_bodies(void **state)
{
	(void)state;
	assert_non_null(
		AT("paths", "/goals", "post", "requestBody", "content", "application/json"));
	assert_non_null(AT("paths", "/goals", "post", "requestBody", "content",
		"application/x-www-form-urlencoded"));
	assert_null(AT("paths", "/files", "post", "requestBody", "content", "application/json"));
	assert_string_equal(text(AT("paths", "/files", "post", "requestBody", "content",
				    "multipart/form-data", "schema", "$ref")),
		"#/components/schemas/file_form");
}

static void
test_form_schema(void **state)
{
	json_t *form = AT("components", "schemas", "try_form"),
	       *p = json_object_get(form, "properties");

	(void)state;
	assert_int_equal(json_integer_value(at(p, "title", "maxLength", NULL)), 80);
	assert_int_equal(json_integer_value(at(p, "title", "minLength", NULL)), 1);
	assert_int_equal(json_integer_value(at(p, "why", "maxLength", NULL)), 20000);
	assert_string_equal(text(json_array_get(at(p, "due_on", "type", NULL), 1)), "null");
	assert_int_equal(json_integer_value(at(p, "points", "maximum", NULL)), 9);
	assert_int_equal(json_integer_value(at(p, "goal", "minimum", NULL)), 1);
	assert_int_equal(json_array_size(at(p, "aim", "enum", NULL)), 2);
	assert_int_equal(json_integer_value(at(p, "level", "maxItems", NULL)), 3);
	assert_true(json_is_true(at(p, "password", "writeOnly", NULL)));
	assert_int_equal(json_array_size(json_object_get(form, "required")), 5);
	assert_true(json_is_false(json_object_get(form, "additionalProperties")));
	assert_non_null(AT("components", "schemas", "file_form", "patternProperties", "^field_"));
	assert_null(AT("components", "schemas", "file_form", "properties", "custom"));
}

static void
test_row_schema(void **state)
{
	json_t *p = AT("components", "schemas", "goal", "properties");

	(void)state;
	assert_string_equal(text(at(p, "id", "type", NULL)), "integer");
	assert_string_equal(text(at(p, "share", "type", NULL)), "number");
	assert_string_equal(text(at(p, "open", "type", NULL)), "boolean");
	assert_int_equal(json_array_size(AT("components", "schemas", "goal", "required")), 4);
}

/* Every reference leads to something. */
static void
check_references(json_t *j)
{
	const char *key;
	json_t *v;
	size_t i;

	if (json_is_string(json_object_get(j, "$ref"))) {
		char kind[40], name[80];

		assert_int_equal(sscanf(text(json_object_get(j, "$ref")),
					 "#/components/%39[^/]/%79s", kind, name),
			2);
		if (!AT("components", kind, name))
			fail_msg("%s/%s is not there", kind, name);
	}
	if (json_is_object(j))
		json_object_foreach(j, key, v) check_references(v);
	json_array_foreach(j, i, v) check_references(v);
}

static void
test_references(void **state)
{
	(void)state;
	check_references(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frame),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_mark_elsewhere),
		cmocka_unit_test(test_rights),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_form_schema),
		cmocka_unit_test(test_row_schema),
		cmocka_unit_test(test_references),
	};

	return cmocka_run_group_tests_name("openapi", tests, setup, teardown);
}
