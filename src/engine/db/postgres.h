/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by the files of the PostgreSQL driver. */
#ifndef ENGINE_DB_POSTGRES_H
#define ENGINE_DB_POSTGRES_H

#include <libpq-fe.h>

#include "engine/db/driver.h"

struct pg_conn {
	struct db_conn conn; /* first: a driver's connection starts with it */
	PGconn *h;
	bool *prepared; /* by number of the statement, on this session */
};

/* Connects, with the encoding and names that are ours. NULL with a sentence. */
PGconn *pg_connect(const char *url, struct arena *mem, const char **ret_why);

/* Notes what the server says is wrong. A fault that passes if all is run again is marked so. */
void pg_fault(struct pg_conn *conn, const struct ctx *c, const struct db_sql *s, PGresult *res);

bool pg_run(struct db_rows *r, const struct db_value *params);
bool pg_next(struct db_rows *r, struct db_value *row);
int64_t pg_change(struct db_rows *r);
void pg_close_rows(struct db_rows *r);

enum result pg_schema(
	struct db *db, struct arena *mem, struct schema_state *ret, const char **ret_why);
enum result pg_migrate(struct db *db, struct arena *mem, const struct schema_step *steps, int n,
	int *ret_done, const char **ret_why);

#endif
