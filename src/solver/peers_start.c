/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/peers_core.h"

#include <string.h>

/* ---- halves ---- */

struct halves {
	struct peers_core *c;
	const int32_t *to; /* half a pair with him, or -1 */
	int32_t *from;	   /* whose half pair it is, or -1 */
	int32_t *row;	   /* people of a path or circle, in order */
	size_t n;
};

static void
pair_up(struct halves *h, size_t from, size_t n)
{
	struct person *person = h->c->person;

	for (size_t k = from; k + 1 < from + n; k += 2) {
		int32_t a = h->row[k % h->n], b = h->row[(k + 1) % h->n];

		person[a].mate = b;
		person[b].mate = a;
	}
}

/* A circle of odd length: somebody whose price is 0 can be left out; else it is a blossom. */
static void
leave_one_out(struct halves *h)
{
	struct peers_core *c = h->c;
	size_t zero = 0, k;

	while (zero < h->n && c->person[h->row[zero]].price)
		zero++;
	pair_up(h, zero < h->n ? zero + 1 : 1, h->n - 1);
	if (zero < h->n)
		return;
	for (k = 0; k < h->n; k++) {
		int32_t a = h->row[k], b = h->row[(k + 1) % h->n];

		peers_link(c, a, b, a, b);
	}
	peers_own(c, peers_blossom(c, h->row[0]));
}

/* All who are on one path or circle with i, who has no half behind him or is on a circle. */
static void
take_row(struct halves *h, int32_t i)
{
	int32_t at = i;

	h->n = 0;
	do {
		h->row[h->n++] = at;
		h->from[at] = -2;
		at = h->to[at];
	} while (at >= 0 && at != i);
	if (at == i && h->n % 2)
		leave_one_out(h);
	else
		pair_up(h, 0, h->n);
}

static enum peers_status
status_of(enum assign_status s)
{
	switch (s) {
	case ASSIGN_OK:
		return PEERS_OK;
	case ASSIGN_STOPPED:
		return PEERS_STOPPED;
	default:
		return PEERS_TOO_LARGE;
	}
}

enum peers_status
peers_start_halves(struct arena *work, struct peers_core *c)
{
	struct assign_problem q = { .n_mentees = c->n,
		.n_mentors = c->n,
		.first = c->first,
		.arcs = c->arcs,
		.n_pairs = c->first[c->n],
		.threads = c->p->threads,
		.stop = c->p->stop,
		.progress = c->p->progress,
		.progress_arg = c->p->progress_arg };
	struct assign_result r;
	struct halves h = { .c = c };
	enum assign_status status = assign_solve(work, &q, &r);

	if (status != ASSIGN_OK)
		return status_of(status);
	/* With an arc to himself everybody has a place, and that bonus is no part of the aim. */
	c->bonus = c->alone_too ? 0 : r.proof.bonus;
	h.to = r.mentor;
	h.from = ARENA_ARRAY(work, int32_t, c->n);
	h.row = ARENA_ARRAY(work, int32_t, c->n);
	memset(h.from, 0xff, c->n * sizeof *h.from);
	for (size_t i = 0; i < c->n; i++) {
		if (h.to[i] >= 0)
			h.from[h.to[i]] = (int32_t)i;
		c->person[i].price = r.proof.mentee[i] + r.proof.mentor[i];
		c->person[i].price -= c->alone_too ? r.proof.bonus : 0;
	}
	for (size_t i = 0; i < c->n; i++)
		if (h.from[i] == -1 && h.to[i] >= 0)
			take_row(&h, (int32_t)i);
	for (size_t i = 0; i < c->n; i++)
		if (h.from[i] >= 0)
			take_row(&h, (int32_t)i);
	return PEERS_OK;
}

/* ---- greedily ---- */

void
peers_start_greedy(struct peers_core *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct person *p = &c->person[i];

		for (size_t a = c->first[i]; a < c->first[i + 1]; a++)
			if (arc_twice(c, a) > 2 * p->price)
				p->price = arc_twice(c, a) / 2;
	}
	for (size_t i = 0; i < c->n; i++) {
		struct person *p = &c->person[i];

		for (size_t a = c->first[i]; p->mate < 0 && a < c->first[i + 1]; a++) {
			struct person *q = &c->person[c->arcs[a].mentor];

			if (q == p || q->mate >= 0 || p->price + q->price > arc_twice(c, a))
				continue;
			p->mate = c->arcs[a].mentor;
			q->mate = (int32_t)i;
		}
	}
}
