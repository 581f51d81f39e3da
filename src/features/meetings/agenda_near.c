/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A day before a meeting its agenda is ready (F8): the goals that are worked on, what is promised and open by
 * now, and, from the rooms above, questions and roadblocks that wait. Never an empty page: where nothing is
 * left of the agenda, the practice proposes one.
 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/meetings/meetings.h"

/* So long before the hour of the reminder, so that whoever follows it finds the agenda done. */
#define AHEAD 1800

static enum result
near_batch(struct ctx *c, void *arg)
{
	const struct practice_item *t =
		practice_need("threshold", PRACTICE_THRESHOLD_MEETING_REMINDER);
	struct meeting_near_rows rows =
		sql_meeting_near(c, c->now, c->now + practice_number(t, "most", 96) * 3600 + AHEAD,
			practice_number(t, "value", 24), AHEAD);

	for (int i = 0; i < rows.n; i++)
		agenda_ready(c, rows.v[i].id);
	*(int *)arg = rows.n;
	return OK;
}

enum result
job_agenda_run(struct job *j)
{
	enum result r;
	int served = 0;

	do {
		r = job_write(j, near_batch, &served);
	} while (r == OK && served && !job_stopped(j));
	return r;
}
