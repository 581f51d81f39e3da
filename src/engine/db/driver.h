/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a driver is to db.c. db.c knows transactions, faults, the queue of writes and the pool of
 * readers; a driver knows how one connection of its database is spoken to. Nothing outside this
 * directory includes it.
 */
#ifndef ENGINE_DB_DRIVER_H
#define ENGINE_DB_DRIVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "engine/db/db.h"
#include "engine/db/schema.h"

struct schema_state;

/* One connection. A driver's own struct starts with it. */
struct db_conn {
	struct db *db;
	bool writing;	      /* false: reads only */
	bool faulty;	      /* sticky: nothing runs until the transaction or savepoint ends */
	bool constraint;      /* the fault was a UNIQUE, CHECK or FOREIGN KEY rule */
	bool again;	      /* the fault passes if the whole transaction is run again */
	bool lost;	      /* the transaction itself is gone: no savepoint brings it back */
	int depth;	      /* savepoints that are open */
	struct db_rows *open; /* results still being read, newest first */
	struct db_conn *next; /* among the free readers */
};

struct db_rows {
	struct db_conn *conn;
	struct ctx *c;
	const struct db_sql *sql;
	void *handle; /* sqlite3_stmt or PGresult */
	int at;
	bool own; /* SQLite: handle is not from the cache */
	bool ended;
	struct db_rows *next;
};

/* One write that waits. Lives in the arena of its ctx, so it is gone once done was called. */
struct db_request {
	struct ctx *c;
	db_work work;
	db_done done;
	void *arg;
	enum result r;
	struct db_request *next;
};

struct db_driver {
	int batch; /* how many requests serve takes at once */

	/* A connection that is ready for begin, or NULL with a sentence in *ret_why. */
	struct db_conn *(*open)(
		struct db *db, bool writing, struct arena *mem, const char **ret_why);
	void (*close)(struct db_conn *conn);

	/* Reading transactions. False: this connection is of no use any more. */
	bool (*begin)(struct db_conn *conn);
	void (*end)(struct db_conn *conn);

	/* Runs a list of requests to their results; answers none of them. */
	void (*serve)(struct db_conn *conn, struct db_request *list);
	/* Nothing was written for a while: give back what can be given back. May be NULL. */
	void (*idle)(struct db_conn *conn);

	/* Statements. r holds conn, c and sql. A false is a fault that the driver has noted. */
	bool (*run)(struct db_rows *r, const struct db_value *params);
	bool (*next)(struct db_rows *r, struct db_value *row);
	int64_t (*change)(struct db_rows *r);
	void (*close_rows)(struct db_rows *r);

	/* A fixed command without results ("SAVEPOINT s1"), also in a faulty transaction. */
	bool (*command)(struct db_conn *conn, const char *sql);

	enum result (*migrate)(struct db *db, struct arena *mem, const struct schema_step *steps,
		int n, int *ret_done, const char **ret_why);
	/* Only looks; *ret is what it found. */
	enum result (*schema)(
		struct db *db, struct arena *mem, struct schema_state *ret, const char **ret_why);
	enum result (*backup)(
		struct db *db, const char *path, struct arena *mem, const char **ret_why);
	enum result (*check)(struct db *db, struct arena *mem, const char **ret_why);
};

struct db_writer {
	struct db *db;
	struct db_conn *conn;
	pthread_t thread;
};

struct db {
	const struct db_driver *driver;
	struct arena *mem; /* its own: threads of the database never share the caller's */
	const char *url;   /* a path for SQLite */
	bool must_exist, frozen;

	pthread_mutex_t lock;
	pthread_cond_t work;   /* something was queued, or the end has come */
	pthread_cond_t reader; /* a reader was given back */
	struct db_request *first, **last;
	bool draining;
	struct db_writer *writers;
	int n_writers, n_threads;

	struct db_conn *free_readers;
	int n_readers, max_readers;

	/* Why nothing is written any more, or NULL; and until when (monotonic seconds, 0: for good). */
	_Atomic(const char *) stopped;
	atomic_llong stopped_until;

	atomic_llong reads, writes, commits, faults, queued;
};

extern const struct db_driver db_sqlite, db_postgres;

/* Number of a compiled statement, or -1 if it is not in the section (a driver's own). */
int db_sql_number(const struct db_sql *s);
int db_sql_count(void);

/* Notes a fault of the connection and logs it, without the texts that people wrote. */
void db_conn_fault(
	struct db_conn *conn, const struct ctx *c, const struct db_sql *s, const char *why);

/* Forgets the faults of the transaction before. */
void db_conn_reset(struct db_conn *conn);
/* Closes results that were opened after `until` (NULL: all). */
void db_conn_close_rows(struct db_conn *conn, struct db_rows *until);

/* Runs q->work on conn, inside a transaction that the driver has begun; q->r is the verdict. */
void db_request_run(struct db_conn *conn, struct db_request *q);

/* No more writes, for a number of seconds or (0) until the program is started again. why: static. */
void db_stop_writing(struct db *db, const char *why, int seconds);

int64_t db_monotonic(void);

/* queue.c */
bool db_queue_start(struct db *db, int writers, struct arena *mem, const char **ret_why);
void db_queue_stop(struct db *db);

#endif
