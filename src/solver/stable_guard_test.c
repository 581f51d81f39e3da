/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shapes that are the worst there are for one part of stable matching or another, in a time that is generous
 * even for sanitizers on a busy machine, but which the worst case would pass by far. And: the same
 * answer with one thread and with two, and what the solver refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "solver/stable.h"

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

/* ---- markets ---- */

/* How equal the lists are: all the same, all the same on one side and the reverse on the other, by chance,
 * everybody tied, tied in pairs. */
enum shape { SAME, OPPOSITE, ANY, ALL_TIED, PAIRS_TIED };

struct making {
	uint32_t *first;
	int32_t *list, *rank, *capacity;
};

static struct stable_side
full_lists(size_t n, size_t others, enum shape shape, bool reverse)
{
	struct making g = { ARENA_ARRAY(mem, uint32_t, n + 1),
		ARENA_ARRAY(mem, int32_t, n * others), ARENA_ARRAY(mem, int32_t, n * others),
		NULL };

	for (size_t i = 0; i < n; i++) {
		int32_t *row = g.list + i * others;

		g.first[i + 1] = (uint32_t)((i + 1) * others);
		for (size_t k = 0; k < others; k++) {
			size_t at = shape == ANY || shape == PAIRS_TIED ? chance(k + 1) : k;

			row[k] = row[at];
			row[at] = (int32_t)(reverse ? others - 1 - k : k);
			g.rank[i * others + k] = shape == ALL_TIED     ? 0
						 : shape == PAIRS_TIED ? (int32_t)k / 2
								       : (int32_t)k;
		}
	}
	return (struct stable_side){ n, NULL, g.first, g.list,
		shape == ALL_TIED || shape == PAIRS_TIED ? g.rank : NULL };
}

static struct stable_problem
market(size_t n, size_t m, enum shape shape)
{
	return (struct stable_problem){
		.residents = full_lists(n, m, shape, false),
		.hospitals = full_lists(m, n, shape, shape == OPPOSITE),
	};
}

static void
give_places(struct stable_problem *p, int32_t places)
{
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, p->hospitals.n);

	for (size_t j = 0; j < p->hospitals.n; j++)
		capacity[j] = places;
	p->hospitals.capacity = capacity;
}

/* Every sense, for both sides. */
static void
in_time(const char *name, struct stable_problem *p, double most)
{
	for (int ties = STABLE_WEAK; ties <= STABLE_MAX; ties++)
		for (int side = 0; side < 2; side++) {
			struct arena *work = arena_new(0);
			struct stable_result r = { 0 };
			struct timespec from, to;
			enum stable_status s;
			size_t blocking = 0;
			double seconds;

			p->ties = (enum stable_ties)ties;
			p->hospitals_propose = side;
			clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
			s = stable_solve(work, p, &r);
			clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
			seconds = (double)(to.tv_sec - from.tv_sec) +
				  (double)(to.tv_nsec - from.tv_nsec) / 1e9;
			print_message("%s, sense %d, side %d: %zu pairs, %.3f s\n", name, ties,
				side, r.count, seconds);
			assert_true(s == STABLE_OK || s == STABLE_NO_SUCH);
			if (s == STABLE_OK)
				assert_null(stable_check(work, p, &r, &blocking));
			assert_int_equal(blocking, 0);
			assert_true(seconds < most);
			arena_free(work);
		}
}

static void
test_equal_tastes(void **state)
{
	struct stable_problem p = market(700, 700, SAME);

	(void)state;
	in_time("all the same", &p, 5);
	p = market(700, 700, OPPOSITE);
	in_time("the reverse", &p, 5);
	p = market(600, 700, ANY);
	in_time("any", &p, 5);
}

static void
test_ties(void **state)
{
	struct stable_problem p = market(500, 500, ALL_TIED);

	(void)state;
	in_time("all tied", &p, 10);
	p = market(500, 499, ALL_TIED);
	in_time("all tied, one place too few", &p, 10);
	p = market(400, 400, PAIRS_TIED);
	in_time("tied in pairs", &p, 10);
	p = market(800, 40, PAIRS_TIED);
	give_places(&p, 20);
	in_time("tied in pairs, places", &p, 10);
}

/* Long lists on one side, a hospital for everybody. */
static void
test_hubs(void **state)
{
	struct stable_problem p = market(100000, 3, ANY);

	(void)state;
	give_places(&p, 20000);
	in_time("hubs", &p, 10);
	give_places(&p, INT32_MAX - 1);
	in_time("hubs without end", &p, 10);
	p = market(3, 100000, ANY);
	in_time("three residents", &p, 10);
}

