/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/matching/instance.h"

#include <stdlib.h>
#include <string.h>

#include "bench/matching/making.h"

const struct instance_kind instance_kinds[] = {
	{ "S", "300 x 120, small enough for every tool", 300, 120, 40, -40 },
	{ "M", "5,000 x 2,000, seats for most", 5000, 2000, 80, -40 },
	{ "L", "50,000 x 15,000, shortage of seats", 50000, 15000, 50, -250, .uneven = true },
	{ "L1", "50,000 x 50,000, one seat each, tight", 50000, 50000, 50, 0 },
	{ "XL", "200,000 x 50,000, shortage of seats", 200000, 50000, 50, -250, .uneven = true },
	{ "XLT", "200,000 x 67,000, three seats each, 0.5 % spare", 200000, 67000, 50, 5 },
	{ "rich", "50,000 x 50,000, three seats each, many more than needed", 50000, 50000, 50,
		2000 },
	{ "geo", "50,000 x 50,000, the 40 nearest points of the plane", 50000, 50000, 40, 0,
		.shape = PLANE },
	{ "hub", "100,000 x 101, a mentor with 50,000 seats beside a hundred with 400", 100000, 101,
		10, -100, .shape = HUB },
	{ "chain", "20,000 x 20,000, everybody's mentor follows from his neighbour's", 20000, 20000,
		2, 0, .shape = CHAIN },
	{ "wide", "5,000 x 2,000, scores from minus a billion to a billion", 5000, 2000, 80, -40,
		.shape = WIDE },
	{ "few", "200,000 x 67,000, three seats each, twenty different scores", 200000, 67000, 50,
		5, .shape = FEW },
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

uint64_t
chance(struct making *g, uint64_t below)
{
	g->seed ^= g->seed << 13;
	g->seed ^= g->seed >> 7;
	g->seed ^= g->seed << 17;
	return (g->seed >> 11) % below;
}

static int
by_mentor(const void *a, const void *b)
{
	const struct assign_arc *x = a, *y = b;

	return x->mentor < y->mentor ? -1 : x->mentor > y->mentor;
}

size_t
row_finish(struct assign_arc *row, size_t n)
{
	size_t to = 0;

	qsort(row, n, sizeof *row, by_mentor);
	for (size_t k = 0; k < n; k++)
		if (!to || row[to - 1].mentor != row[k].mentor)
			row[to++] = row[k];
	return to;
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
		g->capacity[j] = even ? (int32_t)each : (int32_t)chance(g, 2 * each + 1);
		sum += (size_t)g->capacity[j];
	}
	while (sum != want && !(even && sum > want)) {
		size_t j = (size_t)chance(g, k->mentors);

		if (sum > want && !g->capacity[j])
			continue;
		g->capacity[j] += sum < want ? 1 : -1;
		sum = sum < want ? sum + 1 : sum - 1;
	}
}

static void
make_hub(struct making *g)
{
	g->capacity = ARENA_ARRAY(g->mem, int32_t, g->kind->mentors);
	for (size_t j = 0; j < g->kind->mentors; j++)
		g->capacity[j] = j ? 400 : 50000;
}

/* Everybody may go to the hub, for little, and to nine others. */
static size_t
hub_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	(void)mentee;
	row[0] = (struct assign_arc){ 0, (int32_t)chance(g, 50) };
	for (size_t k = 1; k < g->kind->degree; k++)
		row[k] = (struct assign_arc){ 1 + (int32_t)chance(g, g->kind->mentors - 1),
			(int32_t)chance(g, 1000) };
	return row_finish(row, g->kind->degree);
}

static size_t
chain_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	row[0] = (struct assign_arc){ (int32_t)mentee, (int32_t)chance(g, 1000) };
	row[1] = (struct assign_arc){ (int32_t)mentee + 1, (int32_t)chance(g, 1000) };
	return mentee + 1 < g->kind->mentors ? 2 : 1;
}

static size_t
wide_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	size_t n = skills_row(g, mentee, row);

	for (size_t k = 0; k < n; k++)
		row[k].score = (int32_t)(chance(g, 2000000001) - 1000000000);
	return n;
}

/* Rules that give few points leave most pairs equal. */
static size_t
few_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	size_t n = skills_row(g, mentee, row);

	for (size_t k = 0; k < n; k++)
		row[k].score /= 64;
	return n;
}

static const struct {
	void (*begin)(struct making *g);
	void (*seats)(struct making *g);
	size_t (*row)(struct making *g, size_t mentee, struct assign_arc *row);
} shapes[] = {
	[SKILLED] = { skills_begin, make_seats, skills_row },
	[PLANE] = { plane_begin, make_seats, plane_row },
	[HUB] = { NULL, make_hub, hub_row },
	[CHAIN] = { NULL, make_seats, chain_row },
	[WIDE] = { skills_begin, make_seats, wide_row },
	[FEW] = { skills_begin, make_seats, few_row },
};

struct assign_problem
instance_make(struct arena *mem, const struct instance_kind *kind, uint64_t seed)
{
	struct making g = {
		.mem = mem, .kind = kind, .seed = seed * 2654435761u + 88172645463325252u
	};
	struct assign_arc *arcs = ARENA_ARRAY(mem, struct assign_arc, kind->mentees * kind->degree);
	size_t *first = ARENA_ARRAY(mem, size_t, kind->mentees + 1), n = 0;

	if (shapes[kind->shape].begin)
		shapes[kind->shape].begin(&g);
	shapes[kind->shape].seats(&g);
	for (size_t i = 0; i < kind->mentees; i++) {
		first[i] = n;
		n += shapes[kind->shape].row(&g, i, arcs + n);
	}
	first[kind->mentees] = n;
	return (struct assign_problem){ .n_mentees = kind->mentees,
		.n_mentors = kind->mentors,
		.capacity = g.capacity,
		.first = first,
		.arcs = arcs,
		.n_pairs = n };
}
