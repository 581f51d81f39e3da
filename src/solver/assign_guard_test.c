/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shapes that are the worst there are for one method or another. Each must be solved and proven within a
 * time that is generous even for sanitizers on a busy machine, but which the method's worst case would
 * pass by hours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "solver/assign.h"

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

struct making {
	struct assign_problem p;
	struct assign_pair *pairs;
	int32_t *capacity;
};

static struct making
people(size_t n, size_t m, size_t most_pairs)
{
	struct making g = { .p = { .n_mentees = n, .n_mentors = m } };

	g.p.pairs = g.pairs = ARENA_ARRAY(mem, struct assign_pair, most_pairs);
	g.p.capacity = g.capacity = ARENA_ARRAY(mem, int32_t, m);
	for (size_t j = 0; j < m; j++)
		g.capacity[j] = 1;
	return g;
}

static void
pair(struct making *g, size_t i, size_t j, int64_t score)
{
	g->pairs[g->p.n_pairs++] = (struct assign_pair){ (int32_t)i, (int32_t)j, score };
}

static struct assign_result
in_time(const char *name, const struct assign_problem *p, double most)
{
	struct assign_result r = { 0 };
	struct timespec from, to;
	double seconds;
	const char *fault;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	assert_int_equal(assign_solve(mem, p, &r), ASSIGN_OK);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	print_message("%s: %zu pairs, %.3f s\n", name, r.count, seconds);
	fault = assign_check(mem, p, &r);
	if (fault)
		fail_msg("%s", fault);
	assert_true(seconds < most);
	return r;
}

/* One augmenting path through everybody: must not cost more than a few looks at each. */
static void
test_chain(void **state)
{
	enum { N = 100000 };
	struct making g = people(N, N, 2 * N);

	(void)state;
	for (size_t i = 0; i + 1 < N; i++) {
		pair(&g, i, i, 2);
		pair(&g, i, i + 1, 1);
	}
	pair(&g, N - 1, 0, 1);
	assert_int_equal(in_time("chain", &g.p, 10).count, N);
	g.p.aim = ASSIGN_FIT;
	in_time("chain, fit", &g.p, 10);
}

/* Equal scores, and for everybody a fallback that is far worse. */
static void
test_equal(void **state)
{
	enum { N = 3000, M = 1000 };
	struct making g = people(N, M + 1, N * 21);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		for (size_t k = 0; k < 20; k++)
			pair(&g, i, chance(M), 1000000);
		pair(&g, i, M, -1000000);
	}
	g.capacity[M] = N;
	assert_int_equal(in_time("equal scores, a terrible fallback", &g.p, 10).count, N);
	g.capacity[M] = N - M + 5;
	in_time("the same, tight", &g.p, 10);
}

/* A mentor for thousands. */
static void
test_hub(void **state)
{
	enum { N = 20000, M = 500 };
	struct making g = people(N, M, N * 6);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		pair(&g, i, 0, (int64_t)chance(100));
		for (size_t k = 0; k < 5; k++)
			pair(&g, i, 1 + chance(M - 1), (int64_t)chance(1000));
	}
	g.capacity[0] = 15000;
	for (size_t j = 1; j < M; j++)
		g.capacity[j] = 10;
	in_time("hub", &g.p, 20);
	g.capacity[0] = 1000000000;
	assert_int_equal(in_time("hub without end", &g.p, 20).count, N);
}

/* Few different points, so that most pairs are equal: with seats for most, just enough, and a hub whose pairs a
 * path must not look at again and again. */
static void
test_few_points(void **state)
{
	enum { N = 10000, M = 2000, EACH = 30 };
	static const int32_t seats[] = { 2, 5, 6 };
	struct making g = people(N, M + 1, N * (EACH + 1));

	(void)state;
	for (size_t i = 0; i < N; i++) {
		pair(&g, i, M, (int64_t)chance(4));
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, chance(M), (int64_t)chance(20));
	}
	for (size_t k = 0; k < sizeof seats / sizeof *seats; k++) {
		for (size_t j = 0; j < M; j++)
			g.capacity[j] = seats[k];
		g.capacity[M] = 0;
		in_time("few points", &g.p, 20);
		g.capacity[M] = N / 2;
		in_time("few points and a hub", &g.p, 20);
	}
}

