/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/assign_bid.h"

/* So many bids before its turn, what a mentee will look at is fetched from memory: his line; then what he
 * would choose by it, or all his pairs; then who is there now. Memory is what an auction waits for. */
#define LINE_AHEAD 12
#define ROW_AHEAD 6
#define HOLDER_AHEAD 3

/* ---- places ---- */

static void
sift_down(struct place *p, size_t n, size_t at)
{
	struct place moved = p[at];
	size_t down;

	while ((down = 2 * at + 1) < n) {
		if (down + 1 < n && p[down + 1].key < p[down].key)
			down++;
		if (p[down].key >= moved.key)
			break;
		p[at] = p[down];
		at = down;
	}
	p[at] = moved;
}

void
bid_order_places(struct auction *x, size_t j)
{
	struct place *p = x->place + x->first[j];
	size_t n = x->first[j + 1] - x->first[j];

	for (size_t k = n / 2; k-- > 0;)
		sift_down(p, n, k);
}

static void
enqueue(struct auction *x, int32_t i)
{
	size_t at = x->head + x->waiting++;

	x->queue[at < x->ring ? at : at - x->ring] = i;
}

/* The cheapest place of mentor j goes to `who`, at that price; whoever held it waits. */
static void
give(struct auction *x, size_t j, int32_t who, int64_t price)
{
	struct place *p = x->place + x->first[j];
	int32_t before = p->holder;

	if (before >= 0) {
		x->line[before].at = NOBODY;
		enqueue(x, before);
	}
	x->dummies_waiting += before == DUMMY;
	*p = (struct place){ price * 2 + 1, who };
	sift_down(p, x->first[j + 1] - x->first[j], 0);
	x->price[x->group[j]][j] = p->key >> 1;
	x->out_of_range |= price > FAR / 8;
}

/* ---- mentees ---- */

struct choice {
	int64_t best, second;
	int32_t mentor;
};

/* Without branches, as nobody can foresee who is best. */
static inline struct choice
look(const struct auction *x, const struct line *l)
{
	const int64_t *price = x->price[l->group];
	size_t out = x->n_mentors - 1;
	struct choice c = { -price[out], -2 * FAR, (int32_t)out };

#pragma GCC unroll 6
	for (int t = 0; t < LINE_PAIRS; t++) {
		int64_t v = bid_worth(x, l->score[t]) - price[l->mentor[t]];
		int64_t less = v < c.best ? v : c.best;

		c.second = less > c.second ? less : c.second;
		c.mentor = v > c.best ? l->mentor[t] : c.mentor;
		c.best = v > c.best ? v : c.best;
	}
	return c;
}

bool
bid_is_content(struct auction *x, int32_t i)
{
	struct line *l = &x->line[i];
	size_t out = x->n_mentors - 1;
	int64_t held = -2 * FAR;
	struct choice c = look(x, l);

	for (int t = 0; t < LINE_PAIRS; t++)
		if (l->mentor[t] == l->at)
			held = bid_worth(x, l->score[t]) - x->price[l->group][l->at];
	if ((size_t)l->at == out)
		held = -x->price[l->group][out];
	if (held < c.best - x->epsilon)
		return false;
	if (held >= l->bound - x->epsilon)
		return true;
	bid_learn(x, i);
	return held >= look(x, l).best - x->epsilon;
}

static void
bid(struct auction *x, int32_t i)
{
	struct line *l = &x->line[i];
	struct choice c = look(x, l);
	int64_t more;

	if (c.best < l->bound) {
		bid_learn(x, i);
		c = look(x, l);
	}
	c.second = l->bound > c.second ? l->bound : c.second;
	more = c.best - c.second;
	if (more > x->spread)
		more = x->spread;
	l->at = c.mentor;
	give(x, (size_t)c.mentor, i, x->price[l->group][c.mentor] + more + x->epsilon);
}

/* ---- dummies ---- */

static void
cheap_down(struct auction *x)
{
	struct cheap moved = x->cheap[0];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < x->n_cheap) {
		if (down + 1 < x->n_cheap && x->cheap[down + 1].price < x->cheap[down].price)
			down++;
		if (x->cheap[down].price >= moved.price)
			break;
		x->cheap[at] = x->cheap[down];
		at = down;
	}
	x->cheap[at] = moved;
}

