/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody writes for himself (requirements J1 to J5): thoughts, decisions, what a mentor gains; and how
 * much of what two people do the mentee leads. A journal belongs to its person and not to a relationship, so it
 * is sealed with a key of that person (docs/decisions/009). Nobody else reads it, but for single pages that the
 * owner shares with one partner and can take back.
 */
#ifndef FEATURES_JOURNAL_H
#define FEATURES_JOURNAL_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/journal/journal.sql.h"
#include "features/relationships/relationships.h"

#define JOURNAL_ON_PAGE 20
/* So long what was deleted can be brought back. */
#define JOURNAL_KEPT (30 * DAY)
/* How many ratings are drawn. */
#define JOURNAL_DOTS 60

#define ENTRY_FORM(F, S)                                                                           \
	F(S, ONE, kind, .of = "entry|fresh|satisfaction|learning")                                 \
	F(S, TEXT, prompt, .max = 60)                                                              \
	F(S, REF, about, .optional = true)                                                         \
	F(S, LONG, body, .min = 1, .max = 10000)                                                   \
	F(S, ONE, confidence, .of = "1|2|3|4|5", .none = N_("I cannot say"), .optional = true)
FORM_DECLARE(entry_form, ENTRY_FORM)

/* version: of the text that was changed, so that another window is not overwritten. */
#define ENTRY_EDIT_FORM(F, S)                                                                      \
	F(S, LONG, body, .min = 1, .max = 10000)                                                   \
	F(S, ONE, confidence, .of = "1|2|3|4|5", .none = N_("I cannot say"), .optional = true)     \
	F(S, INT, version, .min = 1, .max = 1000000)
FORM_DECLARE(entry_edit_form, ENTRY_EDIT_FORM)

/* A draft comes with all that the form holds; kept is its text. */
#define JOURNAL_DRAFT_FORM(F, S)                                                                   \
	F(S, LONG, body, .max = 10000)                                                             \
	F(S, TEXT, kind)                                                                           \
	F(S, TEXT, prompt)                                                                         \
	F(S, TEXT, about)                                                                          \
	F(S, TEXT, confidence)
FORM_DECLARE(journal_draft_form, JOURNAL_DRAFT_FORM)

/* 0: with nobody. */
#define JOURNAL_SHARING_FORM(F, S) F(S, REF, relationship, .optional = true)
FORM_DECLARE(journal_sharing_form, JOURNAL_SHARING_FORM)

#define REFLECTION_FORM(F, S) F(S, ONE, every_days, .of = "7|14|30|0")
FORM_DECLARE(reflection_form, REFLECTION_FORM)

#define DECISION_PARTS(F, S)                                                                       \
	F(S, TEXT, question, .min = 1, .max = 300)                                                 \
	F(S, LONG, options, .max = 5000)                                                           \
	F(S, LONG, criteria, .max = 5000)                                                          \
	F(S, LONG, choice, .max = 5000)                                                            \
	F(S, DATE, review_on, .optional = true)
#define DECISION_NEW_FORM(F, S)                                                                    \
	DECISION_PARTS(F, S)                                                                       \
	F(S, REF, about, .optional = true)
FORM_DECLARE(decision_new_form, DECISION_NEW_FORM)
#define DECISION_FORM(F, S)                                                                        \
	DECISION_PARTS(F, S)                                                                       \
	F(S, LONG, outcome, .max = 5000)                                                           \
	F(S, INT, version, .min = 1, .max = 1000000)
FORM_DECLARE(decision_form, DECISION_FORM)

/* The journal of c->who; made on first use (write transactions only). */
struct journal journal_own(struct ctx *c);

/* ---- entries ---- */

/* Keeps it, and asks the next question after the chosen days. INVALID if it is about somebody else's
 * relationship. */
enum result entry_write(struct ctx *c, const struct entry_form *f, int64_t *ret_id);
/* CONFLICT if it was changed meanwhile. */
enum result entry_change(struct ctx *c, int64_t entry, const struct entry_edit_form *f);
/* away: deleted, and forgotten after 30 days; else brought back. */
enum result entry_remove(struct ctx *c, int64_t entry, bool away);
/* The partner of that relationship reads it from now on, and is told; 0 takes it back. CONFLICT if the
 * relationship has ended. */
enum result entry_share(struct ctx *c, int64_t entry, int64_t relationship);
/* What is being written; "" forgets it. */
enum result journal_draft_save(struct ctx *c, const char *body);
/* Those of rows that hold every word of q, in any case and with or without accents. */
struct journal_entry_rows journal_search(
	struct ctx *c, const struct journal_entry_rows *rows, const char *q);

/* ---- the question that comes back ---- */

