/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The threads that run jobs. They sleep until a job of this server was added, or a second
 * has passed: other servers and the verbs of the program add jobs to the same table
 * without being able to wake us.
 */
#include "engine/jobs/worker.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "base/fatal.h"
#include "base/log.h"

#define POLL_MS 1000
#define POLL_TEST_MS 20 /* where a test moves the clock, and waits for what becomes due */
#define CARE_MS 10000	/* between looks for expired leases */
#define SWEEP_MS 3600000
#define THREADS_MAX 16

struct thread {
	struct jobs *jobs;
	pthread_t id;
	const char *name;
};

struct jobs {
	struct engine *engine;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	atomic_bool ending, added;
	atomic_uint woken; /* how often somebody was woken */
	atomic_llong cared_ms, swept_ms;
	int n;
	struct thread threads[THREADS_MAX];
};

const char *
worker_name(struct arena *mem)
{
	unsigned char random[8];

	randombytes_buf(random, sizeof(random));
	return arena_printf(mem, "%d-%02x%02x%02x%02x%02x%02x%02x%02x", (int)getpid(), random[0],
		random[1], random[2], random[3], random[4], random[5], random[6], random[7]);
}

void
worker_note_added(struct jobs *w)
{
	atomic_store(&w->added, true);
}

static void
signal_all(struct jobs *w)
{
	pthread_mutex_lock(&w->lock);
	pthread_cond_broadcast(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

void
jobs_wake(struct engine *e)
{
	struct jobs *w = e->jobs;

	if (w && atomic_exchange(&w->added, false)) {
		atomic_fetch_add(&w->woken, 1);
		signal_all(w);
	}
}

/* Only one thread takes care of the table at a time, and seldom. */
static void
care(struct jobs *w)
{
	long long last = atomic_load(&w->cared_ms), now = job_clock_ms();

	if (now - last < CARE_MS || !atomic_compare_exchange_strong(&w->cared_ms, &last, now))
		return;
	jobs_take_back(w->engine, engine_now(w->engine));
	if (now - atomic_load(&w->swept_ms) >= SWEEP_MS) {
		atomic_store(&w->swept_ms, now);
		jobs_sweep(w->engine, engine_now(w->engine));
	}
}

/* Until a job was added since `woken` was read, or a second has passed. */
static void
rest(struct jobs *w, unsigned woken)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	if (w->engine->test_clock)
		until.tv_nsec += POLL_TEST_MS * 1000000L;
	else
		until.tv_sec += POLL_MS / 1000;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_mutex_lock(&w->lock);
	if (!atomic_load(&w->ending) && atomic_load(&w->woken) == woken)
		pthread_cond_timedwait(&w->wake, &w->lock, &until);
	pthread_mutex_unlock(&w->lock);
}

static void *
work(void *arg)
{
	struct thread *t = arg;
	struct jobs *w = t->jobs;

	while (!atomic_load(&w->ending) && !atomic_load(&w->engine->stopping)) {
		unsigned woken = atomic_load(&w->woken);

		care(w);
		if (!job_run_one(w->engine, t->name, &w->ending, -1))
			rest(w, woken);
	}
	return NULL;
}

static void
start_thread(struct jobs *w)
{
	struct thread *t = &w->threads[w->n];
	sigset_t all, before;

	t->jobs = w;
	t->name = worker_name(w->engine->mem);
	/* Signals are for the thread that listens. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&t->id, NULL, work, t) != 0)
		fatal("a thread for jobs could not be started");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	w->n++;
}

struct jobs *
jobs_start(struct engine *e, int threads)
{
	struct jobs *w = ARENA_NEW(e->mem, struct jobs);
	pthread_condattr_t attr;

	if (jobs_prepare(e, engine_now(e)) != OK)
		return NULL;
	w->engine = e;
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &attr);
	pthread_condattr_destroy(&attr);
	e->jobs = w;
	for (int i = 0; i < threads && i < THREADS_MAX; i++)
		start_thread(w);
	return w;
}

void
jobs_stop(struct jobs *w)
{
	if (!w)
		return;
	atomic_store(&w->ending, true);
	signal_all(w);
	for (int i = 0; i < w->n; i++)
		pthread_join(w->threads[i].id, NULL);
	w->engine->jobs = NULL;
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
}
