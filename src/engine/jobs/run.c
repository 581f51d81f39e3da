/* SPDX-License-Identifier: Apache-2.0 */
/* One run of one job: claim, call, note the end. */
#include <time.h>

#include "base/log.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.sql.h"
#include "engine/jobs/worker.h"
#include "plan/plan.gen.h"

#define LISTENER_LEASE 60
#define LISTENER_TRIES 5
#define END_TRIES 12
#define END_WAIT_MS 20

static int
kind_of(const char *name)
{
	for (int i = 0; i < job_descs_n; i++)
		if (str_eq(job_descs[i].name, name))
			return i;
	return -1;
}

/* "on:stage_advance" → its listener, wherever in events.def it stands. */
static const struct listener_desc *
listener_of(const char *name)
{
	if (!str_starts(name, "on:"))
		return NULL;
	for (int i = 0; i < event_descs_n; i++)
		for (int k = 0; k < event_descs[i].n; k++)
			if (str_eq(event_descs[i].listeners[k].name, name + 3))
				return &event_descs[i].listeners[k];
	return NULL;
}

static int
lease_of(const char *name)
{
	int kind = kind_of(name);

	return kind >= 0 ? job_descs[kind].lease : LISTENER_LEASE;
}

/* ---- claiming ---- */

struct claim {
	const char *worker;
	int64_t now, until;
	struct job_due_rows due;
	const struct job_due *chosen;
	struct job_claimed got;
	bool have;
};

static enum result
work_due(struct ctx *c, void *arg)
{
	struct claim *claim = arg;

	claim->due = sql_job_due(c, claim->now);
	return OK;
}

static enum result
work_claim(struct ctx *c, void *arg)
{
	struct claim *claim = arg;

	claim->have = sql_job_claim(
		c, claim->chosen->id, claim->now, claim->worker, claim->until, &claim->got);
	return OK;
}

/* Reads what is due without a lock, then tries one after the other: whoever changes 'waiting' first
 * has it. Meanwhile it may have been run and put back for later, so the claim looks at the time too. */
static bool
claim_one(struct ctx *c, struct claim *claim)
{
	struct engine *e = c->engine;
	bool ok;

	if (db_read_begin(e->db, c) != OK)
		return false;
	work_due(c, claim);
	ok = !db_faulty(c);
	db_read_end(c);
	for (int i = 0; ok && i < claim->due.n && !claim->have; i++) {
		claim->chosen = &claim->due.v[i];
		claim->until = engine_now(e) + lease_of(claim->chosen->kind);
		if (db_write(e->db, c, work_claim, claim) != OK)
			claim->have = false;
	}
	return claim->have;
}

/* ---- ending ---- */

struct ending {
	struct job *job;
	enum result r;
	const char *error;
	int64_t now;
};

static int64_t
delay_after(int tries)
{
	int64_t delay = 15;

	while (--tries > 0 && delay < 3600)
		delay *= 4;
	return delay < 3600 ? delay : 3600;
}

/* The next of the moments run_at + n × every, so that a pause is not made up for. */
static int64_t
next_time(const struct job_run *run, int64_t now)
{
	int64_t late = now > run->run_at ? now - run->run_at : 0;

	return now + run->every - late % run->every;
}

static int64_t
end_badly(struct ctx *c, struct ending *e)
{
	struct job *j = e->job;
	const char *worker = j->run->worker;
	bool again = (e->r == FAILED || e->r == BUSY) && j->tries < j->run->tries_max;

	if (j->run->stopped)
		return sql_job_finish_again(c, j->id, worker, e->now, j->tries - 1, "");
	if (again)
		return sql_job_finish_again(
			c, j->id, worker, e->now + delay_after(j->tries), j->tries, e->error);
	if (j->run->every)
		return sql_job_finish_again(
			c, j->id, worker, next_time(j->run, e->now), 0, e->error);
	return sql_job_finish_failed(c, j->id, worker, e->error, e->now);
}

static int64_t
end_well(struct ctx *c, struct ending *e)
{
	struct job *j = e->job;
	struct job_run *run = j->run;

	if (run->every)
		return sql_job_finish_again(c, j->id, run->worker, next_time(run, e->now), 0, "");
	if (run->has_result)
		return sql_job_finish_done(
			c, j->id, run->worker, run->result_url, run->result_message, e->now);
	return sql_job_finish_gone(c, j->id, run->worker);
}

static enum result
work_end(struct ctx *c, void *arg)
{
	struct ending *e = arg;
	bool well = e->r == OK && !e->job->run->stopped;

	if ((well ? end_well(c, e) : end_badly(c, e)) == 0 && !db_faulty(c))
		e->job->run->lost = true;
	return OK;
}

