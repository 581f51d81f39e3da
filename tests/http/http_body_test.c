/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies: the parsers by themselves, then over the wire. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "engine/http/parse.h"
#include "http_test.h"

static int
up(void **state)
{
	(void)state;
	server_up(&(struct http_options){ 0 });
	return 0;
}

static int
down(void **state)
{
	(void)state;
	server_down();
	return 0;
}

static void
parses_urlencoded(void **state)
{
	static const char text[] = "a=1&b=x+y%20z&a=2&=empty&flag&&n%3D=%26%00";
	struct pairs p = { .mem = arena_new(0) };

	(void)state;
	assert_true(parse_urlencoded(&p, text, sizeof text - 1));
	assert_int_equal(p.n, 6);
	assert_string_equal(p.v[0].name, "a");
	assert_string_equal(p.v[1].value, "x y z");
	assert_string_equal(p.v[2].value, "2");
	assert_string_equal(p.v[3].name, "");
	assert_string_equal(p.v[4].name, "flag");
	assert_string_equal(p.v[4].value, "");
	assert_string_equal(p.v[5].name, "n=");
	assert_int_equal(p.v[5].n, 2);
	assert_memory_equal(p.v[5].value, "&\0", 3);
	arena_free(p.mem);
}

static void
refuses_broken_urlencoded(void **state)
{
	static const char *const broken[] = { "a=%", "a=%4", "a=%zz", "%00=a", "a%=b" };

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct pairs p = { .mem = arena_new(0) };

		assert_false(parse_urlencoded(&p, broken[i], strlen(broken[i])));
		arena_free(p.mem);
	}
}

static void
bounds_the_number_of_pairs(void **state)
{
	struct pairs p = { .mem = arena_new(0) };
	char *text = test_malloc(3 * BODY_PAIRS_MAX + 3);

	(void)state;
	for (int i = 0; i <= BODY_PAIRS_MAX; i++)
		memcpy(text + (ptrdiff_t)3 * i, "a=&", 3);
	assert_true(parse_urlencoded(&p, text, 3 * BODY_PAIRS_MAX));
	p.n = 0;
	assert_false(parse_urlencoded(&p, text, 3 * BODY_PAIRS_MAX + 3));
	test_free(text);
	arena_free(p.mem);
}

static void
parses_json(void **state)
{
	static const char flat[] = "{\"a\":\"xy\",\"n\":-12,\"r\":1.5,\"t\":true,\"z\":null}";
	struct pairs p = { .mem = arena_new(0) };

	(void)state;
	assert_true(parse_json(&p, flat, sizeof flat - 1));
	assert_int_equal(p.n, 5);
	assert_string_equal(p.v[0].value, "xy");
	assert_int_equal(p.v[1].type, BODY_NUMBER);
	assert_string_equal(p.v[1].value, "-12");
	assert_string_equal(p.v[2].value, "1.5");
	assert_int_equal(p.v[3].type, BODY_BOOL);
	assert_int_equal(p.v[4].type, BODY_NULL);
	arena_free(p.mem);
}

static void
parses_json_lists(void **state)
{
	static const char lists[] = "{\"l\":[\"p\",2],\"e\":[],\"o\":{\"q\":1},\"ll\":[[1]]}";
	struct pairs p = { .mem = arena_new(0) };

	(void)state;
	assert_true(parse_json(&p, lists, sizeof lists - 1));
	assert_int_equal(p.n, 5);
	assert_true(p.v[0].list && p.v[1].list);
	assert_string_equal(p.v[0].name, "l");
	assert_true(p.v[2].list && p.v[2].type == BODY_NULL);
	assert_int_equal(p.v[3].type, BODY_OTHER);
	assert_int_equal(p.v[4].type, BODY_OTHER);
	arena_free(p.mem);
}

static void
refuses_broken_json(void **state)
{
	static const char *const broken[] = { "", "[1]", "1", "{", "{\"a\":1,\"a\":2}",
		"{\"a\":1}x", "{\"a\":\"\xff\"}", "{\"a\":\"x\\u0000y\"}", "{a:1}", "{\"a\":01}",
		"{\"a\":99999999999999999999999}" };

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct pairs p = { .mem = arena_new(0) };

		assert_false(parse_json(&p, broken[i], strlen(broken[i])));
		arena_free(p.mem);
	}
}

#define TYPE "multipart/form-data; boundary=AB"
#define PART(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"

static void
parses_multipart(void **state)
{
	static const char text[] = "--AB\r\n" PART(
		"title") "\r\nGoals\r\n--AB\r\n"
			 "content-disposition: form-data; name=\"file\"; filename=\"a "
			 "\\\"b.csv\"\r\n"
			 "Content-Type: text/csv\r\n\r\na,b\r\n1,\0002\r\n\r\n--AB\r\n" PART(
				 "empty") "\r\n\r\n--AB--\r\n";
	struct pairs p = { .mem = arena_new(0) };

	(void)state;
	assert_true(parse_multipart(
		&p, TYPE, arena_memdup(p.mem, text, sizeof text - 1), sizeof text - 1));
	assert_int_equal(p.n, 3);
	assert_string_equal(p.v[0].name, "title");
	assert_string_equal(p.v[0].value, "Goals");
	assert_int_equal(p.v[0].type, BODY_TEXT);
	assert_int_equal(p.v[1].type, BODY_FILE);
	assert_string_equal(p.v[1].filename, "a \"b.csv");
	assert_int_equal(p.v[1].n, 11);
	assert_memory_equal(p.v[1].value, "a,b\r\n1,\0002\r\n\0", 12);
	assert_int_equal(p.v[2].n, 0);
	arena_free(p.mem);
}

