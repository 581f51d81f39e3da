/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Before the first meeting (requirements A1, A3): both sides answer the same questions, each for
 * themselves; the mentor is asked one more. The answers are shown side by side when both have said that
 * they are ready, and to nobody else ever. The questions are content: practice/prompts/before.yml.
 */
#ifndef FEATURES_PREPARATION_H
#define FEATURES_PREPARATION_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/preparation/preparation.sql.h"
#include "features/relationships/relationships.h"

/* The names are those of the prompts, without "prework-". gains is asked of mentors only. */
#define PREPARATION_FORM(F, S)                                                                     \
	F(S, LONG, wants, .optional = true, .max = 5000)                                           \
	F(S, LONG, brings, .optional = true, .max = 5000)                                          \
	F(S, LONG, expects, .optional = true, .max = 5000)                                         \
	F(S, LONG, gains, .optional = true, .max = 5000)
FORM_DECLARE(preparation_form, PREPARATION_FORM)

/* How far the two are. */
struct preparation_state {
	bool mine;     /* I have said that I am ready */
	bool theirs;   /* my partner has */
	bool required; /* the programme wants both before the first meeting */
};

void preparation_state(struct ctx *c, const struct pair *p, struct preparation_state *ret);

/* Keeps what c->who has written so far; nobody else reads it yet. CONFLICT if the relationship ended. */
enum result preparation_save(struct ctx *c, int64_t relationship, const struct preparation_form *f);

/* Keeps it and says that it is ready: INVALID with a problem for each question without an answer. When
 * both are ready both are told, and each can read the other's answers. */
enum result preparation_finish(
	struct ctx *c, int64_t relationship, const struct preparation_form *f);

/* What c->who said at the end of earlier relationships, the latest three (N3). */
struct lesson_rows preparation_lessons(struct ctx *c, int64_t relationship);

/* ---- views ---- */

/* One question and what the two have said to it. */
struct preparation_question {
	const char *id;	  /* of the prompt */
	const char *name; /* of the field */
	const char *text;
	const char *hint;
	const char *mine;
	const char *theirs; /* "" until both are ready, and where the partner was not asked */
};
struct preparation_question_rows {
	int n;
	struct preparation_question *v;
};
struct preparation_view {
	struct pair pair;
	struct preparation_state state;
	struct preparation_form form;
	struct preparation_question_rows questions;
	struct lesson_rows lessons; /* what I said at the end of earlier relationships */
	bool mentor;
	bool open;    /* both are ready: side by side */
	bool editing; /* the form is shown */
	bool wrote;   /* I have written something */
};

#endif
