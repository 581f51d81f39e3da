/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two people who have been brought together: that there is such a relationship, since when, in which
 * stage; how it ends. What they do together is in the rooms above. That it exists is known to the
 * programme's manager and the line manager; what is written in it, only to the two.
 */
#ifndef FEATURES_RELATIONSHIPS_H
#define FEATURES_RELATIONSHIPS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/relationships/relationships.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

/* A number about fewer pairs than this is not told. */
#define RELATIONSHIPS_COUNTED 5

/* A programme's list says how many relationships are on a page. */
#define RELATIONSHIPS_ON_PAGE 50

/* One relationship as one of its two people sees it. */
struct pair {
	struct relationship r;
	int64_t me;
	int64_t partner;
	const char *my_role; /* "mentor", "mentee"; "peer" where both learn from each other */
	const char *my_name;
	const char *partner_name;
	const char *partner_tz;
	bool active; /* may still be written to: it runs, or the two are allies beyond the programme */
	bool ally; /* the programme has ended for them, they have not */
};

/* Fills *ret for the person of c. NOT_FOUND if c->who is not one of the two. The first one that a request
 * reads is what its page belongs to (ctx.within). */
enum result pair_get(struct ctx *c, int64_t relationship, struct pair *ret);

/* As pair_get, for a change: CONFLICT with a sentence if the relationship has ended. */
enum result pair_open(struct ctx *c, int64_t relationship, struct pair *ret);

/* What helps to answer a prompt, in the version of the reader's role: hint_mentor or hint_mentee, else hint. */
struct practice_item;
const char *pair_hint(struct ctx *c, const struct pair *p, const struct practice_item *prompt);

/* Starts a relationship at c->now in stage 1; both people count as matched in the programme. CONFLICT if
 * these two have an active one in this programme already. */
enum result relationship_start(
	struct ctx *c, int64_t programme, int64_t mentor, int64_t mentee, int64_t *ret_id);

/* The same of two people of one kind, in a programme of peers. */
enum result relationship_start_peers(
	struct ctx *c, int64_t programme, int64_t a, int64_t b, int64_t *ret_id);

/* Ends it without fault: nothing that was written is lost, and both are free to be matched again. ending:
 * "planned", "early", or "quiet" if nobody went on. Allies part. The event relationship_ended tells the
 * rooms above. CONFLICT if it has ended. */
enum result relationship_end(struct ctx *c, int64_t relationship, const char *ending);

/* Takes it up where it ended; both count as matched again. CONFLICT if it runs, or if the mentee has
 * another mentor in the programme by now. The event relationship_reopened follows. */
enum result relationship_reopen(struct ctx *c, int64_t relationship);

/* An ended one goes on between the two alone: no programme counts it, it may be written to. */
enum result relationship_ally(struct ctx *c, int64_t relationship);

/* Moves on to stage (2 to 4) if it is later than the one reached; never back. */
void relationship_reach(struct ctx *c, int64_t relationship, int stage);

/* Names of the four stages, translated; stage 1 to 4. */
const char *fmt_stage(struct ctx *c, int64_t stage);
/* "Active", "Paused", "Ended". */
const char *fmt_relationship_state(struct ctx *c, const char *state);

/* ---- views ---- */

struct my_relationships_view {
	struct my_relationship_rows active, ended;
};
struct relationship_list_view {
	int64_t programme;
	const char *programme_name;
	struct relationship_status_rows rows;
	bool peers, circles;
	struct paging pages;
	const char *unclear; /* in how many pairs limits are unclear, or "" */
};
/* A line manager learns that the two are a pair, since when and in which stage; whether they meet is not
 * for him. In JSON the numbers about meetings are NOT_TOLD then. */
#define NOT_TOLD (-1)
struct relationship_status_view {
	struct relationship_status s;
	bool meetings; /* the reader may know about them, and about goals */
	struct relationship_goal_rows goals;
	const char *way; /* "Coaching": how they work; or "" */
};

#endif
