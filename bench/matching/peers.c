/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-peers KIND everyone|fit [ROUNDS]: makes a graph of peers, solves it, has it checked; a line of
 * "name=value" each round. bench-peers KIND --write FILE writes it as text; --answer in place of ROUNDS
 * writes the partners and the prices.
 *
 * "peers": 200,000 people like those of instance.h, each with 20 others who share a skill, so about 40
 * pairs a person. "small": the same with 20,000. "plane": 50,000 points and the 20 nearest of each, which
 * has more odd circles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/matching/instance.h"
#include "solver/peers.h"

static const struct instance_kind kinds[] = {
	{ "peers", "", 200000, 200000, 20, 0, false },
	{ "small", "", 20000, 20000, 20, 0, false },
	{ "plane", "", 50000, 50000, 20, 0, true },
};

static double
seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_people(const void *left, const void *right)
{
	const struct peers_pair *x = left, *y = right;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

/* Mentee i and mentor i are the same person. */
static struct peers_problem
make(struct arena *mem, const struct instance_kind *kind)
{
	struct assign_problem p = instance_make(mem, kind, 1);
	struct peers_pair *pairs = ARENA_ARRAY(mem, struct peers_pair, p.n_pairs);
	size_t n = 0;

	for (size_t i = 0; i < p.n_mentees; i++)
		for (size_t a = p.first[i]; a < p.first[i + 1]; a++) {
			int32_t me = (int32_t)i, other = p.arcs[a].mentor;

			if (me == other)
				continue;
			pairs[n++] = (struct peers_pair){ me < other ? me : other,
				me < other ? other : me, p.arcs[a].score };
		}
	qsort(pairs, n, sizeof *pairs, by_people);
	return (struct peers_problem){ .n = p.n_mentees, .pairs = pairs, .n_pairs = n };
}

static int
write_text(const struct peers_problem *p, const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return 1;
	fprintf(f, "p graph %zu %zu\n", p->n, p->n_pairs);
	for (size_t k = 0; k < p->n_pairs; k++)
		fprintf(f, "e %d %d %lld\n", (int)p->pairs[k].a, (int)p->pairs[k].b,
			(long long)p->pairs[k].weight);
	return fclose(f) != 0;
}

static int
measure(const struct peers_problem *p, const char *name)
{
	struct arena *work = arena_new(0);
	struct peers_result r;
	double from = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	double solved, checked;
	enum peers_status status = peers_solve(work, p, &r);
	const char *fault;

	solved = seconds_of(CLOCK_MONOTONIC);
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	if (status != PEERS_OK) {
		fprintf(stderr, "%s\n", peers_status_text(status));
		return 70;
	}
	fault = peers_check(work, p, &r);
	checked = seconds_of(CLOCK_MONOTONIC);
	printf("kind=%s pairs=%zu count=%zu weight=%lld groups=%zu seconds=%.4f cpu=%.4f "
	       "check=%.4f "
	       "%s\n",
		name, p->n_pairs, r.count, (long long)r.weight, r.proof.n_groups, solved - from,
		cpu, checked - solved, fault ? fault : "proven");
	fflush(stdout);
	arena_free(work);
	return 0;
}

static int
write_answer(struct arena *mem, const struct peers_problem *p)
{
	struct peers_result r;

	if (peers_solve(mem, p, &r) != PEERS_OK)
		return 70;
	for (size_t i = 0; i < p->n; i++)
		printf("%d %lld\n", (int)r.partner[i], (long long)r.proof.person[i]);
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(0);
	struct peers_problem p;
	int code = 64, rounds = argc > 3 ? atoi(argv[3]) : 1;

	for (size_t k = 0; argc > 2 && k < sizeof kinds / sizeof *kinds; k++) {
		if (strcmp(kinds[k].name, argv[1]) != 0)
			continue;
		p = make(mem, &kinds[k]);
		if (strcmp(argv[2], "--write") == 0 && argc > 3) {
			code = write_text(&p, argv[3]);
			break;
		}
		p.aim = strcmp(argv[2], "fit") == 0 ? PEERS_FIT : PEERS_EVERYONE;
		if (argc > 3 && strcmp(argv[3], "--answer") == 0) {
			code = write_answer(mem, &p);
			break;
		}
		for (code = 0; !code && rounds > 0; rounds--)
			code = measure(&p, argv[1]);
	}
	arena_free(mem);
	return code;
}
