/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/crypt/seal.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/journal/journal.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"

static int64_t
write_as(struct ctx *c, int64_t who, const char *kind, const char *body, const char *confidence,
	int64_t about)
{
	struct entry_form f = { .kind = kind,
		.prompt = "reflection-project",
		.about = about,
		.body = body,
		.confidence = confidence };
	int64_t id = 0;

	c->who = who;
	assert_int_equal(entry_write(c, &f, &id), OK);
	return id;
}

/* Moves the clock by days, with the work of each of them. */
static struct ctx *
days_later(struct test *t, int n)
{
	for (int i = 0; i < n; i++) {
		test_pass(t, DAY);
		assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
		jobs_run_all(&t->engine, t->ctx.now);
	}
	return test_open(t);
}

/* They met at c->now, and who closed it. */
static void
close_as(struct ctx *c, const struct two *t, int64_t who)
{
	int64_t id = new_id(c);

	sql_meeting_insert(c, id, t->relationship, c->now - 3600, 60, "", "x", who, c->now);
	sql_closing_insert(c, new_id(c), t->relationship, id, who, "", "", c->now);
	sql_meeting_set_held(c, id, c->now);
}

static int
letters_of(struct ctx *c, int64_t person, const char *letter)
{
	struct notice_rows rows = sql_notice_list(c, person, c->now, 1000, 0);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].kind, letter);
	return n;
}

/* J1: the questions are there word for word; which one is asked follows from what happened last. */
static void
j1_the_question_fits_the_moment(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct reflection q;
	struct pair p;

	c->who = t.mentee;
	q = reflection_now(c, 0);
	assert_true(q.due);
	assert_int_equal(q.about, 0);
	assert_string_equal(q.why, "");
	close_as(c, &t, t.mentee);
	q = reflection_now(c, 0);
	assert_string_equal(q.text, "How could that meeting have gone better?");
	assert_int_equal(q.about, t.relationship);
	assert_string_equal(q.why, "Your meeting with Amara");
	p = pair_as(c, &t, t.mentee);
	assert_true(reflection_due(c, &p));
	p = pair_as(c, &t, t.mentor); /* has not closed it */
	assert_false(reflection_due(c, &p));
	assert_string_not_equal(reflection_now(c, 0).why, "Your meeting with Amara");
	/* Written: nothing waits any more, and the next time it is another question. */
	c->now += 60;
	write_as(c, t.mentee, "entry", "I could have asked", "", t.relationship);
	p = pair_as(c, &t, t.mentee);
	assert_false(reflection_due(c, &p));
	assert_false(reflection_now(c, 0).due);
	c->now += 15 * DAY;
	close_as(c, &t, t.mentee);
	assert_true(reflection_due(c, &p));
	assert_string_not_equal(
		reflection_now(c, 0).text, "How could that meeting have gone better?");
	c->now += 4 * DAY; /* it does not go on asking */
	assert_false(reflection_due(c, &p));
	/* After something was done. */
	c->now += 10 * DAY;
	{
		int64_t promise = new_id(c);

		sql_commitment_insert(
			c, promise, t.relationship, 0, t.mentee, "The draft", "", c->now);
		sql_commitment_set_state(c, promise, "done", c->now);
	}
	q = reflection_now(c, 0);
	assert_string_equal(q.why, "You did what you had promised");
	assert_true(str_eq(q.prompt, "reflection-project") || str_eq(q.prompt, "reflection-help"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* J1: as often as one has chosen, oneself; never is possible. */
static void
j1_as_often_as_chosen(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->who = t.mentee;
	assert_int_equal(reflection_every(c), 14);
	write_as(c, t.mentee, "entry", "One", "", 0);
	assert_int_equal(reflection_set(c, 7), OK);
	c->now += 6 * DAY;
	assert_false(reflection_now(c, 0).due);
	c->now += DAY;
	assert_true(reflection_now(c, 0).due);
	assert_int_equal(reflection_set(c, 30), OK);
	assert_false(reflection_now(c, 0).due);
	c->now += 23 * DAY;
	assert_true(reflection_now(c, 0).due);
	assert_int_equal(reflection_set(c, 0), OK);
	c->now += 400 * DAY;
	assert_false(reflection_now(c, 0).due);
	c->who = t.mentor; /* the other one's rhythm is the other one's */
	assert_int_equal(reflection_every(c), 14);
	assert_int_equal(test_close(*state, OK), OK);
}

/* J1: a letter for each time it is due, to those who have begun; three without an answer, then no more. */
static void
j1_letters_end_by_themselves(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	write_as(c, t.mentee, "entry", "One", "", 0);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 13);
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_REFLECTION_QUESTION), 0);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 5);
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_REFLECTION_QUESTION), 1);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 80);
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_REFLECTION_QUESTION), 3);
	assert_int_equal(letters_of(c, t.mentor, PRACTICE_LETTER_REFLECTION_QUESTION), 0);
	write_as(c, t.mentee, "entry", "Two", "", 0);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 18);
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_REFLECTION_QUESTION), 4);
	assert_int_equal(test_close(*state, OK), OK);
}

