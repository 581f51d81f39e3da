/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of assign_solve share. Private to src/solver/assign*.c. */
#ifndef SOLVER_ASSIGN_CORE_H
#define SOLVER_ASSIGN_CORE_H

#include "solver/assign.h"

#define NONE UINT32_MAX /* no arc, no place */

/*
 * The problem without its pins, and a state of it. Arc a leads from mentee i, first[i] <= a <
 * first[i + 1], to the mentor arcs[a].mentor, each at most once for a mentee.
 */
struct core {
	const struct assign_problem *p;
	size_t n, m; /* mentees, mentors */
	assign_value weight, bonus, quota;

	const size_t *first;
	const struct assign_arc *arcs;
	const int64_t *wide;	 /* the scores where they do not fit an arc, else NULL */
	int32_t *wants;		 /* [n] places wanted: 0 for those who are pinned */
	int32_t *seats;		 /* [m] */
	int32_t *lower;		 /* [m] 0 … seats */
	bool single;		 /* nobody wants more than one */
	int64_t lowest, highest; /* scores of the arcs; 0, 0 without arcs */

	/* NULL, or what each arc is worth in place of weight * score + bonus: for assign_path only. */
	const assign_value *worth;

	/* Pairs that can be made together, to count from; none: NULL, 0. Which they are changes no answer. */
	const struct assign_pair *known;
	size_t n_known;

	/* Mentee i of `single` holds arc chosen[i], or NONE. */
	uint32_t *chosen;

	/* Prices: see struct assign_proof. */
	assign_value *gain;  /* [n] */
	assign_value *price; /* [m] */
};

static inline int64_t
arc_score(const struct core *c, size_t a)
{
	return c->wide ? c->wide[a] : c->arcs[a].score;
}

static inline assign_value
arc_worth(const struct core *c, size_t a)
{
	return c->worth ? c->worth[a] : c->weight * arc_score(c, a) + c->bonus;
}

/* The arc of mentee i to that mentor, which there is. */
static inline size_t
arc_to(const struct core *c, size_t i, int32_t mentor)
{
	size_t from = c->first[i], to = c->first[i + 1];

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (c->arcs[middle].mentor <= mentor)
			from = middle;
		else
			to = middle;
	}
	return from;
}

static inline bool
is_taken(const uint64_t *taken, size_t a)
{
	return taken[a / 64] >> a % 64 & 1;
}

/* The first arc from `a` on, before `end`, that is taken; end if there is none. */
static inline size_t
next_taken(const uint64_t *taken, size_t a, size_t end)
{
	while (a < end) {
		uint64_t rest = taken[a / 64] >> a % 64;

		if (rest) {
			a += (size_t)__builtin_ctzll(rest);
			return a < end ? a : end;
		}
		a = (a / 64 + 1) * 64;
	}
	return end;
}

/* How many arcs are taken. */
size_t count_taken(const struct core *c, const uint64_t *taken);

static inline bool
stopped(const struct core *c)
{
	return c->p->stop && atomic_load_explicit(c->p->stop, memory_order_relaxed);
}

/* How large a problem can get: mentees, mentors and places wanted together; places wanted; seats below lower
 * numbers; the largest score without its sign. */
struct aim_size {
	assign_value people, places, lower, most;
};

/* Sets the parts of the aim so far apart that no sum of a later part reaches an earlier one, in powers of
 * ten. False if they are out of range. */
bool assign_weigh(enum assign_aim aim, bool quota, const struct aim_size *s,
	assign_value *ret_weight, assign_value *ret_bonus, assign_value *ret_quota);

/* Checks the problem and sets up all but chosen, gain and price. Statuses as assign_solve. */
enum assign_status assign_prepare(
	struct arena *mem, const struct assign_problem *p, struct core *c);

/* Solves from nothing, for every problem there is; fills gain and price, and the arcs that are taken
 * into taken[], a bit each. False if stopped. */
bool assign_path(struct arena *mem, struct core *c, uint64_t *taken);

/* The best answer without regard to fairness; taken is all zero before. False if stopped. */
bool assign_plain(struct arena *work, struct core *c, uint64_t *taken);

/* The highest score that the lowest pair can have while count (and quota) stay what they are; leaves out
 * the arcs below. Fills the prices that prove it, in mem. INT64_MIN in *ret_floor if there is no pair.
 * False if stopped. */
bool assign_raise_floor(
	struct arena *mem, struct arena *work, struct core *c, struct assign_proof *proof);

/* The fewest pairs of the lowest score, then of the next …: for `single` problems. Fills prices that
 * prove it, those of the stages in mem. False if stopped. */
bool assign_leximin(struct arena *mem, struct arena *work, struct core *c,
	struct assign_proof *proof, uint64_t *taken);

#endif
