/* SPDX-License-Identifier: Apache-2.0 */
/* The search at a leaf, and the threads that share the seekers. */
#include "solver/candidates.h"

#include <string.h>

#include "solver/candidates_core.h"
#include "solver/split.h"

#define CHUNKS 256
#define MOST_THREADS 16

struct found {
	int64_t value;
	uint32_t turn; /* from the seeker's start: the smaller the better */
	int32_t offer;
};

/* One thread. */
struct search {
	const struct plan *plan;
	struct leaf leaf;
	uint64_t *word;	   /* [places] a byte for each lane, and BANNED */
	uint32_t *touched; /* places */
	size_t n_touched;
	struct found *heap; /* the worst on top */
	size_t n;
	struct cand_pair *list;

	/* Of the seeker. */
	size_t seeker, start;
	int64_t floor; /* what is below is not wanted */
	size_t eligible;
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
	if (s->n == k && k)
		s->floor = s->heap[0].value;
}

static inline void
touch(struct search *s, uint32_t place, uint64_t bits)
{
	if (!s->word[place])
		s->touched[s->n_touched++] = place;
	s->word[place] += bits;
}

static void
touch_banned(struct search *s)
{
	const struct cand_problem *p = s->plan->p;

	for (size_t k = p->apart_first ? p->apart_first[s->seeker] : 0,
		    end = p->apart_first ? p->apart_first[s->seeker + 1] : 0;
		k < end; k++) {
		int32_t place = s->leaf.place[p->apart[k]];

		if (place >= 0 && !s->word[place])
			touch(s, (uint32_t)place, BANNED);
	}
}

/* Counts what the seeker shares with those before place `cut`. */
static void
touch_lane(struct search *s, size_t lane, size_t cut)
{
	const struct lane *l = &s->plan->lanes[lane];
	const int32_t *items;
	size_t n = cand_items(&l->rule->seeker, s->seeker, &items);

	for (size_t k = 0; k < n; k++) {
		uint32_t key = (size_t)items[k] < l->n_codes ? l->key_of[items[k]] : NO_KEY;
		const uint32_t *at, *end;

		if (key == NO_KEY)
			continue;
		at = s->leaf.postings + s->leaf.posting_start[key];
		for (end = at + s->leaf.posting_n[key]; at < end && *at < cut; at++)
			touch(s, *at, UINT64_C(1) << (8 * lane));
	}
}

/* The first place whose offer has less than that, from `from` on. */
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

/* Where postings need not be followed any further: so many before are better, whatever they share. */
static size_t
find_cut(struct search *s)
{
	const struct plan *plan = s->plan;
	int64_t most = 0;
	bool must = false;
	size_t sure = plan->p->k + s->n_touched;

	if (plan->p->count)
		return s->leaf.n;
	for (size_t v = 0; v < plan->n_lanes; v++) {
		const int32_t *items;

		most += plan->lanes[v]
				.most[cand_items(&plan->lanes[v].rule->seeker, s->seeker, &items)];
		must |= plan->lanes[v].must;
	}
	if (!must && !plan->n_loose && sure <= s->leaf.n && s->leaf.base[sure - 1] > s->floor)
		s->floor = s->leaf.base[sure - 1];
	if (s->floor < INT64_MIN / 2)
		return s->leaf.n;
	return first_below(&s->leaf, 0, s->floor - most);
}

/* Asks for an offer whose value is at most `value`. */
static void
weigh(struct search *s, int64_t value, int32_t offer)
{
	if (s->plan->n_loose &&
		(value < s->floor || !cand_value(s->plan->p, s->seeker, (size_t)offer, &value)))
		return;
	consider(s, value, offer);
}

