/* SPDX-License-Identifier: Apache-2.0 */
/* Input of every kind, right and wrong, as a form and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/str.h"
#include "engine/html/form.h"
#include "engine/i18n/i18n.h"
#include "tests/request.h"

#define TRY_FORM(F, S)                                                                             \
	F(S, TEXT, title, .min = 1, .max = 10)                                                     \
	F(S, TEXT, nick, .max = 5)                                                                 \
	F(S, TEXT, code, .min = 3, .max = 5, .optional = true)                                     \
	F(S, LONG, why, .max = 20)                                                                 \
	F(S, EMAIL, email, .optional = true)                                                       \
	F(S, SECRET, secret, .optional = true)                                                     \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, MOMENT, starts, .optional = true)                                                     \
	F(S, INT, points, .min = 0, .max = 100, .optional = true)                                  \
	F(S, REF, goal, .optional = true)                                                          \
	F(S, BOOL, shared)                                                                         \
	F(S, ONE, aim, .of = "everyone|fit", .optional = true)                                     \
	F(S, ONE, tz, .optional = true)                                                            \
	F(S, MANY, level, .max = 3)                                                                \
	F(S, FILE, file, .max = 100, .optional = true)                                             \
	F(S, OPEN, custom, .of = "field_")
FORM_DECLARE(try_form, TRY_FORM)
FORM_DEFINE(try_form, TRY_FORM)

#define STRICT_FORM(F, S)                                                                          \
	F(S, EMAIL, email)                                                                         \
	F(S, SECRET, secret)                                                                       \
	F(S, DATE, due_on)                                                                         \
	F(S, MOMENT, starts)                                                                       \
	F(S, INT, points)                                                                          \
	F(S, REF, goal)                                                                            \
	F(S, ONE, aim)                                                                             \
	F(S, FILE, file)                                                                           \
	F(S, MANY, level, .min = 2)
FORM_DECLARE(strict_form, STRICT_FORM)
FORM_DEFINE(strict_form, STRICT_FORM)

static struct try_form f;

static void
send_bytes(enum body_type type, const char *name, const char *value, size_t n)
{
	sent[sent_n++] = (struct body_pair){ .type = type, .name = name, .value = value, .n = n };
}

static void
send_pair(const char *name, const char *value)
{
	send_bytes(BODY_TEXT, name, value, strlen(value));
}

static void
send_json(enum body_type type, const char *name, const char *value)
{
	sent_json = true;
	send_bytes(type, name, value, strlen(value));
}

static void
send_item(enum body_type type, const char *name, const char *value)
{
	send_json(type, name, value);
	sent[sent_n - 1].list = true;
}

static bool
read_try(void)
{
	q.ctx.problems = NULL;
	return form_read(&q, try_form, &f);
}

/* One field beside a right title; the message about it, or NULL. */
static const char *
message(const char *name, const char *value)
{
	bool ok;

	sent_n = 0;
	sent_json = false;
	if (!str_eq(name, "title"))
		send_pair("title", "x");
	send_pair(name, value);
	ok = read_try();
	assert_true(ok == !q.ctx.problems);
	if (q.ctx.problems)
		assert_null(q.ctx.problems->next);
	return problem_of(&q.ctx, name);
}

static const char *
json_message(enum body_type type, const char *name, const char *value)
{
	bool ok;

	sent_n = 0;
	if (!str_eq(name, "title"))
		send_json(BODY_TEXT, "title", "x");
	send_json(type, name, value);
	ok = read_try();
	assert_true(ok == !q.ctx.problems);
	return problem_of(&q.ctx, name);
}

#define WRONG(name, value, text) assert_string_equal(message(name, value), text)
#define RIGHT(name, value) assert_null(message(name, value))

