/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goals (requirements E1 to E11, M11): what the mentee wants to reach. A goal is a draft until five checks
 * pass; then it is SMART (G. T. Doran, 1981). The checks look at what is there, never at how well it is
 * written: they guide, and nobody is kept from saving a draft. It is measured by a number from a baseline
 * to a target, or by five levels (goal attainment scaling; T. J. Kiresuk and R. E. Sherman, 1968), and
 * both say on a regular date where it stands. Nothing that happened to it is lost. Questions, hints and
 * what a failed check says are content: practice/goals.yml.
 */
#ifndef FEATURES_GOALS_H
#define FEATURES_GOALS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/goals/goals.sql.h"
#include "features/relationships/relationships.h"

#define GOALS_ON_PAGE 30   /* of those that are closed */
#define CHANGES_ON_PAGE 30 /* of a goal */

/* How a goal is measured. Numbers come as typed ("3", "2.5", "2,5"); target_percent: the target is a
 * change of the baseline; level1 to level5: what would be seen at each level, lowest first, level 3 what
 * is expected. */
#define GOAL_MEASURE(F, S)                                                                         \
	F(S, LONG, specific, .optional = true, .max = 2000)                                        \
	F(S, TEXT, metric, .optional = true, .max = 200)                                           \
	F(S, TEXT, unit, .optional = true, .max = 40)                                              \
	F(S, TEXT, baseline, .optional = true, .max = 20)                                          \
	F(S, TEXT, target, .optional = true, .max = 20)                                            \
	F(S, BOOL, target_percent)                                                                 \
	F(S, TEXT, level1, .optional = true, .max = 200)                                           \
	F(S, TEXT, level2, .optional = true, .max = 200)                                           \
	F(S, TEXT, level3, .optional = true, .max = 200)                                           \
	F(S, TEXT, level4, .optional = true, .max = 200)                                           \
	F(S, TEXT, level5, .optional = true, .max = 200)                                           \
	F(S, LONG, achievable, .optional = true, .max = 2000)                                      \
	F(S, LONG, relevant, .optional = true, .max = 2000)                                        \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, INT, version, .min = 0, .max = 1000000, .optional = true)

/* reason: why the words of a goal that both had accepted change (E9). */
#define GOAL_FORM(F, S)                                                                            \
	F(S, TEXT, title, .min = 1, .max = 200)                                                    \
	GOAL_MEASURE(F, S)                                                                         \
	F(S, ONE, horizon, .of = "short|long", .optional = true, .usual = true)                    \
	F(S, REF, parent, .optional = true)                                                        \
	F(S, ONE, career, .of = "skills|insight|ladder|balance", .optional = true)                 \
	F(S, BOOL, share_title)                                                                    \
	F(S, LONG, reason, .optional = true, .max = 1000)
FORM_DECLARE(goal_form, GOAL_FORM)

/* One answer of the conversation: the fields of that part count. */
#define PART_FORM(F, S)                                                                            \
	F(S, ONE, part, .of = "specific|measurable|achievable|relevant|time-bound")                \
	GOAL_MEASURE(F, S)
FORM_DECLARE(part_form, PART_FORM)

/* Its five levels alone, and why they change where both had accepted the goal. */
#define LEVELS_FORM(F, S)                                                                          \
	F(S, TEXT, level3, .optional = true, .max = 200)                                           \
	F(S, TEXT, level4, .optional = true, .max = 200)                                           \
	F(S, TEXT, level5, .optional = true, .max = 200)                                           \
	F(S, TEXT, level2, .optional = true, .max = 200)                                           \
	F(S, TEXT, level1, .optional = true, .max = 200)                                           \
	F(S, LONG, reason, .optional = true, .max = 1000)                                          \
	F(S, INT, version, .min = 0, .max = 1000000, .optional = true)
FORM_DECLARE(levels_form, LEVELS_FORM)

