/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the highest floor under the scores of all pairs made, with as many pairs as possible (and the quota).
 *
 * Method: a threshold search (Gross, "The bottleneck assignment problem", 1959): is the count the same without the
 * pairs below? Each question but the first is a maximum matching that starts from an earlier one (in the way of Gabow and
 * Tarjan, "Algorithms for two bottleneck optimization problems", 1988), and each answer says more than was
 * asked. Yes: the floor is at least the lowest pair that was made. No: the mentees whom the last search reached have
 * too few seats, and only a pair from them to a seat that it did not reach can help (König, 1931; Punnen and Nair,
 * 1994), so the floor is at most the best of these pairs. The prices of that search prove it. With several mentors for
 * a mentee, or a quota, the questions are answered by paths.
 *
 * Cost: a few maximum matchings, log(scores) at worst.
 */
#include "solver/assign_count.h"

#include <string.h>

#define TRIES 1 /* of the highest floor that could be, before the rest is halved */

/* A copy with the arcs of at least that score, all worth the same where there are only counts to tell. */
static struct core
above(struct arena *work, const struct core *c, int64_t floor, bool only_count)
{
	size_t n = 0, *first = ARENA_ARRAY(work, size_t, c->n + 1), most = c->first[c->n];
	struct assign_arc *arcs = ARENA_ARRAY(work, struct assign_arc, most);
	int64_t *wide = c->wide && !only_count ? ARENA_ARRAY(work, int64_t, most) : NULL;
	struct core d = *c;

	for (size_t i = 0; i < c->n; i++) {
		first[i] = n;
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			if (arc_score(c, a) < floor)
				continue;
			if (wide)
				wide[n] = c->wide[a];
			arcs[n++] = c->arcs[a];
		}
	}
	first[c->n] = n;
	d.first = first;
	d.arcs = arcs;
	d.wide = wide;
	if (only_count)
		d.weight = 0;
	return d;
}

/* ---- one mentor each, no quota ---- */

struct threshold {
	const struct core *c;
	struct core d; /* with the pairs of the question */
	size_t *first; /* of d */
	struct assign_arc *arcs;
	size_t want;		/* pairs that there must be */
	assign_value low, high; /* low holds; none above high does */
	assign_value *short_of; /* prices that prove it, where high was lowered */
	struct assign_pair
		*pair; /* [n_pair] of the last question, for the next one to start from */
	size_t n_pair;
};

/* The pairs of at least that score, among which the question is asked. */
static void
choose_above(struct threshold *t, assign_value floor)
{
	const struct core *c = t->c;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		t->first[i] = n;
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			t->arcs[n] = c->arcs[a];
			n += arc_score(c, a) >= floor;
		}
	}
	t->first[c->n] = n;
}

/* Is mentee i one of those whom the last search reached? */
static bool
is_reached(const struct counting *k, size_t i)
{
	return k->mate[i] == NONE ? k->c->wants[i] > 0
				  : k->level[k->c->arcs[k->mate[i]].mentor] > 0;
}

/* Keeps the pairs that were made; returns the lowest score of them. */
static assign_value
keep_pairs(struct threshold *t, const struct counting *k)
{
	const struct core *c = t->c;
	assign_value lowest = (assign_value)c->highest + 1;

	t->n_pair = 0;
	for (size_t i = 0; i < c->n; i++) {
		int32_t j;
		int64_t score;

		if (k->mate[i] == NONE)
			continue;
		j = k->c->arcs[k->mate[i]].mentor;
		score = arc_score(c, arc_to(c, i, j));
		lowest = score < lowest ? score : lowest;
		t->pair[t->n_pair++] = (struct assign_pair){ (int32_t)i, j, score };
	}
	return lowest;
}

/* The best pair from somebody who was reached to a seat that was not. */
static assign_value
best_way_out(const struct threshold *t, const struct counting *k)
{
	const struct core *c = t->c;
	assign_value best = (assign_value)c->lowest - 1;

	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i]; a < c->first[i + 1] && is_reached(k, i); a++) {
			int32_t j = c->arcs[a].mentor;

			if (arc_score(c, a) > best && !k->level[j] && c->seats[j])
				best = arc_score(c, a);
		}
	return best;
}

/*
 * What no floor can be above, as seen from the classes of Dulmage and Mendelsohn: where seats are short, each of them
 * is taken; where they are not, everybody has somebody. So of the pairs of a short mentor as many must stay as he has
 * places, and one of each mentee of the others. Whoever lacks them at one floor alone decides about all lower ones;
 * after the first such floor nobody else's pairs are looked at.
 */
struct bound {
	const struct threshold *t;
	const struct counting *k;
	uint32_t *least,
		*have; /* [m mentors, then n mentees]; least is 0 for those who decide nothing */
	struct deciding {
		uint32_t who, arc;
	} * list; /* NULL: all pairs */
	size_t n;
};

#define NOT_ASKED UINT32_MAX

