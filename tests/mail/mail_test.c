/* SPDX-License-Identifier: Apache-2.0 */
/* The outbox and its job, on both databases, against a mail server of its own. */
#include "tests/harness.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "engine/config.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.h"
#include "engine/mail/mail.sql.h"
#include "engine/mail/message.h"
#include "tests/mail/smtp_sink.h"

static struct sink *sink;

static int
begin(void **state)
{
	struct config *config;
	struct test *t;

	test_setup(state);
	t = *state;
	sink = sink_start();
	config = config_new(t->mem);
	config_set(
		config, SET_smtp_url, arena_printf(t->mem, "smtp://127.0.0.1:%d", sink_port(sink)));
	config_set(config, SET_mail_from, "Mentoring Zürich <mentoring@example.org>");
	config_set(config, SET_smtp_starttls, "no");
	t->engine.config = config;
	return 0;
}

static int
end(void **state)
{
	sink_stop(sink);
	return test_teardown(state);
}

/* libcurl keeps the connection of the thread that sent; it ends with the thread. */
struct run {
	struct engine *engine;
	int64_t now;
	int n;
};

static void *
run_all(void *arg)
{
	struct run *run = arg;

	run->n = jobs_run_all(run->engine, run->now);
	return NULL;
}

static int
run_jobs(struct test *t, int64_t now)
{
	struct run run = { &t->engine, now, 0 };
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, run_all, &run), 0);
	pthread_join(thread, NULL);
	return run.n;
}

static const struct mail letter = { .to_name = "Élise \"Lise\" Müller",
	.to = "elise@example.org",
	.subject = "Ihr nächster Schritt: ein erstes Gespräch, und was davor gut zu wissen ist",
	.text = "Guten Tag\n.\n..\nÄpfel\n",
	.html = "<p>Äpfel &amp; Birnen</p>\n",
	.ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
	.ics_method = "REQUEST",
	.person = 5,
	.kind = "letter" };

static int64_t
add(struct test *t, const struct mail *m)
{
	struct ctx *c = test_open(t);
	int64_t id = mail_add(c, m);

	assert_true(id > 0);
	assert_int_equal(test_close(t, OK), OK);
	return id;
}

struct look {
	int64_t id;
	struct mail_row row;
};

static enum result
look_up(struct ctx *c, void *arg)
{
	struct look *l = arg;

	return sql_mail_get(c, l->id, &l->row) ? OK : NOT_FOUND;
}

static struct mail_row
row_of(struct test *t, int64_t id)
{
	struct look l = { .id = id };

	assert_int_equal(test_read(t, look_up, &l), OK);
	return l.row;
}

#define HAS(text)                                                                                  \
	if (!strstr(sink_last(sink), text))                                                        \
	fail_msg("the mail lacks \"%s\":\n%s", text, sink_last(sink))

static void
test_sent(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, &letter);
	char message_id_line[100];
	struct mail_row row;

	assert_string_equal(row_of(t, id).state, "waiting");
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	row = row_of(t, id);
	assert_string_equal(row.state, "sent");
	assert_int_equal(row.sent_at, TEST_NOW);
	assert_int_equal(row.tries, 1);
	assert_int_equal(sink_mails(sink), 1);
	HAS("MAIL FROM:<mentoring@example.org>");
	HAS("RCPT TO:<elise@example.org>");
	HAS("\r\nFrom: =?UTF-8?B?TWVudG9yaW5nIFrDvHJpY2g=?= <mentoring@example.org>\r\n");
	HAS("\r\nTo: =?UTF-8?B?w4lsaXNlICJMaXNlIiBNw7xsbGVy?= <elise@example.org>\r\n");
	HAS("\r\nSubject: =?UTF-8?B?SWhyIG7DpGNoc3Rlci");
	HAS("?=\r\n =?UTF-8?B?");
	HAS("\r\nDate: Mon, 01 Mar 2027 09:00:00 +0000\r\n");
	HAS("\r\nMime-Version: 1.0\r\n");
	HAS("\r\nAuto-Submitted: auto-generated\r\n");
	HAS("Content-Type: multipart/alternative;");
	HAS("Content-Type: text/plain; charset=utf-8\r\n");
	HAS("Content-Transfer-Encoding: quoted-printable\r\n");
	HAS("=C3=84pfel\r\n");
	HAS("\r\n.\r\n..\r\n");
	HAS("Content-Type: text/html; charset=utf-8\r\n");
	HAS("Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n");
	HAS("filename=\"invite.ics\"");
	snprintf(
		message_id_line, sizeof(message_id_line), "\r\nMessage-ID: %s\r\n", row.message_id);
	HAS(message_id_line);
	assert_true(str_ends(row.message_id, ".waymark@example.org>"));
}

