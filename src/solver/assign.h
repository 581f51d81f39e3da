/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best assignment of mentees to mentors: every mentee gets at most as many different mentors as he
 * wants (usually one), every mentor at most as many mentees as he has seats, only listed pairs are made,
 * and there is no better answer.
 *
 * Two aims. EVERYONE: as many pairs as possible, then the highest total score; a negative pair is
 * still used if it matches one more. FIT: the highest total score, then as many pairs as possible; a
 * negative pair is never used. With quota, the total shortfall of mentors below their lower number comes
 * before the score (with EVERYONE behind the number of pairs, which it never costs one of).
 *
 * A pair is worth weight * score + bonus, a seat below the lower number `quota` more: numbers so far
 * apart that the parts of the aim never mix, exactly, in 128 bits.
 *
 * Method, by step: assign_prepare.c, assign_count.c, assign_auction.c, assign_resume.c, assign_path.c,
 * assign_floor.c, assign_fair.c. Every answer comes with prices that prove it (assign_check.c).
 *
 * Pure: the same input gives the same bytes, whatever the number of threads.
 */
#ifndef SOLVER_ASSIGN_H
#define SOLVER_ASSIGN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum assign_aim { ASSIGN_EVERYONE, ASSIGN_FIT };

/* What comes right after the number of pairs (and the quota): nothing; the best possible lowest score;
 * the fewest pairs of the lowest score, then of the next and so on. */
enum assign_fair { ASSIGN_PLAIN, ASSIGN_BOTTLENECK, ASSIGN_LEXIMIN };

struct assign_pair {
	int32_t mentee; /* from 0 */
	int32_t mentor;
	int64_t score;
};

/* A pair of a mentee who is known from its place. */
struct assign_arc {
	int32_t mentor;
	int32_t score;
};

struct assign_problem {
	enum assign_aim aim;
	enum assign_fair fair;
	bool quota; /* `lower` counts */
	size_t n_mentees, n_mentors;
	const int32_t *capacity; /* seats of each mentor, 0 or more; NULL: one each */
	const int32_t *lower;	 /* he should have at least so many; NULL: 0 */
	const int32_t *wants;	 /* mentors of each mentee, 0 or more; NULL: one each */

	/* The eligible pairs, in any order. A pair listed twice counts once, with its better score. */
	const struct assign_pair *pairs;
	size_t n_pairs;

	/* Or, in place of pairs and without a copy of them: mentee i has arcs[first[i] … first[i + 1]),
	 * mentors rising, none twice. pairs is NULL then and n_pairs is first[n_mentees]. */
	const size_t *first;
	const struct assign_arc *arcs;

	/* Pairs that are made whatever the list says, with the score given here. */
	const struct assign_pair *pins;
	size_t n_pins;

	/* Pairs that are not made even if listed; the score does not matter. */
	const struct assign_pair *bans;
	size_t n_bans;

	/* Pairs of an earlier answer, to start from: those that are not eligible any more, or too many
	 * now, are left aside. The answer is as good with as without. */
	const struct assign_pair *start;
	size_t n_start;

	unsigned threads; /* 0: two, where it is worth it */

	const atomic_int *stop; /* NULL, or not 0 once the answer is no longer wanted */
	void (*progress)(
		void *arg, size_t settled, size_t mentees); /* NULL, or called now and then */
	void *progress_arg;
};

typedef __int128 assign_value;

/* With leximin: some scores, rising, and what a pair of each weighs (one more than any number of pairs of the next);
 * and the prices of seats at which no answer that is the best before this stage has less of that weight. Mentors
 * rising; 0 for those who are not named. */
struct assign_level {
	int64_t score;
	assign_value penalty;
};

struct assign_price {
	int32_t mentor;
	assign_value price;
};

struct assign_stage {
	size_t n_levels, n_prices;
	struct assign_level *levels;
	struct assign_price *prices;
};

/*
 * With leximin, weight is 0: these prices prove the count (and quota), and those of the stages all the rest, in
 * their order.
 *
 * A dual solution: with all mentees paying their mentor's price per seat, nobody prefers another answer.
 * mentee[i] is what the least of his wanted gains is worth to him, 0 or more; mentor[j] is the price of a
 * seat, below 0 only down to -quota where j is short of mentees. What all this adds up to is exactly what
 * the answer is worth. Pinned pairs and their seats stand outside.
 */
struct assign_proof {
	assign_value weight, bonus, quota;
	assign_value *mentee; /* [n_mentees] */
	assign_value *mentor; /* [n_mentors] */
	int64_t floor;	      /* pairs below are not part of it (bottleneck), else INT64_MIN */

	/* With bottleneck, prices for a problem in which all scores are 0: of all pairs, where they prove the
	 * count (and quota); and of the pairs above floor, where they prove that these are not enough.
	 * Else NULL. */
	assign_value *enough, *short_of; /* [n_mentors] */

	struct assign_stage *stages; /* [n_stages] with leximin */
	size_t n_stages;
};

struct assign_result {
	size_t count;		   /* pairs made, pins included */
	int64_t score;		   /* their total */
	size_t shortfall;	   /* of mentors below their lower number, with quota */
	struct assign_pair *pairs; /* [count], by mentee, then by mentor */
	int32_t *mentor;	   /* [n_mentees], the first mentor, -1 = without one */
	int64_t *points;	   /* [n_mentees], score of that pair, 0 without one */
	struct assign_proof proof;
};

enum assign_status {
	ASSIGN_OK,
	ASSIGN_STOPPED,	     /* the stop flag was raised */
	ASSIGN_TOO_MANY,     /* more people than fit in 31 bits */
	ASSIGN_BAD_CAPACITY, /* a negative number of seats, or a lower number above it */
	ASSIGN_BAD_ID,	     /* a pair, pin or ban of somebody who is not there */
	ASSIGN_PIN_TWICE,    /* a mentee pinned to more mentors than he wants, or twice to one */
	ASSIGN_PIN_FULL,     /* more pins than seats */
	ASSIGN_PIN_BANNED,   /* a pair both pinned and forbidden */
	ASSIGN_NOT_FAIR,  /* fairness goes with the aim of everyone, leximin with one mentor each */
	ASSIGN_TOO_LARGE, /* the total score does not fit 64 bits, or what decides on it 128 */
};

/* Fills *ret, in mem; untouched unless ASSIGN_OK. */
enum assign_status assign_solve(
	struct arena *mem, const struct assign_problem *p, struct assign_result *ret);

/* Trusts nothing of r: recomputes count and score from the problem, checks seats, pins and bans, and
 * by weak duality that no answer is better. NULL if all is true, else what is not. mem is used for
 * work only. */
const char *assign_check(
	struct arena *mem, const struct assign_problem *p, const struct assign_result *r);

/* A sentence about a status. Static storage. */
const char *assign_status_text(enum assign_status s);

#endif
