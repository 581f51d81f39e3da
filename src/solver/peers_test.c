/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random graphs of few people against every answer there is, and what must not change an answer, or must
 * change it in a known way. ROUNDS in the environment says how many; `make check-solver` runs them at
 * length.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "solver/peers.h"

#define MOST 11
#define NEVER ((peers_value)1 << 100)

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

static int64_t
random_weight(int magnitude)
{
	static const int64_t spans[] = { 1, 2, 4, 21, 2001, 2000000001, INT64_C(4000000000000),
		INT64_C(1000000000000000000) };
	int64_t span = spans[magnitude % 8];

	return (int64_t)chance((uint64_t)span) - (magnitude / 8 ? span / 2 : 0);
}

static struct peers_problem
random_graph(size_t n, int magnitude, unsigned density)
{
	struct peers_pair *pairs = ARENA_ARRAY(mem, struct peers_pair, n * n + 1);
	size_t k = 0;

	for (size_t a = 0; a < n; a++)
		for (size_t b = a + 1; b < n; b++) {
			if (chance(100) >= density)
				continue;
			pairs[k] = (struct peers_pair){ (int32_t)a, (int32_t)b,
				random_weight(magnitude) };
			if (chance(2)) {
				pairs[k].a = (int32_t)b;
				pairs[k].b = (int32_t)a;
			}
			k++;
			if (chance(10) == 0) {
				pairs[k] = (struct peers_pair){ (int32_t)a, (int32_t)b,
					pairs[k - 1].weight - (int64_t)chance(3) };
				k++;
			}
		}
	for (size_t left = k; left > 1; left--) {
		size_t other = chance(left);
		struct peers_pair x = pairs[other];

		pairs[other] = pairs[left - 1];
		pairs[left - 1] = x;
	}
	return (struct peers_problem){
		.n = n, .pairs = pairs, .n_pairs = k, .aim = chance(2) ? PEERS_FIT : PEERS_EVERYONE
	};
}

/* ---- every answer ---- */

/* What is worth more comes first: bonus says how much a pair counts. */
static peers_value
best_of_all(const struct peers_problem *p, peers_value bonus)
{
	static peers_value worth[MOST][MOST], best[1 << MOST];

	for (size_t a = 0; a < p->n; a++)
		for (size_t b = 0; b < p->n; b++)
			worth[a][b] = -NEVER;
	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct peers_pair *x = &p->pairs[k];
		peers_value w = x->weight + bonus;

		if (w > worth[x->a][x->b])
			worth[x->a][x->b] = worth[x->b][x->a] = w;
	}
	best[0] = 0;
	for (unsigned set = 1; set < 1u << p->n; set++) {
		unsigned top = 31 - (unsigned)__builtin_clz(set), rest = set ^ 1u << top;

		best[set] = best[rest];
		for (unsigned b = 0; b < top; b++)
			if (rest >> b & 1 && worth[top][b] + best[rest ^ 1u << b] > best[set])
				best[set] = worth[top][b] + best[rest ^ 1u << b];
	}
	return best[(1u << p->n) - 1];
}

static struct peers_result
solved(const struct peers_problem *p)
{
	struct peers_result r;
	const char *fault;

	assert_int_equal(peers_solve(mem, p, &r), PEERS_OK);
	fault = peers_check(mem, p, &r);
	if (fault)
		fail_msg("%s", fault);
	return r;
}

static void
test_every_answer(void **state)
{
	(void)state;
	for (int round = 0, all = rounds(6000); round < all; round++) {
		size_t n = chance(MOST) + (chance(40) == 0);
		struct peers_problem p = random_graph(n, (int)chance(16), (unsigned)chance(101));
		peers_value bonus = p.aim == PEERS_FIT ? 0 : (peers_value)1 << 80;
		struct peers_result r = solved(&p);

		assert_true(r.weight + bonus * (peers_value)r.count == best_of_all(&p, bonus));
		arena_reset(mem);
	}
}

/* ---- what is known of other answers ---- */

static size_t
several(void)
{
	return 2 + chance(60);
}

static void
test_renumbered(void **state)
{
	(void)state;
	for (int round = 0, all = rounds(900) / 6; round < all; round++) {
		struct peers_problem p =
			random_graph(several(), (int)chance(12), (unsigned)chance(101));
		struct peers_pair *pairs = arena_memdup(mem, p.pairs, p.n_pairs * sizeof *p.pairs);
		int32_t *name = ARENA_ARRAY(mem, int32_t, p.n);
		struct peers_result r = solved(&p), s;

		for (size_t i = 0; i < p.n; i++) {
			size_t other = chance(i + 1);

			name[i] = name[other];
			name[other] = (int32_t)i;
		}
		for (size_t k = 0; k < p.n_pairs; k++) {
			pairs[k].a = name[pairs[k].a];
			pairs[k].b = name[pairs[k].b];
		}
		p.pairs = pairs;
		s = solved(&p);
		assert_int_equal(r.weight, s.weight);
		if (p.aim == PEERS_EVERYONE)
			assert_int_equal(r.count, s.count);
		arena_reset(mem);
	}
}

