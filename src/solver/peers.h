/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best pairs among equals: everybody gets at most one partner, only listed pairs are made, and there
 * is no better answer. (Matching in general graphs; with mentors on one side and mentees on the other,
 * assign.h is the quicker way.)
 *
 * Two aims. FIT: the highest total weight; a pair of weight 0 or less is never made. EVERYONE: as many
 * pairs as possible, then the highest total weight.
 *
 * Method. If one may make half a pair, the problem is an assignment in which everybody stands on both
 * sides (the double cover), and the auction of assign.h solves it, prices included; with FIT, where
 * everybody may be his own partner, worth nothing. What comes out are
 * whole pairs, and a few odd circles of halves (Balinski, 1965). One search for each of them pairs them up
 * along alternating paths, with blossoms (Edmonds, "Maximum matching and a polyhedron with 0,1-vertices",
 * 1965), in the order of the prices' changes on a heap (Galil, Micali and Gabow, 1986; Mehlhorn and
 * Schäfer, 2002; the fractional start: Derigs and Metz, 1986).
 *
 * Cost: the assignment, and for each odd circle at most O(pairs log pairs), usually far less. Memory: some
 * 40 bytes a pair and 500 a person beside the problem.
 *
 * Pure: the same input gives the same bytes, whatever the number of threads.
 */
#ifndef SOLVER_PEERS_H
#define SOLVER_PEERS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum peers_aim { PEERS_FIT, PEERS_EVERYONE };

struct peers_pair {
	int32_t a, b; /* two different people, from 0 */
	int64_t weight;
};

struct peers_problem {
	enum peers_aim aim;
	size_t n; /* people */

	/* In any order and direction. A pair listed twice counts once, with its better weight. */
	const struct peers_pair *pairs;
	size_t n_pairs;

	unsigned threads;	/* 0: two, where it is worth it */
	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
	void (*progress)(
		void *arg, size_t settled, size_t people); /* NULL, or called now and then */
	void *progress_arg;
};

typedef __int128 peers_value;

/*
 * A pair is worth its weight and a bonus: none with FIT, and one above any sum of weights with EVERYONE.
 * Everybody has a price, 0 or more, and so have some groups of people, which lie in each other or apart.
 * A pair is worth, twice, at most the prices of its two people and of the groups that hold both. A group
 * of k people has at most k / 2 pairs, rounded down, inside. So no answer is worth, twice, more than all
 * prices of people and k / 2 times the price of each group (Edmonds, 1965); and this one is worth just that.
 */
struct peers_proof {
	peers_value bonus;
	peers_value *person; /* [n] */
	int32_t *group_of;   /* [n] the smallest group that holds him, or -1 */
	size_t n_groups;
	peers_value *group; /* [n_groups] */
	int32_t *
		around; /* [n_groups] the smallest group that holds this one, of a higher number, or -1 */
};

struct peers_result {
	size_t count;
	int64_t weight;
	struct peers_pair *pairs; /* [count] a < b, by a */
	int32_t *partner;	  /* [n] or -1 */
	struct peers_proof proof;
};

enum peers_status {
	PEERS_OK,
	PEERS_STOPPED,	 /* the stop flag was raised */
	PEERS_TOO_MANY,	 /* more people or pairs than fit in 31 bits */
	PEERS_BAD_ID,	 /* a pair of somebody who is not there, or with oneself */
	PEERS_TOO_LARGE, /* the total weight does not fit 64 bits, or what decides on it 128 */
};

/* Fills *ret, in mem; untouched unless PEERS_OK. */
enum peers_status peers_solve(
	struct arena *mem, const struct peers_problem *p, struct peers_result *ret);

/* Trusts nothing of r: recomputes count and weight from the problem, and verifies by the prices that no
 * answer is better. NULL if all is true, else what is not. mem is used for work only. Cost: one pass over
 * the pairs. */
const char *peers_check(
	struct arena *mem, const struct peers_problem *p, const struct peers_result *r);

/* A sentence about a status. Static storage. */
const char *peers_status_text(enum peers_status s);

#endif
