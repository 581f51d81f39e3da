/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/str.h"
#include "features/matching/criteria.h"
#include "features/matching/rules_file.h"

enum { ORG, GRADE, AGE, WANTED, OFFERED, LANGUAGES, HOURS, IDENTITY, N_FIELDS };

static const char *grades[] = { "AA", "AO", "EO", "HEO" };

static const struct match_field fields[N_FIELDS] = {
	[ORG] = { "org", "Organisation", VALUE_TEXT, false, NULL, 0 },
	[GRADE] = { "grade", "Grade", VALUE_ORDERED, false, grades, 4 },
	[AGE] = { "age", "Age", VALUE_NUMBER, false, NULL, 0 },
	[WANTED] = { "wanted", "Wanted", VALUE_SET, false, NULL, 0 },
	[OFFERED] = { "offered", "Offered", VALUE_SET, false, NULL, 0 },
	[LANGUAGES] = { "languages", "Languages", VALUE_SET, false, NULL, 0 },
	[HOURS] = { "hours", "Working hours", VALUE_HOURS, false, NULL, 0 },
	[IDENTITY] = { "identity", "Identity", VALUE_TEXT, true, NULL, 0 },
};

static struct arena *mem;
static struct ctx ctx;
static struct criteria rules;
static struct roster *people;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	ctx = (struct ctx){ .mem = mem, .lang = &lang_en };
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* One mentee and one mentor under these rules. */
static void
two_people(const struct criterion *list, size_t n)
{
	rules = (struct criteria){ fields, N_FIELDS, list, n };
	people = roster_new(mem, &rules, 1, 1);
	roster_person(people, MENTEE, 0, 1, 0, 0);
	roster_person(people, MENTOR, 0, 2, 0, 1);
}

static void
set(enum side side, int field, const char *text)
{
	assert_true(roster_set(people, side, 0, field, text));
}

static void
assert_pair(bool eligible, int64_t points)
{
	struct assign_pair *pairs;
	struct reason *reasons;
	int64_t got, sum = 0;
	size_t n, i;

	assert_int_equal(criteria_pair(&rules, people, 0, 0, &got), eligible);
	assert_int_equal(got, points);
	criteria_pairs(mem, &rules, people, &pairs, &n);
	assert_int_equal(n, eligible ? 1 : 0);
	if (n)
		assert_int_equal(pairs[0].score, points);
	n = criteria_explain(mem, &rules, people, 0, 0, MANAGER, &reasons);
	for (i = 0; i < n; i++)
		sum += reasons[i].points;
	assert_int_equal(sum, points);
}

/* The first reason that a MANAGER reads. */
static void
assert_reason(const char *text)
{
	struct reason *reasons;

	assert_true(criteria_explain(mem, &rules, people, 0, 0, MANAGER, &reasons) >= 1);
	assert_string_equal(reason_text(&ctx, &reasons[0]), text);
}

static void
test_same_and_different(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_SAME, ORG, ORG, 0, 0, 10, 0 },
		{ false, CRITERION_DIFFERENT, ORG, ORG, 0, 0, 3, 0 },
	};
	static const struct criterion hard = { true, CRITERION_DIFFERENT, ORG, ORG, 0, 0, 0, 0 };
	static const struct criterion same = { true, CRITERION_SAME, ORG, ORG, 0, 0, 0, 0 };

	(void)state;
	two_people(list, 2);
	assert_pair(true, 3);
	assert_reason("Organisation: not known for both");
	set(MENTEE, ORG, "Post");
	assert_pair(true, 3);
	set(MENTOR, ORG, "Rail");
	assert_pair(true, 3);
	assert_reason("Organisation: Post, mentor Rail");
	set(MENTOR, ORG, "POST");
	assert_pair(true, 10);
	assert_reason("Organisation: both Post");
	two_people(&hard, 1);
	assert_pair(true, 0);
	set(MENTEE, ORG,
		"\xc3\x89"
		"cole");
	set(MENTOR, ORG, "ecole");
	assert_pair(false, 0);
	two_people(&same, 1);
	assert_pair(false, 0);
	set(MENTEE, ORG, "Post");
	set(MENTOR, ORG, "Post");
	assert_pair(true, 0);
}

