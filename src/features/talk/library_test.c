/* SPDX-License-Identifier: Apache-2.0 */
/* The library of questions. */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/plan/plan.h"
#include "features/talk/library.h"

/* On how many shelves that question is, by its words: some are asked on several pages. */
static int
shelves_with(const char *text)
{
	const struct practice_kind *all = practice_kind("shelf");
	int n = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_field *f = practice_values(&all->items[i], "prompts");

		for (size_t k = 0; k < f->count; k++)
			n += str_eq(practice_field(practice_need("prompt", f->entries[k].key),
					    "text", "en"),
				text);
	}
	return n;
}

/* Every question that the practice has for one of these moments is on a shelf. */
static void
g3_every_seed_question_is_there(void **state)
{
	static const char *const moments[] = { "pre-work", "first-meeting", "session", "closing",
		"evaluation", "last-meeting", "boundaries", "logistics", "expectations", "goals",
		"preparation", "reflection" };
	const struct practice_kind *all = practice_kind("prompt");
	int added = 0, seeds = 0;

	(void)state;
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		const char *text = practice_field(it, "text", "en");
		bool helps = false;

		for (size_t m = 0; m < sizeof moments / sizeof *moments; m++)
			helps = helps || practice_suits(it, NULL, moments[m]);
		/* The parts of a decision are the fields of a form. */
		if (!helps || !strchr(text, '?') ||
			str_eq(practice_field(it, "group", "en"), "decision"))
			continue;
		if (!shelves_with(text))
			fail_msg("%s is on no shelf", it->id);
		assert_true(*practice_field(it, "text", "de"));
		if (str_eq(practice_field(it, "group", "en"), "library"))
			added++;
		else
			seeds++;
	}
	assert_true(added >= 60);
	assert_true(seeds >= 50);
}

static int
found(struct ctx *c, const struct pair *p, const char *q, const char *moment, const char *shelf,
	const char *part)
{
	struct library_search s = { q, moment, shelf, "" };
	struct library_shelf_rows all = library_find(c, p, &s);
	int n = 0;

	for (int i = 0; i < all.n; i++)
		for (int k = 0; k < all.v[i].rows.n; k++)
			n += !part || strstr(all.v[i].rows.v[k].text, part);
	return n;
}

static void
g3_by_moment_topic_and_words(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;
	int all;

	c->who = t.mentee;
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	assert_string_equal(library_moment(c, &p), "first-meeting");
	all = found(c, &p, "", "all", "", NULL);
	assert_true(all > 120);
	assert_true(found(c, &p, "", "closing", "", NULL) < all);
	assert_int_equal(
		found(c, &p, "", "closing", "", "What was useful about our conversation"), 1);
	assert_int_equal(
		found(c, &p, "", "session", "", "What was useful about our conversation"), 0);
	/* G4: both quoted questions, word for word. */
	assert_int_equal(
		found(c, &p, "aspirations", "all", "", "What are your career aspirations?"), 1);
	assert_int_equal(found(c, &p, "OVERCOME challenge", "all", "",
				 "How can we overcome this challenge together?"),
		1);
	assert_int_equal(found(c, &p, "overcome nonsense", "all", "", NULL), 0);
	assert_true(found(c, &p, "", "all", "options", NULL) >= 7);
	assert_int_equal(found(c, &p, "grow option", "all", "trust", NULL), 0);
	c->lang = lang_find("de");
	assert_int_equal(found(c, &p, "gespraech", "all", "", NULL), 0);
	assert_true(found(c, &p, "GESPRÄCH", "all", "closing", NULL) >= 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static bool
stands(struct ctx *c, const struct two *t, int64_t meeting, const char *text)
{
	struct agenda_point_rows rows;
	struct pair p;

	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	rows = agenda_points(c, &p, meeting);
	for (int i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].text, text))
			return true;
	return false;
}

/* By one click: on the next agenda, on that of a meeting that is planned later, on the roadmap. */
static void
g3_brought_along(void **state)
{
	struct meeting_form next = { .starts = "2027-03-10T10:00", .minutes = 60, .place = "" };
	struct library_pick_form f = { .question = PRACTICE_PROMPT_GROW_SURE, .place = "agenda" };
	struct own_question_form own = { .body = "What would you cut?", .moment = "session" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct theme theme;
	struct pair p;
	int64_t early, again, mine, late, meeting, id;

	two_prepare(c, &t);
	c->who = t.mentee;
	assert_int_equal(library_pick(c, t.relationship, &f, &early), OK); /* waits */
	assert_int_equal(library_pick(c, t.relationship, &f, &again), OK);
	assert_int_equal(early, again);
	assert_int_equal(meeting_plan(c, t.relationship, &next, &meeting), OK);
	assert_true(stands(c, &t, meeting,
		"How sure are you that you will do it, from 1 to 10? What would lift it by one?"));
	assert_int_equal(own_question_add(c, t.relationship, &own, &id), OK);
	f = (struct library_pick_form){ .question = "", .own = id, .place = "agenda" };
	assert_int_equal(library_pick(c, t.relationship, &f, &mine), OK);
	assert_int_equal(library_pick(c, t.relationship, &f, &again), OK);
	assert_int_equal(mine, again);
	c->who = t.mentor; /* each reads it in their own language */
	c->lang = lang_find("de");
	assert_true(stands(c, &t, meeting, "What would you cut?"));
	assert_true(stands(c, &t, meeting,
		"Wie sicher sind Sie, dass Sie es tun, von 1 bis 10? Was würde es um einen Punkt "
		"heben?"));
	assert_int_equal(own_question_remove(c, id), FORBIDDEN);
	assert_int_equal(agenda_remove(c, early), OK);
	f = (struct library_pick_form){ .question = PRACTICE_PROMPT_GROW_SURE, .place = "agenda" };
	assert_int_equal(library_pick(c, t.relationship, &f, &late), OK);
	assert_true(late != early);
	f.place = "roadmap";
	assert_int_equal(library_pick(c, t.relationship, &f, &id), OK);
	assert_true(sql_theme_get(c, id, &theme));
	assert_memory_equal(theme_text(c, &theme), "Wie sicher", 10);
	f.question = PRACTICE_PROMPT_PULSE_COMFORT; /* no question of the library */
	assert_int_equal(library_pick(c, t.relationship, &f, &id), INVALID);
	f = (struct library_pick_form){ .question = "", .own = 1, .place = "agenda" };
	assert_int_equal(library_pick(c, t.relationship, &f, &id), INVALID);
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	assert_int_equal(found(c, &p, "", "all", "own", "What would you cut?"), 1);
	c->who = t.stranger;
	assert_int_equal(library_pick(c, t.relationship, &f, &id), NOT_FOUND);
	assert_int_equal(own_question_add(c, t.relationship, &own, &id), NOT_FOUND);
	c->who = t.mentor;
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	c->problems = NULL;
	assert_int_equal(own_question_add(c, t.relationship, &own, &id), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(g3_every_seed_question_is_there),
		T(g3_by_moment_topic_and_words), T(g3_brought_along) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
