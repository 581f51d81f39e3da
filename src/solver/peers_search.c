/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One search for each node that is left over with prices above 0. It grows a tree of alternating paths
 * from there. While time goes by, prices fall by 1 on the paths of even length and rise on those of odd
 * length, so no edge of the tree changes; what happens next is what a heap says:
 *
 *   an edge from the tree to somebody outside gets tight: he and his partner join the tree, or, if he is
 *   left over too, the path to him makes one pair more;
 *   an edge inside the tree gets tight: it closes an odd circle, a new blossom;
 *   the price of a blossom at odd length gets 0: it is taken apart;
 *   the price of somebody at even length gets 0: he can as well be the one who stays without.
 *
 * What a search did not reach it does not touch, so its cost is that of its tree. All edges are worth even
 * numbers and the tree holds together by tight ones, so the prices of all who meet at even length are both
 * even or both odd, and time stays whole.
 */
#include "solver/peers_tree.h"

/* ---- what happens ---- */

static void
join_odd(struct search *s, int32_t x, int32_t u, int32_t v)
{
	struct node *node = &s->c->node[x];

	tree_set_node(s, x, -1);
	tree_set_people(s, x, -1);
	node->u = u;
	node->v = v;
	if (is_blossom(s->c, x) && node->price / 2 < s->end)
		tree_push(s, (struct event){ node->price / 2, x, x, EVENT_OPEN });
}

static void
join_even(struct search *s, int32_t x)
{
	tree_set_node(s, x, 1);
	tree_set_people(s, x, 1);
}

/* Somebody outside and his partner join the tree. */
static void
grow(struct search *s, int32_t u, int32_t v)
{
	struct peers_core *c = s->c;
	int32_t x = c->person[v].node, partner = c->person[c->node[x].base].mate;
	int32_t y = c->person[partner].node;

	join_odd(s, x, u, v);
	join_even(s, y);
	tree_look_out(s, y);
}

/* From an even node towards the root: the odd one above, or -1. */
static int32_t
odd_above(struct search *s, int32_t x)
{
	int32_t mate = s->c->person[s->c->node[x].base].mate;

	return mate < 0 ? -1 : tree_outermost(s, mate);
}

static int32_t
meeting(struct search *s, int32_t x, int32_t y)
{
	struct node *node = s->c->node;

	s->mark++;
	for (;;) {
		int32_t above;

		if (x >= 0) {
			if (node[x].mark == s->mark)
				return x;
			node[x].mark = s->mark;
			above = odd_above(s, x);
			x = above < 0 ? -1 : tree_outermost(s, node[above].u);
		}
		above = x;
		x = y;
		y = above;
	}
}

/* The two even nodes at the ends of a tight edge, and all above them up to where they meet, become one. */
static void
shrink(struct search *s, int32_t u, int32_t v)
{
	struct peers_core *c = s->c;
	struct node *node = c->node;
	int32_t x = tree_outermost(s, u), y = tree_outermost(s, v), top = meeting(s, x, y), made,
		child, up;
	size_t n_loose = 0;

	for (child = x; child != top; child = up) {
		int32_t odd = odd_above(s, child), base = node[child].base;

		up = tree_outermost(s, node[odd].u);
		peers_link(c, child, odd, base, c->person[base].mate);
		peers_link(c, odd, up, node[odd].v, node[odd].u);
	}
	for (child = y; child != top; child = up) {
		int32_t odd = odd_above(s, child), base = node[child].base;

		up = tree_outermost(s, node[odd].u);
		peers_link(c, odd, child, c->person[base].mate, base);
		peers_link(c, up, odd, node[odd].u, node[odd].v);
	}
	peers_link(c, y, x, v, u);
	made = peers_blossom(c, top);
	node[made].merged = -1;
	node[made].side = 0;
	s->made[s->n_made++] = made;
	for (child = node[top].next;; child = node[child].next) {
		if (node[child].side < 0)
			s->loose[n_loose++] = child;
		tree_set_node(s, child, 0);
		node[child].merged = made;
		if (child == top)
			break;
	}
	tree_set_node(s, made, 1);
	for (size_t k = 0; k < n_loose; k++)
		tree_set_people(s, s->loose[k], 1);
	for (size_t k = 0; k < n_loose; k++)
		tree_look_out(s, s->loose[k]);
}

/* An odd blossom is taken apart: of its circle, the way of even length from where the tree came in to the
 * base stays in the tree. */
static void
open_inside(struct search *s, int32_t x)
{
	struct peers_core *c = s->c;
	struct node *node = c->node;
	int32_t u = node[x].u, v = node[x].v, base = node[x].first, at, even, end;
	size_t n_loose = 0, steps = 0;

	peers_open(c, x);
	end = c->person[v].node;
	for (at = end; at != base; at = node[at].next)
		steps++;
	join_odd(s, end, u, v);
	for (at = end; at != base;) {
		bool forward = steps % 2 == 0;

		even = forward ? node[at].next : node[at].prev;
		at = forward ? node[even].next : node[even].prev;
		join_even(s, even);
		if (forward)
			join_odd(s, at, node[even].from, node[even].to);
		else
			join_odd(s, at, node[at].to, node[at].from);
		s->loose[n_loose++] = even;
	}
	while ((at = steps % 2 == 0 ? node[at].next : node[at].prev) != end) {
		tree_set_people(s, at, 0);
		s->loose[n_loose++] = at;
	}
	for (size_t k = 0; k < n_loose; k++) {
		at = s->loose[k];
		if (node[at].side > 0)
			tree_look_out(s, at);
		else
			tree_look_in(s, at);
	}
}

