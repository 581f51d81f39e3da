/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs from the wishes of both sides, without a database; and how wishes are kept as text. */
#include "tests/match_world.h"

#include <stdlib.h>

#include "base/buf.h"
#include "features/matching/wished.h"

/* People numbered from 1 on both sides; everybody may go with everybody, a pair has so many points. */
struct small {
	struct arena *mem;
	struct criteria criteria;
	struct match_input in;
	struct assign_pair *pairs;
	size_t n_pairs;
	struct said *mentees, *mentors;
};

static struct small
small_make(struct arena *mem, size_t mentees, size_t mentors, int32_t places)
{
	struct small s = { .mem = mem };
	int64_t *ids = ARENA_ARRAY(mem, int64_t, mentees + mentors);
	struct roster *r = roster_new(mem, &s.criteria, mentees, mentors);

	for (size_t i = 0; i < mentees; i++)
		roster_person(r, MENTEE, i, ids[i] = (int64_t)i + 1, 0, 0);
	for (size_t j = 0; j < mentors; j++)
		roster_person(r, MENTOR, j, ids[mentees + j] = (int64_t)j + 101, 0, places);
	s.in = (struct match_input){ .roster = r,
		.n_mentees = mentees,
		.n_mentors = mentors,
		.mentees = ids,
		.mentors = ids + mentees,
		.pins = ARENA_ARRAY(mem, struct assign_pair, 4) };
	s.pairs = ARENA_ARRAY(mem, struct assign_pair, mentees * mentors);
	for (size_t i = 0; i < mentees; i++)
		for (size_t j = 0; j < mentors; j++)
			s.pairs[s.n_pairs++] = (struct assign_pair){ (int32_t)i, (int32_t)j, 0 };
	s.mentees = ARENA_ARRAY(mem, struct said, mentees);
	s.mentors = ARENA_ARRAY(mem, struct said, mentors);
	return s;
}

static struct wished_answer
answer(struct small *s, bool fit)
{
	struct all_said said = { s->mentees, s->mentors };
	struct wished_question q = {
		.in = &s->in, .pairs = s->pairs, .n_pairs = s->n_pairs, .said = &said, .fit = fit
	};
	struct wished_answer a;
	const char *wrong = wished_solve(s->mem, &q, &a);

	if (wrong)
		fail_msg("%s", wrong);
	return a;
}

