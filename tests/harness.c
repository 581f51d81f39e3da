/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/harness.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/crypt/keys.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/own.h"

/* A write is run by a thread of the database. To let a test write on its own thread, that one hands
 * its connection over and waits until the test has finished with it. */
struct test_hand {
	pthread_mutex_t lock;
	pthread_cond_t turn;
	enum { IDLE, ASKED, GIVEN, BACK, OVER } state;
	struct db_conn *conn;
	struct ctx ctx; /* what the database's thread works with */
	enum result r;
};

/* ---- a place ---- */

static int n_made;

static void
pg_do(const char *url, const char *sql)
{
	PGconn *h = PQconnectdb(url);
	PGresult *res;

	if (PQstatus(h) != CONNECTION_OK)
		fatal("WAYMARK_TEST_DB: %s", PQerrorMessage(h));
	PQclear(PQexec(h, "SET client_min_messages = warning"));
	res = PQexec(h, sql);
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fatal("%s: %s", sql, PQerrorMessage(h));
	PQclear(res);
	PQfinish(h);
}

static const char *
schema_name(struct arena *mem)
{
	return arena_printf(mem, "test_%d_%d", (int)getpid(), n_made);
}

static const char *
make_place(struct test *t)
{
	const char *pg = getenv("WAYMARK_TEST_DB");
	char dir[] = "/tmp/wm-test.XXXXXX";

	if (!mkdtemp(dir))
		fatal("cannot make a directory in /tmp");
	t->dir = arena_strdup(t->mem, dir);
	n_made++;
	if (str_empty(pg))
		return arena_printf(t->mem, "%s/test.db", dir);
	pg_do(pg, arena_printf(t->mem, "CREATE SCHEMA %s", schema_name(t->mem)));
	return arena_printf(t->mem, "%s%coptions=-csearch_path%%3D%s", pg,
		strchr(pg, '?') ? '&' : '?', schema_name(t->mem));
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void
remove_place(struct test *t)
{
	const char *name = strstr(t->url, "search_path%3D");

	if (name)
		pg_do(getenv("WAYMARK_TEST_DB"), arena_printf(t->mem, "DROP SCHEMA %s CASCADE",
							 name + strlen("search_path%3D")));
	nftw(t->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- begin and end ---- */

struct test *
test_begin_with(const struct schema_step *steps, int n)
{
	struct arena *mem = arena_new(0);
	struct test *t = ARENA_NEW(mem, struct test);
	unsigned char master[KEY_SIZE] = "the master key of the tests";
	const char *why = "";
	int done;

	log_set_level(LOG_ERROR);
	t->mem = t->engine.mem = mem;
	t->url = make_place(t);
	t->engine.db = db_open(
		mem, &(struct db_options){ .url = t->url, .readers = 2, .writers = 2 }, &why);
	if (!t->engine.db || db_migrate_steps(t->engine.db, mem, steps, n, &done, &why) != OK)
		fatal("cannot set up a test: %s", why);
	t->engine.keys = keys_of(master);
	keys_derive(t->engine.keys, "form", t->engine.form_key);
	t->engine.origin = "http://127.0.0.1:8080";
	atomic_store(&t->engine.clock_shift, TEST_NOW - (int64_t)time(NULL));
	t->ctx = engine_ctx(&t->engine, mem);
	t->ctx.now = TEST_NOW;
	t->ctx.request = "test";
	t->hand = ARENA_NEW(mem, struct test_hand);
	pthread_mutex_init(&t->hand->lock, NULL);
	pthread_cond_init(&t->hand->turn, NULL);
	return t;
}

struct test *
test_begin(void)
{
	return test_begin_with(schema_steps, schema_n);
}

void
test_end(struct test *t)
{
	if (t->hand->state == GIVEN)
		test_close(t, FAILED);
	if (t->ctx.db)
		db_read_end(&t->ctx);
	db_free(t->engine.db);
	keys_free(t->engine.keys);
	remove_place(t);
	pthread_mutex_destroy(&t->hand->lock);
	pthread_cond_destroy(&t->hand->turn);
	arena_free(t->mem);
}

int
test_setup(void **state)
{
	*state = test_begin();
	return 0;
}

int
test_teardown(void **state)
{
	test_end(*state);
	return 0;
}

struct ctx *
test_ctx(struct test *t)
{
	t->ctx.problems = NULL;
	t->ctx.why = NULL;
	return &t->ctx;
}

void
test_pass(struct test *t, int64_t seconds)
{
	t->ctx.now += seconds;
	atomic_fetch_add(&t->engine.clock_shift, seconds);
}

/* ---- transactions ---- */

static void
turn(struct test_hand *hand, int state)
{
	hand->state = state;
	pthread_cond_broadcast(&hand->turn);
}

static enum result
lend(struct ctx *c, void *arg)
{
	struct test_hand *hand = arg;

	pthread_mutex_lock(&hand->lock);
	if (hand->state != ASKED) { /* run again: what the test did cannot be repeated */
		pthread_mutex_unlock(&hand->lock);
		return FAILED;
	}
	hand->conn = c->db;
	turn(hand, GIVEN);
	while (hand->state != BACK)
		pthread_cond_wait(&hand->turn, &hand->lock);
	pthread_mutex_unlock(&hand->lock);
	return hand->r;
}

static void
over(struct ctx *c, void *arg, enum result r)
{
	struct test_hand *hand = arg;

	(void)c;
	pthread_mutex_lock(&hand->lock);
	hand->r = r;
	turn(hand, OVER);
	pthread_mutex_unlock(&hand->lock);
}

struct ctx *
test_open(struct test *t)
{
	struct test_hand *hand = t->hand;

	MUST(hand->state == IDLE && !t->ctx.db);
	hand->ctx = engine_ctx(&t->engine, t->mem);
	hand->state = ASKED;
	db_write_later(t->engine.db, &hand->ctx, lend, over, hand);
	pthread_mutex_lock(&hand->lock);
	while (hand->state == ASKED)
		pthread_cond_wait(&hand->turn, &hand->lock);
	pthread_mutex_unlock(&hand->lock);
	if (hand->state != GIVEN)
		fatal("the database gave no transaction: %s", hand->ctx.why ? hand->ctx.why : "?");
	t->ctx.db = hand->conn;
	practice_begin(&t->ctx);
	return test_ctx(t);
}

enum result
test_close(struct test *t, enum result r)
{
	struct test_hand *hand = t->hand;

	MUST(hand->state == GIVEN);
	practice_end();
	t->ctx.db = NULL;
	pthread_mutex_lock(&hand->lock);
	hand->r = r;
	turn(hand, BACK);
	while (hand->state != OVER)
		pthread_cond_wait(&hand->turn, &hand->lock);
	hand->state = IDLE;
	r = hand->r;
	pthread_mutex_unlock(&hand->lock);
	return r;
}

enum result
test_write(struct test *t, db_work fn, void *arg)
{
	struct ctx *c = test_open(t);

	return test_close(t, fn(c, arg));
}

enum result
test_read(struct test *t, db_work fn, void *arg)
{
	struct ctx *c = test_ctx(t);
	enum result r = db_read_begin(t->engine.db, c);

	if (r != OK)
		return r;
	r = fn(c, arg);
	if (db_faulty(c))
		r = FAILED;
	db_read_end(c);
	return r;
}