static void
test_steps(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_STEPS, GRADE, GRADE, 2, 2, 12, 0 },
		{ false, CRITERION_STEPS, GRADE, GRADE, 1, 1, 9, 0 },
		{ true, CRITERION_STEPS, GRADE, GRADE, 1, 2, 0, 0 },
	};

	(void)state;
	two_people(list, 3);
	assert_pair(false, 0);
	assert_false(roster_set(people, MENTEE, 0, GRADE, "Boss"));
	set(MENTEE, GRADE, "AA");
	set(MENTOR, GRADE, "AO");
	assert_pair(true, 9);
	assert_reason("Grade: AA, mentor AO (1 above)");
	set(MENTOR, GRADE, "eo");
	assert_pair(true, 12);
	set(MENTOR, GRADE, "HEO");
	assert_pair(false, 0);
	set(MENTEE, GRADE, "HEO");
	assert_pair(false, 0);
	assert_reason("Grade: both HEO");
	set(MENTOR, GRADE, "AO");
	assert_reason("Grade: HEO, mentor AO (2 below)");
	assert_int_equal(criteria_best(&rules), 12);
}

static void
test_shared(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_SHARED, WANTED, OFFERED, 0, 0, 4, 10 },
		{ false, CRITERION_SHARED, LANGUAGES, LANGUAGES, 2, 0, 6, 0 },
		{ true, CRITERION_SHARED, LANGUAGES, LANGUAGES, 1, 0, 0, 0 },
		{ false, CRITERION_SHARED, ORG, OFFERED, 0, 0, 100, 0 },
	};

	(void)state;
	two_people(list, 4);
	assert_pair(false, 0);
	assert_reason("Wanted / Offered: nothing in common");
	set(MENTEE, LANGUAGES, "German");
	set(MENTEE, LANGUAGES, "Turkish");
	set(MENTOR, LANGUAGES, "turkish");
	assert_pair(true, 0);
	set(MENTOR, LANGUAGES, "German");
	set(MENTOR, LANGUAGES, "German");
	assert_pair(true, 6);
	set(MENTEE, WANTED, "Budgets");
	set(MENTOR, OFFERED, "Speaking");
	set(MENTOR, OFFERED, "Budgets");
	assert_pair(true, 10);
	assert_reason("Wanted / Offered in common: Budgets");
	set(MENTEE, WANTED, "Speaking");
	set(MENTEE, WANTED, "Hiring");
	assert_pair(true, 14);
	set(MENTOR, OFFERED, "Hiring");
	assert_pair(true, 16);
	set(MENTEE, ORG, "Hiring");
	assert_pair(true, 116);
	assert_int_equal(criteria_best(&rules), 116);
}

static void
test_distance(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_DISTANCE, AGE, AGE, 0, 10, 20, 0 },
		{ true, CRITERION_DISTANCE, AGE, AGE, 0, 12, 0, 0 },
	};

	(void)state;
	two_people(list, 2);
	assert_pair(false, 0);
	set(MENTEE, AGE, "30");
	set(MENTOR, AGE, "30");
	assert_pair(true, 20);
	assert_reason("Age: both 30");
	set(MENTOR, AGE, "34.5");
	assert_pair(true, 11);
	assert_reason("Age: 30, mentor 34.5");
	set(MENTOR, AGE, "20,001");
	assert_pair(true, 0);
	set(MENTOR, AGE, "18");
	assert_pair(true, 0);
	set(MENTOR, AGE, "17.999");
	assert_pair(false, 0);
	assert_false(roster_set(people, MENTOR, 0, AGE, "old"));
	assert_false(roster_set(people, MENTOR, 0, AGE, "1.2345"));
	assert_false(roster_set(people, MENTOR, 0, AGE, "1234567890123"));
	assert_false(roster_set(people, MENTOR, 0, AGE, "-"));
	set(MENTOR, AGE, "-999999999999.999");
	set(MENTEE, AGE, "999999999999.999");
	assert_pair(false, 0);
}

