/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/people/people.h"
#include "features/programmes/asks.h"
#include "features/ready/ready.h"

static const char *
state_of(const struct path_step_rows *path, const char *id)
{
	for (int i = 0; i < path->n; i++)
		if (str_eq(path->v[i].id, id))
			return path->v[i].state;
	return "";
}

static void
next_is(struct ctx *c, int64_t programme, const char *id)
{
	struct path_step_rows path = newcomer_path(c, programme);
	struct path_step next;

	assert_true(newcomer_next(&path, &next));
	assert_string_equal(next.id, id);
	assert_true(*next.url && *next.action && *next.text);
}

static void
joins(struct ctx *c, const struct two *t, int64_t person, const char *role)
{
	assert_int_equal(participant_save(c, t->programme, person, role, 1, NULL, NULL, NULL), OK);
	c->who = person;
}

/* Somebody who joins is led one step at a time, to the match; what the programme does not ask for is no step. */
static void
a_newcomer_is_led_step_by_step(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct path_step_rows path;
	const struct topic_wish presenting = { .name = "Presenting", .strength = 3 };
	const struct topic_wishes wanted = { 1, &presenting };
	struct path_step next;
	int64_t id;

	c->who = t.stranger;
	assert_int_equal(newcomer_path(c, t.programme).n, 0);
	joins(c, &t, t.stranger, "mentee");
	next_is(c, t.programme, PRACTICE_PATH_STEP_PROFILE);
	path = newcomer_path(c, t.programme);
	assert_string_equal(state_of(&path, PRACTICE_PATH_STEP_MATCH), "todo");
	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .email = "tomasz@example.org",
					 .about = "I mend bicycles", .wanted = &wanted },
				 &id, &(bool){ 0 }, &(bool){ 0 }),
		OK);
	next_is(c, t.programme, PRACTICE_PATH_STEP_PREPARE);
	assert_int_equal(self_check_save(c, "mentee",
				 &(struct self_check_form){ .trust = "1",
					 .motivation = "1",
					 .learning = "1",
					 .hours = "1",
					 .gains = "" }),
		OK);
	next_is(c, t.programme, PRACTICE_PATH_STEP_ROLE); /* A12: low answers keep nobody out */
	assert_int_equal(
		enrolment_take(c, t.programme, &(struct enrolment_form){ .role = true }), OK);
	next_is(c, t.programme, PRACTICE_PATH_STEP_PROMISE);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	next_is(c, t.programme, PRACTICE_PATH_STEP_MATCH);
	path = newcomer_path(c, t.programme);
	assert_string_equal(state_of(&path, PRACTICE_PATH_STEP_PROMISE), "");
	assert_string_equal(state_of(&path, PRACTICE_PATH_STEP_WISH), "");
	assert_string_equal(state_of(&path, PRACTICE_PATH_STEP_MATCH), "wait");
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "require"), OK);
	assert_int_equal(promise_ahead(c, t.programme,
				 &(struct promise_ahead_form){ .limits = true, .points = true }),
		OK);
	next_is(c, t.programme, PRACTICE_PATH_STEP_MATCH);
	assert_int_equal(relationship_start(c, t.programme, t.mentor, t.stranger, &id), OK);
	path = newcomer_path(c, t.programme);
	assert_false(newcomer_next(&path, &next));
	assert_int_equal(test_close(*state, OK), OK);
}

