/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the highest total score where the number of pairs is given.
 *
 * Method: an auction (Bertsekas, "A distributed algorithm for the assignment problem", 1979; with many
 * places: Bertsekas and Castanon, "The auction algorithm for the transportation problem", 1989). Whoever
 * has no place takes the one that suits him best and pays what makes his second choice as good, and
 * epsilon more. Epsilon shrinks from phase to phase; who is still within epsilon of his best keeps his
 * place.
 *
 * Every phase is balanced, so that prices may start anywhere. There are two groups that never meet (see
 * assign_count.h). In the short one, every seat is taken, and one more place "outside" takes those for whom
 * there is none. In the other, everybody has a mentor, and dummies hold the seats that stay free. With quota, a part of
 * it goes by itself, in which lower numbers are all the seats there are; and for the first seats of the others no dummy
 * stands (see assign_quota.c).
 *
 * Scores are multiplied by a unit so large that in the end, with epsilon at 1, prices can be rounded to
 * whole numbers of the score that leave no error at all: see round_group. So the proof is exact.
 *
 * Cost: about n log(n * spread) bids in practice, each one cache line and a few prices, and once in a
 * while a look at all pairs of a mentee.
 */
#include "solver/assign_auction.h"
#include "solver/assign_bid.h"
#include "solver/split.h"

#include <stdlib.h>
#include <string.h>

#define WORTH_TWO 20000 /* mentees, from where on a second thread is worth its start */
#define NEAR 8192	/* mentees: fewer, and a cache of a core holds what all of them know */
#define AHEAD 8		/* places before its turn, a line is fetched from memory */
#define SHRINK 12	/* of epsilon from phase to phase */
#define LEAP 80		/* below a point, where few people make few chains */
#define FIRST 100 /* epsilon of the first phase, as a part of the spread; it is the whole spread */
#define PATIENCE 10   /* if that takes more bids for each mentee than these */
#define ONE_OF 8      /* mentees who are asked where to start */
#define RICH 2	      /* dummies, to mentees, are many */
#define FEW_POINTS 64 /* between the lowest and the highest */
#define EARLY 4	      /* mentees, to a step of paths at first */
#define WIDTH 60      /* of lines at first: see assign_learn.c */

static bool
set_scale(struct auction *x)
{
	const struct core *c = x->c;
	assign_value spread, most = c->highest > -c->lowest ? c->highest : -c->lowest;

	x->unit = 1;
	while ((size_t)x->unit <= 2 * (c->m + 8))
		x->unit *= 2;
	spread = ((assign_value)c->highest - c->lowest + 1) * x->unit;
	x->spread = (int64_t)spread;
	return spread < FAR / 64 && 2 * most * x->unit < FAR / 64;
}

enum { PLENTY, SHORT, KEPT };

static uint8_t
group_of(const struct counting *k, size_t j)
{
	return k->level[j] ? SHORT : k->kept && k->kept[j] ? KEPT : PLENTY;
}

static void
set_up_quota(struct arena *mem, struct auction *x, const struct counting *k)
{
	const struct core *c = x->c;
	bool any = false;

	x->price[2] = ARENA_ARRAY(mem, int64_t, c->m + 2);
	x->price[2][c->m] = x->price[2][c->m + 1] = FAR;
	for (size_t j = 0; j < c->m; j++)
		any |= c->lower[j] && group_of(k, j) == PLENTY;
	if (!any)
		return;
	x->reserved = ARENA_ARRAY(mem, int32_t, c->m + 1);
	x->dummies = ARENA_ARRAY(mem, int32_t, c->m + 1);
	for (size_t j = 0; j < c->m; j++)
		x->reserved[j] = group_of(k, j) == PLENTY ? c->lower[j] : 0;
}

