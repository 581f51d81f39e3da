/* SPDX-License-Identifier: Apache-2.0 */
/* Rounds: what is promised, judged from the schedules alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "solver/rounds.h"
#include "solver/rounds_field.h"

static struct arena *mem;
static uint64_t seed = 88172645463325252u;

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

	return set ? atoi(set) : usual;
}

/* ---- pairs ---- */

/* Exactly as many rounds as the busiest has meetings, and nobody in two places at once. */
static void
assert_coloured(const struct rounds_pair *pairs, size_t n_pairs, size_t n_left, size_t n_right)
{
	int32_t *round = ARENA_ARRAY(mem, int32_t, n_pairs);
	size_t most = 0, n = rounds_of_pairs(mem, pairs, n_pairs, n_left, n_right, round);
	size_t *busy = ARENA_ARRAY(mem, size_t, n_left + n_right);
	bool *met = ARENA_ARRAY(mem, bool, n *(n_left + n_right));

	for (size_t e = 0; e < n_pairs; e++) {
		size_t left = (size_t)pairs[e].left, right = n_left + (size_t)pairs[e].right;
		bool *at = met + (size_t)round[e] * (n_left + n_right);

		assert_true(round[e] >= 0 && (size_t)round[e] < n);
		assert_false(at[left] || at[right]);
		at[left] = at[right] = true;
		busy[left]++;
		busy[right]++;
		most = busy[left] > most ? busy[left] : most;
		most = busy[right] > most ? busy[right] : most;
	}
	assert_int_equal(n, most);
}

static void
test_pairs(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(1500); turn++) {
		size_t n_left = 1 + chance(12), n_right = 1 + chance(12), n = 0;
		size_t density = chance(101), again = chance(4);
		struct rounds_pair *pairs =
			ARENA_ARRAY(mem, struct rounds_pair, 2 * n_left * n_right);

		for (size_t i = 0; i < n_left; i++)
			for (size_t j = 0; j < n_right; j++) {
				if (chance(100) >= density)
					continue;
				pairs[n++] = (struct rounds_pair){ (int32_t)i, (int32_t)j };
				if (again == 0 && chance(3) == 0)
					pairs[n++] = (struct rounds_pair){ (int32_t)i, (int32_t)j };
			}
		assert_coloured(pairs, n, n_left, n_right);
		arena_reset(mem);
	}
}

/* All with all of 1 … 40 and as many others: every degree there is. */
static void
test_all_with_all(void **state)
{
	(void)state;
	for (size_t k = 1; k <= 40; k++) {
		struct rounds_pair *pairs = ARENA_ARRAY(mem, struct rounds_pair, k * k);

		for (size_t e = 0; e < k * k; e++)
			pairs[e] = (struct rounds_pair){ (int32_t)(e / k), (int32_t)(e % k) };
		assert_coloured(pairs, k * k, k, k);
		arena_reset(mem);
	}
}

static void
test_many_pairs(void **state)
{
	enum { LEFT = 20000, RIGHT = 5000, EACH = 11 };
	struct rounds_pair *pairs = ARENA_ARRAY(mem, struct rounds_pair, LEFT * EACH);
	struct timespec from, to;

	(void)state;
	for (size_t e = 0; e < LEFT * EACH; e++)
		pairs[e] = (struct rounds_pair){ (int32_t)(e / EACH), (int32_t)chance(RIGHT) };
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	assert_coloured(pairs, LEFT * EACH, LEFT, RIGHT);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_true(to.tv_sec - from.tv_sec < 15);
}

/* ---- peers ---- */

static void
test_peers(void **state)
{
	(void)state;
	for (size_t n = 2; n < 60; n++) {
		bool *met = ARENA_ARRAY(mem, bool, n *n);
		size_t n_met = 0;

		assert_int_equal(rounds_of_peers(n), n - 1 + n % 2);
		for (size_t t = 0; t < rounds_of_peers(n); t++) {
			size_t resting = 0;

			for (size_t i = 0; i < n; i++) {
				int32_t other = rounds_peer(n, t, i);

				if (other < 0) {
					resting++;
					continue;
				}
				assert_int_not_equal(other, i);
				assert_int_equal(rounds_peer(n, t, (size_t)other), i);
				n_met += !met[i * n + (size_t)other];
				met[i * n + (size_t)other] = true;
			}
			assert_int_equal(resting, n % 2);
		}
		assert_int_equal(n_met, n * (n - 1));
	}
	assert_int_equal(rounds_of_peers(0), 0);
	assert_int_equal(rounds_of_peers(1), 0);
}

