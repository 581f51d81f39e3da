/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs are the nearest points of a plane: whoever is moved moves his neighbours. */
#include <math.h>
#include <stdlib.h>

#include "bench/matching/making.h"

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

void
plane_begin(struct making *g)
{
	struct plane *p = arena_alloc(g->mem, sizeof *p);
	size_t m = g->kind->mentors, sum = 0, *at;

	g->plane = p;
	p->side = (size_t)sqrt((double)m / 8.0) + 1;
	p->x = ARENA_ARRAY(g->mem, double, m);
	p->y = ARENA_ARRAY(g->mem, double, m);
	p->begin = ARENA_ARRAY(g->mem, size_t, p->side * p->side + 1);
	p->order = ARENA_ARRAY(g->mem, int32_t, m);
	at = ARENA_ARRAY(g->mem, size_t, p->side * p->side);
	for (size_t j = 0; j < m; j++) {
		p->x[j] = (double)chance(g, 1 << 24) / (1 << 24);
		p->y[j] = (double)chance(g, 1 << 24) / (1 << 24);
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

size_t
plane_row(struct making *g, size_t mentee, struct assign_arc *row)
{
	const struct plane *p = g->plane;
	static struct near found[4096];
	double x = (double)chance(g, 1 << 24) / (1 << 24);
	double y = (double)chance(g, 1 << 24) / (1 << 24);
	long cx = (long)cell_of(x, p->side), cy = (long)cell_of(y, p->side), reach, u, v;
	size_t n = 0;

	(void)mentee;
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
	return row_finish(row, g->kind->degree);
}
