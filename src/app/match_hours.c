/* SPDX-License-Identifier: Apache-2.0 */
#include "app/match_hours.h"

#include <string.h>
#include <strings.h>

#define MINUTES_OF_DAY 1440

static void
skip_blanks(const char **s)
{
	*s += strspn(*s, " \n");
}

static bool
take(const char **s, char c)
{
	skip_blanks(s);
	if (**s != c)
		return false;
	++*s;
	skip_blanks(s);
	return true;
}

static bool
read_day(const char **s, int *ret)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	int i;

	for (i = 0; i < 7; i++)
		if (strncasecmp(*s, days + i * 3, 3) == 0) {
			*s += 3;
			*ret = i;
			return true;
		}
	return false;
}

static bool
read_digits(const char **s, int most, int *ret)
{
	int n = 0, v = 0;

	for (; **s >= '0' && **s <= '9' && n < 3; n++)
		v = v * 10 + *(*s)++ - '0';
	*ret = v;
	return n >= 1 && n <= 2 && v <= most;
}

/* "9", "09:00", "17.30" in minutes of the day. */
static bool
read_time(const char **s, int *ret)
{
	int hour, minute = 0;

	if (!read_digits(s, 24, &hour))
		return false;
	if (**s == ':' || **s == '.') {
		++*s;
		if (!read_digits(s, 59, &minute))
			return false;
	}
	*ret = hour * 60 + minute;
	return *ret <= MINUTES_OF_DAY;
}

static void
set_hours(struct week_bits *week, int first, int last, int from, int to)
{
	int day, at;

	for (day = first;; day = (day + 1) % 7) {
		for (at = day * 48 + (from + 29) / 30; at < day * 48 + to / 30; at++)
			week->v[at / 64] |= UINT64_C(1) << at % 64;
		if (day == last)
			return;
	}
}

bool
match_hours(const char *text, struct week_bits *ret_week)
{
	struct week_bits week = { 0 };
	int first, last, from, to;

	skip_blanks(&text);
	do {
		if (!read_day(&text, &first))
			return false;
		last = first;
		if (take(&text, '-') && !read_day(&text, &last))
			return false;
		skip_blanks(&text);
		if (!read_time(&text, &from) || !take(&text, '-') || !read_time(&text, &to) ||
			from >= to)
			return false;
		set_hours(&week, first, last, from, to);
	} while (take(&text, ';') || take(&text, ','));
	if (*text)
		return false;
	*ret_week = week;
	return true;
}
