/* SPDX-License-Identifier: Apache-2.0 */
/* Next steps about how two people work together, and how it ends, for trail.c. */
#ifndef FEATURES_TRAIL_STEPS_H
#define FEATURES_TRAIL_STEPS_H

#include "features/trail/trail.h"

/* Take on the role and sign the three points. */
struct next_step begin_step(struct ctx *c, const struct pair *p);

/* How the question for the next date stands. */
void again_facts(struct ctx *c, const struct pair *p, struct pair_facts *f);
/* Other ways than asking for a date once more; or, where it was put away, that nothing presses. */
struct next_step offer_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* The partner proposes an agreement. */
struct next_step proposal_step(struct ctx *c, const struct pair *p);

/* What the agreement still needs, where that is worth a step. */
bool agreement_step(
	struct ctx *c, const struct pair *p, const struct pair_facts *f, struct next_step *ret);

/* The partner wrote. */
struct next_step message_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* Feedback that was asked for, or that the mentor waits for. */
struct next_step feedback_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* The pulse of this round is not answered yet. */
struct next_step pulse_step(struct ctx *c, const struct pair *p);

/* What of f is about the end, and what comes after it. */
void ending_facts(struct ctx *c, const struct pair *p, struct pair_facts *f);

/* The end is near, or has been reached: what is there to do about it. */
bool ending_step(
	struct ctx *c, const struct pair *p, const struct pair_facts *f, struct next_step *ret);

/* It has ended: look back, or see what comes after. */
struct next_step finished_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* Do the two suit each other? */
struct next_step fit_step(struct ctx *c, const struct pair *p);
/* The question of this month for oneself alone. */
struct next_step check_step(struct ctx *c, const struct pair *p);
/* For oneself: a decision whose day has come, or a question after a meeting. */
struct next_step journal_step(struct ctx *c, const struct pair *p, const struct pair_facts *f);

#endif
