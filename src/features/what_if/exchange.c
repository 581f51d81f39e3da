/* SPDX-License-Identifier: Apache-2.0 */
#include "features/what_if/exchange.h"

#include "features/matching/peered.h"
#include "features/matching/pool.h"
#include "solver/resident.h"

static bool
pair_of(const struct match_input *in, enum side side, size_t person, size_t other, int64_t *ret)
{
	if (in->peers)
		return peered_pair(in, person, other, ret);
	return criteria_pair(&in->criteria, in->roster, side == MENTEE ? person : other,
		side == MENTEE ? other : person, ret);
}

size_t
exchange_best(struct arena *mem, const struct match_input *in, enum side side, size_t person,
	const int64_t *but, size_t n_but, size_t most, struct exchange_cost **ret)
{
	struct exchange_cost *list = ARENA_ARRAY(mem, struct exchange_cost, most + 1);
	size_t others = side == MENTEE ? in->n_mentors : in->n_mentees, n = 0;
	const int64_t *ids = side == MENTEE ? in->mentors : in->mentees;

	for (size_t j = 0; j < others; j++) {
		struct exchange_cost x = { .other = j };
		bool out = false;
		size_t at;

		for (size_t b = 0; b < n_but; b++)
			out |= ids[j] == but[b];
		if (out || !pair_of(in, side, person, j, &x.points))
			continue;
		for (at = n; at > 0 && list[at - 1].points < x.points; at--)
			list[at] = list[at - 1];
		list[at] = x;
		n = n < most ? n + 1 : most;
	}
	*ret = list;
	return n;
}

static bool
is_less(const struct exchange *a, const struct exchange *b)
{
	if (a->count != b->count)
		return a->count < b->count;
	return a->shortfall != b->shortfall ? a->shortfall < b->shortfall : a->points < b->points;
}

/* A mentor is as many mentors as he has places if mentees are to be spread: the cheapest of them counts. A pair
 * that is made already costs nothing. */
static void
take_cheapest(const struct match_problem *p, enum side side, const struct exchange *all, size_t n,
	struct exchange_cost *x)
{
	const struct exchange *best = NULL;
	static const struct exchange nothing = { .possible = true };

	for (size_t e = 0; e < n; e++) {
		const struct exchange *y = all[e].made ? &nothing : &all[e];
		size_t other = side == MENTEE ? (size_t)match_mentor_of(p, all[e].mentor)
					      : (size_t)all[e].mentee;

		if (other == x->other && y->possible && (!best || is_less(y, best)))
			best = y;
	}
	if (!best)
		return;
	x->possible = true;
	x->pairs = best->count;
	x->mentors = best->shortfall;
	x->points_lost = best->points;
}

static struct exchange *
ask(struct resident *r, struct arena *mem, const struct match_problem *p, enum side side,
	size_t person, size_t *ret_n)
{
	struct exchange *all, *part;
	size_t n, room = 0;

	*ret_n = 0;
	if (side == MENTEE)
		return resident_exchange_mentee(r, mem, (int32_t)person, ret_n);
	all = NULL;
	for (int32_t s = 0; s < (int32_t)p->p.n_mentors; s++) {
		if (match_mentor_of(p, s) != (int32_t)person)
			continue;
		part = resident_exchange_mentor(r, mem, s, &n);
		all = arena_grow(mem, all, room * sizeof *all, (room + n) * sizeof *all);
		for (size_t i = 0; part && i < n; i++)
			all[(*ret_n)++] = part[i];
		room += n;
	}
	return all;
}

void
exchange_costs(struct arena *mem, const struct match_input *in, const struct match_choice *choice,
	enum side side, size_t person, struct exchange_cost *list, size_t n)
{
	struct match_question q = { .in = in, .choice = *choice };
	struct match_problem p;
	struct assign_pair *pairs;
	struct exchange *all;
	struct resident *r;
	size_t n_all;

	for (size_t i = 0; i < n; i++)
		list[i].eligible = pair_of(in, side, person, list[i].other, &list[i].points);
	if (pool_is_large(in->roster))
		return;
	q.choice.fair = ASSIGN_PLAIN;
	criteria_pairs(mem, &in->criteria, in->roster, &pairs, &q.n_pairs);
	q.pairs = pairs;
	match_pose(mem, &q, &p);
	if (resident_open(&p.p, &r) != ASSIGN_OK)
		return;
	all = ask(r, mem, &p, side, person, &n_all);
	for (size_t i = 0; i < n; i++)
		take_cheapest(&p, side, all, n_all, &list[i]);
	resident_close(r);
}
