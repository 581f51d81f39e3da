/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/peers_core.h"

#include <string.h>

/* ---- the pairs by person ---- */

struct rows {
	struct assign_arc *arcs;
	int64_t *wide;
	size_t *at; /* [n] where the next arc of a person goes */
};

static inline void
put_arc(struct rows *r, int32_t of, int32_t to, int64_t weight)
{
	size_t a = r->at[of]++;

	r->arcs[a] = (struct assign_arc){ to, (int32_t)weight };
	if (r->wide)
		r->wide[a] = weight;
}

static struct rows
new_rows(struct arena *mem, const struct peers_core *c, bool wide)
{
	struct rows r = { .arcs = ARENA_ARRAY(mem, struct assign_arc, c->first[c->n]),
		.at = arena_memdup(mem, c->first, c->n * sizeof *c->first) };

	if (wide)
		r.wide = ARENA_ARRAY(mem, int64_t, c->first[c->n]);
	return r;
}

static bool
is_rising(const struct peers_core *c, const struct rows *r)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i] + 1; a < c->first[i + 1]; a++)
			if (r->arcs[a - 1].mentor > r->arcs[a].mentor)
				return false;
	return true;
}

/* As every pair stands in two rows, going through all rows in order and putting each arc into the other
 * row puts all rows in order. */
static void
turn_around(const struct peers_core *c, const struct rows *r, struct rows *to)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++)
			put_arc(to, r->arcs[a].mentor, (int32_t)i,
				r->wide ? r->wide[a] : r->arcs[a].score);
}

/* Of pairs that were listed twice, the better one stays. */
static void
drop_doubles(struct peers_core *c)
{
	size_t to = 0, from = 0, i, a;

	for (i = 0; i < c->n; i++) {
		size_t begin = to;

		for (a = from, from = c->first[i + 1]; a < from; a++) {
			int64_t weight = c->wide ? c->wide[a] : c->arcs[a].score;
			bool again = to > begin && c->arcs[to - 1].mentor == c->arcs[a].mentor;

			if (again && (c->wide ? c->wide[to - 1] : c->arcs[to - 1].score) >= weight)
				continue;
			to -= again;
			if (c->wide)
				c->wide[to] = weight;
			c->arcs[to++] = c->arcs[a];
		}
		c->first[i] = begin;
	}
	c->first[i] = to;
}

static bool
is_used(const struct peers_problem *p, const struct peers_pair *x)
{
	return p->aim != PEERS_FIT || x->weight > 0;
}

/* Counts the arcs of everybody into first; sets wide if a weight is. */
static enum peers_status
count_arcs(struct peers_core *c, bool *ret_wide)
{
	const struct peers_problem *p = c->p;

	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct peers_pair *x = &p->pairs[k];

		if (x->a < 0 || (size_t)x->a >= c->n || x->b < 0 || (size_t)x->b >= c->n ||
			x->a == x->b)
			return PEERS_BAD_ID;
		if (!is_used(p, x))
			continue;
		c->first[x->a + 1]++;
		c->first[x->b + 1]++;
		*ret_wide |= x->weight != (int32_t)x->weight;
	}
	for (size_t i = 0; i < c->n; i++)
		c->first[i + 1] += c->first[i] + c->alone_too;
	return PEERS_OK;
}

/* Puts all arcs into their rows. If the pairs are sorted, so are the rows: then whoever is below comes
 * first, and one's own arc before whoever is above. */
static void
put_all(struct arena *work, const struct peers_core *c, struct rows *r)
{
	const struct peers_problem *p = c->p;
	bool *own = ARENA_ARRAY(work, bool, c->n);

	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct peers_pair *x = &p->pairs[k];

		if (!is_used(p, x))
			continue;
		if (c->alone_too && !own[x->a] && x->a < x->b) {
			own[x->a] = true;
			put_arc(r, x->a, x->a, 0);
		}
		put_arc(r, x->a, x->b, x->weight);
		put_arc(r, x->b, x->a, x->weight);
	}
	for (size_t i = 0; c->alone_too && i < c->n; i++)
		if (!own[i])
			put_arc(r, (int32_t)i, (int32_t)i, 0);
}

static enum peers_status
collect(struct arena *mem, struct peers_core *c)
{
	enum peers_status status;
	struct rows r, sorted;
	bool wide = false;

	c->first = ARENA_ARRAY(mem, size_t, c->n + 1);
	c->alone_too = c->p->aim == PEERS_FIT;
	if ((status = count_arcs(c, &wide)) != PEERS_OK)
		return status;
	r = new_rows(mem, c, wide);
	put_all(mem, c, &r);
	if (!is_rising(c, &r)) {
		sorted = new_rows(mem, c, wide);
		turn_around(c, &r, &sorted);
		r = sorted;
	}
	c->arcs = r.arcs;
	c->wide = r.wide;
	drop_doubles(c);
	return PEERS_OK;
}

/* For weights that do not fit an arc; the others are set apart by the assignment. */
static bool
find_bonus(struct peers_core *c)
{
	peers_value most = 0, room = (peers_value)8 * (peers_value)(c->n + 2);

	for (size_t a = 0; a < c->first[c->n]; a++) {
		peers_value size = c->wide[a] < 0 ? -(peers_value)c->wide[a] : c->wide[a];

		most = size > most ? size : most;
	}
	c->bonus = c->p->aim == PEERS_FIT ? 0 : room * (most + 1);
	return most + 1 + c->bonus < ((peers_value)1 << 122) / room;
}

