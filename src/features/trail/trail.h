/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of a relationship: where the two are on their way, what each of them can do next, who waits
 * for whom. It puts together what the rooms below keep. The trail is one drawing with a text twin: four
 * stages, the meetings held and planned.
 */
#ifndef FEATURES_TRAIL_H
#define FEATURES_TRAIL_H

#include "engine/http/req.h"
#include "features/advice/advice.h"
#include "features/agreement/agreement.h"
#include "features/concerns/concerns.h"
#include "features/endings/endings.h"
#include "features/feedback/feedback.h"
#include "features/goals/goals.h"
#include "features/health/health.h"
#include "features/journal/journal.h"
#include "features/meetings/meetings.h"
#include "features/messages/messages.h"
#include "features/onboarding/onboarding.h"
#include "features/plan/plan.h"
#include "features/preparation/preparation.h"
#include "features/relationships/relationships.h"
#include "features/talk/talk.h"
#include "features/trail/trail.sql.h"
#include "features/trust/trust.h"

/* A stage counts as this long when the trail has to guess how far along it the two are. */
#define STAGE_DAYS 90

/* Of a pair without a next date: it is asked for; other ways are offered, or stand last for a week; it was put
 * away. */
enum again { AGAIN_ASK, AGAIN_OFFER, AGAIN_LAST, AGAIN_REST };

/* What is open between the two. It is read in parts, the pressing ones first, as far as it is needed: most of it says
 * nothing while something else presses. */
enum read_part {
	READ_FIRST, /* who waits for whom, and the next meeting */
	READ_NEXT,  /* dates, ends, what the two have not begun */
	READ_CALM,  /* what can wait */
	READ_PAGE,  /* what only the page of the two shows */
	READ_PARTS,
};
struct pair_facts {
	int read; /* so many parts */
	struct preparation_state preparation;
	bool sign; /* I am asked to take on my role and sign, before the first meeting */
	struct checklist_item_rows six; /* the six things of the beginning */
	bool starting;			/* one of them is untouched */
	int begun;			/* how many of them are done */
	struct meeting_line next;	/* the next planned one, today's included; id 0 if none */
	int64_t unclosed;		/* the latest that I have not closed; 0 if none */
	int64_t held;
	enum again again;
	int64_t goals, smart; /* open goals, and how many of them are SMART */
	int64_t late;	      /* my promises past their date */
	struct agreement_facts agreement;
	bool pulse;		  /* this round's is due */
	int64_t concerns;	  /* that the partner raised to me and I have not answered */
	int64_t review;		  /* a goal of which I have not said where it stands; 0 if none */
	int64_t unread;		  /* messages of the partner */
	int64_t milestone;	  /* one whose day has come, the same */
	int64_t asked;		  /* feedback that the partner asks of me; 0 if none */
	bool to_mentor;		  /* the mentor waits for feedback */
	bool fit;		  /* I am asked whether we suit each other */
	bool touch;		  /* the end is near, and nothing is settled for afterwards */
	bool over;		  /* the programme has ended, the two have not */
	bool looked_back;	  /* I have, or it is too early for it */
	bool paused;		  /* until a day */
	const char *until;	  /* that day */
	bool check;		  /* this month's question for oneself alone */
	int64_t decision;	  /* one of mine that I wanted to look at again; 0 if none */
	bool reflect;		  /* a question for myself waits, after a meeting */
	struct talk_waiting talk; /* questions, what was heard, roadblocks to look at again */
};
/* All parts. */
void pair_facts(struct ctx *c, const struct pair *p, struct pair_facts *ret);

/* The urgency of a step where nothing is to do: its text says what is being waited for. */
#define NEXT_WAITS 9

/* The one thing that c->who should do next in this relationship, in words, with where to do it. Where nothing is to
 * do, url leads to what can be looked at meanwhile; it is "" for those who pause. urgency: smaller is more pressing,
 * for choosing between several relationships. Reads what it needs and f has not; f = { 0 }: nothing was read. */
struct next_step pair_next_step(
	struct ctx *c, const struct pair *p, struct pair_facts *f, int *ret_urgency);

/* The kind of challenge (PRACTICE_CHALLENGE_…) that "not now" puts away where s asks for a date; "" if it does not, or
 * if one of signs can be put away instead. */
const char *again_later(struct ctx *c, const struct pair *p, const struct pair_facts *f,
	const struct next_step *s, const struct sign_card_rows *signs);

/* What the partner is waiting for from me and I from the partner; "" for nothing. */
const char *pair_waiting(struct ctx *c, const struct pair *p, const struct pair_facts *f);

/* ---- the drawing ---- */

struct trail_dot {
	int64_t x, y;
	bool planned;
};
struct trail_dot_rows {
	int n;
	struct trail_dot *v;
};
struct trail_post {
	int64_t x;
	const char *name;
	const char *note; /* when, in words */
	bool reached;
	bool now;
};
struct trail_post_rows {
	int n;
	struct trail_post *v;
};
struct trail {
	const char *path; /* the whole way, an SVG path */
	const char *done; /* as far as the two are */
	struct trail_post_rows posts;
	struct trail_dot_rows dots;
	const char *caption; /* the same in one sentence */
	int64_t stage;
	int64_t since;
};
void trail_draw(struct ctx *c, const struct pair *p, struct trail *ret);

/* ---- the page ---- */

/*
 * A thing that the two can turn to is a tile: one line, with how it stands in a word or two (or "");
 * mark: it waits for the reader. Tiles stand in parts, on a page of their own ("The two of us"); those that
 * wait also stand on the page of the relationship.
 */
#define TILES_MOST 48
#define TILE_PARTS(P)                                                                              \
	P("first", _("What fits how you work"))                                                    \
	P("start", _("To begin with"))                                                             \
	P("work", _("From day to day"))                                                            \
	P("know", _("Who you both are"))                                                           \
	P("trust", _("How it goes"))                                                               \
	P("hard", _("When it gets hard"))                                                          \
	P("private", _("Who sees what, and how it ends"))
struct tile_rows pair_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f);
/* Those of them that wait for the reader. */
struct tile_rows tiles_waiting(struct ctx *c, const struct pair *p, const struct pair_facts *f);

struct tile_group {
	const char *title;
	struct tile_rows tiles;
};
struct tile_group_rows {
	int n;
	struct tile_group *v;
};
struct together_view {
	struct pair pair;
	struct tile_rows tiles;
	struct tile_group_rows groups;
};

struct help_row {
	const char *text;
	const char *by;
	bool mine;
};
struct help_row_rows {
	int n;
	struct help_row *v;
};
struct relationship_view {
	struct pair pair;
	struct trail trail;
	struct next_step step;
	struct sign_card_rows signs; /* the most pressing sign, or none */
	const char *later;	     /* what "not now" puts away, or "" */
	bool paused;
	const char *waiting;
	struct checklist_item_rows six; /* while one of them is untouched, else none */
	int64_t begun;
	const char *promised; /* when the two signed, a sentence; or "" */
	struct goal_card_rows goals;
	struct meeting_line next;
	struct agenda_point_rows agenda, folded; /* its first points; the others, folded */
	bool folded_fresh;			 /* one of those is new */
	struct commitment_row_rows mine, theirs;
	struct help_row_rows helps;
	struct partner partner;
	const char *likes;	/* how the partner likes to talk, one sentence; or "" */
	struct tile_rows tiles; /* those that wait */
	const char *tip;	/* of this stage, for my role */
	bool same_zone;
};

#endif
