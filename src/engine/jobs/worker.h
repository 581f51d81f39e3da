/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of this directory: one run of one job, and the threads. */
#ifndef ENGINE_JOBS_WORKER_H
#define ENGINE_JOBS_WORKER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/engine.h"
#include "engine/jobs/jobs.h"

struct jobs;
struct listener_desc;

/* What is kept about a job while it runs. */
struct job_run {
	struct engine *engine;
	const char *worker;	    /* whose lease it is */
	const char *key;	    /* "" unless it recurs */
	int64_t run_at;		    /* when it was due */
	int lease;		    /* seconds */
	int tries_max, every;	    /* from jobs.def */
	const atomic_bool *ending;  /* the workers are being stopped; or NULL */
	bool lost;		    /* the lease is somebody else's, or it was cancelled */
	bool stopped;		    /* it was told that the server stops */
	int64_t noted_ms, asked_ms; /* when the database was last told or asked */
	int64_t done, total;
	const char *message;
	bool has_result;
	const char *result_url, *result_message;
};

/* Milliseconds that only rise. */
int64_t job_clock_ms(void);

/* Claims one due job and runs it to its end, in an arena of its own. False if none could be had.
 * now: the clock of jobs_run_all, or -1 for the engine's. ending may be NULL. */
bool job_run_one(struct engine *e, const char *worker, const atomic_bool *ending, int64_t now);

/* Gives expired leases back. */
void jobs_take_back(struct engine *e, int64_t now);
/* Deletes finished jobs that nobody watches any more. */
void jobs_sweep(struct engine *e, int64_t now);

/* A name that no other worker has. */
const char *worker_name(struct arena *mem);

void worker_note_added(struct jobs *w);

#endif
