/* SPDX-License-Identifier: Apache-2.0 */
/* What the house itself did while the people of the demonstration lived their lives: at night it looked at everybody, in
 * the mornings it sent its mails. So a sign that has stood for weeks is on the list of the programme team, and everybody
 * has a mailbox to look into. */
#include "base/day.h"
#include "features/demo/demo.h"
#include "features/follow/follow.h"
#include "features/health/health.h"
#include "features/notices/notices.h"

/* Those of the last weeks, of which letters have gone out, and this one. */
static const int64_t nights[] = { 24, 5, 2, 1, 0 };
/* Two mornings, wherever one lives. */
#define HOURS 49

static void
night(struct demo *d, int64_t ago)
{
	struct ctx c = *d->c;
	int64_t after = 0;

	c.now -= ago * DAY;
	while (health_pass(&c, &after, 100))
		continue;
}

/* Who is reminded of what, and whose mail of the day is due: each at its hour. */
static void
hour(struct demo *d, int64_t ago)
{
	struct ctx c = *d->c;
	int64_t skip = 0;

	c.now -= ago * 3600;
	if (ago % 6 == 0)
		while (reminders_send(&c, &skip))
			continue;
	while (digests_send(&c))
		continue;
}

void
demo_nights(struct demo *d)
{
	for (size_t i = 0; i < sizeof nights / sizeof *nights; i++)
		night(d, nights[i]);
	for (int64_t ago = HOURS; ago-- > 0;)
		hour(d, ago);
	sql_demo_notices_read(d->c, d->c->now - 3 * DAY);
}
