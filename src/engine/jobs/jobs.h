/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work that is done later: mails, matching, imports, nightly chores. A job is a row, written in the
 * same transaction as the change that caused it. A worker claims it with a lease, runs its function,
 * deletes it, or puts it back with a growing delay; after its last try it is kept for an administrator.
 * Declared in src/plan/jobs.def:
 *     JOB(match_run, LEASE(600), TRIES(3))        one-off, started by job_add
 *     JOB(session_sweep, LEASE(60), TRIES(3), EVERY(3600))
 * and written as `enum result job_match_run(struct job *j)`.
 */
#ifndef ENGINE_JOBS_H
#define ENGINE_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/ctx/ctx.h"
#include "engine/db/db.h"

enum job_kind;	 /* JOB_match_run …, made from jobs.def (plan.gen.h) */
enum event_kind; /* EVENT_goal_added …, made from events.def */

/* Adds a job in the transaction of c: subject is what it is about, args a short JSON text or "".
 * Runs at `at` (0: as soon as this transaction has been committed). Returns its id. */
int64_t job_add(struct ctx *c, int kind, int64_t subject, const char *args, int64_t at);

/* Records that something happened to subject, in the transaction of c. Listeners of events.def are
 * run as jobs, once each: EVENT(match_published, LISTENER(letters_send)) calls
 * `enum result on_letters_send(struct ctx *c, int64_t subject, int64_t who)` inside a transaction. */
void event_add(struct ctx *c, int kind, int64_t subject);

/* A job being run. It holds no transaction; it opens one by job_read and job_write. */
struct job {
	struct ctx ctx; /* mem, now, lang English, who = the person who added the job */
	int64_t id;
	int kind;
	int64_t subject;
	const char *args;
	int tries;	     /* this is the n-th */
	struct job_run *run; /* what the worker keeps */
};

/*
 * How a job ends. OK: its row is deleted, or kept as 'done' for those who watch if job_result was
 * called. FAILED and BUSY: it is tried again, 15 s, 1 min, 4 min, 16 min, then an hour later, as often
 * as jobs.def allows. Everything else, and the last try: kept as 'failed' with ctx.why, for an
 * administrator. A recurring job comes back at its next time in any case.
 *
 * A job may run twice (a server that dies after the work and before the note of it), so work is written
 * to be repeated: job_write makes that easy, because its transaction only commits while the lease is
 * held, and a transaction of job_write that also changes the subject's state is found done next time.
 */

enum result job_read(struct job *j, db_work work, void *arg); /* work in a read-only snapshot */
/* Work in a write transaction, which also extends the lease. CONFLICT, and nothing is written, if the
 * job was cancelled or its lease was lost. */
enum result job_write(struct job *j, db_work work, void *arg);

/* Tells those who watch: done of total, and a sentence (translated by them: an N_() text or NULL).
 * Cheap; written to the database at most twice a second, which also extends the lease. */
void job_progress(struct job *j, int64_t done, int64_t total, const char *message);

/* True when the job was cancelled or the server stops: return soon, with OK or FAILED. A job that
 * stopped because the server stops is put back and costs no try. Looks into the database at most once
 * a second, so it may be asked often. */
bool job_stopped(struct job *j);

/* Where people are sent when it is done, e.g. url_match_show(…); and a sentence about the outcome. */
void job_result(struct job *j, const char *url, const char *message);

/* For the pages about jobs; the rows are read by the functions of jobs.sql (sql_job_get, sql_job_list).
 * A job that is not there was done. */
enum result job_cancel(struct ctx *c, int64_t id); /* CONFLICT if it has ended, or recurs */
enum result job_retry(struct ctx *c, int64_t id);  /* CONFLICT unless it failed or was cancelled */

/* The worker: starts n threads; stops them, waiting for running jobs to notice. Starting also writes
 * the rows of recurring jobs. NULL if that failed. */
struct jobs *jobs_start(struct engine *e, int threads);
void jobs_stop(struct jobs *w);
/* Wakes the workers if a job was added since: called by the door after each commit. */
void jobs_wake(struct engine *e);

/* Writes the rows of recurring jobs, for those who run them by jobs_run_all. */
enum result jobs_prepare(struct engine *e, int64_t now);

/* Runs due jobs on this thread until none is left: for tests, the demonstration and verbs. Returns how
 * many were run. */
int jobs_run_all(struct engine *e, int64_t now);

#endif
