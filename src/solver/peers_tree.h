/* SPDX-License-Identifier: Apache-2.0 */
/* The tree that a search grows: who is in it, at which side, and what happens next. Private to
 * src/solver/peers*.c. */
#ifndef SOLVER_PEERS_TREE_H
#define SOLVER_PEERS_TREE_H

#include "solver/peers_core.h"

enum event_kind { EVENT_OPEN, EVENT_EDGE, EVENT_ZERO };

struct event {
	peers_value at;
	int32_t u, v; /* an edge; or a node */
	enum event_kind kind;
};

struct search {
	struct peers_core *c;
	peers_value now;
	peers_value end; /* it will be over by then: what comes later is not put on the heap */
	struct event *heap;
	size_t n, cap;
	struct arena *heap_mem;
	int32_t *person; /* whoever was touched */
	size_t n_person;
	int32_t *node; /* nodes that got a side */
	size_t n_node;
	int32_t *made; /* blossoms */
	size_t n_made;
	int32_t *loose; /* work of open_inside and shrink */
	int32_t mark;
};

static inline peers_value
price_now(const struct search *s, const struct person *p)
{
	return p->price - p->side * s->now;
}

/* The heap of what happens, first things first; pop: it is not empty. */
void tree_push(struct search *s, struct event e);
struct event tree_pop(struct search *s);

/* The outermost node that holds v now. */
int32_t tree_outermost(struct search *s, int32_t v);

/* Gives node x, or all people in it, a side from now on; what they cost now stays as it is. */
void tree_set_node(struct search *s, int32_t x, int8_t side);
void tree_set_people(struct search *s, int32_t x, int8_t side);

/* All people in x have come to side 1: puts on the heap when their edges get tight, and their prices 0. */
void tree_look_out(struct search *s, int32_t x);

/* All people in x have left the tree: puts on the heap when edges from the tree to them get tight. */
void tree_look_in(struct search *s, int32_t x);

#endif
