/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the best placing where the open topics are given.
 *
 * Method: a flow of greatest worth, from people through cells to topics, of which each has as many places
 * as people at most, the first `lower` of them worth more than all else. Without people, an empty placing
 * is the best. Then people and places come one by one; for each, the best way of moving others leads from
 * one best placing to the next (Jewell, 1958; Busacker and Gowen, 1960).
 *
 * Every node knows its hope: no way from there to an end is worth more. Ways are tried in the order of what
 * they are worth so far and may hope for (Dijkstra, 1959, with the potentials of Edmonds and Karp, 1972), and
 * what a search learns lowers hopes, such that along the way that was taken they are just right.
 *
 * Cost: for each person or place that comes, the part of the pairs that promises enough.
 */
#include "solver/circles_core.h"

#include <string.h>

#define NEVER ((wide)1 << 110)

struct flow {
	struct circles *c;
	size_t n_nodes; /* people, cells, topics */
	wide *gain;	/* of the best way to a node */
	int32_t *from;	/* the node before, or -1 */
	int32_t *arc;	/* of a cell reached from a person */
	uint8_t *mark;	/* reached, done */
	int32_t *seen;	/* nodes that were reached */
	size_t n_seen;
	struct way {
		wide key;
		int32_t node;
	} * heap; /* the greatest key first */
	size_t n_heap, room;
	struct arena *mem;
	int32_t *moved; /* work of move */
};

enum { REACHED = 1, DONE = 2 };

struct flow *
circles_flow(struct arena *mem, struct circles *c)
{
	struct flow *f = ARENA_NEW(mem, struct flow);

	f->c = c;
	f->mem = mem;
	f->n_nodes = c->n + c->n_cells + c->m;
	f->gain = ARENA_ARRAY(mem, wide, f->n_nodes);
	f->from = ARENA_ARRAY(mem, int32_t, f->n_nodes);
	f->arc = ARENA_ARRAY(mem, int32_t, f->n_nodes);
	f->mark = ARENA_ARRAY(mem, uint8_t, f->n_nodes);
	f->seen = ARENA_ARRAY(mem, int32_t, f->n_nodes);
	f->moved = ARENA_ARRAY(mem, int32_t, 2 * (c->n + 1));
	return f;
}

struct placing
circles_placing(struct arena *mem, const struct circles *c)
{
	struct placing x = { .at = ARENA_ARRAY(mem, int32_t, c->n),
		.held = ARENA_ARRAY(mem, int32_t, c->n_cells),
		.load = ARENA_ARRAY(mem, int32_t, c->m),
		.open = ARENA_ARRAY(mem, bool, c->m),
		.hope = ARENA_ARRAY(mem, wide, c->n + c->n_cells + c->m),
		.exact = true };

	memset(x.at, 0xff, c->n * sizeof *x.at);
	return x;
}

void
circles_copy(struct circles *c, struct placing *to, const struct placing *from)
{
	struct placing copy = *from;

	c->steps += (c->n + c->n_cells + c->m) / 8;

	copy.at = memcpy(to->at, from->at, c->n * sizeof *to->at);
	copy.held = memcpy(to->held, from->held, c->n_cells * sizeof *to->held);
	copy.load = memcpy(to->load, from->load, c->m * sizeof *to->load);
	copy.open = memcpy(to->open, from->open, c->m * sizeof *to->open);
	copy.hope = memcpy(to->hope, from->hope, (c->n + c->n_cells + c->m) * sizeof *to->hope);
	*to = copy;
}

static void
leave(struct circles *c, struct placing *x, int32_t person)
{
	const struct circles_arc *a = &c->arc[x->at[person]];

	x->at[person] = -1;
	x->held[a->cell]--;
	if (--x->load[a->topic] < c->lower[a->topic])
		x->lacking++;
	x->placed--;
	x->affinity -= a->affinity;
}

static void
join(struct circles *c, struct placing *x, int32_t arc)
{
	const struct circles_arc *a = &c->arc[arc];

	x->at[a->person] = arc;
	x->held[a->cell]++;
	if (x->load[a->topic]++ < c->lower[a->topic])
		x->lacking--;
	x->placed++;
	x->affinity += a->affinity;
}

