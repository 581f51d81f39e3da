/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row of meetings (F4): so many, so many weeks apart, at the same time of day. Before anything is sent each date stands
 * on a page with what speaks against it, and can be moved or left out there. It hinders nobody: what was shown and is
 * sent all the same is planned.
 */
#ifndef FEATURES_PLAN_RHYTHM_H
#define FEATURES_PLAN_RHYTHM_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/relationships/relationships.h"

#define RHYTHM_MOST 12 /* dates of a row */

/* Once the dates were looked at they come one by one and count instead of the rhythm: date_1, a local time; date_1_leave,
 * if it is left out; date_1_seen, the time of which the page said what speaks against it. */
#define RHYTHM_FORM(F, S)                                                                          \
	F(S, MOMENT, starts)                                                                       \
	F(S, INT, weeks, .min = 1, .max = 12)                                                      \
	F(S, INT, count, .min = 2, .max = RHYTHM_MOST)                                             \
	F(S, INT, minutes, .min = 5, .max = 480)                                                   \
	F(S, TEXT, place, .optional = true, .max = 300)                                            \
	F(S, OPEN, dates, .of = "date_")
FORM_DECLARE(rhythm_form, RHYTHM_FORM)

struct rhythm_date {
	const char *name, *leave, *seen_name; /* of its fields */
	int64_t place;			      /* from 1 */
	const char *local;		      /* as it was typed */
	int64_t at;			      /* 0: no time at all */
	bool left;			      /* out of the row */
	bool seen;			      /* what speaks against it was shown */
	const char
		*there; /* what the clock of the other shows then, where it is another one; or "" */
	struct texts against;
	const char *wrong; /* it cannot be planned like this, or ""; or what was not shown yet */
};
struct rhythm_date_rows {
	int n;
	struct rhythm_date *v;
};
struct rhythm_view {
	struct pair pair;
	struct rhythm_form form;
	struct rhythm_date_rows dates;
	const char *sum;     /* how many of them something speaks against */
	bool against;	     /* any */
	const char *blocked; /* what the programme wants first, in a sentence; or NULL */
	bool prepares;	     /* that is to prepare */
};

/* The dates of the rhythm. INVALID if it does not begin with a time. */
enum result rhythm_dates(
	struct ctx *c, const struct rhythm_form *f, struct rhythm_date_rows *ret_rows);
/* One of them, place from 1, at a local time. */
struct rhythm_date rhythm_date_of(struct ctx *c, int64_t place, const char *local);

/* Notes what speaks against each that is not left out: what meeting_reasons says, and what only a row has: a clock that
 * changes on the way, two dates at once. */
void rhythm_weigh(
	struct ctx *c, const struct pair *p, int64_t minutes, const struct rhythm_date_rows *rows);

/* Plans those that are not left out. All or none: what is wrong with one is said at its field. INVALID if none is left. */
enum result rhythm_plan(struct ctx *c, int64_t relationship, const struct rhythm_form *f,
	const struct rhythm_date_rows *rows);

#endif
