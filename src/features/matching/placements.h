/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a manager decides about single people in a programme of circles: that somebody is in the circle about a
 * topic, wherever else he would fit better, and which two are never in the same one (wish_set). Both count
 * when the best circles are found again. Managers and administrators see it, nobody else.
 */
#ifndef MATCHING_PLACEMENTS_H
#define MATCHING_PLACEMENTS_H

#include "features/matching/matching.h"
#include "features/matching/placements.sql.h"

#define PLACEMENT_FOUND 20

/* topic 0, or none: wherever it fits best. */
#define PLACEMENT_FORM(F, S) F(S, REF, topic, .optional = true)
FORM_DECLARE(placement_form, PLACEMENT_FORM)

/* CONFLICT in a programme without circles; INVALID if the topic is not on offer; NOT_FOUND if the person does
 * not take part. */
enum result placement_set(struct ctx *c, int64_t programme, int64_t person, int64_t topic);

struct placement_list_view {
	int64_t programme;
	const char *name;
	struct placement_rows items;
};
struct placement_edit_view {
	int64_t programme, person;
	const char *name, *person_name;
	struct placement_form form;
	struct option_rows topics;
	struct placement_rows apart; /* from whom somebody is kept */
	int64_t pin;		     /* topic, or 0 */
	const char *proposed;	     /* topic of the newest proposal, or "" */
	int64_t run;		     /* that proposal, or 0 */
	struct placement_other_rows beside, found;
	const char *q;
};

#endif
