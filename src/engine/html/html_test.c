/* SPDX-License-Identifier: Apache-2.0 */
/* Escaping: hostile texts in every place, read back as a browser would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/html/html.h"
#include "tests/request.h"

static struct buf b;
static struct ctx c;
static struct html h;

static int
setup(void **state)
{
	request_setup(state);
	b = BUF_IN(mem);
	c = (struct ctx){ .mem = mem };
	h = (struct html){ .b = &b, .c = &c };
	return 0;
}

/* After OWASP's "XSS filter evasion" list and the HTML standard's tokenizer: things that end a place
 * or begin another. */
static const char *const corpus[] = {
	"<script>alert(1)</script>",
	"\"><script>alert(1)</script>",
	"'><img src=x onerror=alert(1)>",
	"</textarea><script>alert(1)</script>",
	"</title><svg/onload=alert(1)>",
	"--><script>alert(1)</script>",
	"]]><script>alert(1)</script>",
	"\" onmouseover=\"alert(1)",
	"' onfocus='alert(1)' autofocus='",
	"` onerror=`alert(1)",
	"<<script>alert(1)//<</script>",
	"<img src=\"javascript:alert(1)\">",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"&#60;script&#62;",
	"{{7*7}}${7*7}<%= 7*7 %>",
	"\xEF\xBC\x9Cscript\xEF\xBC\x9E",
	"\xc0\xbcscript\xc0\xbe",
	"<\x01script>",
	"\x0c\x0b\x1b[31m",
	"a\r\nSet-Cookie: x=1",
	"+ADw-script+AD4-",
	"<!--#exec cmd=\"ls\"-->",
	"<?xml version=\"1.0\"?>",
	"javascript:alert(1)",
};
#define CORPUS (sizeof corpus / sizeof *corpus)

/* What a browser reads out of an escaped text. */
static const char *
unescaped(const char *s)
{
	static const char *const names[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" }, { "&#39;", "'" } };
	struct buf out = BUF_IN(mem);

	while (*s) {
		size_t i, n = sizeof names / sizeof *names;

		for (i = 0; i < n && !str_starts(s, names[i][0]); i++)
			;
		if (*s == '&' && i == n)
			fail_msg("a bare & in %s", s);
		if (i < n)
			buf_str(&out, names[i][1]);
		else
			buf_chr(&out, *s);
		s += i < n ? strlen(names[i][0]) : 1;
	}
	return buf_text(&out);
}

/* The text without what pages must not hold: control characters are U+FFFD, \r is left out. */
static const char *
expected(const char *s)
{
	struct buf out = BUF_IN(mem);

	for (; *s; s++) {
		unsigned char x = (unsigned char)*s;

		if (x == '\r')
			continue;
		if ((x < ' ' && x != '\n' && x != '\t') || x == 0x7f)
			buf_str(&out, "\uFFFD");
		else
			buf_chr(&out, *s);
	}
	return buf_text(&out);
}

static void
test_text_cannot_leave_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < CORPUS; i++) {
		b.n = 0;
		html_text(&h, corpus[i]);
		assert_null(strpbrk(buf_text(&b), "<>\"'"));
		assert_string_equal(unescaped(buf_text(&b)), expected(corpus[i]));
	}
}

static void
test_every_byte(void **state)
{
	(void)state;
	for (int x = 1; x < 256; x++) {
		char text[2] = { (char)x };

		b.n = 0;
		html_text(&h, text);
		assert_string_equal(unescaped(buf_text(&b)), expected(text));
	}
	b.n = 0;
	html_text(&h, NULL);
	assert_int_equal(b.n, 0);
}

/* Several bytes are looked at together: none is missed, wherever it stands. */
static void
test_every_byte_everywhere(void **state)
{
	(void)state;
	for (int x = 1; x < 256; x++)
		for (int at = 0; at < 40; at++) {
			char text[41] = "It rained for most of the walk, and 1 2 ";

			text[at] = (char)x;
			b.n = 0;
			html_text(&h, text);
			assert_string_equal(unescaped(buf_text(&b)), expected(text));
		}
}

