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

/* He who lost his place waits at the end, so that what he looks at can be fetched before his turn. Where all of it is
 * near, he goes first: what was looked at last is nearest, and fewer bids do. */
static inline void
enqueue(struct auction *x, int32_t i)
{
	size_t at = x->head + x->waiting++;

	if (x->near)
		at = x->head = x->head ? x->head - 1 : x->ring - 1;
	x->queue[at < x->ring ? at : at - x->ring] = i;
}

/* That place of mentor j goes to `who`, at that price; whoever held it waits. */
static inline void
give_place(struct auction *x, size_t j, size_t at, int32_t who, int64_t price)
{
	struct place *p = x->place + x->first[j];
	int32_t before = p[at].holder;

	if (before >= 0) {
		x->line[before].at = NOBODY;
		enqueue(x, before);
	}
	x->dummies_waiting += before == DUMMY;
	if (x->reserved)
		x->dummies[j] += (who == DUMMY) - (before == DUMMY);
	p[at] = (struct place){ price * 2 + 1, who };
	sift_down(p, x->first[j + 1] - x->first[j], at);
	x->price[x->group[j]][j] = p->key >> 1;
	x->out_of_range |= price > FAR / 8;
}

/* His cheapest place. */
static void
give(struct auction *x, size_t j, int32_t who, int64_t price)
{
	give_place(x, j, 0, who, price);
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

/* The cheapest place that a dummy can have; no other costs him less than `second`. */
struct next {
	size_t at;
	int64_t price, second;
};

/* Where dummies hold all the places they may, one can only follow another. Below a dummy in the heap no place is
 * cheaper, so this looks at hardly more places than are held by others. */
static struct next
cheapest_of_dummies(const struct place *p, size_t n)
{
	struct next d = { 0, FAR, FAR };
	size_t at = 0;

	for (;;) {
		int64_t price = p[at].key >> 1;

		if (p[at].holder == DUMMY && price < d.price)
			d = (struct next){ at, price, d.price };
		else if (p[at].holder == DUMMY && price < d.second)
			d.second = price;
		if (p[at].holder != DUMMY && 2 * at + 1 < n) {
			at = 2 * at + 1;
			continue;
		}
		while (at && (at % 2 == 0 || at + 1 >= n)) /* a right child, or without a sister */
			at = (at - 1) / 2;
		if (!at)
			break;
		at++;
	}
	for (at = 2 * d.at + 1; at < n && at <= 2 * d.at + 2; at++)
		d.second = p[at].key >> 1 < d.second ? p[at].key >> 1 : d.second;
	return d;
}

static struct next
next_for_dummy(const struct auction *x, size_t j)
{
	const struct place *p = x->place + x->first[j];
	size_t n = x->first[j + 1] - x->first[j];
	struct next d = { 0, p->key >> 1, FAR };

	if (is_full_of_dummies(x, j))
		return cheapest_of_dummies(p, n);
	for (size_t k = 1; k < 3 && k < n; k++)
		d.second = p[k].key >> 1 < d.second ? p[k].key >> 1 : d.second;
	return d;
}

int64_t
bid_dummy_price(const struct auction *x, size_t j)
{
	return next_for_dummy(x, j).price;
}

static void
bid_dummy(struct auction *x)
{
	struct next d;
	size_t j;

	for (;;) {
		j = (size_t)x->cheap[0].mentor;
		d = next_for_dummy(x, j);
		if (d.price == x->cheap[0].price)
			break;
		x->cheap[0].price = d.price;
		cheap_down(x);
	}
	for (size_t k = 1; k < 3 && k < x->n_cheap; k++)
		d.second = x->cheap[k].price < d.second ? x->cheap[k].price : d.second;
	if (d.second - d.price > x->spread)
		d.second = d.price + x->spread;
	x->dummies_waiting--;
	give_place(x, j, d.at, DUMMY, d.second + x->epsilon);
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
