/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts by their lines: what differs between two, and one text of two that grew out of a third. Pure
 * functions. Whatever somebody added is in what comes out; where both changed the same passage it says so and
 * leaves the choice to a person.
 */
#ifndef FEATURES_MINUTES_MERGE_H
#define FEATURES_MINUTES_MERGE_H

#include <stdbool.h>

#include "base/arena.h"

/* A passage that both changed, each in their own way; "" where one of them deleted it. */
struct overlap {
	const char *mine, *theirs;
};
struct overlap_rows {
	int n;
	struct overlap *v;
};

struct merged {
	struct overlap_rows overlaps;	     /* none: the text holds both changes as they are */
	const char *text;		     /* where they overlap: theirs, then mine */
	const char *with_mine, *with_theirs; /* where they overlap: only that */
};

/*
 * base is what both began with. Changes of different lines both hold, also where they touch; lines that both
 * put in at the same place stand below one another, theirs first; a change that both made holds once.
 */
struct merged merge_lines(
	struct arena *mem, const char *base, const char *mine, const char *theirs);

/* A line of a comparison. */
struct diff_line {
	const char *text;
	bool added, removed; /* neither: the same in both */
};
struct diff_line_rows {
	int n;
	struct diff_line *v;
};
/* From before to after, in the order in which one reads it: what is gone before what came. */
struct diff_line_rows diff_lines(struct arena *mem, const char *before, const char *after);

#endif
