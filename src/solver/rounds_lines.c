/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups as lines of a table: `size` rows, a column for each group. If the columns are the elements of a
 * ring with as many elements as there are rows whose differences all have an inverse, then round s puts row i,
 * column x into group x - e(i) s. Two people of different rows are in one group in one round only (Bose, 1938;
 * MacNeish, 1922 for products of fields), so there are as many rounds as columns. Rows that can be cut into
 * groups themselves give more rounds, in the same way. People who are missing to a full table are missing in
 * the last row. Groups of two are peers.
 */
#include "solver/rounds_core.h"
#include "solver/rounds_field.h"

static size_t
lines_of_two(size_t n, size_t rounds, int32_t *group)
{
	size_t most = rounds_of_peers(n);

	for (size_t t = 0; t < rounds && t < most; t++) {
		int32_t next = 0;

		for (size_t i = 0; i < n; i++) {
			int32_t other = rounds_peer(n, t, i);

			group[t * n + i] = other >= 0 && (size_t)other < i
						   ? group[t * n + (size_t)other]
						   : next++;
		}
	}
	return rounds < most ? rounds : most;
}

/* Rounds in which rows meet as groups do within them: each row as the people of the smaller plan. */
static void
spread_rows(const int32_t *small, size_t columns, size_t size, size_t rounds, int32_t *group)
{
	size_t n = columns * size, per_row = columns / size;

	for (size_t t = 0; t < rounds; t++)
		for (size_t i = 0; i < n; i++)
			group[t * n + i] =
				(int32_t)(i / columns * per_row) + small[t * columns + i % columns];
}

static size_t
lines(struct arena *mem, size_t n, size_t size, size_t rounds, int32_t *group)
{
	size_t columns = (n + size - 1) / size, made, more;
	struct ring r;
	int32_t *small;

	if (size == 2)
		return lines_of_two(n, rounds, group);
	if (columns == 1)
		return rounds > 0; /* all in group 0, once */
	r = ring_of((uint32_t)columns);
	if (r.least < size)
		return 0;
	made = rounds < columns ? rounds : columns;
	for (size_t i = 0; i < n; i++) {
		uint32_t slope = ring_same(&r, (uint32_t)(i / columns));

		for (size_t t = 0; t < made; t++)
			group[t * n + i] = (int32_t)ring_sub(
				&r, (uint32_t)(i % columns), ring_mul(&r, slope, (uint32_t)t));
	}
	if (made == rounds || n % size || columns % size)
		return made;
	small = ARENA_ARRAY(mem, int32_t, columns * (rounds - made));
	more = lines(mem, columns, size, rounds - made, small);
	spread_rows(small, columns, size, more, group + made * n);
	return made + more;
}

size_t
rounds_by_lines(struct arena *mem, const struct rounds_groups_problem *p, int32_t *group)
{
	return lines(mem, p->n, p->size, p->rounds, group);
}
