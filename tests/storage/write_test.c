/* SPDX-License-Identifier: Apache-2.0 */
/* Many writers at once: groups, their members' own fates, and what happens when the database fails. */
#include "tests/harness.h"
#include "tests/storage/probe.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "engine/db/postgres.h"
#include "engine/db/sqlite.h"

#define THREADS 16
#define EACH 40

static int
setup(void **state)
{
	*state = test_begin_with(probe_steps, probe_n);
	return 0;
}

static struct ctx
fresh_ctx(struct test *t)
{
	return engine_ctx(&t->engine, arena_new(0));
}

/* ---- 16 threads ---- */

static enum result
add_one(struct ctx *c, void *arg)
{
	counter_add(c, 1, 1);
	counter_add(c, 2 + *(int *)arg, 1);
	return OK;
}

struct adder {
	struct test *t;
	pthread_t thread;
	int n, acknowledged;
};

static void *
adder_main(void *arg)
{
	struct adder *a = arg;
	int i;

	for (i = 0; i < EACH; i++) {
		struct ctx c = fresh_ctx(a->t);

		if (db_write(a->t->engine.db, &c, add_one, &a->n) == OK)
			a->acknowledged++;
		arena_free(c.mem);
	}
	return NULL;
}

static void
nothing_acknowledged_is_lost_or_doubled(void **state)
{
	struct test *t = *state;
	struct adder a[THREADS] = { 0 };
	int64_t total = 0;
	struct db_stats stats;
	struct ctx *c;
	int i;

	for (i = 0; i < THREADS; i++) {
		a[i].t = t;
		a[i].n = i;
		assert_int_equal(pthread_create(&a[i].thread, NULL, adder_main, &a[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(a[i].thread, NULL);
		total += a[i].acknowledged;
	}
	c = test_open(t);
	assert_int_equal(counter_get(c, 1), total);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(counter_get(c, 2 + i), a[i].acknowledged);
	assert_int_equal(test_close(t, OK), OK);
	db_stats(t->engine.db, &stats);
	assert_int_equal(stats.queue, 0);
	if (db_is_postgres(t->engine.db)) {
		/* All of them want the same row: some may be told to try again, most are not. */
		assert_true(total > THREADS * EACH / 2);
	} else {
		assert_int_equal(total, THREADS * EACH);
		assert_true(stats.commits < THREADS * EACH / 2); /* they shared their syncs */
	}
}

/* ---- one group, many fates ---- */

struct fate {
	const char *name;
	enum result wish; /* what work returns */
	bool twice;	  /* breaks UNIQUE */
	bool fault;
	enum result expected, got;
	struct ctx ctx;
	struct gate *gate;
};

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t change;
	bool open;
	int answered;
};

static enum result
wait_at_gate(struct ctx *c, void *arg)
{
	struct gate *g = arg;

	(void)c;
	pthread_mutex_lock(&g->lock);
	while (!g->open)
		pthread_cond_wait(&g->change, &g->lock);
	pthread_mutex_unlock(&g->lock);
	return OK;
}

static enum result
meet_fate(struct ctx *c, void *arg)
{
	struct fate *f = arg;

	thing_insert(c, &(struct thing){ .name = f->name });
	if (f->twice)
		thing_insert(c, &(struct thing){ .name = f->name });
	if (f->fault)
		db_fault(c, "a fault that the test asked for");
	return f->wish;
}

static void
note_fate(struct ctx *c, void *arg, enum result r)
{
	struct fate *f = arg;

	(void)c;
	pthread_mutex_lock(&f->gate->lock);
	f->got = r;
	f->gate->answered++;
	pthread_cond_broadcast(&f->gate->change);
	pthread_mutex_unlock(&f->gate->lock);
}

static void
note_gate(struct ctx *c, void *arg, enum result r)
{
	struct gate *g = arg;

	(void)c;
	(void)r;
	pthread_mutex_lock(&g->lock);
	g->answered++;
	pthread_cond_broadcast(&g->change);
	pthread_mutex_unlock(&g->lock);
}

static void
one_that_fails_leaves_the_others(void **state)
{
	struct test *t = *state;
	struct fate fates[] = {
		{ .name = "a", .wish = OK, .expected = OK },
		{ .name = "b", .wish = OK, .twice = true, .expected = CONFLICT },
		{ .name = "c", .wish = OK, .expected = OK },
		{ .name = "d", .wish = OK, .fault = true, .expected = FAILED },
		{ .name = "e", .wish = INVALID, .expected = INVALID },
		{ .name = "f", .wish = OK, .expected = OK },
	};
	const int n = sizeof fates / sizeof *fates;
	struct gate gate = { .lock = PTHREAD_MUTEX_INITIALIZER,
		.change = PTHREAD_COND_INITIALIZER };
	struct ctx first = fresh_ctx(t), *c;
	int i;

	/* The first holds the writer, so that the others gather into one group. */
	db_write_later(t->engine.db, &first, wait_at_gate, note_gate, &gate);
	for (i = 0; i < n; i++) {
		fates[i].ctx = fresh_ctx(t);
		fates[i].gate = &gate;
		db_write_later(t->engine.db, &fates[i].ctx, meet_fate, note_fate, &fates[i]);
	}
	pthread_mutex_lock(&gate.lock);
	gate.open = true;
	pthread_cond_broadcast(&gate.change);
	while (gate.answered < n + 1)
		pthread_cond_wait(&gate.change, &gate.lock);
	pthread_mutex_unlock(&gate.lock);
	for (i = 0; i < n; i++) {
		assert_int_equal(fates[i].got, fates[i].expected);
		assert_null(fates[i].ctx.db);
		arena_free(fates[i].ctx.mem);
	}
	c = test_open(t);
	assert_int_equal(thing_count(c), 3);
	assert_int_equal(test_close(t, OK), OK);
	arena_free(first.mem);
}

/* ---- two that would each be right alone ---- */

struct rivals {
	pthread_barrier_t both;
	atomic_int calls;
};

/* At most one thing may exist: looks, and then takes the place. */
static enum result
take_the_place(struct ctx *c, void *arg)
{
	struct rivals *r = arg;
	int call = atomic_fetch_add(&r->calls, 1);

	invalid(c, "field", "noted in each run, to be forgotten before the next");
	if (thing_count(c) > 0)
		return conflict(c, "taken");
	if (call < 2 && db_is_postgres(c->engine->db))
		pthread_barrier_wait(&r->both); /* both have looked, neither has taken */
	thing_insert(c, &(struct thing){ .name = arena_printf(c->mem, "rival %d", call) });
	return c->problems->next ? FAILED : OK;
}

struct rival {
	struct test *t;
	struct rivals *rivals;
	enum result r;
};

static void *
rival_main(void *arg)
{
	struct rival *a = arg;
	struct ctx c = fresh_ctx(a->t);

	a->r = db_write(a->t->engine.db, &c, take_the_place, a->rivals);
	arena_free(c.mem);
	return NULL;
}

static void
rules_hold_as_if_each_writer_were_alone(void **state)
{
	struct rivals rivals = { .calls = 0 };
	struct rival a[2] = { { *state, &rivals, FAILED }, { *state, &rivals, FAILED } };
	pthread_t threads[2];
	int i;

	pthread_barrier_init(&rivals.both, NULL, 2);
	for (i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, rival_main, &a[i]);
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&rivals.both);
	assert_true(a[0].r == OK || a[1].r == OK);
	assert_true(a[0].r == CONFLICT || a[1].r == CONFLICT);
}

/* ---- the end ---- */

static enum result
count_only(struct ctx *c, void *arg)
{
	*(int64_t *)arg = thing_count(c);
	return OK;
}

static void
a_drained_database_is_busy_for_writers(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_ctx(t);
	int n = 0;
	int64_t count;

	assert_int_equal(db_write(t->engine.db, c, add_one, &n), OK);
	db_drain(t->engine.db);
	assert_int_equal(db_write(t->engine.db, c, add_one, &n), BUSY);
	assert_non_null(c->why);
	assert_int_equal(test_read(t, count_only, &count), OK);
}

/* ---- a full disk (SQLite), a lost connection (PostgreSQL) ---- */

static enum result
limit_pages(struct ctx *c, void *arg)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)c->db;

	return sqlite3_exec(conn->h, arg, NULL, NULL, NULL) == SQLITE_OK ? OK : FAILED;
}

