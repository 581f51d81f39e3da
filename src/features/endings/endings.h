/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a relationship ends, goes on, and is passed on (requirements N1 to N7). Either side may end it at any
 * time and owes nobody a reason: the other reads a neutral note, and a goodbye if there is one. Why somebody
 * ends is counted for the programme by nobody in particular. Afterwards the two can look back, stay in
 * touch as allies outside of the programme, take it up again, be matched again, become a mentor, and tell
 * their story.
 */
#ifndef FEATURES_ENDINGS_H
#define FEATURES_ENDINGS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/endings/endings.sql.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/people/people.h"
#include "features/relationships/relationships.h"
#include "features/sheets/sheets.h"

#define STORIES_ON_PAGE 20

#define ENDING_FORM(F, S)                                                                          \
	F(S, ONE, ending, .of = "planned|early", .none = N_("I would rather not say"),             \
		.optional = true)                                                                  \
	F(S, ONE, reason, .none = N_("I would rather not say"), .optional = true)                  \
	F(S, LONG, farewell, .max = 2000)                                                          \
	F(S, BOOL, sure)
FORM_DECLARE(ending_form, ENDING_FORM)

#define FIT_FORM(F, S) F(S, ONE, answer, .of = "good|deciding|not")
FORM_DECLARE(fit_form, FIT_FORM)

#define TOUCH_FORM(F, S)                                                                           \
	F(S, ONE, interval)                                                                        \
	F(S, LONG, support, .max = 2000)
FORM_DECLARE(touch_form, TOUCH_FORM)

/* answer_<question>, and what stood in the way. */
#define REVIEW_FORM(F, S)                                                                          \
	F(S, OPEN, answers, .of = "answer_")                                                       \
	F(S, MANY, obstacle, .max = 10)
FORM_DECLARE(review_form, REVIEW_FORM)

#define NEXT_FORM(F, S) F(S, ONE, match, .of = "yes|no")
FORM_DECLARE(next_form, NEXT_FORM)

#define PATH_FORM(F, S)                                                                            \
	F(S, MANY, topic, .max = 60)                                                               \
	F(S, TEXT, other, .optional = true, .max = 80)
FORM_DECLARE(path_form, PATH_FORM)

#define STORY_FORM(F, S)                                                                           \
	F(S, LONG, body, .min = 1, .max = 6000)                                                    \
	F(S, BOOL, named)
FORM_DECLARE(story_form, STORY_FORM)

/* ---- the end ---- */

/* Ends it as c->who wants. The partner gets a neutral letter; the reason is only counted, the goodbye is read
 * by the two. INVALID: a reason that is not offered; CONFLICT: it has ended. */
enum result ending_make(struct ctx *c, int64_t relationship, const struct ending_form *f);

/* Wishes of the two after an ending; kind "ally" or "reopen". When both have it, it is so; whoever ended it
 * may reopen alone for some days (threshold reopen), and so may either if it ended by itself. ret_done: it
 * is so now. CONFLICT if it has not ended, or the mentee has somebody else by now. */
enum result ending_wish_add(struct ctx *c, int64_t relationship, const char *kind, bool *ret_done);
enum result ending_wish_take_back(struct ctx *c, int64_t relationship, const char *kind);

/* True if c->who alone may take it up again. */
bool ending_may_reopen(struct ctx *c, const struct pair *p);

/* Counts what stood in the way, with the look back; the first time only that somebody says it in a
 * programme, so that a figure speaks of as many people. */
void ending_obstacles(struct ctx *c, const struct pair *p, const struct texts *words);

/* How many people said what; numbers below least, the smallest group, are kept back. Of reasons, of which
 * everybody gives one, they are added to "other", with the next smallest where they are few together. */
struct pattern_rows ending_patterns(
	struct ctx *c, int64_t programme, const char *kind, int64_t least);

/* ---- do the two suit each other ---- */

/* "not" of a mentor is told to the managers; a mentee is offered the way out. Nobody else learns of an
 * answer. CONFLICT before the first meeting or after the end. */
enum result fit_say(struct ctx *c, int64_t relationship, const char *answer);

/* Asked after the first meeting; after each further one as long as one is not sure. */
bool fit_due(struct ctx *c, const struct pair *p, int64_t held);

/* ---- staying in touch ---- */

