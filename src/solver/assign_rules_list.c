/* SPDX-License-Identifier: Apache-2.0 */
/* The list of pairs that assign_rules_solve solves, and who joins it. */
#include <string.h>

#include "solver/assign_rules_core.h"

static void
take(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct joining *j = arg;

	(void)eligible;
	j->n[seeker] = (uint8_t)n;
	if (j->top)
		j->top[seeker] = n == j->k ? list[n - 1].value : j->least[seeker];
	for (size_t k = 0; k < n; k++) {
		struct cand_pair x = list[k];

		if (j->above)
			j->gains[seeker] += x.value > j->above[seeker];
		if (j->price)
			x.value = (int64_t)((x.value + j->price[x.offer]) / j->weight);
		j->pairs[seeker * j->k + k] = x;
	}
}

bool
rules_seek(struct arena *mem, struct cand_problem *p, size_t k, struct joining *ret)
{
	ret->k = p->k = k;
	ret->pairs = arena_array(mem, p->n_seekers * k, sizeof *ret->pairs);
	ret->n = ARENA_ARRAY(mem, uint8_t, p->n_seekers);
	p->take = take;
	p->arg = ret;
	return cand_best(p);
}

/* Adds a pair to the row of its mentee, which is first[i] … next[i], mentors rising, once. */
static void
add_to_row(
	const size_t *first, size_t *next, struct assign_arc *arcs, size_t i, struct assign_arc x)
{
	size_t at = next[i];

	while (at > first[i] && arcs[at - 1].mentor > x.mentor)
		at--;
	if (at > first[i] && arcs[at - 1].mentor == x.mentor)
		return;
	memmove(&arcs[at + 1], &arcs[at], (next[i] - at) * sizeof *arcs);
	arcs[at] = x;
	next[i]++;
}

static void
count_joining(const struct joining *j, size_t n_seekers, size_t *count)
{
	for (size_t s = 0; s < n_seekers; s++)
		for (size_t k = 0; k < j->n[s]; k++)
			count[j->turned ? (size_t)j->pairs[s * j->k + k].offer : s]++;
}

static void
add_joining(const struct joining *j, size_t n_seekers, const size_t *first, size_t *next,
	struct assign_arc *arcs)
{
	for (size_t s = 0; s < n_seekers; s++)
		for (size_t k = 0; k < j->n[s]; k++) {
			struct cand_pair x = j->pairs[s * j->k + k];

			add_to_row(first, next, arcs, j->turned ? (size_t)x.offer : s,
				(struct assign_arc){
					j->turned ? (int32_t)s : x.offer, (int32_t)x.value });
		}
}

void
rules_join(struct rules *x, const struct joining *all, size_t n_all)
{
	size_t n = x->people.n_seekers, kept = 0;
	struct arena *work = arena_new(0), *held = arena_new(0);
	size_t *room = ARENA_ARRAY(work, size_t, n + 1), *next = ARENA_ARRAY(held, size_t, n + 1);
	struct assign_arc *arcs;

	for (size_t i = 0; i < n; i++)
		room[i + 1] = x->arcs ? x->first[i + 1] - x->first[i] : 0;
	for (size_t k = 0; k < n_all; k++)
		count_joining(&all[k], all[k].turned ? x->turned.n_seekers : x->people.n_seekers,
			room + 1);
	for (size_t i = 0; i < n; i++)
		room[i + 1] += room[i];
	arcs = ARENA_ARRAY(held, struct assign_arc, room[n]);
	for (size_t i = 0; i < n; i++) {
		size_t before = x->arcs ? x->first[i + 1] - x->first[i] : 0;

		if (before)
			memcpy(arcs + room[i], x->arcs + x->first[i], before * sizeof *arcs);
		next[i] = room[i] + before;
	}
	for (size_t k = 0; k < n_all; k++)
		add_joining(&all[k], all[k].turned ? x->turned.n_seekers : x->people.n_seekers,
			room, next, arcs);
	for (size_t i = 0; i < n; i++) {
		size_t many = next[i] - room[i];

		memmove(arcs + kept, arcs + room[i], many * sizeof *arcs);
		next[i] = kept;
		kept += many;
	}
	next[n] = kept;
	arena_free(work);
	arena_free(x->held);
	x->held = held;
	x->first = next;
	x->arcs = arcs;
}
