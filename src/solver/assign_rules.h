/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best assignment over all pairs that rules allow, where these are too many to be listed: a million
 * mentees, a hundred thousand mentors. Mentees want one mentor each.
 *
 * Method. Everybody's best candidates are listed (candidates.h), the list is solved (assign.h), and its
 * prices are asked about all other pairs: is there one that would gain something? Such pairs, the best
 * for each mentee, join the list, and it is solved again, until there is none (column generation: Ford
 * and Fulkerson, 1958; Dantzig and Wolfe, 1960). Then the prices prove by weak duality that no answer
 * over all pairs is better, neither in the count nor in the score. So the answer does not depend on how
 * many candidates were listed first. Where each further mentee of a mentor counts less, the list has every place as a
 * mentor of its own (assign_rules_seats.c); the cheapest of them is what all others are asked about.
 *
 * Cost: per round, an assign_solve of the list and a cand_best of one look at everybody; usually few
 * rounds. Memory: the list, two to four dozen bytes for each of about twenty pairs of a mentee.
 *
 * Pure: the same input gives the same bytes, whatever the number of threads.
 */
#ifndef SOLVER_ASSIGN_RULES_H
#define SOLVER_ASSIGN_RULES_H

#include "solver/assign.h"
#include "solver/candidates.h"

struct assign_rules {
	enum assign_aim aim;
	bool quota; /* `lower` counts */
	/* Seekers are the mentees, offers the mentors; what depends on a search (k, scale, offset, above,
	 * count, threads, stop, take) is not looked at. */
	struct cand_problem people;
	const int32_t *capacity; /* NULL: one each */
	const int32_t *lower;	 /* he should have at least so many; NULL: 0 */
	int64_t spread; /* each further mentee of a mentor counts so much less than the one before; 0 or more */
	const struct assign_pair *pins;
	size_t n_pins;
	unsigned threads; /* 0: two */
	const atomic_int *stop;
	void (*progress)(
		void *arg, size_t settled, size_t mentees); /* as in struct assign_problem */
	void *progress_arg;
};

/*
 * In best, the score is less what spread takes: a mentor with n mentees costs spread * n(n - 1) / 2; points of pairs are
 * those of the rules. The price of a mentor is that of one more mentee, or one fewer, spread and quota included:
 * see rules_next_seat.
 */
struct assign_rules_result {
	struct assign_result best;
	size_t rounds; /* how often the list was solved */
	size_t listed; /* pairs on it at the end */
	/* NULL if assign_check accepts the answer for the list, and no pair outside of it gains anything; else
	 * what is not true. */
	const char *fault;
};

/* Can assign_rules take these rules? Their points must be so small that sums fit its list. */
bool assign_rules_able(const struct assign_rules *r);

/* Fills *ret, in mem; untouched unless ASSIGN_OK. ASSIGN_TOO_LARGE if not able. */
enum assign_status assign_rules_solve(
	struct arena *mem, const struct assign_rules *r, struct assign_rules_result *ret);

/* What has to be kept of an answer so that exchange costs can be told later without solving again: whom everybody has,
 * and the prices that prove that it is the best. What mentees gain at these prices follows from them. */
struct rules_kept {
	int64_t weight, bonus, quota;
	const int32_t *mentor; /* [mentees] -1: nobody */
	const int64_t *price;  /* [mentors] */
};

/*
 * Fills *ret, in mem, with what assign_rules_exchange wants. False if what was kept is not of this question: a pair that
 * is not eligible, a mentor with too many, a price that does not fit how many he has, a pin that is not kept. What
 * is not looked at again is whether any other pair would gain something. Cost: once over all people.
 */
bool assign_rules_adopt(struct arena *mem, const struct assign_rules *r,
	const struct rules_kept *kept, struct assign_result *ret);

/* What the best answer would lose if a pair had to be. */
struct rules_exchange {
	int32_t other; /* set by the caller: a mentee if a mentor is asked about, else a mentor */
	bool possible; /* the rules and pins allow the pair; it costs nothing if it is made; else the rest is 0 */
	bool exact;	   /* else it is at least so much: the search was given up */
	int64_t count;	   /* pairs fewer, as in struct exchange of resident.h */
	int64_t shortfall; /* more below the lower numbers */
	int64_t points;	   /* fewer, less what spread takes */
};

/*
 * Fills list[0 … n) for one mentor, or else one mentee (`who`), over all pairs the rules allow; best is the answer of
 * assign_rules_solve to r, with its prices, or of assign_rules_adopt. In all no more than about `most` pairs are looked at. The method is that
 * of resident_exchange.c, without a list of pairs: what somebody on a shortest path (Tomizawa, 1971; Dijkstra, 1959)
 * could have instead is asked of the rules when the path gets there. False if r is not one for assign_rules_solve, or
 * if prices are too large.
 *
 * Cost: one search, and another one for each of list; a search asks the rules about everybody on the other side for
 * each person whom it reaches at less than the exchange costs.
 */
bool assign_rules_exchange(const struct assign_rules *r, const struct assign_result *best,
	bool mentor, int32_t who, struct rules_exchange *list, size_t n, size_t most);

#endif
