/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-circles [PEOPLE TOPICS [SEED [STEPS]]]: invents a programme of circles, places everybody, has it
 * checked; a line of "name=value". --write FILE as the last two words writes it as text; --answer as the
 * last one writes who joins what.
 *
 * Everybody names eight topics, popular ones more often (Zipf), with an affinity from 100 down by order and
 * a bit of taste; a topic takes 5 to 8 people at least and up to 12, three of one of twelve departments.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "solver/circles.h"

#define NAMED 8
#define DEPARTMENTS 12

static uint64_t seed;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t
pick(const double *popular, size_t m)
{
	double x = (double)chance(1 << 30) / (1 << 30) * popular[m - 1];
	size_t t = 0;

	while (t + 1 < m && popular[t] <= x)
		t++;
	return t;
}

static struct circles_problem
make(struct arena *mem, size_t n, size_t m)
{
	struct circles_pair *pairs = ARENA_ARRAY(mem, struct circles_pair, NAMED * n);
	int32_t *category = ARENA_ARRAY(mem, int32_t, n);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, m), *upper = ARENA_ARRAY(mem, int32_t, m);
	double *popular = ARENA_ARRAY(mem, double, m), sum = 0;

	for (size_t t = 0; t < m; t++) {
		sum += 1 / pow((double)t + 5, 0.6);
		popular[t] = sum;
		lower[t] = 5 + (int32_t)chance(4);
		upper[t] = lower[t] + (int32_t)chance(5);
	}
	for (size_t i = 0; i < n; i++) {
		category[i] = (int32_t)chance(DEPARTMENTS);
		for (int k = 0; k < NAMED; k++)
			pairs[NAMED * i + (size_t)k] = (struct circles_pair){ (int32_t)i,
				(int32_t)pick(popular, m), 100 - 8 * k + (int64_t)chance(8) };
	}
	return (struct circles_problem){ .n_people = n,
		.n_topics = m,
		.alike = 3,
		.category = category,
		.lower = lower,
		.upper = upper,
		.pairs = pairs,
		.n_pairs = NAMED * n };
}

static int
write_text(const struct circles_problem *p, const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return 1;
	fprintf(f, "p circle %zu %zu %zu\n", p->n_people, p->n_topics, p->alike);
	for (size_t t = 0; t < p->n_topics; t++)
		fprintf(f, "t %zu %d %d\n", t, (int)p->lower[t], (int)p->upper[t]);
	for (size_t i = 0; i < p->n_people; i++)
		fprintf(f, "c %zu %d\n", i, (int)p->category[i]);
	for (size_t k = 0; k < p->n_pairs; k++)
		fprintf(f, "a %d %d %lld\n", (int)p->pairs[k].person, (int)p->pairs[k].topic,
			(long long)p->pairs[k].affinity);
	return fclose(f) != 0;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(0);
	size_t n = argc > 2 ? (size_t)atol(argv[1]) : 1000;
	size_t m = argc > 2 ? (size_t)atol(argv[2]) : 140;
	struct circles_problem p;
	struct circles_result r;
	const char *fault;
	double from;
	int code = 70;

	seed = (argc > 3 ? (uint64_t)atol(argv[3]) : 1) * 2654435761u + 88172645463325252u;
	p = make(mem, n, m);
	if (argc > 2 && strcmp(argv[argc - 2], "--write") == 0) {
		code = write_text(&p, argv[argc - 1]);
	} else {
		p.steps = argc > 4 ? (uint64_t)atol(argv[4]) : 0;
		from = seconds();
		if (circles_solve(mem, &p, &r) != CIRCLES_OK) {
			fputs("not solved\n", stderr);
		} else if (strcmp(argv[argc - 1], "--answer") == 0) {
			for (size_t i = 0; i < n; i++)
				printf("%d\n", (int)r.topic[i]);
			code = 0;
		} else {
			from = seconds() - from;
			fault = circles_check(mem, &p, &r);
			printf("people=%zu topics=%zu placed=%zu most=%zu affinity=%lld bound=%lld "
			       "gap=%.3f%% "
			       "cpu=%.3f %s\n",
				n, m, r.placed, r.most, (long long)r.affinity, (long long)r.bound,
				100.0 * (double)(r.bound - r.affinity) / (double)r.bound, from,
				fault ? fault : "checked");
			code = 0;
		}
	}
	arena_free(mem);
	return code;
}
