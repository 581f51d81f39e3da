/* SPDX-License-Identifier: Apache-2.0 */
/* Quiet hours and the hour of the digest, over every clock change of five zones in two years. */
#include "tests/harness.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "engine/i18n/i18n.h"
#include "features/notices/notices.h"

#define HALF_HOUR 1800
#define YEAR_2027 1798761600
#define YEAR_2029 1861920000

/* An hour; half an hour on an island; at midnight; south of the equator; none at all; half past and none; thirteen hours
 * ahead; an hour back for the month of fasting. */
static const char *const zones[] = { "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago",
	"America/New_York", "Africa/Lagos", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca" };

static const struct notice_hours usual = { 8, 21, 7, "", 0, "" };

static int
hour_in(const char *tz, int64_t at)
{
	int64_t local = at + tz_offset(tz, at);

	return (int)(local % DAY / 3600);
}

/* By the clock on the wall alone, which is another way to say it. */
static void
is_right(struct ctx *c, const char *tz, int64_t at)
{
	int hour = hour_in(tz, at);
	bool night = hour >= usual.quiet_from || hour < usual.quiet_to;
	int64_t end = quiet_end(c, &usual, tz, at);

	assert_int_equal(end != at, night);
	if (!night)
		return;
	assert_true(end > at && end - at <= 11 * 3600);
	assert_int_equal(hour_in(tz, end), usual.quiet_to);
	assert_int_not_equal(hour_in(tz, end - 1), usual.quiet_to);
}

static void
part11_quiet_hours_over_clock_changes(void **state)
{
	struct ctx *c = test_ctx(*state);
	int seen = 0;

	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		struct tz_change changes[8];
		int n = tz_changes(zones[z], YEAR_2027, YEAR_2029, changes, 8);

		for (int k = 0; k < n; k++)
			for (int64_t at = changes[k].at - 2 * DAY; at < changes[k].at + 2 * DAY;
				at += HALF_HOUR)
				is_right(c, zones[z], at);
		for (int64_t at = YEAR_2027; at < YEAR_2027 + 3 * DAY; at += HALF_HOUR)
			is_right(c, zones[z], at);
		seen += n;
	}
	assert_int_equal(seen, 20); /* five zones, two years, twice a year */
}

/* Also when the night ends in the very hour that is skipped or comes twice: one night a day. */
static void
part11_one_night_a_day(void **state)
{
	struct ctx *c = test_ctx(*state);

	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
		for (int to = 0; to <= 3; to++) {
			const struct notice_hours h = { 8, 22, to, "", 0, "" };
			struct tz_change changes[8];
			int n = tz_changes(zones[z], YEAR_2027, YEAR_2029, changes, 8);

			for (int k = 0; k < n; k++) {
				int64_t from = changes[k].at - DAY, before = from;
				int nights = 0;
				bool was = false;

				for (int64_t at = from; at < from + 2 * DAY; at += HALF_HOUR) {
					int64_t end = quiet_end(c, &h, zones[z], at);

					assert_true(end >= before);
					assert_int_equal(quiet_end(c, &h, zones[z], end), end);
					nights += end != at && !was;
					was = end != at;
					before = end;
				}
				assert_in_range(nights, 2, 3); /* 3: it begins within one */
			}
		}
}

static void
part11_the_night_of_a_change(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t evening = day_number(2027, 3, 27) * DAY + 22 * 3600 + 1800; /* 23:30 in Berlin */

	assert_int_equal(quiet_end(c, &usual, "Europe/Berlin", evening),
		day_number(2027, 3, 28) * DAY + 5 * 3600);
	assert_int_equal(quiet_end(c, &usual, "Africa/Lagos", evening),
		day_number(2027, 3, 28) * DAY + 6 * 3600);
	evening = day_number(2027, 10, 30) * DAY + 20 * 3600; /* 22:00, an hour longer */
	assert_int_equal(quiet_end(c, &usual, "Europe/Berlin", evening),
		day_number(2027, 10, 31) * DAY + 6 * 3600);
	/* 29 February, and no night at all. */
	assert_int_equal(
		quiet_end(c, &usual, "Africa/Lagos", day_number(2028, 2, 28) * DAY + 21 * 3600),
		day_number(2028, 2, 29) * DAY + 6 * 3600);
	assert_int_equal(quiet_end(c, &(struct notice_hours){ 8, 5, 5, "", 0, "" }, "UTC", evening),
		evening);
}

