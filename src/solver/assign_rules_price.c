/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs that are not on the list and would gain something. All mentees are asked once. What is left out
 * then lies below a bound for each mentee, and as prices move, these bounds still answer for most: a
 * mentee is only asked again if a fall of D in price would lift him over what he gains, or about those
 * mentors who fell by more than D.
 */
#include <string.h>

#include "solver/assign_rules_core.h"

#define MORE_OF_MENTEE 12 /* that join in a round, or are on the list already */
#define NEARLY 16	  /* who would lose less than this part of all points joins, too */
#define MOST_AGAIN 0.5	  /* of the cost of asking all; else all are asked */

/* What has to be beaten now. */
struct asking {
	struct rules *x;
	struct arena *mem;
	const struct assign_proof *proof;
	int64_t *above, *nearly, *offset;
	bool *again, *fallen; /* mentees and mentors */
	size_t n_fallen;
	int64_t margin;
};

int64_t
rules_most_points(const struct cand_problem *p, int64_t *ret_negative)
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

/* False if a price is too large. */
static bool
set_up(struct asking *a)
{
	const struct assign_proof *proof = a->proof;
	size_t n = a->x->people.n_seekers, m = a->x->people.n_offers;
	const assign_value far = (assign_value)1 << 61;
	bool ok = proof->weight * INT32_MAX < far && proof->bonus < far;
	int64_t negative;

	a->above = ARENA_ARRAY(a->mem, int64_t, n);
	a->nearly = ARENA_ARRAY(a->mem, int64_t, n);
	a->offset = ARENA_ARRAY(a->mem, int64_t, m);
	for (size_t j = 0; j < m; j++) {
		ok &= proof->mentor[j] < far && proof->mentor[j] > -far;
		a->offset[j] = (int64_t)-proof->mentor[j];
	}
	if (!ok)
		return false;
	a->margin = rules_most_points(&a->x->people, &negative) / NEARLY * (int64_t)proof->weight;
	for (size_t i = 0; i < n; i++) {
		a->above[i] = (int64_t)(proof->mentee[i] - proof->bonus);
		a->nearly[i] = a->above[i] - a->margin;
	}
	return true;
}

/* Asks for pairs of mentees who are not in `out` with mentors who are not in `full`. */
static bool
ask(struct asking *a, const bool *out, const bool *full, bool all, struct joining *ret)
{
	struct cand_problem p = a->x->people;

	*ret = (struct joining){ .price = a->proof->mentor,
		.weight = a->proof->weight,
		.above = a->above,
		.gains = ARENA_ARRAY(a->mem, size_t, p.n_seekers),
		.top = all ? a->x->top : NULL,
		.least = a->nearly };
	p.seeker_out = out;
	p.offer_out = full;
	p.scale = (int64_t)a->proof->weight;
	p.offset = a->offset;
	p.above = a->nearly;
	return rules_seek(a->mem, &p, MORE_OF_MENTEE, ret);
}

static bool
ask_all(struct asking *a, struct joining *ret)
{
	struct rules *x = a->x;

	x->asked = true;
	x->weight = a->proof->weight;
	x->bonus = a->proof->bonus;
	memcpy(x->offset, a->offset, x->people.n_offers * sizeof *x->offset);
	return ask(a, x->people.seeker_out, x->people.offer_out, true, ret);
}

/* Marks who has to be asked again if mentors may fall by `fall` and are asked about if by more. Returns
 * what that costs, as a part of asking all about all. */
static double
mark(struct asking *a, int64_t fall)
{
	const struct rules *x = a->x;
	size_t n = x->people.n_seekers, m = x->people.n_offers, again = 0;

	a->n_fallen = 0;
	for (size_t i = 0; i < n; i++) {
		a->again[i] = !x->people.seeker_out[i] && x->top[i] + fall > a->above[i];
		again += a->again[i];
	}
	for (size_t j = 0; j < m; j++) {
		a->fallen[j] = !x->people.offer_out[j] && a->offset[j] - x->offset[j] > fall;
		a->n_fallen += a->fallen[j];
	}
	return (double)again / (double)(n + 1) + (double)a->n_fallen / (double)(m + 1);
}

/* Marks them for the best fall there is; false if that costs too much. */
static bool
choose(struct asking *a)
{
	double least = 1, cost;
	int64_t best = 0;

	a->again = ARENA_ARRAY(a->mem, bool, a->x->people.n_seekers);
	a->fallen = ARENA_ARRAY(a->mem, bool, a->x->people.n_offers);
	for (int64_t eighths = 0; eighths <= 16; eighths += eighths ? eighths : 1) {
		cost = mark(a, a->margin * eighths / 8);
		if (cost < least) {
			least = cost;
			best = a->margin * eighths / 8;
		}
	}
	mark(a, best);
	return least < MOST_AGAIN;
}

/* Those who are marked about all mentors, all others about those who fell. */
static bool
ask_some(struct asking *a, struct joining *ret)
{
	const struct cand_problem *p = &a->x->people;
	bool *content = ARENA_ARRAY(a->mem, bool, p->n_seekers);
	bool *asked = ARENA_ARRAY(a->mem, bool, p->n_seekers);
	bool *still = ARENA_ARRAY(a->mem, bool, p->n_offers);

	for (size_t i = 0; i < p->n_seekers; i++) {
		content[i] = p->seeker_out[i] || !a->again[i];
		asked[i] = p->seeker_out[i] || a->again[i];
	}
	for (size_t j = 0; j < p->n_offers; j++)
		still[j] = !a->fallen[j];
	return ask(a, content, p->offer_out, false, &ret[0]) &&
	       ask(a, asked, still, false, &ret[1]);
}

bool
rules_list_gaining(struct rules *x, const struct assign_proof *proof, size_t *ret_n,
	enum assign_status *ret_status)
{
	struct asking a = { .x = x, .mem = arena_new(0), .proof = proof };
	bool ok = set_up(&a), same = x->weight == proof->weight && x->bonus == proof->bonus;
	struct joining all[2];
	size_t n_all = 1;

	*ret_n = 0;
	*ret_status = ok ? ASSIGN_STOPPED : ASSIGN_TOO_LARGE;
	if (ok && x->asked && same && choose(&a)) {
		n_all = 2;
		ok = ask_some(&a, all);
	} else if (ok) {
		ok = ask_all(&a, all);
	}
	for (size_t k = 0; ok && k < n_all; k++)
		for (size_t i = 0; i < x->people.n_seekers; i++)
			*ret_n += all[k].gains[i];
	if (*ret_n)
		rules_join(x, all, n_all);
	arena_free(a.mem);
	return ok;
}
