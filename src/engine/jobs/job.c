/* SPDX-License-Identifier: Apache-2.0 */
/* What a running job may do: read, write while it holds its lease, report, ask whether to stop. */
#include <time.h>

#include "engine/jobs/jobs.sql.h"
#include "engine/jobs/worker.h"

#define NOTE_EVERY_MS 500
#define ASK_EVERY_MS 1000

int64_t
job_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The lease follows the real clock even where the job was told another time. */
static int64_t
lease_end(const struct job *j)
{
	return engine_now(j->run->engine) + j->run->lease;
}

enum result
job_read(struct job *j, db_work work, void *arg)
{
	enum result r = db_read_begin(j->run->engine->db, &j->ctx);

	if (r != OK)
		return r;
	r = work(&j->ctx, arg);
	if (db_faulty(&j->ctx))
		r = FAILED;
	db_read_end(&j->ctx);
	return r;
}

struct guarded {
	struct job *job;
	db_work work;
	void *arg;
	bool held;
};

/* The lease first: its row is locked until the commit, so nobody can take the job in between. */
static enum result
work_guarded(struct ctx *c, void *arg)
{
	struct guarded *g = arg;

	g->held = sql_job_hold(c, g->job->id, g->job->run->worker, lease_end(g->job)) == 1;
	if (db_faulty(c))
		return FAILED;
	return g->held ? g->work(c, g->arg) : CONFLICT;
}

enum result
job_write(struct job *j, db_work work, void *arg)
{
	struct guarded g = { .job = j, .work = work, .arg = arg, .held = true };
	enum result r;

	if (j->run->lost)
		return CONFLICT;
	r = db_write(j->run->engine->db, &j->ctx, work_guarded, &g);
	if (r == CONFLICT && !g.held)
		j->run->lost = true;
	return r;
}

static enum result
work_note(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct job_run *run = j->run;

	if (sql_job_note(c, j->id, run->worker, lease_end(j), run->done, run->total,
		    run->message ? run->message : "") == 0 &&
		!db_faulty(c))
		run->lost = true;
	return OK;
}

void
job_progress(struct job *j, int64_t done, int64_t total, const char *message)
{
	struct job_run *run = j->run;
	int64_t now = job_clock_ms();

	run->done = done;
	run->total = total;
	run->message = message;
	if (run->lost || (run->noted_ms && now - run->noted_ms < NOTE_EVERY_MS))
		return;
	run->noted_ms = run->asked_ms = now;
	db_write(run->engine->db, &j->ctx, work_note, j);
}

static enum result
work_ask(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct job_row row;

	if ((!sql_job_get(c, j->id, &row) || row.state[0] != 'r') && !db_faulty(c))
		j->run->lost = true;
	return OK;
}

bool
job_stopped(struct job *j)
{
	struct job_run *run = j->run;
	int64_t now;

	if (run->lost)
		return true;
	if ((run->ending && atomic_load(run->ending)) || atomic_load(&run->engine->stopping)) {
		run->stopped = true;
		return true;
	}
	now = job_clock_ms();
	if (now - run->asked_ms < ASK_EVERY_MS)
		return false;
	run->asked_ms = now;
	job_read(j, work_ask, j);
	return run->lost;
}

void
job_result(struct job *j, const char *url, const char *message)
{
	j->run->has_result = true;
	j->run->result_url = url ? url : "";
	j->run->result_message = message ? message : "";
}
