/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs and events, with the small plan of plan/test.def, on both databases. */
#include "tests/harness.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/jobs/jobs.sql.h"
#include "engine/jobs/worker.h"
#include "plan/plan.gen.h"

static atomic_int counted, failures_left, firsts, seconds, slow_started;
static atomic_llong last_who, last_subject;
static pthread_mutex_t args_lock = PTHREAD_MUTEX_INITIALIZER;
static char last_args[64];

/* ---- the jobs of the plan ---- */

static enum result
write_nothing(struct ctx *c, void *arg)
{
	(void)c;
	(void)arg;
	return OK;
}

enum result
job_count(struct job *j)
{
	atomic_fetch_add(&counted, 1);
	last_who = j->ctx.who;
	last_subject = j->subject;
	pthread_mutex_lock(&args_lock);
	snprintf(last_args, sizeof(last_args), "%s", j->args);
	pthread_mutex_unlock(&args_lock);
	return job_write(j, write_nothing, NULL);
}

enum result
job_fail(struct job *j)
{
	if (atomic_fetch_sub(&failures_left, 1) > 0) {
		j->ctx.why = "the other side is down";
		return FAILED;
	}
	job_result(j, "/there", "it went well");
	return OK;
}

enum result
job_refuse(struct job *j)
{
	j->ctx.why = "there is nothing to do";
	return CONFLICT;
}

enum result
job_slow(struct job *j)
{
	atomic_store(&slow_started, 1);
	for (int i = 0; i < 3000 && !job_stopped(j); i++) {
		job_progress(j, i, 3000, "Working");
		usleep(10000);
	}
	return job_stopped(j) ? FAILED : OK;
}

/* Somebody who keeps writing to the row of a job, on another connection where there are several. */
struct rival {
	pthread_t thread;
	struct engine *engine;
	int64_t job, until_ms;
	const char *worker;
	atomic_int written;
} rival;

static enum result
write_rival(struct ctx *c, void *arg)
{
	struct rival *r = arg;

	sql_job_hold(c, r->job, r->worker, c->now + 60);
	usleep(40000);
	return OK;
}

static void *
rival_main(void *arg)
{
	struct rival *r = arg;

	while (job_clock_ms() < r->until_ms) {
		struct arena *mem = arena_new(0);
		struct ctx c = engine_ctx(r->engine, mem);

		if (db_write(r->engine->db, &c, write_rival, r) == OK)
			atomic_fetch_add(&r->written, 1);
		arena_free(mem);
	}
	return NULL;
}

enum result
job_contested(struct job *j)
{
	static char worker[64];

	snprintf(worker, sizeof worker, "%s", j->run->worker);
	rival.engine = j->run->engine;
	rival.job = j->id;
	rival.worker = worker;
	rival.until_ms = job_clock_ms() + 700;
	atomic_store(&rival.written, 0);
	if (pthread_create(&rival.thread, NULL, rival_main, &rival))
		return FAILED;
	while (atomic_load(&rival.written) < 2)
		usleep(1000);
	return OK;
}

enum result
job_hourly(struct job *j)
{
	(void)j;
	atomic_fetch_add(&counted, 1);
	return atomic_fetch_sub(&failures_left, 1) > 0 ? FAILED : OK;
}

enum result
on_first(struct ctx *c, int64_t subject, int64_t who)
{
	last_subject = subject;
	last_who = who;
	assert_int_equal(c->who, who);
	/* What a listener writes belongs to the transaction in which its job ends. */
	job_add(c, JOB_count, subject, "from a listener", 0);
	return atomic_fetch_add(&firsts, 1) ? OK : FAILED;
}

enum result
on_second(struct ctx *c, int64_t subject, int64_t who)
{
	(void)c;
	(void)subject;
	(void)who;
	atomic_fetch_add(&seconds, 1);
	return OK;
}

/* ---- helpers ---- */

