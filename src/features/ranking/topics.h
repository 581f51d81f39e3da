/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where somebody says which circles he would like, in a programme of circles: up to five topics in an order, and
 * topics that are not for him. It comes before what his profile says. Nobody but the person sees any of it,
 * ever: managers learn how many have said something.
 */
#ifndef RANKING_TOPICS_H
#define RANKING_TOPICS_H

#include "features/ranking/ranking.h"
#include "features/ranking/topics.sql.h"

#define TOPIC_PLACES 5

#define TOPIC_CHOICE_FORM(F, S)                                                                    \
	F(S, REF, first, .optional = true, .folded = true)                                         \
	F(S, REF, second, .optional = true, .folded = true)                                        \
	F(S, REF, third, .optional = true, .folded = true)                                         \
	F(S, REF, fourth, .optional = true, .folded = true)                                        \
	F(S, REF, fifth, .optional = true, .folded = true)                                         \
	F(S, BOOL, only)                                                                           \
	F(S, MANY, not_for_me, .max = NOT_FOR_ME_MOST)
FORM_DECLARE(topic_choice_form, TOPIC_CHOICE_FORM)

/* INVALID: a topic that is not on offer, or is named twice. CONFLICT in a programme without circles, or that
 * has ended. NOT_FOUND for whoever does not take part. */
enum result topic_choice_can(struct ctx *c, int64_t programme);
enum result topic_choice_set(struct ctx *c, int64_t programme, const struct topic_choice_form *f);

struct topic_choice_view {
	int64_t programme;
	const char *name;
	struct topic_choice_form form;
	struct option_rows places, against;
	bool said; /* anything at all */
};

#endif
