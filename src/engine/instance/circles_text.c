/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/circles_text.h"

#include <stdlib.h>
#include <string.h>

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */
#define MOST (1 << 24)

/* Lines of two numbers. */
struct lines_of {
	struct line_of {
		int32_t a, b;
		size_t line;
	} * v;
	size_t n, room;
};

struct reading {
	struct arena *mem;
	struct scan *s;
	struct circles_problem p;
	int32_t *lower, *upper; /* upper: -1 where nothing was said yet */
	int64_t *kind;		/* [people] as the text names it */
	bool *has_kind;
	struct circles_pair *pairs;
	size_t room;
	struct lines_of pins, bans, apart;
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

static void
keep(struct reading *r, struct lines_of *list, int32_t a, int32_t b)
{
	if (list->n == list->room) {
		size_t more = 2 * list->room + 64;

		list->v = arena_grow(
			r->mem, list->v, list->room * sizeof *list->v, more * sizeof *list->v);
		list->room = more;
	}
	list->v[list->n++] = (struct line_of){ a, b, r->s->line };
}

static bool
read_place(struct reading *r, struct lines_of *list)
{
	int32_t person, topic;

	if (!scan_id(r->s, r->p.n_people, "person", &person) ||
		!scan_id(r->s, r->p.n_topics, "topic", &topic))
		return false;
	keep(r, list, person, topic);
	return scan_end(r->s);
}

static bool
read_apart(struct reading *r)
{
	int32_t a, b;

	if (!scan_id(r->s, r->p.n_people, "person", &a) ||
		!scan_id(r->s, r->p.n_people, "person", &b))
		return false;
	if (a == b)
		return scan_fault(r->s, "person %d cannot be apart from himself", (int)a);
	keep(r, &r->apart, a, b);
	return scan_end(r->s);
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
	case 'f':
		return read_place(r, &r->pins);
	case 'x':
		return read_place(r, &r->bans);
	case 'd':
		return read_apart(r);
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

/* ---- what a manager has said ---- */

static int
by_place(const void *left, const void *right)
{
	const struct line_of *x = left, *y = right;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static bool
is_banned(const struct reading *r, int32_t person, int32_t topic)
{
	size_t low = 0, high = r->bans.n;

	while (low < high) {
		size_t at = low + (high - low) / 2;
		const struct line_of *x = &r->bans.v[at];

		if (x->a < person || (x->a == person && x->b < topic))
			low = at + 1;
		else
			high = at;
	}
	return low < r->bans.n && r->bans.v[low].a == person && r->bans.v[low].b == topic;
}

/* The line of a fault that shows only when all was read. */
static bool
fault_at(struct scan *s, size_t line, const char *what, int32_t a, int32_t b)
{
	s->line = line;
	return scan_fault(s, what, (int)a, (int)b);
}

static bool
check_pins(struct reading *r, const int32_t *pin)
{
	for (size_t k = 0; k < r->pins.n; k++) {
		const struct line_of *x = &r->pins.v[k];

		if (k && x[-1].a == x->a)
			return fault_at(r->s, x->line, "person %d is pinned twice", x->a, 0);
		if (is_banned(r, x->a, x->b))
			return fault_at(r->s, x->line,
				"person %d is pinned to topic %d, but that is forbidden", x->a,
				x->b);
	}
	for (size_t k = 0; k < r->apart.n; k++) {
		const struct line_of *x = &r->apart.v[k];

		if (pin[x->a] >= 0 && pin[x->a] == pin[x->b])
			return fault_at(r->s, x->line,
				"persons %d and %d are to be apart, and pinned to the same topic",
				x->a, x->b);
	}
	return true;
}

/* Takes what is forbidden from the pairs, and gives each pin what it is worth. */
static bool
settle(struct reading *r)
{
	struct circles_problem *p = &r->p;
	struct circles_pair *pins = ARENA_ARRAY(r->mem, struct circles_pair, r->pins.n);
	struct circles_two *apart = ARENA_ARRAY(r->mem, struct circles_two, r->apart.n);
	int32_t *pin = ARENA_ARRAY(r->mem, int32_t, p->n_people); /* which of the pins, or -1 */
	int32_t *topic = ARENA_ARRAY(r->mem, int32_t, p->n_people);
	bool *named = ARENA_ARRAY(r->mem, bool, r->pins.n);
	size_t n = 0;

	if (r->bans.n)
		qsort(r->bans.v, r->bans.n, sizeof *r->bans.v, by_place);
	if (r->pins.n)
		qsort(r->pins.v, r->pins.n, sizeof *r->pins.v, by_place);
	memset(pin, 0xff, p->n_people * sizeof *pin);
	memset(topic, 0xff, p->n_people * sizeof *topic);
	for (size_t k = 0; k < r->pins.n; k++) {
		pins[k] = (struct circles_pair){ r->pins.v[k].a, r->pins.v[k].b, 0 };
		pin[r->pins.v[k].a] = (int32_t)k;
		topic[r->pins.v[k].a] = r->pins.v[k].b;
	}
	if (!check_pins(r, topic))
		return false;
	for (size_t k = 0; k < p->n_pairs; k++) {
		struct circles_pair x = r->pairs[k];
		int32_t at = topic[x.person] == x.topic ? pin[x.person] : -1;

		if (r->bans.n && is_banned(r, x.person, x.topic))
			continue;
		if (at >= 0 && (!named[at] || x.affinity > pins[at].affinity)) {
			pins[at].affinity = x.affinity;
			named[at] = true;
		}
		r->pairs[n++] = x;
	}
	for (size_t k = 0; k < r->apart.n; k++)
		apart[k] = (struct circles_two){ r->apart.v[k].a, r->apart.v[k].b };
	p->n_pairs = n;
	p->pins = pins;
	p->n_pins = r->pins.n;
	p->apart = apart;
	p->n_apart = r->apart.n;
	return true;
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
	if (!settle(&r))
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