/* Where it stands: current for a number, level for a scale. */
#define PROGRESS_FORM(F, S)                                                                        \
	F(S, TEXT, current, .optional = true, .max = 20)                                           \
	F(S, INT, level, .min = 0, .max = 5, .optional = true)                                     \
	F(S, LONG, note, .optional = true, .max = 1000)
FORM_DECLARE(progress_form, PROGRESS_FORM)

#define ADJUSTMENT_FORM(F, S)                                                                      \
	F(S, ONE, what, .of = "pause|drop")                                                        \
	F(S, LONG, reason, .min = 1, .max = 1000)
FORM_DECLARE(adjustment_form, ADJUSTMENT_FORM)

/* wording: the one that was read. */
#define GOAL_ACCEPTANCE_FORM(F, S) F(S, INT, wording, .min = 1, .max = 1000000)
FORM_DECLARE(goal_acceptance_form, GOAL_ACCEPTANCE_FORM)

/* E1, E6, E7, E11. The mentor answers the first two. */
#define DIRECTION_FORM(F, S)                                                                       \
	F(S, LONG, hope, .optional = true, .max = 2000)                                            \
	F(S, ONE, aim, .of = "skills|leadership|performance", .optional = true)                    \
	F(S, LONG, career, .optional = true, .max = 2000)                                          \
	F(S, ONE, path, .of = "advance|change", .optional = true)                                  \
	F(S, LONG, skills, .optional = true, .max = 2000)                                          \
	F(S, LONG, experiences, .optional = true, .max = 2000)                                     \
	F(S, LONG, industries, .optional = true, .max = 2000)                                      \
	F(S, LONG, roles, .optional = true, .max = 2000)                                           \
	F(S, LONG, learn, .optional = true, .max = 500)                                            \
	F(S, LONG, grow, .optional = true, .max = 500)
FORM_DECLARE(direction_form, DIRECTION_FORM)

/* The five checks, in the order of the word. */
enum smart { SMART_SPECIFIC, SMART_MEASURABLE, SMART_ACHIEVABLE, SMART_RELEVANT, SMART_TIME_BOUND };
#define SMART_CHECKS 5
#define GOAL_LEVELS 5

/* Which checks a goal passes; true if all do. */
bool goal_checks(const struct goal *g, bool ret_passes[SMART_CHECKS]);

/* All goals of a pair that were not let go, without any text; a page reads them once. */
const struct goal_outline_rows *goal_outlines(struct ctx *c, int64_t relationship);
bool outline_is_smart(const struct goal_outline *o);
/* Worked on: neither reached nor resting. */
bool outline_is_open(const struct goal_outline *o);

/* The goal of which person has not said yet where it stands, though its day has come; 0 if there is none. */
int64_t goal_due(struct ctx *c, int64_t relationship, int64_t person);

/* How many open goals a pair has, and how many of them pass all checks. Opens none of their texts. */
void goals_count(struct ctx *c, int64_t relationship, int64_t *ret_open, int64_t *ret_smart);

/* A decimal number with a point or a comma, at most 12 digits before and 6 behind; in millionths. */
bool decimal_read(const char *text, int64_t *ret_millionths);
/* The shortest way to write it: "44", "2.5". */
const char *decimal_text(struct arena *mem, int64_t millionths);

/* A number that was typed, as the reader's language writes it: "2.5", "2,5". What is no number stays as it is. */
const char *decimal_said(struct ctx *c, const char *typed);

/* How much a target in percent asks for: "+10 %"; "" where the target is a number itself. */
const char *goal_change_said(struct ctx *c, const struct goal *g);

/* What the target is in the unit of the baseline: 40 and "10 %" give 44. "" if it cannot be said. */
const char *goal_target_value(struct arena *mem, const struct goal *g);

/* How far it is, 0 to 100; -1 where there is nothing to measure. */
int goal_percent(const struct goal *g);
/* The same for a number or a level that was reported at some time. */
int goal_percent_at(const struct goal *g, const char *value, int64_t level);

