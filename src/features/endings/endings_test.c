/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/endings/endings.h"
#include "features/programmes/asks.h"
#include "features/meetings/meetings.h"
#include "features/preparation/preparation.h"
#include "features/programmes/programmes.h"

static void
met(struct ctx *c, const struct two *t, int64_t id)
{
	sql_meeting_insert(c, id, t->relationship, c->now, 60, "", "x", c->who, c->now);
	sql_meeting_set_held(c, id, c->now);
}

static void
looks_back(struct ctx *c, const struct two *t, int64_t who, const char *worked)
{
	const struct practice_item *sheet = practice_need("sheet", PRACTICE_SHEET_LOOKING_BACK);
	struct pair p = pair_as(c, t, who);
	struct sheet_question_rows all = sheet_questions(c, &p, sheet);

	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].id, PRACTICE_PROMPT_REVIEW_WORKED))
			all.v[i].mine = worked;
	assert_int_equal(sheet_save(c, t->relationship, sheet, &all, true), OK);
}

static const struct ending_form kindly = {
	.ending = "early", .reason = "time", .farewell = "Thank you"
};

/* Either side, at any time, without fault: the other reads a neutral note and the goodbye. */
static void
ends_without_fault(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct farewell_rows words;

	c->who = t.stranger;
	assert_int_equal(ending_make(c, t.relationship, &kindly), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(ending_make(c, t.relationship,
				 &(struct ending_form){
					 .ending = "early", .reason = "revenge", .farewell = "" }),
		INVALID);
	c->problems = NULL;
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	assert_int_equal(ending_make(c, t.relationship, &kindly), CONFLICT);
	assert_string_equal(pair_as(c, &t, t.mentor).r.ending, "early");
	assert_false(pair_as(c, &t, t.mentor).active);
	words = sql_farewell_list(c, t.relationship);
	assert_int_equal(words.n, 1);
	assert_string_equal(words.v[0].body, "Thank you");
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_RELATIONSHIP_ENDED), 1);
	/* One voice is nobody's business. */
	assert_int_equal(ending_patterns(c, t.programme, "reason", 5).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Whoever ended it goes on alone for a while; the other, and later, only together. */
static void
is_taken_up_again(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	bool done;

	c->who = t.mentee;
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), CONFLICT);
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	c->who = t.mentor;
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	assert_false(done);
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_ENDING_WISH), 1); /* asked once */
	assert_int_equal(ending_wish_take_back(c, t.relationship, "reopen"), OK);
	c->who = t.mentee;
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	assert_true(done);
	assert_true(pair_as(c, &t, t.mentor).active);
	assert_string_equal(pair_as(c, &t, t.mentor).r.state, "active");

	/* After the days of the threshold both have to want it. */
	c->who = t.mentee;
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	c->now += 40 * DAY;
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	assert_false(done);
	c->who = t.mentor;
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	assert_true(done);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
not_with_two_mentors(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t other;
	bool done;

	c->who = t.mentee;
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	assert_int_equal(relationship_start(c, t.programme, t.stranger, t.mentee, &other), OK);
	assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* N6: both want it; the programme counts it no more, the two write and meet on. */
static void
n6_allies(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct relationship_status s;
	struct touch_form often = { .interval = "quarterly", .support = "The talk with Tomasz" };
	bool done;

	c->who = t.mentee;
	met(c, &t, 7);
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	assert_int_equal(touch_settle(c, t.relationship, &often), CONFLICT);
	assert_int_equal(ending_wish_add(c, t.relationship, "ally", &done), OK);
	assert_false(done);
	c->who = t.mentor;
	assert_int_equal(ending_wish_add(c, t.relationship, "ally", &done), OK);
	assert_true(done);
	assert_true(pair_as(c, &t, t.mentee).active);
	assert_true(pair_as(c, &t, t.mentee).ally);
	assert_int_equal(sql_relationship_mine(c, t.mentee, 1).n, 1);
	assert_int_equal(touch_settle(c, t.relationship, &often), OK);

	/* What they do now is theirs: managers see what was until the end. */
	c->now += 10 * DAY;
	met(c, &t, 8);
	assert_true(sql_relationship_status_get(c, t.relationship, c->now, &s));
	assert_int_equal(s.held, 1);
	assert_string_equal(s.state, "ended");

	/* And allies part as kindly. */
	c->who = t.mentee;
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	assert_false(pair_as(c, &t, t.mentee).active);
	assert_int_equal(test_close(*state, OK), OK);
}

/* N1, N2: each answers what one likes, after the end too; both read it when both are done. N3: what
 * somebody said is there when he prepares for the next one. */
static void
n1_n2_n3_looking_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const struct practice_item *sheet = practice_need("sheet", PRACTICE_SHEET_LOOKING_BACK);
	struct sheet_question_rows none;
	struct pair p;
	int64_t next;

	assert_int_equal(practice_values(sheet, "prompts")->count, 7);
	c->who = t.mentee;
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	p = pair_as(c, &t, t.mentor);
	none = sheet_questions(c, &p, sheet);
	assert_int_equal(sheet_save(c, t.relationship, sheet, &none, true), INVALID);
	/* One answer will do, so one sentence says it, and names the question. */
	assert_string_equal(c->problems->field, none.v[0].name);
	assert_string_equal(
		c->problems->label, "Did you achieve them? If not, what stood in the way?");
	assert_null(c->problems->next);
	c->problems = NULL;
	looks_back(c, &t, t.mentee, "Meeting at breakfast");
	assert_int_equal(sql_sheet_answer_list(c, t.relationship, sheet->id, t.mentor).n, 0);
	looks_back(c, &t, t.mentor, "Short and often");
	assert_int_equal(sql_sheet_answer_list(c, t.relationship, sheet->id, t.mentor).n, 2);

	assert_int_equal(relationship_start(c, t.programme, t.stranger, t.mentee, &next), OK);
	c->who = t.mentee;
	assert_string_equal(preparation_lessons(c, next).v[0].body, "Meeting at breakfast");
	c->who = t.stranger;
	assert_int_equal(preparation_lessons(c, next).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* N3: patterns speak when enough have spoken, and hide what a few have said. */
static void
n3_patterns_hide_few(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pattern_rows rows;

	for (int i = 0; i < 4; i++)
		sql_ending_pattern_add(c, t.programme, "reason", "time");
	assert_int_equal(ending_patterns(c, t.programme, "reason", 5).n, 0);
	for (int i = 0; i < 4; i++)
		sql_ending_pattern_add(c, t.programme, "reason", "time");
	for (int i = 0; i < 6; i++)
		sql_ending_pattern_add(c, t.programme, "reason", "fit");
	sql_ending_pattern_add(c, t.programme, "reason", "silence");
	rows = ending_patterns(c, t.programme, "reason", 5);
	/* One alone would be known by subtraction: the next smallest is hidden with it. */
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.v[0].word, "time");
	assert_string_equal(rows.v[1].word, "other");
	assert_int_equal(rows.v[1].count, 7);
	/* Of obstacles one may name several, so that the rest may be one person. */
	for (int i = 0; i < 5; i++)
		sql_ending_pattern_add(c, t.programme, "obstacle", "time");
	for (int i = 0; i < 4; i++)
		sql_ending_pattern_add(c, t.programme, "obstacle", "goals");
	sql_ending_pattern_add(c, t.programme, "obstacle", "distance");
	rows = ending_patterns(c, t.programme, "obstacle", 5);
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].word, "time");
	assert_int_equal(test_close(*state, OK), OK);
}

