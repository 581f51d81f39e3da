/* SPDX-License-Identifier: Apache-2.0 */
/* People and rules as the search for candidates sees them, against asking about every pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "features/matching/pool.h"
#include "features/matching/shortage.h"

#define FIELDS 6
#define MOST_RULES 5

static const char *order[] = { "A", "B", "C", "D" };
static const struct match_field fields[FIELDS] = {
	{ "unit", "Unit", VALUE_TEXT, false, NULL, 0 },
	{ "level", "Level", VALUE_ORDERED, false, order, 4 },
	{ "years", "Years", VALUE_NUMBER, false, NULL, 0 },
	{ "wanted", "Wanted", VALUE_SET, false, NULL, 0 },
	{ "offered", "Offered", VALUE_SET, false, NULL, 0 },
	{ "hours", "Hours", VALUE_HOURS, false, NULL, 0 },
};

static struct arena *mem;
static uint64_t seed = 88172645463325252ULL;

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

static int64_t
chance(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)((seed >> 11) % (uint64_t)n);
}

static struct criterion
some_criterion(void)
{
	struct criterion x = { .kind = (enum criterion_kind)chance(CRITERION_KINDS),
		.hard = chance(3) == 0,
		.points = chance(20) };

	do {
		x.mentee_field = (int)chance(FIELDS);
		x.mentor_field = (int)chance(FIELDS);
	} while (!criterion_compares(
		x.kind, fields[x.mentee_field].kind, fields[x.mentor_field].kind));
	x.lo = chance(4) - 1;
	x.hi = x.lo + chance(9);
	x.cap = chance(2) ? chance(40) : 0;
	return x;
}

static void
some_person(struct roster *r, enum side side, size_t i)
{
	static const char *const texts[] = { "", "Ämter", "amter", "Bau", "Chemie", "Dach",
		"Erde" };

	roster_person(r, side, i, chance(30), chance(30), (int32_t)chance(3));
	for (int f = 0; f < FIELDS; f++) {
		if (fields[f].kind == VALUE_TEXT)
			roster_set(r, side, i, f, texts[chance(7)]);
		if (fields[f].kind == VALUE_ORDERED && chance(6))
			roster_set(r, side, i, f, order[chance(4)]);
		if (fields[f].kind == VALUE_NUMBER && chance(6))
			roster_set(r, side, i, f,
				arena_printf(mem, "%d.%d", (int)chance(12), (int)chance(4)));
		for (int64_t k = fields[f].kind == VALUE_SET ? chance(4) : 0; k > 0; k--)
			roster_set(r, side, i, f, texts[chance(7)]);
		if (fields[f].kind == VALUE_HOURS && chance(6)) {
			struct week_bits week = { { (uint64_t)chance(64) << 8,
				0xffu >> chance(5) } };

			roster_set_hours(r, side, i, f, &week);
		}
	}
}

/* in->criteria is to stay where it is. */
static void
some_input(struct match_input *in, size_t n, size_t m)
{
	struct criterion *list = ARENA_ARRAY(mem, struct criterion, MOST_RULES);

	*in = (struct match_input){ .n_mentees = n, .n_mentors = m };
	in->criteria = (struct criteria){ fields, FIELDS, list, (size_t)chance(MOST_RULES + 1) };
	for (size_t c = 0; c < in->criteria.n; c++)
		list[c] = some_criterion();
	in->roster = roster_new(mem, &in->criteria, n, m);
	for (size_t i = 0; i < n; i++)
		some_person(in->roster, MENTEE, i);
	for (size_t j = 0; j < m; j++)
		some_person(in->roster, MENTOR, j);
	for (size_t k = 0; k < n / 2; k++)
		roster_keep_apart(
			in->roster, (size_t)chance((int64_t)n), (size_t)chance((int64_t)m));
}

static void
test_pairs(void **state)
{
	(void)state;
	for (int round = 0; round < 500; round++) {
		struct cand_problem p;
		struct match_input in;

		some_input(&in, 1 + (size_t)chance(12), 1 + (size_t)chance(12));
		pool_of(mem, &in.criteria, in.roster, &p);
		for (size_t i = 0; i < in.n_mentees; i++)
			for (size_t j = 0; j < in.n_mentors; j++) {
				int64_t want = 0, got = 0;
				bool is = criteria_pair(&in.criteria, in.roster, i, j, &want);

				assert_int_equal(cand_value(&p, i, j, &got), is);
				if (is)
					assert_int_equal(got, want);
			}
		arena_reset(mem);
	}
}

