/* SPDX-License-Identifier: Apache-2.0 */
/* The lists against those of scoring every pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/candidates.h"

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

static int64_t
chance(int64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)((seed >> 11) % (uint64_t)below);
}

static struct cand_column
some_codes(size_t n, int64_t most)
{
	int32_t *codes = ARENA_ARRAY(mem, int32_t, n);

	for (size_t i = 0; i < n; i++)
		codes[i] = chance(8) ? (int32_t)chance(most) : CAND_UNKNOWN;
	return (struct cand_column){ .codes = codes };
}

static struct cand_column
some_numbers(size_t n, int64_t most)
{
	int64_t *numbers = ARENA_ARRAY(mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		numbers[i] = chance(8) ? chance(most) - most / 3 : CAND_NO_NUMBER;
	return (struct cand_column){ .numbers = numbers };
}

static struct cand_column
some_sets(size_t n, int64_t most)
{
	size_t *first = ARENA_ARRAY(mem, size_t, n + 1);
	int32_t *items = ARENA_ARRAY(mem, int32_t, n * 6);

	for (size_t i = 0; i < n; i++) {
		int32_t next = (int32_t)chance(most / 4 + 1);

		first[i + 1] = first[i];
		for (int64_t k = chance(7); k > 0 && next < most; k--) {
			items[first[i + 1]++] = next;
			next += 1 + (int32_t)chance(most / 4 + 1);
		}
	}
	return (struct cand_column){ .first = first, .items = items };
}

static const uint64_t (*some_bits(int64_t n))[CAND_WORDS]
{
	uint64_t(*bits)[CAND_WORDS] = arena_array(mem, (size_t)n, sizeof *bits);

	for (int64_t i = 0; i < n; i++)
		for (int w = 0; w < CAND_WORDS; w++)
			bits[i][w] = (uint64_t)chance(INT64_MAX) & (uint64_t)chance(INT64_MAX);
	return (const uint64_t(*)[CAND_WORDS])bits;
}

static struct cand_rule
some_rule(size_t n, size_t m)
{
	static const int64_t sizes[] = { 2, 5, 40, 1000 };
	int64_t most = sizes[chance(4)];
	struct cand_rule r = { .kind = (enum cand_kind)chance(6),
		.hard = chance(4) == 0,
		.points = chance(10) ? chance(12) : -chance(12) };

	if (r.kind == CAND_SHARED) {
		r.seeker = some_sets(n, most);
		r.offer = some_sets(m, most);
		r.lo = r.hard ? 1 : chance(3);
		r.cap = chance(2) ? r.points * 3 : 0;
	} else if (r.kind == CAND_DISTANCE) {
		r.seeker = some_numbers(n, most * most);
		r.offer = some_numbers(m, most * most);
		r.hi = chance(5) ? chance(most * most) : 0;
	} else {
		r.seeker = some_codes(n, most);
		r.offer = some_codes(m, most);
		r.lo = r.kind == CAND_OVERLAP ? chance(100) : chance(5) - 2;
		r.hi = r.lo + chance(most);
		r.bits = r.kind == CAND_OVERLAP ? some_bits(most) : NULL;
	}
	return r;
}

static bool *
some_of(size_t n)
{
	bool *is = ARENA_ARRAY(mem, bool, n);

	for (size_t i = 0; i < n; i++)
		is[i] = chance(9) == 0;
	return is;
}

static int64_t *
some_values(size_t n, int64_t most)
{
	int64_t *v = ARENA_ARRAY(mem, int64_t, n);

	for (size_t i = 0; i < n; i++)
		v[i] = chance(most) - most / 2;
	return v;
}

static void
add_apart(struct cand_problem *p)
{
	size_t *first = ARENA_ARRAY(mem, size_t, p->n_seekers + 1);
	int32_t *apart = ARENA_ARRAY(mem, int32_t, p->n_seekers * 3);

	for (size_t i = 0; i < p->n_seekers; i++) {
		first[i + 1] = first[i];
		for (int64_t k = chance(4); k > 0; k--)
			apart[first[i + 1]++] = (int32_t)chance((int64_t)p->n_offers);
	}
	p->apart_first = first;
	p->apart = apart;
}

static struct cand_problem
some_problem(size_t n, size_t m, int64_t most_rules)
{
	struct cand_rule *rules = ARENA_ARRAY(mem, struct cand_rule, most_rules);
	struct cand_problem p = { .n_seekers = n,
		.n_offers = m,
		.rules = rules,
		.k = 1 + (size_t)chance(9),
		.threads = 1 };

	for (p.n_rules = (size_t)chance(most_rules + 1); most_rules-- > (int64_t)0;)
		rules[most_rules] = some_rule(n, m);
	if (chance(3) == 0)
		p.seeker_out = some_of(n);
	if (chance(3) == 0)
		p.offer_out = some_of(m);
	if (chance(2))
		add_apart(&p);
	if (chance(3) == 0) {
		p.scale = 1 + chance(5);
		p.offset = some_values(m, 50);
	}
	if (chance(4) == 0)
		p.above = some_values(n, 60);
	p.count = chance(2);
	return p;
}

/* What came of it. */
struct lists {
	size_t k;
	struct cand_pair *pairs; /* [seekers * k] */
	size_t *n, *eligible;
	int *calls;
};

