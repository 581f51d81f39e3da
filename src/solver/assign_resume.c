/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the auction gives everybody one mentor and knows no lower numbers. Method: its answer and its
 * prices are taken for what they are, and the rest is repaired by shortest paths (see resident_search.c): one
 * for each seat that a mentor still lacks, one for each further mentor somebody wants. Cost: as many
 * searches as are missing, where solving by paths from nothing takes one for every place.
 */
#include "solver/assign_auction.h"
#include "solver/resident_core.h"

#include <string.h>

static struct assign_result
answer_so_far(struct arena *work, const struct core *c, const uint64_t *taken)
{
	struct assign_result s = { .proof = { .weight = c->weight,
					   .bonus = c->bonus,
					   .quota = c->quota,
					   .mentor = c->price } };

	s.pairs = ARENA_ARRAY(work, struct assign_pair, count_taken(c, taken));
	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++)
			if (is_taken(taken, a))
				s.pairs[s.count++] = (struct assign_pair){ (int32_t)i,
					c->arcs[a].mentor, c->arcs[a].score };
	return s;
}

static void
take_over(const struct resident *r, struct core *c, uint64_t *taken)
{
	memset(taken, 0, (c->first[c->n] / 64 + 1) * sizeof *taken);
	for (size_t i = 0; i < c->n; i++)
		for (int32_t k = 0; k < r->mentee[i].held; k++) {
			size_t a = arc_to(c, i, r->mentee[i].row[k].who);

			taken[a / 64] |= UINT64_C(1) << a % 64;
		}
	for (size_t j = 0; j < c->m; j++) {
		struct parts p = { 0 };

		if (r->mentor[j].seats)
			p = resident_parts(r->price[j], r->weight, r->bonus, r->quota);
		c->price[j] = p.count * c->bonus + p.met * c->quota + p.points * c->weight;
	}
}

enum auction_end
assign_resume(struct core *c, uint64_t *taken, size_t steps)
{
	struct assign_problem q = { .aim = c->p->aim,
		.quota = c->p->quota,
		.n_mentees = c->n,
		.n_mentors = c->m,
		.capacity = c->seats,
		.lower = c->lower,
		.wants = c->wants,
		.first = c->first,
		.arcs = c->arcs,
		.n_pairs = c->first[c->n],
		.stop = c->p->stop };
	struct arena *work = arena_new(0);
	struct assign_result s;
	struct resident *r = NULL;
	enum assign_status status = ASSIGN_TOO_LARGE;

	if (!c->wide && !c->worth) {
		s = answer_so_far(work, c, taken);
		status = resident_adopt_within(&q, &s, steps, &r);
	}
	if (status == ASSIGN_OK)
		take_over(r, c, taken);
	resident_close(r);
	arena_free(work);
	return status == ASSIGN_OK			? AUCTION_DONE
	       : status == ASSIGN_STOPPED && stopped(c) ? AUCTION_STOPPED
							: AUCTION_UNABLE;
}
