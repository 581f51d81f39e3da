/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom somebody would like in a programme that matches by wishes of both sides: people in an order, several
 * of whom may be equally welcome; people who are not for him; and whether he would rather have nobody
 * than any of the others. It is kept sealed, opened only for the person and by a run.
 *
 * Who says nothing is content with anybody whom the rules allow.
 */
#ifndef MATCHING_RANKED_H
#define MATCHING_RANKED_H

#include "features/matching/people_in.h"
#include "features/matching/ranked.sql.h"

#define RANKED_MOST 100 /* people in an order */
#define NOT_FOR_ME_MOST 500

struct ranked_one {
	int64_t person;
	int64_t place; /* from 1, without gaps; the same: equally welcome */
};

struct said {
	int n;
	struct ranked_one *v; /* by place */
	int n_not;
	int64_t *not_for_me;
	bool only; /* nobody but those in the order */
};

/* As it is kept, and back: words that are no numbers, and people who stand there twice, are left out. */
const char *said_text(struct arena *mem, const struct said *s);
void said_parse(struct arena *mem, const char *text, struct said *ret);

/* The same about topics in place of people: v[i].person is a topic. What was said about the one is nothing about
 * the other. */
const char *said_text_topics(struct arena *mem, const struct said *s);
void said_parse_topics(struct arena *mem, const char *text, struct said *ret);

/* What c->who has said in that role; empty if nothing. */
void said_read(struct ctx *c, int64_t programme, const char *role, struct said *ret);

/* Keeps it; with nothing in it, that something was said is forgotten, too. */
void said_write(struct ctx *c, int64_t programme, const char *role, const struct said *s);
void said_read_topics(struct ctx *c, int64_t programme, struct said *ret);
void said_write_topics(struct ctx *c, int64_t programme, const struct said *s);

/* Of everybody in the question: arrays of in->n_mentees and in->n_mentors. */
struct all_said {
	const struct said *mentees, *mentors;
};
void said_read_all(
	struct ctx *c, int64_t programme, const struct match_input *in, struct all_said *ret);

#endif