/* ---- groups ---- */

static size_t
repeats_of(size_t n, size_t size, size_t n_rounds, size_t effort)
{
	struct rounds_groups_problem p = {
		.n = n, .size = size, .rounds = n_rounds, .effort = effort
	};
	struct rounds_groups r;

	assert_true(rounds_of_groups(mem, &p, &r));
	assert_int_equal(r.repeats, rounds_count_repeats(mem, &p, &r));
	assert_true(r.repeats >= r.bound);
	return r.repeats;
}

/* Planes and tables for which it is known that nobody need meet twice, and how often. */
static void
test_lines(void **state)
{
	static const size_t known[][3] = {
		{ 4, 2, 3 },
		{ 5, 2, 5 },
		{ 9, 3, 4 },
		{ 16, 4, 5 },
		{ 25, 5, 6 },
		{ 49, 7, 8 },
		{ 64, 8, 9 },
		{ 81, 9, 10 },
		{ 27, 3, 13 },
		{ 64, 4, 21 },
		{ 12, 3, 4 },
		{ 20, 4, 5 },
		{ 36, 3, 12 },
		{ 14, 3, 5 },
		{ 60, 3, 20 },
		{ 3, 3, 1 },
		{ 15, 3, 7 }, /* Kirkman's */
		{ 24, 3, 11 },
		{ 30, 3, 14 },
		{ 24, 4, 7 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		assert_int_equal(repeats_of(known[k][0], known[k][1], known[k][2], 0), 0);
	/* All in one group, all over again. */
	assert_int_equal(repeats_of(6, 6, 3, 0), 30);
	assert_int_equal(repeats_of(2, 2, 4, 0), 3);
}

static void
test_any_groups(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(150) && turn < 20000; turn++) {
		size_t n = 2 + chance(30), size = 2 + chance(n - 1);

		repeats_of(n, size, chance(12), 300000);
		arena_reset(mem);
	}
}

static void
test_outside(void **state)
{
	static const size_t wrong[][3] = { { 0, 2, 1 }, { 1, 2, 1 }, { 5, 1, 1 }, { 5, 6, 1 },
		{ 5, 0, 1 }, { ROUNDS_MOST_PEOPLE + 1, 2, 1 }, { 100, 5, ROUNDS_MOST_SEATS } };
	struct rounds_groups r;

	(void)state;
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
		struct rounds_groups_problem p = {
			.n = wrong[k][0], .size = wrong[k][1], .rounds = wrong[k][2]
		};

		assert_false(rounds_of_groups(mem, &p, &r));
	}
}

/* In a field, everything but 0 has an inverse; in a product, what differs from 0 in every field. */
static void
test_field(void **state)
{
	static const uint32_t orders[] = { 2, 3, 4, 5, 8, 9, 16, 25, 27, 32, 49, 64, 6, 12, 20,
		36 };

	(void)state;
	for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
		struct ring r = ring_of(orders[k]);

		for (uint32_t i = 0; i < r.least; i++)
			for (uint32_t j = 0; j < i; j++) {
				uint32_t unit = ring_sub(&r, ring_same(&r, i), ring_same(&r, j));
				uint64_t seen = 0;

				for (uint32_t x = 0; x < r.order; x++)
					seen |= UINT64_C(1) << ring_mul(&r, unit, x);
				assert_int_equal(__builtin_popcountll(seen), r.order);
			}
		for (uint32_t x = 0; x < r.order; x++)
			for (uint32_t y = 0; y < r.order; y++)
				assert_int_equal(ring_mul(&r, x, y), ring_mul(&r, y, x));
	}
}

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_pairs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_with_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many_pairs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_peers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_any_groups, setup, teardown),
		cmocka_unit_test_setup_teardown(test_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_field, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
