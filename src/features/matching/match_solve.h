/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The question of a programme put to the solver: who can go with whom, what matters most, and the proven
 * best answer. No database.
 *
 * What can matter, in the order in which it is decided:
 *   aim       everyone: as many pairs as possible; fit: as many points as possible
 *   quota     as few mentors as possible get nobody; this never costs a pair
 *   fair      bottleneck: the weakest pair is as strong as possible; leximin: then as few such pairs as
 *             possible, then the next weakest and so on. Only with everyone.
 *   points    of all pairs together; each further mentee of the same mentor counts `spread` points less
 *             than the one before: n mentees cost spread * n(n - 1) / 2, a convex cost, so that the best
 *             answer is still found exactly, as if every place were a mentor of its own (R. Ahuja,
 *             T. Magnanti and J. Orlin, "Network Flows", 1993, section 14.3). Not with fair.
 */
#ifndef MATCHING_MATCH_SOLVE_H
#define MATCHING_MATCH_SOLVE_H

#include "features/matching/people_in.h"
#include "features/matching/rules.sql.h"
#include "solver/assign_rules.h"

struct match_choice {
	enum assign_aim aim;
	enum assign_fair fair;
	bool quota;
	int64_t spread; /* 0 or more */
};

/* In the words of the tables; with the aim of fit, or spread, there is no fairness. */
struct match_choice match_choice_of(const struct programme_choice *p);

struct match_question {
	const struct match_input *in;
	const struct assign_pair *pairs; /* eligible, by mentee */
	size_t n_pairs;

	/* Or, in place of pairs, where these are too many: see pool.h. Then the answer is proven over all
	 * pairs of these people, and the choice is one of match_by_rules(). */
	const struct cand_problem *people;
	struct match_choice choice;
	const struct assign_pair
		*forced; /* one more pin, or NULL: makes room for itself, so a pin of
	                                     the manager gives way where the two cannot both be */
	const struct match_answer *near; /* of a similar question, or NULL: of all answers that are
	                                     equally good, one that keeps most of its pairs */
	const atomic_int *stop;
	void (*progress)(void *arg, size_t settled, size_t mentees);
	void *progress_arg;
};

struct match_answer {
	size_t count;
	int64_t score;	 /* points of its pairs */
	int64_t value;	 /* the same less what spread takes: what was made as large as can be */
	int64_t lowest;	 /* points of its weakest pair; 0 without one */
	size_t unused;	 /* mentors who get nobody */
	int32_t *mentor; /* [n_mentees], -1: without one */
	int64_t *points; /* [n_mentees] */

	/* With the aim of everyone and `people`: the mentors who keep anybody from being matched, because
	 * there are too many for whom there is nobody else; else NULL. */
	bool *scarce; /* [n_mentors] */

	/* What exchange costs can be told from without solving again, or NULL: with fairness, or numbers too large. */
	const struct rules_kept *kept;
};

/* Can the question of such a choice be put without a list of all pairs? */
bool match_by_rules(const struct match_choice *c, const struct cand_problem *people);

/* The question of q->people as assign_rules gets it; p is what match_pose made of q. */
struct assign_rules match_rules_of(const struct match_question *q, const struct assign_problem *p);

/* The question as the solver gets it. With spread, but for q->people, place s of mentor j is the mentor seat[j] + s. */
struct match_problem {
	struct assign_problem p;
	size_t n_mentors;   /* of the question */
	int32_t *seat;	    /* [n_mentors + 1] with spread, else NULL */
	int32_t *mentor_of; /* [p.n_mentors] with spread */
	int64_t scale;	    /* of all scores, so that a pair to keep can count more; else 1 */
};

/* In mem. match_mentor_of: the mentor of the question behind a mentor of the problem. */
void match_pose(struct arena *mem, const struct match_question *q, struct match_problem *ret);
int32_t match_mentor_of(const struct match_problem *p, int32_t mentor);

/* NULL, and *ret filled in mem; or what went wrong, for the log: the proof of the solver did not hold,
 * a number was too large, or "stopped". */
#define MATCH_STOPPED "stopped"
const char *match_solve(
	struct arena *mem, const struct match_question *q, struct match_answer *ret);

#endif
