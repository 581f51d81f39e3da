/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a letter: a notice, and a mail at once, after the night, in the digest, or none. */
#include "tests/pair.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/config.h"
#include "engine/mail/mail.sql.h"
#include "engine/practice/own.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/notices.h"

/* An engine that has a mail server, so that mails wait to be sent instead of being kept; nothing in
 * these tests sends one. */
static int
begin(void **state)
{
	struct config *config;
	struct test *t;

	test_setup(state);
	t = *state;
	config = config_new(t->mem);
	config_set(config, SET_smtp_url, "smtp://127.0.0.1:9");
	config_set(config, SET_mail_from, "mentoring@example.org");
	t->engine.config = config;
	return 0;
}

static struct letter_to
jonas(const struct two *t)
{
	return (struct letter_to){ t->mentee, "Jonas Weber", "jonas@example.org", "en",
		"Europe/Berlin" };
}

static void
send_to(struct ctx *c, const struct letter_to *to, const char *letter, const struct letter_ics *ics)
{
	letter_send(c, letter, to,
		(const struct practice_blank[]){ { "partner", "Amara" }, { "n", "1" },
			{ "total", "2" }, { "when", "Thursday" }, { "when_before", "" },
			{ "place", "here" }, { "likes", "" }, { "until", "Friday" },
			{ "organisation", "Alderbrook" }, { "programme", "Pathways" },
			{ "manager", "Ines" }, { "link", whole_address(c, "/relationships/7") },
			{ NULL, NULL } },
		ics);
}

static void
send(struct ctx *c, const struct two *t, const char *letter)
{
	struct letter_to to = jonas(t);

	send_to(c, &to, letter, NULL);
}

