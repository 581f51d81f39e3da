/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deferred acceptance (Gale and Shapley, 1962): whoever has places left asks the next on his list; who is
 * asked keeps the best, as many as there are places, and sends the others on. Whatever the order, the same
 * matching comes out, so the order is that of memory: asking goes in rounds, and what a round asks is
 * answered person by person, whose list is then read once for all who ask.
 *
 * Whom a person keeps are bits along his own list. Once all places are taken, only those before the worst
 * one kept are welcome, and the next worst is found by going left: linear in the list, in all. Where somebody
 * stands on a list is looked for on the list itself, up to the worst; lists that are long (LONG) are turned
 * around beforehand instead. Linear in all lists, but for a factor of LONG / 4 lanes at worst.
 */
#include "solver/stable_core.h"

#include <string.h>

#include "solver/split.h"

#define LONG 256 /* lists up to here are searched, entry by entry */
#define LANES 8	 /* of a search at once */
#define LINE 16	 /* entries that come from memory at once */
#define AHEAD                                                                                      \
	6 /* questions; what they will need is fetched, and twice as far, what says where that is */
#define SORT_SHARE 4 /* a round is sorted from one question for so many people on */
#define THREAD_FROM 50000

struct question {
	uint32_t entry; /* on the list of who asks */
	int32_t by, to;
};

struct asker {
	uint32_t next, end; /* whom of his list he asks next */
	int32_t open;	    /* places he has still to fill */
};

struct door {
	uint32_t from; /* his list */
	uint32_t
		end; /* behind the last who is welcome: with all places taken, the worst who is kept */
	int32_t room; /* places that are free */
};

struct asking {
	const struct stable_problem *p;
	const struct stable_side *a, *b; /* who ask, who answer */
	uint32_t *place;		 /* NULL, or of the entries of a that name a long list */
	struct asker *asker;		 /* of a */
	struct door *door;		 /* of b */
	uint64_t *kept;			 /* bit f % 64 of word f / 64 + y: y keeps who is entry f */

	int32_t *free; /* of a, with something open */
	size_t n_free;
	struct question *round, *sorted;
	uint32_t *begin;   /* of b, in sorted */
	int32_t *rejected; /* by each question: who asks, who was kept before, or -1 */
	size_t n_round;
};

/* ---- answering ---- */

typedef int32_t lanes __attribute__((vector_size(4 * LANES / 2)));

/* Whether one of LANES entries is who. */
static inline bool
is_among(const int32_t *entries, lanes who)
{
	lanes low, high;
	uint64_t half[2];

	memcpy(&low, entries, sizeof low);
	memcpy(&high, entries + LANES / 2, sizeof high);
	low = (low == who) | (high == who);
	memcpy(half, &low, sizeof half);
	return half[0] | half[1];
}

static inline uint32_t
find(const int32_t *list, uint32_t from, uint32_t end, int32_t who)
{
	lanes all = { who, who, who, who };

	while (end - from >= LANES && !is_among(list + from, all))
		from += LANES;
	for (; from < end; from++)
		if (list[from] == who)
			return from;
	return STABLE_NONE;
}

/* The last one kept before entry f. */
static uint32_t
last_before(const uint64_t *word, uint32_t f)
{
	uint64_t w = word[f / 64] & ((UINT64_C(1) << f % 64) - 1);

	for (f /= 64; !w; f--)
		w = word[f - 1];
	return f * 64 + 63 - (uint32_t)__builtin_clzll(w);
}

static inline int32_t
answer(struct asking *g, size_t y, const struct question *q)
{
	const struct stable_side *b = g->b;
	struct door *d = &g->door[y];
	uint32_t f, worst;
	uint64_t *word = g->kept + y;

	if (g->place && b->first[y + 1] - d->from > LONG) {
		f = g->place[q->entry];
		if (f != STABLE_NONE && f >= d->end)
			f = STABLE_NONE;
	} else {
		f = find(b->list, d->from, d->end, q->by);
	}
	if (f == STABLE_NONE)
		return q->by;
	word[f / 64] |= UINT64_C(1) << f % 64;
	if (d->room) {
		if (--d->room == 0)
			d->end = last_before(word, d->end);
		return -1;
	}
	worst = d->end;
	word[worst / 64] &= ~(UINT64_C(1) << worst % 64);
	d->end = last_before(word, worst);
	return b->list[worst];
}

static inline void
fetch_list(const struct asking *g, size_t y)
{
	const struct door *d = &g->door[y];
	uint32_t end = d->end - d->from < 5 * LINE ? d->end : d->from + 5 * LINE;

	__builtin_prefetch(&g->kept[d->end / 64 + y]);
	for (uint32_t f = d->from; f < end; f += LINE)
		__builtin_prefetch(&g->b->list[f]);
}

static void
answer_in_order(struct asking *g)
{
	for (size_t k = 0; k < g->n_round; k++) {
		if (k + 2 * AHEAD < g->n_round)
			__builtin_prefetch(&g->door[g->round[k + 2 * AHEAD].to]);
		if (k + AHEAD < g->n_round)
			fetch_list(g, (size_t)g->round[k + AHEAD].to);
		g->rejected[k] = answer(g, (size_t)g->round[k].to, &g->round[k]);
	}
}

