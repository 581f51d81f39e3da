/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar files are read back by libical, which is told nothing but the text; and working hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <libical/ical.h>

#include "base/str.h"
#include "engine/calendar/calendar.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/i18n.h"

static struct arena *mem;

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
	icaltimezone_free_builtin_timezones();
	arena_free(mem);
	return 0;
}

#define START 1804172400 /* Thursday, 2027-03-04T15:00:00Z */

static struct calendar_event
event(const char *tz)
{
	static const struct calendar_person people[] = { { "Müller, \"Élise\"; x:y",
								 "e@example.org" },
		{ "Bo\r\nATTENDEE:mailto:eve@example.org", "bo@example.org" } };

	return (struct calendar_event){ .uid = "meeting-7@example.org",
		.sequence = 2,
		.start = START,
		.end = START + 3600,
		.stamp = START - 86400,
		.summary = "First meeting; goals, plans\\hopes\nand more",
		.description =
			"Überlegungen für das Gespräch, über das wir uns schon lange freuen: "
			"wer, was, wie, wozu\n\n• eins\n• zwei "
			"🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂\x01",
		.location = "Room 1",
		.url = "https://example.org/meetings/7",
		.organizer = { "Ada", "ada@example.org" },
		.attendees = people,
		.n_attendees = 2,
		.method = "REQUEST",
		.tz = tz };
}

/* Lines end in CR LF, have at most 75 bytes, and no character is cut in two. */
static void
check_lines(const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\r\n");

		assert_non_null(end);
		assert_true(end - text <= 75);
		assert_true(utf8_valid(text, (size_t)(end - text)));
		assert_null(memchr(text, '\n', (size_t)(end - text)));
		text = end + 2;
	}
}

static icalcomponent *
read_back(const struct calendar_event *e)
{
	const char *text = calendar_text(mem, e);
	icalcomponent *c;

	check_lines(text);
	c = icalparser_parse_string(text);
	assert_non_null(c);
	assert_int_equal(icalcomponent_isa(c), ICAL_VCALENDAR_COMPONENT);
	assert_int_equal(icalcomponent_count_errors(c), 0);
	assert_true(icalrestriction_check(c));
	return c;
}

static void
test_request(void **state)
{
	struct calendar_event e = event("Europe/Berlin");
	icalcomponent *c = read_back(&e);
	icalcomponent *v = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
	icalproperty *who;

	(void)state;
	assert_int_equal(icalcomponent_get_method(c), ICAL_METHOD_REQUEST);
	assert_string_equal(icalcomponent_get_uid(v), e.uid);
	assert_int_equal(icalcomponent_get_sequence(v), 2);
	assert_int_equal(icalcomponent_get_status(v), ICAL_STATUS_CONFIRMED);
	assert_string_equal(icalcomponent_get_summary(v), e.summary);
	assert_memory_equal(
		icalcomponent_get_description(v), e.description, strlen(e.description) - 1);
	assert_string_equal(icalcomponent_get_location(v), "Room 1");
	assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstamp(v)), START - 86400);
	assert_int_equal(icalcomponent_count_properties(v, ICAL_ATTENDEE_PROPERTY), 2);
	who = icalcomponent_get_first_property(v, ICAL_ATTENDEE_PROPERTY);
	assert_string_equal(icalproperty_get_attendee(who), "mailto:e@example.org");
	assert_string_equal(
		icalproperty_get_parameter_as_string(who, "CN"), "Müller, 'Élise'; x:y");
	assert_string_equal(icalproperty_get_parameter_as_string(who, "RSVP"), "TRUE");
	who = icalcomponent_get_first_property(v, ICAL_ORGANIZER_PROPERTY);
	assert_string_equal(icalproperty_get_organizer(who), "mailto:ada@example.org");
	icalcomponent_free(c);
}

static void
test_cancel(void **state)
{
	struct calendar_event e = event("UTC");
	icalcomponent *c, *v;

	(void)state;
	e.cancelled = true;
	e.method = "CANCEL";
	e.sequence = 3;
	e.summary = e.description = e.url = NULL;
	e.location = "";
	c = read_back(&e);
	v = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
	assert_int_equal(icalcomponent_get_method(c), ICAL_METHOD_CANCEL);
	assert_int_equal(icalcomponent_get_status(v), ICAL_STATUS_CANCELLED);
	assert_int_equal(icalcomponent_get_sequence(v), 3);
	assert_null(icalcomponent_get_first_component(c, ICAL_VTIMEZONE_COMPONENT));
	assert_int_equal(icalcomponent_count_properties(v, ICAL_LOCATION_PROPERTY), 0);
	icalcomponent_free(c);
}

/* The moment comes out again by the zone that the file brings, whatever the reader knows. */
static void
test_moments(void **state)
{
	static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata",
		"Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC",
		"Nowhere/Land" };
	struct calendar_event e = event("");

	(void)state;
	for (size_t z = 0; z < sizeof(zones) / sizeof(zones[0]); z++)
		for (int64_t at = START; at < START + 366 * 86400; at += 86400 * 7 / 2 + 1800) {
			icalcomponent *c, *v;

			arena_reset(mem);
			e.tz = zones[z];
			e.start = at;
			e.end = at + 5400;
			c = read_back(&e);
			v = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
			assert_int_equal(icaltime_as_timet_with_zone(icalcomponent_get_dtstart(v),
						 icalcomponent_get_dtstart(v).zone),
				at);
			assert_int_equal(icaltime_as_timet_with_zone(icalcomponent_get_dtend(v),
						 icalcomponent_get_dtend(v).zone),
				at + 5400);
			icalcomponent_free(c);
		}
}

