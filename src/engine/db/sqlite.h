/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by the files of the SQLite driver. */
#ifndef ENGINE_DB_SQLITE_H
#define ENGINE_DB_SQLITE_H

#include <sqlite3.h>

#include "engine/db/driver.h"

struct sqlite_slot {
	sqlite3_stmt *st; /* NULL: not prepared */
	uint64_t used;	  /* when, by the connection's count of statements */
	bool busy;	  /* being read: a second reading gets its own */
};

/* Commands that every request needs, prepared once for each connection. */
enum sqlite_fixed { BEGIN, BEGIN_WRITE, COMMIT, ROLLBACK, SAVE, UNDO, KEEP, FIXED_COUNT };

struct sqlite_conn {
	struct db_conn conn; /* first: a driver's connection starts with it */
	sqlite3 *h;
	sqlite3_stmt *fixed[FIXED_COUNT];
	struct sqlite_slot *slots; /* by number of the statement */
	int n_cached;
	uint64_t count;
};

/* A connection with all settings that safety rests on. NULL with a sentence. */
sqlite3 *sqlite_open(const char *path, int flags, struct arena *mem, const char **ret_why);
/* The same to the file of db, as its options say. */
sqlite3 *sqlite_open_db(const struct db *db, struct arena *mem, const char **ret_why);

/* Notes what sqlite3 says is wrong; a broken disk stops all writing. */
void sqlite_fault(struct sqlite_conn *conn, const struct ctx *c, const struct db_sql *s, int rc);

bool sqlite_run(struct db_rows *r, const struct db_value *params);
bool sqlite_next(struct db_rows *r, struct db_value *row);
int64_t sqlite_change(struct db_rows *r);
void sqlite_close_rows(struct db_rows *r);
void sqlite_forget(struct sqlite_conn *conn); /* finalizes all cached statements */

enum result sqlite_migrate(struct db *db, struct arena *mem, const struct schema_step *steps, int n,
	int *ret_done, const char **ret_why);
enum result sqlite_schema(
	struct db *db, struct arena *mem, struct schema_state *ret, const char **ret_why);
enum result sqlite_backup(struct db *db, const char *path, struct arena *mem, const char **ret_why);
enum result sqlite_check(struct db *db, struct arena *mem, const char **ret_why);

/* The first row's only column as a text in mem; NULL if there is no row or a fault. */
const char *sqlite_text(sqlite3 *h, struct arena *mem, const char *sql);
/* The same as a number; otherwise if there is none. */
int64_t sqlite_int(sqlite3 *h, const char *sql, int64_t otherwise);

#endif
