/* SPDX-License-Identifier: Apache-2.0 */
/* Tables and statements for the tests of the storage, which know no word of the product. */
#ifndef TESTS_STORAGE_PROBE_H
#define TESTS_STORAGE_PROBE_H

#include "engine/db/schema.h"

extern const struct schema_step probe_steps[];
extern const int probe_n;

/* thing(id, name UNIQUE NOT '', size real, body blob, parent REFERENCES thing, at integer NULL) */
struct thing {
	int64_t id;
	const char *name;
	double size;
	struct bytes body;
	int64_t parent;
	int64_t at;
};

int64_t thing_insert(struct ctx *c, const struct thing *x); /* the new id */
bool thing_get(struct ctx *c, int64_t id, struct thing *ret);
int64_t thing_count(struct ctx *c);
int64_t thing_rename(struct ctx *c, int64_t id, const char *name); /* rows changed */
int64_t thing_delete(struct ctx *c, int64_t id);
struct db_rows *thing_walk(struct ctx *c);  /* rows of one column: the id, ascending */
struct db_rows *thing_names(struct ctx *c); /* rows of one column: the name, in any order */
bool thing_types(struct ctx *c, int64_t *ret_sum, bool *ret_true, const char **ret_null);

/* counter(id, n) */
int64_t counter_add(struct ctx *c, int64_t id, int64_t n);
int64_t counter_get(struct ctx *c, int64_t id);

/* A statement that the database cannot prepare, and one that says it only reads but writes. */
int64_t probe_broken(struct ctx *c);
int64_t probe_liar(struct ctx *c);

#endif
