/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Working hours: when people can be met. Stored as text, seven days from Monday, minutes of the local
 * day: "540-1020 540-1020 540-1020 540-1020 540-840 - -" is 9:00 to 17:00, Friday to 14:00.
 */
#ifndef ENGINE_HOURS_H
#define ENGINE_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct hours {
	struct {
		int from, to; /* 0 ≤ from < to ≤ 1440, or both 0: not on this day */
	} day[7];	      /* Monday first */
};

/* Half hours of a week in UTC: bit i % 64 of v[i / 64] is the half hour that begins i × 30 minutes
 * after Monday, 00:00. 336 are used. */
struct week_bits {
	uint64_t v[6];
};

/* False (and *ret untouched) if the text is not of this form. "" has no hours at all, and is true. */
bool hours_parse(const char *text, struct hours *ret_hours);
const char *hours_text(struct arena *mem, const struct hours *h);

/* The half hours that lie wholly in the working hours, with the clock that zone tz has at `at`. */
struct week_bits hours_bits(const struct hours *h, const char *tz, int64_t at);

/* The same as whole hours, 168 bits: an hour counts if both its halves do. */
void week_whole_hours(const struct week_bits *b, uint64_t ret_hours[3]);

/* Half hours of the week in which both can be met. */
int week_overlap(const struct week_bits *a, const struct week_bits *b);

/* True if [start, end) lies in the working hours of its local day; always true without any hours. */
bool hours_contain(const struct hours *h, const char *tz, int64_t start, int64_t end);

#endif