static void
test_all_right(void **state)
{
	(void)state;
	send_pair("title", "  Über\tuns ");
	send_pair("why", "\r\n one\r\ntwo\rthree\t. \n");
	send_pair("email", " Amara.Okafor@Example.ORG ");
	send_pair("secret", " pass word ");
	send_pair("due_on", "2028-02-29");
	send_pair("starts", "2027-03-04T16:05");
	send_pair("points", "100");
	send_pair("goal", "12");
	send_pair("shared", "1");
	send_pair("aim", "fit");
	send_pair("tz", "Europe/Berlin");
	send_pair("level", "a");
	send_pair("level", "");
	send_pair("level", "b");
	send_pair("_token", "not ours");
	assert_true(read_try());
	assert_null(f.form.raw);
	assert_ptr_equal(f.form.desc, &try_form_desc);
	assert_string_equal(f.title, "Über uns");
	assert_string_equal(f.nick, "");
	assert_string_equal(f.why, "one\ntwo\nthree\t.");
	assert_string_equal(f.email, "amara.okafor@example.org");
	assert_string_equal(f.secret, " pass word ");
	assert_string_equal(f.due_on, "2028-02-29");
	assert_string_equal(f.starts, "2027-03-04T16:05");
	assert_int_equal(f.points, 100);
	assert_int_equal(f.goal, 12);
	assert_true(f.shared);
	assert_string_equal(f.aim, "fit");
	assert_string_equal(f.tz, "Europe/Berlin");
	assert_int_equal(f.level.n, 2);
	assert_string_equal(f.level.v[1], "b");
	assert_false(f.custom);
	assert_string_equal(f.file.name, "");
}

static void
test_nothing_came(void **state)
{
	struct strict_form s;

	(void)state;
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "title"), "Fill this in.");
	assert_null(q.ctx.problems->next);
	assert_string_equal(f.why, "");
	assert_non_null(f.form.raw);
	q.ctx.problems = NULL;
	assert_false(form_read(&q, strict_form, &s));
	assert_string_equal(
		problem_of(&q.ctx, "email"), "Enter a mail address, like name@example.org.");
	assert_string_equal(problem_of(&q.ctx, "secret"), "Fill this in.");
	assert_string_equal(problem_of(&q.ctx, "due_on"), "Enter a date.");
	assert_string_equal(problem_of(&q.ctx, "starts"), "Enter a day and a time.");
	assert_string_equal(problem_of(&q.ctx, "points"), "Enter a number.");
	assert_string_equal(problem_of(&q.ctx, "goal"), "Choose an answer.");
	assert_string_equal(problem_of(&q.ctx, "aim"), "Choose an answer.");
	assert_string_equal(problem_of(&q.ctx, "file"), "Choose a file.");
	assert_string_equal(problem_of(&q.ctx, "level"), "Choose at least 2.");
	for (int i = 0; i < strict_form_desc.n - 1; i++)
		send_pair(strict_form_desc.fields[i].name, "");
	q.ctx.problems = NULL;
	assert_false(form_read(&q, strict_form, &s));
	assert_string_equal(problem_of(&q.ctx, "due_on"), "Enter a date.");
	assert_string_equal(problem_of(&q.ctx, "goal"), "Choose an answer.");
	assert_string_equal(problem_of(&q.ctx, "secret"), "Fill this in.");
}

static void
test_lengths(void **state)
{
	(void)state;
	RIGHT("title", "äöüÄÖÜß€😀x");
	WRONG("title", "0123456789ab", "This is too long by 2. Use at most 10 characters.");
	WRONG("title", "   ", "Fill this in.");
	WRONG("title", "\xC2\xA0\xE3\x80\x80", "Fill this in.");
	WRONG("code", "ab", "This is too short. Use at least 3 characters.");
	RIGHT("code", "");
	RIGHT("code", "abc");
	WRONG("why", "012345678901234567890", "This is too long by 1. Use at most 20 characters.");
}

static void
test_unicode(void **state)
{
	static const char *const broken[] = { "\xff", "a\xc3", "\xc0\xaf", "\xed\xa0\x80",
		"\xf4\x90\x80\x80", "\x80" };
	static const char *const control[] = { "a\x01z", "a\x1bz", "a\x7fz", "a\xC2\x85z",
		"a\xEF\xBF\xBFz" };

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		WRONG("title", broken[i],
			"Some characters of this text cannot be read. Type it again.");
		WRONG("secret", broken[i],
			"Some characters of this text cannot be read. Type it again.");
		WRONG("due_on", broken[i],
			"Some characters of this text cannot be read. Type it again.");
		WRONG("level", broken[i],
			"Some characters of this text cannot be read. Type it again.");
	}
	for (size_t i = 0; i < sizeof control / sizeof *control; i++) {
		WRONG("title", control[i],
			"There is an invisible control character in this text. Type it again.");
		WRONG("why", control[i],
			"There is an invisible control character in this text. Type it again.");
	}
	WRONG("title", "a\nb", "Only one line fits here. Take out the line break.");
	sent_n = 0;
	send_bytes(BODY_TEXT, "title", "a\0b", 3);
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "title"),
		"There is an invisible control character in this text. Type it again.");
	/* Joiners belong to names and faces. */
	RIGHT("title", "نام\u200Cها");
	RIGHT("title", "👩‍🔬");
}

