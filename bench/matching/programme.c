/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-programme strict|loose|numbers MENTEES MENTORS SEATS [AIM [THREADS]]: from people and rules to the
 * answer that is proven over all pairs; SEATS are those of all mentors. A line of "name=value".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench/matching/people.h"
#include "solver/assign_rules.h"

static double
seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(0);
	struct assign_rules_result got;
	struct assign_rules r = { .aim = ASSIGN_EVERYONE };
	enum assign_status status;
	double from, cpu;
	struct rusage use;
	size_t seats, m;
	int32_t *capacity;

	if (argc < 5)
		return 64;
	m = (size_t)atol(argv[3]);
	seats = (size_t)atol(argv[4]);
	if (argc > 5 && strcmp(argv[5], "fit") == 0)
		r.aim = ASSIGN_FIT;
	r.threads = argc > 6 ? (unsigned)atoi(argv[6]) : 0;
	r.people = people_make(mem, (size_t)atol(argv[2]), m,
		strcmp(argv[1], "loose") == 0	  ? PEOPLE_LOOSE
		: strcmp(argv[1], "numbers") == 0 ? PEOPLE_NUMBERS
						  : PEOPLE_STRICT);
	r.capacity = capacity = ARENA_ARRAY(mem, int32_t, m);
	for (size_t j = 0; j < m; j++)
		capacity[j] = (int32_t)(seats * (j + 1) / m - seats * j / m);
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	from = seconds_of(CLOCK_MONOTONIC);
	status = assign_rules_solve(mem, &r, &got);
	from = seconds_of(CLOCK_MONOTONIC) - from;
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &use);
	if (status != ASSIGN_OK) {
		fprintf(stderr, "%s\n", assign_status_text(status));
		return 70;
	}
	fflush(stderr);
	printf("kind=%s mentees=%s mentors=%s seats=%zu count=%zu score=%lld rounds=%zu listed=%zu "
	       "seconds=%.2f cpu=%.2f mb=%ld %s\n",
		argv[1], argv[2], argv[3], seats, got.best.count, (long long)got.best.score,
		got.rounds, got.listed, from, cpu, use.ru_maxrss / 1024,
		got.fault ? got.fault : "proven");
	arena_free(mem);
	return got.fault != NULL;
}
