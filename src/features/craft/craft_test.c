/* SPDX-License-Identifier: Apache-2.0 */
/* The practice as an organisation changes it: what holds, for whom, from when, and what never breaks. */
#include <pthread.h>

#include "tests/pair.h"

#include "base/str.h"
#include "engine/db/db.h"
#include "features/craft/craft.h"
#include "features/craft/craft_view.h"

static struct ctx *
open_as_admin(void **state, struct two *t)
{
	struct ctx *c = test_open(*state);

	*t = two_make(c);
	c->who = t->admin;
	return c;
}

static void
close_it(void **state)
{
	assert_int_equal(test_close(*state, OK), OK);
}

static enum result
write_name(struct ctx *c, const char *kind, const char *id, const char *field, const char *en,
	const char *de)
{
	const char *text[] = { en, de };
	struct practice_entry e = { "", 0, text };

	return craft_write(c, kind, id, &(struct practice_field){ field, 1, &e, 0 });
}

static const char *
name_of(const char *kind, const char *id, const char *field, const char *lang)
{
	return practice_field(practice_need(kind, id), field, lang);
}

static void
rewritten_in_each_language_and_back(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	int64_t first;

	assert_int_equal(
		write_name(c, "theme", "time-management", "name", "Shifts", "Schichten"), OK);
	assert_string_equal(name_of("theme", "time-management", "name", "en"), "Shifts");
	assert_string_equal(name_of("theme", "time-management", "name", "de-CH"), "Schichten");
	assert_string_not_equal(name_of("theme", "time-management", "hint", "en"), "");
	first = sql_craft_change_of(c, "theme", "time-management").v[0].id;
	/* The same again is no change. */
	assert_int_equal(
		write_name(c, "theme", "time-management", "name", "Shifts", "Schichten"), OK);
	assert_int_equal(sql_craft_change_count(c), 1);
	assert_int_equal(write_name(c, "theme", "time-management", "name", "Hours", "Stunden"), OK);
	assert_int_equal(craft_undo(c, first), CONFLICT);
	assert_int_equal(craft_reset(c, "theme", "time-management", "name"), OK);
	assert_string_equal(name_of("theme", "time-management", "name", "en"), "Time management");
	assert_int_equal(sql_craft_own_list(c).n, 0);
	/* What was taken back can be taken back. */
	assert_int_equal(
		craft_undo(c, sql_craft_change_of(c, "theme", "time-management").v[0].id), OK);
	assert_string_equal(name_of("theme", "time-management", "name", "en"), "Hours");
	assert_int_equal(craft_undo(c, 4711), NOT_FOUND);
	close_it(state);
}

static void
placeholders_are_those_of_the_kind_and_in_every_language(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);

	assert_int_equal(
		write_name(c, "letter", "invitation", "subject", "{nam}", "{nam}"), INVALID);
	assert_non_null(strstr(c->problems->message, "{nam}"));
	c->problems = NULL;
	assert_int_equal(
		write_name(c, "letter", "invitation", "subject", "{name}", "Hallo"), INVALID);
	c->problems = NULL;
	assert_int_equal(write_name(c, "letter", "invitation", "subject", "{", "{"), INVALID);
	c->problems = NULL;
	assert_int_equal(
		write_name(c, "letter", "invitation", "subject", "For {name}", "Für {name}"), OK);
	close_it(state);
}

static void
off_is_offered_to_nobody_and_read_by_those_who_chose_it(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	size_t all = practice_kind("theme")->count;

	assert_int_equal(craft_switch(c, "theme", "time-management", false), OK);
	assert_int_equal(practice_kind("theme")->count, all - 1);
	assert_null(practice_offered("theme", "time-management"));
	assert_string_equal(name_of("theme", "time-management", "name", "en"), "Time management");
	while (practice_kind("theme")->count > 1)
		assert_int_equal(
			craft_switch(c, "theme", practice_kind("theme")->items[0].id, false), OK);
	/* One always stays; what pages stand on stays; letters that people wait for go out. */
	assert_int_equal(
		craft_switch(c, "theme", practice_kind("theme")->items[0].id, false), CONFLICT);
	assert_int_equal(craft_switch(c, "prompt", "boundary-role", false), CONFLICT);
	assert_int_equal(craft_switch(c, "stage", "rapport", false), CONFLICT);
	assert_int_equal(craft_switch(c, "letter", "invitation", false), CONFLICT);
	assert_int_equal(craft_switch(c, "demo-person", "babak", false), NOT_FOUND);
	assert_int_equal(craft_switch(c, "theme", "nothing", false), NOT_FOUND);
	close_it(state);
}

