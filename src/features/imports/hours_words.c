/* SPDX-License-Identifier: Apache-2.0 */
/* Working hours as people write them into a table. */
#include "engine/calendar/hours.h"
#include "features/imports/run.h"

/* "9", "9:00", "09.30", "17h": minutes of the day; -1 if it is no time. *s moves behind it. */
static int
minutes_read(const char **s)
{
	int hour = 0, minute = 0, digits = 0;

	while (**s == ' ')
		(*s)++;
	for (; **s >= '0' && **s <= '9' && digits < 2; (*s)++, digits++)
		hour = hour * 10 + (**s - '0');
	if (!digits)
		return -1;
	if (**s == ':' || **s == '.') {
		(*s)++;
		for (digits = 0; **s >= '0' && **s <= '9' && digits < 2; (*s)++, digits++)
			minute = minute * 10 + (**s - '0');
		if (digits != 2)
			return -1;
	}
	while (**s == ' ' || **s == 'h')
		(*s)++;
	return hour > 24 || minute > 59 || (hour == 24 && minute) ? -1 : hour * 60 + minute;
}

/* A hyphen, or the dash that word processors make of it. */
static bool
dash_read(const char **s)
{
	static const char *const dashes[] = { "-", "\u2013", "\u2014", "to", "bis" };

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t n = strlen(dashes[i]);

		if (strncmp(*s, dashes[i], n) == 0) {
			*s += n;
			return true;
		}
	}
	return false;
}

const char *
hours_of_words(struct arena *mem, const char *cell)
{
	struct hours h = { 0 };
	const char *s = cell;
	int from, to;

	if (hours_parse(cell, &h))
		return cell;
	h = (struct hours){ 0 };
	from = minutes_read(&s);
	if (from < 0 || !dash_read(&s))
		return NULL;
	to = minutes_read(&s);
	if (to <= from || *s)
		return NULL;
	for (int day = 0; day < 5; day++) {
		h.day[day].from = from;
		h.day[day].to = to;
	}
	return hours_text(mem, &h);
}
