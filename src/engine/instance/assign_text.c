/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/assign_text.h"

#include <stdlib.h>
#include <string.h>

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */

struct lines_of { /* a growing list of pairs, and on which lines they stood */
	struct assign_pair *pairs;
	size_t *line;
	size_t n, cap;
};

struct reading {
	struct arena *mem;
	struct scan *s;
	size_t n, m, n_pairs; /* of the header */
	bool header;

	int32_t *lower, *capacity,
		*wants; /* capacity and wants: 0 = not said yet, else 1 + number */
	bool any_mentor, any_wants;

	size_t got; /* e lines so far */
	/* Pairs that come mentee by mentee go here … */
	size_t *first;
	struct assign_arc *arcs;
	size_t mentee; /* the last one */
	bool unsorted; /* mentors of a mentee do not rise */
	/* … until one does not, or a score is too wide. */
	struct assign_pair *list;

	struct lines_of pins, bans;
};

static void *
grown(struct arena *mem, void *p, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 64;

	if (n < *cap)
		return p;
	p = arena_grow(mem, p, *cap * size, more * size);
	*cap = more;
	return p;
}

static bool
read_header(struct reading *r)
{
	struct scan *s = r->s;
	size_t bytes = (size_t)(s->end - s->at), people = PEOPLE_FREE + bytes;

	if (r->header)
		return scan_fault(s, "there is a header already");
	people = people < INT32_MAX - 1 ? people : INT32_MAX - 1;
	if (!scan_word(s, "match") ||
		!scan_count(s, INT32_MAX - 1, "the number of mentees", &r->n) ||
		!scan_count(s, INT32_MAX - 1, "the number of mentors", &r->m) ||
		!scan_count(s, UINT32_MAX - 1, "the number of pairs", &r->n_pairs))
		return false;
	if (r->n > people || r->m > people || r->n_pairs > (bytes + 8) / 8)
		return scan_fault(s, "the header promises more than the text holds");
	r->header = true;
	r->lower = ARENA_ARRAY(r->mem, int32_t, r->m);
	r->capacity = ARENA_ARRAY(r->mem, int32_t, r->m);
	r->wants = ARENA_ARRAY(r->mem, int32_t, r->n);
	r->first = ARENA_ARRAY(r->mem, size_t, r->n + 1);
	r->arcs = ARENA_ARRAY(r->mem, struct assign_arc, r->n_pairs);
	return scan_end(s);
}

/* From arcs by mentee to a plain list. */
static void
go_plain(struct reading *r)
{
	size_t i = 0, a;

	r->list = ARENA_ARRAY(r->mem, struct assign_pair, r->n_pairs);
	for (i = r->mentee; i < r->n; i++)
		r->first[i + 1] = r->got;
	for (i = a = 0; a < r->got; a++) {
		while (r->first[i + 1] <= a)
			i++;
		r->list[a] =
			(struct assign_pair){ (int32_t)i, r->arcs[a].mentor, r->arcs[a].score };
	}
}

static bool
read_pair(struct reading *r)
{
	struct scan *s = r->s;
	int32_t i, j;
	int64_t score;

	if (!scan_id(s, r->n, "mentee", &i) || !scan_id(s, r->m, "mentor", &j) ||
		!scan_int(s, "a score", &score))
		return false;
	if (r->got == r->n_pairs)
		return scan_fault(
			s, "the header promises %zu pairs, but there are more", r->n_pairs);
	if (!r->list && ((size_t)i < r->mentee || score != (int32_t)score))
		go_plain(r);
	if (r->list) {
		r->list[r->got++] = (struct assign_pair){ i, j, score };
		return scan_end(s);
	}
	while (r->mentee < (size_t)i)
		r->first[++r->mentee] = r->got;
	r->unsorted |= r->got > r->first[i] && r->arcs[r->got - 1].mentor >= j;
	r->arcs[r->got++] = (struct assign_arc){ j, (int32_t)score };
	return scan_end(s);
}

static bool
read_mentor(struct reading *r)
{
	struct scan *s = r->s;
	size_t lower, upper;
	int32_t j;

	if (!scan_id(s, r->m, "mentor", &j) ||
		!scan_count(s, INT32_MAX - 1, "the lower number of places", &lower) ||
		!scan_count(s, INT32_MAX - 1, "the number of places", &upper))
		return false;
	if (lower > upper)
		return scan_fault(s, "the lower number of places is above the upper one");
	if (r->capacity[j])
		return scan_fault(s, "the places of mentor %d were said before", (int)j);
	r->lower[j] = (int32_t)lower;
	r->capacity[j] = (int32_t)upper + 1;
	r->any_mentor = true;
	return scan_end(s);
}

static bool
read_wants(struct reading *r)
{
	struct scan *s = r->s;
	size_t k;
	int32_t i;

	if (!scan_id(s, r->n, "mentee", &i) ||
		!scan_count(s, INT32_MAX - 1, "the number of mentors wanted", &k))
		return false;
	if (r->wants[i])
		return scan_fault(s, "what mentee %d wants was said before", (int)i);
	r->wants[i] = (int32_t)k + 1;
	r->any_wants = true;
	return scan_end(s);
}

