/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random tiny markets of every kind against all matchings there are, judged by the definitions of
 * stability word for word. ROUNDS in the environment says how many; the suite runs a share of a few
 * seconds, `make check-solver` all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/stable.h"

#define MOST 10
#define NOT_LISTED 99

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

/* ---- markets ---- */

struct market {
	struct stable_problem p;
	size_t n, m;
	int capacity[MOST];
	int of_r[MOST][MOST], of_h[MOST][MOST]; /* rank of the other, NOT_LISTED without one */
};

struct making {
	uint32_t *first;
	int32_t *list, *rank;
};

/* A random order of some of n others; lists of everybody as they should be. */
static void
make_list(struct making *g, size_t i, size_t n, size_t others, unsigned density, unsigned tied,
	int rank[MOST])
{
	uint32_t at = g->first[i];
	int32_t order[MOST], now = -1;

	for (size_t k = 0; k < others; k++)
		order[k] = (int32_t)k;
	for (size_t k = others; k > 1; k--) {
		size_t other = chance(k);
		int32_t x = order[other];

		order[other] = order[k - 1];
		order[k - 1] = x;
	}
	for (size_t k = 0; k < MOST; k++)
		rank[k] = NOT_LISTED;
	for (size_t k = 0; k < others; k++) {
		if (chance(100) >= density)
			continue;
		now += at == g->first[i] || chance(100) >= tied;
		rank[order[k]] = now;
		g->list[at] = order[k];
		g->rank[at++] = now;
	}
	if (i < n)
		g->first[i + 1] = at;
}

static struct making
room_for(size_t n, size_t others)
{
	return (struct making){ ARENA_ARRAY(mem, uint32_t, n + 1),
		ARENA_ARRAY(mem, int32_t, n * others), ARENA_ARRAY(mem, int32_t, n * others) };
}

/* tied: percent of entries that are equal to the one before; 0: the problem says that there are no ties. */
static struct market *
random_market(size_t n, size_t m, unsigned density, unsigned tied)
{
	struct market *k = ARENA_NEW(mem, struct market);
	struct making r = room_for(n, m), h = room_for(m, n);
	int32_t *capacity = ARENA_ARRAY(mem, int32_t, m);
	uint64_t seats = 1 + chance(4);

	for (size_t i = 0; i < n; i++)
		make_list(&r, i, n, m, density, tied, k->of_r[i]);
	for (size_t j = 0; j < m; j++) {
		make_list(&h, j, m, n, density > 60 ? density : 90, tied, k->of_h[j]);
		capacity[j] = k->capacity[j] = seats == 1 ? 1 : (int)chance(seats);
	}
	k->n = n;
	k->m = m;
	k->p.residents = (struct stable_side){ n, NULL, r.first, r.list, tied ? r.rank : NULL };
	k->p.hospitals = (struct stable_side){ m, seats == 1 ? NULL : capacity, h.first, h.list,
		tied ? h.rank : NULL };
	return k;
}

static struct market *
any_market(void)
{
	unsigned tied = chance(5) ? (unsigned)chance(101) : 0;

	if (chance(12) == 0)
		return random_market(MOST, 1 + chance(MOST), 20, tied);
	return random_market(chance(6), chance(6), (unsigned)chance(101), tied);
}

/* ---- the definitions ---- */

static bool
blocks(const struct market *k, const int32_t *hospital, size_t i, size_t j, enum stable_ties ties)
{
	int load = 0, worst = -1, own = NOT_LISTED - 1;
	bool r_gains, r_same, h_gains, h_same;

	if (k->of_r[i][j] == NOT_LISTED || k->of_h[j][i] == NOT_LISTED ||
		hospital[i] == (int32_t)j || k->capacity[j] == 0)
		return false;
	for (size_t x = 0; x < k->n; x++) {
		if (hospital[x] != (int32_t)j)
			continue;
		load++;
		worst = k->of_h[j][x] > worst ? k->of_h[j][x] : worst;
	}
	if (hospital[i] >= 0)
		own = k->of_r[i][hospital[i]];
	r_gains = k->of_r[i][j] < own;
	r_same = k->of_r[i][j] == own;
	h_gains = load < k->capacity[j] || k->of_h[j][i] < worst;
	h_same = k->of_h[j][i] == worst;
	switch (ties) {
	case STABLE_SUPER:
		return (r_gains || r_same) && (h_gains || h_same);
	case STABLE_STRONG:
		return (r_gains && (h_gains || h_same)) || (r_same && h_gains);
	default:
		return r_gains && h_gains;
	}
}

static size_t
count_blocking(const struct market *k, const int32_t *hospital, enum stable_ties ties)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->m; j++)
			n += blocks(k, hospital, i, j, ties);
	return n;
}

/* ---- all matchings ---- */

struct all {
	const struct market *k;
	enum stable_ties ties;
	int32_t hospital[MOST];
	int left[MOST];
	size_t found, most;
	int best[MOST], worst[MOST]; /* rank of what each resident gets in any of them */
};

static void
judge(struct all *a)
{
	size_t count = 0;

	if (count_blocking(a->k, a->hospital, a->ties))
		return;
	a->found++;
	for (size_t i = 0; i < a->k->n; i++) {
		int rank = a->hospital[i] < 0 ? NOT_LISTED : a->k->of_r[i][a->hospital[i]];

		count += a->hospital[i] >= 0;
		a->best[i] = rank < a->best[i] ? rank : a->best[i];
		a->worst[i] = rank > a->worst[i] ? rank : a->worst[i];
	}
	a->most = count > a->most ? count : a->most;
}

