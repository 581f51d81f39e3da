/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-candidates strict|loose|numbers MENTEES MENTORS K [THREADS]: the best K of everybody, and a hundred
 * mentees again by scoring every pair; a line of "name=value".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench/matching/people.h"

#define CHECKED 100

struct answer {
	size_t k;
	int64_t *sum; /* [mentees] */
	size_t *n;
};

static double
seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
take(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct answer *a = arg;

	(void)eligible;
	a->n[seeker] = n;
	for (size_t k = 0; k < n; k++)
		a->sum[seeker] += list[k].value;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x > y ? -1 : x < y;
}

/* How many of some mentees have another sum than scoring every pair gives. */
static size_t
count_wrong(struct arena *mem, const struct cand_problem *p, const struct answer *a)
{
	int64_t *all = ARENA_ARRAY(mem, int64_t, p->n_offers);
	size_t wrong = 0, step = p->n_seekers / CHECKED + 1;

	for (size_t i = 0; i < p->n_seekers; i += step) {
		int64_t sum = 0;
		size_t n = 0;

		for (size_t j = 0; j < p->n_offers; j++)
			n += cand_value(p, i, j, &all[n]);
		qsort(all, n, sizeof *all, by_value);
		n = n < p->k ? n : p->k;
		for (size_t k = 0; k < n; k++)
			sum += all[k];
		wrong += sum != a->sum[i] || n != a->n[i];
	}
	return wrong;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(0);
	struct cand_problem p;
	struct answer a;
	struct rusage use;
	double from, cpu, made, checked;
	size_t wrong;

	if (argc < 5)
		return 64;
	p = people_make(mem, (size_t)atol(argv[2]), (size_t)atol(argv[3]),
		strcmp(argv[1], "loose") == 0	  ? PEOPLE_LOOSE
		: strcmp(argv[1], "numbers") == 0 ? PEOPLE_NUMBERS
						  : PEOPLE_STRICT);
	p.k = (size_t)atol(argv[4]);
	p.threads = argc > 5 ? (unsigned)atoi(argv[5]) : 0;
	a = (struct answer){ .k = p.k,
		.sum = ARENA_ARRAY(mem, int64_t, p.n_seekers),
		.n = ARENA_ARRAY(mem, size_t, p.n_seekers) };
	p.take = take;
	p.arg = &a;
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	from = seconds_of(CLOCK_MONOTONIC);
	cand_best(&p);
	made = seconds_of(CLOCK_MONOTONIC) - from;
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &use);
	checked = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	wrong = count_wrong(mem, &p, &a);
	checked = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - checked;
	printf("kind=%s mentees=%zu mentors=%zu k=%zu seconds=%.2f cpu=%.2f us_each=%.2f mb=%ld "
	       "every_pair_us_each=%.0f wrong=%zu\n",
		argv[1], p.n_seekers, p.n_offers, p.k, made, cpu, cpu / (double)p.n_seekers * 1e6,
		use.ru_maxrss / 1024, checked / CHECKED * 1e6, wrong);
	arena_free(mem);
	return wrong != 0;
}
