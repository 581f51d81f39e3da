/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prices of a proposal: what they say of people is whom they have, by their place among those who wait, and what a
 * place with a mentor is worth. They are written with a proposal whose proof was accepted, and go when it is published or
 * another one takes its place. A proposal that is fair in other ways than by points keeps those of the answer with
 * the most points, which its costs are measured against.
 */
#ifndef MATCHING_PRICES_H
#define MATCHING_PRICES_H

#include "engine/db/db.h"
#include "features/matching/match_solve.h"

/* A few bytes for each mentor and mentee. */
struct bytes prices_write(
	struct arena *mem, const struct rules_kept *k, size_t n_mentees, size_t n_mentors);

/* False if these are no prices, or of other numbers of people. In mem. */
bool prices_read(struct arena *mem, struct bytes b, size_t n_mentees, size_t n_mentors,
	struct rules_kept *ret);

#endif
