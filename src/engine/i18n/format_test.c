/* SPDX-License-Identifier: Apache-2.0 */
/* Formats and time zones. Expected values were checked against Python's zoneinfo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/i18n/zone_file.h"

static struct arena *mem;

static struct ctx
in(const char *tag, const char *tz)
{
	return (struct ctx){ .mem = mem, .lang = lang_find(tag), .tz = tz, .now = 1804172400 };
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
test_dates(void **state)
{
	struct ctx en = in("en", "Europe/Berlin"), de = in("de", "Europe/Berlin"),
		   rtl = in("ar-XB", "Europe/Berlin");

	(void)state;
	assert_string_equal(fmt_date(&en, "2027-03-04"), "4 March 2027");
	assert_string_equal(fmt_date(&de, "2027-03-04"), "4. März 2027");
	assert_string_equal(fmt_date(&en, "2028-02-29"), "29 February 2028");
	assert_string_equal(fmt_date(&en, "2027-02-29"), "2027-02-29");
	assert_string_equal(fmt_date(&en, ""), "");
	assert_string_equal(fmt_when(&en, 1804172400), "Thursday, 4 March 2027, 16:00");
	assert_string_equal(fmt_when(&de, 1804172400), "Donnerstag, 4. März 2027, 16:00 Uhr");
	assert_string_equal(fmt_when_in(&en, 1804172400, "America/New_York"),
		"Thursday, 4 March 2027, 10:00 (America/New York)");
	assert_string_equal(fmt_clock(&en, 1804172400), "16:00");
	assert_string_equal(fmt_iso(&en, 1804172400), "2027-03-04T15:00:00Z");
	assert_string_equal(fmt_iso(&en, -1), "1969-12-31T23:59:59Z");
	assert_string_equal(fmt_local(&en, 1804172400), "2027-03-04T16:00");
	assert_string_equal(fmt_day(&en, 1804172400 + 8 * 3600), "5 March 2027");
	assert_string_equal(fmt_date(&rtl, "2027-03-04"), "\u200f4 \u200fMarch\u200f 2027\u200f");
}

static void
test_numbers(void **state)
{
	struct ctx en = in("en", "UTC"), de = in("de", "UTC"), pl = in("pl", "UTC");

	(void)state;
	assert_string_equal(fmt_number(&en, 0), "0");
	assert_string_equal(fmt_number(&en, 999), "999");
	assert_string_equal(fmt_number(&en, 12345), "12,345");
	assert_string_equal(fmt_number(&en, -123), "-123");
	assert_string_equal(fmt_number(&de, -1234567), "-1.234.567");
	assert_string_equal(fmt_number(&pl, INT64_MIN),
		"-9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808");
}

static void
test_ago(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} cases[] = { { 0, "just now" }, { 59, "just now" }, { 60, "1 minute ago" },
		{ -60, "in 1 minute" }, { 7199, "1 hour ago" }, { -7200, "in 2 hours" },
		{ 86400, "1 day ago" }, { 3 * 86400, "3 days ago" }, { 14 * 86400, "2 weeks ago" },
		{ -21 * 86400, "in 3 weeks" }, { 100 * 86400, "3 months ago" },
		{ 365 * 86400, "12 months ago" }, { 800 * 86400, "2 years ago" },
		{ -800 * 86400, "in 2 years" } };
	struct ctx en = in("en", "UTC"), de = in("de", "UTC");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(fmt_ago(&en, en.now - cases[i].seconds), cases[i].text);
	assert_string_equal(fmt_ago(&de, de.now - 3 * 86400), "vor 3 Tagen");
}

static int64_t
utc(const char *local, const char *tz)
{
	int64_t at = -1;

	assert_true(local_to_utc(local, tz, &at));
	return at;
}

static void
test_zones(void **state)
{
	static const struct {
		const char *tz, *winter,
			*summer; /* 2027-01-15T12:00 and 2027-07-15T12:00 UTC there */
		const char *winter_name, *summer_name;
	} cases[] = {
		{ "Europe/Berlin", "13:00", "14:00", "CET", "CEST" },
		{ "America/New_York", "07:00", "08:00", "EST", "EDT" },
		{ "Asia/Kolkata", "17:30", "17:30", "IST", "IST" },
		{ "Australia/Lord_Howe", "23:00", "22:30", "UTC+11", "UTC+1030" },
		{ "America/Sao_Paulo", "09:00", "09:00", "UTC-03", "UTC-03" },
		{ "Asia/Kathmandu", "17:45", "17:45", "UTC+0545", "UTC+0545" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ctx c = in("en", cases[i].tz);

		assert_string_equal(fmt_clock(&c, 1800014400), cases[i].winter);
		assert_string_equal(fmt_clock(&c, 1815652800), cases[i].summer);
		assert_string_equal(tz_abbreviation(c.tz, 1800014400), cases[i].winter_name);
		assert_string_equal(tz_abbreviation(c.tz, 1815652800), cases[i].summer_name);
	}
	/* Past what the file lists, by its rule: July 2090. */
	assert_int_equal(tz_offset("Europe/Berlin", 3802939200), 7200);
	assert_int_equal(tz_offset("Nowhere/Land", 0), 0);
	assert_string_equal(tz_abbreviation("Nowhere/Land", 0), "UTC");
}

