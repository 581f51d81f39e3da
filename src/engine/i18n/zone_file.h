/* SPDX-License-Identifier: Apache-2.0 */
/* The zone files of the system (RFC 8536, TZif), as a table of clock changes. */
#ifndef ENGINE_ZONE_FILE_H
#define ENGINE_ZONE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Rules that go on for ever ("last Sunday of March") are written out as changes up to this year. */
#define ZONE_LAST_YEAR 2200

struct zone_type {
	int offset; /* seconds to add to UTC */
	const char *abbreviation;
};

struct zone {
	const char *name;
	int n;
	const int64_t *at;   /* moments of change, rising */
	const uint8_t *type; /* index into types from at[i] on */
	struct zone_type types[256];
	struct zone *next; /* for the owner's list */
};

/* False if the bytes are not a zone file. Parts of z point into mem. */
bool zone_parse(struct arena *mem, const unsigned char *p, size_t n, struct zone *ret_zone);

/* The footer of a zone file: a POSIX TZ string such as "CET-1CEST,M3.5.0,M10.5.0/3". */
struct zone_day {
	char kind; /* 'M': week w of month m; 'J': day 1 … 365 without 29 February; 'D': day 0 … 365 */
	int month, week, day;
	int second; /* after local midnight; may be negative or past 24 hours */
};
struct zone_rule {
	char names[2][16];
	int offsets[2]; /* standard, summer */
	bool summer;
	struct zone_day start, end;
};
bool zone_rule_parse(const char *s, struct zone_rule *ret_rule);
/* The moments when summer time starts and ends in a year. */
void zone_rule_year(const struct zone_rule *r, int year, int64_t *ret_start, int64_t *ret_end);

#endif
