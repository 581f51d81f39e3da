/* SPDX-License-Identifier: Apache-2.0 */
/*
 * criteria_removals for very many mentees, of each only what takes the most away, as a MANAGER reads it. Among a million
 * many say the same about what a rule compares, and it takes the same mentors from all of them: these are found
 * once, as bits.
 */
#ifndef MATCHING_REMOVALS_H
#define MATCHING_REMOVALS_H

#include "features/matching/criteria.h"

struct removals;

/* All of it in mem. */
struct removals *removals_new(struct arena *mem, const struct criteria *k, const struct roster *r);

/* The first of those with the highest `removed` that criteria_removals lists; false if nobody is removed. */
bool removals_worst(struct removals *x, size_t mentee, struct removal *ret);

#endif
