/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of circles_solve share. Private to src/solver/circles*.c. */
#ifndef SOLVER_CIRCLES_CORE_H
#define SOLVER_CIRCLES_CORE_H

#include "solver/circles.h"

typedef __int128 wide;

/* The problem by person and by cell: a cell is a topic and a category of people who named it. */
struct circles {
	const struct circles_problem *p;
	size_t n, m, n_pairs, n_cells;
	size_t able; /* people who named a topic */

	size_t *first; /* [n + 1] pairs of a person */
	struct circles_arc {
		int64_t affinity;
		int32_t person, topic, cell;
	} * arc;	     /* [n_pairs] by person */
	size_t *cell_first;  /* [n_cells + 1] in cell_arc */
	uint32_t *cell_arc;  /* [n_pairs] arcs by cell */
	int32_t *cell_room;  /* [n_cells] so many people of it at most */
	int32_t *topic_cell; /* [m + 1] cells of a topic are topic_cell[t] … topic_cell[t + 1] */
	int32_t *lower, *upper; /* [m] what pins leave of them */

	int32_t *pinned; /* [n] to which topic, or -1 */
	bool *must;	 /* [m] opens in any case: somebody is pinned there, and it lacks people */
	bool any_must;

	const struct closing *closed; /* places that nobody looks at, see circles_apart.c */

	/* What somebody placed is worth beside his affinity, and what a place is that a topic lacks. */
	wide bonus, lack;

	uint64_t steps, most_steps;
};

/* Person and topic that are kept from each other; a list that begins with the last one. */
struct closing {
	const struct closing *before;
	int32_t person, topic;
};

/* The question without anybody to be kept apart, and with these places closed. */
enum circles_status circles_solve_one(struct arena *mem, const struct circles_problem *p,
	const struct closing *closed, uint64_t steps, struct circles_result *ret,
	uint64_t *ret_steps);

static inline bool
circles_tired(const struct circles *c)
{
	return c->steps >= c->most_steps;
}

/* ---- circles_flow.c: the best placing for topics that are given ---- */

struct placing {
	int32_t *at;   /* [n] his arc, or -1 */
	int32_t *held; /* [n_cells] people in it */
	int32_t *load; /* [m] */
	bool *open;    /* [m] */
	size_t placed, lacking;
	int64_t affinity;
	wide *hope; /* [people, cells, topics] see circles_flow.c */
	bool exact; /* the best placing for what is open: the work was not cut short */
};

struct flow; /* memory to search with */

struct flow *circles_flow(struct arena *mem, struct circles *c);
struct placing circles_placing(struct arena *mem, const struct circles *c);
void circles_copy(struct circles *c, struct placing *to, const struct placing *from);

/* Opens or closes a topic; the placing is exact if it was before. Once tired, it is a placing at least. */
void circles_open(struct flow *f, struct placing *x, int32_t topic);
void circles_close(struct flow *f, struct placing *x, int32_t topic);

/* The best placing for just these topics. */
void circles_place(struct flow *f, struct placing *x, const bool *open);

/* Closes topics that lack people, the emptiest first, until none does but those that must open. */
void circles_fill(struct flow *f, struct placing *x);

/* Fewer lacking, then more placed, then more affinity is worth more. */
static inline wide
circles_worth(const struct circles *c, const struct placing *x)
{
	return c->bonus * (wide)x->placed + x->affinity - c->lack * (wide)x->lacking;
}

/* ---- circles_bound.c: what no answer can exceed ---- */

enum topic_state { TOPIC_FREE, TOPIC_OPEN, TOPIC_CLOSED };

struct bound; /* memory to reckon with */

/* For the greatest number of people placed, or, with count false, for the greatest affinity. */
struct bound *circles_bound(struct arena *mem, struct circles *c, bool count);

struct multipliers {
	int64_t *price;	  /* [n] */
	int64_t everyone; /* for each person placed */
};

struct multipliers circles_multipliers(struct arena *mem, const struct circles *c);

/* Prices to start from: for everybody what his best topic brings. */
void circles_bound_start(const struct bound *b, struct multipliers *ret);

/* What suits a free topic at the prices that were found, and a bound if it did the other thing; INT64_MIN
 * if it cannot. */
struct choice {
	int64_t otherwise;
	wide margin; /* what the bound loses by it, in parts of a unit */
	bool opens, able;
};

/*
 * An upper bound for all answers with these topics open or closed, and (for affinity) with at least
 * `placed` people placed; INT64_MIN if there is none. Takes up to `rounds` steps of a subgradient from
 * *at, where the best prices go back to, and ends early below `enough`. Fills choice[m] for all that are
 * free.
 */
int64_t circles_bound_find(struct bound *b, const uint8_t *state, size_t placed,
	struct multipliers *at, int rounds, int64_t enough, struct choice *choice);

/* ---- circles_search.c ---- */

/* Fills best, and what bounds it. CIRCLES_NO_WAY if topics that must open cannot, or CIRCLES_STOPPED. */
enum circles_status circles_search(struct arena *mem, struct circles *c, struct placing *best,
	size_t *ret_most, int64_t *ret_bound);

#endif