/* "That is 2.75: 2.5, and 10 % of it more." What a change in percent comes to, for whoever writes it; "" where there is none. */
const char *goal_change_explained(
	struct ctx *c, const char *baseline, const char *target, bool target_percent);

/* The five lines of a scale, "" where one is missing; false unless all five are there. */
bool scale_lines(struct arena *mem, const char *scale, const char *ret[GOAL_LEVELS]);

/* Adds an open goal of the mentee; it is looked at again after the rhythm of the programme. INVALID for a
 * parent that is not a long-term goal of this relationship. */
enum result goal_add(
	struct ctx *c, int64_t relationship, const struct goal_form *f, int64_t *ret_id);

/* Changes it. CONFLICT if it was changed since version f->version was read (0: no matter), or closed.
 * INVALID without a reason if both had accepted its words. */
enum result goal_change(struct ctx *c, int64_t goal, const struct goal_form *f);

/* Changes one part of it, as the conversation does; CONFLICT as above. */
enum result goal_answer(struct ctx *c, int64_t goal, const struct part_form *f);

/* Changes its levels; all empty: it is measured by its number again. CONFLICT and INVALID as above. */
enum result goal_level_save(struct ctx *c, int64_t goal, const struct levels_form *f);

/* Both have accepted the words that it has now: whoever changes them says why. */
bool goal_is_agreed(struct ctx *c, const struct goal *g, const struct pair *p);

/* Five levels made of its numbers, in the reader's language, "" where they do not tell one: what was meant to be reached is
 * what one expects, today is the lowest. False where it has no numbers. */
bool goal_levels_propose(struct ctx *c, const struct goal *g, const char *ret[GOAL_LEVELS]);

/* c->who says where it stands. When both have, the next date is set. */
enum result goal_progress(struct ctx *c, int64_t goal, const struct progress_form *f);

/* c->who says yes to the words of a SMART goal. CONFLICT if they are not `wording` any more, or for a
 * draft. When both have, the event goal_agreed tells the rooms above. */
enum result goal_accept(struct ctx *c, int64_t goal, int64_t wording);

/* Pauses or drops it, with the reason. */
enum result goal_adjust(struct ctx *c, int64_t goal, const struct adjustment_form *f);

/* These are safe to repeat. Opening also takes up a paused or dropped goal again. */
enum result goal_complete(struct ctx *c, int64_t goal);
enum result goal_reopen(struct ctx *c, int64_t goal);

/* Keeps what c->who hopes for; the mentor's career fields stay empty. */
enum result direction_save(struct ctx *c, int64_t relationship, const struct direction_form *f);

/* What c->who said so far, as a form. */
void direction_form_fill(struct ctx *c, int64_t relationship, struct direction_form *f);

/* Has c->who said what the two hope for; and, if whole, in which direction it goes? */
bool direction_said(struct ctx *c, int64_t relationship, bool whole);

/* Keeps the first two of it, each unless it is empty, beside what c->who said before. */
enum result direction_hope(struct ctx *c, int64_t relationship, const char *hope, const char *aim);

/* Everything of a goal as its form. */
void goal_form_of(struct arena *mem, struct goal_form *f, const struct goal *g);

/* ---- views ---- */