static void
part11_a_digest_a_day(void **state)
{
	struct ctx *c = test_ctx(*state);

	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		struct notice_hours h = usual;
		int64_t at = YEAR_2027;

		for (int k = 0; k < 366; k++) {
			int64_t next = digest_next(c, &h, zones[z], at, at);

			assert_int_equal(hour_in(zones[z], next), 8);
			if (k)
				assert_in_range(next - h.digest_sent_at, 23 * 3600, 25 * 3600);
			h.digest_on = day_text(c->mem, local_day(zones[z], next));
			h.digest_sent_at = next;
			h.digest_zone = zones[z];
			at = next + 60;
		}
	}
}

/* At whatever hour: one digest on each local day, and none is left out, also where its hour is skipped or comes twice. Whoever
 * has no quiet hours can have it in the middle of the night. */
static void
part11_a_digest_a_day_at_any_hour(void **state)
{
	struct ctx *c = test_ctx(*state);

	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
		for (int hour = 0; hour < 24; hour += hour < 4 ? 1 : 19) {
			struct notice_hours h = { hour, 0, 0, "", 0, "" };
			int64_t at = YEAR_2027, first = local_day(zones[z], at), n = 0;

			for (; at < YEAR_2029; n++) {
				int64_t next = digest_next(c, &h, zones[z], at, at);
				const char *on = day_text(c->mem, local_day(zones[z], next));

				/* The run comes within five minutes of that moment. */
				next += 300;
				assert_true(strcmp(on, h.digest_on) > 0);
				if (n)
					assert_in_range(
						next - h.digest_sent_at, 23 * 3600, 25 * 3600);
				else
					first = local_day(zones[z], next);
				assert_int_equal(local_day(zones[z], next) - first, n);
				h.digest_on = on;
				h.digest_sent_at = next;
				h.digest_zone = zones[z];
				at = next + 60;
			}
			assert_in_range(n, 730, 732);
		}
}

/* Who moves, or chooses another hour, does not get two. */
static void
part11_a_digest_a_day_on_the_move(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t sent = local_moment(c, "Asia/Tokyo", day_number(2027, 5, 10), 8);
	struct notice_hours h = { 8, 21, 7, "2027-05-10", sent, "Asia/Tokyo" };

	/* It is the ninth there: the next one comes on the tenth, and not two days later. */
	assert_int_equal(
		digest_next(c, &h, "America/Los_Angeles", sent + 60, sent + 60), sent + 16 * 3600);
	h.digest_hour = 20;
	assert_true(digest_next(c, &h, "Asia/Tokyo", sent + 60, sent + 60) >= sent + 20 * 3600);
	sent = local_moment(c, "America/Los_Angeles", day_number(2027, 5, 10), 8);
	h = (struct notice_hours){ 8, 21, 7, "2027-05-10", sent, "America/Los_Angeles" };
	assert_true(digest_next(c, &h, "Asia/Tokyo", sent + 60, sent + 60) >= sent + DIGEST_APART);
}

