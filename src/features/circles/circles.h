/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Circles: a few people who meet around a topic. A programme of circles offers topics, each with the least and
 * the most people of a circle, and may say how many of one unit or level may be in one. Who goes where is
 * found in the room matching; here is what is offered, and what runs: who is in which circle.
 *
 * Who sees what. Whoever is in a circle sees who else is; managers of the programme and administrators too.
 */
#ifndef FEATURES_CIRCLES_H
#define FEATURES_CIRCLES_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/circles/circles.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

/* Three to eight: two may be missing, and everybody speaks (B10). */
#define CIRCLE_LEAST 3
#define CIRCLE_MOST 8
#define CIRCLE_LARGEST 50
#define ASKED_SHOWN 8

#define CIRCLE_TOPIC_FORM(F, S)                                                                    \
	F(S, TEXT, name, .min = 1, .max = 80)                                                      \
	F(S, INT, least, .min = 2, .max = CIRCLE_LARGEST)                                          \
	F(S, INT, most, .min = 2, .max = CIRCLE_LARGEST)
FORM_DECLARE(circle_topic_form, CIRCLE_TOPIC_FORM)

#define CIRCLE_SIZE_FORM(F, S)                                                                     \
	F(S, INT, least, .min = 2, .max = CIRCLE_LARGEST)                                          \
	F(S, INT, most, .min = 2, .max = CIRCLE_LARGEST)
FORM_DECLARE(circle_size_form, CIRCLE_SIZE_FORM)

/* alike "any": nobody looks at it. */
#define MIXTURE_FORM(F, S)                                                                         \
	F(S, ONE, alike, .of = "any|unit|level")                                                   \
	F(S, INT, alike_most, .min = 1, .max = CIRCLE_LARGEST)
FORM_DECLARE(mixture_form, MIXTURE_FORM)

/* Offers a topic, made if nobody had named it yet, or changes the sizes of one that is on offer. INVALID if the
 * least is above the most; CONFLICT in a programme that has no circles. */
enum result circle_topic_offer(
	struct ctx *c, int64_t programme, const struct circle_topic_form *f, int64_t *ret_id);
/* INVALID as above; NOT_FOUND if it is not on offer here. */
enum result circle_topic_resize(
	struct ctx *c, int64_t programme, int64_t id, const struct circle_size_form *f);
enum result circle_topic_withdraw(struct ctx *c, int64_t programme, int64_t id);

enum result mixture_set(struct ctx *c, int64_t programme, const struct mixture_form *f);

/* Begins a circle of these people, who count as matched from now on. */
int64_t circle_start(struct ctx *c, int64_t programme, int64_t topic, int64_t run,
	const int64_t *people, size_t n);

/* c->who leaves, and waits again; a circle of fewer than two has ended. CONFLICT if it has ended. */
enum result circle_leave(struct ctx *c, int64_t circle);

/* ---- views ---- */

struct circle_topic_list_view {
	int64_t programme;
	const char *name;
	struct circle_topic_rows topics;
	struct circle_asked_rows asked;
	struct circle_topic_form form;
	struct mixture_form mixture;
	struct option_rows alikes;
};
struct circle_topic_edit_view {
	int64_t programme;
	const char *name;
	struct circle_topic t;
	struct circle_size_form form;
};
struct circle_list_view {
	int64_t programme;
	const char *name;
	struct circle_rows circles;
};
struct circle_view {
	struct circle k;
	struct circle_member_rows members;
	bool member, active;
};

#endif
