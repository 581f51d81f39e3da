/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shortest augmenting paths: one place after the other of one mentee after the other is given to a
 * mentor, or the right one stays empty. A path leads from the mentee to a mentor, from one who holds a
 * seat there to another mentor, and so on; it ends at a free seat or with somebody who gives a place up.
 * Its length is what all on it lose together against their best choice at the prices of the moment;
 * Dijkstra's algorithm finds the shortest, as no step has a negative length.
 *
 * Source: Tomizawa, "On some techniques useful for solution of transportation network problems", 1971;
 * Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems", 1987. Here with seats, several places for a mentee, and seats below the lower number that
 * are worth more. Cost: a search for every place, each touching what is nearer than the nearest end: a
 * few pairs where seats are plentiful, everything where they are not.
 */
#include "solver/assign_core.h"

#include <string.h>

struct search {
	struct core *c;
	uint64_t *taken;
	size_t *start; /* [mentor] of his holders: */
	uint32_t *holder_arc;
	int32_t *holder; /* … and who that is */
	int32_t *load;	 /* [mentor] */
	int32_t *held;	 /* [mentee] */

	/* Nodes: mentor j is j, mentee i is m + i. */
	assign_value *length; /* of the shortest path known */
	uint32_t *via; /* of a mentor: the arc by which he is entered; of a mentee: his place */
	int32_t *from; /* of a mentor: the mentee of that arc */
	uint32_t *at;  /* place in the heap plus 1; 0 = not seen; NONE = left it */
	uint32_t *heap;
	size_t n_heap;
	uint32_t *seen;
	size_t n_seen;
	int32_t source;

	assign_value shortest; /* of all ways to end */
	uint32_t end;	       /* a mentor with a free seat, or a mentee who gives a place up */
};

/* ---- the heap of nodes, nearest first ---- */

static void
put(struct search *s, size_t at, uint32_t node)
{
	s->heap[at] = node;
	s->at[node] = (uint32_t)at + 1;
}

static void
move_up(struct search *s, size_t at)
{
	uint32_t node = s->heap[at];

	while (at && s->length[s->heap[(at - 1) / 2]] > s->length[node]) {
		put(s, at, s->heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(s, at, node);
}

static uint32_t
pop(struct search *s)
{
	uint32_t top = s->heap[0], node = s->heap[--s->n_heap];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < s->n_heap) {
		if (down + 1 < s->n_heap && s->length[s->heap[down + 1]] < s->length[s->heap[down]])
			down++;
		if (s->length[s->heap[down]] >= s->length[node])
			break;
		put(s, at, s->heap[down]);
		at = down;
	}
	if (s->n_heap)
		put(s, at, node);
	s->at[top] = NONE;
	return top;
}

/* A path of that length leads to the node: true if it is the shortest so far. */
static bool
nearer(struct search *s, uint32_t node, assign_value length)
{
	if (length >= s->shortest || s->at[node] == NONE ||
		(s->at[node] && length >= s->length[node]))
		return false;
	s->length[node] = length;
	if (!s->at[node]) {
		s->seen[s->n_seen++] = node;
		s->heap[s->n_heap] = node;
		s->at[node] = (uint32_t)++s->n_heap;
	}
	move_up(s, s->at[node] - 1);
	return true;
}

/* ---- the search ---- */

static void
may_end(struct search *s, uint32_t node, assign_value length)
{
	if (length < s->shortest) {
		s->shortest = length;
		s->end = node;
	}
}

/* On from mentee i: he gives a place up, or takes a seat of another mentor. */
static void
leave_mentee(struct search *s, int32_t i, assign_value length)
{
	struct core *c = s->c;

	may_end(s, (uint32_t)(c->m + (size_t)i), length + c->gain[i]);
	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		int32_t j = c->arcs[a].mentor;

		if (s->at[j] != NONE && c->seats[j] && !is_taken(s->taken, a) &&
			nearer(s, (uint32_t)j,
				length + c->gain[i] + c->price[j] - arc_worth(c, a))) {
			s->via[j] = (uint32_t)a;
			s->from[j] = i;
		}
	}
}

/* On from mentor j: a free seat, or a seat of one of his mentees. */
static void
leave_mentor(struct search *s, int32_t j, assign_value length)
{
	struct core *c = s->c;
	assign_value more = s->load[j] < c->lower[j] ? c->quota : 0;

	if (s->load[j] < c->seats[j])
		may_end(s, (uint32_t)j, length - c->price[j] - more);
	for (size_t k = s->start[j], end = k + (size_t)s->load[j]; k < end; k++) {
		int32_t i = s->holder[k];
		uint32_t node = (uint32_t)(c->m + (size_t)i);
		assign_value on = arc_worth(c, s->holder_arc[k]) - c->price[j] - c->gain[i];

		if (c->wants[i] == 1) { /* nobody else leads to him, and it costs nothing */
			if (i == s->source)
				continue;
			s->length[node] = length;
			s->via[node] = (uint32_t)k;
			s->at[node] = NONE;
			s->seen[s->n_seen++] = node;
			leave_mentee(s, i, length);
		} else if (nearer(s, node, length + on)) {
			s->via[node] = (uint32_t)k;
		}
	}
}