static void
test_hours(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_HOURS, HOURS, HOURS, 0, 0, 5, 0 },
		{ true, CRITERION_HOURS, HOURS, HOURS, 3, 0, 0, 0 },
	};
	static const struct week_bits morning = { { 0xf00, 0xf } },
				      later = { { 0x700, 0x7, 0xff } };
	static const struct week_bits short_day = { { 0xf00, 0x1 } };

	(void)state;
	two_people(list, 2);
	assert_pair(false, 0);
	roster_set_hours(people, MENTEE, 0, HOURS, &morning);
	assert_pair(false, 0);
	assert_reason("Working hours: not known for both");
	roster_set_hours(people, MENTOR, 0, HOURS, &later);
	assert_pair(true, 5);
	assert_reason("Working hours: hours in common each week: 3");
	roster_set_hours(people, MENTOR, 0, HOURS, &short_day);
	assert_pair(false, 5);
}

static void
test_who_is_who(void **state)
{
	static const struct criterion list[] = {
		{ true, CRITERION_NOT_MANAGER, 0, 0, 0, 0, 0, 0 },
	};

	(void)state;
	two_people(list, 1);
	assert_pair(true, 0);
	roster_person(people, MENTEE, 0, 1, 2, 0);
	assert_pair(false, 0);
	roster_person(people, MENTEE, 0, 2, 0, 0);
	assert_pair(false, 0);
	roster_person(people, MENTEE, 0, 1, 0, 0);
	roster_person(people, MENTOR, 0, 2, 0, 0);
	assert_pair(false, 0);
	roster_person(people, MENTOR, 0, 2, 0, 1);
	assert_pair(true, 0);
	roster_keep_apart(people, 0, 0);
	assert_pair(false, 0);
}

/* What a person reads does not even let the sum show that something is missing. */
static void
test_sensitive(void **state)
{
	static const struct criterion list[] = {
		{ false, CRITERION_SAME, IDENTITY, IDENTITY, 0, 0, 6, 0 },
		{ false, CRITERION_SAME, ORG, ORG, 0, 0, 10, 0 },
		{ true, CRITERION_DIFFERENT, IDENTITY, IDENTITY, 0, 0, 0, 0 },
	};
	struct reason *reasons, obstacle;
	struct removal *removals;
	size_t left;

	(void)state;
	two_people(list, 3);
	set(MENTEE, IDENTITY, "x");
	set(MENTOR, IDENTITY, "x");
	set(MENTEE, ORG, "Post");
	set(MENTOR, ORG, "Post");
	assert_pair(false, 16);
	assert_int_equal(criteria_explain(mem, &rules, people, 0, 0, MANAGER, &reasons), 2);
	assert_string_equal(reason_text(&ctx, &reasons[0]), "Identity: both x");
	assert_int_equal(criteria_explain(mem, &rules, people, 0, 0, PERSON, &reasons), 1);
	assert_string_equal(reason_text(&ctx, &reasons[0]), "Organisation: both Post");
	assert_int_equal(reasons[0].points, 10);
	assert_true(criteria_obstacle(mem, &rules, people, 0, 0, MANAGER, &obstacle));
	assert_string_equal(reason_text(&ctx, &obstacle), "Identity must not be the same");
	assert_true(criteria_obstacle(mem, &rules, people, 0, 0, PERSON, &obstacle));
	assert_string_equal(reason_text(&ctx, &obstacle), "Another rule of the programme");
	roster_keep_apart(people, 0, 0);
	assert_true(criteria_obstacle(mem, &rules, people, 0, 0, PERSON, &obstacle));
	assert_string_equal(reason_text(&ctx, &obstacle), "Another rule of the programme");
	assert_int_equal(criteria_removals(mem, &rules, people, 0, PERSON, &removals, &left), 1);
	assert_int_equal(left, 0);
	assert_int_equal(removals[0].removed, 1);
	assert_string_equal(reason_text(&ctx, &removals[0].why), "Another rule of the programme");
}