/* ---- ways ---- */

static void
push(struct flow *f, wide key, int32_t node)
{
	size_t at = f->n_heap++;

	if (f->n_heap > f->room) {
		f->heap = arena_grow(f->mem, f->heap, f->room * sizeof *f->heap,
			(2 * f->room + 256) * sizeof *f->heap);
		f->room = 2 * f->room + 256;
	}
	for (; at && f->heap[(at - 1) / 2].key < key; at = (at - 1) / 2)
		f->heap[at] = f->heap[(at - 1) / 2];
	f->heap[at] = (struct way){ key, node };
}

static int32_t
pop(struct flow *f)
{
	int32_t top = f->heap[0].node;
	struct way last = f->heap[--f->n_heap];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < f->n_heap) {
		if (down + 1 < f->n_heap && f->heap[down + 1].key > f->heap[down].key)
			down++;
		if (f->heap[down].key <= last.key)
			break;
		f->heap[at] = f->heap[down];
		at = down;
	}
	if (f->n_heap)
		f->heap[at] = last;
	return top;
}

static void
reach(struct flow *f, const struct placing *x, int32_t node, int32_t from, int32_t arc, wide gain)
{
	if (f->mark[node] == DONE || (f->mark[node] && f->gain[node] >= gain))
		return;
	if (!f->mark[node])
		f->seen[f->n_seen++] = node;
	f->mark[node] = REACHED;
	f->gain[node] = gain;
	f->from[node] = from;
	f->arc[node] = arc;
	push(f, gain + x->hope[node], node);
}

/* Somebody needs another place. */
static void
from_person(struct flow *f, const struct placing *x, int32_t i)
{
	struct circles *c = f->c;

	for (size_t e = c->first[i]; e < c->first[i + 1]; e++) {
		const struct circles_arc *a = &c->arc[e];

		if (x->open[a->topic] && (int32_t)e != x->at[i])
			reach(f, x, (int32_t)c->n + a->cell, i, (int32_t)e,
				f->gain[i] + c->bonus + a->affinity);
	}
	c->steps += c->first[i + 1] - c->first[i];
}

/* Somebody more has come into a cell: there is room, or another one of it goes. */
static void
from_cell(struct flow *f, const struct placing *x, int32_t cell)
{
	struct circles *c = f->c;
	int32_t node = (int32_t)c->n + cell;
	int32_t topic = c->arc[c->cell_arc[c->cell_first[cell]]].topic;

	if (x->held[cell] < c->cell_room[cell])
		reach(f, x, (int32_t)(c->n + c->n_cells) + topic, node, -1, f->gain[node]);
	if (!x->held[cell])
		return;
	for (size_t k = c->cell_first[cell]; k < c->cell_first[cell + 1]; k++) {
		int32_t e = (int32_t)c->cell_arc[k];
		const struct circles_arc *a = &c->arc[e];

		if (x->at[a->person] == e)
			reach(f, x, a->person, node, -1, f->gain[node] - c->bonus - a->affinity);
	}
	c->steps += c->cell_first[cell + 1] - c->cell_first[cell];
}

/* Somebody more has come to a topic: one of any cell goes. */
static void
from_topic(struct flow *f, const struct placing *x, int32_t topic)
{
	struct circles *c = f->c;
	int32_t node = (int32_t)(c->n + c->n_cells) + topic;

	for (int32_t k = c->topic_cell[topic]; k < c->topic_cell[topic + 1]; k++)
		if (x->held[k])
			reach(f, x, (int32_t)c->n + k, node, -1, f->gain[node]);
	c->steps += (uint64_t)(c->topic_cell[topic + 1] - c->topic_cell[topic]);
}

static void
go_on(struct flow *f, const struct placing *x, int32_t node)
{
	struct circles *c = f->c;

	f->mark[node] = DONE;
	c->steps += 4;
	if ((size_t)node < c->n)
		from_person(f, x, node);
	else if ((size_t)node < c->n + c->n_cells)
		from_cell(f, x, node - (int32_t)c->n);
	else
		from_topic(f, x, node - (int32_t)(c->n + c->n_cells));
}

static void
forget(struct flow *f)
{
	while (f->n_seen)
		f->mark[f->seen[--f->n_seen]] = 0;
	f->n_heap = 0;
}

