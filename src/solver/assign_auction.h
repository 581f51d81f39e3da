/* SPDX-License-Identifier: Apache-2.0 */
/* The highest total score among the answers with the most pairs. Private to src/solver. */
#ifndef SOLVER_ASSIGN_AUCTION_H
#define SOLVER_ASSIGN_AUCTION_H

#include "solver/assign_count.h"

/*
 * For problems where nobody wants more than one mentor, with the aim of everyone. k: a maximum, and with quota what
 * count_quota says about it. Fills price and sets the bits of taken[]. AUCTION_UNABLE if a number does not fit 64
 * bits; the problem is as it was then. AUCTION_NEARLY if somebody is still without a place and the prices are
 * right for all others: assign_resume then finds him one.
 */
enum auction_end { AUCTION_DONE, AUCTION_NEARLY, AUCTION_STOPPED, AUCTION_UNABLE };

enum auction_end assign_auction(
	struct arena *mem, struct core *c, const struct counting *k, uint64_t *taken);

/* From an answer that would be the best if everybody wanted one mentor and there were no quota, with its
 * prices, to the best there is. As above; AUCTION_UNABLE too if that takes more steps. */
enum auction_end assign_resume(struct core *c, uint64_t *taken, size_t steps);

/* The pairs of p->start that are still possible, and prices at which nearly all of them are right: then
 * assign_resume finds the best answer near them. False if there are none, or too many are wrong; taken may be set
 * then. */
bool assign_warm(struct arena *work, struct core *c, uint64_t *taken);

#endif
