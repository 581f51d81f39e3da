/* SPDX-License-Identifier: Apache-2.0 */
/* Hours of the week in a table of people. Private to match_people.c. */
#ifndef APP_MATCH_HOURS_H
#define APP_MATCH_HOURS_H

#include <stdbool.h>
#include <stdint.h>

/* "Mon-Fri 09:00-17:00; Sat 10-12" as bits, Monday 00:00 = 0 … 167, all in the zone of the table.
 * Parts are separated by ';' or ','; "Sat-Mon" goes over the weekend; an hour counts if all of it is
 * inside; 24:00 ends a day. False if it is not such a text. */
bool match_hours(const char *text, uint64_t ret_week[3]);

#endif
