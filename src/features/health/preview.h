/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Before a manager changes a rule of thumb, he sees whom it would concern. There is one way to find that out:
 * what is known of the running pairs is laid before the rule twice, once with the number that holds and once
 * with the one that is tried, and the same functions decide as in the night. What people answer in private is
 * not counted, so that nobody learns of an answer by trying numbers.
 */
#ifndef FEATURES_HEALTH_PREVIEW_H
#define FEATURES_HEALTH_PREVIEW_H

#include "features/health/health.h"
#include "features/health/preview.sql.h"
#include "features/programmes/asks.h"

enum preview_way {
	PREVIEW_NONE,	 /* it says when something happens, the same for all */
	PREVIEW_PRIVATE, /* it rests on what people answer alone */
	PREVIEW_PAIRS,
	PREVIEW_PEOPLE,
};

/* all: whom it would concern with the number; newly, no_longer: beside the number that holds. */
struct preview {
	enum preview_way way;
	int64_t all, newly, no_longer;
};

/* Counts. The numbers are exact: they are for nobody's eyes below the smallest group. */
struct preview threshold_preview(
	struct ctx *c, int64_t programme, const char *threshold, int64_t value);

/* What a rule of thumb is about, as the page says it: a sign by its name; "" if it has no preview. */
const char *preview_about(struct ctx *c, const char *threshold);

/* A number with its unit as the practice has it (hours, days, percent, meetings, count). */
const char *fmt_unit(struct ctx *c, const char *unit, int64_t n);

/* A rule of thumb in its sentence, with n. */
const char *rule_sentence(struct ctx *c, const struct practice_item *threshold, int64_t n);

/* Those about one thing, in the order of the practice. */
struct rule_group {
	const char *id; /* of its heading */
	const char *title;
	struct rule_of_thumb_rows items;
	bool own; /* the programme has a number of its own in it */
};
struct rule_group_rows {
	int n;
	struct rule_group *v;
};
/* Every rule of thumb stands in one group; a group without any is left out. */
struct rule_group_rows rule_groups(struct ctx *c, const struct rule_of_thumb_rows *items);
/* All that a programme may have a number of its own for. */
struct rule_of_thumb_rows rules_of_thumb(struct ctx *c, int64_t programme);

struct rule_list_view {
	int64_t programme;
	const char *name;
	struct rule_of_thumb_rows items;
	struct rule_group_rows groups;
};
struct rule_of_thumb_view {
	int64_t programme;
	const char *name;
	struct rule_preview x; /* the one that is looked at */
	const char *about;
	const char *range;
	struct texts lines; /* the preview, in words */
	struct threshold_form form;
	bool tried; /* form.value is one to look at, not the one that holds */
};

#endif
