/* SPDX-License-Identifier: Apache-2.0 */
#include "features/imports/run.h"

#include <stdlib.h>

#include "base/str.h"
#include "engine/db/db.h"
#include "engine/i18n/i18n.h"
#include "features/imports/imports.sql.h"
#include "features/programmes/programmes.h"

#define BATCH_ROWS 1000

const char *
outcome_word(enum outcome o)
{
	static const char *const words[] = { "new", "changed", "same", "rejected" };

	return words[o];
}

const char *
row_text(struct arena *mem, const struct csv *file, size_t row)
{
	struct buf b = BUF_IN(mem);
	const struct csv_row *r = &file->rows[row];

	csv_write_row(&b, r->cells, r->n);
	if (b.n)
		b.p[--b.n] = '\0';
	return buf_text(&b);
}

/* ---- what is wrong ---- */

static void
fault(struct import_run *run, size_t row, const char *column, const char *cause,
	const char *message, bool rejected)
{
	struct row_fault *f = ARENA_NEW(run->scratch, struct row_fault);

	*f = (struct row_fault){ row, column, cause, message, rejected, NULL };
	*run->faults_end = f;
	run->faults_end = &f->next;
}

/* The column that a problem of person_save or row_read speaks of; NULL: none of the file. */
static const struct column_use *
use_of(const struct import_run *run, const char *field)
{
	bool name = str_eq(field, "name");

	for (int i = 0; i < run->n_uses; i++) {
		const struct column_use *u = &run->uses[i];
		bool whose = *field && str_eq(field, target_word(u->target));

		if (name)
			whose |= u->target == TARGET_FIRST_NAME || u->target == TARGET_LAST_NAME;
		if (str_eq(field, "mentees_max"))
			whose |= u->target == TARGET_PLACES;
		if (u->field && str_starts(field, "field_"))
			whose |= strtoll(field + 6, NULL, 10) == u->field;
		if (whose)
			return u;
	}
	return NULL;
}

static enum outcome
reject(struct ctx *c, struct import_run *run, size_t row)
{
	for (const struct problem *p = c->problems; p; p = p->next) {
		const struct column_use *u = use_of(run, p->field);

		fault(run, row, u ? u->heading : "", str_eq(p->field, "name") ? "name" : "value",
			p->message, true);
	}
	c->problems = NULL;
	return ROW_REJECTED;
}

/* ---- one row ---- */

/* The address of the line manager that person_save shall set, or NULL. In a dry run a manager of the same
 * file may be known to it only: then he would be set, and *ret_would says so. */
static const char *
manager_of(struct ctx *c, struct import_run *run, size_t row, bool *ret_would)
{
	const struct address *x = address_of(run->addresses, row);
	const char *heading, *cell;

	if (run->column[TARGET_MANAGER] < 0)
		return NULL;
	heading = use_of(run, "manager")->heading;
	cell = csv_cell(run->file, row, (size_t)run->column[TARGET_MANAGER]);
	if (!*cell)
		return NULL;
	if (!x->manager || x->circle)
		fault(run, row, heading, "manager",
			!x->manager
				? _("This is no mail address, so the line manager was left out.")
				: _("In the end these people manage themselves. The line manager "
				    "was left out."),
			false);
	else if (sql_import_person_id(c, x->manager))
		return x->manager;
	else if (run->dry && x->manager_row >= 0 &&
		 address_of(run->addresses, (size_t)x->manager_row)->good)
		*ret_would = true;
	else
		fault(run, row, heading, "manager",
			_("Nobody here has this address, so the line manager was left out."),
			false);
	return NULL;
}

static enum result
join(struct ctx *c, struct import_run *run, int64_t person, const char *role, int64_t places,
	bool *changed)
{
	bool mine = false;
	enum result r =
		participant_save(c, run->programme, person, role, places, NULL, NULL, &mine);

	*changed |= mine;
	return r;
}

static enum result
save(struct ctx *c, struct import_run *run, size_t row, struct row_read *x, enum outcome *ret)
{
	int64_t person;
	bool is_new = false, changed = false, would = false;
	enum result r;

	x->data.manager = manager_of(c, run, row, &would);
	if (x->level)
		x->data.level = level_ensure(c, run->people, x->level);
	r = person_save(c, run->people, &x->data, &person, &is_new, &changed);
	changed |= would;
	if (r == OK && run->programme && x->mentor)
		r = join(c, run, person, "mentor", x->places, &changed);
	if (r == OK && run->programme && x->mentee)
		r = join(c, run, person, "mentee", -1, &changed);
	*ret = is_new ? ROW_NEW : changed ? ROW_CHANGED : ROW_SAME;
	return r;
}

