/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.h"
#include "features/meetings/when.h"
#include "features/people/people.h"

static void
works(struct ctx *c, int64_t person, const char *hours)
{
	struct person_kept p;

	assert_true(sql_person_by_id(c, person, &p));
	sql_person_change(c, person, p.email, p.name, p.name, p.pronouns, p.headline, p.about,
		p.lang, p.tz, hours, p.level, p.unit, p.manager, p.detail, p.medium, p.mentees_max,
		c->now);
}

static int64_t
at(const char *local, const char *tz)
{
	int64_t t;

	assert_true(local_to_utc(local, tz, &t));
	return t;
}

/* Monday, 10:00 in Berlin and in Lagos. Nobody has said when he works: nine to five on weekdays. */
static void
a_first_guess_suits_both(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);

	c->tz = "Europe/Berlin";
	assert_int_equal(meeting_guess(c, &p), at("2027-03-08T11:00", c->tz));
	c->now += 12 * 3600; /* in the night */
	assert_int_equal(meeting_guess(c, &p), at("2027-03-09T09:00", c->tz));
	c->now += 5 * 86400; /* on a Saturday */
	assert_int_equal(meeting_guess(c, &p), at("2027-03-15T09:00", c->tz));
	works(c, t.mentor, "- - 780-1020 - - - -");
	assert_int_equal(meeting_guess(c, &p), at("2027-03-17T13:00", c->tz));
	/* They never work at the same time: the reader's own hours. */
	works(c, t.mentor, "0-120 - - - - - -");
	assert_int_equal(meeting_guess(c, &p), at("2027-03-15T09:00", c->tz));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
what_speaks_against_a_time(void **state)
{
	struct meeting_form f = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t other, second, id;
	struct pair p;

	two_prepare(c, &t);
	second = two_more(c, &t, "zoe@example.org", "Europe/Berlin", &other);
	c->who = t.mentor;
	c->tz = "Africa/Lagos";
	assert_int_equal(meeting_plan(c, second, &f, &id), OK);
	p = pair_as(c, &t, t.mentor);
	assert_non_null(
		strstr(meeting_against(c, &p, 0, at("2027-03-10T10:30", c->tz), 30), "Zoe"));
	assert_non_null(
		strstr(meeting_against(c, &p, 0, at("2027-03-10T09:30", c->tz), 31), "Zoe"));
	/* One ends as the other begins; and a meeting is not in its own way. */
	assert_string_equal(meeting_against(c, &p, 0, at("2027-03-10T11:00", c->tz), 60), "");
	assert_string_equal(meeting_against(c, &p, 0, at("2027-03-10T09:30", c->tz), 30), "");
	assert_string_equal(meeting_against(c, &p, id, at("2027-03-10T10:00", c->tz), 60), "");
	/* What she has planned with Zoe is no business of Jonas: he learns that the time may not suit, and nothing else. */
	p = pair_as(c, &t, t.mentee);
	assert_string_equal(meeting_against(c, &p, 0, at("2027-03-10T10:00", c->tz), 60),
		"Amara may have no time then. Choose another time, or tick below that you want "
		"this one.");
	assert_string_equal(meeting_against(c, &p, 0, at("2027-03-10T11:00", c->tz), 60), "");
	assert_int_equal(meeting_cancel(c, id), NOT_FOUND); /* it is not his, either */
	works(c, t.mentor, "540-1020 540-1020 540-1020 540-1020 540-1020 - -");
	assert_non_null(
		strstr(meeting_against(c, &p, 0, at("2027-03-13T10:00", c->tz), 60), "Amara"));
	assert_non_null(
		strstr(meeting_against(c, &p, 0, at("2027-03-10T16:30", c->tz), 60), "Amara"));
	assert_string_equal(meeting_against(c, &p, 0, at("2027-03-10T16:00", c->tz), 60), "");
	/* What was is noted. */
	assert_string_equal(meeting_against(c, &p, 0, c->now - 86400, 60), "");
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_first_guess_suits_both, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			what_speaks_against_a_time, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
