/* SPDX-License-Identifier: Apache-2.0 */
/* A loop in pieces, one for each thread, whose turns do not touch each other: the result does not depend on
 * the number of threads. */
#ifndef SOLVER_SPLIT_H
#define SOLVER_SPLIT_H

#include <stddef.h>

/* Calls fn(arg, from, to) for pieces that make up 0 … n, and returns when all are done. Where a thread
 * cannot be had, the caller's own does its piece. */
void split_run(
	unsigned threads, size_t n, void (*fn)(void *arg, size_t from, size_t to), void *arg);

#endif
