/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs that a pair may need a hand, and what to do then (requirements M1 to M10). The night works them
 * out for every pair; the pair sees each first, in one sentence with the numbers behind it and one thing
 * to do. The programme team sees the type of a sign and since when, never more: after some days, or at
 * once when one of the two asks it. What one of the two answered alone is for nobody else. No sign closes
 * or judges anything.
 */
#ifndef FEATURES_HEALTH_H
#define FEATURES_HEALTH_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.h"
#include "features/health/facts.sql.h"
#include "features/health/health.sql.h"
#include "features/health/signs.h"
#include "features/relationships/relationships.h"
#include "features/notices/letter.h"

/* "Not now" lasts so long. */
#define LATER_DAYS 7
#define SNOOZE_DAYS 3

/* ---- what the night does ---- */

struct facts_rows {
	int n;
	struct facts *v;
};
/* The next running relationships behind the id `after`, limit of them, with what is known of each. */
struct facts_rows facts_read(struct ctx *c, int64_t after, int64_t limit);

/* The same of one programme, with those parts only; what is left out is as if there were nothing. */
enum {
	FACTS_MEETINGS = 1,
	FACTS_PROMISES = 2,
	FACTS_ANSWERS = 4,
	FACTS_WORK = 8,
	FACTS_AROUND = 16,
	FACTS_START = 32,
	FACTS_ALL = 63
};
struct facts_rows facts_in(
	struct ctx *c, int64_t programme, int64_t after, int64_t limit, unsigned parts);

/* The same of one that runs; false if it rests or has ended. */
bool facts_of(struct ctx *c, int64_t relationship, struct facts *ret);

void limits_read(struct ctx *c, int64_t programme, struct limits *ret);
/* For one pair: what a programme asks before the first meeting only of those who are there. */
void limits_of_pair(struct ctx *c, const struct facts *f, struct limits *ret);
/* The number of a rule of thumb (PRACTICE_THRESHOLD_…) among the limits; NULL if no sign goes by it. */
int64_t *limit_of(struct limits *l, const char *threshold);

/* When the team hears of a sign that both see; see health_sign.told. */
int sign_told(const char *kind);

/* Works out the signs of the next `limit` relationships behind *after and keeps them: new ones since
 * c->now, those that are gone go. Moves *after on; returns how many it looked at. */
int health_pass(struct ctx *c, int64_t *after, int64_t limit);

/* ---- what the pair sees ---- */

#define MARK_FORM(F, S) F(S, ONE, state, .of = "later|never|shown")
FORM_DECLARE(mark_form, MARK_FORM)

/* A way out of a difficulty: a link, or (post) something that one click does. */
struct way {
	const char *label;
	const char *url;
	bool post;
};
struct way_rows {
	int n;
	struct way *v;
};

/* The way that a word of the practice stands for; label "" if this pair cannot go it now. */
struct way way_of(struct ctx *c, const struct pair *p, const struct practice_item *challenge,
	const char *place);

/* Somebody looks after the two, whom they can ask. */
bool health_team(struct ctx *c, const struct pair *p);

/* The other ways out of a challenge. */
struct way_rows ways_of(struct ctx *c, const struct pair *p, const struct practice_item *it);

/* The signs of a pair that c->who may see and has not put away, the most pressing first; all: with those
 * that are put away. None while it rests. Worked out now, so what was just done counts already. */
struct sign_card_rows sign_cards(struct ctx *c, const struct pair *p, bool all);
/* The most pressing of them alone, or none. */
struct sign_card_rows sign_first(struct ctx *c, const struct pair *p);

/* Puts a card away for c->who alone: "later" for a week, "never" as long as the sign stands, "shown" takes
 * it back. NOT_FOUND if the practice has no such challenge. */
enum result sign_mark(struct ctx *c, int64_t relationship, const char *kind, const char *state);

/* Asks the programme team for a hand: they see the type of this challenge at once, and get a letter. */
enum result help_ask(struct ctx *c, int64_t relationship, const char *kind);
enum result help_withdraw(struct ctx *c, int64_t relationship, const char *kind);

/* Puts the points of a challenge on the agenda of the next meeting, or of the next one that is planned. */
enum result challenge_to_agenda(struct ctx *c, int64_t relationship, const char *kind);

/* ---- resting, going on ---- */

#define REST_FORM(F, S) F(S, DATE, until_on)
FORM_DECLARE(rest_form, REST_FORM)

/* Either of the two pauses until a day (a year at most), or changes that day; the other is told. Nobody is
 * reminded of anything meanwhile, and the clocks of signs stand still. INVALID for a day that is no later
 * than today. */
enum result pause_begin(struct ctx *c, int64_t relationship, const char *until_on);
/* Either goes on earlier. Safe to repeat. */
enum result pause_end(struct ctx *c, int64_t relationship);
/* Those whose day has come for both go on, and are told. Looks at so many behind the first `skip`; how many it
 * were, and how many of them wait for a later hour. */
int pauses_end(struct ctx *c, int limit, int skip, int *ret_early);

/* Asks both whether they go on; closes it ("quiet") when nobody has answered. Either opens it again. */
void going_on_ask(struct ctx *c, const struct facts *f, const struct limits *l);
void going_on_conclude(struct ctx *c, int64_t relationship);
/* One of the two says that they do. */
enum result going_on(struct ctx *c, int64_t relationship);

struct letter_to;
/* The mentor of the two, or the mentee. */
struct letter_to side_of(const struct health_people *p, bool mentor);

/* A letter to one of the two. until: a moment, or 0. False if it was a nudge and not wanted today. */
bool health_tell(struct ctx *c, const struct health_people *p, bool mentor, const char *letter,
	const char *url, int64_t n, int64_t until);

struct pause_view {
	struct pair pair;
	struct rest_form form;
	struct pause pause; /* relationship 0: none */
};

struct challenge_line {
	const char *id;
	const char *name;
};
struct challenge_line_rows {
	int n;
	struct challenge_line *v;
};
struct challenge_list_view {
	struct pair pair;
	struct sign_card_rows cards;
	struct challenge_line_rows others; /* what is not a sign at the moment */
};
struct challenge_view {
	struct pair pair;
	struct sign_card card;
	struct texts steps;
	struct way todo;
	struct way_rows more;
	bool sign;   /* it stands now */
	bool put_by; /* I have put it away */
	bool team;   /* there is somebody to ask */
};

#endif
