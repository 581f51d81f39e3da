/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/peered.h"

#include <stdlib.h>
#include <string.h>

/* Pairs come by mentee, then mentor: while a goes up, what a later row says about a is found by going on in it. */
void
peered_pairs(struct arena *mem, const struct match_input *in, struct peers_pair **ret_pairs,
	size_t *ret_n, int64_t **ret_choices)
{
	size_t n = in->n_mentees, n_all, n_pairs = 0;
	size_t *row = ARENA_ARRAY(mem, size_t, n + 1), *at;
	int64_t *choices = ARENA_ARRAY(mem, int64_t, n);
	struct assign_pair *all;
	struct peers_pair *pairs;

	criteria_pairs(mem, &in->criteria, in->roster, &all, &n_all);
	pairs = ARENA_ARRAY(mem, struct peers_pair, n_all / 2);
	for (size_t e = 0; e < n_all; e++)
		row[all[e].mentee + 1]++;
	for (size_t i = 0; i < n; i++)
		row[i + 1] += row[i];
	at = arena_memdup(mem, row, (n + 1) * sizeof *row);
	for (size_t e = 0; e < n_all; e++) {
		int32_t a = all[e].mentee, b = all[e].mentor;

		if (a >= b)
			continue;
		while (at[b] < row[b + 1] && all[at[b]].mentor < a)
			at[b]++;
		if (at[b] == row[b + 1] || all[at[b]].mentor != a)
			continue;
		pairs[n_pairs++] = (struct peers_pair){ a, b, all[e].score + all[at[b]].score };
		choices[a]++;
		choices[b]++;
	}
	*ret_pairs = pairs;
	*ret_n = n_pairs;
	*ret_choices = choices;
}

bool
peered_pair(const struct match_input *in, size_t a, size_t b, int64_t *ret_points)
{
	int64_t there = 0, back = 0;
	bool able = criteria_pair(&in->criteria, in->roster, a, b, &there);

	able = criteria_pair(&in->criteria, in->roster, b, a, &back) && able;
	*ret_points = there + back;
	return able;
}

struct nearest {
	struct cand_pair (*best)[PEERED_BEST + 1]; /* somebody may fit himself best */
	uint8_t *n;
	int64_t *eligible;
};

static void
take_best(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct nearest *x = arg;

	memcpy(x->best[seeker], list, n * sizeof *list);
	x->n[seeker] = (uint8_t)n;
	x->eligible[seeker] = (int64_t)eligible;
}

static int
by_two(const void *left, const void *right)
{
	const struct peers_pair *x = left, *y = right;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Nobody is his own partner, and a pair that both have among their best is one. */
static size_t
unite(const struct match_input *in, const struct nearest *x, struct peers_pair *pairs)
{
	size_t all = 0, n = 0;

	for (size_t i = 0; i < in->n_mentees; i++)
		for (size_t k = 0; k < x->n[i]; k++) {
			size_t other = (size_t)x->best[i][k].offer;
			size_t a = i < other ? i : other, b = i < other ? other : i;
			int64_t points;

			if (a != b && peered_pair(in, a, b, &points))
				pairs[all++] =
					(struct peers_pair){ (int32_t)a, (int32_t)b, points };
		}
	qsort(pairs, all, sizeof *pairs, by_two);
	for (size_t e = 0; e < all; e++)
		if (!n || by_two(&pairs[n - 1], &pairs[e]))
			pairs[n++] = pairs[e];
	return n;
}

bool
peered_candidates(struct arena *mem, const struct match_input *in,
	const struct cand_problem *people, const atomic_int *stop, struct peers_pair **ret_pairs,
	size_t *ret_n, int64_t **ret_choices)
{
	size_t n = in->n_mentees;
	struct arena *work = arena_new(1 << 16);
	struct nearest x = { .best = arena_alloc(work, n * sizeof *x.best),
		.n = ARENA_ARRAY(work, uint8_t, n),
		.eligible = ARENA_ARRAY(mem, int64_t, n) };
	struct cand_problem p = *people;
	bool done;

	p.k = PEERED_BEST + 1;
	p.count = true;
	p.stop = stop;
	p.take = take_best;
	p.arg = &x;
	done = cand_best(&p);
	if (done) {
		*ret_pairs = ARENA_ARRAY(mem, struct peers_pair, n * (PEERED_BEST + 1));
		*ret_n = unite(in, &x, *ret_pairs);
		*ret_choices = x.eligible;
	}
	arena_free(work);
	return done;
}

static void
take(const struct match_input *in, size_t a, size_t b, struct match_answer *ret)
{
	int64_t points;

	peered_pair(in, a, b, &points);
	ret->mentor[a] = (int32_t)b;
	ret->mentor[b] = (int32_t)a;
	ret->points[a] = ret->points[b] = points;
	ret->lowest = ret->count && ret->lowest < points ? ret->lowest : points;
	ret->score += points;
	ret->count++;
}

/* Those whom no pin has taken. */
static size_t
free_pairs(struct arena *mem, const struct match_answer *a, const struct peers_pair *pairs,
	size_t n_pairs, struct peers_pair **ret)
{
	struct peers_pair *left = ARENA_ARRAY(mem, struct peers_pair, n_pairs);
	size_t n = 0;

	for (size_t e = 0; e < n_pairs; e++)
		if (a->mentor[pairs[e].a] < 0 && a->mentor[pairs[e].b] < 0)
			left[n++] = pairs[e];
	*ret = left;
	return n;
}

const char *
peered_solve(struct arena *mem, const struct match_input *in, const struct peers_pair *pairs,
	size_t n_pairs, bool fit, const atomic_int *stop, struct match_answer *ret)
{
	struct peers_problem p = {
		.aim = fit ? PEERS_FIT : PEERS_EVERYONE, .n = in->n_mentees, .stop = stop
	};
	struct match_answer a = { .mentor = ARENA_ARRAY(mem, int32_t, in->n_mentees),
		.points = ARENA_ARRAY(mem, int64_t, in->n_mentees) };
	struct peers_pair *left;
	struct peers_result r;
	enum peers_status status;
	const char *wrong;

	for (size_t i = 0; i < in->n_mentees; i++)
		a.mentor[i] = -1;
	for (size_t i = 0; i < in->n_pins; i++)
		take(in, (size_t)in->pins[i].mentee, (size_t)in->pins[i].mentor, &a);
	p.n_pairs = free_pairs(mem, &a, pairs, n_pairs, &left);
	p.pairs = left;
	status = peers_solve(mem, &p, &r);
	if (status != PEERS_OK)
		return status == PEERS_STOPPED ? MATCH_STOPPED : peers_status_text(status);
	wrong = peers_check(mem, &p, &r);
	if (wrong)
		return wrong;
	for (size_t k = 0; k < r.count; k++)
		take(in, (size_t)r.pairs[k].a, (size_t)r.pairs[k].b, &a);
	a.value = a.score;
	*ret = a;
	return NULL;
}