static void
test_plain(void **state)
{
	struct test *t = *state;
	struct mail m = { .to = "bo@example.org", .subject = "Hello", .text = "Hi" };

	add(t, &m);
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	HAS("\r\nTo: <bo@example.org>\r\n");
	HAS("\r\nSubject: Hello\r\n");
	assert_null(strstr(sink_last(sink), "text/html"));
	assert_null(strstr(sink_last(sink), "calendar"));
}

/* Held back until its time, and then with the headers of RFC 8058; what is taken back never leaves. */
static void
test_held(void **state)
{
	struct test *t = *state;
	struct mail m = { .to = "bo@example.org",
		.subject = "Hello",
		.text = "Hi",
		.not_before = TEST_NOW + 3600,
		.unsubscribe = "https://example.org/mails/x/off" };
	struct ctx *c;
	int64_t id = add(t, &m), back = add(t, &m);

	assert_int_equal(run_jobs(t, TEST_NOW + 3599), 0);
	assert_string_equal(row_of(t, id).state, "waiting");
	c = test_open(t);
	assert_int_equal(sql_mail_take_back(c, back), 1);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(run_jobs(t, TEST_NOW + 3600), 2);
	assert_int_equal(sink_mails(sink), 1);
	HAS("\r\nList-Unsubscribe: <https://example.org/mails/x/off>\r\n");
	HAS("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
	c = test_open(t);
	assert_int_equal(sql_mail_take_back(c, id), 0); /* it has left */
	assert_int_equal(test_close(t, OK), OK);
}

/* Nobody gets a header or a command in by a line break in a name, a subject or an address. */
static void
test_injection(void **state)
{
	struct test *t = *state;
	struct mail m = { .to_name = "Bo\r\nBcc: all@example.org",
		.to = "bo@example.org>\r\nRCPT TO:<eve@example.org",
		.subject = "Hello\nBcc: all@example.org",
		.text = "Hi\r\n.\r\nMAIL FROM:<eve@example.org>\r\n" };
	int64_t id = add(t, &m);

	run_jobs(t, TEST_NOW);
	assert_null(strstr(sink_last(sink), "\nBcc"));
	assert_null(strstr(sink_last(sink), "\nRCPT TO:<eve"));
	assert_true(sink_mails(sink) <= 1);
	assert_null(strpbrk(row_of(t, id).to_addr, "\r\n"));
}

static void
test_tries_again(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, &letter), now = TEST_NOW;
	struct mail_row row;

	sink_answer(sink, "451 busy");
	assert_int_equal(run_jobs(t, now), 1);
	row = row_of(t, id);
	assert_string_equal(row.state, "waiting");
	assert_non_null(strstr(row.error, "451"));
	for (int i = 1; i < 8; i++)
		assert_int_equal(run_jobs(t, now += 3600), 1);
	row = row_of(t, id);
	assert_string_equal(row.state, "failed");
	assert_int_equal(row.tries, 8);
	assert_int_equal(run_jobs(t, now + 99999), 0);

	test_open(t);
	assert_int_equal(mail_send_again(&t->ctx, id), OK);
	assert_int_equal(mail_send_again(&t->ctx, id), CONFLICT);
	assert_int_equal(test_close(t, OK), OK);
	sink_answer(sink, "250 ok");
	assert_int_equal(run_jobs(t, now), 1);
	assert_string_equal(row_of(t, id).state, "sent");
}

static void
test_refused(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, &letter);

	sink_answer(sink, "550 no such person");
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	assert_string_equal(row_of(t, id).state, "failed");
	assert_non_null(strstr(row_of(t, id).error, "550"));
	assert_int_equal(run_jobs(t, TEST_NOW + 99999), 0);
	assert_int_equal(sink_mails(sink), 0);
}

