/* SPDX-License-Identifier: Apache-2.0 */
/* What the whole would lose if one pair had to be: exactly, from the prices that prove the proposal, or from a second
 * look at the same question. */
#ifndef WHAT_IF_EXCHANGE_H
#define WHAT_IF_EXCHANGE_H

#include "features/matching/match_solve.h"

/* Somebody on the other side. */
struct exchange_cost {
	size_t other;
	int64_t points; /* that the two have or would have */
	bool eligible;	/* by the rules */
	bool possible;	/* the cost is known: eligible, no pin in the way */
	bool at_least;	/* it is this or more */
	int64_t pairs, mentors,
		points_lost; /* fewer pairs; more mentors with nobody; fewer points */
};

/*
 * The answer that costs are differences to: of the choice without fairness, so they are costs in pairs and points. kept:
 * what was kept of it (prices.h), or NULL; without, it is found once more, if that does not take too long. Freed by
 * exchange_close.
 */
struct exchange_from;
struct exchange_from *exchange_open(struct arena *mem, const struct match_input *in,
	const struct match_choice *choice, const struct rules_kept *kept);
void exchange_close(struct exchange_from *f);

/* NULL, or why no cost is known: a sentence to be translated. */
const char *exchange_unknown(const struct exchange_from *f);

/* Fills list[0 … n) for one person: `other` is set, all else is filled here. */
void exchange_costs(struct exchange_from *f, enum side side, size_t person,
	struct exchange_cost *list, size_t n);

/* The best eligible partners of a person but for `but` (a place on the other side, -1: none), at most
 * `most` of them, best first, in mem. */
size_t exchange_best(struct arena *mem, const struct match_input *in, enum side side, size_t person,
	const int64_t *but, size_t n_but, size_t most, struct exchange_cost **ret);

#endif
