/* SPDX-License-Identifier: Apache-2.0 */
/* Files in and out for the kinds of `waymark solve`. */
#ifndef APP_SOLVE_TEXT_H
#define APP_SOLVE_TEXT_H

#include <stdio.h>

#include "engine/instance/scan.h"

/* Opens the text at path. 0, or EX_NOINPUT after a message. */
int solve_open(const char *path, struct text *ret);

/* "path:line: sentence" on standard error; returns EX_DATAERR. */
int solve_wrong(const char *path, const struct scan *s);

/* Answers are written through a buffer of their own: a file may have millions of lines. */
struct solve_out {
	FILE *file;
	size_t n;
	char buf[1 << 16];
};

void solve_put(void *out, const char *text, size_t n);
void solve_put_int(struct solve_out *out, int64_t v, char behind);

/* 0, or EX_IOERR after a message. */
int solve_flush(struct solve_out *out);

/* Says on a terminal how far the work is; to be given to a solver as its progress. */
void solve_progress(void *arg, size_t done, size_t all);

#endif
