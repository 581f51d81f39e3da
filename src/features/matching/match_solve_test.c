/* SPDX-License-Identifier: Apache-2.0 */
/* What matters in a matching, against every possible answer to small questions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "features/matching/match_solve.h"

#define MOST 5

struct small {
	struct match_input in;
	struct criteria none;
	struct assign_pair pairs[MOST * MOST], pins[MOST];
	size_t n;
	int64_t points[MOST][MOST]; /* -1: not eligible */
};

static uint64_t seed = 88172645463325252ULL;

static int64_t
chance(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

static void
small_make(struct arena *mem, struct small *s, size_t mentees, size_t mentors)
{
	*s = (struct small){ .in = { .n_mentees = mentees, .n_mentors = mentors } };
	s->in.pins = s->pins;
	s->in.roster = roster_new(mem, &s->none, mentees, mentors);
	for (size_t j = 0; j < mentors; j++)
		roster_person(s->in.roster, MENTOR, j, 0, 0, (int32_t)chance(4));
	for (size_t i = 0; i < mentees; i++)
		for (size_t j = 0; j < mentors; j++) {
			s->points[i][j] = chance(3) ? chance(20) : -1;
			if (s->points[i][j] >= 0 && roster_places(s->in.roster)[j])
				s->pairs[s->n++] = (struct assign_pair){ (int32_t)i, (int32_t)j,
					s->points[i][j] };
			else
				s->points[i][j] = -1;
		}
}

/* The best of all answers in the order of what matters. */
struct best {
	int64_t first, second, third;
};

static int64_t
worth(const struct small *s, const struct match_choice *c, const int *mentor, struct best *b)
{
	int64_t n[MOST] = { 0 }, count = 0, unused = 0, points = 0;

	for (size_t i = 0; i < s->in.n_mentees; i++)
		if (mentor[i] >= 0) {
			points += s->points[i][mentor[i]] - c->spread * n[mentor[i]]++;
			count++;
		}
	for (size_t j = 0; j < s->in.n_mentors; j++)
		unused += roster_places(s->in.roster)[j] > 0 && !n[j];
	*b = (struct best){ c->aim == ASSIGN_EVERYONE ? count : 0, c->quota ? -unused : 0, points };
	return count;
}

static void
try_all(const struct small *s, const struct match_choice *c, int *mentor, size_t i,
	struct best *top)
{
	struct best b;

	if (i == s->in.n_mentees) {
		worth(s, c, mentor, &b);
		if (b.first > top->first ||
			(b.first == top->first &&
				(b.second > top->second ||
					(b.second == top->second && b.third > top->third))))
			*top = b;
		return;
	}
	for (int j = -1; j < (int)s->in.n_mentors; j++) {
		int taken = 0;

		for (size_t k = 0; j >= 0 && k < i; k++)
			taken += mentor[k] == j;
		if (j >= 0 && (s->points[i][j] < 0 || taken >= roster_places(s->in.roster)[j]))
			continue;
		mentor[i] = j;
		try_all(s, c, mentor, i + 1, top);
	}
}

static void
as_good_as_the_best_of_all(void **state)
{
	(void)state;
	for (int round = 0; round < 400; round++) {
		struct arena *mem = arena_new(0);
		struct match_choice c = { .aim = chance(2) ? ASSIGN_FIT : ASSIGN_EVERYONE,
			.quota = chance(2) != 0,
			.spread = chance(2) ? chance(12) : 0 };
		struct best top = { INT64_MIN, INT64_MIN, INT64_MIN }, got;
		struct match_answer a;
		struct small s;
		int mentor[MOST];

		small_make(mem, &s, 1 + (size_t)chance(MOST - 1), 1 + (size_t)chance(3));
		assert_null(match_solve(mem,
			&(struct match_question){
				.in = &s.in, .pairs = s.pairs, .n_pairs = s.n, .choice = c },
			&a));
		try_all(&s, &c, mentor, 0, &top);
		for (size_t i = 0; i < s.in.n_mentees; i++) {
			mentor[i] = a.mentor[i];
			assert_int_equal(a.points[i], mentor[i] < 0 ? 0 : s.points[i][mentor[i]]);
		}
		assert_int_equal(worth(&s, &c, mentor, &got), a.count);
		assert_int_equal(got.first, top.first);
		assert_int_equal(got.second, top.second);
		assert_int_equal(got.third, top.third);
		assert_int_equal(got.third, a.value);
		arena_free(mem);
	}
}

/* Two mentors with two places each suit both mentees, one of them better. */
static void
spread_shares_the_mentees_out(void **state)
{
	struct arena *mem = arena_new(0);
	struct small s = { .in = { .n_mentees = 2, .n_mentors = 2 } };
	struct match_question q = { .in = &s.in, .pairs = s.pairs, .n_pairs = 4 };
	struct match_answer a;

	(void)state;
	s.in.roster = roster_new(mem, &s.none, 2, 2);
	roster_person(s.in.roster, MENTOR, 0, 0, 0, 2);
	roster_person(s.in.roster, MENTOR, 1, 0, 0, 2);
	memcpy(s.pairs,
		(struct assign_pair[]){ { 0, 0, 10 }, { 0, 1, 7 }, { 1, 0, 10 }, { 1, 1, 6 } },
		4 * sizeof *s.pairs);
	assert_null(match_solve(mem, &q, &a));
	assert_int_equal(a.score, 20);
	assert_int_equal(a.unused, 1);
	q.choice.spread = 4;
	assert_null(match_solve(mem, &q, &a));
	assert_int_equal(a.mentor[0], 1);
	assert_int_equal(a.score, 17);
	assert_int_equal(a.value, 17);
	assert_int_equal(a.lowest, 7);
	assert_int_equal(a.unused, 0);
	arena_free(mem);
}

static void
a_forced_pair_is_made_and_pins_give_way(void **state)
{
	struct arena *mem = arena_new(0);
	struct small s = { .in = { .n_mentees = 2, .n_mentors = 2, .n_pins = 1 },
		.pins = { { 0, 0, 3 } } };
	struct assign_pair forced = { 1, 0, 5 };
	struct match_question q = { .in = &s.in, .pairs = s.pairs, .n_pairs = 4 };
	struct match_answer a;

	(void)state;
	s.in.pins = s.pins;
	s.in.roster = roster_new(mem, &s.none, 2, 2);
	roster_person(s.in.roster, MENTOR, 0, 0, 0, 1);
	roster_person(s.in.roster, MENTOR, 1, 0, 0, 1);
	memcpy(s.pairs,
		(struct assign_pair[]){ { 0, 0, 3 }, { 0, 1, 1 }, { 1, 0, 5 }, { 1, 1, 9 } },
		4 * sizeof *s.pairs);
	for (int spread = 0; spread < 2; spread++) {
		q.choice.spread = spread;
		q.forced = NULL;
		assert_null(match_solve(mem, &q, &a));
		assert_int_equal(a.mentor[0], 0);
		assert_int_equal(a.mentor[1], 1);
		q.forced = &forced;
		assert_null(match_solve(mem, &q, &a));
		assert_int_equal(a.mentor[1], 0);
		assert_int_equal(a.mentor[0], 1);
		assert_int_equal(a.score, 6);
	}
	arena_free(mem);
}

/* Of 400 questions with many equal scores: as good as without, and never fewer pairs kept. */
static void
among_equals_the_pairs_that_were_stay(void **state)
{
	size_t kept = 0, kept_by_chance = 0;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct arena *mem = arena_new(0);
		struct match_answer was = { .mentor = ARENA_ARRAY(mem, int32_t, MOST),
			.points = ARENA_ARRAY(mem, int64_t, MOST) };
		struct match_answer plain, near;
		struct match_question q;
		struct small s;

		small_make(mem, &s, 1 + (size_t)chance(MOST - 1), 1 + (size_t)chance(3));
		for (size_t i = 0; i < s.n; i++)
			s.pairs[i].score = s.points[s.pairs[i].mentee][s.pairs[i].mentor] %= 3;
		q = (struct match_question){ .in = &s.in,
			.pairs = s.pairs,
			.n_pairs = s.n,
			.choice = { .aim = chance(2) ? ASSIGN_FIT : ASSIGN_EVERYONE,
				.fair = ASSIGN_PLAIN,
				.quota = chance(2) != 0,
				.spread = chance(2) ? chance(3) : 0 } };
		for (size_t i = 0; i < s.in.n_mentees; i++)
			was.mentor[i] = (int32_t)chance((int64_t)s.in.n_mentors + 1) - 1;
		assert_null(match_solve(mem, &q, &plain));
		q.near = &was;
		assert_null(match_solve(mem, &q, &near));
		assert_int_equal(near.count, plain.count);
		assert_int_equal(near.value, plain.value);
		for (size_t i = 0; i < s.in.n_mentees; i++) {
			kept += near.mentor[i] == was.mentor[i] && was.mentor[i] >= 0;
			kept_by_chance += plain.mentor[i] == was.mentor[i] && was.mentor[i] >= 0;
			assert_int_equal(near.points[i],
				near.mentor[i] < 0 ? 0 : s.points[i][near.mentor[i]]);
		}
		assert_true(kept >= kept_by_chance);
		arena_free(mem);
	}
	assert_true(kept > kept_by_chance);
}

