/* SPDX-License-Identifier: Apache-2.0 */
/* Looking after the table of jobs: recurring rows, expired leases, what nobody watches any more. */
#include "base/log.h"
#include "base/str.h"
#include "engine/jobs/jobs.sql.h"
#include "engine/jobs/worker.h"
#include "plan/plan.gen.h"

#define KEEP_SECONDS (30 * 86400)
#define RUN_ALL_MAX 1000000 /* a job that adds itself must not hold a test or a verb for ever */

static const struct job_desc *
desc_of(const char *name)
{
	for (int i = 0; i < job_descs_n; i++)
		if (str_eq(job_descs[i].name, name))
			return &job_descs[i];
	return NULL;
}

/* ---- recurring ---- */

static enum result
work_prepare(struct ctx *c, void *arg)
{
	struct job_recurring_rows rows = sql_job_recurring(c);

	(void)arg;
	for (int i = 0; i < rows.n; i++) {
		const struct job_desc *d = desc_of(rows.v[i].kind);

		if (!d || !d->every)
			sql_job_delete(c, rows.v[i].id);
	}
	for (int i = 0; i < job_descs_n; i++)
		if (job_descs[i].every)
			sql_job_insert_recurring(c, job_descs[i].name,
				arena_printf(c->mem, "every:%s", job_descs[i].name), c->now,
				c->now);
	return OK;
}

/* A transaction of the engine's own, at a given time. */
static enum result
in_write(struct engine *e, int64_t now, db_work work, void *arg)
{
	struct arena *mem = arena_new(0);
	struct ctx c = engine_ctx(e, mem);
	enum result r;

	c.now = now;
	c.request = "jobs";
	r = db_write(e->db, &c, work, arg);
	arena_free(mem);
	return r;
}

enum result
jobs_prepare(struct engine *e, int64_t now)
{
	return in_write(e, now, work_prepare, NULL);
}

/* ---- expired leases ---- */

/* The worker died, or hung longer than its lease. A job that did this to every worker that tried it
 * is not tried for ever. */
static void
take_back(struct ctx *c, const struct job_expired *x)
{
	const struct job_desc *d = desc_of(x->kind);
	bool give_up = d && !*x->key && x->tries >= d->tries;

	log_warn("job id=%lld kind=%s lease expired", (long long)x->id, x->kind);
	sql_job_take_back(
		c, x->id, c->now, give_up ? "failed" : "waiting", "the worker did not come back");
}

static enum result
work_take_back(struct ctx *c, void *arg)
{
	struct job_expired_rows rows = sql_job_expired(c, c->now);

	(void)arg;
	for (int i = 0; i < rows.n; i++)
		take_back(c, &rows.v[i]);
	return OK;
}

/* Looked for in a snapshot first: mostly there is none, and then nothing is written. */
static bool
any_expired(struct engine *e, int64_t now)
{
	struct arena *mem = arena_new(0);
	struct ctx c = engine_ctx(e, mem);
	bool any = false;

	if (db_read_begin(e->db, &c) == OK) {
		any = sql_job_expired(&c, now).n > 0;
		db_read_end(&c);
	}
	arena_free(mem);
	return any;
}

void
jobs_take_back(struct engine *e, int64_t now)
{
	if (any_expired(e, now))
		in_write(e, now, work_take_back, NULL);
}

/* ---- the end of finished jobs ---- */

static enum result
work_sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_job_sweep(c, c->now - KEEP_SECONDS);
	return OK;
}

void
jobs_sweep(struct engine *e, int64_t now)
{
	in_write(e, now, work_sweep, NULL);
}

/* ---- all at once ---- */

int
jobs_run_all(struct engine *e, int64_t now)
{
	struct arena *mem = arena_new(0);
	const char *worker = worker_name(mem);
	int n = 0;

	jobs_take_back(e, engine_now(e));
	while (n < RUN_ALL_MAX && job_run_one(e, worker, NULL, now))
		n++;
	arena_free(mem);
	return n;
}
