/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking the rows of a file in, a few hundred in each transaction, so that others can write in between.
 * The check and the import are the same code: the check's transactions are rolled back. Used by the
 * jobs and by `waymark import`.
 *
 * What a row says is done; an empty cell says nothing. A row that is wrong is rejected with its reasons
 * and stops nobody else. The same file again changes nothing, so it may be killed and begun again.
 */
#ifndef IMPORTS_RUN_H
#define IMPORTS_RUN_H

#include "engine/csv/csv.h"
#include "features/imports/columns.h"
#include "features/people/people.h"

#define CHOICES_MOST 200 /* more different answers make a field a text */
#define SAMPLE_ROWS 10

enum outcome { ROW_NEW, ROW_CHANGED, ROW_SAME, ROW_REJECTED };
const char *outcome_word(enum outcome o);

/* A column that is not left out. */
struct column_use {
	int position;
	enum target target;
	const char *heading;
	const char *field_name; /* of TARGET_FIELD */
	const char *kind;	/* of the field */
	bool sensitive;		/* of TARGET_NEW */
	struct texts choices;	/* for fields of kind one and many */
	int64_t field;		/* found or made by the first batch */
};

/* Something wrong with a row, or (not rejected) something that was left out of it. */
struct row_fault {
	size_t row;
	const char *column; /* heading, or "" */
	const char *cause;  /* "email", "duplicate", "name", "value", "manager", "row" */
	const char *message;
	bool rejected;
	struct row_fault *next;
};

struct row_sample {
	size_t row;
	enum outcome outcome;
	const char *name, *email, *level, *unit;
};

struct import_counts {
	int64_t done, made, changed, same, rejected;
};

struct addresses; /* who stands where in the file */

struct import_run {
	struct arena *mem;
	const struct csv *file;
	int64_t programme; /* 0: people only */
	const char *role;  /* "mentor", "mentee"; "" with programme 0 */
	bool dry;	   /* undo every batch */
	struct column_use *uses;
	int n_uses;
	int column[TARGETS]; /* where a target that is there once stands; -1 */
	struct addresses *addresses;
	struct texts levels; /* names of levels in the file, in their order if it is known */
	struct import_counts counts; /* so far */

	/* Called at the end of each batch inside its transaction, unless dry; NULL: nothing. */
	void (*note)(struct ctx *c, struct import_run *run);
	int64_t import; /* for note */

	bool ready;   /* fields and levels are there */
	bool careful; /* a savepoint for each row */
	/* The batch that runs or ran last. */
	size_t from, to; /* places in the order of work */
	struct arena *scratch;
	struct import_counts batch;
	struct row_fault *faults, **faults_end; /* in scratch */
	struct row_sample *samples;		/* in mem; of the first rows of the file */
	int n_samples, n_kept;			/* n_kept: those of the batches before */
	struct people_batch *people;
};

/* Gets ready: finds doubled addresses, puts line managers before their people. The columns of uses must
 * hold TARGET_EMAIL. Everything lives in mem. done: rows that are finished already, by counts. */
void import_run_begin(struct ctx *c, struct import_run *run);

/* True while rows are left; sets from and to of the next batch. */
bool import_run_more(struct import_run *run);

/* One batch: a db_work. INVALID after a dry one, so that it is rolled back: what it found is in run all
 * the same. Call import_run_took after it succeeded. */
enum result import_run_batch(struct ctx *c, void *run);

/* After a batch ended with r: true if it shall be run again, because some row broke a rule of the database
 * and is now to be found. */
bool import_run_again(struct import_run *run, enum result r);

void import_run_took(struct import_run *run);

void import_run_end(struct import_run *run);

/* The row as a line of CSV without its line end, as it came. */
const char *row_text(struct arena *mem, const struct csv *file, size_t row);

/* ---- between the files of the run ---- */

struct row_read {
	struct person_data data;
	bool mentor, mentee;
	int64_t places; /* -1: not said */
	const char *level;
};

/* What row says; problems of c say what is wrong with it (field: as person_save names it). */
void row_read(struct ctx *c, const struct import_run *run, size_t row, struct row_read *ret);

/* The cell as it is kept; "" if empty; NULL after a problem at field. */
const char *cell_clean(struct ctx *c, enum field_kind kind, const char *cell, const char *field);

struct address {
	const char *email;   /* NULL: none, or not a good one */
	const char *manager; /* NULL: not said, or not a good one */
	int32_t manager_row; /* that must come before; -1: not in this file */
	int32_t first;	     /* the row that had the address before; -1 */
	bool circle;	     /* his manager is, in the end, managed by him */
	bool good;	     /* was taken: for those whom he manages, in a dry run */
};
struct addresses *addresses_read(struct ctx *c, const struct import_run *run);
struct address *address_of(struct addresses *a, size_t row);
/* The n-th row in the order of work. */
size_t address_order(const struct addresses *a, size_t n);

/* Puts the names into their order if they are of a ladder that is known, or numbered. False if neither. */
bool ladder_order(struct arena *mem, struct texts *names);

/* "9:00-17:00" or "9-17" for Monday to Friday, or a text of hours.h; NULL if it is neither. */
const char *hours_of_words(struct arena *mem, const char *cell);

#endif
