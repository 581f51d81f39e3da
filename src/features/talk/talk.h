/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Talking (requirements G5 to G9): questions that wait for an answer, what one heard, what is in the way,
 * and whom one makes known to the other. What is open comes on the agenda of the next meeting by itself.
 * Only the two read any of it.
 */
#ifndef FEATURES_TALK_H
#define FEATURES_TALK_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/meetings/meetings.h"
#include "features/programmes/asks.h"
#include "features/relationships/relationships.h"
#include "features/shell/wording.h"
#include "features/talk/talk.sql.h"

#define TALK_ON_PAGE 30 /* of what is done */
#define TALK_OPEN 200	/* open ones, all on the first page */

/* sure: the hints on how it is asked (G4) have been seen. */
#define QUESTION_FORM(F, S)                                                                        \
	F(S, LONG, body, .min = 1, .max = 1000)                                                    \
	F(S, LONG, ideas, .optional = true, .max = 2000)                                           \
	F(S, BOOL, sure)
FORM_DECLARE(question_form, QUESTION_FORM)

#define ANSWER_FORM(F, S) F(S, LONG, answer, .min = 1, .max = 4000)
FORM_DECLARE(answer_form, ANSWER_FORM)

#define HEARD_FORM(F, S) F(S, LONG, body, .min = 1, .max = 2000)
FORM_DECLARE(heard_form, HEARD_FORM)

/* What was meant; empty: it was heard as it was meant. */
#define MEANT_FORM(F, S) F(S, LONG, meant, .optional = true, .max = 2000)
FORM_DECLARE(meant_form, MEANT_FORM)

#define ROADBLOCK_FORM(F, S)                                                                       \
	F(S, LONG, body, .min = 1, .max = 1000)                                                    \
	F(S, ONE, kind, .of = "time|skill|support|people|means|doubt|other")                       \
	F(S, TEXT, step, .min = 1, .max = 300)                                                     \
	F(S, DATE, review_on)
FORM_DECLARE(roadblock_form, ROADBLOCK_FORM)

#define INTRODUCTION_FORM(F, S)                                                                    \
	F(S, TEXT, contact, .min = 1, .max = 200)                                                  \
	F(S, TEXT, purpose, .min = 1, .max = 300)                                                  \
	F(S, BOOL, consent)                                                                        \
	F(S, DATE, due_on, .optional = true)
FORM_DECLARE(introduction_form, INTRODUCTION_FORM)

#define INTRODUCED_FORM(F, S)                                                                      \
	F(S, BOOL, consent)                                                                        \
	F(S, ONE, state, .of = "promised|made|dropped")
FORM_DECLARE(introduced_form, INTRODUCED_FORM)

/* How much the two are asked for their own ideas before advice (G6): as their programme has it; allies are reminded. */
enum gate_mode question_ideas(struct ctx *c, const struct pair *p);

/* Asks the partner, who hears of it; it is on the agenda of the next meeting. INVALID at "ideas" where they are required and
 * there are none. */
enum result question_ask(
	struct ctx *c, int64_t relationship, const struct question_form *f, int64_t *ret_id);
/* The partner of the asker has read the asker's own ideas. Safe to repeat. */
enum result question_read(struct ctx *c, int64_t question);
/* Answers, or changes the answer. FORBIDDEN for the asker; CONFLICT before the ideas were read (G6). */
enum result question_answer(struct ctx *c, int64_t question, const char *answer);
/* Either says that they have talked about it. */
enum result question_talked(struct ctx *c, int64_t question);
/* The asker takes an open one back, from the agenda too. */
enum result question_take_back(struct ctx *c, int64_t question);

/* Says what one heard / the other confirms it ("") or says what was meant. FORBIDDEN for the listener. */
enum result heard_say(struct ctx *c, int64_t relationship, const char *body, int64_t *ret_id);
enum result heard_answer(struct ctx *c, int64_t heard, const char *meant);

/* INVALID for a day to look again that lies behind us. */
enum result roadblock_name(
	struct ctx *c, int64_t relationship, const struct roadblock_form *f, int64_t *ret_id);
enum result roadblock_change(struct ctx *c, int64_t roadblock, const struct roadblock_form *f);
enum result roadblock_clear(struct ctx *c, int64_t roadblock, bool cleared);

/* Promises to make a third person known to the partner: a commitment of c->who. */
enum result introduction_promise(
	struct ctx *c, int64_t relationship, const struct introduction_form *f, int64_t *ret_id);
/* Only its owner; INVALID if it were made without the third person's consent. The promise follows. */
enum result introduction_change(
	struct ctx *c, int64_t introduction, const struct introduced_form *f);

/* ---- views ---- */

struct question_list_view {
	struct pair pair;
	struct paging pages; /* of those that were answered */
	struct question_form form;
	struct wording_rows
		hints; /* on the question as it stands in the form, before it is asked */
	struct question_rows open, answered;
	bool asks; /* for one's own ideas */
};
struct asked_view {
	struct pair pair;
	struct question q;
	struct answer_form form;
	const char *tip;
	bool mine;
	bool locked; /* the ideas are to be read first */
};
struct heard_list_view {
	struct pair pair;
	struct paging pages;
	struct heard_form form;
	struct heard_rows items;
	const char *tip;
};
struct heard_view {
	struct pair pair;
	struct heard h;
	struct meant_form form;
	bool mine;
};
struct roadblock_row {
	struct roadblock b;
	const char *kind;
	bool due; /* the day to look again has come */
};
struct roadblock_row_rows {
	int n;
	struct roadblock_row *v;
};
struct roadblock_list_view {
	struct pair pair;
	struct paging pages; /* of those that are out of the way */
	struct roadblock_form form;
	struct option_rows kinds;
	struct roadblock_row_rows open, cleared;
};
struct roadblock_view {
	struct pair pair;
	struct roadblock b;
	struct roadblock_form form;
	struct option_rows kinds;
};
struct introduction_list_view {
	struct pair pair;
	struct paging pages;
	struct introduction_form form;
	struct introduction_rows items;
};
struct introduction_view {
	struct pair pair;
	struct introduction i;
	struct introduced_form form;
	struct option_rows states;
	bool mine;
};

#endif
