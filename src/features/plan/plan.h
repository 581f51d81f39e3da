/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan of two people (requirements F1 to F7, F9): steps with owner, date, goal and what they need;
 * milestones about which both are asked on their day; and a roadmap, the themes of the coming meetings in
 * order. Both edit it at any time, nothing blocks a change. What somebody accepts is kept as a version,
 * with the reason and the difference; a version that both accepted is the one that holds.
 */
#ifndef FEATURES_PLAN_H
#define FEATURES_PLAN_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/plan/plan.sql.h"
#include "features/relationships/relationships.h"

#define VERSIONS_ON_PAGE 10 /* each shows what changed */
#define STEPS_ON_PAGE 30
#define STONES_ON_PAGE 30

/* owner: one of the two; left out: whoever writes it. */
#define STEP_FORM(F, S)                                                                            \
	F(S, TEXT, body, .min = 1, .max = 300)                                                     \
	F(S, REF, owner, .optional = true, .usual = true)                                          \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, REF, goal, .optional = true)
FORM_DECLARE(step_form, STEP_FORM)

/* link: an address that begins with https:// or http://. */
#define RESOURCE_FORM(F, S)                                                                        \
	F(S, ONE, kind, .of = "training|reading|person|tool")                                      \
	F(S, TEXT, title, .min = 1, .max = 200)                                                    \
	F(S, TEXT, link, .optional = true, .max = 500)
FORM_DECLARE(resource_form, RESOURCE_FORM)

#define MILESTONE_FORM(F, S)                                                                       \
	F(S, TEXT, title, .min = 1, .max = 200)                                                    \
	F(S, DATE, due_on)                                                                         \
	F(S, REF, goal, .optional = true)
FORM_DECLARE(milestone_form, MILESTONE_FORM)

/* evidence: what shows that it is reached; asked for with "done". */
#define MILESTONE_ANSWER_FORM(F, S)                                                                \
	F(S, ONE, answer, .of = "on-track|at-risk|done")                                           \
	F(S, LONG, evidence, .optional = true, .max = 2000)
FORM_DECLARE(milestone_answer_form, MILESTONE_ANSWER_FORM)

/* seen: plan_mark of what the person has read; 0 accepts what is there. */
#define PLAN_ACCEPTANCE_FORM(F, S)                                                                 \
	F(S, INT, seen, .min = 0, .max = INT64_C(4294967295), .optional = true)                    \
	F(S, LONG, reason, .optional = true, .max = 1000)
FORM_DECLARE(plan_acceptance_form, PLAN_ACCEPTANCE_FORM)

/* side: about the work, or about how one is (A8); that of a theme of the practice is its own. body for a theme of
 * one's own; else where it comes from: a goal, an answer ("learn", "grow") or a theme
 * or question of the practice. */
#define THEME_FORM(F, S)                                                                           \
	F(S, ONE, source, .of = "person|goal|answer|practice")                                     \
	F(S, TEXT, body, .optional = true, .max = 200)                                             \
	F(S, REF, goal, .optional = true)                                                          \
	F(S, TEXT, word, .optional = true, .max = 60)                                              \
	F(S, ONE, side, .of = "professional|emotional", .optional = true, .usual = true)
FORM_DECLARE(theme_form, THEME_FORM)

/* One place up or down, to a place (from 1), or open again. */
#define THEME_MOVE_FORM(F, S)                                                                      \
	F(S, ONE, move, .of = "up|down|again", .optional = true)                                   \
	F(S, INT, place, .min = 0, .max = 1000, .optional = true)
FORM_DECLARE(theme_move_form, THEME_MOVE_FORM)

/* INVALID for an owner or a goal that is not of this relationship. */
enum result step_add(
	struct ctx *c, int64_t relationship, const struct step_form *f, int64_t *ret_id);
enum result step_change(struct ctx *c, int64_t step, const struct step_form *f);
/* Takes it out of the plan; its versions keep it. */
enum result step_drop(struct ctx *c, int64_t step);
/* Only the owner says that it is done, or not. Safe to repeat. */
enum result step_close(struct ctx *c, int64_t step, bool done);
enum result resource_add(
	struct ctx *c, int64_t step, const struct resource_form *f, int64_t *ret_id);

/* The plan as text, one line a step or milestone, in a fixed order; and a number that changes with it. */
const char *plan_text(struct ctx *c, int64_t relationship);
int64_t plan_mark(const char *text);

/*
 * c->who accepts the plan as it is. If it differs from the newest version, a new one is made. INVALID
 * without a reason where both had accepted the version before; CONFLICT for an empty plan, or one that is
 * not what was seen. When both have accepted, the event plan_agreed tells the rooms above.
 */
enum result plan_accept(struct ctx *c, int64_t relationship, const struct plan_acceptance_form *f);

enum result milestone_add(
	struct ctx *c, int64_t relationship, const struct milestone_form *f, int64_t *ret_id);
