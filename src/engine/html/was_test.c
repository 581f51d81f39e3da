/* SPDX-License-Identifier: Apache-2.0 */
/* The same form in two windows: what is put together, what is asked about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/html/html.h"
#include "engine/i18n/i18n.h"
#include "tests/request.h"

#define TRY_FORM(F, S)                                                                             \
	F(S, TEXT, title)                                                                          \
	F(S, LONG, why)                                                                            \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, INT, points, .max = 9, .optional = true)                                              \
	F(S, BOOL, shared)                                                                         \
	F(S, ONE, aim, .of = "everyone|fit")                                                       \
	F(S, MANY, level)
FORM_DECLARE(try_form, TRY_FORM)
FORM_DEFINE(try_form, TRY_FORM)

static struct try_form page, mine, now;

static int
setup(void **state)
{
	request_setup(state);
	page = (struct try_form){ .title = "Speak up", .why = "", .due_on = "", .aim = "fit" };
	form_show(try_form, &page);
	form_watch(&q.ctx, &page);
	mine = now = page;
	return 0;
}

static void
nothing_changed_elsewhere(void **state)
{
	(void)state;
	mine.title = "Speak first";
	assert_int_equal(form_settle(&q, &mine, &now), OK);
	assert_string_equal(mine.title, "Speak first");
}

static void
different_fields_are_put_together(void **state)
{
	static const char *levels[] = { "3" };

	(void)state;
	mine.title = "Speak first";
	now.why = "They listen";
	now.points = 4;
	now.shared = true;
	now.level = (struct texts){ 1, levels };
	assert_int_equal(form_settle(&q, &mine, &now), OK);
	assert_string_equal(mine.title, "Speak first");
	assert_string_equal(mine.why, "They listen");
	assert_int_equal(mine.points, 4);
	assert_true(mine.shared);
	assert_int_equal(mine.level.n, 1);
	assert_null(q.ctx.problems);
}

static void
the_same_in_both_is_no_matter(void **state)
{
	(void)state;
	mine.title = now.title = "Speak first";
	assert_int_equal(form_settle(&q, &mine, &now), OK);
}

static void
both_are_shown_and_the_next_save_holds(void **state)
{
	struct buf b = BUF_IN(mem);
	struct html h = { .b = &b, .c = &q.ctx, .q = &q };
	const char *shown;

	(void)state;
	mine.title = "Mine";
	now.title = "Theirs <b>";
	assert_int_equal(form_settle(&q, &mine, &now), CONFLICT);
	assert_non_null(problem_of(&q.ctx, "title"));
	assert_null(problem_of(&q.ctx, "why"));
	html_field(&h, &mine.form, "title", "Title", NULL);
	shown = buf_text(&b);
	assert_non_null(strstr(shown, "value=\"Mine\""));
	assert_non_null(strstr(shown, "Theirs &lt;b&gt;"));
	assert_non_null(strstr(shown, mine.form.was));

	/* Seen and sent again: nothing came in between. */
	q.ctx.problems = NULL;
	assert_int_equal(form_settle(&q, &mine, &now), OK);
	assert_string_equal(mine.title, "Mine");
}

static void
emptied_elsewhere_is_said(void **state)
{
	struct buf b = BUF_IN(mem);
	struct html h = { .b = &b, .c = &q.ctx, .q = &q };

	(void)state;
	mine.title = "Mine";
	now.title = "";
	assert_int_equal(form_settle(&q, &mine, &now), CONFLICT);
	html_field(&h, &mine.form, "title", "Title", NULL);
	assert_non_null(strstr(buf_text(&b), "(nothing)"));
}

static void
who_has_no_page_is_not_asked(void **state)
{
	(void)state;
	mine.title = "Mine";
	now.title = "Theirs";
	mine.form.was = NULL;
	assert_int_equal(form_settle(&q, &mine, &now), OK);
	mine.form.was = "of another form";
	assert_int_equal(form_settle(&q, &mine, &now), OK);
}

static void
texts_with_names_of_their_own(void **state)
{
	const char *was = text_mark(&q.ctx, "Before");

	(void)state;
	sent_n = 1;
	sent[0] = (struct body_pair){
		.name = "_was_answer_x", .value = was, .n = strlen(was), .type = BODY_TEXT
	};
	assert_string_equal(text_settle(&q, "answer_x", "Mine", "Before"), "Mine");
	assert_string_equal(text_settle(&q, "answer_x", "Before", "Theirs"), "Theirs");
	assert_null(q.ctx.problems);
	assert_string_equal(text_settle(&q, "answer_x", "Mine", "Theirs"), "Mine");
	assert_non_null(problem_of(&q.ctx, "answer_x"));
	sent_n = 0;
	assert_string_equal(text_settle(&q, "answer_x", "Mine", "Theirs"), "Mine");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_changed_elsewhere, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			different_fields_are_put_together, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			the_same_in_both_is_no_matter, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			both_are_shown_and_the_next_save_holds, setup, request_teardown),
		cmocka_unit_test_setup_teardown(emptied_elsewhere_is_said, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			who_has_no_page_is_not_asked, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			texts_with_names_of_their_own, setup, request_teardown),
	};

	return cmocka_run_group_tests_name("was", tests, NULL, NULL);
}
