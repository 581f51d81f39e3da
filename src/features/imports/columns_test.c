/* SPDX-License-Identifier: Apache-2.0 */
/* What columns are taken for by their headings and values. No database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "features/imports/run.h"

static struct arena *mem;

static int
begin(void **state)
{
	(void)state;
	mem = arena_new(0);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* ---- headings ---- */

static void
headings_are_known_in_two_languages(void **state)
{
	static const struct {
		const char *heading;
		enum target t;
	} all[] = {
		{ "first name", TARGET_FIRST_NAME },
		{ "FIRST_NAME", TARGET_FIRST_NAME },
		{ "Vorname", TARGET_FIRST_NAME },
		{ "Last-Name", TARGET_LAST_NAME },
		{ "Nachname", TARGET_LAST_NAME },
		{ "Name", TARGET_NAME },
		{ "E-Mail-Adresse", TARGET_EMAIL },
		{ "email address", TARGET_EMAIL },
		{ "job title", TARGET_HEADLINE },
		{ "grade", TARGET_LEVEL },
		{ "Karrierestufe", TARGET_LEVEL },
		{ "organisation", TARGET_UNIT },
		{ "Behörde", TARGET_UNIT },
		{ "Biography", TARGET_ABOUT },
		{ "Über mich", TARGET_ABOUT },
		{ "Sprachen", TARGET_LANGUAGES },
		{ "Skills offered", TARGET_OFFERED },
		{ "Lernziele", TARGET_WANTED },
		{ "Führungskraft (E-Mail)", TARGET_MANAGER },
		{ "Line manager's email", TARGET_MANAGER },
		{ "Time zone", TARGET_TZ },
		{ "Anzahl Mentees", TARGET_PLACES },
		{ "Timestamp", TARGET_IGNORE },
		{ "profession", TARGETS },
		{ "both mentor and mentee", TARGETS },
		{ "", TARGETS },
		{ "nam", TARGETS },
		{ "e", TARGETS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (target_by_heading(mem, all[i].heading) != all[i].t)
			fail_msg("%s is taken for %d", all[i].heading,
				target_by_heading(mem, all[i].heading));
}

static void
protected_headings_are_sensitive(void **state)
{
	static const char *const yes[] = { "characteristics", "identity to match",
		"match with similar identity", "Gender", "Ethnicity", "Ethnic group",
		"Schwerbehinderung", "Religion or belief", "sexual orientation", "Alter", "Age",
		"Date of birth", "Staatsangehörigkeit" };
	static const char *const no[] = { "profession", "agenda", "language", "organisation",
		"trade unions office", "management", "salutation", "" };

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!heading_sensitive(mem, yes[i]))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (heading_sensitive(mem, no[i]))
			fail_msg("%s", no[i]);
}

static void
words_are_targets_and_back(void **state)
{
	(void)state;
	for (int t = 0; t < TARGETS; t++)
		if (t != TARGET_FIELD)
			assert_int_equal(target_of(target_word((enum target)t)), t);
	assert_int_equal(target_of("field:profession"), TARGET_FIELD);
	assert_int_equal(target_of("field:"), TARGETS);
	assert_int_equal(target_of(""), TARGETS);
	assert_int_equal(target_of("password"), TARGETS);
}

/* ---- values ---- */

/* One column of these values, each a row. */
static struct csv
column_of(const char *const *values)
{
	struct buf b = BUF_IN(mem);
	struct csv file = { 0 };
	struct csv_error wrong;

	buf_str(&b, "id,x\n");
	for (int i = 0; *values; values++) {
		buf_printf(&b, "%d,", ++i);
		csv_write_field(&b, *values);
		buf_str(&b, "\n");
	}
	assert_true(csv_read(mem, buf_text(&b), b.n, &file, &wrong));
	return file;
}

static void
looks_like(const char *looks, const char *const *values)
{
	struct csv file = column_of(values);
	struct column_look look;

	column_look(mem, &file, 1, &look);
	assert_string_equal(look.looks, looks);
}

#define V(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
values_tell_the_kind(void **state)
{
	(void)state;
	looks_like("email", V("a@example.org", "", "b@example.org"));
	looks_like("number", V("1", "2.5", "17", "4"));
	looks_like("text", V("01234", "02345"));
	looks_like("date", V("2027-03-01", "31.12.2026"));
	looks_like("role", V("Mentor", "mentee", "Both"));
	looks_like("one", V("yes", "no", "yes", "yes", "no", "no"));
	looks_like("many", V("a, b", "b", "c", "a, c", "", "b"));
	looks_like(
		"text", V("Head of Sales", "Director of X", "CFO", "Chief of y", "Clerk", "Cook"));
	looks_like("text", V(""));
	/* So few rows say nothing about choices. */
	looks_like("text", V("yes", "yes"));
}

static void
choices_are_collected(void **state)
{
	struct csv file = column_of(V("b, a", "c", "", "a"));
	struct texts t;

	(void)state;
	assert_true(column_choices(mem, &file, 1, true, 3, &t));
	assert_int_equal(t.n, 3);
	assert_string_equal(t.v[0], "a");
	assert_false(column_choices(mem, &file, 1, true, 2, &t));
	assert_true(column_choices(mem, &file, 1, false, 9, &t));
	assert_string_equal(t.v[1], "b, a");
}

static void
lists_are_split(void **state)
{
	struct texts t = list_split(mem, " Gay,Non-binary ,, Gay");

	(void)state;
	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[1], "Non-binary");
	t = list_split(mem, "Asexual, or aromantic; Gay");
	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[0], "Asexual, or aromantic");
	assert_int_equal(list_split(mem, "").n, 0);
}