static void
test_shifted_and_scaled(void **state)
{
	(void)state;
	for (int round = 0, all = rounds(900) / 6; round < all; round++) {
		struct peers_problem p =
			random_graph(several(), (int)chance(13), (unsigned)chance(101));
		struct peers_pair *pairs = arena_memdup(mem, p.pairs, p.n_pairs * sizeof *p.pairs);
		int64_t more = (int64_t)chance(2000) - 1000, times = 1 + (int64_t)chance(9);
		struct peers_result r, s;

		p.aim = PEERS_EVERYONE;
		r = solved(&p);
		p.pairs = pairs;
		for (size_t k = 0; k < p.n_pairs; k++)
			pairs[k].weight += more;
		s = solved(&p);
		assert_int_equal(r.count, s.count);
		assert_int_equal(r.weight + more * (int64_t)r.count, s.weight);
		for (size_t k = 0; k < p.n_pairs; k++)
			pairs[k].weight *= times;
		r = solved(&p);
		assert_int_equal(r.weight, s.weight * times);
		p.aim = PEERS_FIT;
		r = solved(&p);
		assert_true(r.weight >= s.weight * times);
		arena_reset(mem);
	}
}

/* One pair more: never worse, and better by no more than that pair. */
static void
test_one_pair_more(void **state)
{
	(void)state;
	for (int round = 0, all = rounds(900) / 6; round < all; round++) {
		struct peers_problem p = random_graph(several(), 4, (unsigned)chance(30));
		struct peers_pair *pairs = ARENA_ARRAY(mem, struct peers_pair, p.n_pairs + 1);
		int32_t a = (int32_t)chance(p.n), b = (int32_t)chance(p.n);
		struct peers_result r = solved(&p), s;

		if (a != b) {
			memcpy(pairs, p.pairs, p.n_pairs * sizeof *pairs);
			p.pairs = pairs;
			pairs[p.n_pairs++] = (struct peers_pair){ a, b, (int64_t)chance(2000) };
			s = solved(&p);
			if (p.aim == PEERS_FIT) {
				assert_true(s.weight >= r.weight);
				assert_true(s.weight <= r.weight + pairs[p.n_pairs - 1].weight);
			} else {
				assert_true(s.count >= r.count && s.count <= r.count + 1);
			}
		}
		arena_reset(mem);
	}
}

/* ---- shapes ---- */

static struct peers_pair *add_to;
static size_t added;

static void
add(size_t a, size_t b, int64_t weight)
{
	add_to[added++] = (struct peers_pair){ (int32_t)a, (int32_t)b, weight };
}

static struct peers_result
solve_added(size_t n, enum peers_aim aim)
{
	struct peers_problem p = { .aim = aim, .n = n, .pairs = add_to, .n_pairs = added };

	return solved(&p);
}

static void
test_shapes(void **state)
{
	struct peers_result r;

	(void)state;
	add_to = ARENA_ARRAY(mem, struct peers_pair, 20000);
	added = 0;
	r = solve_added(0, PEERS_FIT);
	assert_int_equal(r.count, 0);
	for (size_t i = 0; i < 3000; i++) { /* triangles */
		add(3 * i, 3 * i + 1, 5);
		add(3 * i + 1, 3 * i + 2, 5);
		add(3 * i, 3 * i + 2, 5);
	}
	r = solve_added(9000, PEERS_EVERYONE);
	assert_int_equal(r.count, 3000);
	for (size_t i = 0; i + 1 < 3000; i++) /* in a chain: each lends somebody to the next */
		add(3 * i + 2, 3 * i + 3, 1);
	r = solve_added(9000, PEERS_EVERYONE);
	assert_int_equal(r.count, 4500);
	r = solve_added(9000, PEERS_FIT);
	assert_int_equal(r.weight, 16500);
	added = 0;
	for (size_t i = 0; i < 2001; i++) /* one long odd circle, and somebody beside it */
		add(i, (i + 1) % 2001, 1000 + (int64_t)(i * i % 7));
	add(700, 2001, 1);
	r = solve_added(2002, PEERS_EVERYONE);
	assert_int_equal(r.count, 1001);
	added = 0;
	for (size_t i = 0; i + 3 < 1500;
		i += 2) { /* triangles that lean on each other: deep blossoms */
		add(i, i + 1, (int64_t)(3000 - i));
		add(i, i + 2, (int64_t)(3000 - i));
		add(i + 1, i + 2, (int64_t)(3000 - i));
	}
	solve_added(1500, PEERS_EVERYONE);
	solve_added(1500, PEERS_FIT);
}

