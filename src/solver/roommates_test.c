/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Roommates: known cases, random small ones up to ten people against all matchings there are, and large
 * ones in time. ROUNDS in the environment says how many; `make check-solver` runs all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "solver/roommates.h"

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

/* Lists of n people as text, "123 023 013 012": everybody's others, one digit each. */
static struct roommates_problem
people(const char *text)
{
	size_t n = 1, at = 0;
	uint32_t *first;
	int32_t *list = ARENA_ARRAY(mem, int32_t, strlen(text));

	for (const char *c = text; *c; c++)
		n += *c == ' ';
	first = ARENA_ARRAY(mem, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++, text += *text == ' ') {
		while (*text && *text != ' ')
			list[at++] = *text++ - '0';
		first[i + 1] = (uint32_t)at;
	}
	return (struct roommates_problem){ .n = n, .first = first, .list = list };
}

static void
assert_mates(const char *lists, const char *mates)
{
	struct roommates_problem p = people(lists);
	struct roommates_result r;

	if (!mates) {
		assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_NO_SUCH);
		return;
	}
	assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_OK);
	for (size_t i = 0; i < p.n; i++)
		assert_int_equal(r.mate[i], mates[i] == '-' ? -1 : mates[i] - '0');
}

static void
test_known(void **state)
{
	(void)state;
	assert_mates("", "-");
	assert_mates("1 0", "10");
	assert_mates("1 2 0", "---");		 /* nobody wants who wants him */
	assert_mates("12 20 01", NULL);		 /* three in a ring */
	assert_mates("123 203 013 012", NULL);	 /* and one whom nobody wants: Gale and Shapley */
	assert_mates("123 032 301 210", "1032"); /* two pairs that want each other most */
	assert_mates("12 20 01 4 3", NULL);
}

/* ---- all matchings ---- */

struct all {
	const struct roommates_problem *p;
	int rank[MOST][MOST];
	int32_t mate[MOST];
	size_t stable, single[MOST];
};

static size_t
count_blocking(const struct all *a, const int32_t *mate)
{
	size_t n = 0;

	for (size_t i = 0; i < a->p->n; i++)
		for (size_t j = 0; j < i; j++) {
			int own_i = mate[i] < 0 ? NOT_LISTED : a->rank[i][mate[i]];
			int own_j = mate[j] < 0 ? NOT_LISTED : a->rank[j][mate[j]];

			n += a->rank[i][j] < own_i && a->rank[j][i] < own_j;
		}
	return n;
}

static void
try_from(struct all *a, size_t i)
{
	while (i < a->p->n && a->mate[i] >= 0)
		i++;
	if (i == a->p->n) {
		if (count_blocking(a, a->mate))
			return;
		a->stable++;
		for (size_t k = 0; k < a->p->n; k++)
			a->single[k] += a->mate[k] < 0;
		return;
	}
	try_from(a, i + 1);
	for (size_t j = i + 1; j < a->p->n; j++) {
		if (a->mate[j] >= 0 || a->rank[i][j] == NOT_LISTED || a->rank[j][i] == NOT_LISTED)
			continue;
		a->mate[i] = (int32_t)j;
		a->mate[j] = (int32_t)i;
		try_from(a, i + 1);
		a->mate[i] = a->mate[j] = -1;
	}
}

static struct roommates_problem
random_people(size_t n, size_t density)
{
	uint32_t *first = ARENA_ARRAY(mem, uint32_t, n + 1);
	int32_t *list = ARENA_ARRAY(mem, int32_t, n * n), *row = list;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		for (size_t j = 0; j < n; j++)
			if (j != i && chance(100) < density)
				row[k++] = (int32_t)j;
		for (size_t x = k; x > 1; x--) {
			size_t other = chance(x);
			int32_t keep = row[other];

			row[other] = row[x - 1];
			row[x - 1] = keep;
		}
		row += k;
		first[i + 1] = first[i] + (uint32_t)k;
	}
	return (struct roommates_problem){ .n = n, .first = first, .list = list };
}

