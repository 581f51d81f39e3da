/* SPDX-License-Identifier: Apache-2.0 */
/* What the generators of instances share. */
#ifndef BENCH_MATCHING_MAKING_H
#define BENCH_MATCHING_MAKING_H

#include "bench/matching/instance.h"

struct making {
	struct arena *mem;
	const struct instance_kind *kind;
	uint64_t seed;
	int32_t *capacity;
	struct people *people; /* of instance_skills.c */
	struct plane *plane;   /* of instance_plane.c */
};

/* A number from 0 to below - 1. */
uint64_t chance(struct making *g, uint64_t below);

/* Puts the arcs in order of mentors, each once. Returns how many are left. */
size_t row_finish(struct assign_arc *row, size_t n);

/* Prepare; then one row of arcs for each mentee in turn, mentors rising; they return how many, at most
 * the kind's degree. */
void skills_begin(struct making *g);
size_t skills_row(struct making *g, size_t mentee, struct assign_arc *row);
void plane_begin(struct making *g);
size_t plane_row(struct making *g, size_t mentee, struct assign_arc *row);

#endif