static void
refuses_broken_multipart(void **state)
{
	static const struct {
		const char *type, *text;
	} broken[] = {
		{ "multipart/form-data", "--AB--" },
		{ "multipart/form-data; boundary=", "----" },
		{ TYPE, "" },
		{ TYPE, "--AB" },
		{ TYPE, "x--AB--" },
		{ TYPE, "--AB\r\n" PART("a") "\r\nx" },
		{ TYPE, "--AB\r\n" PART("a") "\r\nx\r\n--AB" },
		{ TYPE, "--AB\r\n" PART("a") "x\r\n--AB--" },
		{ TYPE, "--AB\r\nContent-Type: a/b\r\n\r\nx\r\n--AB--" },
		{ TYPE, "--AB\r\n" PART("a") PART("b") "\r\nx\r\n--AB--" },
		{ TYPE, "--AB\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--AB--" },
		{ TYPE, "--ABx\r\n" PART("a") "\r\nx\r\n--AB--" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct pairs p = { .mem = arena_new(0) };

		if (parse_multipart(&p, broken[i].type, arena_strdup(p.mem, broken[i].text),
			    strlen(broken[i].text)))
			fail_msg("taken: %s", broken[i].text);
		arena_free(p.mem);
	}
}

/* ---- over the wire ---- */

static const char *
post(const char *path, const char *type, const char *body)
{
	static char text[4096];

	snprintf(text, sizeof text,
		"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
		path, type, strlen(body), body);
	return talk(text);
}

static void
takes_bodies(void **state)
{
	(void)state;
	assert_non_null(
		strstr(post("/echo", "application/x-www-form-urlencoded", "a=b"), "\na=1:b\n"));
	assert_non_null(strstr(
		post("/echo", "application/json; charset=utf-8", "{\"a\":\"b\"}"), "\na=1:b\n"));
	assert_non_null(strstr(
		post("/echo", TYPE, "--AB\r\n" PART("a") "\r\nb\r\n--AB--\r\n"), "\na=1:b\n"));
	assert_int_equal(status_of(post("/echo", "text/plain", "a=b")), 415);
	assert_int_equal(status_of(post("/echo", "text/plain", "")), 200);
	assert_int_equal(status_of(post("/echo", "application/json", "{")), 400);
	assert_int_equal(
		status_of(talk("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")),
		415);
}

#define CHUNKED                                                                                    \
	"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"    \
	"Transfer-Encoding: chunked\r\n\r\n"

static void
takes_chunks(void **state)
{
	static const char *const broken[] = { "zz\r\n", "-3\r\na=b\r\n", "0x3\r\na=b\r\n",
		" 3\r\na=b\r\n", "3\r\na=bXX0\r\n", "fffffffffffffffff\r\n" };

	(void)state;
	assert_non_null(strstr(talk(CHUNKED "2\r\na=\r\n1;x=y\r\nb\r\n0\r\n\r\n"), "\na=1:b\n"));
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		char text[300];
		const char *heard;

		snprintf(text, sizeof text, CHUNKED "%s\r\n", broken[i]);
		heard = talk(text);
		assert_true(status_of(heard) == 400 || status_of(heard) == 413);
		assert_null(missing_in(heard));
	}
}

static void
bounds_bodies(void **state)
{
	char block[65536 + 10];
	int fd;

	(void)state;
	assert_int_equal(
		status_of(
			talk("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n")),
		413);
	/* Without a length it only shows on the way. */
	memset(block, 'a', sizeof block);
	memcpy(block, "10000\r\n", 7);
	memcpy(block + 7 + 65536, "\r\n", 2);
	fd = dial();
	say(fd, CHUNKED);
	for (int i = 0; i < 17; i++)
		say_bytes(fd, block, 7 + 65536 + 2);
	say(fd, "0\r\n\r\n");
	assert_int_equal(status_of(hear(fd, 1000)), 413);
	close(fd);
	/* The same is welcome where files are. */
	fd = dial();
	say(fd, "POST /big HTTP/1.1\r\nHost: x\r\nContent-Type: "
		"application/x-www-form-urlencoded\r\n"
		"Transfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 17; i++)
		say_bytes(fd, block, 7 + 65536 + 2);
	say(fd, "0\r\n\r\n");
	assert_int_equal(status_of(hear(fd, 2000)), 200);
	close(fd);
}

static void
continues_when_asked(void **state)
{
	int fd = dial();

	(void)state;
	say(fd, "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n\r\n");
	assert_int_equal(status_of(hear(fd, 300)), 100);
	say(fd, "a=b");
	assert_int_equal(status_of(hear(fd, 300)), 200);
	close(fd);
}

const struct CMUnitTest body_tests[] = {
	cmocka_unit_test(parses_urlencoded),
	cmocka_unit_test(refuses_broken_urlencoded),
	cmocka_unit_test(bounds_the_number_of_pairs),
	cmocka_unit_test(parses_json),
	cmocka_unit_test(parses_json_lists),
	cmocka_unit_test(refuses_broken_json),
	cmocka_unit_test(parses_multipart),
	cmocka_unit_test(refuses_broken_multipart),
	cmocka_unit_test_setup_teardown(takes_bodies, up, down),
	cmocka_unit_test_setup_teardown(takes_chunks, up, down),
	cmocka_unit_test_setup_teardown(bounds_bodies, up, down),
	cmocka_unit_test_setup_teardown(continues_when_asked, up, down),
};
const size_t body_tests_n = sizeof body_tests / sizeof *body_tests;
