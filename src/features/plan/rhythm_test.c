/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/notices/notices.h"
#include "features/people/people.h"
#include "features/plan/plan.h"
#include "features/plan/rhythm.h"

static void
works(struct ctx *c, int64_t person, const char *tz, const char *hours)
{
	struct person_kept p;

	assert_true(sql_person_by_id(c, person, &p));
	sql_person_change(c, person, p.email, p.name, p.name, p.pronouns, p.headline, p.about,
		p.lang, tz, hours, p.level, p.unit, p.manager, p.detail, p.medium, p.mentees_max,
		c->now);
}

static struct rhythm_date_rows
row_of(struct ctx *c, const struct rhythm_form *f)
{
	struct rhythm_date_rows rows;

	assert_int_equal(rhythm_dates(c, f, &rows), OK);
	return rows;
}

static bool
says(const struct rhythm_date *d, const char *word)
{
	for (int i = 0; i < d->against.n; i++)
		if (strstr(d->against.v[i], word))
			return true;
	return false;
}

/* F4: meetings in a rhythm, at the same hour also after the clocks have changed. F9: what was planned and
 * what was held, by month. */
static void
f4_rhythm(void **state)
{
	struct rhythm_form f = { .starts = "2027-03-15T16:00",
		.weeks = 2,
		.count = 3,
		.minutes = 45,
		.place = "Room 3" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct rhythm_date_rows rows;
	struct month_bar_rows months;
	struct meeting_rows all;
	struct pair p;

	c->who = t.mentee;
	c->tz = "Europe/Berlin";
	rows = row_of(c, &f);
	assert_int_equal(rhythm_plan(c, t.relationship, &f, &rows), CONFLICT); /* prepare first */
	two_prepare(c, &t);
	assert_int_equal(rhythm_plan(c, t.relationship, &f, &rows), OK);
	all = sql_meeting_list(c, t.relationship, "planned");
	assert_int_equal(all.n, 3);
	assert_int_equal(all.v[1].starts_at - all.v[0].starts_at, 14 * DAY - 3600);
	assert_int_equal(all.v[2].starts_at - all.v[1].starts_at, 14 * DAY);
	sql_meeting_set_held(c, all.v[0].id, c->now);
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	months = roadmap_months(c, &p);
	assert_int_equal(months.n, 1); /* none from before the two began */
	assert_string_equal(months.v[months.n - 1].name, "03/2027");
	assert_int_equal(months.v[months.n - 1].planned, 2);
	assert_int_equal(months.v[months.n - 1].held, 1);
	f.starts = "tomorrow";
	assert_int_equal(rhythm_dates(c, &f, &rows), INVALID);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Jonas in Berlin plans with Amara in Lagos, whose clock never changes: on 28 March he puts his forward. */
static void
f4_what_speaks_against_the_dates_of_a_row(void **state)
{
	struct rhythm_form f = {
		.starts = "2027-03-12T10:00", .weeks = 1, .count = 4, .minutes = 60
	};
	struct meeting_form with_zoe = { .starts = "2027-03-26T10:30", .minutes = 30, .place = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct rhythm_date_rows rows;
	int64_t second, other, id;
	struct pair p;

	two_prepare(c, &t);
	second = two_more(c, &t, "zoe@example.org", "Europe/Berlin", &other);
	works(c, t.mentor, "Africa/Lagos", "480-1020 480-1020 480-1020 480-1020 570-1020 - -");
	c->who = t.mentor;
	c->tz = "Europe/Berlin";
	assert_int_equal(meeting_plan(c, second, &with_zoe, &id), OK);
	p = pair_as(c, &t, t.mentee);
	c->tz = "Europe/Berlin";
	rows = row_of(c, &f);
	rhythm_weigh(c, &p, f.minutes, &rows);
	/* 12 and 19 March: 10:00 here and there. */
	assert_int_equal(rows.v[0].against.n, 0);
	assert_int_equal(rows.v[1].against.n, 0);
	assert_string_equal(rows.v[0].there, "");
	/* 26 March: Amara has something, and it is not said what or with whom. */
	assert_int_equal(rows.v[2].against.n, 1);
	assert_true(says(&rows.v[2], "Amara"));
	assert_false(says(&rows.v[2], "Zoe"));
	assert_false(says(&rows.v[2], "10:30"));
	/* 2 April: nine o'clock in Lagos, before she begins on a Friday. */
	assert_int_equal(rows.v[3].against.n, 2);
	assert_string_equal(rows.v[3].there, "09:00");
	assert_true(says(&rows.v[3], "does not work then"));
	assert_true(says(&rows.v[3], "On the first date it is 10:00."));
	/* What is left out is not asked about, and the first that is kept is what the others are held against. */
	rows.v[0].left = rows.v[1].left = rows.v[2].left = true;
	rhythm_weigh(c, &p, f.minutes, &rows);
	assert_int_equal(rows.v[2].against.n, 0);
	assert_int_equal(rows.v[3].against.n, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Days on which somebody reads no mails are not told from a meeting; a night in which a time does not exist is. */
static void
f4_away_past_and_the_hour_that_is_not_there(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct rhythm_date d[5];
	struct rhythm_date_rows rows = { 5, d };
	struct pair p;
	const char *busy;

	two_prepare(c, &t);
	works(c, t.mentor, "Europe/Berlin", "");
	works(c, t.mentee, "Europe/Berlin", "540-1020 540-1020 540-1020 540-1020 540-1020 - -");
	assert_int_equal(notices_pause(c, t.mentor, "2027-03-10"), OK);
	p = pair_as(c, &t, t.mentee);
	c->tz = "Europe/Berlin";
	d[0] = rhythm_date_of(c, 1, "2027-03-09T10:00");
	d[1] = rhythm_date_of(c, 2, "2027-03-10T10:00");
	d[2] = rhythm_date_of(c, 3, "2027-03-10T10:30");
	d[3] = rhythm_date_of(c, 4, "2027-03-28T02:30");
	d[4] = rhythm_date_of(c, 5, "2027-02-28T10:00");
	rhythm_weigh(c, &p, 60, &rows);
	assert_int_equal(d[0].against.n, 1);
	busy = d[0].against.v[0];
	assert_string_equal(busy, "Amara may have no time then.");
	assert_int_equal(d[1].against.n, 1);
	assert_true(says(&d[1], "number 3 of this row"));
	assert_true(says(&d[2], "number 2 of this row"));
	assert_true(says(&d[3], "03:30"));
	assert_true(says(&d[3], "You do not work then."));
	assert_true(says(&d[4], "passed already"));
	/* An end meets a beginning. */
	d[2] = rhythm_date_of(c, 3, "2027-03-10T11:00");
	rhythm_weigh(c, &p, 60, &rows);
	assert_int_equal(d[1].against.n + d[2].against.n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
f4_left_out_moved_and_refused(void **state)
{
	struct rhythm_form f = { .starts = "2027-03-15T16:00",
		.weeks = 1,
		.count = 3,
		.minutes = 30,
		.place = "Room 3" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct rhythm_date_rows rows;
	struct meeting_rows all;

	two_prepare(c, &t);
	c->who = t.mentee;
	c->tz = "Europe/Berlin";
	rows = row_of(c, &f);
	rows.v[1].left = true;
	rows.v[2] = rhythm_date_of(c, 3, "2031-03-30T09:15");
	assert_int_equal(rhythm_plan(c, t.relationship, &f, &rows), INVALID);
	assert_string_equal(c->problems->field, "date_3");
	assert_string_equal(c->problems->label, "Number 3");
	assert_string_equal(rows.v[2].wrong, c->problems->message);
	c->problems = NULL;
	rows.v[0].left = true;
	rows.v[2] = rhythm_date_of(c, 3, "2027-03-30T09:15");
	assert_int_equal(rhythm_plan(c, t.relationship, &f, &rows), OK);
	all = sql_meeting_list(c, t.relationship, "planned");
	assert_string_equal(fmt_local(c, all.v[all.n - 1].starts_at), "2027-03-30T09:15");
	assert_string_equal(all.v[all.n - 1].place, "Room 3");
	rows.v[2].left = true;
	assert_int_equal(rhythm_plan(c, t.relationship, &f, &rows), INVALID);
	assert_string_equal(c->problems->field, "date_1");
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
#define T(x) cmocka_unit_test_setup_teardown(x, test_setup, test_teardown)
	const struct CMUnitTest tests[] = { T(f4_rhythm),
		T(f4_what_speaks_against_the_dates_of_a_row),
		T(f4_away_past_and_the_hour_that_is_not_there), T(f4_left_out_moved_and_refused) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
