/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The people of a large proposal, kept in the memory of the process: to read a million of them again takes longer than a
 * page may. What stands here was read from the database, and was what the proposal was made from, digest for digest; so
 * all that is told from it is true of the proposal. Rules and wishes are compared each time, and how many take part; that
 * somebody changed what is known about him is found after STANDING_KEPT at the latest, when all of it is read anew.
 *
 * One proposal for a process, a few hundred bytes for each person; small ones are never kept.
 */
#ifndef MATCHING_STANDING_H
#define MATCHING_STANDING_H

#include "engine/stay.h"
#include "features/matching/matching.h"
#include "features/matching/people_in.h"

#define STANDING_KEPT 600 /* seconds */

/*
 * Reads the question of a proposal, or finds it here. *ret is valid until stay_let_go of what is returned. True in
 * ret_same if it is the question that the proposal answers; else something has changed since.
 */
struct stay *standing_read(
	struct ctx *c, const struct match *m, struct match_input *ret, bool *ret_same);

/* A run hands over what it has read, with the memory it lies in, which is no longer its own. */
void standing_take(struct ctx *c, int64_t run, struct arena *mem, const struct match_input *in);

#endif
