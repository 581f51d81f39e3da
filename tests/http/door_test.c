/* SPDX-License-Identifier: Apache-2.0 */
/* The door of the product itself: sessions, origins, rights, answers kept for those who try again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/door.h"
#include "app/metrics.h"
#include "base/str.h"
#include "engine/config.h"
#include "engine/db/driver.h"
#include "engine/jobs/jobs.h"
#include "features/accounts/accounts.h"
#include "raw.h"
#include "tests/harness.h"

static struct test *t;
static struct http *server;
static int64_t ada; /* an administrator */
static char cookie[64], form_token_of_page[300], bearer[64];

/* ---- a product that serves ---- */

static enum result
make_ada(struct ctx *c, void *arg)
{
	struct setup_form f = {
		.organisation = "Lantern", .name = "Ada", .email = "ada@example.org", .tz = "UTC"
	};
	const char *token;
	enum result r;

	(void)arg;
	setup_link(c);
	r = setup(c, &f, "$hash", &ada);
	if (r == OK)
		r = session_start(c, ada, "Test", &token);
	if (r == OK)
		snprintf(cookie, sizeof cookie, "%s", token);
	return r;
}

static const char *
ask(const char *fmt, ...)
{
	char text[4096];
	const char *heard;
	va_list ap;
	int fd = raw_dial(NULL, http_port(server));

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	assert_true(fd >= 0);
	say(fd, text);
	heard = hear(fd, 3000);
	close(fd);
	return heard;
}

#define TAIL "Host: x\r\nConnection: close\r\n"
#define SAME "Sec-Fetch-Site: same-origin\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

/* What stands between two texts of what was heard. */
static void
cut(const char *heard, const char *before, const char *after, char *to, size_t n)
{
	const char *s = strstr(heard, before), *end = s ? strstr(s + strlen(before), after) : NULL;

	if (!end)
		fail_msg("there is no %s in: %.300s", before, heard);
	s += strlen(before);
	assert_true((size_t)(end - s) < n);
	memcpy(to, s, (size_t)(end - s));
	to[end - s] = '\0';
}

static int
up(void **state)
{
	struct http_options o = { .listen = "127.0.0.1:0",
		.threads = 2,
		.connections = 100,
		.request_seconds = 10,
		.upload_seconds = 10 };
	const char *why, *heard;

	t = *state = test_begin();
	t->engine.config = config_new(t->mem);
	assert_int_equal(test_write(t, make_ada, NULL), OK);
	door_open(&t->engine);
	server = http_start(&t->engine, &door, &o, &why);
	assert_non_null(server);
	metrics_server(server);
	cut(ask("GET /account HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n", cookie),
		"name=\"_token\" value=\"", "\"", form_token_of_page, sizeof form_token_of_page);
	heard = ask("POST /account/tokens HTTP/1.1\r\n" TAIL SAME FORM
		    "Accept: application/json\r\nCookie: waymark=%s\r\nX-CSRF-Token: %s\r\n"
		    "Content-Length: 9\r\n\r\nname=test",
		cookie, form_token_of_page);
	cut(heard, "\"token\":\"", "\"", bearer, sizeof bearer);
	return 0;
}

static int
down(void **state)
{
	http_drain(server, 5);
	door_close();
	db_drain(t->engine.db);
	metrics_server(NULL);
	http_free(server);
	test_end(*state);
	return 0;
}

/* ---- the phases ---- */

