/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "solver/assign.h"

#define MOST 7

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 16);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static uint64_t seed = 88172645463325252u;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

/* The best of all answers, by trying each. */
struct brute {
	const struct assign_problem *p;
	int64_t score[MOST][MOST];
	bool allowed[MOST][MOST], pinned[MOST][MOST];
	int32_t left[MOST];
	size_t count, best_count;
	__int128 total, best_total;
	bool found;
};

static bool
is_better(const struct brute *b)
{
	if (!b->found)
		return true;
	if (b->p->aim == ASSIGN_EVERYONE && b->count != b->best_count)
		return b->count > b->best_count;
	if (b->total != b->best_total)
		return b->total > b->best_total;
	return b->count > b->best_count;
}

static void
try_mentee(struct brute *b, size_t i)
{
	bool has_pin = false;
	size_t j;

	if (i == b->p->n_mentees) {
		if (is_better(b)) {
			b->best_count = b->count;
			b->best_total = b->total;
			b->found = true;
		}
		return;
	}
	for (j = 0; j < b->p->n_mentors; j++)
		has_pin |= b->pinned[i][j];
	if (!has_pin)
		try_mentee(b, i + 1);
	for (j = 0; j < b->p->n_mentors; j++) {
		if (!(has_pin ? b->pinned[i][j] : b->allowed[i][j]) || !b->left[j])
			continue;
		b->left[j]--;
		b->count++;
		b->total += b->score[i][j];
		try_mentee(b, i + 1);
		b->left[j]++;
		b->count--;
		b->total -= b->score[i][j];
	}
}

static void
brute_solve(struct brute *b, const struct assign_problem *p)
{
	size_t k;

	*b = (struct brute){ .p = p };
	for (k = 0; k < p->n_mentors; k++)
		b->left[k] = p->capacity ? p->capacity[k] : 1;
	for (k = 0; k < p->n_pairs; k++) {
		const struct assign_pair *x = &p->pairs[k];
		bool *allowed = &b->allowed[x->mentee][x->mentor];
		int64_t *score = &b->score[x->mentee][x->mentor];

		*score = *allowed && *score > x->score ? *score : x->score;
		*allowed = true;
	}
	for (k = 0; k < p->n_bans; k++)
		b->allowed[p->bans[k].mentee][p->bans[k].mentor] = false;
	for (k = 0; k < p->n_pins; k++) {
		b->pinned[p->pins[k].mentee][p->pins[k].mentor] = true;
		b->score[p->pins[k].mentee][p->pins[k].mentor] = p->pins[k].score;
	}
	try_mentee(b, 0);
}

static void
assert_checked(const struct assign_problem *p, const struct assign_result *r)
{
	const char *fault = assign_check(mem, p, r);

	if (fault)
		fail_msg("%s", fault);
}

static int64_t
random_score(int magnitude)
{
	static const uint64_t spans[] = { 1, 2, 4, 21, 2001, UINT64_C(2000000001) };
	int64_t extremes[] = { INT64_MAX, INT64_MIN, 0, 1, -1, INT64_MAX - 1 };

	if (magnitude == 6)
		return extremes[chance(6)] / (chance(2) ? 1 : 16);
	return (int64_t)chance(spans[magnitude]) - (chance(2) ? (int64_t)spans[magnitude] / 2 : 0);
}

/* A small problem of any shape; the pins are always possible. */
static struct assign_problem
random_problem(enum assign_aim aim)
{
	struct assign_problem p = { .aim = aim };
	size_t n = chance(MOST + 1), m = chance(MOST + 1), density = chance(101), i, j;
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, m), *left;
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, 2 * n * m);
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, n);
	struct assign_pair *bans = ARENA_ARRAY(mem, struct assign_pair, n * m);
	int magnitude = (int)chance(7), most = (int)chance(7) + 1, pinning = (int)chance(3);

	for (j = 0; j < m; j++)
		capacity[j] = (int32_t)chance((uint64_t)most);
	left = arena_memdup(mem, capacity, m * sizeof *left);
	for (i = 0; i < n; i++) {
		for (j = 0; j < m; j++) {
			struct assign_pair x = { (int32_t)i, (int32_t)j, random_score(magnitude) };

			if (chance(100) < density)
				pairs[p.n_pairs++] = x;
			if (chance(100) < density / 20)
				pairs[p.n_pairs++] = (struct assign_pair){ (int32_t)i, (int32_t)j,
					random_score(magnitude) };
			if (chance(10) == 0)
				bans[p.n_bans++] = x;
		}
		if (pinning == 0 && m && chance(3) == 0 && left[j = chance(m)] &&
			!(p.n_bans && bans[p.n_bans - 1].mentee == (int32_t)i)) {
			left[j]--;
			pins[p.n_pins++] = (struct assign_pair){ (int32_t)i, (int32_t)j,
				random_score(magnitude) };
		}
	}
	for (i = p.n_pairs; i > 1; i--) {
		struct assign_pair x = pairs[j = chance(i)];

		pairs[j] = pairs[i - 1];
		pairs[i - 1] = x;
	}
	p.n_mentees = n;
	p.n_mentors = m;
	p.capacity = chance(8) ? capacity : NULL;
	if (!p.capacity)
		p.n_pins = 0;
	p.pairs = pairs;
	p.pins = pins;
	p.bans = bans;
	return p;
}

