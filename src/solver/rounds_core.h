/* SPDX-License-Identifier: Apache-2.0 */
/* What the makers of groups share. */
#ifndef SOLVER_ROUNDS_CORE_H
#define SOLVER_ROUNDS_CORE_H

#include "solver/rounds.h"

/* As many rounds as there are without anybody meeting twice by construction, at most p->rounds, into
 * group[round * n + person]; returns how many (rounds_lines.c). */
size_t rounds_by_lines(struct arena *mem, const struct rounds_groups_problem *p, int32_t *group);

/* All rounds at once, from one that is found and turned on, so that nobody meets twice. False if none was
 * found (rounds_turn.c). */
bool rounds_by_turning(struct arena *mem, const struct rounds_groups_problem *p, int32_t *group);

/* Pairs of people that stand for each other: whoever meets one of them has met all. */
struct rounds_orbits {
	size_t n;
	const uint32_t *of;  /* [person * people + person], the smaller last */
	const uint16_t *met; /* [n]: not 0 for those that are not to be met at all */
};

/* Makes the rounds from `made` on, and exchanges people in all of them as long as that helps. Returns the
 * meetings beyond the first of two, or of an orbit (NULL: no orbits); stops at the bound
 * (rounds_search.c). */
size_t rounds_by_search(struct arena *mem, const struct rounds_groups_problem *p, size_t made,
	size_t bound, const struct rounds_orbits *orbits, int32_t *group);

static inline size_t
rounds_n_groups(const struct rounds_groups_problem *p)
{
	return (p->n + p->size - 1) / p->size;
}

/* People of group k: the first groups have one more, where they are not all equal. */
static inline size_t
rounds_group_size(const struct rounds_groups_problem *p, size_t k)
{
	size_t n_groups = rounds_n_groups(p);

	return p->n / n_groups + (k < p->n % n_groups);
}

#endif
