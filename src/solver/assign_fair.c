/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: among the answers with the most pairs (and the least shortfall), as few pairs of the lowest score as can be, then
 * of the next, and so on. Method: stage by stage, a level of score at a time from the lowest, each from the answer of the
 * one before (assign_fair_search.c). What all best answers of a stage share is the frame of the next (assign_fair_settle.c).
 * A level of which the answer has no pair needs no stage. So the answer to begin with should be near: it is the best
 * total of levels, by auction (assign_fair_start.c). The prices of all stages together prove
 * the answer: see assign_check_fair.c; they are told here, as many levels in one list as there is room for in a number.
 * Cost: that of the start, and for each level that is used the part of the pairs that its searches see.
 */
#include "solver/assign_fair_core.h"
#include "solver/assign_fair_start.h"

#include <stdlib.h>
#include <string.h>

#define STEEP 6	 /* prices of more than that go with no other level */
#define APART 16 /* more than twice that, and what is left of all levels behind */

/* ---- setting up ---- */

/* The pairs that a best answer can have, for the count alone, by mentee and by mentor. */
static void
open_pairs(struct fair *f, const uint32_t *level)
{
	const struct core *c = f->c;
	struct open_span *row = f->row.of, *column = f->column.of;
	uint32_t n = 0, sum = 0;

	f->row.arc = ARENA_ARRAY(f->work, struct open_arc, c->first[c->n]);
	for (size_t i = 0; i < c->n; i++) {
		row[i].first = n;
		for (size_t a = c->first[i]; c->wants[i] && a < c->first[i + 1]; a++) {
			int32_t j = c->arcs[a].mentor;

			if (!c->seats[j] || c->bonus - c->price[j] != c->gain[i])
				continue;
			f->row.arc[n++] = (struct open_arc){ (uint32_t)j, level[a] };
			column[j].end++;
		}
		row[i].end = n;
	}
	f->column.arc = ARENA_ARRAY(f->work, struct open_arc, n);
	for (size_t j = 0; j < c->m; j++) {
		uint32_t size = column[j].end;

		column[j].first = column[j].end = sum;
		sum += size;
	}
	for (uint32_t i = 0; i < c->n; i++)
		for (uint32_t a = row[i].first; a < row[i].end; a++)
			f->column.arc[column[f->row.arc[a].who].end++] =
				(struct open_arc){ i, f->row.arc[a].level };
}

static void
set_up_mentors(struct fair *f)
{
	const struct core *c = f->c;
	uint32_t sum = 0;

	for (size_t j = 0; j < c->m; j++) {
		assign_value v = c->price[j];
		uint32_t listed = f->column.of[j].end - f->column.of[j].first;
		struct fair_mentor *y = &f->mentor[j];

		*y = (struct fair_mentor){
			.low = c->lower[j], .high = c->seats[j], .kept = NO_KEPT
		};
		f->in_short[j] = v > 0 || c->quota;
		if (v > 0)
			y->low = y->high;
		else if (v < 0)
			y->high = y->low;
		else if (!c->quota)
			y->low = 0;
		if (v < 0 && v == -c->quota)
			y->low = 0;
		f->holder_first[j] = sum;
		sum += listed < (uint32_t)c->seats[j] ? listed : (uint32_t)c->seats[j];
	}
	f->holder = ARENA_ARRAY(f->work, int32_t, sum);
}

static void
set_up_labels(struct fair *f)
{
	struct fair_labels *l = &f->labels;
	size_t n = f->n + f->m + 2;

	l->size = ARENA_ARRAY(f->work, uint32_t, n);
	l->free = ARENA_ARRAY(f->work, uint32_t, n);
	l->changed = ARENA_ARRAY(f->work, uint32_t, n);
	l->stamp = ARENA_ARRAY(f->work, uint32_t, n);
	l->size[0] = (uint32_t)(f->n + f->m);
	while (n-- > 1)
		l->free[l->n_free++] = (uint32_t)n;
	f->change = ARENA_ARRAY(f->work, struct fair_change, f->n + f->m);
}