/* J2: one's own, until one page is shared with one partner, and taken back. */
static void
j2_private_until_shared(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = write_as(c, t.mentee, "entry", "I was afraid", "2", t.relationship);
	struct journal_entry e;
	const int64_t others[] = { t.mentor, t.manager, t.admin, t.stranger, 0 };
	struct entry_edit_form f = { .body = "Less so", .confidence = "4", .version = 1 };

	assert_true(standing_entry(c, id) & STANDING_SELF);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		c->who = others[i];
		assert_int_equal(standing_entry(c, id), 0);
		assert_int_equal(entry_change(c, id, &f), NOT_FOUND);
		assert_int_equal(entry_share(c, id, t.relationship), NOT_FOUND);
		assert_int_equal(entry_remove(c, id, true), NOT_FOUND);
	}
	assert_int_equal(sql_entry_shared(c, t.relationship, t.mentor, 100, 0).n, 0);
	c->who = t.mentee;
	assert_int_equal(entry_share(c, id, t.relationship), OK);
	assert_int_equal(entry_share(c, id, t.relationship), OK); /* told once */
	assert_int_equal(letters_of(c, t.mentor, PRACTICE_LETTER_PAGE_SHARED), 1);
	c->who = t.mentor;
	assert_int_equal(standing_entry(c, id), STANDING_PARTICIPANT);
	assert_string_equal(
		sql_entry_shared(c, t.relationship, t.mentor, 100, 0).v[0].body, "I was afraid");
	assert_int_equal(sql_entry_shared(c, t.relationship, t.mentee, 100, 0).n, 0);
	assert_int_equal(entry_change(c, id, &f), NOT_FOUND);
	for (size_t i = 1; i < sizeof others / sizeof *others; i++) {
		c->who = others[i];
		assert_int_equal(standing_entry(c, id), 0);
	}
	c->who = t.mentee;
	assert_int_equal(entry_change(c, id, &f), OK);
	assert_int_equal(entry_change(c, id, &f), CONFLICT); /* another window was first */
	assert_true(sql_entry_get(c, id, &e));
	assert_string_equal(e.body, "Less so");
	assert_int_equal(e.confidence, 4);
	assert_int_equal(entry_share(c, id, 0), OK);
	c->who = t.mentor;
	assert_int_equal(standing_entry(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* J2: sealed with a key of the person, which is that of no relationship. */
static void
j2_a_key_of_one_s_own(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct journal_entry mine, theirs;
	int64_t id = write_as(c, t.mentee, "entry", "Mine", "", t.relationship);
	int64_t other = write_as(c, t.mentor, "entry", "Theirs", "", t.relationship);

	assert_true(sql_entry_get(c, id, &mine));
	assert_true(sql_entry_get(c, other, &theirs));
	assert_int_not_equal(mine.relationship, theirs.relationship);
	assert_true(mine.relationship > 1000000 && theirs.relationship > 1000000);
	seal_destroy(c, t.relationship);
	assert_true(sql_entry_get(c, id, &mine));
	assert_string_equal(mine.body, "Mine");
	seal_destroy(c, mine.relationship);
	assert_true(sql_entry_get(c, id, &mine));
	assert_string_equal(mine.body, "");
	assert_true(sql_entry_get(c, other, &theirs));
	assert_string_equal(theirs.body, "Theirs");
	/* About somebody else's relationship nobody writes. */
	c->who = t.stranger;
	assert_int_equal(entry_write(c,
				 &(struct entry_form){ .kind = "entry",
					 .prompt = "",
					 .about = t.relationship,
					 .body = "x",
					 .confidence = "" },
				 &id),
		INVALID);
	c->problems = NULL;
	assert_int_equal(test_close(*state, OK), OK);
}

/* J2: search without regard to case and accents; deleted and brought back, or gone after thirty days. */
static void
j2_found_deleted_brought_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct journal_entry_rows rows, found;
	struct journal_entry e;
	int64_t first = write_as(c, t.mentee, "entry", "Das Gespräch in Łódź", "3", 0);
	int64_t second = write_as(c, t.mentee, "entry", "Another day", "5", 0);

	rows = sql_entry_list(c, t.mentee, INT64_MAX, 100);
	assert_int_equal(rows.n, 2);
	found = journal_search(c, &rows, "LODZ gesprach");
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0].id, first);
	assert_int_equal(journal_search(c, &rows, "lodz day").n, 0);
	assert_int_equal(sql_entry_ratings(c, t.mentee, 10).v[0].confidence, 5);
	assert_int_equal(entry_remove(c, first, true), OK);
	assert_int_equal(sql_entry_list(c, t.mentee, INT64_MAX, 100).n, 1);
	assert_int_equal(entry_share(c, first, t.relationship), NOT_FOUND);
	assert_int_equal(entry_remove(c, first, false), OK);
	assert_int_equal(sql_entry_list(c, t.mentee, INT64_MAX, 100).n, 2);
	assert_int_equal(entry_remove(c, second, true), OK);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 29);
	assert_true(sql_entry_get(c, second, &e));
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 3);
	assert_false(sql_entry_get(c, second, &e));
	assert_true(sql_entry_get(c, first, &e));
	assert_int_equal(test_close(*state, OK), OK);
}