/* Promise 4: a figure speaks of people. Whoever says it again, or several times at once, counts once. */
static void
n3_one_person_counts_once(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *again[] = { "time", "time", "time", "time", "time", "time" };
	struct texts words = { 6, again };
	struct pair p;
	bool done;

	p = pair_as(c, &t, t.mentee);
	ending_obstacles(c, &p, &words);
	ending_obstacles(c, &p, &words);
	assert_int_equal(ending_patterns(c, t.programme, "obstacle", 5).n, 0);
	assert_int_equal(sql_ending_pattern_list(c, t.programme).v[0].n, 1);
	for (int i = 0; i < 6; i++) {
		c->who = t.mentee;
		assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
		assert_int_equal(ending_wish_add(c, t.relationship, "reopen", &done), OK);
	}
	assert_int_equal(ending_patterns(c, t.programme, "reason", 5).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The fit question: after the first meeting; again while one is not sure; told to nobody but by a no. */
static void
fit_is_asked(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = pair_as(c, &t, t.mentee);

	assert_false(fit_due(c, &p, 0));
	assert_int_equal(fit_say(c, t.relationship, "good"), CONFLICT);
	met(c, &t, 7);
	assert_true(fit_due(c, &p, 1));
	assert_int_equal(fit_say(c, t.relationship, "deciding"), OK);
	assert_false(fit_due(c, &p, 1));
	met(c, &t, 8);
	assert_true(fit_due(c, &p, 2));
	assert_int_equal(fit_say(c, t.relationship, "not"), OK);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_FIT_NOT), 0);
	p = pair_as(c, &t, t.mentor);
	assert_true(fit_due(c, &p, 2));
	assert_int_equal(fit_say(c, t.relationship, "not"), OK);
	assert_int_equal(fit_say(c, t.relationship, "not"), OK);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_FIT_NOT), 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* N5: thirty days before the end the last stage opens by itself; a pair without a plan is reminded once. N4:
 * when the time has come to hear from each other, both get a line, unless something is planned. */