/* A ring in which nobody's first choice is certain until the last has asked. */
static void
test_ring(void **state)
{
	enum { N = 50000 };
	struct making r = { ARENA_ARRAY(mem, uint32_t, N + 1), ARENA_ARRAY(mem, int32_t, 2 * N),
		ARENA_ARRAY(mem, int32_t, 2 * N), NULL };
	struct making h = { ARENA_ARRAY(mem, uint32_t, N + 1), ARENA_ARRAY(mem, int32_t, 2 * N),
		ARENA_ARRAY(mem, int32_t, 2 * N), NULL };
	struct stable_problem p = { 0 };

	(void)state;
	for (int32_t i = 0; i < N; i++) {
		r.first[i + 1] = h.first[i + 1] = 2 * (uint32_t)i + 2;
		r.list[2 * i] = i;
		r.list[2 * i + 1] = (i + 1) % N;
		h.list[2 * i] = (i + N - 1) % N;
		h.list[2 * i + 1] = i;
	}
	r.list[2 * (N - 1)] = 0; /* the last begins where the first is, and pushes all on */
	r.list[2 * (N - 1) + 1] = N - 1;
	p.residents = (struct stable_side){ N, NULL, r.first, r.list, NULL };
	p.hospitals = (struct stable_side){ N, NULL, h.first, h.list, NULL };
	in_time("ring", &p, 5);
	p.residents.rank =
		r.rank; /* all tied: one augmenting path through everybody, now and then */
	p.hospitals.rank = h.rank;
	in_time("ring of ties", &p, 20);
}

static void
test_threads(void **state)
{
	enum { N = 120000, M = 9000 };
	struct stable_problem p = { 0 };
	struct making r = { ARENA_ARRAY(mem, uint32_t, N + 1), ARENA_ARRAY(mem, int32_t, 5 * N),
		NULL, NULL };
	struct making h = { ARENA_ARRAY(mem, uint32_t, M + 1), ARENA_ARRAY(mem, int32_t, 5 * N),
		NULL, NULL };
	struct stable_result one, two;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		r.first[i + 1] = 5 * (uint32_t)i + 5;
		for (size_t k = 0; k < 5; k++) {
			r.list[5 * i + k] = (int32_t)((i * 7 + k * 1801 + chance(1800)) % M);
			h.first[r.list[5 * i + k] + 1]++;
		}
	}
	for (size_t j = 0; j < M; j++)
		h.first[j + 1] += h.first[j];
	for (size_t i = N; i-- > 0;)
		for (size_t k = 0; k < 5; k++)
			h.list[--h.first[r.list[5 * i + k] + 1]] = (int32_t)i;
	memmove(h.first, h.first + 1, M * sizeof *h.first);
	h.first[M] = 5 * N;
	p.residents = (struct stable_side){ N, NULL, r.first, r.list, NULL };
	p.hospitals = (struct stable_side){ M, NULL, h.first, h.list, NULL };
	give_places(&p, 13);
	for (int side = 0; side < 2; side++) {
		p.hospitals_propose = side;
		p.threads = 1;
		assert_int_equal(stable_solve(mem, &p, &one), STABLE_OK);
		p.threads = 2;
		assert_int_equal(stable_solve(mem, &p, &two), STABLE_OK);
		assert_memory_equal(one.hospital, two.hospital, N * sizeof *one.hospital);
	}
}

/* ---- what is refused ---- */

static void
test_refused(void **state)
{
	struct stable_problem p = market(2, 2, SAME);
	int32_t below[] = { 1, -1 }, far[] = { 0, 1, 0, 2 }, minus[] = { 0, 1, -1, 0 };
	atomic_int stop = 1;
	struct stable_result r;

	(void)state;
	p.hospitals.capacity = below;
	assert_int_equal(stable_solve(mem, &p, &r), STABLE_BAD_CAPACITY);
	p = market(2, 2, SAME);
	p.residents.list = far;
	assert_int_equal(stable_solve(mem, &p, &r), STABLE_BAD_ID);
	p.residents.list = minus;
	assert_int_equal(stable_solve(mem, &p, &r), STABLE_BAD_ID);
	p = market(2, 2, SAME);
	p.stop = &stop;
	for (int ties = STABLE_WEAK; ties <= STABLE_MAX; ties++) {
		p.ties = (enum stable_ties)ties;
		assert_int_equal(stable_solve(mem, &p, &r), STABLE_STOPPED);
	}
}

/* The check says no to what cannot be. */
static void
test_check(void **state)
{
	struct stable_problem p = market(2, 2, SAME);
	int32_t both[] = { 0, 0 }, far[] = { 2, -1 }, less[] = { -2, -1 }, swapped[] = { 1, 0 };
	int32_t *wrong[] = { both, far, less };
	struct stable_result r;
	size_t blocking = 0;
	uint32_t none[] = { 0, 0, 2 };

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		r.hospital = wrong[k];
		assert_non_null(stable_check(mem, &p, &r, &blocking));
	}
	r.hospital = swapped;
	assert_null(stable_check(mem, &p, &r, &blocking));
	assert_int_equal(blocking, 1);
	p.hospitals.first = none; /* hospital 0 names nobody any more */
	assert_non_null(stable_check(mem, &p, &r, &blocking));
	p = market(2, 2, SAME);
	p.residents.first = none;
	assert_non_null(stable_check(mem, &p, &r, &blocking));
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
		cmocka_unit_test_setup_teardown(test_equal_tastes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ties, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hubs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ring, setup, teardown),
		cmocka_unit_test_setup_teardown(test_threads, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
