/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/circles_core.h"

#include <stdlib.h>
#include <string.h>

#define MOST_PEOPLE ((size_t)1 << 24)
#define MOST_PAIRS ((size_t)1 << 28)
#define USUAL_STEPS UINT64_C(80000000)

/* ---- the problem by person and by cell ---- */

static int
by_person(const void *left, const void *right)
{
	const struct circles_arc *a = left, *b = right;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	if (a->topic != b->topic)
		return a->topic < b->topic ? -1 : 1;
	return a->affinity > b->affinity ? -1 : a->affinity < b->affinity;
}

static enum circles_status
collect_pairs(struct arena *mem, struct circles *c)
{
	const struct circles_problem *p = c->p;
	struct circles_arc *arc = ARENA_ARRAY(mem, struct circles_arc, p->n_pairs);
	size_t n = 0;

	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct circles_pair *x = &p->pairs[k];

		if (x->person < 0 || (size_t)x->person >= c->n || x->topic < 0 ||
			(size_t)x->topic >= c->m)
			return CIRCLES_BAD_ID;
		arc[k] = (struct circles_arc){ x->affinity, x->person, x->topic, 0 };
	}
	qsort(arc, p->n_pairs, sizeof *arc, by_person);
	c->first = ARENA_ARRAY(mem, size_t, c->n + 1);
	for (size_t k = 0; k < p->n_pairs; k++) {
		if (n && arc[n - 1].person == arc[k].person && arc[n - 1].topic == arc[k].topic)
			continue;
		c->first[arc[k].person + 1]++;
		arc[n++] = arc[k];
	}
	for (size_t i = 0; i < c->n; i++) {
		c->able += c->first[i + 1] > 0;
		c->first[i + 1] += c->first[i];
	}
	c->arc = arc;
	c->n_pairs = n;
	return CIRCLES_OK;
}

struct entry {
	int32_t topic, category;
	uint32_t arc;
};

static int
by_cell(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->topic != b->topic)
		return a->topic < b->topic ? -1 : 1;
	if (a->category != b->category)
		return a->category < b->category ? -1 : 1;
	return a->arc < b->arc ? -1 : a->arc > b->arc;
}

static void
make_cells(struct arena *mem, struct circles *c)
{
	const struct circles_problem *p = c->p;
	struct entry *all = ARENA_ARRAY(mem, struct entry, c->n_pairs);
	size_t t = 0;

	for (size_t e = 0; e < c->n_pairs; e++) {
		const struct circles_arc *a = &c->arc[e];

		all[e] = (struct entry){ a->topic, p->category ? p->category[a->person] : -1,
			(uint32_t)e };
	}
	qsort(all, c->n_pairs, sizeof *all, by_cell);
	c->cell_first = ARENA_ARRAY(mem, size_t, c->n_pairs + 1);
	c->cell_arc = ARENA_ARRAY(mem, uint32_t, c->n_pairs);
	c->cell_room = ARENA_ARRAY(mem, int32_t, c->n_pairs);
	c->topic_cell = ARENA_ARRAY(mem, int32_t, c->m + 1);
	for (size_t k = 0; k < c->n_pairs; k++) {
		bool alone = all[k].category == -1;

		if (!k || all[k].topic != all[k - 1].topic ||
			all[k].category != all[k - 1].category) {
			while (t < (size_t)all[k].topic)
				c->topic_cell[++t] = (int32_t)c->n_cells;
			c->cell_first[c->n_cells] = k;
			c->cell_room[c->n_cells++] =
				(int32_t)(alone || p->alike > c->n ? c->n : p->alike);
		}
		c->cell_arc[k] = all[k].arc;
		c->arc[all[k].arc].cell = (int32_t)c->n_cells - 1;
	}
	c->cell_first[c->n_cells] = c->n_pairs;
	while (t < c->m)
		c->topic_cell[++t] = (int32_t)c->n_cells;
}

/* Apart such that no sum of affinities makes up for somebody placed, nor any number of these for a place
 * that a topic lacks. */
static enum circles_status
weigh(struct circles *c)
{
	const struct circles_problem *p = c->p;
	wide sum = 0;

	for (size_t t = 0; t < c->m; t++)
		if (p->lower[t] < 0 || p->lower[t] > p->upper[t])
			return CIRCLES_BAD_SIZE;
	for (size_t i = 0; i < c->n; i++) {
		wide most = 0;

		for (size_t e = c->first[i]; e < c->first[i + 1]; e++) {
			wide size = c->arc[e].affinity;

			size = size < 0 ? -size : size;
			most = size > most ? size : most;
		}
		sum += most;
	}
	if (sum >= (wide)1 << 62)
		return CIRCLES_TOO_LARGE;
	c->bonus = 2 * sum + 1;
	c->lack = c->bonus * (wide)(c->n + 2);
	c->lower = p->lower;
	c->upper = p->upper;
	return CIRCLES_OK;
}

