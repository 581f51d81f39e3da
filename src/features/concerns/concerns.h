/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raising a concern (requirement C8): in two clicks from every page of a relationship, either to the
 * partner or in private to a coordinator, who is named before anything is sent and has a clock. Whom a
 * private concern is about never learns that there is one; neither do other managers, nor
 * administrators. A coordinator who takes part in the pair or leads one of the two is passed over.
 */
#ifndef FEATURES_CONCERNS_H
#define FEATURES_CONCERNS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/concerns/concerns.sql.h"
#include "features/relationships/relationships.h"

#define CONCERN_FORM(F, S)                                                                         \
	F(S, ONE, addressee, .of = "partner|coordinator")                                          \
	F(S, ONE, kind, .none = N_("I would rather not say"), .optional = true)                    \
	F(S, LONG, body, .min = 1, .max = 5000)
FORM_DECLARE(concern_form, CONCERN_FORM)

#define CONCERN_ANSWER_FORM(F, S)                                                                  \
	F(S, LONG, answer, .optional = true, .max = 5000)                                          \
	F(S, BOOL, closed)
FORM_DECLARE(concern_answer_form, CONCERN_ANSWER_FORM)

/* Who would read a private concern of this relationship now; 0 if there is nobody. */
int64_t concern_coordinator(struct ctx *c, int64_t relationship, int64_t except);

/*
 * Raises it; whoever reads it is told by mail that there is one, not what it says. To a coordinator also
 * after the relationship has ended. CONFLICT if there is nobody who could read it, or if it has ended and
 * is addressed to the partner; INVALID for a kind that the practice does not have.
 */
enum result concern_raise(
	struct ctx *c, int64_t relationship, const struct concern_form *f, int64_t *ret_id);

/* Whoever reads it says that he is on it. Safe to repeat. FORBIDDEN to others, the raiser too. */
enum result concern_take(struct ctx *c, int64_t concern);

/* Answers; takes it on by that, and closes it if f->closed. The raiser is told by mail. The raiser may
 * only close. FORBIDDEN, CONFLICT if it is closed, INVALID without an answer unless it is closed. */
enum result concern_answer(struct ctx *c, int64_t concern, const struct concern_answer_form *f);

/* Nobody took it in time: it goes to the next who may read it, who is told; if there is nobody else the
 * same one is told again. */
enum result concern_pass_on(struct ctx *c, int64_t concern, int64_t relationship, int64_t handler);

/* "Somebody was hurt", …: a choice of the practice. "" for "". */
const char *fmt_concern_kind(struct ctx *c, const char *kind);
const char *fmt_concern_state(struct ctx *c, const char *state);

/* ---- views ---- */

#define CONCERNS_ON_PAGE 30

struct concern_list_view {
	struct pair pair;
	struct paging pages;
	struct concern_form form;
	struct concern_rows items;
	struct option_rows addressees, kinds;
	const char *danger;	 /* what comes before everything else */
	const char *coordinator; /* name, or "" */
};
struct concern_handling_view {
	struct concern_rows items;
	struct paging pages;
};
struct concern_view {
	struct concern k;
	struct concern_answer_form form;
	struct texts tips; /* for whoever handles it */
	bool mine;	   /* I have raised it */
	bool late;
};

#endif
