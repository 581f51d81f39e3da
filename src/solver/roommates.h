/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stable roommates: people of one kind, each with a list of those he would share with, best first; who is
 * not on it is not wanted. Pairs such that no two, who are on each other's lists, would both rather have
 * each other than whom they have. There may be none; if there is one, the same people have a mate in each.
 *
 * Method (Irving, 1985; for incomplete lists Gusfield and Irving, 1989): roommates.c. Linear in the lists.
 */
#ifndef SOLVER_ROOMMATES_H
#define SOLVER_ROOMMATES_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct roommates_problem {
	size_t n;
	/* Person i has list[first[i] … first[i + 1]), people from 0, nobody twice and not himself. Only
	 * entries on both lists count. */
	const uint32_t *first;
	const int32_t *list;
	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
};

struct roommates_result {
	size_t count;  /* pairs */
	int32_t *mate; /* [n], -1 = nobody */
};

enum roommates_status {
	ROOMMATES_OK,
	ROOMMATES_NO_SUCH,  /* no matching is stable */
	ROOMMATES_STOPPED,  /* the stop flag was raised */
	ROOMMATES_TOO_MANY, /* more people or entries than fit in 31 bits */
	ROOMMATES_BAD_ID,   /* somebody on a list who is not there, or whose list it is */
};

/* Fills *ret, in mem; untouched unless ROOMMATES_OK. */
enum roommates_status roommates_solve(
	struct arena *mem, const struct roommates_problem *p, struct roommates_result *ret);

/* Trusts nothing of r: NULL if all pairs may be, else the sentence that says what is not true; and how many
 * pairs block it. Linear. */
const char *roommates_check(struct arena *mem, const struct roommates_problem *p,
	const struct roommates_result *r, size_t *ret_blocking);

/* A sentence about a status. Static storage. */
const char *roommates_status_text(enum roommates_status s);

#endif
