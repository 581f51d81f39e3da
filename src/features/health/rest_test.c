/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/health.h"

/* Each puts a card away for himself; a new sign comes back. */
static void
cards_are_put_away_by_each(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->now += 12 * DAY;
	night(c);
	c->who = t.mentee;
	assert_int_equal(sign_mark(c, t.relationship, "first-meeting", "later"), OK);
	assert_int_equal(sign_mark(c, t.relationship, "nonsense", "later"), NOT_FOUND);
	assert_false(has(c, &t, t.mentee, "first-meeting"));
	assert_true(has(c, &t, t.mentor, "first-meeting"));
	c->now += 7 * DAY;
	assert_true(has(c, &t, t.mentee, "first-meeting"));
	assert_int_equal(sign_mark(c, t.relationship, "first-meeting", "never"), OK);
	c->now += 7 * DAY;
	night(c);
	assert_false(has(c, &t, t.mentee, "first-meeting"));
	assert_int_equal(sign_mark(c, t.relationship, "first-meeting", "shown"), OK);
	assert_true(has(c, &t, t.mentee, "first-meeting"));
	c->who = t.manager;
	assert_int_equal(sign_mark(c, t.relationship, "first-meeting", "never"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* On request the team reads the type at once, and only the type; being in touch answers it. */
static void
help_on_request(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct exception_form away = { .kind = "commitment", .state = "later" };
	int64_t n;

	planned(c, &t, c->now + 300 * DAY);
	c->now += 31 * DAY;
	in_touch(c, &t);
	c->who = t.mentee;
	assert_int_equal(check_answer(c, t.relationship, 2), OK);
	night(c);
	assert_string_equal(list(c, &t), "");
	c->who = t.mentee;
	assert_int_equal(help_ask(c, t.relationship, "commitment"), OK);
	assert_int_equal(help_ask(c, t.relationship, "commitment"), OK);
	assert_string_equal(list(c, &t), "commitment");
	assert_true(card(c, &t, t.mentee, "commitment").help);
	assert_false(has(c, &t, t.mentor, "commitment"));
	night(c);
	assert_string_equal(list(c, &t), "commitment");
	away.subject = t.relationship;
	c->who = t.manager;
	assert_int_equal(exception_mark(c, t.programme + 1, &away), NOT_FOUND);
	assert_int_equal(exception_mark(c, t.programme, &away), OK);
	assert_string_equal(list(c, &t), "");
	c->now += 3 * DAY;
	assert_string_equal(list(c, &t), "commitment");
	away.state = "never";
	assert_int_equal(exception_mark(c, t.programme, &away), OK);
	assert_string_equal(list(c, &t), "");
	away.state = "shown";
	assert_int_equal(exception_mark(c, t.programme, &away), OK);
	assert_int_equal(
		contact_note(c, t.programme,
			&(struct contact_form){ .kind = "commitment", .letter = true }, &n),
		OK);
	assert_int_equal(n, 1);
	assert_string_equal(list(c, &t), "");
	c->who = t.mentor;
	assert_int_equal(help_ask(c, t.relationship, "feedback"), OK);
	assert_string_equal(list(c, &t), "feedback");
	assert_int_equal(help_withdraw(c, t.relationship, "feedback"), OK);
	night(c);
	assert_string_equal(list(c, &t), "");
	assert_int_equal(test_close(*state, OK), OK);
}

/* A rest until a day: nobody is reminded, no clock runs, it goes on by itself. */
static void
a_pause_until_a_day(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;

	held(c, &t, c->now);
	c->now += 40 * DAY;
	c->who = t.mentee;
	assert_int_equal(pause_begin(c, t.relationship, "2027-03-02"), INVALID);
	assert_int_equal(pause_begin(c, t.relationship, "2029-03-02"), INVALID);
	assert_int_equal(pause_begin(c, t.relationship, day_text(c->mem, c->now / DAY + 60)), OK);
	night(c);
	p = seen_by(c, &t, t.mentor);
	assert_string_equal(p.r.state, "paused");
	assert_int_equal(sign_cards(c, &p, true).n, 0);
	assert_string_equal(list(c, &t), "");
	c->now += 60 * DAY;
	night(c);
	p = seen_by(c, &t, t.mentor);
	assert_string_equal(p.r.state, "active");
	night(c);
	assert_false(
		has(c, &t, t.mentor, PRACTICE_CHALLENGE_SILENCE)); /* counted from the rest on */
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_GOING_ON));
	c->who = t.mentor;
	assert_int_equal(pause_begin(c, t.relationship, day_text(c->mem, c->now / DAY + 9)), OK);
	c->who = t.mentee;
	assert_int_equal(pause_end(c, t.relationship), OK);
	assert_string_equal(seen_by(c, &t, t.mentor).r.state, "active");
	assert_int_equal(test_close(*state, OK), OK);
}

/* Mechanics 8: asked after 90 days, closed a week later, opened again in one click. */
static void
mechanics_8_a_kind_ending(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;

	held(c, &t, c->now);
	c->now += 89 * DAY;
	night(c);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_GOING_ON));
	c->now += DAY;
	night(c);
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_GOING_ON).text,
		"You have not met for 90 days. If nobody says otherwise within 7 days, we close "
		"this "
		"relationship kindly. One click opens it again.");
	c->who = t.mentor;
	assert_int_equal(going_on(c, t.relationship), OK);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_GOING_ON));
	for (int i = 0; i < 89; i++, c->now += DAY)
		night(c);
	assert_string_equal(seen_by(c, &t, t.mentee).r.state, "active");
	c->now += DAY;
	night(c);
	assert_true(has(c, &t, t.mentee, PRACTICE_CHALLENGE_GOING_ON));
	c->now += 6 * DAY;
	night(c);
	assert_string_equal(seen_by(c, &t, t.mentee).r.state, "active");
	c->now += DAY;
	night(c);
	p = seen_by(c, &t, t.mentee);
	assert_string_equal(p.r.state, "ended");
	assert_string_equal(p.r.ending, "quiet");
	c->who = t.mentee;
	assert_int_equal(relationship_reopen(c, t.relationship), OK);
	assert_int_equal(on_going_on_reopened(c, t.relationship, t.mentee), OK);
	p = seen_by(c, &t, t.mentee);
	assert_string_equal(p.r.state, "active");
	night(c);
	assert_string_equal(seen_by(c, &t, t.mentee).r.state, "active");
	assert_int_equal(test_close(*state, OK), OK);
}

