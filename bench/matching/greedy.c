/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-greedy KIND: what simpler tools do with the same instance. "greedy" takes the best pair that is
 * left, again and again; "first come" gives everybody in turn the best mentor who has a seat left.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/matching/instance.h"

struct pair {
	int32_t mentee, mentor, score;
};

static int
by_score(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static void
tell(const char *name, size_t count, long long score)
{
	printf("%s count=%zu score=%lld\n", name, count, score);
}

static void
greedy(struct arena *mem, const struct assign_problem *p)
{
	struct pair *all = ARENA_ARRAY(mem, struct pair, p->n_pairs);
	int32_t *left = arena_memdup(mem, p->capacity, p->n_mentors * sizeof *left);
	bool *placed = ARENA_ARRAY(mem, bool, p->n_mentees);
	size_t count = 0;
	long long score = 0;

	for (size_t i = 0; i < p->n_mentees; i++)
		for (size_t a = p->first[i]; a < p->first[i + 1]; a++)
			all[a] = (struct pair){ (int32_t)i, p->arcs[a].mentor, p->arcs[a].score };
	qsort(all, p->n_pairs, sizeof *all, by_score);
	for (size_t k = 0; k < p->n_pairs; k++) {
		if (placed[all[k].mentee] || !left[all[k].mentor])
			continue;
		placed[all[k].mentee] = true;
		left[all[k].mentor]--;
		count++;
		score += all[k].score;
	}
	tell("greedy", count, score);
}

static void
first_come(struct arena *mem, const struct assign_problem *p)
{
	int32_t *left = arena_memdup(mem, p->capacity, p->n_mentors * sizeof *left);
	size_t count = 0;
	long long score = 0;

	for (size_t i = 0; i < p->n_mentees; i++) {
		const struct assign_arc *best = NULL;

		for (size_t a = p->first[i]; a < p->first[i + 1]; a++)
			if (left[p->arcs[a].mentor] && (!best || p->arcs[a].score > best->score))
				best = &p->arcs[a];
		if (!best)
			continue;
		left[best->mentor]--;
		count++;
		score += best->score;
	}
	tell("first-come", count, score);
}

int
main(int argc, char **argv)
{
	const struct instance_kind *kind = argc > 1 ? instance_find(argv[1]) : NULL;
	struct arena *mem = arena_new(0);
	struct assign_problem p;

	if (!kind)
		return 64;
	p = instance_make(mem, kind, 1);
	greedy(mem, &p);
	first_come(mem, &p);
	arena_free(mem);
	return 0;
}