static void
test_choices(void **state)
{
	(void)state;
	for (int round = 0; round < 100; round++) {
		int64_t mentees[30] = { 0 }, mentors[30] = { 0 }, total;
		bool but[30] = { false };
		struct assign_pair *pairs;
		struct cand_problem p;
		struct match_input in;
		size_t n;

		some_input(&in, 30, 30);
		pool_of(mem, &in.criteria, in.roster, &p);
		criteria_pairs(mem, &in.criteria, in.roster, &pairs, &n);
		total = pool_choices(&p, NULL, mentees);
		pool_choices_of_mentors(mem, &p, but, NULL, mentors);
		assert_int_equal(total, n);
		for (size_t k = 0; k < n; k++) {
			mentees[pairs[k].mentee]--;
			mentors[pairs[k].mentor]--;
		}
		for (int i = 0; i < 30; i++) {
			assert_int_equal(mentees[i], 0);
			assert_int_equal(mentors[i], 0);
		}
		arena_reset(mem);
	}
}

/* Of a mentor who has another place; else he does not count where pairs are not listed. */
static void
add_pin(struct match_input *in)
{
	struct assign_pair pin = { (int32_t)chance((int64_t)in->n_mentees),
		(int32_t)chance((int64_t)in->n_mentors), 0 };

	if (roster_places(in->roster)[pin.mentor] < 2)
		return;
	criteria_pair(
		&in->criteria, in->roster, (size_t)pin.mentee, (size_t)pin.mentor, &pin.score);
	in->pins = arena_memdup(mem, &pin, sizeof pin);
	in->n_pins = 1;
}

/* The same count, points, and group of those who are too many, with and without a list of all pairs. */
static void
test_answers(void **state)
{
	(void)state;
	for (int round = 0; round < 150; round++) {
		int64_t choices[80];
		struct match_question q = { .choice = {
						    .aim = round % 3 ? ASSIGN_EVERYONE : ASSIGN_FIT,
						    .quota = chance(3) == 0,
						    .spread = chance(3) ? 0 : 1 + chance(6) } };
		struct match_answer listed, ruled;
		struct shortage a, b;
		struct cand_problem people;
		struct assign_pair *pairs;
		struct match_input in;

		some_input(&in, 20 + (size_t)chance(60), 20 + (size_t)chance(30));
		if (chance(2))
			add_pin(&in);
		q.in = &in;
		criteria_pairs(mem, &in.criteria, in.roster, &pairs, &q.n_pairs);
		q.pairs = pairs;
		assert_null(match_solve(mem, &q, &listed));
		pool_of(mem, &in.criteria, in.roster, &people);
		assert_true(match_by_rules(&q.choice, &people));
		q.people = &people;
		assert_null(match_solve(mem, &q, &ruled));
		assert_int_equal(ruled.count, listed.count);
		assert_int_equal(ruled.value, listed.value);
		if (q.choice.quota)
			assert_int_equal(ruled.unused, listed.unused);
		assert_int_equal(ruled.scarce != NULL, q.choice.aim == ASSIGN_EVERYONE);
		if (ruled.scarce) {
			shortage_find(mem, &in, pairs, q.n_pairs, listed.mentor, &a);
			pool_choices(&people, NULL, choices);
			shortage_of_scarce(mem, &in, &ruled, choices, &b);
			assert_int_equal(b.mentees, a.mentees);
			assert_int_equal(b.mentors, a.mentors);
			assert_int_equal(b.places, a.places);
		}
		arena_reset(mem);
	}
}

static void
test_what_needs_a_list(void **state)
{
	struct cand_problem none = { 0 };
	struct match_choice plain = { .aim = ASSIGN_EVERYONE }, quota = { .quota = true };
	struct match_choice spread = { .spread = 2 }, fair = { .fair = ASSIGN_BOTTLENECK };
	struct roster *large = roster_new(mem, &(struct criteria){ 0 }, 1024, 1025);
	struct roster *small = roster_new(mem, &(struct criteria){ 0 }, 1024, 1024);

	(void)state;
	assert_true(match_by_rules(&plain, &none));
	assert_true(match_by_rules(&quota, &none));
	assert_true(match_by_rules(&spread, &none));
	assert_false(match_by_rules(&fair, &none));
	assert_true(pool_can_list(small, &none, NULL));
	assert_true(pool_is_large(large));
	assert_false(pool_is_large(small));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_what_needs_a_list),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
