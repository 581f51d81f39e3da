/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The recount of what blocks a matching. For every hospital: how far down its list it would still take
 * somebody; for every resident: which hospitals would be at least as good as the own one. A pair that is in
 * both blocks, if the sense of stability says so. Linear in all lists.
 */
#include "solver/stable.h"

#include <string.h>

enum gain { LOSES, SAME, GAINS };

struct willing { /* a resident who would rather be at the hospital whose list this is on */
	int32_t resident;
	bool gains;
};

struct recount {
	const struct stable_problem *p;
	const int32_t *hospital;
	uint32_t *own; /* the entry of the own hospital, STABLE_NONE without one */
	int32_t *load;
	uint32_t *worst; /* of each hospital: the entry of the last one it has */
	uint32_t *begin; /* of each hospital, in willing */
	uint32_t *
		marked; /* of each resident: 1 + his entry on the list of the hospital in question */
	struct willing *willing;
};

static int32_t
rank_of(const struct stable_side *s, uint32_t entry)
{
	return s->rank ? s->rank[entry] : (int32_t)entry;
}

static int32_t
places_of(const struct stable_side *s, size_t i)
{
	return s->capacity ? s->capacity[i] : 1;
}

static const char *
find_own(struct recount *c)
{
	const struct stable_side *r = &c->p->residents, *h = &c->p->hospitals;

	for (size_t i = 0; i < r->n; i++) {
		int32_t at = c->hospital[i];
		uint32_t e = r->first[i];

		c->own[i] = STABLE_NONE;
		if (at == -1)
			continue;
		if (at < 0 || (size_t)at >= h->n)
			return "A resident is at a hospital that is not there.";
		while (e < r->first[i + 1] && r->list[e] != at)
			e++;
		if (e == r->first[i + 1])
			return "A resident is at a hospital that is not on his list.";
		c->own[i] = e;
		if (++c->load[at] > places_of(h, (size_t)at))
			return "A hospital has more residents than places.";
	}
	return NULL;
}

static const char *
find_worst(struct recount *c)
{
	const struct stable_side *h = &c->p->hospitals;

	for (size_t y = 0; y < h->n; y++) {
		int32_t seen = 0;

		for (uint32_t f = h->first[y]; f < h->first[y + 1]; f++) {
			if (c->hospital[h->list[f]] != (int32_t)y)
				continue;
			c->worst[y] = f;
			seen++;
		}
		if (seen != c->load[y])
			return "A resident is at a hospital whose list does not name him.";
	}
	return NULL;
}

/* What a resident makes of an entry of his own list. */
static enum gain
gain_of(const struct recount *c, size_t i, uint32_t e)
{
	const struct stable_side *r = &c->p->residents;
	int32_t own, other;

	if (c->own[i] == STABLE_NONE)
		return GAINS;
	own = rank_of(r, c->own[i]);
	other = rank_of(r, e);
	return other < own ? GAINS : other == own && e != c->own[i] ? SAME : LOSES;
}

/* Calls for every entry that would not be worse than the own one: 0 counts, 1 keeps. */
static void
list_willing(struct recount *c, bool keep)
{
	const struct stable_side *r = &c->p->residents;

	for (size_t i = 0; i < r->n; i++)
		for (uint32_t e = r->first[i]; e < r->first[i + 1]; e++) {
			enum gain g = gain_of(c, i, e);

			if (g == LOSES && e != c->own[i])
				break;
			if (g == LOSES)
				continue;
			if (!keep)
				c->begin[r->list[e] + 1]++;
			else
				c->willing[c->begin[r->list[e] + 1]++] =
					(struct willing){ (int32_t)i, g == GAINS };
		}
}

/* What hospital y makes of entry f of its list. */
static enum gain
gain_at(const struct recount *c, size_t y, uint32_t f)
{
	const struct stable_side *h = &c->p->hospitals;
	int32_t worst, other;

	if (c->load[y] < places_of(h, y))
		return GAINS;
	if (c->load[y] == 0)
		return LOSES;
	worst = rank_of(h, c->worst[y]);
	other = rank_of(h, f);
	return other < worst ? GAINS : other == worst ? SAME : LOSES;
}

static size_t
count_at(struct recount *c, size_t y)
{
	const struct stable_side *h = &c->p->hospitals;
	uint32_t f, from = h->first[y], end = h->first[y + 1];
	size_t n = 0;

	for (f = from; f < end && gain_at(c, y, f) != LOSES; f++)
		c->marked[h->list[f]] = f + 1;
	end = f;
	for (uint32_t k = c->begin[y]; k < c->begin[y + 1]; k++) {
		const struct willing *w = &c->willing[k];
		enum gain other;

		if (!c->marked[w->resident])
			continue;
		other = gain_at(c, y, c->marked[w->resident] - 1);
		n += c->p->ties == STABLE_SUPER	   ? true
		     : c->p->ties == STABLE_STRONG ? w->gains || other == GAINS
						   : w->gains && other == GAINS;
	}
	for (f = from; f < end; f++)
		c->marked[h->list[f]] = 0;
	return n;
}

const char *
stable_check(struct arena *mem, const struct stable_problem *p, const struct stable_result *r,
	size_t *ret_blocking)
{
	struct recount c = { .p = p, .hospital = r->hospital };
	size_t n = p->residents.n, m = p->hospitals.n, blocking = 0;
	const char *fault;

	c.own = ARENA_ARRAY(mem, uint32_t, n);
	c.load = ARENA_ARRAY(mem, int32_t, m);
	c.worst = ARENA_ARRAY(mem, uint32_t, m);
	c.begin = ARENA_ARRAY(mem, uint32_t, m + 2);
	c.marked = ARENA_ARRAY(mem, uint32_t, n);
	if ((fault = find_own(&c)) || (fault = find_worst(&c)))
		return fault;
	c.begin++;
	list_willing(&c, false);
	for (size_t y = 1; y <= m; y++)
		c.begin[y] += c.begin[y - 1];
	c.willing = ARENA_ARRAY(mem, struct willing, c.begin[m]);
	c.begin--; /* starts; moved on by one place each, they are ends */
	list_willing(&c, true);
	for (size_t y = 0; y < m; y++)
		blocking += count_at(&c, y);
	*ret_blocking = blocking;
	return NULL;
}
