/* SPDX-License-Identifier: Apache-2.0 */
/* The one mail of the day. No mail server is set, so mails are kept and nothing tries to send them. */
#include "tests/pair.h"

#include <pthread.h>
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/notices/notices.h"

#define MANY 120

static void
send_to(struct ctx *c, const struct letter_to *to, const char *letter)
{
	letter_send(c, letter, to,
		(const struct practice_blank[]){ { "partner", "Amara" }, { "n", "1" },
			{ "total", "2" }, { "when", "Thursday" }, { "when_before", "" },
			{ "place", "here" }, { "likes", "" }, { "until", "Friday" },
			{ "organisation", "Alderbrook" }, { "programme", "Pathways" },
			{ "manager", "Ines" }, { "link", whole_address(c, "/relationships/7") },
			{ NULL, NULL } },
		NULL);
}

static struct mail_row
last_mail(struct ctx *c, int64_t person)
{
	struct mail_line_rows rows = sql_mail_of_person(c, person, 1);
	struct mail_row row = { 0 };

	assert_int_equal(rows.n, 1);
	assert_true(sql_mail_get(c, rows.v[0].id, &row));
	return row;
}

static struct notice_setting_form
choices(const char *choice)
{
	struct notice_setting_form f = { .digest_hour = "8", .quiet_from = "21", .quiet_to = "7" };

#define CHOOSE(type) f.type = choice;
	NOTICE_TYPES(CHOOSE)
	return f;
}

/* ---- the mail of the day ---- */

/* So many people with two things that wait; the ids of the first. */
static int64_t
crowd(struct ctx *c, int n)
{
	struct notice_setting_form f = choices("digest");
	int64_t first = 0;

	f.meetings = "once";
	for (int i = 0; i < n; i++) {
		const char *email = arena_printf(c->mem, "p%d@example.org", i);
		int64_t id =
			sql_first_person_insert(c, email, "Pat", "en", "Europe/Berlin", c->now);
		struct letter_to to = { id, "Pat", email, "en", "Europe/Berlin" };

		first = first ? first : id;
		assert_int_equal(notice_choices_save(c, id, &f), OK);
		send_to(c, &to, PRACTICE_LETTER_AGREEMENT_PROPOSED);
		send_to(c, &to, PRACTICE_LETTER_GOAL_DONE);
	}
	return first;
}

static void *
work(void *arg)
{
	struct test *t = arg;

	jobs_run_all(&t->engine, t->ctx.now);
	return NULL;
}

/* Two workers at once, and again an hour later. */
static void
run_twice_at_once(struct test *t)
{
	pthread_t threads[2];

	for (int round = 0; round < 2; round++) {
		assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, work, t), 0);
		for (int i = 0; i < 2; i++)
			pthread_join(threads[i], NULL);
		test_pass(t, 3600);
	}
}

static int
digests(struct ctx *c, int64_t person)
{
	struct mail_line_rows rows = sql_mail_of_person(c, person, 100);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].kind, "digest");
	return n;
}

static int64_t
planned(struct test *t, int64_t person)
{
	struct ctx *c = test_open(t);
	struct notice_setting s;

	assert_true(sql_notice_setting_get(c, person, &s));
	assert_int_equal(test_close(t, OK), OK);
	return s.digest_at;
}

/* As the page of the account does it. */
static void
live_in(struct test *t, int64_t person, const char *tz)
{
	struct ctx *c = test_open(t);

	sql_account_settings(c, person, "en", tz, 0, c->now);
	digest_plan(c, person);
	assert_int_equal(test_close(t, OK), OK);
}

/* Who moves gets it at the hour that he chose on the clock there, not at that of before. */
static void
part11_a_move_plans_it_anew(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct notice_setting s;
	int64_t person;

	two_make(c);
	person = crowd(c, 1);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(planned(t, person), day_number(2027, 3, 2) * DAY + 7 * 3600);
	live_in(t, person, "America/New_York");
	assert_int_equal(planned(t, person), day_number(2027, 3, 1) * DAY + 13 * 3600);
	live_in(t, person, "Asia/Tokyo");
	assert_int_equal(planned(t, person), day_number(2027, 3, 1) * DAY + 23 * 3600);
	test_pass(t, planned(t, person) + 120 - t->ctx.now);
	assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
	assert_true(jobs_run_all(&t->engine, t->ctx.now) >= 1);
	c = test_open(t);
	assert_int_equal(digests(c, person), 1);
	assert_true(sql_notice_setting_get(c, person, &s));
	assert_string_equal(s.digest_on, "2027-03-02");
	assert_string_equal(s.digest_zone, "Asia/Tokyo");
	send_to(c, &(struct letter_to){ person, "Pat", "p0@example.org", "en", "Asia/Tokyo" },
		PRACTICE_LETTER_GOAL_DONE);
	assert_int_equal(test_close(t, OK), OK);
	/* It is half past five of the first in New York: that of the second comes on the second. */
	live_in(t, person, "America/New_York");
	assert_int_equal(planned(t, person), day_number(2027, 3, 2) * DAY + 13 * 3600);
}

static void
part11_one_digest_a_day_with_two_workers(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct notice_setting s;
	int64_t first;

	c = test_open(t);
	two_make(c);
	first = crowd(c, MANY);
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, 22 * 3600 + 1800); /* 7:30 UTC, the next day */
	run_twice_at_once(t);
	c = test_open(t);
	for (int64_t id = first; id < first + MANY; id++) {
		assert_int_equal(digests(c, id), 1);
		assert_int_equal(sql_notice_waiting(c, id), 0);
	}
	/* More on the same day waits for the next. */
	send_to(c, &(struct letter_to){ first, "Pat", "p0@example.org", "en", "Europe/Berlin" },
		PRACTICE_LETTER_GOAL_DONE);
	assert_true(sql_notice_setting_get(c, first, &s));
	assert_int_equal(s.digest_at, day_number(2027, 3, 3) * DAY + 7 * 3600);
	/* Not even a worker that thinks it is due sends a second one. */
	sql_notice_digest_plan(c, first, c->now);
	assert_int_equal(sql_notice_digest_take(
				 c, first, "2027-03-02", "UTC", c->now - DIGEST_APART, c->now),
		0);
	assert_int_equal(test_close(t, OK), OK);
}

static void
part11_a_digest_says_what_and_where(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct mail_row m;
	int64_t first;

	c = test_open(t);
	two_make(c);
	first = crowd(c, 1);
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, DAY);
	run_twice_at_once(t);
	c = test_open(t);
	m = last_mail(c, first);
	assert_string_equal(m.subject, "Your day in mentoring: 2 new");
	assert_non_null(strstr(m.body_text, "Amara proposes how you work together"));
	assert_non_null(strstr(m.body_text, "/relationships/7\n"));
	assert_non_null(strstr(m.body_html, "/relationships/7\">"));
	assert_non_null(strstr(m.unsubscribe, "-digest-"));
	assert_non_null(strstr(m.body_text, "/pause\n"));
	assert_non_null(strstr(m.body_text, "/leave\n"));
	assert_int_equal(test_close(t, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			part11_a_move_plans_it_anew, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_one_digest_a_day_with_two_workers, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			part11_a_digest_says_what_and_where, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
