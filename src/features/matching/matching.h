/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who goes with whom. A programme has rules (must hold, or give points) and an aim; its manager may pin
 * two people to each other or keep them apart. A run finds the best pairs as a job and leaves a proposal,
 * of which nobody is told until it is published: then its relationships begin and both sides get their
 * letters, in one transaction.
 *
 * Sensitive fields of the organisation may be compared and give points. What they say is never kept with
 * a proposal, shown to a manager or written in a letter.
 */
#ifndef FEATURES_MATCHING_H
#define FEATURES_MATCHING_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/matching/known.h"
#include "features/matching/matching.sql.h"
#include "features/matching/rules.sql.h"
#include "features/matching/why.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

#define PAIRS_SHOWN 12	 /* beside the proposal */
#define PAIRS_ON_PAGE 50 /* in the list of all */
#define LEFT_ON_PAGE 50
#define LEFT_SHOWN 8
#define RUNS_SHOWN 10
#define LACKING_SHOWN 5
#define POINTS_MOST 1000
#define RULE_KEPT (30 * 86400) /* seconds in which a deleted rule can be brought back */

#define RULE_FORM(F, S)                                                                            \
	F(S, ONE, kind, .of = "same|different|steps|shared|distance|hours|not_manager",            \
		.optional = true)                                                                  \
	F(S, BOOL, hard)                                                                           \
	F(S, ONE, mentee_field, .optional = true, .usual = true)                                   \
	F(S, ONE, mentor_field, .optional = true, .usual = true)                                   \
	F(S, INT, lo, .min = -100, .max = 1000, .optional = true)                                  \
	F(S, INT, hi, .min = -100, .max = 100000, .optional = true)                                \
	F(S, INT, points, .min = 0, .max = POINTS_MOST, .optional = true)                          \
	F(S, INT, cap, .min = 0, .max = POINTS_MOST, .optional = true)
FORM_DECLARE(rule_form, RULE_FORM)

/* The same as a page shows it, which shows only what a kind asks for: then it has to be said. */
#define RULE_SHOWN(F, S)                                                                           \
	F(S, ONE, kind)                                                                            \
	F(S, BOOL, hard)                                                                           \
	F(S, ONE, mentee_field)                                                                    \
	F(S, ONE, mentor_field)                                                                    \
	F(S, INT, lo, .min = -100, .max = 1000)                                                    \
	F(S, INT, hi, .min = -100, .max = 100000)                                                  \
	F(S, INT, points, .min = 1, .max = POINTS_MOST)                                            \
	F(S, INT, cap, .min = 0, .max = POINTS_MOST, .optional = true)
FORM_DECLARE(rule_shown, RULE_SHOWN)

/* spread: points that each further mentee of a mentor counts less than the one before. */
#define AIM_FORM(F, S)                                                                             \
	F(S, ONE, aim, .of = "everyone|fit")                                                       \
	F(S, ONE, fair, .of = "none|bottleneck|leximin", .optional = true, .usual = true)          \
	F(S, BOOL, quota)                                                                          \
	F(S, INT, spread, .min = 0, .max = POINTS_MOST, .optional = true)
FORM_DECLARE(aim_form, AIM_FORM)

/* kind "none" takes a wish back. match: where people came from, 0 = the programme. */
#define WISH_FORM(F, S)                                                                            \
	F(S, REF, mentee)                                                                          \
	F(S, REF, mentor)                                                                          \
	F(S, ONE, kind, .of = "pin|ban|none")                                                      \
	F(S, REF, match, .optional = true)
FORM_DECLARE(wish_form, WISH_FORM)

/* An aim that is said becomes that of the programme. */
#define MATCH_FORM(F, S) F(S, ONE, aim, .of = "everyone|fit", .optional = true, .usual = true)
FORM_DECLARE(match_form, MATCH_FORM)

/* ---- rules ---- */

/* INVALID with a problem for each field that does not fit the kind of the rule. The kind and whether it
 * must hold stay as they were made. An empty mentor_field is the same field as the mentee's. */