struct smart_row {
	const char *id;
	const char *name;
	const char *question;
	const char *hint;
	const char *example;
	const char *draft;
	bool passes;
};
struct smart_row_rows {
	int n;
	struct smart_row *v;
};
struct goal_card {
	struct goal g; /* in lists without what no list shows, see goal_heads */
	bool smart;
	bool scaled;	     /* measured by five levels */
	const char *failing; /* what a draft lacks first, in words */
	int64_t percent;     /* -1: nothing to measure */
	const char *from;    /* the baseline */
	const char
		*target; /* computed, with its unit; how much that is, if it was said in percent */
	const char *current; /* the number, or what is seen at its level */
};
struct goal_card_rows {
	int n;
	struct goal_card *v;
};
struct goal_list_view {
	struct pair pair;
	struct goal_card_rows open, paused, closed, dropped;
	const char *state;	     /* "done" or "dropped" if only those are looked at, else "" */
	int64_t closed_n, dropped_n; /* how many there are */
	struct paging pages;	     /* of the state that is looked at */
	const char *hint;	     /* a horizon that is missing, or "" */
};
struct chart_dot {
	int64_t x, y;
	bool mine;
};
struct chart_dot_rows {
	int n;
	struct chart_dot *v;
};
/* Progress over time: x 0 to 600, y 0 (reached) to 120. Paths are "" where a side said nothing. */
struct goal_chart {
	const char *mine, *theirs;
	struct chart_dot_rows dots;
};
struct point_row {
	struct goal_point p;
	bool mine;
	const char *text; /* the number with its unit, or what is seen at the level */
	int64_t percent;
};
struct point_row_rows {
	int n;
	struct point_row *v;
};
struct change_row {
	struct goal_change k;
	bool mine;
	const char *what; /* "changed", in words */
};
struct change_row_rows {
	int n;
	struct change_row *v;
};
struct goal_view {
	struct pair pair;
	struct goal_card card;
	struct smart_row_rows checks;
	struct progress_form form;
	struct option_rows levels;
	struct goal_chart chart;
	struct point_row_rows points;
	struct change_row_rows changes;
	struct paging pages; /* of the changes */
	struct goal_card_rows children;
	const char *parent_title;
	const char *career; /* its kind, in words */
	bool accepted_by_me, accepted_by_partner;
	bool due; /* time to say where it stands, and I have not */
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
	int64_t goal;	    /* 0: a new one */
	bool agreed;	    /* both have accepted its words: a change needs a reason */
	bool whole;	    /* all questions at once, not only the wish */
	bool scaled;	    /* a level has been written: they are shown */
	const char *change; /* what the change in percent comes to, in a sentence; or "" */
	const char *wish;   /* the question that it begins with */
	const char *wish_hint;
	struct smart_row_rows checks;
	struct sample_row_rows samples;
	struct option_rows horizons, parents, careers;
};
struct question_view {
	struct pair pair;
	struct goal g;
	struct part_form form;
	struct smart_row now;
	const char *change; /* what the change in percent comes to, in a sentence; or "" */
	bool scaled;	    /* a level has been written: they are shown */
	int64_t number;	    /* of the question, from 1 */
	const char *next;   /* the part after this one, "" after the last */
};
/* How a level is asked for. */
struct level_ask {
	const char *question, *example;
};
struct goal_levels_view {
	struct pair pair;
	struct goal g;
	struct levels_form form;
	struct level_ask expected, better, best, less, least;
	bool proposed; /* filled in from the numbers of the goal */
	bool agreed;
};
struct adjustment_view {
	struct pair pair;
	struct goal g;
	struct adjustment_form form;
	struct option_rows whats;
};
struct direction_view {
	struct pair pair;
	struct direction_form form;
	struct direction partner, mine; /* id 0: nothing said yet */
	bool mentee;
	const char *partner_aim, *partner_path, *my_aim, *my_path;
	const char *hope, *hope_hint, *aim, *career, *career_hint, *learn, *learn_hint, *grow,
		*grow_hint;
	struct option_rows aims, paths;
	struct direction_rows both;
};

/* INVALID if the day is over where c->who is; the one that stood there before may stay, and none is fine. */
enum result due_ahead(struct ctx *c, const char *due_on, const char *before);

/* A goal as lists and other rooms show it, in the language of c. */
struct goal_card goal_card_of(struct ctx *c, const struct goal *g);
/* All goals of a relationship in a state ("open", "paused", "done", "dropped"). */
struct goal_card_rows goal_cards(struct ctx *c, int64_t relationship, const char *state);
/* A page of those that are done or dropped, the latest first. */
struct goal_card_rows goal_cards_closed(
	struct ctx *c, int64_t relationship, const char *state, const struct paging *pages);

/* What the page of one goal shows besides its words: points, drawing, history. */
void goal_story_fill(struct ctx *c, struct goal_view *v);

#endif
