/* SPDX-License-Identifier: Apache-2.0 */
/* When two people can meet: a first guess, and what speaks against a time that one of them has chosen. */
#ifndef FEATURES_MEETINGS_WHEN_H
#define FEATURES_MEETINGS_WHEN_H

#include "features/relationships/relationships.h"

/* The first full hour from a week ahead on that lies in the working hours of both; whoever has said none is taken to
 * work from nine to five on weekdays. Where there is none, the first one that suits c->who. */
int64_t meeting_guess(struct ctx *c, const struct pair *p);

/* What speaks against a time, a sentence each: c->who meets somebody else then, the other does not work then, or may
 * have no time. meeting: the one that is moved, or 0. It hinders nobody. What the other has planned, and whether it is
 * a meeting or some days without mails, stays theirs: one and the same sentence says either. */
struct texts meeting_reasons(
	struct ctx *c, const struct pair *p, int64_t meeting, int64_t at, int64_t minutes);

/* The first of them with what can be done about it, for a form with the tick `anyway`; or "". */
const char *meeting_against(
	struct ctx *c, const struct pair *p, int64_t meeting, int64_t at, int64_t minutes);

/* True if c->who works all the time from `at` on; also of whoever has said no hours. */
bool meeting_in_my_hours(struct ctx *c, const struct pair *p, int64_t at, int64_t minutes);

/* "17:04": what the clock of the other shows at that moment. */
const char *meeting_clock_there(struct ctx *c, const struct pair *p, int64_t at);

/* "Jonas is in Europe/Berlin, where it is 17:04 now."; "" where both clocks say the same. */
const char *meeting_there(struct ctx *c, const struct pair *p);

#endif
