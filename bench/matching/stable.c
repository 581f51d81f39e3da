/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-stable [ROUNDS [THREADS]]: stable matching of 1,000,000 residents and 100,000 hospitals with ten
 * places each; every resident ranks ten hospitals, and these rank him. Once everybody to his taste, once
 * with a few that everybody wants. Arrays in memory to the matching; blocking pairs are counted after.
 * bench-stable --write FILE writes the second one as text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "solver/stable.h"

enum { RESIDENTS = 1000000, HOSPITALS = 100000, LENGTH = 10, PLACES = 10 };

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
seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the market ---- */

struct making {
	uint32_t *r_first, *h_first;
	int32_t *r_list, *h_list, *capacity;
	uint32_t *standing; /* of residents, where they are not a matter of taste */
};

/* uneven: among two, the better known hospital is chosen. */
static int32_t
pick(bool uneven)
{
	uint64_t a = chance(HOSPITALS), b = uneven ? chance(HOSPITALS) : a;

	return (int32_t)(a < b ? a : b);
}

static void
rank_hospitals(struct making *g, bool uneven)
{
	for (size_t i = 0; i < RESIDENTS; i++) {
		int32_t *row = g->r_list + i * LENGTH;

		g->r_first[i] = (uint32_t)(i * LENGTH);
		for (size_t n = 0, k; n < LENGTH;) {
			row[n] = pick(uneven);
			for (k = 0; row[k] != row[n]; k++)
				;
			n += k == n;
		}
	}
	g->r_first[RESIDENTS] = RESIDENTS * LENGTH;
}

struct named { /* a resident, as a hospital sees him */
	uint32_t merit;
	int32_t resident;
};

static int
by_merit(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	if (a->merit != b->merit)
		return a->merit < b->merit ? -1 : 1;
	return a->resident < b->resident ? -1 : a->resident > b->resident;
}

static void
rank_residents(struct arena *mem, struct making *g, bool uneven)
{
	struct named *all = ARENA_ARRAY(mem, struct named, RESIDENTS * LENGTH);
	uint32_t *at = ARENA_ARRAY(mem, uint32_t, HOSPITALS);

	for (size_t e = 0; e < RESIDENTS * LENGTH; e++)
		g->h_first[g->r_list[e] + 1]++;
	for (size_t j = 0; j < HOSPITALS; j++) {
		g->h_first[j + 1] += g->h_first[j];
		at[j] = g->h_first[j];
		g->capacity[j] = PLACES;
	}
	for (size_t e = 0; e < RESIDENTS * LENGTH; e++) {
		int32_t i = (int32_t)(e / LENGTH);
		uint32_t merit = (uint32_t)chance(1 << 20);

		all[at[g->r_list[e]]++] =
			(struct named){ uneven ? merit / 2 + g->standing[i] : merit, i };
	}
	for (size_t j = 0; j < HOSPITALS; j++) {
		uint32_t from = g->h_first[j], to = g->h_first[j + 1];

		qsort(all + from, to - from, sizeof *all, by_merit);
		for (uint32_t f = from; f < to; f++)
			g->h_list[f] = all[f].resident;
	}
}

static struct stable_problem
make(struct arena *mem, bool uneven)
{
	struct making g = { 0 };
	struct arena *work = arena_new(0);

	seed = 88172645463325252u;
	g.r_first = ARENA_ARRAY(mem, uint32_t, RESIDENTS + 1);
	g.h_first = ARENA_ARRAY(mem, uint32_t, HOSPITALS + 1);
	g.r_list = ARENA_ARRAY(mem, int32_t, RESIDENTS * LENGTH);
	g.h_list = ARENA_ARRAY(mem, int32_t, RESIDENTS * LENGTH);
	g.capacity = ARENA_ARRAY(mem, int32_t, HOSPITALS);
	g.standing = ARENA_ARRAY(mem, uint32_t, RESIDENTS);
	for (size_t i = 0; i < RESIDENTS; i++)
		g.standing[i] = (uint32_t)chance(1 << 20);
	rank_hospitals(&g, uneven);
	rank_residents(work, &g, uneven);
	arena_free(work);
	return (struct stable_problem){
		.residents = { RESIDENTS, NULL, g.r_first, g.r_list, NULL },
		.hospitals = { HOSPITALS, g.capacity, g.h_first, g.h_list, NULL },
	};
}

static int
write_text(const struct stable_problem *p, const char *path)
{
	const struct stable_side *r = &p->residents, *h = &p->hospitals;
	FILE *f = fopen(path, "w");

	if (!f)
		return 1;
	fprintf(f, "p pref %zu %zu\n", r->n, h->n);
	for (size_t i = 0; i < r->n; i++) {
		fprintf(f, "r %zu:", i);
		for (uint32_t e = r->first[i]; e < r->first[i + 1]; e++)
			fprintf(f, " %d", (int)r->list[e]);
		fputc('\n', f);
	}
	for (size_t j = 0; j < h->n; j++) {
		fprintf(f, "h %zu %d:", j, (int)h->capacity[j]);
		for (uint32_t e = h->first[j]; e < h->first[j + 1]; e++)
			fprintf(f, " %d", (int)h->list[e]);
		fputc('\n', f);
	}
	return fclose(f) != 0;
}

static int
measure(const char *name, struct stable_problem *p)
{
	struct arena *work = arena_new(0);
	struct stable_result r;
	double from = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	double solved, checked;
	size_t blocking = 0;
	const char *fault;

	if (stable_solve(work, p, &r) != STABLE_OK)
		return 70;
	solved = seconds_of(CLOCK_MONOTONIC);
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	fault = stable_check(work, p, &r, &blocking);
	checked = seconds_of(CLOCK_MONOTONIC);
	printf("kind=%s side=%s count=%zu blocking=%zu seconds=%.3f cpu=%.3f check=%.3f aim=.35 "
	       "stretch=.2 %s\n",
		name, p->hospitals_propose ? "mentors" : "mentees", r.count, blocking,
		solved - from, cpu, checked - solved,
		fault	   ? fault
		: blocking ? "NOT STABLE"
			   : "stable");
	fflush(stdout);
	arena_free(work);
	return fault || blocking ? 1 : 0;
}

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 1, bad = 0;

	for (int uneven = argc > 2 && strcmp(argv[1], "--write") == 0; uneven < 2; uneven++) {
		struct arena *mem = arena_new(0);
		struct stable_problem p = make(mem, uneven);

		if (argc > 2 && strcmp(argv[1], "--write") == 0)
			return write_text(&p, argv[2]);
		p.threads = argc > 2 ? (unsigned)atoi(argv[2]) : 0;
		for (int k = 0; k < 2 * rounds; k++) {
			p.hospitals_propose = k % 2;
			bad |= measure(uneven ? "uneven" : "even", &p);
		}
		arena_free(mem);
	}
	return bad;
}
