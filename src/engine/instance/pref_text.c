/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/pref_text.h"

#include <string.h>

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */
#define MOST_ENTRIES (INT32_MAX - 1)

/* The lists of one side, in the order of their lines until all are there. */
struct lists {
	struct arena *mem;
	const char *one, *other; /* "resident", "hospital" */
	size_t n, n_other;
	bool ties;	       /* may be there */
	uint32_t *begin, *end; /* of each person; end 0 and begin 1: no list yet */
	int32_t *capacity;
	int32_t *list, *rank; /* rank: NULL until there is a tie, then any number that rises */
	size_t got, room;
	uint32_t *seen; /* of the others: the number of the list that named them last */
	uint32_t lines;
	bool one_kind; /* the others are these */
	int32_t whose; /* list it is that is read */
};

static void
begin_lists(struct arena *mem, struct lists *l, size_t bytes)
{
	l->mem = mem;
	l->begin = ARENA_ARRAY(mem, uint32_t, l->n);
	l->end = ARENA_ARRAY(mem, uint32_t, l->n);
	for (size_t i = 0; i < l->n; i++)
		l->begin[i] = 1;
	l->seen = ARENA_ARRAY(mem, uint32_t, l->n_other);
	l->room = bytes / 16 + 64;
	l->list = ARENA_ARRAY(mem, int32_t, l->room);
}

static bool
more_room(struct scan *s, struct lists *l)
{
	size_t room = 2 * l->room < MOST_ENTRIES ? 2 * l->room : MOST_ENTRIES;

	if (l->got == MOST_ENTRIES)
		return scan_fault(s, "there are more entries than can be counted here");
	l->list = arena_grow(l->mem, l->list, l->room * sizeof *l->list, room * sizeof *l->list);
	if (l->rank)
		l->rank = arena_grow(
			l->mem, l->rank, l->room * sizeof *l->rank, room * sizeof *l->rank);
	l->room = room;
	return true;
}