static void
test_removals(void **state)
{
	static const struct criterion list[] = {
		{ true, CRITERION_DIFFERENT, ORG, ORG, 0, 0, 0, 0 },
		{ true, CRITERION_STEPS, GRADE, GRADE, 1, 2, 0, 0 },
		{ true, CRITERION_SHARED, LANGUAGES, LANGUAGES, 0, 0, 0, 0 },
	};
	static const char *const mentors[][3] = { { "Post", "AO", "German" }, { "Rail", "AA", "" },
		{ "Rail", "HEO", "German" }, { "Post", "HEO", "French" }, { "Rail", "EO", "" } };
	struct removal *removals;
	size_t left, i;

	(void)state;
	rules = (struct criteria){ fields, N_FIELDS, list, 3 };
	people = roster_new(mem, &rules, 1, 5);
	set(MENTEE, ORG, "Post");
	set(MENTEE, GRADE, "AA");
	for (i = 0; i < 5; i++) {
		roster_person(people, MENTOR, i, 0, 0, i < 4);
		assert_true(roster_set(people, MENTOR, i, ORG, mentors[i][0]));
		assert_true(roster_set(people, MENTOR, i, GRADE, mentors[i][1]));
		assert_true(roster_set(people, MENTOR, i, LANGUAGES, mentors[i][2]));
	}
	assert_int_equal(criteria_removals(mem, &rules, people, 0, MANAGER, &removals, &left), 4);
	assert_int_equal(left, 0);
	assert_string_equal(reason_text(&ctx, &removals[0].why), "The mentor has no place free");
	assert_int_equal(removals[0].removed, 1);
	assert_string_equal(
		reason_text(&ctx, &removals[1].why), "Organisation must not be the same");
	assert_int_equal(removals[1].removed, 2);
	assert_int_equal(removals[1].failing, 2);
	assert_string_equal(
		reason_text(&ctx, &removals[2].why), "Grade: the mentor must be 1 to 2 above");
	assert_int_equal(removals[2].removed, 2);
	assert_int_equal(removals[2].failing, 3);
	assert_string_equal(reason_text(&ctx, &removals[3].why), "Languages in common: at least 1");
	assert_int_equal(removals[3].removed, 0);
	assert_int_equal(removals[3].failing, 5);
}

static uint64_t seed = 88172645463325252u;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static void
random_people(size_t n, size_t m)
{
	int side;
	size_t i, k;

	people = roster_new(mem, &rules, n, m);
	for (side = MENTEE; side <= MENTOR; side++)
		for (i = 0; i < (side == MENTEE ? n : m); i++) {
			enum side s = (enum side)side;

			roster_person(people, s, i, (int64_t)chance(n * 4), 0, chance(9) > 0);
			roster_set(people, s, i, ORG, arena_printf(mem, "org %d", (int)chance(9)));
			roster_set(people, s, i, GRADE, chance(9) ? grades[chance(4)] : "");
			roster_set(people, s, i, AGE, arena_printf(mem, "%d", (int)chance(50)));
			for (k = chance(6); k; k--)
				roster_set(people, s, i, side == MENTEE ? WANTED : OFFERED,
					arena_printf(mem, "topic %d", (int)chance(90)));
			roster_set(people, s, i, LANGUAGES, chance(3) ? "English" : "Welsh");
		}
}

static const struct criterion many[] = {
	{ true, CRITERION_DIFFERENT, ORG, ORG, 0, 0, 0, 0 },
	{ true, CRITERION_STEPS, GRADE, GRADE, 0, 3, 0, 0 },
	{ true, CRITERION_SHARED, LANGUAGES, LANGUAGES, 0, 0, 0, 0 },
	{ false, CRITERION_SHARED, WANTED, OFFERED, 0, 0, 3, 9 },
	{ false, CRITERION_DISTANCE, AGE, AGE, 0, 20, 15, 0 },
	{ false, CRITERION_STEPS, GRADE, GRADE, 2, 2, 12, 0 },
};

