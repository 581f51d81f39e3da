/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a mentor or mentee says whom he would like, in a programme that matches by wishes of both sides.
 * Nobody but the person sees any of it, ever: managers learn how many have said something.
 */
#ifndef FEATURES_RANKING_H
#define FEATURES_RANKING_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/matching/ranked.h"
#include "features/ranking/ranking.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

#define OTHERS_ON_PAGE 20

/* All of it: a text of order is an id, or several with spaces between who are equally welcome. role: in
 * which one speaks, where one has both. */
#define RANKING_FORM(F, S)                                                                         \
	F(S, MANY, order, .max = RANKED_MOST)                                                      \
	F(S, MANY, not_for_me, .max = NOT_FOR_ME_MOST)                                             \
	F(S, BOOL, only)                                                                           \
	F(S, ONE, role, .of = "mentor|mentee", .optional = true)
FORM_DECLARE(ranking_form, RANKING_FORM)

/*
 * One change, as a button makes it. add: at the end; up, down; with: as welcome as who stands above; alone:
 * on a place of his own; place: to that place; not: not for me; off: nothing is said any longer; only,
 * anybody: about those who are not named.
 */
#define RANKING_MOVE_FORM(F, S)                                                                    \
	F(S, ONE, what, .of = "add|up|down|with|alone|place|not|off|only|anybody")                 \
	F(S, REF, person, .optional = true)                                                        \
	F(S, INT, place, .min = 1, .max = RANKED_MOST, .optional = true)                           \
	F(S, ONE, role, .of = "mentor|mentee", .optional = true)
FORM_DECLARE(ranking_move_form, RANKING_MOVE_FORM)

/* The role in which c->who speaks in that programme; NOT_FOUND if in none; CONFLICT if it does not match by
 * wishes, or has ended. wanted: "" or NULL takes the first. */
enum result ranking_role(
	struct ctx *c, int64_t programme, const char *wanted, const char **ret_role);

/* What c->who has said, a row for each role that he has there; the same results as ranking_role. */
enum result ranking_said_fill(struct ctx *c, int64_t programme, struct ranking_said_rows *ret);

/* Changes what c->who has said. INVALID: somebody who does not take part on the other side. */
enum result ranking_set(struct ctx *c, int64_t programme, const struct ranking_form *f);
enum result ranking_move(struct ctx *c, int64_t programme, const struct ranking_move_form *f);

struct ranked_row {
	struct ranked r;
	struct texts topics;
	bool first, last, tied; /* tied: as welcome as who stands above */
	bool shares;		/* the place with anybody */
	int64_t fit;		/* points of the rules */
};
struct ranked_row_rows {
	int n;
	struct ranked_row *v;
};
struct place_row {
	int64_t place;
};
struct place_row_rows {
	int n;
	struct place_row *v;
};
struct ranking_view {
	int64_t programme;
	const char *name;
	const char *role;
	bool mentor;	    /* speaks as one */
	const char *second; /* the other role that the person has, or "" */
	struct ranked_row_rows mine, against, others;
	struct place_row_rows places;
	struct paging pages;
	const char *q;
	bool only, fault;
	int64_t others_n; /* who could be named, before searching */
};

/* Everything but pages. all: as it is told over JSON, those who are named or could be. */
void ranking_fill(struct ctx *c, struct ranking_view *v, struct ranked_rows *ret_all);

#endif
