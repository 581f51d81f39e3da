/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/circles_text.h"

#include <stdlib.h>
#include <string.h>

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */
#define MOST (1 << 24)

struct reading {
	struct arena *mem;
	struct scan *s;
	struct circles_problem p;
	int32_t *lower, *upper; /* upper: -1 where nothing was said yet */
	int64_t *kind;		/* [people] as the text names it */
	bool *has_kind;
	struct circles_pair *pairs;
	size_t room;
};

static bool
read_header(struct reading *r)
{
	struct scan *s = r->s;
	struct circles_problem *p = &r->p;
	size_t bytes = (size_t)(s->end - s->at), most = PEOPLE_FREE + bytes;

	most = most < MOST ? most : MOST;
	if (!scan_word(s, "circle") ||
		!scan_count(s, INT32_MAX - 1, "the number of people", &p->n_people) ||
		!scan_count(s, INT32_MAX - 1, "the number of topics", &p->n_topics) ||
		!scan_count(s, INT32_MAX - 1, "the number of people of one category", &p->alike))
		return false;
	if (p->n_people > most || p->n_topics > most)
		return scan_fault(s, "the header promises more than the text holds");
	r->lower = ARENA_ARRAY(r->mem, int32_t, p->n_topics);
	r->upper = ARENA_ARRAY(r->mem, int32_t, p->n_topics);
	r->kind = ARENA_ARRAY(r->mem, int64_t, p->n_people);
	r->has_kind = ARENA_ARRAY(r->mem, bool, p->n_people);
	memset(r->upper, 0xff, p->n_topics * sizeof *r->upper);
	return scan_end(s);
}

static bool
read_topic(struct reading *r)
{
	struct scan *s = r->s;
	size_t lower, upper;
	int32_t t;

	if (!scan_id(s, r->p.n_topics, "topic", &t) ||
		!scan_count(s, INT32_MAX - 1, "the lower number of people", &lower) ||
		!scan_count(s, INT32_MAX - 1, "the number of people", &upper))
		return false;
	if (lower > upper)
		return scan_fault(s, "the lower number of people is above the upper one");
	if (r->upper[t] >= 0)
		return scan_fault(s, "the numbers of topic %d were said before", (int)t);
	r->lower[t] = (int32_t)lower;
	r->upper[t] = (int32_t)upper;
	return scan_end(s);
}

static bool
read_category(struct reading *r)
{
	struct scan *s = r->s;
	int32_t i;

	if (!scan_id(s, r->p.n_people, "person", &i) || !scan_int(s, "a category", &r->kind[i]))
		return false;
	if (r->has_kind[i])
		return scan_fault(s, "the category of person %d was said before", (int)i);
	r->has_kind[i] = true;
	return scan_end(s);
}

static bool
read_affinity(struct reading *r)
{
	struct scan *s = r->s;
	struct circles_pair x;

	if (!scan_id(s, r->p.n_people, "person", &x.person) ||
		!scan_id(s, r->p.n_topics, "topic", &x.topic) ||
		!scan_int(s, "an affinity", &x.affinity))
		return false;
	if (r->p.n_pairs == r->room) {
		size_t more = 2 * r->room + 64;

		r->pairs = arena_grow(r->mem, r->pairs, r->room * sizeof x, more * sizeof x);
		r->room = more;
	}
	r->pairs[r->p.n_pairs++] = x;
	return scan_end(s);
}

static bool
read_line(struct reading *r, char letter, bool header)
{
	if (letter == 'p' && header)
		return scan_fault(r->s, "there is a header already");
	if (letter == 'p')
		return read_header(r);
	if (!header)
		return scan_fault(r->s, "the first line is \"p circle\" and three numbers");
	switch (letter) {
	case 't':
		return read_topic(r);
	case 'c':
		return read_category(r);
	case 'a':
		return read_affinity(r);
	}
	return scan_fault(r->s, "a line \"%c\" has no meaning here", letter);
}

static int
by_kind(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Categories as small numbers, whatever the text calls them. */
static void
number_categories(struct reading *r)
{
	size_t n = r->p.n_people, all = 0, kinds = 0;
	int32_t *category = ARENA_ARRAY(r->mem, int32_t, n);
	int64_t *kind = ARENA_ARRAY(r->mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		if (r->has_kind[i])
			kind[all++] = r->kind[i];
	qsort(kind, all, sizeof *kind, by_kind);
	for (size_t k = 0; k < all; k++)
		if (!kinds || kind[kinds - 1] != kind[k])
			kind[kinds++] = kind[k];
	for (size_t i = 0; i < n; i++) {
		const int64_t *at =
			r->has_kind[i] ? bsearch(&r->kind[i], kind, kinds, sizeof *kind, by_kind)
				       : NULL;

		category[i] = at ? (int32_t)(at - kind) : -1;
	}
	r->p.category = category;
}

bool
circles_text_read(struct arena *mem, struct scan *s, struct circles_problem *ret)
{
	struct reading r = { .mem = mem, .s = s };
	bool header = false;
	char letter;

	while ((letter = scan_line(s, false))) {
		if (!read_line(&r, letter, header))
			return false;
		header = true;
	}
	if (!s->fault[0] && !header)
		return scan_fault(s, "the first line is \"p circle\" and three numbers");
	if (s->fault[0])
		return false;
	number_categories(&r);
	for (size_t t = 0; t < r.p.n_topics; t++)
		if (r.upper[t] < 0)
			r.upper[t] = (int32_t)r.p.n_people;
	r.p.lower = r.lower;
	r.p.upper = r.upper;
	r.p.pairs = r.pairs;
	*ret = r.p;
	return true;
}
