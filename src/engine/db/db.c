/* SPDX-License-Identifier: Apache-2.0 */
/* What both databases share: transactions that read, statements, sticky faults, savepoints. */
#include "engine/db/driver.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/db/migrate.h"
#include "engine/practice/own.h"

#define READER_WAIT 5 /* seconds until a request gives up on getting a connection */

int64_t
db_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

int
db_sql_count(void)
{
	return (int)(__stop_wm_sql - __start_wm_sql);
}

int
db_sql_number(const struct db_sql *s)
{
	if (s < __start_wm_sql || s >= __stop_wm_sql)
		return -1;
	return (int)(s - __start_wm_sql);
}

/* ---- open and close ---- */

static void
init_locks(struct db *db)
{
	pthread_condattr_t attr;

	pthread_mutex_init(&db->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&db->work, &attr);
	pthread_cond_init(&db->reader, &attr);
	pthread_condattr_destroy(&attr);
}

struct db *
db_open(struct arena *mem, const struct db_options *o, const char **ret_why)
{
	bool pg = str_starts(o->url, "postgresql://") || str_starts(o->url, "postgres://");
	struct arena *own = arena_new(0);
	struct db *db = ARENA_NEW(own, struct db);
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct db_conn *conn;

	db->mem = own;
	db->driver = pg ? &db_postgres : &db_sqlite;
	db->url = arena_strdup(own, str_starts(o->url, "sqlite:") ? o->url + 7 : o->url);
	db->must_exist = o->must_exist || o->frozen;
	db->frozen = o->frozen;
	db->max_readers = o->readers > 0 ? o->readers : (int)(cores > 0 ? cores : 1) + 2;
	db->last = &db->first;
	init_locks(db);

	/* The first reader is opened now, so that a wrong address is told at the start. The writer comes
	 * before it, because it makes the file. */
	if (!db_queue_start(db, pg ? (o->writers > 0 ? o->writers : 4) : 1, mem, ret_why) ||
		!(conn = db->driver->open(db, false, mem, ret_why))) {
		db_free(db);
		return NULL;
	}
	db->free_readers = conn;
	db->n_readers = 1;
	return db;
}

void
db_free(struct db *db)
{
	struct db_conn *conn, *next;

	if (!db)
		return;
	db_queue_stop(db);
	for (conn = db->free_readers; conn; conn = next) {
		next = conn->next;
		db->driver->close(conn);
	}
	pthread_cond_destroy(&db->work);
	pthread_cond_destroy(&db->reader);
	pthread_mutex_destroy(&db->lock);
	arena_free(db->mem);
}

bool
db_is_postgres(const struct db *db)
{
	return db->driver == &db_postgres;
}

bool
db_writing(const struct ctx *c)
{
	return c->db && c->db->writing;
}

/* ---- faults ---- */

void
db_conn_fault(struct db_conn *conn, const struct ctx *c, const struct db_sql *s, const char *why)
{
	const char *request = c && c->request ? c->request : "-";

	if (conn->faulty)
		return;
	conn->faulty = true;
	/* A rule of the schema that said no is an answer, and a transaction that is run again is no loss. */
	if (conn->constraint || conn->again)
		log_info("request=%s statement=%s refused: %s", request, s ? s->name : "-", why);
	else {
		atomic_fetch_add(&conn->db->faults, 1);
		log_error("request=%s statement=%s at=%s:%d fault: %s", request, s ? s->name : "-",
			s ? s->file : "-", s ? s->line : 0, why);
	}
}

void
db_fault(struct ctx *c, const char *fmt, ...)
{
	va_list ap;

	MUST(c->db);
	va_start(ap, fmt);
	db_conn_fault(c->db, c, NULL, arena_vprintf(c->mem, fmt, ap));
	va_end(ap);
}

bool
db_faulty(const struct ctx *c)
{
	return c->db && c->db->faulty;
}

bool
db_constraint(const struct ctx *c)
{
	return c->db && c->db->constraint;
}

