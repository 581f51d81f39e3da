/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random changes of every kind to small problems: after each, the resident answer is as good as one that is
 * solved from nothing, and its prices are accepted by the check. Exchange costs are compared with solving
 * the problem in which the pair is pinned or forbidden. ROUNDS in the environment says how many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/resident.h"

#define MOST 9

static struct arena *mem;
static uint64_t seed;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static int
rounds(int usual)
{
	const char *set = getenv("ROUNDS");

	return set ? atoi(set) / 60 : usual;
}

/* ---- a problem that is written down plainly ---- */

enum mark { OPEN, PINNED, BANNED };

struct world {
	int32_t n, m;
	int32_t wants[MOST], seats[MOST], lower[MOST];
	bool listed[MOST][MOST];
	int32_t score[MOST][MOST];
	enum mark mark[MOST][MOST];
	int64_t pin[MOST][MOST];
	enum assign_aim aim;
	bool quota, several;
	int32_t span, least;
};

static int32_t
random_score(const struct world *w)
{
	return w->least + (int32_t)chance((uint64_t)w->span);
}

static int32_t
random_wants(const struct world *w)
{
	return w->several ? (int32_t)chance(4) : chance(12) > 0;
}

static void
random_seats(struct world *w, int32_t j)
{
	w->seats[j] = (int32_t)chance(4);
	w->lower[j] = (int32_t)chance((uint64_t)w->seats[j] + 1);
}

static void
random_world(struct world *w)
{
	static const int32_t spans[] = { 1, 3, 20, 1000, 1000000000 };
	int density = (int)chance(101);

	*w = (struct world){ .n = (int32_t)chance(MOST + 1), .m = (int32_t)chance(MOST + 1) };
	w->aim = chance(2) ? ASSIGN_EVERYONE : ASSIGN_FIT;
	w->quota = chance(3) == 0;
	w->several = chance(3) == 0;
	w->span = spans[chance(w->quota ? 4 : 5)];
	w->least = chance(3) ? 0 : -w->span / 2;
	for (int32_t i = 0; i < w->n; i++)
		w->wants[i] = random_wants(w);
	for (int32_t j = 0; j < w->m; j++)
		random_seats(w, j);
	for (int32_t i = 0; i < w->n; i++)
		for (int32_t j = 0; j < w->m; j++) {
			w->listed[i][j] = (int)chance(100) < density;
			w->score[i][j] = random_score(w);
		}
}

static struct assign_problem
problem_of(const struct world *w)
{
	struct assign_problem p = { .aim = w->aim, .quota = w->quota };
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, MOST * MOST);
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, MOST * MOST);
	struct assign_pair *bans = ARENA_ARRAY(mem, struct assign_pair, MOST * MOST);

	for (int32_t i = 0; i < w->n; i++)
		for (int32_t j = 0; j < w->m; j++) {
			struct assign_pair x = { i, j, w->score[i][j] };

			if (w->listed[i][j])
				pairs[p.n_pairs++] = x;
			x.score = w->pin[i][j];
			if (w->mark[i][j] == PINNED)
				pins[p.n_pins++] = x;
			if (w->mark[i][j] == BANNED)
				bans[p.n_bans++] = x;
		}
	p.n_mentees = (size_t)w->n;
	p.n_mentors = (size_t)w->m;
	p.wants = w->wants;
	p.capacity = w->seats;
	p.lower = w->lower;
	p.pairs = pairs;
	p.pins = pins;
	p.bans = bans;
	return p;
}

static int32_t
pins_of(const struct world *w, int32_t i, int32_t j)
{
	int32_t n = 0;

	for (int32_t k = 0; k < MOST; k++)
		n += i >= 0 ? w->mark[i][k] == PINNED : w->mark[k][j] == PINNED;
	return n;
}

/* ---- changes, to both ---- */

static enum assign_status
change_mentee(struct world *w, struct resident *r)
{
	struct assign_arc arcs[MOST];
	int32_t i = (int32_t)chance((uint64_t)(w->n < MOST ? w->n + 1 : w->n));
	int32_t wants = random_wants(w), pins = pins_of(w, i, -1);
	size_t n = 0;

	for (int32_t j = 0; j < w->m; j++) {
		if (chance(3) == 0)
			continue;
		arcs[n++] = (struct assign_arc){ j, random_score(w) };
	}
	if (wants < pins) {
		assert_int_equal(resident_mentee(r, i, wants, arcs, n), ASSIGN_PIN_TWICE);
		return ASSIGN_OK;
	}
	memset(w->listed[i], 0, sizeof w->listed[i]);
	for (size_t k = 0; k < n; k++) {
		w->listed[i][arcs[k].mentor] = true;
		w->score[i][arcs[k].mentor] = arcs[k].score;
	}
	w->wants[i] = wants;
	w->n += i == w->n;
	return resident_mentee(r, i, wants, arcs, n);
}