static void
a_list_leaves_out_what_is_off_and_is_never_empty(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	const struct practice_field *f;
	size_t before = practice_values(practice_need("sheet", "mind"), "prompts")->count;

	assert_int_equal(craft_switch(c, "prompt", "mind-feelings", false), OK);
	f = practice_values(practice_need("sheet", "mind"), "prompts");
	assert_int_equal(f->count, before - 1);
	assert_int_equal(f->hidden, 1);
	assert_string_equal(f->entries[f->count].key, "mind-feelings");
	assert_int_equal(craft_switch(c, "prompt", "mind-thoughts", false), OK);
	assert_int_equal(craft_switch(c, "prompt", "mind-ambitions", false), CONFLICT);
	assert_int_equal(practice_values(practice_need("sheet", "mind"), "prompts")->count, 1);
	close_it(state);
}

static void
own_items_and_the_order(void **state)
{
	struct craft_place_form f = { .side = "before", .of = "industry-trends" };
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	const char *id, *second;

	assert_int_equal(craft_copy(c, "theme", "time-management", &id), OK);
	assert_string_equal(id, "time-management-own-1");
	assert_int_equal(craft_copy(c, "theme", id, &second), OK);
	assert_string_equal(practice_kind("theme")->items[2].id, id);
	assert_int_equal(write_name(c, "theme", id, "name", "Shifts", "Schichten"), OK);
	assert_int_equal(craft_place(c, "theme", id, &f), OK);
	assert_string_equal(practice_kind("theme")->items[0].id, id);
	assert_string_equal(practice_kind("theme")->items[1].id, "industry-trends");
	assert_int_equal(craft_remove(c, "theme", id), OK);
	assert_null(practice_find("theme", id));
	assert_string_equal(practice_kind("theme")->items[0].id, "industry-trends");
	assert_int_equal(craft_undo(c, sql_craft_change_of(c, "theme", id).v[0].id), OK);
	assert_string_equal(name_of("theme", id, "name", "de"), "Schichten");
	assert_string_equal(practice_kind("theme")->items[0].id, id);
	assert_int_equal(craft_remove(c, "theme", "industry-trends"), CONFLICT);
	assert_int_equal(craft_copy(c, "stage", "rapport", &id), CONFLICT);
	f.of = "setting-goals";
	assert_int_not_equal(craft_place(c, "stage", "rapport", &f), OK);
	close_it(state);
}

/* An update of Waymark: what is kept was written for another practice than the one that ships now. */
static void
an_update_says_what_is_older_and_breaks_nothing(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	struct craft_own o;
	const char *old =
		"kind: theme\nitems:\n  - id: time-management\n    name: {en: Time, de: Zeit}\n";

	sql_craft_own_set(c, "theme", "time-management", 0,
		"kind: theme\nitems:\n  - id: time-management\n    gone: [a]\n"
		"    name: {en: Hours, de: Stunden}\n    hint: {en: only English}\n",
		old);
	sql_craft_own_set(c, "agenda", "first", 0,
		"kind: agenda\nitems:\n  - id: first\n    items: [no-longer, agenda-hello]\n", "");
	sql_craft_own_set(
		c, "theme", "no-longer", 0, "kind: theme\nitems: [{id: no-longer}]\n", "");
	sql_craft_own_set(c, "theme", "broken", 1, "kind: theme\nitems: [{id: broken}]\n", "");
	sql_craft_own_set(c, "theme", "biggest-lessons", 0, "]", "");
	sql_craft_own_set(c, "theme", "", 0, "no-longer technical-issues technical-issues", "");
	practice_changed(c);
	assert_string_equal(name_of("theme", "time-management", "name", "en"), "Hours");
	assert_string_not_equal(name_of("theme", "time-management", "hint", "de"), "");
	assert_string_equal(
		name_of("theme", "biggest-lessons", "name", "en"), "Biggest lessons learned");
	assert_int_equal(practice_values(practice_need("agenda", "first"), "items")->count, 1);
	assert_int_equal(
		practice_kind("theme")->count, practice_kind_in(&practice_table, "theme")->count);
	assert_string_equal(practice_kind("theme")->items[0].id, "industry-trends");
	assert_true(sql_craft_own_get(c, "theme", "time-management", &o));
	assert_true(craft_line_of(c, craft_find("theme", "time-management"), &o).older);
	/* Rewritten on top of what ships now, it is not older any more; another field keeps its own age. */
	assert_int_equal(write_name(c, "theme", "time-management", "hint", "A", "B"), OK);
	assert_true(sql_craft_own_get(c, "theme", "time-management", &o));
	assert_true(craft_line_of(c, craft_find("theme", "time-management"), &o).older);
	assert_int_equal(write_name(c, "theme", "time-management", "name", "C", "D"), OK);
	assert_true(sql_craft_own_get(c, "theme", "time-management", &o));
	assert_false(craft_line_of(c, craft_find("theme", "time-management"), &o).older);
	close_it(state);
}