static void
test_nfc(void **state)
{
	(void)state;
	RIGHT("title", "u\u0308ber");
	assert_string_equal(f.title, "über");
	RIGHT("secret", "Pa\u030Assword");
	assert_string_equal(f.secret, "På"
				      "ssword");
	RIGHT("title", "\u1112\u1161\u11AB");
	assert_string_equal(f.title, "한");
	/* Ten characters of three code points each become ten. */
	RIGHT("title", "a\u0308\u0304a\u0308\u0304");
	assert_string_equal(f.title, "\u01DF\u01DF");
}

static void
test_mail_addresses(void **state)
{
	static const char *const good[] = { "a@b.de", "first.last+tag@sub.example.org",
		"o'brien@example.ie", "ü@münchen.de", "1@2.xn--p1ai" };
	static const char *const bad[] = { "a", "a@", "@b.de", "a@b", "a@b.", "a@.de", "a b@c.de",
		"a@b c.de", "a@b..de", ".a@b.de", "a.@b.de", "a..b@c.de", "a@-b.de", "a@b-.de",
		"a@b@c.de", "a,b@c.de", "<a@b.de>", "a@b.de\\", "a@b_c.de", "a\"b@c.de",
		"0123456789012345678901234567890123456789012345678901234567890123456789@b.de" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		RIGHT("email", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		WRONG("email", bad[i],
			"This is not a mail address. Write it like name@example.org.");
	RIGHT("email", "J.BERG@MÜNCHEN.DE");
	assert_string_equal(f.email, "j.berg@münchen.de");
}

static void
test_dates(void **state)
{
	static const char *const bad[] = { "2027-02-29", "2027-13-01", "2027-1-1", "04.03.2027",
		"tomorrow", "2027-03-04T16:00", "0000-01-01", "2027-03-04x" };
	static const char *const bad_moments[] = { "2027-03-04", "2027-03-04T", "2027-03-04T24:00",
		"2027-03-04T16:60", "2027-02-29T10:00", "2027-03-04T1600", "2027-03-04T16:00:60",
		"2027-03-04T16:00:", "2027-03-04X16:00", "T16:00", "2027-03-04T-1:00" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		WRONG("due_on", bad[i],
			"This is not a date. Write it as year-month-day, like 2027-03-04.");
	for (size_t i = 0; i < sizeof bad_moments / sizeof *bad_moments; i++)
		WRONG("starts", bad_moments[i],
			"This is not a day and a time. Write them like 2027-03-04T16:00.");
	RIGHT("starts", "2027-03-04T23:59:30");
	assert_string_equal(f.starts, "2027-03-04T23:59");
	RIGHT("starts", "2027-03-04 09:00");
	assert_string_equal(f.starts, "2027-03-04T09:00");
}

static void
test_numbers(void **state)
{
	static const char *const bad[] = { "1.5", "1e3", "0x10", "12a", "--1",
		"99999999999999999999" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		WRONG("points", bad[i], "Enter a whole number, like 12.");
	WRONG("points", "101", "Enter a number from 0 to 100.");
	WRONG("points", "-1", "Enter a number from 0 to 100.");
	RIGHT("points", " 7 ");
	assert_int_equal(f.points, 7);
	RIGHT("goal", "0");
	assert_int_equal(f.goal, 0);
	WRONG("goal", "-3", "Enter a number that is at least 0.");
	WRONG("goal", "x", "Choose an answer that is offered.");
}

static void
test_choices(void **state)
{
	(void)state;
	WRONG("aim", "every", "Choose an answer that is offered.");
	WRONG("aim", "everyone|fit", "Choose an answer that is offered.");
	RIGHT("aim", "everyone");
	RIGHT("aim", "");
	WRONG("shared", "perhaps", "Choose yes or no.");
	RIGHT("shared", "on");
	RIGHT("shared", "0");
	assert_false(f.shared);
	sent_n = 0;
	send_pair("title", "x");
	for (int i = 0; i < 4; i++)
		send_pair("level", "a");
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "level"), "Choose at most 3.");
	assert_int_equal(f.form.raw[13].n, 4);
}

static void
test_repeated(void **state)
{
	(void)state;
	send_pair("title", "x");
	send_pair("title", "y");
	assert_false(read_try());
	assert_string_equal(
		problem_of(&q.ctx, "title"), "This was answered more than once. Give one answer.");
}

static void
test_typed_is_kept(void **state)
{
	(void)state;
	send_pair("title", "  far too long a title ");
	send_pair("due_on", "soon");
	send_pair("secret", "do not show");
	send_pair("nick", "\xff");
	assert_false(read_try());
	assert_string_equal(f.form.raw[0].v[0], "  far too long a title ");
	assert_string_equal(f.form.raw[6].v[0], "soon");
	assert_int_equal(f.form.raw[5].n, 0);
	assert_int_equal(f.form.raw[1].n, 0);
}

static void
test_earlier_problems_do_not_count(void **state)
{
	(void)state;
	invalid(&q.ctx, "elsewhere", "Something.");
	send_pair("title", "x");
	assert_true(form_read(&q, try_form, &f));
	sent_n = 0;
	assert_false(form_read(&q, try_form, &f));
}

static void
test_files(void **state)
{
	(void)state;
	send_pair("title", "x");
	send_bytes(BODY_FILE, "file", "a,b\0c", 5);
	sent[1].filename = "../people.csv";
	assert_true(read_try());
	assert_int_equal(f.file.n, 5);
	assert_string_equal(f.file.name, "../people.csv");
	sent[1].n = 0;
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "file"), "This file is empty. Choose another one.");
	sent[1].filename = "";
	assert_true(read_try());
	sent[1].n = 101;
	sent[1].filename = "\xff";
	assert_false(read_try());
	assert_string_equal(
		problem_of(&q.ctx, "file"), "This file is too big. It may have at most 1 MB.");
	WRONG("file", "text", "Choose a file.");
	sent_n = 0;
	send_bytes(BODY_FILE, "title", "x", 1);
	sent[0].filename = "x";
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "title"), "No file is expected here.");
}

