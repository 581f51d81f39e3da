/* SPDX-License-Identifier: Apache-2.0 */
/* Why not all can be matched: a group of mentees who have only certain mentors to choose from, and these
 * have too few places (P. Hall, "On representatives of subsets", 1935). */
#ifndef MATCHING_SHORTAGE_H
#define MATCHING_SHORTAGE_H

#include "features/matching/match_solve.h"

struct shortage {
	int64_t mentees; /* of the group; 0: there is no such group */
	int64_t mentors; /* all that they can go to */
	int64_t places;	 /* that these have for them */
};

/* mentor[i] is the mentor of mentee i or -1, in a largest matching of the pairs, which are in the order of
 * the mentees. Pinned pairs stand outside. Fills *ret with the group that is found from those who are left
 * over and have somebody to choose from: by swapping, any of them could take the place of any other. */
void shortage_find(struct arena *mem, const struct match_input *in, const struct assign_pair *pairs,
	size_t n_pairs, const int32_t *mentor, struct shortage *ret);

/* The same where pairs are not listed: of the answer with the aim of everyone, whose scarce mentors are
 * known. choices: how many mentors each mentee could have. Mentors whose places
 * are all pinned are left out. */
void shortage_of_scarce(struct arena *mem, const struct match_input *in,
	const struct match_answer *everyone, const int64_t *choices, struct shortage *ret);

#endif