/* All at once gives the same as one by one; what is removed and what is left are all mentors. */
static void
test_all_as_single(void **state)
{
	struct assign_pair *pairs;
	struct removal *removals;
	struct reason why;
	size_t n, i, j, k = 0, left, removed, found;
	int64_t points;

	(void)state;
	rules = (struct criteria){ fields, N_FIELDS, many, 6 };
	random_people(60, 40);
	roster_keep_apart(people, 3, 4);
	roster_keep_apart(people, 3, 9);
	criteria_pairs(mem, &rules, people, &pairs, &n);
	assert_true(n > 100);
	for (i = 0; i < 60; i++) {
		found = criteria_removals(mem, &rules, people, i, MANAGER, &removals, &left);
		for (removed = 0; found; found--)
			removed += removals[found - 1].removed;
		assert_int_equal(left + removed, 40);
		for (j = 0; j < 40; j++) {
			bool ok = criteria_pair(&rules, people, i, j, &points);

			assert_int_equal(
				ok, !criteria_obstacle(mem, &rules, people, i, j, MANAGER, &why));
			if (!ok)
				continue;
			left--;
			assert_int_equal(pairs[k].mentee, i);
			assert_int_equal(pairs[k].mentor, j);
			assert_int_equal(pairs[k++].score, points);
		}
		assert_int_equal(left, 0);
	}
	assert_int_equal(k, n);
}

static void
test_time(void **state)
{
	struct timespec from, to;
	struct assign_pair *pairs;
	double seconds;
	size_t n;

	(void)state;
	rules = (struct criteria){ fields, N_FIELDS, many, 6 };
	random_people(5000, 2000);
	clock_gettime(CLOCK_MONOTONIC, &from);
	criteria_pairs(mem, &rules, people, &pairs, &n);
	clock_gettime(CLOCK_MONOTONIC, &to);
	seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	print_message("5,000 x 2,000 people, 6 rules: %zu pairs, %.3f s\n", n, seconds);
	assert_true(seconds < 10); /* under sanitizers on a busy machine */
}

#define START "people: {id: mail}\nfields:\n  a: text\n  g: {kind: ordered, values: [x, y]}\n"

static void
test_rules_file(void **state)
{
	static const char text[] =
		"people: {id: mail, places: {column: seats}, line manager: boss}\n"
		"fields:\n"
		"  a: text\n"
		"  s: {kind: set, label: Skills, column: skills, separator: ';', sensitive: yes}\n"
		"  n: number\n"
		"  g: {kind: ordered, values: [low, middle, high]}\n"
		"must:\n"
		"  - not_manager: yes\n"
		"  - steps: g\n"
		"    from: -1\n"
		"    to: 2\n"
		"points:\n"
		"  - shared: {mentee: s, mentor: a}\n"
		"    points: 3\n"
		"    at most: 9\n"
		"  - distance: n\n"
		"    within: 5\n"
		"    points: 4\n"
		"apart:\n"
		"  - {mentee: me, mentor: you}\n";
	struct rules_file r;
	struct rules_error err = { 0 };

	(void)state;
	if (!rules_read(mem, text, sizeof text - 1, &r, &err))
		fail_msg("%zu: %s", err.line, err.message);
	assert_string_equal(r.id_column, "mail");
	assert_string_equal(r.places_column, "seats");
	assert_string_equal(r.manager_column, "boss");
	assert_int_equal(r.criteria.n_fields, 4);
	assert_string_equal(r.criteria.fields[1].label, "Skills");
	assert_true(r.criteria.fields[1].sensitive);
	assert_string_equal(r.columns[1].column, "skills");
	assert_int_equal(r.columns[1].separator, ';');
	assert_true(r.columns[1].used[MENTEE]);
	assert_false(r.columns[1].used[MENTOR]);
	assert_int_equal(r.columns[3].line, 6);
	assert_int_equal(r.criteria.fields[3].n_order, 3);
	assert_int_equal(r.criteria.n, 4);
	assert_int_equal(r.criteria.list[0].kind, CRITERION_NOT_MANAGER);
	assert_true(r.criteria.list[1].hard);
	assert_int_equal(r.criteria.list[1].lo, -1);
	assert_int_equal(r.criteria.list[1].hi, 2);
	assert_int_equal(r.criteria.list[2].cap, 9);
	assert_int_equal(r.criteria.list[2].mentor_field, 0);
	assert_int_equal(r.criteria.list[3].hi, 5);
	assert_int_equal(r.n_apart, 1);
	assert_string_equal(r.apart[0].mentor, "you");
}