/* A row without a good address, or with one that was there before. */
static bool
address_wrong(struct ctx *c, struct import_run *run, size_t row)
{
	const struct address *x = address_of(run->addresses, row);
	const char *heading = use_of(run, "email")->heading;
	const char *cell = csv_cell(run->file, row, (size_t)run->column[TARGET_EMAIL]);

	if (!x->email && !*cell)
		fault(run, row, heading, "no_email",
			_("The mail address is missing. Without it nobody knows who this is."),
			true);
	else if (!x->email)
		fault(run, row, heading, "bad_email",
			_("This is no mail address. Write it like name@example.org."), true);
	else if (x->first >= 0)
		fault(run, row, heading, "duplicate",
			tr(c, _("The same address stands in line %d already."),
				(int64_t)run->file->rows[x->first].line),
			true);
	return !x->email || x->first >= 0;
}

struct one {
	struct import_run *run;
	size_t row;
	struct row_read read;
	enum outcome outcome;
};

static enum result
one_row(struct ctx *c, void *arg)
{
	struct one *o = arg;
	enum result r;

	o->outcome = ROW_REJECTED;
	c->problems = NULL;
	if (address_wrong(c, o->run, o->row))
		return OK;
	row_read(c, o->run, o->row, &o->read);
	if (c->problems) {
		o->outcome = reject(c, o->run, o->row);
		return OK;
	}
	r = save(c, o->run, o->row, &o->read, &o->outcome);
	/* In a savepoint of its own: what the row is found by goes with it. */
	if (r == OK && o->run->careful)
		people_batch_end(c, o->run->people);
	if (r == INVALID) {
		o->outcome = reject(c, o->run, o->row);
		return OK;
	}
	return r;
}

/* ---- many rows ---- */

static void
sample(struct import_run *run, const struct one *o)
{
	const struct row_read *x = &o->read;
	struct row_sample *s;

	if (o->row >= SAMPLE_ROWS || run->n_samples == SAMPLE_ROWS)
		return;
	s = &run->samples[run->n_samples++];
	*s = (struct row_sample){ o->row, o->outcome, arena_strdup(run->mem, x->data.name),
		csv_cell(run->file, o->row, (size_t)run->column[TARGET_EMAIL]),
		arena_strdup(run->mem, x->level), arena_strdup(run->mem, x->data.unit) };
}

static void
count(struct import_run *run, const struct one *o)
{
	int64_t *of[] = { &run->batch.made, &run->batch.changed, &run->batch.same,
		&run->batch.rejected };

	run->batch.done++;
	++*of[o->outcome];
	address_of(run->addresses, o->row)->good = o->outcome != ROW_REJECTED;
	sample(run, o);
}

static void
forget(struct import_run *run, int n_samples)
{
	run->batch = (struct import_counts){ 0 };
	run->faults = NULL;
	run->faults_end = &run->faults;
	run->n_samples = n_samples;
	run->people = people_batch_new(run->scratch);
}

/* The usual way: no savepoint for each row, because people_save looks before it writes. */
static enum result
all_rows(struct ctx *c, struct import_run *run)
{
	for (size_t n = run->from; n < run->to; n++) {
		struct one o = { .run = run, .row = address_order(run->addresses, n) };
		enum result r = one_row(c, &o);

		if (r != OK)
			return r;
		count(run, &o);
	}
	people_batch_end(c, run->people);
	return db_faulty(c) ? FAILED : OK;
}

/* Some row broke a rule of the database: each gets its own savepoint, and that one is rejected. */
static enum result
row_by_row(struct ctx *c, struct import_run *run)
{
	for (size_t n = run->from; n < run->to; n++) {
		struct one o = { .run = run, .row = address_order(run->addresses, n) };

		if (db_savepoint(c, one_row, &o) != OK) {
			if (db_faulty(c))
				return FAILED;
			o.outcome = ROW_REJECTED;
			fault(run, o.row, "", "row",
				_("This row could not be kept. Please tell your administrator."),
				true);
			run->people = people_batch_new(run->scratch);
		}
		count(run, &o);
	}
	return OK;
}

/* ---- fields and levels, before the first row ---- */

static void
field_prepare(struct ctx *c, const struct import_run *run, struct column_use *u)
{
	struct buf b = BUF_IN(c->mem);
	struct field f;

	if (u->target == TARGET_FIELD) {
		if (!field_find(c, u->field_name, &f))
			return;
		u->field = f.id;
	} else {
		for (int i = 0; i < u->choices.n; i++) {
			buf_str(&b, i ? "\n" : "");
			buf_str(&b, u->choices.v[i]);
		}
		u->field = field_ensure(c, u->heading, u->kind, buf_text(&b), u->sensitive);
		sql_field_get(c, u->field, &f);
	}
	if (!str_eq(u->kind, f.kind))
		u->kind = arena_strdup(run->mem, f.kind);
	if (str_eq(f.kind, "one") || str_eq(f.kind, "many"))
		for (int i = 0; i < u->choices.n; i++)
			field_choice_ensure(c, u->field, u->choices.v[i]);
}