static void
words_of_people(void **state)
{
	bool yes = false, mentor, mentee;

	(void)state;
	assert_true(yes_or_no(mem, "Ja", &yes) && yes);
	assert_true(yes_or_no(mem, "", &yes) && !yes);
	assert_false(yes_or_no(mem, "perhaps", &yes));
	assert_true(role_words(mem, "Mentor:in", &mentor, &mentee) && mentor && !mentee);
	assert_true(role_words(mem, "beides", &mentor, &mentee) && mentor && mentee);
	assert_true(role_words(mem, "Mentorin und Mentee", &mentor, &mentee) && mentor && mentee);
	assert_false(role_words(mem, "Manager", &mentor, &mentee));
	assert_string_equal(hours_of_words(mem, "9:00 – 17:30"),
		"540-1050 540-1050 540-1050 540-1050 540-1050 - -");
	assert_non_null(hours_of_words(mem, "540-1020 - - - - - -"));
	assert_non_null(hours_of_words(mem, "8 bis 16"));
	assert_null(hours_of_words(mem, "17-9"));
	assert_null(hours_of_words(mem, "9-17 and more"));
	assert_null(hours_of_words(mem, "sometimes"));
}

/* ---- ladders ---- */

static bool
ordered(const char *expected, const char **names, int n)
{
	struct texts t = { n, names };
	struct buf b = BUF_IN(mem);

	if (!ladder_order(mem, &t))
		return false;
	for (int i = 0; i < t.n; i++) {
		buf_str(&b, i ? " " : "");
		buf_str(&b, t.v[i]);
	}
	assert_string_equal(buf_text(&b), expected);
	return true;
}

static void
grades_find_their_order(void **state)
{
	const char *civil[] = { "SCS1", "Grade 6", "AA", "grade 7", "HEO", "AO" };
	const char *bands[] = { "E10", "E9", "E11" };
	const char *mixed[] = { "E10", "Band 9" }, *unknown[] = { "Red", "Blue" };

	(void)state;
	assert_true(ordered("AA AO HEO grade 7 Grade 6 SCS1", civil, 6));
	assert_true(ordered("E9 E10 E11", bands, 3));
	assert_false(ordered("", mixed, 2));
	assert_false(ordered("", unknown, 2));
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(headings_are_known_in_two_languages),
		T(protected_headings_are_sensitive),
		T(words_are_targets_and_back),
		T(values_tell_the_kind),
		T(choices_are_collected),
		T(lists_are_split),
		T(words_of_people),
		T(grades_find_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
