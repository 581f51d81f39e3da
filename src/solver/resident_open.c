/* SPDX-License-Identifier: Apache-2.0 */
/* From a problem and its answer to a resident matching, and back. */
#include "solver/resident_core.h"

#include <stdlib.h>
#include <string.h>

#define COLUMN_AHEAD 12
#define MENTOR_AHEAD 24

/* ---- in ---- */

static int
by_people(const void *left, const void *right)
{
	const struct closed *a = left, *b = right;

	if (a->mentee != b->mentee)
		return a->mentee < b->mentee ? -1 : 1;
	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static void
read_closed(struct resident *r, const struct assign_problem *p)
{
	size_t n = 0;

	r->closed_room = p->n_pins + p->n_bans + 1;
	r->closed = ARENA_ARRAY(r->mem, struct closed, r->closed_room);
	for (size_t k = 0; k < p->n_pins; k++, n++)
		r->closed[n] = (struct closed){ .mentee = p->pins[k].mentee,
			.mentor = p->pins[k].mentor,
			.pin = p->pins[k].score,
			.pinned = true };
	for (size_t k = 0; k < p->n_bans; k++, n++)
		r->closed[n] = (struct closed){
			.mentee = p->bans[k].mentee, .mentor = p->bans[k].mentor, .banned = true
		};
	if (n)
		qsort(r->closed, n, sizeof *r->closed, by_people);
	for (size_t k = 0; k < n; k++) /* a ban may come twice */
		if (!r->n_closed || by_people(&r->closed[r->n_closed - 1], &r->closed[k]))
			r->closed[r->n_closed++] = r->closed[k];
	for (size_t k = 0; k < r->n_closed; k++) {
		const struct closed *x = &r->closed[k];

		r->mentee[x->mentee].wants -= x->pinned;
		r->mentor[x->mentor].pins += x->pinned;
		r->n_pins += x->pinned;
		r->pin_points += x->pin;
	}
}

static void
read_people(struct resident *r, const struct assign_problem *p)
{
	resident_grow(r, p->n_mentees, p->n_mentors);
	for (size_t i = 0; i < r->n; i++)
		r->mentee[i].wants = p->wants ? p->wants[i] : 1;
	read_closed(r, p);
	for (size_t j = 0; j < r->m; j++) {
		struct mentor *y = &r->mentor[j];

		y->all_seats = p->capacity ? p->capacity[j] : 1;
		y->all_lower = p->lower ? p->lower[j] : 0;
		y->seats = y->all_seats - y->pins;
		y->lower = p->quota && y->all_lower > y->pins ? y->all_lower - y->pins : 0;
	}
}

/* The columns that the arcs after this one go to, from memory: nothing else costs time here. */
static void
fetch_column(const struct resident *r, const struct core *c, size_t a)
{
	const struct mentor *y;

	if (a + MENTOR_AHEAD >= c->first[c->n])
		return;
	__builtin_prefetch(&r->mentor[c->arcs[a + MENTOR_AHEAD].mentor], 1);
	y = &r->mentor[c->arcs[a + COLUMN_AHEAD].mentor];
	__builtin_prefetch(&y->column[y->n], 1);
}

/* Rows and columns in two pieces of memory; c has all that is listed. */
static void
read_pairs(struct resident *r, const struct core *c)
{
	size_t n = c->first[c->n], sum = 0;
	struct link *rows = ARENA_ARRAY(r->mem, struct link, n);
	struct link *columns = ARENA_ARRAY(r->mem, struct link, n);

	for (size_t a = 0; a < n; a++)
		r->mentor[c->arcs[a].mentor].room++;
	for (size_t j = 0; j < r->m; j++) {
		r->mentor[j].column = columns + sum;
		sum += r->mentor[j].room;
	}
	for (size_t i = 0; i < r->n; i++) {
		struct mentee *x = &r->mentee[i];

		x->row = rows + c->first[i];
		x->room = (uint32_t)(c->first[i + 1] - c->first[i]);
		for (size_t a = c->first[i]; a < c->first[i + 1]; a++) {
			int32_t j = c->arcs[a].mentor;
			struct closed *k = r->n_closed ? resident_closed(r, (int32_t)i, j) : NULL;

			fetch_column(r, c, a);
			if (k) {
				k->listed = true;
				k->score = c->arcs[a].score;
			} else {
				resident_link(r, (int32_t)i, j, c->arcs[a].score);
			}
		}
	}
}

static void
read_answer(struct resident *r, const struct assign_result *s)
{
	for (size_t k = 0; k < s->count; k++) {
		int32_t i = s->pairs[k].mentee, j = s->pairs[k].mentor;
		uint32_t slot;

		if (i < 0 || j < 0 || (size_t)i >= r->n || (size_t)j >= r->m ||
			r->mentee[i].held >= r->mentee[i].wants ||
			r->mentor[j].load >= r->mentor[j].seats)
			continue;
		slot = resident_slot(r, i, j);
		if (slot != NONE && slot >= (uint32_t)r->mentee[i].held)
			resident_take(r, i, slot);
	}
	for (size_t j = 0; j < r->m; j++) {
		struct parts p = resident_parts(s->proof.mentor[j],
			s->proof.weight > 0 ? s->proof.weight : 1, s->proof.bonus, s->proof.quota);

		r->price[j] = p.count * r->bonus + p.met * r->quota + p.points * r->weight;
	}
}

/* All that is listed, each pair once, in order. */
static enum assign_status
list(struct arena *work, const struct assign_problem *p, struct core *ret)
{
	struct assign_problem all = { .n_mentees = p->n_mentees,
		.n_mentors = p->n_mentors,
		.pairs = p->pairs,
		.n_pairs = p->n_pairs,
		.first = p->first,
		.arcs = p->arcs };

	return assign_prepare(work, &all, ret);
}

enum assign_status
resident_adopt(const struct assign_problem *p, const struct assign_result *s, struct resident **ret)
{
	return resident_adopt_within(p, s, SIZE_MAX, ret);
}

enum assign_status
resident_adopt_within(const struct assign_problem *p, const struct assign_result *s, size_t steps,
	struct resident **ret)
{
	struct arena *work = arena_new(1 << 16);
	struct arena *mem = arena_new(1 << 16);
	struct resident *r = ARENA_ARRAY(mem, struct resident, 1);
	struct core c;
	enum assign_status status = p->fair ? ASSIGN_NOT_FAIR : assign_prepare(work, p, &c);
	int64_t most = 0;

	*r = (struct resident){ .mem = mem,
		.aim = p->aim,
		.quota_counts = p->quota,
		.steps_left = steps,
		.hidden_mentee = -1,
		.hidden_mentor = -1 };
	arena_free(work);
	work = arena_new(1 << 16);
	if (status == ASSIGN_OK)
		status = list(work, p, &c);
	if (status == ASSIGN_OK) {
		most = c.highest > -c.lowest ? c.highest : -c.lowest;
		read_people(r, p);
		r->people = resident_people(r);
		if (c.wide || !resident_weigh(r, r->people, most))
			status = ASSIGN_TOO_LARGE;
	}
	if (status == ASSIGN_OK) {
		read_pairs(r, &c);
		read_answer(r, s);
		status = resident_repair_all(r, p->stop) ? ASSIGN_OK : ASSIGN_STOPPED;
		r->n_moved = 0;
		r->steps_left = SIZE_MAX;
	}
	if (status == ASSIGN_OK)
		*ret = r;
	else
		arena_free(mem);
	arena_free(work);
	return status;
}

enum assign_status
resident_open(const struct assign_problem *p, struct resident **ret)
{
	struct arena *work = arena_new(1 << 16);
	struct assign_result s;
	enum assign_status status = p->fair ? ASSIGN_NOT_FAIR : assign_solve(work, p, &s);

	if (status == ASSIGN_OK)
		status = resident_adopt(p, &s, ret);
	arena_free(work);
	return status;
}

void
resident_close(struct resident *r)
{
	if (r)
		arena_free(r->mem);
}

/* ---- out ---- */

size_t
resident_mentees(const struct resident *r)
{
	return r->n;
}

size_t
resident_mentors(const struct resident *r)
{
	return r->m;
}

size_t
resident_count(const struct resident *r)
{
	return r->count + r->n_pins;
}

int64_t
resident_score(const struct resident *r)
{
	return (int64_t)(r->points + r->pin_points);
}

const int32_t *
resident_moved(const struct resident *r, size_t *ret_n)
{
	*ret_n = r->n_moved;
	return r->moved;
}

bool
resident_made(const struct resident *r, int32_t i, int32_t j, int64_t *ret_score)
{
	const struct closed *x;
	int64_t score;
	uint32_t slot;

	if (i < 0 || (size_t)i >= r->n || j < 0 || (size_t)j >= r->m)
		return false;
	x = resident_closed(r, i, j);
	slot = x ? NONE : resident_slot(r, i, j);
	if (x ? !x->pinned : slot == NONE || slot >= (uint32_t)r->mentee[i].held)
		return false;
	score = x ? x->pin : r->mentee[i].row[slot].score;
	if (ret_score)
		*ret_score = score;
	return true;
}

static int
by_mentor(const void *left, const void *right)
{
	const struct assign_pair *a = left, *b = right;

	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* Pairs of mentee i, pins too, from *closed on in the list of those; returns how many. */
static size_t
write_pairs(const struct resident *r, size_t i, size_t *closed, struct assign_pair *to)
{
	const struct mentee *x = &r->mentee[i];
	size_t n = 0;

	for (int32_t k = 0; k < x->held; k++)
		to[n++] = (struct assign_pair){ (int32_t)i, x->row[k].who, x->row[k].score };
	for (; *closed < r->n_closed && r->closed[*closed].mentee == (int32_t)i; ++*closed)
		if (r->closed[*closed].pinned)
			to[n++] = (struct assign_pair){ (int32_t)i, r->closed[*closed].mentor,
				r->closed[*closed].pin };
	if (n > 1)
		qsort(to, n, sizeof *to, by_mentor);
	return n;
}

/* What he gains at least from one of his places: the highest of all numbers that prove as much. */
static int64_t
least_gain(const struct resident *r, const struct mentee *x)
{
	int64_t least = FAR;

	if (x->held < x->wants || !x->wants)
		return 0;
	for (int32_t k = 0; k < x->held; k++) {
		int64_t g = link_worth(r, &x->row[k]) - r->price[x->row[k].who];

		least = g < least ? g : least;
	}
	return least;
}

enum assign_status
resident_result(const struct resident *r, struct arena *mem, struct assign_result *ret)
{
	struct assign_result s = { .score = resident_score(r), .proof.floor = INT64_MIN };
	size_t closed = 0;

	if (s.score != r->points + r->pin_points)
		return ASSIGN_TOO_LARGE;
	s.pairs = ARENA_ARRAY(mem, struct assign_pair, resident_count(r));
	s.mentor = ARENA_ARRAY(mem, int32_t, r->n);
	s.points = ARENA_ARRAY(mem, int64_t, r->n);
	s.proof.mentee = ARENA_ARRAY(mem, assign_value, r->n);
	s.proof.mentor = ARENA_ARRAY(mem, assign_value, r->m);
	s.proof.weight = r->weight;
	s.proof.bonus = r->bonus;
	s.proof.quota = r->quota;
	for (size_t i = 0; i < r->n; i++) {
		size_t n = write_pairs(r, i, &closed, s.pairs + s.count);

		s.mentor[i] = n ? s.pairs[s.count].mentor : -1;
		s.points[i] = n ? s.pairs[s.count].score : 0;
		s.proof.mentee[i] = least_gain(r, &r->mentee[i]);
		s.count += n;
	}
	for (size_t j = 0; j < r->m; j++) {
		const struct mentor *y = &r->mentor[j];
		int32_t load = y->load + y->pins;

		s.proof.mentor[j] = y->seats ? r->price[j] : 0;
		if (r->quota_counts && load < y->all_lower)
			s.shortfall += (size_t)(y->all_lower - load);
	}
	*ret = s;
	return ASSIGN_OK;
}

/* ---- the problem ---- */

static int
by_arc(const void *left, const void *right)
{
	const struct assign_arc *a = left, *b = right;

	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static void
write_closed(const struct resident *r, struct arena *mem, struct assign_problem *p)
{
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, r->n_pins);
	struct assign_pair *bans = ARENA_ARRAY(mem, struct assign_pair, r->n_closed - r->n_pins);

	for (size_t k = 0; k < r->n_closed; k++) {
		const struct closed *x = &r->closed[k];
		struct assign_pair pair = { x->mentee, x->mentor, x->pin };

		if (x->pinned)
			pins[p->n_pins++] = pair;
		else
			bans[p->n_bans++] = pair;
	}
	p->pins = pins;
	p->bans = bans;
}

static void
write_rows(const struct resident *r, struct arena *mem, struct assign_problem *p)
{
	size_t *first = ARENA_ARRAY(mem, size_t, r->n + 1), n = r->n_closed, at = 0;
	struct assign_arc *arcs;

	for (size_t i = 0; i < r->n; i++)
		n += r->mentee[i].n;
	arcs = ARENA_ARRAY(mem, struct assign_arc, n);
	n = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct mentee *x = &r->mentee[i];

		first[i] = n;
		for (uint32_t k = 0; k < x->n; k++)
			arcs[n++] = (struct assign_arc){ x->row[k].who, x->row[k].score };
		for (; at < r->n_closed && r->closed[at].mentee == (int32_t)i; at++)
			if (r->closed[at].listed)
				arcs[n++] = (struct assign_arc){ r->closed[at].mentor,
					r->closed[at].score };
		if (n - first[i] > 1)
			qsort(arcs + first[i], n - first[i], sizeof *arcs, by_arc);
	}
	first[r->n] = n;
	p->first = first;
	p->arcs = arcs;
	p->n_pairs = n;
}

struct assign_problem
resident_problem(const struct resident *r, struct arena *mem)
{
	struct assign_problem p = { .aim = r->aim, .quota = r->quota_counts };
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, r->m);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, r->m), *wants = ARENA_ARRAY(mem, int32_t, r->n);

	p.n_mentees = r->n;
	p.n_mentors = r->m;
	for (size_t i = 0; i < r->n; i++)
		wants[i] = r->mentee[i].wants;
	for (size_t k = 0; k < r->n_closed; k++)
		wants[r->closed[k].mentee] += r->closed[k].pinned;
	for (size_t j = 0; j < r->m; j++) {
		capacity[j] = r->mentor[j].all_seats;
		lower[j] = r->mentor[j].all_lower;
	}
	p.capacity = capacity;
	p.lower = lower;
	p.wants = wants;
	write_closed(r, mem, &p);
	write_rows(r, mem, &p);
	return p;
}