/* How often, and what c->who would still like help with. INVALID: an interval that is not offered. */
enum result touch_settle(struct ctx *c, int64_t relationship, const struct touch_form *f);

/* They were in touch: the next time is an interval from now. NOT_FOUND if nothing is settled. */
enum result touch_note(struct ctx *c, int64_t relationship);

/* The programme of the two ends soon, or has ended (threshold last-stretch). */
bool ending_is_near(struct ctx *c, const struct pair *p);

/* The end is near, or they are allies, and they have settled nothing. */
bool touch_plan_due(struct ctx *c, const struct pair *p);

/* ---- going on ---- */

/* In which role the one of p takes part in its programme. */
const char *place_role(const struct pair *p);

/* match "yes": waits to be matched again in the same programme; "no": has left it. CONFLICT while a
 * relationship of c->who runs there. */
enum result next_match_set(struct ctx *c, int64_t relationship, const char *match);

/* A mentee would like to pass it on: the chosen topics, and another one in own words, are offered from now on, and
 * managers can take him in. INVALID if there is nothing at all to offer. */
enum result mentor_path_take(struct ctx *c, int64_t relationship, const struct path_form *f);
enum result mentor_path_leave(struct ctx *c, int64_t relationship);

/* A manager takes somebody in who wished it. NOT_FOUND if nobody did. */
enum result mentor_wish_grant(struct ctx *c, int64_t programme, int64_t person);

/* Writes or changes the story that c->who tells; the partner is asked to agree. */
enum result story_tell(
	struct ctx *c, int64_t relationship, const struct story_form *f, int64_t *ret_id);
/* The partner agrees to it as it stands; managers may read it from then on. */
enum result story_agree(struct ctx *c, int64_t story);
/* A manager lets all who take part read it, or no longer. */
enum result story_publish(struct ctx *c, int64_t story, bool yes);
/* By either of the two, at any time. */
enum result story_take_back(struct ctx *c, int64_t story);

/* What is open to c->who after the end. */
void aftermath_fill(struct ctx *c, const struct pair *p, struct aftermath *ret);

/* ---- letters ---- */

/* letter to one of the pair, or to every manager of its programme; {partner} is the other one, or who. */
void ending_tell(
	struct ctx *c, int64_t relationship, int64_t person, const char *letter, const char *url);
void ending_tell_managers(
	struct ctx *c, int64_t programme, const char *letter, const char *who, const char *url);

/* ---- views ---- */

struct ending_view {
	struct pair pair;
	struct ending_form form;
	struct option_rows endings, reasons;
	bool check;	    /* look at it once more */
	const char *letter; /* what the partner reads */
};
struct fit_view {
	struct pair pair;
	struct fit_form form;
	struct option_rows answers;
	const char *said; /* my last answer, in words, or "" */
	bool out;	  /* a mentee who said no */
};
struct after_view {
	struct pair pair;
	struct aftermath a;
	struct farewell_rows farewells;
	bool mentee;
	bool other; /* the mentee has another mentor by now */
};
struct review_view {
	struct sheet_view sheet;
	struct goal_card_rows goals;
	struct option_rows obstacles;
	struct review_form form;
};
struct touch_view {
	struct pair pair;
	struct touch_form form;
	struct option_rows intervals;
	struct keeping_touch now;  /* interval_days 0: nothing is settled */
	const char *interval;	   /* in words */
	const char *mine, *theirs; /* what each would like help with */
	int64_t next_at;
	bool later; /* nobody is reminded before the last stage */
};
struct path_view {
	struct pair pair;
	struct path_form form;
	struct person_topic_rows learnt, offered;
	struct option_rows topics; /* those learnt, to choose from */
	bool wished;
	bool taken;
};
struct story_view {
	struct pair pair;
	struct story_form form;
	struct story mine, theirs; /* id 0: none */
};
struct story_list_view {
	int64_t programme;
	const char *name;
	struct story_card_rows items;
	struct paging pages;
	bool manager;
};
#define WISHES_ON_PAGE 30

struct ending_list_view {
	int64_t programme;
	const char *name;
	struct pattern_rows reasons, obstacles;
	int64_t reasons_most, obstacles_most; /* the highest number, for the bars */
	struct wish_card_rows wishes;
	struct paging pages; /* of the wishes */
};

#endif
