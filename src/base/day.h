/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates without a clock. A date travels as text, "2027-03-04" ("" = none): it sorts, reads and is the
 * same in both databases. Proleptic Gregorian calendar, years 0001 to 9999.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define DAY 86400

/* Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013). */
int64_t day_number(int year, int month, int day);
void day_parts(int64_t number, int *ret_year, int *ret_month, int *ret_day);

/* True for a real date in the form YYYY-MM-DD. ret_number may be NULL. */
bool day_parse(const char *date, int64_t *ret_number);

/* "YYYY-MM-DD" of a day number, in the arena. */
const char *day_text(struct arena *mem, int64_t number);

/* date plus n days, or plus n months (the day is clamped to the end of the month). */
const char *day_add(struct arena *mem, const char *date, int n);
const char *day_add_months(struct arena *mem, const char *date, int n);

/* Monday = 0 … Sunday = 6. */
int day_weekday(int64_t number);

#endif
