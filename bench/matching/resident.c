/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-resident KIND [CHANGES]: a programme that has its best answer; then people leave and come, one after
 * the other, and each time it has the best answer again. Also: what the whole would lose, pair by pair, for
 * as many mentees. Ends with the check of the last answer. A line of "name=value", times in microseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/matching/instance.h"
#include "solver/resident.h"

static double
microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The middle of n times, and the one that 99 of 100 do not exceed; sorts them. */
static void
tell(const char *name, double *times, size_t n)
{
	qsort(times, n, sizeof *times, by_size);
	printf("%s_us=%.1f %s_p99_us=%.1f ", name, times[n / 2], name, times[n * 99 / 100]);
}

int
main(int argc, char **argv)
{
	const struct instance_kind *kind = argc > 1 ? instance_find(argv[1]) : NULL;
	size_t n = argc > 2 ? (size_t)atol(argv[2]) : 1000, pairs = 0;
	struct arena *mem = arena_new(0);
	struct assign_problem p, now;
	struct assign_result last;
	struct resident *r;
	double *left, *came, *asked, from;
	uint64_t seed = 20261122;
	const char *fault;

	if (!kind || n < 1)
		return 64;
	p = instance_make(mem, kind, 1);
	if (resident_open(&p, &r) != ASSIGN_OK)
		return 70;
	left = ARENA_ARRAY(mem, double, n);
	came = ARENA_ARRAY(mem, double, n);
	asked = ARENA_ARRAY(mem, double, n);
	for (size_t k = 0; k < n; k++) {
		struct arena *work = arena_new(0);
		size_t some, pairs_of;
		int32_t i;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		i = (int32_t)((seed >> 33) % p.n_mentees);
		pairs_of = p.first[i + 1] - p.first[i];
		from = microseconds();
		resident_mentee(r, i, 0, NULL, 0);
		left[k] = microseconds() - from;
		from = microseconds();
		resident_mentee(r, i, 1, p.arcs + p.first[i], pairs_of);
		came[k] = microseconds() - from;
		from = microseconds();
		resident_exchange_mentee(r, work, i, &some);
		asked[k] = microseconds() - from;
		pairs += some;
		arena_free(work);
	}
	if (resident_result(r, mem, &last) != ASSIGN_OK)
		return 70;
	now = resident_problem(r, mem);
	fault = assign_check(mem, &now, &last);
	printf("kind=%s changes=%zu ", kind->name, 2 * n);
	tell("departure", left, n);
	tell("arrival", came, n);
	tell("exchange", asked, n);
	printf("pairs_asked=%zu count=%zu score=%lld %s\n", pairs, last.count,
		(long long)last.score, fault ? fault : "proven");
	resident_close(r);
	arena_free(mem);
	return fault != NULL;
}
