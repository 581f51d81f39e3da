/* SPDX-License-Identifier: Apache-2.0 */
/* What is written is read back by another library, strictly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>
#include <jansson.h>
#include <math.h>

#include "base/str.h"
#include "engine/json/json.h"

static struct arena *mem;
static struct buf b;
static struct json j;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	b = BUF_IN(mem);
	j = (struct json){ .b = &b };
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static json_t *
parsed(void)
{
	json_error_t error;
	json_t *ret = json_loadb(
		b.p, b.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

	if (!ret)
		fail_msg("%s at %d: %s", error.text, error.position, b.p);
	return ret;
}

/* The text after a journey through the writer and the reader. */
static const char *
journey(const char *text)
{
	const char *ret;
	json_t *t;

	b.n = 0;
	j = (struct json){ .b = &b };
	json_text(&j, NULL, text);
	t = parsed();
	ret = arena_strdup(mem, json_string_value(t));
	json_decref(t);
	return ret;
}

static void
test_object(void **state)
{
	json_t *t, *list;

	(void)state;
	json_open(&j, NULL);
	json_text(&j, "title", "a");
	json_text(&j, "none", NULL);
	json_int(&j, "n", INT64_MIN);
	json_bool(&j, "yes", true);
	json_bool(&j, "no", false);
	json_none(&j, "nothing");
	json_open_list(&j, "items");
	for (int i = 0; i < 3; i++) {
		json_open(&j, NULL);
		json_int(&j, "id", i);
		json_close(&j);
	}
	json_open_list(&j, NULL);
	json_close_list(&j);
	json_close_list(&j);
	json_open(&j, "empty");
	json_close(&j);
	json_int(&j, "last", 7);
	json_close(&j);
	assert_int_equal(j.depth, 0);
	assert_string_equal(buf_text(&b), "{\"title\":\"a\",\"none\":null,\"n\":-"
					  "9223372036854775808,\"yes\":true,\"no\":false,"
					  "\"nothing\":null,\"items\":[{\"id\":0},{\"id\":1},{"
					  "\"id\":2},[]],\"empty\":{},\"last\":7}");
	t = parsed();
	list = json_object_get(t, "items");
	assert_int_equal(json_array_size(list), 4);
	assert_int_equal(json_integer_value(json_object_get(t, "n")), INT64_MIN);
	json_decref(t);
}

static void
test_texts(void **state)
{
	char text[3] = { 0 };

	(void)state;
	for (int c = 1; c < 0x80; c++) {
		text[0] = (char)c;
		text[1] = 'x';
		assert_string_equal(journey(text), text);
	}
	assert_string_equal(journey(""), "");
	assert_string_equal(journey("</script>\\\"\n\u2028😀é"), "</script>\\\"\n\u2028😀é");
	assert_string_equal(journey("a\nb\tc\rd\be\ff"), "a\nb\tc\rd\be\ff");
}

static void
test_bytes_that_are_no_text(void **state)
{
	(void)state;
	assert_string_equal(journey("a\xff\xc3(b"), "a\uFFFD\uFFFD(b");
	assert_string_equal(journey("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
	assert_string_equal(journey("é\xc3"), "é\uFFFD");
	assert_string_equal(journey("\xf0\x9f\x98"), "\uFFFD\uFFFD\uFFFD");
	assert_string_equal(journey("ü\x80ü"), "ü\uFFFDü");
}

static void
test_keys_are_escaped(void **state)
{
	json_t *t;

	(void)state;
	json_open(&j, NULL);
	json_int(&j, "a\"b\\", 1);
	json_close(&j);
	t = parsed();
	assert_int_equal(json_integer_value(json_object_get(t, "a\"b\\")), 1);
	json_decref(t);
}

static void
test_reals(void **state)
{
	static const double values[] = { 0, -0.0, 1, 0.1, 1.0 / 3, 1e300, DBL_MIN, DBL_MAX, -2.5,
		123456789012345678.0, 5e-324 };

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		json_t *t;

		b.n = 0;
		j = (struct json){ .b = &b };
		json_number(&j, NULL, values[i]);
		t = parsed();
		assert_true(json_number_value(t) == values[i]);
		json_decref(t);
	}
	b.n = 0;
	j = (struct json){ .b = &b };
	json_open_list(&j, NULL);
	json_number(&j, NULL, NAN);
	json_number(&j, NULL, INFINITY);
	json_number(&j, NULL, 0.1);
	json_close_list(&j);
	assert_string_equal(buf_text(&b), "[null,null,0.1]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_object, setup, teardown),
		cmocka_unit_test_setup_teardown(test_texts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_keys_are_escaped, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reals, setup, teardown),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
