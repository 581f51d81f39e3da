/* SPDX-License-Identifier: Apache-2.0 */
/* What is done from a mail: each act by its own link, once, by nobody else, as long as it is about what is. */
#include "tests/pair.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/endings/endings.h"
#include "features/errands/errands.h"
#include "features/follow/follow.h"
#include "features/health/answers.h"
#include "features/health/health.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"

#define STARTS "2027-03-10T10:00"

/* Both have signed in before and are prepared; nobody is signed in now. */
static struct two
two_known(struct ctx *c)
{
	struct two t = two_make(c);
	const int64_t all[] = { t.mentor, t.mentee, t.stranger };

	two_prepare(c, &t);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		sql_credential_set(c, all[i], "hash", c->now);
		sql_account_activate(c, all[i], c->now);
	}
	c->who = 0;
	return t;
}

/* The token of a link, as it stands in a mail to person. */
static const char *
token_to(struct ctx *c, int64_t person, const char *errand)
{
	const char *path = errand_path(c, person, errand);

	assert_true(str_starts(path, "/errands/"));
	return path + strlen("/errands/");
}

static enum result
reads(struct ctx *c, const char *token, struct errand *e)
{
	struct errand_reader r;

	return errand_read(c, token, e, &r);
}

static struct errand_about
about(struct ctx *c, const struct errand *e)
{
	struct errand_about a;

	c->who = e->person;
	assert_int_equal(errand_look(c, e, &a), OK);
	assert_true(*a.title && *a.button && *a.done && *a.more && str_starts(a.page, "/"));
	return a;
}

/* Open; done by value (0: none is needed); done again, which changes nothing. */
static void
does(struct ctx *c, int64_t person, const char *errand, int64_t value)
{
	struct errand e;

	assert_int_equal(reads(c, token_to(c, person, errand), &e), OK);
	assert_int_equal(e.person, person);
	assert_int_equal(about(c, &e).state, ERRAND_OPEN);
	assert_int_equal(errand_do(c, &e, value), OK);
	assert_int_equal(about(c, &e).state, ERRAND_DONE);
	assert_int_equal(errand_do(c, &e, value), OK);
}

static void
is_gone(struct ctx *c, int64_t person, const char *errand)
{
	struct errand e;

	assert_int_equal(reads(c, token_to(c, person, errand), &e), OK);
	assert_int_equal(about(c, &e).state, ERRAND_GONE);
	assert_int_equal(errand_do(c, &e, 5), CONFLICT);
}

/* Somebody to whom the thing is nothing. */
static void
is_nothing_to(struct ctx *c, int64_t person, const char *errand)
{
	struct errand e;
	struct errand_about a;

	assert_int_equal(reads(c, token_to(c, person, errand), &e), OK);
	c->who = person;
	assert_int_equal(errand_look(c, &e, &a), NOT_FOUND);
	assert_int_equal(errand_do(c, &e, 5), NOT_FOUND);
}

static int64_t
meeting_make(struct ctx *c, const struct two *t, int64_t who)
{
	struct meeting_form f = { .starts = STARTS, .minutes = 60, .place = "" };
	int64_t id = 0;

	c->who = who;
	assert_int_equal(meeting_plan(c, t->relationship, &f, &id), OK);
	return id;
}

static struct meeting
meeting_now(struct ctx *c, int64_t id)
{
	struct meeting m;

	assert_true(sql_meeting_get(c, id, &m));
	return m;
}