/* every_days: 7, 14, 30, or 0 for never. */
enum result reflection_set(struct ctx *c, int64_t every_days);
int64_t reflection_every(struct ctx *c);
/* The question for c->who by what happened last; due: it waits for an answer, as often as c->who chose. Of a
 * relationship: what happened between other two is left out. 0: any. */
struct reflection reflection_now(struct ctx *c, int64_t relationship);
/* It waits, and c->who has just closed a meeting of that relationship. */
bool reflection_due(struct ctx *c, const struct pair *p);

/* ---- decisions ---- */

enum result decision_write(struct ctx *c, const struct decision_new_form *f, int64_t *ret_id);
enum result decision_change(struct ctx *c, int64_t decision, const struct decision_form *f);
enum result decision_remove(struct ctx *c, int64_t decision, bool away);
enum result decision_share(struct ctx *c, int64_t decision, int64_t relationship);
/* One of c->who about that relationship whose day has come; 0: none. */
int64_t decision_due(struct ctx *c, int64_t relationship);
/* Its day has come, and nothing was said of what became of it. */
bool decision_waits(struct ctx *c, const struct decision *d);

/* ---- independence ---- */

/* The last four times 90 days, latest first; parts before the beginning are left out. Peers have none. */
struct independence_rows independence_of(struct ctx *c, const struct pair *p);
/* The mentor's question on the next agenda. FORBIDDEN for the mentee. */
enum result independence_to_agenda(struct ctx *c, int64_t relationship);

/* ---- what is gained ---- */

struct gain_year_rows gains_by_year(struct ctx *c, const struct journal_entry_rows *rows);

/* ---- views ---- */

struct entry_line {
	struct journal_entry e;
	const char *kind;    /* of a gain; "" for a thought */
	const char *prompt;  /* the question that it answers, or "" */
	const char *about;   /* first name, or "" */
	const char *partner; /* with whom it is shared, or "" */
};
struct entry_line_rows {
	int n;
	struct entry_line *v;
};
struct rating_dot {
	int64_t x, y, value;
	const char *day;
};
struct rating_dot_rows {
	int n;
	struct rating_dot *v;
};
struct gain_section {
	const char *year; /* without the grouping of numbers */
	struct gain_year y;
	struct entry_line_rows lines;
};
struct gain_section_rows {
	int n;
	struct gain_section *v;
};
struct prompt_link {
	const char *id, *text;
};
struct prompt_link_rows {
	int n;
	struct prompt_link *v;
};
struct journal_view {
	struct entry_form form;
	struct reflection_form rhythm;
	struct journal_entry_rows found;
	struct entry_line_rows lines;
	struct journal_entry_rows gone;
	struct rating_dot_rows dots;
	const char *path; /* of the drawing */
	struct option_rows scale, rhythms;
	struct prompt_link_rows others;
	struct reflection question;
	struct gain_section_rows years;
	struct option_rows kinds;
	const char *q;
	int64_t earlier; /* the page before this one; 0: none */
	int64_t saved_at;
	bool gains; /* the page of what is gained */
	bool mentor;
};
struct entry_view {
	struct entry_line line;
	struct entry_edit_form form;
	struct journal_partner_rows partners;
	struct option_rows scale;
	const char *author;   /* first name, where somebody else wrote it */
	const char *now_says; /* it was changed in another window */
};
struct decision_row {
	struct decision d;
	bool waits;
};
struct decision_row_rows {
	int n;
	struct decision_row *v;
};
struct decision_asks {
	struct prompt_link question, options, criteria, choice, review, outcome; /* id: the hint */
};
#define DECISIONS_ON_PAGE 30
#define SHARED_ON_PAGE 30

struct decision_list_view {
	struct paging pages;
	struct decision_rows rows;
	struct decision_row_rows lines;
	struct decision_rows gone;
	struct decision_new_form form;
	struct decision_asks asks;
	const char *about;
	bool mentor;
};
struct decision_view {
	struct decision d;
	struct decision_form form;
	struct decision_asks asks;
	struct journal_partner_rows partners;
	struct texts options, criteria; /* line by line */
	const char *partner, *author, *now_says;
	bool waits;
};
struct shared_view {
	struct pair pair;
	struct paging pages; /* of what the partner shares */
	struct journal_entry_rows theirs;
	struct entry_line_rows lines, mine;
	struct decision_rows decisions;
	struct reflection question;
	struct entry_form form;
	struct option_rows scale;
};
struct independence_line {
	struct independence i;
	const char *from;
	bool now;
};
struct independence_line_rows {
	int n;
	struct independence_line *v;
};
struct independence_view {
	struct pair pair;
	struct independence_rows rows;
	struct independence_line_rows lines;
	struct independence last;
	const char *ask, *hint, *mentee;
	bool mentor, enough;
};

#endif