static void
test_json(void **state)
{
	(void)state;
	send_json(BODY_TEXT, "title", "x");
	send_json(BODY_NULL, "nick", "");
	send_json(BODY_NUMBER, "points", "12");
	send_json(BODY_BOOL, "shared", "true");
	send_item(BODY_TEXT, "level", "a");
	send_item(BODY_NUMBER, "level", "2");
	assert_true(read_try());
	assert_int_equal(f.points, 12);
	assert_true(f.shared);
	assert_int_equal(f.level.n, 2);
	assert_string_equal(f.level.v[1], "2");
}

static void
test_json_types(void **state)
{
	(void)state;
	assert_string_equal(json_message(BODY_NUMBER, "title", "1"), "A text is expected here.");
	assert_string_equal(json_message(BODY_BOOL, "due_on", "true"), "A text is expected here.");
	assert_string_equal(json_message(BODY_OTHER, "why", ""), "A text is expected here.");
	assert_string_equal(json_message(BODY_TEXT, "points", "1"), "A number is expected here.");
	assert_string_equal(
		json_message(BODY_NUMBER, "points", "1.5"), "Enter a whole number, like 12.");
	assert_string_equal(
		json_message(BODY_TEXT, "shared", "true"), "true or false is expected here.");
	assert_string_equal(json_message(BODY_TEXT, "level", "a"), "A list is expected here.");
	assert_string_equal(json_message(BODY_TEXT, "file", "a"), "Choose a file.");
	assert_null(json_message(BODY_NULL, "due_on", ""));
	assert_null(json_message(BODY_NULL, "level", ""));
	assert_int_equal(f.level.n, 0);
	assert_string_equal(json_message(BODY_NULL, "title", ""), "Fill this in.");
	sent_n = 0;
	send_item(BODY_TEXT, "title", "x");
	assert_false(read_try());
	assert_string_equal(problem_of(&q.ctx, "title"), "No list is expected here.");
}

static void
test_json_unknown_names(void **state)
{
	(void)state;
	assert_string_equal(
		json_message(BODY_TEXT, "titel", "x"), "There is no such field. Take it out.");
	assert_string_equal(
		json_message(BODY_TEXT, "custom", "x"), "There is no such field. Take it out.");
	assert_null(json_message(BODY_TEXT, "field_12", "x"));
	assert_true(f.custom);
	RIGHT("anything", "x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_right, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_nothing_came, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_lengths, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_unicode, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_nfc, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_mail_addresses, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_dates, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_numbers, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_choices, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_repeated, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_typed_is_kept, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_earlier_problems_do_not_count, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_files, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_json, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_json_types, request_setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_json_unknown_names, request_setup, request_teardown),
	};

	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
