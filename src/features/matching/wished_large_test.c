/* SPDX-License-Identifier: Apache-2.0 */
/* Wishes and peers of more people than pairs can be listed of: small enough to be looked at pair by pair here. */
#include "tests/match_world.h"

#include <stdlib.h>

#include "base/buf.h"
#include "features/matching/peered.h"
#include "features/matching/pool.h"
#include "features/matching/wished.h"

static uint64_t seed = 88172645463325252u;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

/* ---- wishes ---- */

struct market {
	struct arena *mem;
	struct match_input in;
	struct said *mentees, *mentors;
	int32_t *places;
};

static const char *
random_list(struct arena *mem, const int64_t *ids, size_t n, size_t most)
{
	struct buf b = BUF_IN(mem);
	size_t named = chance(most + 1), not = chance(2);

	for (size_t k = 0; k < named; k++)
		buf_printf(
			&b, "%s%lld", k ? chance(3) ? "\n" : " " : "", (long long)ids[chance(n)]);
	if (not )
		buf_printf(&b, "%s- %lld", named ? "\n" : "", (long long)ids[chance(n)]);
	if (named && !chance(3))
		buf_str(&b, "\nonly");
	return buf_text(&b);
}

static struct market
market_make(struct arena *mem, size_t mentees, size_t mentors, size_t most)
{
	struct market m = { .mem = mem };
	struct criteria *none = ARENA_NEW(mem, struct criteria);
	struct roster *r = roster_new(mem, none, mentees, mentors);
	int64_t *ids = ARENA_ARRAY(mem, int64_t, mentees + mentors);

	m.places = ARENA_ARRAY(mem, int32_t, mentors);
	m.mentees = ARENA_ARRAY(mem, struct said, mentees);
	m.mentors = ARENA_ARRAY(mem, struct said, mentors);
	for (size_t i = 0; i < mentees; i++)
		roster_person(r, MENTEE, i, ids[i] = (int64_t)i + 1, 0, 0);
	for (size_t j = 0; j < mentors; j++) {
		m.places[j] = 1 + (int32_t)chance(2);
		roster_person(r, MENTOR, j, ids[mentees + j] = (int64_t)(mentees + j) + 1, 0,
			m.places[j]);
	}
	for (uint64_t k = chance(3); k; k--)
		roster_keep_apart(r, chance(mentees), chance(mentors));
	for (size_t i = 0; i < mentees; i++)
		said_parse(mem, random_list(mem, ids + mentees, mentors, most), &m.mentees[i]);
	for (size_t j = 0; j < mentors; j++)
		said_parse(mem, random_list(mem, ids, mentees, most), &m.mentors[j]);
	m.in = (struct match_input){ .roster = r,
		.criteria = *none,
		.n_mentees = mentees,
		.n_mentors = mentors,
		.mentees = ids,
		.mentors = ids + mentees };
	return m;
}

/* The place of somebody for somebody, by the words of ranked.h; 0: not at all. */
static int64_t
place_of(const struct said *s, int64_t id)
{
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == id)
			return s->v[i].place;
	for (int i = 0; i < s->n_not; i++)
		if (s->not_for_me[i] == id)
			return 0;
	return s->only ? 0 : 1000;
}

static bool
would_both(const struct market *m, const struct match_answer *a, size_t i, size_t j)
{
	int64_t mine = place_of(&m->mentees[i], m->in.mentors[j]);
	int64_t theirs = place_of(&m->mentors[j], m->in.mentees[i]), points;
	int32_t taken = 0;
	bool worse = false;

	if (!mine || !theirs || a->mentor[i] == (int32_t)j ||
		!criteria_pair(&m->in.criteria, m->in.roster, i, j, &points))
		return false;
	if (a->mentor[i] >= 0 && place_of(&m->mentees[i], m->in.mentors[a->mentor[i]]) <= mine)
		return false;
	for (size_t k = 0; k < m->in.n_mentees; k++)
		if (a->mentor[k] == (int32_t)j) {
			taken++;
			worse |= place_of(&m->mentors[j], m->in.mentees[k]) > theirs;
		}
	return taken < m->places[j] || worse;
}

