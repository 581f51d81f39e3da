/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/matching/instance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SKILLS 600
#define MOST_DEGREE 64

const struct instance_kind instance_kinds[] = {
	{ "M", "5,000 x 2,000, seats for most", 5000, 2000, 80, -40, false },
	{ "L", "50,000 x 15,000, shortage of seats", 50000, 15000, 50, -250, false },
	{ "L1", "50,000 x 50,000, one seat each, tight", 50000, 50000, 50, 0, false },
	{ "XL", "200,000 x 50,000, shortage of seats", 200000, 50000, 50, -250, false },
	{ "XLT", "200,000 x 67,000, three seats each, 0.5 % spare", 200000, 67000, 50, 5, false },
	{ "geo", "50,000 x 50,000, the 40 nearest points of the plane", 50000, 50000, 40, 0, true },
};
const size_t n_instance_kinds = sizeof instance_kinds / sizeof *instance_kinds;

const struct instance_kind *
instance_find(const char *name)
{
	for (size_t k = 0; k < n_instance_kinds; k++)
		if (strcmp(instance_kinds[k].name, name) == 0)
			return &instance_kinds[k];
	return NULL;
}

static uint64_t
chance(uint64_t *seed, uint64_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 11) % below;
}

struct person {
	uint16_t skill[3];
	uint8_t department, zone, level;
};

struct making {
	struct arena *mem;
	const struct instance_kind *kind;
	uint64_t seed;
	uint32_t zipf[SKILLS]; /* cumulative */
	struct person *mentees, *mentors;
	size_t begin[SKILLS + 1]; /* mentors by skill */
	int32_t *by_skill;
	int32_t *capacity;
};

static uint16_t
pick_skill(struct making *g)
{
	uint32_t x = (uint32_t)chance(&g->seed, g->zipf[SKILLS - 1]);
	size_t low = 0, high = SKILLS - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (g->zipf[middle] <= x)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint16_t)low;
}

static struct person *
make_people(struct making *g, size_t n)
{
	struct person *all = ARENA_ARRAY(g->mem, struct person, n);

	for (size_t i = 0; i < n; i++) {
		for (int k = 0; k < 3; k++)
			all[i].skill[k] = pick_skill(g);
		all[i].department = (uint8_t)chance(&g->seed, 30);
		all[i].zone = (uint8_t)chance(&g->seed, 12);
		all[i].level = (uint8_t)chance(&g->seed, 8);
	}
	return all;
}

static void
sort_mentors(struct making *g)
{
	size_t m = g->kind->mentors, sum = 0, at[SKILLS];

	g->by_skill = ARENA_ARRAY(g->mem, int32_t, 3 * m);
	for (size_t j = 0; j < m; j++)
		for (int k = 0; k < 3; k++)
			g->begin[g->mentors[j].skill[k] + 1]++;
	for (size_t s = 0; s < SKILLS; s++) {
		sum += g->begin[s + 1];
		g->begin[s + 1] = sum;
		at[s] = g->begin[s];
	}
	for (size_t j = 0; j < m; j++)
		for (int k = 0; k < 3; k++)
			g->by_skill[at[g->mentors[j].skill[k]]++] = (int32_t)j;
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
	return s + (int32_t)chance(&g->seed, 200);
}

/* Three seats each on average, or one; then one more or less here and there until the sum is right. */
static void
make_seats(struct making *g)
{
	const struct instance_kind *k = g->kind;
	size_t want = k->mentees + (size_t)((long)k->mentees * k->spare_permille / 1000);
	size_t each = want / k->mentors, sum = 0;
	bool even = k->spare_permille >= 0;

	g->capacity = ARENA_ARRAY(g->mem, int32_t, k->mentors);
	if (want / (k->mentors ? k->mentors : 1) * k->mentors < want && even)
		each++;
	for (size_t j = 0; j < k->mentors; j++) {
		g->capacity[j] = even ? (int32_t)each : (int32_t)chance(&g->seed, 2 * each + 1);
		sum += (size_t)g->capacity[j];
	}
	while (sum != want && !(even && sum > want)) {
		size_t j = (size_t)chance(&g->seed, k->mentors);

		if (sum > want && !g->capacity[j])
			continue;
		g->capacity[j] += sum < want ? 1 : -1;
		sum = sum < want ? sum + 1 : sum - 1;
	}
}

static int
by_mentor(const void *a, const void *b)
{
	const struct assign_arc *x = a, *y = b;

	return x->mentor < y->mentor ? -1 : x->mentor > y->mentor;
}

static size_t
skill_row(struct making *g, size_t i, struct assign_arc *row)
{
	const struct person *me = &g->mentees[i];
	size_t n = 0, to = 0;

	for (size_t k = 0; k < g->kind->degree; k++) {
		int s = me->skill[k % 3];
		size_t room = g->begin[s + 1] - g->begin[s];
		int32_t j = room ? g->by_skill[g->begin[s] + chance(&g->seed, room)]
				 : (int32_t)chance(&g->seed, g->kind->mentors);

		row[n++] = (struct assign_arc){ j, 0 };
	}
	qsort(row, n, sizeof *row, by_mentor);
	for (size_t k = 0; k < n; k++)
		if (!to || row[to - 1].mentor != row[k].mentor)
			row[to++] = row[k];
	for (size_t k = 0; k < to; k++)
		row[k].score = score(g, me, &g->mentors[row[k].mentor]);
	return to;
}

