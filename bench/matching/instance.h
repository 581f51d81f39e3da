/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Invented programmes to measure with, the same on every machine for the same seed. People have a
 * department, a time zone, a level and three skills out of a taxonomy that is as uneven as real ones
 * (Zipf): a few skills that everybody wants and many that are rare. A mentee is paired with mentors who
 * have one of his skills; a score counts shared skills, levels apart, department, time zone and a bit of
 * taste.
 */
#ifndef BENCH_MATCHING_INSTANCE_H
#define BENCH_MATCHING_INSTANCE_H

#include "solver/assign.h"

struct instance_kind {
	const char *name;
	const char *what;
	size_t mentees, mentors, degree;
	int spare_permille; /* seats: this much more (or fewer) than mentees; see instance.c */
	enum { SKILLED, PLANE, HUB, CHAIN, WIDE, FEW } shape;
	bool uneven; /* other skills are offered than wanted: free places beside people without */
};

extern const struct instance_kind instance_kinds[];
extern const size_t n_instance_kinds;

const struct instance_kind *instance_find(const char *name);

/* The problem, in mem, all but the aim. */
struct assign_problem instance_make(
	struct arena *mem, const struct instance_kind *kind, uint64_t seed);

#endif