static void
bid_dummy(struct auction *x)
{
	int64_t price, second = FAR;
	size_t j;

	for (;;) {
		j = (size_t)x->cheap[0].mentor;
		price = place_price(x, j);
		if (price == x->cheap[0].price)
			break;
		x->cheap[0].price = price;
		cheap_down(x);
	}
	for (size_t k = 1; k < 3; k++) {
		size_t at = x->first[j] + k;

		if (k < x->n_cheap && x->cheap[k].price < second)
			second = x->cheap[k].price;
		if (at < x->first[j + 1] && x->place[at].key >> 1 < second)
			second = x->place[at].key >> 1;
	}
	if (second - price > x->spread)
		second = price + x->spread;
	x->dummies_waiting--;
	give(x, j, DUMMY, second + x->epsilon);
}

static int32_t
nth_waiting(const struct auction *x, size_t n)
{
	size_t at = x->head + n;

	return x->queue[at < x->ring ? at : at - x->ring];
}

/* Returns the place that mentee i would bid for now. */
static uint32_t
fetch_row(const struct auction *x, int32_t i)
{
	const struct line *l = &x->line[i];
	struct choice c = look(x, l);
	uint32_t place = x->first[c.mentor];

	if (c.best < l->bound)
		bid_fetch_arcs(x, (size_t)i);
	__builtin_prefetch(&x->place[place]);
	return place;
}

static void
fetch(const struct auction *x, uint32_t *places, size_t turn)
{
	int32_t holder;

	if (x->near || x->waiting <= LINE_AHEAD)
		return;
	__builtin_prefetch(&x->line[nth_waiting(x, LINE_AHEAD)]);
	__builtin_prefetch(&x->c->first[nth_waiting(x, LINE_AHEAD)]);
	places[turn % ROW_AHEAD] = fetch_row(x, nth_waiting(x, ROW_AHEAD));
	holder = x->place[places[(turn + HOLDER_AHEAD) % ROW_AHEAD]].holder;
	if (holder >= 0)
		__builtin_prefetch(&x->line[holder], 1);
}

bool
bid_all(struct auction *x)
{
	uint32_t places[ROW_AHEAD] = { 0 };
	size_t turn = 0;

	while (x->waiting || x->dummies_waiting) {
		if (x->waiting) {
			int32_t i = x->queue[x->head];

			fetch(x, places, turn);
			x->head = x->head + 1 < x->ring ? x->head + 1 : 0;
			x->waiting--;
			bid(x, i);
			if (x->patience && --x->patience == 0)
				x->epsilon = x->spread;
		} else {
			bid_dummy(x);
		}
		if (++turn % 4096 == 0 && (stopped(x->c) || x->out_of_range))
			return false;
	}
	return !x->out_of_range;
}

/* ---- where seats are plentiful ---- */

/* Another mentor who is worth as much to him and has a free seat; NOBODY if there is none. */
static int32_t
other_free(const struct auction *x, const struct line *l, int64_t worth)
{
	for (int t = 0; t < LINE_PAIRS; t++) {
		size_t j = (size_t)l->mentor[t];

		if (j < x->n_mentors && x->price[l->group][j] < FAR &&
			bid_worth(x, l->score[t]) - x->price[l->group][j] == worth &&
			x->place[x->first[j]].holder == NOBODY)
			return l->mentor[t];
	}
	return NOBODY;
}

static bool
bid_row(struct auction *x, int32_t i)
{
	struct line *l = &x->line[i];
	struct choice c = look(x, l);
	int64_t more;
	int32_t j;

	if (c.best < l->bound) {
		bid_learn(x, i);
		c = look(x, l);
	}
	more = c.best - (l->bound > c.second ? l->bound : c.second);
	j = c.mentor;
	if (more <= 0 && x->place[x->first[j]].holder != NOBODY)
		j = other_free(x, l, c.best);
	if (j == NOBODY)
		return false;
	more = more < 0 ? 0 : more < x->spread ? more : x->spread;
	l->at = j;
	give(x, (size_t)j, i, x->price[l->group][j] + more);
	return true;
}

size_t
bid_rows(struct auction *x, size_t most)
{
	size_t without = 0;

	for (size_t turn = 0; x->waiting && turn < most; turn++) {
		int32_t i = x->queue[x->head];

		if (x->waiting > LINE_AHEAD) {
			__builtin_prefetch(&x->line[nth_waiting(x, LINE_AHEAD)]);
			fetch_row(x, nth_waiting(x, ROW_AHEAD));
		}
		x->head = x->head + 1 < x->ring ? x->head + 1 : 0;
		x->waiting--;
		without += !bid_row(x, i);
	}
	return without + x->waiting;
}
