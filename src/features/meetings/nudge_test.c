/* SPDX-License-Identifier: Apache-2.0 */
/* Reminders (mechanics 13): only if nothing is booked, and one a day. */
#include "tests/pair.h"

#include "base/day.h"
#include "engine/practice/practice.gen.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"

static bool
nudge(struct ctx *c, const struct two *t)
{
	struct letter_to to = { t->mentee, "Jonas Weber", "jonas@example.org", "en",
		"Europe/Berlin" };

	return letter_nudge(c, PRACTICE_LETTER_COMMITMENT_DUE, &to,
		(const struct practice_blank[]){
			{ "partner", "Amara" }, { "link", whole_address(c, "/") }, { NULL, NULL } },
		t->relationship);
}

/* A day as it is where the person lives. */
static void
part11_nudges(void **state)
{
	struct meeting_form f = { .starts = "2027-03-20T10:00", .minutes = 60, .place = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	two_prepare(c, &t);
	assert_true(nudge(c, &t));
	assert_false(nudge(c, &t));
	assert_int_equal(sql_notice_count(c, t.mentee, c->now), 1);
	c->now += 13 * 3600; /* 23:00 in Berlin */
	assert_false(nudge(c, &t));
	c->now += 2 * 3600; /* the next day */
	assert_true(nudge(c, &t));
	c->now += DAY;
	c->who = t.mentor;
	assert_int_equal(meeting_plan(c, t.relationship, &f, &id), OK);
	assert_false(nudge(c, &t));
	assert_int_equal(meeting_cancel(c, id), OK);
	assert_true(nudge(c, &t));
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
		part11_nudges, test_setup, test_teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