/* Few pairs each, and seats to spare: nobody has to bid against anybody for long. */
static void
test_sparse(void **state)
{
	enum { N = 20000, EACH = 5 };
	struct making g = people(N, N + N / 2, N * EACH);

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, chance(N + N / 2), (int64_t)chance(1000));
	g.p.aim = ASSIGN_FIT;
	in_time("few pairs, fit", &g.p, 10);
}

/* Two mentors for every fourth, and everybody who has seats should get somebody. */
static void
test_several(void **state)
{
	enum { N = 4000, M = 3000, EACH = 20 };
	struct making g = people(N, M, N * EACH);
	int32_t *wants = ARENA_ARRAY(mem, int32_t, N), *lower = ARENA_ARRAY(mem, int32_t, M);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		wants[i] = 1 + (i % 4 == 0);
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, chance(M), (int64_t)chance(1000));
	}
	for (size_t j = 0; j < M; j++) {
		g.capacity[j] = 2;
		lower[j] = 1;
	}
	g.p.wants = wants;
	in_time("several mentors", &g.p, 20);
	g.p.wants = NULL;
	g.p.lower = lower;
	g.p.quota = true;
	assert_int_equal(in_time("quota", &g.p, 20).shortfall, 0);
}

static void
test_wide_scores(void **state)
{
	enum { N = 5000 };
	struct making g = people(N, N, N * 30);

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < 30; k++)
			pair(&g, i, chance(N), (int64_t)chance(2000000001) - 1000000000);
	in_time("scores of a billion", &g.p, 20);
	g.p.aim = ASSIGN_FIT;
	in_time("scores of a billion, fit", &g.p, 30);
}

/* Thousands of small worlds that have nothing to do with each other. */
static void
test_components(void **state)
{
	enum { WORLDS = 5000, SIDE = 4 };
	struct making g = people(WORLDS * SIDE, WORLDS * SIDE, WORLDS * SIDE * SIDE);

	(void)state;
	for (size_t w = 0; w < WORLDS; w++)
		for (size_t i = 0; i < SIDE; i++)
			for (size_t j = 0; j < SIDE - (w % 3 == 0); j++)
				pair(&g, w * SIDE + i, w * SIDE + j, (int64_t)chance(1000));
	in_time("small worlds", &g.p, 10);
}

/* Neighbours on a line want the same few. */
static void
test_neighbours(void **state)
{
	enum { N = 10000, NEAR = 20 };
	struct making g = people(N, N, (size_t)N * NEAR);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		size_t middle = chance(N);

		for (size_t k = 0; k < NEAR; k++)
			pair(&g, i, (middle + k) % N,
				1000000 - (int64_t)(k * k * 100 + chance(50)));
	}
	in_time("neighbours", &g.p, 30);
}

/* Three seats for everybody, and few different scores, so that many choices are as good as another. */
static void
test_rich(void **state)
{
	enum { N = 20000, EACH = 20 };
	struct making g = people(N, N, (size_t)N * EACH);

	(void)state;
	for (size_t j = 0; j < N; j++)
		g.capacity[j] = 3;
	for (size_t i = 0; i < N; i++) /* half of them want the same few */
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, chance(k % 2 ? N : N / 100), (int64_t)chance(4));
	assert_int_equal(in_time("rich", &g.p, 10).count, N);
	for (size_t a = 0; a < g.p.n_pairs; a++)
		g.pairs[a].score -= 1000;
	in_time("rich, nobody likes anybody", &g.p, 10);
	g.p.aim = ASSIGN_FIT;
	assert_int_equal(in_time("the same, fit", &g.p, 10).count, 0);
}

/* Everybody could have everybody: far more pairs than are looked at together. */
static void
test_long_rows(void **state)
{
	enum { N = 150, M = 400 };
	static const int different[] = { 1, 3, 1000, 1000000000 };

	(void)state;
	for (size_t seats = N - 20; seats <= M; seats += (M - N + 20) / 3)
		for (size_t d = 0; d < 4; d++) {
			struct making g = people(N, M, (size_t)N * M);

			for (size_t i = 0; i < N; i++)
				for (size_t j = 0; j < seats; j++)
					pair(&g, i, j, (int64_t)chance((uint64_t)different[d]));
			assert_int_equal(
				in_time("long rows", &g.p, 10).count, seats < N ? seats : N);
		}
}