static void
find(struct search *s, int32_t source)
{
	struct core *c = s->c;
	uint32_t node = (uint32_t)(c->m + (size_t)source);

	s->source = source;
	s->n_heap = s->n_seen = 0;
	s->shortest = c->gain[source];
	s->end = node;
	s->length[node] = 0;
	s->at[node] = NONE;
	s->seen[s->n_seen++] = node;
	leave_mentee(s, source, 0);
	while (s->n_heap && s->length[s->heap[0]] < s->shortest) {
		uint32_t next = pop(s);

		if (next < c->m)
			leave_mentor(s, (int32_t)next, s->length[next]);
		else
			leave_mentee(s, (int32_t)(next - c->m), s->length[next]);
	}
}

/* Prices change so that the path costs nothing; then nobody on it prefers what he had. */
static void
change_prices(struct search *s)
{
	struct core *c = s->c;

	for (size_t k = 0; k < s->n_seen; k++) {
		uint32_t node = s->seen[k];
		assign_value by = s->shortest - s->length[node];

		s->at[node] = 0;
		if (by <= 0)
			continue;
		if (node < c->m)
			c->price[node] += by;
		else
			c->gain[node - c->m] -= by;
	}
}

/* Everybody on the path moves on. False if it was the source who gave up. */
static bool
shift(struct search *s)
{
	struct core *c = s->c;
	uint32_t place;
	int32_t j, i;

	if (s->end < c->m) {
		j = (int32_t)s->end;
		place = (uint32_t)(s->start[j] + (size_t)s->load[j]++);
	} else {
		i = (int32_t)(s->end - c->m);
		if (i == s->source)
			return false;
		place = s->via[s->end];
		j = c->arcs[s->holder_arc[place]].mentor;
		s->taken[s->holder_arc[place] / 64] &= ~(UINT64_C(1) << s->holder_arc[place] % 64);
		s->held[i]--;
	}
	for (;;) {
		uint32_t a = s->via[j], before;

		i = s->from[j];
		s->taken[a / 64] |= UINT64_C(1) << a % 64;
		s->holder[place] = i;
		s->holder_arc[place] = a;
		if (i == s->source)
			break;
		place = s->via[c->m + (size_t)i];
		before = s->holder_arc[place];
		s->taken[before / 64] &= ~(UINT64_C(1) << before % 64);
		j = c->arcs[before].mentor;
	}
	s->held[s->source]++;
	return true;
}

static void
settle(struct search *s, int32_t i)
{
	struct core *c = s->c;

	c->gain[i] = 0;
	for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
		int32_t j = c->arcs[a].mentor;
		assign_value g = arc_worth(c, a) - c->price[j];

		if (c->seats[j] && g > c->gain[i])
			c->gain[i] = g;
	}
	while (s->held[i] < c->wants[i]) {
		bool more;

		find(s, i);
		change_prices(s);
		more = shift(s);
		if (!more)
			return;
	}
}

static void
set_up(struct arena *mem, struct search *s)
{
	struct core *c = s->c;
	size_t nodes = c->n + c->m, sum = 0, arcs = c->first[c->n];
	int32_t *wanted = ARENA_ARRAY(mem, int32_t, c->m);

	s->start = ARENA_ARRAY(mem, size_t, c->m);
	s->load = ARENA_ARRAY(mem, int32_t, c->m);
	s->held = ARENA_ARRAY(mem, int32_t, c->n);
	s->length = ARENA_ARRAY(mem, assign_value, nodes);
	s->via = ARENA_ARRAY(mem, uint32_t, nodes);
	s->from = ARENA_ARRAY(mem, int32_t, c->m);
	s->at = ARENA_ARRAY(mem, uint32_t, nodes);
	s->heap = ARENA_ARRAY(mem, uint32_t, nodes);
	s->seen = ARENA_ARRAY(mem, uint32_t, nodes);
	for (size_t a = 0; a < arcs; a++)
		wanted[c->arcs[a].mentor]++;
	for (size_t j = 0; j < c->m; j++) { /* a mentor holds no more than want him */
		s->start[j] = sum;
		sum += (size_t)(wanted[j] < c->seats[j] ? wanted[j] : c->seats[j]);
		c->price[j] = c->lower[j] ? -c->quota : 0;
	}
	s->holder = ARENA_ARRAY(mem, int32_t, sum);
	s->holder_arc = ARENA_ARRAY(mem, uint32_t, sum);
}

bool
assign_path(struct arena *mem, struct core *c, uint64_t *taken)
{
	struct search s = { .c = c, .taken = taken };

	set_up(mem, &s);
	for (size_t i = 0; i < c->n; i++) {
		if (c->p->progress && i % 64 == 0)
			c->p->progress(c->p->progress_arg, i, c->n);
		if (stopped(c))
			return false;
		if (c->wants[i])
			settle(&s, (int32_t)i);
	}
	return true;
}
