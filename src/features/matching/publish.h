/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A proposal becomes relationships: pair by pair, so that thousands of them hold nobody up. What has begun
 * stays begun, whatever happens; who goes on later begins where the work stopped. Private to publish.c and
 * publish_job.c.
 */
#ifndef MATCHING_PUBLISH_H
#define MATCHING_PUBLISH_H

#include "engine/db/db.h"
#include "engine/jobs/jobs.h"
#include "features/matching/matching.h"

/* Whoever has never signed in is invited by the letter; one link, however many letters. */
struct invited {
	int n, room;
	struct guest {
		int64_t person;
		const char *link;
	} * v;
};

/* Where somebody who has never signed in chooses a password. */
const char *publish_guest_link(struct ctx *c, struct invited *guests, int64_t person);

struct publishing {
	struct invited guests;
	int64_t begun;	 /* pairs */
	int64_t dropped; /* pairs that could not begin any more */
	bool over;
};

/* Begins the next pairs, `most` of them, in the transaction of c, and writes their letters; pairs that can
 * no longer begin leave the proposal. With the last one the proposal is published. */
void publish_some(struct ctx *c, const struct match *m, int64_t most, struct publishing *p);

#endif