static void
test_against_brute_force(void **state)
{
	int round;

	(void)state;
	for (round = 0; round < 12000; round++) {
		struct assign_problem p = random_problem((enum assign_aim)(round % 2));
		struct assign_result r = { 0 };
		struct brute b;
		enum assign_status status = assign_solve(mem, &p, &r);

		brute_solve(&b, &p);
		if ((int64_t)b.best_total != b.best_total) {
			assert_int_equal(status, ASSIGN_TOO_LARGE);
		} else {
			assert_int_equal(status, ASSIGN_OK);
			assert_int_equal(r.count, b.best_count);
			assert_true(r.score == b.best_total);
			assert_checked(&p, &r);
		}
		arena_reset(mem);
	}
}

static void
test_by_hand(void **state)
{
	/* Two want mentor 0; only the first can go elsewhere, at a loss. */
	static const struct assign_pair pairs[] = { { 0, 0, 10 }, { 0, 1, -3 }, { 1, 0, 9 } };
	static const struct assign_pair pin = { 0, 1, 0 }, ban = { 0, 1, 0 };
	struct assign_problem p = { .n_mentees = 2, .n_mentors = 2, .pairs = pairs, .n_pairs = 3 };
	struct assign_result r;
	int32_t two[] = { 2, 0 };

	(void)state;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.count, 2);
	assert_int_equal(r.score, 6);
	assert_int_equal(r.mentor[0], 1);
	assert_int_equal(r.points[0], -3);
	p.aim = ASSIGN_FIT;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.count, 1);
	assert_int_equal(r.score, 10);
	assert_int_equal(r.mentor[1], -1);
	p.capacity = two;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.score, 19);
	p.capacity = NULL;
	p.pins = &pin;
	p.n_pins = 1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.score, 9);
	assert_int_equal(r.mentor[0], 1);
	p.n_pins = 0;
	p.aim = ASSIGN_EVERYONE;
	p.bans = &ban;
	p.n_bans = 1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.count, 1);
	assert_int_equal(r.score, 10);
	p.n_mentees = p.n_mentors = p.n_pairs = p.n_bans = 0;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	assert_int_equal(r.count, 0);
}

static void
test_refusals(void **state)
{
	struct assign_pair pairs[] = { { 0, 0, 1 }, { 1, 0, 1 } };
	struct assign_problem p = { .n_mentees = 2, .n_mentors = 1, .pairs = pairs, .n_pairs = 2 };
	struct assign_result r = { .count = 77 };
	atomic_int stop = 1;
	int32_t minus = -1;

	(void)state;
	pairs[1].mentor = 1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_BAD_ID);
	pairs[1].mentor = -1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_BAD_ID);
	pairs[1].mentor = 0;
	p.capacity = &minus;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_BAD_CAPACITY);
	p.capacity = NULL;
	p.pins = pairs;
	p.n_pins = 2;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_PIN_FULL);
	pairs[1].mentee = 0;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_PIN_TWICE);
	p.n_pins = 1;
	p.bans = pairs;
	p.n_bans = 1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_PIN_BANNED);
	p.n_pins = p.n_bans = 0;
	p.stop = &stop;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_STOPPED);
	p.n_mentees = (size_t)INT32_MAX + 1;
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_TOO_MANY);
	assert_int_equal(r.count, 77);
	assert_string_equal(assign_status_text(ASSIGN_STOPPED), "The search was stopped.");
}

/* Every single change of an answer or of its proof is noticed. */
static void
test_check_refuses(void **state)
{
	static const struct assign_pair pairs[] = { { 0, 0, 5 }, { 0, 1, 4 }, { 1, 0, 5 },
		{ 1, 1, 1 }, { 2, 1, 3 }, { 2, 0, 2 } };
	struct assign_problem p = { .n_mentees = 3, .n_mentors = 2, .pairs = pairs, .n_pairs = 6 };
	struct assign_result r;
	assign_value bonus;
	int aim, k;

	(void)state;
	for (aim = 0; aim < 2; aim++) {
		p.aim = (enum assign_aim)aim;
		assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
		assert_int_equal(r.score, 9);
		assert_checked(&p, &r);
#define NOTICED(change, back)                                                                      \
	change;                                                                                    \
	assert_non_null(assign_check(mem, &p, &r));                                                \
	back;                                                                                      \
	assert_checked(&p, &r)
		NOTICED(r.score++, r.score--);
		NOTICED(r.count--, r.count++);
		NOTICED(r.points[0]++, r.points[0]--);
		NOTICED(r.mentor[2] = 0, r.mentor[2] = -1);
		NOTICED(r.mentor[2] = 9, r.mentor[2] = -1);
		NOTICED(r.pairs[1].mentor = 1, r.pairs[1].mentor = 0);
		NOTICED(r.pairs[1].mentee = 2, r.pairs[1].mentee = 1);
		NOTICED(p.n_pairs = 2, p.n_pairs = 6);
		bonus = r.proof.bonus;
		NOTICED(r.proof.bonus = aim ? 0 : 9, r.proof.bonus = bonus);
		for (k = 0; k < 3; k++) {
			NOTICED(r.proof.mentee[k]++, r.proof.mentee[k]--);
			NOTICED(r.proof.mentee[k]--, r.proof.mentee[k]++);
		}
		for (k = 0; k < 2; k++) {
			NOTICED(r.proof.mentor[k]++, r.proof.mentor[k]--);
			NOTICED(r.proof.mentor[k]--, r.proof.mentor[k]++);
		}
		p.bans = pairs;
		NOTICED(p.n_bans = 6, p.n_bans = 0);
		p.pins = pairs;
		NOTICED(p.n_pins = 2, p.n_pins = 0);
	}
}