static void
set_up(struct fair *f, const struct fair_start *s)
{
	struct core *c = f->c;

	f->mentee = ARENA_ARRAY(f->work, struct fair_mentee, f->n);
	f->place = ARENA_ARRAY(f->work, struct fair_place, f->n);
	f->mentor = ARENA_ARRAY(f->work, struct fair_mentor, f->m);
	f->row.of = ARENA_ARRAY(f->work, struct open_span, f->n);
	f->column.of = ARENA_ARRAY(f->work, struct open_span, f->m);
	f->holder_first = ARENA_ARRAY(f->work, uint32_t, f->m);
	f->of_level = ARENA_ARRAY(f->work, int32_t, f->n_levels);
	f->waiting = ARENA_ARRAY(f->work, int32_t, f->n);
	f->hole = ARENA_ARRAY(f->work, int32_t, f->n);
	f->lead = ARENA_ARRAY(f->work, struct fair_lead, f->m);
	f->step = ARENA_ARRAY(f->work, struct fair_move, f->m);
	f->in_short = ARENA_ARRAY(f->work, bool, f->m);
	f->is_priced = ARENA_ARRAY(f->work, bool, f->m);
	f->free = ARENA_ARRAY(f->work, uint32_t, f->m);
	f->on.queue = ARENA_ARRAY(f->work, uint32_t, f->m);
	f->back.queue = ARENA_ARRAY(f->work, uint32_t, f->m);
	f->priced = ARENA_ARRAY(f->work, int32_t, f->m);
	memset(f->of_level, 0xff, f->n_levels * sizeof *f->of_level); /* EMPTY */
	open_pairs(f, s->level);
	set_up_mentors(f);
	set_up_labels(f);
	for (size_t i = 0; i < f->n; i++) {
		f->mentee[i] = (struct fair_mentee){ .mentor = OUT, .may_be_out = c->gain[i] == 0 };
		f->place[i] = (struct fair_place){ .level = KEPT, .kept = NO_KEPT };
		if (s->taken[i] != NONE)
			fair_attach(
				f, (int32_t)i, c->arcs[s->taken[i]].mentor, s->level[s->taken[i]]);
	}
}

/* ---- the proof ---- */

/* Levels whose prices are told together: those that the answer uses, and those before that it does not. */
struct telling {
	struct arena *mem;
	const struct fair *f;
	struct assign_proof *proof;
	size_t room;	    /* for stages */
	size_t from;	    /* the first level that was not told yet */
	size_t most, n;	    /* used levels that fit; that are there */
	assign_value apart; /* the weight of a level by that of the next */
	struct told {
		size_t level, n_prices;
		struct fair_told {
			int32_t mentor, price;
		} * prices;
	} told[32];
	bool steep; /* one that stands alone */
};

