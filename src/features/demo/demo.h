/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The demonstration: an invented organisation in the middle of its work, made from practice/demo, and a
 * page on which one is whoever one likes with one click. Loopback only, and never in `waymark serve`.
 * The same clock makes the same demonstration.
 */
#ifndef FEATURES_DEMO_H
#define FEATURES_DEMO_H

#include "engine/http/req.h"
#include "engine/practice/practice.h"
#include "features/demo/demo.sql.h"

/* Fills an empty database, in the transaction of c. CONFLICT if there is an organisation already. */
enum result demo_fill(struct ctx *c);

/* ---- between the files of this room ---- */

/* Ids of what was made, by the ids of the practice. */
struct demo {
	struct ctx *c;
	const struct practice_kind *people; /* demo-person */
	int64_t *person;		    /* by index in people */
	int64_t pathways, crossings;
	int64_t start;	 /* when pathways began */
	int64_t manager; /* who looks after the programmes */
};

/* The id in the database of a person of the practice. */
int64_t demo_person(const struct demo *d, const char *id);
const struct practice_item *demo_item(const struct demo *d, const char *id);

void demo_people(struct demo *d);
void demo_programmes(struct demo *d);
void demo_pairs(struct demo *d);
void demo_ways(struct demo *d);
void demo_practice(struct demo *d);

/* Questions, what was heard, a roadblock and an introduction of the n-th pair; suffix: "-de" or "". */
void demo_talk(const struct demo *d, size_t n, const char *suffix, int64_t pair, int64_t mentor,
	int64_t mentee);

/* Makes a programme of the practice. */
int64_t demo_programme(struct demo *d, const char *name);

/* The n-th value of a list field, going round. */
const char *demo_line(const struct practice_item *it, const char *field, size_t n);

/* ---- views ---- */

struct demo_card {
	int64_t id;
	const char *name;
	const char *headline;
	const char *role; /* "administrator", "manager", "mentor", "mentee" */
};
struct demo_card_rows {
	int n;
	struct demo_card *v;
};
struct demo_view {
	struct demo_card_rows cast;
	const char *organisation;
	const char *about;
};

#endif