/* J2: a draft is kept, and gone when it was written. */
static void
j2_draft(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct journal j;

	c->who = t.mentee;
	assert_int_equal(journal_draft_save(c, "Half a sent"), OK);
	assert_true(sql_journal_get(c, t.mentee, &j));
	assert_string_equal(j.draft, "Half a sent");
	assert_false(sql_journal_get(c, t.mentor, &j));
	write_as(c, t.mentee, "entry", "Half a sentence", "", 0);
	assert_true(sql_journal_get(c, t.mentee, &j));
	assert_string_equal(j.draft, "");
	assert_int_equal(test_close(*state, OK), OK);
}

/* J3: whose points, whose next steps, in parts of 90 days; what the practice put there counts for nobody. */
static void
j3_who_leads(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct independence_rows rows;
	struct agenda_point_rows points;
	struct meeting next;
	int64_t began = c->now;
	struct pair p = pair_as(c, &t, t.mentee);

	rows = independence_of(c, &p);
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].points + rows.v[0].steps, 0);
	c->now = began + 10 * DAY;
	sql_agenda_insert(
		c, new_id(c), t.relationship, 0, t.mentor, "person", 0, "", "x", 10, c->now);
	sql_commitment_insert(c, new_id(c), t.relationship, 0, t.mentor, "x", "", c->now);
	sql_commitment_insert(c, new_id(c), t.relationship, 0, t.mentee, "x", "", c->now);
	c->now = began + 100 * DAY;
	sql_agenda_insert(
		c, new_id(c), t.relationship, 0, t.mentee, "person", 0, "", "x", 10, c->now);
	sql_agenda_insert(
		c, new_id(c), t.relationship, 0, t.mentee, "carried", 0, "", "x", 10, c->now);
	sql_agenda_insert(c, new_id(c), t.relationship, 0, 0, "practice", 0,
		PRACTICE_PROMPT_INDEPENDENCE_YOU, "", 10, c->now);
	c->now = began + 110 * DAY;
	p = pair_as(c, &t, t.mentee);
	rows = independence_of(c, &p);
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].points, 2);
	assert_int_equal(rows.v[0].points_mentee, 2);
	assert_int_equal(rows.v[0].steps, 0);
	assert_int_equal(rows.v[1].points, 1);
	assert_int_equal(rows.v[1].points_mentee, 0);
	assert_int_equal(rows.v[1].steps, 2);
	assert_int_equal(rows.v[1].steps_mentee, 1);
	assert_int_equal(rows.v[1].since, began);
	/* The mentor's question, once on the next agenda. */
	assert_int_equal(independence_to_agenda(c, t.relationship), FORBIDDEN);
	c->who = t.stranger;
	assert_int_equal(independence_to_agenda(c, t.relationship), NOT_FOUND);
	sql_meeting_insert(
		c, new_id(c), t.relationship, c->now + DAY, 60, "", "y", t.mentor, c->now);
	p = pair_as(c, &t, t.mentor);
	for (int i = 0; i < 2; i++)
		assert_int_equal(independence_to_agenda(c, t.relationship), OK);
	assert_true(sql_meeting_next(c, t.relationship, c->now, &next));
	points = agenda_points(c, &p, next.id);
	{
		int n = 0;

		for (int i = 0; i < points.n; i++)
			n += str_eq(points.v[i].text, "What would you do?");
		assert_int_equal(n, 1);
	}
	assert_int_equal(test_close(*state, OK), OK);
}