/* Mechanics 14: a question on day 30, then every 60, that also reaches pairs that never meet; none if a
 * meeting is booked, and none twice. */
static void
mechanics_14_on_a_clock(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t start = c->now;

	for (int day = 1; day <= 85; day++) {
		c->now = start + day * DAY;
		night(c);
	}
	assert_int_equal(sql_health_letters(c, t.mentee, "check-in"), 1);
	c->now = start +
		 90 * DAY; /* the same day brings the question whether they go on: one letter */
	night(c);
	assert_int_equal(sql_health_letters(c, t.mentee, "check-in"), 1);
	assert_int_equal(sql_health_letters(c, t.mentee, "going-on-asked"), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Between closing a meeting and planning the next lies a minute: what is seen changes at once, letters wait for
 * the night. */
static void
mechanics_14_not_on_closing(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t meeting;

	c->now += 30 * DAY;
	meeting = held(c, &t, c->now - 3600);
	assert_int_equal(on_health_refresh(c, meeting, t.mentee), OK);
	assert_int_equal(sql_health_letters(c, t.mentee, "check-in"), 0);
	night(c);
	assert_int_equal(sql_health_letters(c, t.mentee, "check-in"), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* F9: longer than 1.5 times the rhythm (28 days: 42), both hear of it, each once and by one reminder a day;
 * a new silence is a new letter, and nobody is written to while a meeting is planned. */
static void
f9_silence_nudges_both(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t next;

	held(c, &t, c->now);
	c->now += 42 * DAY;
	in_touch(c, &t);
	night(c);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_SILENCE), 0);
	next = planned(c, &t, c->now + 20 * DAY);
	c->now += DAY;
	night(c);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_SILENCE), 0);
	assert_true(sql_meeting_set_cancelled(c, next, c->now));
	for (int i = 0; i < 4; i++) {
		in_touch(c, &t);
		night(c);
		c->now += DAY;
		assert_int_equal(told_of(c, &t, PRACTICE_LETTER_SILENCE), 2);
	}
	held(c, &t, c->now);
	c->now += 43 * DAY;
	in_touch(c, &t);
	night(c);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_SILENCE), 4);
	/* A silence that was there before anybody looked is no news. */
	held(c, &t, c->now);
	c->now += 60 * DAY;
	in_touch(c, &t);
	night(c);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_SILENCE), 4);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
		T(f9_silence_nudges_both),
		T(cards_are_put_away_by_each),
		T(help_on_request),
		T(a_pause_until_a_day),
		T(mechanics_8_a_kind_ending),
		T(mechanics_14_on_a_clock),
		T(mechanics_14_not_on_closing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
