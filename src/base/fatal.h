/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a process that cannot go on: out of memory, or an error in the program itself. */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

/* Writes "waymark: <message>" to standard error and aborts. */
_Noreturn void fatal(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* An assertion that stays on in every build. */
#define MUST(condition)                                                                            \
	((condition) ? (void)0 : fatal("%s:%d: must be true: %s", __FILE__, __LINE__, #condition))

#endif