static enum assign_status
change_mentor(struct world *w, struct resident *r)
{
	struct assign_pair pairs[MOST];
	int32_t j = (int32_t)chance((uint64_t)(w->m < MOST ? w->m + 1 : w->m));
	int32_t seats = w->seats[j], lower = w->lower[j];
	size_t n = 0;

	random_seats(w, j);
	if (w->seats[j] < pins_of(w, -1, j)) {
		assert_int_equal(resident_mentor(r, j, w->seats[j], w->lower[j]), ASSIGN_PIN_FULL);
		w->seats[j] = seats;
		w->lower[j] = lower;
		return ASSIGN_OK;
	}
	if (j < w->m && chance(2))
		return resident_mentor(r, j, w->seats[j], w->lower[j]);
	w->m += j == w->m;
	for (int32_t i = 0; i < w->n; i++) {
		if (!(w->listed[i][j] = chance(3) > 0))
			continue;
		w->score[i][j] = random_score(w);
		pairs[n++] = (struct assign_pair){ i, j, w->score[i][j] };
	}
	return resident_mentor_with(r, j, w->seats[j], w->lower[j], pairs, n);
}

static enum assign_status
change_pair(struct world *w, struct resident *r, int32_t i, int32_t j)
{
	if (chance(3) == 0) {
		w->listed[i][j] = false;
		return resident_unpair(r, i, j);
	}
	w->listed[i][j] = true;
	w->score[i][j] = random_score(w);
	return resident_pair(r, i, j, w->score[i][j]);
}

static enum assign_status
change_mark(struct world *w, struct resident *r, int32_t i, int32_t j)
{
	enum mark now = w->mark[i][j];

	if (chance(2)) {
		w->mark[i][j] = OPEN;
		return now == PINNED   ? resident_unpin(r, i, j)
		       : now == BANNED ? resident_unban(r, i, j)
				       : ASSIGN_OK;
	}
	if (chance(2)) {
		if (now == PINNED) {
			assert_int_equal(resident_ban(r, i, j), ASSIGN_PIN_BANNED);
			return ASSIGN_OK;
		}
		w->mark[i][j] = BANNED;
		return resident_ban(r, i, j);
	}
	if (now == BANNED) {
		assert_int_equal(resident_pin(r, i, j, 1), ASSIGN_PIN_BANNED);
		return ASSIGN_OK;
	}
	if (now == OPEN && pins_of(w, i, -1) >= w->wants[i]) {
		assert_int_equal(resident_pin(r, i, j, 1), ASSIGN_PIN_TWICE);
		return ASSIGN_OK;
	}
	if (now == OPEN && pins_of(w, -1, j) >= w->seats[j]) {
		assert_int_equal(resident_pin(r, i, j, 1), ASSIGN_PIN_FULL);
		return ASSIGN_OK;
	}
	w->mark[i][j] = PINNED;
	w->pin[i][j] = w->listed[i][j] && chance(4) ? w->score[i][j] : random_score(w);
	return resident_pin(r, i, j, w->pin[i][j]);
}

static void
change(struct world *w, struct resident *r)
{
	int what = (int)chance(8);
	enum assign_status status = ASSIGN_OK;
	int32_t i, j;

	if (what == 0) {
		status = change_mentee(w, r);
	} else if (what == 1) {
		status = change_mentor(w, r);
	} else if (w->n && w->m) {
		i = (int32_t)chance((uint64_t)w->n);
		j = (int32_t)chance((uint64_t)w->m);
		status = what < 5 ? change_pair(w, r, i, j) : change_mark(w, r, i, j);
	}
	assert_int_equal(status, ASSIGN_OK);
}

/* ---- comparing ---- */

static void
assert_checked(const struct assign_problem *p, const struct assign_result *r)
{
	const char *fault = assign_check(mem, p, r);

	if (fault)
		fail_msg("%s", fault);
}

