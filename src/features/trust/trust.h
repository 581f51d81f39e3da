/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trust (requirements D3, D6 to D8). Once in each round both say how they see four things, from 1 to 5;
 * each reads the other's answers of a round after answering it himself, and where the two differ by
 * PULSE_GAP or more there is something to talk about. Beside it three figures that trust follows from:
 * meetings held (consistency), promises kept (reliability), and how safe the two feel (empathy). Each also
 * names one thing in which he sees the other grow; the next agenda opens with it.
 *
 * None of it is a verdict, and nobody but the two ever sees any of it.
 */
#ifndef FEATURES_TRUST_H
#define FEATURES_TRUST_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/relationships/relationships.h"
#include "features/trust/trust.sql.h"

#define PULSE_GAP 2
/* Promises of so many days count. */
#define PROMISE_DAYS 90

#define PULSE_FORM(F, S)                                                                           \
	F(S, ONE, openness, .of = "1|2|3|4|5")                                                     \
	F(S, ONE, respect, .of = "1|2|3|4|5")                                                      \
	F(S, ONE, adapts, .of = "1|2|3|4|5")                                                       \
	F(S, ONE, comfort, .of = "1|2|3|4|5")
FORM_DECLARE(pulse_form, PULSE_FORM)

#define GROWTH_FORM(F, S) F(S, TEXT, body, .optional = true, .max = 300)
FORM_DECLARE(growth_form, GROWTH_FORM)

/* The round that runs now: 0 in the first quarter of the relationship. Its length is a threshold. */
int64_t pulse_round(struct ctx *c, const struct pair *p);

/* True if c->who has not answered the round that runs and the two have met. */
bool pulse_due(struct ctx *c, const struct pair *p, int64_t held);

/* Answers the round that runs, or changes the answer. CONFLICT if the relationship has ended. */
enum result pulse_answer(struct ctx *c, int64_t relationship, const struct pulse_form *f);

/* The figures of the two as c->who sees them, at c->now. */
struct trust trust_figures(struct ctx *c, const struct pair *p);

/* Says in what c->who sees the other grow, "" to take it back; it is on the next agenda. */
enum result growth_save(struct ctx *c, int64_t relationship, const char *body);

/* ---- views ---- */

/* One of the four sentences in a round that both have answered. */
struct pulse_line {
	const char *text;
	const char *talk; /* a question to begin with, where the two differ; else "" */
	int64_t mine, theirs;
};
struct pulse_line_rows {
	int n;
	struct pulse_line *v;
};
/* The newest round that both have answered; none: no rows. */
struct pulse_line_rows pulse_lines(struct ctx *c, const struct pair *p);

/* A round in the course of time. -1: not answered, or not to be read. */
struct trust_round {
	const char *from; /* its first day, in words */
	int64_t planned, held;
	int64_t mine_due, mine_kept, theirs_due, theirs_kept; /* promises whose day it had */
	int64_t mine, theirs;				      /* comfort */
};
struct trust_round_rows {
	int n;
	struct trust_round *v;
};
struct trust_round_rows trust_rounds(struct ctx *c, const struct pair *p);

struct trust_view {
	struct pair pair;
	struct trust t;
	struct pulse_form form;
	struct growth_form growth;
	struct option_rows scale;
	struct pulse_line_rows lines;
	struct trust_round_rows rounds;
	const char *openness, *respect, *adapts, *comfort; /* the four sentences */
	const char *theirs;				   /* in what the partner sees me grow */
	int64_t weeks;					   /* about so many from round to round */
	int64_t empathy; /* of both in the newest round, 2 to 10; 0: not known */
	bool waiting;	 /* I have answered, the partner has not */
	bool talk;	 /* there is something to talk about */
	bool again;	 /* I have answered this round, and may say it anew */
};

#endif