static void
finds_routes(void **state)
{
	const char *heard;

	(void)state;
	assert_int_equal(status_of(ask("GET /healthz HTTP/1.1\r\n" TAIL "\r\n")), 200);
	assert_int_equal(status_of(ask("HEAD /readyz HTTP/1.1\r\n" TAIL "\r\n")), 200);
	assert_int_equal(status_of(ask("GET /nowhere HTTP/1.1\r\n" TAIL "\r\n")), 404);
	assert_int_equal(status_of(ask("GET /people/0 HTTP/1.1\r\n" TAIL "\r\n")), 404);
	heard = ask("PUT /sign-in HTTP/1.1\r\n" TAIL "\r\n");
	assert_int_equal(status_of(heard), 405);
	assert_non_null(strstr(heard, "\r\nAllow: GET, HEAD, POST, DELETE\r\n"));
	heard = ask("GET /nowhere HTTP/1.1\r\n" TAIL "Accept: application/json\r\n\r\n");
	assert_non_null(strstr(heard, "Content-Type: application/problem+json"));
	assert_non_null(strstr(heard, "\"status\":404"));
	assert_int_equal(status_of(ask("GET /metrics HTTP/1.1\r\n" TAIL "\r\n")), 200);
	assert_int_equal(
		status_of(ask("GET /metrics HTTP/1.1\r\n" TAIL "X-Forwarded-For: 1.2.3.4\r\n\r\n")),
		404);
}

