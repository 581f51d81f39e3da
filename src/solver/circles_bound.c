/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: what no answer can exceed.
 *
 * Method: everybody pays a price for being placed. At these prices each topic takes the people who bring
 * it most, whether others take them too or not; so no answer brings more than all topics so, and all
 * prices. Where at least so many are to be placed, everybody placed brings `everyone` more, which is taken
 * off again for just so many. If all who can be placed must be, prices may be below 0 (Lagrange multipliers:
 * Held and Karp, 1971; Geoffrion, 1974). Prices rise for those whom several topics take and fall for those
 * whom none takes, by steps as long as the bound is far from what is known to be possible (Polyak, 1969).
 *
 * A topic takes the best people whose category is not full yet, up to its upper number as long as they
 * bring something, and up to its lower number if they do not: the greedy way is the best one here, since
 * these sets are the independent ones of a matroid.
 *
 * Cost: a round is one pass over the pairs, which stay nearly sorted from round to round.
 */
#include "solver/circles_core.h"

#include <string.h>

#define PARTS 10	       /* bits behind the point */
#define LARGE 40	       /* bits of an affinity, parts and all; larger ones are rounded up */
#define FAR ((int64_t)1 << 50) /* no price is further from 0 */

struct bound {
	struct circles *c;
	bool count;
	int up, down;	 /* affinities times 2^up, divided by 2^down and rounded up */
	int64_t *value;	 /* [n_pairs] of arcs so */
	int64_t *now;	 /* [n_pairs] at the prices of the moment, by place in order */
	uint32_t *order; /* [n_pairs] arcs by topic, the best first */
	int32_t *used;	 /* [n_cells] */
	int32_t *times;	 /* [n] topics that take somebody */
	struct multipliers here;
	struct choice *choice; /* [m] here */
	size_t taken;	       /* by all topics together */
};

struct bound *
circles_bound(struct arena *mem, struct circles *c, bool count)
{
	struct bound *b = ARENA_NEW(mem, struct bound);
	uint64_t most = 1;

	*b = (struct bound){ .c = c,
		.count = count,
		.value = ARENA_ARRAY(mem, int64_t, c->n_pairs),
		.now = ARENA_ARRAY(mem, int64_t, c->n_pairs),
		.order = arena_memdup(mem, c->cell_arc, c->n_pairs * sizeof *b->order),
		.used = ARENA_ARRAY(mem, int32_t, c->n_cells),
		.times = ARENA_ARRAY(mem, int32_t, c->n),
		.here = circles_multipliers(mem, c),
		.choice = ARENA_ARRAY(mem, struct choice, c->m) };
	for (size_t e = 0; e < c->n_pairs; e++) {
		int64_t a = c->arc[e].affinity;

		most |= (uint64_t)(a < 0 ? -a : a);
	}
	b->up = count || most < (uint64_t)1 << (LARGE - PARTS) ? PARTS : 0;
	while (!count && most >> b->down >= (uint64_t)1 << LARGE)
		b->down++;
	for (size_t e = 0; e < c->n_pairs; e++) {
		int64_t a = count ? 1 : c->arc[e].affinity, down = a >> b->down;

		down += (int64_t)((uint64_t)down << b->down) != a;
		b->value[e] = down * ((int64_t)1 << b->up);
	}
	return b;
}

struct multipliers
circles_multipliers(struct arena *mem, const struct circles *c)
{
	return (struct multipliers){ .price = ARENA_ARRAY(mem, int64_t, c->n) };
}

void
circles_bound_start(const struct bound *b, struct multipliers *ret)
{
	const struct circles *c = b->c;

	ret->everyone = 0;
	for (size_t i = 0; i < c->n; i++) {
		ret->price[i] = c->first[i] < c->first[i + 1] ? b->value[c->first[i]] : 0;
		for (size_t e = c->first[i]; e < c->first[i + 1]; e++)
			if (b->value[e] > ret->price[i])
				ret->price[i] = b->value[e];
	}
}

/* In units of affinity, not below; saturates. */
static int64_t
whole(const struct bound *b, wide parts)
{
	wide x = (parts >> b->up) * ((wide)1 << b->down);

	return x > INT64_MAX ? INT64_MAX : x < -INT64_MAX ? -INT64_MAX : (int64_t)x;
}

/* Those who bring most come first. */
static void
sort(struct bound *b, size_t from, size_t to)
{
	const struct circles *c = b->c;

	for (size_t k = from; k < to; k++) {
		uint32_t e = b->order[k];
		int64_t v = b->value[e] + b->here.everyone - b->here.price[c->arc[e].person];
		size_t at = k;

		for (; at > from && b->now[at - 1] < v; at--) {
			b->now[at] = b->now[at - 1];
			b->order[at] = b->order[at - 1];
		}
		b->now[at] = v;
		b->order[at] = e;
	}
}

