/* SPDX-License-Identifier: Apache-2.0 */
/*
 * disk_test [STRIDE] — the N-th operation of the disk fails, for N = 1, 2, 3 … until a run is clean
 * (every STRIDE-th N only, for a quick look). After each: no success that is not there, nothing torn,
 * a plain sentence, and a restart that works. Only SQLite writes to a disk of ours.
 */
#include "tests/harness.h"
#include "tests/faults/disk.h"
#include "tests/storage/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/db/driver.h"
#include "engine/db/sqlite.h"

#define PAIRS 24

struct run {
	enum result results[PAIRS];
	bool told; /* every failure came with a sentence */
};

static enum result
checkpoint_often(struct ctx *c, void *arg)
{
	(void)arg;
	sqlite3_wal_autocheckpoint(((struct sqlite_conn *)c->db)->h, 8);
	return OK;
}

static enum result
add_pair(struct ctx *c, void *arg)
{
	int n = *(int *)arg, side;

	for (side = 0; side < 2; side++)
		thing_insert(c, &(struct thing){ .name = arena_printf(c->mem, "%d %d", n, side),
					.body = { .p = arena_alloc(c->mem, 600), .n = 600 } });
	counter_add(c, 1, 1);
	return OK;
}

static void
work(struct test *t, struct run *r)
{
	int i;

	r->told = true;
	for (i = 0; i < PAIRS; i++) {
		struct ctx *c = test_ctx(t);

		r->results[i] = db_write(t->engine.db, c, add_pair, &i);
		if (r->results[i] != OK && !c->why)
			r->told = false;
	}
}

/* What is there is what was said, but for a failure at the very commit, which may have worked. */
static void
audit(struct test *t, const struct run *r, const char *what, int at)
{
	unsigned char sides[PAIRS] = { 0 };
	struct ctx *c = test_ctx(t);
	struct db_value row[1];
	struct db_rows *rows;
	const char *why = "";
	int n, side, i, there = 0, in_doubt = 0;

	if (db_check(t->engine.db, t->mem, &why) != OK)
		fatal("%s at %d: %s", what, at, why);
	if (db_read_begin(t->engine.db, c) != OK)
		fatal("%s at %d: the database cannot be read", what, at);
	rows = thing_names(c);
	while (db_next(rows, row))
		if (sscanf(row[0].s, "%d %d", &n, &side) == 2)
			sides[n] |= (unsigned char)(1 << side);
	for (i = 0; i < PAIRS; i++) {
		if (sides[i] == 1 || sides[i] == 2)
			fatal("%s at %d: pair %d is torn", what, at, i);
		if (r->results[i] == OK && !sides[i])
			fatal("%s at %d: pair %d was acknowledged and is lost", what, at, i);
		in_doubt += r->results[i] != OK && sides[i];
		there += sides[i] == 3;
	}
	if (in_doubt > 1)
		fatal("%s at %d: %d pairs that were refused are there", what, at, in_doubt);
	if (counter_get(c, 1) != there)
		fatal("%s at %d: the counter says %lld, the rows %d", what, at,
			(long long)counter_get(c, 1), there);
	db_read_end(c);
}

static void
reopen(struct test *t, const char *what, int at)
{
	const char *why = "";

	t->engine.db = db_open(t->mem, &(struct db_options){ .url = t->url }, &why);
	if (!t->engine.db)
		fatal("%s at %d: it does not open again: %s", what, at, why);
}

/* True if the fault came before the work was done. */
static bool
one(enum disk_fault fault, const char *what, int at)
{
	struct test *t = test_begin_with(probe_steps, probe_n);
	struct run r = { .told = false };
	int i, ops;
	bool hit;

	log_set_level(LOG_ERROR + 1);
	db_write(t->engine.db, test_ctx(t), checkpoint_often, NULL);
	disk_arm(fault, at);
	work(t, &r);
	ops = fault == DISK_POWER ? at : disk_disarm();
	hit = r.results[PAIRS - 1] != OK;
	if (hit && !r.told)
		fatal("%s at %d: a failure came without a sentence", what, at);
	if (fault == DISK_FULL && hit) {
		/* There is room again: it goes on by itself. */
		atomic_store(&t->engine.db->stopped_until, 1);
		i = PAIRS - 1;
		r.results[i] = db_write(t->engine.db, test_ctx(t), add_pair, &i);
		if (r.results[i] != OK)
			fatal("%s at %d: it does not go on", what, at);
	}
	db_free(t->engine.db);
	if (fault == DISK_POWER) {
		ops = disk_disarm();
		if (ops >= at)
			disk_lose((unsigned int)at);
	}
	reopen(t, what, at);
	audit(t, &r, what, at);
	/* And it can be written to. */
	if (db_write(t->engine.db, test_ctx(t), checkpoint_often, NULL) != OK)
		fatal("%s at %d: it cannot be written to after a restart", what, at);
	test_end(t);
	return ops >= at;
}

int
main(int argc, char **argv)
{
	static const char *const names[] = { "an I/O error", "a full disk", "a power cut" };
	int stride = argc > 1 ? atoi(argv[1]) : 1, fault, at;

	unsetenv("WAYMARK_TEST_DB");
	disk_install();
	for (fault = DISK_ERROR; fault <= DISK_POWER; fault++) {
		for (at = 1; one((enum disk_fault)fault, names[fault], at); at += stride)
			;
		printf("%s at each of %d operations: no false success\n", names[fault], at - 1);
	}
	return 0;
}
