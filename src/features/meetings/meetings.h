/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Meetings of two people (requirements G1, G2, H1, H2): planned in both time zones with an agenda that is
 * never empty, held, and closed with three questions. What one will do becomes commitments with owner and
 * date; what should change stands on the next agenda; what was useful is remembered. Nobody else reads
 * any of it: managers see that and when two people met.
 */
#ifndef FEATURES_MEETINGS_H
#define FEATURES_MEETINGS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.sql.h"
#include "features/minutes/minutes.h"
#include "features/programmes/asks.h"
#include "features/relationships/relationships.h"
#include "features/shell/shell.h"

#define MEETINGS_ON_PAGE 30
#define PROMISES_ON_PAGE 30 /* that were kept */

#define MEETING_FORM(F, S)                                                                         \
	F(S, MOMENT, starts)                                                                       \
	F(S, INT, minutes, .min = 5, .max = 480)                                                   \
	F(S, TEXT, place, .optional = true, .max = 300)                                            \
	F(S, BOOL, anyway)
FORM_DECLARE(meeting_form, MEETING_FORM)

#define AGENDA_FORM(F, S) F(S, TEXT, body, .min = 1, .max = 500)
FORM_DECLARE(agenda_form, AGENDA_FORM)

/* The three closing questions; the second as up to three steps with their dates. goal_<id>: where that goal stands, a
 * number as typed or a level from 1 to 5. */
#define CLOSING_FORM(F, S)                                                                         \
	F(S, LONG, useful, .optional = true, .max = 2000)                                          \
	F(S, TEXT, step1, .optional = true, .max = 300)                                            \
	F(S, DATE, due1, .optional = true)                                                         \
	F(S, TEXT, step2, .optional = true, .max = 300)                                            \
	F(S, DATE, due2, .optional = true)                                                         \
	F(S, TEXT, step3, .optional = true, .max = 300)                                            \
	F(S, DATE, due3, .optional = true)                                                         \
	F(S, LONG, change, .optional = true, .max = 500)                                           \
	F(S, LONG, hope, .optional = true, .max = 2000)                                            \
	F(S, ONE, aim, .of = "skills|leadership|performance", .optional = true)                    \
	F(S, OPEN, goals, .of = "goal_")
FORM_DECLARE(closing_form, CLOSING_FORM)

#define COMMITMENT_FORM(F, S)                                                                      \
	F(S, TEXT, body, .min = 1, .max = 300)                                                     \
	F(S, DATE, due_on, .optional = true)
FORM_DECLARE(commitment_form, COMMITMENT_FORM)

/* A meeting can be closed from this long before its time on: people do meet earlier. */
#define CLOSE_EARLY (12 * 3600)
/* People open the page some minutes before they begin. */
#define MEET_EARLY (15 * 60)

/* Every meeting of the two, by time; those called off as well. A page reads them once, however many parts of it ask. */
const struct meeting_line_rows *meeting_lines(struct ctx *c, int64_t relationship);
/* How many of them were held; the first that is planned for since or later, NULL if none is. */
int64_t lines_held(const struct meeting_line_rows *all);
const struct meeting_line *lines_next(const struct meeting_line_rows *all, int64_t since);

/* What the programme requires of the two before their first meeting can be planned and is not there yet
 * (its gates prepared, role-read and pledge), in a sentence; NULL: nothing. */
const char *meeting_comes_first(struct ctx *c, const struct pair *p);

/*
 * Plans a meeting of relationship and writes its agenda: the practice's points (those of a first meeting,
 * or of a later one), what was carried over, open commitments. Both get a mail with a calendar file.
 * INVALID for a time that cannot be; CONFLICT if something comes first (meeting_comes_first), or if the
 * relationship has ended. f->starts is a local time in c->tz.
 */
enum result meeting_plan(
	struct ctx *c, int64_t relationship, const struct meeting_form *f, int64_t *ret_id);

/* Moves it; both get a mail that changes the entry in their calendars. CONFLICT unless it is planned. */
enum result meeting_move(struct ctx *c, int64_t meeting, const struct meeting_form *f);

