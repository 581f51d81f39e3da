/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a mail may go: quiet hours and the hour of the digest, on the clock of whoever gets it. Every local
 * day has one night, whatever the clock does in it: an hour that is skipped makes it shorter, one that comes
 * twice makes it longer, and neither makes two of it.
 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/notices/notices.h"

int64_t
local_moment(struct ctx *c, const char *tz, int64_t day, int hour)
{
	int64_t at = day * DAY + hour * 3600;

	/* A zone that is not known counts as UTC, as everywhere. */
	(void)local_to_utc(
		arena_printf(c->mem, "%sT%02d:00", day_text(c->mem, day), hour), tz, &at);
	return at;
}

int64_t
quiet_end(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t at)
{
	int64_t today = local_day(tz, at);

	if (h->quiet_from == h->quiet_to)
		return at;
	for (int64_t day = today - 1; day <= today; day++) {
		int64_t from = local_moment(c, tz, day, h->quiet_from);
		int64_t to = local_moment(c, tz, day + (h->quiet_from > h->quiet_to), h->quiet_to);

		if (from <= at && at < to)
			return to;
	}
	return at;
}

/* How many dates a day is called later for who has moved there: each clock by the shorter way around, so whoever crossed the
 * date line has one date twice, or leaves one out, and all others have their days one after the other. */
static int64_t
dates_later(const struct notice_hours *h, const char *tz)
{
	int64_t shift =
		tz_offset(tz, h->digest_sent_at) - tz_offset(h->digest_zone, h->digest_sent_at);

	return shift > DAY / 2 ? 1 : shift < -DAY / 2 ? -1 : 0;
}

/* Would it be the second one on a day, as its reader lives it? */
static bool
is_second(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t at)
{
	int64_t day = local_day(tz, at);

	if (!h->digest_sent_at)
		return false;
	if (at < h->digest_sent_at + DIGEST_APART)
		return true;
	/* It is not known where the last one came. Where its date is another one here, only the time between the two counts. */
	if (str_empty(h->digest_zone))
		return str_eq(day_text(c->mem, local_day(tz, h->digest_sent_at)), h->digest_on) &&
		       strcmp(day_text(c->mem, day), h->digest_on) <= 0;
	return strcmp(day_text(c->mem, day - dates_later(h, tz)), h->digest_on) <= 0;
}

static int64_t
at_its_hour(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t not_before)
{
	for (int64_t day = local_day(tz, not_before);; day++) {
		int64_t at = local_moment(c, tz, day, h->digest_hour);

		if (at >= not_before && !is_second(c, h, tz, at))
			return at;
	}
}

int64_t
digest_next(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t due, int64_t now)
{
	int64_t apart = h->digest_sent_at + DIGEST_APART;
	int64_t at = at_its_hour(c, h, tz, due > apart ? due : apart), soon;

	if (at >= now)
		return at;
	/* That was it, and none came: by now it is later where somebody lives, or he has chosen an earlier hour. */
	at = at_its_hour(c, h, tz, now);
	soon = quiet_end(c, h, tz, now);
	return soon < at ? soon : at;
}
