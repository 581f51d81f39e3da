/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a proposal is what it is, as it is kept: a short text beside each pair and each person who is left
 * over, made when the run is made and put into words when somebody reads it, in his language. What a
 * sensitive field says never gets into such a text: it keeps the points alone.
 *
 * A line is a reason, its parts are separated by tabs:
 *     pair    points, most points, 1 if it holds, then the reason; a line for each criterion with points
 *     left    number of possible partners, number whom the reason takes away, of how many, then it
 *     reason  "sensitive"; or "plain", field of the mentee, field of the mentor, the message, and its
 *             arguments but for the first, which names the fields: "#12" or "=text"
 */
#ifndef MATCHING_WHY_H
#define MATCHING_WHY_H

#include "features/matching/people_in.h"
#include "features/matching/removals.h"

/* One criterion of a pair. */
struct why_part {
	const char *id; /* unique on the page: of the person, with the number of the criterion */
	const char *text;
	int64_t points, most;
	bool holds;
	int64_t x, width; /* its piece of the bar, of WHY_BAR pixels in all */
};
struct why_part_rows {
	int n;
	struct why_part *v;
};
#define WHY_BAR 96

/* Where both are of one kind, nobody is called a mentor. */
void reason_among_peers(const struct match_input *in, struct reason *r);

/* What is kept for a pair. */
const char *why_pair(struct ctx *c, const struct match_input *in, size_t mentee, size_t mentor);

/* The same of two peers: a rule that says the same in both directions once, with the points of both. */
const char *why_peers(struct ctx *c, const struct match_input *in, size_t a, size_t b);

/* Reads it. best: the points that the whole bar stands for. */
struct why_part_rows why_pair_read(
	struct ctx *c, const struct known *k, int64_t mentee, const char *why, int64_t best);

/* The same as lines of text: those that gave points. */
const char *why_pair_words(struct ctx *c, const struct known *k, const char *why);

/* What is kept for somebody who is left over. others: how many of the other side the rules allow. */
const char *why_mentee_left(struct ctx *c, const struct match_input *in, struct removals *removals,
	size_t mentee, int64_t others);
const char *why_mentor_left(struct ctx *c, int64_t others);

/* In words, as the way of matching allows: a sentence, and for somebody whom the rules leave nobody the rule that took most away. */
const char *why_left_words(
	struct ctx *c, const struct known *k, const char *way, const char *role, const char *why);

#endif
