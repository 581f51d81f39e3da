/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/router.h"

static const struct route table[] = {
	{ .method = METHOD_GET, .path = "/", .name = "home_show" },
	{ .method = METHOD_GET, .path = "/goals", .name = "goal_list" },
	{ .method = METHOD_POST, .path = "/goals", .name = "goal_create" },
	{ .method = METHOD_GET, .path = "/goals/new", .name = "goal_new" },
	{ .method = METHOD_GET, .path = "/goals/:goal", .name = "goal_show" },
	{ .method = METHOD_DELETE, .path = "/goals/:goal", .name = "goal_delete" },
	{ .method = METHOD_GET, .path = "/a/:a/b/:b", .name = "b_show" },
	{ .method = METHOD_POST,
		.path = "/a/:a/files",
		.name = "file_create",
		.flags = ROUTE_UPLOAD },
	{ .method = METHOD_GET, .path = "/w/=word", .name = "word_show" },
	{ .method = METHOD_GET, .path = "/w/new/x", .name = "x_show" },
	{ .method = METHOD_GET, .path = "/w/=word/y", .name = "y_show" },
};

static struct arena *mem;
static struct router *router;
static struct req q;
static const char *allow;

static int
up(void **state)
{
	(void)state;
	mem = arena_new(0);
	router = router_new(mem, table, sizeof table / sizeof *table);
	return 0;
}

static int
down(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* The name of the route, "404" or "405". */
static const char *
route(enum method m, const char *path)
{
	q = (struct req){ .ctx.mem = mem, .method = m, .path = path };
	switch (router_find(router, &q, &allow)) {
	case OK:
		return q.route->name;
	case CONFLICT:
		return "405";
	default:
		return "404";
	}
}

static void
finds(void **state)
{
	(void)state;
	assert_string_equal(route(METHOD_GET, "/"), "home_show");
	assert_string_equal(route(METHOD_HEAD, "/goals"), "goal_list");
	assert_string_equal(route(METHOD_POST, "/goals"), "goal_create");
	assert_string_equal(route(METHOD_GET, "/goals/new"), "goal_new");
	assert_string_equal(route(METHOD_GET, "/goals/12"), "goal_show");
	assert_int_equal(q.ids[0], 12);
	assert_string_equal(route(METHOD_GET, "/a/999999999999999999/b/2"), "b_show");
	assert_int_equal(q.ids[0], INT64_C(999999999999999999));
	assert_int_equal(q.ids[1], 2);
	assert_string_equal(route(METHOD_GET, "/w/a.b-C_1"), "word_show");
	assert_string_equal(q.words[0], "a.b-C_1");
	/* A literal that leads nowhere does not hide the word beside it. */
	assert_string_equal(route(METHOD_GET, "/w/new/y"), "y_show");
	assert_string_equal(route(METHOD_GET, "/w/new/x"), "x_show");
}

static void
refuses(void **state)
{
	static const char *const nowhere[] = { "/goals/", "//", "/goals//", "/goals/0", "/goals/01",
		"/goals/-1", "/goals/1x", "/goals/9999999999999999999", "/Goals", "/w/..", "/w/.a",
		"/w/a b", "/w/\303\244", "/w/", "/a/1/b", "/a/1/b/2/c" };

	(void)state;
	for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++)
		if (strcmp(route(METHOD_GET, nowhere[i]), "404") != 0)
			fail_msg("%s leads to %s", nowhere[i], route(METHOD_GET, nowhere[i]));
	assert_string_equal(route(METHOD_PUT, "/goals"), "405");
	assert_string_equal(allow, "GET, HEAD, POST");
	assert_string_equal(route(METHOD_GET, "/a/1/files"), "405");
	assert_string_equal(allow, "POST");
}

static void
finds_uploads(void **state)
{
	(void)state;
	q = (struct req){ .ctx.mem = mem, .method = METHOD_POST, .path = "/a/7/files" };
	assert_ptr_equal(router_find_upload(router, &q), &table[7]);
	assert_int_equal(q.ids[0], 7);
	q.path = "/goals";
	assert_null(router_find_upload(router, &q));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds, up, down),
		cmocka_unit_test_setup_teardown(refuses, up, down),
		cmocka_unit_test_setup_teardown(finds_uploads, up, down),
	};

	return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
