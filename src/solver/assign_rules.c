/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/assign_rules.h"

#include "solver/assign_rules_core.h"

#define FIRST_OF_MENTEE 12 /* candidates that are listed before the first answer */
#define FIRST_OF_SEAT 4	   /* … for each seat of a mentor */
#define FIRST_OF_MENTOR 40 /* … but not more for one */
#define ASKED_BY_MENTORS 100000

/* Where nothing is negative, the list has the highest score of all, so its bonus is high enough for
 * all pairs. */
bool
assign_rules_able(const struct assign_rules *r)
{
	int64_t negative;

	return r->people.n_rules <= CAND_MOST_RULES &&
	       rules_most_points(&r->people, &negative) <= INT32_MAX && !negative &&
	       r->people.n_seekers < INT32_MAX && r->people.n_offers < INT32_MAX;
}

/* Mentors look for their best among some of the mentees, which is quicker and does nearly as well. */
static const bool *
some_of(struct arena *mem, const bool *out, size_t n)
{
	bool *ret = ARENA_ARRAY(mem, bool, n);
	size_t each = n / ASKED_BY_MENTORS + 1;

	for (size_t i = 0; i < n; i++)
		ret[i] = out[i] || i % each;
	return ret;
}

enum assign_status
rules_people(struct arena *mem, const struct assign_rules *r, int32_t **ret_seats,
	struct cand_problem *ret)
{
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	bool *pinned = ARENA_ARRAY(mem, bool, n), *full = ARENA_ARRAY(mem, bool, m);
	int32_t *seats = ARENA_ARRAY(mem, int32_t, m);

	for (size_t j = 0; j < m; j++)
		seats[j] = r->capacity ? r->capacity[j] : 1;
	for (size_t k = 0; k < r->n_pins; k++) {
		const struct assign_pair *pin = &r->pins[k];

		if (pin->mentee < 0 || (size_t)pin->mentee >= n || pin->mentor < 0 ||
			(size_t)pin->mentor >= m)
			return ASSIGN_BAD_ID;
		pinned[pin->mentee] = true;
		seats[pin->mentor]--;
	}
	for (size_t i = 0; i < n; i++)
		pinned[i] |= r->people.seeker_out && r->people.seeker_out[i];
	for (size_t j = 0; j < m; j++)
		full[j] = seats[j] <= 0 || (r->people.offer_out && r->people.offer_out[j]);
	*ret = r->people;
	ret->seeker_out = pinned;
	ret->offer_out = full;
	ret->offset = ret->above = NULL;
	ret->scale = 0;
	ret->count = false;
	ret->threads = r->threads;
	ret->stop = r->stop;
	*ret_seats = seats;
	return ASSIGN_OK;
}

static enum assign_status
set_up(struct arena *mem, struct rules *x)
{
	enum assign_status status = rules_people(mem, x->r, &x->seats, &x->people);

	if (status != ASSIGN_OK)
		return status;
	x->top = ARENA_ARRAY(mem, int64_t, x->people.n_seekers);
	x->offset = ARENA_ARRAY(mem, int64_t, x->people.n_offers);
	x->turned = cand_turned(mem, &x->people);
	x->turned.offer_out = some_of(mem, x->people.seeker_out, x->people.n_seekers);
	return ASSIGN_OK;
}

/* ---- rounds ---- */

/* How many each mentor names before the first answer: where seats are few, who gets them depends on the
 * mentors' best more than on the mentees'. */
static size_t
first_of_mentor(const struct rules *x)
{
	size_t m = x->people.n_offers, k;
	int64_t sum = 0;

	for (size_t j = 0; j < m; j++)
		sum += x->seats[j] > 0 ? x->seats[j] : 0;
	k = (size_t)sum * FIRST_OF_SEAT / (m + 1) + FIRST_OF_SEAT;
	return k < FIRST_OF_MENTOR ? k : FIRST_OF_MENTOR;
}

static bool
list_first(struct rules *x)
{
	struct arena *work = arena_new(0);
	struct joining all[2] = { { 0 }, { .turned = true } };
	bool ok = rules_seek(work, &x->people, FIRST_OF_MENTEE, &all[0]) &&
		  rules_seek(work, &x->turned, first_of_mentor(x), &all[1]);

	if (ok)
		rules_join(x, all, 2);
	arena_free(work);
	return ok;
}

static struct assign_problem
problem_of(const struct rules *x, const struct assign_result *before)
{
	const struct assign_rules *r = x->r;

	return (struct assign_problem){ .aim = r->aim,
		.n_mentees = r->people.n_seekers,
		.n_mentors = r->people.n_offers,
		.capacity = r->capacity,
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
}

static void
copy_result(struct arena *mem, const struct assign_rules *r, const struct assign_result *from,
	struct assign_result *ret)
{
	size_t n = r->people.n_seekers, m = r->people.n_offers;

	*ret = *from;
	ret->pairs = arena_memdup(mem, from->pairs, from->count * sizeof *from->pairs);
	ret->mentor = arena_memdup(mem, from->mentor, n * sizeof *from->mentor);
	ret->points = arena_memdup(mem, from->points, n * sizeof *from->points);
	ret->proof.mentee = arena_memdup(mem, from->proof.mentee, n * sizeof *from->proof.mentee);
	ret->proof.mentor = arena_memdup(mem, from->proof.mentor, m * sizeof *from->proof.mentor);
}

/* Solves, asks, and again. */
static enum assign_status
run_rounds(struct arena *mem, struct rules *x, struct assign_rules_result *ret)
{
	struct arena *before = NULL, *now = NULL;
	struct assign_result last, result;
	enum assign_status status;
	size_t gaining = 1;

	while (gaining) {
		struct assign_problem p = problem_of(x, before ? &last : NULL);

		now = arena_new(0);
		status = assign_solve(now, &p, &result);
		if (status != ASSIGN_OK)
			break;
		x->rounds++;
		arena_free(before);
		before = now;
		now = NULL;
		last = result;
		if (!rules_list_gaining(x, &result.proof, &gaining, &status))
			break;
		status = ASSIGN_OK;
		if (gaining)
			continue;
		copy_result(mem, x->r, &result, &ret->best);
		ret->fault = assign_check(before, &p, &result);
	}
	arena_free(now);
	arena_free(before);
	return status;
}

enum assign_status
assign_rules_solve(struct arena *mem, const struct assign_rules *r, struct assign_rules_result *ret)
{
	struct arena *work = arena_new(0);
	struct rules x = { .r = r };
	struct assign_rules_result result = { 0 };
	enum assign_status status = assign_rules_able(r) ? set_up(work, &x) : ASSIGN_TOO_LARGE;

	if (status == ASSIGN_OK && !list_first(&x))
		status = ASSIGN_STOPPED;
	if (status == ASSIGN_OK)
		status = run_rounds(mem, &x, &result);
	if (status == ASSIGN_OK) {
		result.rounds = x.rounds;
		result.listed = x.first[r->people.n_seekers];
		*ret = result;
	}
	arena_free(x.held);
	arena_free(work);
	return status;
}
