/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two people work together (requirements C1 to C7, C9 to C11). Each answers five questions alone (the
 * sheet "boundaries"); where the answers differ one of the two proposes a middle ground, and it is valid
 * when the other accepts. What is changed later is a new version; the old ones stay, with what changed.
 *
 * Beside it: who kept the other waiting, and whether the meetings change when somebody likes to talk in
 * another way than before. All of it is for the two alone; managers learn in how many pairs of a
 * programme something is unclear (relationships.sql).
 */
#ifndef FEATURES_AGREEMENT_H
#define FEATURES_AGREEMENT_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/agreement/agreement.sql.h"
#include "features/relationships/relationships.h"
#include "features/sheets/sheets.h"

#define AGREEMENTS_ON_PAGE 20

/* A meeting called off less than this many hours before is called off late, if nothing else is agreed. */
#define NOTICE_HOURS 24

/* base: the version that the form was filled from, 0 for none: refuses to overwrite a newer one. rhythm: how_often as a
 * number of days, which becomes the rhythm of their meetings when both have accepted; "" leaves that as it is. */
#define AGREEMENT_FORM(F, S)                                                                       \
	F(S, LONG, direction, .optional = true, .max = 2000)                                       \
	F(S, LONG, role, .optional = true, .max = 2000)                                            \
	F(S, LONG, expectations, .optional = true, .max = 2000)                                    \
	F(S, LONG, areas, .optional = true, .max = 2000)                                           \
	F(S, LONG, meetings, .optional = true, .max = 2000)                                        \
	F(S, LONG, contact, .optional = true, .max = 2000)                                         \
	F(S, TEXT, how_often, .optional = true, .max = 300)                                        \
	F(S, ONE, rhythm, .of = "7|14|21|28|42|56|84", .optional = true)                           \
	F(S, TEXT, times, .optional = true, .max = 300)                                            \
	F(S, TEXT, place, .optional = true, .max = 300)                                            \
	F(S, TEXT, channel, .optional = true, .max = 300)                                          \
	F(S, INT, notice_hours, .min = 0, .max = 336)                                              \
	F(S, LONG, lateness, .optional = true, .max = 2000)                                        \
	F(S, LONG, outsiders, .optional = true, .max = 2000)                                       \
	F(S, REF, base, .optional = true)
FORM_DECLARE(agreement_form, AGREEMENT_FORM)

/* who: seen by c->who. */
#define ABSENCE_FORM(F, S) F(S, ONE, who, .of = "me|partner|both")
FORM_DECLARE(absence_form, ABSENCE_FORM)

/* change: id of a process-change of the practice, "" to leave all as it is. */
#define STYLE_FORM(F, S) F(S, ONE, change, .optional = true)
FORM_DECLARE(style_form, STYLE_FORM)

/* What the page of the relationship wants to know. */
struct agreement_facts {
	struct sheet_state boundaries;
	int64_t version;  /* that is valid; 0 if none is */
	int64_t since;	  /* when it became so */
	int64_t proposed; /* id of what waits for an answer; 0 if nothing does */
	bool proposed_by_me;
	bool unclear;  /* they have met, and not every limit is settled (C4) */
	bool realign;  /* a new direction was accepted and the goals not looked at since */
	int64_t offer; /* an open question whether the meetings change (C7) */
};
void agreement_facts(
	struct ctx *c, const struct pair *p, int64_t held, struct agreement_facts *ret);
/* The same without offer; boundaries only while nothing is valid. */
void agreement_brief(
	struct ctx *c, const struct pair *p, int64_t held, struct agreement_facts *ret);

/*
 * Proposes a version; an earlier proposal is withdrawn, the valid one stays valid meanwhile. The other is
 * told by mail. INVALID if f->base is not the newest any more. How often, when, where and how may still be
 * missing: it can be proposed so, and not accepted.
 */
enum result agreement_propose(
	struct ctx *c, int64_t relationship, const struct agreement_form *f, int64_t *ret_id);

/* c->who accepts what the other proposed: it is valid from now on. CONFLICT if it is one's own, no longer
 * proposed, or lacks one of the four things that every agreement needs (C1). */
enum result agreement_accept(struct ctx *c, int64_t agreement);

/* Takes a proposal back, or says no to it; then whoever proposed it is told. Its words are kept, see agreement_aside.
 * CONFLICT if it is not one any more. */
enum result agreement_withdraw(struct ctx *c, int64_t agreement);

/* The two have looked at their goals after a new direction. Safe to repeat. */
enum result agreement_align(struct ctx *c, int64_t relationship);

/* Says who did not come to a meeting whose time has come and that nobody has closed; it counts as not
 * held. who: "me", "partner", "both". CONFLICT if it is not such a meeting. */
enum result absence_note(struct ctx *c, int64_t meeting, const char *who);

/* Takes that back: the meeting can be closed as held. CONFLICT if nothing was noted. */
enum result absence_forget(struct ctx *c, int64_t meeting);

/* Accepts one of the ways that were offered ("" for: as before); both see it. INVALID for a way that was
 * not offered, CONFLICT if nothing is open. */
enum result style_decide(struct ctx *c, int64_t relationship, const char *change);

/* ---- views ---- */

/* One point of an agreement, and what it was before. */
struct term {
	const char *name; /* of the field */
	const char *label;
	const char *text;
	const char *was; /* "" if there is nothing to compare with */
	bool changed;
	bool missing; /* one of the four, and empty */
};
struct term_rows {
	int n;
	struct term *v;
};
/* The points of a; before may be NULL. Empty ones are left out unless they are missing or were not empty. */
struct term_rows agreement_terms(
	struct ctx *c, const struct agreement *a, const struct agreement *before);

struct agreement_list_view {
	struct pair pair;
	struct agreement_facts facts;
	struct agreement valid, proposed; /* id 0 if there is none */
	struct term_rows valid_terms, proposed_terms;
	struct agreement_rows past; /* of this page */
	struct paging pages;
	struct texts rules, exceptions;
	const char *rules_name, *exceptions_name;
	const char *missing;	/* what the proposal lacks, in words; or "" */
	struct agreement aside; /* what was turned down or taken back last; id 0: nothing */
	const char *aside_title;
	const char *rhythm; /* that of their meetings, where it is another than agreed; or "" */
	struct attendance_rows attendance;
	struct sheet_question_rows unclear; /* the questions that are not settled */
	bool ready;			    /* both have answered the questions */
};
/* How a question is put. */
struct asked {
	const char *text;
	const char *hint;
};
struct agreement_edit_view {
	struct pair pair;
	struct agreement_form form;
	struct sheet_question_rows answers; /* of both, where both are done */
	struct asked often, times, place, channel;
	const char *newest; /* address of a proposal that came in between, or "" */
	struct option_rows rhythms;
	bool open;    /* there are answers of both that differ */
	bool first;   /* nothing has been proposed before */
	bool turning; /* a new direction */
};
struct agreement_view {
	struct pair pair;
	struct agreement a;
	struct term_rows terms;
};
struct absence_view {
	struct pair pair;
	int64_t meeting;
	int64_t starts_at;
	struct absence_form form;
	struct option_rows whos;
	bool noted;
};
struct style_change_row {
	const char *id;
	const char *name;
	const char *text;
};
struct style_change_rows {
	int n;
	struct style_change_row *v;
};
struct style_view {
	struct pair pair;
	const char *mine, *theirs;	 /* how each likes to talk, one sentence or "" */
	const char *who;		 /* whose way has changed */
	struct style_change_rows offers; /* none: nothing is open */
	struct style_change_rows taken;	 /* text: when */
};

#endif
