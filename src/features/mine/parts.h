/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a download, one for each table that holds something of a person; parts.def says which. */
#ifndef FEATURES_MINE_PARTS_H
#define FEATURES_MINE_PARTS_H

#include "engine/ctx/ctx.h"
#include "engine/json/json.h"

struct part {
	const char *name;  /* its key in the JSON: "goals" */
	const char *table; /* whose rows these are */
	const char *title; /* N_: its heading in the document */
	bool pair;	   /* of each relationship, not of the person alone */
	const struct json_desc *desc;
	/* Tells j the rows behind *after, each as an object; moves *after on. Returns how many; `more` is true if
	 * there may be others behind them. */
	int (*rows)(struct ctx *c, int64_t relationship, int64_t person, int64_t *after, bool *more,
		void (*row)(void *arg, struct json *j, bool begins), void *arg, struct json *j);
};

extern const struct part parts[];
extern const int parts_n;

/* A table that is in no part, and why. */
struct left_out {
	const char *table;
	const char *why;
};
extern const struct left_out left_outs[];
extern const int left_outs_n;

#define PART_PAGE 100 /* rows of a paged part at a time, as in the statements */

#endif
