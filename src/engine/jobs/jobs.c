/* SPDX-License-Identifier: Apache-2.0 */
/* What a feature does with jobs and events: rows in its own transaction. */
#include "engine/jobs/jobs.h"

#include "base/fatal.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.sql.h"
#include "engine/jobs/worker.h"
#include "plan/plan.gen.h"

static void
note_added(struct ctx *c)
{
	if (c->engine && c->engine->jobs)
		worker_note_added(c->engine->jobs);
}

int64_t
job_add(struct ctx *c, int kind, int64_t subject, const char *args, int64_t at)
{
	int64_t id;

	MUST(kind >= 0 && kind < job_descs_n);
	id = sql_job_insert(
		c, job_descs[kind].name, subject, c->who, args, at ? at : c->now, c->now);
	note_added(c);
	return id;
}

void
event_add(struct ctx *c, int kind, int64_t subject)
{
	const struct event_desc *event = &event_descs[kind];

	MUST(kind >= 0 && kind < event_descs_n);
	sql_event_insert(c, event->name, subject, c->who, c->now);
	for (int i = 0; i < event->n; i++)
		sql_job_insert(c, arena_printf(c->mem, "on:%s", event->listeners[i].name), subject,
			c->who, event->name, c->now, c->now);
	if (event->n)
		note_added(c);
}

enum result
job_cancel(struct ctx *c, int64_t id)
{
	if (sql_job_set_cancelled(c, id, c->now) == 1)
		return OK;
	return conflict(c, _("This job has ended, or is one that the program needs."));
}

enum result
job_retry(struct ctx *c, int64_t id)
{
	if (sql_job_set_again(c, id, c->now) == 0)
		return conflict(c, _("Only a job that failed or was cancelled can be run again."));
	note_added(c);
	return OK;
}
