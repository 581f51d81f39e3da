/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds by turning one of them. All people but a few are put on wheels of the same size, and each
 * round is the one before it, with all wheels turned on by one (the method of differences; Bose, 1939). Nobody
 * meets twice if in the first round no two pairs are the same number of steps apart on the same wheels, and
 * no two of a wheel are half a turn apart. So the search has to find one round instead of all, in which that
 * holds; where it does, there is a schedule at once, such as Kirkman's for fifteen girls.
 */
#include "solver/rounds_core.h"

#define MOST_PEOPLE 300
#define EFFORT 15000000 /* looks at two people, for each number of wheels */

struct wheels {
	size_t n, size, still; /* wheels, people on each, and those on none, who are the last */
};

static uint32_t
orbit_of(const struct wheels *w, size_t i, size_t j, uint16_t *met)
{
	size_t turning = w->n * w->size, wheel_i = i / w->size, wheel_j = j / w->size, steps;
	uint32_t orbit;

	if (j >= turning) { /* two who stand still would meet in each round */
		met[0] = 1;
		return 0;
	}
	if (i >= turning)
		return (uint32_t)(1 + (i - turning) * w->n + wheel_j);
	steps = (i % w->size + w->size - j % w->size) % w->size;
	if (wheel_i == wheel_j && steps > w->size / 2)
		steps = w->size - steps;
	orbit = (uint32_t)(1 + w->still * w->n + (wheel_i * w->n + wheel_j) * w->size + steps);
	met[orbit] = wheel_i == wheel_j && 2 * steps == w->size;
	return orbit;
}

static struct rounds_orbits
orbits_of(struct arena *mem, const struct wheels *w, size_t n)
{
	size_t n_orbits = 1 + w->still * w->n + w->n * w->n * w->size;
	uint32_t *of = ARENA_ARRAY(mem, uint32_t, n * n);
	uint16_t *met = ARENA_ARRAY(mem, uint16_t, n_orbits);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			of[i * n + j] = orbit_of(w, i, j, met);
	return (struct rounds_orbits){ n_orbits, of, met };
}

static void
turn(const struct wheels *w, const int32_t *one, size_t n, size_t rounds, int32_t *group)
{
	for (size_t t = 0; t < rounds; t++)
		for (size_t i = 0; i < n; i++) {
			size_t wheel = i / w->size,
			       to = wheel * w->size + (i % w->size + t) % w->size;

			group[t * n + (wheel < w->n ? to : i)] = one[i];
		}
}

bool
rounds_by_turning(struct arena *mem, const struct rounds_groups_problem *p, int32_t *group)
{
	struct rounds_groups_problem one = {
		.n = p->n, .size = p->size, .rounds = 1, .effort = EFFORT, .stop = p->stop
	};
	int32_t *first = ARENA_ARRAY(mem, int32_t, p->n);
	size_t meetings = 0;

	if (p->effort && p->effort < one.effort)
		one.effort = p->effort;
	for (size_t k = 0; k < rounds_n_groups(p); k++)
		meetings += rounds_group_size(p, k) * (rounds_group_size(p, k) - 1) / 2;
	for (size_t still = 0; p->n <= MOST_PEOPLE && still < p->size && still < p->n; still++)
		for (size_t n = 1; n <= p->n - still; n++) {
			struct wheels w = { n, (p->n - still) / n, still };
			struct rounds_orbits orbits;

			if ((p->n - still) % n || w.size < p->rounds ||
				w.size * meetings > p->n * (p->n - 1) / 2)
				continue;
			orbits = orbits_of(mem, &w, p->n);
			if (rounds_by_search(mem, &one, 0, 0, &orbits, first))
				continue;
			turn(&w, first, p->n, p->rounds, group);
			return true;
		}
	return false;
}
