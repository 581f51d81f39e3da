/* SPDX-License-Identifier: Apache-2.0 */
/* The search at a leaf: the best of its list, then those who share something, the rarest first. */
#include "solver/candidates_bits.h"
#include "solver/candidates_heap.h"

#define FEW 4 /* times fewer than there are */

static inline bool
is_new(struct search *s, size_t place)
{
	bool is = s->seen[place] != s->round;

	s->seen[place] = s->round;
	return is;
}

/* Those apart count as seen; returns how many are in the list. */
static size_t
see_apart(struct search *s)
{
	const struct cand_problem *p = s->plan->p;
	size_t n = 0;

	for (size_t k = p->apart_first ? p->apart_first[s->seeker] : 0,
		    end = p->apart_first ? p->apart_first[s->seeker + 1] : 0;
		k < end; k++) {
		int32_t place = s->leaf.place[p->apart[k]];

		n += place >= 0 && is_new(s, (size_t)place);
	}
	return n;
}

/* Lists the postings of the seeker's items and notes the items. */
static void
list_postings(struct search *s)
{
	const struct plan *plan = s->plan;
	const int32_t *items;

	s->n_postings = 0;
	for (size_t v = 0; v < plan->n_lanes; v++) {
		const struct lane *l = &plan->lanes[v];
		size_t n = cand_items(&l->rule->seeker, s->seeker, &items);

		for (size_t k = 0; k < n; k++) {
			size_t item = (size_t)items[k];
			uint32_t key = item < l->n_codes ? l->key_of[item] : NO_KEY;
			const uint32_t *at = s->leaf.postings;

			if (key == NO_KEY)
				continue;
			s->mine[key] = UINT64_C(1) << (8 * v);
			at += s->leaf.posting_start[key];
			s->postings[s->n_postings++] =
				(struct posting){ at, at + s->leaf.posting_n[key], l, key, 0 };
		}
	}
}

static void
forget_items(struct search *s)
{
	const struct plan *plan = s->plan;
	const int32_t *items;

	for (size_t v = 0; v < plan->n_lanes; v++) {
		const struct lane *l = &plan->lanes[v];

		for (size_t k = cand_items(&l->rule->seeker, s->seeker, &items); k-- > 0;)
			if ((size_t)items[k] < l->n_codes && l->key_of[items[k]] != NO_KEY)
				s->mine[l->key_of[items[k]]] = 0;
	}
}

/* Short ones first: who is in none of them can gain little from the long ones. */
static void
sort_postings(struct search *s)
{
	const struct plan *plan = s->plan;
	uint64_t word = 0;

	for (size_t k = 1; k < s->n_postings; k++) {
		struct posting x = s->postings[k];
		size_t at = k;

		for (; at > 0 &&
			s->postings[at - 1].end - s->postings[at - 1].places > x.end - x.places;
			at--)
			s->postings[at] = s->postings[at - 1];
		s->postings[at] = x;
	}
	for (size_t k = s->n_postings; k-- > 0;) {
		word += UINT64_C(1) << (8 * (s->postings[k].lane - plan->lanes));
		for (size_t v = 0; v < plan->n_lanes; v++)
			s->postings[k].most += plan->lanes[v].most[word >> (8 * v) & 255];
	}
}

/* What the offer at a place has beyond its base; false if it is not eligible. */
static inline bool
shared_value(const struct search *s, size_t place, int64_t *ret)
{
	const struct leaf *l = &s->leaf;
	uint64_t word = 0;
	int64_t sum = 0;

	for (uint32_t k = l->first[place]; k < l->first[place + 1]; k++)
		word += s->mine[l->keys[k]];
	for (size_t v = 0; v < s->plan->n_lanes; v++, word >>= 8) {
		int64_t points = s->plan->lanes[v].points[word & 255];

		if (points == NOT_ELIGIBLE)
			return false;
		sum += points;
	}
	*ret = sum;
	return true;
}

/* Looks at a place that is new; false if its offer is not worth its base or, as far as is known without
 * loose rules, not eligible. */
