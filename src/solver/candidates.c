/* SPDX-License-Identifier: Apache-2.0 */
/* The search at a leaf, and the threads that share the seekers. */
#include "solver/candidates.h"

#include <string.h>

#include "solver/candidates_core.h"
#include "solver/split.h"

#define CHUNKS 256
#define MOST_THREADS 16
#define FEW 4 /* times fewer than there are */

struct found {
	int64_t value;
	uint32_t turn; /* from the seeker's start: the smaller the better */
	int32_t offer;
};

/* Those who offer an item of the seeker. */
struct posting {
	const uint32_t *places, *end;
	const struct lane *lane;
	int64_t most; /* what it and those behind it can give together */
};

/* One thread. */
struct search {
	const struct plan *plan;
	struct leaf leaf;
	uint32_t *seen; /* [places] the round in which it was looked at */
	uint32_t round;
	uint64_t *mine; /* [keys] 1 in the byte of its lane, for the seeker's own */
	struct posting *postings;
	size_t n_postings;
	struct found *heap; /* the worst on top */
	size_t n;
	struct cand_pair *list;

	/* Of the seeker. */
	size_t seeker, start;
	int64_t floor; /* what is below is not wanted */
};

struct work {
	const struct plan *plan;
	struct search *searches;
	atomic_uint next_search, next_chunk;
	atomic_bool stopped;
};

static inline bool
is_worse(const struct found *a, const struct found *b)
{
	return a->value < b->value || (a->value == b->value && a->turn > b->turn);
}

/* Puts x where the top was. */
static void
sift(struct found *heap, size_t n, struct found x)
{
	size_t at = 0;

	for (size_t child = 1; child < n; child = 2 * at + 1) {
		child += child + 1 < n && is_worse(&heap[child + 1], &heap[child]);
		if (!is_worse(&heap[child], &x))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = x;
}

static void
rise(struct found *heap, size_t at, struct found x)
{
	for (; at > 0 && is_worse(&x, &heap[(at - 1) / 2]); at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = x;
}

static inline void
consider(struct search *s, int64_t value, int32_t offer)
{
	size_t j = (size_t)offer, k = s->plan->p->k;
	struct found x = { value,
		(uint32_t)(j >= s->start ? j - s->start : j + s->plan->p->n_offers - s->start),
		offer };

	if (value < s->floor)
		return;
	if (s->n < k)
		rise(s->heap, s->n++, x);
	else if (k && is_worse(&s->heap[0], &x))
		sift(s->heap, s->n, x);
	if (k && s->n == k)
		s->floor = s->heap[0].value;
}

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
				(struct posting){ at, at + s->leaf.posting_n[key], l, 0 };
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

/* The places of a posting, best base first, until not even the most that can be shared would do. */
static void
follow(struct search *s, const struct posting *x)
{
	for (const uint32_t *at = x->places; at < x->end; at++) {
		if (s->leaf.base[*at] + x->most < s->floor)
			return;
		if (is_new(s, *at))
			look_at(s, *at);
	}
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
	if (few_share(s)) {
		follow_must(s);
		return;
	}
	walk(s, s->plan->p->k);
	follow_gains(s);
	if (s->plan->n_loose)
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

static void
hand_over(struct search *s, size_t eligible)
{
	const struct cand_problem *p = s->plan->p;
	size_t n = s->n;

	while (s->n > 0) {
		struct found worst = s->heap[0];

		s->list[--s->n] = (struct cand_pair){ worst.offer, worst.value };
		if (s->n)
			sift(s->heap, s->n, s->heap[s->n]);
	}
	p->take(p->arg, s->seeker, s->list, n, eligible);
}

static void
find(struct search *s, size_t seeker)
{
	const struct plan *plan = s->plan;
	const struct cand_problem *p = plan->p;
	size_t eligible = 0;

	s->seeker = seeker;
	s->start = cand_start(p, seeker);
	s->floor = p->above && p->above[seeker] < INT64_MAX ? p->above[seeker] + 1 : INT64_MIN / 2;
	leaf_go(&s->leaf, seeker);
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

static void
run_thread(void *arg, size_t from, size_t to)
{
	struct work *w = arg;
	struct search *s = &w->searches[atomic_fetch_add(&w->next_search, 1)];
	const struct plan *plan = w->plan;
	size_t each = plan->n_order / CHUNKS + 1;

	(void)from;
	(void)to;
	for (;;) {
		size_t k = atomic_fetch_add(&w->next_chunk, 1) * each;
		size_t end = k + each < plan->n_order ? k + each : plan->n_order;

		if (k >= plan->n_order)
			return;
		for (; k < end; k++) {
			if (plan->p->stop &&
				atomic_load_explicit(plan->p->stop, memory_order_relaxed)) {
				atomic_store(&w->stopped, true);
				return;
			}
			find(s, plan->order[k]);
		}
	}
}

static void
search_init(struct arena *mem, const struct plan *plan, struct search *s)
{
	size_t n = plan->p->n_offers;

	*s = (struct search){ .plan = plan,
		.seen = ARENA_ARRAY(mem, uint32_t, n),
		.mine = ARENA_ARRAY(mem, uint64_t, plan->n_keys),
		.postings = ARENA_ARRAY(mem, struct posting, MOST_LANES * LANE_MOST),
		.heap = ARENA_ARRAY(mem, struct found, plan->p->k),
		.list = ARENA_ARRAY(mem, struct cand_pair, plan->p->k) };
	leaf_init(mem, plan, &s->leaf);
}

bool
cand_best(const struct cand_problem *p)
{
	struct arena *work = arena_new(0);
	unsigned threads = p->threads ? p->threads : 2;
	struct plan *plan = ARENA_NEW(work, struct plan);
	struct work w = { .plan = plan };

	threads = threads > MOST_THREADS ? MOST_THREADS : threads;
	cand_plan(work, p, plan);
	w.searches = ARENA_ARRAY(work, struct search, threads);
	for (unsigned k = 0; k < threads; k++)
		search_init(work, plan, &w.searches[k]);
	split_run(threads, threads, run_thread, &w);
	arena_free(work);
	return !w.stopped;
}
