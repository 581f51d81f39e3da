/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sheets (requirements C2, D1, D2, D4, D5): a page of questions that one or both of a pair answer, each
 * for themselves. Which questions, and who reads the answers when, is content: practice/sheets.yml.
 *   ready    both answer everything; each reads the other's when both have said that they are done
 *   each     one answers what one likes; the partner reads what is ticked
 *   partner  the partner reads all of it at once
 * What a question is about may depend on the role: its audience says who is asked, its hints come in two
 * versions (A3). A sheet that is marked `some` is done with one answer, one that is marked `late` can be filled in when
 * the relationship has ended, too.
 * Nobody but the two ever reads any of it.
 */
#ifndef FEATURES_SHEETS_H
#define FEATURES_SHEETS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "engine/practice/practice.h"
#include "features/relationships/relationships.h"
#include "features/sheets/sheets.sql.h"

#define SHEET_ANSWER_MAX 5000

/* answer_<question> is a text, shared_<question> is 1 for what the partner may read. */
#define SHEET_FORM(F, S)                                                                           \
	F(S, OPEN, answers, .of = "answer_")                                                       \
	F(S, OPEN, shares, .of = "shared_")
FORM_DECLARE(sheet_form, SHEET_FORM)

/* How far the two are with a sheet. */
struct sheet_state {
	bool mine;   /* I have said that I am done */
	bool theirs; /* my partner has */
	bool asked;  /* it is for my role, so that I may answer */
};
void sheet_state(struct ctx *c, const struct pair *p, const char *sheet, struct sheet_state *ret);

/* May be filled in after the end. */
bool sheet_is_late(const struct practice_item *sheet);
/* Whether it asks one of the two: peers have other sheets than a mentor and a mentee. */
bool sheet_is_theirs(const struct pair *p, const struct practice_item *sheet);

/* One question, what was said to it, and how it stands in the form. */
struct sheet_question {
	const char *id;	   /* of the prompt */
	const char *name;  /* of its field */
	const char *share; /* of its tick */
	const char *text;
	const char *hint;
	const char *mine;
	const char *theirs;    /* "" where the reader may not read it, or there is nothing */
	const char *wrong;     /* what is wrong with what was typed, or "" */
	const char *was;       /* the mark of what is kept, see text_settle */
	const char *share_was; /* of its tick */
	const char *now;       /* what another window has made of it meanwhile, or "" */
	bool shared;
	bool asked; /* of the reader: some are for one role alone (A3) */
	bool same;  /* both have said the same, in other spaces, capitals and marks perhaps */
};
struct sheet_question_rows {
	int n;
	struct sheet_question *v;
};
/* The questions of a sheet in their written order, with what c->who may read of the answers. */
struct sheet_question_rows sheet_questions(
	struct ctx *c, const struct pair *p, const struct practice_item *sheet);

/*
 * Keeps what c->who wrote: mine and shared of each question; an empty text takes the answer away. ready:
 * and says that it is done. NOT_FOUND if the sheet is not for the role of c->who; CONFLICT if the
 * relationship has ended; INVALID with a problem for each field without an answer if ready. A sheet that
 * the two have opened stays open: what is changed then is read by both.
 */
enum result sheet_save(struct ctx *c, int64_t relationship, const struct practice_item *sheet,
	const struct sheet_question_rows *answers, bool ready);

/* ---- for pages ---- */

struct sheet_view;
/* Fills *v for a sheet of the relationship of q, with what is kept. */
enum result sheet_view_read(struct req *q, const struct practice_item *sheet, struct sheet_view *v);

/* Takes what was typed into v and keeps it, as sheet_save, behind form_read. INVALID: v holds what was typed and what is
 * wrong with it. */
enum result sheet_view_keep(
	struct req *q, const struct practice_item *sheet, struct sheet_view *v, bool ready);

/* ---- views ---- */

/* All sheets that one of the two may answer: how far they are, for c->who. */
struct sheet_line_rows sheet_lines(struct ctx *c, const struct pair *p);

struct sheet_lines_view {
	struct pair pair;
	struct sheet_line_rows lines;
};
struct sheet_view {
	struct pair pair;
	struct sheet_state state;
	struct sheet_form form;
	struct sheet_question_rows questions;
	const char *id;
	const char *name;
	const char *about;
	const char *opens; /* "ready", "each", "partner" */
	bool open;	   /* both are done: side by side */
	bool editing;
	bool theirs; /* there is something of the partner's to read */
	bool wrote;  /* and of one's own */
};

#endif
