/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whichever statement of a page fails (a disk that reports an error, a database that has gone), the page says
 * so with 500 and the server goes on: every page of the demonstration, for each of its people, with its first
 * statement failing, its second, and so on.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/door.h"
#include "app/metrics.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/config.h"
#include "features/accounts/accounts.h"
#include "features/demo/demo.h"
#include "tests/harness.h"
#include "tests/http/raw.h"

#define PAGES 90 /* of one person */
#define CASTS 8

/* ---- statements that fail ---- */

/* The linker leads every call of these two here (--wrap). */
struct db_rows *__real_db_run(struct ctx *c, const struct db_sql *s, const struct db_value *params);
struct db_rows *__wrap_db_run(struct ctx *c, const struct db_sql *s, const struct db_value *params);
int64_t __real_db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params);
int64_t __wrap_db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params);

static atomic_int asked;   /* statements since it was set to 0 */
static atomic_int failing; /* the number of the one that fails; 0: none */

static bool
fails(struct ctx *c)
{
	if (atomic_fetch_add(&asked, 1) + 1 != atomic_load(&failing))
		return false;
	db_fault(c, "made to fail");
	return true;
}

struct db_rows *
__wrap_db_run(struct ctx *c, const struct db_sql *s, const struct db_value *params)
{
	return fails(c) ? NULL : __real_db_run(c, s, params);
}

int64_t
__wrap_db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params)
{
	return fails(c) ? 0 : __real_db_change(c, s, params);
}

/* ---- a demonstration that serves ---- */

static struct test *t;
static struct http *server;
static int64_t casts[CASTS];
static char cookies[CASTS][64];
static int n_casts;

static const char *
get(const char *cookie, const char *path)
{
	char text[2048];
	const char *heard;
	int fd = raw_dial(NULL, http_port(server));

	snprintf(text, sizeof text,
		"GET %s HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n"
		"Cookie: waymark=%s\r\n\r\n",
		path, cookie);
	assert_true(fd >= 0);
	say(fd, text);
	heard = hear(fd, 5000);
	close(fd);
	return heard;
}

static enum result
fill(struct ctx *c, void *arg)
{
	(void)arg;
	return demo_fill(c);
}

static enum result
sign_in(struct ctx *c, void *arg)
{
	const char *token;

	(void)arg;
	for (int i = 0; i < n_casts; i++) {
		session_start(c, casts[i], "Test", &token);
		snprintf(cookies[i], sizeof cookies[i], "%s", token);
	}
	return OK;
}

