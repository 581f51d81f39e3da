/* SPDX-License-Identifier: Apache-2.0 */
#include "features/meetings/when.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

#define HOUR 3600
#define USUAL "540-1020 540-1020 540-1020 540-1020 540-1020 - -"

static struct hours
hours_of(struct ctx *c, int64_t person, const char *otherwise)
{
	struct hours h = { 0 };
	struct person p;

	if (sql_person_get(c, person, &p))
		hours_parse(*p.hours ? p.hours : otherwise, &h);
	return h;
}

int64_t
meeting_guess(struct ctx *c, const struct pair *p)
{
	struct hours mine = hours_of(c, p->me, USUAL), theirs = hours_of(c, p->partner, USUAL);
	int64_t from = (c->now / HOUR + 1) * HOUR + 7 * DAY, suits_me = 0;

	for (int64_t at = from; at < from + 7 * DAY; at += HOUR) {
		if (!hours_contain(&mine, c->tz, at, at + HOUR))
			continue;
		if (hours_contain(&theirs, p->partner_tz, at, at + HOUR))
			return at;
		suits_me = suits_me ? suits_me : at;
	}
	return suits_me ? suits_me : from;
}

struct texts
meeting_reasons(struct ctx *c, const struct pair *p, int64_t meeting, int64_t at, int64_t minutes)
{
	struct texts all = { 0, ARENA_ARRAY(c->mem, const char *, 3) };
	int64_t end = at + minutes * 60;
	struct notice_setting mails;
	struct meeting_clash clash;
	struct hours theirs;

	/* What was is noted, not planned. */
	if (at < c->now)
		return all;
	if (sql_meeting_clash_find(c, c->who, meeting, at, end, &clash))
		all.v[all.n++] = tr(c, _("You meet %1$s at that time: %2$s."),
			fmt_first(c, clash.partner_name), fmt_when(c, clash.starts_at));
	theirs = hours_of(c, p->partner, "");
	if (!hours_contain(&theirs, p->partner_tz, at, end))
		all.v[all.n++] = tr(c, _("%1$s does not work then: %2$s."),
			fmt_first(c, p->partner_name), fmt_when_in(c, at, p->partner_tz));
	if (sql_meeting_taken(c, p->partner, p->r.id, at, end) ||
		(sql_notice_setting_get(c, p->partner, &mails) && mails.paused_until > at))
		all.v[all.n++] =
			tr(c, _("%s may have no time then."), fmt_first(c, p->partner_name));
	return all;
}

const char *
meeting_against(struct ctx *c, const struct pair *p, int64_t meeting, int64_t at, int64_t minutes)
{
	struct texts all = meeting_reasons(c, p, meeting, at, minutes);

	return all.n ? arena_printf(c->mem, "%s %s", all.v[0],
			       _("Choose another time, or tick below that you want this one."))
		     : "";
}

bool
meeting_in_my_hours(struct ctx *c, const struct pair *p, int64_t at, int64_t minutes)
{
	struct hours mine = hours_of(c, p->me, "");

	return hours_contain(&mine, c->tz, at, at + minutes * 60);
}

const char *
meeting_clock_there(struct ctx *c, const struct pair *p, int64_t at)
{
	struct ctx there = *c;

	there.tz = p->partner_tz;
	return fmt_clock(&there, at);
}

const char *
meeting_there(struct ctx *c, const struct pair *p)
{
	char *zone = arena_strdup(c->mem, p->partner_tz);

	for (char *s = zone; *s; s++)
		if (*s == '_')
			*s = ' ';

	if (tz_offset(c->tz, c->now) == tz_offset(p->partner_tz, c->now))
		return "";
	return tr(c, _("%1$s is in %2$s, where it is %3$s now."), fmt_first(c, p->partner_name),
		zone, meeting_clock_there(c, p, c->now));
}
