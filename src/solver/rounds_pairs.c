/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Colouring the edges of a bipartite graph with as many colours as its highest degree.
 *
 * First the graph is made regular: people with few meetings are put together as long as they have no more
 * than the busiest, and invented meetings fill what is left. A regular graph of even degree is halved: at
 * every person meetings are linked two by two, and along the rings that this makes they go to the one
 * and the other half in turn (Gabow, 1976). From an odd degree, a perfect matching is taken away first. One
 * half is coloured in the same way; so many of its colours are given back that the other half has a power
 * of two, which halving alone colours (Gabow and Kariv, 1982). So matchings are looked for in half, a
 * quarter … of the graph only.
 *
 * A perfect matching is found by halving, too (Alon, 2003): every meeting counts so often, and an invented
 * matching so often, that all degrees are the same power of two. Of the halves, the one with fewer invented
 * ones is kept; when the degree is one, none is left.
 */
#include "solver/rounds.h"

#include <string.h>

#define NOTHING UINT32_MAX

struct colouring {
	size_t k;	   /* people of each kind */
	uint32_t *a, *b;   /* of each meeting; behind those, of the invented matching */
	uint32_t *open;	   /* of each person: a meeting that is not linked yet */
	uint32_t *next[2]; /* the one linked at either end, as places in a list */
	uint32_t *list;	   /* all meetings, in pieces */
	uint32_t *work;	   /* as long */
	uint8_t *half;	   /* of each place in a list */
	uint64_t *times;   /* of a matching: how often a meeting counts */
	int32_t *round;
	size_t spare; /* the invented matching begins here in a and b */
};

/* ---- halving ---- */

static void
link_at(struct colouring *c, const uint32_t *list, size_t n, const uint32_t *who, uint32_t *next)
{
	memset(c->open, 0xff, c->k * sizeof *c->open);
	for (uint32_t x = 0; x < n; x++) {
		uint32_t *open = &c->open[who[list[x]]];

		next[x] = *open;
		if (*open == NOTHING) {
			*open = x;
			continue;
		}
		next[*open] = x;
		*open = NOTHING;
	}
}

/* Which half each meeting of the list goes to; everybody in it has an even number. */
static void
halve(struct colouring *c, const uint32_t *list, size_t n)
{
	link_at(c, list, n, c->a, c->next[0]);
	link_at(c, list, n, c->b, c->next[1]);
	memset(c->half, 2, n);
	for (uint32_t x = 0; x < n; x++)
		for (uint32_t at = x, end = 0; c->half[at] == 2; end ^= 1) {
			c->half[at] = (uint8_t)end;
			at = c->next[end][at];
		}
}

/* The meetings of the first half come first. */
static void
part(struct colouring *c, uint32_t *list, size_t n)
{
	size_t first = 0, second = 0;

	for (size_t x = 0; x < n; x++)
		if (c->half[x])
			c->work[second++] = list[x];
		else
			list[first++] = list[x];
	memcpy(list + first, c->work, second * sizeof *list);
}

/* ---- a perfect matching ---- */

/* The half that has fewer of the invented matching. */
static uint8_t
fewer_invented(const struct colouring *c, const uint32_t *odd, size_t n)
{
	size_t in[2] = { 0, 0 };

	for (size_t x = 0; x < n; x++)
		in[c->half[x]] += odd[x] >= c->spare;
	return in[1] < in[0];
}

/* How often each meeting counts at first. Returns the power of two that this makes of each degree. */
static uint32_t
count_often(struct colouring *c, const uint32_t *list, size_t n, size_t degree, uint32_t *live)
{
	uint32_t t = 0;

	while ((UINT64_C(1) << t) < n)
		t++;
	for (size_t x = 0; x < n; x++) {
		live[x] = list[x];
		c->times[list[x]] = (UINT64_C(1) << t) / degree;
	}
	for (size_t i = 0; i < c->k; i++) {
		live[n + i] = (uint32_t)(c->spare + i);
		c->times[c->spare + i] = (UINT64_C(1) << t) % degree;
	}
	return t;
}

/* Moves a perfect matching to the end of the list. */
static void
match(struct colouring *c, uint32_t *list, size_t n, size_t degree)
{
	uint32_t *live = c->work, *odd = c->work + n + c->k;
	uint32_t t = count_often(c, list, n, degree, live);
	size_t n_live = n + c->k;

	for (; t > 0; t--) {
		size_t n_odd = 0, left = 0;
		uint8_t keep;

		for (size_t x = 0; x < n_live; x++)
			if (c->times[live[x]] & 1)
				odd[n_odd++] = live[x];
		halve(c, odd, n_odd);
		keep = fewer_invented(c, odd, n_odd);
		for (size_t x = 0; x < n_live; x++)
			c->times[live[x]] /= 2;
		for (size_t x = 0; x < n_odd; x++)
			c->times[odd[x]] += c->half[x] == keep;
		for (size_t x = 0; x < n_live; x++)
			if (c->times[live[x]])
				live[left++] = live[x];
		n_live = left;
	}
	for (size_t x = 0; x < n; x++)
		c->half[x] = c->times[list[x]] != 0;
	part(c, list, n);
}

/* ---- colours ---- */

static void
paint(struct colouring *c, const uint32_t *list, size_t n, size_t colour)
{
	for (size_t x = 0; x < n; x++)
		c->round[list[x]] = (int32_t)colour;
}

