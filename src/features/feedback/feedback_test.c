/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/feedback/feedback.h"
#include "features/people/people.h"
#include "features/programmes/asks.h"

static struct feedback_form
about(const char *keep, const char *change)
{
	return (struct feedback_form){ .situation = "The round on Monday",
		.event_on = "2027-03-01",
		.deed = "You waited until everybody had spoken",
		.effect = "Two people said something new",
		.keep = keep,
		.change = change,
		.next = *change ? "Ask one person by name" : "",
		.framing = "",
		.skill = "",
		.level = "" };
}

static bool
has(const struct wording_rows *rows, const char *beginning)
{
	for (int i = 0; i < rows->n; i++)
		if (str_starts(rows->v[i].text, beginning))
			return true;
	return false;
}

static int64_t
give(struct ctx *c, const struct two *t, int64_t who, const struct feedback_form *f)
{
	int64_t id = 0;

	c->who = who;
	assert_int_equal(feedback_give(c, t->relationship, f, &id), OK);
	return id;
}

/* I4, I7: what was done and what it did; a change needs a first step. Only the two read it. */
static void
i4_i7_something_to_do_with_it(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct feedback_form nothing = about("", ""), f = about("You listened", "Less haste");
	struct wording_rows hints;
	struct feedback kept;
	struct pair p;
	int64_t id = 0;

	c->who = t.manager;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_FIRST_STEP, "remind"), OK);
	p = pair_as(c, &t, t.mentor);
	assert_int_equal(feedback_give(c, t.relationship, &nothing, &id), INVALID);
	c->problems = NULL;
	/* Reminded: a hint before it leaves, and it leaves all the same. Off: nobody says anything. */
	f.next = "";
	hints = feedback_hints(c, &p, &f);
	assert_string_equal(hints.v[0].text,
		"Name a first step. Without one, nobody knows what to do with it.");
	assert_int_equal(feedback_give(c, t.relationship, &f, &id), OK);
	c->who = t.manager;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_FIRST_STEP, "off"), OK);
	c->who = t.mentor;
	assert_int_equal(feedback_hints(c, &p, &f).n, hints.n - 1);
	c->who = t.manager;
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_FIRST_STEP, "require"), OK);
	c->who = t.mentor;
	assert_int_equal(feedback_give(c, t.relationship, &f, &id), INVALID);
	assert_non_null(problem_of(c, "next"));
	c->problems = NULL;
	f.next = "Count to three";
	f.skill = "juggling";
	assert_int_equal(feedback_give(c, t.relationship, &f, &id), INVALID);
	c->problems = NULL;
	f.skill = "communication";
	f.level = "3";
	c->who = t.stranger;
	assert_int_equal(feedback_give(c, t.relationship, &f, &id), NOT_FOUND);
	id = give(c, &t, t.mentor, &f);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_FEEDBACK_GIVEN), 2);
	assert_true(sql_feedback_get(c, id, &kept));
	assert_string_equal(kept.change, "Less haste");
	assert_int_equal(kept.level, 3);
	c->who = t.manager;
	assert_int_equal(standing_feedback(c, id), 0);
	c->who = t.mentee;
	assert_true(standing_feedback(c, id) & STANDING_PARTICIPANT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* I1: both parts are counted, a streak of one kind gets a hint. */
static void
i1_balance(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct feedback_form praise = about("You listened", ""), both = about("A", "B");
	struct feedback_balance b = { 0 };
	struct wording_rows hints;
	struct pair p;

	give(c, &t, t.mentor, &praise);
	p = pair_as(c, &t, t.mentor);
	sql_feedback_balance(c, t.relationship, t.mentor, c->now - 90 * DAY, &b);
	assert_null(feedback_lean(c, &p, &b, 90, "", "")); /* one is no streak */
	give(c, &t, t.mentor, &praise);
	p = pair_as(c, &t, t.mentor);
	/* The page of all feedback says it too, to who gave it. */
	sql_feedback_balance(c, t.relationship, t.mentor, c->now - 90 * DAY, &b);
	assert_int_equal(b.keeps, 2);
	assert_int_equal(b.changes, 0);
	assert_string_equal(feedback_lean(c, &p, &b, 90, "", ""),
		arena_printf(c->mem,
			"For 90 days you have only praised. What would help %s to grow?",
			fmt_first(c, p.partner_name)));
	sql_feedback_balance(c, t.relationship, t.mentee, c->now - 90 * DAY, &b);
	p = pair_as(c, &t, t.mentee);
	assert_null(feedback_lean(c, &p, &b, 90, "", ""));
	p = pair_as(c, &t, t.mentor);
	hints = feedback_hints(c, &p, &praise);
	assert_true(has(&hints, "For 90 days you have only praised"));
	hints = feedback_hints(c, &p, &both);
	assert_false(has(&hints, "For 90 days"));
	c->now += 91 * DAY;
	hints = feedback_hints(c, &p, &praise);
	assert_false(has(&hints, "For 90 days"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* I2, I7: vague praise and words about character, in both languages, as whole words; never in the way. */
static void
i2_i7_wording(void **state)
{
	struct ctx *c = test_open(*state);
	const struct lang *english = c->lang;
	struct wording_rows hints = wording_hints(c, "keep", "Good job!");

	assert_int_equal(hints.n, 1);
	assert_string_equal(hints.v[0].text, "What exactly was done well, because …?");
	assert_string_equal(hints.v[0].sample, "Your presentation was compelling because you "
					       "backed up your points with solid data.");
	assert_int_equal(wording_hints(c, "keep", "Goodness, jobs").n, 0);
	assert_int_equal(
		wording_hints(c, "keep",
			"Good job on the figures: three of them were new to everybody here")
			.n,
		0);
	assert_int_equal(wording_hints(c, "change", "You are so IMPATIENT").n, 1);
	assert_int_equal(wording_hints(c, "change", "You answered twice").n, 0);
	assert_int_equal(wording_hints(c, "question", "Did you sleep?").n, 1);
	assert_int_equal(wording_hints(c, "question", "How did you sleep?").n, 0);
	assert_int_equal(wording_hints(c, "question", "A hard week. Did you sleep?").n, 1);
	c->lang = lang_find("de");
	assert_int_equal(wording_hints(c, "keep", "Gut gemacht").n, 1);
	assert_int_equal(wording_hints(c, "keep", "Good job").n, 1); /* people mix */
	assert_int_equal(wording_hints(c, "deed", "Sie sind schüchtern").n, 1);
	c->lang = english;
	assert_int_equal(test_close(*state, OK), OK);
}

/* I8, I10: asked for a day: on that day it is the first thing, later one of those that wait; long after it is
 * asked whether it still matters. */
static void
i8_i10_asked_for(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct ask_form talk = { .work = "The talk", .event_on = "2027-03-03" };
	struct ask_form text = { .work = "My letter", .event_on = "" };
	struct feedback_form f = about("Clear", "");
	struct wording_rows hints;
	int64_t first, second;
	struct pair p;

	c->who = t.mentee;
	assert_int_equal(feedback_ask(c, t.relationship, &text, &first), OK);
	assert_int_equal(feedback_ask(c, t.relationship, &talk, &second), OK);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_FEEDBACK_ASKED), 2);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(feedback_asked_of_me(c, &p), 0);
	p = pair_as(c, &t, t.mentor);
	assert_int_equal(feedback_asked_of_me(c, &p), first);
	c->now += 2 * DAY;
	assert_int_equal(feedback_asked_of_me(c, &p), second); /* just happened */
	f.request = second;
	f.event_on = "2027-03-03";
	give(c, &t, t.mentor, &f);
	assert_int_equal(feedback_asked_of_me(c, &p), first);
	assert_int_equal(feedback_give(c, t.relationship, &f, &second), CONFLICT);
	assert_int_equal(feedback_ask_no_more(c, t.relationship, first), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(feedback_ask_no_more(c, t.relationship, first), OK);
	assert_int_equal(sql_feedback_request_list(c, t.relationship).n, 0);
	c->now += 20 * DAY;
	hints = feedback_hints(c, &p, &f);
	assert_true(has(&hints, "That was 20 days ago"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* Rules of thumb of feedback are the programme's own: a changed one holds at once. */
static void
feedback_as_the_programme_has_set(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct feedback_form praise = about("You listened", "");
	struct ask_form talk = { .work = "The talk", .event_on = day_text(c->mem, c->now / DAY) };
	struct wording_rows hints;
	struct pair p;
	int64_t id;

	give(c, &t, t.mentor, &praise);
	give(c, &t, t.mentor, &praise);
	c->who = t.mentee;
	assert_int_equal(feedback_ask(c, t.relationship, &talk, &id), OK);
	p = pair_as(c, &t, t.mentor);
	c->now += 40 * DAY;
	praise.event_on = day_text(c->mem, c->now / DAY - 20);
	hints = feedback_hints(c, &p, &praise);
	assert_true(has(&hints, "For 90 days you have only praised"));
	assert_true(has(&hints, "That was 20 days ago"));
	c->who = t.manager;
	assert_int_equal(
		threshold_set(c, t.programme, PRACTICE_THRESHOLD_FEEDBACK_BALANCE, 30), OK);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_FEEDBACK_LATE, 30), OK);
	p = pair_as(c, &t, t.mentor);
	hints = feedback_hints(c, &p, &praise);
	assert_false(has(&hints, "For "));
	assert_false(has(&hints, "That was"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* I8: for how long what has just happened comes first. */
static void
i8_prompt_as_the_programme_has_set(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct ask_form text = { .work = "My letter", .event_on = "" };
	struct ask_form talk = { .work = "The talk", .event_on = day_text(c->mem, c->now / DAY) };
	int64_t first, second;
	struct pair p;

	c->who = t.mentee;
	assert_int_equal(feedback_ask(c, t.relationship, &text, &first), OK);
	assert_int_equal(feedback_ask(c, t.relationship, &talk, &second), OK);
	p = pair_as(c, &t, t.mentor);
	c->now += 4 * DAY;
	assert_int_equal(feedback_asked_of_me(c, &p), first);
	c->who = t.manager;
	assert_int_equal(
		threshold_set(c, t.programme, PRACTICE_THRESHOLD_FEEDBACK_PROMPT, 168), OK);
	p = pair_as(c, &t, t.mentor);
	assert_int_equal(feedback_asked_of_me(c, &p), second);
	assert_int_equal(test_close(*state, OK), OK);
}

/* I6: after the second and the fifth meeting, then each quarter; the mentor says what will change. */
static void
i6_to_the_mentor(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct feedback_form f = about("You ask first", "");
	struct feedback kept;
	struct pair p = pair_as(c, &t, t.mentor);
	int64_t id;

	assert_false(feedback_to_mentor_due(c, &p, 9));
	p = pair_as(c, &t, t.mentee);
	assert_false(feedback_to_mentor_due(c, &p, 1));
	assert_true(feedback_to_mentor_due(c, &p, 2));
	id = give(c, &t, t.mentee, &f);
	assert_false(feedback_to_mentor_due(c, &p, 4));
	assert_true(feedback_to_mentor_due(c, &p, 5));
	give(c, &t, t.mentee, &f);
	assert_false(feedback_to_mentor_due(c, &p, 6));
	c->now += 92 * DAY;
	assert_true(feedback_to_mentor_due(c, &p, 6));
	assert_int_equal(feedback_answer(c, id, "I will"), FORBIDDEN);
	c->who = t.mentor;
	assert_int_equal(feedback_answer(c, id, "I will wait longer"), OK);
	assert_true(sql_feedback_get(c, id, &kept));
	assert_string_equal(kept.answer, "I will wait longer");
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_FEEDBACK_ANSWERED), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* I3: one tap, or own words; apart from feedback. */
static void
i3_kind_words(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentor;
	assert_int_equal(kind_word_say(c, t.relationship,
				 &(struct kind_word_form){ .kind = "believe", .body = "" }, &id),
		OK);
	assert_int_equal(
		kind_word_say(c, t.relationship,
			&(struct kind_word_form){ .kind = "appreciation", .body = "" }, &id),
		INVALID);
	c->problems = NULL;
	c->who = t.mentee;
	assert_int_equal(
		kind_word_say(c, t.relationship,
			&(struct kind_word_form){ .kind = "appreciation", .body = "For your time" },
			&id),
		OK);
	assert_int_equal(sql_encouragement_list(c, t.relationship, 9, 0).n, 2);
	assert_int_equal(sql_feedback_list(c, t.relationship, "", 9, 0).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* I5: by skill and by what the mentor offers, with the level at first and lately. */
static void
i5_by_skill(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct feedback_form f = about("Clear", "");
	struct option_rows skills;
	struct pair p = pair_as(c, &t, t.mentor);
	struct feedback_skill_rows used;
	int64_t advice;

	sql_person_topic_insert(c, t.mentor, "offered", topic_ensure(c, NULL, "Fog signals"), 4);
	skills = skill_options(c, &p);
	assert_string_equal(skills.v[skills.n - 1].label, "Fog signals");
	f.skill = skills.v[skills.n - 1].value;
	f.level = "2";
	give(c, &t, t.mentor, &f);
	c->now += DAY;
	f.level = "4";
	give(c, &t, t.mentor, &f);
	assert_int_equal(
		advice_note(c, t.relationship,
			&(struct advice_form){ .body = "Louder", .given_on = "", .skill = f.skill },
			&advice),
		OK);
	used = sql_feedback_skills(c, t.relationship);
	assert_int_equal(used.n, 1);
	assert_int_equal(used.v[0].n, 2);
	assert_int_equal(used.v[0].advice, 1);
	assert_string_equal(fmt_skill(c, used.v[0].skill), "Fog signals");
	assert_string_equal(fmt_skill(c, "no-such"), "");
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(i4_i7_something_to_do_with_it), TEST(i1_balance),
		TEST(i2_i7_wording), TEST(i8_i10_asked_for),
		TEST(feedback_as_the_programme_has_set), TEST(i8_prompt_as_the_programme_has_set),
		TEST(i6_to_the_mentor), TEST(i3_kind_words), TEST(i5_by_skill) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
