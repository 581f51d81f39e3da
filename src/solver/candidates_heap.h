/* SPDX-License-Identifier: Apache-2.0 */
/* The best k so far, the worst of them on top (Williams, 1964). Private to candidates_search.c. */
#ifndef SOLVER_CANDIDATES_HEAP_H
#define SOLVER_CANDIDATES_HEAP_H

#include "solver/candidates_core.h"

static inline bool
is_worse(const struct found *a, const struct found *b)
{
	return a->value < b->value || (a->value == b->value && a->turn > b->turn);
}

/* Puts x where the top was. */
static inline void
sift(struct found *heap, size_t n, struct found x)
{
	size_t at = 0;

	for (size_t child = 1; child < n; child = 2 * at + 1) {
		child += child + 1 < n && is_worse(&heap[child + 1], &heap[child]);
		if (!is_worse(&heap[child], &x))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = x;
}

static inline void
rise(struct found *heap, size_t at, struct found x)
{
	for (; at > 0 && is_worse(&x, &heap[(at - 1) / 2]); at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = x;
}

/* From the seeker's start: the smaller the better. */
static inline uint32_t
turn_of(const struct search *s, int32_t offer)
{
	size_t j = (size_t)offer;

	return (uint32_t)(j >= s->start ? j - s->start : j + s->plan->p->n_offers - s->start);
}

/* Would an offer that is worth no more than the floor come behind all that are kept? */
static inline bool
is_too_late(const struct search *s, int32_t offer)
{
	return s->n == s->plan->p->k && turn_of(s, offer) > s->heap[0].turn;
}

/* Keeps an offer of the seeker if it is among his best so far. */
static inline void
consider(struct search *s, int64_t value, int32_t offer)
{
	size_t k = s->plan->p->k;
	struct found x = { value, turn_of(s, offer), offer };

	if (value < s->floor)
		return;
	if (s->n < k)
		rise(s->heap, s->n++, x);
	else if (k && is_worse(&s->heap[0], &x))
		sift(s->heap, s->n, x);
	if (k && s->n == k)
		s->floor = s->heap[0].value;
}

/* Empties it into the list, best first. */
static inline void
hand_over(struct search *s, size_t eligible)
{
	const struct cand_problem *p = s->plan->p;
	size_t n = s->n;

	while (s->n > 0) {
		struct found worst = s->heap[0];

		s->list[--s->n] = (struct cand_pair){ worst.offer, worst.value };
		if (s->n)
			sift(s->heap, s->n, s->heap[s->n]);
	}
	p->take(p->arg, s->seeker, s->list, n, eligible);
}

#endif