static struct assign_result
solve_in_time(const char *name, const struct assign_problem *p)
{
	struct assign_result r;
	struct timespec from, to;
	double seconds;

	clock_gettime(CLOCK_MONOTONIC, &from);
	assert_int_equal(assign_solve(mem, p, &r), ASSIGN_OK);
	clock_gettime(CLOCK_MONOTONIC, &to);
	seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	print_message(
		"%s: %zu pairs, score %lld, %.3f s\n", name, r.count, (long long)r.score, seconds);
	assert_checked(p, &r);
	assert_true(seconds < 20); /* under sanitizers on a busy machine; else a tenth of that */
	return r;
}

static struct assign_problem
large_problem(size_t n, size_t m, size_t degree, int32_t capacity, uint64_t span)
{
	struct assign_problem p = { .n_mentees = n, .n_mentors = m, .n_pairs = n * degree };
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs);
	int32_t *capacities = ARENA_ARRAY(mem, int32_t, m);
	size_t i;

	for (i = 0; i < p.n_pairs; i++)
		pairs[i] = (struct assign_pair){ (int32_t)(i / degree), (int32_t)chance(m),
			(int64_t)chance(span) };
	for (i = 0; i < m; i++)
		capacities[i] = capacity;
	p.pairs = pairs;
	p.capacity = capacities;
	return p;
}

static void
test_time(void **state)
{
	static const struct {
		const char *name;
		size_t n, m, degree;
		int32_t capacity;
		uint64_t span;
	} cases[] = {
		{ "plenty", 5000, 2000, 49, 4, 1000 },
		{ "tight", 5000, 2000, 49, 0, 1000 },
		{ "shortage", 5000, 2000, 49, 2, 1000 },
		{ "equal scores", 5000, 2000, 49, 2, 1 },
		{ "few levels", 5000, 2000, 49, 2, 5 },
		{ "one each", 3000, 3000, 30, 1, 1000000000 },
	};
	size_t k, i;
	int aim;

	(void)state;
	for (k = 0; k < sizeof cases / sizeof *cases; k++)
		for (aim = 0; aim < 2; aim++) {
			struct assign_problem p = large_problem(cases[k].n, cases[k].m,
				cases[k].degree, cases[k].capacity, cases[k].span);

			if (!cases[k].capacity)
				for (i = 0; i < cases[k].m; i++)
					((int32_t *)p.capacity)[i] = i % 2 ? 2 : 3;
			p.aim = (enum assign_aim)aim;
			solve_in_time(cases[k].name, &p);
			arena_reset(mem);
		}
}

/* The order of the pairs does not matter, so equal answers do not depend on the database's mood. */
static void
test_same_bytes(void **state)
{
	struct assign_problem p = large_problem(400, 150, 12, 2, 3);
	struct assign_pair *turned = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs);
	struct assign_result r, s;
	size_t i;

	(void)state;
	for (i = 0; i < p.n_pairs; i++)
		turned[i] = p.pairs[p.n_pairs - 1 - i];
	assert_int_equal(assign_solve(mem, &p, &r), ASSIGN_OK);
	p.pairs = turned;
	assert_int_equal(assign_solve(mem, &p, &s), ASSIGN_OK);
	assert_memory_equal(r.mentor, s.mentor, p.n_mentees * sizeof *r.mentor);
	assert_memory_equal(r.proof.mentor, s.proof.mentor, p.n_mentors * sizeof *r.proof.mentor);
}

/* n mentees who all must move when the last one comes: the longest augmenting path there is. */
static void
test_long_path(void **state)
{
	enum { N = 3000 };
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, 2 * N);
	struct assign_problem p = { .n_mentees = N, .n_mentors = N, .pairs = pairs };
	int32_t i;

	(void)state;
	for (i = 0; i < N - 1; i++) {
		pairs[p.n_pairs++] = (struct assign_pair){ i, i, 2 };
		pairs[p.n_pairs++] = (struct assign_pair){ i, i + 1, 1 };
	}
	pairs[p.n_pairs++] = (struct assign_pair){ N - 1, 0, 1 };
	assert_int_equal(solve_in_time("long path", &p).count, N);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_by_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_against_brute_force, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check_refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_path, setup, teardown),
		cmocka_unit_test_setup_teardown(test_time, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
