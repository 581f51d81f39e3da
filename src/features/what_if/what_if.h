/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a manager asks before deciding: what if the rules were different? Both sets of rules are put to the
 * solver about the same people, and what would change is shown before anything does. Nothing is kept until
 * the tried rules are taken over.
 */
#ifndef FEATURES_WHAT_IF_H
#define FEATURES_WHAT_IF_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/matching/match_solve.h"
#include "features/matching/matching.h"
#include "features/what_if/what_if.sql.h"
#include "plan/plan.gen.h"

#define CHANGES_SHOWN 40
#define GROUPS_SHOWN 20

/* rule_12 = 8: the rule 12 gives 8 points; 0: it is left out. For a rule that must hold: 1 or 0. What is
 * not said stays as it is. seen: the mark of the rules that were compared; they are not taken over if somebody else
 * has changed them since. */
#define TRIAL_FORM(F, S)                                                                           \
	F(S, ONE, aim, .of = "everyone|fit", .optional = true)                                     \
	F(S, ONE, fair, .of = "none|bottleneck|leximin", .optional = true)                         \
	F(S, ONE, quota, .of = "yes|no", .optional = true)                                         \
	F(S, INT, spread, .min = 0, .max = POINTS_MOST, .optional = true)                          \
	F(S, TEXT, seen, .max = 100, .optional = true)                                             \
	F(S, OPEN, rules, .of = "rule_")
FORM_DECLARE(trial_form, TRIAL_FORM)

/* What is tried. */
struct tried {
	struct rule_rows all;	/* the rules as they are */
	const int64_t *weights; /* [all.n] points or 1; 0: left out */
	struct programme_choice choice;
	bool altered; /* something is not as it is */
};

struct trial_answers {
	const char *fault;	      /* NULL, or why there is no answer: a text to be translated */
	struct match_input now, then; /* the same people, by both sets of rules */
	struct match_answer before, after;
	struct trial sum;
};

/* Reads the people in the transaction of c and solves both questions; both answers are proven. */
void trial_run(struct ctx *c, int64_t programme, const struct tried *t, struct trial_answers *ret);

/* Takes the tried rules over: weights are changed, rules left out are deleted (they can be brought back),
 * and a run is started. INVALID or CONFLICT as choice_set and match_start. */
enum result trial_take(struct ctx *c, int64_t programme, const struct tried *t, int64_t *ret_match,
	int64_t *ret_job);

/* ---- groups ---- */

/* So many of the mentees of one unit or level are matched. */
struct group_row {
	const char *name;
	int64_t people, now, then, difference;
};
struct group_rows {
	int n;
	struct group_row *v;
};

enum grouping { BY_UNIT, BY_LEVEL };

/*
 * Mentees by group, largest first. Groups of fewer than `least` people are counted together, and where even
 * those together are fewer, with the smallest group shown: nobody can be told apart by a figure. Empty if that
 * leaves one group only. who[i] is mentee i; now and then: whom he has, or -1.
 */
struct group_rows groups_of(struct ctx *c, enum grouping by, const struct what_if_person *who,
	size_t n, const int32_t *now, const int32_t *then, int64_t least);

/* "+3", "−2", "0". */
const char *fmt_difference(struct ctx *c, int64_t n);

/* ---- views ---- */

struct figure_row {
	const char *name;
	int64_t now, then, difference;
};
struct figure_rows {
	int n;
	struct figure_row *v;
};
struct change_row {
	const char *mentee, *from, *to; /* names; "": nobody */
	int64_t id;
};
struct change_rows {
	int n;
	struct change_row *v;
};
struct trial_rule_row {
	const char *input; /* its name in the form */
	const char *words;
	const char *weight; /* as typed */
	const char *idle;   /* as in a rule_row */
	bool sensitive;
};
struct trial_rule_rows {
	int n;
	struct trial_rule_row *v;
};
struct trial_view {
	int64_t programme;
	const char *name;
	struct trial_rule_rows hard, points;
	struct trial_rule_rows all; /* for taking them over */
	struct programme_choice choice;
	const char *seen;   /* the mark of the rules as they are */
	bool altered, same; /* same: nobody's partner changes */
	const char *fault;
	const char *summary; /* "12 pairs change, 3 people lose a mentor, 2 gain one." */
	const char *took;
	struct figure_rows figures;
	struct change_rows changes;
	int64_t more_changes;
	struct group_rows units, levels;
};

#endif