/* Calls it off; what people put on its agenda waits for the next one. CONFLICT unless it is planned. */
enum result meeting_cancel(struct ctx *c, int64_t meeting);

/* c->who says that the time of a planned meeting suits, or does not say so any more. Moved, it is asked anew.
 * Safe to repeat. CONFLICT unless it is planned and lies ahead. */
enum result meeting_suits(struct ctx *c, int64_t meeting, bool yes);

/* It took place, and no more is said: the three questions still wait for both. Safe to repeat. CONFLICT if it was
 * called off or lies ahead. */
enum result meeting_took_place(struct ctx *c, int64_t meeting);

/* Is c->who asked what the two hope for when closing m, and how much? At the first meeting, unless it was said (E1). */
enum gate_mode meeting_asks_hopes(struct ctx *c, const struct meeting *m, int64_t programme);

/* c->who answers the three questions; the first of the two to do so makes it held. CONFLICT if it is
 * cancelled, too far ahead, or answered by c->who before. INVALID at hope and aim if the programme requires them. */
enum result meeting_close(struct ctx *c, int64_t meeting, const struct closing_form *f);

/* A goal that is worked on, as whoever closes a meeting is asked about it (E5). */
struct closing_goal {
	int64_t id;
	const char *name; /* of its field */
	const char *title;
	const char *target; /* with its unit */
	const char *last;   /* what was said last; reported_at 0: where it began */
	int64_t reported_at;
	bool scaled, measured; /* by levels; at all */
	struct option_rows levels;
	const char *value; /* what was typed; "": nothing */
	const char *wrong; /* or "" */
};
struct closing_goals {
	int n;
	struct closing_goal *v;
	enum gate_mode asks; /* the gate goals-touched of the programme */
	bool untouched;	     /* nobody has reported on any of them yet, see struct meeting_goals */
};
#define CLOSING_NUMBER_MAX 20

/* Those of the meeting, with nothing typed; none if the programme does not ask. */
struct closing_goals closing_goals_of(struct ctx *c, const struct meeting *m, enum gate_mode asks);
/* Puts one more there; what stood there before has another address then. */
struct closing_goal *closing_goals_put(
	struct ctx *c, struct closing_goals *all, const struct goal *g, int64_t reported_at);
/* INVALID where what was typed is no number or level, or if the programme requires a word on one goal and there is
 * none. */
enum result closing_goals_check(struct ctx *c, struct closing_goals *all);
/* Reports what was typed, as c->who. */
enum result closing_goals_keep(struct ctx *c, const struct closing_goals *all);

/* The same as meeting_close, with where the goals stand. meeting_close itself says nothing of any goal. */
enum result meeting_close_with(
	struct ctx *c, int64_t meeting, const struct closing_form *f, struct closing_goals *goals);

/* Puts a point on the agenda of a planned meeting / takes one off. */
enum result agenda_add(struct ctx *c, int64_t meeting, const char *body, int64_t *ret_id);
enum result agenda_remove(struct ctx *c, int64_t item);
/* Brings a question (an id of the practice, or body) to the next meeting, or to the one that will be planned
 * next. What stands there already is not put there twice: *ret_id is its point. */
enum result agenda_bring(
	struct ctx *c, int64_t relationship, const char *prompt, const char *body, int64_t *ret_id);

/* Brings the agenda of a planned meeting up to date (F8); the event meeting_near lets the rooms above add what
 * waits there. */
void agenda_ready(struct ctx *c, int64_t meeting);

/* c->who promises something. */
enum result commitment_add(struct ctx *c, int64_t relationship, int64_t meeting, const char *body,
	const char *due_on, int64_t *ret_id);
/* Only the owner closes one, or opens it again. Safe to repeat. */
enum result commitment_close(struct ctx *c, int64_t commitment, bool done);

/* The calendar file of a meeting as its reader c->who keeps it. method: "PUBLISH", "REQUEST", "CANCEL". */
const char *meeting_ics(struct ctx *c, const struct meeting *m, const struct meeting_people *people,
	const char *method);

