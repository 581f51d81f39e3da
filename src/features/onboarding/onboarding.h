/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How people begin. Whoever joins a programme takes on a role (A4, A5), reads how a mentor differs from a
 * coach (A7), knows what mentoring can and cannot do (A13) and promises three points to whoever it will be
 * (A11). When two are brought together that promise is a signature; who has not made it signs then, on one
 * page. How much the programme insists on it are its gates "role-read" and "pledge". Six things say how far
 * the two are (A2).
 */
#ifndef FEATURES_ONBOARDING_H
#define FEATURES_ONBOARDING_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/onboarding/onboarding.sql.h"
#include "features/programmes/programmes.h"
#include "features/relationships/relationships.h"

#define BEGINNING_FORM(F, S)                                                                       \
	F(S, BOOL, role)                                                                           \
	F(S, BOOL, limits)                                                                         \
	F(S, BOOL, points)
FORM_DECLARE(beginning_form, BEGINNING_FORM)

/* What c->who and the partner have signed, and since when. */
void beginning_state(struct ctx *c, const struct pair *p, struct beginning *ret);
/* When each of the two signed; 0: not yet. */
void beginning_signed(struct ctx *c, const struct pair *p, int64_t *ret_mine, int64_t *ret_theirs);

/* c->who takes on the role and signs. INVALID with a problem for each of the three that is not ticked;
 * signing again changes nothing. CONFLICT if the relationship has ended. */
enum result beginning_sign(struct ctx *c, int64_t relationship, const struct beginning_form *f);

/* Should c->who still sign, because the programme asks for it? */
bool beginning_asked(struct ctx *c, const struct pair *p);

/* The six things: wants, boundaries, goals, roadmap, follow-through, check-ins. state is "untouched",
 * "begun" or "done"; owner says whose turn it is where it is not done. */
struct checklist_item_rows checklist(struct ctx *c, const struct pair *p, int *ret_done);

/* Whether all six have at least been touched; until then the two are starting. */
bool checklist_touched(const struct checklist_item_rows *items);

/* ---- joining a programme ---- */

#define ENROLMENT_FORM(F, S) F(S, BOOL, role)
FORM_DECLARE(enrolment_form, ENROLMENT_FORM)

#define PROMISE_AHEAD_FORM(F, S)                                                                   \
	F(S, BOOL, limits)                                                                         \
	F(S, BOOL, points)
FORM_DECLARE(promise_ahead_form, PROMISE_AHEAD_FORM)

/* In which roles c->who takes part, which of them he has taken on, and since when. False if in none. */
bool enrolment_state(struct ctx *c, int64_t programme, struct enrolled *ret);
/* The id of the card of a role in his programme. */
const char *enrolment_card(struct ctx *c, const struct enrolled *e, const char *role);
/* Since when all of somebody's roles are taken on; 0: not yet. */
int64_t enrolment_taken_at(const struct enrolled *e);

/* c->who takes on all his roles in the programme; again changes nothing. INVALID if it is not ticked. */
enum result enrolment_take(struct ctx *c, int64_t programme, const struct enrolment_form *f);

/* c->who promises the three points ahead: it is his signature in every relationship that begins from now on.
 * Taking it back leaves those alone that he has signed. */
enum result promise_ahead(struct ctx *c, int64_t programme, const struct promise_ahead_form *f);
enum result promise_ahead_back(struct ctx *c, int64_t programme);

/* ---- how a mentor differs from a coach ---- */

/* One way in which they differ: practice/modes.yml, kind "difference". */
struct difference {
	const char *name, *mentor, *coach;
};
struct difference_rows {
	int n;
	struct difference *v;
};
struct difference_rows differences_read(struct ctx *c);

struct enrolment_view {
	struct enrolled e;
	struct role_card mentor, mentee;
	bool asked; /* the programme asks for it */
	int64_t taken_at;
	struct enrolment_form form;
	struct difference_rows differences;
};
struct promise_view {
	struct enrolled e;
	struct promise_ahead_form form;
	struct texts pledge, can, cannot;
};

/* The points of ground rules (PRACTICE_GROUND_RULES_…), and a role card, in the reader's language: as they stand
 * for those who have not said yes to them; as words has them for those who have. */
struct texts ground_rules_read(struct ctx *c, const char *words, const char *rules);
void role_card_kept(struct ctx *c, const char *words, const char *card, const char *role,
	struct role_card *ret);

struct beginning_view {
	struct pair pair;
	struct beginning b;
	struct beginning_form form;
	struct checklist_item_rows items;
	struct role_card card;
	struct texts pledge, can, cannot;
	int64_t done;
	bool starting;
};

/* What is signed at the beginning; ends with NULL. */
extern const char *const beginning_rules[];

/* The card of the reader's role, and the words of it that were taken on ("" if none were yet). */
const char *role_card(struct ctx *c, const struct pair *p);
const char *role_as_taken(struct ctx *c, const struct pair *p);

#endif
