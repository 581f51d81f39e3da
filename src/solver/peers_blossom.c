/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blossoms as circles of circles. Nothing here walks further than the circles it is about, and nothing
 * calls itself: blossoms lie in each other as deep as there are people.
 */
#include "solver/peers_core.h"

int32_t
peers_first_leaf(const struct peers_core *c, int32_t x)
{
	while (is_blossom(c, x))
		x = c->node[x].first;
	return x;
}

int32_t
peers_next_leaf(const struct peers_core *c, int32_t x, int32_t leaf)
{
	for (int32_t at = leaf; at != x; at = c->node[at].parent) {
		int32_t next = c->node[at].next;

		if (next != c->node[c->node[at].parent].first)
			return peers_first_leaf(c, next);
	}
	return -1;
}

void
peers_set_up(struct arena *mem, struct peers_core *c)
{
	size_t blossoms = c->n / 2 + 1, n = c->n + blossoms;

	c->person = ARENA_ARRAY(mem, struct person, c->n);
	c->node = ARENA_ARRAY(mem, struct node, n);
	c->spare = ARENA_ARRAY(mem, int32_t, blossoms);
	c->tasks = ARENA_ARRAY(mem, int32_t, 2 * (n + 1));
	for (size_t i = 0; i < c->n; i++)
		c->person[i] = (struct person){ .best = PEERS_FAR, .mate = -1, .node = (int32_t)i };
	for (size_t x = 0; x < n; x++)
		c->node[x] = (struct node){
			.parent = -1, .first = -1, .base = (int32_t)x, .merged = -1
		};
	while (c->n_spare < blossoms) {
		c->spare[c->n_spare] = (int32_t)(n - 1 - c->n_spare);
		c->n_spare++;
	}
}

void
peers_link(struct peers_core *c, int32_t a, int32_t b, int32_t from, int32_t to)
{
	c->node[a].next = b;
	c->node[a].from = from;
	c->node[a].to = to;
	c->node[b].prev = a;
}

int32_t
peers_blossom(struct peers_core *c, int32_t first)
{
	int32_t x = c->spare[--c->n_spare], child = first;

	c->node[x].price = 0;
	c->node[x].parent = -1;
	c->node[x].first = first;
	c->node[x].base = c->node[first].base;
	do {
		c->node[child].parent = x;
		child = c->node[child].next;
	} while (child != first);
	return x;
}

void
peers_own(struct peers_core *c, int32_t x)
{
	for (int32_t v = peers_first_leaf(c, x); v >= 0; v = peers_next_leaf(c, x, v))
		c->person[v].node = x;
}

/* Pairs the children of blossom x but for `child`; those that must be turned for it are put on the list
 * of tasks. */
static size_t
rotate_circle(struct peers_core *c, int32_t x, int32_t child, size_t n_tasks)
{
	struct node *node = c->node;
	int32_t base = node[x].first, at = child, a, b, u, v;
	size_t steps = 0;

	for (at = child; at != base; at = node[at].next)
		steps++;
	/* Of the two ways from the child to the base, the one of even length is paired anew: each node of it
	 * but the first with a neighbour that was not its partner so far. */
	for (at = child; at != base;) {
		if (steps % 2 == 0) {
			a = node[at].next;
			b = node[a].next;
			u = node[a].from;
			v = node[a].to;
			at = b;
		} else {
			a = node[at].prev;
			b = node[a].prev;
			u = node[b].to;
			v = node[b].from;
			at = b;
		}
		c->person[u].mate = v;
		c->person[v].mate = u;
		c->tasks[n_tasks++] = a;
		c->tasks[n_tasks++] = u;
		c->tasks[n_tasks++] = b;
		c->tasks[n_tasks++] = v;
	}
	node[x].first = child;
	return n_tasks;
}

void
peers_rotate(struct peers_core *c, int32_t x, int32_t v)
{
	size_t n_tasks = 2;

	c->tasks[0] = x;
	c->tasks[1] = v;
	while (n_tasks) {
		int32_t at = v = c->tasks[--n_tasks], parent;

		x = c->tasks[--n_tasks];
		for (; at != x && c->node[x].base != v; at = parent) {
			parent = c->node[at].parent;
			n_tasks = rotate_circle(c, parent, at, n_tasks);
			c->node[parent].base = v;
		}
	}
}

static void
free_blossom(struct peers_core *c, int32_t x)
{
	c->node[x].first = -1;
	c->node[x].side = 0;
	c->spare[c->n_spare++] = x;
}

void
peers_open(struct peers_core *c, int32_t x)
{
	int32_t first = c->node[x].first, child = first;

	do {
		c->node[child].parent = -1;
		peers_own(c, child);
		child = c->node[child].next;
	} while (child != first);
	free_blossom(c, x);
}

void
peers_open_worthless(struct peers_core *c, int32_t x)
{
	size_t n = 0;

	c->tasks[n++] = x;
	while (n) {
		int32_t first, child;

		x = c->tasks[--n];
		if (!is_blossom(c, x) || c->node[x].first < 0 || c->node[x].parent >= 0 ||
			c->node[x].price)
			continue;
		first = child = c->node[x].first;
		peers_open(c, x);
		do {
			c->tasks[n++] = child;
			child = c->node[child].next;
		} while (child != first);
	}
}