/* As early as the programme has set, and as long open again. */
static void
n5_as_early_as_the_programme_has_set(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct two t = two_make(c);
	struct pair p;

	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_LAST_STRETCH, 60), OK);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_REOPEN, 2), OK);
	sql_meeting_insert(c, 5, t.relationship, c->now + 298 * DAY, 60, "", "x", t.mentee, c->now);
	assert_int_equal(test_close(test, OK), OK);
	jobs_prepare(&test->engine, test->ctx.now);
	test_pass(test, 240 * DAY); /* 2027-10-27: 65 days left */
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH), 0);
	assert_int_equal(test_close(test, OK), OK);
	test_pass(test, 10 * DAY);
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH), 2);
	p = pair_as(c, &t, t.mentee);
	assert_true(touch_plan_due(c, &p));
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	c->now += DAY;
	p = pair_as(c, &t, t.mentee);
	assert_true(ending_may_reopen(c, &p));
	c->now += 2 * DAY;
	assert_false(ending_may_reopen(c, &p));
	assert_int_equal(test_close(test, OK), OK);
}

static void
n4_n5_last_stretch(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct two t = two_make(c);
	struct touch_form often = { .interval = "monthly", .support = "" };
	struct pair p;

	/* Something is booked: a pair that is silent would be closed kindly before its last stretch. */
	sql_meeting_insert(c, 5, t.relationship, c->now + 298 * DAY, 60, "", "x", t.mentee, c->now);
	assert_int_equal(test_close(test, OK), OK);
	jobs_prepare(&test->engine, test->ctx.now);
	test_pass(test, 200 * DAY); /* 2027-09-17 */
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	assert_int_equal(pair_as(c, &t, t.mentee).r.stage, 1);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH), 0);
	assert_int_equal(test_close(test, OK), OK);

	test_pass(test, 76 * DAY); /* 2027-12-02: 29 days left */
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(p.r.stage, 4);
	assert_true(touch_plan_due(c, &p));
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH), 2);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH_REMINDER), 0);
	assert_int_equal(test_close(test, OK), OK);

	test_pass(test, 16 * DAY);
	jobs_run_all(&test->engine, test->ctx.now);
	test_pass(test, 1 * DAY);
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH), 2);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_LAST_STRETCH_REMINDER), 2);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(touch_settle(c, t.relationship,
				 &(struct touch_form){ .interval = "hourly", .support = "" }),
		INVALID);
	c->problems = NULL;
	assert_int_equal(touch_settle(c, t.relationship, &often), OK);
	assert_false(touch_plan_due(c, &p));
	assert_int_equal(test_close(test, OK), OK);

	test_pass(test, 31 * DAY);
	jobs_run_all(&test->engine, test->ctx.now);
	test_pass(test, 2 * DAY);
	jobs_run_all(&test->engine, test->ctx.now);
	c = test_open(test);
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_TOUCH_DUE), 2); /* both, once */
	c->who = t.mentor;
	assert_int_equal(touch_note(c, t.relationship), OK);
	assert_int_equal(test_close(test, OK), OK);
}

static bool
offers(struct ctx *c, int64_t person, const char *topic)
{
	struct person_topic_rows all = sql_person_topic_list(c, person);

	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].way, "offered") && str_eq(all.v[i].name, topic))
			return true;
	return false;
}