/* ---- the answer ---- */

static bool
report_pairs(struct arena *mem, const struct peers_core *c, struct peers_result *r)
{
	peers_value total = 0;

	r->partner = ARENA_ARRAY(mem, int32_t, c->n);
	r->pairs = ARENA_ARRAY(mem, struct peers_pair, c->n / 2);
	for (size_t i = 0; i < c->n; i++) {
		int32_t mate = r->partner[i] = c->person[i].mate;
		size_t a = c->first[i];

		if (mate < (int32_t)i)
			continue;
		while (c->arcs[a].mentor != mate)
			a++;
		r->pairs[r->count] = (struct peers_pair){ (int32_t)i, mate,
			c->wide ? c->wide[a] : c->arcs[a].score };
		total += r->pairs[r->count++].weight;
	}
	r->weight = (int64_t)total;
	return r->weight == total;
}

/* Blossoms, those inside before those around them. Returns how many there are. */
static size_t
order_blossoms(struct arena *work, const struct peers_core *c, int32_t *order)
{
	size_t blossoms = c->n / 2 + 1, n = 0, done;
	int32_t *inside = ARENA_ARRAY(work, int32_t, blossoms);
	const struct node *node = c->node + c->n;

	for (size_t x = 0; x < blossoms; x++)
		if (node[x].first >= 0 && node[x].parent >= 0)
			inside[(size_t)node[x].parent - c->n]++;
	for (size_t x = 0; x < blossoms; x++)
		if (node[x].first >= 0 && !inside[x])
			order[n++] = (int32_t)(x + c->n);
	for (done = 0; done < n; done++) {
		int32_t around = c->node[order[done]].parent;

		if (around >= 0 && --inside[(size_t)around - c->n] == 0)
			order[n++] = around;
	}
	return n;
}

static void
report_prices(
	struct arena *mem, struct arena *work, const struct peers_core *c, struct peers_proof *f)
{
	size_t nodes = c->n + c->n / 2 + 1, n;
	int32_t *order = ARENA_ARRAY(work, int32_t, nodes - c->n);
	int32_t *number =
		ARENA_ARRAY(work, int32_t, nodes); /* the group that holds what is in it */

	n = order_blossoms(work, c, order);
	f->bonus = c->bonus;
	f->person = ARENA_ARRAY(mem, peers_value, c->n);
	f->group_of = ARENA_ARRAY(mem, int32_t, c->n);
	f->group = ARENA_ARRAY(mem, peers_value, n);
	f->around = ARENA_ARRAY(mem, int32_t, n);
	for (size_t k = 0; k < n; k++)
		if (c->node[order[k]].price)
			number[order[k]] = (int32_t)f->n_groups++;
	for (size_t k = n; k-- > 0;) {
		const struct node *x = &c->node[order[k]];
		int32_t around = x->parent < 0 ? -1 : number[x->parent];

		if (x->price) {
			f->group[number[order[k]]] = x->price;
			f->around[number[order[k]]] = around;
		} else {
			number[order[k]] = around;
		}
	}
	for (size_t i = 0; i < c->n; i++) {
		f->person[i] = c->person[i].price;
		f->group_of[i] = c->node[i].parent < 0 ? -1 : number[c->node[i].parent];
	}
}

static enum peers_status
solve(struct arena *work, struct peers_core *c)
{
	enum peers_status status;

	if (c->wide) {
		if (!find_bonus(c))
			return PEERS_TOO_LARGE;
		peers_start_greedy(c);
	} else if ((status = peers_start_halves(work, c)) != PEERS_OK) {
		return status;
	}
	return peers_finish(work, c) ? PEERS_OK : PEERS_STOPPED;
}

enum peers_status
peers_solve(struct arena *mem, const struct peers_problem *p, struct peers_result *ret)
{
	struct peers_core c = { .p = p, .n = p->n };
	struct peers_result r = { 0 };
	struct arena *work;
	enum peers_status status;

	if (p->n > INT32_MAX / 2 || p->n_pairs >= INT32_MAX)
		return PEERS_TOO_MANY;
	work = arena_new(1 << 16);
	status = collect(work, &c);
	if (status == PEERS_OK) {
		peers_set_up(work, &c);
		status = solve(work, &c);
	}
	if (status == PEERS_OK && !report_pairs(mem, &c, &r))
		status = PEERS_TOO_LARGE;
	if (status == PEERS_OK) {
		report_prices(mem, work, &c, &r.proof);
		if (p->progress)
			p->progress(p->progress_arg, p->n, p->n);
		*ret = r;
	}
	arena_free(work);
	return status;
}

const char *
peers_status_text(enum peers_status s)
{
	switch (s) {
	case PEERS_OK:
		return "The best answer was found.";
	case PEERS_STOPPED:
		return "The search was stopped.";
	case PEERS_TOO_MANY:
		return "There are more people than can be matched at once.";
	case PEERS_BAD_ID:
		return "A pair names somebody who does not take part, or one person twice.";
	case PEERS_TOO_LARGE:
		return "The weights are so high that their sum cannot be counted.";
	}
	return "";
}
