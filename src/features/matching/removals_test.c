/* SPDX-License-Identifier: Apache-2.0 */
/* What takes the most from each, found once for all who say the same, is what counting for each of them finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "features/matching/removals.h"

enum { ORG, AGE, WANTED, N_FIELDS, MENTEES = 150, MENTORS = 70 };

static const struct match_field fields[N_FIELDS] = {
	{ .name = "org", .label = "Organisation", .kind = VALUE_TEXT },
	{ .name = "age", .label = "Age", .kind = VALUE_NUMBER },
	{ .name = "wanted", .label = "Wanted", .kind = VALUE_SET },
};

static const struct criterion list[] = {
	{ true, CRITERION_DIFFERENT, ORG, ORG, 0, 0, 0, 0 },
	{ true, CRITERION_NOT_MANAGER, 0, 0, 0, 0, 0, 0 },
	{ false, CRITERION_SAME, ORG, ORG, 0, 0, 12, 0 },
	{ true, CRITERION_SHARED, WANTED, WANTED, 1, 0, 0, 0 },
	{ true, CRITERION_DISTANCE, AGE, AGE, 0, 9, 0, 0 },
};

static uint64_t seed = 88172645463325252u;

static unsigned
chance(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 11) % below);
}

static struct roster *
some_people(struct arena *mem, const struct criteria *k)
{
	struct roster *r = roster_new(mem, k, MENTEES, MENTORS);

	for (int s = MENTEE; s <= MENTOR; s++)
		for (size_t i = 0; i < (s == MENTEE ? MENTEES : MENTORS); i++) {
			if (chance(8))
				roster_set(r, s, i, ORG, arena_printf(mem, "org %u", chance(4)));
			if (chance(8))
				roster_set(r, s, i, AGE, arena_printf(mem, "%u", 20 + chance(40)));
			for (unsigned t = chance(3); t > 0; t--)
				roster_set(
					r, s, i, WANTED, arena_printf(mem, "topic %u", chance(9)));
		}
	for (size_t i = 0; i < MENTEES; i++)
		roster_person(r, MENTEE, i, (int64_t)i + 1, (int64_t)(i % 5) + 1001, 0);
	for (size_t j = 0; j < MENTORS; j++)
		roster_person(r, MENTOR, j, (int64_t)j + (j % 7 ? 1001 : 1), 0, j % 6 ? 1 : 0);
	for (size_t j = 0; j < 60; j++)
		roster_keep_apart(r, 3 + j % 2, j);
	return r;
}

static void
test_worst_of_many(void **state)
{
	struct arena *mem = arena_new(0);

	(void)state;
	for (size_t n_rules = 0; n_rules <= 5; n_rules++) {
		struct criteria k = { fields, N_FIELDS, list, n_rules };
		struct roster *people = some_people(mem, &k);
		struct removals *all = removals_new(mem, &k, people);

		for (size_t i = 0; i < MENTEES; i++) {
			struct removal *one, got;
			size_t left, most = 0;
			size_t n = criteria_removals(mem, &k, people, i, MANAGER, &one, &left);

			for (size_t x = 1; x < n; x++)
				most = one[x].removed > one[most].removed ? x : most;
			assert_int_equal(removals_worst(all, i, &got), n && one[most].removed);
			if (!n || !one[most].removed)
				continue;
			assert_int_equal(got.removed, one[most].removed);
			assert_int_equal(got.why.criterion, one[most].why.criterion);
			assert_string_equal(got.why.msgid, one[most].why.msgid);
		}
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_worst_of_many) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
