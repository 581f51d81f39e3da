/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs as they appear on a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/html/html.h"
#include "engine/i18n/i18n.h"
#include "tests/request.h"

#define TRY_FORM(F, S)                                                                             \
	F(S, TEXT, title, .min = 1, .max = 80)                                                     \
	F(S, LONG, why)                                                                            \
	F(S, EMAIL, email)                                                                         \
	F(S, SECRET, password)                                                                     \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, MOMENT, starts)                                                                       \
	F(S, INT, points, .min = 1, .max = 9)                                                      \
	F(S, BOOL, shared)                                                                         \
	F(S, ONE, aim, .of = "everyone|fit")                                                       \
	F(S, ONE, horizon, .of = "fit|3", .optional = true, .none = N_("Not yet"))                 \
	F(S, ONE, side, .of = "fit|3", .optional = true, .usual = true)                            \
	F(S, ONE, tz)                                                                              \
	F(S, REF, goal, .optional = true)                                                          \
	F(S, REF, rank, .optional = true, .folded = true)                                          \
	F(S, MANY, level)                                                                          \
	F(S, FILE, file, .of = ".csv")
FORM_DECLARE(try_form, TRY_FORM)
FORM_DEFINE(try_form, TRY_FORM)

static struct buf b;
static struct html h;
static struct try_form f;

static int
setup(void **state)
{
	request_setup(state);
	b = BUF_IN(mem);
	h = (struct html){ .b = &b, .c = &q.ctx, .q = &q };
	f = (struct try_form){ .title = "",
		.why = "",
		.email = "",
		.due_on = "",
		.starts = "",
		.aim = "",
		.horizon = "",
		.side = "fit",
		.tz = "" };
	form_show(try_form, &f);
	return 0;
}

static const char *
field(const char *name, const char *hint)
{
	b.n = 0;
	html_field(&h, &f.form, name, "The <label>", hint);
	return buf_text(&b);
}

static struct option options[] = { { "everyone", "Everyone & all" }, { "fit", "Best fit" },
	{ "3", "Three" }, { "4", "Four" }, { "5", "Five" }, { "6", "Six" }, { "7", "Seven" } };

static const char *
choice(const char *name, int n)
{
	const struct option_rows rows = { n, options };

	b.n = 0;
	html_choice(&h, &f.form, name, "Label", NULL, &rows);
	return buf_text(&b);
}

#define ICON                                                                                       \
	"<svg class=\"icon\" aria-hidden=\"true\"><use "                                           \
	"href=\"/assets/sprite.svg#warning\"></use></svg>"

static void
test_text(void **state)
{
	(void)state;
	f.title = "\"><script>";
	assert_string_equal(field("title", NULL),
		"<div class=\"field\"><label for=\"title\">The &lt;label&gt;</label>\n"
		"<input id=\"title\" maxlength=\"80\" value=\"&quot;&gt;&lt;script&gt;\" "
		"name=\"title\" "
		"required></div>\n");
}

static void
test_wrong(void **state)
{
	invalid(&q.ctx, "title", "Say <more>.");
	(void)state;
	assert_string_equal(field("title", "Short & sweet"),
		"<div class=\"field bad\"><label for=\"title\">The &lt;label&gt;</label>\n"
		"<p class=\"hint\" id=\"title-hint\">Short &amp; sweet</p>\n"
		"<input id=\"title\" maxlength=\"80\" name=\"title\" required "
		"aria-invalid=\"true\" "
		"aria-describedby=\"title-hint title-wrong\">\n"
		"<p class=\"wrong\" id=\"title-wrong\">" ICON "Say &lt;more&gt;.</p></div>\n");
	assert_non_null(strstr(field("title", NULL), "aria-describedby=\"title-wrong\""));
}

static void
test_optional_is_said(void **state)
{
	(void)state;
	assert_non_null(strstr(field("why", NULL),
		"The &lt;label&gt; <span class=\"optional\">(optional)</span>"));
	assert_null(strstr(field("why", NULL), "required"));
}