static void
report(struct arena *mem, const struct circles *c, const struct placing *x,
	struct circles_result *ret)
{
	ret->placed = x->placed;
	ret->affinity = x->affinity;
	ret->topic = ARENA_ARRAY(mem, int32_t, c->n);
	ret->points = ARENA_ARRAY(mem, int64_t, c->n);
	for (size_t i = 0; i < c->n; i++) {
		ret->topic[i] = x->at[i] < 0 ? -1 : c->arc[x->at[i]].topic;
		ret->points[i] = x->at[i] < 0 ? 0 : c->arc[x->at[i]].affinity;
	}
}

enum circles_status
circles_solve(struct arena *mem, const struct circles_problem *p, struct circles_result *ret)
{
	struct circles c = { .p = p,
		.n = p->n_people,
		.m = p->n_topics,
		.most_steps = p->steps ? p->steps : USUAL_STEPS };
	struct circles_result r;
	struct placing best;
	struct arena *work;
	enum circles_status status;

	if (c.n > MOST_PEOPLE || c.m > MOST_PEOPLE || p->n_pairs > MOST_PAIRS)
		return CIRCLES_TOO_MANY;
	work = arena_new(1 << 16);
	status = collect_pairs(work, &c);
	if (status == CIRCLES_OK)
		status = weigh(&c);
	if (status == CIRCLES_OK) {
		make_cells(work, &c);
		if (!circles_search(work, &c, &best, &r.most, &r.bound))
			status = CIRCLES_STOPPED;
	}
	if (status == CIRCLES_OK) {
		report(mem, &c, &best, &r);
		*ret = r;
	}
	arena_free(work);
	return status;
}

/* ---- the check ---- */

static int
by_number(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Sizes of all topics, and how many of a category are in one. */
static const char *
check_sizes(struct arena *mem, const struct circles_problem *p, const int32_t *topic)
{
	int32_t *load = ARENA_ARRAY(mem, int32_t, p->n_topics + 1);
	int32_t *member = ARENA_ARRAY(mem, int32_t, p->n_people), *at;

	for (size_t i = 0; i < p->n_people; i++)
		load[topic[i] + 1]++;
	at = load; /* those without a topic are the first */
	for (size_t t = 0; t < p->n_topics; t++)
		if (load[t + 1] && (load[t + 1] < p->lower[t] || load[t + 1] > p->upper[t]))
			return "A topic has too few people or too many.";
	for (size_t t = 0, sum = 0; t <= p->n_topics; t++) {
		size_t n = (size_t)load[t];

		at[t] = (int32_t)sum;
		sum += n;
	}
	for (size_t i = 0; i < p->n_people; i++)
		member[at[topic[i] + 1]++] = p->category ? p->category[i] : -1;
	for (size_t t = 0; t < p->n_topics; t++) {
		int32_t *row = member + at[t], n = at[t + 1] - at[t];

		qsort(row, (size_t)n, sizeof *row, by_number);
		for (size_t k = p->alike; k < (size_t)n; k++)
			if (row[k] != -1 && row[k] == row[k - p->alike])
				return "A topic has too many people of one category.";
	}
	return NULL;
}

const char *
circles_check(struct arena *mem, const struct circles_problem *p, const struct circles_result *r)
{
	bool *listed = ARENA_ARRAY(mem, bool, p->n_people);
	size_t placed = 0;
	wide sum = 0;

	for (size_t i = 0; i < p->n_people; i++)
		if (r->topic[i] < -1 || r->topic[i] >= (int32_t)p->n_topics)
			return "A topic is not there.";
	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct circles_pair *x = &p->pairs[k];

		if (r->topic[x->person] != x->topic)
			continue;
		if (x->affinity > r->points[x->person])
			return "The affinity of somebody is wrong.";
		listed[x->person] |= x->affinity == r->points[x->person];
	}
	for (size_t i = 0; i < p->n_people; i++) {
		if (r->topic[i] < 0)
			continue;
		if (!listed[i])
			return "Somebody joins a topic he has not named with this affinity.";
		placed++;
		sum += r->points[i];
	}
	if (placed != r->placed || sum != r->affinity)
		return "The sums are wrong.";
	if (r->placed > r->most || r->affinity > r->bound)
		return "The answer is above its bound.";
	return check_sizes(mem, p, r->topic);
}

const char *
circles_status_text(enum circles_status s)
{
	switch (s) {
	case CIRCLES_OK:
		return "An answer was found.";
	case CIRCLES_STOPPED:
		return "The search was stopped.";
	case CIRCLES_TOO_MANY:
		return "There are more people than can be placed at once.";
	case CIRCLES_BAD_ID:
		return "A pair names somebody or something that is not there.";
	case CIRCLES_BAD_SIZE:
		return "A number of people is below 0, or a lower one above an upper one.";
	case CIRCLES_TOO_LARGE:
		return "The affinities are so high that their sum cannot be counted.";
	}
	return "";
}