static void
is_sound(const struct market *m, const struct match_answer *a)
{
	int32_t *taken = ARENA_ARRAY(m->mem, int32_t, m->in.n_mentors);
	size_t count = 0;

	for (size_t i = 0; i < m->in.n_mentees; i++) {
		int32_t j = a->mentor[i];

		if (j < 0)
			continue;
		count++;
		assert_true(++taken[j] <= m->places[j]);
		assert_true(place_of(&m->mentees[i], m->in.mentors[j]) > 0);
		assert_true(place_of(&m->mentors[j], m->in.mentees[i]) > 0);
	}
	assert_int_equal(count, a->count);
	for (size_t i = 0; i < m->in.n_mentees; i++)
		for (size_t j = 0; j < m->in.n_mentors; j++)
			assert_false(would_both(m, a, i, j));
}

static struct wished_answer
answer(struct market *m, bool fit)
{
	struct all_said said = { m->mentees, m->mentors };
	struct wished_question q = { .in = &m->in, .said = &said, .fit = fit };
	struct cand_problem people;
	struct wished_answer a;
	const char *wrong;

	pool_of(m->mem, &m->in.criteria, m->in.roster, &people);
	wrong = wished_solve_large(m->mem, &q, &people, &a);
	if (wrong)
		fail_msg("%s", wrong);
	return a;
}

static void
no_two_of_all_people_would_rather(void **state)
{
	struct arena *mem = arena_new(1 << 16);
	int unknown = 0;

	(void)state;
	for (int round = 0; round < 600; round++) {
		struct market m = market_make(mem, 1 + chance(9), 1 + chance(6), 4);
		struct wished_answer a = answer(&m, round % 2);

		is_sound(&m, &a.best);
		assert_true(!a.most || a.most >= a.best.count);
		unknown += !a.most;
		arena_reset(mem);
	}
	assert_true(unknown > 0);
	arena_free(mem);
}

/* 20,000 by 2,000 would be 40 million pairs, of which a few hundred thousand are listed. */
static void
many_people_are_no_product(void **state)
{
	struct arena *mem = arena_new(1 << 20);
	struct market m = market_make(mem, 20000, 2000, 10);
	struct wished_answer a = answer(&m, false);
	size_t alone = 0;

	(void)state;
	for (size_t i = 0; i < m.in.n_mentees; i++)
		alone += a.best.mentor[i] < 0;
	assert_true(a.best.count > 2000);
	assert_int_equal(alone + a.best.count, m.in.n_mentees);
	arena_free(mem);
}

/* ---- peers ---- */

static void
peers_from_the_best_of_each(void **state)
{
	struct arena *mem = arena_new(1 << 20);
	const size_t n = 6000;
	struct criteria *none = ARENA_NEW(mem, struct criteria);
	struct roster *r = roster_new(mem, none, n, n);
	struct match_input in = { .peers = true, .roster = r, .n_mentees = n, .n_mentors = n };
	int64_t *ids = ARENA_ARRAY(mem, int64_t, n), *choices;
	struct cand_problem people;
	struct peers_pair *pairs;
	struct match_answer a;
	size_t n_pairs;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		ids[i] = (int64_t)i + 1;
		roster_person(r, MENTEE, i, ids[i], 0, 0);
		roster_person(r, MENTOR, i, ids[i], 0, 1);
	}
	in.mentees = in.mentors = ids;
	in.criteria = *none;
	pool_of(mem, &in.criteria, r, &people);
	assert_true(peered_candidates(mem, &in, &people, NULL, &pairs, &n_pairs, &choices));
	assert_true(n_pairs >= n * PEERED_BEST / 2 && n_pairs <= n * (PEERED_BEST + 1));
	for (size_t e = 0; e < n_pairs; e++)
		assert_true(pairs[e].a < pairs[e].b);
	assert_null(peered_solve(mem, &in, pairs, n_pairs, false, NULL, &a));
	assert_int_equal(a.count, n / 2);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_of_all_people_would_rather),
		cmocka_unit_test(many_people_are_no_product),
		cmocka_unit_test(peers_from_the_best_of_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
