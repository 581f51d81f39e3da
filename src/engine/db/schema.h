/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of schema/, compiled in by `sql2c --emit-schema` for both databases. */
#ifndef ENGINE_DB_SCHEMA_H
#define ENGINE_DB_SCHEMA_H

#include "engine/db/db.h"

struct schema_step {
	int number;	    /* 1, 2, 3 … without a gap */
	const char *name;   /* "0001_engine" */
	const char *sqlite; /* statements, separated by ; */
	const char *pg;
};

extern const struct schema_step schema_steps[];
extern const int schema_n;

/* db_migrate with other steps than the compiled ones; for tests of the migration itself. */
enum result db_migrate_steps(struct db *db, struct arena *mem, const struct schema_step *steps,
	int n, int *ret_done, const char **ret_why);

#endif