static enum result
insert_much(struct ctx *c, void *arg)
{
	(void)arg;
	thing_insert(c, &(struct thing){ .name = "much",
				.body = { .p = arena_alloc(c->mem, 1 << 20), .n = 1 << 20 } });
	return OK;
}

static void
a_full_disk_pauses_writing_and_says_so(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_ctx(t);
	int n = 0;
	int64_t count = -1;

	if (db_is_postgres(t->engine.db))
		return;
	assert_int_equal(db_write(t->engine.db, c, add_one, &n), OK);
	assert_int_equal(
		db_write(t->engine.db, c, limit_pages, (char[]){ "PRAGMA max_page_count = 1" }),
		OK);
	assert_int_equal(db_write(t->engine.db, c, insert_much, NULL), FAILED);
	assert_non_null(strstr(c->why, "full"));
	c->why = NULL;
	assert_int_equal(db_write(t->engine.db, c, add_one, &n), FAILED);
	assert_non_null(strstr(c->why, "full"));
	assert_int_equal(test_read(t, count_only, &count), OK);
	assert_int_equal(count, 0);

	/* There is room again, and the pause is over. */
	atomic_store(&t->engine.db->stopped_until, 1);
	assert_int_equal(db_write(t->engine.db, c, limit_pages,
				 (char[]){ "PRAGMA max_page_count = 1000000" }),
		OK);
	assert_int_equal(db_write(t->engine.db, c, insert_much, NULL), OK);
	assert_int_equal(test_read(t, count_only, &count), OK);
	assert_int_equal(count, 1);
}