static int
begin(void **state)
{
	atomic_store(&counted, 0);
	atomic_store(&failures_left, 0);
	atomic_store(&firsts, 0);
	atomic_store(&seconds, 0);
	atomic_store(&slow_started, 0);
	return test_setup(state);
}

static int64_t
add(struct test *t, int kind, int64_t subject, int64_t at)
{
	struct ctx *c = test_open(t);
	int64_t id;

	c->who = 7;
	id = job_add(c, kind, subject, "{\"n\":1}", at);
	assert_true(id > 0);
	assert_int_equal(test_close(t, OK), OK);
	return id;
}

struct look {
	int64_t id;
	struct job_row row;
	bool found;
};

static enum result
look_up(struct ctx *c, void *arg)
{
	struct look *l = arg;

	l->found = sql_job_get(c, l->id, &l->row);
	return OK;
}

static const char *
state_of(struct test *t, int64_t id, struct job_row *ret)
{
	struct look l = { .id = id };

	assert_int_equal(test_read(t, look_up, &l), OK);
	if (ret)
		*ret = l.row;
	return l.found ? l.row.state : "gone";
}

static void
wait_for(const atomic_int *what, int n)
{
	for (int i = 0; i < 1000 && atomic_load(what) < n; i++)
		usleep(10000);
	assert_true(atomic_load(what) >= n);
}

/* ---- tests ---- */

static void
test_runs_once(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_count, 42, 0), later = add(t, JOB_count, 43, TEST_NOW + 100);
	struct job_claimed got;
	struct ctx *c;

	assert_string_equal(state_of(t, id, NULL), "waiting");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 1);
	assert_int_equal(atomic_load(&counted), 1);
	assert_int_equal(last_who, 7);
	assert_int_equal(last_subject, 42);
	assert_string_equal(last_args, "{\"n\":1}");
	assert_string_equal(state_of(t, id, NULL), "gone");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 99), 0);
	c = test_open(t);
	assert_false(sql_job_claim(c, later, TEST_NOW + 99, "early", TEST_NOW + 200, &got));
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 100), 1);
	assert_string_equal(state_of(t, later, NULL), "gone");
}

/* A job of a transaction that was rolled back was never there. */
static void
test_rolled_back(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);

	job_add(c, JOB_count, 1, "", 0);
	event_add(c, EVENT_loud, 1);
	assert_int_equal(test_close(t, CONFLICT), CONFLICT);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 0);
}

static void
test_tries_again(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_fail, 1, 0), now = TEST_NOW;
	struct job_row row;

	atomic_store(&failures_left, 2);
	assert_int_equal(jobs_run_all(&t->engine, now), 1);
	assert_string_equal(state_of(t, id, &row), "waiting");
	assert_int_equal(row.tries, 1);
	assert_int_equal(row.run_at, now + 15);
	assert_string_equal(row.error, "the other side is down");
	assert_int_equal(jobs_run_all(&t->engine, now + 14), 0);
	assert_int_equal(jobs_run_all(&t->engine, now + 15), 1);
	assert_string_equal(state_of(t, id, &row), "waiting");
	assert_int_equal(row.run_at, now + 75);
	assert_int_equal(jobs_run_all(&t->engine, now + 75), 1);
	assert_string_equal(state_of(t, id, &row), "done");
	assert_string_equal(row.result_url, "/there");
	assert_string_equal(row.result_message, "it went well");
	assert_int_equal(row.finished_at, now + 75);
	jobs_sweep(&t->engine, now + 30 * 86400);
	assert_string_equal(state_of(t, id, NULL), "done");
	jobs_sweep(&t->engine, now + 31 * 86400);
	assert_string_equal(state_of(t, id, NULL), "gone");
}

