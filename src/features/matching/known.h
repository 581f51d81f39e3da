/* SPDX-License-Identifier: Apache-2.0 */
/* What is known about people, as rules of a programme may compare it: Waymark's own fields of a person,
 * and those fields of the organisation that are marked for matching. */
#ifndef MATCHING_KNOWN_H
#define MATCHING_KNOWN_H

#include "engine/ctx/ctx.h"
#include "features/matching/criteria.h"

enum known_source {
	KNOWN_LEVEL,
	KNOWN_UNIT,
	KNOWN_LANGUAGES,
	KNOWN_TOPICS,
	KNOWN_HOURS,
	KNOWN_ZONE,
	KNOWN_DETAIL,
	KNOWN_MEDIUM,
	KNOWN_FIELD, /* of the organisation */
};
#define KNOWN_SOURCES 9

struct known_field {
	const char *word; /* as rules keep it: "level", "field:profession" */
	enum known_source source;
	const char *way; /* KNOWN_TOPICS: "wanted", "offered", "interest" */
	int64_t field;	 /* KNOWN_FIELD: its id */
	bool date;	 /* KNOWN_FIELD: days are compared */
};

/* fields[i] is what criteria need of v[i]; labels are in the language of c. */
struct known {
	int n;
	const struct known_field *v;
	const struct match_field *fields;
};

struct known known_read(struct ctx *c);

/* Place of a field by its word, or -1. */
int known_find(const struct known *k, const char *word);

/* What both sides of a rule are called: one label, or two. A field that is gone is called by its word. */
const char *known_label(
	struct ctx *c, const struct known *k, const char *mentee_word, const char *mentor_word);

/* A value, or values with ", " between them, as people say it: "en" is English. */
const char *known_value(struct ctx *c, const struct known *k, const char *word, const char *value);

/* True if a rule that compares these two must not be explained. */
bool known_sensitive(const struct known *k, const char *mentee_word, const char *mentor_word);

#endif