enum result rule_add(struct ctx *c, int64_t programme, const struct rule_form *f, int64_t *ret_id);
enum result rule_change(struct ctx *c, int64_t programme, int64_t rule, const struct rule_form *f);
enum result rule_remove(struct ctx *c, int64_t programme, int64_t rule);

/* Brings back a rule that was deleted less than RULE_KEPT seconds ago; CONFLICT if there is none. */
enum result rule_restore(struct ctx *c, int64_t programme, int64_t rule);

/* Gives a programme without rules those of practice/matching.yml. CONFLICT if it has any. */
enum result rules_usual(struct ctx *c, int64_t programme);

/* What matters, see match_solve.h; an empty fair is none. INVALID where the parts do not go together. */
enum result choice_set(struct ctx *c, int64_t programme, const struct aim_form *f);

/* "Level: the mentor is 1 to 2 above". */
const char *rule_words(struct ctx *c, const struct known *k, const struct rule *r);
/* "always", "10 points", "4 points each, at most 12". */
const char *rule_weight(struct ctx *c, const struct rule *r);
/* "The same value", "Something in common" …, and one sentence that says more. */
const char *fmt_rule_kind(struct ctx *c, const char *kind);
const char *rule_kind_hint(struct ctx *c, const char *kind);
const char *fmt_aim(struct ctx *c, const char *aim);
/* "Everyone first", in the words of a way of matching. */
const char *fmt_aim_of(struct ctx *c, const char *way, const char *aim);

/* ---- wishes ---- */

/* Pins two people, keeps them apart, or takes that back. A new pin of a mentee replaces his older one.
 * CONFLICT if the mentor has no place for one more pin; NOT_FOUND if one does not take part. */
enum result wish_set(
	struct ctx *c, int64_t programme, int64_t mentee, int64_t mentor, const char *kind);

/* ---- runs and proposals ---- */

/* Adds a run and its job. aim "": that of the programme. CONFLICT while another run is at work. */
enum result match_start(
	struct ctx *c, int64_t programme, const char *aim, int64_t *ret_match, int64_t *ret_job);

/* Tells those for whom a published matching found nobody, and who still wait, in a job; once each. CONFLICT before it
 * is published, or if nobody is left to tell. Mentors without anybody are not written to. */
enum result match_left_tell(struct ctx *c, int64_t match, int64_t *ret_job);

/* Adds the job that begins the relationships of a proposal and writes to both sides of each pair. CONFLICT if
 * it is not a proposal (any longer), if rules or wishes have changed since, or if somebody is no longer
 * free. Where such a job stopped halfway, a new one goes on. */
enum result match_publish(struct ctx *c, int64_t match, int64_t *ret_job);

/* Is that job waiting or at work? */
bool match_publishing(const struct match *m);

/* Why it cannot be published now: CONFLICT with the sentence; or OK. */
enum result match_hindrance(struct ctx *c, const struct match *m);

/* True if rules or wishes are others than those the proposal was made from. */
bool match_stale(struct ctx *c, const struct match *m);

/* One letter in the words of its reader. */
struct match_letter {
	const char *to;
	const char *subject;
	const char *text;
};

/* Both letters of a pair as they would be sent, but for the address of their page. */
void match_letters_preview(struct ctx *c, const struct publication_facts *facts,
	const struct publication_pair *p, struct match_letter *ret_mentor,
	struct match_letter *ret_mentee);

/* The letter to one person of the first circle that has not begun; untouched if there is none. */
void match_circle_preview(struct ctx *c, const struct match *m,
	const struct publication_facts *facts, struct match_letter *ret);

/* For how long something took: "9 ms". */
const char *fmt_took(struct ctx *c, int64_t micros);

/* ---- views ---- */

