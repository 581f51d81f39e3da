/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "features/meetings/meetings.h"
#include "features/messages/messages.h"
#include "features/notices/notices.h"

static int64_t
say(struct ctx *c, const struct two *t, const char *body)
{
	struct message_form f = { .body = body };
	int64_t id = 0;

	assert_int_equal(message_send(c, t->relationship, &f, &id), OK);
	return id;
}

static int
points(struct ctx *c, int64_t meeting, const char *text)
{
	struct agenda_row_rows rows = sql_agenda_list(c, meeting);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_starts(rows.v[i].body, text);
	return n;
}

static void
part10_ten_minutes(void **state)
{
	struct message_edit_form f = { .body = "Better", .version = 1 };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	id = say(c, &t, "Well");
	c->now += MESSAGE_OPEN - 1;
	assert_int_equal(message_change(c, id, &f), OK);
	assert_int_equal(message_change(c, id, &f), CONFLICT); /* another window was first */
	c->now++;
	f.version = 2;
	assert_int_equal(message_change(c, id, &f), CONFLICT);
	assert_int_equal(message_take_back(c, id, true), CONFLICT);
	assert_string_equal(message_page(c, t.relationship, INT64_MAX, 9).v[0].body, "Better");
	id = say(c, &t, "Rash");
	assert_int_equal(message_take_back(c, id, true), OK);
	assert_int_equal(message_take_back(c, id, true), OK);
	assert_string_equal(message_page(c, t.relationship, INT64_MAX, 9).v[1].body, "");
	c->now += MESSAGE_OPEN - 1;
	assert_int_equal(message_take_back(c, id, false), OK);
	c->now++;
	assert_int_equal(message_take_back(c, id, true), CONFLICT); /* sent too long ago */
	c->who = t.mentor;
	f.version = 1;
	assert_int_equal(message_change(c, id, &f), FORBIDDEN);
	assert_int_equal(message_take_back(c, id, true), FORBIDDEN);
	assert_int_equal(standing_message(c, id), STANDING_PARTICIPANT);
	c->who = t.stranger;
	assert_int_equal(standing_message(c, id), 0);
	c->who = t.admin;
	assert_int_equal(standing_message(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* What was taken back is gone for good when it can no longer be brought back. */
static void
part10_taken_back_for_good(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t id;

	c->who = two.mentee;
	say(c, &two, "Stays");
	id = say(c, &two, "Rash");
	assert_int_equal(message_take_back(c, id, true), OK);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2; i++) {
		test_pass(t, i ? 2 : MESSAGE_OPEN - 1);
		assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
		jobs_run_all(&t->engine, t->ctx.now + (i ? 600 : 0));
		c = test_open(t);
		c->who = two.mentee;
		assert_int_equal(message_page(c, two.relationship, INT64_MAX, 9).n, i ? 1 : 2);
		assert_int_equal(test_close(t, OK), OK);
	}
}

static void
part10_unread(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	say(c, &t, "One");
	id = say(c, &t, "Two");
	assert_int_equal(message_unread(c, t.relationship), 0);
	assert_int_equal(sql_notice_unread_count(c, t.mentor, c->now), 1);
	c->who = t.mentor;
	assert_int_equal(message_unread(c, t.relationship), 2);
	c->who = t.mentee;
	assert_int_equal(message_take_back(c, id, true), OK);
	/* There is still one that was not read. */
	assert_int_equal(sql_notice_unread_count(c, t.mentor, c->now), 1);
	c->who = t.mentor;
	assert_int_equal(message_unread(c, t.relationship), 1);
	say(c, &t, "An answer"); /* who answers has read */
	assert_int_equal(message_unread(c, t.relationship), 0);
	assert_int_equal(sql_notice_unread_count(c, t.mentor, c->now), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part10_on_the_next_agenda(void **state)
{
	struct meeting_form f = { .starts = "2027-03-20T10:00", .minutes = 60, .place = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t waits, now, meeting, back;

	two_prepare(c, &t);
	c->who = t.mentee;
	waits = say(c, &t, "Waits");
	now = say(c, &t, "At once");
	back = say(c, &t, "Rash");
	assert_int_equal(message_to_agenda(c, waits, true), OK);
	assert_int_equal(message_to_agenda(c, waits, true), OK);
	assert_int_equal(message_to_agenda(c, back, true), OK);
	assert_int_equal(message_take_back(c, back, true), OK);
	assert_int_equal(message_to_agenda(c, back, true), CONFLICT);
	assert_int_equal(meeting_plan(c, t.relationship, &f, &meeting), OK);
	assert_int_equal(on_message_agenda(c, meeting, 0), OK);
	assert_int_equal(on_message_agenda(c, meeting, 0), OK); /* a job may run twice */
	assert_int_equal(points(c, meeting, "Waits"), 1);
	assert_int_equal(points(c, meeting, "Rash"), 0);
	c->who = t.mentor;
	assert_int_equal(message_to_agenda(c, now, true), OK);
	assert_int_equal(message_to_agenda(c, now, true), OK);
	assert_int_equal(points(c, meeting, "At once"), 1);
	assert_int_equal(message_to_agenda(c, now, false), OK);
	assert_int_equal(points(c, meeting, "At once"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part10_drafts_and_the_end(void **state)
{
	struct message_form f = { .body = "After the end" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct message_draft d;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(message_draft_save(c, t.relationship, "Half"), OK);
	assert_int_equal(message_draft_save(c, t.relationship, "Half a line"), OK);
	assert_true(sql_message_draft_get(c, t.relationship, t.mentee, &d));
	assert_string_equal(d.body, "Half a line");
	assert_false(sql_message_draft_get(c, t.relationship, t.mentor, &d));
	say(c, &t, "Half a line");
	assert_false(sql_message_draft_get(c, t.relationship, t.mentee, &d));
	assert_int_equal(message_draft_save(c, t.relationship, "Half a line"), OK);
	assert_false(sql_message_draft_get(c, t.relationship, t.mentee, &d));
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(message_send(c, t.relationship, &f, &id), CONFLICT);
	assert_int_equal(message_draft_save(c, t.relationship, "x"), CONFLICT);
	assert_int_equal(message_page(c, t.relationship, INT64_MAX, 9).n, 1);
	assert_int_equal(message_read_all(c, t.relationship), OK);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The button "Make it a question for our next meeting". */
static void
g7_a_message_becomes_a_question(void **state)
{
	struct meeting_form next = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct question_form f = { .body = "How do I say no?", .ideas = "By mail" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id, question, meeting;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(meeting_plan(c, t.relationship, &next, &meeting), OK);
	id = say(c, &t, "How do I say no?");
	c->who = t.mentor; /* only one's own words are one's own question */
	assert_int_equal(message_ask(c, id, &f, &question), FORBIDDEN);
	c->who = t.stranger;
	assert_int_equal(message_ask(c, id, &f, &question), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(message_ask(c, id, &f, &question), OK);
	assert_int_equal(message_ask(c, id, &f, &question), CONFLICT);
	assert_int_equal(points(c, meeting, "How do I say no?"), 1);
	assert_int_equal(message_page(c, t.relationship, INT64_MAX, 9).v[0].question, question);
	assert_int_equal(question_take_back(c, question), OK);
	c->problems = NULL;
	assert_int_equal(message_ask(c, id, &f, &question), OK);
	id = say(c, &t, "Rash");
	assert_int_equal(message_take_back(c, id, true), OK);
	assert_int_equal(message_ask(c, id, &f, &question), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(part10_ten_minutes),
		T(part10_taken_back_for_good),
		T(part10_unread),
		T(part10_on_the_next_agenda),
		T(part10_drafts_and_the_end),
		T(g7_a_message_becomes_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
