/* SPDX-License-Identifier: Apache-2.0 */
/* Next steps about how two people work together, for trail.c. */
#ifndef FEATURES_TRAIL_STEPS_H
#define FEATURES_TRAIL_STEPS_H

#include "features/trail/trail.h"

/* The partner proposes an agreement. */
struct next_step proposal_step(struct ctx *c, const struct pair *p);

/* What the agreement still needs, where that is worth a step. */
bool agreement_step(
	struct ctx *c, const struct pair *p, const struct pair_facts *f, struct next_step *ret);

/* The partner wrote. */
struct next_step message_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* The pulse of this round is not answered yet. */
struct next_step pulse_step(struct ctx *c, const struct pair *p);

#endif
