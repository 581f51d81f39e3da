/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of assign_rules_solve share. Private to src/solver/assign_rules*.c. */
#ifndef SOLVER_ASSIGN_RULES_CORE_H
#define SOLVER_ASSIGN_RULES_CORE_H

#include "solver/assign_rules.h"

/* Pairs that are to join the list. Each seeker has room for k of his own. */
struct joining {
	size_t k;
	bool turned;		   /* mentors seek */
	const assign_value *price; /* NULL: values are scores */
	assign_value weight;
	struct cand_pair *pairs;
	uint8_t *n;	      /* [seekers] */
	const int64_t *above; /* values above would gain; NULL: is not counted */
	size_t *gains;	      /* [seekers] */
	int64_t *top;	      /* NULL, or set: no value of a pair that does not join is above */
	const int64_t *least; /* with top: what was sought had values above these */
};

struct rules {
	const struct assign_rules *r;
	struct cand_problem people; /* without the pinned and the mentors who are full with them */
	struct cand_problem turned;
	int32_t *seats; /* [mentors] beside pins */
	int32_t *taken; /* [mentors] by pins */
	size_t *first;
	struct assign_arc *arcs;
	struct arena *held; /* of first and arcs */
	size_t rounds;

	/* Once all have been asked, with mentor j at the offset offset[j]: pairs of mentee i that are not on
	 * the list have at most top[i]. */
	bool asked;
	int64_t *top, *offset;
	assign_value weight, bonus;

	/* With spread: place s of mentor j is the mentor seat[j] + s of the list, and all scores on it are `shift`
	 * more, so that none is negative where that would matter. */
	int32_t *seat; /* [mentors + 1] */
	int64_t shift;
	struct arena *split; /* of the list with places */
};

/* The people as they are searched, without those who are pinned or full, the seats beside pins and those that pins
 * take, in mem. */
enum assign_status rules_people(struct arena *mem, const struct assign_rules *r,
	int32_t **ret_seats, int32_t **ret_taken, struct cand_problem *ret);

/* What it costs that a mentor takes one more who has `load` beside his pins, in units of the proof: less than 0 if
 * that is one below his lower number. Prices of mentors lie between this and the same for the last of their load. */
static inline int64_t
rules_next_seat(const struct assign_rules *r, size_t j, int32_t taken, int32_t load, int64_t weight,
	int64_t quota)
{
	int32_t all = taken + load;

	return weight * r->spread * all - (r->quota && r->lower && all < r->lower[j] ? quota : 0);
}

/* ---- assign_rules_seats.c ---- */

/* Gives each place a number; ASSIGN_TOO_LARGE if there are too many. Nothing without spread. */
enum assign_status seats_number(struct arena *mem, struct rules *x);

/* The list as assign_solve gets it, with places in x->split; before: an answer to it to start from, or NULL. */
struct assign_problem seats_problem(struct rules *x, const struct assign_result *before);

/* The proof in terms of mentors: that of the list, with the cheapest place for the price of a mentor. In mem, or
 * shared with what is given. */
struct assign_proof seats_proof(
	struct arena *mem, const struct rules *x, const struct assign_proof *p);

/* The answer in terms of mentors, in mem. */
void seats_result(struct arena *mem, const struct rules *x, const struct assign_result *from,
	struct assign_result *ret);

/* The most that points can be; *ret_negative: and the least, without sign. */
int64_t rules_most_points(const struct cand_problem *p, int64_t *ret_negative);

/* Fills *ret with the best k of each seeker of p, in mem; ret->price, weight, above, gains and turned are
 * set before. False if stopped. */
bool rules_seek(struct arena *mem, struct cand_problem *p, size_t k, struct joining *ret);

/* Makes the list anew, with those who join. */
void rules_join(struct rules *x, const struct joining *all, size_t n_all);

/* Lists the pairs that would gain something at these prices, and says how many there are. False if stopped,
 * or if prices are too large (*ret_status says which). */
bool rules_list_gaining(struct rules *x, const struct assign_proof *proof, size_t *ret_n,
	enum assign_status *ret_status);

#endif
