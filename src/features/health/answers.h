/* SPDX-License-Identifier: Apache-2.0 */
/* What the two are asked: how much each wants to go on (M10), what each expects (M9), which rhythm they
 * can keep (M6). */
#ifndef FEATURES_HEALTH_ANSWERS_H
#define FEATURES_HEALTH_ANSWERS_H

#include "features/health/health.h"

/* ---- how much one wants to go on: for oneself alone ---- */

#define CHECK_FORM(F, S) F(S, INT, value, .min = 1, .max = 10)
FORM_DECLARE(check_form, CHECK_FORM)

/* True if c->who has not answered in this month of the relationship, from the second on. It reaches pairs
 * that never meet, too. */
bool check_due_now(struct ctx *c, const struct pair *p);
enum result check_answer(struct ctx *c, int64_t relationship, int64_t value);

struct check_view {
	struct pair pair;
	struct check_form form;
	struct check_rows answers; /* my own, the newest first */
	struct way_rows ways;	   /* what can be done, where it is low */
	struct texts steps;
	const char *low; /* the sentence of the sign, or "" */
	bool due;
};

/* ---- what each expects ---- */

/* answer_<question> holds the chosen option. */
#define EXPECTATION_FORM(F, S) F(S, OPEN, answers, .of = "answer_")
FORM_DECLARE(expectation_form, EXPECTATION_FORM)

/* "start" until half of the time is over, then "middle" for whoever has answered at the start. */
const char *expectation_moment(struct ctx *c, const struct pair *p);

struct expectation_line {
	bool asked; /* still: an answer is needed */
	const char *id;
	const char *name; /* of the field */
	const char *text;
	struct option_rows options;
	const char *wrong;	   /* what is wrong with what was chosen, or "" */
	const char *chosen;	   /* in the form */
	const char *was, *now;	   /* see text_mark; what is kept by now, in words */
	const char *mine, *theirs; /* at the start, in words; theirs only if both have answered */
	const char *mine_now, *theirs_now; /* half-way */
	bool differ;			   /* the two differ in the newest answers */
	bool moved;			   /* mine or theirs is not what it was at the start */
};
struct expectation_line_rows {
	int n;
	struct expectation_line *v;
};
struct expectation_view {
	struct pair pair;
	struct expectation_form form;
	struct expectation_line_rows lines;
	const char *moment;
	bool both, both_now; /* have answered: at the start, half-way */
	bool mine;	     /* I have answered for this moment */
	int64_t differ;	     /* how many lines do */
};
struct expectation_line_rows expectation_lines(struct ctx *c, const struct pair *p);

/* Keeps the answers of c->who: all questions at once. INVALID for an answer that is not offered, or one
 * that is missing. */
enum result expectations_save(
	struct ctx *c, int64_t relationship, const struct expectation_line_rows *lines);

/* ---- rhythm ---- */

/* 0: as the programme says. */
#define CADENCE_FORM(F, S)                                                                         \
	F(S, ONE, days, .of = "0|14|28|42|56|84")                                                  \
	F(S, ONE, minutes, .of = "0|30|45|60|90")
FORM_DECLARE(cadence_form, CADENCE_FORM)

/* How often the two mean to meet and for how long; it holds for every clock of theirs. */
enum result cadence_set(struct ctx *c, int64_t relationship, int64_t days, int64_t minutes);

struct cadence_view {
	struct pair pair;
	struct cadence_form form;
	struct option_rows days, minutes;
};

#endif