/* For whom a pair of mentee i counts. */
static inline uint32_t
who_asks(const struct bound *b, size_t i, bool reached, int32_t j)
{
	if (reached != (b->k->level[j] > 0))
		return NOT_ASKED;
	return reached ? (uint32_t)j : (uint32_t)(b->t->c->m + i);
}

static void
set_up_bound(struct arena *work, struct bound *b)
{
	const struct core *c = b->t->c;
	const struct counting *k = b->k;

	b->least = ARENA_ARRAY(work, uint32_t, c->m + c->n);
	b->have = ARENA_ARRAY(work, uint32_t, c->m + c->n);
	for (size_t j = 0; j < c->m; j++)
		b->least[j] = k->level[j] ? (uint32_t)(k->start[j + 1] - k->start[j]) : 0;
	for (size_t i = 0; i < c->n; i++)
		b->least[c->m + i] = !is_reached(k, i) && k->mate[i] != NONE;
}

/* Has everybody what he needs at that floor? */
static bool
could_be(const struct bound *b, assign_value floor)
{
	const struct core *c = b->t->c;
	bool could = true;

	memset(b->have, 0, (c->m + c->n) * sizeof *b->have);
	for (size_t x = 0; x < b->n; x++)
		b->have[b->list[x].who] += arc_score(c, b->list[x].arc) >= floor;
	for (size_t i = 0; i < c->n && !b->list; i++) {
		bool reached = is_reached(b->k, i);

		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			uint32_t who;

			if (arc_score(c, a) < floor)
				continue;
			who = who_asks(b, i, reached, c->arcs[a].mentor);
			if (who != NOT_ASKED)
				b->have[who]++;
			if (who != NOT_ASKED && !reached)
				break;
		}
	}
	for (size_t who = 0; who < c->m + c->n; who++)
		could &= b->have[who] >= b->least[who];
	return could;
}

/* From now on those decide who lack something. */
static void
keep_lacking(struct arena *work, struct bound *b)
{
	const struct core *c = b->t->c;
	size_t pairs = 0, n = 0;

	for (size_t who = 0; who < c->m + c->n; who++) {
		if (b->have[who] >= b->least[who])
			b->least[who] = 0;
		else
			pairs += who < c->m ? b->k->wanted[who]
					    : c->first[who - c->m + 1] - c->first[who - c->m];
	}
	if (!b->list) {
		b->list = ARENA_ARRAY(work, struct deciding, pairs + 1);
		for (size_t i = 0; i < c->n; i++) {
			bool reached = is_reached(b->k, i);

			for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
				uint32_t who = who_asks(b, i, reached, c->arcs[a].mentor);

				if (who != NOT_ASKED && b->least[who])
					b->list[n++] = (struct deciding){ who, (uint32_t)a };
			}
		}
	} else {
		for (size_t x = 0; x < b->n; x++)
			if (b->least[b->list[x].who])
				b->list[n++] = b->list[x];
	}
	b->n = n;
}

static void
cover(const struct core *c, const struct counting *k, assign_value *price)
{
	for (size_t j = 0; j < c->m; j++)
		price[j] = k->level[j] ? c->bonus : 0;
}

/* Lowers high to what could be. If the count falls short of that, the classes prove it: whose seats cannot all be
 * taken any more costs nothing, and those few who still could take one pay for it. */
static void
lower_high(struct threshold *t, const struct counting *k)
{
	struct arena *work = arena_new(0);
	struct bound b = { .t = t, .k = k };
	assign_value low = t->low, high = t->high + 1;

	set_up_bound(work, &b);
	while (high - low > 1) {
		assign_value middle = low + (high - low) / 2;

		if (could_be(&b, middle)) {
			low = middle;
		} else {
			high = middle;
			keep_lacking(work, &b);
		}
	}
	t->high = low;
	cover(t->c, k, t->short_of);
	for (size_t j = 0; j < t->c->m; j++)
		if (b.least[j]) /* lacks something at low + 1 */
			t->short_of[j] = 0;
	arena_free(work);
}

/* Are there as many pairs without those below `floor`? Sets low or high accordingly. False if stopped. */
static bool
ask(struct threshold *t, assign_value floor)
{
	struct arena *step = arena_new(0);
	struct counting k;
	bool done;

	choose_above(t, floor);
	count_set_up(step, &t->d, &k);
	count_take(&k, t->pair, t->n_pair);
	count_greedy(step, &k);
	done = count_maximum(&k);
	if (done) {
		assign_value lowest = keep_pairs(t, &k);

		if (k.count == t->want) {
			t->low = lowest;
		} else {
			t->high = best_way_out(t, &k);
			cover(t->c, &k, t->short_of);
		}
	}
	arena_free(step);
	return done;
}

/* Leaves the arcs from the floor on, in the place of those of the last question, and the pairs of its answer. */
static void
keep_above(struct arena *work, struct threshold *t, struct core *c)
{
	if (c->wide) {
		*c = above(work, c, (int64_t)t->low, false);
		return;
	}
	choose_above(t, t->low);
	c->first = t->first;
	c->arcs = t->arcs;
	c->known = t->pair;
	c->n_known = t->n_pair;
}