/* ---- running ---- */

struct heard {
	struct job *job;
	const struct listener_desc *listener;
};

/* What the listener writes and the end of its job are one transaction: it is heard once. */
static enum result
work_listener(struct ctx *c, void *arg)
{
	struct heard *h = arg;
	enum result r = h->listener->run(c, h->job->subject, c->who);

	if (r == OK)
		sql_job_finish_gone(c, h->job->id, h->job->run->worker);
	return r;
}

/* Until its end is written, a job counts as running and stands still for the rest of its lease: where others keep
 * writing to the same pages, it is worth more patience than a change that somebody can ask for again. */
static enum result
write_end(struct ctx *c, struct ending *e)
{
	struct db *db = e->job->run->engine->db;
	enum result r;

	for (int n = 1; (r = db_write(db, c, work_end, e)) == BUSY && n < END_TRIES; n++)
		nanosleep(&(struct timespec){ .tv_nsec = n * END_WAIT_MS * 1000000L }, NULL);
	return r;
}

static void
end_job(struct job *j, enum result r, int64_t now)
{
	struct ending e = { .job = j, .r = r, .now = now };
	struct ctx c = engine_ctx(j->run->engine, j->ctx.mem);

	/* A conflict that nobody explained comes from the database, and passes. */
	if (r == CONFLICT && !j->ctx.why)
		e.r = FAILED;
	e.error = j->ctx.why ? j->ctx.why : r == OK ? "" : result_name(r);
	c.request = j->ctx.request;
	if (write_end(&c, &e) != OK)
		log_error("job id=%lld its end could not be written", (long long)j->id);
	else if (j->run->lost)
		log_warn("job id=%lld was cancelled or taken over", (long long)j->id);
}

static void
run_claimed(struct job *j, const char *name, int64_t now)
{
	const struct listener_desc *listener = listener_of(name);
	enum result r;

	if (listener) {
		struct heard h = { j, listener };

		r = job_write(j, work_listener, &h);
		if (r == OK)
			return;
		/* A lost lease has nothing to note; a listener's own refusal has. */
		if (j->run->lost)
			return;
	} else {
		r = job_descs[j->kind].run(j);
	}
	end_job(j, r, now);
}

/* A kind of a newer version, perhaps, which somebody else knows: it goes back and costs no last try. */
static void
put_off(struct job *j, const char *name, int64_t now)
{
	struct ending e = { .job = j, .r = BUSY, .error = "unknown kind", .now = now };

	log_warn("job id=%lld kind=%s is not known to this version", (long long)j->id, name);
	j->run->tries_max = j->tries + 1;
	db_write(j->run->engine->db, &j->ctx, work_end, &e);
}

static void
run_job(struct engine *e, struct arena *mem, const struct claim *claim, const atomic_bool *ending)
{
	const struct job_claimed *got = &claim->got;
	struct job_run run = { .engine = e,
		.worker = claim->worker,
		.key = got->key,
		.run_at = got->run_at,
		.lease = LISTENER_LEASE,
		.tries_max = LISTENER_TRIES,
		.ending = ending,
		.asked_ms = job_clock_ms() };
	struct job j = { .ctx = engine_ctx(e, mem),
		.id = got->id,
		.kind = kind_of(got->kind),
		.subject = got->subject,
		.args = got->args,
		.tries = (int)got->tries,
		.run = &run };
	int64_t start = run.asked_ms;

	j.ctx.now = claim->now;
	j.ctx.who = got->who;
	j.ctx.request = arena_printf(mem, "job-%lld", (long long)got->id);
	if (j.kind >= 0) {
		run.lease = job_descs[j.kind].lease;
		run.tries_max = job_descs[j.kind].tries;
		run.every = *got->key ? job_descs[j.kind].every : 0;
	} else if (!listener_of(got->kind)) {
		put_off(&j, got->kind, claim->now);
		return;
	}
	run_claimed(&j, got->kind, claim->now);
	log_info("job id=%lld kind=%s try=%d ms=%lld", (long long)j.id, got->kind, j.tries,
		(long long)(job_clock_ms() - start));
}

bool
job_run_one(struct engine *e, const char *worker, const atomic_bool *ending, int64_t now)
{
	struct arena *mem = arena_new(0);
	struct ctx c = engine_ctx(e, mem);
	struct claim claim = { .worker = worker, .now = now < 0 ? engine_now(e) : now };

	c.now = claim.now;
	c.request = worker;
	if (claim_one(&c, &claim))
		run_job(e, mem, &claim, ending);
	arena_free(mem);
	return claim.have;
}