/* ---- the end ---- */

/* v, on a path of even length, gets the partner w, or none if w is -1; all on the path to the root change
 * theirs. */
static void
flip(struct search *s, int32_t v, int32_t w)
{
	struct peers_core *c = s->c;

	for (;;) {
		int32_t x = tree_outermost(s, v), mate = c->person[c->node[x].base].mate, odd;

		peers_rotate(c, x, v);
		c->person[v].mate = w;
		if (mate < 0)
			return;
		odd = tree_outermost(s, mate);
		v = c->node[odd].u;
		w = c->node[odd].v;
		peers_rotate(c, odd, w);
		c->person[w].mate = v;
	}
}

static void
settle(struct search *s)
{
	struct peers_core *c = s->c;

	for (size_t k = 0; k < s->n_person; k++) {
		struct person *p = &c->person[s->person[k]];

		p->price = price_now(s, p);
		p->best = PEERS_FAR;
		p->side = 0;
		p->touched = false;
	}
	for (size_t k = 0; k < s->n_node; k++) {
		struct node *x = &c->node[s->node[k]];

		if (is_blossom(c, s->node[k]) && x->first >= 0)
			x->price += 2 * x->side * s->now;
		x->side = 0;
		x->mark = 0;
		x->merged = -1;
		x->touched = false;
	}
	for (size_t k = 0; k < s->n_made; k++)
		if (c->node[s->made[k]].parent < 0)
			peers_own(c, s->made[k]);
	for (size_t k = 0; k < s->n_node; k++)
		peers_open_worthless(c, s->node[k]);
	s->n_person = s->n_node = s->n_made = s->n = 0;
	s->mark = 0;
}

/* The edge (u, v) is tight, if it is still there. True if that ends the search. */
static bool
meet_edge(struct search *s, int32_t u, int32_t v)
{
	struct peers_core *c = s->c;
	struct person *p = &c->person[v];
	int32_t x;

	if (p->side < 0 || (p->side > 0 && tree_outermost(s, u) == tree_outermost(s, v)))
		return false;
	if (p->side > 0) {
		shrink(s, u, v);
		return false;
	}
	if (!is_exposed(c, p->node)) {
		grow(s, u, v);
		return false;
	}
	x = p->node;
	peers_rotate(c, x, v);
	p->mate = u;
	flip(s, u, v);
	settle(s);
	peers_open_worthless(c, x);
	return true;
}

/* Is what was put on the heap still so? An edge is only tight now if both ends are what they were. */
static bool
still_tight(const struct search *s, const struct event *e)
{
	const struct peers_core *c = s->c;
	size_t low = c->first[e->u], high = c->first[e->u + 1];

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (c->arcs[middle].mentor <= e->v)
			low = middle;
		else
			high = middle;
	}
	return price_now(s, &c->person[e->u]) + price_now(s, &c->person[e->v]) == arc_twice(c, low);
}

static bool
happens(struct search *s, const struct event *e)
{
	struct peers_core *c = s->c;
	const struct node *x;

	switch (e->kind) {
	case EVENT_EDGE:
		return still_tight(s, e) && meet_edge(s, e->u, e->v);
	case EVENT_OPEN:
		x = &c->node[e->u];
		if (x->first >= 0 && x->side < 0 && x->price == 2 * s->now)
			open_inside(s, e->u);
		return false;
	case EVENT_ZERO:
		break;
	}
	flip(s, e->u, -1);
	settle(s);
	return true;
}

/* False if stopped. */
static bool
search(struct search *s, int32_t root)
{
	const struct peers_problem *p = s->c->p;
	unsigned round = 0;

	s->now = 0;
	s->end = PEERS_FAR;
	join_even(s, root);
	tree_look_out(s, root);
	for (;;) {
		struct event e = tree_pop(s);

		s->now = e.at;
		if (happens(s, &e))
			return true;
		if (++round % 1024 == 0 && p->stop &&
			atomic_load_explicit(p->stop, memory_order_relaxed))
			return false;
	}
}

bool
peers_finish(struct arena *work, struct peers_core *c)
{
	struct search s = { .c = c };
	size_t nodes = c->n + c->n / 2 + 1;
	bool good = true;

	s.heap_mem = arena_new(0);
	s.person = ARENA_ARRAY(work, int32_t, c->n);
	s.node = ARENA_ARRAY(work, int32_t, nodes);
	s.made = ARENA_ARRAY(work, int32_t, nodes);
	s.loose = ARENA_ARRAY(work, int32_t, nodes);
	for (size_t i = 0; good && i < c->n; i++) {
		const struct person *p = &c->person[i];

		if (p->mate < 0 && p->price > 0)
			good = search(&s, p->node);
		if (good && i % 256 == 0 && c->p->progress)
			c->p->progress(c->p->progress_arg, i, c->n);
	}
	arena_free(s.heap_mem);
	return good;
}
