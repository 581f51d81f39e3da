/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: wishes of so many people that not even all pairs that the rules allow can be listed.
 *
 * Method: a list of those pairs of which one has named the other, who are as many as people took the trouble to
 * name. Whoever is not named is equally welcome to everybody who does not want only those whom he named. So two
 * who did not name each other would both rather be together only if one has nobody and the other a place free.
 * The list gives an answer that is stable among its pairs; then whoever has nobody gets a mentor with a place
 * free, as the rules allow and nobody has ruled out, until no two such are left (pool.h finds the best of them).
 * That makes nobody worse off, so nothing that was stable ceases to be; in the end no two of all people would
 * both rather be.
 *
 * Where nobody is open to others on one of the two sides, the list is all there is, and everything is as with
 * few people. Else it is not known in which firmer sense the answer holds, nor how many pairs there could be.
 */
#include "features/matching/wished.h"

#include <stdlib.h>
#include <string.h>

#include "features/matching/criteria.h"

#define BEST 16

struct large {
	struct arena *mem;
	const struct wished_question *q;
	const struct cand_problem *people;
	struct assign_pair *pairs;
	size_t n_pairs, room;
};

/* ---- who named whom ---- */

static void
add(struct large *l, ptrdiff_t mentee, ptrdiff_t mentor)
{
	const struct match_input *in = l->q->in;
	struct assign_pair x = { (int32_t)mentee, (int32_t)mentor, 0 };

	if (mentee < 0 || mentor < 0 ||
		!criteria_pair(&in->criteria, in->roster, (size_t)mentee, (size_t)mentor, &x.score))
		return;
	if (l->n_pairs == l->room) {
		size_t more = 2 * l->room + 1024;

		l->pairs = arena_grow(
			l->mem, l->pairs, l->room * sizeof *l->pairs, more * sizeof *l->pairs);
		l->room = more;
	}
	l->pairs[l->n_pairs++] = x;
}

static int
by_pair(const void *a, const void *b)
{
	const struct assign_pair *x = a, *y = b;

	if (x->mentee != y->mentee)
		return x->mentee < y->mentee ? -1 : 1;
	return (x->mentor > y->mentor) - (x->mentor < y->mentor);
}

static void
list_named(struct large *l)
{
	const struct match_input *in = l->q->in;
	size_t n = 0;

	for (size_t i = 0; i < in->n_mentees; i++)
		for (int k = 0; k < l->q->said->mentees[i].n; k++)
			add(l, (ptrdiff_t)i,
				id_place(in->mentors, in->n_mentors,
					l->q->said->mentees[i].v[k].person));
	for (size_t j = 0; j < in->n_mentors; j++)
		for (int k = 0; k < l->q->said->mentors[j].n; k++)
			add(l,
				id_place(in->mentees, in->n_mentees,
					l->q->said->mentors[j].v[k].person),
				(ptrdiff_t)j);
	if (l->n_pairs)
		qsort(l->pairs, l->n_pairs, sizeof *l->pairs, by_pair);
	for (size_t e = 0; e < l->n_pairs; e++)
		if (!n || by_pair(&l->pairs[n - 1], &l->pairs[e]))
			l->pairs[n++] = l->pairs[e];
	l->n_pairs = n;
}

static bool
anybody_open(const struct said *said, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!said[i].only)
			return true;
	return false;
}

static bool
rules_out(const struct said *s, int64_t person)
{
	for (int i = 0; i < s->n_not; i++)
		if (s->not_for_me[i] == person)
			return true;
	return false;
}

/* ---- whoever has nobody, and places that are free ---- */

struct rest {
	struct large *l;
	struct match_answer *a;
	int32_t *places;		/* [n_mentors] free for whoever was not named */
	bool *mentee_out, *mentor_out;	/* not looked at */
	struct cand_pair (*best)[BEST]; /* [n_mentees] */
	uint8_t *n_best;
	bool *eligible; /* by the rules there was somebody */
};

static void
take_best(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct rest *r = arg;

	memcpy(r->best[seeker], list, n * sizeof *list);
	r->n_best[seeker] = (uint8_t)n;
	r->eligible[seeker] = eligible > 0;
}

static bool
may(const struct rest *r, size_t mentee, size_t mentor)
{
	const struct match_input *in = r->l->q->in;
	const struct all_said *said = r->l->q->said;

	return r->places[mentor] > 0 && !rules_out(&said->mentees[mentee], in->mentors[mentor]) &&
	       !rules_out(&said->mentors[mentor], in->mentees[mentee]);
}