static void
compare_with_all(size_t most, int n_rounds)
{
	int none = 0;

	for (int turn = 0; turn < n_rounds; turn++) {
		struct roommates_problem p = random_people(chance(most + 1), 20 + chance(81));
		struct all a = { .p = &p };
		struct roommates_result r = { 0 };
		enum roommates_status s = roommates_solve(mem, &p, &r);
		size_t blocking = 99;

		for (size_t i = 0; i < MOST; i++) {
			a.mate[i] = -1;
			for (size_t j = 0; j < MOST; j++)
				a.rank[i][j] = NOT_LISTED;
		}
		for (size_t i = 0; i < p.n; i++)
			for (uint32_t e = p.first[i]; e < p.first[i + 1]; e++)
				a.rank[i][p.list[e]] = (int)(e - p.first[i]);
		try_from(&a, 0);
		assert_int_equal(s, a.stable ? ROOMMATES_OK : ROOMMATES_NO_SUCH);
		none += !a.stable;
		if (a.stable) {
			assert_null(roommates_check(mem, &p, &r, &blocking));
			assert_int_equal(blocking, 0);
			assert_int_equal(count_blocking(&a, r.mate), 0);
			for (size_t i = 0; i < p.n; i++)
				assert_int_equal(a.single[i], r.mate[i] < 0 ? a.stable : 0);
		}
		arena_reset(mem);
	}
	assert_true(none > n_rounds / 100 && none < n_rounds - n_rounds / 100);
}

static void
test_all(void **state)
{
	(void)state;
	compare_with_all(7, rounds(8000));
	compare_with_all(MOST, rounds(8000) / 16);
}

/* The recount agrees with the definition on pairs made blindly. */
static void
test_check(void **state)
{
	(void)state;
	for (int turn = 0; turn < rounds(3000); turn++) {
		struct roommates_problem p = random_people(chance(MOST + 1), 100);
		struct all a = { .p = &p };
		int32_t mate[MOST];
		struct roommates_result r = { .mate = mate };
		size_t blocking = 99;

		memset(mate, 0xff, sizeof mate);
		for (size_t i = 0; i + 1 < p.n; i += 2)
			if (chance(3)) {
				mate[i] = (int32_t)i + 1;
				mate[i + 1] = (int32_t)i;
			}
		for (size_t i = 0; i < p.n; i++)
			for (uint32_t e = p.first[i]; e < p.first[i + 1]; e++)
				a.rank[i][p.list[e]] = (int)(e - p.first[i]);
		assert_null(roommates_check(mem, &p, &r, &blocking));
		assert_int_equal(blocking, count_blocking(&a, mate));
		arena_reset(mem);
	}
}

/* ---- large ---- */

static void
test_large(void **state)
{
	enum { N = 1500, FAR = 200000 };
	struct roommates_problem p = random_people(N, 100);
	struct roommates_result r;
	struct timespec from, to;
	size_t blocking = 99;
	uint32_t *first;
	int32_t *list;

	(void)state;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	if (roommates_solve(mem, &p, &r) == ROOMMATES_OK) {
		assert_null(roommates_check(mem, &p, &r, &blocking));
		assert_int_equal(blocking, 0);
	}
	/* One ring through everybody: each wants the next one most, and the one before him else. */
	first = ARENA_ARRAY(mem, uint32_t, FAR + 1);
	list = ARENA_ARRAY(mem, int32_t, 2 * FAR);
	for (int32_t i = 0; i < FAR; i++) {
		first[i + 1] = 2 * (uint32_t)i + 2;
		list[2 * i] = (i + 1) % FAR;
		list[2 * i + 1] = (i + FAR - 1) % FAR;
	}
	p = (struct roommates_problem){ .n = FAR, .first = first, .list = list };
	assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_OK);
	assert_int_equal(r.count, FAR / 2);
	p.n = FAR - 1; /* an odd ring has none */
	list[0] = 1;
	list[1] = list[2 * (FAR - 2)] = FAR - 2;
	list[2 * (FAR - 2)] = 0;
	assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_NO_SUCH);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_true(to.tv_sec - from.tv_sec < 10);
}

static void
test_refused(void **state)
{
	struct roommates_problem p = people("1 0");
	struct roommates_result r;
	int32_t own[] = { 0 }, far[] = { 7 };

	(void)state;
	p.list = own;
	assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_BAD_ID);
	p.list = far;
	assert_int_equal(roommates_solve(mem, &p, &r), ROOMMATES_BAD_ID);
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
		cmocka_unit_test_setup_teardown(test_known, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_check, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