static void
test_local(void **state)
{
	static const char *const wrong[] = { "", "2027-03-04", "2027-03-04 16:00",
		"2027-03-04T24:00", "2027-03-04T16:60", "2027-02-30T10:00", "2027-03-04T16:0x",
		"2027-03-04T16:00Z", "2027-03-04T1600", "2027-03-04T16:00:61", "x027-03-04T16:00" };
	int64_t at = 7;

	(void)state;
	assert_int_equal(utc("2027-03-04T16:00", "Europe/Berlin"), 1804172400);
	assert_int_equal(utc("2027-03-04T16:00:30", "Europe/Berlin"), 1804172430);
	/* 28 March 2027, 02:00 becomes 03:00: 02:30 is skipped and moves to 03:30. */
	assert_int_equal(utc("2027-03-28T01:59", "Europe/Berlin"), 1806195540);
	assert_int_equal(utc("2027-03-28T02:30", "Europe/Berlin"), 1806197400);
	assert_int_equal(utc("2027-03-28T03:30", "Europe/Berlin"), 1806197400);
	/* 31 October 2027, 03:00 becomes 02:00: 02:30 is there twice, the first counts. */
	assert_int_equal(utc("2027-10-31T02:30", "Europe/Berlin"), 1824942600);
	assert_int_equal(utc("2027-10-31T03:00", "Europe/Berlin"), 1824948000);
	/* The same in the west and where the clock moves by half an hour. */
	assert_int_equal(utc("2027-03-14T02:30", "America/New_York"), 1805009400);
	assert_int_equal(utc("2027-11-07T01:30", "America/New_York"), 1825565400);
	assert_int_equal(utc("2027-10-03T02:15", "Australia/Lord_Howe"), 1822491900);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (local_to_utc(wrong[i], "Europe/Berlin", &at))
			fail_msg("\"%s\" is not refused", wrong[i]);
	assert_false(local_to_utc("2027-03-04T16:00", "Nowhere/Land", &at));
	assert_int_equal(at, 7);
}

/* There and back, every half hour of a year with all its clock changes. */
static void
test_round_trip(void **state)
{
	static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata",
		"Australia/Lord_Howe", "Africa/Casablanca" };

	(void)state;
	for (size_t z = 0; z < 5; z++) {
		struct ctx c = in("en", zones[z]);
		int different = 0;

		for (int64_t at = 1798761600; at < 1798761600 + 365 * 86400; at += 1800) {
			if (at % 864000 == 0)
				arena_reset(mem);
			different += utc(fmt_local(&c, at), zones[z]) != at;
		}
		/* Only the second of two equal hours (or half hours) comes back as the first. */
		assert_in_range(different, 0, 2);
	}
}

static void
test_names(void **state)
{
	static const char *const wrong[] = { "", "europe/berlin", "right/UTC", "posix/UTC",
		"localtime", "../etc/passwd", "/etc/localtime", "Europe/../../etc/passwd", "Europe",
		"Europe/Nowhere", "Etc/GMT+99", "Europe/Berlin\n" };
	int n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(tz_valid(wrong[i]));
	assert_true(tz_valid("UTC"));
	assert_true(tz_valid("US/Eastern"));
	for (const char *const *z = tz_all(); *z; z++, n++) {
		assert_true(tz_valid(*z));
		if (n)
			assert_true(strcmp(z[-1], *z) < 0);
	}
	assert_in_range(n, 300, 1000);
}

/* Zone files are trusted, but a damaged one must not take the process down. */
static void
test_damaged(void **state)
{
	static unsigned char file[65536], copy[65536];
	FILE *f = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
	size_t n;
	struct zone *z = ARENA_NEW(mem, struct zone);

	(void)state;
	assert_non_null(f);
	n = fread(file, 1, sizeof(file), f);
	fclose(f);
	assert_true(zone_parse(mem, file, n, z));
	for (size_t cut = 0; cut < n; cut += 7)
		zone_parse(mem, file, cut, z);
	srand(1);
	for (int round = 0; round < 3000; round++) {
		if (round % 50 == 0) {
			arena_reset(mem);
			z = ARENA_NEW(mem, struct zone);
		}
		memcpy(copy, file, n);
		for (int i = 0; i < 4; i++)
			copy[(size_t)rand() % (round % 2 ? n : 60)] = (unsigned char)rand();
		zone_parse(mem, copy, n, z);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_ago),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_local),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
