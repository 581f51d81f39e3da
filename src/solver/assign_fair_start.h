/* SPDX-License-Identifier: Apache-2.0 */
/* An answer to start leximin from. Private to src/solver/assign_fair*.c. */
#ifndef SOLVER_ASSIGN_FAIR_START_H
#define SOLVER_ASSIGN_FAIR_START_H

#include "solver/assign_core.h"

struct fair_start {
	int64_t *score; /* [n_levels] all scores, rising, each once */
	size_t n_levels;
	uint32_t *level; /* of each arc: its place among them */
	uint32_t *taken; /* [n] the arc of a mentee, or NONE */
	bool is_perfect; /* everybody has somebody, and no seat is free */
};

/* With as many pairs (and as small a shortfall) as can be, and not unfair. c gets weight 0, and prices and gains that
 * prove it without scores. False if stopped. */
bool fair_begin(struct arena *work, struct core *c, struct fair_start *ret);

#endif
