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
	size_t *first;
	struct assign_arc *arcs;
	struct arena *held; /* of first and arcs */
	size_t rounds;

	/* Once all have been asked, with mentor j at the offset offset[j]: pairs of mentee i that are not on
	 * the list have at most top[i]. */
	bool asked;
	int64_t *top, *offset;
	assign_value weight, bonus;
};

/* The people as they are searched, without those who are pinned or full, and the seats beside pins, in mem. */
enum assign_status rules_people(struct arena *mem, const struct assign_rules *r,
	int32_t **ret_seats, struct cand_problem *ret);

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
