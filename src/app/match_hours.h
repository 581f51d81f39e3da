/* SPDX-License-Identifier: Apache-2.0 */
/* Hours of the week in a table of people. Private to match_people.c. */
#ifndef APP_MATCH_HOURS_H
#define APP_MATCH_HOURS_H

#include <stdbool.h>

#include "engine/calendar/hours.h"

/* "Mon-Fri 09:00-17:00; Sat 10-12", as people write it, in half hours of the zone of the table. Parts
 * are separated by ';' or ','; "Sat-Mon" goes over the weekend; a half hour counts if all of it is
 * inside; 24:00 ends a day. False if it is not such a text. */
bool match_hours(const char *text, struct week_bits *ret_week);

#endif
