/* SPDX-License-Identifier: Apache-2.0 */
/* Why these two, why nobody, and what another pair would cost. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "features/matching/prices.h"
#include "features/what_if/asked.h"

/* Six mentees, three mentors with one or two places, one language that only zoe speaks. */
struct crowd {
	struct match_world w;
	int64_t mentors[3], mentees[6], zoe;
};

static struct crowd
crowd_make(struct ctx *c)
{
	static const char *const offered[] = { "law tax", "tax art", "law art ships" };
	static const char *const wanted[] = { "law", "tax", "art law", "ships", "tax art",
		"law tax" };
	static const char *const names[] = { "ann", "ben", "cyd", "dan", "eve", "fay" };
	static const char *const mentors[] = { "ma", "mb", "mc" };
	struct crowd x = { .w = match_world_make(c) };

	for (int j = 0; j < 3; j++)
		x.mentors[j] = test_mentor(c, &x.w, 1 + j % 2,
			(struct some){ .name = mentors[j], .offered = offered[j] });
	for (int i = 0; i < 6; i++)
		x.mentees[i] = test_mentee(
			c, &x.w, (struct some){ .name = names[i], .wanted = wanted[i] });
	x.zoe = test_mentee(c, &x.w, (struct some){ .name = "zoe", .languages = "fr" });
	test_rule(c, &x.w,
		(struct rule_form){ .kind = "shared", .hard = true, .mentee_field = "languages" });
	test_rule(c, &x.w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	return x;
}

/* From another solving, or from what a proposal keeps of its own. */
static struct exchange_from *
open_either(struct ctx *c, const struct match_question *q, const struct match_answer *best,
	bool from_kept)
{
	const struct match_input *in = q->in;
	struct exchange_from *from;
	struct rules_kept kept;

	if (from_kept)
		assert_true(prices_read(c->mem,
			prices_write(c->mem, best->kept, in->n_mentees, in->n_mentors),
			in->n_mentees, in->n_mentors, &kept));
	from = exchange_open(c->mem, in, &q->choice, from_kept ? &kept : NULL);
	assert_null(exchange_unknown(from));
	return from;
}

static void
costs_of_all_pairs(
	struct ctx *c, struct match_question *q, const struct match_answer *best, bool from_kept)
{
	struct exchange_from *from = open_either(c, q, best, from_kept);
	struct match_answer forced;

	for (size_t p = 0; p < q->n_pairs; p++) {
		const struct assign_pair *pair = &q->pairs[p];
		struct exchange_cost cost = { .other = (size_t)pair->mentor };
		struct exchange_cost back = { .other = (size_t)pair->mentee };

		exchange_costs(from, MENTEE, (size_t)pair->mentee, &cost, 1);
		exchange_costs(from, MENTOR, (size_t)pair->mentor, &back, 1);
		q->forced = pair;
		assert_null(match_solve(c->mem, q, &forced));
		q->forced = NULL;
		assert_true(cost.eligible && cost.possible && back.possible);
		assert_false(cost.at_least || back.at_least);
		assert_int_equal(cost.points, pair->score);
		assert_int_equal(cost.pairs, best->count - forced.count);
		assert_int_equal(cost.points_lost, best->value - forced.value);
		if (q->choice.quota)
			assert_int_equal(cost.mentors, forced.unused - best->unused);
		assert_int_equal(back.pairs, cost.pairs);
		assert_int_equal(back.mentors, cost.mentors);
		assert_int_equal(back.points_lost, cost.points_lost);
	}
	exchange_close(from);
}

/* Every pair once more, by solving the whole with that pair forced. */
static void
costs_are_those_of_solving_again(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct crowd x = crowd_make(c);
	struct match_choice choices[] = { { .aim = ASSIGN_EVERYONE }, { .aim = ASSIGN_FIT },
		{ .aim = ASSIGN_EVERYONE, .quota = true }, { .aim = ASSIGN_FIT, .quota = true },
		{ .aim = ASSIGN_EVERYONE, .spread = 2 }, { .aim = ASSIGN_FIT, .spread = 3 },
		{ .aim = ASSIGN_EVERYONE, .spread = 4, .quota = true } };
	struct match_input in;

	match_input_read(c, x.w.programme, &test_choice, &in);
	assert_null(in.fault);
	for (size_t k = 0; k < sizeof choices / sizeof *choices; k++) {
		struct match_question q = { .in = &in, .choice = choices[k] };
		struct match_answer best;
		struct assign_pair *pairs;

		criteria_pairs(c->mem, &in.criteria, in.roster, &pairs, &q.n_pairs);
		q.pairs = pairs;
		assert_null(match_solve(c->mem, &q, &best));
		costs_of_all_pairs(c, &q, &best, false);
		costs_of_all_pairs(c, &q, &best, true);
	}
	assert_int_equal(test_close(test, OK), OK);
}

/* Prices that are not of this question are as good as none. */
static void
prices_of_another_question_are_not_used(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct crowd x = crowd_make(c);
	struct match_question q = { .choice = { .aim = ASSIGN_EVERYONE } };
	struct exchange_cost cost = { 0 }, wanted = { 0 };
	struct match_answer best;
	struct assign_pair *pairs;
	struct match_input in;
	struct exchange_from *from;
	struct rules_kept other;
	int32_t *mentor;

	match_input_read(c, x.w.programme, &test_choice, &in);
	q.in = &in;
	criteria_pairs(c->mem, &in.criteria, in.roster, &pairs, &q.n_pairs);
	q.pairs = pairs;
	assert_null(match_solve(c->mem, &q, &best));
	from = open_either(c, &q, &best, true);
	exchange_costs(from, MENTEE, 0, &wanted, 1);
	exchange_close(from);
	other = *best.kept;
	other.mentor = mentor = arena_memdup(c->mem, other.mentor, in.n_mentees * sizeof *mentor);
	for (size_t i = 0; i < in.n_mentees; i++)
		mentor[i] = 0; /* more than he has places */
	from = exchange_open(c->mem, &in, &q.choice, &other);
	exchange_costs(from, MENTEE, 0, &cost, 1);
	exchange_close(from);
	assert_int_equal(cost.possible, wanted.possible);
	assert_int_equal(cost.points_lost, wanted.points_lost);
	assert_int_equal(test_close(test, OK), OK);
}

static struct asked_view
ask(struct ctx *c, int64_t run, int64_t person, const char *q)
{
	struct asked_view v = { .person = person, .q = q };

	assert_true(sql_match_get(c, run, &v.m));
	assert_int_equal(asked_fill(c, &v), OK);
	return v;
}

static void
a_proposal_answers_why(void **state)
{
	struct test *test = *state;
	struct crowd x = crowd_make(test_open(test));
	struct asked_view v = { 0 };
	struct ctx *c;
	int64_t run;

	assert_int_equal(test_close(test, OK), OK);
	run = test_run(test, &x.w, "");
	c = test_open(test);
	c->who = x.w.manager;
	v = ask(c, run, x.zoe, "mb"); /* nobody suits */
	assert_true(v.alone && v.current && !v.mentor);
	assert_int_equal(v.others.n, 0);
	assert_int_equal(v.removals.n, 1);
	assert_int_equal(v.removals.v[0].failing, 3);
	assert_int_equal(v.found.n, 1);
	assert_int_equal(v.found.v[0].eligible, 0);
	assert_string_equal(v.found.v[0].words, "Languages in common: at least 1");
	v = ask(c, run, x.mentors[1], ""); /* has two, and four more would suit */
	assert_true(v.mentor && !v.alone);
	assert_int_equal(v.pairs.n, 2);
	assert_int_equal(v.others.n, 4);
	assert_string_not_equal(v.others.v[0].words, "");
	/* A wish makes it another question. */
	assert_int_equal(wish_set(c, x.w.programme, x.mentees[0], x.mentors[0], "ban"), OK);
	v = ask(c, run, x.mentees[1], "");
	assert_false(v.current);
	assert_int_equal(v.others.n, 0);
	v = (struct asked_view){ .person = x.w.manager };
	assert_true(sql_match_get(c, run, &v.m));
	assert_int_equal(asked_fill(c, &v), NOT_FOUND);
	assert_int_equal(test_close(test, OK), OK);
}

static void
what_is_sensitive_is_not_named(void **state)
{
	struct test *test = *state;
	struct ctx *c = test_open(test);
	struct crowd x = crowd_make(c);
	int64_t faith = field_ensure(c, "Faith", "text", "", true);
	struct asked_view v;
	int64_t run;

	sql_answer_insert(c, x.mentees[0], faith, "Pastafarian");
	test_rule(c, &x.w,
		(struct rule_form){ .kind = "same", .hard = true, .mentee_field = "field:faith" });
	assert_int_equal(test_close(test, OK), OK);
	run = test_run(test, &x.w, "");
	c = test_open(test);
	v = ask(c, run, x.mentees[1], "ma");
	assert_true(v.current && v.alone);
	assert_int_equal(v.removals.n, 1);
	assert_string_equal(v.removals.v[0].words, "A sensitive field");
	assert_string_equal(v.found.v[0].words, "A sensitive field");
	assert_int_equal(test_close(test, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(costs_are_those_of_solving_again),
		TEST(prices_of_another_question_are_not_used),
		TEST(a_proposal_answers_why),
		TEST(what_is_sensitive_is_not_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