static void
test_paragraphs_cannot_leave_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < CORPUS; i++) {
		const char *s;

		b.n = 0;
		html_paragraphs(&h, corpus[i]);
		for (s = buf_text(&b); (s = strchr(s, '<')); s++)
			assert_true(str_starts(s, "<p>") || str_starts(s, "</p>") ||
				    str_starts(s, "<br>"));
	}
}

static const char *
paragraphs(const char *s)
{
	b.n = 0;
	html_paragraphs(&h, s);
	return buf_text(&b);
}

static void
test_paragraphs(void **state)
{
	(void)state;
	assert_string_equal(paragraphs(""), "");
	assert_string_equal(paragraphs("\n\n \n"), "");
	assert_string_equal(paragraphs("one"), "<p>one</p>\n");
	assert_string_equal(paragraphs("one\ntwo"), "<p>one<br>\ntwo</p>\n");
	assert_string_equal(paragraphs("one\n\n\ntwo\n"), "<p>one</p>\n<p>two</p>\n");
	assert_string_equal(
		paragraphs("\none\n  \ntwo & three"), "<p>one</p>\n<p>two &amp; three</p>\n");
}

static const char *
url(const char *s)
{
	b.n = 0;
	html_url(&h, s);
	return arena_strdup(mem, buf_text(&b));
}

static void
test_addresses(void **state)
{
	static const char *const refused[] = { "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		" javascript:alert(1)", "\tjavascript:alert(1)", "java\nscript:alert(1)",
		"\x01javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
		"//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
		"ftp://x", "file:///etc/passwd", "goals/7", "", "&#106;avascript:x", "blob:x",
		"view-source:x" };
	static const char *const kept[] = { "/", "/goals/7", "/goals/7?a=b#c", "#top", "?page=2",
		"https://example.org/a", "http://example.org", "mailto:a@example.org",
		"HTTPS://example.org" };

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_string_equal(url(refused[i]), "#");
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_string_equal(url(kept[i]), kept[i]);
	assert_string_equal(url(NULL), "#");
	assert_string_equal(url("/a?b=\"'<>&c"), "/a?b=&quot;&#39;&lt;&gt;&amp;c");
}

static void
test_pieces_of_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < CORPUS; i++) {
		b.n = 0;
		html_url_part(&h, corpus[i]);
		for (const char *s = buf_text(&b); *s; s++)
			assert_non_null(
				strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				       "0123456789-._~%",
					*s));
	}
	b.n = 0;
	html_url_part(&h, "a b&c=ä/~");
	assert_string_equal(buf_text(&b), "a%20b%26c%3D%C3%A4%2F~");
}

static void
test_chosen_by_type(void **state)
{
	const char *text = "x";
	char *mutable = arena_strdup(mem, "y");
	struct texts list = { .n = 1, .v = &text };
	struct {
		int64_t a;
	} s = { 7 }, *p = &s;

	(void)state;
	html_put(&h, text);
	html_put(&h, mutable);
	html_put(&h, (int64_t)-5);
	html_put(&h, 'a');
	assert_string_equal(buf_text(&b), "xy-597");
	assert_true(html_true("a") && !html_true("") && !html_true((const char *)NULL));
	assert_true(html_true(3) && !html_true(0) && html_true(true));
	assert_true(
		html_same("a", "a") && !html_same("a", "b") && html_same(2, 2) && !html_same(2, 3));
	assert_true(html_same((const char *)NULL, ""));
	assert_ptr_equal(html_arg(s), p);
	assert_ptr_equal(html_arg(p), p);
	assert_int_equal(html_arg(s.a), 7);
	assert_ptr_equal(html_item(list.v), text);
	assert_ptr_equal(html_item(p), p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_text_cannot_leave_its_place, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_every_byte, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_every_byte_everywhere, setup, request_teardown),
		cmocka_unit_test_setup_teardown(
			test_paragraphs_cannot_leave_their_place, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_paragraphs, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_addresses, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_pieces_of_addresses, setup, request_teardown),
		cmocka_unit_test_setup_teardown(test_chosen_by_type, setup, request_teardown),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
