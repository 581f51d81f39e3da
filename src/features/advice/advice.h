/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What mentoring has that coaching has not. Advice: written down by either, tried by the mentee, with the day and
 * what became of it (A6); a month later what was not tried comes first. And the mode of two people, mentoring,
 * coaching or a bit of both, which decides what stands first among all that they can turn to (A7, A8). Only the two
 * read the advice.
 */
#ifndef FEATURES_ADVICE_H
#define FEATURES_ADVICE_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/advice/advice.sql.h"
#include "features/onboarding/onboarding.h"
#include "features/relationships/skills.h"

/* question: the one whose answer it is. skill: what it is about, as feedback can say. */
#define ADVICE_FORM(F, S)                                                                          \
	F(S, LONG, body, .min = 1, .max = 2000)                                                    \
	F(S, DATE, given_on, .optional = true)                                                     \
	F(S, REF, question, .optional = true)                                                      \
	F(S, ONE, skill, .optional = true)
FORM_DECLARE(advice_form, ADVICE_FORM)

#define TRIED_FORM(F, S)                                                                           \
	F(S, DATE, tried_on)                                                                       \
	F(S, LONG, result, .min = 1, .max = 2000)
FORM_DECLARE(tried_form, TRIED_FORM)

#define MODE_FORM(F, S) F(S, ONE, mode, .of = "mentoring|coaching|blended")
FORM_DECLARE(mode_form, MODE_FORM)

/* Either writes it down. An empty day is today. INVALID for a day that lies ahead, a question of others, or a
 * skill that is not offered. */
enum result advice_note(
	struct ctx *c, int64_t relationship, const struct advice_form *f, int64_t *ret_id);

/* The mentee (of peers: either) has tried it, and says what became of it. FORBIDDEN for the mentor; INVALID for a
 * day that lies ahead, or before it was given. */
enum result advice_try(struct ctx *c, int64_t advice, const struct tried_form *f);
/* The mentee lays it aside: not every advice fits. FORBIDDEN for the mentor. */
enum result advice_aside(struct ctx *c, int64_t advice);
/* Open again, whatever was said. */
enum result advice_again(struct ctx *c, int64_t advice);
/* Who wrote it down takes it away; what the other said became of it stays. FORBIDDEN for the other. */
enum result advice_remove(struct ctx *c, int64_t advice);

/* How many that were not tried stand there for longer than the programme's rule of thumb. */
int64_t advice_waiting(struct ctx *c, const struct pair *p);
/* Until this day given, it is old. */
const char *advice_old_day(struct ctx *c, int64_t programme);

/* How the two work. CONFLICT for peers, who learn from each other. */
enum result mode_choose(struct ctx *c, int64_t relationship, const char *mode);
/* The mode in the reader's language, "" for peers. */
const char *mode_name(struct ctx *c, const struct pair *p);

/* What stands first in their mode, in that order. */
struct mode_tool {
	const char *name, *url;
};
struct mode_tool_rows {
	int n;
	struct mode_tool *v;
};
struct mode_tool_rows mode_tools(struct ctx *c, const struct pair *p);

/* ---- views ---- */

#define ADVICE_ON_PAGE 30

struct advice_list_view {
	struct pair pair;
	struct paging pages;
	struct advice_form form;
	struct option_rows skills;
	struct advice_rows items;
	int64_t old, open, done; /* how many of each stand on this page */
	int64_t days;		 /* after so many it is old */
	bool tries;		 /* the reader is the one who tries */
};
struct advice_view {
	struct pair pair;
	struct advice a;
	struct tried_form form;
	bool tries, mine;
};
struct mode_view {
	struct pair pair;
	struct mode_form form;
	struct option_rows modes;
	struct pair_mode m;
	struct difference_rows differences;
	struct mode_tool_rows tools;
};

#endif