static void
try_from(struct all *a, size_t i)
{
	if (i == a->k->n) {
		judge(a);
		return;
	}
	a->hospital[i] = -1;
	try_from(a, i + 1);
	for (size_t j = 0; j < a->k->m; j++) {
		if (a->k->of_r[i][j] == NOT_LISTED || a->k->of_h[j][i] == NOT_LISTED || !a->left[j])
			continue;
		a->left[j]--;
		a->hospital[i] = (int32_t)j;
		try_from(a, i + 1);
		a->left[j]++;
	}
}

static struct all
try_all(const struct market *k, enum stable_ties ties)
{
	struct all a = { .k = k, .ties = ties };

	memcpy(a.left, k->capacity, sizeof a.left);
	for (size_t i = 0; i < MOST; i++)
		a.best[i] = NOT_LISTED + 1;
	try_from(&a, 0);
	return a;
}

/* Solves, and has the answer judged twice. True if there is one. */
static bool
solve(struct market *k, enum stable_ties ties, bool hospitals, struct stable_result *r)
{
	size_t blocking = 99;
	enum stable_status s;

	k->p.ties = ties;
	k->p.hospitals_propose = hospitals;
	s = stable_solve(mem, &k->p, r);
	if (s == STABLE_NO_SUCH)
		return false;
	assert_int_equal(s, STABLE_OK);
	assert_null(stable_check(mem, &k->p, r, &blocking));
	assert_int_equal(blocking, 0);
	assert_int_equal(count_blocking(k, r->hospital, ties), 0);
	return true;
}

static int
rank_of(const struct market *k, const struct stable_result *r, size_t i)
{
	return r->hospital[i] < 0 ? NOT_LISTED : k->of_r[i][r->hospital[i]];
}

/* ---- tests ---- */

/* Without ties, every sense is the same, and everybody of the side that asks gets the best there is. */
static void
test_no_ties(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(4000); turn++) {
		struct market *k = random_market(chance(6), chance(6), (unsigned)chance(101), 0);
		struct all a = try_all(k, STABLE_WEAK);

		for (int ties = STABLE_WEAK; ties <= STABLE_MAX; ties++)
			for (int side = 0; side < 2; side++) {
				struct stable_result r;
				bool first = !side || ties == STABLE_MAX;

				assert_true(solve(k, (enum stable_ties)ties, side, &r));
				assert_int_equal(r.count, a.most);
				for (size_t i = 0; i < k->n; i++)
					assert_int_equal(
						rank_of(k, &r, i), first ? a.best[i] : a.worst[i]);
			}
		arena_reset(mem);
	}
}

static void
test_weak(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(5000); turn++) {
		struct market *k = any_market();
		struct stable_result r;

		assert_true(solve(k, STABLE_WEAK, chance(2), &r));
		arena_reset(mem);
	}
}

/* There is one exactly if one of all matchings is, and it is the best, or the worst, for all residents. */
static void
compare_with_all(enum stable_ties ties, int n)
{
	int none = 0;

	for (int turn = 0; turn < n; turn++) {
		struct market *k = any_market();
		struct all a = try_all(k, ties);

		for (int side = 0; side < 2; side++) {
			struct stable_result r;
			bool is = solve(k, ties, side, &r);

			if (is != (a.found > 0))
				fail_msg("turn %d, side %d: %zu are stable", turn, side, a.found);
			for (size_t i = 0; is && i < k->n; i++)
				assert_int_equal(rank_of(k, &r, i), side ? a.worst[i] : a.best[i]);
		}
		none += a.found == 0;
		arena_reset(mem);
	}
	assert_true(none > n / 50 && none < n - n / 50);
}

static void
test_strong(void **state)
{
	(void)state;
	compare_with_all(STABLE_STRONG, rounds(6000));
}

static void
test_super(void **state)
{
	(void)state;
	compare_with_all(STABLE_SUPER, rounds(6000));
}

static void
test_max(void **state)
{
	int below = 0;

	(void)state;
	for (int turn = 0; turn < rounds(6000); turn++) {
		struct market *k = any_market();
		struct all a = try_all(k, STABLE_MAX);
		struct stable_result r;

		assert_true(solve(k, STABLE_MAX, false, &r));
		assert_true(3 * r.count >= 2 * a.most);
		below += r.count < a.most;
		arena_reset(mem);
	}
	print_message("max: below the largest in %d of %d\n", below, rounds(6000));
}

/* The recount agrees with the definitions on matchings that nobody would call stable. */
static void
test_check(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(6000); turn++) {
		struct market *k = any_market();
		struct stable_result r = { 0 };
		int32_t hospital[MOST];
		int left[MOST];
		size_t blocking;

		memcpy(left, k->capacity, sizeof left);
		for (size_t i = 0; i < k->n; i++) {
			size_t j = k->m ? chance(k->m) : 0;

			hospital[i] = -1;
			if (!k->m || k->of_r[i][j] == NOT_LISTED || k->of_h[j][i] == NOT_LISTED ||
				!left[j] || chance(4) == 0)
				continue;
			left[j]--;
			hospital[i] = (int32_t)j;
		}
		r.hospital = hospital;
		for (int ties = STABLE_WEAK; ties <= STABLE_MAX; ties++) {
			k->p.ties = (enum stable_ties)ties;
			assert_null(stable_check(mem, &k->p, &r, &blocking));
			assert_int_equal(
				blocking, count_blocking(k, hospital, (enum stable_ties)ties));
		}
		arena_reset(mem);
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
		cmocka_unit_test_setup_teardown(test_no_ties, setup, teardown),
		cmocka_unit_test_setup_teardown(test_weak, setup, teardown),
		cmocka_unit_test_setup_teardown(test_strong, setup, teardown),
		cmocka_unit_test_setup_teardown(test_super, setup, teardown),
		cmocka_unit_test_setup_teardown(test_max, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
