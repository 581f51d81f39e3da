/* SPDX-License-Identifier: Apache-2.0 */
/* Languages and messages, on the catalogues of testdata/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"

static struct arena *mem;

static struct ctx
in(const char *tag)
{
	return (struct ctx){
		.mem = mem, .lang = lang_find(tag), .tz = "Europe/Berlin", .now = 1804172400
	};
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
test_languages(void **state)
{
	(void)state;
	assert_string_equal(lang_all()[0]->tag, "en");
	assert_ptr_equal(lang_find("en"), &lang_en);
	assert_string_equal(lang_find("DE")->name, "Deutsch");
	assert_null(lang_find("d"));
	assert_null(lang_find(""));
	assert_true(lang_find("ar-XB")->rtl && lang_find("ar-XB")->test);
	assert_false(lang_find("de")->rtl || lang_find("de")->test);
}

static void
test_accept(void **state)
{
	static const struct {
		const char *header, *tag;
	} cases[] = {
		{ NULL, "en" },
		{ "", "en" },
		{ "de", "de" },
		{ "DE", "de" },
		{ "de-AT", "de" },
		{ "de-CH-1996", "de" },
		{ "de-a-x-b", "de" },
		{ "de-DE,de;q=0.9,en;q=0.8", "de" },
		{ "en-GB,en;q=0.9,de;q=0.8", "en" },
		{ "fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4", "de" },
		{ "en;q=0.4,de;q=0.5", "de" },
		{ "de;q=0.5,en;q=0.5", "de" },
		{ "en;q=0.5,de;q=0.5", "en" },
		{ "de;q=0,en", "en" },
		{ "de;q=0", "en" },
		{ "*", "en" },
		{ "fr, *;q=0.5", "en" },
		{ "fr;q=1.0, de;q=0.001", "de" },
		{ " de ; q=0.7 , fr ", "de" },
		{ "de;q=1.5", "de" },
		{ "de;q=-1", "en" },
		{ "de;q", "en" },
		{ "de;level=1", "en" },
		{ "deu", "en" },
		{ "d", "en" },
		{ "-de", "en" },
		{ "de-", "de" },
		{ "ar", "en" },
		{ "ar-XB", "ar-XB" },
		{ "en-XL,en;q=0.5", "en-XL" },
		{ ",,,;;;===,de", "de" },
		{ "de\x80, pl", "pl" },
		{ ";q=1", "en" },
		{ "pl-PL, de", "pl" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!str_eq(lang_accept(cases[i].header)->tag, cases[i].tag))
			fail_msg("\"%s\" gave %s", cases[i].header,
				lang_accept(cases[i].header)->tag);
}

/* A header of only ranges that nobody has: the choice stays bounded and English. */
static void
test_accept_long(void **state)
{
	char header[8001] = "";

	(void)state;
	for (size_t i = 0; i < 8000; i += 4)
		memcpy(header + i, "xx-,", 4);
	assert_string_equal(lang_accept(header)->tag, "en");
}

static void
test_messages(void **state)
{
	struct ctx de = in("de"), en = in("en"), *c = &de;

	(void)state;
	assert_string_equal(_("Goals"), "Ziele");
	assert_string_equal(_("Nobody translated this"), "Nobody translated this");
	assert_string_equal(_(""), "");
	assert_string_equal(tr(c, _("%s meets %s"), "Ada", "Bo"), "Bo trifft Ada");
	assert_string_equal(tr(&en, "%s meets %s", "Ada", "Bo"), "Ada meets Bo");
	assert_string_equal(tr(c, "100%% of %d, %d and %d", (short)7, INT64_MIN, true),
		"100% of 7, -9223372036854775808 and 1");
	assert_string_equal(tr(c, "50% off"), "50% off");
	assert_string_equal(tr(c, "a % b %s %", "x"), "a % b x %");
	assert_string_equal(tr(c, "%s|%s", "only"), "only|?");
	assert_string_equal(tr(c, "%s%s", "%s", "%d"), "%s%d");
	assert_string_equal(tr(c, "%s.", (const char *)NULL), ".");
	assert_string_equal(tr(c, "%9$s"), "?");
}

