/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading line formats of numbers ("e 12 7 -30") at near memory speed. A text is one run of bytes, mapped
 * from its file; a scanner walks over it line by line. Numbers are decimal and whole: no sign but a minus
 * where it is allowed, no point, no exponent, no hexadecimal, nothing that does not fit.
 *
 * The first fault stays: it is kept with its line, and nothing is read behind it.
 */
#ifndef ENGINE_INSTANCE_SCAN_H
#define ENGINE_INSTANCE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text {
	const char *p;
	size_t n;
	void *mapped; /* NULL: p was read into memory of its own */
	bool own;
};

/* Maps the file, or reads standard input where the path is "-". False with errno set. Freed by
 * text_close. */
bool text_open(const char *path, struct text *ret);
void text_close(struct text *t);

struct scan {
	const char *at, *end; /* what is not read yet */
	size_t line;	      /* of `at`, from 1 */
	char fault[160];      /* "" or a sentence */
	size_t fault_line;
};

/* A scanner at the first line. */
struct scan scan_new(const char *p, size_t n);

/* Goes on to the first line that is neither blank nor a comment (a line "c" or "c …") and returns its
 * first letter, behind which the scanner then stands; 0 at the end, or after a fault. The letter must be
 * followed by a blank or the end of the line. comments: false where "c" has a meaning of its own. */
char scan_line(struct scan *s, bool comments);

/* A number 0 … below, where below is at most 2^31 - 1. what: "mentee", for the sentence. */
bool scan_id(struct scan *s, size_t below, const char *what, int32_t *ret);

/* Any 64-bit number. */
bool scan_int(struct scan *s, const char *what, int64_t *ret);

/* A number from 0 to most. */
bool scan_count(struct scan *s, size_t most, const char *what, size_t *ret);

/* The given word (of a header), and a blank or the end behind it. */
bool scan_word(struct scan *s, const char *word);

/* True if nothing but blanks is left on the line. */
bool scan_at_end(struct scan *s);

/* Nothing may be left on the line; goes on to the next one. */
bool scan_end(struct scan *s);

/* Keeps a fault of the present line, unless there is one already; returns false. */
bool scan_fault(struct scan *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