static void
all_of_it_as_a_file_comes_back_as_it_was(void **state)
{
	struct two t;
	struct ctx *c = open_as_admin(state, &t);
	struct craft_plan p;
	struct buf shipped = BUF_IN(c->mem), whole = BUF_IN(c->mem), again = BUF_IN(c->mem);
	const char *id, *odd = " \tEdge: \"quoted\", \\ {en}\n\n  - # not a "
			       "comment\xe2\x80\xa8\xc2\x85 end ";

	craft_export(c, false, &shipped);
	craft_plan_make(c, "x", buf_text(&shipped), shipped.n, &p);
	assert_true(p.good);
	assert_int_equal(p.steps.n + p.kept.n, 0);
	assert_int_equal(craft_copy(c, "theme", "time-management", &id), OK);
	odd = arena_printf(c->mem, "%s",
		"Edge: \"quoted\", \\\n\n  - # not a comment\xe2\x80\xa8\xc2\x85 end");
	assert_int_equal(write_name(c, "theme", id, "hint", odd, "Zwei\nZeilen "), OK);
	assert_int_equal(craft_switch(c, "theme", "industry-trends", false), OK);
	craft_export(c, false, &whole);
	craft_plan_make(c, "x", buf_text(&shipped), shipped.n, &p);
	assert_true(p.good);
	assert_int_equal(p.steps.n, 1); /* on again; what is not in the file stays */
	assert_int_equal(craft_plan_take(c, &p, 77), OK);
	assert_int_equal(craft_remove(c, "theme", id), OK);
	craft_plan_make(c, "x", buf_text(&whole), whole.n, &p);
	assert_true(p.good);
	assert_int_equal(craft_plan_take(c, &p, 78), OK);
	assert_string_equal(name_of("theme", id, "hint", "en"), odd);
	craft_export(c, false, &again);
	assert_string_equal(buf_text(&again), buf_text(&whole));
	close_it(state);
}