/* Over the date line, in both directions: the same hour comes again after about a day, never after two. */
static void
part11_a_digest_a_day_over_the_date_line(void **state)
{
	static const char *const shores[] = { "Pacific/Auckland", "Pacific/Kiritimati",
		"Pacific/Tongatapu", "Pacific/Fiji", "Pacific/Honolulu", "Pacific/Pago_Pago" };
	struct ctx *c = test_ctx(*state);
	size_t n = sizeof shores / sizeof *shores;

	for (size_t from = 0; from < n; from++)
		for (size_t to = 0; to < n; to++)
			for (int hour = 0; hour < 24; hour++) {
				int64_t day = day_number(2027, 5, 10);
				int64_t sent = local_moment(c, shores[from], day, hour) + 180;
				struct notice_hours h = { hour, 0, 0, "2027-05-10", sent,
					shores[from] };
				int64_t next = digest_next(c, &h, shores[to], sent + 60, sent + 60);

				assert_int_equal(hour_in(shores[to], next), hour);
				assert_in_range(next - sent, DIGEST_APART, 26 * 3600);
			}
}

/* ---- who moves ---- */

/* So far apart are two clocks by the shorter way around: nobody lives a day of 40 hours who flies from Tokyo to New York, that
 * is 11 hours over the date line. */
static int64_t
apart(const char *a, const char *b, int64_t at)
{
	int64_t d = labs((long)tz_offset(a, at) - tz_offset(b, at)) % DAY;

	return d > DAY / 2 ? DAY - d : d;
}

/* The next one is planned before somebody moves, and anew at that moment and whenever something else waits for it. */
static int64_t
after_a_move(struct ctx *c, const struct notice_hours *h, const char *to, int64_t moved)
{
	int64_t due = h->digest_sent_at + 3600, now = due > moved ? due : moved;
	int64_t before = digest_next(c, h, h->digest_zone, due, due), next;

	if (before <= moved)
		return 0;
	next = digest_next(c, h, to, due, now);
	for (int64_t again = now; again < next; again += 3 * 3600)
		assert_int_equal(digest_next(c, h, to, due, again), next);
	return next;
}

/* The digest came in one place; the next one comes in another. */
static void
comes_in_time(struct ctx *c, const struct notice_hours *h, const char *to, int64_t moved)
{
	int64_t sent = h->digest_sent_at, next = after_a_move(c, h, to, moved);
	int64_t late = DAY + apart(h->digest_zone, to, sent) + 3600; /* a clock change */

	if (!next)
		return;
	if (next - sent < DIGEST_APART ||
		(next - sent > late && next != quiet_end(c, h, to, moved)))
		fail_msg("%s to %s, digest at %d, moved after %.1f hours: comes after %.1f hours",
			h->digest_zone, to, h->digest_hour, (double)(moved - sent) / 3600,
			(double)(next - sent) / 3600);
	assert_int_equal(quiet_end(c, h, to, next), next);
	assert_true(hour_in(to, next) == h->digest_hour || next == quiet_end(c, h, to, moved));
}

static void
part11_a_digest_a_day_for_who_moves(void **state)
{
	static const struct {
		const char *from, *to;
	} moves[] = { { "Pacific/Auckland", "America/Los_Angeles" },
		{ "Europe/Berlin", "America/New_York" }, { "America/Los_Angeles", "Asia/Tokyo" },
		{ "Europe/Berlin", "Asia/Tokyo" }, { "Asia/Tokyo", "America/New_York" },
		{ "Asia/Singapore", "America/Los_Angeles" },
		{ "Australia/Lord_Howe", "America/Santiago" },
		{ "Europe/Berlin", "Africa/Lagos" } };
	static const int hours[] = { 7, 8, 13, 20 };
	struct ctx *c = test_ctx(*state);
	/* An ordinary day; the days on which the clocks of Berlin and New York change; that of Santiago and Lord Howe. */
	const int64_t days[] = { day_number(2027, 5, 10), day_number(2027, 3, 27),
		day_number(2027, 10, 30), day_number(2027, 3, 13), day_number(2027, 11, 6),
		day_number(2027, 4, 3) };

	for (size_t m = 0; m < 2 * sizeof moves / sizeof *moves; m++)
		for (size_t d = 0; d < sizeof days / sizeof *days; d++)
			for (size_t k = 0; k < sizeof hours / sizeof *hours; k++) {
				const char *from = m % 2 ? moves[m / 2].to : moves[m / 2].from;
				const char *to = m % 2 ? moves[m / 2].from : moves[m / 2].to;
				int64_t sent = local_moment(c, from, days[d], hours[k]) + 240;
				struct notice_hours h = { hours[k], 21, 7,
					day_text(c->mem, days[d]), sent, from };

				for (int64_t moved = sent + 60; moved < sent + DAY + 3600;
					moved += 3 * HALF_HOUR)
					comes_in_time(c, &h, to, moved);
			}
}

