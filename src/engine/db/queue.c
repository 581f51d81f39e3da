/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes wait in one queue. SQLite has one thread that takes many at once and syncs them together;
 * PostgreSQL has several that take one each. Which is only a number here: the driver's batch.
 */
#include "engine/db/driver.h"

#include <errno.h>
#include <time.h>

#include "base/fatal.h"
#include "base/log.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/own.h"

#define IDLE_SECONDS 30

/* The writer whose thread this is: a write that waits for a write would wait for itself. */
static _Thread_local struct db_writer *here;

void
db_request_run(struct db_conn *conn, struct db_request *q)
{
	struct ctx *c = q->c;

	db_conn_reset(conn);
	atomic_fetch_add_explicit(&conn->db->writes, 1, memory_order_relaxed);
	c->db = conn;
	practice_begin(c);
	q->r = q->work(c, q->arg);
	practice_end();
	db_conn_close_rows(conn, NULL);
	if (conn->faulty)
		q->r = conn->constraint ? CONFLICT : FAILED;
	c->db = NULL;
}

static void
answer(struct db_request *list)
{
	struct db_request *next;

	for (; list; list = next) {
		next = list->next;
		list->done(list->c, list->arg, list->r);
	}
}

static void
refuse(struct db_request *list, enum result r, const char *why)
{
	for (; list; list = list->next) {
		list->r = r;
		list->c->why = tr_text(list->c->lang, why);
	}
}

/* Up to the driver's batch, in the order in which they came; NULL at the end of the queue's life. */
static struct db_request *
take(struct db_writer *w)
{
	struct db *db = w->db;
	struct db_request *list, *q;
	struct timespec until;
	long long read = -1; /* when this thread last gave memory back */
	int n;

	pthread_mutex_lock(&db->lock);
	while (!db->first && !db->draining) {
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += IDLE_SECONDS;
		if (pthread_cond_timedwait(&db->work, &db->lock, &until) == ETIMEDOUT &&
			read != atomic_load(&db->reads)) {
			read = atomic_load(&db->reads);
			pthread_mutex_unlock(&db->lock);
			if (w->conn && db->driver->idle)
				db->driver->idle(w->conn);
			pthread_mutex_lock(&db->lock);
		}
	}
	list = db->first;
	for (n = 1, q = list; q && q->next && n < db->driver->batch; n++)
		q = q->next;
	if (q) {
		db->first = q->next;
		if (!db->first)
			db->last = &db->first;
		q->next = NULL;
		atomic_fetch_sub(&db->queued, n);
	}
	pthread_mutex_unlock(&db->lock);
	return list;
}

static void *
writer_main(void *arg)
{
	struct db_writer *w = arg;
	struct db *db = w->db;
	struct db_request *list;
	const char *why;

	here = w;
	while ((list = take(w))) {
		if ((why = db_stopped(db)))
			refuse(list, FAILED, why);
		else if (w->conn)
			db->driver->serve(w->conn, list);
		else {
			struct arena *mem = arena_new(0);

			w->conn = db->driver->open(db, true, mem, &why);
			if (w->conn)
				db->driver->serve(w->conn, list);
			else {
				log_error("database=unreachable: %s", why);
				refuse(list, BUSY,
					N_("The database does not answer. Please try again."));
			}
			arena_free(mem);
		}
		answer(list);
	}
	return NULL;
}

bool
db_queue_start(struct db *db, int writers, struct arena *mem, const char **ret_why)
{
	int i;

	db->writers = ARENA_ARRAY(db->mem, struct db_writer, writers);
	db->n_writers = writers;
	for (i = 0; i < writers; i++)
		db->writers[i].db = db;
	/* The first connection is made here, so that what is wrong with the address is told. */
	db->writers[0].conn = db->driver->open(db, true, mem, ret_why);
	if (!db->writers[0].conn)
		return false;
	for (i = 0; i < writers; i++) {
		if (pthread_create(&db->writers[i].thread, NULL, writer_main, &db->writers[i]))
			fatal("cannot start a thread for the database");
		db->n_threads++;
	}
	return true;
}

void
db_drain(struct db *db)
{
	int i;

	pthread_mutex_lock(&db->lock);
	db->draining = true;
	pthread_cond_broadcast(&db->work);
	pthread_mutex_unlock(&db->lock);
	for (i = 0; i < db->n_threads; i++)
		pthread_join(db->writers[i].thread, NULL);
	db->n_threads = 0;
}

void
db_queue_stop(struct db *db)
{
	int i;

	db_drain(db);
	for (i = 0; i < db->n_writers; i++)
		if (db->writers[i].conn)
			db->driver->close(db->writers[i].conn);
	db->n_writers = 0;
}

void
db_write_later(struct db *db, struct ctx *c, db_work work, db_done done, void *arg)
{
	struct db_request *q = ARENA_NEW(c->mem, struct db_request);
	bool refused;

	MUST(!c->db);
	*q = (struct db_request){ .c = c, .work = work, .done = done, .arg = arg };
	pthread_mutex_lock(&db->lock);
	refused = db->draining;
	if (!refused) {
		*db->last = q;
		db->last = &q->next;
		atomic_fetch_add(&db->queued, 1);
		pthread_cond_signal(&db->work);
	}
	pthread_mutex_unlock(&db->lock);
	if (refused) {
		refuse(q, BUSY, N_("The server is being stopped. Please try again in a moment."));
		answer(q);
	}
}

struct waiting {
	pthread_mutex_t lock;
	pthread_cond_t done;
	db_work work;
	void *arg;
	bool over;
	enum result r;
};

static enum result
waiting_work(struct ctx *c, void *arg)
{
	struct waiting *w = arg;

	return w->work(c, w->arg);
}

static void
waiting_done(struct ctx *c, void *arg, enum result r)
{
	struct waiting *w = arg;

	(void)c;
	pthread_mutex_lock(&w->lock);
	w->r = r;
	w->over = true;
	pthread_cond_signal(&w->done);
	pthread_mutex_unlock(&w->lock);
}

enum result
db_write(struct db *db, struct ctx *c, db_work work, void *arg)
{
	struct waiting w = { .lock = PTHREAD_MUTEX_INITIALIZER,
		.done = PTHREAD_COND_INITIALIZER,
		.work = work,
		.arg = arg };

	MUST(!here || here->db != db);
	db_write_later(db, c, waiting_work, waiting_done, &w);
	pthread_mutex_lock(&w.lock);
	while (!w.over)
		pthread_cond_wait(&w.done, &w.lock);
	pthread_mutex_unlock(&w.lock);
	pthread_mutex_destroy(&w.lock);
	pthread_cond_destroy(&w.done);
	return w.r;
}
