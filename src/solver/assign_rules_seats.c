/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where each further mentee of a mentor counts less, his places are mentors of their own on the list that is solved,
 * each worth less than the one before (Ahuja, Magnanti and Orlin, 1993, section 14.3), and the first ones have his
 * lower number. In an answer the places that are taken cost all the same, price and what spread takes together: else
 * somebody would rather have another one. So a mentor has one price: that of his cheapest place.
 */
#include "solver/assign_rules_core.h"

/* Pinned mentees have the first places. */
static size_t
open_seats(const struct rules *x, size_t j)
{
	return x->seats[j] > 0 ? (size_t)x->seats[j] : 0;
}

enum assign_status
seats_number(struct arena *mem, struct rules *x)
{
	const struct assign_rules *r = x->r;
	int64_t n = 0, most = 1;

	if (!r->spread)
		return ASSIGN_OK;
	x->seat = ARENA_ARRAY(mem, int32_t, r->people.n_offers + 1);
	for (size_t j = 0; j < r->people.n_offers; j++) {
		int32_t seats = r->capacity ? r->capacity[j] : 1;

		if (seats < 0)
			return ASSIGN_BAD_CAPACITY;
		if (x->seats[j] < 0)
			return ASSIGN_PIN_FULL;
		x->seat[j] = (int32_t)n;
		n += seats;
		most = seats > most ? seats : most;
		if (n >= INT32_MAX)
			return ASSIGN_TOO_MANY;
	}
	x->seat[r->people.n_offers] = (int32_t)n;
	x->shift = r->aim == ASSIGN_EVERYONE ? r->spread * (most - 1) : 0;
	return ASSIGN_OK;
}

static const struct assign_pair *
seated_pins(struct arena *mem, const struct rules *x)
{
	const struct assign_rules *r = x->r;
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, r->n_pins);
	int32_t *next = ARENA_ARRAY(mem, int32_t, r->people.n_offers);

	for (size_t k = 0; k < r->n_pins; k++) {
		int32_t j = r->pins[k].mentor, s = next[j]++;

		pins[k] = (struct assign_pair){ r->pins[k].mentee, x->seat[j] + s,
			r->pins[k].score - r->spread * s + x->shift };
	}
	return pins;
}

static void
split_arcs(struct arena *mem, const struct rules *x, struct assign_problem *p)
{
	size_t n = x->people.n_seekers, k = 0;
	size_t *first = ARENA_ARRAY(mem, size_t, n + 1);
	struct assign_arc *arcs;

	for (size_t i = 0; i < n; i++) {
		first[i + 1] = first[i];
		for (size_t a = x->first[i]; a < x->first[i + 1]; a++)
			first[i + 1] += open_seats(x, (size_t)x->arcs[a].mentor);
	}
	arcs = arena_array(mem, first[n], sizeof *arcs);
	for (size_t a = 0; a < x->first[n]; a++) {
		size_t j = (size_t)x->arcs[a].mentor;
		int64_t score = x->arcs[a].score + x->shift;

		for (int32_t s = x->taken[j]; s < x->seat[j + 1] - x->seat[j]; s++)
			arcs[k++] = (struct assign_arc){ x->seat[j] + s,
				(int32_t)(score - x->r->spread * s) };
	}
	p->first = first;
	p->arcs = arcs;
	p->n_pairs = k;
}

static void
split(struct rules *x, struct assign_problem *p)
{
	size_t m = x->people.n_offers;
	int32_t *lower = NULL;

	arena_free(x->split);
	x->split = arena_new(0);
	split_arcs(x->split, x, p);
	p->pins = seated_pins(x->split, x);
	p->n_mentors = (size_t)x->seat[m];
	p->capacity = NULL;
	if (!p->lower)
		return;
	lower = ARENA_ARRAY(x->split, int32_t, p->n_mentors);
	for (size_t j = 0; j < m; j++)
		for (int32_t s = 0; s < x->r->lower[j] && s < x->seat[j + 1] - x->seat[j]; s++)
			lower[x->seat[j] + s] = 1;
	p->lower = lower;
}

struct assign_problem
seats_problem(struct rules *x, const struct assign_result *before)
{
	const struct assign_rules *r = x->r;
	struct assign_problem p = { .aim = r->aim,
		.quota = r->quota,
		.n_mentees = r->people.n_seekers,
		.n_mentors = r->people.n_offers,
		.capacity = r->capacity,
		.lower = r->lower,
		.first = x->first,
		.arcs = x->arcs,
		.n_pairs = x->first[r->people.n_seekers],
		.pins = r->pins,
		.n_pins = r->n_pins,
		.start = before ? before->pairs : NULL,
		.n_start = before ? before->count : 0,
		.threads = r->threads,
		.stop = r->stop,
		.progress = r->progress,
		.progress_arg = r->progress_arg };

	if (x->seat)
		split(x, &p);
	return p;
}

struct assign_proof
seats_proof(struct arena *mem, const struct rules *x, const struct assign_proof *p)
{
	struct assign_proof ret = *p;
	size_t m = x->people.n_offers;

	if (!x->seat)
		return ret;
	ret.bonus += p->weight * x->shift;
	ret.mentor = ARENA_ARRAY(mem, assign_value, m);
	for (size_t j = 0; j < m; j++)
		for (int32_t s = x->taken[j]; s < x->seat[j + 1] - x->seat[j]; s++) {
			assign_value cost =
				p->mentor[x->seat[j] + s] + p->weight * x->r->spread * s;

			if (s == x->taken[j] || cost < ret.mentor[j])
				ret.mentor[j] = cost;
		}
	return ret;
}

/* [places] whose they are. */
static int32_t *
owners(struct arena *mem, const struct rules *x)
{
	size_t m = x->people.n_offers;
	int32_t *of = ARENA_ARRAY(mem, int32_t, x->seat[m]);

	for (size_t j = 0; j < m; j++)
		for (int32_t s = x->seat[j]; s < x->seat[j + 1]; s++)
			of[s] = (int32_t)j;
	return of;
}

static void
unsplit(const struct rules *x, struct assign_result *r)
{
	struct arena *work = arena_new(0);
	const int32_t *of = owners(work, x);

	r->score = 0;
	for (size_t k = 0; k < r->count; k++) {
		struct assign_pair *pair = &r->pairs[k];
		int32_t s = pair->mentor - x->seat[of[pair->mentor]];

		r->score += pair->score - x->shift;
		pair->score += x->r->spread * s - x->shift;
		pair->mentor = of[pair->mentor];
		r->mentor[pair->mentee] = pair->mentor;
		r->points[pair->mentee] = pair->score;
	}
	arena_free(work);
}

void
seats_result(struct arena *mem, const struct rules *x, const struct assign_result *from,
	struct assign_result *ret)
{
	size_t n = x->people.n_seekers;

	*ret = *from;
	ret->pairs = arena_memdup(mem, from->pairs, from->count * sizeof *from->pairs);
	ret->mentor = arena_memdup(mem, from->mentor, n * sizeof *from->mentor);
	ret->points = arena_memdup(mem, from->points, n * sizeof *from->points);
	ret->proof.mentee = arena_memdup(mem, from->proof.mentee, n * sizeof *from->proof.mentee);
	ret->proof.mentor = NULL;
	if (x->seat)
		unsplit(x, ret);
}
