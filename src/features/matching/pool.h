/* SPDX-License-Identifier: Apache-2.0 */
/* The people and rules of a question for the search for candidates, for programmes whose eligible pairs
 * are too many to be listed. */
#ifndef MATCHING_POOL_H
#define MATCHING_POOL_H

#include "features/matching/criteria.h"
#include "solver/candidates.h"

/* With more pairs than that, eligible or not, they are not listed. */
#define POOL_PAIRS (INT64_C(1) << 20)

bool pool_is_large(const struct roster *r);

/* With more eligible pairs than that a list of them would take the memory of a server: what needs one is refused. */
#define POOL_LISTED (INT64_C(1) << 26)
bool pool_can_list(const struct roster *r, const struct cand_problem *p, const atomic_int *stop);

/* Mentees seek, mentors are offered: eligible, and worth what criteria_pair says. Shares the values of
 * the roster, so lives as long as it; else in mem. */
void pool_of(struct arena *mem, const struct criteria *k, const struct roster *r,
	struct cand_problem *ret);

/* How many mentors each mentee could have; returns the number of all eligible pairs. stop: NULL, or what
 * ends it early, with numbers that are too low. */
int64_t pool_choices(const struct cand_problem *p, const atomic_int *stop, int64_t *ret_mentees);

/* How many mentees each mentor could have; of no meaning for those in `but`. mem is used for work. */
void pool_choices_of_mentors(struct arena *mem, const struct cand_problem *p, const bool *but,
	const atomic_int *stop, int64_t *ret_mentors);

#endif
