/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random tiny problems, solved again after a change of which one knows what it must do: other numbers, scaled, shifted,
 * a mentor in two halves, sides changed, one pair more, another start.
 */
#include "solver/assign_tiny.h"

/* All scores in the range in which sums stay small. */
static struct tiny *
modest_tiny(void)
{
	struct tiny *t;

	do
		t = random_tiny(MOST);
	while (t->p.n_mentees == 0 || t->p.n_mentors == 0 || t->p.fair == ASSIGN_LEXIMIN);
	t->p.n_pins = t->p.n_bans = 0;
	return t;
}

static void
test_changes(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct tiny *t = modest_tiny();
		struct assign_problem p = t->p;
		struct assign_pair *pairs = arena_memdup(mem, p.pairs, p.n_pairs * sizeof *pairs);
		struct assign_result r = solve(&p), s;
		int32_t n = (int32_t)p.n_mentees, m = (int32_t)p.n_mentors, *capacity, *lower;

		p.pairs = pairs;
		for (size_t a = 0; a < p.n_pairs; a++) /* other numbers for everybody */
			pairs[a].mentee = n - 1 - pairs[a].mentee;
		if (!p.wants) {
			s = solve(&p);
			assert_true(s.count == r.count && s.score == r.score);
		}
		for (size_t a = 0; a < p.n_pairs; a++) { /* scaled */
			pairs[a] = t->p.pairs[a];
			pairs[a].score *= 3;
		}
		s = solve(&p);
		assert_true(s.count == r.count && s.score == 3 * r.score);
		for (size_t a = 0; a < p.n_pairs; a++) /* a constant more */
			pairs[a].score = t->p.pairs[a].score + 17;
		if (p.aim == ASSIGN_EVERYONE) {
			s = solve(&p);
			assert_true(s.count == r.count);
			assert_true(s.score == r.score + 17 * (int64_t)r.count);
		}
		p.pairs = t->p.pairs; /* without the quota: never fewer pairs with it */
		p.quota = !t->p.quota;
		s = solve(&p);
		if (p.aim == ASSIGN_EVERYONE)
			assert_int_equal(s.count, r.count);
		p.quota = false;
		r = solve(&p);
		capacity = ARENA_ARRAY(mem, int32_t, m + 1); /* a mentor in two halves */
		lower = ARENA_ARRAY(mem, int32_t, m + 1);
		if (!p.wants && !p.fair) {
			struct assign_pair *more =
				ARENA_ARRAY(mem, struct assign_pair, 2 * p.n_pairs + 1);

			memcpy(capacity, t->capacity, (size_t)m * sizeof *capacity);
			capacity[m] = capacity[0] / 2;
			capacity[0] -= capacity[m];
			p.n_pairs = 0;
			for (size_t a = 0; a < t->p.n_pairs; a++) {
				more[p.n_pairs++] = t->p.pairs[a];
				if (t->p.pairs[a].mentor == 0) {
					more[p.n_pairs] = t->p.pairs[a];
					more[p.n_pairs++].mentor = m;
				}
			}
			p.pairs = more;
			p.n_mentors++;
			p.capacity = capacity;
			p.lower = lower;
			s = solve(&p);
			assert_true(s.count == r.count && s.score == r.score);
		}
		arena_reset(mem);
	}
}

/* One seat each: mentees and mentors may change sides; one more pair is never worse. */
static void
test_sides(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct assign_problem p = modest_tiny()->p;
		struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, p.n_pairs + 1);
		struct assign_result r, s;

		p.capacity = p.lower = p.wants = NULL;
		p.quota = false;
		r = solve(&p);
		for (size_t a = 0; a < p.n_pairs; a++)
			pairs[a] = (struct assign_pair){ p.pairs[a].mentor, p.pairs[a].mentee,
				p.pairs[a].score };
		{
			struct assign_problem q = p;

			q.n_mentees = p.n_mentors;
			q.n_mentors = p.n_mentees;
			q.pairs = pairs;
			s = solve(&q);
			assert_true(s.count == r.count && s.score == r.score);
		}
		memcpy(pairs, p.pairs, p.n_pairs * sizeof *pairs);
		pairs[p.n_pairs] = (struct assign_pair){ (int32_t)chance(p.n_mentees),
			(int32_t)chance(p.n_mentors), (int64_t)chance(100) };
		p.pairs = pairs;
		p.n_pairs++;
		s = solve(&p);
		if (p.aim == ASSIGN_FIT)
			assert_true(s.score >= r.score);
		else
			assert_true(s.count > r.count ||
				    (s.count == r.count && (p.fair || s.score >= r.score)));
		arena_reset(mem);
	}
}

/* From an earlier answer, and from any nonsense: as good as without. */
static void
test_start(void **state)
{
	(void)state;
	for (int k = 0; k < rounds(6000) / 4; k++) {
		struct tiny *t = random_tiny(MOST);
		struct assign_pair *start;
		struct assign_result r = solve(&t->p), s;

		start = ARENA_ARRAY(mem, struct assign_pair, r.count + 3);
		memcpy(start, r.pairs, r.count * sizeof *start);
		for (int x = 0; x < 3; x++)
			start[r.count + (size_t)x] =
				(struct assign_pair){ (int32_t)chance(9), (int32_t)chance(9), 5 };
		t->p.start = start;
		t->p.n_start = r.count + chance(4);
		s = solve(&t->p);
		assert_true(s.count == r.count && s.score == r.score);
		arena_reset(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sides, setup, teardown),
		cmocka_unit_test_setup_teardown(test_start, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