/* Who belongs to which group, and how many places everybody has; returns the number of dummies. */
static size_t
set_up_groups(struct arena *mem, struct auction *x, const struct counting *k)
{
	struct core *c = x->c;
	size_t sum = 0, outside = 0, plenty = 0, seats = 0;

	if (k->kept)
		set_up_quota(mem, x, k);
	for (size_t i = 0; i < c->n; i++) {
		struct line *l = &x->line[i];

		l->at = NOBODY;
		if (!c->wants[i] || c->first[i] == c->first[i + 1])
			continue;
		l->group = k->mate[i] == NONE ? SHORT
					      : group_of(k, (size_t)c->arcs[k->mate[i]].mentor);
		outside += k->mate[i] == NONE;
		plenty += l->group != SHORT;
		x->queue[x->waiting++] = (int32_t)i;
		l->bound = FAR; /* nothing is known yet */
		l->width = WIDTH;
	}
	for (size_t j = 0; j < c->m; j++) {
		size_t wanted = k->start[j + 1] - k->start[j], has;

		x->group[j] = group_of(k, j);
		has = (size_t)(x->group[j] == KEPT ? c->lower[j] : c->seats[j]);
		x->first[j] = (uint32_t)sum;
		/* One seat more than are wanted is as good as many. */
		sum += wanted < has ? wanted + (x->group[j] != SHORT) : has;
		seats += x->group[j] == SHORT ? 0 : sum - x->first[j];
		x->price[0][j] = sum == x->first[j] || x->group[j] != PLENTY ? FAR : 0;
		x->price[1][j] = sum == x->first[j] || x->group[j] != SHORT ? FAR : 0;
		if (k->kept)
			x->price[2][j] = sum == x->first[j] || x->group[j] != KEPT ? FAR : 0;
	}
	x->first[c->m] = (uint32_t)sum;
	x->first[c->m + 1] = (uint32_t)(sum + outside);
	x->group[c->m] = SHORT;
	x->price[0][c->m] = FAR;
	x->price[1][c->m] = outside ? 0 : FAR;
	x->place = ARENA_ARRAY(mem, struct place, sum + outside + AHEAD + 1);
	for (size_t at = 0; at < sum + outside; at++)
		x->place[at].holder = NOBODY;
	return seats - plenty;
}

static int
by_worth(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

static int64_t
best_worth(const struct auction *x, size_t i)
{
	const struct core *c = x->c;
	int64_t best = -2 * FAR;

	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		int64_t v = bid_worth(x, c->arcs[a].score);

		best = v > best ? v : best;
	}
	return best;
}

/* Of the spread, what the seats of mentor j may begin below the others: more, the fewer there are who could have him.
 * Where they are hardly more than his seats, all others would have to rise a long way until somebody turns to him. */
static int64_t
discount(const struct auction *x, const struct counting *k, size_t j)
{
	int64_t seats = x->first[j + 1] - x->first[j], wanted = (int64_t)k->wanted[j] + 1;

	return 3 * seats >= wanted ? x->spread / 2 : x->spread / wanted * seats * 3 / 2;
}

/* Where seats are short, their prices end near what the last who gets one would pay for his best: starting a bit
 * below saves most of the way. A guess, from some of those concerned. */
static void
guess_prices(struct arena *mem, struct auction *x, const struct counting *k)
{
	const struct core *c = x->c;
	size_t outside = x->first[c->m + 1] - x->first[c->m], members = 0, n = 0;
	int64_t *best = ARENA_ARRAY(mem, int64_t, c->n / ONE_OF + 1), lowest, p;

	for (size_t i = 0; i < c->n; i++)
		if (x->line[i].group == SHORT && x->line[i].bound == FAR && members++ % ONE_OF == 0)
			best[n++] = best_worth(x, i);
	if (!n || !outside)
		return;
	qsort(best, n, sizeof *best, by_worth);
	lowest = bid_worth(x, (int32_t)c->lowest);
	p = best[(n - 1) * outside / members];
	p -= (p - lowest) / 10;
	for (size_t j = 0; j < c->m; j++) {
		if (x->group[j] != SHORT || x->first[j] == x->first[j + 1])
			continue;
		x->price[1][j] = p - discount(x, k, j);
		for (size_t at = x->first[j]; at < x->first[j + 1]; at++)
			x->place[at].key = x->price[1][j] * 2;
	}
}