/* A few come, go and change: as good as from nothing, and nearly everybody keeps whom he had. */
static void
test_from_the_running_one(void **state)
{
	enum { N = 20000, M = 8000, EACH = 15 };
	struct making g = people(N, M, (size_t)N * EACH);
	struct assign_result before, after, anew;
	size_t moved = 0;

	(void)state;
	for (size_t j = 0; j < M; j++)
		g.capacity[j] = (int32_t)chance(5);
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, chance(M), (int64_t)chance(1000));
	before = in_time("before", &g.p, 10);
	for (size_t k = 0; k < 20; k++) {
		g.pairs[chance(g.p.n_pairs)].score += 50;
		g.capacity[chance(M)]++;
	}
	g.p.n_pairs -= 3 * EACH; /* three have left */
	anew = in_time("anew", &g.p, 10);
	g.p.start = before.pairs;
	g.p.n_start = before.count;
	after = in_time("from the running one", &g.p, 10);
	assert_true(after.count == anew.count && after.score == anew.score);
	for (size_t i = 0; i < N; i++)
		moved += before.mentor[i] != after.mentor[i];
	print_message("%zu moved\n", moved);
	assert_true(moved < N / 100);
}

/* Hardly a seat to spare, and a lower number for every mentor, which some cannot reach because too few could have
 * them. The quota must not cost a pair, and not much time. */
static void
test_quota(void **state)
{
	enum { N = 30000, M = 10600, EACH = 30, UNLOVED = 500 };
	struct making g = people(N, M, N * EACH);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, M);
	struct assign_result plain, with;

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < EACH; k++) {
			size_t j = chance(M);

			if (j < UNLOVED && chance(EACH))
				j += UNLOVED;
			pair(&g, i, j, (int64_t)chance(1000) - (int64_t)(j % 97));
		}
	for (size_t j = 0; j < M; j++)
		g.capacity[j] = 3;
	plain = in_time("hardly a seat to spare", &g.p, 10);
	g.p.quota = true;
	g.p.lower = lower;
	for (int32_t low = 1; low <= 3; low++) {
		for (size_t j = 0; j < M; j++)
			lower[j] = low;
		with = in_time("the same, and a quota", &g.p, 10);
		assert_int_equal(with.count, plain.count);
		assert_true(with.score <= plain.score);
		assert_true(with.shortfall > 0);
	}
}

/* Seats are plentiful, and as many mentees as lower numbers: nobody may have more than his, and no seat is to spare. */
static void
test_quota_for_just_so_many(void **state)
{
	enum { N = 50000, EACH = 30 };
	struct making g = people(N, N, N * EACH);
	int32_t *lower = ARENA_ARRAY(mem, int32_t, N);
	struct assign_result with, one;

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < EACH; k++)
			pair(&g, i, (i + chance(N / 2)) % N, (int64_t)chance(1000));
	for (size_t j = 0; j < N; j++) {
		g.capacity[j] = 3;
		lower[j] = 1;
	}
	g.p.quota = true;
	g.p.lower = lower;
	with = in_time("a quota that takes everybody", &g.p, 10);
	assert_int_equal(with.shortfall, 0);
	for (size_t j = 0; j < N; j++)
		g.capacity[j] = 1;
	one = in_time("one seat each", &g.p, 10);
	assert_int_equal(with.score, one.score);
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
		cmocka_unit_test_setup_teardown(test_chain, setup, teardown),
		cmocka_unit_test_setup_teardown(test_equal, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hub, setup, teardown),
		cmocka_unit_test_setup_teardown(test_few_points, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sparse, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wide_scores, setup, teardown),
		cmocka_unit_test_setup_teardown(test_components, setup, teardown),
		cmocka_unit_test_setup_teardown(test_neighbours, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rich, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quota, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quota_for_just_so_many, setup, teardown),
		cmocka_unit_test_setup_teardown(test_from_the_running_one, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
