/* SPDX-License-Identifier: Apache-2.0 */
/* From the pairs as they are listed to options by mentee: checked, sorted, each once. */
#include "solver/assign_core.h"

#include <stdlib.h>
#include <string.h>

static bool
known(const struct assign_problem *p, const struct assign_pair *list, size_t n)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (list[k].mentee < 0 || (size_t)list[k].mentee >= p->n_mentees ||
			list[k].mentor < 0 || (size_t)list[k].mentor >= p->n_mentors)
			return false;
	return true;
}

/* Stable counting sort of `list` by one side; ends[g] becomes the end of group g. */
static void
sort_by(const struct assign_pair *list, size_t n, bool by_mentee, size_t groups, size_t *ends,
	struct assign_pair *to)
{
	size_t k, g, sum = 0;

#define GROUP(x) ((size_t)(by_mentee ? (x).mentee : (x).mentor))
	memset(ends, 0, (groups + 1) * sizeof *ends);
	for (k = 0; k < n; k++)
		ends[GROUP(list[k])]++;
	for (g = 0; g <= groups; g++) {
		size_t size = ends[g];

		ends[g] = sum;
		sum += size;
	}
	for (k = 0; k < n; k++)
		to[ends[GROUP(list[k])]++] = list[k];
#undef GROUP
}

/* By mentee, then by mentor, so that the order of the list does not decide between equal answers. */
static struct assign_pair *
sorted(struct arena *mem, const struct assign_problem *p, const struct assign_pair *list, size_t n)
{
	size_t most = p->n_mentees > p->n_mentors ? p->n_mentees : p->n_mentors;
	size_t *ends = ARENA_ARRAY(mem, size_t, most + 1);
	struct assign_pair *half = ARENA_ARRAY(mem, struct assign_pair, n);
	struct assign_pair *all = ARENA_ARRAY(mem, struct assign_pair, n);

	sort_by(list, n, false, p->n_mentors, ends, half);
	sort_by(half, n, true, p->n_mentees, ends, all);
	return all;
}

static int
compare(const void *left, const void *right)
{
	const struct assign_pair *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* True if the sorted bans hold the pair; *at only moves forward, as the questions come sorted too. */
static bool
banned(const struct assign_pair *bans, size_t n, size_t *at, const struct assign_pair *pair)
{
	while (*at < n && compare(&bans[*at], pair) < 0)
		++*at;
	return *at < n && compare(&bans[*at], pair) == 0;
}

/* Takes the pinned mentees and their seats out of the question. */
static enum assign_status
take_pins(struct core *c, const struct assign_pair *bans)
{
	const struct assign_problem *p = c->p;
	size_t k;

	for (k = 0; k < p->n_pins; k++) {
		const struct assign_pair *pin = &p->pins[k];

		if (c->settled[pin->mentee])
			return ASSIGN_PIN_TWICE;
		if (c->seats[pin->mentor] == 0)
			return ASSIGN_PIN_FULL;
		if (bsearch(pin, bans, p->n_bans, sizeof *bans, compare))
			return ASSIGN_PIN_BANNED;
		c->settled[pin->mentee] = true;
		c->seats[pin->mentor]--;
	}
	return ASSIGN_OK;
}

/* Keeps what can be chosen: free mentee, seat left, not banned, not negative where fit counts. */
static void
collect_options(struct core *c, const struct assign_pair *pairs, const struct assign_pair *bans)
{
	const struct assign_problem *p = c->p;
	size_t n = 0, k = 0, at = 0, i;

	for (i = 0; i < c->n_mentees; i++) {
		c->first[i] = n;
		for (; k < p->n_pairs && (size_t)pairs[k].mentee == i; k++) {
			const struct assign_pair *x = &pairs[k];
			struct option *last = n > c->first[i] ? &c->options[n - 1] : NULL;

			if (c->settled[i] || !c->seats[x->mentor] ||
				banned(bans, p->n_bans, &at, x) ||
				(p->aim == ASSIGN_FIT && x->score < 0))
				continue;
			if (last && last->mentor == x->mentor)
				last->score = x->score > last->score ? x->score : last->score;
			else
				c->options[n++] = (struct option){ x->score, x->mentor };
		}
	}
	c->first[i] = n;
}

/* Room for the holders: no more than a mentor is wanted by. */
static void
lay_out_seats(struct arena *mem, struct core *c)
{
	int32_t *wanted = ARENA_ARRAY(mem, int32_t, c->n_mentors);
	size_t k, j, sum = 0;

	for (k = 0; k < c->first[c->n_mentees]; k++)
		wanted[c->options[k].mentor]++;
	for (j = 0; j < c->n_mentors; j++) {
		if (c->seats[j] > wanted[j])
			c->seats[j] = wanted[j];
		c->start[j] = sum;
		sum += (size_t)c->seats[j];
	}
	c->holders = ARENA_ARRAY(mem, int32_t, sum);
}

/* Puts the first part of the aim above any sum of the second: see assign.h. */
static void
weigh(struct core *c)
{
	uint64_t most = 0;
	size_t k;

	if (c->p->aim == ASSIGN_FIT) {
		c->weight = (int64_t)c->n_mentees + 1;
		c->bonus = 1;
		return;
	}
	for (k = 0; k < c->p->n_pairs; k++) {
		int64_t s = c->p->pairs[k].score;
		uint64_t size = s < 0 ? 0 - (uint64_t)s : (uint64_t)s;

		most = size > most ? size : most;
	}
	c->weight = 1;
	c->bonus = 2 * ((assign_value)c->n_mentees + 1) * ((assign_value)most + 1);
}

enum assign_status
assign_prepare(struct arena *mem, const struct assign_problem *p, struct core *c)
{
	const struct assign_pair *pairs, *bans;
	enum assign_status status;
	size_t n = p->n_mentees, m = p->n_mentors, i;

	if (n >= INT32_MAX || m >= INT32_MAX)
		return ASSIGN_TOO_MANY;
	if (!known(p, p->pairs, p->n_pairs) || !known(p, p->pins, p->n_pins) ||
		!known(p, p->bans, p->n_bans))
		return ASSIGN_BAD_ID;
	*c = (struct core){ .p = p, .n_mentees = n, .n_mentors = m };
	c->first = ARENA_ARRAY(mem, size_t, n + 1);
	c->options = ARENA_ARRAY(mem, struct option, p->n_pairs);
	c->seats = ARENA_ARRAY(mem, int32_t, m);
	c->held = ARENA_ARRAY(mem, int32_t, m);
	c->start = ARENA_ARRAY(mem, size_t, m);
	c->price = ARENA_ARRAY(mem, assign_value, m);
	c->chosen = ARENA_ARRAY(mem, size_t, n);
	c->worth = ARENA_ARRAY(mem, assign_value, n);
	c->place = ARENA_ARRAY(mem, size_t, n);
	c->settled = ARENA_ARRAY(mem, bool, n);
	for (i = 0; i < m; i++) {
		c->seats[i] = p->capacity ? p->capacity[i] : 1;
		if (c->seats[i] < 0)
			return ASSIGN_BAD_CAPACITY;
	}
	for (i = 0; i < n; i++)
		c->chosen[i] = NONE;
	bans = sorted(mem, p, p->bans, p->n_bans);
	if ((status = take_pins(c, bans)) != ASSIGN_OK)
		return status;
	pairs = sorted(mem, p, p->pairs, p->n_pairs);
	collect_options(c, pairs, bans);
	lay_out_seats(mem, c);
	weigh(c);
	return ASSIGN_OK;
}
