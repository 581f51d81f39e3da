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

/* people: those of whom anything is closed. */
static bool
is_open(const struct circles *c, const bool *people, int32_t person, int32_t topic)
{
	if (c->pinned[person] >= 0)
		return false;
	if (people[person])
		for (const struct closing *x = c->closed; x; x = x->before)
			if (x->person == person && x->topic == topic)
				return false;
	return true;
}

static enum circles_status
collect_pairs(struct arena *mem, struct circles *c)
{
	const struct circles_problem *p = c->p;
	struct circles_arc *arc = ARENA_ARRAY(mem, struct circles_arc, p->n_pairs);
	bool *people = ARENA_ARRAY(mem, bool, c->n);
	size_t n = 0, all = 0;

	for (const struct closing *x = c->closed; x; x = x->before)
		people[x->person] = true;
	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct circles_pair *x = &p->pairs[k];

		if (x->person < 0 || (size_t)x->person >= c->n || x->topic < 0 ||
			(size_t)x->topic >= c->m)
			return CIRCLES_BAD_ID;
		if (is_open(c, people, x->person, x->topic))
			arc[all++] = (struct circles_arc){ x->affinity, x->person, x->topic, 0 };
	}
	qsort(arc, all, sizeof *arc, by_person);
	c->first = ARENA_ARRAY(mem, size_t, c->n + 1);
	for (size_t k = 0; k < all; k++) {
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

/* ---- pins ---- */

/* Whoever is pinned is out of the question; his topic has one place less, and needs one less. */
static enum circles_status
take_pins(struct arena *mem, struct circles *c)
{
	const struct circles_problem *p = c->p;

	c->lower = arena_memdup(mem, p->lower, c->m * sizeof *c->lower);
	c->upper = arena_memdup(mem, p->upper, c->m * sizeof *c->upper);
	c->pinned = ARENA_ARRAY(mem, int32_t, c->n);
	c->must = ARENA_ARRAY(mem, bool, c->m);
	memset(c->pinned, 0xff, c->n * sizeof *c->pinned);
	for (size_t k = 0; k < p->n_pins; k++) {
		const struct circles_pair *x = &p->pins[k];

		if (x->person < 0 || (size_t)x->person >= c->n || x->topic < 0 ||
			(size_t)x->topic >= c->m || c->pinned[x->person] >= 0)
			return CIRCLES_BAD_ID;
		if (!c->upper[x->topic])
			return CIRCLES_NO_WAY;
		c->pinned[x->person] = x->topic;
		c->upper[x->topic]--;
		c->lower[x->topic] -= c->lower[x->topic] > 0;
	}
	for (size_t k = 0; k < p->n_pins; k++) {
		c->must[p->pins[k].topic] = c->lower[p->pins[k].topic] > 0;
		c->any_must |= c->must[p->pins[k].topic];
	}
	return CIRCLES_OK;
}

/* Those of a category who are pinned to a topic leave less room there for others. */
static enum circles_status
make_room(struct circles *c)
{
	const struct circles_problem *p = c->p;

	for (size_t k = 0; p->category && k < p->n_pins; k++) {
		int32_t t = p->pins[k].topic, category = p->category[p->pins[k].person];
		size_t alike = 0;

		for (size_t other = 0; category != -1 && other < p->n_pins; other++)
			alike += p->pins[other].topic == t &&
				 p->category[p->pins[other].person] == category;
		if (alike > p->alike)
			return CIRCLES_NO_WAY;
		for (int32_t cell = c->topic_cell[t]; alike && cell < c->topic_cell[t + 1];
			cell++) {
			int32_t e = (int32_t)c->cell_arc[c->cell_first[cell]];

			if (p->category[c->arc[e].person] == category)
				c->cell_room[cell] =
					(int32_t)(p->alike - alike > c->n ? c->n
									  : p->alike - alike);
		}
	}
	return CIRCLES_OK;
}

/* Apart such that no sum of affinities makes up for somebody placed, nor any number of these for a place
 * that a topic lacks. */
static enum circles_status
weigh(struct circles *c)
{
	const struct circles_problem *p = c->p;
	wide sum = 0;

	for (size_t k = 0; k < p->n_pins; k++)
		sum += p->pins[k].affinity < 0 ? -(wide)p->pins[k].affinity : p->pins[k].affinity;
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
	for (size_t k = 0; k < c->p->n_pins; k++) {
		const struct circles_pair *pin = &c->p->pins[k];

		ret->topic[pin->person] = pin->topic;
		ret->points[pin->person] = pin->affinity;
		ret->affinity += pin->affinity;
		ret->bound += pin->affinity;
	}
	ret->placed += c->p->n_pins;
	ret->most += c->p->n_pins;
}

static enum circles_status
check_problem(const struct circles_problem *p)
{
	if (p->n_people > MOST_PEOPLE || p->n_topics > MOST_PEOPLE || p->n_pairs > MOST_PAIRS ||
		p->n_pins > MOST_PEOPLE || p->n_apart > MOST_PAIRS)
		return CIRCLES_TOO_MANY;
	for (size_t k = 0; k < p->n_apart; k++)
		if (p->apart[k].a < 0 || (size_t)p->apart[k].a >= p->n_people ||
			p->apart[k].b < 0 || (size_t)p->apart[k].b >= p->n_people ||
			p->apart[k].a == p->apart[k].b)
			return CIRCLES_BAD_ID;
	for (size_t t = 0; t < p->n_topics; t++)
		if (p->lower[t] < 0 || p->lower[t] > p->upper[t])
			return CIRCLES_BAD_SIZE;
	return CIRCLES_OK;
}

enum circles_status
circles_solve_one(struct arena *mem, const struct circles_problem *p, const struct closing *closed,
	uint64_t steps, struct circles_result *ret, uint64_t *ret_steps)
{
	struct circles c = { .p = p,
		.n = p->n_people,
		.m = p->n_topics,
		.closed = closed,
		.most_steps = steps ? steps : USUAL_STEPS };
	struct circles_result r = { 0 };
	struct placing best;
	struct arena *work;
	enum circles_status status;

	status = check_problem(p);
	if (status != CIRCLES_OK)
		return status;
	work = arena_new(1 << 16);
	status = take_pins(work, &c);
	if (status == CIRCLES_OK)
		status = collect_pairs(work, &c);
	if (status == CIRCLES_OK)
		status = weigh(&c);
	if (status == CIRCLES_OK) {
		make_cells(work, &c);
		status = make_room(&c);
	}
	if (status == CIRCLES_OK)
		status = circles_search(work, &c, &best, &r.most, &r.bound);
	if (status == CIRCLES_OK) {
		report(mem, &c, &best, &r);
		*ret = r;
	}
	*ret_steps = c.steps;
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
	bool *listed = ARENA_ARRAY(mem, bool, p->n_people),
	     *pinned = ARENA_ARRAY(mem, bool, p->n_people);
	size_t placed = 0;
	wide sum = 0;

	for (size_t i = 0; i < p->n_people; i++)
		if (r->topic[i] < -1 || r->topic[i] >= (int32_t)p->n_topics)
			return "A topic is not there.";
	for (size_t k = 0; k < p->n_pins; k++) {
		const struct circles_pair *x = &p->pins[k];

		if (r->topic[x->person] != x->topic || r->points[x->person] != x->affinity)
			return "A pin was not kept.";
		pinned[x->person] = listed[x->person] = true;
	}
	for (size_t k = 0; k < p->n_apart; k++)
		if (r->topic[p->apart[k].a] >= 0 &&
			r->topic[p->apart[k].a] == r->topic[p->apart[k].b])
			return "Two who are to be apart are in the same topic.";
	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct circles_pair *x = &p->pairs[k];

		if (r->topic[x->person] != x->topic || pinned[x->person])
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
	case CIRCLES_NO_WAY:
		return "No answer was found that keeps all pins.";
	}
	return "";
}
