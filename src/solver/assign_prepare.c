/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the pairs as they are listed to arcs by mentee: checked, sorted, each once; two counting sorts,
 * so the time is that of a few passes. Where the caller brings arcs that need no change they are used in
 * place.
 */
#include "solver/assign_core.h"

#include <stdlib.h>
#include <string.h>

struct preparing {
	struct core *c;
	struct arena *mem;
	const struct assign_pair *bans; /* sorted */
	bool negative_too;
};

static bool
known(const struct assign_problem *p, const struct assign_pair *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (list[k].mentee < 0 || (size_t)list[k].mentee >= p->n_mentees ||
			list[k].mentor < 0 || (size_t)list[k].mentor >= p->n_mentors)
			return false;
	return true;
}

static int
compare(const void *left, const void *right)
{
	const struct assign_pair *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* Stable counting sort of `list` by one side; ends[] is work. */
static void
sort_by(const struct assign_pair *list, size_t n, bool by_mentee, size_t groups, size_t *ends,
	struct assign_pair *to)
{
	size_t k, g, sum = 0;

#define GROUP(x) ((size_t)(by_mentee ? (x).mentee : (x).mentor))
	memset(ends, 0, (groups + 1) * sizeof *ends);
	for (k = 0; k < n; k++)
		ends[GROUP(list[k])]++;
	for (g = 0; g <= groups; g++) {
		size_t size = ends[g];

		ends[g] = sum;
		sum += size;
	}
	for (k = 0; k < n; k++)
		to[ends[GROUP(list[k])]++] = list[k];
#undef GROUP
}

/* By mentee, then by mentor, so that the order of the list does not decide between equal answers. */
static struct assign_pair *
sorted(struct arena *mem, const struct assign_problem *p, const struct assign_pair *list, size_t n)
{
	size_t most = p->n_mentees > p->n_mentors ? p->n_mentees : p->n_mentors;
	struct assign_pair *all = ARENA_ARRAY(mem, struct assign_pair, n);
	struct arena *work = arena_new(0);
	struct assign_pair *half = ARENA_ARRAY(work, struct assign_pair, n);
	size_t *ends = ARENA_ARRAY(work, size_t, most + 1);

	sort_by(list, n, false, p->n_mentors, ends, half);
	sort_by(half, n, true, p->n_mentees, ends, all);
	arena_free(work);
	return all;
}

/* True if the sorted bans hold the pair; *at only moves forward, as the questions come sorted too. */
static bool
banned(const struct assign_pair *bans, size_t n, size_t *at, const struct assign_pair *pair)
{
	while (*at < n && compare(&bans[*at], pair) < 0)
		++*at;
	return *at < n && compare(&bans[*at], pair) == 0;
}

/* Takes the pinned places out of the question. */
static enum assign_status
take_pins(struct preparing *b, const struct assign_pair *pins)
{
	struct core *c = b->c;
	const struct assign_problem *p = c->p;

	for (size_t k = 0; k < p->n_pins; k++) {
		const struct assign_pair *pin = &pins[k];

		if (c->wants[pin->mentee]-- == 0 || (k && compare(pin - 1, pin) == 0))
			return ASSIGN_PIN_TWICE;
		if (c->seats[pin->mentor]-- == 0)
			return ASSIGN_PIN_FULL;
		if (bsearch(pin, b->bans, p->n_bans, sizeof *pin, compare))
			return ASSIGN_PIN_BANNED;
		c->lower[pin->mentor] -= c->lower[pin->mentor] > 0;
	}
	return ASSIGN_OK;
}

/* Can the arc be part of an answer at all? */
static inline bool
possible(const struct preparing *b, const struct assign_pair *x)
{
	return b->c->wants[x->mentee] && b->c->seats[x->mentor] &&
	       (x->score >= 0 || b->negative_too);
}

static bool
fits_arc(const struct assign_problem *p)
{
	for (size_t k = 0; k < p->n_pairs; k++)
		if (p->pairs[k].score != (int32_t)p->pairs[k].score)
			return false;
	return true;
}

/* What assign_arcs_of gives one after the other: arcs of the list or of the rows, in order. */
struct source {
	const struct assign_problem *p;
	const struct assign_pair *sorted;
	size_t at, mentee;
};

static bool
next_pair(struct source *s, struct assign_pair *ret)
{
	if (s->at == s->p->n_pairs)
		return false;
	if (s->sorted) {
		*ret = s->sorted[s->at++];
		return true;
	}
	while (s->p->first[s->mentee + 1] <= s->at)
		s->mentee++;
	*ret = (struct assign_pair){ (int32_t)s->mentee, s->p->arcs[s->at].mentor,
		s->p->arcs[s->at].score };
	s->at++;
	return true;
}

/* Copies what can be chosen. */
static void
collect_arcs(struct preparing *b, const struct assign_pair *list, const struct assign_pair *pins)
{
	struct core *c = b->c;
	const struct assign_problem *p = c->p;
	size_t *first = ARENA_ARRAY(b->mem, size_t, c->n + 1);
	struct assign_arc *arcs = ARENA_ARRAY(b->mem, struct assign_arc, p->n_pairs);
	int64_t *wide = !list || fits_arc(p) ? NULL : ARENA_ARRAY(b->mem, int64_t, p->n_pairs);
	size_t k = 0, at_ban = 0, at_pin = 0, i = 0;
	struct source s = { .p = p, .sorted = list };
	struct assign_pair x;

	while (next_pair(&s, &x)) {
		while (i < (size_t)x.mentee)
			first[++i] = k;
		if (!possible(b, &x) || banned(b->bans, p->n_bans, &at_ban, &x) ||
			banned(pins, p->n_pins, &at_pin, &x))
			continue;
		if (k > first[i] && arcs[k - 1].mentor == x.mentor) {
			int64_t before = wide ? wide[k - 1] : arcs[k - 1].score;

			x.score = before > x.score ? before : x.score;
			k--;
		}
		arcs[k] = (struct assign_arc){ x.mentor, (int32_t)x.score };
		if (wide)
			wide[k] = x.score;
		k++;
	}
	while (i < c->n)
		first[++i] = k;
	c->first = first;
	c->arcs = arcs;
	c->wide = wide;
}

static bool
usable_in_place(const struct preparing *b)
{
	const struct assign_problem *p = b->c->p;

	if (p->pairs || !p->first || p->n_pins || p->n_bans)
		return false;
	for (size_t a = 0; a < p->n_pairs && !b->negative_too; a++)
		if (p->arcs[a].score < 0)
			return false;
	return true;
}

static bool
rows_known(const struct assign_problem *p)
{
	if (!p->first)
		return p->n_pairs == 0;
	if (p->first[0] || p->first[p->n_mentees] != p->n_pairs)
		return false;
	for (size_t i = 0; i < p->n_mentees; i++) {
		size_t from = p->first[i], to = p->first[i + 1];
		uint32_t wrong = 0; /* without a branch for each pair */

		if (from > to)
			return false;
		if (from < to)
			wrong = p->arcs[from].mentor < 0 ||
				(size_t)p->arcs[to - 1].mentor >= p->n_mentors;
		for (size_t a = from + 1; a < to; a++)
			wrong |= p->arcs[a].mentor <= p->arcs[a - 1].mentor;
		if (wrong)
			return false;
	}
	return true;
}

/* The lowest power of ten above x, so that parts of a price can be told apart by eye. 0: too large. */
static assign_value
power_above(assign_value x)
{
	assign_value power = 1;

	while (power <= x)
		if (__builtin_mul_overflow(power, 10, &power) || power > (assign_value)1 << 100)
			return 0;
	return power;
}

static void
find_range(struct core *c)
{
	size_t n = c->first[c->n];
	int32_t low = n ? c->arcs[0].score : 0, high = low;

	c->lowest = c->highest = n ? arc_score(c, 0) : 0;
	if (c->wide)
		for (size_t a = 1; a < n; a++) {
			c->lowest = c->wide[a] < c->lowest ? c->wide[a] : c->lowest;
			c->highest = c->wide[a] > c->highest ? c->wide[a] : c->highest;
		}
	else {
		for (size_t a = 1; a < n; a++) {
			low = c->arcs[a].score < low ? c->arcs[a].score : low;
			high = c->arcs[a].score > high ? c->arcs[a].score : high;
		}
		c->lowest = low;
		c->highest = high;
	}
}

bool
assign_weigh(enum assign_aim aim, bool quota, const struct aim_size *s, assign_value *ret_weight,
	assign_value *ret_bonus, assign_value *ret_quota)
{
	assign_value weight = aim == ASSIGN_FIT ? power_above(s->places) : 1;
	assign_value range = power_above(8 * s->people * (s->most + 1) * weight);
	assign_value bonus = aim == ASSIGN_FIT ? 1
			     : quota	       ? power_above(2 * range * s->lower)
					       : range;

	*ret_weight = weight;
	*ret_quota = quota ? range : 0;
	*ret_bonus = bonus;
	/* The worth of everything, and of prices along the longest path, must stay below 2^126. */
	return weight && range && bonus &&
	       bonus + *ret_quota + weight * (s->most + 1) <=
		       ((assign_value)1 << 124) / (2 * s->people);
}

static bool
weigh(struct core *c)
{
	struct aim_size s = { .places = 1, .lower = 1, .most = c->highest > 0 ? c->highest : 0 };

	if (-(assign_value)c->lowest > s.most)
		s.most = -(assign_value)c->lowest;
	for (size_t i = 0; i < c->n; i++)
		s.places += c->wants[i];
	for (size_t j = 0; j < c->m; j++)
		s.lower += c->lower[j];
	s.people = (assign_value)(c->n + c->m) + s.places + 2;
	return assign_weigh(c->p->aim, c->p->quota, &s, &c->weight, &c->bonus, &c->quota);
}

static enum assign_status
set_up_people(struct preparing *b)
{
	struct core *c = b->c;
	const struct assign_problem *p = c->p;

	c->wants = ARENA_ARRAY(b->mem, int32_t, c->n);
	c->seats = ARENA_ARRAY(b->mem, int32_t, c->m);
	c->lower = ARENA_ARRAY(b->mem, int32_t, c->m);
	c->single = true;
	for (size_t i = 0; i < c->n; i++) {
		c->wants[i] = p->wants ? p->wants[i] : 1;
		if (c->wants[i] < 0)
			return ASSIGN_BAD_CAPACITY;
		c->single &= c->wants[i] <= 1;
	}
	for (size_t j = 0; j < c->m; j++) {
		c->seats[j] = p->capacity ? p->capacity[j] : 1;
		c->lower[j] = p->quota && p->lower ? p->lower[j] : 0;
		if (c->seats[j] < 0 || c->lower[j] < 0 || c->lower[j] > c->seats[j])
			return ASSIGN_BAD_CAPACITY;
	}
	return ASSIGN_OK;
}

enum assign_status
assign_prepare(struct arena *mem, const struct assign_problem *p, struct core *c)
{
	struct preparing b = { .c = c, .mem = mem, .negative_too = p->aim != ASSIGN_FIT };
	const struct assign_pair *pins, *list;
	struct arena *work;
	enum assign_status status;

	*c = (struct core){ .p = p, .n = p->n_mentees, .m = p->n_mentors };
	if (p->n_mentees >= INT32_MAX || p->n_mentors >= INT32_MAX || p->n_pairs >= NONE)
		return ASSIGN_TOO_MANY;
	if (!(p->pairs ? known(p, p->pairs, p->n_pairs) : rows_known(p)) ||
		!known(p, p->pins, p->n_pins) || !known(p, p->bans, p->n_bans))
		return ASSIGN_BAD_ID;
	if (p->quota && c->p->aim == ASSIGN_FIT)
		b.negative_too = true; /* one may fill a seat that must not stay empty */
	if ((status = set_up_people(&b)) != ASSIGN_OK)
		return status;
	work = arena_new(0);
	b.bans = sorted(work, p, p->bans, p->n_bans);
	pins = sorted(work, p, p->pins, p->n_pins);
	if ((status = take_pins(&b, pins)) == ASSIGN_OK) {
		if (usable_in_place(&b)) {
			c->first = p->first;
			c->arcs = p->arcs;
		} else {
			list = p->pairs ? sorted(work, p, p->pairs, p->n_pairs) : NULL;
			collect_arcs(&b, list, pins);
		}
		find_range(c);
		status = weigh(c) ? ASSIGN_OK : ASSIGN_TOO_LARGE;
	}
	arena_free(work);
	return status;
}
