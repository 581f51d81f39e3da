/* SPDX-License-Identifier: Apache-2.0 */
#include "features/what_if/exchange.h"

#include "engine/i18n/i18n.h"
#include "features/matching/peered.h"
#include "features/matching/pool.h"
#include "features/matching/roster.h"
#include "solver/resident.h"

/* A page may take about a second: so many pairs, eligible or not, may there be where the whole is solved again, because
 * no prices are there, and so many are looked at for what another pair would cost. */
#define SOLVED_AGAIN ((size_t)1 << 26)
#define LOOKED_AT ((size_t)1 << 24)

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
is_less(const struct match_problem *p, const struct exchange *a, const struct exchange *b)
{
	if (p->p.aim == ASSIGN_EVERYONE && a->count != b->count)
		return a->count < b->count;
	if (a->shortfall != b->shortfall)
		return a->shortfall < b->shortfall;
	return a->points != b->points ? a->points < b->points : a->count < b->count;
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

		if (other == x->other && y->possible && (!best || is_less(p, y, best)))
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

struct exchange_from {
	struct arena *mem;
	const struct match_input *in;
	struct match_problem p;
	struct resident *all; /* over a list of all pairs; or NULL, and */
	const struct cand_problem *people;
	struct assign_rules rules;
	struct assign_result best; /* if by_rules */
	bool by_rules, too_large;
};

static void
open_list(struct exchange_from *f, struct match_question *q)
{
	struct assign_pair *pairs;

	criteria_pairs(f->mem, &f->in->criteria, f->in->roster, &pairs, &q->n_pairs);
	q->pairs = pairs;
	match_pose(f->mem, q, &f->p);
	if (resident_open(&f->p.p, &f->all) != ASSIGN_OK)
		f->all = NULL;
}

/* From what was kept; false if it does not belong to this question. */
static bool
open_kept(struct exchange_from *f, const struct rules_kept *kept)
{
	f->by_rules = kept && assign_rules_adopt(f->mem, &f->rules, kept, &f->best);
	return f->by_rules;
}

static void
open_rules(struct exchange_from *f, const struct match_choice *choice)
{
	const struct party *side = f->in->roster->side;
	struct assign_rules_result got;

	f->too_large = side[MENTEE].n * side[MENTOR].n > SOLVED_AGAIN;
	if (f->too_large || !match_by_rules(choice, f->people))
		return;
	f->by_rules = assign_rules_solve(f->mem, &f->rules, &got) == ASSIGN_OK && !got.fault;
	f->best = got.best;
}

static const struct cand_problem *
people_of(struct arena *mem, const struct match_input *in)
{
	struct cand_problem *people;

	if (in->people)
		return in->people;
	people = ARENA_NEW(mem, struct cand_problem);
	pool_of(mem, &in->criteria, in->roster, people);
	return people;
}

struct exchange_from *
exchange_open(struct arena *mem, const struct match_input *in, const struct match_choice *choice,
	const struct rules_kept *kept)
{
	struct exchange_from *f = ARENA_ARRAY(mem, struct exchange_from, 1);
	struct match_question q = { .in = in, .choice = *choice };

	f->mem = mem;
	f->in = in;
	q.choice.fair = ASSIGN_PLAIN;
	q.people = f->people = people_of(mem, in);
	match_pose(mem, &q, &f->p);
	f->rules = match_rules_of(&q, &f->p.p);
	if (open_kept(f, kept))
		return f;
	if (pool_is_large(in->roster)) {
		open_rules(f, &q.choice);
	} else {
		q.people = NULL;
		open_list(f, &q);
	}
	return f;
}

const char *
exchange_unknown(const struct exchange_from *f)
{
	if (f->by_rules || f->all)
		return NULL;
	if (f->too_large)
		return N_("What other pairs would cost was not kept with this proposal. Find the "
			  "best pairs again, and it will be.");
	return N_("What other pairs would cost cannot be told with these rules: there are too many "
		  "of them, some take points off, or the points are too high.");
}

void
exchange_close(struct exchange_from *f)
{
	if (f)
		resident_close(f->all);
}

static void
costs_by_rules(const struct exchange_from *f, enum side side, size_t person,
	struct exchange_cost *list, size_t n)
{
	struct rules_exchange *x = ARENA_ARRAY(f->mem, struct rules_exchange, n);

	for (size_t i = 0; i < n; i++)
		x[i].other = (int32_t)list[i].other;
	if (!assign_rules_exchange(
		    &f->rules, &f->best, side == MENTOR, (int32_t)person, x, n, LOOKED_AT))
		return;
	for (size_t i = 0; i < n; i++) {
		list[i].possible = x[i].possible;
		list[i].at_least = x[i].possible && !x[i].exact;
		list[i].pairs = x[i].count;
		list[i].mentors = x[i].shortfall;
		list[i].points_lost = x[i].points;
	}
}

void
exchange_costs(struct exchange_from *f, enum side side, size_t person, struct exchange_cost *list,
	size_t n)
{
	struct exchange *all;
	size_t n_all;

	for (size_t i = 0; i < n; i++)
		list[i].eligible = pair_of(f->in, side, person, list[i].other, &list[i].points);
	if (f->by_rules)
		costs_by_rules(f, side, person, list, n);
	if (!f->all)
		return;
	all = ask(f->all, f->mem, &f->p, side, person, &n_all);
	for (size_t i = 0; i < n; i++)
		take_cheapest(&f->p, side, all, n_all, &list[i]);
}