static bool
read_rule(struct reading *r, struct lines_of *to)
{
	struct scan *s = r->s;
	size_t cap = to->cap;
	int32_t i, j;

	if (!scan_id(s, r->n, "mentee", &i) || !scan_id(s, r->m, "mentor", &j))
		return false;
	to->line = grown(r->mem, to->line, to->n, &cap, sizeof *to->line);
	to->pairs = grown(r->mem, to->pairs, to->n, &to->cap, sizeof *to->pairs);
	to->line[to->n] = s->line;
	to->pairs[to->n++] = (struct assign_pair){ i, j, 0 };
	return scan_end(s);
}

static bool
read_line(struct reading *r, char letter)
{
	if (letter == 'p')
		return read_header(r);
	if (!r->header)
		return scan_fault(r->s, "the first line is \"p match\" and three numbers");
	switch (letter) {
	case 'e':
		return read_pair(r);
	case 'm':
		return read_mentor(r);
	case 'w':
		return read_wants(r);
	case 'f':
		return read_rule(r, &r->pins);
	case 'x':
		return read_rule(r, &r->bans);
	}
	return scan_fault(r->s, "a line \"%c\" has no meaning here", letter);
}

static int
by_mentor(const void *left, const void *right)
{
	const struct assign_arc *a = left, *b = right;

	if (a->mentor != b->mentor)
		return a->mentor < b->mentor ? -1 : 1;
	return a->score > b->score ? -1 : a->score < b->score;
}

/* Mentors rising, each with his best score. */
static void
sort_rows(struct reading *r)
{
	size_t to = 0, i, a, end;

	for (i = 0; i < r->n; i++) {
		size_t from = r->first[i], begin = to;

		end = r->first[i + 1];
		qsort(r->arcs + from, end - from, sizeof *r->arcs, by_mentor);
		for (a = from; a < end; a++)
			if (to == begin || r->arcs[to - 1].mentor != r->arcs[a].mentor)
				r->arcs[to++] = r->arcs[a];
		r->first[i] = begin;
	}
	r->first[i] = to;
}

/* ---- pins ---- */

