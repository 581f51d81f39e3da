/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules behind the signs, as a pure function: what is known of one pair, and the limits of its
 * programme, go in; signs come out. There is no score: each sign stands alone, has one cause and the
 * numbers of one sentence, and says nothing about a person.
 */
#ifndef FEATURES_HEALTH_SIGNS_H
#define FEATURES_HEALTH_SIGNS_H

#include "features/health/facts.sql.h"

/* Meetings whose time came in so many days are counted as held or not. */
#define HELD_DAYS 60
/* A meeting that nobody has closed may still have taken place for so long. */
#define FRESH_DAYS 21
/* Promises of so many days count, from so many on. */
#define PROMISE_DAYS_BACK 90
#define PROMISES_LEAST 2
/* What two say about the same goal is compared where they said it within so many days, of the last so many. */
#define LEVEL_DAYS 21
#define LEVEL_DAYS_BACK 90
/* Whether two share an interest is asked of young pairs. */
#define COMMON_DAYS 120
/* After so many meetings two people know enough of each other to compare how they see things. */
#define EXCHANGE_MEETINGS 3
/* A month of the check, and of what people call a month. */
#define MONTH_DAYS 30

/* The limits of a programme. Days, percent and counts as in practice/thresholds.yml. */
struct limits {
	int64_t programme;
	int64_t gap_percent, longest, first, next, ask;
	int64_t pulse_low, pulse_gap, pulse_drop, open_low;
	int64_t held, moved, kept, goal_by, goal_quiet, goal_apart, rating_late;
	int64_t commitment_low, commitment_drop, feedback, support_first, support_later, long_pair;
	int64_t conclude, manager, young, start;
	bool ask_prepared, ask_role, ask_pledge; /* what it asks for before the first meeting */
};

/* The last answers of one side; round -1: none. */
struct side_pulse {
	int64_t round, points, openness;
	int64_t before; /* points of the round before that, -1 if there is none */
};
struct side_check {
	int64_t value, before; /* 0: none */
	int64_t round;
};

/* The goal on whose levels the two stand furthest apart. */
struct two_levels {
	int64_t mentor, mentee; /* 1 to 5; 0: not both have said it */
};

struct facts {
	struct health_pair r;
	struct health_meeting m;
	int64_t moved;
	int64_t owed[2], kept[2]; /* of the mentor, of the mentee */
	struct health_goal goals;
	struct two_levels levels;
	struct side_pulse pulse[2];
	struct side_check check[2];
	struct health_expectation x;
	int64_t agreed_at;
	int64_t contact_at;
	int64_t feedback_at; /* by either; 0: never */
	int64_t exchanged;   /* how many have written what they see differently */
	int64_t asked_at;    /* whether they go on, and nobody has answered; else 0 */
	int64_t answered_at; /* when one of them said that they do */
	int64_t rested_at;   /* until when they paused; 0: never */
	bool common;
	struct health_start start; /* relationship 0: past their first stage */
};

/* "1 of 3" as one number. */
#define SIGN_OF(part, whole) ((part)*1000 + (whole))

/* kind: PRACTICE_CHALLENGE_…; see health_sign. */
struct sign {
	const char *kind;
	const char *cause;
	int64_t person;
	int64_t n, m;
};
#define SIGNS_MOST 24
struct signs {
	int n;
	struct sign v[SIGNS_MOST];
};

/* Since when they have not met: the last meeting, the end of a rest, or the start. */
int64_t quiet_since(const struct facts *f);

/* Both are asked whether they go on, as they have not met for so long; nobody has answered, and it closes. */
bool going_on_asks(const struct facts *f, const struct limits *l, int64_t now);
bool going_on_closes(const struct facts *f, const struct limits *l, int64_t now);

/* Is half of their time over? Until the programme's end, or half a year where it has none. */
bool half_way(const struct facts *f, int64_t now);

/* All signs of one pair at that moment. */
void signs_find(const struct facts *f, const struct limits *l, int64_t now, struct signs *ret);

#endif
