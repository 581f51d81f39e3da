/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who would be in which circle. A circle about a topic on offer does not come about or has its least to its most
 * people, at most so many of one unit or level (solver/circles.h). What somebody wants to learn about counts
 * most, what he is interested in less; with the aim of everyone he may also be put where neither is so.
 */
#ifndef MATCHING_CIRCLED_H
#define MATCHING_CIRCLED_H

#include "engine/jobs/jobs.h"
#include "features/matching/circled.sql.h"
#include "features/matching/matching.h"
#include "features/matching/publish.h"
#include "features/matching/ranked.h"
#include "solver/circles.h"

/* Points of a place. */
#define CIRCLED_WANTED 20
#define CIRCLED_INTEREST 8
#define CIRCLED_NEITHER 1

/* No circles keep all pins: what circled_solve returns then. */
#define CIRCLED_NO_WAY "no way"

struct circled_named {
	int32_t person, topic; /* indexes */
	int fit;	       /* 2 wants it, 1 is interested: as the profile says */
};

struct circled_input {
	const char *fault;
	size_t n_people, n_topics, n_wants;
	const int64_t *people, *topics; /* ids, rising */
	int32_t *category, *lower, *upper;
	int64_t alike; /* most people of one category; 0: any number */
	struct circled_named *wants;
	const struct said *said; /* [n_people] what they said for themselves about topics, by id */
	struct circles_pair *pins;
	size_t n_pins;
	struct circles_two *apart;
	size_t n_apart;
	const char *rules_digest, *input_digest;
};

struct circled_answer {
	size_t placed, most, opened;
	int64_t points, bound; /* as profiles say; what people said for themselves is not in it */
	int32_t *topic;	       /* [n_people], -1 = in none */
	int *fit;	       /* [n_people] */
	size_t *named;	       /* [n_people] topics on offer that he named */
	bool proven;	       /* nobody can do better in any way */
};

void circled_read(struct ctx *c, int64_t programme, const char *aim, struct circled_input *ret);

/* fit: only topics that people named. NULL, or what went wrong as match_solve says it. */
const char *circled_solve(struct arena *mem, const struct circled_input *in, bool fit,
	const atomic_int *stop, struct circled_answer *ret);

/* In the transaction of c: the proposal of a run. other: what the other aim gives. CONFLICT if it runs no more. */
enum result circled_propose(struct ctx *c, int64_t run, int64_t programme,
	const struct circled_input *in, const struct circled_answer *a,
	const struct circled_answer *other, int64_t micros);

/* As publish_some: begins the next circles, `most` of them. */
void circled_publish(struct ctx *c, const struct match *m, int64_t most, struct publishing *p);

/* The page of a proposal of circles. */
enum result circled_show(struct req *q, const struct match_view *m);

/* ---- views ---- */

struct circled_in_row {
	int64_t person;
	const char *name;
	int64_t fit;
	bool pinned;
};
struct circled_in_rows {
	int n;
	struct circled_in_row *v;
};
struct circled_circle {
	int64_t topic;
	const char *name;
	struct circled_in_rows people;
};
struct circled_circle_rows {
	int n;
	struct circled_circle *v;
};
struct circled_view {
	struct match_view m;
	struct circled_circle_rows circles;
	bool proven;
	const char *verdict;
	int64_t decided; /* pins, and people who are kept apart */
};

#endif
