/* SPDX-License-Identifier: Apache-2.0 */
/* How the people of a question lie in memory. Private to src/features/matching and those who ask about places. */
#ifndef MATCHING_ROSTER_H
#define MATCHING_ROSTER_H

#include "features/matching/criteria.h"

#define NO_CODE (-1)
#define NO_NUMBER INT64_MIN
#define THOUSAND 1000 /* numbers are kept in thousandths */

/* Codes of items, sorted. `seen` has bit code % 64 of each: sets without a common bit share nothing. */
struct item_set {
	int32_t *codes;
	uint32_t n, room;
	uint64_t seen;
};

struct week {
	struct week_bits hours;
	bool known;
};

/* The values of one field on one side; the pointer that its kind needs is set. */
struct column {
	int32_t *codes;	  /* text: of the dictionary; ordered: place in the order; NO_CODE */
	int64_t *numbers; /* thousandths; NO_NUMBER */
	struct item_set *sets;
	struct week *weeks;
};

struct party {
	size_t n;
	int64_t *keys, *managers;
	int32_t *places;
	struct column *columns; /* [n_fields] */
};

/* One dictionary for all texts, so that any field can be compared with any other. */
struct dictionary {
	int32_t *slots; /* open addressing; code + 1, 0 = free */
	size_t n_slots; /* a power of two */
	const char **folded, **shown;
	int32_t n;
};

/* The mentors somebody is kept apart from, as a chain; 0 ends it. */
struct apart {
	int32_t mentor;
	size_t next;
};

/* A text as it was written, and what it came to: most people say what others have said before them. */
#define MET 4096
struct met {
	const char *text; /* NULL: nothing yet */
	int field;	  /* of an ordered value; DICTIONARY: of all others */
	int32_t code;
};
#define DICTIONARY (-1)

struct roster {
	struct arena *mem;
	struct met *met; /* [MET] by hash */
	const struct criteria *k;
	struct party side[2];
	struct dictionary words;
	struct apart *apart; /* [1 … n_apart] */
	size_t n_apart, room_apart;
	size_t *apart_of; /* [mentee] start of his chain */
};

/* What a criterion finds for a pair: see measure() in criteria.c. */
#define UNKNOWN INT64_MIN
int64_t criterion_measure(
	const struct criterion *x, const struct roster *r, size_t mentee, size_t mentor);
bool criterion_holds(const struct criterion *x, int64_t measured);
int64_t criterion_points(const struct criterion *x, int64_t measured);

/* What stands in the way of a pair before any rule is asked. */
enum obstacle { NO_OBSTACLE, OBSTACLE_SELF, OBSTACLE_FULL, OBSTACLE_APART };
enum obstacle obstacle_of(const struct roster *r, size_t mentee, size_t mentor);

/* The same in words, and a rule that does not hold. */
struct reason reason_of_obstacle(enum obstacle o);
void reason_of_rule(struct arena *mem, const struct criteria *k, size_t at, struct reason *ret);

#endif