static bool
for_dummies(const struct auction *x, size_t j)
{
	size_t first = x->first[j] + (x->reserved ? (size_t)x->reserved[j] : 0);

	return x->group[j] != SHORT && first < x->first[j + 1];
}

/* Who is content at the prices of the moment, by mentee: no turn touches another's line. */
static void
ask_content(void *arg, size_t from, size_t to)
{
	struct auction *x = arg;

	for (size_t i = from; i < to; i++)
		if (x->line[i].at >= 0)
			x->line[i].content = bid_is_content(x, (int32_t)i);
}

static void
learn_all(void *arg, size_t from, size_t to)
{
	struct auction *x = arg;

	for (size_t i = from; i < to; i++)
		if (x->line[i].bound == FAR)
			bid_learn(x, (int32_t)i);
}

/* Everybody who is not content any more gives his place up. */
static void
begin_phase(struct auction *x, size_t dummies)
{
	int64_t cheapest = FAR;

	split_run(x->threads, x->c->n, ask_content, x);
	x->n_cheap = 0;
	for (size_t j = 0; j < x->n_mentors; j++)
		if (for_dummies(x, j) && bid_dummy_price(x, j) < cheapest)
			cheapest = bid_dummy_price(x, j);
	x->dummies_waiting = dummies;
	for (size_t j = 0; j < x->n_mentors; j++) {
		int64_t price, of_dummies;

		if (x->first[j] == x->first[j + 1])
			continue;
		of_dummies = price = place_price(x, j);
		/* Where they hold all they may, nobody else looks at what they pay. */
		if (is_full_of_dummies(x, j) && price < cheapest)
			of_dummies = cheapest;
		for (size_t at = x->first[j]; at < x->first[j + 1]; at++) {
			struct place *p = &x->place[at];

			if (p[AHEAD].holder >= 0)
				__builtin_prefetch(&x->line[p[AHEAD].holder]);
			if (p->holder == DUMMY && of_dummies > cheapest + x->epsilon) {
				p->holder = NOBODY;
				if (x->reserved)
					x->dummies[j]--;
			} else if (p->holder >= 0 && !x->line[p->holder].content) {
				x->queue[x->waiting++] = p->holder;
				x->line[p->holder].at = NOBODY;
				p->holder = NOBODY;
			}
			x->dummies_waiting -= p->holder == DUMMY;
			p->key = (p->holder == DUMMY ? of_dummies : price) * 2 +
				 (p->holder != NOBODY);
		}
		bid_order_places(x, j);
		if (for_dummies(x, j))
			x->cheap[x->n_cheap++] = (struct cheap){ of_dummies, (int32_t)j };
	}
}

