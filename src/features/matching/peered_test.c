/* SPDX-License-Identifier: Apache-2.0 */
/* Programmes of peers, from a run to relationships; the best pairs against trying all of them. */
#include "tests/match_world.h"

#include <stdlib.h>

#include "features/matching/peered.h"
#include "features/matching/publish.h"

static int64_t
peer(struct ctx *c, const struct match_world *w, struct some s)
{
	return test_mentee(c, w, s);
}

static struct match_world
peers_make(struct ctx *c)
{
	struct match_world w = match_world_make(c);

	sql_programme_set_way(c, w.programme, "peers");
	return w;
}

static void
learn_from_each_other(struct ctx *c, const struct match_world *w)
{
	test_rule(c, w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	test_rule(c, w,
		(struct rule_form){ .kind = "different", .mentee_field = "unit", .points = 4 });
}

static void
close_ok(struct test *t)
{
	assert_int_equal(test_close(t, OK), OK);
}

static struct match
get(struct ctx *c, int64_t id)
{
	struct match m;

	assert_true(sql_match_get(c, id, &m));
	return m;
}

static int64_t
partner(struct ctx *c, int64_t run, int64_t programme, int64_t person)
{
	struct match_pair_rows rows = sql_match_pair_list(c, run, programme, "", 100, 0);

	for (int i = 0; i < rows.n; i++) {
		assert_true(rows.v[i].mentee < rows.v[i].mentor);
		if (rows.v[i].mentee == person)
			return rows.v[i].mentor;
		if (rows.v[i].mentor == person)
			return rows.v[i].mentee;
	}
	return 0;
}

static void
points_of_both_directions_add_up(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = peers_make(c);
	int64_t a = peer(c, &w,
		(struct some){ .name = "ann", .unit = "x", .wanted = "law", .offered = "budgets" });
	int64_t b = peer(c, &w,
		(struct some){ .name = "bea", .unit = "x", .wanted = "budgets", .offered = "law" });
	int64_t d = peer(c, &w, (struct some){ .name = "dan", .unit = "y", .offered = "law" });
	int64_t e = peer(c, &w, (struct some){ .name = "eva", .unit = "z" });
	int64_t run;
	struct match_pair_rows pairs;
	struct known k;

	learn_from_each_other(c, &w);
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	/* ann and bea: 5 each way. dan and eva: of different units, 4 each way. Together 18. ann and dan (5 + 8)
	 * with bea and eva (8) would be 21. */
	assert_int_equal(partner(c, run, w.programme, a), d);
	assert_int_equal(partner(c, run, w.programme, b), e);
	assert_int_equal(get(c, run).score, 21);
	assert_int_equal(get(c, run).matched, 2);
	assert_int_equal(get(c, run).mentees, 4);
	assert_int_equal(get(c, run).proven, 1);
	assert_int_equal(get(c, run).unused, 0);
	/* What says the same both ways stands there once, with the points of both. */
	pairs = sql_match_pair_list(c, run, w.programme, "ann", 10, 0);
	k = known_read(c);
	assert_int_equal(pairs.v[0].points, 13);
	assert_int_equal(why_pair_read(c, &k, 1, pairs.v[0].why, 38).n, 3);
	close_ok(t);
}

static void
what_must_hold_holds_both_ways(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = peers_make(c);
	int64_t a = peer(c, &w, (struct some){ .name = "ann", .level = "Officer" });
	int64_t run;
	struct match_left_rows left;

	peer(c, &w, (struct some){ .name = "bea", .level = "Manager" });
	test_rule(c, &w,
		(struct rule_form){
			.kind = "steps", .hard = true, .mentee_field = "level", .lo = 0, .hi = 1 });
	close_ok(t);
	run = test_run(t, &w, ""); /* bea is one above ann, ann is not above bea */
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 0);
	left = sql_match_left_list(c, run, "", 10, 0);
	assert_int_equal(left.n, 2);
	assert_string_equal(left.v[0].role, "mentee");
	assert_int_equal(partner(c, run, w.programme, a), 0);
	close_ok(t);
}

static void
pins_and_bans_have_no_direction(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = peers_make(c);
	int64_t a = peer(c, &w, (struct some){ .name = "ann", .unit = "x" });
	int64_t b = peer(c, &w, (struct some){ .name = "bea", .unit = "x" });
	int64_t d = peer(c, &w, (struct some){ .name = "dan", .unit = "y" });
	int64_t e = peer(c, &w, (struct some){ .name = "eva", .unit = "y" });
	int64_t run;

	learn_from_each_other(c, &w);
	c->who = w.manager;
	assert_int_equal(wish_set(c, w.programme, b, a, "pin"), OK); /* though they fit badly */
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	assert_int_equal(partner(c, run, w.programme, a), b);
	assert_int_equal(partner(c, run, w.programme, d), e);
	/* A pin of one of them takes the place of the older one. */
	assert_int_equal(wish_set(c, w.programme, d, b, "pin"), OK);
	assert_int_equal(wish_set(c, w.programme, e, a, "ban"), OK);
	assert_int_equal(sql_wish_list(c, w.programme).n, 2);
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	assert_int_equal(partner(c, run, w.programme, b), d);
	assert_int_equal(partner(c, run, w.programme, a), 0);
	close_ok(t);
}

