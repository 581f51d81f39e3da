/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/assign_rules.h"

#include <string.h>

#define FIRST_OF_MENTEE 12 /* candidates that are listed before the first answer */
#define FIRST_OF_SEAT 4	   /* … for each seat of a mentor */
#define FIRST_OF_MENTOR 40 /* … but not more for one */
#define ASKED_BY_MENTORS 100000
#define MORE_OF_MENTEE 12 /* that join in a round, or are on the list already */
#define NEARLY 16	  /* who would lose less than this part of all points joins, too */

/* Pairs that are to join the list. Each seeker has room for k of his own. */
struct joining {
	size_t k;
	bool turned;		   /* mentors seek */
	const assign_value *price; /* NULL: values are scores */
	assign_value weight;
	struct cand_pair *pairs;
	uint8_t *n;	      /* [seekers] */
	const int64_t *above; /* values above would gain; NULL: is not counted */
	size_t *gains;	      /* [seekers] */
};

struct rules {
	const struct assign_rules *r;
	struct cand_problem people; /* without the pinned and the mentors who are full with them */
	struct cand_problem turned;
	int32_t *seats; /* [mentors] beside pins */
	size_t *first;
	struct assign_arc *arcs;
	struct arena *held; /* of first and arcs */
	size_t rounds;
};

/* The most that points can be, without sign. */
static int64_t
most_points(const struct cand_problem *p, int64_t *ret_negative)
{
	__int128 most = 0, negative = 0;

	for (size_t k = 0; k < p->n_rules; k++) {
		const struct cand_rule *x = &p->rules[k];
		int64_t points = x->kind == CAND_SHARED && x->cap > x->points ? x->cap : x->points;

		if (x->hard)
			continue;
		most += points > 0 ? points : 0;
		negative -= points < 0 ? points : 0;
	}
	*ret_negative = negative > INT64_MAX ? INT64_MAX : (int64_t)negative;
	return most > INT64_MAX ? INT64_MAX : (int64_t)most;
}

/* Where nothing is negative, the list has the highest score of all, so its bonus is high enough for
 * all pairs. */
bool
assign_rules_able(const struct assign_rules *r)
{
	int64_t negative;

	return r->people.n_rules <= CAND_MOST_RULES &&
	       most_points(&r->people, &negative) <= INT32_MAX && !negative &&
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

static enum assign_status
set_up(struct arena *mem, struct rules *x)
{
	const struct assign_rules *r = x->r;
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	bool *pinned = ARENA_ARRAY(mem, bool, n), *full = ARENA_ARRAY(mem, bool, m);

	x->seats = ARENA_ARRAY(mem, int32_t, m);
	for (size_t j = 0; j < m; j++)
		x->seats[j] = r->capacity ? r->capacity[j] : 1;
	for (size_t k = 0; k < r->n_pins; k++) {
		const struct assign_pair *pin = &r->pins[k];

		if (pin->mentee < 0 || (size_t)pin->mentee >= n || pin->mentor < 0 ||
			(size_t)pin->mentor >= m)
			return ASSIGN_BAD_ID;
		pinned[pin->mentee] = true;
		x->seats[pin->mentor]--;
	}
	for (size_t i = 0; i < n; i++)
		pinned[i] |= r->people.seeker_out && r->people.seeker_out[i];
	for (size_t j = 0; j < m; j++)
		full[j] = x->seats[j] <= 0 || (r->people.offer_out && r->people.offer_out[j]);
	x->people = r->people;
	x->people.seeker_out = pinned;
	x->people.offer_out = full;
	x->people.offset = x->people.above = NULL;
	x->people.scale = 0;
	x->people.count = false;
	x->people.threads = r->threads;
	x->people.stop = r->stop;
	x->turned = cand_turned(mem, &x->people);
	x->turned.offer_out = some_of(mem, pinned, n);
	return ASSIGN_OK;
}

/* ---- the list ---- */

static void
take(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct joining *j = arg;

	(void)eligible;
	j->n[seeker] = (uint8_t)n;
	for (size_t k = 0; k < n; k++) {
		struct cand_pair x = list[k];

		if (j->above)
			j->gains[seeker] += x.value > j->above[seeker];
		if (j->price)
			x.value = (int64_t)((x.value + j->price[x.offer]) / j->weight);
		j->pairs[seeker * j->k + k] = x;
	}
}

/* False if stopped. */
static bool
seek(struct arena *mem, struct cand_problem *p, size_t k, struct joining *ret)
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

/* Makes the list anew, with those who join. */
static void
join(struct rules *x, const struct joining *all, size_t n_all)
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
	bool ok = seek(work, &x->people, FIRST_OF_MENTEE, &all[0]) &&
		  seek(work, &x->turned, first_of_mentor(x), &all[1]);

	if (ok)
		join(x, all, 2);
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

/* Lists the pairs that would gain something at these prices; false if stopped or (*ret_status set) if the
 * prices are too large. */
static bool
list_gaining(struct rules *x, const struct assign_proof *proof, size_t *ret_n,
	enum assign_status *ret_status)
{
	struct arena *work = arena_new(0);
	size_t n = x->people.n_seekers, m = x->people.n_offers;
	int64_t *above = ARENA_ARRAY(work, int64_t, n), *offset = ARENA_ARRAY(work, int64_t, m);
	int64_t *nearly = ARENA_ARRAY(work, int64_t, n), negative;
	int64_t margin = most_points(&x->people, &negative) / NEARLY;
	const assign_value far = (assign_value)1 << 61;
	struct joining j = { .price = proof->mentor,
		.weight = proof->weight,
		.above = above,
		.gains = ARENA_ARRAY(work, size_t, n) };
	bool ok = proof->weight * INT32_MAX < far && proof->bonus < far;

	for (size_t i = 0; i < n; i++)
		nearly[i] = (above[i] = (int64_t)(proof->mentee[i] - proof->bonus)) -
			    margin * (int64_t)proof->weight;
	for (size_t k = 0; k < m; k++) {
		ok &= proof->mentor[k] < far && proof->mentor[k] > -far;
		offset[k] = (int64_t)-proof->mentor[k];
	}
	*ret_n = 0;
	*ret_status = ok ? ASSIGN_STOPPED : ASSIGN_TOO_LARGE;
	x->people.scale = (int64_t)proof->weight;
	x->people.offset = offset;
	x->people.above = nearly;
	ok = ok && seek(work, &x->people, MORE_OF_MENTEE, &j);
	for (size_t i = 0; ok && i < n; i++)
		*ret_n += j.gains[i];
	if (*ret_n)
		join(x, &j, 1);
	arena_free(work);
	return ok;
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
		if (!list_gaining(x, &result.proof, &gaining, &status))
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