static void
test_gives_up(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_fail, 1, 0), refused = add(t, JOB_refuse, 1, 0);
	struct job_row row;
	struct ctx *c;

	atomic_store(&failures_left, 3);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 2);
	assert_string_equal(state_of(t, refused, &row), "failed");
	assert_string_equal(row.error, "there is nothing to do");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 15), 1);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 75), 1);
	assert_string_equal(state_of(t, id, &row), "failed");
	assert_int_equal(row.tries, 3);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 999999), 0);

	c = test_open(t);
	assert_int_equal(job_retry(c, id), OK);
	assert_int_equal(job_retry(c, id), CONFLICT);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 1);
	assert_string_equal(state_of(t, id, NULL), "done");
}

static void
test_cancel(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_count, 1, 0);
	struct ctx *c = test_open(t);

	assert_int_equal(job_cancel(c, id), OK);
	assert_int_equal(job_cancel(c, id), CONFLICT);
	assert_int_equal(test_close(t, OK), OK);
	assert_string_equal(state_of(t, id, NULL), "cancelled");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 0);
}

static void
test_events(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);

	c->who = 9;
	event_add(c, EVENT_quiet, 5);
	event_add(c, EVENT_loud, 6);
	assert_int_equal(sql_event_list(c, "loud", 6).n, 1);
	assert_int_equal(test_close(t, OK), OK);
	/* first fails and what it wrote is undone; second is heard all the same. */
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 2);
	assert_int_equal(atomic_load(&firsts), 1);
	assert_int_equal(atomic_load(&seconds), 1);
	assert_int_equal(atomic_load(&counted), 0);
	/* Then first and, in the same sweep, the job that it added. */
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 15), 2);
	assert_int_equal(atomic_load(&firsts), 2);
	assert_int_equal(atomic_load(&seconds), 1);
	assert_int_equal(atomic_load(&counted), 1);
	assert_int_equal(last_who, 9);
	assert_int_equal(last_subject, 6);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 99999), 0);
}

static void
test_recurring(void **state)
{
	struct test *t = *state;
	int64_t now = TEST_NOW;

	assert_int_equal(jobs_prepare(&t->engine, now), OK);
	assert_int_equal(jobs_prepare(&t->engine, now), OK);
	assert_int_equal(jobs_run_all(&t->engine, now), 1);
	assert_int_equal(jobs_run_all(&t->engine, now + 3599), 0);
	/* After a pause of a day it runs once, and then at its old minute. */
	assert_int_equal(jobs_run_all(&t->engine, now + 86400 + 100), 1);
	assert_int_equal(jobs_run_all(&t->engine, now + 86400 + 3599), 0);
	assert_int_equal(jobs_run_all(&t->engine, now + 86400 + 3600), 1);
	/* Failing for good does not end it. */
	atomic_store(&failures_left, 2);
	now += 86400 + 7200;
	assert_int_equal(jobs_run_all(&t->engine, now), 1);
	assert_int_equal(jobs_run_all(&t->engine, now + 15), 1);
	assert_int_equal(jobs_run_all(&t->engine, now + 3599), 0);
	assert_int_equal(jobs_run_all(&t->engine, now + 3615), 1);
	assert_int_equal(atomic_load(&counted), 6);
}

/* A worker that dies keeps its job only as long as its lease. */
static void
test_lease(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_count, 1, 0);
	struct job_claimed got;
	struct job_row row;
	struct ctx *c = test_open(t);

	assert_true(sql_job_claim(c, id, TEST_NOW + 9999, "dead", TEST_NOW + 60, &got));
	assert_false(sql_job_claim(c, id, TEST_NOW + 9999, "late", TEST_NOW + 60, &got));
	assert_int_equal(test_close(t, OK), OK);
	jobs_take_back(&t->engine, TEST_NOW + 60);
	assert_string_equal(state_of(t, id, NULL), "running");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 60), 0);
	jobs_take_back(&t->engine, TEST_NOW + 61);
	assert_string_equal(state_of(t, id, &row), "waiting");
	assert_string_equal(row.error, "the worker did not come back");
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 61), 1);
	assert_string_equal(state_of(t, id, NULL), "gone");
}