static void
assert_same(const struct resident *r, const struct assign_problem *p)
{
	struct assign_problem own = resident_problem(r, mem);
	struct assign_result fresh, kept;

	assert_int_equal(assign_solve(mem, p, &fresh), ASSIGN_OK);
	assert_int_equal(resident_result(r, mem, &kept), ASSIGN_OK);
	assert_int_equal(kept.count, fresh.count);
	assert_int_equal(kept.shortfall, fresh.shortfall);
	assert_true(kept.score == fresh.score);
	assert_int_equal(resident_count(r), fresh.count);
	assert_true(resident_score(r) == fresh.score);
	assert_checked(p, &kept);
	assert_checked(&own, &kept);
}

/* What is lost in comparison with the answer to p after that pin or ban. */
static void
assert_lost(
	const struct assign_problem *p, const struct assign_result *best, const struct exchange *x)
{
	struct assign_problem q = *p;
	struct assign_pair *list = ARENA_ARRAY(mem, struct assign_pair, q.n_pins + q.n_bans + 1);
	size_t *n = x->made ? &q.n_bans : &q.n_pins;
	const struct assign_pair **to = x->made ? &q.bans : &q.pins;
	struct assign_result r;
	enum assign_status status;

	if (*n)
		memcpy(list, *to, *n * sizeof *list);
	list[(*n)++] = (struct assign_pair){ x->mentee, x->mentor, x->score };
	*to = list;
	status = assign_solve(mem, &q, &r);
	assert_int_equal(x->possible, status == ASSIGN_OK);
	if (!x->possible)
		return;
	assert_true(best->score - r.score == x->points);
	assert_int_equal((int64_t)best->count - (int64_t)r.count, x->count);
	assert_int_equal((int64_t)r.shortfall - (int64_t)best->shortfall, x->shortfall);
}

static void
assert_exchange(struct resident *r, const struct world *w, const struct assign_problem *p)
{
	struct assign_result before, after;
	struct exchange *x, one;
	size_t n, open = 0;

	assert_int_equal(resident_result(r, mem, &before), ASSIGN_OK);
	for (int32_t i = 0; i < w->n; i++) {
		x = resident_exchange_mentee(r, mem, i, &n);
		for (size_t k = 0; k < n; k++) {
			assert_true(w->listed[i][x[k].mentor]);
			assert_lost(p, &before, &x[k]);
			assert_true(resident_exchange(r, i, x[k].mentor, &one));
			assert_int_equal(one.possible, x[k].possible);
			assert_true(one.count == x[k].count && one.points == x[k].points);
		}
		open += n;
	}
	for (int32_t j = 0; j < w->m; j++) {
		x = resident_exchange_mentor(r, mem, j, &n);
		for (size_t k = 0; k < n; k++)
			assert_lost(p, &before, &x[k]);
		open -= n;
	}
	assert_int_equal(open, 0);
	assert_int_equal(resident_result(r, mem, &after), ASSIGN_OK);
	assert_memory_equal(before.pairs, after.pairs, before.count * sizeof *before.pairs);
	assert_memory_equal(before.proof.mentee, after.proof.mentee,
		(size_t)w->n * sizeof *before.proof.mentee);
	assert_memory_equal(before.proof.mentor, after.proof.mentor,
		(size_t)w->m * sizeof *before.proof.mentor);
}

static void
test_changes(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(300); k++) {
		struct world w;
		struct resident *r;
		struct assign_problem p;

		random_world(&w);
		p = problem_of(&w);
		assert_int_equal(resident_open(&p, &r), ASSIGN_OK);
		assert_same(r, &p);
		for (int t = 0; t < 40; t++) {
			change(&w, r);
			p = problem_of(&w);
			assert_same(r, &p);
			if (chance(20) == 0)
				assert_exchange(r, &w, &p);
		}
		resident_close(r);
		arena_reset(mem);
	}
}

/* From any answer and any prices: repaired. */
static void
test_adopt(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(300) * 4; k++) {
		struct world w;
		struct resident *r;
		struct assign_problem p;
		struct assign_result s;

		random_world(&w);
		p = problem_of(&w);
		assert_int_equal(assign_solve(mem, &p, &s), ASSIGN_OK);
		for (int32_t j = 0; j < w.m; j++) {
			if (chance(2))
				s.proof.mentor[j] += (assign_value)chance(100) - 50;
			random_seats(&w, j);
		}
		for (size_t x = 0; x < s.count; x++)
			if (chance(3) == 0)
				s.pairs[x].mentor = (int32_t)chance(MOST);
		assert_int_equal(resident_adopt(&p, &s, &r), ASSIGN_OK);
		assert_same(r, &p);
		resident_close(r);
		arena_reset(mem);
	}
}

static int
setup(void **state)
{
	(void)state;
	seed = 88172645463325252u;
	mem = arena_new(1 << 18);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_adopt, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