struct rule_row {
	struct rule r;
	const char *words;
	const char *weight;
	bool sensitive;
	bool gone;	  /* compares what is no longer there */
	const char *idle; /* why it is not in use, see idle.h; NULL: it is */
};
struct rule_row_rows {
	int n;
	struct rule_row *v;
};
struct rule_list_view {
	bool plain; /* by rules and points: there is more that can matter */
	int64_t programme;
	const char *name;
	struct rule_row_rows hard, points;
	struct wish_named_rows wishes;
	bool sensitive; /* at least one rule compares a sensitive field */
	bool empty;
	struct aim_form aim;
	struct option_rows aims, fairs;
	struct rule_row_rows deleted;
};

struct rule_kind_row {
	const char *kind;
	const char *name;
	const char *hint;
};
struct rule_kind_rows {
	int n;
	struct rule_kind_row *v;
};
struct rule_edit_view {
	int64_t programme;
	const char *name;
	int64_t rule;				  /* 0: a new one */
	const char *kind, *kind_name, *kind_hint; /* "" where it is still to be chosen */
	bool hard;
	struct rule_kind_rows kinds;
	struct rule_form form;
	struct option_rows fields;
	/* What the kind needs. */
	bool one_field, two_fields, steps, at_least, at_most, hours, each;
	bool no_field; /* there is nothing that this kind could compare */
};

/* Somebody lacks what a rule asks for. */
struct lacking_row {
	const char *words; /* "12 mentees say nothing about: Languages" */
	struct texts names;
	const char *more; /* "and 7 more", or "" */
	const char *role;
};
struct lacking_rows {
	int n;
	struct lacking_row *v;
};
struct run_row {
	struct match m;
	const char *words;
	bool proposed, published;
};
struct run_row_rows {
	int n;
	struct run_row *v;
};
struct matching_view {
	int64_t programme;
	const char *name;
	struct match_counts counts;
	const char *way; /* see programmes.h */
	bool peers, circles;
	int64_t topics;	  /* on offer in circles */
	const char *said; /* how many have said whom they would like, or NULL */
	int64_t short_of; /* places that are missing */
	int64_t rules, hard;
	struct lacking_rows lacking;
	struct run_row_rows runs;
	struct paging pages; /* of the runs */
	int64_t at_work;     /* a run */
	int64_t ready;	     /* the newest proposal */
	bool can;	     /* there are mentees and places */
};

struct pair_row {
	struct match_pair p;
	struct why_part_rows parts;
	const char *from, *to; /* "Finance · HEO" of both */
	bool pinned, banned;   /* by a wish, as it is now */
};
struct pair_row_rows {
	int n;
	struct pair_row *v;
};
struct left_row {
	struct match_left x;
	const char *words;
};
struct left_row_rows {
	int n;
	struct left_row *v;
};
struct match_view {
	struct match m;
	bool running, proposed, published, discarded, failed;
	bool publishing, halfway; /* its job is at work, or has stopped */
	const char *state_words;
	const char *fault;
	bool stale, may_decide;
	bool everyone;			    /* aim */
	bool plain, wished, peers, circles; /* the way of matching */
	const char *firm;  /* in which sense the answer is stable; NULL: not by wishes */
	const char *later; /* how many have said something since, or NULL */
	const char *aim_everyone, *aim_fit;
	bool all_matched;
	struct pair_row_rows pairs;
	int64_t pairs_total;
	struct left_row_rows left;
	int64_t left_total;    /* mentees without a mentor */
	int64_t people, alone; /* among peers: who has somebody, who has nobody */
	const char *took;      /* "9 ms" */
	const char *compared;  /* "One more person is matched at the cost of 8 points." */
	const char *shortage;  /* NULL: there is no such group */
	struct rule_row_rows rules;
	int64_t all_everyone, all_fit, points_everyone, points_fit;
};
struct pair_list_view {
	struct match m;
	bool may_decide;
	const char *q;
	struct pair_row_rows pairs;
	struct paging pages;
};
struct unmatched_view {
	struct match m;
	const char *role;
	struct left_row_rows left;
	struct paging pages;
	struct left_counts tell; /* who can still be told, and who was */
	bool published;
};
struct publication_view {
	struct match m;
	struct match_letter mentor, mentee;
	int64_t mails;
	bool stale;
	const char *hindrance; /* why it cannot be published now, or "" */
};

#endif