/* ---- the plane ---- */

struct plane {
	size_t side; /* cells a side */
	double *x, *y;
	size_t *begin;
	int32_t *order;
};

static size_t
cell_of(double v, size_t side)
{
	size_t c = (size_t)(v * (double)side);

	return c < side ? c : side - 1;
}

static void
make_plane(struct making *g, struct plane *p)
{
	size_t m = g->kind->mentors, sum = 0, *at;

	p->side = (size_t)sqrt((double)m / 8.0) + 1;
	p->x = ARENA_ARRAY(g->mem, double, m);
	p->y = ARENA_ARRAY(g->mem, double, m);
	p->begin = ARENA_ARRAY(g->mem, size_t, p->side * p->side + 1);
	p->order = ARENA_ARRAY(g->mem, int32_t, m);
	at = ARENA_ARRAY(g->mem, size_t, p->side * p->side);
	for (size_t j = 0; j < m; j++) {
		p->x[j] = (double)chance(&g->seed, 1 << 24) / (1 << 24);
		p->y[j] = (double)chance(&g->seed, 1 << 24) / (1 << 24);
		p->begin[cell_of(p->y[j], p->side) * p->side + cell_of(p->x[j], p->side) + 1]++;
	}
	for (size_t c = 0; c < p->side * p->side; c++) {
		at[c] = sum;
		sum += p->begin[c + 1];
		p->begin[c + 1] = sum;
	}
	for (size_t j = 0; j < m; j++)
		p->order[at[cell_of(p->y[j], p->side) * p->side + cell_of(p->x[j], p->side)]++] =
			(int32_t)j;
}

struct near {
	double distance;
	int32_t mentor;
};

static int
by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	return x->distance < y->distance ? -1 : x->distance > y->distance;
}

static size_t
plane_row(struct making *g, const struct plane *p, struct assign_arc *row)
{
	static struct near found[4096];
	double x = (double)chance(&g->seed, 1 << 24) / (1 << 24);
	double y = (double)chance(&g->seed, 1 << 24) / (1 << 24);
	long cx = (long)cell_of(x, p->side), cy = (long)cell_of(y, p->side), reach, u, v;
	size_t n = 0;

	for (reach = 2; n < g->kind->degree; reach++) {
		n = 0;
		for (v = cy - reach; v <= cy + reach; v++)
			for (u = cx - reach; u <= cx + reach; u++) {
				size_t c;

				if (u < 0 || v < 0 || u >= (long)p->side || v >= (long)p->side)
					continue;
				c = (size_t)v * p->side + (size_t)u;
				for (size_t k = p->begin[c]; k < p->begin[c + 1] && n < 4096; k++) {
					int32_t j = p->order[k];
					double d = hypot(p->x[j] - x, p->y[j] - y);

					found[n++] = (struct near){ d, j };
				}
			}
	}
	qsort(found, n, sizeof *found, by_distance);
	for (size_t k = 0; k < g->kind->degree; k++)
		row[k] = (struct assign_arc){ found[k].mentor,
			100000 - (int32_t)(found[k].distance * 1e6) };
	qsort(row, g->kind->degree, sizeof *row, by_mentor);
	return g->kind->degree;
}

struct assign_problem
instance_make(struct arena *mem, const struct instance_kind *kind, uint64_t seed)
{
	struct making g = {
		.mem = mem, .kind = kind, .seed = seed * 2654435761u + 88172645463325252u
	};
	struct assign_arc *arcs = ARENA_ARRAY(mem, struct assign_arc, kind->mentees * kind->degree);
	size_t *first = ARENA_ARRAY(mem, size_t, kind->mentees + 1), n = 0;
	struct plane plane = { 0 };
	double sum = 0;

	for (int s = 0; s < SKILLS; s++) {
		sum += 1e6 / pow(s + 5, 0.9);
		g.zipf[s] = (uint32_t)sum;
	}
	if (kind->plane) {
		make_plane(&g, &plane);
	} else {
		g.mentees = make_people(&g, kind->mentees);
		g.mentors = make_people(&g, kind->mentors);
		sort_mentors(&g);
	}
	make_seats(&g);
	for (size_t i = 0; i < kind->mentees; i++) {
		first[i] = n;
		n += kind->plane ? plane_row(&g, &plane, arcs + n) : skill_row(&g, i, arcs + n);
	}
	first[kind->mentees] = n;
	return (struct assign_problem){ .n_mentees = kind->mentees,
		.n_mentors = kind->mentors,
		.capacity = g.capacity,
		.first = first,
		.arcs = arcs,
		.n_pairs = n };
}