static int
mails(struct ctx *c, int64_t person)
{
	return sql_mail_of_person(c, person, 500).n;
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

static int64_t
held_until(struct ctx *c, int64_t person)
{
	struct notice_rows held = sql_notice_held(c, person, c->now);

	return held.n ? sql_notice_held_until(c, held.v[0].outbox) : 0;
}

static struct notice_setting_form
choices(const char *choice)
{
	struct notice_setting_form f = { .digest_hour = "8", .quiet_from = "21", .quiet_to = "7" };

#define CHOOSE(type) f.type = choice;
	NOTICE_TYPES(CHOOSE)
	return f;
}

static const char *const letters_of_account[] = { PRACTICE_LETTER_INVITATION,
	PRACTICE_LETTER_PASSWORD_RESET, PRACTICE_LETTER_PASSWORD_CHANGED };

/* Every switch is a type of the practice and the other way round, and every letter hangs on one. */
static void
part11_every_letter_has_its_switch(void **state)
{
	const struct practice_kind *types = practice_kind("notice-type"),
				   *letters = practice_kind("letter");
	struct notice_choices n = { 0 };
	size_t switches = 0;

	(void)state;
#define NAME_IT(type)                                                                              \
	n.s.type = #type;                                                                          \
	switches++;                                                                                \
	assert_non_null(practice_find("notice-type", #type));
	NOTICE_TYPES(NAME_IT)
	for (size_t i = 0; i < types->count; i++) {
		const char *id = types->items[i].id;

		if (strcmp(practice_field(&types->items[i], "usual", "en"), "always") != 0 &&
			strcmp(id, "digest") != 0)
			assert_string_equal(notice_choice(&n, id), id);
	}
	assert_int_equal(switches + 3, types->count);
	for (size_t i = 0; i < letters->count; i++) {
		const struct practice_item *it = &letters->items[i];
		const char *type = practice_field(it, "notice", "en");
		bool always = str_eq(practice_field(it, "when", "en"), "always");

		assert_non_null(practice_find("notice-type", type));
		assert_int_equal(always, str_eq(type, "account") || str_eq(type, "concerns") ||
						 str_eq(type, "digest"));
	}
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(practice_field(practice_need("letter", letters_of_account[i]),
					    "notice", "en"),
			"account");
}

/* A letter that no code sends is a promise that nobody keeps. The letter of a match is named by a template. */
static void
part11_every_letter_is_sent(void **state)
{
	const struct practice_kind *letters = practice_kind("letter");
	const struct practice_kind *templates = practice_kind("programme");

	(void)state;
	assert_true(letters->count > 40);
	for (size_t i = 0; i < letters->count; i++) {
		const char *id = letters->items[i].id;
		bool sent = practice_is_used("letter", id);

		for (size_t k = 0; k < templates->count && !sent; k++)
			sent = str_eq(practice_field(&templates->items[k], "letter_mentor", "en"),
				       id) ||
			       str_eq(practice_field(&templates->items[k], "letter_mentee", "en"),
				       id);
		if (!sent)
			fail_msg("nothing sends the letter %s", id);
	}
	assert_false(practice_is_used("letter", "no-such-letter"));
}

static void
part11_once_digest_off(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct notice_setting_form f = choices("once");
	struct notice_setting s;

	c->who = t.mentee;
	send(c, &t, PRACTICE_LETTER_AGREEMENT_PROPOSED);
	assert_int_equal(mails(c, t.mentee), 1);
	f.together = "digest";
	assert_int_equal(notice_choices_save(c, t.mentee, &f), OK);
	send(c, &t, PRACTICE_LETTER_AGREEMENT_PROPOSED);
	assert_int_equal(mails(c, t.mentee), 1);
	assert_true(sql_notice_setting_get(c, t.mentee, &s));
	assert_int_equal(s.digest_at, day_number(2027, 3, 2) * DAY + 7 * 3600); /* 8:00 there */
	f.together = "off";
	assert_int_equal(notice_choices_save(c, t.mentee, &f), OK);
	assert_true(sql_notice_setting_get(c, t.mentee, &s));
	assert_int_equal(s.digest_at, 0);
	send(c, &t, PRACTICE_LETTER_AGREEMENT_PROPOSED);
	assert_int_equal(mails(c, t.mentee), 1);
	/* All of them stand on the page. */
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now), 3);
	assert_string_equal(
		sql_notice_list(c, t.mentee, c->now, 9, 0).v[0].path, "/relationships/7");
	f.digest_hour = "23";
	assert_int_equal(notice_choices_save(c, t.mentee, &f), INVALID);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Nothing holds these back: no choice, no pause, no night, no leaving. */
static void
part11_security_letters_always_come(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct notice_setting_form f = choices("off");
	struct mail_row m;

	c->who = t.mentee;
	assert_int_equal(notice_choices_save(c, t.mentee, &f), OK);
	assert_int_equal(notices_leave(c, t.mentee), OK);
	c->now += 14 * 3600; /* 23:00 UTC */
	for (int i = 0; i < 3; i++) {
		send(c, &t, letters_of_account[i]);
		assert_int_equal(mails(c, t.mentee), i + 1);
		m = last_mail(c, t.mentee);
		assert_string_equal(m.state, "waiting");
		assert_string_equal(m.unsubscribe, "");
		assert_int_equal(sql_notice_held_until(c, m.id), 0);
		assert_non_null(strstr(m.body_text, "Hello Jonas,\n"));
		assert_non_null(strstr(m.body_text, "/pause\n"));
		assert_non_null(strstr(m.body_text, "/leave\n"));
		assert_null(strstr(m.body_text, "/off\n"));
	}
	/* They are no news of the day, and their links are secrets. */
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now), 0);
	send(c, &t, PRACTICE_LETTER_CONCERN_RAISED);
	assert_int_equal(mails(c, t.mentee), 4);
	send(c, &t, PRACTICE_LETTER_MEETING_BOOKED);
	assert_int_equal(mails(c, t.mentee), 4);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_the_outbox_holds_back_at_night(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t morning = day_number(2027, 3, 2) * DAY + 6 * 3600; /* 7:00 in Berlin */
	struct letter_to to = jonas(&t);

	c->who = t.mentee;
	send(c, &t, PRACTICE_LETTER_MEETING_MOVED);
	assert_int_equal(held_until(c, t.mentee), 0);
	c->now += 12 * 3600; /* 22:00 in Berlin */
	send(c, &t, PRACTICE_LETTER_MEETING_MOVED);
	assert_int_equal(held_until(c, t.mentee), morning);
	assert_int_equal(mails(c, t.mentee), 2);
	/* A meeting at half past seven would be over; one at ten can wait. */
	send_to(c, &to, PRACTICE_LETTER_MEETING_CANCELLED,
		&(struct letter_ics){ "BEGIN", "CANCEL", morning + 1800 });
	assert_int_equal(sql_notice_held(c, t.mentee, c->now).n, 1);
	send_to(c, &to, PRACTICE_LETTER_MEETING_CANCELLED,
		&(struct letter_ics){ "BEGIN", "CANCEL", morning + 3 * 3600 });
	assert_int_equal(sql_notice_held(c, t.mentee, c->now).n, 2);
	/* What was read meanwhile needs no mail, and who pauses gets it later. */
	assert_int_equal(notice_read(c, sql_notice_held(c, t.mentee, c->now).v[0].id), OK);
	assert_int_equal(mails(c, t.mentee), 3);
	assert_int_equal(notices_pause(c, t.mentee, "2027-03-05"), OK);
	assert_int_equal(mails(c, t.mentee), 2);
	assert_int_equal(sql_notice_waiting(c, t.mentee), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* While one is unread, no second mail; what is taken back in time never leaves. */
static void
part10_told_once(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->who = t.mentee;
	send(c, &t, PRACTICE_LETTER_MESSAGE_ARRIVED);
	assert_int_equal(held_until(c, t.mentee), c->now + 600);
	send(c, &t, PRACTICE_LETTER_MESSAGE_ARRIVED);
	assert_int_equal(mails(c, t.mentee), 1);
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now), 1);
	notices_seen(c, PRACTICE_LETTER_MESSAGE_ARRIVED, "/relationships/7");
	assert_int_equal(mails(c, t.mentee), 0);
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_pause_and_leave(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct notice_setting s;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(notices_pause(c, t.mentee, "2027-03-01"), INVALID);
	assert_int_equal(notices_pause(c, t.mentee, "2028-04-01"), INVALID);
	assert_int_equal(
		notices_pause(c, t.mentee, "2027-03-29"), OK); /* the clock changes before */
	send(c, &t, PRACTICE_LETTER_MEETING_BOOKED);
	assert_int_equal(mails(c, t.mentee), 0);
	assert_true(sql_notice_setting_get(c, t.mentee, &s));
	assert_int_equal(s.paused_until, day_number(2027, 3, 28) * DAY + 22 * 3600);
	assert_int_equal(s.digest_at, day_number(2027, 3, 29) * DAY + 6 * 3600);
	/* A shorter pause: what waited for the longer one comes with its end. */
	assert_int_equal(notices_pause(c, t.mentee, "2027-03-20"), OK);
	assert_true(sql_notice_setting_get(c, t.mentee, &s));
	assert_int_equal(s.digest_at, day_number(2027, 3, 20) * DAY + 7 * 3600);
	/* Mails again: what waited comes with the next mail of the day, what was put off on its own day. */
	id = sql_notice_list(c, t.mentee, c->now, 1, 0).v[0].id;
	assert_int_equal(notices_resume(c, t.mentee), OK);
	assert_true(sql_notice_setting_get(c, t.mentee, &s));
	assert_true(s.digest_at > 0 && s.digest_at < c->now + 2 * DAY);
	assert_int_equal(notice_put_off(c, id), OK);
	assert_int_equal(notices_resume(c, t.mentee), OK);
	assert_int_equal(sql_notice_digest_count(c, t.mentee, c->now + 3 * DAY - 1), 0);
	assert_int_equal(sql_notice_digest_count(c, t.mentee, c->now + 3 * DAY), 1);
	send(c, &t, PRACTICE_LETTER_MEETING_BOOKED);
	assert_int_equal(mails(c, t.mentee), 1);
	assert_int_equal(notices_leave(c, t.mentee), OK);
	assert_int_equal(sql_notice_waiting(c, t.mentee), 0);
	send(c, &t, PRACTICE_LETTER_MEETING_BOOKED);
	assert_int_equal(mails(c, t.mentee), 1);
	assert_int_equal(
		sql_notice_unread_count(c, t.mentee, c->now), 2); /* and the one that was put off */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_put_off(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	send(c, &t, PRACTICE_LETTER_AGREEMENT_PROPOSED);
	id = sql_notice_list(c, t.mentee, c->now, 1, 0).v[0].id;
	assert_int_equal(notice_put_off(c, id), OK);
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now), 0);
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now + 3 * DAY), 1);
	assert_int_equal(sql_notice_digest_count(c, t.mentee, c->now + 3 * DAY - 1), 0);
	assert_int_equal(sql_notice_digest_count(c, t.mentee, c->now + 3 * DAY), 1);
	assert_int_equal(notices_off(c, t.mentee, "together"), OK);
	assert_int_equal(notice_put_off(c, id), OK);
	assert_int_equal(sql_notice_unread_count(c, t.mentee, c->now + 3 * DAY), 1);
	assert_int_equal(sql_notice_digest_count(c, t.mentee, c->now + 3 * DAY), 0);
	c->who = t.mentor;
	assert_int_equal(standing_notice(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- links of mails ---- */

static void
part11_links_cannot_be_forged(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *token = mail_token(c, t.mentee, "meetings"), *type = "";
	const char *seal = strchr(strchr(token, '-') + 1, '-');
	char *wrong = arena_strdup(c->mem, token);
	int64_t person = 0;

	assert_true(mail_token_read(c, token, &person, &type));
	assert_int_equal(person, t.mentee);
	assert_string_equal(type, "meetings");
	for (size_t i = 0; token[i]; i++) { /* every character counts */
		wrong[i] = token[i] == 'A' ? 'B' : 'A';
		assert_false(mail_token_read(c, wrong, &person, &type));
		wrong[i] = token[i];
	}
	const char *const forged[] = { "", "-", "--", "1", "1-meetings", "1-meetings-",
		arena_printf(c->mem, "%lld-meetings%s", (long long)t.mentor, seal),
		arena_printf(c->mem, "%lld-pairs%s", (long long)t.mentee, seal),
		arena_printf(c->mem, "-%s", token), arena_printf(c->mem, "%sA", token),
		arena_printf(c->mem, "0-meetings%s", seal),
		arena_printf(c->mem, "-%lld-meetings%s", (long long)t.mentee, seal) };
	for (size_t i = 0; i < sizeof forged / sizeof *forged; i++)
		assert_false(mail_token_read(c, forged[i], &person, &type));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part11_off_and_on_again(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct notice_choices n;

	assert_int_equal(notices_off(c, t.mentee, "together"), OK);
	assert_int_equal(notices_off(c, t.mentee, "together"), OK);
	assert_int_equal(notices_off(c, t.mentee, "account"), OK);
	n = notice_choices_of(c, t.mentee);
	assert_string_equal(n.s.together, "off");
	assert_string_equal(n.s.meetings, "once");
	assert_string_equal(notice_choice(&n, "account"), "always");
	notices_on(c, t.mentee, "together");
	assert_string_equal(notice_choices_of(c, t.mentee).s.together, "once");
	assert_int_equal(notices_off(c, t.mentee, "digest"), OK);
	n = notice_choices_of(c, t.mentee);
	assert_string_equal(n.s.reminders, "off"); /* they would have come in it */
	assert_string_equal(n.s.together, "once");
	assert_int_equal(test_close(*state, OK), OK);
}

/* A letter says hello to somebody, not to a title. */
static void
part11_greeted_by_name(void **state)
{
	static const char *const names[][2] = { { "Amara Okafor", "Amara" }, { "Amara", "Amara" },
		{ "Dr. Ines Falkenberg", "Ines" }, { "Dr Josephine Nyambura", "Josephine" },
		{ "Prof. Dr. Ada Lind", "Ada" }, { "Drew Barr", "Drew" }, { "Mag Byrne", "Mag" },
		{ "Mag. Eva Hofer", "Eva" }, { "Dr.", "Dr." }, { "Frau Holle", "Holle" },
		{ "J. P. Morgan", "J." }, { "", "" } };
	struct test *t = *state;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(fmt_first(&t->ctx, names[i][0]), names[i][1]);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(part11_every_letter_has_its_switch),
		T(part11_every_letter_is_sent),
		T(part11_once_digest_off),
		T(part11_security_letters_always_come),
		T(part11_the_outbox_holds_back_at_night),
		T(part10_told_once),
		T(part11_pause_and_leave),
		T(part11_put_off),
		T(part11_links_cannot_be_forged),
		T(part11_off_and_on_again),
		T(part11_greeted_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
