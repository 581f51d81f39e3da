/* SPDX-License-Identifier: Apache-2.0 */
/* When two people can meet: a first guess, and what speaks against a time that one of them has chosen. */
#ifndef FEATURES_MEETINGS_WHEN_H
#define FEATURES_MEETINGS_WHEN_H

#include "features/relationships/relationships.h"

/* The first full hour from a week ahead on that lies in the working hours of both; whoever has said none is taken to
 * work from nine to five on weekdays. Where there is none, the first one that suits c->who. */
int64_t meeting_guess(struct ctx *c, const struct pair *p);

/* A sentence, if c->who meets somebody else in that time, or the other one does not work then; else "". meeting: the
 * one that is moved, or 0. It hinders nobody: what the other has planned with somebody else stays theirs. */
const char *meeting_against(
	struct ctx *c, const struct pair *p, int64_t meeting, int64_t at, int64_t minutes);

/* "Jonas is in Europe/Berlin, where it is 17:04 now."; "" where both clocks say the same. */
const char *meeting_there(struct ctx *c, const struct pair *p);

#endif