static void
knows_persons(void **state)
{
	const char *heard = ask("GET /account/tokens?x=1 HTTP/1.1\r\n" TAIL "\r\n");

	(void)state;
	assert_int_equal(status_of(heard), 303);
	assert_non_null(strstr(heard, "Location: /sign-in?to=/account/tokens\r\n"));
	heard = ask("GET /account HTTP/1.1\r\n" TAIL "Accept: application/json\r\n\r\n");
	assert_int_equal(status_of(heard), 401);
	assert_non_null(strstr(heard, "WWW-Authenticate: Bearer\r\n"));
	heard = ask("GET /account HTTP/1.1\r\n" TAIL "Authorization: Bearer %s\r\n\r\n", bearer);
	assert_int_equal(status_of(heard), 200);
	assert_non_null(strstr(heard, "Content-Type: application/json"));
	assert_int_equal(
		status_of(ask("GET /sign-in HTTP/1.1\r\n" TAIL "Authorization: Bearer x\r\n\r\n")),
		401);
	/* A cookie that is no longer good is taken back, and its bearer is nobody. */
	heard = ask("GET /sign-in HTTP/1.1\r\n" TAIL "Cookie: waymark=old\r\n\r\n");
	assert_int_equal(status_of(heard), 200);
	assert_non_null(
		strstr(heard, "Set-Cookie: waymark=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
}

/* Every cell of where a browser says the request comes from. */
static void
checks_origins(void **state)
{
	static const char *const sites[] = { "", "Sec-Fetch-Site: none\r\n", SAME,
		"Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: cross-site\r\n" };
	static const char *const origins[] = { "", "Origin: http://127.0.0.1:8080\r\n",
		"Origin: http://evil.example\r\n", "Origin: null\r\n" };

	(void)state;
	for (size_t s = 0; s < sizeof sites / sizeof *sites; s++)
		for (size_t o = 0; o < sizeof origins / sizeof *origins; o++) {
			bool right = s == 1 || s == 2 || (s == 0 && o == 1);
			int status = status_of(ask("POST /account/tokens HTTP/1.1\r\n" TAIL FORM
						   "%s%sCookie: waymark=%s\r\nX-CSRF-Token: %s\r\n"
						   "Accept: application/json\r\n"
						   "Content-Length: 6\r\n\r\nname=a",
				sites[s], origins[o], cookie, form_token_of_page));

			if (status != (right ? 200 : 403))
				fail_msg("%s%s: %d", sites[s], origins[o], status);
		}
}

static void
checks_form_tokens(void **state)
{
	char other[300];

	(void)state;
	/* Masked anew each time. */
	cut(ask("GET /account HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n", cookie),
		"name=\"_token\" value=\"", "\"", other, sizeof other);
	assert_string_not_equal(other, form_token_of_page);
	assert_int_equal(status_of(ask("POST /account/tokens HTTP/1.1\r\n" TAIL SAME FORM
				       "Cookie: waymark=%s\r\nContent-Length: 6\r\n\r\nname=a",
				 cookie)),
		403);
	other[3] = other[3] == 'A' ? 'B' : 'A';
	assert_int_equal(status_of(ask("POST /account/tokens HTTP/1.1\r\n" TAIL SAME FORM
				       "X-CSRF-Token: %s\r\nCookie: waymark=%s\r\n"
				       "Content-Length: 6\r\n\r\nname=a",
				 other, cookie)),
		403);
	/* A bearer token needs none: no browser sends it by itself. */
	assert_int_equal(
		status_of(ask("POST /account/tokens HTTP/1.1\r\n" TAIL FORM
			      "Authorization: Bearer %s\r\nContent-Length: 6\r\n\r\nname=a",
			bearer)),
		200);
}

/* A form whose session is over, and one of an earlier session; from this site and from others. */
static void
what_was_typed_is_kept_for_its_person(void **state)
{
	static const char form[] = "POST /account/tokens HTTP/1.1\r\n" TAIL FORM
				   "%s%s%s\r\nContent-Length: %zu\r\n\r\n%s";
	char whose[80], body[200], with[100];
	const char *heard;

	(void)state;
	snprintf(with, sizeof with, "Cookie: waymark=%s", cookie);
	cut(ask("GET /account HTTP/1.1\r\n" TAIL "%s\r\n\r\n", with), "name=\"_whose\" value=\"",
		"\"", whose, sizeof whose);
	snprintf(body, sizeof body, "name=for+the+harbour&_whose=%s", whose);
	heard = ask(form, SAME, "", "X-A: b", strlen(body), body);
	assert_int_equal(status_of(heard), 401);
	assert_non_null(strstr(heard, "WWW-Authenticate: Bearer\r\n"));
	assert_non_null(strstr(heard, "name=\"_kept\" value=\""));
	assert_null(strstr(heard, "harbour"));
	heard = ask(form, SAME, "", with, strlen(body), body);
	assert_int_equal(status_of(heard), 403);
	assert_non_null(strstr(heard, "<p>for the harbour</p>"));
	for (int i = 0; i < 2; i++) {
		heard = ask(form, "Sec-Fetch-Site: cross-site\r\n", "", i ? with : "X-A: b",
			strlen(body), body);
		assert_int_equal(status_of(heard), i ? 403 : 401);
		assert_null(strstr(heard, "_kept"));
		assert_null(strstr(heard, "harbour"));
	}
	/* Named is somebody else, or nobody. */
	whose[0] = whose[0] == 'A' ? 'B' : 'A';
	snprintf(body, sizeof body, "name=for+the+harbour&_whose=%s", whose);
	heard = ask(form, SAME, "", with, strlen(body), body);
	assert_int_equal(status_of(heard), 401);
	assert_null(strstr(heard, "harbour"));
	heard = ask(form, SAME, "", with, strlen("name=for+the+harbour"), "name=for+the+harbour");
	assert_int_equal(status_of(heard), 403);
	assert_null(strstr(heard, "harbour"));
}

static void
hides_methods_in_forms(void **state)
{
	char body[400];
	const char *heard;

	(void)state;
	snprintf(body, sizeof body, "_method=delete&_token=%s", form_token_of_page);
	heard = ask("POST /sign-in HTTP/1.1\r\n" TAIL SAME FORM
		    "Cookie: waymark=%s\r\nContent-Length: %zu\r\n\r\n%s",
		cookie, strlen(body), body);
	assert_int_equal(status_of(heard), 303);
	assert_non_null(strstr(heard, "Set-Cookie: waymark=;"));
	assert_int_equal(
		status_of(
			ask("GET /account HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n", cookie)),
		303);
}

static int64_t
add_person(const char *key, const char *name)
{
	char body[200];
	const char *heard, *id;

	snprintf(body, sizeof body, "{\"name\":\"%s\",\"email\":\"%s@example.org\"}", name, name);
	heard = ask(
		"POST /people HTTP/1.1\r\n" TAIL "Content-Type: application/json\r\n"
		"Authorization: Bearer %s\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n\r\n%s",
		bearer, key, strlen(body), body);
	id = strstr(heard, "{\"id\":");
	if (status_of(heard) != 201 || !id)
		return -status_of(heard);
	return strtoll(id + 6, NULL, 10);
}

static void
repeats_answers(void **state)
{
	int64_t first = add_person("k1", "bea"), again, other;

	(void)state;
	assert_true(first > 0);
	again = add_person("k1", "bea");
	assert_int_equal(again, first);
	other = add_person("k2", "cid");
	assert_true(other > 0 && other != first);
	/* A refusal is not an answer to keep: what was wrong may be put right with the same key. */
	assert_int_equal(add_person("k3", "bea"), -422);
	assert_true(add_person("k3", "dora") > 0);
	/* A day later the key is free. */
	test_pass(t, 86400 + 60);
	assert_true(add_person("k1", "eve") > 0);
}

/* A disk that is full: nothing is saved, people are told why, and reading goes on. */
static void
says_why_nothing_is_written(void **state)
{
	const char *heard;

	(void)state;
	db_stop_writing(t->engine.db, "The server's disk is full, so nothing was saved.", 100);
	heard = ask("POST /people HTTP/1.1\r\n" TAIL SAME FORM
		    "Accept: application/json\r\nAuthorization: Bearer %s\r\n"
		    "Content-Length: 33\r\n\r\nname=Full&email=full@example.test",
		bearer);
	assert_int_equal(status_of(heard), 500);
	assert_non_null(strstr(heard, "disk is full"));
	heard = ask("GET /people HTTP/1.1\r\n" TAIL "Authorization: Bearer %s\r\n\r\n", bearer);
	assert_int_equal(status_of(heard), 200);
	assert_int_equal(status_of(ask("GET /readyz HTTP/1.1\r\n" TAIL "\r\n")), 503);
}

/* A page about somebody that cannot be noted for him is not shown; what was noted today is, and so is one's own. */
static void
shows_nothing_that_it_cannot_note(void **state)
{
	int64_t seen = add_person("o1", "seen"), unseen = add_person("o2", "unseen");
	const char *heard;

	(void)state;
	assert_true(seen > 0 && unseen > 0);
	heard = ask("GET /people/%lld HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n",
		(long long)seen, cookie);
	assert_int_equal(status_of(heard), 200);
	db_stop_writing(t->engine.db, "The server's disk is full, so nothing was saved.", 100);
	heard = ask("GET /people/%lld HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n",
		(long long)unseen, cookie);
	assert_int_equal(status_of(heard), 500);
	assert_null(strstr(heard, "unseen@"));
	heard = ask("GET /people/%lld HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n",
		(long long)seen, cookie);
	assert_int_equal(status_of(heard), 200);
	heard = ask("GET /people/%lld HTTP/1.1\r\n" TAIL "Cookie: waymark=%s\r\n\r\n",
		(long long)ada, cookie);
	assert_int_equal(status_of(heard), 200);
}

static void
refuses_large_bodies_early(void **state)
{
	const char *heard = ask("POST /programmes/1/imports HTTP/1.1\r\n" TAIL SAME
				"Content-Type: multipart/form-data; boundary=x\r\n"
				"Accept: application/json\r\nContent-Length: 60000000\r\n\r\n");

	(void)state;
	assert_int_equal(status_of(heard), 401);
	heard = ask(
		"POST /programmes/1/imports HTTP/1.1\r\n" TAIL "Content-Length: 70000000\r\n"
		"Content-Type: multipart/form-data; boundary=x\r\nAuthorization: Bearer %s\r\n\r\n",
		bearer);
	assert_true(status_of(heard) == 413 || status_of(heard) == 404);
}

static enum result
add_job(struct ctx *c, void *arg)
{
	c->who = ada;
	*(int64_t *)arg = job_add(c, JOB_answers_sweep, 0, "", c->now + 1000);
	return OK;
}

static enum result
cancel_job(struct ctx *c, void *arg)
{
	return job_cancel(c, *(int64_t *)arg);
}

static void
streams_jobs(void **state)
{
	int64_t job;
	int fd;
	char text[300];
	const char *heard;

	(void)state;
	assert_int_equal(test_write(t, add_job, &job), OK);
	heard = ask("GET /jobs/%lld HTTP/1.1\r\n" TAIL "Authorization: Bearer %s\r\n\r\n",
		(long long)job, bearer);
	assert_non_null(strstr(heard, "\"state\":\"waiting\""));
	assert_int_equal(
		status_of(ask("GET /jobs/%lld/events HTTP/1.1\r\n" TAIL "\r\n", (long long)job)),
		303);
	fd = raw_dial(NULL, http_port(server));
	snprintf(text, sizeof text,
		"GET /jobs/%lld/events HTTP/1.1\r\n" TAIL "Authorization: Bearer %s\r\n\r\n",
		(long long)job, bearer);
	say(fd, text);
	heard = hear(fd, 300);
	assert_non_null(strstr(heard, "Content-Type: text/event-stream"));
	assert_non_null(strstr(heard, "data: {\"id\":"));
	assert_int_equal(test_write(t, cancel_job, &job), OK);
	heard = hear(fd, 3000);
	assert_non_null(strstr(heard, "\"state\":\"cancelled\""));
	assert_non_null(strstr(heard, "\r\n0\r\n"));
	close(fd);
}

/* More streams than the server keeps memory for requests, all on connections that are kept: their requests
 * are over before the library gives their responses back. */
static void
streams_outlive_their_requests(void **state)
{
	enum { MANY = 80 };
	int fd[MANY];
	char text[300];
	int64_t job;

	(void)state;
	assert_int_equal(test_write(t, add_job, &job), OK);
	snprintf(text, sizeof text,
		"GET /jobs/%lld/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
		(long long)job, bearer);
	for (int i = 0; i < MANY; i++) {
		fd[i] = raw_dial(NULL, http_port(server));
		assert_true(fd[i] >= 0);
		say(fd[i], text);
	}
	assert_int_equal(status_of(hear(fd[MANY - 1], 1000)), 200);
	assert_int_equal(test_write(t, cancel_job, &job), OK);
	for (int i = 0; i < MANY; i++)
		assert_non_null(strstr(hear(fd[i], i ? 20 : 4000), "\r\n0\r\n"));
	say(fd[0], "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(status_of(hear(fd[0], 1000)), 200);
	for (int i = 0; i < MANY; i++)
		close(fd[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_routes, up, down),
		cmocka_unit_test_setup_teardown(knows_persons, up, down),
		cmocka_unit_test_setup_teardown(checks_origins, up, down),
		cmocka_unit_test_setup_teardown(checks_form_tokens, up, down),
		cmocka_unit_test_setup_teardown(what_was_typed_is_kept_for_its_person, up, down),
		cmocka_unit_test_setup_teardown(hides_methods_in_forms, up, down),
		cmocka_unit_test_setup_teardown(repeats_answers, up, down),
		cmocka_unit_test_setup_teardown(says_why_nothing_is_written, up, down),
		cmocka_unit_test_setup_teardown(shows_nothing_that_it_cannot_note, up, down),
		cmocka_unit_test_setup_teardown(refuses_large_bodies_early, up, down),
		cmocka_unit_test_setup_teardown(streams_jobs, up, down),
		cmocka_unit_test_setup_teardown(streams_outlive_their_requests, up, down),
	};

	return cmocka_run_group_tests_name("door", tests, NULL, NULL);
}