/* A rule asks for what the table lets be empty: then nothing says "optional". */
static void
test_needed_is_said(void **state)
{
	(void)state;
	f.form.needs = "goal|why";
	assert_null(strstr(field("why", NULL), "(optional)"));
	assert_non_null(strstr(field("why", NULL), " required"));
	assert_non_null(strstr(choice("goal", 2), "name=\"goal\" value=\"everyone\" required"));
	assert_non_null(strstr(field("due_on", NULL), "(optional)"));
}

static void
test_long_keeps_everything(void **state)
{
	(void)state;
	f.why = "\n</textarea> one";
	assert_non_null(strstr(field("why", NULL),
		"<textarea id=\"why\" rows=\"4\" maxlength=\"20000\" name=\"why\">\n"
		"\n&lt;/textarea&gt; one</textarea>"));
}

static void
test_kinds(void **state)
{
	(void)state;
	f.points = 3;
	assert_non_null(strstr(
		field("email", NULL), "type=\"email\" maxlength=\"254\" autocomplete=\"email\""));
	assert_non_null(strstr(field("password", NULL),
		"type=\"password\" maxlength=\"1024\" autocomplete=\"new-password\" name="));
	assert_non_null(strstr(field("due_on", NULL), "type=\"date\""));
	assert_non_null(strstr(field("starts", NULL), "type=\"datetime-local\""));
	assert_non_null(strstr(field("points", NULL), "type=\"number\""));
	assert_non_null(strstr(field("points", NULL), "min=\"1\" max=\"9\" value=\"3\""));
	f.points = 0;
	assert_null(strstr(field("points", NULL), "value"));
	assert_non_null(strstr(
		field("file", NULL), "type=\"file\" accept=\".csv\" name=\"file\" required"));
	f.password = "never shown";
	assert_null(strstr(field("password", NULL), "never"));
}

static void
test_checkbox(void **state)
{
	(void)state;
	assert_null(strstr(field("shared", NULL), "checked"));
	f.shared = true;
	assert_string_equal(field("shared", "Hint"),
		"<div class=\"field\"><label class=\"choice bare\"><input type=\"checkbox\" "
		"value=\"1\" "
		"id=\"shared\" name=\"shared\" aria-describedby=\"shared-hint\" checked>"
		"<span>The &lt;label&gt;</span></label>\n"
		"<p class=\"hint\" id=\"shared-hint\">Hint</p>\n</div>\n");
}

static void
test_radio(void **state)
{
	(void)state;
	f.aim = "fit";
	assert_string_equal(choice("aim", 2), "<fieldset class=\"choices\"><legend>Label</legend>\n"
					      "<label class=\"choice\"><input type=\"radio\" "
					      "id=\"aim\" name=\"aim\" value=\"everyone\" required>"
					      "<span>Everyone &amp; all</span></label>\n"
					      "<label class=\"choice\"><input type=\"radio\" "
					      "name=\"aim\" value=\"fit\" checked required>"
					      "<span>Best fit</span></label>\n"
					      "</fieldset>\n");
	invalid(&q.ctx, "aim", "Choose.");
	assert_non_null(strstr(choice("aim", 2),
		"<fieldset class=\"choices bad\" aria-describedby=\"aim-wrong\">"));
}

static void
test_scale(void **state)
{
	struct option numbers[] = { { "1", "1: not at all" }, { "2", "2" }, { "3", "3: fully" } };
	const struct option_rows rows = { 3, numbers };

	(void)state;
	f.aim = "";
	b.n = 0;
	html_choice(&h, &f.form, "aim", "Label", NULL, &rows);
	assert_non_null(strstr(buf_text(&b), "<fieldset class=\"chips\"><legend>Label</legend>\n"
					     "<label><input type=\"radio\" id=\"aim\" name=\"aim\" "
					     "value=\"1\" required>1: not at all</label>\n"));
	numbers[1].value = "3";
	b.n = 0;
	html_choice(&h, &f.form, "aim", "Label", NULL, &rows);
	assert_non_null(strstr(buf_text(&b), "<fieldset class=\"choices\">"));
}

