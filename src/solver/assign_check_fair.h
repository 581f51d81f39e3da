/* SPDX-License-Identifier: Apache-2.0 */
/* The part of assign_check that proves leximin. Private to src/solver/assign_check*.c. */
#ifndef SOLVER_ASSIGN_CHECK_FAIR_H
#define SOLVER_ASSIGN_CHECK_FAIR_H

#include "solver/assign.h"

struct fair_check;

/* For an answer r to p; seats and lower are those beside pins, and stay where they are. */
struct fair_check *fair_check_new(struct arena *mem, const struct assign_problem *p,
	const struct assign_result *r, const int32_t *seats, const int32_t *lower);

/* Mentee by mentee: a pair that could be made, and whether it was. NULL, or what is wrong. */
const char *fair_check_pair(
	struct fair_check *f, size_t mentee, int32_t mentor, int64_t score, bool made);

/* After all pairs; load: what each mentor holds beside pins. NULL, or what is wrong. */
const char *fair_check_end(struct fair_check *f, const int32_t *load);

#endif