/* Every entry so far for itself: their places rise, as ranks should. */
static void
begin_ranks(struct lists *l)
{
	l->rank = ARENA_ARRAY(l->mem, int32_t, l->room);
	for (size_t k = 0; k < l->got; k++)
		l->rank[k] = (int32_t)k;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
bad_id(struct scan *s, const char *what, size_t below)
{
	return scan_fault(s,
		below ? "a %s is a whole number from 0 to %zu"
		      : "there is no %s that could be named here",
		what, below - 1);
}

/* Digits, and behind them one of `stops`, a blank or the end. */
static bool
read_id(struct scan *s, size_t below, const char *what, char stop, int32_t *ret)
{
	const char *p = s->at;
	uint64_t value = 0;

	for (; p < s->end && (unsigned char)(*p - '0') < 10 && value < below; p++)
		value = value * 10 + (uint64_t)(*p - '0');
	if (p == s->at || value >= below ||
		!(p == s->end || *p == '\n' || is_blank(*p) || (stop && *p == stop)))
		return bad_id(s, what, below);
	s->at = p;
	*ret = (int32_t)value;
	return true;
}

static bool
add(struct scan *s, struct lists *l, int32_t other, size_t tie_from)
{
	if (l->one_kind && other == l->whose)
		return scan_fault(s, "%s %d is on his own list", l->one, (int)other);
	if (l->seen[other] == l->lines)
		return scan_fault(s, "%s %d is on the list twice", l->other, (int)other);
	l->seen[other] = l->lines;
	if (l->got == l->room && !more_room(s, l))
		return false;
	l->list[l->got] = other;
	if (l->rank)
		l->rank[l->got] = (int32_t)tie_from;
	l->got++;
	return true;
}

static bool
open_tie(struct scan *s, struct lists *l, bool inside)
{
	if (!l->ties)
		return scan_fault(s, "there are no ties here");
	if (inside)
		return scan_fault(s, "a tie cannot be in a tie");
	if (!l->rank)
		begin_ranks(l);
	s->at++;
	return true;
}

static bool
close_tie(struct scan *s, bool empty)
{
	s->at++;
	if (empty)
		return scan_fault(s, "a tie has nobody in it");
	if (s->at < s->end && *s->at != '\n' && !is_blank(*s->at))
		return scan_fault(s, "a blank is missing behind a tie");
	return true;
}

/* Whom the list names, to the end of the line. */
static bool
read_members(struct scan *s, struct lists *l)
{
	size_t tie = 0;
	bool inside = false;
	int32_t other;

	l->lines++;
	while (!scan_at_end(s)) {
		if (*s->at == '(') {
			if (!open_tie(s, l, inside))
				return false;
			inside = true;
			tie = l->got;
		} else if (*s->at == ')' && inside) {
			if (!close_tie(s, tie == l->got))
				return false;
			inside = false;
		} else if (!read_id(s, l->n_other, l->other, inside ? ')' : 0, &other) ||
			   !add(s, l, other, inside ? tie : l->got)) {
			return false;
		}
	}
	if (inside)
		return scan_fault(s, "a tie is not closed");
	return scan_end(s);
}

static bool
read_colon(struct scan *s)
{
	if (scan_at_end(s) || *s->at != ':')
		return scan_fault(s, "a colon is missing before the list");
	s->at++;
	if (s->at < s->end && *s->at != '\n' && !is_blank(*s->at))
		return scan_fault(s, "a blank is missing behind the colon");
	return true;
}

/* Digits up to a colon or a blank. */
static bool
read_places(struct scan *s, int32_t *ret)
{
	int32_t places;

	scan_at_end(s);
	if (!read_id(s, INT32_MAX, "number of places", ':', &places))
		return false;
	*ret = places;
	return true;
}

static bool
read_list(struct scan *s, struct lists *l)
{
	uint32_t begin = (uint32_t)l->got;
	int32_t i;

	scan_at_end(s);
	if (!read_id(s, l->n, l->one, l->capacity ? 0 : ':', &i))
		return false;
	if (l->begin[i] <= l->end[i])
		return scan_fault(s, "%s %d has a list already", l->one, (int)i);
	l->whose = i;
	if ((l->capacity && !read_places(s, &l->capacity[i])) || !read_colon(s) ||
		!read_members(s, l))
		return false;
	l->begin[i] = begin;
	l->end[i] = (uint32_t)l->got;
	return true;
}

/* Lists one behind the other in the order of people, as they mostly are already. */
static struct stable_side
side_of(struct lists *l)
{
	struct stable_side s = { .n = l->n, .capacity = l->capacity };
	uint32_t *first = ARENA_ARRAY(l->mem, uint32_t, l->n + 1);
	int32_t *list = NULL, *rank = NULL;
	bool in_order = true;

	for (size_t i = 0; i < l->n; i++) {
		uint32_t entries = l->begin[i] <= l->end[i] ? l->end[i] - l->begin[i] : 0;

		in_order &= !entries || l->begin[i] == first[i];
		first[i + 1] = first[i] + entries;
	}
	s.first = first;
	s.list = l->list;
	s.rank = l->rank;
	if (in_order)
		return s;
	s.list = list = ARENA_ARRAY(l->mem, int32_t, l->got);
	if (l->rank)
		s.rank = rank = ARENA_ARRAY(l->mem, int32_t, l->got);
	for (size_t i = 0; i < l->n; i++) {
		size_t bytes = (first[i + 1] - first[i]) * sizeof *list;

		memcpy(list + first[i], l->list + l->begin[i], bytes);
		if (rank)
			memcpy(rank + first[i], l->rank + l->begin[i], bytes);
	}
	return s;
}

static bool
read_header_count(struct scan *s, const char *what, size_t *ret)
{
	if (!scan_count(s, INT32_MAX - 1, what, ret))
		return false;
	if (*ret > PEOPLE_FREE + (size_t)(s->end - s->at))
		return scan_fault(s, "the header promises more than the text holds");
	return true;
}

/* ---- residents and hospitals ---- */

static bool
read_pref_header(struct arena *mem, struct scan *s, struct lists *r, struct lists *h)
{
	size_t bytes = (size_t)(s->end - s->at);

	if (r->begin)
		return scan_fault(s, "there is a header already");
	if (!scan_word(s, "pref") || !read_header_count(s, "the number of residents", &r->n) ||
		!read_header_count(s, "the number of hospitals", &h->n))
		return false;
	r->n_other = h->n;
	h->n_other = r->n;
	begin_lists(mem, r, bytes);
	begin_lists(mem, h, bytes);
	h->capacity = ARENA_ARRAY(mem, int32_t, h->n);
	return scan_end(s);
}

bool
pref_text_read(struct arena *mem, struct scan *s, struct stable_problem *ret)
{
	struct lists r = { .one = "resident", .other = "hospital", .ties = true };
	struct lists h = { .one = "hospital", .other = "resident", .ties = true };
	struct stable_problem p = { 0 };
	char letter;

	while ((letter = scan_line(s, true))) {
		if (letter == 'p') {
			if (!read_pref_header(mem, s, &r, &h))
				return false;
		} else if (!r.begin) {
			return scan_fault(s, "the first line is \"p pref\" and two numbers");
		} else if (letter != 'r' && letter != 'h') {
			return scan_fault(s, "a line \"%c\" has no meaning here", letter);
		} else if (!read_list(s, letter == 'r' ? &r : &h)) {
			return false;
		}
	}
	if (s->fault[0])
		return false;
	if (!r.begin)
		return scan_fault(s, "the header \"p pref\" and two numbers is missing");
	p.residents = side_of(&r);
	p.hospitals = side_of(&h);
	*ret = p;
	return true;
}

/* ---- roommates ---- */

static bool
read_sr_header(struct arena *mem, struct scan *s, struct lists *l)
{
	size_t bytes = (size_t)(s->end - s->at);

	if (l->begin)
		return scan_fault(s, "there is a header already");
	if (!scan_word(s, "sr") || !read_header_count(s, "the number of people", &l->n))
		return false;
	l->n_other = l->n;
	begin_lists(mem, l, bytes);
	return scan_end(s);
}

bool
roommates_text_read(struct arena *mem, struct scan *s, struct roommates_problem *ret)
{
	struct lists l = { .one = "person", .other = "person", .one_kind = true };
	struct stable_side side;
	char letter;

	while ((letter = scan_line(s, true))) {
		if (letter == 'p') {
			if (!read_sr_header(mem, s, &l))
				return false;
		} else if (!l.begin) {
			return scan_fault(s, "the first line is \"p sr\" and a number");
		} else if (letter != 'l') {
			return scan_fault(s, "a line \"%c\" has no meaning here", letter);
		} else if (!read_list(s, &l)) {
			return false;
		}
	}
	if (s->fault[0])
		return false;
	if (!l.begin)
		return scan_fault(s, "the header \"p sr\" and a number is missing");
	side = side_of(&l);
	*ret = (struct roommates_problem){ .n = side.n, .first = side.first, .list = side.list };
	return true;
}