/* There and back within a day is as if nobody had gone. */
static void
part11_there_and_back(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t sent = local_moment(c, "Europe/Berlin", day_number(2027, 5, 10), 8) + 240;
	struct notice_hours h = { 8, 21, 7, "2027-05-10", sent, "Europe/Berlin" };

	assert_int_equal(digest_next(c, &h, "America/New_York", sent + 60, sent + 3600),
		sent - 240 + 30 * 3600);
	assert_int_equal(
		digest_next(c, &h, "Europe/Berlin", sent + 60, sent + 10 * 3600), sent - 240 + DAY);
}

/* Somebody chooses a later hour of the same day, at home or where the clock is an hour behind: he has had that of today. */
static void
part11_another_hour_is_no_second_one(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t sent = local_moment(c, "Europe/Berlin", day_number(2027, 5, 10), 1) + 240;
	struct notice_hours h = { 20, 0, 0, "2027-05-10", sent, "Europe/Berlin" };

	assert_int_equal(digest_next(c, &h, "Europe/Berlin", sent + 60, sent + 3600),
		sent - 240 + 43 * 3600);
	assert_int_equal(
		digest_next(c, &h, "Africa/Lagos", sent + 60, sent + 3600), sent - 240 + 44 * 3600);
}

/* Something else waits from the minute at which the digest is about to be sent: it goes nevertheless. */
static void
part11_not_put_off_by_what_comes_at_its_hour(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t sent = local_moment(c, "Europe/Berlin", day_number(2027, 5, 10), 8) + 240;
	struct notice_hours h = { 8, 21, 7, "2027-05-10", sent, "Europe/Berlin" };
	int64_t now = sent - 240 + DAY + 60;

	assert_int_equal(digest_next(c, &h, "Europe/Berlin", sent + 3600, now), now);
	assert_int_equal(digest_next(c, &h, "Europe/Berlin", now, now),
		now - 60 + DAY); /* nothing has waited */
	h.digest_hour = 7;	 /* chosen at half past seven */
	assert_int_equal(digest_next(c, &h, "Europe/Berlin", sent + 3600, now - 1800), now - 1800);
	h.digest_on = ""; /* the first of all */
	h.digest_sent_at = 0;
	assert_int_equal(digest_next(c, &h, "Europe/Berlin", now - 3 * DAY, now), now);
}

/* What waits only now is not late: it comes at the hour of the day, wherever somebody has moved since the last one. */
static void
part11_the_hour_counts_where_one_lives(void **state)
{
	struct ctx *c = test_ctx(*state);
	int64_t sent = local_moment(c, "Europe/Berlin", day_number(2027, 5, 10), 8) + 240;
	struct notice_hours h = { 8, 21, 7, "2027-05-10", sent, "Europe/Berlin" };
	int64_t later = local_moment(c, "Asia/Tokyo", day_number(2027, 5, 20), 15);

	assert_int_equal(digest_next(c, &h, "Asia/Tokyo", later, later), later + 17 * 3600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			part11_quiet_hours_over_clock_changes, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(part11_one_night_a_day, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_the_night_of_a_change, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(part11_a_digest_a_day, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_a_digest_a_day_at_any_hour, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_a_digest_a_day_on_the_move, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_a_digest_a_day_over_the_date_line, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_a_digest_a_day_for_who_moves, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(part11_there_and_back, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_another_hour_is_no_second_one, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_not_put_off_by_what_comes_at_its_hour, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_the_hour_counts_where_one_lives, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
