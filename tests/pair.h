/* SPDX-License-Identifier: Apache-2.0 */
/* A mentor, a mentee, their manager and a stranger in a running programme: for tests of rooms. */
#ifndef TESTS_PAIR_H
#define TESTS_PAIR_H

#include "tests/harness.h"

#include "features/relationships/relationships.h"

struct two {
	int64_t programme, relationship;
	int64_t mentor, mentee; /* Amara in Lagos, Jonas in Berlin */
	int64_t manager, stranger, admin;
};

/* Makes them in the open write transaction of c (test_open). */
struct two two_make(struct ctx *c);

/* One more mentee of the same mentor, who lives there; both are prepared. The relationship. */
int64_t two_more(
	struct ctx *c, const struct two *t, const char *email, const char *tz, int64_t *ret_mentee);

/* How often mentor, mentee and manager were told of that (PRACTICE_LETTER_…). */
int told_of(struct ctx *c, const struct two *t, const char *letter);

/* Both say that they are prepared. */
void two_answer(struct ctx *c, const struct two *t);

/* And have taken on their roles and signed: all that a formal programme asks before the first meeting. */
void two_prepare(struct ctx *c, const struct two *t);

/* What somebody says at the end of a meeting (a struct closing_form): one line, or "" to close it without a word. */
#define CLOSED_WITH(words)                                                                         \
	(struct closing_form)                                                                      \
	{                                                                                          \
		.useful = (words), .step1 = "", .due1 = "", .step2 = "", .due2 = "", .step3 = "",  \
		.due3 = "", .change = "", .hope = "", .aim = ""                                    \
	}

/* The relationship as one of the two sees it, who is c->who from then on. */
struct pair pair_as(struct ctx *c, const struct two *t, int64_t who);

#endif
