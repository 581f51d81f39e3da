/* SPDX-License-Identifier: Apache-2.0 */
/*
 * floors: keeps the order of the house. Includes go downward only, among features in the order of
 * the file src/features/order, and some things have one place only (SQL in .sql files, memory in
 * arenas).
 *
 * floors.c         the walk over the tree, the order of the rooms
 * floors_source.c  one file: its includes, texts and calls
 */
#ifndef TOOLS_FLOORS_H
#define TOOLS_FLOORS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum floor {
	FLOOR_OTHER,
	FLOOR_BASE,
	FLOOR_GROUND,
	FLOOR_PLAN,
	FLOOR_ENGINE,
	FLOOR_FEATURES,
	FLOOR_APP
};

struct room {
	const char *name;
	int step; /* rooms in braces share one and do not use each other */
	struct room *next;
};

struct house {
	struct arena *mem;
	const char *root;
	struct room *rooms;
	int flaws;
};

/* Where a file belongs, by its path below src/, "features/goals/goals.c". */
struct place {
	enum floor floor;
	const char *dir;	 /* "solver", "goals" */
	const struct room *room; /* of a feature; NULL if the order does not name it */
	bool test;		 /* *_test.c: may use what tests need */
};

struct place place_of(struct house *h, const char *path);

/* Writes "file:line: sentence" to standard error; path is below the root. */
void flaw(struct house *h, const char *path, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Looks at one file. path is below the root ("src/features/goals/goals.c"), text its bytes. */
void check_source(struct house *h, const char *path, const char *text);

#endif
