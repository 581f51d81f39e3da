/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs from the wishes of both sides: among the pairs that the rules allow and neither side has ruled out,
 * a matching in which no two who are not paired would both rather be (stable; solver/stable.h). Whoever is
 * not named comes after all who are, all of them equally welcome. No database.
 *
 * Aims. everyone: as many pairs as can be found. To find the most is NP-hard where people are indifferent;
 * tried are the largest matching of all (if it happens to be stable, nothing can be better), Király's,
 * which has at least two thirds of the most, and that of Gale and Shapley. fit: as stable as possible. If there
 * is an answer in which nobody would go along even out of indifference, that; else one in which nobody gains
 * without the other losing; else any stable one, the best there is for mentees.
 */
#ifndef MATCHING_WISHED_H
#define MATCHING_WISHED_H

#include "features/matching/match_solve.h"
#include "features/matching/ranked.h"

#define WISHED_PAIRS                                                                               \
	(12u << 20) /* with more, allowed or not, only those are listed whom somebody named */

struct wished_question {
	const struct match_input *in;
	const struct assign_pair *pairs; /* eligible, by mentee */
	size_t n_pairs;
	const struct all_said *said;
	bool fit; /* the aim */
	const atomic_int *stop;
};

struct wished_answer {
	struct match_answer best; /* points are those of the rules */
	const char *firm;	  /* "super", "strong", "weak": the sense in which it is stable */
	size_t most;		  /* no answer at all has more pairs; 0: not known */
};

/* NULL, or what went wrong as match_solve says it. Without a free mentor or mentee there is no pair. */
const char *wished_solve(
	struct arena *mem, const struct wished_question *q, struct wished_answer *ret);

/* The same without a list of pairs (q->pairs is not read): from those who were named, and from people and rules for
 * all others. See wished_large.c. */
const char *wished_solve_large(struct arena *mem, const struct wished_question *q,
	const struct cand_problem *people, struct wished_answer *ret);

#endif
