/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A matching that stays: the best answer to a problem of assign.h, kept with the prices that prove it,
 * while people come and go, pairs and places change, and pairs are pinned or forbidden. After every change
 * it is the best answer again, exactly, at the cost of one or two shortest paths (Tomizawa, 1971), and most
 * people keep whom they had. It also says what the whole would lose if a pair were forced or forbidden:
 * the exchange cost.
 *
 * Both aims, quota, several mentors for a mentee; no fairness beyond the plain aim. The same calls in
 * the same order give the same bytes; questions change nothing.
 *
 * A mentee or mentor who leaves keeps his number with nothing behind it, so that no number changes its owner.
 * Not to be used by two threads at once.
 */
#ifndef SOLVER_RESIDENT_H
#define SOLVER_RESIDENT_H

#include "solver/assign.h"

struct resident;

/*
 * Solves p and keeps the answer; p is not needed any more afterwards. As assign_solve, and ASSIGN_NOT_FAIR if
 * p asks for fairness, ASSIGN_TOO_LARGE if a listed score does not fit 32 bits or the parts of the aim
 * not 60. *ret is untouched unless ASSIGN_OK; freed by resident_close. p->start, stop and progress
 * serve the first answer only.
 */
enum assign_status resident_open(const struct assign_problem *p, struct resident **ret);

/*
 * The same from an answer that was found before: r must be an answer to p that assign_check accepts, or has
 * been until little of p changed (pairs that are not possible any more are left aside, and what is not best
 * is repaired). For those who come back to a page: nothing is solved twice.
 */
enum assign_status resident_adopt(
	const struct assign_problem *p, const struct assign_result *r, struct resident **ret);

/* NULL is allowed. */
void resident_close(struct resident *r);

/*
 * Changes. Each ends with the best answer to the problem as it is then, or refuses and leaves all as it
 * was: ASSIGN_BAD_ID, ASSIGN_BAD_CAPACITY, ASSIGN_PIN_TWICE (more pins than places wanted), ASSIGN_PIN_FULL
 * (more pins than seats), ASSIGN_PIN_BANNED, ASSIGN_TOO_LARGE. Cost: with d pairs each and s people on the
 * way to the nearest way out, d s log s; see docs/matching-engine.md.
 */

/* Mentee i wants so many mentors, and these n are his pairs, each mentor once; what was listed for him
 * before is forgotten, but not his pins and bans. i may be the number of mentees: somebody who arrives.
 * Who wants 0 has left. */
enum assign_status resident_mentee(
	struct resident *r, int32_t i, int32_t wants, const struct assign_arc *arcs, size_t n);

/* Mentor j has so many seats, and should have at least `lower` mentees (looked at with quota only). j may
 * be the number of mentors: somebody who arrives, without pairs. With 0 seats he has left. */
enum assign_status resident_mentor(struct resident *r, int32_t j, int32_t seats, int32_t lower);

/* Mentor j, who may be the number of mentors, with exactly these pairs: his are the members mentee and
 * score, each mentee once. */
enum assign_status resident_mentor_with(struct resident *r, int32_t j, int32_t seats, int32_t lower,
	const struct assign_pair *pairs, size_t n);

/* The pair is listed with that score, or not any more. */
enum assign_status resident_pair(struct resident *r, int32_t i, int32_t j, int32_t score);
enum assign_status resident_unpair(struct resident *r, int32_t i, int32_t j);

/* Made whatever the list says, with that score (pinning again changes the score); free again; never made;
 * allowed again. Freeing or allowing what is neither is no error. */
enum assign_status resident_pin(struct resident *r, int32_t i, int32_t j, int64_t score);
enum assign_status resident_unpin(struct resident *r, int32_t i, int32_t j);
enum assign_status resident_ban(struct resident *r, int32_t i, int32_t j);
enum assign_status resident_unban(struct resident *r, int32_t i, int32_t j);

/* ---- what is ---- */

size_t resident_mentees(const struct resident *r);
size_t resident_mentors(const struct resident *r);
size_t resident_count(const struct resident *r); /* pairs made, pins included */
int64_t resident_score(const struct resident *r);

/* The mentees who may have got other mentors by the last change, rising; valid until the next. */
const int32_t *resident_moved(const struct resident *r, size_t *ret_n);

/* Is the pair made? Then *ret_score (if not NULL) is its score. */
bool resident_made(const struct resident *r, int32_t i, int32_t j, int64_t *ret_score);

/* The answer as assign_solve reports it, with its proof, in mem. Cost: once over all people. */
enum assign_status resident_result(
	const struct resident *r, struct arena *mem, struct assign_result *ret);

/* The problem as it is now, in mem: what assign_check wants beside the answer. Cost: once over all pairs. */
struct assign_problem resident_problem(const struct resident *r, struct arena *mem);

/* ---- what would be ---- */

/*
 * The exchange cost of a pair: what the best answer would lose if a pair that is not made had to be, or one
 * that is made were forbidden. First by the aim's order; with EVERYONE count >= 0, with FIT points >= 0, and all
 * 0 means that there is another answer just as good.
 */
struct exchange {
	int32_t mentee, mentor;
	int32_t score;
	bool made;
	bool possible;	   /* false: pins leave no place for it; the rest is 0 then */
	int64_t count;	   /* pairs fewer */
	int64_t shortfall; /* more below the lower numbers */
	int64_t points;	   /* of the total score fewer */
};

/* For every pair listed for the mentee (for the mentor) that is neither pinned nor forbidden, in order of
 * the mentor (mentee), in mem; *ret_n how many. NULL if there is no such person. */
struct exchange *resident_exchange_mentee(
	struct resident *r, struct arena *mem, int32_t i, size_t *ret_n);
struct exchange *resident_exchange_mentor(
	struct resident *r, struct arena *mem, int32_t j, size_t *ret_n);

/* Of one pair. False if it is not listed, pinned or forbidden. */
bool resident_exchange(struct resident *r, int32_t i, int32_t j, struct exchange *ret);

#endif