static void
a_published_pair_is_a_relationship_of_peers(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = peers_make(c);
	int64_t a = peer(c, &w, (struct some){ .name = "ann" }), run, job, id;
	int64_t b = peer(c, &w, (struct some){ .name = "bea", .lang = "de" });
	struct my_relationship_rows mine;
	struct participant_row x;
	struct pair p;

	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	c->who = w.manager;
	assert_int_equal(match_publish(c, run, &job), OK);
	close_ok(t);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_string_equal(get(c, run).state, "published");
	mine = sql_relationship_mine(c, a, 1);
	assert_int_equal(mine.n, 1);
	assert_string_equal(mine.v[0].my_role, "peer");
	assert_int_equal(mine.v[0].partner, b);
	c->who = b;
	assert_int_equal(pair_get(c, mine.v[0].id, &p), OK);
	assert_string_equal(p.my_role, "peer");
	assert_int_equal(p.partner, a);
	assert_true(sql_participant_find(c, w.programme, "mentee", a, &x));
	assert_string_equal(x.state, "matched");
	assert_int_equal(relationship_start_peers(c, w.programme, b, a, &id), CONFLICT);
	/* Ended: both are free, and are not proposed to each other again. */
	assert_int_equal(relationship_end(c, mine.v[0].id, "early"), OK);
	assert_true(sql_participant_find(c, w.programme, "mentee", a, &x));
	assert_string_equal(x.state, "waiting");
	assert_true(sql_participant_find(c, w.programme, "mentee", b, &x));
	assert_string_equal(x.state, "waiting");
	close_ok(t);
	run = test_run(t, &w, "");
	c = test_open(t);
	assert_int_equal(get(c, run).matched, 0);
	close_ok(t);
}

static void
whoever_takes_part_is_of_one_kind(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct match_world w = peers_make(c);
	int64_t a = test_mentor(c, &w, 3, (struct some){ .name = "ann" });
	struct participant_row x;

	assert_false(sql_participant_find(c, w.programme, "mentor", a, &x));
	assert_true(sql_participant_find(c, w.programme, "mentee", a, &x));
	close_ok(t);
}

/* ---- against trying all ---- */

static int64_t
best_of(const int64_t w[8][8], unsigned left, bool fit, int *ret_count)
{
	int64_t best = 0, points;
	int a = 0, n, most = 0;

	while (a < 8 && !(left & 1u << a))
		a++;
	*ret_count = 0;
	if (a == 8)
		return 0;
	best = best_of(w, left & ~(1u << a), fit, &most);
	for (int b = a + 1; b < 8; b++) {
		if (!(left & 1u << b) || w[a][b] < 0)
			continue;
		points = w[a][b] + best_of(w, left & ~(1u << a) & ~(1u << b), fit, &n);
		n++;
		if ((!fit && n > most) || ((fit || n == most) && points > best)) {
			best = points;
			most = n;
		}
	}
	*ret_count = most;
	return best;
}

static void
the_best_pairs_against_trying_all(void **state)
{
	struct ctx *c = test_open(*state);
	unsigned seed = 3;

	for (int round = 0; round < 200; round++) {
		struct criteria none = { 0 };
		struct match_input in = { .peers = true,
			.n_mentees = 8,
			.n_mentors = 8,
			.roster = roster_new(c->mem, &none, 8, 8) };
		int64_t w[8][8];
		struct peers_pair pairs[28];
		size_t n = 0;
		int count;

		for (size_t i = 0; i < 8; i++) {
			roster_person(in.roster, MENTEE, i, (int64_t)i + 1, 0, 0);
			roster_person(in.roster, MENTOR, i, (int64_t)i + 1, 0, 1);
		}
		for (int32_t a = 0; a < 8; a++)
			for (int32_t b = a + 1; b < 8; b++) {
				w[a][b] = rand_r(&seed) % 3 ? rand_r(&seed) % 20 : -1;
				if (w[a][b] >= 0)
					pairs[n++] = (struct peers_pair){ a, b, w[a][b] };
			}
		for (int fit = 0; fit < 2; fit++) {
			struct match_answer got;
			int64_t sum = 0, best = best_of(w, 255, fit, &count);

			assert_null(peered_solve(c->mem, &in, pairs, n, fit, NULL, &got));
			for (int32_t a = 0; a < 8; a++)
				if (got.mentor[a] > a) {
					assert_int_equal(got.mentor[got.mentor[a]], a);
					assert_true(w[a][got.mentor[a]] >= 0);
					sum += w[a][got.mentor[a]];
				}
			assert_int_equal(sum, best);
			if (!fit)
				assert_int_equal(got.count, count);
		}
	}
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(points_of_both_directions_add_up),
		TEST(what_must_hold_holds_both_ways),
		TEST(pins_and_bans_have_no_direction),
		TEST(a_published_pair_is_a_relationship_of_peers),
		TEST(whoever_takes_part_is_of_one_kind),
		TEST(the_best_pairs_against_trying_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
