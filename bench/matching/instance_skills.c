/* SPDX-License-Identifier: Apache-2.0 */
/* People with three skills each out of a taxonomy, a department, a time zone and a level. */
#include <math.h>
#include <stdlib.h>

#include "bench/matching/making.h"

#define SKILLS 600

struct person {
	uint16_t skill[3];
	uint8_t department, zone, level;
};

struct people {
	uint32_t zipf[SKILLS];	  /* cumulative */
	uint16_t offered[SKILLS]; /* the skill of a mentor where a mentee has this one */
	struct person *mentees, *mentors;
	size_t begin[SKILLS + 1]; /* mentors by skill */
	int32_t *by_skill;
};

static uint16_t
pick_skill(struct making *g)
{
	const uint32_t *zipf = g->people->zipf;
	uint32_t x = (uint32_t)chance(g, zipf[SKILLS - 1]);
	size_t low = 0, high = SKILLS - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (zipf[middle] <= x)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint16_t)low;
}

/* skills: what stands for each skill that was picked; NULL: itself. */
static struct person *
make_people(struct making *g, size_t n, const uint16_t *skills)
{
	struct person *all = ARENA_ARRAY(g->mem, struct person, n);

	for (size_t i = 0; i < n; i++) {
		for (int k = 0; k < 3; k++) {
			uint16_t s = pick_skill(g);

			all[i].skill[k] = skills ? skills[s] : s;
		}
		all[i].department = (uint8_t)chance(g, 30);
		all[i].zone = (uint8_t)chance(g, 12);
		all[i].level = (uint8_t)chance(g, 8);
	}
	return all;
}

static void
sort_mentors(struct making *g)
{
	struct people *p = g->people;
	size_t m = g->kind->mentors, sum = 0, at[SKILLS];

	p->by_skill = ARENA_ARRAY(g->mem, int32_t, 3 * m);
	for (size_t j = 0; j < m; j++)
		for (int k = 0; k < 3; k++)
			p->begin[p->mentors[j].skill[k] + 1]++;
	for (size_t s = 0; s < SKILLS; s++) {
		sum += p->begin[s + 1];
		p->begin[s + 1] = sum;
		at[s] = p->begin[s];
	}
	for (size_t j = 0; j < m; j++)
		for (int k = 0; k < 3; k++)
			p->by_skill[at[p->mentors[j].skill[k]]++] = (int32_t)j;
}

/* Neighbours in the order of popularity change places at random: what is offered often is wanted often, but
 * not as often. */
static void
mix(struct making *g)
{
	uint16_t *offered = g->people->offered;

	for (size_t s = 0; s < SKILLS; s++)
		offered[s] = (uint16_t)s;
	for (size_t s = 0; s < SKILLS; s++) {
		size_t t = s + chance(g, 3 * s + 150);
		uint16_t was = offered[s];

		if (t >= SKILLS)
			continue;
		offered[s] = offered[t];
		offered[t] = was;
	}
}

void
skills_begin(struct making *g)
{
	struct people *p = arena_alloc(g->mem, sizeof *p);
	double sum = 0;

	g->people = p;
	for (int s = 0; s < SKILLS; s++) {
		sum += 1e6 / pow(s + 5, 0.9);
		p->zipf[s] = (uint32_t)sum;
	}
	p->mentees = make_people(g, g->kind->mentees, NULL);
	if (g->kind->uneven)
		mix(g);
	p->mentors = make_people(g, g->kind->mentors, g->kind->uneven ? p->offered : NULL);
	sort_mentors(g);
}

static int32_t
score(struct making *g, const struct person *a, const struct person *b)
{
	int32_t s = 0;

	for (int x = 0; x < 3; x++)
		for (int y = 0; y < 3; y++)
			s += a->skill[x] == b->skill[y] ? 150 : 0;
	s += a->department == b->department ? 60 : 0;
	s += 10 * (12 - abs(a->zone - b->zone));
	s += 15 * (8 - abs(b->level - a->level - 2));
	return s + (int32_t)chance(g, 200);
}

size_t
skills_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	const struct people *p = g->people;
	const struct person *me = &p->mentees[mentee];
	size_t n = 0;

	for (size_t k = 0; k < g->kind->degree; k++) {
		int s = me->skill[k % 3];
		size_t room = p->begin[s + 1] - p->begin[s];

		if (room)
			row[n++].mentor = p->by_skill[p->begin[s] + chance(g, room)];
		else if (!g->kind->uneven)
			row[n++].mentor = (int32_t)chance(g, g->kind->mentors);
	}
	n = row_finish(row, n);
	for (size_t k = 0; k < n; k++)
		row[k].score = score(g, me, &p->mentors[row[k].mentor]);
	return n;
}