static void
test_rules_refused(void **state)
{
	static const struct {
		const char *text;
		size_t line;
		const char *words;
	} cases[] = {
		{ "", 1, "no rules" },
		{ "a: [", 2, "not YAML" },
		{ "- 1\n", 1, "name: value" },
		{ "people: {id: a}\nfoo: 1\n", 2, "\"foo\" is not known here" },
		{ "people: {id: a}\npeople: {id: a}\n", 2, "said twice" },
		{ "people: {name: a}\n", 1, "\"name\" is not known here. Known are: id, places" },
		{ "people: {id: a}\n", 1, "part \"fields\"" },
		{ "people: {id: a}\nfields:\n  b: colour\n", 3, "not a kind of field" },
		{ "people: {id: a}\nfields:\n  b: ordered\n", 3, "needs its values" },
		{ "people: {id: a, places: many}\nfields: {b: text}\n", 1, "whole number" },
		{ START "must:\n  - same: b\n", 6, "no field \"b\"" },
		{ START "must:\n  - alike: a\n", 6, "A rule starts with" },
		{ START "must:\n  - steps: a\n", 6, "cannot compare" },
		{ START "must:\n  - same: {mentee: a, mentor: g}\n", 6, "cannot compare" },
		{ START "must:\n  - same: a\n    points: 3\n", 7, "\"points\" is not known here" },
		{ START "points:\n  - same: a\n", 6, "needs its points" },
		{ START "points:\n  - same: a\n    points: 9999999999\n", 7, "whole number" },
		{ START "points:\n  - same: a\n    points: 1.5\n", 7, "whole number" },
		{ START "must:\n  - steps: g\n    from: 2\n    to: 1\n", 6, "more than" },
		{ START "must:\n  - not_manager: yes\n", 6, "line manager" },
		{ START "must: same\n", 5, "must be a list" },
		{ START "apart:\n  - {mentee: x}\n", 6, "a mentee and a mentor" },
		{ START "points:\n  - shared: a\n    at most: 0\n    points: 1\n", 7,
			"whole number" },
		{ START "fields: &x {y: *x}\n", 5, "said twice" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rules_file r = { .n_apart = 77 };
		struct rules_error err = { 0 };

		assert_false(rules_read(mem, cases[i].text, strlen(cases[i].text), &r, &err));
		if (!strstr(err.message, cases[i].words) || err.line != cases[i].line)
			fail_msg("case %zu: %zu: %s", i, err.line, err.message);
		assert_int_equal(r.n_apart, 77);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_and_different, setup, teardown),
		cmocka_unit_test_setup_teardown(test_steps, setup, teardown),
		cmocka_unit_test_setup_teardown(test_shared, setup, teardown),
		cmocka_unit_test_setup_teardown(test_distance, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hours, setup, teardown),
		cmocka_unit_test_setup_teardown(test_who_is_who, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sensitive, setup, teardown),
		cmocka_unit_test_setup_teardown(test_removals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_as_single, setup, teardown),
		cmocka_unit_test_setup_teardown(test_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rules_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rules_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