enum result milestone_change(struct ctx *c, int64_t milestone, const struct milestone_form *f);
enum result milestone_drop(struct ctx *c, int64_t milestone);
/* How it looks to c->who. "done" of one side closes it. */
enum result milestone_answer(
	struct ctx *c, int64_t milestone, const struct milestone_answer_form *f);

enum result theme_add(
	struct ctx *c, int64_t relationship, const struct theme_form *f, int64_t *ret_id);
/* Adds every theme that is proposed and not there yet. */
enum result theme_add_usual(struct ctx *c, int64_t relationship);
enum result theme_move(struct ctx *c, int64_t theme, const struct theme_move_form *f);
enum result theme_remove(struct ctx *c, int64_t theme);

/* ---- views ---- */

struct resource_row {
	struct resource x;
	const char *kind; /* in words */
};
struct resource_row_rows {
	int n;
	struct resource_row *v;
};
struct step_row {
	struct step s;
	bool mine;
	const char *goal; /* its title, or "" */
	struct resource_row_rows resources;
};
struct step_row_rows {
	int n;
	struct step_row *v;
};
struct milestone_row {
	struct milestone m;
	bool due;	    /* its day has come, and I have not said how it looks since */
	const char *mine;   /* "on track", in words, or "" */
	const char *theirs; /* the same of the partner */
};
struct milestone_row_rows {
	int n;
	struct milestone_row *v;
};
/* A milestone whose day has come and of which c->who has not said how it looks; 0 if none. */
int64_t milestone_due(struct ctx *c, const struct pair *p);
struct milestone_row milestone_row_of(
	struct ctx *c, const struct pair *p, const struct milestone *m);

/* A version, line by line, in the words of the reader. */
struct texts plan_lines(struct ctx *c, const char *body);

/* What came and went between two versions, in the same words. */
struct plan_diff {
	struct texts added, removed;
};
struct plan_diff plan_diff_of(struct ctx *c, const char *before, const char *after);

struct plan_view {
	struct pair pair;
	struct step_row_rows open, done;
	struct paging pages; /* of the steps that are done */
	struct milestone_row_rows milestones;
	bool more_milestones; /* than are shown */
	struct step_form form;
	struct plan_acceptance_form acceptance;
	struct option_rows owners, goals;
	struct plan_diff diff; /* since the newest version */
	int64_t number;	       /* of the newest version; 0: none yet */
	bool empty;
	bool changed;	   /* since that version */
	bool mine, theirs; /* accepted as it is now */
	bool needs_reason;
};
struct milestones_view {
	struct pair pair;
	struct milestone_row_rows milestones;
	struct paging pages;
};
struct step_view {
	struct pair pair;
	struct step_row row;
	struct step_form form;
	struct resource_form resource;
	struct option_rows owners, goals, kinds;
};
struct milestone_new_view {
	struct pair pair;
	struct milestone_form form;
	struct option_rows goals;
};
struct milestone_view {
	struct pair pair;
	struct milestone_row row;
	struct milestone_answer_form form;
	struct milestone_form change;
	struct option_rows answers;
};
struct version_row {
	struct plan_version v;
	struct plan_diff diff;
	struct texts lines; /* all of it */
	bool mine;
	bool agreed;
};
struct version_row_rows {
	int n;
	struct version_row *v;
};
struct version_list_view {
	struct pair pair;
	struct version_row_rows rows;
	struct paging pages;
};

/* A theme with the meeting that it falls on. */
struct slot {
	struct theme t;
	const char *text;
	const char *hint;
	int64_t place;	 /* from 1 */
	int64_t meeting; /* 0: none is planned */
	int64_t at;
	bool first, last;
};
struct slot_rows {
	int n;
	struct slot *v;
};
/* What could become a theme. */
struct proposal {
	const char *source;
	const char *text;
	const char *note; /* where it comes from */
	const char *word;
	int64_t goal;
	const char *side; /* "emotional", or "" */
};
struct proposal_rows {
	int n;
	struct proposal *v;
};
struct month_bar {
	const char *name;
	int64_t planned, held;
	int64_t x, planned_high, held_high, planned_y, held_y;
};
struct month_bar_rows {
	int n;
	struct month_bar *v;
};
struct roadmap_view {
	struct pair pair;
	struct slot_rows slots;
	struct theme_rows all;
	struct slot_rows done;
	struct proposal_rows proposals;
	struct month_bar_rows months;
	struct theme_form form;
	struct option_rows sides;
};

/* The coming themes with their dates, and what could be added. */
struct slot_rows roadmap_slots(struct ctx *c, const struct pair *p);
struct proposal_rows roadmap_proposals(struct ctx *c, const struct pair *p);
/* Meetings planned and held in each of the last months, the present one last; none from before the two began. */
struct month_bar_rows roadmap_months(struct ctx *c, const struct pair *p);

/* What a theme is called, in the language of the reader. */
const char *theme_text(struct ctx *c, const struct theme *t);

#endif
