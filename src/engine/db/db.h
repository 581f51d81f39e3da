/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two databases behind one face. Features never call this: they call the functions that sql2c
 * makes of their .sql files, and those call db_run. The door, the worker and the verbs of the program
 * open transactions.
 *
 * Faults are sticky: the first fault of a transaction is logged where it happens, later calls do
 * nothing and return nothing, and the commit says so. That is why rules need no ladder of checks.
 */
#ifndef ENGINE_DB_H
#define ENGINE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/result.h"
#include "engine/ctx/ctx.h"

struct db;	/* a database that is open: all connections, the writer */
struct db_conn; /* one connection inside one transaction */

struct bytes {
	const void *p;
	size_t n;
};

enum db_type {
	DB_INT,	 /* int64_t; NULL reads as 0 */
	DB_REF,	 /* int64_t, the id of a row; 0 and NULL are the same, both ways */
	DB_TEXT, /* const char *, UTF-8; NULL reads as "" ; also dates, "2027-03-04" */
	DB_REAL, /* double; NULL reads as 0 */
	DB_BLOB, /* struct bytes; NULL reads as no bytes */
	DB_SEALED, /* const char *; encrypted on the way in, decrypted on the way out by generated code;
	              to the driver it is DB_BLOB */
};

struct db_value {
	union {
		int64_t i;
		double r;
		const char *s;
		struct bytes b;
	};
};

/* One statement of a .sql file, as sql2c compiled it. All of them lie side by side in the section
 * wm_sql, so that drivers number them and tests walk over them. */
struct db_sql {
	const char *name; /* "goal_list" */
	const char *file; /* "features/goals/goals.sql", for messages */
	int line;
	const char *sqlite;    /* parameters ?1 … ?n */
	const char *pg;	       /* parameters $1 … $n */
	const uint8_t *params; /* enum db_type of each */
	const uint8_t *cols;
	int n_params;
	int n_cols;
	bool writes;
	const char *scan; /* why a full scan is right here; NULL: it would be a fault */
};

extern const struct db_sql __start_wm_sql[], __stop_wm_sql[];

/* ---- called by generated code ---- */

struct db_rows; /* a result being read */

/* Runs s in the transaction of c. NULL after a fault (or if one was there already). Texts and bytes
 * of a row are copied into c->mem. Must be read to its end with db_next, or closed. */
struct db_rows *db_run(struct ctx *c, const struct db_sql *s, const struct db_value *params);

/* The next row into row[n_cols]; false at the end, after a fault, or if r is NULL. Closes at the end. */
bool db_next(struct db_rows *r, struct db_value *row);

/* After a fault: a row of s that says nothing (0, "", no bytes), and true. What goes on until somebody notices
 * the fault finds texts, and no NULL. False, and nothing is touched, if there was no fault. */
bool db_blank(const struct ctx *c, const struct db_sql *s, struct db_value *row);

void db_close_rows(struct db_rows *r);

/* Runs a statement that returns no rows; the number of rows it changed (0 after a fault). */
int64_t db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params);

/* Notes a fault by hand (a sealed text that does not open, say). */
void db_fault(struct ctx *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool db_faulty(const struct ctx *c);

/* True after a statement of this transaction hit a UNIQUE, CHECK or FOREIGN KEY rule. It is a fault
 * like any other, but is answered with CONFLICT instead of FAILED. */
bool db_constraint(const struct ctx *c);

/* True inside db_write, false inside db_read_begin … db_read_end. */
bool db_writing(const struct ctx *c);

/* ---- called by the app ---- */

struct db_options {
	const char
		*url; /* "sqlite:/var/lib/waymark/waymark.db", a bare path, or "postgresql://…" */
	int readers;  /* connections for reading; 0: as many as cores + 2 */
	int writers;  /* PostgreSQL only; 0: 4. SQLite has one writer thread */
	const char *key; /* unused by the drivers, kept for one place of settings */
	bool must_exist; /* an SQLite file that is not there is an error, and not made */
	bool frozen; /* an SQLite file that nobody writes: only read, with nothing made beside it */
};

/* Opens (creating an SQLite file if it is not there). NULL with a sentence in *ret_why (in mem). Does
 * not migrate. */
struct db *db_open(struct arena *mem, const struct db_options *o, const char **ret_why);
void db_free(struct db *db);
bool db_is_postgres(const struct db *db);

/* Brings the schema to the newest step, under a lock that other servers respect. OK, or FAILED with
 * the reason in *ret_why: a step failed (nothing of it stays), or the database is newer than the
 * program. ret_done: how many steps were run. */
enum result db_migrate(struct db *db, struct arena *mem, int *ret_done, const char **ret_why);

/* How many steps of the schema the database has (0: it is empty). FAILED as above if it is newer than the
 * program, or cannot be asked. */
enum result db_schema(struct db *db, struct arena *mem, int *ret_steps, const char **ret_why);

/* Reading: fills c->db with a read-only snapshot; db_read_end gives it back. A statement that writes
 * is a fault. Any thread. FAILED if no connection could be had. */
enum result db_read_begin(struct db *db, struct ctx *c);
void db_read_end(struct ctx *c);

/*
 * Writing. work runs inside a transaction with c->db set, on the writer thread of SQLite or on a
 * worker's own connection of PostgreSQL; it must not block on anything else. If it returns OK and no
 * fault was noted, its changes are committed (with others of the same moment, in one sync) before
 * done is called with OK; else they are rolled back and done gets its result, or FAILED after a
 * fault, CONFLICT after a constraint. On PostgreSQL work is run again after a serialization failure,
 * so it must start from the same inputs: it may be called up to 3 times with c->problems cleared.
 * done runs on the same thread as work.
 */
typedef enum result (*db_work)(struct ctx *c, void *arg);
typedef void (*db_done)(struct ctx *c, void *arg, enum result r);

void db_write_later(struct db *db, struct ctx *c, db_work work, db_done done, void *arg);

/* The same, waiting for the result. Not from inside work. */
enum result db_write(struct db *db, struct ctx *c, db_work work, void *arg);

/* Nested: runs work in a savepoint of the transaction that c is in; a result that is not OK undoes
 * only what work did and clears its fault. For imports that go on after a bad row. */
enum result db_savepoint(struct ctx *c, db_work work, void *arg);

/* An online, verified copy of an SQLite database at path (0600; must not exist). FAILED with reason. */
enum result db_backup(struct db *db, const char *path, struct arena *mem, const char **ret_why);

/* Integrity as the database sees it: OK, or FAILED with the first finding. */
enum result db_check(struct db *db, struct arena *mem, const char **ret_why);

/* Waits for what was queued and stops the writer; later writes are answered with BUSY. */
void db_drain(struct db *db);

/* NULL, or the English sentence why nothing is written: after the disk reported an error, for good;
 * after it was full, until the next try. For /readyz. */
const char *db_stopped(struct db *db);

/* For /metrics. */
struct db_stats {
	int64_t reads;	 /* transactions that only read */
	int64_t writes;	 /* requests that were run to write, also those that were rolled back */
	int64_t commits; /* of SQLite, each for many of them */
	int64_t faults;
	int64_t queue; /* writes that wait now */
};
void db_stats(struct db *db, struct db_stats *ret);

#endif