static void
what_differs_between_two_texts(void **state)
{
	struct ctx *c = test_open(*state);
	struct craft_run_rows r = craft_difference(c, "one two three", "one 2 three four");

	assert_int_equal(r.n, 5);
	assert_int_equal(r.v[1].how, '-');
	assert_string_equal(r.v[1].text, "two ");
	assert_string_equal(r.v[2].text, "2 ");
	assert_string_equal(r.v[4].text, "four");
	assert_int_equal(craft_difference(c, "", "").n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- many at once ---- */

enum { READERS = 4, CHANGES = 30 };

struct crowd {
	struct engine *engine;
	atomic_bool over;
	atomic_int reads, torn;
	int64_t admin;
	int n;
};

/* Each transaction sees one moment: the two texts that are always written together say the same, and the
 * first one still says it after others have changed it. */
static void *
read_on(void *arg)
{
	struct crowd *w = arg;

	while (!atomic_load(&w->over)) {
		struct arena *mem = arena_new(0);
		struct ctx c = engine_ctx(w->engine, mem);
		const char *a, *b;

		if (db_read_begin(w->engine->db, &c) == OK) {
			a = name_of("theme", "time-management", "name", "en");
			for (int i = 0; i < 200; i++)
				practice_kind("prompt");
			b = name_of("theme", "industry-trends", "name", "en");
			if (strncmp(a, "No ", 3) == 0 && !str_eq(a, b))
				atomic_fetch_add(&w->torn, 1);
			atomic_fetch_add(&w->reads, 1);
			db_read_end(&c);
		}
		arena_free(mem);
	}
	return NULL;
}

static enum result
write_both(struct ctx *c, void *arg)
{
	struct crowd *w = arg;
	const char *name = arena_printf(c->mem, "No %d", w->n);

	c->who = w->admin;
	if (write_name(c, "theme", "time-management", "name", name, name) != OK ||
		write_name(c, "theme", "industry-trends", "name", name, name) != OK)
		return FAILED;
	/* Every third one is thought better of: nobody may have seen it. */
	return w->n % 3 == 2 ? CONFLICT : OK;
}

static void
a_change_while_others_read(void **state)
{
	struct test *test = *state;
	struct crowd w = { .engine = &test->engine };
	pthread_t readers[READERS];
	struct ctx *c = test_open(test);

	w.admin = two_make(c).admin;
	assert_int_equal(test_close(test, OK), OK);
	for (int i = 0; i < READERS; i++)
		assert_int_equal(pthread_create(&readers[i], NULL, read_on, &w), 0);
	for (w.n = 0; w.n < CHANGES; w.n++) {
		struct arena *mem = arena_new(0);
		struct ctx mine = engine_ctx(&test->engine, mem);

		assert_int_equal(db_write(test->engine.db, &mine, write_both, &w),
			w.n % 3 == 2 ? CONFLICT : OK);
		/* Whoever wrote reads it in the next transaction, at once. */
		assert_int_equal(db_read_begin(test->engine.db, &mine), OK);
		assert_string_equal(name_of("theme", "time-management", "name", "de"),
			arena_printf(mem, "No %d", w.n % 3 == 2 ? w.n - 1 : w.n));
		db_read_end(&mine);
		arena_free(mem);
	}
	atomic_store(&w.over, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	assert_int_equal(atomic_load(&w.torn), 0);
	assert_true(atomic_load(&w.reads) > READERS);
}

/* A kind, a field, an audience or a moment that somebody adds gets words in craft_words.c. */
static void
everything_has_a_name(void **state)
{
	struct ctx *c = test_open(*state);

	for (size_t k = 0; k < practice_table.kind_count; k++) {
		const struct practice_kind *kind = &practice_table.kinds[k];

		if (kind->shape->may & PRACTICE_MAY_NOTHING)
			continue;
		assert_string_not_equal(craft_kind_name(c, kind->name), kind->name);
		for (size_t f = 0; f < kind->shape->field_count; f++) {
			const struct practice_shape_field *x = &kind->shape->fields[f];

			if (x->open || x->type == PRACTICE_TYPE_TEXT ||
				x->type == PRACTICE_TYPE_TEXTS)
				assert_string_not_equal(craft_field_name(c, x->name), x->name);
		}
	}
	for (const char *const *m = practice_table.moments; *m; m++)
		assert_string_not_equal(craft_moment_name(c, *m), *m);
	for (size_t a = 0; a < practice_table.audience_count; a++)
		if (!practice_table.audiences[a].includes[0])
			assert_string_not_equal(
				craft_audience_name(c, practice_table.audiences[a].name),
				practice_table.audiences[a].name);
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rewritten_in_each_language_and_back),
		TEST(placeholders_are_those_of_the_kind_and_in_every_language),
		TEST(off_is_offered_to_nobody_and_read_by_those_who_chose_it),
		TEST(a_list_leaves_out_what_is_off_and_is_never_empty),
		TEST(own_items_and_the_order),
		TEST(an_update_says_what_is_older_and_breaks_nothing),
		TEST(all_of_it_as_a_file_comes_back_as_it_was),
		TEST(what_differs_between_two_texts),
		TEST(everything_has_a_name),
		TEST(a_change_while_others_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
