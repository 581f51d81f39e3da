/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the programme team has on its list (mechanics 7): exceptions with a suggestion each, instead of a
 * dashboard. They read the type of a sign and since when, never an answer or a number; a sign comes to them
 * after the days of the threshold "the pair first", or at once if one of the two asks.
 */
#ifndef FEATURES_HEALTH_EXCEPTIONS_H
#define FEATURES_HEALTH_EXCEPTIONS_H

#include "features/health/exceptions.sql.h"
#include "features/health/health.h"
#include "features/health/signs.h"

#define EXCEPTIONS_ON_PAGE 50
#define CONTACTS_AT_ONCE 200

#define EXCEPTION_FORM(F, S)                                                                       \
	F(S, ONE, kind)                                                                            \
	F(S, REF, subject)                                                                         \
	F(S, ONE, state, .of = "later|never|shown")
FORM_DECLARE(exception_form, EXCEPTION_FORM)

/* relationship 0: all pairs of that kind that are on the list. letter: and write to both. */
#define CONTACT_FORM(F, S)                                                                         \
	F(S, REF, relationship, .optional = true)                                                  \
	F(S, ONE, kind, .optional = true)                                                          \
	F(S, BOOL, letter)
FORM_DECLARE(contact_form, CONTACT_FORM)

/* Puts an exception away for the whole team: three days, or as long as it stands. kind: a challenge,
 * "invitation" or "profile"; subject: the relationship, or the participant. NOT_FOUND if it is not of this
 * programme. */
enum result exception_mark(struct ctx *c, int64_t programme, const struct exception_form *f);

/* Notes that the team was in touch with a pair, or with all of one kind; *ret_n: with how many. Letters go
 * out if asked for. What one of the two had asked for is answered by that. */
enum result contact_note(
	struct ctx *c, int64_t programme, const struct contact_form *f, int64_t *ret_n);

/* How many wait in a programme, but no more than `most`; for the home of those who look after it. */
int64_t exceptions_count(struct ctx *c, int64_t programme, int most);

/* Participants are on the list who were invited until then, or came until then and have told nothing. */
struct exception_people {
	int64_t invited, empty;
};

/*
 * So many of the list in its order: who asks for a hand, young pairs that are silent, the rest by kind and day, those
 * whom nobody has asked for long, and participants, if p is not NULL. after: the mark of the line behind which it begins,
 * "" for all; *ret_more: there are more behind them.
 */
struct exception_line_rows exceptions_page(struct ctx *c, int64_t programme, const struct limits *l,
	int64_t size, const char *after, const struct exception_people *p, bool *ret_more);

struct exception_row {
	struct exception_line x;
	bool asks;  /* one of the two asks for a word */
	bool young; /* early and silent: first */
};
struct exception_row_rows {
	int n;
	struct exception_row *v;
};
struct exception_group {
	const char *kind;
	const char *name;
	const char *suggestion;
	bool pairs; /* else participants */
	struct exception_row_rows rows;
};
struct exception_group_rows {
	int n;
	struct exception_group *v;
};
struct exception_list_view {
	int64_t programme;
	const char *programme_name;
	struct exception_group_rows groups;
	struct exception_row_rows away; /* put away */
	const char *first,
		*next; /* addresses: of the first page, of the next one; "" where there is none */
	const char *more_away; /* of more that is put away */
	bool away_open;
	int64_t days;	   /* that the pair has for itself */
	const char *total; /* how many there are, in words; "" for none */
};

#endif
