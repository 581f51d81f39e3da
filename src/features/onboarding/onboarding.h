/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beginning of two people: each takes on a role (A4, A5), both sign three points and what mentoring can
 * and cannot do (A11, A13), and six things say how far they are (A2). One page, one signature; how much the
 * programme insists on it are its gates "role-read" and "pledge".
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

struct beginning_view {
	struct pair pair;
	struct beginning b;
	struct beginning_form form;
	struct checklist_item_rows items;
	struct texts points; /* of the role card */
	struct texts pledge, can, cannot;
	const char *role_name, *summary, *promise;
	int64_t done;
	bool starting;
};

/* What is signed at the beginning; ends with NULL. */
extern const char *const beginning_rules[];

/* The card of the reader's role, and the words of it that were taken on ("" if none were yet). */
const char *role_card(struct ctx *c, const struct pair *p);
const char *role_as_taken(struct ctx *c, const struct pair *p);

#endif
