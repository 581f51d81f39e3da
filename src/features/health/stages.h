/* SPDX-License-Identifier: Apache-2.0 */
/* The four stages (M2, M3), and a good start in five steps (M1). Stages advance from what the two do; by
 * hand they move with a reason, and every move is kept. */
#ifndef FEATURES_HEALTH_STAGES_H
#define FEATURES_HEALTH_STAGES_H

#include "features/health/health.h"

#define STAGES 4

#define STAGE_FORM(F, S)                                                                           \
	F(S, ONE, stage, .of = "1|2|3|4")                                                          \
	F(S, TEXT, reason, .optional = true, .max = 300)
FORM_DECLARE(stage_form, STAGE_FORM)

/* What the criteria of the practice ask for, as it stands. */
struct stage_facts {
	bool prepared, met, rapport, rated; /* of the first stage */
	bool goal, plan;		    /* of the second */
	bool month;  /* of the third: a month remains, or the goals are reached */
	bool closed; /* of the last: it has ended, or the two know how they stay in touch */
};
void stage_facts(struct ctx *c, int64_t relationship, struct stage_facts *ret);

/* Moves on as far as what the two have done leads. Where the programme requires it, the first stage closes
 * only when all its criteria are met (M3); else a first meeting closes it. */
void stage_advance(struct ctx *c, int64_t relationship);

/* By hand, forward or back. INVALID without a reason where one is needed: back, past a stage, or before the
 * criteria are met. CONFLICT if it is that stage already. */
enum result stage_move(struct ctx *c, int64_t relationship, int64_t stage, const char *reason);

struct criterion {
	const char *text;
	bool met;
	const char *url; /* where one does it */
};
struct criterion_rows {
	int n;
	struct criterion *v;
};
struct stage_part {
	int64_t number;
	const char *name;
	const char *summary;
	const char *enters, *leaves;
	struct criterion_rows criteria;
	struct texts tips;
	const char *when; /* "4 June to 1 July" */
	bool reached, now;
};
struct stage_part_rows {
	int n;
	struct stage_part *v;
};
struct stage_move_line {
	const char *text; /* who moved where from where */
	const char *reason;
	int64_t at;
};
struct stage_move_line_rows {
	int n;
	struct stage_move_line *v;
};
struct stage_list_view {
	struct pair pair;
	struct stage_form form;
	struct stage_part_rows parts;
	struct stage_move_line_rows moves;
	struct option_rows stages; /* to move to */
};

/* The page on which the two do what a criterion of the practice asks for; never "". */
const char *criterion_url(struct ctx *c, const struct pair *p, const char *criterion);

void stage_list_fill(struct ctx *c, struct stage_list_view *v);

/* ---- a good start ---- */

struct start_line {
	struct start_step s;
	const char *todo;
	bool next; /* the best one to do next */
};
struct start_line_rows {
	int n;
	struct start_line *v;
	int done;
};
struct start_line_rows start_lines(struct ctx *c, const struct pair *p);
/* "3 of 5", or "" when all are done. */
const char *start_word(struct ctx *c, const struct pair *p);
struct start_list_view {
	struct pair pair;
	struct start_line_rows lines;
};

#endif
