/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feedback both ways (requirements I1 to I10): what happened, what was done, what it did; what was good
 * about it, and what could be different, with a first step. It is looked at once more before it leaves, with
 * hints on how it is said that never hold anybody up. Encouragement is kept apart from it. Only the two read
 * any of it.
 */
#ifndef FEATURES_FEEDBACK_H
#define FEATURES_FEEDBACK_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/advice/advice.h"
#include "features/feedback/feedback.sql.h"
#include "features/programmes/asks.h"
#include "features/relationships/skills.h"
#include "features/shell/wording.h"

#define FEEDBACK_ON_PAGE 30
#define WORDS_SHOWN 12 /* kind words beside the feedback; all of them have a page of their own */

#define FEEDBACK_FORM(F, S)                                                                        \
	F(S, REF, request, .optional = true)                                                       \
	F(S, TEXT, situation, .min = 1, .max = 300)                                                \
	F(S, DATE, event_on, .optional = true)                                                     \
	F(S, LONG, deed, .min = 1, .max = 2000)                                                    \
	F(S, LONG, effect, .max = 2000)                                                            \
	F(S, LONG, keep, .max = 2000)                                                              \
	F(S, LONG, change, .max = 2000)                                                            \
	F(S, LONG, next, .max = 1000)                                                              \
	F(S, TEXT, framing, .max = 300)                                                            \
	F(S, ONE, skill, .optional = true)                                                         \
	F(S, ONE, level, .of = "1|2|3|4|5", .optional = true)                                      \
	F(S, BOOL, sure)
FORM_DECLARE(feedback_form, FEEDBACK_FORM)

#define FEEDBACK_ANSWER_FORM(F, S) F(S, LONG, answer, .min = 1, .max = 2000)
FORM_DECLARE(feedback_answer_form, FEEDBACK_ANSWER_FORM)

#define ASK_FORM(F, S)                                                                             \
	F(S, TEXT, work, .min = 1, .max = 300)                                                     \
	F(S, DATE, event_on, .optional = true)
FORM_DECLARE(ask_form, ASK_FORM)

#define KIND_WORD_FORM(F, S)                                                                       \
	F(S, ONE, kind, .of = "believe|appreciation")                                              \
	F(S, LONG, body, .max = 1000)
FORM_DECLARE(kind_word_form, KIND_WORD_FORM)

/* How much the two are asked for a first step with what could be different (I4): as their programme has it; allies are
 * reminded. */
enum gate_mode feedback_asks_step(struct ctx *c, const struct pair *p);

/* Gives it; the other one is told, not what. It answers a request if one is named. INVALID: neither what was
 * good nor what could change; a change without a first step where that is required; a skill that is not offered; a day
 * that is still to come. CONFLICT if the relationship has ended. */
enum result feedback_give(
	struct ctx *c, int64_t relationship, const struct feedback_form *f, int64_t *ret_id);

/* What the one who got it says to it, or will change. FORBIDDEN for its author. */
enum result feedback_answer(struct ctx *c, int64_t feedback, const char *answer);

/* Asks for feedback on a piece of work; both see that it is open until it is answered or taken back. */
enum result feedback_ask(
	struct ctx *c, int64_t relationship, const struct ask_form *f, int64_t *ret_id);
/* NOT_FOUND if c->who did not ask it. */
enum result feedback_ask_no_more(struct ctx *c, int64_t relationship, int64_t request);

/* "I believe in you", with or without own words; or thanks, which need some. */
enum result kind_word_say(
	struct ctx *c, int64_t relationship, const struct kind_word_form *f, int64_t *ret_id);

/* ---- what is due ---- */

/* The mentee is asked for feedback to the mentor after the second and the fifth meeting, then each quarter
 * (I6). held: meetings held. */
bool feedback_to_mentor_due(struct ctx *c, const struct pair *p, int64_t held);

/* A request of the partner whose day has come; 0 if none. */
int64_t feedback_asked_of_me(struct ctx *c, const struct pair *p);

/* ---- how it is said ---- */

/* What c->who's feedback of so many days lacks, or NULL. keep, change: what is about to be said, "" for nothing. */
const char *feedback_lean(struct ctx *c, const struct pair *p, const struct feedback_balance *b,
	int64_t days, const char *keep, const char *change);

/* All hints on a piece of feedback: its words, its balance over the last months, its age. */
struct wording_rows feedback_hints(
	struct ctx *c, const struct pair *p, const struct feedback_form *f);

/* ---- views ---- */

struct feedback_card {
	struct feedback f;
	const char *skill;
	bool mine; /* I gave it */
	bool fresh;
};
struct feedback_card_rows {
	int n;
	struct feedback_card *v;
};
struct feedback_list_view {
	struct pair pair;
	struct feedback_card_rows items;
	struct paging pages;
	struct feedback_request_rows asked_of_me, i_asked;
	struct encouragement_rows words;
	bool more_words;		 /* than are shown here */
	struct feedback_balance balance; /* mine */
	int64_t days;			 /* of so many */
	const char *lean;		 /* a hint where it leans to one side, or NULL */
	struct ask_form ask;
	struct kind_word_form word;
	bool to_mentor; /* mine is due */
};
struct feedback_view {
	struct pair pair;
	struct feedback_card card;
	struct feedback_answer_form form;
	bool may_answer;
};
struct feedback_new_view {
	struct pair pair;
	struct feedback_form form;
	struct feedback_request request; /* id 0: nobody asked */
	struct option_rows skills, levels;
	struct wording_rows hints;
	const char *skill;
	bool step; /* what could be different needs a first step */
};
struct words_view {
	struct pair pair;
	struct encouragement_rows words;
	struct paging pages;
};
struct skill_view {
	struct pair pair;
	struct skill_line_rows skills;
	struct feedback_card_rows items; /* of the one that is looked at */
	struct advice_rows advice;	 /* of that, too */
	struct paging pages;
	const char *skill; /* its name, or "" */
};

#endif