static void
answer_some(void *arg, size_t from, size_t to)
{
	struct asking *g = arg;

	for (size_t y = from; y < to; y++)
		for (uint32_t k = g->begin[y]; k < g->begin[y + 1]; k++)
			g->rejected[k] = answer(g, y, &g->sorted[k]);
}

static void
answer_sorted(struct asking *g)
{
	uint32_t *at = g->begin + 1, sum = 0;
	size_t m = g->b->n;
	unsigned threads = g->p->threads ? g->p->threads : 2;

	memset(g->begin, 0, (m + 2) * sizeof *g->begin);
	for (size_t k = 0; k < g->n_round; k++)
		at[g->round[k].to]++;
	for (size_t y = 0; y < m; y++) {
		uint32_t here = at[y];

		at[y] = sum;
		sum += here;
	}
	/* Moving on the starts by one place makes them the ends, which are the next one's starts. */
	for (size_t k = 0; k < g->n_round; k++)
		g->sorted[at[g->round[k].to]++] = g->round[k];
	split_run(g->n_round < THREAD_FROM ? 1 : threads, m, answer_some, g);
}

/* ---- asking ---- */

static void
ask(struct asking *g)
{
	const int32_t *list = g->a->list;

	g->n_round = 0;
	for (size_t k = 0; k < g->n_free; k++) {
		int32_t x = g->free[k];
		struct asker *s = &g->asker[x];

		if (k + 4 * AHEAD < g->n_free)
			__builtin_prefetch(&g->asker[g->free[k + 4 * AHEAD]]);
		if (k + 2 * AHEAD < g->n_free)
			__builtin_prefetch(&list[g->asker[g->free[k + 2 * AHEAD]].next]);
		for (; s->open && s->next < s->end; s->open--, s->next++)
			g->round[g->n_round++] = (struct question){ s->next, x, list[s->next] };
	}
}

/* Those who were sent on, each once. */
static void
gather(struct asking *g)
{
	g->n_free = 0;
	for (size_t k = 0; k < g->n_round; k++) {
		int32_t x = g->rejected[k];

		if (x >= 0 && g->asker[x].open++ == 0)
			g->free[g->n_free++] = x;
	}
}

static void
begin(struct arena *mem, struct asking *g)
{
	const struct stable_side *a = g->a, *b = g->b;
	size_t most = 0, longest = 0;

	g->asker = ARENA_ARRAY(mem, struct asker, a->n);
	g->free = ARENA_ARRAY(mem, int32_t, a->n);
	g->door = ARENA_ARRAY(mem, struct door, b->n);
	g->begin = ARENA_ARRAY(mem, uint32_t, b->n + 2);
	g->kept = ARENA_ARRAY(mem, uint64_t, b->first[b->n] / 64 + b->n + 1);
	for (size_t x = 0; x < a->n; x++) {
		size_t entries = a->first[x + 1] - a->first[x];

		g->asker[x] = (struct asker){ a->first[x], a->first[x + 1], stable_capacity(a, x) };
		g->free[x] = (int32_t)x;
		most += (size_t)g->asker[x].open < entries ? (size_t)g->asker[x].open : entries;
	}
	for (size_t y = 0; y < b->n; y++) {
		size_t entries = b->first[y + 1] - b->first[y];

		g->door[y] = (struct door){ b->first[y], b->first[y + 1], stable_capacity(b, y) };
		if (g->door[y].room == 0)
			g->door[y].end = b->first[y];
		longest = entries > longest ? entries : longest;
	}
	g->n_free = a->n;
	g->round = ARENA_ARRAY(mem, struct question, most);
	g->sorted = ARENA_ARRAY(mem, struct question, most);
	g->rejected = ARENA_ARRAY(mem, int32_t, most);
	if (longest > LONG)
		g->place = stable_places(mem, a, b, LONG + 1);
}

static void
say(const struct asking *g, int32_t *hospital)
{
	const struct stable_side *b = g->b;
	bool residents = b == &g->p->residents;

	for (size_t y = 0; y < b->n; y++)
		for (uint32_t f = b->first[y]; f < b->first[y + 1]; f++) {
			if (!(g->kept[f / 64 + y] >> f % 64 & 1))
				continue;
			if (residents)
				hospital[y] = b->list[f];
			else
				hospital[b->list[f]] = (int32_t)y;
		}
}

bool
stable_weak(struct arena *mem, const struct stable_problem *p, int32_t *hospital)
{
	struct asking g = { .p = p };

	g.a = p->hospitals_propose ? &p->hospitals : &p->residents;
	g.b = p->hospitals_propose ? &p->residents : &p->hospitals;
	begin(mem, &g);
	while (g.n_free && !stable_stopped(p)) {
		ask(&g);
		if (g.n_round > g.b->n / SORT_SHARE)
			answer_sorted(&g);
		else
			answer_in_order(&g);
		gather(&g);
		if (p->progress)
			p->progress(p->progress_arg, g.a->n - g.n_free, g.a->n);
	}
	say(&g, hospital);
	return true;
}