/* A job that kills its worker each time is given up. */
static void
test_deadly(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_count, 1, 0);
	struct job_claimed got;
	struct ctx *c;

	for (int i = 1; i <= 3; i++) {
		c = test_open(t);
		assert_true(
			sql_job_claim(c, id, TEST_NOW + 9999, "dead", TEST_NOW + i * 100, &got));
		assert_int_equal(got.tries, i);
		assert_int_equal(test_close(t, OK), OK);
		jobs_take_back(&t->engine, TEST_NOW + i * 100 + 1);
	}
	assert_string_equal(state_of(t, id, NULL), "failed");
}

static void
test_unknown_kind(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	int64_t id = sql_job_insert(c, "of_a_newer_version", 1, 0, "", TEST_NOW, TEST_NOW);
	struct job_row row;

	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW), 1);
	assert_string_equal(state_of(t, id, &row), "waiting");
	assert_true(row.run_at > TEST_NOW);
}

static void
test_threads(void **state)
{
	struct test *t = *state;
	struct jobs *w = jobs_start(&t->engine, 4);

	assert_non_null(w);
	wait_for(&counted, 1); /* the recurring one */
	for (int i = 0; i < 40; i++) {
		struct ctx *c = test_open(t);

		for (int k = 0; k < 5; k++)
			job_add(c, JOB_count, i, "", 0);
		assert_int_equal(test_close(t, OK), OK);
		jobs_wake(&t->engine);
	}
	wait_for(&counted, 201);
	usleep(50000);
	jobs_stop(w);
	assert_int_equal(atomic_load(&counted), 201);
	assert_null(t->engine.jobs);
	assert_int_equal(jobs_run_all(&t->engine, TEST_NOW + 60), 0);
}

/* Stopping the server puts a running job back; it costs no try. */
static void
test_stop(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_slow, 1, 0);
	struct job_row row;
	struct jobs *w = jobs_start(&t->engine, 1);

	wait_for(&slow_started, 1);
	jobs_stop(w);
	assert_string_equal(state_of(t, id, &row), "waiting");
	assert_int_equal(row.tries, 0);
	assert_int_equal(row.total, 3000);
	assert_string_equal(row.message, "Working");
}

static void
test_cancel_running(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_slow, 1, 0), start = job_clock_ms();
	struct jobs *w = jobs_start(&t->engine, 1);
	struct ctx *c;

	wait_for(&slow_started, 1);
	c = test_open(t);
	assert_int_equal(job_cancel(c, id), OK);
	assert_int_equal(test_close(t, OK), OK);
	for (int i = 0; i < 2000 && atomic_load(&counted) < 1; i++)
		usleep(10000); /* the thread is free again and runs the hourly one */
	assert_true(job_clock_ms() - start < 25000);
	jobs_stop(w);
	assert_string_equal(state_of(t, id, NULL), "cancelled");
}

/* The end of a job is written, however often others write to the same row meanwhile. */
static void
test_contested(void **state)
{
	struct test *t = *state;
	int64_t id = add(t, JOB_contested, 1, 0);

	assert_true(jobs_run_all(&t->engine, TEST_NOW) >= 1);
	assert_int_equal(pthread_join(rival.thread, NULL), 0);
	assert_true(atomic_load(&rival.written) >= 3);
	assert_string_equal(state_of(t, id, NULL), "gone");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_runs_once),
		TEST(test_rolled_back),
		TEST(test_tries_again),
		TEST(test_gives_up),
		TEST(test_cancel),
		TEST(test_events),
		TEST(test_recurring),
		TEST(test_lease),
		TEST(test_deadly),
		TEST(test_unknown_kind),
		TEST(test_threads),
		TEST(test_contested),
		TEST(test_stop),
		TEST(test_cancel_running),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
