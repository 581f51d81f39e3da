/* SPDX-License-Identifier: Apache-2.0 */
/* Rhythm and reminders where people live: five time zones, leap day, and both changes of the clock. */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/follow/follow.h"
#include "features/notices/notices.h"
#include "features/plan/plan.h"
#include "features/plan/rhythm.h"

/* changes: whether the clock changes at all; Lord Howe's by half an hour. */
static struct zone {
	const char *tz;
	bool changes;
	int64_t person, relationship;
} zones[] = {
	{ "Europe/Berlin", true, 0, 0 },
	{ "America/New_York", true, 0, 0 },
	{ "Asia/Kathmandu", false, 0, 0 },
	{ "Australia/Lord_Howe", true, 0, 0 },
	{ "America/Sao_Paulo", false, 0, 0 },
};
#define ZONES (sizeof zones / sizeof *zones)

/* Somebody in each zone, with the mentor in Lagos. */
static void
zones_make(struct ctx *c, const struct two *t)
{
	for (size_t i = 0; i < ZONES; i++)
		zones[i].relationship =
			two_more(c, t, arena_printf(c->mem, "zone%d@example.org", (int)i),
				zones[i].tz, &zones[i].person);
}

/* Every week at half past nine on one's own clock, whatever the clock does meanwhile. */
static void
weekly(struct ctx *c, const struct zone *z, const char *first)
{
	struct rhythm_form f = { .weeks = 1, .count = 8, .minutes = 60, .place = "" };
	struct rhythm_date_rows dates;
	struct meeting_rows rows;
	bool uneven = false;

	c->who = z->person;
	c->tz = z->tz;
	f.starts = arena_printf(c->mem, "%sT09:30", first);
	assert_int_equal(rhythm_dates(c, &f, &dates), OK);
	assert_int_equal(rhythm_plan(c, z->relationship, &f, &dates), OK);
	rows = sql_meeting_list(c, z->relationship, "planned");
	assert_int_equal(rows.n, 8);
	for (int i = 0; i < rows.n; i++) {
		assert_string_equal(fmt_local(c, rows.v[i].starts_at),
			arena_printf(c->mem, "%sT09:30", day_add(c->mem, first, 7 * i)));
		uneven = uneven || (i && rows.v[i].starts_at - rows.v[i - 1].starts_at != 7 * DAY);
		assert_true(sql_meeting_set_cancelled(c, rows.v[i].id, c->now));
	}
	assert_int_equal(uneven, z->changes);
}

static void
f4_rhythm_over_leap_day_and_clock_changes(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	zones_make(c, &t);
	for (size_t i = 0; i < ZONES; i++) {
		weekly(c, &zones[i], "2027-09-27"); /* 3 and 31 October, 7 November */
		weekly(c, &zones[i], "2028-02-22"); /* 29 February, 12 and 26 March, 2 April */
	}
	assert_int_equal(test_close(*state, OK), OK);
}

static struct ctx *
later(struct test *t, int64_t seconds)
{
	test_pass(t, seconds);
	assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
	jobs_run_all(&t->engine, t->ctx.now);
	return test_open(t);
}

static int
told(struct ctx *c, int64_t person, const char *letter)
{
	struct notice_rows rows = sql_notice_list(c, person, c->now, 100, 0);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].kind, letter);
	return n;
}

/* A promise for 29 February is brought to mind on the 28th of whoever made it, once. */
static void
part11_due_on_leap_day(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id, begins = day_number(2028, 2, 27) * DAY, at[ZONES] = { 0 };

	zones_make(c, &two);
	for (size_t i = 0; i < ZONES; i++) {
		c->who = zones[i].person;
		assert_int_equal(
			commitment_add(c, zones[i].relationship, 0, "I will", "2028-02-29", &id),
			OK);
	}
	begins -= c->now;
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, begins);
	for (int step = 0; step < 20; step++) {
		c = later(t, 3 * 3600);
		for (size_t i = 0; i < ZONES; i++) {
			int n = told(c, zones[i].person, PRACTICE_LETTER_COMMITMENT_DUE);

			assert_true(n <= 1);
			at[i] = n && !at[i] ? c->now : at[i];
		}
		assert_int_equal(test_close(t, OK), OK);
	}
	for (size_t i = 0; i < ZONES; i++)
		assert_int_equal(local_day(zones[i].tz, at[i]), day_number(2028, 2, 28));
}

/* A day before is twenty-four hours before, also where the day had only twenty-three of them. */
static void
part11_a_day_before_over_a_clock_change(void **state)
{
	struct meeting_form f = { .starts = "2027-03-28T09:30", .minutes = 60, .place = "" };
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	struct meeting m;
	int64_t id, ahead;

	two_prepare(c, &two);
	c->who = two.mentee;
	c->tz = "Europe/Berlin";
	assert_int_equal(meeting_plan(c, two.relationship, &f, &id), OK);
	assert_true(sql_meeting_get(c, id, &m));
	assert_string_equal(fmt_iso(c, m.starts_at), "2027-03-28T07:30:00Z");
	ahead = m.starts_at - DAY - 900 - c->now;
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, ahead);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_REMINDER), 0);
	assert_int_equal(test_close(t, OK), OK);
	c = later(t, 900);
	assert_int_equal(told(c, two.mentee, PRACTICE_LETTER_MEETING_REMINDER), 1);
	assert_int_equal(test_close(t, OK), OK);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { T(f4_rhythm_over_leap_day_and_clock_changes),
		T(part11_due_on_leap_day), T(part11_a_day_before_over_a_clock_change) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
