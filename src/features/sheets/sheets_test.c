/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/sheets/sheets.h"

/* Writes text to every question of a sheet, shared where share is. */
static enum result
write_all(struct ctx *c, const struct two *t, int64_t who, const char *sheet, const char *text,
	bool share, bool ready)
{
	const struct practice_item *it = practice_need("sheet", sheet);
	struct sheet_question_rows rows;
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	rows = sheet_questions(c, &p, it);
	for (int i = 0; i < rows.n; i++) {
		rows.v[i].mine = text;
		rows.v[i].shared = share;
	}
	return sheet_save(c, t->relationship, it, &rows, ready);
}

/* What who reads of his partner's first answer. */
static const char *
reads(struct ctx *c, const struct two *t, int64_t who, const char *sheet)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return sheet_questions(c, &p, practice_need("sheet", sheet)).v[0].theirs;
}

/* C2: the five questions word for word; private until both are done, then open to both. */
static void
c2_each_alone_then_both(void **state)
{
	static const char *const asked[] = { "What do I see as my role?",
		"What are my expectations?", "What areas does the mentoring extend to?",
		"What are my boundaries around meetings (time, location, frequency)?",
		"When and how do I want to be contacted (email, phone)?" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct sheet_question_rows rows;
	struct pair p;

	c->who = t.mentee;
	pair_get(c, t.relationship, &p);
	rows = sheet_questions(c, &p, practice_need("sheet", PRACTICE_SHEET_BOUNDARIES));
	assert_int_equal(rows.n, 5);
	for (int i = 0; i < 5; i++)
		assert_string_equal(rows.v[i].text, asked[i]);
	assert_int_equal(write_all(c, &t, t.mentee, "boundaries", "Listening", true, true), OK);
	assert_string_equal(reads(c, &t, t.mentor, "boundaries"), "");
	assert_int_equal(write_all(c, &t, t.mentor, "boundaries", "", false, true), INVALID);
	assert_string_equal(c->problems->label, "What do I see as my role?");
	assert_string_equal(c->problems->next->label, "What are my expectations?");
	c->problems = NULL;
	assert_int_equal(write_all(c, &t, t.mentor, "boundaries", "listening.", false, false), OK);
	assert_string_equal(reads(c, &t, t.mentee, "boundaries"), "");
	assert_int_equal(write_all(c, &t, t.mentor, "boundaries", "listening.", false, true), OK);
	assert_string_equal(reads(c, &t, t.mentee, "boundaries"), "listening.");
	assert_string_equal(reads(c, &t, t.mentor, "boundaries"), "Listening");
	rows = sheet_questions(c, &p, practice_need("sheet", PRACTICE_SHEET_BOUNDARIES));
	assert_true(rows.v[0].same); /* but for a capital and a full stop */
	assert_int_equal(test_close(*state, OK), OK);
}

/* D1, D4: what is ticked is read, and nothing else; what is emptied is gone. */
static void
d1_d4_each_chooses_what_to_share(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct sheet_line_rows lines;
	struct pair p;

	assert_int_equal(write_all(c, &t, t.mentee, "mind", "I worry", false, false), OK);
	assert_string_equal(reads(c, &t, t.mentor, "mind"), "");
	assert_int_equal(write_all(c, &t, t.mentee, "mind", "I worry", true, false), OK);
	assert_string_equal(reads(c, &t, t.mentor, "mind"), "I worry");
	assert_int_equal(write_all(c, &t, t.mentee, "rapport", "The sea", true, true), OK);
	assert_string_equal(reads(c, &t, t.mentor, "rapport"), "The sea");
	assert_int_equal(write_all(c, &t, t.mentor, "mind", "Mine", true, false), NOT_FOUND);

	c->who = t.mentee;
	pair_get(c, t.relationship, &p);
	lines = sheet_lines(c, &p);
	assert_string_equal(lines.v[1].id, "rapport");
	assert_int_equal(lines.v[1].answered, 6); /* D1: progress x of y */
	assert_int_equal(lines.v[1].questions, 6);
	assert_int_equal(write_all(c, &t, t.mentee, "rapport", "", true, false), OK);
	assert_int_equal(sheet_lines(c, &p).v[1].answered, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* D2: the mentor's stories are the mentee's to read. D5: strengths open when both are done. */
static void
d2_d5_stories_and_strengths(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	assert_int_equal(write_all(c, &t, t.mentor, "stories", "I failed", false, false), OK);
	assert_string_equal(reads(c, &t, t.mentee, "stories"), "I failed");
	assert_int_equal(write_all(c, &t, t.mentee, "stories", "Me too", false, false), NOT_FOUND);
	assert_int_equal(write_all(c, &t, t.mentor, "strengths", "Patience", true, true), OK);
	assert_string_equal(reads(c, &t, t.mentee, "strengths"), "");
	assert_int_equal(write_all(c, &t, t.mentee, "strengths", "Humour", false, true), OK);
	assert_string_equal(reads(c, &t, t.mentee, "strengths"), "Patience");

	c->who = t.mentor;
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(write_all(c, &t, t.mentee, "rapport", "y", true, false), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Whether a prompt helps both, each in his own words. */
static bool
two_versions(const struct practice_item *prompt)
{
	const char *a = practice_field(prompt, "hint_mentor", "de");
	const char *b = practice_field(prompt, "hint_mentee", "de");

	return *a && *b && !str_eq(a, b);
}

/* A3: what is answered before and at the end comes in two versions; the mentor is also asked what he wants to gain,
 * the mentee reads that answer once both are done, and is never asked for one. */
static void
a3_two_versions(void **state)
{
	const struct practice_item *sheet = practice_need("sheet", PRACTICE_SHEET_LOOKING_BACK);
	static const char *const groups[] = { "prework", "review" };
	const struct practice_kind *prompts = practice_kind("prompt");
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct sheet_question_rows mine, theirs;
	struct pair p;

	for (size_t g = 0; g < 2; g++) {
		int gains = 0;

		for (size_t i = 0; i < prompts->count; i++) {
			const struct practice_item *it = &prompts->items[i];

			if (!str_eq(practice_field(it, "group", ""), groups[g]))
				continue;
			if (practice_suits(it, "mentee", NULL))
				assert_true(two_versions(it));
			else
				gains += practice_suits(it, "mentor", NULL);
		}
		assert_int_equal(gains, 1);
	}
	c->who = t.mentor;
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	mine = sheet_questions(c, &p, sheet);
	c->who = t.mentee;
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	theirs = sheet_questions(c, &p, sheet);
	assert_int_equal(mine.n, theirs.n + 1);
	assert_string_equal(mine.v[mine.n - 1].id, PRACTICE_PROMPT_REVIEW_GAINS);
	assert_string_not_equal(mine.v[0].hint, theirs.v[0].hint);
	assert_int_equal(
		write_all(c, &t, t.mentee, PRACTICE_SHEET_LOOKING_BACK, "Mine", false, true), OK);
	assert_int_equal(
		write_all(c, &t, t.mentor, PRACTICE_SHEET_LOOKING_BACK, "Yours", false, true), OK);
	c->who = t.mentee;
	theirs = sheet_questions(c, &p, sheet);
	assert_int_equal(theirs.n, mine.n);
	assert_false(theirs.v[theirs.n - 1].asked);
	assert_string_equal(theirs.v[theirs.n - 1].theirs, "Yours");
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(c2_each_alone_then_both, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			d1_d4_each_chooses_what_to_share, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			d2_d5_stories_and_strengths, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(a3_two_versions, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
