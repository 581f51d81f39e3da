/* SPDX-License-Identifier: Apache-2.0 */
/* The check and the import, as jobs: batches with progress in between. */
#include "base/str.h"
#include "engine/db/db.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/imports/imports.h"

/* All that a run of one import needs. */
struct load {
	struct job *job;
	struct import import;
	struct import_file file;
	struct csv csv;
	struct import_run run;
	bool there;
};

static enum result
work_load(struct ctx *c, void *arg)
{
	struct load *l = arg;
	struct import_column_rows columns;

	l->there = sql_import_get(c, l->job->subject, &l->import) &&
		   sql_import_file_get(c, l->job->subject, &l->file);
	if (!l->there)
		return OK;
	columns = sql_import_column_list(c, l->job->subject);
	columns_use(c, &columns, &l->run);
	return OK;
}

/* False if there is nothing to do: the import has gone on without this job. */
static bool
load(struct job *j, const char *state, struct load *l)
{
	struct csv_error wrong;
	const struct lang *lang = lang_find(j->args);

	/* The sentences about rows are for whoever uploaded the file. */
	if (lang)
		j->ctx.lang = lang;
	*l = (struct load){ .job = j, .run.mem = j->ctx.mem };
	if (job_read(j, work_load, l) != OK || !l->there || !str_eq(l->import.state, state) ||
		l->import.job != j->id)
		return false;
	l->run.import = l->import.id;
	l->run.programme = l->import.programme;
	l->run.role = l->import.role;
	l->run.file = &l->csv;
	return csv_read(j->ctx.mem, l->file.bytes.p, l->file.bytes.n, &l->csv, &wrong);
}

/* ---- what was found ---- */

static void
write_faults(struct ctx *c, const struct import_run *run)
{
	size_t told = SIZE_MAX;

	for (const struct row_fault *f = run->faults; f; f = f->next) {
		bool text = f->rejected && f->row != told;

		sql_import_fault_insert(c, run->import, (int64_t)run->file->rows[f->row].line,
			f->column, f->cause, f->message, f->rejected,
			text ? row_text(c->mem, run->file, f->row) : "");
		if (text)
			told = f->row;
	}
}

/* Inside the transaction of a batch: what it did and how far it came are one thing. */
static void
note_batch(struct ctx *c, struct import_run *run)
{
	const struct import_counts *a = &run->counts, *b = &run->batch;

	write_faults(c, run);
	sql_import_count(c, run->import, a->done + b->done, a->made + b->made,
		a->changed + b->changed, a->same + b->same, a->rejected + b->rejected);
}

static enum result
work_faults(struct ctx *c, void *arg)
{
	write_faults(c, arg);
	return OK;
}

/* ---- the check ---- */

static enum result
work_check_begin(struct ctx *c, void *arg)
{
	struct load *l = arg;

	sql_import_restart(c, l->import.id);
	sql_import_fault_clear(c, l->import.id);
	sql_import_sample_clear(c, l->import.id);
	return OK;
}

static enum result
work_check_end(struct ctx *c, void *arg)
{
	struct load *l = arg;
	const struct import_counts *n = &l->run.counts;

	for (int i = 0; i < l->run.n_samples; i++) {
		const struct row_sample *s = &l->run.samples[i];

		sql_import_sample_insert(c, l->import.id, (int64_t)l->csv.rows[s->row].line,
			outcome_word(s->outcome), s->name, s->email, s->level, s->unit);
	}
	sql_import_count(c, l->import.id, 0, n->made, n->changed, n->same, n->rejected);
	sql_import_set_state(c, l->import.id, "checking", "checked");
	return OK;
}

/* The batches that are left. OK, or why it stopped. */
static enum result
run_batches(struct job *j, struct import_run *run, const char *message)
{
	while (import_run_more(run)) {
		enum result r;

		/* A file takes minutes: what it changes has the time at which it was changed. */
		j->ctx.now = engine_now(j->ctx.engine);
		r = job_write(j, import_run_batch, run);
		if (import_run_again(run, r))
			r = job_write(j, import_run_batch, run);
		if (run->dry && r == INVALID)
			r = run->faults ? job_write(j, work_faults, run) : OK;
		if (r != OK)
			return r;
		import_run_took(run);
		job_progress(j, run->counts.done, (int64_t)run->file->n_rows, message);
		if (job_stopped(j))
			return BUSY;
	}
	return OK;
}

enum result
job_import_check(struct job *j)
{
	struct load l;
	enum result r;

	if (!load(j, "checking", &l))
		return OK;
	l.run.dry = true;
	r = job_write(j, work_check_begin, &l);
	if (r != OK)
		return r;
	import_run_begin(&j->ctx, &l.run);
	r = run_batches(j, &l.run, N_("The file is being read. Nothing is changed yet."));
	if (r == OK)
		r = job_write(j, work_check_end, &l);
	import_run_end(&l.run);
	if (r == OK)
		job_result(j, url_import_show(&j->ctx, l.import.id), "");
	return r;
}

/* ---- the import ---- */

static enum result
work_run_end(struct ctx *c, void *arg)
{
	struct load *l = arg;

	/* What is not needed any longer is not kept. */
	sql_import_file_delete(c, l->import.id);
	sql_import_sample_clear(c, l->import.id);
	sql_import_finish(c, l->import.id, "done", c->now);
	return OK;
}

enum result
job_import_run(struct job *j)
{
	struct load l;
	enum result r;

	if (!load(j, "running", &l))
		return OK;
	l.run.note = note_batch;
	l.run.counts = (struct import_counts){ l.import.done_n, l.import.new_n, l.import.changed_n,
		l.import.same_n, l.import.rejected_n };
	import_run_begin(&j->ctx, &l.run);
	r = run_batches(j, &l.run, N_("People are being brought in."));
	if (r == OK)
		r = job_write(j, work_run_end, &l);
	import_run_end(&l.run);
	if (r == OK)
		job_result(j, url_import_show(&j->ctx, l.import.id), "");
	return r;
}

/* ---- what is forgotten ---- */

static enum result
work_sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_import_file_sweep(c, c->now - IMPORT_KEPT);
	sql_import_sample_sweep(c, c->now - IMPORT_KEPT);
	sql_import_fault_sweep(c, c->now - IMPORT_KEPT);
	return OK;
}

enum result
job_import_sweep(struct job *j)
{
	return job_write(j, work_sweep, NULL);
}