/* Tells both about a meeting that was planned, moved or called off; the letter follows from its state.
 * Nobody, if it lies behind. */
void meeting_tell(struct ctx *c, int64_t meeting, int64_t was_at);

/* The same of one that is called off as the relationship has ended: nobody is asked to find another date. */
void meeting_tell_ended(struct ctx *c, int64_t meeting, int64_t was_at);

/* ---- views, also for the page of the relationship ---- */

/* A point of an agenda in the words of the reader. */
struct agenda_point {
	int64_t id;
	const char *text;
	const char *note; /* who put it there, or what it belongs to */
	bool fresh;	  /* the partner put it there */
	bool mine;	  /* may be taken off */
};
struct agenda_point_rows {
	int n;
	struct agenda_point *v;
};
struct agenda_point_rows agenda_points(struct ctx *c, const struct pair *p, int64_t meeting);

struct commitment_row {
	struct commitment k;
	bool mine;
	bool late;
	int64_t days_late;
};
struct commitment_row_rows {
	int n;
	struct commitment_row *v;
};
/* Whether that date is over for whoever promised it; whether what was done then was done in time there. */
bool promise_late(struct ctx *c, const char *due_on, const char *owner_tz);
bool promise_in_time(const char *due_on, const char *owner_tz, int64_t done_at);
/* Open ones of owner (0: of both), earliest date first. */
struct commitment_row_rows commitment_rows_of(struct ctx *c, const struct commitment_rows *rows);
struct commitment_row_rows commitment_rows(
	struct ctx *c, int64_t relationship, int64_t owner, const char *state);

struct closing_side {
	const char *name; /* "" for oneself */
	const char *useful;
	const char *change;
	bool mine;
};
struct closing_side_rows {
	int n;
	struct closing_side *v;
};

/* The goals that are worked on, pinned to a meeting (E5). untouched: the two work on goals, and none was
 * reported on from a day before the meeting until now. */
struct meeting_goals {
	struct meeting_goal_rows rows;
	bool untouched;
};
struct meeting_goals meeting_goals_of(struct ctx *c, const struct meeting *m);

struct meeting_list_view {
	struct pair pair;
	struct meeting_rows over; /* planned, their time is past, and nobody has closed them */
	struct meeting_rows planned, held;
	struct paging pages; /* of those that were held */
};
struct meeting_view {
	struct pair pair;
	struct meeting m;
	struct agenda_point_rows points;
	struct meeting_goals goals;
	struct agenda_form form;
	struct closing_side_rows
		sides; /* after it was held; the partner's only when one has answered */
	struct commitment_row_rows promised;
	struct notes_view notes;
	int64_t phase; /* 0 before, 1 while they meet, 2 to be closed by me, 3 closed */
	bool closable;
	bool answered; /* by me */
	bool asked;    /* whether the time suits me: I did not plan it */
	bool suits;    /* me */
	bool suits_them;
	bool same_zone;
};
struct meeting_edit_view {
	struct pair pair;
	struct meeting_form form;
	const char *there;   /* what the clock of the other says, where it is another one; or "" */
	bool against;	     /* something speaks against the time, and may be passed over */
	int64_t meeting;     /* 0: a new one */
	const char *blocked; /* what the programme wants first, in a sentence; or NULL */
	bool prepares;	     /* that is to prepare */
};
struct closing_view {
	struct pair pair;
	struct meeting m;
	struct closing_form form;
	struct closing_goals goals;
	const char *useful, *next, *change; /* the three questions */
	const char *next_hint;
	bool hopes;	   /* it is the first, and I have not said what we hope for (E1) */
	bool hopes_needed; /* and the programme does not let it be empty */
	const char *hope, *hope_hint, *aim;
	struct option_rows aims;
};
struct commitment_list_view {
	struct pair pair;
	struct commitment_form form;
	struct commitment_row_rows mine, theirs, done;
	struct paging pages; /* of what is done */
	struct texts asks;   /* what my role is asked about promises (H1, H2) */
};

#endif