static void
take_touched(struct search *s)
{
	const struct plan *plan = s->plan;

	for (size_t k = 0; k < s->n_touched; k++) {
		uint32_t place = s->touched[k];
		uint64_t word = s->word[place];
		int64_t value = s->leaf.base[place];
		bool ok = !(word & BANNED);

		for (size_t v = 0; v < plan->n_lanes; v++, word >>= 8) {
			int64_t points = plan->lanes[v].points[word & 255];

			ok &= points != NOT_ELIGIBLE;
			value += points == NOT_ELIGIBLE ? 0 : points;
		}
		s->eligible += ok;
		if (ok)
			weigh(s, value, s->leaf.offers[place]);
	}
}

/* Places from … to, all of one base; false once nothing later can be wanted. */
static bool
take_run(struct search *s, size_t from, size_t to, size_t *taken)
{
	for (size_t place = from; place < to; place++) {
		if (s->word[place])
			continue;
		if (!s->plan->n_loose && (*taken)++ == s->plan->p->k)
			return false;
		weigh(s, s->leaf.base[place], s->leaf.offers[place]);
	}
	return true;
}

/* Those who share nothing, best first, and equal ones from the seeker's start around. */
static void
take_untouched(struct search *s)
{
	const struct leaf *l = &s->leaf;
	size_t taken = 0;

	for (size_t from = 0, to; from < l->n && l->base[from] >= s->floor; from = to) {
		size_t first, last;

		to = first_below(l, from, l->base[from]);
		first = from;
		for (last = to; first < last;) {
			size_t middle = first + (last - first) / 2;

			if ((size_t)l->offers[middle] < s->start)
				first = middle + 1;
			else
				last = middle;
		}
		if (!take_run(s, first, to, &taken) || !take_run(s, from, first, &taken))
			return;
	}
}

static bool
must_share(const struct plan *plan)
{
	for (size_t v = 0; v < plan->n_lanes; v++)
		if (plan->lanes[v].must)
			return true;
	return false;
}

static void
count_loose(struct search *s)
{
	int64_t value;

	s->eligible = 0;
	for (size_t place = 0; place < s->leaf.n; place++)
		s->eligible +=
			cand_value(s->plan->p, s->seeker, (size_t)s->leaf.offers[place], &value);
}

static void
hand_over(struct search *s)
{
	const struct cand_problem *p = s->plan->p;
	size_t n = s->n;

	while (s->n > 0) {
		struct found worst = s->heap[0];

		s->list[--s->n] = (struct cand_pair){ worst.offer, worst.value };
		if (s->n)
			sift(s->heap, s->n, s->heap[s->n]);
	}
	p->take(p->arg, s->seeker, s->list, n, p->count ? s->eligible : 0);
}

static void
find(struct search *s, size_t seeker)
{
	const struct plan *plan = s->plan;
	const struct cand_problem *p = plan->p;
	bool must = must_share(plan);
	size_t cut, banned;

	s->seeker = seeker;
	s->start = cand_start(p, seeker);
	s->floor = p->above && p->above[seeker] < INT64_MAX ? p->above[seeker] + 1 : INT64_MIN;
	s->eligible = 0;
	leaf_go(&s->leaf, seeker);
	touch_banned(s);
	for (size_t v = 0; v < plan->n_lanes; v++)
		if (plan->lanes[v].may_lose)
			touch_lane(s, v, s->leaf.n);
	cut = find_cut(s);
	for (size_t v = 0; v < plan->n_lanes; v++)
		if (!plan->lanes[v].may_lose)
			touch_lane(s, v, cut);
	take_touched(s);
	banned = s->n_touched;
	if (!must) {
		s->eligible += s->leaf.n - banned;
		if (p->k)
			take_untouched(s);
	}
	if (p->count && plan->n_loose)
		count_loose(s);
	hand_over(s);
	for (size_t k = 0; k < s->n_touched; k++)
		s->word[s->touched[k]] = 0;
	s->n_touched = 0;
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
		.word = ARENA_ARRAY(mem, uint64_t, n),
		.touched = ARENA_ARRAY(mem, uint32_t, n),
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