/* While waiting there is always something worth doing: the guide, then scenes, then exercises, then nothing. */
static void
a10_guides_are_tracked_per_person(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const struct practice_item *guide = guide_of("mentor");
	const struct practice_field *steps = practice_values(guide, "steps");
	const char *name, *url;
	struct learnt_rows done;
	int n = 0;

	assert_non_null(guide_of("mentee"));
	assert_true(steps->count >= 5);
	c->who = t.mentor;
	assert_int_equal(learnt_mark(c, "steps", "no-such-step", true), NOT_FOUND);
	assert_int_equal(learnt_mark(c, "letters", steps->entries[0].key, true), NOT_FOUND);
	assert_int_equal(learnt_mark(c, "steps", steps->entries[0].key, true), OK);
	assert_int_equal(learnt_mark(c, "steps", steps->entries[0].key, true), OK);
	done = learnt_read(c);
	assert_int_equal(done.n, 1);
	assert_true(learnt_has(c, &done, "steps", steps->entries[0].key));
	assert_false(learnt_has(c, &done, "scenes", steps->entries[0].key));
	assert_true(learning_next(c, "mentor", &name, &url));
	assert_string_equal(name,
		practice_field(practice_need("guide-step", steps->entries[1].key), "name", "en"));
	assert_int_equal(learnt_mark(c, "steps", steps->entries[0].key, false), OK);
	assert_int_equal(learnt_read(c).n, 0);
	c->who = t.mentee;
	assert_int_equal(learnt_read(c).n, 0);
	c->who = t.mentor;
	while (learning_next(c, "mentor", &name, &url)) {
		const char *item = strrchr(url, '#') ? strrchr(url, '#') : strrchr(url, '/');

		assert_int_equal(learnt_mark(c,
					 str_starts(url, "/guides")   ? "steps"
					 : str_starts(url, "/scenes") ? "scenes"
								      : "exercises",
					 item + 1, true),
			OK);
		assert_true(++n < 100);
	}
	assert_true(n > (int)steps->count + 3);
	c->who = 0; /* the public reads them, and nothing is kept */
	assert_int_equal(learnt_read(c).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Every scene explains each of its choices; every trait has something to learn. */
static void
a10_a14_the_content_is_whole(void **state)
{
	const struct practice_kind *scenes = practice_kind("scene");
	const struct practice_kind *traits = practice_kind("trait");
	const struct practice_kind *exercises = practice_kind("exercise");

	(void)state;
	assert_true(scenes->count >= 6);
	for (size_t i = 0; i < scenes->count; i++) {
		const struct practice_field *k = practice_values(&scenes->items[i], "choices");

		assert_true(k->count >= 3);
		assert_int_equal(k->count, practice_values(&scenes->items[i], "replies")->count);
		for (size_t j = 0; j < k->count; j++)
			assert_non_null(practice_option(
				&scenes->items[i], "replies", k->entries[j].key, "de"));
	}
	assert_int_equal(traits->count, 4);
	for (size_t i = 0; i < traits->count; i++) {
		int n = 0;

		for (size_t j = 0; j < exercises->count; j++)
			n += str_eq(practice_field(&exercises->items[j], "trait", ""),
				traits->items[i].id);
		assert_true(n >= 1);
	}
}

/* A12: tips for low answers, in the version of the role; nothing else follows, and nobody else reads it. */
static void
a12_tips_for_low_answers(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct self_check_form f = { .trust = "2",
		.motivation = "5",
		.learning = "3",
		.hours = "1",
		.gains = "A fresh view" };
	struct self_tip_rows mentor, mentee;
	struct self_check s;

	c->who = t.mentor;
	assert_false(self_check_get(c, "mentor", &s));
	assert_int_equal(self_check_tips(c, &s).n, 0);
	assert_int_equal(self_check_save(c, "manager", &f), NOT_FOUND);
	assert_int_equal(self_check_save(c, "mentor", &f), OK);
	assert_true(self_check_get(c, "mentor", &s));
	assert_int_equal(s.trust, 2);
	assert_int_equal(s.hours, 1);
	assert_string_equal(
		s.gains, "A fresh view"); /* A3: mentors are asked what they want of it */
	mentor = self_check_tips(c, &s);
	assert_int_equal(mentor.n, 2);
	assert_string_equal(mentor.v[0].id, "trust");
	assert_string_equal(mentor.v[1].id, "time");
	f.hours = "4";
	assert_int_equal(self_check_save(c, "mentor", &f), OK);
	assert_true(self_check_get(c, "mentor", &s));
	assert_int_equal(self_check_tips(c, &s).n, 1);
	assert_false(self_check_get(c, "mentee", &s));
	assert_int_equal(self_check_save(c, "mentee", &f), OK);
	assert_true(self_check_get(c, "mentee", &s));
	assert_string_equal(s.gains, "");
	mentee = self_check_tips(c, &s);
	assert_string_not_equal(mentee.v[0].tip, mentor.v[0].tip);
	c->who = t.manager;
	assert_false(self_check_get(c, "mentor", &s));
	assert_int_equal(test_close(*state, OK), OK);
}

/* A14: at the start and every half year; the own trend; what is lowest leads to something to learn. */
static void
a14_traits_every_half_year(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct traits_form f = {
		.communication = "4", .empathy = "2", .adaptability = "3", .learning = "2"
	};
	struct trait_rating_rows rows;
	struct texts low;

	c->who = t.mentee;
	assert_false(traits_due(c)); /* only mentors are asked */
	c->who = t.mentor;
	assert_true(traits_due(c));
	assert_int_equal(traits_rate(c, &f), OK);
	assert_false(traits_due(c));
	c->now += DAY;
	f.empathy = "3"; /* on second thoughts: no second point of the trend */
	assert_int_equal(traits_rate(c, &f), OK);
	rows = traits_list(c);
	assert_int_equal(rows.n, 1);
	low = traits_lowest(c, &rows.v[0]);
	assert_int_equal(low.n, 1);
	assert_string_equal(low.v[0], PRACTICE_TRAIT_CONTINUOUS_LEARNING);
	assert_true(exercises_for(c, &low).n >= 1);
	assert_true(exercises_for(c, &low).n < exercises_for(c, NULL).n);
	c->now += 181 * DAY;
	assert_false(traits_due(c));
	c->now += DAY;
	assert_true(traits_due(c));
	f.learning = "4";
	assert_int_equal(traits_rate(c, &f), OK);
	rows = traits_list(c);
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].learning, 2);
	assert_int_equal(rows.v[1].learning, 4);
	c->who = t.mentee;
	assert_int_equal(traits_list(c).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Managers learn how many have done a step, from five people on. */
static void
managers_learn_how_many_never_who(void **state)
{
	static const char *const names[] = { "Ann", "Ben", "Cem", "Dora", "Eli" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct newcomer_step_rows rows;
	int64_t id = 0;

	for (int i = 0; i < 5; i++) {
		bool made, changed;

		rows = newcomer_steps(c, t.programme);
		assert_int_equal(rows.v[2].done, -1);
		assert_int_equal(
			person_save(c, NULL,
				&(struct person_data){ PERSON_DATA, .name = names[i],
					.email = arena_printf(c->mem, "%s@example.org", names[i]),
					.active = true },
				&id, &made, &changed),
			OK);
		joins(c, &t, id, "mentee");
	}
	assert_int_equal(self_check_save(c, "mentee",
				 &(struct self_check_form){ .trust = "1",
					 .motivation = "1",
					 .learning = "1",
					 .hours = "1",
					 .gains = "" }),
		OK);
	rows = newcomer_steps(c, t.programme);
	assert_int_equal(rows.v[0].people, 5);
	assert_int_equal(rows.v[0].done, 5);
	assert_int_equal(rows.v[2].done, 1);
	assert_int_equal(rows.v[3].done, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(a_newcomer_is_led_step_by_step),
		TEST(a10_guides_are_tracked_per_person),
		cmocka_unit_test(a10_a14_the_content_is_whole), TEST(a12_tips_for_low_answers),
		TEST(a14_traits_every_half_year), TEST(managers_learn_how_many_never_who) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
