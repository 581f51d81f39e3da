/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Following through (requirements H3 to H6): how many promises each side kept in time, shown to both
 * equally; how each takes part; when one's own promise is due and how sure one is of it; and a companion,
 * somebody outside the two who sees the promises that their owner has chosen, until either takes it back.
 */
#ifndef FEATURES_FOLLOW_H
#define FEATURES_FOLLOW_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/follow/follow.sql.h"
#include "features/meetings/meetings.h"
#include "features/people/people.h"
#include "features/relationships/relationships.h"

/* What is looked back on. */
#define FOLLOW_DAYS 90
#define COMPANIONS_MOST 3

/* confidence: 1 to 10, how sure one is to do it; 0: not said. */
#define PROMISE_FORM(F, S)                                                                         \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, INT, confidence, .min = 0, .max = 10, .optional = true)
FORM_DECLARE(promise_form, PROMISE_FORM)

#define COMPANION_FORM(F, S) F(S, REF, peer)
FORM_DECLARE(companion_form, COMPANION_FORM)

#define ACTIONS_FORM(F, S) F(S, MANY, commitment, .max = 50)
FORM_DECLARE(actions_form, ACTIONS_FORM)

/* Promises of owner with a date in the last 90 days: how many were kept by that day. One that is due today
 * and still open does not count yet. percent: -1 where nothing was due. */
struct follow_rate follow_rate_of(
	struct ctx *c, int64_t relationship, int64_t owner, const char *name);

/* What a person put in during the last 90 days. */
struct participation participation_of(
	struct ctx *c, int64_t relationship, int64_t person, const char *name);

/* Changes the date and confidence of one's own open promise. FORBIDDEN for another's. */
enum result promise_change(struct ctx *c, int64_t commitment, const struct promise_form *f);

/* Asks peer to keep c->who company; a letter goes to them. INVALID for one of the two, or for somebody
 * who cannot sign in; CONFLICT for more than three, or somebody who was asked already. */
enum result companion_invite(struct ctx *c, int64_t relationship, int64_t peer, int64_t *ret_id);
/* Only the peer accepts. */
enum result companion_accept(struct ctx *c, int64_t companion);
/* Either of them ends it; from then on the peer sees nothing. Safe to repeat. */
enum result companion_end(struct ctx *c, int64_t companion);
/* The owner says which of the own promises the peer sees. INVALID for another's. */
enum result companion_choose(struct ctx *c, int64_t companion, const struct texts *commitments);

/* Sends a batch of the reminders that are due; *skip, 0 at first, goes past those of another day. How many it looked at:
 * 0 when there are no more. */
int reminders_send(struct ctx *c, int64_t *skip);

/* ---- views ---- */

struct follow_view {
	struct pair pair;
	struct follow_rate_rows rates;
	struct participation_rows parts;
	struct companion_rows companions;
};
struct promise_edit_view {
	struct pair pair;
	struct commitment k;
	struct promise_form form;
};
/*
 * Whom one could ask first: people with whom one has kept company, then some of one's own unit. All of it stands in the
 * directory, which everybody reads, or is known to c->who: who takes part in a programme is not, and is not used. Nobody
 * who was asked already, and neither of the two.
 */
struct person_card_rows companion_ideas(struct ctx *c, const struct pair *p);
/* The same people of those found are left out. */
struct person_card_rows companion_askable(
	struct ctx *c, const struct pair *p, const struct person_card_rows *found);

struct companion_new_view {
	struct pair pair;
	const char *q;
	struct person_card_rows
		people;	   /* found, or, before anything is looked for, who could be asked */
	const char *count; /* of those found, or "" */
	bool full;	   /* as many are asked as may be */
	struct companion_form form;
};
struct action_row {
	struct companion_action a;
	bool late;
};
struct action_row_rows {
	int n;
	struct action_row *v;
};
struct companion_view {
	struct companion x;
	bool owner;
	struct actions_form form;
	struct option_rows choices;
	struct companion_action_rows all;
	struct action_row_rows actions;
};
struct companion_list_view {
	struct companion_rows rows;
};

#endif
