/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The people of a large proposal, kept in the memory of the process: to read a million of them again takes longer than a
 * page may. What stands here was read from the database, and was what the proposal was made from, digest for digest; so
 * all that is told from it is true of the proposal. Rules, wishes and the order of values are compared each time, who takes
 * part, and whether anybody of them has changed since: then all of it is read anew, once. STANDING_KEPT is for what no
 * clock of the database tells: a time zone that has changed its hour.
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

/* What tells later whether the people are still those that were read; to be read in the same snapshot, before them. In
 * c->mem. */
struct standing_marks {
	int64_t since;
	struct match_standing_marks m;
	const char *orders;
};
void standing_marks_read(struct ctx *c, int64_t programme, struct standing_marks *ret);

/* A run hands over what it has read, with the memory that it and its marks lie in, which is no longer its own. */
void standing_take(struct ctx *c, int64_t run, struct arena *mem, const struct match_input *in,
	const struct standing_marks *marks);

#endif