/* All on the way that ends at `node` move one on. */
static void
move(struct flow *f, struct placing *x, int32_t node)
{
	struct circles *c = f->c;
	size_t n = 0;

	if ((size_t)node < c->n && x->at[node] >= 0)
		leave(c, x, node);
	for (; node >= 0; node = f->from[node])
		if (f->arc[node] >= 0)
			f->moved[n++] = f->arc[node];
	for (size_t k = 0; k < n; k++)
		if (x->at[c->arc[f->moved[k]].person] >= 0)
			leave(c, x, c->arc[f->moved[k]].person);
	for (size_t k = 0; k < n; k++)
		join(c, x, f->moved[k]);
}

/* What a place of a topic is worth where `load` are taken. */
static wide
place_worth(const struct circles *c, size_t topic, int32_t load)
{
	return load < c->lower[topic] ? c->lack : 0;
}

/* ---- somebody comes ---- */

/* Is an end at this node, and worth how much? */
static bool
is_end(const struct flow *f, const struct placing *x, int32_t node, wide *ret)
{
	const struct circles *c = f->c;
	size_t topic = (size_t)node - c->n - c->n_cells;

	*ret = f->gain[node];
	if ((size_t)node < c->n)
		return true; /* he stays without a topic */
	if ((size_t)node < c->n + c->n_cells || x->load[topic] >= c->upper[topic])
		return false;
	*ret += place_worth(c, topic, x->load[topic]);
	return true;
}

/* Person i, who has no place, comes. */
static void
come(struct flow *f, struct placing *x, int32_t i)
{
	struct circles *c = f->c;
	int32_t best = -1, node;
	wide most = 0, end;

	if (circles_tired(c)) {
		x->exact = false;
		return;
	}
	x->hope[i] = 0;
	for (size_t e = c->first[i]; e < c->first[i + 1]; e++) {
		const struct circles_arc *a = &c->arc[e];
		wide hope = c->bonus + a->affinity + x->hope[c->n + (size_t)a->cell];

		if (x->open[a->topic] && hope > x->hope[i])
			x->hope[i] = hope;
	}
	reach(f, x, i, -1, -1, 0);
	while (f->n_heap && f->heap[0].key > most) {
		node = pop(f);
		if (f->mark[node] == DONE)
			continue;
		if (is_end(f, x, node, &end) && end > most) {
			most = end;
			best = node;
		}
		go_on(f, x, node);
	}
	for (size_t k = 0; k < f->n_seen; k++) {
		node = f->seen[k];
		if (f->gain[node] + x->hope[node] > most)
			x->hope[node] = most - f->gain[node];
	}
	if (best >= 0)
		move(f, x, best);
	forget(f);
}

void
circles_close(struct flow *f, struct placing *x, int32_t topic)
{
	struct circles *c = f->c;
	int32_t cell = c->topic_cell[topic], end = c->topic_cell[topic + 1];
	int32_t *left = f->moved + c->n + 1, n = 0;

	for (size_t k = c->cell_first[cell]; k < c->cell_first[end]; k++) {
		int32_t e = (int32_t)c->cell_arc[k], i = c->arc[e].person;

		if (x->at[i] != e)
			continue;
		leave(c, x, i);
		left[n++] = i;
	}
	x->open[topic] = false;
	x->lacking -= (size_t)c->lower[topic];
	for (int32_t k = 0; k < n; k++)
		come(f, x, left[k]);
}

/* ---- a place comes ---- */

/* One more place of the topic is used, if that is worth it: then somebody moves there, for whom another
 * may move, up to somebody who had no place, or one that is left free. */