static void
wishes_decide(void **state)
{
	struct ctx *c = test_open(*state);
	struct small s = small_make(c->mem, 2, 2, 1);
	struct wished_answer a;

	/* Both want the second mentor, who wants the second mentee. */
	said_parse(c->mem, "102", &s.mentees[0]);
	said_parse(c->mem, "102", &s.mentees[1]);
	said_parse(c->mem, "2", &s.mentors[1]);
	a = answer(&s, false);
	assert_int_equal(a.best.count, 2);
	assert_int_equal(a.best.mentor[1], 1);
	assert_int_equal(a.best.mentor[0], 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
not_for_me_is_never_paired(void **state)
{
	struct ctx *c = test_open(*state);
	struct small s = small_make(c->mem, 2, 2, 1);
	struct wished_answer a;

	/* Only one pair is left, since one mentor has ruled both out, and a mentee the other mentor. */
	said_parse(c->mem, "- 1 2", &s.mentors[0]);
	said_parse(c->mem, "- 102", &s.mentees[0]);
	a = answer(&s, false);
	assert_int_equal(a.best.count, 1);
	assert_int_equal(a.best.mentor[0], -1);
	assert_int_equal(a.best.mentor[1], 1);
	assert_int_equal(a.most, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
rather_nobody_than_others(void **state)
{
	struct ctx *c = test_open(*state);
	struct small s = small_make(c->mem, 1, 2, 1);

	said_parse(c->mem, "101\nonly", &s.mentees[0]);
	said_parse(c->mem, "- 1", &s.mentors[0]);
	assert_int_equal(answer(&s, false).best.count, 0);
	said_parse(c->mem, "101", &s.mentees[0]);
	assert_int_equal(answer(&s, false).best.mentor[0], 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
who_says_nothing_is_content(void **state)
{
	struct ctx *c = test_open(*state);
	struct small s = small_make(c->mem, 7, 3, 2);
	struct wished_answer a = answer(&s, false);

	assert_int_equal(a.best.count, 6);
	assert_int_equal(a.most, 6);
	assert_string_equal(
		answer(&s, true).firm, "weak"); /* somebody is left who would be as welcome */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
pins_go_before_wishes(void **state)
{
	struct ctx *c = test_open(*state);
	struct small s = small_make(c->mem, 2, 2, 1);
	struct wished_answer a;

	said_parse(c->mem, "- 102", &s.mentees[0]);
	s.in.pins[s.in.n_pins++] = (struct assign_pair){ 0, 1, 0 };
	a = answer(&s, false);
	assert_int_equal(a.best.mentor[0], 1);
	assert_int_equal(a.best.mentor[1], 0);
	assert_int_equal(a.most, 2);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Blocking pairs counted from the wishes alone, without the solver. */
static int64_t
wanted_place(const struct said *s, int64_t id)
{
	for (int i = 0; i < s->n_not; i++)
		if (s->not_for_me[i] == id)
			return 0;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == id)
			return s->v[i].place;
	return s->only ? 0 : 1000;
}

static int
blocking(const struct small *s, const struct wished_answer *a, int32_t places)
{
	int n = 0;

	for (size_t i = 0; i < s->in.n_mentees; i++)
		for (size_t j = 0; j < s->in.n_mentors; j++) {
			int64_t mine = wanted_place(&s->mentees[i], s->in.mentors[j]);
			int64_t theirs = wanted_place(&s->mentors[j], s->in.mentees[i]), worst = 0;
			int32_t taken = 0, has = a->best.mentor[i];

			if (!mine || !theirs || has == (int32_t)j)
				continue;
			for (size_t k = 0; k < s->in.n_mentees; k++)
				if (a->best.mentor[k] == (int32_t)j) {
					int64_t p = wanted_place(&s->mentors[j], s->in.mentees[k]);

					worst = p > worst ? p : worst;
					taken++;
				}
			n += (has < 0 || mine < wanted_place(&s->mentees[i], s->in.mentors[has])) &&
			     (taken < places || theirs < worst);
		}
	return n;
}

static void
say_at_random(struct arena *mem, struct said *s, int64_t first, int64_t n, unsigned *seed)
{
	struct buf b = BUF_IN(mem);

	for (int64_t k = 0; k < n; k++)
		if (rand_r(seed) % 2)
			buf_printf(&b, "%s%lld",
				!b.n		   ? ""
				: rand_r(seed) % 3 ? "\n"
						   : " ",
				(long long)(first + (k * 3 + *seed) % n));
	if (rand_r(seed) % 3 == 0)
		buf_printf(&b, "%s- %lld", b.n ? "\n" : "", (long long)(first + rand_r(seed) % n));
	if (rand_r(seed) % 4 == 0)
		buf_str(&b, "\nonly");
	said_parse(mem, buf_text(&b), s);
}

static void
no_two_would_both_rather_be(void **state)
{
	struct ctx *c = test_open(*state);
	unsigned seed = 7;

	for (int round = 0; round < 300; round++) {
		size_t mentees = 1 + (size_t)rand_r(&seed) % 6,
		       mentors = 1 + (size_t)rand_r(&seed) % 4;
		int32_t places = 1 + rand_r(&seed) % 2;
		struct small s = small_make(c->mem, mentees, mentors, places);
		struct wished_answer many, firm;

		for (size_t i = 0; i < mentees; i++)
			say_at_random(c->mem, &s.mentees[i], 101, (int64_t)mentors, &seed);
		for (size_t j = 0; j < mentors; j++)
			say_at_random(c->mem, &s.mentors[j], 1, (int64_t)mentees, &seed);
		many = answer(&s, false);
		firm = answer(&s, true);
		assert_int_equal(blocking(&s, &many, places), 0);
		assert_int_equal(blocking(&s, &firm, places), 0);
		assert_true(many.best.count <= many.most);
		assert_true(many.best.count * 3 >= firm.best.count * 2);
		for (size_t i = 0; i < mentees; i++)
			if (many.best.mentor[i] >= 0)
				assert_true(wanted_place(&s.mentees[i],
						    s.in.mentors[many.best.mentor[i]]) > 0);
	}
	assert_int_equal(test_close(*state, OK), OK);
}

static void
what_is_kept_is_read_again(void **state)
{
	struct ctx *c = test_open(*state);
	struct said s;

	said_parse(c->mem, "12 15\n7\n- 9 4\nonly", &s);
	assert_int_equal(s.n, 3);
	assert_int_equal(s.v[1].place, 1);
	assert_int_equal(s.v[2].place, 2);
	assert_int_equal(s.n_not, 2);
	assert_true(s.only);
	assert_string_equal(said_text(c->mem, &s), "12 15\n7\n- 9 4\nonly");
	/* Nonsense, and people named twice, are left out; "only" without anybody says nothing. */
	said_parse(c->mem, "x -1 0 12\n12 7\n- 7 8\n\nonly", &s);
	assert_string_equal(said_text(c->mem, &s), "12\n7\n- 8\nonly");
	said_parse(c->mem, "only", &s);
	assert_string_equal(said_text(c->mem, &s), "");
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- a whole run ---- */

static void
say(struct ctx *c, int64_t programme, int64_t who, const char *role, const char *text)
{
	int64_t before = c->who;
	struct said s;

	c->who = who;
	said_parse(c->mem, text, &s);
	said_write(c, programme, role, &s);
	c->who = before;
}

static const char *
id_text(struct ctx *c, int64_t id)
{
	return arena_printf(c->mem, "%lld", (long long)id);
}

/* Two mentors, two mentees; both mentees want max, who wants bo. */
struct four {
	struct match_world w;
	int64_t lea, bo, max, eva;
};

static struct four
four_make(struct ctx *c)
{
	struct four f = { .w = match_world_make(c) };

	sql_programme_set_way(c, f.w.programme, "wishes");
	f.max = test_mentor(c, &f.w, 1, (struct some){ .name = "max" });
	f.eva = test_mentor(c, &f.w, 1, (struct some){ .name = "eva" });
	f.lea = test_mentee(c, &f.w, (struct some){ .name = "lea" });
	f.bo = test_mentee(c, &f.w, (struct some){ .name = "bo" });
	say(c, f.w.programme, f.lea, "mentee", id_text(c, f.max));
	say(c, f.w.programme, f.bo, "mentee", id_text(c, f.max));
	say(c, f.w.programme, f.max, "mentor", id_text(c, f.bo));
	return f;
}

static void
a_run_follows_the_wishes(void **state)
{
	struct test *t = *state;
	struct four f = four_make(test_open(t));
	struct match_pair_rows pairs;
	struct match m;
	int64_t run;
	struct ctx *c;

	assert_int_equal(test_close(t, OK), OK);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	assert_true(sql_match_get(c, run, &m));
	assert_string_equal(m.state, "proposed");
	assert_string_equal(m.way, "wishes");
	assert_int_equal(m.matched, 2);
	assert_int_equal(m.proven, 1);
	assert_int_equal(m.most, 2);
	pairs = sql_match_pair_list(c, run, f.w.programme, "", 10, 0);
	assert_int_equal(pairs.n, 2);
	for (int i = 0; i < 2; i++)
		if (pairs.v[i].mentee == f.bo)
			assert_int_equal(pairs.v[i].mentor, f.max);
	/* Saying something later does not make a proposal stale, but is counted. */
	say(c, f.w.programme, f.eva, "mentor", id_text(c, f.lea));
	assert_false(match_stale(c, &m));
	assert_int_equal(test_close(t, OK), OK);
}

static void
only_counts_are_told(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct four f = four_make(c);
	struct ranking_counts k;

	assert_true(sql_ranking_counts(c, f.w.programme, 0, &k));
	assert_int_equal(k.mentees, 2);
	assert_int_equal(k.mentors, 1);
	say(c, f.w.programme, f.lea, "mentee", ""); /* takes it back */
	assert_true(sql_ranking_counts(c, f.w.programme, 0, &k));
	assert_int_equal(k.mentees, 1);
	assert_int_equal(test_close(t, OK), OK);
}

static void
nothing_of_it_is_kept_with_a_proposal(void **state)
{
	struct test *t = *state;
	struct four f = four_make(test_open(t));
	struct match_left_rows left;
	struct match_pair_rows pairs;
	struct known k;
	int64_t run;
	struct ctx *c = &t->ctx;

	say(c, f.w.programme, f.max, "mentor",
		arena_printf(c->mem, "- %lld %lld", (long long)f.lea, (long long)f.bo));
	say(c, f.w.programme, f.eva, "mentor", arena_printf(c->mem, "- %lld", (long long)f.lea));
	assert_int_equal(test_close(t, OK), OK);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	k = known_read(c);
	pairs = sql_match_pair_list(c, run, f.w.programme, "", 10, 0);
	assert_int_equal(pairs.n, 1);
	assert_string_equal(pairs.v[0].why, "");
	left = sql_match_left_list(c, run, "mentee", 10, 0);
	assert_int_equal(left.n, 1);
	assert_int_equal(left.v[0].person, f.lea);
	assert_string_equal(left.v[0].why, "2"); /* what the rules allow, whoever said what */
	assert_string_equal(why_left_words(c, &k, "wishes", "mentee", left.v[0].why),
		"By the rules, 2 mentors would suit. What anybody wished stays with them.");
	assert_int_equal(test_close(t, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(wishes_decide),
		TEST(not_for_me_is_never_paired),
		TEST(rather_nobody_than_others),
		TEST(who_says_nothing_is_content),
		TEST(pins_go_before_wishes),
		TEST(no_two_would_both_rather_be),
		TEST(what_is_kept_is_read_again),
		TEST(a_run_follows_the_wishes),
		TEST(only_counts_are_told),
		TEST(nothing_of_it_is_kept_with_a_proposal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