static bool
join(struct rest *r, size_t mentee, size_t mentor)
{
	const struct match_input *in = r->l->q->in;
	int64_t points;

	if (!may(r, mentee, mentor) ||
		!criteria_pair(&in->criteria, in->roster, mentee, mentor, &points))
		return false;
	r->a->mentor[mentee] = (int32_t)mentor;
	r->a->points[mentee] = points;
	r->mentee_out[mentee] = true;
	r->mentor_out[mentor] = --r->places[mentor] <= 0;
	return true;
}

/* The best of the rules for each, in turn; true if anybody got somebody. */
static bool
join_best(struct rest *r)
{
	struct cand_problem p = *r->l->people;
	bool any = false;

	p.seeker_out = r->mentee_out;
	p.offer_out = r->mentor_out;
	p.k = BEST;
	p.count = true;
	p.stop = r->l->q->stop;
	p.take = take_best;
	p.arg = r;
	memset(r->n_best, 0, p.n_seekers);
	if (!cand_best(&p))
		return false;
	for (size_t i = 0; i < p.n_seekers; i++)
		for (size_t k = 0; !r->mentee_out[i] && k < r->n_best[i]; k++)
			any |= join(r, i, (size_t)r->best[i][k].offer);
	return any;
}

/* Those whose best have all been ruled out are asked about everybody. */
static bool
join_any(struct rest *r)
{
	const struct match_input *in = r->l->q->in;
	const atomic_int *stop = r->l->q->stop;

	for (size_t i = 0; i < in->n_mentees; i++) {
		if (stop && atomic_load_explicit(stop, memory_order_relaxed))
			return false;
		for (size_t j = 0; r->eligible[i] && !r->mentee_out[i] && j < in->n_mentors; j++)
			if (!r->mentor_out[j])
				join(r, i, j);
	}
	return true;
}

static void
rest_of(struct large *l, struct match_answer *a, struct rest *r)
{
	const struct match_input *in = l->q->in;

	*r = (struct rest){ .l = l,
		.a = a,
		.places = arena_memdup(
			l->mem, roster_places(in->roster), in->n_mentors * sizeof *r->places),
		.mentee_out = ARENA_ARRAY(l->mem, bool, in->n_mentees),
		.mentor_out = ARENA_ARRAY(l->mem, bool, in->n_mentors),
		.best = arena_alloc(l->mem, in->n_mentees * sizeof *r->best),
		.n_best = ARENA_ARRAY(l->mem, uint8_t, in->n_mentees),
		.eligible = ARENA_ARRAY(l->mem, bool, in->n_mentees) };
	for (size_t i = 0; i < in->n_mentees; i++) {
		r->mentee_out[i] = a->mentor[i] >= 0 || l->q->said->mentees[i].only;
		if (a->mentor[i] >= 0)
			r->places[a->mentor[i]]--;
	}
	for (size_t j = 0; j < in->n_mentors; j++)
		r->mentor_out[j] = r->places[j] <= 0 || l->q->said->mentors[j].only;
}

static void
sum_up(const struct match_input *in, struct arena *mem, struct match_answer *a)
{
	bool *used = ARENA_ARRAY(mem, bool, in->n_mentors);

	a->count = 0;
	a->score = a->lowest = 0;
	a->unused = in->n_mentors;
	for (size_t i = 0; i < in->n_mentees; i++) {
		if (a->mentor[i] < 0)
			continue;
		a->lowest = a->count && a->lowest < a->points[i] ? a->lowest : a->points[i];
		a->count++;
		a->score += a->points[i];
		a->unused -= !used[a->mentor[i]];
		used[a->mentor[i]] = true;
	}
	a->value = a->score;
}

/* As many as there are people and places, at most. */
static size_t
limit_of(const struct match_input *in)
{
	size_t places = 0;

	for (size_t j = 0; j < in->n_mentors; j++)
		places += (size_t)roster_places(in->roster)[j];
	return places < in->n_mentees ? places : in->n_mentees;
}

const char *
wished_solve_large(struct arena *mem, const struct wished_question *q,
	const struct cand_problem *people, struct wished_answer *ret)
{
	struct large l = { .mem = mem, .q = q, .people = people };
	struct wished_question listed = *q;
	const struct match_input *in = q->in;
	struct rest r;
	const char *wrong;

	list_named(&l);
	listed.pairs = l.pairs;
	listed.n_pairs = l.n_pairs;
	wrong = wished_solve(mem, &listed, ret);
	if (wrong || !anybody_open(q->said->mentees, in->n_mentees) ||
		!anybody_open(q->said->mentors, in->n_mentors))
		return wrong;
	rest_of(&l, &ret->best, &r);
	while (join_best(&r))
		;
	if (!join_any(&r) || (q->stop && atomic_load(q->stop)))
		return MATCH_STOPPED;
	sum_up(in, mem, &ret->best);
	ret->firm = "weak";
	ret->most = ret->best.count == limit_of(in) ? ret->best.count : 0;
	return NULL;
}