static int
up(void **state)
{
	struct http_options o = { .listen = "127.0.0.1:0",
		.threads = 2,
		.connections = 100,
		.request_seconds = 10,
		.upload_seconds = 10 };
	static const char action[] = "action=\"/demo/sign-in/";
	const char *why, *s;

	t = *state = test_begin();
	t->engine.config = config_new(t->mem);
	t->engine.demo = true;
	assert_int_equal(test_write(t, fill, NULL), OK);
	door_open(&t->engine);
	server = http_start(&t->engine, &door, &o, &why);
	assert_non_null(server);
	metrics_server(server);
	for (s = get("", "/demo"); (s = strstr(s, action)) && n_casts < CASTS; s++)
		casts[n_casts++] = strtoll(s + strlen(action), NULL, 10);
	assert_true(n_casts >= 4);
	assert_int_equal(test_write(t, sign_in, NULL), OK);
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

/* ---- walking ---- */

struct walk {
	char *paths[PAGES], *shapes[PAGES];
	int n;
};

/* One of each kind of page: numbers are all the same, queries are left out. */
static void
remember(struct walk *w, const char *path, size_t n)
{
	char *shape = arena_strndup(t->mem, path, n), *to = shape;

	if (w->n == PAGES || memchr(path, '?', n) || memchr(path, '&', n) ||
		str_starts(shape, "/assets/"))
		return;
	for (char *s = shape; *s; s++)
		if (*s < '0' || *s > '9')
			*to++ = *s;
		else if (to == shape || to[-1] != '#')
			*to++ = '#';
	*to = '\0';
	for (int i = 0; i < w->n; i++)
		if (str_eq(w->shapes[i], shape))
			return;
	w->shapes[w->n] = shape;
	w->paths[w->n++] = arena_strndup(t->mem, path, n);
}

static void
follow_links(struct walk *w, const char *page)
{
	static const char link[] = "href=\"/";

	for (const char *s = page; (s = strstr(s, link)); s++) {
		const char *path = s + sizeof link - 2;

		remember(w, path, strcspn(path, "\"#"));
	}
}

/* A long answer whose first parts were sent already cannot become 500: it breaks off without its last chunk. */
static bool
broken_off(const char *heard)
{
	size_t n = strlen(heard);

	return strstr(heard, "Transfer-Encoding: chunked") &&
	       (n < 7 || !str_eq(heard + n - 7, "\r\n0\r\n\r\n"));
}

static int
refute(const char *cookie, const char *path, int status, int statements)
{
	int wrong = 0;

	for (int n = 1; n <= statements; n++) {
		const char *heard;
		int now;

		atomic_store(&asked, 0);
		atomic_store(&failing, n);
		heard = get(cookie, path);
		atomic_store(&failing, 0);
		now = status_of(heard);
		/* Fewer may have been asked this time; then nothing failed. */
		if (now == 500 || broken_off(heard) || (now == status && atomic_load(&asked) < n))
			continue;
		print_message("%s: statement %d of %d failed, the answer is %d\n", path, n,
			statements, now);
		wrong++;
	}
	return wrong;
}

/* ---- what a page may ask ---- */

/* Each statement is a way to PostgreSQL and back, so a page that people open often has a budget: what it asks of the demonstration,
 * and a few more. A row that several parts of a page need is kept (memo_find); a query for each item is one query.
 * Home looks at each pair until it finds what presses: up to 16 for one where nothing does, and some have two. */
static struct {
	const char *path; /* # is any number */
	int budget, most;
} budgets[] = {
	{ "/", 34, 0 },
	{ "/relationships", 6, 0 },
	{ "/relationships/#", 46, 0 },
	{ "/relationships/#/together", 34, 0 },
	{ "/relationships/#/goals", 12, 0 },
	{ "/relationships/#/meetings", 12, 0 },
	{ "/relationships/#/commitments", 12, 0 },
	{ "/relationships/#/messages", 14, 0 },
	{ "/meetings/#", 18, 0 },
	{ "/goals/#", 14, 0 },
	{ "/journal", 18, 0 },
	{ "/notices", 8, 0 },
};
#define BUDGETS (sizeof budgets / sizeof *budgets)

static bool
is_path(const char *path, const char *like)
{
	for (; *like; like++) {
		if (*like != '#') {
			if (*path++ != *like)
				return false;
			continue;
		}
		if (*path < '0' || *path > '9')
			return false;
		path += strspn(path, "0123456789");
	}
	return !*path;
}

static int
over_budget(const char *path, int statements)
{
	for (size_t i = 0; i < BUDGETS; i++) {
		if (!is_path(path, budgets[i].path))
			continue;
		if (statements > budgets[i].most)
			budgets[i].most = statements;
		if (statements <= budgets[i].budget)
			return 0;
		print_message("%s asks %d statements, more than %d\n", path, statements,
			budgets[i].budget);
		return 1;
	}
	return 0;
}

static void
every_page_survives_every_statement(void **state)
{
	int pages = 0, wrong = 0, requests = 0;

	(void)state;
	log_set_level((enum log_level)(LOG_ERROR + 1));
	for (int i = 0; i < n_casts; i++) {
		struct walk w = { .n = 0 };

		remember(&w, "/", 1);
		for (int k = 0; k < w.n; k++) {
			const char *heard;
			int status, statements;

			atomic_store(&asked, 0);
			heard = get(cookies[i], w.paths[k]);
			statements = atomic_load(&asked);
			status = status_of(heard);
			assert_true(
				status == 200 || status == 303 || status == 403 || status == 404);
			follow_links(&w, heard);
			wrong += over_budget(w.paths[k], statements);
			wrong += refute(cookies[i], w.paths[k], status, statements);
			requests += statements;
			pages++;
		}
	}
	log_set_level(LOG_INFO);
	print_message("%d pages, %d failures of statements\n", pages, requests);
	assert_true(pages > 60);
	for (size_t i = 0; i < BUDGETS; i++) {
		print_message(
			"%-32s %3d of %3d\n", budgets[i].path, budgets[i].most, budgets[i].budget);
		assert_true(budgets[i].most > 0); /* it was looked at */
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_page_survives_every_statement, up, down),
	};

	return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
