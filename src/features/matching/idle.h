/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules that must hold about something that nobody has said. Such a rule would leave nobody a partner: it
 * is not in use until somebody on either side fills in what it compares. Only rules about Waymark's own
 * fields are treated so, because a new programme starts with them unasked; what a manager asks about a field
 * of the organisation is meant.
 */
#ifndef MATCHING_IDLE_H
#define MATCHING_IDLE_H

#include "features/matching/matching.h"
#include "features/matching/people_in.h"

/* Takes them out of in->criteria, once the people are read. */
void idle_drop(struct arena *mem, struct match_input *in);

/* The same about a rule as it is kept: "nobody has filled in: Languages", or NULL if it is in use. */
const char *idle_words(struct ctx *c, int64_t programme, const struct match_counts *counts,
	const struct known *k, const struct rule *r);

#endif
