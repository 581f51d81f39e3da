/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/publish.h"

#define AT_ONCE 100 /* pairs of one transaction */

struct work {
	struct job *job;
	struct match m;
	struct publishing done; /* of what is committed */
	struct publishing tried;
};

static enum result
work_read(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return sql_match_get(c, w->job->subject, &w->m) ? OK : NOT_FOUND;
}

/* A transaction may be run again from the start: what it counts begins anew with it. */
static enum result
work_publish(struct ctx *c, void *arg)
{
	struct work *w = arg;

	w->tried = w->done;
	publish_some(c, &w->m, AT_ONCE, &w->tried);
	return OK;
}

enum result
job_match_publish(struct job *j)
{
	struct work w = { .job = j };
	enum result r = job_read(j, work_read, &w);

	if (r != OK || !str_eq(w.m.state, "proposed"))
		return r;
	while (!w.done.over) {
		if (job_stopped(j))
			return FAILED;
		r = job_write(j, work_publish, &w);
		if (r != OK)
			return r;
		w.done = w.tried;
		job_progress(j, w.done.begun, w.m.matched, N_("The letters are being written."));
	}
	job_result(j, url_match_show(&j->ctx, j->subject),
		w.done.dropped ? N_("It is published. Some pairs could not begin, because somebody "
				    "was no longer free.")
			       : N_("It is published. The letters are on their way."));
	return OK;
}