static int
by_pair(const void *left, const void *right)
{
	const struct assign_pair *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* Gives each of the sorted pairs (none twice) its score in p; found[k] is false where there is none. */
static void
look_up(const struct assign_problem *p, struct assign_pair *sorted, size_t n, bool *found)
{
	for (size_t a = 0; p->pairs && a < p->n_pairs; a++) {
		struct assign_pair *x = bsearch(&p->pairs[a], sorted, n, sizeof *x, by_pair);

		if (!x || (found[x - sorted] && x->score >= p->pairs[a].score))
			continue;
		x->score = p->pairs[a].score;
		found[x - sorted] = true;
	}
	for (size_t k = 0; !p->pairs && k < n; k++) {
		struct assign_arc key = { sorted[k].mentor, 0 };
		size_t from = p->first[sorted[k].mentee], to = p->first[sorted[k].mentee + 1];

		while (from < to) {
			size_t middle = from + (to - from) / 2;

			if (p->arcs[middle].mentor < key.mentor)
				from = middle + 1;
			else
				to = middle;
		}
		if (from < p->first[sorted[k].mentee + 1] && p->arcs[from].mentor == key.mentor) {
			sorted[k].score = p->arcs[from].score;
			found[k] = true;
		}
	}
}

static int32_t
seats_of(const struct assign_problem *p, int32_t j)
{
	return p->capacity ? p->capacity[j] : 1;
}

static int32_t
wants_of(const struct assign_problem *p, int32_t i)
{
	return p->wants ? p->wants[i] : 1;
}

static bool
fault_at(struct scan *s, size_t line, const char *what, const struct assign_pair *x)
{
	s->line = line;
	return scan_fault(s, what, (int)x->mentee, (int)x->mentor);
}

static bool
check_pins(struct reading *r, struct assign_problem *p)
{
	struct lines_of *f = &r->pins;
	struct assign_pair *sorted = arena_memdup(r->mem, f->pairs, f->n * sizeof *sorted);
	struct assign_pair *bans = arena_memdup(r->mem, p->bans, p->n_bans * sizeof *bans);
	bool *found = ARENA_ARRAY(r->mem, bool, f->n), *used = ARENA_ARRAY(r->mem, bool, f->n);
	int32_t *load = ARENA_ARRAY(r->mem, int32_t, r->m),
		*held = ARENA_ARRAY(r->mem, int32_t, r->n);

	qsort(sorted, f->n, sizeof *sorted, by_pair);
	qsort(bans, p->n_bans, sizeof *bans, by_pair);
	look_up(p, sorted, f->n, found);
	for (size_t k = 0; k < f->n; k++) {
		struct assign_pair *x = &f->pairs[k];
		size_t at = (size_t)((struct assign_pair *)bsearch(
					     x, sorted, f->n, sizeof *x, by_pair) -
				     sorted);

		while (at && by_pair(&sorted[at - 1], x) == 0)
			at--;
		if (used[at])
			return fault_at(
				r->s, f->line[k], "mentee %d is pinned to mentor %d twice", x);
		used[at] = true;
		if (!found[at])
			return fault_at(r->s, f->line[k],
				"mentee %d is pinned to mentor %d, but they are no eligible pair",
				x);
		if (p->n_bans && bsearch(x, bans, p->n_bans, sizeof *x, by_pair))
			return fault_at(r->s, f->line[k],
				"mentee %d is pinned to mentor %d, but the pair is forbidden", x);
		if (load[x->mentor]++ >= seats_of(p, x->mentor))
			return fault_at(r->s, f->line[k],
				"mentee %d is pinned to mentor %d, who has no place left", x);
		if (held[x->mentee]++ >= wants_of(p, x->mentee))
			return fault_at(r->s, f->line[k],
				"mentee %d is pinned to mentor %d and others, more than are wanted",
				x);
		x->score = sorted[at].score;
	}
	return true;
}

void
assign_keep(struct arena *mem, struct assign_problem *p, const struct assign_pair *pairs,
	size_t n_pairs)
{
	struct assign_pair *all = ARENA_ARRAY(mem, struct assign_pair, p->n_pins + n_pairs);
	struct assign_pair *sorted = arena_memdup(mem, pairs, n_pairs * sizeof *pairs);
	struct assign_pair *out = arena_memdup(mem, p->bans, p->n_bans * sizeof *out);
	struct assign_pair *pins = arena_memdup(mem, p->pins, p->n_pins * sizeof *pins);
	int32_t *load = ARENA_ARRAY(mem, int32_t, p->n_mentors);
	int32_t *held = ARENA_ARRAY(mem, int32_t, p->n_mentees);
	bool *found = ARENA_ARRAY(mem, bool, n_pairs);
	size_t n = 0;

	for (size_t k = 0; k < p->n_pins; k++) {
		load[pins[k].mentor]++;
		held[pins[k].mentee]++;
	}
	qsort(sorted, n_pairs, sizeof *sorted, by_pair);
	qsort(out, p->n_bans, sizeof *out, by_pair);
	qsort(pins, p->n_pins, sizeof *pins, by_pair);
	look_up(p, sorted, n_pairs, found);
	for (size_t k = 0; k < n_pairs; k++) {
		const struct assign_pair *x = &sorted[k];

		if (!found[k] || (k && by_pair(x - 1, x) == 0) ||
			(p->n_bans && bsearch(x, out, p->n_bans, sizeof *x, by_pair)) ||
			(p->n_pins && bsearch(x, pins, p->n_pins, sizeof *x, by_pair)) ||
			load[x->mentor] >= seats_of(p, x->mentor) ||
			held[x->mentee] >= wants_of(p, x->mentee))
			continue;
		load[x->mentor]++;
		held[x->mentee]++;
		all[n++] = *x;
	}
	memcpy(all + n, pins, p->n_pins * sizeof *pins);
	p->pins = all;
	p->n_pins += n;
}

/* ---- all of it ---- */

static void
say_places(struct reading *r, struct assign_problem *p)
{
	for (size_t j = 0; r->any_mentor && j < r->m; j++)
		r->capacity[j] = r->capacity[j] ? r->capacity[j] - 1 : 1;
	for (size_t i = 0; r->any_wants && i < r->n; i++)
		r->wants[i] = r->wants[i] ? r->wants[i] - 1 : 1;
	p->capacity = r->any_mentor ? r->capacity : NULL;
	p->lower = r->any_mentor ? r->lower : NULL;
	p->wants = r->any_wants ? r->wants : NULL;
}

static void
say_pairs(struct reading *r, struct assign_problem *p)
{
	if (r->list) {
		p->pairs = r->list;
		p->n_pairs = r->n_pairs;
		return;
	}
	while (r->mentee < r->n)
		r->first[++r->mentee] = r->got;
	if (r->unsorted)
		sort_rows(r);
	p->first = r->first;
	p->arcs = r->arcs;
	p->n_pairs = r->first[r->n];
}

bool
assign_text_read(struct arena *mem, struct scan *s, struct assign_problem *ret)
{
	struct reading r = { .mem = mem, .s = s };
	struct assign_problem p = { 0 };
	char letter;

	while ((letter = scan_line(s, true)))
		if (!read_line(&r, letter))
			return false;
	if (s->fault[0])
		return false;
	if (!r.header)
		return scan_fault(s, "the header \"p match\" and three numbers is missing");
	if (r.got != r.n_pairs)
		return scan_fault(s, "the header promises %zu pairs, but there are only %zu",
			r.n_pairs, r.got);
	p.n_mentees = r.n;
	p.n_mentors = r.m;
	say_places(&r, &p);
	say_pairs(&r, &p);
	p.bans = r.bans.pairs;
	p.n_bans = r.bans.n;
	if (!check_pins(&r, &p))
		return false;
	p.pins = r.pins.pairs;
	p.n_pins = r.pins.n;
	*ret = p;
	return true;
}
