/* SPDX-License-Identifier: Apache-2.0 */
/* Why somebody has this partner, or none, and what another one would cost: the views of one page. */
#ifndef WHAT_IF_ASKED_H
#define WHAT_IF_ASKED_H

#include "features/what_if/exchange.h"
#include "features/what_if/what_if.h"

#define ALTERNATIVES_SHOWN 5
#define FOUND_SHOWN 10

struct asked_pair_row {
	struct asked_pair p;
	struct why_part_rows parts;
	bool pinned, banned;
};
struct asked_pair_row_rows {
	int n;
	struct asked_pair_row *v;
};

/* A hard rule and how many of the other side it takes away. */
struct removal_row {
	const char *words;
	int64_t removed, failing;
};
struct removal_rows {
	int n;
	struct removal_row *v;
};

struct asked_view {
	struct match m;
	int64_t person;
	const char *name;
	bool mentor;	     /* asked as a mentor */
	bool current;	     /* the people, rules and wishes are still those of the proposal */
	bool exact;	     /* by rules and points: what another pair would cost can be said */
	const char *unknown; /* "", or why it cannot */
	bool decides;	     /* wishes may be changed */
	bool alone;	     /* has nobody */
	const char *left;    /* why */
	struct asked_pair_row_rows pairs;
	struct alternative_rows others; /* who else would suit */
	struct removal_rows removals;	/* of somebody whom the rules leave nobody */
	int64_t others_n;		/* people on the other side */
	const char *q;			/* a name that was asked for */
	struct alternative_rows found;	/* what is in the way of them, or what they would cost */
};

/* All but m, person and q, which are set before. NOT_FOUND if the person is not part of the run. */
enum result asked_fill(struct ctx *c, struct asked_view *v);

#endif
