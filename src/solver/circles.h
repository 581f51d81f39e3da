/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Circles: everybody joins at most one of the topics he has named; a topic is closed or has between its
 * least and its greatest number of people, at most `alike` of one category. As many people as possible,
 * then the highest total affinity. Whoever is pinned is where he is pinned, and two who are to be apart are
 * never in the same topic.
 *
 * Method. Which topics open is what is hard (the problem holds set packing). For open topics that are
 * given, the best placing is a flow of least cost with lower numbers, kept up to date by shortest paths
 * when a topic opens or closes (circles_flow.c). What no answer can exceed comes from Lagrange multipliers,
 * a price for everybody (Held and Karp, 1971; Geoffrion, 1974): at these prices each topic chooses for
 * itself (circles_bound.c). Prices say which topics look promising; opening, closing and swapping improve
 * an answer; branch and bound over the topics that are still in doubt proves it, as far as the work given
 * allows (circles_search.c). Pins are taken out of the question beforehand; people apart are put where they
 * would be without that, and where two meet, one of them goes (circles_apart.c).
 *
 * Pure: the same input gives the same bytes. Work is counted in steps, not in time.
 */
#ifndef SOLVER_CIRCLES_H
#define SOLVER_CIRCLES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct circles_pair {
	int32_t person, topic; /* from 0 */
	int64_t affinity;
};

struct circles_two {
	int32_t a, b;
};

struct circles_problem {
	size_t n_people, n_topics;
	size_t alike; /* most people of one category in a topic */

	const int32_t *
		category; /* [n_people] any number; -1: of none, never too many alike. NULL: all -1 */
	const int32_t *lower; /* [n_topics] of an open topic */
	const int32_t *upper; /* [n_topics] not below lower */

	/* In any order. A pair listed twice counts once, with its better affinity. */
	const struct circles_pair *pairs;
	size_t n_pairs;

	const struct circles_pair *pins; /* nobody twice; they need not be among the pairs */
	size_t n_pins;
	const struct circles_two *apart;
	size_t n_apart;

	uint64_t steps; /* of work; 0: about half a second's */

	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
};

struct circles_result {
	size_t placed;
	size_t most;	  /* nobody can place more; placed, if that is proven to be the most */
	int64_t affinity; /* total */
	int64_t bound; /* no answer that places `placed` people or more has more affinity; affinity, if the
			* answer is proven to be the best of these */
	int32_t *topic;	 /* [n_people] or -1 */
	int64_t *points; /* [n_people] affinity, 0 without a topic */
};

enum circles_status {
	CIRCLES_OK,
	CIRCLES_STOPPED,   /* the stop flag was raised */
	CIRCLES_TOO_MANY,  /* more than 2^24 people or topics, or 2^28 pairs */
	CIRCLES_BAD_ID,	   /* a pair of somebody or something that is not there */
	CIRCLES_BAD_SIZE,  /* a number of people below 0, or a lower one above an upper one */
	CIRCLES_TOO_LARGE, /* the total of everybody's greatest affinity does not fit 62 bits */
	CIRCLES_NO_WAY,	   /* no answer was found that keeps all pins */
};

/* Fills *ret, in mem; untouched unless CIRCLES_OK. */
enum circles_status circles_solve(
	struct arena *mem, const struct circles_problem *p, struct circles_result *ret);

/* Trusts nothing of r but its bounds: recomputes who is placed, the affinity and all sizes from the
 * problem. NULL if all is true, else what is not. mem is used for work only. */
const char *circles_check(
	struct arena *mem, const struct circles_problem *p, const struct circles_result *r);

/* A sentence about a status. Static storage. */
const char *circles_status_text(enum circles_status s);

#endif
