/* SPDX-License-Identifier: Apache-2.0 */
/* As many pairs as possible, without scores, and what that leaves open. Private to src/solver. */
#ifndef SOLVER_ASSIGN_COUNT_H
#define SOLVER_ASSIGN_COUNT_H

#include "solver/assign_core.h"

struct counting {
	const struct core *c;
	uint32_t *mate;	 /* [n] arc of a mentee, or NONE */
	int32_t *load;	 /* [m] */
	size_t *start;	 /* [m + 1] of his holders */
	int32_t *holder; /* mentees */
	size_t count;	 /* pairs */
	uint32_t *level; /* [m] of the last search; 0 = not reached */
	uint32_t *
		pointer; /* [m] holders that the search has tried; at first, mentees who could have him */
	int32_t *queue; /* [m] mentors in the order they were reached */
	struct step {
		int32_t mentee;
		uint32_t arc;
	} * path; /* [m + 1] */
	size_t n_queue;
	uint8_t *kept;	  /* [m] by count_quota, else NULL */
	uint32_t *wanted; /* [m] mentees who could have him */
	size_t n_wanted;  /* mentors with seats and somebody who could have them */
};

/* Sets up for a problem where nobody wants more than one mentor; nobody has one yet. */
void count_set_up(struct arena *mem, const struct core *c, struct counting *k);

/* Pairs of `start` that are there are taken over, as far as there are seats. */
void count_take(struct counting *k, const struct assign_pair *start, size_t n);

/* A first guess, usually within some per mille. */
void count_greedy(struct arena *mem, struct counting *k);

/* Makes it a maximum. Afterwards level[j] > 0 for just those mentors whom somebody without a mentor
 * could reach if others made room for him: all their seats are taken in every maximum, and the mentees
 * who hold them or stay out have no pairs but with them. (The class of Dulmage and Mendelsohn, 1958, that
 * is short of seats.) False if stopped. */
bool count_maximum(struct counting *k);

/* Moves mentees so that, with as many pairs, the least total is missing from lower numbers. kept[j] says who cannot
 * have more than his lower number then: see assign_quota.c. False if stopped. */
bool count_quota(struct arena *mem, struct counting *k);

#endif