/* J4: the mentee's own: options, criteria, choice, a day to look again, which asks once. */
static void
j4_a_decision_of_one_s_own(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct decision_new_form f = { .question = "Stay or go?",
		.options = "Stay\nGo\nAsk for half",
		.criteria = "Time with the children",
		.choice = "",
		.review_on = "2027-04-01",
		.about = t.relationship };
	struct decision_form change = { .question = "Stay or go?",
		.options = "Stay\nGo",
		.criteria = "Time",
		.choice = "Go, for the time",
		.review_on = "2027-04-01",
		.outcome = "",
		.version = 1 };
	struct decision d;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(decision_write(c, &f, &id), OK);
	assert_int_equal(decision_due(c, t.relationship), 0);
	assert_int_equal(decision_change(c, id, &change), OK);
	assert_int_equal(decision_change(c, id, &change), CONFLICT);
	c->who = t.mentor;
	assert_int_equal(standing_decision(c, id), 0);
	assert_int_equal(decision_change(c, id, &change), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(decision_share(c, id, t.relationship), OK);
	c->who = t.mentor; /* reads, never decides */
	assert_int_equal(standing_decision(c, id), STANDING_PARTICIPANT);
	change.version = 2;
	assert_int_equal(decision_change(c, id, &change), NOT_FOUND);
	assert_int_equal(decision_due(c, t.relationship), 0);
	c->who = t.manager;
	assert_int_equal(standing_decision(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 30); /* 31 March */
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_DECISION_REVIEW), 0);
	assert_int_equal(test_close(*state, OK), OK);
	c = days_later(*state, 8);
	assert_int_equal(letters_of(c, t.mentee, PRACTICE_LETTER_DECISION_REVIEW), 1);
	c->who = t.mentee;
	assert_int_equal(decision_due(c, t.relationship), id);
	assert_true(sql_decision_get(c, id, &d));
	assert_true(decision_waits(c, &d));
	change.outcome = "It was right";
	assert_int_equal(decision_change(c, id, &change), OK);
	assert_int_equal(decision_due(c, t.relationship), 0);
	assert_int_equal(decision_remove(c, id, true), OK);
	assert_int_equal(sql_decision_list(c, t.mentee, 100, 0).n, 0);
	assert_int_equal(decision_remove(c, id, false), OK);
	assert_int_equal(sql_decision_list(c, t.mentee, 100, 0).n, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* J5: what a mentor gains, by year. */
static void
j5_gains_by_year(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct journal_entry_rows rows;
	struct gain_year_rows years;

	c->now = day_number(2027, 12, 30) * DAY;
	write_as(c, t.mentor, "fresh", "How the young ones see it", "", t.relationship);
	write_as(c, t.mentor, "learning", "To wait", "", 0);
	write_as(c, t.mentor, "entry", "Not a gain", "", 0);
	c->now += 5 * DAY;
	write_as(c, t.mentor, "learning", "To ask", "", 0);
	rows = sql_entry_list(c, t.mentor, INT64_MAX, 100);
	years = gains_by_year(c, &rows);
	assert_int_equal(years.n, 2);
	assert_int_equal(years.v[0].year, 2028);
	assert_int_equal(years.v[0].learning, 1);
	assert_int_equal(years.v[0].fresh, 0);
	assert_int_equal(years.v[1].year, 2027);
	assert_int_equal(years.v[1].fresh, 1);
	assert_int_equal(years.v[1].learning, 1);
	assert_int_equal(years.v[1].satisfaction, 0);
	assert_int_equal(sql_journal_mentored(c, t.mentor), 1);
	assert_int_equal(sql_journal_mentored(c, t.mentee), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(j1_the_question_fits_the_moment),
		TEST(j1_as_often_as_chosen), TEST(j1_letters_end_by_themselves),
		TEST(j2_private_until_shared), TEST(j2_a_key_of_one_s_own),
		TEST(j2_found_deleted_brought_back), TEST(j2_draft), TEST(j3_who_leads),
		TEST(j4_a_decision_of_one_s_own), TEST(j5_gains_by_year) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
