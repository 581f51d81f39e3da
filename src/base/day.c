/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"

#include <string.h>

#include "base/fatal.h"

int64_t
day_number(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void
day_parts(int64_t number, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = number + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	*ret_day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*ret_month = month;
	*ret_year = (int)(yoe + era * 400 + (month <= 2));
}

static int
digits(const char *s, int n)
{
	int v = 0;

	for (; n; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

bool
day_parse(const char *date, int64_t *ret_number)
{
	int y, m, d, y2, m2, d2;

	if (strlen(date) != 10 || date[4] != '-' || date[7] != '-')
		return false;
	y = digits(date, 4);
	m = digits(date + 5, 2);
	d = digits(date + 8, 2);
	if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	day_parts(day_number(y, m, d), &y2, &m2, &d2);
	if (y2 != y || m2 != m || d2 != d)
		return false;
	if (ret_number)
		*ret_number = day_number(y, m, d);
	return true;
}

const char *
day_text(struct arena *mem, int64_t number)
{
	int y, m, d;

	day_parts(number, &y, &m, &d);
	return arena_printf(mem, "%04d-%02d-%02d", y, m, d);
}

const char *
day_add(struct arena *mem, const char *date, int n)
{
	int64_t number = 0;

	MUST(day_parse(date, &number));
	return day_text(mem, number + n);
}

const char *
day_add_months(struct arena *mem, const char *date, int n)
{
	int64_t number = 0, last;
	int y, m, d, total;

	MUST(day_parse(date, &number));
	day_parts(number, &y, &m, &d);
	total = y * 12 + (m - 1) + n;
	y = total / 12;
	m = total % 12 + 1;
	last = day_number(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - 1;
	number = day_number(y, m, d);
	return day_text(mem, number < last ? number : last);
}

int
day_weekday(int64_t number)
{
	return (int)(((number + 3) % 7 + 7) % 7);
}
