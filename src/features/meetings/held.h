/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A meeting that was held without a plan, at the coffee machine or on the telephone, noted in one line: when, what
 * it was about, and perhaps what one will do. What it was about stands in the note that the two share.
 */
#ifndef FEATURES_MEETINGS_HELD_H
#define FEATURES_MEETINGS_HELD_H

#include "features/meetings/meetings.h"

/* How long ago it may have been. */
#define LOGGED_DAYS 366

#define HELD_FORM(F, S)                                                                            \
	F(S, DATE, held_on)                                                                        \
	F(S, LONG, about, .optional = true, .max = 2000)                                           \
	F(S, TEXT, step, .optional = true, .max = 300)                                             \
	F(S, DATE, due_on, .optional = true)
FORM_DECLARE(held_form, HELD_FORM)

/*
 * Notes it as held. Where the two have a meeting on that day already it is that one: both may note the same
 * meeting, and each one's words are kept. INVALID for a day ahead, or before they were a pair or a year ago.
 */
enum result meeting_log(
	struct ctx *c, int64_t relationship, const struct held_form *f, int64_t *ret_id);

struct held_view {
	struct pair pair;
	struct held_form form;
};

#endif
