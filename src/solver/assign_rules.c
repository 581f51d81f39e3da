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
	int64_t negative, most = rules_most_points(&r->people, &negative), seats = 1;

	if (r->people.n_rules > CAND_MOST_RULES || most > INT32_MAX || negative || r->spread < 0 ||
		r->spread > INT32_MAX || r->people.n_seekers >= INT32_MAX ||
		r->people.n_offers >= INT32_MAX)
		return false;
	for (size_t j = 0; r->spread && r->capacity && j < r->people.n_offers; j++)
		seats = r->capacity[j] > seats ? r->capacity[j] : seats;
	return most + r->spread * seats <= INT32_MAX;
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
	int32_t **ret_taken, struct cand_problem *ret)
{
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	bool *pinned = ARENA_ARRAY(mem, bool, n), *full = ARENA_ARRAY(mem, bool, m);
	int32_t *seats = ARENA_ARRAY(mem, int32_t, m), *taken = ARENA_ARRAY(mem, int32_t, m);

	for (size_t j = 0; j < m; j++)
		seats[j] = r->capacity ? r->capacity[j] : 1;
	for (size_t k = 0; k < r->n_pins; k++) {
		const struct assign_pair *pin = &r->pins[k];

		if (pin->mentee < 0 || (size_t)pin->mentee >= n || pin->mentor < 0 ||
			(size_t)pin->mentor >= m)
			return ASSIGN_BAD_ID;
		pinned[pin->mentee] = true;
		seats[pin->mentor]--;
		taken[pin->mentor]++;
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
	*ret_taken = taken;
	return ASSIGN_OK;
}

static enum assign_status
set_up(struct arena *mem, struct rules *x)
{
	enum assign_status status = rules_people(mem, x->r, &x->seats, &x->taken, &x->people);

	if (status == ASSIGN_OK)
		status = seats_number(mem, x);
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

/* Solves, asks, and again. */
static enum assign_status
run_rounds(struct arena *mem, struct rules *x, struct assign_rules_result *ret)
{
	struct arena *before = NULL, *now = NULL;
	struct assign_result last, result;
	struct assign_proof proof;
	enum assign_status status;
	size_t gaining = 1;

	while (gaining) {
		struct assign_problem p = seats_problem(x, before ? &last : NULL);

		now = arena_new(0);
		status = assign_solve(now, &p, &result);
		if (status != ASSIGN_OK)
			break;
		x->rounds++;
		arena_free(before);
		before = now;
		now = NULL;
		last = result;
		proof = seats_proof(before, x, &result.proof);
		if (!rules_list_gaining(x, &proof, &gaining, &status))
			break;
		status = ASSIGN_OK;
		if (gaining)
			continue;
		seats_result(mem, x, &result, &ret->best);
		ret->best.proof.mentor =
			arena_memdup(mem, proof.mentor, x->people.n_offers * sizeof *proof.mentor);
		ret->best.proof.bonus = proof.bonus;
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
	arena_free(x.split);
	arena_free(work);
	return status;
}
