/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of src/plan as plan2c holds them between reading (plan2c_read.c, plan2c_check.c) and
 * writing (plan2c_header.c, plan2c_source.c). The format is described in docs/house.md.
 */
#ifndef PLAN2C_H
#define PLAN2C_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct token {
	enum { TOKEN_END, TOKEN_WORD, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_SIGN } kind;
	const char *text; /* a TEXT without its quotes, escapes as they were written */
	int line, column;
};

/* WORD(arg, arg, …) FLAG FLAG(word) …; an argument is a run of tokens. */
struct entry {
	const char *file;
	int line;
	const char *word;
	int n_args;
	struct arg {
		int n;
		const struct token *v;
	} args[16];
	int n_flags;
	const char *flags[8];
	const char *of[8]; /* the word in the brackets of a flag, NULL for none */
};

struct place {
	const char *file;
	int line;
};

struct subject {
	struct place at;
	const char *name;
};

struct right {
	struct place at;
	const char *name;
	int subject; /* index, -1 for the site */
	unsigned mask;
};

struct segment {
	enum { SEGMENT_LITERAL, SEGMENT_ID, SEGMENT_WORD } kind;
	const char *name;
};

struct route {
	struct place at;
	const char *method, *path, *name;
	int right;
	const char *in;	      /* NULL for none */
	const char *out_kind; /* "NOTHING", "ONE", "MANY", "ID", "CHANGED" */
	const char *out;      /* NULL for none */
	bool slow, upload, stream, open, file, pages, after;
	const char *read;      /* the name of the GET that READ speaks of, NULL for none */
	const char *read_path; /* its address, once all routes are known */
	int n;
	struct segment segments[16];
	int subject_index;
};

struct job {
	struct place at;
	const char *name;
	long lease, tries, every;
};

struct event {
	struct place at;
	const char *name;
	int n;
	const char *listeners[12];
};

struct setting {
	struct place at;
	const char *key, *kind, *otherwise, *help;
};

#define PLAN_MAX 1024
#define PLAN_LIST(T, name)                                                                         \
	int n_##name##s;                                                                           \
	struct T name##s[PLAN_MAX]

struct plan {
	struct arena *mem;
	int errors;
	PLAN_LIST(subject, subject);
	PLAN_LIST(right, right);
	PLAN_LIST(route, route);
	PLAN_LIST(job, job);
	PLAN_LIST(event, event);
	PLAN_LIST(setting, setting);
};

/* The names of the STANDING_… bits, in their order; ends with NULL. */
extern const char *const standing_names[];

/* "file:line: sentence" on standard error, and the run will fail. */
void plan_error(struct plan *p, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Reads one .def file into the plan. Rights must be read before routes. */
void plan_read(struct plan *p, const char *file);

/* One entry, understood and put into the plan. */
void plan_entry(struct plan *p, const struct entry *e);

/* What only the whole can tell: duplicates, ambiguous paths. */
void plan_check(struct plan *p);

void plan_write_header(struct plan *p, struct buf *b);
void plan_write_source(struct plan *p, struct buf *b, const char *header, const char *self);

#endif