static int
by_price(const void *left, const void *right)
{
	const struct cheap *a = left, *b = right;

	if (a->price != b->price)
		return a->price < b->price ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* Phases until epsilon is no more than that; it is 1 at the end. */
static bool
run_phases(struct auction *x, size_t dummies, size_t people, int64_t until)
{
	const struct assign_problem *p = x->c->p;
	size_t phases = 1;

	for (int64_t e = x->spread / FIRST; e > 1; e /= SHRINK)
		phases++;
	while (!x->done || x->epsilon > until) {
		int64_t shrink;
		bool last;

		shrink = x->near && !dummies && x->epsilon < x->unit ? LEAP : SHRINK;
		x->epsilon = x->done ? x->epsilon / shrink + 1 : x->spread / FIRST + 1;
		last = x->epsilon <= 2;
		x->epsilon = last ? 1 : x->epsilon;
		x->patience = x->done || last ? 0 : PATIENCE * x->c->n;
		x->head = 0;
		if (x->done)
			begin_phase(x, dummies);
		if (x->n_cheap)
			qsort(x->cheap, x->n_cheap, sizeof *x->cheap, by_price);
		if (stopped(x->c) || !bid_all(x))
			return false;
		x->done += x->done < phases;
		if (p->progress)
			p->progress(p->progress_arg, people * x->done / (phases + 1), people);
	}
	return true;
}

/*
 * Prices of a group in whole units. At epsilon 1, what anybody holds is within 1 of his best. There are
 * fewer prices than half the parts of a unit, so some part x is the remainder of a price while x - 1 is
 * not. Rounding down to x plus a multiple of the unit then moves no two prices against each other by
 * more than unit - 2, so being within 1 becomes being within less than a unit: with whole numbers, equal.
 */
static bool
round_group(struct arena *work, struct auction *x, int group, int64_t level)
{
	struct core *c = x->c;
	uint64_t mask = (uint64_t)x->unit - 1, cut = 0;
	uint8_t *used = ARENA_ARRAY(work, uint8_t, (size_t)x->unit);
	int64_t zero = INT64_MAX, most = 0;

	if (level < FAR)
		used[(uint64_t)level & mask] = 1;
	for (size_t j = 0; j < x->n_mentors; j++)
		if (x->group[j] == group && x->first[j] < x->first[j + 1])
			used[(uint64_t)place_price(x, j) & mask] = 1;
	while (cut < mask && (!used[cut] || used[(cut - 1) & mask]))
		cut++;
#define ROUNDED(p) (((p) - (int64_t)cut) & ~(int64_t)mask)
	for (size_t j = 0; j < x->n_mentors; j++)
		if (x->group[j] == group && x->first[j] < x->first[j + 1] &&
			ROUNDED(place_price(x, j)) < zero)
			zero = ROUNDED(place_price(x, j));
	if (level < FAR)
		zero = ROUNDED(level);
	for (size_t j = 0; j < c->m; j++) {
		int64_t points;

		if (x->group[j] != group || x->first[j] == x->first[j + 1])
			continue;
		points = (ROUNDED(place_price(x, j)) - zero) / x->unit;
		c->price[j] = points + (group == SHORT ? c->bonus : group == KEPT ? -c->quota : 0);
		most = points < -most ? -points : points > most ? points : most;
	}
#undef ROUNDED
	return !x->price[2] || most < c->quota / 4;
}

/* What a seat in a group costs a dummy; FAR if none can have one. */
static int64_t
dummy_level(const struct auction *x, int group)
{
	int64_t level = FAR;

	for (size_t j = 0; j < x->n_mentors; j++)
		if (x->group[j] == group && for_dummies(x, j) && bid_dummy_price(x, j) < level)
			level = bid_dummy_price(x, j);
	return level;
}

/* False if prices are out of range. */
static bool
finish(struct arena *work, struct auction *x, uint64_t *taken)
{
	struct core *c = x->c;
	bool fine = round_group(work, x, PLENTY, dummy_level(x, PLENTY));

	if (x->first[c->m] < x->first[c->m + 1])
		fine &= round_group(work, x, SHORT, place_price(x, c->m));
	if (x->price[2])
		fine &= round_group(work, x, KEPT, dummy_level(x, KEPT));
	for (size_t i = 0; i < c->n; i++) {
		size_t a;

		if (i + AHEAD < c->n)
			bid_fetch_arcs(x, i + AHEAD);
		if (x->line[i].at < 0 || (size_t)x->line[i].at == c->m)
			continue;
		a = arc_to(c, i, x->line[i].at);
		taken[a / 64] |= UINT64_C(1) << a % 64;
	}
	return fine;
}

/*
 * Dummies hold all seats that stay free at one price, so the more there are, the more they have to do with each
 * other. Where nobody must stay outside and a good part of all seats stays free, hardly any mentee is in another's
 * way: one round of bids that need no epsilon serves nearly all, and paths the rest.
 */
static bool
is_rich(const struct auction *x, size_t dummies, size_t people)
{
	const struct core *c = x->c;
	size_t kept = 0; /* for those of a quota, which paths would have to fill one by one */

	for (size_t j = 0; x->reserved && j < c->m; j++)
		kept += (size_t)x->reserved[j];
	return kept <= people / 4 * 3 && x->first[c->m] == x->first[c->m + 1] &&
	       dummies >= people / RICH && c->bonus < (assign_value)FAR / 1024;
}

/*
 * Where points are few, the small steps of an auction are a long talk about who of many equals goes where. A path sees
 * at once that they are equal. So once epsilon is a point, and again when it is a small part of one, paths are asked;
 * if they do not end soon, the auction goes on.
 */
static enum auction_end
auction_or_paths(
	struct arena *mem, struct auction *x, size_t dummies, size_t people, uint64_t *taken)
{
	static const int64_t parts[] = { 1, 32 };
	const struct core *c = x->c;

	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		enum auction_end end;

		if (!run_phases(x, dummies, people, x->unit / parts[k]))
			return x->out_of_range ? AUCTION_UNABLE : AUCTION_STOPPED;
		if (!finish(mem, x, taken))
			return AUCTION_UNABLE;
		if (x->epsilon == 1)
			return AUCTION_DONE;
		end = assign_resume(x->c, taken, k ? c->n : c->n / EARLY);
		if (end != AUCTION_UNABLE)
			return end;
		memset(taken, 0, (c->first[c->n] / 64 + 1) * sizeof *taken);
	}
	if (!run_phases(x, dummies, people, 1))
		return x->out_of_range ? AUCTION_UNABLE : AUCTION_STOPPED;
	return finish(mem, x, taken) ? AUCTION_DONE : AUCTION_UNABLE;
}

