/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library (requirements G3 and G4): the questions of the practice on their shelves (practice/library.yml)
 * and those that the two have added, found by moment, by what they are about and by their words. One of them
 * comes on the agenda of the next meeting or on the roadmap by one click, or is asked at once.
 */
#ifndef FEATURES_LIBRARY_H
#define FEATURES_LIBRARY_H

#include "features/talk/talk.h"

/* More than anybody reads through; the library is no diary. */
#define OWN_QUESTIONS_MOST 200

#define OWN_QUESTION_FORM(F, S)                                                                    \
	F(S, TEXT, body, .min = 1, .max = 300)                                                     \
	F(S, ONE, moment)
FORM_DECLARE(own_question_form, OWN_QUESTION_FORM)

/* question: the id of a prompt of the library, or own: one of the two's. place: where it is put. */
#define LIBRARY_PICK_FORM(F, S)                                                                    \
	F(S, TEXT, question, .optional = true, .max = 60)                                          \
	F(S, REF, own, .optional = true)                                                           \
	F(S, ONE, place, .of = "agenda|roadmap")
FORM_DECLARE(library_pick_form, LIBRARY_PICK_FORM)

/* What is looked for; "" for any. moment "all": whenever. open: a shelf that is shown without a click. */
struct library_search {
	const char *q, *moment, *shelf, *open;
};

struct library_shelf {
	const char *id, *name, *about; /* id "own": what the two have added */
	bool open;		       /* shown without a click */
	struct library_question_rows rows;
};
struct library_shelf_rows {
	int n;
	struct library_shelf *v;
};

/* The moment that these two are in: "first-meeting", "session", "last-meeting" or "evaluation". */
const char *library_moment(struct ctx *c, const struct pair *p);

/* The shelves with what was found on them; empty ones are left out. Needs every word of s->q. */
struct library_shelf_rows library_find(
	struct ctx *c, const struct pair *p, const struct library_search *s);

/* Puts it where f says. CONFLICT if the relationship has ended, INVALID for what is not there. *ret_id: the
 * point of the agenda, or the theme. */
enum result library_pick(
	struct ctx *c, int64_t relationship, const struct library_pick_form *f, int64_t *ret_id);

/* Adds a question of one's own, for both. */
enum result own_question_add(
	struct ctx *c, int64_t relationship, const struct own_question_form *f, int64_t *ret_id);
/* Only whoever wrote it. What was brought to a meeting stays there. */
enum result own_question_remove(struct ctx *c, int64_t id);

/* The text of a prompt of the library or of an own question of this relationship; "" if it is not there. */
const char *library_text(struct ctx *c, int64_t relationship, const char *question, int64_t own);

struct library_view {
	struct pair pair;
	struct library_search s;
	struct library_shelf_rows shelves;
	struct own_question_form form;
	struct option_rows moments, topics;
	int n;
};

#endif
