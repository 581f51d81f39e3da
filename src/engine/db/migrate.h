/* SPDX-License-Identifier: Apache-2.0 */
/* What both drivers know about the table schema_step. */
#ifndef ENGINE_DB_MIGRATE_H
#define ENGINE_DB_MIGRATE_H

#include "engine/db/schema.h"

#define MIGRATE_TABLE                                                                              \
	"CREATE TABLE IF NOT EXISTS schema_step (number bigint NOT NULL PRIMARY KEY,"              \
	" name text NOT NULL, made_at bigint NOT NULL)"
#define MIGRATE_NEWEST "SELECT coalesce(max(number), 0) FROM schema_step"
#define MIGRATE_NAME "SELECT name FROM schema_step WHERE number = %lld"

struct schema_state {
	int64_t newest;	  /* number of the newest step that was run; 0: none */
	const char *name; /* and its name */
};

/* Which step comes next (an index into steps; n: none), or FAILED with a sentence: the database is
 * newer than the program, or was made by other steps. */
enum result schema_judge(struct arena *mem, const struct schema_state *s,
	const struct schema_step *steps, int n, int *ret_next, const char **ret_why);

#endif
