/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A large organisation for the measurements: made through the product's own verbs and statements, so that
 * every row is as the product would have written it.
 */
#ifndef BENCH_FILL_H
#define BENCH_FILL_H

#include "bench/words.h"
#include "engine/ctx/ctx.h"
#include "engine/db/db.h"
#include "engine/engine.h"

#define PROGRAMMES 16
#define MANAGERS 2 /* of each programme */

/* The first programme holds a quarter of all relationships, the others share the rest. */
struct fill {
	struct engine *e;
	struct chance r;
	int people, pairs;
	int64_t now;
	int64_t *person; /* ids, by their number */
	int64_t programme[PROGRAMMES];
	int from, to; /* of the batch that is being written */
};

/* The number of the programme that the n-th pair is in. */
int programme_of(const struct fill *f, int pair);
/* Numbers of the people in it. Mentees are in one pair each; a mentor has two mentees. */
int mentor_of(const struct fill *f, int pair);
int mentee_of(const struct fill *f, int pair);

/* fill_pairs.c: pairs f->from to f->to and all that they did; a db_work. */
enum result fill_pairs(struct ctx *c, void *fill);

/* visits.c: signs people in and writes who asks for what into files of dir, one for each page: lines
 * "cookie <tab> form token <tab> path". A db_work; arg is struct visits. */
struct visits {
	const char *dir;
	int each; /* requests in a file */
};
enum result write_visits(struct ctx *c, void *visits);

/* visits.c: tells people from..to (by their order) three things that wait for the mail of the day, which is due
 * now. A db_work; arg is struct news. */
struct news {
	int from, to;
	int64_t now;
};
enum result write_news(struct ctx *c, void *news);

#endif
