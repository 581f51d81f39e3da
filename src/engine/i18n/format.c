/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates, times and numbers for people. The order of day, month and year, and what stands between
 * them, are messages like any other, so a translator decides.
 */
#include <stdio.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

static const char *const months[12] = { N_("January"), N_("February"), N_("March"), N_("April"),
	N_("May"), N_("June"), N_("July"), N_("August"), N_("September"), N_("October"),
	N_("November"), N_("December") };

static const char *const weekdays[7] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"),
	N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday") };

/* A moment on the clock of a zone. */
struct local {
	int64_t day; /* number of the day */
	int hour, minute;
};

static struct local
local_of(int64_t at, const char *tz)
{
	int64_t seconds = at + tz_offset(tz, at);
	int64_t day = seconds / DAY - (seconds % DAY < 0);
	int rest = (int)(seconds - day * DAY);

	return (struct local){ day, rest / 3600, rest / 60 % 60 };
}

static const char *
show_date(struct ctx *c, int64_t number)
{
	int year, month, day;

	day_parts(number, &year, &month, &day);
	/* TRANSLATORS: day, name of the month, year: "4 March 2027" */
	return tr(c, _("%1$d %2$s %3$d"), day, tr_text(c->lang, months[month - 1]), year);
}

static const char *
show_clock(struct ctx *c, const struct local *l)
{
	return arena_printf(c->mem, "%02d:%02d", l->hour, l->minute);
}

static const char *
show_when(struct ctx *c, const struct local *l)
{
	/* TRANSLATORS: weekday, date, time of day: "Thursday, 4 March 2027, 16:00" */
	return tr(c, _("%1$s, %2$s, %3$s"), tr_text(c->lang, weekdays[day_weekday(l->day)]),
		show_date(c, l->day), show_clock(c, l));
}

const char *
fmt_date(struct ctx *c, const char *date)
{
	int64_t number;

	return day_parse(date, &number) ? show_date(c, number) : date;
}

const char *
fmt_day(struct ctx *c, int64_t at)
{
	return show_date(c, local_of(at, c->tz).day);
}

const char *
fmt_when(struct ctx *c, int64_t at)
{
	struct local l = local_of(at, c->tz);

	return show_when(c, &l);
}

const char *
fmt_when_in(struct ctx *c, int64_t at, const char *tz)
{
	struct local l = local_of(at, tz);
	char *zone = arena_strdup(c->mem, tz);

	for (char *s = zone; *s; s++)
		if (*s == '_')
			*s = ' ';
	/* TRANSLATORS: a moment and its time zone: "Thursday, 4 March 2027, 16:00 (Europe/Berlin)" */
	return tr(c, _("%1$s (%2$s)"), show_when(c, &l), zone);
}

const char *
fmt_clock(struct ctx *c, int64_t at)
{
	struct local l = local_of(at, c->tz);

	return show_clock(c, &l);
}

int64_t
local_day(const char *tz, int64_t at)
{
	return local_of(at, tz).day;
}

int64_t
day_today(const struct ctx *c)
{
	return local_day(c->tz, c->now);
}

const char *
today_on(struct ctx *c)
{
	return day_text(c->mem, day_today(c));
}

static const char *
show_past(struct ctx *c, int64_t s)
{
	if (s < 3600)
		return tr_n(c, "%d minute ago", "%d minutes ago", s / 60);
	if (s < DAY)
		return tr_n(c, "%d hour ago", "%d hours ago", s / 3600);
	if (s < 14 * DAY)
		return tr_n(c, "%d day ago", "%d days ago", s / DAY);
	if (s < 61 * DAY)
		return tr_n(c, "%d week ago", "%d weeks ago", s / (7 * DAY));
	if (s < 731 * DAY)
		return tr_n(c, "%d month ago", "%d months ago", s * 12 / (365 * DAY));
	return tr_n(c, "%d year ago", "%d years ago", s / (365 * DAY));
}

static const char *
show_future(struct ctx *c, int64_t s)
{
	if (s < 3600)
		return tr_n(c, "in %d minute", "in %d minutes", s / 60);
	if (s < DAY)
		return tr_n(c, "in %d hour", "in %d hours", s / 3600);
	if (s < 14 * DAY)
		return tr_n(c, "in %d day", "in %d days", s / DAY);
	if (s < 61 * DAY)
		return tr_n(c, "in %d week", "in %d weeks", s / (7 * DAY));
	if (s < 731 * DAY)
		return tr_n(c, "in %d month", "in %d months", s * 12 / (365 * DAY));
	return tr_n(c, "in %d year", "in %d years", s / (365 * DAY));
}

const char *
fmt_ago(struct ctx *c, int64_t at)
{
	int64_t s = c->now - at;

	if (s > -60 && s < 60)
		return _("just now");
	return s > 0 ? show_past(c, s) : show_future(c, -s);
}

const char *
fmt_number(struct ctx *c, int64_t n)
{
	char digits[24];
	size_t group = strlen(c->lang->group), length, at = 0;
	char *text;

	snprintf(digits, sizeof(digits), "%lld", (long long)n);
	length = strlen(digits);
	text = arena_alloc(c->mem, length + 8 * group + 1);
	for (size_t i = 0; i < length; i++) {
		text[at++] = digits[i];
		if (digits[i] != '-' && i + 1 < length && (length - i - 1) % 3 == 0) {
			memcpy(text + at, c->lang->group, group);
			at += group;
		}
	}
	return text;
}

const char *
fmt_iso(struct ctx *c, int64_t at)
{
	struct local l = local_of(at, "UTC");

	return arena_printf(c->mem, "%sT%02d:%02d:%02dZ", day_text(c->mem, l.day), l.hour, l.minute,
		(int)(at - l.day * DAY) % 60);
}

const char *
fmt_local(struct ctx *c, int64_t at)
{
	struct local l = local_of(at, c->tz);

	return arena_printf(c->mem, "%sT%02d:%02d", day_text(c->mem, l.day), l.hour, l.minute);
}
