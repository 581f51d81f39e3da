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

int64_t
digest_next(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t not_before)
{
	/* One on each date. But whoever has crossed the date line since has the same date twice, or another date for the
	 * same day: then only the time between the two counts, else one would wait for a date that comes two days later. */
	bool moved = h->digest_sent_at &&
		     !str_eq(day_text(c->mem, local_day(tz, h->digest_sent_at)), h->digest_on);

	for (int64_t day = local_day(tz, not_before);; day++) {
		int64_t at = local_moment(c, tz, day, h->digest_hour);

		if (at >= not_before && at >= h->digest_sent_at + DIGEST_APART &&
			(moved || at >= h->digest_sent_at + DIGEST_A_DAY ||
				strcmp(day_text(c->mem, day), h->digest_on) > 0))
			return at;
	}
}