static void
fairness_raises_the_weakest_pair(void **state)
{
	struct arena *mem = arena_new(0);
	struct programme_choice p = { .aim = "everyone", .fair = "bottleneck" };
	struct small s = { .in = { .n_mentees = 2, .n_mentors = 2 } };
	struct match_question q = { .in = &s.in, .pairs = s.pairs, .n_pairs = 4 };
	struct match_answer a;

	(void)state;
	s.in.roster = roster_new(mem, &s.none, 2, 2);
	roster_person(s.in.roster, MENTOR, 0, 0, 0, 1);
	roster_person(s.in.roster, MENTOR, 1, 0, 0, 1);
	memcpy(s.pairs,
		(struct assign_pair[]){ { 0, 0, 20 }, { 0, 1, 8 }, { 1, 0, 8 }, { 1, 1, 1 } },
		4 * sizeof *s.pairs);
	assert_null(match_solve(mem, &q, &a));
	assert_int_equal(a.lowest, 1);
	q.choice = match_choice_of(&p);
	assert_null(match_solve(mem, &q, &a));
	assert_int_equal(a.lowest, 8);
	assert_int_equal(a.score, 16);
	p.aim = "fit";
	assert_int_equal(match_choice_of(&p).fair, ASSIGN_PLAIN);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_good_as_the_best_of_all),
		cmocka_unit_test(spread_shares_the_mentees_out),
		cmocka_unit_test(a_forced_pair_is_made_and_pins_give_way),
		cmocka_unit_test(among_equals_the_pairs_that_were_stay),
		cmocka_unit_test(fairness_raises_the_weakest_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
