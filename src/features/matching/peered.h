/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs among people of one kind. A rule counts in both directions: one that must hold has to hold whoever of
 * the two is taken for the mentee, and the points of both directions add up. The best pairs are found and
 * proven by solver/peers.h. No database.
 *
 * The question has the same people on both sides, in the same order (match_input.peers).
 */
#ifndef MATCHING_PEERED_H
#define MATCHING_PEERED_H

#include "features/matching/match_solve.h"
#include "solver/candidates.h"
#include "solver/peers.h"

/* Every pair that is possible, with its points; *ret_choices: how many each person could have. */
void peered_pairs(struct arena *mem, const struct match_input *in, struct peers_pair **ret_pairs,
	size_t *ret_n, int64_t **ret_choices);

/* The same from the PEERED_BEST who fit each best by the rules in one direction, where there are too many people for
 * all pairs; then *ret_choices is how many there are at most. False if stopped. */
#define PEERED_BEST 20
bool peered_candidates(struct arena *mem, const struct match_input *in,
	const struct cand_problem *people, const atomic_int *stop, struct peers_pair **ret_pairs,
	size_t *ret_n, int64_t **ret_choices);

/* Is one pair possible, and the points it has or would have? */
bool peered_pair(const struct match_input *in, size_t a, size_t b, int64_t *ret_points);

/* NULL, or what went wrong as match_solve says it. In *ret, mentor[i] is the partner of i, points[i] those of
 * their pair, and count the number of pairs. */
const char *peered_solve(struct arena *mem, const struct match_input *in,
	const struct peers_pair *pairs, size_t n_pairs, bool fit, const atomic_int *stop,
	struct match_answer *ret);

#endif
