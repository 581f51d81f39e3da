/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX TZ strings (IEEE 1003.1-2017, 8.3) with the wider hours of RFC 8536, 3.3.1. */
#include <ctype.h>
#include <string.h>

#include "base/day.h"
#include "engine/i18n/zone_file.h"

static bool
read_name(const char **s, char name[16])
{
	size_t n;

	if (**s == '<') {
		n = strcspn(++*s, ">");
		if (n >= 16 || (*s)[n] != '>')
			return false;
		memcpy(name, *s, n);
		*s += n + 1;
	} else {
		for (n = 0; isalpha((unsigned char)(*s)[n]); n++)
			;
		if (n < 3 || n >= 16)
			return false;
		memcpy(name, *s, n);
		*s += n;
	}
	name[n] = '\0';
	return true;
}

static bool
read_number(const char **s, int max, int *ret)
{
	int v = 0;

	if (!isdigit((unsigned char)**s))
		return false;
	for (; isdigit((unsigned char)**s) && v <= max; (*s)++)
		v = v * 10 + (**s - '0');
	*ret = v;
	return v <= max;
}

/* [+-]hh[:mm[:ss]] in seconds */
static bool
read_time(const char **s, int *ret)
{
	int sign = **s == '-' ? -1 : 1, part[3] = { 0 };

	if (**s == '-' || **s == '+')
		(*s)++;
	if (!read_number(s, 167, &part[0]))
		return false;
	for (int i = 1; i < 3 && **s == ':'; i++) {
		(*s)++;
		if (!read_number(s, 59, &part[i]))
			return false;
	}
	*ret = sign * (part[0] * 3600 + part[1] * 60 + part[2]);
	return true;
}

static bool
read_day(const char **s, struct zone_day *d)
{
	*d = (struct zone_day){ .kind = 'D', .second = 7200 };
	if (*(*s)++ != ',')
		return false;
	if (**s == 'M') {
		(*s)++;
		d->kind = 'M';
		if (!read_number(s, 12, &d->month) || *(*s)++ != '.' ||
			!read_number(s, 5, &d->week) || *(*s)++ != '.' ||
			!read_number(s, 6, &d->day) || d->month < 1 || d->week < 1)
			return false;
	} else {
		if (**s == 'J') {
			(*s)++;
			d->kind = 'J';
		}
		if (!read_number(s, 365, &d->day))
			return false;
	}
	if (**s != '/')
		return true;
	(*s)++;
	return read_time(s, &d->second);
}

bool
zone_rule_parse(const char *s, struct zone_rule *r)
{
	memset(r, 0, sizeof(*r));
	if (!read_name(&s, r->names[0]) || !read_time(&s, &r->offsets[0]))
		return false;
	r->offsets[0] = -r->offsets[0]; /* POSIX counts west of Greenwich as positive */
	if (!*s)
		return true;
	r->summer = true;
	r->offsets[1] = r->offsets[0] + 3600;
	if (!read_name(&s, r->names[1]))
		return false;
	if (*s != ',') {
		if (!read_time(&s, &r->offsets[1]))
			return false;
		r->offsets[1] = -r->offsets[1];
	}
	return read_day(&s, &r->start) && read_day(&s, &r->end) && !*s;
}

static int64_t
day_in_year(const struct zone_day *d, int year)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	int64_t first, weekday;
	int day, length;

	if (d->kind == 'D')
		return day_number(year, 1, 1) + d->day;
	if (d->kind == 'J')
		return day_number(year, 1, 1) + d->day - 1 + (leap && d->day >= 60);
	first = day_number(year, d->month, 1);
	length = (int)((d->month == 12 ? day_number(year + 1, 1, 1)
				       : day_number(year, d->month + 1, 1)) -
		       first);
	weekday = (day_weekday(first) + 1) % 7; /* POSIX: Sunday = 0 */
	day = (int)((d->day - weekday + 7) % 7) + (d->week - 1) * 7;
	return first + (day < length ? day : day - 7);
}

void
zone_rule_year(const struct zone_rule *r, int year, int64_t *ret_start, int64_t *ret_end)
{
	*ret_start = day_in_year(&r->start, year) * DAY + r->start.second - r->offsets[0];
	*ret_end = day_in_year(&r->end, year) * DAY + r->end.second - r->offsets[1];
}
