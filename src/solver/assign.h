/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best assignment of mentees to mentors: every mentee gets at most one mentor, every mentor at
 * most as many mentees as he has seats, only listed pairs are made, and there is no better answer.
 *
 * Two aims. EVERYONE: as many pairs as possible, then the highest total score; a negative pair is
 * still used if it matches one more. FIT: the highest total score, then as many pairs as possible; a
 * negative pair is never used.
 *
 * Method: a pair is worth weight * score + bonus, where weight and bonus put the first part of the aim
 * above any sum of the second, exactly, in 128 bits. Mentees bid for seats at prices that only rise
 * (Bertsekas, "The auction algorithm", 1988, with no epsilon); those whom the bidding leaves over are
 * placed along shortest augmenting paths (Jonker and Volgenant, "A shortest augmenting path algorithm
 * for dense and sparse linear assignment problems", 1987). The prices at the end prove the optimum.
 *
 * Pure: the same input gives the same bytes.
 */
#ifndef SOLVER_ASSIGN_H
#define SOLVER_ASSIGN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum assign_aim { ASSIGN_EVERYONE, ASSIGN_FIT };

struct assign_pair {
	int32_t mentee; /* from 0 */
	int32_t mentor;
	int64_t score;
};

struct assign_problem {
	enum assign_aim aim;
	size_t n_mentees, n_mentors;
	const int32_t *capacity; /* seats of each mentor, 0 or more; NULL: one each */

	/* The eligible pairs, in any order. A pair listed twice counts once, with its better score. */
	const struct assign_pair *pairs;
	size_t n_pairs;

	/* Pairs that are made whatever the list says, with the score given here. */
	const struct assign_pair *pins;
	size_t n_pins;

	/* Pairs that are not made even if listed; the score does not matter. */
	const struct assign_pair *bans;
	size_t n_bans;

	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
	void (*progress)(
		void *arg, size_t settled, size_t mentees); /* NULL, or called now and then */
	void *progress_arg;
};

typedef __int128 assign_value;

/* A dual solution: no pair is worth more than its two prices together, and what all mentees and all
 * seats cost together is exactly what the answer is worth. Pinned mentees and their seats stand
 * outside. */
struct assign_proof {
	int64_t weight;
	assign_value bonus;
	assign_value *mentee; /* [n_mentees], >= 0 */
	assign_value *seat;   /* [n_mentors], >= 0: price of one seat */
};

struct assign_result {
	size_t count;	 /* pairs made, pins included */
	int64_t score;	 /* their total */
	int32_t *mentor; /* [n_mentees], -1 = without one */
	int64_t *points; /* [n_mentees], score of the pair, 0 without one */
	struct assign_proof proof;
};

enum assign_status {
	ASSIGN_OK,
	ASSIGN_STOPPED,	     /* the stop flag was raised */
	ASSIGN_TOO_MANY,     /* more people than fit in 31 bits */
	ASSIGN_BAD_CAPACITY, /* a negative number of seats */
	ASSIGN_BAD_ID,	     /* a pair, pin or ban of somebody who is not there */
	ASSIGN_PIN_TWICE,    /* a mentee pinned to two mentors */
	ASSIGN_PIN_FULL,     /* more pins than seats */
	ASSIGN_PIN_BANNED,   /* a pair both pinned and forbidden */
	ASSIGN_TOO_LARGE,    /* the total score does not fit 64 bits */
};

/* Fills *ret, in mem; untouched unless ASSIGN_OK. */
enum assign_status assign_solve(
	struct arena *mem, const struct assign_problem *p, struct assign_result *ret);

/* Trusts nothing of r: recomputes count and score from the problem, checks seats, pins and bans, and
 * by weak duality that no answer is better. NULL if all is true, else what is not. mem is used for
 * work only. */
const char *assign_check(
	struct arena *mem, const struct assign_problem *p, const struct assign_result *r);

/* A sentence about a status. Static storage. */
const char *assign_status_text(enum assign_status s);

#endif
