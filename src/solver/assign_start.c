/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the best answer, near an earlier one, after arrivals, departures and changed pairs. Method: of the earlier
 * pairs, those that are still possible are taken over, and prices are looked for at which everybody has what suits
 * him best: whoever would rather have another mentor raises that one's price until he would not, and whoever
 * holds a seat there looks again (label correcting: Ford, 1956; Bellman, 1958). That ends if the pairs are the
 * best among themselves. Where they are not, seats that are free and prices that were raised too often stay as they
 * are; those few whom the prices do not suit are taken out, and shortest paths put in what is missing
 * (assign_resume.c), so that the others keep what they have wherever that is as good. Too many of them, and it is
 * quicker to solve from nothing. Cost: some looks at all pairs, and a search for each who is not content.
 */
#include "solver/assign_auction.h"
#include "solver/resident_core.h"

#define FEW 20		/* searches, and one more */
#define OF_MENTEES 1000 /* for so many mentees, are few */
#define LOOKS 20	/* at each mentee's pairs on average, */
#define RAISES 200	/* and raises of a price, until that is given up */

struct warm {
	const struct core *c;
	uint64_t *taken;
	int64_t weight, bonus;
	int32_t *held; /* [n] */
	int32_t *load; /* [m] */
	size_t *start; /* [m + 1] of his holders */
	int32_t *holder;
	int64_t *price;
	uint8_t *raised;
	int32_t *queue; /* [n] a ring */
	bool *queued;
	size_t head, waiting;
};

static int64_t
worth_of(const struct warm *w, size_t a)
{
	return w->weight * w->c->arcs[a].score + w->bonus;
}

/* What he gains from the worst of his places; 0 if he lacks one. */
static int64_t
gain_of(const struct warm *w, size_t i)
{
	const struct core *c = w->c;
	size_t end = c->first[i + 1];
	int64_t least = FAR;

	if (w->held[i] < c->wants[i] || !c->wants[i])
		return 0;
	for (size_t a = next_taken(w->taken, c->first[i], end); a < end;
		a = next_taken(w->taken, a + 1, end)) {
		int64_t g = worth_of(w, a) - w->price[c->arcs[a].mentor];

		least = g < least ? g : least;
	}
	return least;
}

/* Takes over what is possible of the earlier pairs. */
static void
take_pairs(struct arena *work, struct warm *w)
{
	const struct core *c = w->c;
	const struct assign_problem *p = c->p;
	size_t sum = 0, end = c->first[c->n];

	for (size_t k = 0; k < p->n_start; k++) {
		int32_t i = p->start[k].mentee, j = p->start[k].mentor;
		size_t a;

		if (i < 0 || j < 0 || (size_t)i >= c->n || (size_t)j >= c->m ||
			c->first[i] == c->first[i + 1] || w->held[i] >= c->wants[i] ||
			w->load[j] >= c->seats[j])
			continue;
		a = arc_to(c, (size_t)i, j);
		if (c->arcs[a].mentor != j || is_taken(w->taken, a))
			continue;
		w->taken[a / 64] |= UINT64_C(1) << a % 64;
		w->held[i]++;
		w->load[j]++;
	}
	for (size_t j = 0; j < c->m; j++) {
		w->start[j] = sum;
		sum += (size_t)w->load[j];
	}
	w->start[c->m] = sum;
	w->holder = ARENA_ARRAY(work, int32_t, sum);
	for (size_t i = 0, a = 0; (a = next_taken(w->taken, a, end)) < end; a++) {
		while (c->first[i + 1] <= a)
			i++;
		w->holder[w->start[c->arcs[a].mentor]++] = (int32_t)i;
	}
	for (size_t j = c->m; j-- > 0;)
		w->start[j + 1] = w->start[j];
	w->start[0] = 0;
}

static void
enqueue(struct warm *w, int32_t i)
{
	size_t at = w->head + w->waiting, n = w->c->n;

	if (w->queued[i])
		return;
	w->queued[i] = true;
	w->queue[at < n ? at : at - n] = i;
	w->waiting++;
}

/* Raises the prices of whom mentee i would rather have. */
static void
raise_prices(struct warm *w, size_t i)
{
	const struct core *c = w->c;
	int64_t gain = gain_of(w, i);

	gain = gain > 0 ? gain : 0;
	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		int32_t j = c->arcs[a].mentor;
		int64_t price = worth_of(w, a) - gain;

		if (price <= w->price[j] || w->load[j] < c->seats[j] || !c->seats[j] ||
			is_taken(w->taken, a) || w->raised[j] == RAISES)
			continue;
		w->price[j] = price;
		w->raised[j]++;
		for (size_t h = w->start[j]; h < w->start[j + 1]; h++)
			enqueue(w, w->holder[h]);
	}
}

/* How many have something that does not suit them. */
static size_t
count_restless(const struct warm *w)
{
	const struct core *c = w->c;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		int64_t gain = gain_of(w, i);
		bool restless = gain < 0;

		for (size_t a = c->first[i]; c->wants[i] && !restless && a < c->first[i + 1]; a++)
			restless = worth_of(w, a) - w->price[c->arcs[a].mentor] > gain &&
				   c->seats[c->arcs[a].mentor] && !is_taken(w->taken, a);
		n += restless;
	}
	return n;
}

/* False if it takes too long. */
static bool
find_prices(struct warm *w)
{
	const struct core *c = w->c;
	size_t looks = LOOKS * c->n;

	/* Those who lack somebody first: the prices that follow from them are the highest. */
	for (int lacking = 1; lacking >= 0; lacking--)
		for (size_t i = 0; i < c->n; i++)
			if (c->wants[i] && (w->held[i] < c->wants[i]) == lacking)
				enqueue(w, (int32_t)i);
	while (w->waiting && looks-- && !stopped(c)) {
		int32_t i = w->queue[w->head];

		w->head = w->head + 1 < c->n ? w->head + 1 : 0;
		w->waiting--;
		w->queued[i] = false;
		raise_prices(w, (size_t)i);
	}
	return !w->waiting;
}

bool
assign_warm(struct arena *work, struct core *c, uint64_t *taken)
{
	struct warm w = { .c = c, .taken = taken };

	if (!c->p->n_start || c->wide || c->worth || c->bonus > FAR / 1024 ||
		c->weight * (c->highest - c->lowest) > FAR / 1024)
		return false;
	w.weight = (int64_t)c->weight;
	w.bonus = (int64_t)c->bonus;
	w.held = ARENA_ARRAY(work, int32_t, c->n);
	w.load = ARENA_ARRAY(work, int32_t, c->m);
	w.start = ARENA_ARRAY(work, size_t, c->m + 1);
	w.price = ARENA_ARRAY(work, int64_t, c->m);
	w.raised = ARENA_ARRAY(work, uint8_t, c->m);
	w.queue = ARENA_ARRAY(work, int32_t, c->n);
	w.queued = ARENA_ARRAY(work, bool, c->n);
	take_pairs(work, &w);
	if (!find_prices(&w) || count_restless(&w) > FEW + c->n / OF_MENTEES)
		return false;
	for (size_t j = 0; j < c->m; j++)
		c->price[j] = w.price[j];
	return true;
}