/* The highest floor, and the prices that prove it; leaves out the arcs below. False if stopped. */
static bool
raise_by_counts(struct arena *work, struct core *c, struct assign_proof *proof, assign_value *ret)
{
	size_t arcs = c->first[c->n];
	struct threshold t = { .c = c,
		.d = *c,
		.first = ARENA_ARRAY(work, size_t, c->n + 1),
		.arcs = ARENA_ARRAY(work, struct assign_arc, arcs),
		.pair = ARENA_ARRAY(work, struct assign_pair, c->n),
		.short_of = proof->short_of };
	struct counting k;
	int tries = 0;

	t.d.first = t.first;
	t.d.arcs = t.arcs;
	t.d.wide = NULL;
	count_set_up(work, c, &k);
	count_greedy(work, &k);
	if (!count_maximum(&k))
		return false;
	cover(c, &k, proof->enough);
	t.want = k.count;
	t.low = keep_pairs(&t, &k);
	/* These pairs took no notice of a floor: those that stay would be in the way of a fresh start. */
	t.n_pair = 0;
	*ret = (assign_value)c->lowest - 1;
	if (!t.want)
		return true;
	t.high = c->highest;
	lower_high(&t, &k);
	while (t.low < t.high) {
		/* Usually the bound is right, or nearly. */
		if (!ask(&t, tries++ < TRIES ? t.high : t.low + (t.high - t.low + 1) / 2))
			return false;
	}
	*ret = t.low;
	keep_above(work, &t, c);
	return true;
}

/* ---- several mentors, or a quota ---- */

/* What the count (and quota) are worth with the arcs from floor on; the prices that prove it. */
static bool
worth_above(struct arena *work, const struct core *c, int64_t floor, assign_value *price,
	assign_value *ret)
{
	struct core d = above(work, c, floor, true);
	uint64_t *taken;
	int32_t *load;

	*ret = 0;
	memset(price, 0, c->m * sizeof *price);
	d.price = price;
	d.gain = ARENA_ARRAY(work, assign_value, c->n);
	taken = ARENA_ARRAY(work, uint64_t, d.first[d.n] / 64 + 1);
	load = ARENA_ARRAY(work, int32_t, c->m);
	if (!assign_path(work, &d, taken))
		return false;
	for (size_t a = 0; a < d.first[d.n]; a++)
		if (is_taken(taken, a)) {
			int32_t j = d.arcs[a].mentor;

			*ret += c->bonus + (load[j]++ < c->lower[j] ? c->quota : 0);
		}
	return true;
}

/* The scores that stand next to a floor: the highest below it, and the lowest that is not. */
static void
around(const struct core *c, assign_value floor, assign_value *ret_below, assign_value *ret_above)
{
	assign_value below = (assign_value)c->lowest - 1, above = (assign_value)c->highest + 1;

	for (size_t a = 0; a < c->first[c->n]; a++) {
		int64_t score = arc_score(c, a);

		if (score < floor)
			below = score > below ? score : below;
		else
			above = score < above ? score : above;
	}
	*ret_below = below;
	*ret_above = above;
}

/* Low is a good floor and a score of some pair, high is not a good one. */
static bool
bisect_worth(struct arena *work, const struct core *c, assign_value want, assign_value *low,
	assign_value *short_of)
{
	assign_value *price = ARENA_ARRAY(work, assign_value, c->m), got, below, above;
	assign_value high = (assign_value)c->highest + 1;

	while (high - *low > 1) {
		assign_value middle = *low + (high - *low) / 2;
		struct arena *step;
		bool done;

		around(c, middle, &below, &above);
		if (above >= high) { /* the same pairs as with high */
			high = below + 1;
			continue;
		}
		step = arena_new(0);
		done = worth_above(step, c, (int64_t)above, price, &got);
		arena_free(step);
		if (!done)
			return false;
		if (got == want) {
			*low = above;
		} else {
			high = below + 1;
			memcpy(short_of, price, c->m * sizeof *price);
		}
	}
	return true;
}

static bool
raise_by_worth(struct arena *work, struct core *c, struct assign_proof *proof, assign_value *ret)
{
	assign_value want, low = c->lowest;

	*ret = low - 1;
	if (!worth_above(work, c, INT64_MIN, proof->enough, &want))
		return false;
	if (!want)
		return true;
	if (!bisect_worth(work, c, want, &low, proof->short_of))
		return false;
	*ret = low;
	*c = above(work, c, (int64_t)low, false);
	return true;
}

bool
assign_raise_floor(
	struct arena *mem, struct arena *work, struct core *c, struct assign_proof *proof)
{
	assign_value floor;
	bool done;

	proof->enough = ARENA_ARRAY(mem, assign_value, c->m);
	proof->short_of = ARENA_ARRAY(mem, assign_value, c->m);
	done = c->single && !c->p->quota ? raise_by_counts(work, c, proof, &floor)
					 : raise_by_worth(work, c, proof, &floor);
	if (!done || floor < c->lowest)
		return done;
	proof->floor = (int64_t)floor;
	return true;
}