/* A radio button cannot be unchosen: where no answer is needed, the last one says so, in the words of the field. */
static void
test_way_back(void **state)
{
	const char *no = "name=\"goal\" value=\"\" checked><span>No answer</span>";

	(void)state;
	assert_non_null(strstr(choice("goal", 2), no));
	assert_non_null(strstr(choice("goal", 2), "(optional)"));
	f.horizon = "fit";
	assert_non_null(
		strstr(choice("horizon", 3), "name=\"horizon\" value=\"\"><span>Not yet</span>"));
	assert_null(strstr(choice("horizon", 3), "(optional)"));
	/* Not where one has to choose, where something is chosen in any case, or where many can be. */
	assert_null(strstr(choice("aim", 2), "value=\"\""));
	assert_null(strstr(choice("side", 2), "value=\"\""));
	assert_null(strstr(choice("level", 2), "value=\"\""));
	f.form.needs = "goal";
	assert_null(strstr(choice("goal", 2), "value=\"\""));
	/* And not twice. */
	f.form.needs = NULL;
	options[0].value = "";
	assert_null(strstr(choice("horizon", 3), "Not yet"));
	options[0].value = "everyone";
}

static void
test_select(void **state)
{
	(void)state;
	f.goal = 5;
	assert_non_null(strstr(choice("goal", 7), "<option value=\"5\" selected>Five</option>"));
	assert_non_null(strstr(choice("goal", 7), "<option value=\"\">No answer</option>"));
	assert_non_null(strstr(choice("tz", 7), "data-setting-time"));
	assert_non_null(
		strstr(choice("tz", 7), "<option value=\"\" selected>Choose an answer</option>"));
	assert_non_null(strstr(choice("rank", 2), "<select"));
	assert_non_null(strstr(choice("goal", 2), "type=\"radio\""));
	f.tz = "6";
	assert_null(strstr(choice("tz", 7), "data-setting-time"));
	assert_null(strstr(choice("tz", 7), "Choose an answer"));
}

/* What stands already asks for nothing. */
static void
test_optional_choice(void **state)
{
	(void)state;
	f.goal = 0;
	assert_non_null(strstr(choice("goal", 2), "(optional)"));
	f.goal = 3;
	assert_null(strstr(choice("goal", 3), "(optional)"));
	assert_non_null(strstr(choice("goal", 3), "value=\"3\" checked"));
}

/* Of very many those that are chosen stand in front, and nothing is lost behind them. */
static void
test_many_folded(void **state)
{
	const char *chosen[] = { "o13", "o2" };
	struct option all[14];
	struct option_rows rows = { 14, all };
	const char *html, *fold;

	(void)state;
	for (int i = 0; i < 14; i++)
		all[i].value = all[i].label = arena_printf(q.ctx.mem, "o%d", i);
	b.n = 0;
	html_choice(&h, &f.form, "level", "Label", NULL, &rows);
	assert_null(strstr(buf_text(&b), "<details"));
	f.level = (struct texts){ 2, chosen };
	b.n = 0;
	html_choice(&h, &f.form, "level", "Label", NULL, &rows);
	html = buf_text(&b);
	fold = strstr(html, "<details");
	assert_non_null(fold);
	assert_true(strstr(html, "id=\"level\" name=\"level\" value=\"o2\" checked") < fold);
	assert_true(strstr(html, "name=\"level\" value=\"o13\" checked") < fold);
	for (int i = 0; i < 14; i++)
		assert_true(strstr(html, arena_printf(q.ctx.mem, "value=\"o%d\"", i)) > fold ||
			    i == 2 || i == 13);
	assert_null(strstr(fold, "checked"));
	/* What is wrong shows everything; few are never folded away. */
	invalid(&q.ctx, "level", "Choose.");
	b.n = 0;
	html_choice(&h, &f.form, "level", "Label", NULL, &rows);
	assert_null(strstr(buf_text(&b), "<details"));
	q.ctx.problems = NULL;
	rows.n = 12;
	b.n = 0;
	html_choice(&h, &f.form, "level", "Label", NULL, &rows);
	assert_null(strstr(buf_text(&b), "<details"));
}

