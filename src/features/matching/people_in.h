/* SPDX-License-Identifier: Apache-2.0 */
/* The question of a programme, as the solver wants it: who waits, what is known about them, the rules
 * and the manager's wishes. */
#ifndef MATCHING_PEOPLE_IN_H
#define MATCHING_PEOPLE_IN_H

#include "features/matching/known.h"
#include "features/matching/rules.sql.h"

/* Of criteria.list[i]. */
struct match_rule {
	int64_t id;
	const char *mentee_field, *mentor_field; /* words */
	bool sensitive;
};

struct cand_problem;

struct match_input {
	bool peers;	   /* both sides are the same people, see peered.h */
	const char *fault; /* NULL, or why there can be no answer: a text to be translated */
	struct criteria criteria;
	const struct match_rule *rules;
	struct roster *roster;
	size_t n_mentees, n_mentors;
	const int64_t *mentees, *mentors; /* person ids, rising */
	int64_t places;
	struct assign_pair *pins; /* with the points that they have */
	size_t n_pins;
	const struct cand_problem
		*people; /* NULL, or what pool_of makes of it: where it stays, see standing.h */
	const char *rules_digest;
	const char *input_digest; /* the same for the same question */
};

/* Reads all of it in the transaction of c: mentees who wait, mentors with a free place. Wishes about
 * others, values that nobody can compare, and rules that are not in use (idle.h) are left out. */
void match_input_read(struct ctx *c, int64_t programme, const struct programme_choice *choice,
	struct match_input *ret);

/* Where an id stands among ids that rise, or -1. */
ptrdiff_t id_place(const int64_t *ids, size_t n, int64_t id);

/* Turns rules into criteria. False if one compares what is no longer there. */
bool match_criteria(struct ctx *c, const struct known *k, const struct rule_rows *rules,
	struct criteria *ret, const struct match_rule **ret_rules);

/* Of the rules and wishes alone: does a proposal still follow from them? */
const char *match_rules_digest(struct ctx *c, int64_t programme);

#endif
