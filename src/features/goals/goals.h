/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goals (requirements E2, E3): what the mentee wants to reach. A goal is a draft until five checks pass;
 * then it is SMART (G. T. Doran, 1981). The checks look at what is there, never at how well it is
 * written: they guide, and nobody is kept from saving a draft. Questions, hints and what a failed check
 * says are content: practice/goals.yml.
 */
#ifndef FEATURES_GOALS_H
#define FEATURES_GOALS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/goals/goals.sql.h"
#include "features/relationships/relationships.h"

/* Numbers come as typed ("3", "2.5", "2,5"); target_percent: the target is a change of the baseline. */
#define GOAL_FORM(F, S)                                                                            \
	F(S, TEXT, title, .min = 1, .max = 200)                                                    \
	F(S, LONG, specific, .optional = true, .max = 2000)                                        \
	F(S, TEXT, metric, .optional = true, .max = 200)                                           \
	F(S, TEXT, unit, .optional = true, .max = 40)                                              \
	F(S, TEXT, baseline, .optional = true, .max = 20)                                          \
	F(S, TEXT, target, .optional = true, .max = 20)                                            \
	F(S, BOOL, target_percent)                                                                 \
	F(S, LONG, achievable, .optional = true, .max = 2000)                                      \
	F(S, LONG, relevant, .optional = true, .max = 2000)                                        \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, ONE, horizon, .of = "short|long", .optional = true)                                   \
	F(S, BOOL, share_title)                                                                    \
	F(S, INT, version, .min = 0, .max = 1000000, .optional = true)
FORM_DECLARE(goal_form, GOAL_FORM)

#define PROGRESS_FORM(F, S) F(S, TEXT, current, .min = 1, .max = 20)
FORM_DECLARE(progress_form, PROGRESS_FORM)

/* The five checks, in the order of the word. */
enum smart { SMART_SPECIFIC, SMART_MEASURABLE, SMART_ACHIEVABLE, SMART_RELEVANT, SMART_TIME_BOUND };
#define SMART_CHECKS 5

/* Which checks a goal passes; true if all do. today: the date of the reader. */
bool goal_checks(const struct goal *g, bool ret_passes[SMART_CHECKS]);

/* How many open goals a pair has, and how many of them pass all checks. Opens none of their texts. */
void goals_count(struct ctx *c, int64_t relationship, int64_t *ret_open, int64_t *ret_smart);

/* A decimal number with a point or a comma, at most 12 digits before and 6 behind; in millionths. */
bool decimal_read(const char *text, int64_t *ret_millionths);
/* The shortest way to write it: "44", "2.5". */
const char *decimal_text(struct arena *mem, int64_t millionths);

/* What the target is in the unit of the baseline: 40 and "10 %" give 44. "" if it cannot be said. */
const char *goal_target_value(struct arena *mem, const struct goal *g);

/* How far it is, 0 to 100; -1 where there is nothing to measure. */
int goal_percent(const struct goal *g);

/* Adds an open goal of the mentee. */
enum result goal_add(
	struct ctx *c, int64_t relationship, const struct goal_form *f, int64_t *ret_id);

/* Changes it. CONFLICT if it was changed since version f->version was read (0: no matter), or closed. */
enum result goal_change(struct ctx *c, int64_t goal, const struct goal_form *f);

/* Notes where the number stands now. */
enum result goal_progress(struct ctx *c, int64_t goal, const char *current);

/* Both are safe to repeat: closing a closed goal is OK and changes nothing. */
enum result goal_complete(struct ctx *c, int64_t goal);
enum result goal_reopen(struct ctx *c, int64_t goal);

/* ---- views ---- */

struct smart_row {
	const char *id;
	const char *name;
	const char *question;
	const char *hint;
	const char *draft;
	bool passes;
};
struct smart_row_rows {
	int n;
	struct smart_row *v;
};
struct goal_card {
	struct goal g;
	bool smart;
	const char *failing; /* what a draft lacks first, in words */
	int64_t percent;     /* -1: nothing to measure */
	const char *target;  /* computed, with its unit */
};
struct goal_card_rows {
	int n;
	struct goal_card *v;
};
struct goal_list_view {
	struct pair pair;
	struct goal_card_rows open, closed;
};
struct goal_view {
	struct pair pair;
	struct goal_card card;
	struct smart_row_rows checks;
	struct progress_form form;
};
struct sample_row {
	const char *id;
	const char *title;
};
struct sample_row_rows {
	int n;
	struct sample_row *v;
};
struct goal_edit_view {
	struct pair pair;
	struct goal_form form;
	int64_t goal; /* 0: a new one */
	struct smart_row_rows checks;
	struct sample_row_rows samples;
	struct option_rows horizons;
};

/* A goal as lists and other rooms show it, in the language of c. */
struct goal_card goal_card_of(struct ctx *c, const struct goal *g);
/* All goals of a relationship in a state ("open", "done"). */
struct goal_card_rows goal_cards(struct ctx *c, int64_t relationship, const char *state);

#endif