/* What topic t brings if it opens; false if it cannot. Marks whom it takes if it does. */
static bool
take(struct bound *b, size_t t, size_t from, size_t to, bool mark, wide *ret)
{
	const struct circles *c = b->c;
	int32_t n = 0;
	wide sum = 0;

	for (int32_t k = c->topic_cell[t]; k < c->topic_cell[t + 1]; k++)
		b->used[k] = 0;
	for (size_t k = from; k < to && n < c->upper[t]; k++) {
		const struct circles_arc *a = &c->arc[b->order[k]];

		if (n >= c->lower[t] && b->now[k] <= 0)
			break;
		if (b->used[a->cell] >= c->cell_room[a->cell])
			continue;
		b->used[a->cell]++;
		n++;
		sum += b->now[k];
		b->times[a->person] += mark;
	}
	b->taken += mark ? (size_t)n : 0;
	*ret = sum;
	return n >= c->lower[t];
}

/* The bound at the prices that are `here`; false if a topic that must open cannot. */
static bool
reckon(struct bound *b, const uint8_t *state, size_t placed, wide *ret)
{
	struct circles *c = b->c;
	wide sum = -(wide)b->here.everyone * (wide)placed;

	memset(b->times, 0, c->n * sizeof *b->times);
	b->taken = 0;
	for (size_t i = 0; i < c->n; i++)
		sum += c->first[i] < c->first[i + 1] ? b->here.price[i] : 0;
	for (size_t t = 0; t < c->m; t++) {
		size_t from = c->cell_first[c->topic_cell[t]];
		size_t to = c->cell_first[c->topic_cell[t + 1]];
		wide brings;
		bool able;

		if (state[t] == TOPIC_CLOSED)
			continue;
		sort(b, from, to);
		able = take(b, t, from, to, false, &brings);
		if (!able && state[t] == TOPIC_OPEN)
			return false;
		b->choice[t] = (struct choice){ .opens = able && brings > 0,
			.able = able,
			.margin = brings < 0 ? -brings : brings };
		if (b->choice[t].opens || state[t] == TOPIC_OPEN) {
			take(b, t, from, to, true, &brings);
			sum += brings;
		}
	}
	c->steps += 2 * c->n_pairs + c->n;
	*ret = sum;
	return true;
}

/* From b->here by a step that would bring the bound to `target` if it were straight. False if it is as low
 * as it can be. */
static bool
step(struct bound *b, bool all, size_t placed, double far, int halved)
{
	struct circles *c = b->c;
	double square = 0, length;
	int64_t by, lack = (int64_t)placed - (int64_t)b->taken;

	for (size_t i = 0; i < c->n; i++) {
		int32_t g = b->times[i] - 1;

		if (c->first[i] < c->first[i + 1] && (g > 0 || all || b->here.price[i] > 0))
			square += (double)g * g;
	}
	if (!all && (lack > 0 || b->here.everyone > 0))
		square += (double)lack * (double)lack;
	if (square == 0)
		return false;
	length = far / square;
	for (int k = 0; k < halved; k++)
		length /= 2;
	length = length < 1 ? 1 : length > 1e12 ? 1e12 : length;
	by = (int64_t)length;
	for (size_t i = 0; i < c->n; i++) {
		int64_t *price = &b->here.price[i];

		if (c->first[i] == c->first[i + 1])
			continue;
		*price += by * (b->times[i] - 1);
		*price = !all && *price < 0 ? 0 : *price;
		*price = *price > FAR ? FAR : *price < -FAR ? -FAR : *price;
	}
	if (!all) {
		wide more = b->here.everyone + (wide)by * lack;

		b->here.everyone = more < 0 ? 0 : more > FAR ? FAR : (int64_t)more;
	}
	return true;
}

static void
copy(const struct circles *c, struct multipliers *to, const struct multipliers *from)
{
	memcpy(to->price, from->price, c->n * sizeof *to->price);
	to->everyone = from->everyone;
}

/* The choices that go with a bound. */
static void
tell(struct bound *b, wide least, struct choice *choice)
{
	for (size_t t = 0; t < b->c->m; t++) {
		choice[t] = b->choice[t];
		choice[t].otherwise = choice[t].able && !b->c->must[t]
					      ? whole(b, least - choice[t].margin)
					      : INT64_MIN;
	}
}

int64_t
circles_bound_find(struct bound *b, const uint8_t *state, size_t placed, struct multipliers *at,
	int rounds, int64_t enough, struct choice *choice)
{
	struct circles *c = b->c;
	bool all = !b->count && placed == c->able, first = true;
	wide least = 0, now;
	int halved = 0, since = 0;

	placed = b->count ? 0 : placed;
	copy(c, &b->here, at);
	for (size_t i = 0; i < c->n; i++)
		if (!all && b->here.price[i] < 0)
			b->here.price[i] = 0;
	for (; rounds > 0; rounds--) {
		double far;

		if (!reckon(b, state, placed, &now))
			return INT64_MIN;
		if (first || now < least) {
			since = 0;
			first = false;
			least = now;
			copy(c, at, &b->here);
			tell(b, least, choice);
		} else if (++since >= 6) {
			since = 0;
			halved++;
			copy(c, &b->here, at);
			if (!reckon(b, state, placed, &now))
				return INT64_MIN;
		}
		if (whole(b, least) < enough || circles_tired(c) || halved > 20)
			break;
		/* Where nothing is known to be possible yet, some way below the bound may be. */
		far = enough > INT64_MIN
			      ? (double)(now - (((wide)enough * ((wide)1 << b->up)) >> b->down))
			      : (double)now / 16;
		if (!step(b, all, placed, far > 1 ? far : 1, halved))
			break;
	}
	return whole(b, least);
}
