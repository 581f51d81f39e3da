/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of peers_solve share. Private to src/solver/peers*.c. */
#ifndef SOLVER_PEERS_CORE_H
#define SOLVER_PEERS_CORE_H

#include "solver/assign.h"
#include "solver/peers.h"

#define PEERS_FAR ((peers_value)1 << 126) /* later than anything happens */

/* What a search wants to know of a person, side by side. */
struct person {
	/* Twice his price, see struct peers_proof; while a search runs, price - side * time of the search is
	 * what it is now: nobody has to be visited only because time goes by. */
	peers_value price;
	peers_value best; /* time at which the first known edge of the tree to him gets tight */
	int32_t mate,
		node; /* partner or -1; the outermost blossom that held him when the search began */
	int8_t side;  /* of the blossom that holds him, see struct node */
	bool touched; /* by this search */
};

/* A person (number below n) or a blossom: an odd circle of nodes, made of edges whose prices add up to what
 * they are worth, and in which all but one person, the base, are paired inside. */
struct node {
	peers_value
		price; /* of a blossom; while a search runs, price + 2 * side * time is what it is now */
	int32_t parent;	    /* the blossom around it, or -1 */
	int32_t next, prev; /* in the circle around it */
	int32_t from, to;   /* the edge to next: a person in this node, one in the next */
	int32_t first; /* of a blossom: the child that holds the base; -1 while the number is free */
	int32_t base;
	int32_t u, v;	/* of an outermost node on side -1: the edge (u in the tree, v in this) */
	int32_t merged; /* the blossom it was shrunk into by this search, or -1 */
	int32_t mark;
	/* 1: reached on a path of even length from the root, prices fall; -1: of odd length, prices rise; 0:
	 * not reached. */
	int8_t side;
	bool touched;
};

struct peers_core {
	const struct peers_problem *p;
	size_t n;
	peers_value bonus;
	bool alone_too; /* with the aim of fit */

	/* The pairs of person i are arcs[first[i] … first[i + 1]), partners rising. They are named as the
	 * double cover wants them, in which everybody is mentee and mentor. With alone_too, there is an arc of
	 * weight 0 to himself as well. */
	size_t *first;
	struct assign_arc *arcs;
	int64_t *wide; /* the weights where they do not fit an arc, else NULL */

	struct person *person; /* [n] */
	struct node *node;     /* [n + n / 2 + 1] */
	int32_t *spare;	       /* numbers of blossoms that are free */
	size_t n_spare;
	int32_t *tasks; /* [2 * (n + 1)] work of peers_rotate */
};

/* Twice what arc a is worth. */
static inline peers_value
arc_twice(const struct peers_core *c, size_t a)
{
	return 2 * ((c->wide ? c->wide[a] : c->arcs[a].score) + c->bonus);
}

static inline bool
is_blossom(const struct peers_core *c, int32_t x)
{
	return (size_t)x >= c->n;
}

static inline bool
is_exposed(const struct peers_core *c, int32_t x)
{
	return c->person[c->node[x].base].mate < 0;
}

/* ---- peers_blossom.c ---- */

/* People of node x, one after the other; -1 behind the last. */
int32_t peers_first_leaf(const struct peers_core *c, int32_t x);
int32_t peers_next_leaf(const struct peers_core *c, int32_t x, int32_t leaf);

/* Everybody and everything alone. */
void peers_set_up(struct arena *mem, struct peers_core *c);

/* Puts b behind a in a circle, along the edge (from, to). */
void peers_link(struct peers_core *c, int32_t a, int32_t b, int32_t from, int32_t to);

/* Makes a blossom of price 0 of the circle that `first` is in. The people in it still stand in their old
 * nodes. */
int32_t peers_blossom(struct peers_core *c, int32_t first);

/* Tells the people in x that it is their outermost node. */
void peers_own(struct peers_core *c, int32_t x);

/* Pairs the people inside x such that v, one of them, is left over. */
void peers_rotate(struct peers_core *c, int32_t x, int32_t v);

/* Takes the outermost blossom x apart; its children are outermost then. */
void peers_open(struct peers_core *c, int32_t x);

/* Takes x apart if it is an outermost blossom of price 0, and its children likewise. */
void peers_open_worthless(struct peers_core *c, int32_t x);

/* ---- peers_start.c ---- */

/* Prices and pairs to start from: such that all who are left over with a price above 0 can be settled by
 * peers_finish, one search each. By halves of pairs, which leaves few; or greedily, which leaves many and
 * is for weights that do not fit an arc. */
enum peers_status peers_start_halves(struct arena *work, struct peers_core *c);
void peers_start_greedy(struct peers_core *c);

/* ---- peers_search.c ---- */

/* Makes it the best answer. False if stopped. */
bool peers_finish(struct arena *work, struct peers_core *c);

#endif