void
db_conn_reset(struct db_conn *conn)
{
	conn->faulty = conn->constraint = conn->again = conn->lost = false;
	conn->depth = 0;
}

void
db_stop_writing(struct db *db, const char *why, int seconds)
{
	if (!db_stopped(db))
		log_error("database=stopped writing: %s", why);
	atomic_store(&db->stopped_until, seconds ? db_monotonic() + seconds : 0);
	atomic_store(&db->stopped, why);
}

const char *
db_stopped(struct db *db)
{
	const char *why = atomic_load(&db->stopped);
	int64_t until = atomic_load(&db->stopped_until);

	return why && (!until || db_monotonic() < until) ? why : NULL;
}

/* ---- statements ---- */

struct db_rows *
db_run(struct ctx *c, const struct db_sql *s, const struct db_value *params)
{
	struct db_conn *conn = c->db;
	struct db_rows *r;

	if (!conn)
		fatal("%s was called outside of a transaction", s->name);
	if (conn->faulty)
		return NULL;
	if (s->writes && !conn->writing) {
		db_conn_fault(conn, c, s, "it writes, but the transaction only reads");
		return NULL;
	}
	r = ARENA_NEW(c->mem, struct db_rows);
	*r = (struct db_rows){ .conn = conn, .c = c, .sql = s, .next = conn->open };
	if (!conn->db->driver->run(r, params))
		return NULL;
	conn->open = r;
	return r;
}

void
db_close_rows(struct db_rows *r)
{
	struct db_rows **at;

	if (!r || r->ended)
		return;
	r->ended = true;
	r->conn->db->driver->close_rows(r);
	for (at = &r->conn->open; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
}

bool
db_next(struct db_rows *r, struct db_value *row)
{
	if (!r || r->ended)
		return false;
	if (!r->conn->faulty && r->conn->db->driver->next(r, row))
		return true;
	db_close_rows(r);
	return false;
}

bool
db_blank(const struct ctx *c, const struct db_sql *s, struct db_value *row)
{
	if (!db_faulty(c))
		return false;
	for (int i = 0; i < s->n_cols; i++) {
		bool text = s->cols[i] == DB_TEXT,
		     bytes = s->cols[i] == DB_BLOB || s->cols[i] == DB_SEALED;

		row[i] = text	 ? (struct db_value){ .s = "" }
			 : bytes ? (struct db_value){ .b = { .p = "", .n = 0 } }
				 : (struct db_value){ .i = 0 };
	}
	return true;
}

int64_t
db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params)
{
	struct db_rows *r = db_run(c, s, params);
	int64_t n;

	if (!r)
		return 0;
	n = r->conn->db->driver->change(r);
	db_close_rows(r);
	return r->conn->faulty ? 0 : n;
}

void
db_conn_close_rows(struct db_conn *conn, struct db_rows *until)
{
	while (conn->open && conn->open != until)
		db_close_rows(conn->open);
}

/* ---- reading ---- */

/* A reader that is free, or permission to open one; NULL with *ret_open false: none in time. */
static struct db_conn *
reader_take(struct db *db, bool *ret_open)
{
	struct db_conn *conn = NULL;
	struct timespec until;

	*ret_open = false;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += READER_WAIT;
	pthread_mutex_lock(&db->lock);
	while (!db->free_readers && db->n_readers >= db->max_readers)
		if (pthread_cond_timedwait(&db->reader, &db->lock, &until) == ETIMEDOUT)
			break;
	if (db->free_readers) {
		conn = db->free_readers;
		db->free_readers = conn->next;
	} else if (db->n_readers < db->max_readers) {
		db->n_readers++;
		*ret_open = true;
	}
	pthread_mutex_unlock(&db->lock);
	return conn;
}

/* conn NULL: it was closed, another may be opened in its place. */
static void
reader_give(struct db *db, struct db_conn *conn)
{
	pthread_mutex_lock(&db->lock);
	if (conn) {
		conn->next = db->free_readers;
		db->free_readers = conn;
	} else
		db->n_readers--;
	pthread_cond_signal(&db->reader);
	pthread_mutex_unlock(&db->lock);
}