static void
test_plurals(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} polish[] = { { 0, "0 celów" }, { 1, "1 cel" }, { 2, "2 cele" }, { 4, "4 cele" },
		{ 5, "5 celów" }, { 12, "12 celów" }, { 22, "22 cele" }, { 112, "112 celów" },
		{ -1, "-1 cel" }, { INT64_MIN, "-9 223 372 036 854 775 808 celów" } };
	struct ctx pl = in("pl"), de = in("de"), xl = in("en-XL"), en = in("en");

	(void)state;
	for (size_t i = 0; i < sizeof(polish) / sizeof(polish[0]); i++)
		assert_string_equal(tr_n(&pl, "%d goal", "%d goals", polish[i].n), polish[i].text);
	assert_string_equal(
		tr_n(&de, "%2$s has %1$d goal", "%2$s has %1$d goals", 1, "Bo"), "Bo hat ein Ziel");
	assert_string_equal(
		tr_n(&de, "%2$s has %1$d goal", "%2$s has %1$d goals", 3, "Bo"), "Bo hat 3 Ziele");
	assert_string_equal(tr_n(&en, "%d goal", "%d goals", 1), "1 goal");
	assert_string_equal(tr_n(&en, "%d goal", "%d goals", 0), "0 goals");
	assert_string_equal(tr_n(&en, "%d goal", "%d goals", 12345), "12,345 goals");
	assert_string_equal(tr_n(&de, "%2$s has %1$d goal", "%2$s has %1$d goals", 12345, "Bo"),
		"Bo hat 12.345 Ziele");
	assert_string_equal(tr_n(&xl, "%d goal", "%d goals", 2), "⟦2 ĝóáļšĝó⟧");
	assert_string_equal(tr_n(&de, "%d unknown", "%d unknowns", 2), "2 unknowns");
}

static void
test_fold(void **state)
{
	const char *const *words;

	(void)state;
	assert_string_equal(fold(mem, ""), "");
	assert_string_equal(fold(mem, "plain 123"), "plain 123");
	assert_string_equal(fold(mem, "Straße STRASSE"), "strasse strasse");
	assert_string_equal(fold(mem, "Łódź Ångström Œuvre Þór"), "lodz angstrom oeuvre thor");
	assert_string_equal(fold(mem, "e\xcc\x81\x43ole"), "ecole");
	assert_string_equal(fold(mem, "İstanbul Iğdır"), "istanbul igdir");
	assert_string_equal(fold(mem, "ﬁnance №"), "finance no");
	assert_string_equal(fold(mem, "ΣΊΣΥΦΟΣ"), fold(mem, "σίσυφος"));
	assert_string_equal(fold(mem, "ﷺ"), fold(mem, "صلى الله عليه وسلم"));
	assert_int_equal(word_split(mem, "  Élise O'Neill-Weiß, 3rd! ", &words), 5);
	assert_string_equal(words[0], "elise");
	assert_string_equal(words[3], "weiss");
	assert_string_equal(words[4], "3rd");
	assert_int_equal(word_split(mem, " -- ", &words), 0);
	assert_int_equal(word_split(mem, "a b c d e f g h i j k l m n o p q r s t", &words), 20);
	assert_string_equal(words[19], "t");
}

static void
test_collate(void **state)
{
	const struct lang *de = lang_find("de");

	(void)state;
	assert_true(collate(de, "Ägidius", "Bert") < 0);
	assert_true(collate(de, "Zoe", "Ägidius") > 0);
	assert_true(collate(&lang_en, "anna", "Bert") < 0);
	assert_int_equal(collate(de, "Bert", "Bert"), 0);
	assert_true(collate(lang_find("pl"), "Łukasz", "Lz") > 0);
	assert_true(collate(lang_find("en-XL"), "b", "a") > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_accept),
		cmocka_unit_test(test_accept_long),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_plurals),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_collate),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
