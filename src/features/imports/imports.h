/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People from files: upload, say what the columns are (remembered by their headings), see what would
 * happen, take it in. What is wrong with a row comes back with the row. The taking in itself is run.h.
 */
#ifndef FEATURES_IMPORTS_H
#define FEATURES_IMPORTS_H

#include "engine/html/form.h"
#include "engine/html/html.h"
#include "engine/http/req.h"
#include "engine/jobs/jobs.h"
#include "features/imports/imports.sql.h"
#include "features/imports/run.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

#define IMPORT_BYTES_MOST (60 * 1024 * 1024)
#define IMPORT_ROWS_MOST 500000
#define FAULTS_ON_PAGE 50
#define IMPORTS_ON_PAGE 50
#define IMPORT_KEPT (30 * 86400) /* files that were never taken in, and rejected rows */

#define IMPORT_FORM(F, S)                                                                          \
	F(S, FILE, file, .max = IMPORT_BYTES_MOST, .of = ".csv,.txt,.tsv,text/csv")                \
	F(S, ONE, role, .of = "mentor|mentee")
FORM_DECLARE(import_form, IMPORT_FORM)

/* ---- columns ---- */

/* The columns of a file as they look, without what they are taken for. Slow for large files, and needs no
 * database. */
void columns_look(struct arena *mem, const struct csv *file, struct import_column_rows *ret);

/* Says for each what it is taken for: what its heading was the last time, else what heading and values
 * sound like, else a field that the organisation has, else a new one. */
void columns_guess(struct ctx *c, struct import_column_rows *columns);

/* Is that a mapping that can be imported? INVALID with problems (target_<position>, or "" for all). */
enum result columns_check(struct ctx *c, const struct import_column_rows *columns);

/* The columns that are not left out, as a run wants them. Reads the fields of the organisation. */
void columns_use(struct ctx *c, const struct import_column_rows *columns, struct import_run *run);

/* ---- verbs ---- */

/* Keeps a file whose columns have been looked at. NOT_FOUND if there is no such programme. */
enum result import_add(struct ctx *c, int64_t programme, const char *role, const char *filename,
	struct bytes bytes, const struct csv *file, struct import_column_rows *columns,
	int64_t *ret_id);

/* Keeps and remembers what the columns are taken for, and starts the check as a job. INVALID as
 * columns_check; CONFLICT once the import runs or is done. */
enum result mapping_set(
	struct ctx *c, int64_t import, const struct import_column_rows *columns, int64_t *ret_job);

/* Starts the import of a file that has been checked, or goes on with one that was stopped. CONFLICT
 * otherwise. */
enum result import_commit(struct ctx *c, int64_t import, int64_t *ret_job);

/* The rejected rows as CSV, with "Line" and "Reason" behind their own columns. */
void rejected_write(struct ctx *c, const struct import_column_rows *columns,
	const struct import_fault_rows *faults, struct buf *b);

/* "new", "changed", "same", "rejected". */
const char *fmt_outcome(struct ctx *c, const char *outcome);
/* What a group of faults is about, in a few words. */
const char *fmt_cause(struct ctx *c, const char *cause);

/* ---- views ---- */

struct import_list_view {
	struct import_rows items;
	struct paging pages;
};
struct import_new_view {
	struct import_form form;
	int64_t programme;
	const char *name;
	struct option_rows roles;
};
/* One thing that is said of a column. */
struct mapping_input {
	const char *name;
	const char *was;   /* mark of what it was, see text_mark */
	const char *wrong; /* or "" */
	const char *now;   /* what another window has made of it meanwhile, in words; or "" */
};
struct mapping_column {
	struct import_column x;
	struct texts samples;
	struct mapping_input target, kind, sensitive;
	bool is_new;
};
struct mapping_column_rows {
	int n;
	struct mapping_column *v;
};
struct mapping_view {
	struct import import;
	struct mapping_column_rows columns;
	struct option_rows targets, kinds;
};
struct import_view {
	struct import import;
	struct import_fault_group_rows groups;
	struct import_sample_rows samples;
	int64_t remarks; /* faults of rows that were taken */
	bool uploaded, busy, stopped, checked, done;
	bool running;		 /* with stopped: it was the import, not the check */
	const char *columns_was; /* mark of what the columns were when the page was made */
	bool overtaken;		 /* they were others when the button was pressed */
};
struct fault_list_view {
	struct import import;
	struct import_fault_group_rows groups;
	const char *cause;
	struct import_fault_rows faults;
	struct paging pages;
};

#endif