/* Letters that wait together go through one connection. */
static void
test_many(void **state)
{
	struct test *t = *state;

	for (int i = 0; i < 20; i++)
		add(t, &letter);
	assert_int_equal(run_jobs(t, TEST_NOW), 20);
	assert_int_equal(sink_mails(sink), 20);
	assert_int_equal(sink_connections(sink), 1);
}

static void
test_sign_in(void **state)
{
	struct test *t = *state;
	struct config *config = config_new(t->mem);

	config_set(
		config, SET_smtp_url, arena_printf(t->mem, "smtp://127.0.0.1:%d", sink_port(sink)));
	config_set(config, SET_mail_from, "mentoring@example.org");
	config_set(config, SET_smtp_starttls, "no");
	config_set(config, SET_smtp_user, "ada");
	config_set(config, SET_smtp_password, "pässword");
	t->engine.config = config;
	add(t, &letter);
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	HAS("AUTH PLAIN AGFkYQBww6Rzc3dvcmQ=");
	HAS("\r\nFrom: <mentoring@example.org>\r\n");
}

/* Encryption is demanded and the server has none: nothing is sent, and the mail waits. */
static void
test_no_tls(void **state)
{
	struct test *t = *state;
	struct config *config = config_new(t->mem);
	int64_t id;

	config_set(
		config, SET_smtp_url, arena_printf(t->mem, "smtp://127.0.0.1:%d", sink_port(sink)));
	config_set(config, SET_mail_from, "mentoring@example.org");
	t->engine.config = config;
	id = add(t, &letter);
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	assert_string_equal(row_of(t, id).state, "waiting");
	assert_int_equal(sink_mails(sink), 0);
}

static void
test_kept(void **state)
{
	struct test *t = *state;
	const struct config *config = t->engine.config;
	int64_t id;

	t->engine.config = config_new(t->mem);
	id = add(t, &letter);
	assert_string_equal(row_of(t, id).state, "kept");
	assert_string_equal(row_of(t, id).body_text, letter.text);
	assert_int_equal(run_jobs(t, TEST_NOW), 0);
	test_open(t);
	assert_int_equal(mail_send_again(&t->ctx, id), CONFLICT);
	assert_int_equal(test_close(t, OK), OK);
	t->engine.config = config;
	test_open(t);
	assert_int_equal(mail_send_again(&t->ctx, id), OK);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(run_jobs(t, TEST_NOW), 1);
	assert_string_equal(row_of(t, id).state, "sent");
}

static void
test_headers(void **state)
{
	struct test *t = *state;
	struct address a = address_parse(t->mem, "Ada <ada@example.org>");

	assert_string_equal(a.name, "Ada");
	assert_string_equal(address_text(t->mem, &a), "\"Ada\" <ada@example.org>");
	a = address_parse(t->mem, "\"A, B\" <ab@example.org>");
	assert_string_equal(a.name, "A, B");
	a = address_parse(t->mem, "ada@example.org");
	assert_string_equal(a.addr, "ada@example.org");
	assert_string_equal(address_text(t->mem, &a), "<ada@example.org>");
	a = (struct address){ "A \"quoted\\\" name", "x@y" };
	assert_string_equal(address_text(t->mem, &a), "\"A \\\"quoted\\\\\\\" name\" <x@y>");
	assert_string_equal(header_text(t->mem, "plain"), "plain");
	assert_string_equal(header_text(t->mem, "=?x?="), "=?UTF-8?B?PT94Pz0=?=");
	/* 44 ASCII letters and one of two bytes: it goes into the next word as a whole. */
	assert_string_equal(header_text(t->mem, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé"),
		"=?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=?=\r\n "
		"=?UTF-8?B?w6k=?=");
	assert_string_equal(header_date(t->mem, 0), "Thu, 01 Jan 1970 00:00:00 +0000");
	assert_string_equal(crlf_text(t->mem, "a\nb\r\nc\r"), "a\r\nb\r\nc\r");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_sent),
		TEST(test_plain),
		TEST(test_held),
		TEST(test_injection),
		TEST(test_tries_again),
		TEST(test_refused),
		TEST(test_many),
		TEST(test_sign_in),
		TEST(test_no_tls),
		TEST(test_kept),
		TEST(test_headers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