/* N7: what was learnt is offered, the managers are asked, and take in with one click. */
static void
n7_from_mentee_to_mentor(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct topic_wish wanted[] = { { "Giving feedback", 4 }, { "Strategy", 3 } };
	const char *topics[1];
	struct participant_row as;
	bool is_new, changed;
	int64_t id;

	person_save(c, NULL,
		&(struct person_data){ PERSON_DATA, .email = "jonas@example.org",
			.wanted = &(struct topic_wishes){ 2, wanted } },
		&id, &is_new, &changed);
	topics[0] =
		arena_printf(c->mem, "%lld", (long long)topic_ensure(c, NULL, "Giving feedback"));
	const struct path_form chosen = { .topic = { 1, topics }, .other = "" };
	c->who = t.mentor;
	assert_int_equal(mentor_path_take(c, t.relationship, &chosen), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(
		mentor_path_take(c, t.relationship, &(struct path_form){ .other = "" }), INVALID);
	c->problems = NULL;
	/* Who never said what to learn has something to pass on, too. */
	assert_int_equal(
		mentor_path_take(c, t.relationship, &(struct path_form){ .other = "Settling in" }),
		OK);
	assert_true(offers(c, t.mentee, "Settling in"));
	assert_false(offers(c, t.mentee, "Giving feedback"));
	assert_int_equal(mentor_path_take(c, t.relationship, &chosen), OK);
	assert_int_equal(mentor_path_take(c, t.relationship, &chosen), OK);
	assert_true(offers(c, t.mentee, "Giving feedback") && offers(c, t.mentee, "Settling in"));
	assert_false(offers(c, t.mentee, "Strategy")); /* it was not chosen */
	assert_int_equal(told_of(c, &t, PRACTICE_LETTER_MENTOR_WISH), 1);
	assert_int_equal(sql_mentor_wish_list(c, t.programme, 100, 0).n, 1);
	assert_int_equal(mentor_wish_grant(c, t.programme, t.stranger), NOT_FOUND);
	assert_int_equal(mentor_wish_grant(c, t.programme, t.mentee), OK);
	assert_true(sql_participant_find(c, t.programme, "mentor", t.mentee, &as));
	assert_int_equal(sql_mentor_wish_list(c, t.programme, 100, 0).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* N7: nobody reads a story before both have agreed, and only as it was then. */
static void
n7_a_story_of_both(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(
		story_tell(c, t.relationship,
			&(struct story_form){ .body = "I found my voice", .named = true }, &id),
		OK);
	assert_int_equal(story_agree(c, id), FORBIDDEN);
	c->who = t.manager;
	assert_int_equal(standing_story(c, id), 0);
	assert_int_equal(sql_story_list(c, t.programme, 1, 99, 0).n, 0);
	c->who = t.mentor;
	assert_int_equal(story_agree(c, id), OK);
	assert_int_equal(story_agree(c, id), CONFLICT);
	c->who = t.manager;
	assert_true(standing_story(c, id) & STANDING_MANAGER);
	assert_string_equal(sql_story_list(c, t.programme, 1, 99, 0).v[0].told, "I found my voice");
	assert_int_equal(sql_story_list(c, t.programme, 0, 99, 0).n, 0);
	assert_int_equal(story_publish(c, id, true), OK);
	assert_int_equal(story_publish(c, id, true), CONFLICT);
	assert_int_equal(sql_story_list(c, t.programme, 0, 99, 0).n, 1);
	c->who = t.mentee; /* a changed one is asked about anew */
	assert_int_equal(
		story_tell(c, t.relationship,
			&(struct story_form){ .body = "It was quiet", .named = false }, &id),
		OK);
	assert_int_equal(sql_story_list(c, t.programme, 1, 99, 0).n, 0);
	assert_int_equal(story_take_back(c, id), OK);
	assert_int_equal(story_take_back(c, id), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Matched again, or not, as one likes. */
static void
a_new_match(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct ending_place place;

	c->who = t.mentee;
	assert_int_equal(next_match_set(c, t.relationship, "no"), CONFLICT);
	assert_int_equal(ending_make(c, t.relationship, &kindly), OK);
	assert_int_equal(next_match_set(c, t.relationship, "no"), OK);
	assert_true(sql_ending_place(c, t.programme, "mentee", t.mentee, &place));
	assert_string_equal(place.state, "left");
	assert_int_equal(next_match_set(c, t.relationship, "yes"), OK);
	assert_true(sql_ending_place(c, t.programme, "mentee", t.mentee, &place));
	assert_string_equal(place.state, "waiting");
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(ends_without_fault), TEST(is_taken_up_again),
		TEST(not_with_two_mentors), TEST(n6_allies), TEST(n1_n2_n3_looking_back),
		TEST(n3_patterns_hide_few), TEST(n3_one_person_counts_once), TEST(fit_is_asked),
		TEST(n4_n5_last_stretch), TEST(n5_as_early_as_the_programme_has_set),
		TEST(n7_from_mentee_to_mentor), TEST(n7_a_story_of_both), TEST(a_new_match) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