static void
test_many(void **state)
{
	const char *chosen[] = { "fit", "4" };

	(void)state;
	f.level = (struct texts){ 2, chosen };
	assert_non_null(strstr(choice("level", 7), "<fieldset class=\"chips\">"));
	assert_non_null(strstr(choice("level", 7), "<label><input type=\"checkbox\" name=\"level\" "
						   "value=\"fit\" checked>Best fit</label>"));
	assert_null(strstr(choice("level", 7), "required"));
}

static void
test_typed_is_shown(void **state)
{
	const char *typed[] = { "as <typed>" };
	struct texts raw[13] = { { 1, typed } };

	(void)state;
	f.title = "kept";
	f.form.raw = raw;
	assert_non_null(strstr(field("title", NULL), "value=\"as &lt;typed&gt;\""));
}

static void
test_problems(void **state)
{
	struct option labels[] = { { "title", "Title" } };

	(void)state;
	html_problems(&h);
	assert_int_equal(b.n, 0);
	invalid(&q.ctx, "title", "Say <more>.");
	html_problems(&h);
	assert_string_equal(buf_text(&b),
		"<div class=\"summary\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"summary\">"
		"<h2 id=\"summary\">1 answer needs another look</h2>\n"
		"<ul>\n<li><a href=\"#title\">Say &lt;more&gt;.</a></li>\n</ul>\n</div>\n");
	invalid(&q.ctx, "", "All of it.");
	invalid(&q.ctx, "a\"b", "Odd.");
	b.n = 0;
	html_problems_of(&h, &(const struct option_rows){ 1, labels });
	assert_non_null(strstr(buf_text(&b), "3 answers need another look"));
	assert_non_null(strstr(buf_text(&b), "<a href=\"#title\">Title – Say &lt;more&gt;.</a>"));
	assert_non_null(strstr(buf_text(&b), "<li>All of it.</li>"));
	assert_non_null(strstr(buf_text(&b), "<a href=\"#a%22b\">Odd.</a>"));
}

static void
test_conflict_is_said(void **state)
{
	(void)state;
	q.ctx.why = "It has ended.";
	html_problems(&h);
	assert_non_null(strstr(buf_text(&b), "<h2 id=\"summary\">It has ended.</h2>\n</div>"));
}

static void
test_hidden(void **state)
{
	(void)state;
	html_form_hidden(&h, "post");
	assert_string_equal(
		buf_text(&b), "<input type=\"hidden\" name=\"_key\" value=\"fresh.1\">");
	b.n = 0;
	q.session.token = "t\"k";
	html_form_hidden(&h, "put");
	assert_string_equal(buf_text(&b),
		"<input type=\"hidden\" name=\"_token\" value=\"t&quot;k\">"
		"<input type=\"hidden\" name=\"_key\" value=\"fresh.2\">"
		"<input type=\"hidden\" name=\"_method\" value=\"put\">");
	b.n = 0;
	h.q = NULL;
	html_form_hidden(&h, "post");
	assert_int_equal(b.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_text, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_wrong, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_optional_is_said, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_needed_is_said, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_long_keeps_everything, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_kinds, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_checkbox, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_radio, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_scale, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_way_back, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_select, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_optional_choice, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_many, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_many_folded, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_typed_is_shown, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_problems, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_conflict_is_said, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_hidden, setup, request_teardown),
	};

	return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
