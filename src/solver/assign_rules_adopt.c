/* SPDX-License-Identifier: Apache-2.0 */
/* An answer from what was kept of it: gains follow from prices, as everybody has what is best for him at these. */
#include "solver/assign_rules_core.h"

struct adopting {
	const struct assign_rules *r;
	const struct rules_kept *kept;
	struct cand_problem people;
	int32_t *seats, *taken, *load;
};

/* False if mentee i has whom he cannot have, or would rather have nobody. */
static bool
adopt_mentee(struct adopting *a, size_t i, assign_value *ret_gain)
{
	int32_t j = a->kept->mentor[i];
	int64_t points;

	*ret_gain = 0;
	if (a->people.seeker_out[i]) /* a pin, which is looked at by itself, or nobody */
		return true;
	if (j < 0)
		return j == -1;
	if ((size_t)j >= a->people.n_offers || a->load[j]++ >= a->seats[j] ||
		!cand_value(&a->people, i, (size_t)j, &points))
		return false;
	*ret_gain = (assign_value)a->kept->weight * points + a->kept->bonus - a->kept->price[j];
	return *ret_gain >= 0;
}

/* Does mentor j have as many as is right at his price? */
static bool
fits_price(const struct adopting *a, size_t j)
{
	const struct rules_kept *k = a->kept;
	int32_t load = a->load[j], taken = a->taken[j];

	if (a->seats[j] <= 0)
		return true;
	if (load < a->seats[j] &&
		k->price[j] > rules_next_seat(a->r, j, taken, load, k->weight, k->quota))
		return false;
	return !load ||
	       k->price[j] >= rules_next_seat(a->r, j, taken, load - 1, k->weight, k->quota);
}

static bool
pins_kept(const struct adopting *a)
{
	for (size_t k = 0; k < a->r->n_pins; k++)
		if (a->kept->mentor[a->r->pins[k].mentee] != a->r->pins[k].mentor)
			return false;
	return true;
}

bool
assign_rules_adopt(struct arena *mem, const struct assign_rules *r, const struct rules_kept *kept,
	struct assign_result *ret)
{
	struct adopting a = { .r = r, .kept = kept };
	size_t n = r->people.n_seekers, m = r->people.n_offers;
	struct assign_proof proof = {
		.weight = kept->weight, .bonus = kept->bonus, .quota = kept->quota
	};
	bool fine =
		assign_rules_able(r) && kept->weight > 0 && kept->bonus > 0 && kept->quota >= 0 &&
		rules_people(mem, r, &a.seats, &a.taken, &a.people) == ASSIGN_OK && pins_kept(&a);

	if (!fine)
		return false;
	a.load = ARENA_ARRAY(mem, int32_t, m);
	proof.mentee = ARENA_ARRAY(mem, assign_value, n);
	proof.mentor = ARENA_ARRAY(mem, assign_value, m);
	for (size_t i = 0; fine && i < n; i++)
		fine = adopt_mentee(&a, i, &proof.mentee[i]);
	for (size_t j = 0; fine && j < m; j++) {
		proof.mentor[j] = kept->price[j];
		fine = fits_price(&a, j);
	}
	if (!fine)
		return false;
	*ret = (struct assign_result){ .proof = proof,
		.mentor = arena_memdup(mem, kept->mentor, n * sizeof *kept->mentor) };
	return true;
}