static bool
draw(struct flow *f, struct placing *x, int32_t topic)
{
	struct circles *c = f->c;
	int32_t topics = (int32_t)(c->n + c->n_cells), node = topics + topic;
	wide wish = x->hope[node] - place_worth(c, (size_t)topic, x->load[topic]), far;
	bool drawn;

	if (x->load[topic] >= c->upper[topic] || wish >= 0)
		return false;
	if (circles_tired(c)) {
		x->exact = false;
		return false;
	}
	for (size_t i = 0; i < c->n; i++)
		if (x->at[i] < 0)
			reach(f, x, (int32_t)i, -1, -1, 0);
	for (size_t t = 0; t < c->m; t++)
		if ((int32_t)t != topic && x->load[t])
			reach(f, x, topics + (int32_t)t, -1, -1,
				-place_worth(c, t, x->load[t] - 1));
	c->steps += c->n + c->m;
	while (f->n_heap && f->heap[0].key > wish && f->mark[node] != DONE) {
		int32_t next = f->heap[0].node;

		wish = next == node ? f->heap[0].key : wish;
		pop(f);
		if (f->mark[next] != DONE)
			go_on(f, x, next);
	}
	/* Everything hopes for as much more as it is away, but for no more than the topic is: so no hope is
	 * too small, and those along the way are just right. */
	for (size_t k = 0; k < f->n_nodes; k++) {
		far = f->mark[k] ? f->gain[k] + x->hope[k] : -NEVER;
		x->hope[k] -= far > wish ? far : wish;
	}
	drawn = f->mark[node] == DONE;
	if (drawn)
		move(f, x, node);
	forget(f);
	return drawn;
}

/* No topic that is closed has any hope: as much as leaves nobody with more than he has. */
static wide
modest_hope(const struct circles *c, const struct placing *x, size_t topic)
{
	size_t from = c->cell_first[c->topic_cell[topic]];
	size_t to = c->cell_first[c->topic_cell[topic + 1]];
	wide hope = c->upper[topic] ? place_worth(c, topic, 0) : -NEVER;

	for (size_t k = from; k < to; k++) {
		const struct circles_arc *a = &c->arc[c->cell_arc[k]];
		wide left = x->hope[a->person] - c->bonus - a->affinity;

		hope = left < hope ? left : hope;
	}
	return hope;
}

static void
set_hope(const struct circles *c, struct placing *x, size_t topic, wide hope)
{
	x->hope[c->n + c->n_cells + topic] = hope;
	for (int32_t k = c->topic_cell[topic]; k < c->topic_cell[topic + 1]; k++)
		x->hope[c->n + (size_t)k] = hope;
}

void
circles_open(struct flow *f, struct placing *x, int32_t topic)
{
	struct circles *c = f->c;

	set_hope(c, x, (size_t)topic, modest_hope(c, x, (size_t)topic));
	x->open[topic] = true;
	x->lacking += (size_t)c->lower[topic];
	while (draw(f, x, topic))
		;
}

void
circles_place(struct flow *f, struct placing *x, const bool *open)
{
	struct circles *c = f->c;

	memset(x->at, 0xff, c->n * sizeof *x->at);
	memset(x->held, 0, c->n_cells * sizeof *x->held);
	memset(x->load, 0, c->m * sizeof *x->load);
	x->placed = x->lacking = 0;
	x->affinity = 0;
	x->exact = true;
	for (size_t t = 0; t < c->m; t++) {
		x->open[t] = open[t];
		x->lacking += open[t] ? (size_t)c->lower[t] : 0;
		set_hope(c, x, t, c->upper[t] ? place_worth(c, t, 0) : -NEVER);
	}
	for (size_t i = 0; i < c->n; i++)
		come(f, x, (int32_t)i);
}

/* The open topic that lacks most, or m. */
static size_t
emptiest(const struct circles *c, const struct placing *x)
{
	size_t worst = c->m;
	int32_t most = 0;

	for (size_t t = 0; t < c->m; t++)
		if (x->open[t] && !c->must[t] && c->lower[t] - x->load[t] > most) {
			most = c->lower[t] - x->load[t];
			worst = t;
		}
	return worst;
}

void
circles_fill(struct flow *f, struct placing *x)
{
	struct circles *c = f->c;

	while (x->lacking && !circles_tired(c)) {
		size_t t = emptiest(c, x);

		if (t == c->m)
			return;
		circles_close(f, x, (int32_t)t);
		c->steps += c->m;
	}
	/* Nobody moves any more, so each can be looked at for itself. */
	for (size_t t = 0; x->lacking && t < c->m; t++)
		if (x->open[t] && !c->must[t] && x->load[t] < c->lower[t])
			circles_close(f, x, (int32_t)t);
}