static void
colour_power(struct colouring *c, uint32_t *list, size_t n, size_t degree, size_t colour)
{
	if (degree == 1) {
		paint(c, list, n, colour);
		return;
	}
	halve(c, list, n);
	part(c, list, n);
	colour_power(c, list, n / 2, degree / 2, colour);
	colour_power(c, list + n / 2, n / 2, degree / 2, colour + degree / 2);
}

/* Those of the first n with a colour below come first; returns how many. */
static size_t
part_by_colour(struct colouring *c, uint32_t *list, size_t n, size_t below)
{
	for (size_t x = 0; x < n; x++)
		c->half[x] = (size_t)c->round[list[x]] >= below;
	part(c, list, n);
	while (n && (size_t)c->round[list[n - 1]] >= below)
		n--;
	return n;
}

static void
colour(struct colouring *c, uint32_t *list, size_t n, size_t degree, size_t from)
{
	size_t half, power = 1, kept;

	if (degree > 1 && degree % 2) {
		match(c, list, n, degree);
		n -= c->k;
		degree--;
		paint(c, list + n, c->k, from + degree);
	}
	if ((degree & (degree - 1)) == 0) {
		colour_power(c, list, n, degree, from);
		return;
	}
	half = degree / 2;
	halve(c, list, n);
	part(c, list, n);
	colour(c, list, n / 2, half, from);
	while (power < half)
		power *= 2;
	kept = part_by_colour(c, list, n / 2, from + 2 * half - power);
	colour_power(c, list + kept, n - kept, power, from + 2 * half - power);
}

/* ---- making it regular ---- */

/* Who shares a place with whom: as long as together they do not meet more than most. Returns places. */
static size_t
put_together(struct arena *mem, const uint32_t *degree, size_t n, uint32_t most, uint32_t **ret)
{
	uint32_t *place = ARENA_ARRAY(mem, uint32_t, n), sum = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (sum + degree[i] > most) {
			sum = 0;
			k++;
		}
		sum += degree[i];
		place[i] = (uint32_t)k;
	}
	*ret = place;
	return k + 1;
}

/* Appends invented meetings until everybody has as many as the degree. */
static void
fill_up(struct arena *mem, struct colouring *c, size_t n, size_t degree)
{
	uint32_t *has_a = ARENA_ARRAY(mem, uint32_t, c->k),
		 *has_b = ARENA_ARRAY(mem, uint32_t, c->k);
	size_t i = 0, j = 0;

	for (size_t e = 0; e < n; e++) {
		has_a[c->a[e]]++;
		has_b[c->b[e]]++;
	}
	for (; n < c->k * degree; n++) {
		while (has_a[i] == degree)
			i++;
		while (has_b[j] == degree)
			j++;
		has_a[i]++;
		has_b[j]++;
		c->a[n] = (uint32_t)i;
		c->b[n] = (uint32_t)j;
	}
}

static void
make_regular(struct arena *mem, struct colouring *c, const struct rounds_pair *pairs, size_t n,
	const uint32_t *degree_left, size_t n_left, const uint32_t *degree_right, size_t n_right,
	uint32_t most)
{
	uint32_t *left, *right;
	size_t k_left = put_together(mem, degree_left, n_left, most, &left);
	size_t k_right = put_together(mem, degree_right, n_right, most, &right);

	c->k = k_left > k_right ? k_left : k_right;
	c->spare = c->k * most;
	c->a = ARENA_ARRAY(mem, uint32_t, c->spare + c->k);
	c->b = ARENA_ARRAY(mem, uint32_t, c->spare + c->k);
	for (size_t e = 0; e < n; e++) {
		c->a[e] = left[pairs[e].left];
		c->b[e] = right[pairs[e].right];
	}
	fill_up(mem, c, n, most);
	for (size_t i = 0; i < c->k; i++)
		c->a[c->spare + i] = c->b[c->spare + i] = (uint32_t)i;
}

size_t
rounds_of_pairs(struct arena *mem, const struct rounds_pair *pairs, size_t n_pairs, size_t n_left,
	size_t n_right, int32_t *round)
{
	uint32_t *degree_left = ARENA_ARRAY(mem, uint32_t, n_left), most = 0;
	uint32_t *degree_right = ARENA_ARRAY(mem, uint32_t, n_right);
	struct colouring c = { 0 };
	size_t all;

	for (size_t e = 0; e < n_pairs; e++) {
		uint32_t left = ++degree_left[pairs[e].left];
		uint32_t right = ++degree_right[pairs[e].right];

		most = left > most ? left : most;
		most = right > most ? right : most;
	}
	if (n_pairs == 0)
		return 0;
	make_regular(mem, &c, pairs, n_pairs, degree_left, n_left, degree_right, n_right, most);
	all = c.spare + c.k;
	c.open = ARENA_ARRAY(mem, uint32_t, c.k);
	c.next[0] = ARENA_ARRAY(mem, uint32_t, all);
	c.next[1] = ARENA_ARRAY(mem, uint32_t, all);
	c.list = ARENA_ARRAY(mem, uint32_t, c.spare);
	c.work = ARENA_ARRAY(mem, uint32_t, 2 * all);
	c.half = ARENA_ARRAY(mem, uint8_t, all);
	c.times = ARENA_ARRAY(mem, uint64_t, all);
	c.round = ARENA_ARRAY(mem, int32_t, c.spare);
	for (size_t e = 0; e < c.spare; e++)
		c.list[e] = (uint32_t)e;
	colour(&c, c.list, c.spare, most, 0);
	memcpy(round, c.round, n_pairs * sizeof *round);
	return most;
}
