/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shortest augmenting paths: one mentee after the other gets a seat, or the right one stays without.
 * A path leads from the new mentee to a mentor, from one who holds a seat there to another mentor, and
 * so on, and ends at a free seat or with somebody who gives his seat up. Its length is what all on it
 * lose together against their best choice, at the prices of the moment; Dijkstra's algorithm finds the
 * shortest, as no step has a negative length.
 */
#include "solver/assign_core.h"

struct search {
	struct core *c;
	assign_value *length; /* [mentor] of the shortest path known to it */
	size_t *via;	      /* [mentor] the option by which it is entered … */
	int32_t *from;	      /* [mentor] … and by whom */
	size_t *at;	      /* [mentor] place in the heap plus 1; 0 = not seen; DONE */
	int32_t *heap;
	size_t n_heap;
	int32_t *seen; /* all mentors that a path reaches */
	size_t n_seen;

	assign_value shortest; /* of all ways to end */
	int32_t end_mentor;    /* ends at a free seat here, or -1 … */
	int32_t end_mentee;    /* … and this one gives up his seat */
};

#define DONE SIZE_MAX

static void
put(struct search *s, size_t at, int32_t j)
{
	s->heap[at] = j;
	s->at[j] = at + 1;
}

static void
move_up(struct search *s, size_t at)
{
	int32_t j = s->heap[at];

	while (at && s->length[s->heap[(at - 1) / 2]] > s->length[j]) {
		put(s, at, s->heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(s, at, j);
}

static int32_t
pop(struct search *s)
{
	int32_t top = s->heap[0], j = s->heap[--s->n_heap];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < s->n_heap) {
		if (down + 1 < s->n_heap && s->length[s->heap[down + 1]] < s->length[s->heap[down]])
			down++;
		if (s->length[s->heap[down]] >= s->length[j])
			break;
		put(s, at, s->heap[down]);
		at = down;
	}
	if (s->n_heap)
		put(s, at, j);
	s->at[top] = DONE;
	return top;
}

/* A path of that length enters the mentor of option o: remember it if it is the shortest so far. */
static void
reach(struct search *s, int32_t i, size_t o, assign_value length)
{
	struct core *c = s->c;
	int32_t j = c->options[o].mentor;

	if (length >= s->shortest || s->at[j] == DONE || (s->at[j] && length >= s->length[j]))
		return;
	s->length[j] = length;
	s->via[j] = o;
	s->from[j] = i;
	if (c->held[j] < c->seats[j]) {
		s->shortest = length;
		s->end_mentor = j;
		return;
	}
	if (!s->at[j]) {
		s->seen[s->n_seen++] = j;
		s->heap[s->n_heap] = j;
		s->at[j] = ++s->n_heap;
	}
	move_up(s, s->at[j] - 1);
}

/* All ways on from mentee i, who would get `gain` from what he has or could have. */
static void
go_on(struct search *s, int32_t i, assign_value length, assign_value gain)
{
	struct core *c = s->c;
	size_t o;

	if (length + gain < s->shortest) {
		s->shortest = length + gain;
		s->end_mentor = -1;
		s->end_mentee = i;
	}
	for (o = c->first[i]; o < c->first[i + 1]; o++) {
		const struct option *x = &c->options[o];

		reach(s, i, o, length + gain - option_worth(c, x) + c->price[x->mentor]);
	}
}

static assign_value
best_gain(const struct core *c, int32_t i)
{
	assign_value best = 0;
	size_t o;

	for (o = c->first[i]; o < c->first[i + 1]; o++) {
		const struct option *x = &c->options[o];
		assign_value g = option_worth(c, x) - c->price[x->mentor];

		best = g > best ? g : best;
	}
	return best;
}

static void
find(struct search *s, int32_t source)
{
	struct core *c = s->c;
	assign_value gain = best_gain(c, source);

	s->n_heap = s->n_seen = 0;
	s->shortest = gain; /* he stays without */
	s->end_mentor = -1;
	s->end_mentee = source;
	go_on(s, source, 0, gain);
	while (s->n_heap && s->length[s->heap[0]] < s->shortest) {
		int32_t j = pop(s), k;
		assign_value length = s->length[j];

		for (k = 0; k < c->held[j]; k++) {
			int32_t i = c->holders[c->start[j] + (size_t)k];

			go_on(s, i, length, c->worth[i] - c->price[j]);
		}
	}
}

/* Prices rise so that the path costs nothing; then nobody on it prefers what he had. */
static void
raise_prices(struct search *s)
{
	size_t k;

	for (k = 0; k < s->n_seen; k++) {
		int32_t j = s->seen[k];

		if (s->length[j] < s->shortest)
			s->c->price[j] += s->shortest - s->length[j];
		s->at[j] = 0;
	}
}

/* Everybody on the path moves on; the source takes the first place. */
static void
shift(struct search *s, int32_t source)
{
	struct core *c = s->c;
	int32_t j = s->end_mentor, i;
	size_t place;

	c->settled[source] = true;
	if (j >= 0) {
		place = c->start[j] + (size_t)c->held[j]++;
	} else if (s->end_mentee == source) {
		return;
	} else {
		i = s->end_mentee;
		j = c->options[c->chosen[i]].mentor;
		place = c->place[i];
		c->chosen[i] = NONE;
	}
	do {
		size_t before = c->chosen[i = s->from[j]], left = c->place[i];

		hold(c, i, s->via[j], place);
		if (i == source)
			return;
		j = c->options[before].mentor;
		place = left;
	} while (true);
}

bool
assign_augment(struct arena *mem, struct core *c)
{
	size_t m = c->n_mentors, i;
	struct search s = { .c = c };

	s.length = ARENA_ARRAY(mem, assign_value, m);
	s.via = ARENA_ARRAY(mem, size_t, m);
	s.from = ARENA_ARRAY(mem, int32_t, m);
	s.at = ARENA_ARRAY(mem, size_t, m);
	s.heap = ARENA_ARRAY(mem, int32_t, m);
	s.seen = ARENA_ARRAY(mem, int32_t, m);
	for (i = 0; i < c->n_mentees; i++) {
		if (c->p->progress && i % 64 == 0)
			c->p->progress(c->p->progress_arg, i, c->n_mentees);
		if (c->settled[i])
			continue;
		if (stopped(c))
			return false;
		find(&s, (int32_t)i);
		raise_prices(&s);
		shift(&s, (int32_t)i);
	}
	return true;
}