static void
take(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	struct lists *l = arg;

	if (n)
		memcpy(l->pairs + seeker * l->k, list, n * sizeof *list);
	l->n[seeker] = n;
	l->eligible[seeker] = eligible;
	l->calls[seeker]++;
}

static struct lists
lists_of(struct cand_problem *p)
{
	struct lists l = { p->k, arena_array(mem, p->n_seekers * p->k + 1, sizeof *l.pairs),
		ARENA_ARRAY(mem, size_t, p->n_seekers), ARENA_ARRAY(mem, size_t, p->n_seekers),
		ARENA_ARRAY(mem, int, p->n_seekers) };

	p->take = take;
	p->arg = &l;
	assert_true(cand_best(p));
	return l;
}

struct scored {
	int64_t value;
	size_t turn, offer;
};

static int
by_value(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static void
check_seeker(const struct cand_problem *p, const struct lists *l, size_t i, struct scored *all)
{
	size_t n = 0, eligible = 0, m = p->n_offers;

	if (p->seeker_out && p->seeker_out[i]) {
		assert_int_equal(l->calls[i], 0);
		return;
	}
	for (size_t j = 0; j < m; j++) {
		int64_t value;

		if (!cand_value(p, i, j, &value))
			continue;
		eligible++;
		if (!p->above || value > p->above[i])
			all[n++] = (struct scored){ value, (j + m - cand_start(p, i)) % m, j };
	}
	qsort(all, n, sizeof *all, by_value);
	n = n < p->k ? n : p->k;
	assert_int_equal(l->calls[i], 1);
	assert_int_equal(l->eligible[i], p->count ? eligible : 0);
	assert_int_equal(l->n[i], n);
	for (size_t k = 0; k < n; k++) {
		assert_int_equal(l->pairs[i * p->k + k].value, all[k].value);
		assert_int_equal(l->pairs[i * p->k + k].offer, all[k].offer);
	}
}

static void
check(struct cand_problem *p)
{
	struct lists l = lists_of(p);
	struct scored *all = ARENA_ARRAY(mem, struct scored, p->n_offers);

	for (size_t i = 0; i < p->n_seekers; i++)
		check_seeker(p, &l, i, all);
}

static void
test_small(void **state)
{
	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct cand_problem p =
			some_problem((size_t)chance(9), 1 + (size_t)chance(30), 1 + chance(6));

		check(&p);
		arena_reset(mem);
	}
}

/* Large enough for ranges, loose rules and every lane. */
static void
test_medium(void **state)
{
	(void)state;
	for (int round = 0; round < 40; round++) {
		struct cand_problem p =
			some_problem(300 + (size_t)chance(200), 100 + (size_t)chance(200), 12);

		check(&p);
		arena_reset(mem);
	}
}

/* Each pair is the same seen from both sides. */
static void
test_turned(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		struct cand_problem p = some_problem(
					    1 + (size_t)chance(20), 1 + (size_t)chance(20), 5),
				    t;

		p.offset = NULL;
		t = cand_turned(mem, &p);
		for (size_t i = 0; i < p.n_seekers; i++)
			for (size_t j = 0; j < p.n_offers; j++) {
				int64_t a = 0, b = 0;

				assert_int_equal(
					cand_value(&p, i, j, &a), cand_value(&t, j, i, &b));
				assert_int_equal(a, b);
			}
		check(&t);
		arena_reset(mem);
	}
}

static void
test_threads(void **state)
{
	(void)state;
	for (int round = 0; round < 15; round++) {
		struct cand_problem p = some_problem(400, 200, 8);
		struct lists one = lists_of(&p), two;

		p.threads = 2;
		two = lists_of(&p);
		for (size_t i = 0; i < p.n_seekers; i++) {
			assert_int_equal(one.n[i], two.n[i]);
			assert_memory_equal(&one.pairs[i * p.k], &two.pairs[i * p.k],
				one.n[i] * sizeof *one.pairs);
		}
		arena_reset(mem);
	}
}

/* One who offers everything to everybody does not fill all lists: equal offers are shared out. */
static void
test_ties_are_spread(void **state)
{
	struct cand_problem p = { .n_seekers = 100, .n_offers = 100, .k = 10 };
	struct lists l = lists_of(&p);
	int asked[100] = { 0 };

	(void)state;
	for (size_t x = 0; x < 1000; x++)
		asked[l.pairs[x].offer]++;
	for (int j = 0; j < 100; j++)
		assert_in_range(asked[j], 5, 15);
}

static void
test_stops(void **state)
{
	atomic_int stop = 1;
	struct cand_problem p = some_problem(50, 50, 3);

	(void)state;
	p.seeker_out = NULL;
	p.take = NULL;
	p.stop = &stop;
	assert_false(cand_best(&p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_medium),
		cmocka_unit_test(test_turned),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_ties_are_spread),
		cmocka_unit_test(test_stops),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
