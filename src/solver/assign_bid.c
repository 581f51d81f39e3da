/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bidding for seats. Who wants a seat of a full mentor offers the price at which his second choice is
 * as good. Of the holders and him, the one with the lowest limit goes, and his limit is the new price.
 * A limit stays true later, as the prices of the alternatives only rise. Without an epsilon the bidding
 * may go round in circles among equals, so everybody has a number of bids; the rest is left to
 * assign_augment.
 */
#include "solver/assign_core.h"

#define MOST_BIDS 4

struct bidding {
	struct core *c;
	assign_value *limit; /* of a mentee who holds a seat: the price up to which he stays */
	int32_t *queue;	     /* a ring of those who want a seat */
	size_t head, waiting;
	uint8_t *bids;
};

static void
enqueue(struct bidding *b, int32_t i)
{
	size_t n = b->c->n_mentees;

	if (b->bids[i] >= MOST_BIDS)
		return;
	b->queue[(b->head + b->waiting++) % n] = i;
}

static void
swap_places(struct core *c, size_t x, size_t y)
{
	int32_t i = c->holders[x], k = c->holders[y];

	c->holders[x] = k;
	c->holders[y] = i;
	c->place[k] = x;
	c->place[i] = y;
}

/* The holders of a mentor are a heap with the lowest limit first. */
static void
sift_up(struct bidding *b, size_t start, size_t at)
{
	struct core *c = b->c;

	while (at) {
		size_t up = (at - 1) / 2;

		if (b->limit[c->holders[start + up]] <= b->limit[c->holders[start + at]])
			return;
		swap_places(c, start + up, start + at);
		at = up;
	}
}

static void
sift_down(struct bidding *b, size_t start, size_t n)
{
	struct core *c = b->c;
	size_t at = 0, down;

	while ((down = 2 * at + 1) < n) {
		if (down + 1 < n &&
			b->limit[c->holders[start + down + 1]] < b->limit[c->holders[start + down]])
			down++;
		if (b->limit[c->holders[start + at]] <= b->limit[c->holders[start + down]])
			return;
		swap_places(c, start + at, start + down);
		at = down;
	}
}

/* Mentee i asks for a seat of option o and stays up to the limit. True if he got it, which may send
 * somebody else back into the queue; the price rises to the lowest limit of all who want a seat. */
static bool
offer(struct bidding *b, int32_t i, size_t o, assign_value limit)
{
	struct core *c = b->c;
	int32_t j = c->options[o].mentor, out;
	size_t start = c->start[j];

	if (c->held[j] < c->seats[j]) {
		b->limit[i] = limit;
		hold(c, i, o, start + (size_t)c->held[j]);
		sift_up(b, start, (size_t)c->held[j]++);
		return true;
	}
	out = c->holders[start];
	if (limit < b->limit[out] || (limit == b->limit[out] && limit > c->price[j])) {
		c->price[j] = limit;
		return false;
	}
	c->price[j] = b->limit[out];
	c->chosen[out] = NONE;
	c->settled[out] = false;
	b->limit[i] = limit;
	hold(c, i, o, start);
	sift_down(b, start, (size_t)c->seats[j]);
	enqueue(b, out);
	return true;
}

/* Mentee i bids for what is best for him now, else for the second, which is then as good. */
static void
bid(struct bidding *b, int32_t i)
{
	struct core *c = b->c;
	size_t best = NONE, second = NONE, o;
	assign_value gain = 0, next_gain = 0;

	for (o = c->first[i]; o < c->first[i + 1]; o++) {
		const struct option *x = &c->options[o];
		assign_value g = option_worth(c, x) - c->price[x->mentor];

		if (g > gain) {
			next_gain = gain;
			second = best;
			gain = g;
			best = o;
		} else if (g > next_gain) {
			next_gain = g;
			second = o;
		}
	}
	if (best == NONE) {
		c->settled[i] = true;
		return;
	}
	b->bids[i]++;
	if (offer(b, i, best, option_worth(c, &c->options[best]) - next_gain))
		return;
	if (second == NONE)
		c->settled[i] = true;
	else if (!offer(b, i, second, c->price[c->options[second].mentor]))
		enqueue(b, i);
}

bool
assign_bid(struct arena *mem, struct core *c)
{
	size_t n = c->n_mentees, i, rounds;
	struct bidding b = { .c = c };

	b.limit = ARENA_ARRAY(mem, assign_value, n);
	b.queue = ARENA_ARRAY(mem, int32_t, n);
	b.bids = ARENA_ARRAY(mem, uint8_t, n);
	for (i = 0; i < n; i++)
		if (!c->settled[i])
			enqueue(&b, (int32_t)i);
	for (rounds = 0; b.waiting; rounds++) {
		int32_t next = b.queue[b.head];

		if (rounds % 256 == 0 && stopped(c))
			return false;
		b.head = (b.head + 1) % n;
		b.waiting--;
		bid(&b, next);
	}
	return true;
}
