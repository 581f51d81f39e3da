/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/assign_auction.h"
#include "solver/resident_core.h"

#include <stdlib.h>
#include <string.h>

#define WARM 1 /* steps for each mentee, after which it is quicker to solve from nothing */

size_t
count_taken(const struct core *c, const uint64_t *taken)
{
	size_t n = 0, words = c->first[c->n] / 64 + 1;

	for (size_t k = 0; k < words; k++)
		n += (size_t)__builtin_popcountll(taken[k]);
	return n;
}

static int
by_people(const void *left, const void *right)
{
	const struct assign_pair *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static void
add_pins(struct assign_result *r, const struct assign_problem *p)
{
	if (!p->n_pins)
		return;
	memcpy(r->pairs + r->count, p->pins, p->n_pins * sizeof *p->pins);
	r->count += p->n_pins;
	qsort(r->pairs, r->count, sizeof *r->pairs, by_people);
}

static size_t
count_shortfall(struct arena *work, const struct assign_problem *p, const struct assign_result *r)
{
	int32_t *load = ARENA_ARRAY(work, int32_t, p->n_mentors);
	size_t sum = 0;

	for (size_t k = 0; k < r->count; k++)
		load[r->pairs[k].mentor]++;
	for (size_t j = 0; p->quota && p->lower && j < p->n_mentors; j++)
		if (load[j] < p->lower[j])
			sum += (size_t)(p->lower[j] - load[j]);
	return sum;
}

/* What a mentee gains at least from one of the places he wants. */
static assign_value
least_gain(const struct core *c, const struct assign_pair *pairs, size_t n, int32_t wanted)
{
	assign_value least = 0;

	if (n < (size_t)wanted)
		return 0;
	for (size_t k = 0; k < n; k++) {
		assign_value g = c->weight * pairs[k].score + c->bonus - c->price[pairs[k].mentor];

		least = k && least < g ? least : g;
	}
	return least;
}

/* False if the total does not fit. */
static bool
report(struct arena *mem, struct arena *work, const struct core *c, const uint64_t *taken,
	struct assign_result *r)
{
	const struct assign_problem *p = c->p;
	assign_value total = 0;

	r->pairs = ARENA_ARRAY(mem, struct assign_pair, p->n_pins + count_taken(c, taken));
	r->mentor = ARENA_ARRAY(mem, int32_t, c->n);
	r->points = ARENA_ARRAY(mem, int64_t, c->n);
	for (size_t i = 0; i < c->n; i++) {
		size_t before = r->count;

		r->mentor[i] = -1;
		for (size_t a = next_taken(taken, c->first[i], c->first[i + 1]);
			a < c->first[i + 1]; a = next_taken(taken, a + 1, c->first[i + 1]))
			r->pairs[r->count++] = (struct assign_pair){ (int32_t)i, c->arcs[a].mentor,
				arc_score(c, a) };
		c->gain[i] = least_gain(c, &r->pairs[before], r->count - before, c->wants[i]);
	}
	add_pins(r, p);
	for (size_t k = r->count; k-- > 0;) {
		r->mentor[r->pairs[k].mentee] = r->pairs[k].mentor;
		r->points[r->pairs[k].mentee] = r->pairs[k].score;
		total += r->pairs[k].score;
	}
	r->shortfall = count_shortfall(work, p, r);
	r->score = (int64_t)total;
	r->proof.weight = c->weight;
	r->proof.bonus = c->bonus;
	r->proof.quota = c->quota;
	r->proof.mentee = c->gain;
	r->proof.mentor = c->price;
	return r->score == total;
}

static int32_t *
loads(struct arena *work, const struct core *c, const uint64_t *taken)
{
	int32_t *load = ARENA_ARRAY(work, int32_t, c->m);
	size_t n = c->first[c->n];

	for (size_t a = next_taken(taken, 0, n); a < n; a = next_taken(taken, a + 1, n))
		load[c->arcs[a].mentor]++;
	return load;
}

/* An answer that was found without regard to lower numbers is the best with them too if it meets them
 * all, and its prices prove that as well. */
static bool
lower_is_met(struct arena *work, const struct core *c, const uint64_t *taken)
{
	const int32_t *load = loads(work, c, taken);

	for (size_t j = 0; j < c->m; j++)
		if (load[j] < c->lower[j])
			return false;
	return true;
}

/* One mentor for everybody who wants some: counts first, and then the auction. */
static enum auction_end
solve_single(struct arena *work, struct core *c, uint64_t *taken)
{
	struct counting k;

	count_set_up(work, c, &k);
	count_take(&k, c->known, c->n_known);
	count_take(&k, c->p->start, c->p->n_start);
	count_greedy(work, &k);
	if (!count_maximum(&k) || (c->p->quota && !count_quota(work, &k)))
		return AUCTION_STOPPED;
	return assign_auction(work, c, &k, taken);
}

/* The same without regard to several mentors, quota, or pairs that are better not made: nearly the answer, and
 * the prices mean the same but for those. */
static enum auction_end
solve_nearly(struct arena *work, const struct core *c, uint64_t *taken)
{
	struct assign_problem p = *c->p;
	struct core one = *c;
	struct aim_size s = { .places = 1, .lower = 1, .most = c->highest };
	enum auction_end end;

	if (-(assign_value)c->lowest > s.most)
		s.most = -(assign_value)c->lowest;
	s.people = 2 * (assign_value)(c->n + c->m) + 2;
	p.aim = ASSIGN_EVERYONE;
	p.quota = false;
	one.p = &p;
	one.single = true;
	one.wants = ARENA_ARRAY(work, int32_t, c->n);
	one.price = ARENA_ARRAY(work, assign_value, c->m);
	for (size_t i = 0; i < c->n; i++)
		one.wants[i] = c->wants[i] > 0;
	if (!assign_weigh(p.aim, false, &s, &one.weight, &one.bonus, &one.quota))
		return AUCTION_UNABLE;
	end = solve_single(work, &one, taken);
	for (size_t j = 0; j < c->m; j++) {
		struct parts x = resident_parts(one.price[j], one.weight, one.bonus, 0);

		c->price[j] = x.count * c->bonus + x.points * c->weight;
	}
	return end;
}

/* With two pairs for each mentee or fewer, what follows from a choice is a chain: an auction sends the
 * news along it again and again, a path goes along it once. */
static bool
is_thin(const struct core *c)
{
	return c->first[c->n] <= 2 * c->n;
}

/* Does mentee i have what suits him best at these prices? */
static bool
suits(const struct core *c, const uint64_t *taken, size_t i)
{
	assign_value has = 0, best = 0;

	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		assign_value g = arc_worth(c, a) - c->price[c->arcs[a].mentor];

		if (is_taken(taken, a))
			has = g;
		else if (g > best && c->seats[c->arcs[a].mentor] && c->wants[i])
			best = g;
	}
	return has >= best;
}

