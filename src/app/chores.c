/* SPDX-License-Identifier: Apache-2.0 */
/* What the program does for itself now and then. */
#include "app/app.sql.h"
#include "app/repeat.h"
#include "engine/jobs/jobs.h"
#include "plan/plan.gen.h"

static enum result
sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_answer_sweep(c, c->now - REPEAT_LIFE);
	return OK;
}

enum result
job_answers_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}