static bool
has_few_points(const struct core *c)
{
	return c->highest - c->lowest < FEW_POINTS && c->bonus < (assign_value)FAR / 1024;
}

enum auction_end
assign_auction(struct arena *mem, struct core *c, const struct counting *k, uint64_t *taken)
{
	struct auction x = { .c = c, .n_mentors = c->m + 1, .ring = c->n };
	size_t dummies, people;

	if (c->wide || !c->first[c->n] || !set_scale(&x))
		return AUCTION_UNABLE;
	x.near = c->n < NEAR;
	x.wide = bid_can_be_wide();
	x.threads = c->p->threads ? c->p->threads : c->n >= WORTH_TWO ? 2 : 1;
	x.line = ARENA_ARRAY(mem, struct line, c->n);
	x.price[0] = ARENA_ARRAY(mem, int64_t, c->m + 2);
	x.price[1] = ARENA_ARRAY(mem, int64_t, c->m + 2);
	x.price[0][c->m + 1] = x.price[1][c->m + 1] = FAR;
	x.group = ARENA_ARRAY(mem, uint8_t, c->m + 1);
	x.first = ARENA_ARRAY(mem, uint32_t, c->m + 2);
	x.cheap = ARENA_ARRAY(mem, struct cheap, c->m + 1);
	x.queue = ARENA_ARRAY(mem, int32_t, c->n);
	dummies = set_up_groups(mem, &x, k);
	guess_prices(mem, &x, k);
	people = x.waiting;
	for (size_t j = 0; j < x.n_mentors; j++)
		if (for_dummies(&x, j))
			x.cheap[x.n_cheap++] = (struct cheap){ 0, (int32_t)j };
	x.dummies_waiting = dummies;
	split_run(x.threads, c->n, learn_all, &x);
	if (people && is_rich(&x, dummies, people)) {
		people = bid_rows(&x, PATIENCE * people);
		return !finish(mem, &x, taken) ? AUCTION_UNABLE
		       : people || x.reserved  ? AUCTION_NEARLY
					       : AUCTION_DONE;
	}
	if (people && has_few_points(c))
		return auction_or_paths(mem, &x, dummies, people, taken);
	if (people && !run_phases(&x, dummies, people, 1))
		return x.out_of_range ? AUCTION_UNABLE : AUCTION_STOPPED;
	return finish(mem, &x, taken) ? AUCTION_DONE : AUCTION_UNABLE;
}