static void
part11_a_time_suits_from_the_mail(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	int64_t id = meeting_make(c, &t, t.mentor);
	struct meeting m = meeting_now(c, id);
	struct meeting_form later = { .starts = "2027-03-11T10:00", .minutes = 60, .place = "" };
	const char *errand = errand_of(c, ERRAND_SUITS, id, m.starts_at);

	does(c, t.mentee, errand, 0);
	assert_true(sql_meeting_yes_at(c, id, t.mentee, m.starts_at) > 0);
	assert_int_equal(sql_meeting_yes_at(c, id, t.mentor, m.starts_at), 0);
	is_nothing_to(c, t.stranger, errand);
	/* Moved: what was said speaks of another time, and so does the link. */
	c->who = t.mentor;
	assert_int_equal(meeting_move(c, id, &later), OK);
	is_gone(c, t.mentee, errand);
	m = meeting_now(c, id);
	assert_int_equal(sql_meeting_yes_at(c, id, t.mentee, m.starts_at), 0);
	does(c, t.mentee, errand_of(c, ERRAND_SUITS, id, m.starts_at), 0);
	c->who = t.mentee;
	assert_int_equal(meeting_suits(c, id, false), OK);
	assert_int_equal(sql_meeting_yes_at(c, id, t.mentee, m.starts_at), 0);
	assert_int_equal(meeting_cancel(c, id), OK);
	is_gone(c, t.mentee, errand_of(c, ERRAND_SUITS, id, m.starts_at));
	assert_int_equal(test_close(*state, OK), OK);
}