enum result
db_read_begin(struct db *db, struct ctx *c)
{
	const char *why = "all connections for reading are in use";
	bool may_open;
	struct db_conn *conn;

	MUST(!c->db);
	conn = reader_take(db, &may_open);
	if (may_open)
		conn = db->driver->open(db, false, c->mem, &why);
	if (conn) {
		db_conn_reset(conn);
		if (db->driver->begin(conn)) {
			atomic_fetch_add_explicit(&db->reads, 1, memory_order_relaxed);
			c->db = conn;
			practice_begin(c);
			return OK;
		}
		why = "the database does not begin a transaction";
		db->driver->close(conn);
		may_open = true; /* its place is free now */
	}
	if (may_open)
		reader_give(db, NULL);
	atomic_fetch_add(&db->faults, 1);
	log_error("request=%s fault: %s", c->request ? c->request : "-", why);
	return FAILED;
}

void
db_read_end(struct ctx *c)
{
	struct db_conn *conn = c->db;

	MUST(conn && !conn->writing);
	practice_end();
	db_conn_close_rows(conn, NULL);
	conn->db->driver->end(conn);
	c->db = NULL;
	if (conn->lost) {
		struct db *db = conn->db;

		db->driver->close(conn);
		reader_give(db, NULL);
	} else
		reader_give(conn->db, conn);
}

/* ---- savepoints ---- */

enum result
db_savepoint(struct ctx *c, db_work work, void *arg)
{
	struct db_conn *conn = c->db;
	const struct db_driver *d;
	struct db_rows *open;
	const char *name;
	enum result r;

	MUST(conn && conn->writing);
	if (conn->faulty)
		return FAILED;
	d = conn->db->driver;
	open = conn->open;
	name = arena_printf(c->mem, "SAVEPOINT s%d", ++conn->depth);
	if (!d->command(conn, name)) {
		conn->depth--;
		return FAILED;
	}
	r = work(c, arg);
	db_conn_close_rows(conn, open);
	conn->depth--;
	if (conn->faulty)
		r = conn->constraint ? CONFLICT : FAILED;
	if (conn->lost || conn->again)
		return r;
	if (r == OK)
		return d->command(conn, arena_printf(c->mem, "RELEASE %s", name)) ? OK : FAILED;
	conn->faulty = conn->constraint = false;
	if (!d->command(conn, arena_printf(c->mem, "ROLLBACK TO %s", name)) ||
		!d->command(conn, arena_printf(c->mem, "RELEASE %s", name)))
		return FAILED;
	return r;
}

/* ---- the rest ---- */

enum result
db_migrate_steps(struct db *db, struct arena *mem, const struct schema_step *steps, int n,
	int *ret_done, const char **ret_why)
{
	*ret_done = 0;
	return db->driver->migrate(db, mem, steps, n, ret_done, ret_why);
}

enum result
db_migrate(struct db *db, struct arena *mem, int *ret_done, const char **ret_why)
{
	return db_migrate_steps(db, mem, schema_steps, schema_n, ret_done, ret_why);
}

enum result
db_schema(struct db *db, struct arena *mem, int *ret_steps, const char **ret_why)
{
	struct schema_state s = { .newest = 0 };
	enum result r = db->driver->schema(db, mem, &s, ret_why);

	return r == OK ? schema_judge(mem, &s, schema_steps, schema_n, ret_steps, ret_why) : r;
}

enum result
db_backup(struct db *db, const char *path, struct arena *mem, const char **ret_why)
{
	return db->driver->backup(db, path, mem, ret_why);
}

enum result
db_check(struct db *db, struct arena *mem, const char **ret_why)
{
	return db->driver->check(db, mem, ret_why);
}

void
db_stats(struct db *db, struct db_stats *ret)
{
	*ret = (struct db_stats){
		.reads = atomic_load(&db->reads),
		.writes = atomic_load(&db->writes),
		.commits = atomic_load(&db->commits),
		.faults = atomic_load(&db->faults),
		.queue = atomic_load(&db->queued),
	};
}
