/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-ours KIND [ROUNDS [THREADS [WHAT]]]: makes the instance, solves it, has it checked; a line of "name=value".
 * WHAT: bottleneck, leximin; quotaN, every mentor should get N, or quotaNsome, one in three should; severalN, every
 * mentee wants N, or severalNsome, one in ten does. bench-ours KIND --write FILE [WHAT] writes it as text, --answer
 * [THREADS] the answer and its prices.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench/matching/instance.h"

static double
seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(void)
{
	return seconds_of(CLOCK_MONOTONIC);
}

/* The peak of memory since it was last asked for, in MB. */
static double
peak(bool reset)
{
	FILE *f = fopen(reset ? "/proc/self/clear_refs" : "/proc/self/status", reset ? "w" : "r");
	char line[200];
	double kb = 0;

	if (!f)
		return 0;
	if (reset)
		fputs("5", f);
	else
		while (fgets(line, sizeof line, f))
			sscanf(line, "VmHWM: %lf", &kb);
	fclose(f);
	return kb / 1024;
}

static int
write_text(const struct assign_problem *p, const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return 1;
	fprintf(f, "p match %zu %zu %zu\n", p->n_mentees, p->n_mentors, p->n_pairs);
	for (size_t j = 0; j < p->n_mentors; j++)
		fprintf(f, "m %zu %d %d\n", j, p->lower ? (int)p->lower[j] : 0,
			(int)p->capacity[j]);
	for (size_t i = 0; i < p->n_mentees && p->wants; i++)
		fprintf(f, "w %zu %d\n", i, (int)p->wants[i]);
	for (size_t i = 0; i < p->n_mentees; i++)
		for (size_t a = p->first[i]; a < p->first[i + 1]; a++)
			fprintf(f, "e %zu %d %d\n", i, (int)p->arcs[a].mentor,
				(int)p->arcs[a].score);
	return fclose(f) != 0;
}

static int
write_answer(struct arena *mem, const struct assign_problem *p)
{
	struct assign_result r;

	if (assign_solve(mem, p, &r) != ASSIGN_OK)
		return 70;
	for (size_t i = 0; i < p->n_mentees; i++)
		printf("%d %lld\n", (int)r.mentor[i], (long long)r.points[i]);
	for (size_t j = 0; j < p->n_mentors; j++)
		printf("%lld\n", (long long)r.proof.mentor[j]);
	return 0;
}

/* Lower numbers: quota1, quota2 and so on for all mentors, quota1some for one in three of them. */
static void
ask_quota(struct arena *mem, struct assign_problem *p, const char *what)
{
	int32_t *lower = ARENA_ARRAY(mem, int32_t, p->n_mentors), each = atoi(what);
	bool some = strstr(what, "some") != NULL;

	each = each ? each : 1;
	for (size_t j = 0; j < p->n_mentors; j++)
		if (!some || (j * 2654435761u >> 7) % 3 == 0)
			lower[j] = p->capacity[j] < each ? p->capacity[j] : each;
	p->lower = lower;
	p->quota = true;
}

/* Several mentors: several2, several3 and so on for all mentees, several2some for one in ten of them. */
static void
ask_several(struct arena *mem, struct assign_problem *p, const char *what)
{
	int32_t *wants = ARENA_ARRAY(mem, int32_t, p->n_mentees);
	bool some = strstr(what, "some") != NULL;

	for (size_t i = 0; i < p->n_mentees; i++)
		wants[i] = some && (i * 2654435761u >> 7) % 10 ? 1 : atoi(what);
	p->wants = wants;
}

/* What matters beside the score. */
static void
ask_more(struct arena *mem, struct assign_problem *p, const char *what)
{
	if (strncmp(what, "quota", 5) == 0)
		ask_quota(mem, p, what + 5);
	else if (strncmp(what, "several", 7) == 0)
		ask_several(mem, p, what + 7);
	p->fair = strcmp(what, "bottleneck") == 0 ? ASSIGN_BOTTLENECK
		  : strcmp(what, "leximin") == 0  ? ASSIGN_LEXIMIN
						  : ASSIGN_PLAIN;
}

int
main(int argc, char **argv)
{
	const struct instance_kind *kind = argc > 1 ? instance_find(argv[1]) : NULL;
	struct arena *mem = arena_new(0);
	struct assign_problem p;
	int rounds = argc > 2 ? atoi(argv[2]) : 1;

	if (!kind)
		return 64;
	p = instance_make(mem, kind, 1);
	if (argc > 4)
		ask_more(mem, &p, argv[4]);
	if (argc > 3 && strcmp(argv[2], "--write") == 0)
		return write_text(&p, argv[3]);
	p.threads = argc > 3 ? (unsigned)atoi(argv[3]) : 0;
	if (argc > 2 && strcmp(argv[2], "--answer") == 0)
		return write_answer(mem, &p);
	for (int k = 0; k < rounds; k++) {
		struct arena *work = arena_new(0);
		struct assign_result r;
		enum assign_status status;
		double from, solved, checked, cpu;
		const char *fault;

		peak(true);
		cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		from = seconds();
		status = assign_solve(work, &p, &r);
		solved = seconds();
		cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
		if (status != ASSIGN_OK) {
			fprintf(stderr, "%s\n", assign_status_text(status));
			return 70;
		}
		double memory = peak(false);

		fault = assign_check(work, &p, &r);
		checked = seconds();
		printf("kind=%s pairs=%zu count=%zu score=%lld shortfall=%zu seconds=%.4f cpu=%.4f "
		       "check=%.4f "
		       "mb=%.0f "
		       "%s\n",
			kind->name, p.n_pairs, r.count, (long long)r.score, r.shortfall,
			solved - from, cpu, checked - solved, memory, fault ? fault : "proven");
		fflush(stdout);
		arena_free(work);
	}
	return 0;
}