static int
by_mentor(const void *left, const void *right)
{
	const struct assign_price *a = left, *b = right;

	return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static struct assign_stage *
new_stage(struct telling *t)
{
	struct assign_proof *p = t->proof;

	if (p->n_stages == t->room) {
		p->stages = arena_grow(t->mem, p->stages, t->room * sizeof *p->stages,
			(2 * t->room + 16) * sizeof *p->stages);
		t->room = 2 * t->room + 16;
	}
	return memset(&p->stages[p->n_stages++], 0, sizeof *p->stages);
}

/* Prices of the same mentor are added. */
static void
add_up(struct assign_stage *s)
{
	size_t n = 0;

	qsort(s->prices, s->n_prices, sizeof *s->prices, by_mentor);
	for (size_t k = 0; k < s->n_prices; k++) {
		if (n && s->prices[n - 1].mentor == s->prices[k].mentor)
			s->prices[n - 1].price += s->prices[k].price;
		else
			s->prices[n++] = s->prices[k];
	}
	s->n_prices = n;
}

/* All levels before `to` that were not told yet. One that is not used weighs more than all that the next used one can
 * cost, and so much less than the one before that no number of its pairs weighs as much. */
static void
tell(struct telling *t, size_t to)
{
	struct assign_stage *s;
	assign_value weight = 1, over = t->steep ? 4 * ((assign_value)t->f->n + 2) : APART;
	size_t n = t->n, all = 0;

	if (to == t->from)
		return;
	s = new_stage(t);
	s->n_levels = to - t->from;
	s->levels = ARENA_ARRAY(t->mem, struct assign_level, s->n_levels);
	for (size_t k = 0; k < n; k++)
		all += t->told[k].n_prices;
	s->prices = ARENA_ARRAY(t->mem, struct assign_price, all);
	for (size_t k = to, last = 0; k-- > t->from;) {
		bool used = n && t->told[n - 1].level == k;

		if (used) {
			weight = last ? weight * t->apart : 1;
			last = 1;
			n--;
			for (size_t x = 0; x < t->told[n].n_prices; x++)
				s->prices[s->n_prices++] =
					(struct assign_price){ t->told[n].prices[x].mentor,
						t->told[n].prices[x].price * weight };
		}
		s->levels[k - t->from] = (struct assign_level){ t->f->score[k],
			used || !last ? weight : weight * over };
	}
	add_up(s);
	t->from = to;
	t->n = 0;
	t->steep = false;
}

/* The prices of the stage. */
static void
note(struct telling *t)
{
	const struct fair *f = t->f;
	int32_t highest = 0;
	struct told *x;

	for (size_t k = 0; k < f->n_priced; k++) {
		int32_t price = f->mentor[f->priced[k]].price;

		highest = price > highest ? price : -price > highest ? -price : highest;
	}
	if (t->n == t->most || t->steep || (t->n && highest > STEEP))
		tell(t, t->told[t->n - 1].level + 1);
	t->steep = highest > STEEP;
	x = &t->told[t->n++];
	*x = (struct told){ .level = f->now,
		.prices = ARENA_ARRAY(f->work, struct fair_told, f->n_priced) };
	for (size_t k = 0; k < f->n_priced; k++)
		if (f->mentor[f->priced[k]].price)
			x->prices[x->n_prices++] =
				(struct fair_told){ f->priced[k], f->mentor[f->priced[k]].price };
}

/* ---- all stages ---- */

static bool
run_stages(struct fair *f, struct telling *t)
{
	const struct assign_problem *p = f->c->p;

	for (size_t k = 0; k < f->n_levels; k++) {
		if (f->of_level[k] == EMPTY)
			continue;
		f->now = (uint32_t)k;
		if (stopped(f->c) || !fair_stage(f))
			return false;
		if (p->progress)
			p->progress(p->progress_arg, k * f->n / f->n_levels, f->n);
		if (f->of_level[k] == EMPTY)
			continue;
		note(t);
		fair_settle(f);
	}
	if (t->n)
		tell(t, t->told[t->n - 1].level + 1);
	tell(t, f->n_levels);
	return true;
}

bool
assign_leximin(struct arena *mem, struct arena *work, struct core *c, struct assign_proof *proof,
	uint64_t *taken)
{
	struct fair f = { .c = c, .work = work, .n = c->n, .m = c->m, .now = FREE /* none yet */ };
	struct telling t = { .mem = mem, .f = &f, .proof = proof };
	struct fair_start s;

	if (!fair_begin(work, c, &s))
		return false;
	f.score = s.score;
	f.n_levels = s.n_levels;
	f.is_perfect = s.is_perfect;
	set_up(&f, &s);
	t.apart = APART * ((assign_value)f.n + 1);
	for (assign_value top = APART; top <= ((assign_value)1 << 100) / t.apart && t.most < 32;
		top *= t.apart)
		t.most++;
	if (!run_stages(&f, &t))
		return false;
	for (size_t i = 0; i < f.n; i++)
		if (f.mentee[i].mentor >= 0) {
			size_t a = arc_to(c, i, f.mentee[i].mentor);

			taken[a / 64] |= UINT64_C(1) << a % 64;
		}
	return true;
}
