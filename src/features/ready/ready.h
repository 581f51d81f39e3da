/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How people are made ready, before and beside everything that two of them do: a few questions to oneself (A12),
 * four traits that a mentor looks at in himself (A14), guides, exercises and scenes that are open to anyone (A10),
 * and the way of a newcomer, one step at a time, until there is somebody to meet.
 *
 * Who sees what. What somebody answers about himself, nobody else ever reads; managers learn how many of those
 * who wait have done a step, where there are enough of them.
 */
#ifndef FEATURES_READY_H
#define FEATURES_READY_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "engine/practice/practice.h"
#include "features/onboarding/onboarding.h"
#include "features/ready/ready.sql.h"

/* ---- am I ready? ---- */

#define SELF_CHECK_FORM(F, S)                                                                      \
	F(S, ONE, trust, .of = "1|2|3|4|5")                                                        \
	F(S, ONE, motivation, .of = "1|2|3|4|5")                                                   \
	F(S, ONE, learning, .of = "1|2|3|4|5")                                                     \
	F(S, ONE, hours, .of = "1|2|3|4|5")                                                        \
	F(S, LONG, gains, .optional = true, .max = 2000)
FORM_DECLARE(self_check_form, SELF_CHECK_FORM)

/* Keeps what c->who answers for a role ("mentor", "mentee"), in place of what was there. gains is asked of
 * mentors only (A3). NOT_FOUND for another word. Nothing follows from the numbers but tips. */
enum result self_check_save(struct ctx *c, const char *role, const struct self_check_form *f);

/* What c->who has answered; false if nothing. */
bool self_check_get(struct ctx *c, const char *role, struct self_check *ret);

/* A tip for each low answer, in the written order. */
struct self_tip {
	const char *id, *name, *tip;
};
struct self_tip_rows {
	int n;
	struct self_tip *v;
};
struct self_tip_rows self_check_tips(struct ctx *c, const struct self_check *s);

/* ---- four traits ---- */

#define TRAITS_FORM(F, S)                                                                          \
	F(S, ONE, communication, .of = "1|2|3|4|5")                                                \
	F(S, ONE, empathy, .of = "1|2|3|4|5")                                                      \
	F(S, ONE, adaptability, .of = "1|2|3|4|5")                                                 \
	F(S, ONE, learning, .of = "1|2|3|4|5")
FORM_DECLARE(traits_form, TRAITS_FORM)

/* Keeps it; within a week it takes the place of the last one, later it is another point of the trend. */
enum result traits_rate(struct ctx *c, const struct traits_form *f);
/* All of c->who, the earliest first. */
struct trait_rating_rows traits_list(struct ctx *c);
/* c->who is a mentor somewhere, and has not rated himself for as long as the threshold says. */
bool traits_due(struct ctx *c);
/* The ids of the lowest traits of a rating, in the written order. */
struct texts traits_lowest(struct ctx *c, const struct trait_rating *r);

/* ---- guides, exercises, scenes ---- */

/* Marks it as done for c->who, or takes that back. kind: "steps", "exercises", "scenes". NOT_FOUND if the practice
 * has none of that name. */
enum result learnt_mark(struct ctx *c, const char *kind, const char *item, bool done);

/* What c->who has done; ask by learnt_has. */
struct learnt_rows learnt_read(struct ctx *c);
bool learnt_has(struct ctx *c, const struct learnt_rows *rows, const char *kind, const char *item);

/* The next thing worth doing for somebody who waits: of the guide of the role, then a scene, then an exercise.
 * role "": exercises only. False if all is done. */
bool learning_next(struct ctx *c, const char *role, const char **ret_name, const char **ret_url);

/* The guide of a role. */
const struct practice_item *guide_of(const char *role);

/* ---- the way of a newcomer ---- */

/* The steps of c->who in a programme; state: "done", "next" (the first that is not), "todo", or "wait" for the
 * match itself. What the programme does not ask for is left out. None if he does not take part. */
struct path_step_rows newcomer_path(struct ctx *c, int64_t programme);
/* The one that comes next, or what to do while waiting. False once he is matched. */
bool newcomer_next(const struct path_step_rows *path, struct path_step *ret);

/* How far those are who wait; done is -1 where they are too few to say. */
struct newcomer_step_rows newcomer_steps(struct ctx *c, int64_t programme);

/* ---- views ---- */

struct self_check_view {
	const char *role, *other; /* words of addresses */
	bool mentor;
	const char *trust, *motivation, *learning, *hours, *gains, *gains_hint;
	struct option_rows scale;
	struct self_check_form form;
	struct self_check s; /* rated_at 0: nothing yet */
	struct self_tip_rows tips;
	bool editing;
};

struct learning_link {
	const char *name, *note, *url;
	bool done;
};
struct learning_link_rows {
	int n;
	struct learning_link *v;
};

struct trait_line {
	const char *name;
	int64_t value;
	const char *line; /* an SVG path over time, or "" */
	bool lowest;
};
struct trait_line_rows {
	int n;
	struct trait_line *v;
};
struct traits_view {
	struct traits_form form;
	const char *communication, *empathy, *adaptability, *learning;
	struct option_rows scale;
	struct trait_rating_rows ratings;
	struct trait_line_rows lines;
	struct learning_link_rows learn; /* for what is lowest */
	bool due;			 /* asked now */
};

struct guide_list_view {
	struct guide_line_rows guides;
	struct learning_link_rows scenes, exercises;
	bool signed_in;
};
struct guide_view {
	const char *id, *name, *text;
	struct guide_step_rows steps;
	int64_t done;
	bool signed_in;
};
struct exercise_view {
	const char *id, *name, *why;
	struct texts steps;
	int64_t minutes;
	bool done, signed_in;
};
struct scene_view {
	const char *id, *name, *said;
	struct scene_choice_rows choices;
	const char *chosen, *chosen_text, *reply; /* "" before one has chosen */
	const char *next_name, *next_url;	  /* another scene, or "" */
	bool done, signed_in;
};
struct way_in_view {
	int64_t programme;
	const char *name;
	struct path_step_rows steps;
	const char *go_text, *go_url, *go_action; /* of the next one */
};
struct newcomer_list_view {
	int64_t programme;
	const char *name;
	struct newcomer_step_rows steps;
	int64_t people, least;
	bool told;
};

/* From 1 to 5, in words. */
struct option_rows self_scale(struct ctx *c);
struct learning_link_rows exercises_for(struct ctx *c, const struct texts *traits);

#endif
