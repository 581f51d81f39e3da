/* SPDX-License-Identifier: Apache-2.0 */
/* Invented people for measuring: levels, units, languages, topics with a Zipf law, styles, time zones. */
#ifndef BENCH_PEOPLE_H
#define BENCH_PEOPLE_H

#include "solver/candidates.h"

/* STRICT: mentors must be one to four levels above; LOOSE: this only gives points, so that nearly
 * everybody is eligible for everybody; NUMBERS: as STRICT, and everybody has a number of his own that
 * should be near the other's. */
enum people_kind { PEOPLE_STRICT, PEOPLE_LOOSE, PEOPLE_NUMBERS };

struct cand_problem people_make(
	struct arena *mem, size_t n_mentees, size_t n_mentors, enum people_kind kind);

#endif
