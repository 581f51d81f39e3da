/* SPDX-License-Identifier: Apache-2.0 */
/* The look-ups, over a small table of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/practice/practice.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define ENTRIES(...) ((const struct practice_entry[]){ __VA_ARGS__ })
#define TEXT(en, de) ((const char *const[]){ en, de })

static const struct practice_item flowers[] = {
	{ .kind = "flower",
		.id = "rose",
		.audiences = WORDS("gardener", "visitor"),
		.moments = WORDS("june"),
		.source = "A test",
		.field_count = 4,
		.fields =
			(const struct practice_field[]){
				{ "text", 1,
					ENTRIES({ .key = "", .text = TEXT("Rose", "Rose!") }) },
				{ "height", 1, ENTRIES({ .key = "", .number = 90 }) },
				{ "names", 2,
					ENTRIES({ .key = "wild",
							.text = TEXT("Dog rose", "Hundsrose") },
						{ .key = "tea",
							.text = TEXT("Tea rose", "Teerose") }) },
				{ "latin", 1, ENTRIES({ .key = "Rosa" }) },
			} },
	{ .kind = "flower",
		.id = "tulip",
		.audiences = WORDS("gardener"),
		.moments = WORDS("april", "may"),
		.source = "A test" },
};

const struct practice_table practice_table = {
	.languages = WORDS("en", "de"),
	.kind_count = 2,
	.kinds =
		(const struct practice_kind[]){
			{ "flower", 2, flowers },
			{ "tree", 0, NULL },
		},
};

static void
finds_by_kind_and_id(void **state)
{
	(void)state;
	assert_string_equal(practice_find("flower", "tulip")->id, "tulip");
	assert_ptr_equal(practice_need("flower", "rose"), practice_find("flower", "rose"));
	assert_null(practice_find("flower", "tuli"));
	assert_null(practice_find("tree", "rose"));
	assert_null(practice_find("stone", "rose"));
	assert_int_equal(practice_kind("flower")->count, 2);
	assert_int_equal(practice_kind("stone")->count, 0);
}

static void
reads_fields_in_a_language(void **state)
{
	const struct practice_item *rose = practice_need("flower", "rose");

	(void)state;
	assert_string_equal(practice_field(rose, "text", "en"), "Rose");
	assert_string_equal(practice_field(rose, "text", "de"), "Rose!");
	assert_string_equal(practice_field(rose, "text", "de-CH"), "Rose!");
	assert_string_equal(practice_field(rose, "text", "de_AT"), "Rose!");
	assert_string_equal(practice_field(rose, "text", "del"), "Rose");
	assert_string_equal(practice_field(rose, "text", "d"), "Rose");
	assert_string_equal(practice_field(rose, "text", ""), "Rose");
	assert_string_equal(practice_field(rose, "latin", "de"), "Rosa");
	assert_string_equal(practice_field(rose, "smell", "de"), "");
	assert_string_equal(practice_option(rose, "names", "tea", "de"), "Teerose");
	assert_null(practice_option(rose, "names", "dog", "de"));
	assert_null(practice_option(rose, "smell", "dog", "de"));
	assert_int_equal(practice_values(rose, "names")->count, 2);
	assert_int_equal(practice_values(rose, "smell")->count, 0);
	assert_int_equal(practice_number(rose, "height", 7), 90);
	assert_int_equal(practice_number(rose, "width", 7), 7);
}

static void
lists_what_suits(void **state)
{
	struct arena *mem = arena_new(0);
	size_t n = 99;

	(void)state;
	assert_string_equal(practice_list(mem, "flower", NULL, NULL, &n)[1]->id, "tulip");
	assert_int_equal(n, 2);
	assert_string_equal(practice_list(mem, "flower", "visitor", NULL, &n)[0]->id, "rose");
	assert_int_equal(n, 1);
	assert_string_equal(practice_list(mem, "flower", "gardener", "may", &n)[0]->id, "tulip");
	assert_int_equal(n, 1);
	practice_list(mem, "flower", "visitor", "may", &n);
	assert_int_equal(n, 0);
	practice_list(mem, "stone", NULL, NULL, &n);
	assert_int_equal(n, 0);
	arena_free(mem);
}

static void
fills_placeholders(void **state)
{
	static const struct practice_blank blanks[] = { { "name", "Ana {link}" }, { "link", "x" },
		{ NULL, NULL } };
	struct arena *mem = arena_new(0);

	(void)state;
	assert_string_equal(practice_fill(mem, "", blanks), "");
	assert_string_equal(practice_fill(mem, "no blanks", blanks), "no blanks");
	assert_string_equal(practice_fill(mem, "{name}: {link}", blanks), "Ana {link}: x");
	assert_string_equal(practice_fill(mem, "{names} {nam} {", blanks), "{names} {nam} {");
	assert_string_equal(practice_fill(mem, "{name", blanks), "{name");
	assert_string_equal(practice_fill(mem, "{{link}}", blanks), "{x}");
	arena_free(mem);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_kind_and_id),
		cmocka_unit_test(reads_fields_in_a_language),
		cmocka_unit_test(lists_what_suits),
		cmocka_unit_test(fills_placeholders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