static void
test_hours_text(void **state)
{
	static const char *const wrong[] = { "540", "540-", "-", "- - - - - -", "- - - - - - - -",
		"540-1020 540-1020 540-1020 540-1020 540-840 -  -", "540-540 - - - - - -",
		"1020-540 - - - - - -", "0-1441 - - - - - -", "a-b - - - - - -",
		"540-1020,- - - - - -", " - - - - - - -", "99999999999-1 - - - - - -" };
	static const char good[] = "540-1020 540-1020 540-1020 540-1020 540-840 - 0-1440";
	struct hours h;

	(void)state;
	assert_true(hours_parse(good, &h));
	assert_int_equal(h.day[4].to, 840);
	assert_int_equal(h.day[5].to, 0);
	assert_string_equal(hours_text(mem, &h), good);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (hours_parse(wrong[i], &h))
			fail_msg("\"%s\" is not refused", wrong[i]);
	assert_string_equal(hours_text(mem, &h), good);
	assert_true(hours_parse("", &h));
	assert_string_equal(hours_text(mem, &h), "- - - - - - -");
}

static struct week_bits
bits(const char *text, const char *tz, int64_t at)
{
	struct hours h;

	assert_true(hours_parse(text, &h));
	return hours_bits(&h, tz, at);
}

static int
count(const struct week_bits *b)
{
	return week_overlap(b, b);
}

#define NINE_TO_FIVE "540-1020 540-1020 540-1020 540-1020 540-1020 - -"

static void
test_hours_overlap(void **state)
{
	struct week_bits berlin = bits(NINE_TO_FIVE, "Europe/Berlin", START);
	struct week_bits york = bits(NINE_TO_FIVE, "America/New_York", START);
	struct week_bits delhi = bits(NINE_TO_FIVE, "Asia/Kolkata", START);
	struct week_bits nepal = bits(NINE_TO_FIVE, "Asia/Kathmandu", START);
	struct week_bits auckland = bits(NINE_TO_FIVE, "Pacific/Auckland", START);
	struct week_bits always =
		bits("0-1440 0-1440 0-1440 0-1440 0-1440 0-1440 0-1440", "Asia/Kathmandu", START);
	struct week_bits summer = bits(NINE_TO_FIVE, "Europe/Berlin", START + 180 * 86400);
	uint64_t hours[3];

	(void)state;
	assert_int_equal(count(&berlin), 5 * 16);
	assert_int_equal(count(&delhi), 5 * 16);
	/* 5:45 ahead: the first and the last quarter of an hour fall into no whole half hour. */
	assert_int_equal(count(&nepal), 5 * 15);
	assert_int_equal(count(&always), 336);
	assert_int_equal(week_overlap(&berlin, &york), 5 * 4);	/* 14:00 to 16:00 UTC */
	assert_int_equal(week_overlap(&berlin, &delhi), 5 * 7); /* 8:00 to 11:30 UTC */
	assert_int_equal(week_overlap(&berlin, &auckland), 0);
	assert_int_equal(week_overlap(&berlin, &summer), 5 * 14);
	/* Monday 9:00 in Auckland is Sunday, 20:00 UTC: the week goes round. */
	assert_true(auckland.v[5] >> ((6 * 48 + 40) % 64) & 1);
	week_whole_hours(&berlin, hours);
	assert_int_equal(
		hours[0], (uint64_t)0xff << 8 | (uint64_t)0xff << 32 | (uint64_t)0xff << 56);
	week_whole_hours(&delhi, hours); /* 3:30 to 11:30 UTC: seven whole hours a day */
	assert_int_equal(__builtin_popcountll(hours[0]) + __builtin_popcountll(hours[1]) +
				 __builtin_popcountll(hours[2]),
		35);
}

static void
test_hours_contain(void **state)
{
	struct hours h, none;

	(void)state;
	assert_true(hours_parse(NINE_TO_FIVE, &h));
	assert_true(hours_parse("", &none));
	assert_true(hours_contain(&h, "Europe/Berlin", START, START + 3600)); /* 16:00 to 17:00 */
	assert_false(hours_contain(&h, "Europe/Berlin", START, START + 3601));
	assert_false(hours_contain(&h, "Europe/Berlin", START + 2 * 86400, START + 2 * 86400 + 60));
	assert_true(hours_contain(&h, "America/New_York", START, START + 3600)); /* 10:00 */
	assert_false(hours_contain(&h, "Asia/Kolkata", START, START + 3600));	 /* 20:30 */
	assert_true(hours_contain(&none, "Asia/Kolkata", START, START + 3600));
	assert_false(hours_contain(&h, "Europe/Berlin", START, START - 60));
}

/* Half past one to three on the night when three becomes two: the end is shown for the second time, which a local
 * time cannot say. */
static void
test_shown_twice(void **state)
{
	struct calendar_event e = { .uid = "x@y",
		.start = 1856388600, /* 2028-10-28T23:30Z */
		.end = 1856388600 + 5400,
		.summary = "x",
		.method = "PUBLISH",
		.tz = "Europe/Berlin" };

	(void)state;
	assert_non_null(strstr(calendar_text(mem, &e), "DTEND:20281029T010000Z"));
	e.end = e.start + 3600; /* 2:30, but for the first time */
	assert_non_null(strstr(calendar_text(mem, &e), "DTEND;TZID=Europe/Berlin:20281029T023000"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_shown_twice),
		cmocka_unit_test(test_hours_text),
		cmocka_unit_test(test_hours_overlap),
		cmocka_unit_test(test_hours_contain),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