/* Levels that are not there yet, in the order that is known for them together with those that are. */
static void
levels_prepare(struct ctx *c, const struct import_run *run)
{
	struct import_level_rows have = sql_import_level_names(c);
	struct texts all = { .v = ARENA_ARRAY(c->mem, const char *, have.n + run->levels.n) };
	struct texts before;

	if (run->levels.n == 0)
		return;
	for (int i = 0; i < have.n; i++)
		all.v[all.n++] = have.v[i].name;
	for (int i = 0; i < run->levels.n; i++) {
		bool there = false;

		for (int k = 0; k < all.n; k++)
			there |= str_ieq(all.v[k], run->levels.v[i]);
		if (!there)
			all.v[all.n++] = run->levels.v[i];
	}
	if (all.n == have.n)
		return;
	/* An order that somebody has chosen stays. */
	before = (struct texts){ have.n,
		arena_memdup(c->mem, all.v, (size_t)have.n * sizeof *all.v) };
	if (have.n > 1 && (!ladder_order(c->mem, &before) ||
				  memcmp(before.v, all.v, (size_t)have.n * sizeof *all.v) != 0))
		return;
	if (ladder_order(c->mem, &all))
		levels_order(c, all.v, all.n);
}

/* What a dry batch made is gone with it, so each makes it anew. */
static void
prepare(struct ctx *c, struct import_run *run)
{
	if (run->ready)
		return;
	for (int i = 0; i < run->n_uses; i++)
		if (run->uses[i].target == TARGET_FIELD || run->uses[i].target == TARGET_NEW)
			field_prepare(c, run, &run->uses[i]);
	levels_prepare(c, run);
}

/* ---- the run ---- */

void
import_run_begin(struct ctx *c, struct import_run *run)
{
	for (int t = 0; t < TARGETS; t++)
		run->column[t] = -1;
	for (int i = 0; i < run->n_uses; i++) {
		struct column_use *u = &run->uses[i];

		if (run->column[u->target] < 0)
			run->column[u->target] = u->position;
		if (u->target == TARGET_LEVEL)
			column_choices(run->mem, run->file, u->position, false, CHOICES_MOST,
				&run->levels);
		if (str_eq(u->kind, "one") || str_eq(u->kind, "many"))
			if (!column_choices(run->mem, run->file, u->position,
				    str_eq(u->kind, "many"), CHOICES_MOST, &u->choices) &&
				u->target == TARGET_NEW)
				u->kind = "text";
	}
	run->addresses = addresses_read(c, run);
	run->samples = ARENA_ARRAY(run->mem, struct row_sample, SAMPLE_ROWS);
	run->from = run->to = (size_t)run->counts.done;
}

bool
import_run_more(struct import_run *run)
{
	run->from = (size_t)run->counts.done;
	run->to = run->from + BATCH_ROWS < run->file->n_rows ? run->from + BATCH_ROWS
							     : run->file->n_rows;
	return run->from < run->file->n_rows;
}

enum result
import_run_batch(struct ctx *c, void *arg)
{
	struct import_run *run = arg;
	struct arena *mem = c->mem;
	enum result r;

	/* It may be called again for the same batch, and a file has many batches. */
	arena_free(run->scratch);
	run->scratch = arena_new(1 << 20);
	c->mem = run->scratch;
	forget(run, run->n_kept);
	prepare(c, run);
	r = run->careful ? row_by_row(c, run) : all_rows(c, run);
	if (r == OK && run->note && !run->dry)
		run->note(c, run);
	c->mem = mem;
	c->problems = NULL;
	return r != OK ? r : run->dry ? INVALID : OK;
}

bool
import_run_again(struct import_run *run, enum result r)
{
	if (run->careful || r == BUSY || r == OK || (run->dry && r == INVALID))
		return false;
	run->careful = true;
	return true;
}

void
import_run_took(struct import_run *run)
{
	run->ready = !run->dry;
	run->careful = false;
	run->n_kept = run->n_samples;
	run->counts.done += run->batch.done;
	run->counts.made += run->batch.made;
	run->counts.changed += run->batch.changed;
	run->counts.same += run->batch.same;
	run->counts.rejected += run->batch.rejected;
}

void
import_run_end(struct import_run *run)
{
	arena_free(run->scratch);
	run->scratch = NULL;
}
