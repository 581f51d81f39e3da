/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who meets whom in which round, where everybody is in one place at a time.
 *
 *   Pairs of two kinds: given who is to meet, in as few rounds as there can be: as many as the busiest has
 *   meetings (König, 1916).
 *   Peers: everybody meets everybody once, in n - 1 rounds, or n with one resting in each where n is odd
 *   (the circle method; Kirkman, 1847).
 *   Groups: n people in groups of `size`, anew in every round, so that two meet again as rarely as can be.
 *   Where the numbers allow it, without any meeting twice: groups along the lines of a plane over a field
 *   (Bose, 1938), or over a product of fields (MacNeish, 1922), or turned from one round (Bose, 1939). Else by
 *   search, whose outcome is compared with a bound.
 *
 * Pure and deterministic.
 */
#ifndef SOLVER_ROUNDS_H
#define SOLVER_ROUNDS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct rounds_pair {
	int32_t left, right; /* each from 0 */
};

/*
 * The round of each pair, from 0, in round[n_pairs]; returns how many rounds there are. Ids are below n_left
 * and n_right; a pair that is listed twice meets twice. Cost: the pairs, times the logarithm of all
 * people (rounds_pairs.c).
 */
size_t rounds_of_pairs(struct arena *mem, const struct rounds_pair *pairs, size_t n_pairs,
	size_t n_left, size_t n_right, int32_t *round);

/* Rounds in which n peers all meet; who meets i in a round, -1 = he rests. */
size_t rounds_of_peers(size_t n);
int32_t rounds_peer(size_t n, size_t round, size_t i);

/* ---- groups ---- */

#define ROUNDS_MOST_PEOPLE 4000	  /* in groups: who met whom is kept for every two */
#define ROUNDS_MOST_SEATS 4000000 /* people times rounds */

struct rounds_groups_problem {
	size_t n, size,
		rounds; /* size: 2 … n; as few groups as can be, of sizes that differ by one */
	size_t effort;	/* steps of the search; 0: what takes about a second */
	const atomic_int *stop; /* NULL, or not 0 once the best so far will do */
};

struct rounds_groups {
	size_t n_groups;
	int32_t *group; /* [rounds * n], of each person in each round, from 0 */
	size_t repeats; /* meetings beyond the first, of any two */
	size_t bound;	/* there are at least so many in any schedule */
};

/* False if n, size or rounds are outside what is said above. */
bool rounds_of_groups(
	struct arena *mem, const struct rounds_groups_problem *p, struct rounds_groups *ret);

#define ROUNDS_WRONG SIZE_MAX

/* Trusts nothing of r: counts how many meetings of any two are beyond their first; ROUNDS_WRONG if a group
 * does not have the size that it should. */
size_t rounds_count_repeats(
	struct arena *mem, const struct rounds_groups_problem *p, const struct rounds_groups *r);

#endif
