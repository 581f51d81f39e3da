/* SPDX-License-Identifier: Apache-2.0 */
/* What the methods of stable matching share. */
#ifndef SOLVER_STABLE_CORE_H
#define SOLVER_STABLE_CORE_H

#include "solver/stable.h"

/* Of every entry of a that names somebody in b with at least `from` entries of his own: where he names the
 * owner of the entry, as an index into b->list, or STABLE_NONE if he does not. Others are not set. Linear. */
uint32_t *stable_places(
	struct arena *mem, const struct stable_side *a, const struct stable_side *b, size_t from);

static inline int32_t
stable_capacity(const struct stable_side *s, size_t i)
{
	return s->capacity ? s->capacity[i] : 1;
}

/* Whether entries e and f of one list are tied. */
static inline bool
stable_tied(const struct stable_side *s, uint32_t e, uint32_t f)
{
	return s->rank ? s->rank[e] == s->rank[f] : e == f;
}

static inline bool
stable_stopped(const struct stable_problem *p)
{
	return p->stop && atomic_load_explicit(p->stop, memory_order_relaxed);
}

/* The methods. hospital[] is filled with -1 before; false: there is none (or stopped). */
bool stable_weak(struct arena *mem, const struct stable_problem *p, int32_t *hospital);
bool stable_with_ties(struct arena *mem, const struct stable_problem *p, int32_t *hospital);
bool stable_largest(struct arena *mem, const struct stable_problem *p, int32_t *hospital);

#endif
