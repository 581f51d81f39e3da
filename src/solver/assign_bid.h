/* SPDX-License-Identifier: Apache-2.0 */
/* One phase of the auction: everybody bids until all hold a place. Private to src/solver. */
#ifndef SOLVER_ASSIGN_BID_H
#define SOLVER_ASSIGN_BID_H

#include "solver/assign_core.h"

#define LINE_PAIRS 6
#define ARCS_PER_FETCH 8
#define FAR (INT64_MAX / 4) /* the price of what is not to be had */

/* What a mentee knows by heart, in one cache line: his best pairs at some time, and what no other can
 * have been worth more than then. As prices only rise, that stays true. */
struct line {
	int32_t mentor[LINE_PAIRS];
	int32_t score[LINE_PAIRS];
	int64_t bound;
	int32_t at;	 /* whose place he holds; OUT, or NOBODY */
	uint8_t group;	 /* 0 plenty, 1 short, 2 kept: see assign_auction.c */
	uint8_t content; /* of the last phase's place: see begin_phase */
	uint8_t width;	 /* how far his best pairs lie apart: see assign_learn.c */
	uint8_t spare;
};

_Static_assert(sizeof(struct line) == 64, "a line fills a cache line");

enum { NOBODY = -1, DUMMY = -2 };

/* The places of a mentor are a heap, lowest first. key is price * 2, and 1 more if somebody holds it. */
struct place {
	int64_t key;
	int32_t holder; /* a mentee, NOBODY or DUMMY */
};

struct auction {
	struct core *c;
	unsigned threads;
	bool near;	 /* all that matters is in the processor's cache anyway */
	bool wide;	 /* the processor has what assign_learn.c likes */
	int64_t unit;	 /* what a point is worth here */
	int64_t spread;	 /* between the best and the worst pair */
	int64_t epsilon; /* of the phase; 1 is the last */
	size_t done;	 /* phases */

	struct line *line; /* [n] */
	/* [m + 2] by group of who asks; then the place outside, and what stands in a line in place of a pair */
	int64_t *price[3];
	uint8_t *group;	 /* [m + 1] */
	uint32_t *first; /* [m + 2] places of a mentor */
	struct place *place;
	size_t n_mentors; /* m + 1 */

	int32_t *queue; /* a ring of mentees without a place, the next one at head */
	size_t head, waiting, ring;

	/* Dummies hold the places that stay free. They want the cheapest: a heap of mentors by a price that
	 * may have risen since. */
	struct cheap {
		int64_t price;
		int32_t mentor;
	} * cheap;
	size_t n_cheap;
	size_t dummies_waiting;

	/* [m + 1] with quota, else NULL: so many places of a mentor no dummy may hold; so many dummies he has. */
	int32_t *reserved, *dummies;

	size_t patience; /* bids until epsilon was too small to begin with; 0: it was not */
	bool out_of_range;
};

/* Bids until nobody waits. False if stopped, or with out_of_range set. */
bool bid_all(struct auction *x);

/* Bids that only make the second choice as good, so many at most, and without dummies: whoever would push somebody
 * out without paying more is left without a place (augmenting row reduction: Jonker and Volgenant, 1987). Prices
 * begin at 0, so a seat that nobody took costs nothing. Returns how many are without a place. */
size_t bid_rows(struct auction *x, size_t most);

/* Is what mentee i holds within epsilon of his best at these prices? */
bool bid_is_content(struct auction *x, int32_t i);

/* Fills the line of mentee i from all his pairs: in assign_learn.c. */
void bid_learn(struct auction *x, int32_t i);

/* Can this processor do that eight pairs at a time? With the same result. */
bool bid_can_be_wide(void);

/* Puts the places of mentor j in order after they were changed. */
void bid_order_places(struct auction *x, size_t j);

static inline int64_t
bid_worth(const struct auction *x, int32_t score)
{
	return score * x->unit;
}

/* All pairs of mentee i, from memory. */
static inline void
bid_fetch_arcs(const struct auction *x, size_t i)
{
	for (size_t a = x->c->first[i]; a < x->c->first[i + 1]; a += ARCS_PER_FETCH)
		__builtin_prefetch(&x->c->arcs[a]);
}

/* Has mentor j all the dummies that he may have? */
static inline bool
is_full_of_dummies(const struct auction *x, size_t j)
{
	return x->reserved && x->reserved[j] &&
	       x->dummies[j] + x->reserved[j] == (int32_t)(x->first[j + 1] - x->first[j]);
}

/* What a place of mentor j costs a dummy: any place, or that of another dummy. */
int64_t bid_dummy_price(const struct auction *x, size_t j);

static inline int64_t
place_price(const struct auction *x, size_t j)
{
	return x->place[x->first[j]].key >> 1;
}

#endif