/* Is the nearly best answer the best one? */
static bool
fits_already(struct arena *work, const struct core *c, const uint64_t *taken)
{
	const int32_t *load = loads(work, c, taken);

	if (!c->single || (c->p->quota && !lower_is_met(work, c, taken)))
		return false;
	for (size_t j = 0; j < c->m; j++)
		if (c->price[j] < 0 || (c->price[j] > 0 && load[j] < c->seats[j]))
			return false;
	for (size_t i = 0; i < c->n; i++)
		if (!suits(c, taken, i))
			return false;
	return true;
}

bool
assign_plain(struct arena *work, struct core *c, uint64_t *taken)
{
	bool nearly = !c->single || c->p->aim == ASSIGN_FIT;
	enum auction_end end;

	if (assign_warm(work, c, taken) &&
		(end = assign_resume(c, taken, WARM * c->n)) != AUCTION_UNABLE)
		return end == AUCTION_DONE;
	if (c->p->n_start)
		memset(taken, 0, (c->first[c->n] / 64 + 1) * sizeof *taken);
	end = is_thin(c) ? AUCTION_DONE
	      : nearly	 ? solve_nearly(work, c, taken)
			 : solve_single(work, c, taken);
	if (end == AUCTION_NEARLY)
		end = assign_resume(c, taken, SIZE_MAX);
	else if (end == AUCTION_DONE && (is_thin(c) || (nearly && !fits_already(work, c, taken))))
		end = assign_resume(c, taken, SIZE_MAX);
	if (end != AUCTION_UNABLE)
		return end == AUCTION_DONE;
	memset(taken, 0, (c->first[c->n] / 64 + 1) * sizeof *taken);
	return assign_path(work, c, taken);
}

static bool
solve(struct arena *mem, struct arena *work, struct core *c, struct assign_result *r,
	uint64_t **ret_taken)
{
	if (c->p->fair == ASSIGN_BOTTLENECK && !assign_raise_floor(mem, work, c, &r->proof))
		return false;
	*ret_taken = ARENA_ARRAY(work, uint64_t, c->first[c->n] / 64 + 1);
	if (c->p->fair == ASSIGN_LEXIMIN)
		return assign_leximin(mem, work, c, &r->proof, *ret_taken);
	return assign_plain(work, c, *ret_taken);
}

enum assign_status
assign_solve(struct arena *mem, const struct assign_problem *p, struct assign_result *ret)
{
	struct arena *work = arena_new(1 << 16);
	struct assign_result r = { .proof.floor = INT64_MIN };
	struct core c;
	enum assign_status status = assign_prepare(work, p, &c);
	uint64_t *taken;

	if (status == ASSIGN_OK && p->fair != ASSIGN_PLAIN &&
		(p->aim == ASSIGN_FIT || (p->fair == ASSIGN_LEXIMIN && !c.single)))
		status = ASSIGN_NOT_FAIR;
	if (status == ASSIGN_OK) {
		c.gain = ARENA_ARRAY(mem, assign_value, c.n);
		c.price = ARENA_ARRAY(mem, assign_value, c.m);
		if (!solve(mem, work, &c, &r, &taken))
			status = ASSIGN_STOPPED;
		else if (!report(mem, work, &c, taken, &r))
			status = ASSIGN_TOO_LARGE;
	}
	if (status == ASSIGN_OK) {
		if (p->progress)
			p->progress(p->progress_arg, p->n_mentees, p->n_mentees);
		*ret = r;
	}
	arena_free(work);
	return status;
}

const char *
assign_status_text(enum assign_status s)
{
	switch (s) {
	case ASSIGN_OK:
		return "The best answer was found.";
	case ASSIGN_STOPPED:
		return "The search was stopped.";
	case ASSIGN_TOO_MANY:
		return "There are more people than can be matched at once.";
	case ASSIGN_BAD_CAPACITY:
		return "A number of places is negative, or a lower number above it.";
	case ASSIGN_BAD_ID:
		return "A pair names somebody who does not take part.";
	case ASSIGN_PIN_TWICE:
		return "A mentee is pinned to more mentors than he wants.";
	case ASSIGN_PIN_FULL:
		return "More mentees are pinned to a mentor than there are places.";
	case ASSIGN_PIN_BANNED:
		return "A pair is both pinned and forbidden.";
	case ASSIGN_NOT_FAIR:
		return "Fairness goes with as many pairs as possible, and leximin with one mentor "
		       "each.";
	case ASSIGN_TOO_LARGE:
		return "The points are so high that their sum cannot be counted.";
	}
	return "";
}
