/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of assign_solve share. Private to src/solver/assign*.c. */
#ifndef SOLVER_ASSIGN_CORE_H
#define SOLVER_ASSIGN_CORE_H

#include "solver/assign.h"

struct option {
	int64_t score;
	int32_t mentor;
};

/*
 * Invariant of bidding and of augmenting: a mentor with a free seat has the price 0; everybody who
 * holds a seat prefers it, at its price, to every other option and to none; prices only rise. So a
 * mentee who prefers none will always do so.
 */
struct core {
	const struct assign_problem *p;
	size_t n_mentees, n_mentors;
	int64_t weight;
	assign_value bonus;

	/* Mentee i may choose among options[first[i] … first[i + 1]), by mentor, each mentor once. */
	size_t *first;
	struct option *options;

	/* Mentor j has seats[j] seats, held[j] of them taken by holders[start[j] …]. */
	int32_t *seats, *held;
	size_t *start;
	int32_t *holders;
	assign_value *price; /* of a seat of mentor j */

	/* Of a mentee: the option he holds (NONE without one), its worth, his place in holders. */
	size_t *chosen;
	assign_value *worth;
	size_t *place;
	bool *settled; /* holds a seat, or will never want one */
};

#define NONE SIZE_MAX

static inline assign_value
option_worth(const struct core *c, const struct option *o)
{
	return (assign_value)c->weight * o->score + c->bonus;
}

static inline bool
stopped(const struct core *c)
{
	return c->p->stop && atomic_load_explicit(c->p->stop, memory_order_relaxed);
}

/* Puts mentee i, who takes option o, on a place among the holders of its mentor. */
static inline void
hold(struct core *c, int32_t i, size_t o, size_t place)
{
	c->holders[place] = i;
	c->chosen[i] = o;
	c->worth[i] = option_worth(c, &c->options[o]);
	c->place[i] = place;
	c->settled[i] = true;
}

/* Sorts the pairs into options and sets everything up. Statuses as assign_solve. */
enum assign_status assign_prepare(
	struct arena *mem, const struct assign_problem *p, struct core *c);

/* Cheap: settles most mentees, often all. False if stopped. */
bool assign_bid(struct arena *mem, struct core *c);

/* Exact: settles the rest. False if stopped. */
bool assign_augment(struct arena *mem, struct core *c);

#endif