/* It took place, and the three questions still wait for both. */
static void
part11_a_meeting_is_held_from_the_mail(void **state)
{
	struct closing_form said = CLOSED_WITH("The questions");
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	int64_t id = meeting_make(c, &t, t.mentor);
	struct meeting m = meeting_now(c, id);
	const char *errand = errand_of(c, ERRAND_MET, id, m.starts_at);
	struct errand e;

	assert_int_equal(reads(c, token_to(c, t.mentee, errand), &e), OK);
	c->who = t.mentee;
	assert_int_equal(errand_do(c, &e, 0), CONFLICT); /* it lies ahead */
	test_pass(*state, m.starts_at + 2 * DAY - c->now);
	does(c, t.mentee, errand, 0);
	assert_string_equal(meeting_now(c, id).state, "held");
	is_nothing_to(c, t.stranger, errand);
	c->who = t.mentee;
	assert_int_equal(meeting_close(c, id, &said), OK);
	c->who = t.mentor;
	assert_int_equal(meeting_close(c, id, &said), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_a_promise_is_done_from_the_mail(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	int64_t id = 0, due = day_number(2027, 3, 8);
	const char *errand;
	struct commitment k;
	struct promise_form moved = { .due_on = "2027-03-09", .confidence = 5 };

	c->who = t.mentee;
	assert_int_equal(
		commitment_add(c, t.relationship, 0, "The secret article", "2027-03-08", &id), OK);
	errand = errand_of(c, ERRAND_KEPT, id, due);
	is_nothing_to(c, t.stranger, errand);
	is_nothing_to(c, t.mentor, errand); /* not even the other one of the two */
	does(c, t.mentee, errand, 0);
	assert_true(sql_commitment_get(c, id, &k));
	assert_string_equal(k.state, "done");
	/* Opened again, it is open again from the mail; with another day it is another matter. */
	c->who = t.mentee;
	assert_int_equal(commitment_close(c, id, false), OK);
	does(c, t.mentee, errand, 0);
	c->who = t.mentee;
	assert_int_equal(commitment_close(c, id, false), OK);
	assert_int_equal(promise_change(c, id, &moved), OK);
	is_gone(c, t.mentee, errand);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_what_a_mail_asks_of_one(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	struct touch_form touch = { .interval = "months-3", .support = "" };
	int64_t id = 0, round = 1;
	const char *errand;
	struct companion x;

	/* company */
	c->who = t.mentee;
	assert_int_equal(companion_invite(c, t.relationship, t.stranger, &id), OK);
	assert_true(sql_companion_get(c, id, &x));
	errand = errand_of(c, ERRAND_COMPANY, id, x.created_at);
	is_nothing_to(c, t.mentee, errand); /* nobody answers the own question */
	does(c, t.stranger, errand, 0);
	c->who = t.mentee;
	assert_int_equal(companion_end(c, id), OK);
	is_gone(c, t.stranger, errand);
	/* going on */
	sql_going_on_save(c, t.relationship, c->now);
	errand = errand_of(c, ERRAND_GO_ON, t.relationship, c->now);
	does(c, t.mentor, errand, 0);
	is_nothing_to(c, t.stranger, errand);
	sql_going_on_save(c, t.relationship, c->now + 1); /* asked again, later */
	is_gone(c, t.mentor, errand);
	/* in touch */
	c->who = t.mentee;
	touch.interval = practice_kind("touch-interval")->items[0].id;
	assert_int_equal(touch_settle(c, t.relationship, &touch), OK);
	test_pass(*state, 1);
	sql_keeping_touch_asked(c, t.relationship, c->now);
	errand = errand_of(c, ERRAND_TOUCH, t.relationship, c->now);
	does(c, t.mentee, errand, 0);
	/* how much one wants to go on: once from the mail, never changed by it */
	test_pass(*state, 40 * DAY);
	errand = errand_of(c, ERRAND_CHECK, t.relationship, round);
	does(c, t.mentee, errand, 3);
	assert_int_equal(sql_check_in(c, t.relationship, t.mentee, round), 3);
	is_gone(c, t.mentee, errand_of(c, ERRAND_CHECK, t.relationship, 0));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_a_value_is_asked_for(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	struct errand e;

	test_pass(*state, 40 * DAY);
	assert_int_equal(
		reads(c, token_to(c, t.mentee, errand_of(c, ERRAND_CHECK, t.relationship, 1)), &e),
		OK);
	assert_true(errand_asks(&e));
	c->who = t.mentee;
	assert_int_equal(errand_do(c, &e, 0), INVALID);
	assert_int_equal(errand_do(c, &e, 11), INVALID);
	assert_int_equal(sql_check_in(c, t.relationship, t.mentee, 1), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Every byte counts, so does every part, and other links that the house signs are none of these. */
static void
part11_errands_cannot_be_forged(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	int64_t id = meeting_make(c, &t, t.mentor);
	const char *token =
		token_to(c, t.mentee, errand_of(c, ERRAND_SUITS, id, meeting_now(c, id).starts_at));
	const char *seal = strrchr(token, '-'), *p = token;
	char *wrong = arena_strdup(c->mem, token);
	struct errand e = { 0 };

	assert_int_equal(reads(c, token, &e), OK);
	for (size_t i = 0; token[i]; i++)
		for (const char *with = "A9-z"; *with; with++) {
			wrong[i] = *with;
			if (wrong[i] != token[i])
				assert_int_equal(reads(c, wrong, &e), NOT_FOUND);
			wrong[i] = token[i];
		}
	for (int i = 0; i < 5; i++)
		p = strchr(p, '-') + 1;
	seal = p;
	const long long m = id, who = t.mentee, until = e.until, at = e.stamp;
	const char *const forged[] = { "", "-", "suits", "suits-1", "suits-1-2-3-4", "-----",
		arena_printf(c->mem, "met-%lld-%lld-%lld-%lld-%s", m, who, until, at, seal),
		arena_printf(c->mem, "suits-%lld-%lld-%lld-%lld-%s", m + 1, who, until, at, seal),
		arena_printf(c->mem, "suits-%lld-%lld-%lld-%lld-%s", m, (long long)t.mentor, until,
			at, seal),
		arena_printf(c->mem, "suits-%lld-%lld-%lld-%lld-%s", m, who, until + 1, at, seal),
		arena_printf(c->mem, "suits-%lld-%lld-%lld-%lld-%s", m, who, until, at + 1, seal),
		arena_printf(c->mem, "suits-0%lld-%lld-%lld-%lld-%s", m, who, until, at, seal),
		arena_printf(c->mem, "suits-+%lld-%lld-%lld-%lld-%s", m, who, until, at, seal),
		arena_printf(c->mem, "%sA", token), arena_printf(c->mem, "%s-", token),
		arena_printf(c->mem, "suits-%lld-%lld-%lld-%lld-", m, who, until, at),
		mail_token(c, t.mentee, "meetings") };
	for (size_t i = 0; i < sizeof forged / sizeof *forged; i++)
		assert_int_equal(reads(c, forged[i], &e), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_errands_end(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	int64_t id = meeting_make(c, &t, t.mentor);
	const char *errand = errand_of(c, ERRAND_SUITS, id, meeting_now(c, id).starts_at);
	const char *token = token_to(c, t.mentee, errand);
	struct errand e;

	c->now += 14 * DAY - 1;
	assert_int_equal(reads(c, token, &e), OK);
	c->now++;
	assert_int_equal(reads(c, token, &e), GONE);
	c->now -= 14 * DAY;
	/* another password */
	sql_credential_set(c, t.mentee, "another", c->now + 60);
	assert_int_equal(reads(c, token, &e), NOT_FOUND);
	token = token_to(c, t.mentee, errand);
	assert_int_equal(reads(c, token, &e), OK);
	/* a closed account, also by its owner */
	account_close(c, t.mentee);
	assert_int_equal(reads(c, token, &e), NOT_FOUND);
	assert_string_equal(errand_path(c, t.mentee, errand), "");
	assert_int_equal(account_reactivate(c, t.mentee), OK);
	assert_int_equal(reads(c, token, &e), OK);
	/* and where it ended for the two */
	c->who = t.mentor;
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	is_gone(c, t.mentee, errand);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Those who have no account to sign in to get no such link, and a mail of the day has one for each line. */
static void
part11_mails_carry_what_can_be_done(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_known(c);
	struct letter_to to = { t.mentee, "Jonas Weber", "jonas@example.org", "de",
		"Europe/Berlin" };
	int64_t id = meeting_make(c, &t, t.mentor);
	const struct practice_blank blanks[] = { { "partner", "Amara" }, { "when", "heute" },
		{ "do", errand_of(c, ERRAND_MET, id, meeting_now(c, id).starts_at) },
		{ "link", whole_address(c, url_closing_new(c, id)) }, { NULL, NULL } };
	struct mail_line_rows mails;
	struct mail_row m;
	struct notice_rows notices;

	letter_send(c, PRACTICE_LETTER_MEETING_CLOSE, &to, blanks, NULL);
	notices = sql_notice_list(c, t.mentee, c->now, 10, 0);
	assert_null(strstr(notices.v[0].path, "errands"));
	assert_string_equal(notices.v[0].mail, "waits"); /* as is usual for reminders */
	test_pass(*state, DAY);
	assert_int_equal(test_close(*state, OK), OK);
	assert_int_equal(jobs_prepare(&((struct test *)*state)->engine, c->now), OK);
	jobs_run_all(&((struct test *)*state)->engine, c->now);
	c = test_open(*state);
	mails = sql_mail_of_person(c, t.mentee, 20);
	for (int i = 0; i < mails.n; i++)
		if (str_eq(mails.v[i].kind, "digest")) {
			assert_true(sql_mail_get(c, mails.v[i].id, &m));
			assert_non_null(strstr(m.body_text, "Yes, we met:\nhttp"));
			assert_non_null(strstr(m.body_text, "/errands/met-"));
			assert_non_null(strstr(m.body_html, "<a class=\"go\" href=\"http"));
			assert_null(strstr(errands_hidden(c, m.body_text), "/errands/met-"));
			assert_non_null(strstr(errands_hidden(c, m.body_text), "/errands/…\n"));
			assert_int_equal(test_close(*state, OK), OK);
			return;
		}
	fail_msg("there was no mail of the day");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
	const struct CMUnitTest tests[] = {
		T(part11_a_time_suits_from_the_mail),
		T(part11_a_meeting_is_held_from_the_mail),
		T(part11_a_promise_is_done_from_the_mail),
		T(part11_what_a_mail_asks_of_one),
		T(part11_a_value_is_asked_for),
		T(part11_errands_cannot_be_forged),
		T(part11_errands_end),
		T(part11_mails_carry_what_can_be_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
