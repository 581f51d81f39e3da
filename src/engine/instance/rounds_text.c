/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/rounds_text.h"

#include <stdlib.h>

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */

struct meeting_line {
	struct rounds_pair pair;
	size_t line;
};

static bool
read_header(struct arena *mem, struct scan *s, struct rounds_meetings *r)
{
	size_t bytes = (size_t)(s->end - s->at), people = PEOPLE_FREE + bytes;

	if (r->pairs)
		return scan_fault(s, "there is a header already");
	if (!scan_word(s, "rounds") ||
		!scan_count(s, INT32_MAX - 1, "the number of mentees", &r->n_mentees) ||
		!scan_count(s, INT32_MAX - 1, "the number of mentors", &r->n_mentors) ||
		!scan_count(s, INT32_MAX - 1, "the number of meetings", &r->n))
		return false;
	if (r->n_mentees > people || r->n_mentors > people || r->n > (bytes + 5) / 6)
		return scan_fault(s, "the header promises more than the text holds");
	r->pairs = ARENA_ARRAY(mem, struct rounds_pair, r->n);
	return scan_end(s);
}

static int
by_pair(const void *left, const void *right)
{
	const struct meeting_line *a = left, *b = right;

	if (a->pair.left != b->pair.left)
		return a->pair.left < b->pair.left ? -1 : 1;
	if (a->pair.right != b->pair.right)
		return a->pair.right < b->pair.right ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* The first line that says again what was said. */
static bool
refuse_twice(struct scan *s, struct meeting_line *sorted, size_t n)
{
	const struct meeting_line *again = NULL;

	qsort(sorted, n, sizeof *sorted, by_pair);
	for (size_t k = 1; k < n; k++)
		if (sorted[k].pair.left == sorted[k - 1].pair.left &&
			sorted[k].pair.right == sorted[k - 1].pair.right &&
			(!again || sorted[k].line < again->line))
			again = &sorted[k];
	if (!again)
		return true;
	s->line = again->line;
	return scan_fault(s, "mentee %d and mentor %d are to meet already", (int)again->pair.left,
		(int)again->pair.right);
}

bool
rounds_text_read(struct arena *mem, struct scan *s, struct rounds_meetings *ret)
{
	struct rounds_meetings r = { 0 };
	struct meeting_line *lines = NULL;
	size_t n = 0;
	char letter;

	while ((letter = scan_line(s, true))) {
		struct rounds_pair x;

		if (letter == 'p') {
			if (!read_header(mem, s, &r))
				return false;
			lines = ARENA_ARRAY(mem, struct meeting_line, r.n);
			continue;
		}
		if (!r.pairs)
			return scan_fault(s, "the first line is \"p rounds\" and three numbers");
		if (letter != 'e')
			return scan_fault(s, "a line \"%c\" has no meaning here", letter);
		if (!scan_id(s, r.n_mentees, "mentee", &x.left) ||
			!scan_id(s, r.n_mentors, "mentor", &x.right))
			return false;
		if (n == r.n)
			return scan_fault(
				s, "the header promises %zu meetings, but there are more", r.n);
		lines[n] = (struct meeting_line){ x, s->line };
		r.pairs[n++] = x;
		if (!scan_end(s))
			return false;
	}
	if (s->fault[0])
		return false;
	if (!r.pairs)
		return scan_fault(s, "the header \"p rounds\" and three numbers is missing");
	if (n != r.n)
		return scan_fault(
			s, "the header promises %zu meetings, but there are only %zu", r.n, n);
	if (!refuse_twice(s, lines, n))
		return false;
	*ret = r;
	return true;
}