static void
terminate(struct test *t, struct db_conn *conn)
{
	const char *why;
	PGconn *h = pg_connect(t->url, t->mem, &why);

	assert_non_null(h);
	PQclear(PQexec(h, arena_printf(t->mem, "SELECT pg_terminate_backend(%d, 5000)",
				  PQbackendPID(((struct pg_conn *)conn)->h))));
	PQfinish(h);
}

static enum result
lose_once(struct ctx *c, void *arg)
{
	int *calls = arg;

	thing_insert(c, &(struct thing){ .name = "only once" });
	if (++*calls == 1)
		terminate((struct test *)c->engine, c->db);
	counter_add(c, 1, 1);
	return OK;
}

static void
a_lost_connection_is_made_again(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_ctx(t);
	int64_t count = -1;
	int calls = 0;

	if (!db_is_postgres(t->engine.db))
		return;
	/* In the middle of a write: run again. */
	assert_int_equal(db_write(t->engine.db, c, lose_once, &calls), OK);
	assert_int_equal(calls, 2);
	/* Between two reads: nobody notices. */
	assert_int_equal(db_read_begin(t->engine.db, c), OK);
	terminate(t, c->db);
	db_read_end(c);
	assert_int_equal(test_read(t, count_only, &count), OK);
	assert_int_equal(count, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_acknowledged_is_lost_or_doubled),
		TEST(one_that_fails_leaves_the_others),
		TEST(rules_hold_as_if_each_writer_were_alone),
		TEST(a_drained_database_is_busy_for_writers),
		TEST(a_full_disk_pauses_writing_and_says_so),
		TEST(a_lost_connection_is_made_again),
	};

	return cmocka_run_group_tests_name("writes", tests, NULL, NULL);
}