static bool
look_at(struct search *s, size_t place)
{
	int32_t offer = s->leaf.offers[place];
	int64_t more, value;

	if (!shared_value(s, place, &more))
		return false;
	value = s->leaf.base[place] + more;
	if (!s->plan->n_loose ||
		(value >= s->floor && cand_value(s->plan->p, s->seeker, (size_t)offer, &value)))
		consider(s, value, offer);
	return more >= 0;
}

/* The first of a posting's places whose offer is not before the seeker's start, if they have all the same base. */
static const uint32_t *
first_in_turn(const struct search *s, const uint32_t *from, const uint32_t *to)
{
	while (from < to) {
		const uint32_t *middle = from + (to - from) / 2;

		if ((size_t)s->leaf.offers[*middle] < s->start)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Looks at places whose offers can at best be as good as the worst that is kept, in the order of their turns, as
 * long as that is good enough; false if it is no more. */
static bool
follow_turns(struct search *s, const uint32_t *from, const uint32_t *to)
{
	for (const uint32_t *at = from; at < to; at++) {
		if (is_too_late(s, s->leaf.offers[*at]))
			return false;
		if (is_new(s, *at))
			look_at(s, *at);
	}
	return true;
}

/* The places of a posting, best base first, until not even the most that can be shared would do. Where
 * that would only just do, many are as good as each other, and only the first by their turns are looked at. */
static void
follow(struct search *s, const struct posting *x)
{
	const int64_t *base = s->leaf.base;
	const uint32_t *at = x->places, *turn, *end;

	for (; at < x->end && base[*at] + x->most > s->floor; at++)
		if (is_new(s, *at))
			look_at(s, *at);
	for (end = at; end < x->end && base[*end] + x->most == s->floor;)
		end++;
	turn = first_in_turn(s, at, end);
	if (follow_turns(s, turn, end))
		follow_turns(s, at, turn);
}

/* Are so few of those on the list in the postings of what must be shared that only they are asked? */
static bool
few_share(const struct search *s)
{
	size_t n = 0;

	for (size_t k = 0; k < s->n_postings; k++)
		if (s->postings[k].lane == s->plan->must)
			n += (size_t)(s->postings[k].end - s->postings[k].places);
	return s->plan->must && n * FEW < s->leaf.n;
}

static void
follow_must(struct search *s)
{
	for (size_t k = 0; k < s->n_postings; k++) {
		struct posting x = s->postings[k];

		x.most = s->postings[0].most;
		if (x.lane == s->plan->must)
			follow(s, &x);
	}
}

/* All who can be better than those whom walk() has found. */
static void
follow_gains(struct search *s)
{
	for (size_t k = 0; k < s->n_postings; k++)
		if (s->postings[k].lane->most[LANE_MOST] > 0)
			follow(s, &s->postings[k]);
}

/* The first place from `from` on whose offer has less than that. */
static size_t
first_below(const struct leaf *l, size_t from, int64_t value)
{
	size_t to = l->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (l->base[middle] >= value)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Looks at those of a word of places whose items are worth `more`, if they can still be kept. */
static void
look_at_word(struct search *s, size_t word, uint64_t which, int64_t more)
{
	for (; which; which &= which - 1) {
		size_t place = word * 64 + (size_t)__builtin_ctzll(which);
		int64_t most = s->leaf.base[place] + more;

		if (most > s->floor || (most == s->floor && !is_too_late(s, s->leaf.offers[place])))
			if (is_new(s, place))
				look_at(s, place);
	}
}

/* Those who share `least` items or more and can be better than those who are kept: most items first, best
 * base first. */
static void
follow_bits(struct search *s, size_t least)
{
	const int64_t *most = s->plan->gain->most, *base = s->leaf.base;
	size_t items = s->bits.n_items;
	size_t to = first_below(&s->leaf, 0, s->floor - most[items]);

	bits_count(s, to);
	for (size_t n = (items < BITS_COUNT ? items : BITS_COUNT) + 1; n-- > least;) {
		int64_t more = most[n < BITS_COUNT ? n : items];

		for (size_t at = 0; at < to && base[at] + more >= s->floor; at += 64)
			look_at_word(s, at / 64, s->bits.exactly[n][at / 64], more);
	}
}

/* Of places from … to, the first whose offer is not before the seeker's start. */
static size_t
first_from_start(const struct search *s, size_t from, size_t to)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if ((size_t)s->leaf.offers[middle] < s->start)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Looks at places until so many are worth their base; false then. */
static bool
walk_run(struct search *s, size_t from, size_t to, size_t *left)
{
	for (size_t place = from; place < to; place++)
		if (is_new(s, place) && look_at(s, place) && --*left == 0)
			return false;
	return true;
}

/* The first offers, best base first and equal ones from the seeker's start around, until `most` are worth
 * their base. Who comes behind them and shares nothing is not among the best. */
static void
walk(struct search *s, size_t most)
{
	const struct leaf *l = &s->leaf;

	for (size_t from = 0, to; from < l->n && l->base[from] >= s->floor; from = to) {
		size_t turn;

		to = first_below(l, from, l->base[from]);
		turn = first_from_start(s, from, to);
		if (!walk_run(s, turn, to, &most) || !walk_run(s, from, turn, &most))
			return;
	}
}

static void
search_list(struct search *s)
{
	bool few = few_share(s);

	if (!few)
		walk(s, s->plan->p->k);
	if (bits_take(s)) {
		follow_bits(s, few ? 0 : 1);
		bits_forget(s);
	} else if (few) {
		follow_must(s);
	} else {
		follow_gains(s);
	}
	if (s->plan->n_loose && !few)
		walk(s, SIZE_MAX);
}

static size_t
count_one_by_one(const struct search *s)
{
	size_t n = 0;
	int64_t value;

	for (size_t x = 0; x < s->leaf.n; x++)
		n += cand_value(s->plan->p, s->seeker, (size_t)s->leaf.offers[x], &value);
	return n;
}

/* How many are eligible: those of the list but for whom postings take away, or those of the postings of
 * what must be shared. In a round of its own. */
static size_t
count_eligible(struct search *s)
{
	const struct plan *plan = s->plan;
	size_t apart = see_apart(s), good = 0, bad = 0;
	int64_t value;

	for (size_t k = 0; k < s->n_postings; k++) {
		const struct posting *x = &s->postings[k];

		if (plan->must ? x->lane != plan->must : !x->lane->may_not)
			continue;
		for (const uint32_t *at = x->places; at < x->end; at++)
			if (is_new(s, *at)) {
				bool is = shared_value(s, *at, &value);

				good += is;
				bad += !is;
			}
	}
	return plan->must ? good : s->leaf.n - apart - bad;
}

void
search_find(struct search *s, size_t seeker)
{
	const struct plan *plan = s->plan;
	const struct cand_problem *p = plan->p;
	size_t eligible = 0;

	s->seeker = seeker;
	s->start = cand_start(p, seeker);
	s->floor = p->above && p->above[seeker] < INT64_MAX ? p->above[seeker] + 1 : INT64_MIN / 2;
	if (leaf_go(&s->leaf, seeker))
		bits_make(&s->bits, &s->leaf);
	list_postings(s);
	sort_postings(s);
	s->round++;
	if (p->k) {
		see_apart(s);
		search_list(s);
	}
	s->round++;
	if (p->count)
		eligible = plan->n_loose ? count_one_by_one(s) : count_eligible(s);
	hand_over(s, eligible);
	forget_items(s);
}

void
search_init(struct arena *mem, const struct plan *plan, struct search *ret)
{
	size_t n = plan->p->n_offers;

	*ret = (struct search){ .plan = plan,
		.seen = ARENA_ARRAY(mem, uint32_t, n),
		.mine = ARENA_ARRAY(mem, uint64_t, plan->n_keys),
		.postings = ARENA_ARRAY(mem, struct posting, MOST_LANES * LANE_MOST),
		.heap = ARENA_ARRAY(mem, struct found, plan->p->k),
		.list = ARENA_ARRAY(mem, struct cand_pair, plan->p->k) };
	leaf_init(mem, plan, &ret->leaf);
	bits_init(mem, &ret->leaf, &ret->bits);
}
