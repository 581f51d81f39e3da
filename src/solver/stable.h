/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stable matching of residents and hospitals: every resident ranks hospitals, every hospital with its
 * places ranks residents, both may leave some out and be indifferent between some; a pair counts only if
 * each is on the list of the other. A matching is stable if no pair blocks it: no two who are not matched
 * with each other would both rather be.
 *
 * What "would rather" means where somebody is indifferent:
 *   WEAK    both gain. There always is a stable matching; ties are broken by the order of the lists, so it
 *           is the best one for the side that proposes among those (Gale and Shapley, 1962).
 *   STRONG  one gains, and the other does not lose. There may be none.
 *   SUPER   neither loses. There may be none.
 *   MAX     stable as in WEAK, with at least two thirds as many pairs as the largest such matching; to find
 *           that is NP-hard (Iwama, Manlove, Miyazaki and Morita, 1999). Ties may be on both sides
 *           (McDermid, 2009; the algorithm is that of Király, 2013).
 * A hospital with a free place gains by anybody on its list, a resident without one by any hospital.
 *
 * With STRONG and SUPER the matching is the best there is for the side that proposes, too; with MAX,
 * residents always propose.
 *
 * Method, by step: stable_weak.c, stable_ties.c, stable_max.c. stable_check.c counts the blocking pairs
 * and shares nothing with them.
 *
 * Pure: the same input gives the same bytes, whatever the number of threads.
 */
#ifndef SOLVER_STABLE_H
#define SOLVER_STABLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define STABLE_NONE UINT32_MAX /* no entry */

enum stable_ties { STABLE_WEAK, STABLE_STRONG, STABLE_SUPER, STABLE_MAX };

/* The people of one side. Person i has the entries list[first[i] … first[i + 1]), best first, nobody
 * twice. */
struct stable_side {
	size_t n;
	const int32_t *capacity; /* places of each, 0 or more; NULL: one each */
	const uint32_t *first;	 /* [n + 1] */
	const int32_t *list;	 /* people of the other side, from 0 */
	const int32_t *rank; /* of each entry, rising within a list; equal: tied. NULL: no ties */
};

struct stable_problem {
	enum stable_ties ties;
	bool hospitals_propose;
	struct stable_side residents; /* capacity is NULL */
	struct stable_side hospitals;
	unsigned threads; /* 0: two, where it is worth it */

	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
	void (*progress)(void *arg, size_t settled, size_t all); /* NULL, or called now and then */
	void *progress_arg;
};

struct stable_result {
	size_t count;	   /* residents who have a hospital */
	int32_t *hospital; /* [residents.n], -1 = none */
};

enum stable_status {
	STABLE_OK,
	STABLE_NO_SUCH,	     /* no matching is stable in this sense */
	STABLE_STOPPED,	     /* the stop flag was raised */
	STABLE_TOO_MANY,     /* more people, or entries of a side, than fit in 31 bits */
	STABLE_BAD_CAPACITY, /* a negative number of places */
	STABLE_BAD_ID,	     /* somebody on a list who is not there */
};

/* Fills *ret, in mem; untouched unless STABLE_OK. */
enum stable_status stable_solve(
	struct arena *mem, const struct stable_problem *p, struct stable_result *ret);

/* Trusts nothing of r: that pairs are on both lists and places suffice, else the sentence that says what is
 * not true; how many pairs block it, in the sense of p->ties. NULL if all pairs may be. Linear. */
const char *stable_check(struct arena *mem, const struct stable_problem *p,
	const struct stable_result *r, size_t *ret_blocking);

/* A sentence about a status. Static storage. */
const char *stable_status_text(enum stable_status s);

#endif
