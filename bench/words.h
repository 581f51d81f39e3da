/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chance with a seed, and words for people who do not exist. The same seed gives the same people. Names
 * are as unequally common as names are: a few surnames are everywhere, most belong to a handful.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct chance {
	uint64_t state;
};

uint64_t chance_next(struct chance *r);
/* 0 to n - 1, all alike; n > 0. */
int chance_below(struct chance *r, int n);
/* 0 to n - 1, small ones far more often. */
int chance_skewed(struct chance *r, int n);
/* True in that many of 100. */
bool chance_percent(struct chance *r, int percent);

#define TOPICS 96
#define UNITS 240
#define LEVELS 10
#define SURNAMES 9000
#define FIRST_NAMES 900

/* All of these are the same for the same number. */
const char *surname(struct arena *mem, int n);
const char *first_name(struct arena *mem, int n);
const char *topic_name(struct arena *mem, int n);
const char *unit_name(struct arena *mem, int n);
const char *level_name(int n);

const char *headline_text(struct arena *mem, struct chance *r);
/* Some sentences, such as people write about themselves and to each other. */
const char *prose(struct arena *mem, struct chance *r, int sentences);
/* One short line: a promise, a point of an agenda. */
const char *short_line(struct chance *r);

#endif