/* Nearest points of a plane have many odd circles; the weights are wide in every other round. */
static void
test_plane(void **state)
{
	(void)state;
	for (int round = 0; round < 6; round++) {
		size_t n = 300;
		int64_t x[300], y[300];

		add_to = ARENA_ARRAY(mem, struct peers_pair, n * n);
		added = 0;
		for (size_t i = 0; i < n; i++) {
			x[i] = (int64_t)chance(1000);
			y[i] = (int64_t)chance(1000);
			for (size_t k = 0; k < i; k++) {
				int64_t far = (x[i] - x[k]) * (x[i] - x[k]) +
					      (y[i] - y[k]) * (y[i] - y[k]);

				if (far < 12000)
					add(i, k,
						(round % 2 ? INT64_C(1) << 40 : 1) * (12000 - far));
			}
		}
		solve_added(n, round % 3 ? PEERS_EVERYONE : PEERS_FIT);
		arena_reset(mem);
	}
}

static void
test_refused(void **state)
{
	struct peers_pair pairs[4] = { { 0, 1, 3 }, { 1, 1, 2 } };
	struct peers_problem p = { .n = 4, .pairs = pairs, .n_pairs = 2 };
	struct peers_result r;
	atomic_int stop = 1;

	(void)state;
	assert_int_equal(peers_solve(mem, &p, &r), PEERS_BAD_ID);
	pairs[1] = (struct peers_pair){ 1, 4, 2 };
	assert_int_equal(peers_solve(mem, &p, &r), PEERS_BAD_ID);
	pairs[0] = (struct peers_pair){ 0, 1, INT64_MAX };
	pairs[1] = (struct peers_pair){ 2, 3, 1 };
	assert_int_equal(peers_solve(mem, &p, &r), PEERS_TOO_LARGE);
	pairs[1].weight = 0;
	p.aim = PEERS_EVERYONE;
	assert_int_equal(solved(&p).weight, INT64_MAX);
	pairs[1].weight = INT64_MIN;
	assert_int_equal(solved(&p).weight, -1);
	p.aim = PEERS_FIT;
	assert_int_equal(solved(&p).weight, INT64_MAX);
	pairs[0] = (struct peers_pair){ 1, 0, 9 };
	pairs[2] = (struct peers_pair){ 0, 1, -94444444440 }; /* counts for nothing beside the 9 */
	pairs[1].weight = 3;
	p.n_pairs = 3;
	p.aim = PEERS_EVERYONE;
	assert_int_equal(solved(&p).weight, 12);
	p.n_pairs = 2;
	p.stop = &stop;
	assert_int_equal(peers_solve(mem, &p, &r), PEERS_STOPPED);
}

/* ---- the check ---- */

static void
assert_refused(const struct peers_problem *p, const struct peers_result *r)
{
	assert_non_null(peers_check(mem, p, r));
}

static void
test_damage(void **state)
{
	(void)state;
	for (int round = 0, all = rounds(900) / 3; round < all; round++) {
		struct peers_problem p =
			random_graph(3 + chance(9), (int)chance(16), 30 + (unsigned)chance(71));
		struct peers_result r = solved(&p), bad = r;
		peers_value step = chance(2) ? 1 : -1, *price;

		bad.weight++;
		assert_refused(&p, &bad);
		price = &r.proof.person[chance(p.n)];
		*price += step;
		assert_refused(&p, &r);
		*price -= step;
		if (r.proof.n_groups) {
			price = &r.proof.group[chance(r.proof.n_groups)];
			*price += step;
			assert_refused(&p, &r);
			*price -= step;
		}
		if (r.count) {
			size_t t = chance(r.count);
			struct peers_pair was = r.pairs[t];

			bad = r;
			bad.count--;
			assert_refused(&p, &bad);
			r.pairs[t].weight++;
			assert_refused(&p, &r);
			r.pairs[t] = was;
			r.pairs[t].b = (was.b + 1) % (int32_t)p.n;
			assert_refused(&p, &r);
			r.pairs[t] = was;
		}
		r.proof.bonus += p.aim == PEERS_FIT ? 1 : -r.proof.bonus;
		assert_refused(&p, &r);
		arena_reset(mem);
	}
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(1 << 20);
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
		cmocka_unit_test(test_every_answer),
		cmocka_unit_test(test_renumbered),
		cmocka_unit_test(test_shifted_and_scaled),
		cmocka_unit_test(test_one_pair_more),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_plane),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
