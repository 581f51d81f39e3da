/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/calendar/hours.h"

#include <ctype.h>

#include "base/buf.h"
#include "base/day.h"
#include "engine/i18n/i18n.h"

#define DAY_MINUTES 1440
#define WEEK_MINUTES (7 * DAY_MINUTES)
#define SLOTS 336

static bool
read_minutes(const char **s, int *ret)
{
	int v = 0, digits = 0;

	for (; isdigit((unsigned char)**s) && digits < 5; (*s)++, digits++)
		v = v * 10 + (**s - '0');
	*ret = v;
	return digits > 0 && v <= DAY_MINUTES;
}

bool
hours_parse(const char *text, struct hours *ret_hours)
{
	struct hours h = { 0 };
	const char *s = text;

	for (int i = 0; i < 7 && *text; i++) {
		if (i > 0 && *s++ != ' ')
			return false;
		if (*s == '-') {
			s++;
			continue;
		}
		if (!read_minutes(&s, &h.day[i].from) || *s++ != '-' ||
			!read_minutes(&s, &h.day[i].to) || h.day[i].from >= h.day[i].to)
			return false;
	}
	if (*s)
		return false;
	*ret_hours = h;
	return true;
}

const char *
hours_text(struct arena *mem, const struct hours *h)
{
	struct buf out = BUF_IN(mem);

	for (int i = 0; i < 7; i++) {
		if (i > 0)
			buf_chr(&out, ' ');
		if (h->day[i].from < h->day[i].to)
			buf_printf(&out, "%d-%d", h->day[i].from, h->day[i].to);
		else
			buf_chr(&out, '-');
	}
	return buf_text(&out);
}

/* The minutes [from, to) of one local day. */
static bool
covers(const struct hours *h, int day, int from, int to)
{
	return h->day[day].from <= from && to <= h->day[day].to;
}

/* Half an hour from a local minute of the week; it may reach into the next day, where a zone is off
 * by a quarter of an hour. */
static bool
covers_slot(const struct hours *h, int minute)
{
	int day = minute / DAY_MINUTES, from = minute % DAY_MINUTES, to = from + 30;

	if (to <= DAY_MINUTES)
		return covers(h, day, from, to);
	return covers(h, day, from, DAY_MINUTES) && covers(h, (day + 1) % 7, 0, to - DAY_MINUTES);
}

struct week_bits
hours_bits(const struct hours *h, const char *tz, int64_t at)
{
	int offset = tz_offset(tz, at) / 60;
	struct week_bits b = { { 0 } };

	for (int i = 0; i < SLOTS; i++)
		if (covers_slot(h, (i * 30 + offset + WEEK_MINUTES) % WEEK_MINUTES))
			b.v[i / 64] |= (uint64_t)1 << i % 64;
	return b;
}

static bool
has(const struct week_bits *b, int i)
{
	return b->v[i / 64] >> i % 64 & 1;
}

void
week_whole_hours(const struct week_bits *b, uint64_t ret_hours[3])
{
	ret_hours[0] = ret_hours[1] = ret_hours[2] = 0;
	for (int i = 0; i < SLOTS / 2; i++)
		if (has(b, 2 * i) && has(b, 2 * i + 1))
			ret_hours[i / 64] |= (uint64_t)1 << i % 64;
}

int
week_overlap(const struct week_bits *a, const struct week_bits *b)
{
	int n = 0;

	for (int i = 0; i < 6; i++)
		n += __builtin_popcountll(a->v[i] & b->v[i]);
	return n;
}

bool
hours_contain(const struct hours *h, const char *tz, int64_t start, int64_t end)
{
	int64_t local = start + tz_offset(tz, start);
	int64_t day = local / DAY - (local % DAY < 0);
	int from = (int)((local - day * DAY) / 60);
	bool any = false;

	for (int i = 0; i < 7; i++)
		any = any || h->day[i].from < h->day[i].to;
	if (!any)
		return true;
	/* Rounded so that 16:59:30 is not before 17:00 in both directions. */
	return end >= start && end - start <= DAY &&
	       covers(h, day_weekday(day), from, from + (int)((end - start + 59) / 60));
}
