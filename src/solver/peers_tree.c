/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/peers_tree.h"

/* ---- the heap ---- */

void
tree_push(struct search *s, struct event e)
{
	size_t at = s->n++;

	if (s->n > s->cap) {
		s->heap = arena_grow(
			s->heap_mem, s->heap, s->cap * sizeof e, (2 * s->cap + 64) * sizeof e);
		s->cap = 2 * s->cap + 64;
	}
	for (; at && s->heap[(at - 1) / 2].at > e.at; at = (at - 1) / 2)
		s->heap[at] = s->heap[(at - 1) / 2];
	s->heap[at] = e;
}

struct event
tree_pop(struct search *s)
{
	struct event top = s->heap[0], last = s->heap[--s->n];
	size_t at = 0, down;

	while ((down = 2 * at + 1) < s->n) {
		if (down + 1 < s->n && s->heap[down + 1].at < s->heap[down].at)
			down++;
		if (s->heap[down].at >= last.at)
			break;
		s->heap[at] = s->heap[down];
		at = down;
	}
	if (s->n)
		s->heap[at] = last;
	return top;
}

/* ---- who is where ---- */

int32_t
tree_outermost(struct search *s, int32_t v)
{
	struct node *node = s->c->node;
	int32_t x = s->c->person[v].node, up;

	while ((up = node[x].merged) >= 0) {
		if (node[up].merged >= 0)
			node[x].merged = node[up].merged;
		x = up;
	}
	return x;
}

static void
touch(struct search *s, int32_t v)
{
	if (!s->c->person[v].touched) {
		s->c->person[v].touched = true;
		s->person[s->n_person++] = v;
	}
}

void
tree_set_node(struct search *s, int32_t x, int8_t side)
{
	struct node *node = &s->c->node[x];

	if (!node->touched) {
		node->touched = true;
		s->node[s->n_node++] = x;
	}
	if (is_blossom(s->c, x))
		node->price += 2 * (node->side - side) * s->now;
	node->side = side;
}

void
tree_set_people(struct search *s, int32_t x, int8_t side)
{
	struct peers_core *c = s->c;

	for (int32_t v = peers_first_leaf(c, x); v >= 0; v = peers_next_leaf(c, x, v)) {
		struct person *p = &c->person[v];

		touch(s, v);
		p->price += (side - p->side) * s->now;
		p->side = side;
	}
}

/* ---- looking at pairs ---- */

/* u has come to a path of even length. */
static void
look_out(struct search *s, int32_t u)
{
	struct peers_core *c = s->c;
	peers_value mine = price_now(s, &c->person[u]);
	int32_t x = tree_outermost(s, u);

	if (s->now + mine < s->end) {
		s->end = s->now + mine;
		tree_push(s, (struct event){ s->end, u, u, EVENT_ZERO });
	}
	for (size_t a = c->first[u]; a < c->first[u + 1]; a++) {
		int32_t v = c->arcs[a].mentor;
		struct person *p = &c->person[v];
		peers_value gap;

		if (p->side < 0)
			continue;
		gap = mine + price_now(s, p) - arc_twice(c, a);
		if (s->now + (p->side ? gap / 2 : gap) >= s->end)
			continue;
		if (p->side) {
			if (tree_outermost(s, v) != x)
				tree_push(s, (struct event){ s->now + gap / 2, u, v, EVENT_EDGE });
		} else if (s->now + gap < p->best) {
			touch(s, v);
			p->best = s->now + gap;
			if (is_exposed(c, p->node))
				s->end = p->best;
			tree_push(s, (struct event){ p->best, u, v, EVENT_EDGE });
		}
	}
}

/* v is outside of the tree again. */
static void
look_in(struct search *s, int32_t v)
{
	struct peers_core *c = s->c;
	struct person *p = &c->person[v];
	peers_value mine = price_now(s, p);

	p->best = PEERS_FAR;
	for (size_t a = c->first[v]; a < c->first[v + 1]; a++) {
		int32_t u = c->arcs[a].mentor;
		peers_value at;

		if (c->person[u].side <= 0)
			continue;
		at = s->now + mine + price_now(s, &c->person[u]) - arc_twice(c, a);
		if (at >= s->end || at >= p->best)
			continue;
		p->best = at;
		tree_push(s, (struct event){ at, u, v, EVENT_EDGE });
	}
}

void
tree_look_out(struct search *s, int32_t x)
{
	for (int32_t v = peers_first_leaf(s->c, x); v >= 0; v = peers_next_leaf(s->c, x, v))
		look_out(s, v);
}

void
tree_look_in(struct search *s, int32_t x)
{
	for (int32_t v = peers_first_leaf(s->c, x); v >= 0; v = peers_next_leaf(s->c, x, v))
		look_in(s, v);
}
