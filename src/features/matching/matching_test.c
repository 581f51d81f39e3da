/* SPDX-License-Identifier: Apache-2.0 */
/* A run from end to end, the manager's wishes, and what is published. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "features/matching/publish.h"

static int64_t published_by; /* a job */

/* Who got whom in a run; 0: nobody. */
static int64_t
mentor_of(struct ctx *c, int64_t match, int64_t programme, int64_t mentee)
{
	struct match_pair_rows rows = sql_match_pair_list(c, match, programme, "", 100, 0);

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].mentee == mentee)
			return rows.v[i].mentor;
	return 0;
}

static struct match
get(struct ctx *c, int64_t id)
{
	struct match m;

	assert_true(sql_match_get(c, id, &m));
	return m;
}

static struct programme_choice
choice_of(struct ctx *c, int64_t programme)
{
	struct programme_choice p;

	assert_true(sql_programme_choice(c, programme, &p));
	return p;
}

static void
close_ok(struct test *t)
{
	assert_int_equal(test_close(t, OK), OK);
}

/* Two mentors and three mentees: lea suits law, bo suits budgets, and zoe has nobody. */
struct five {
	struct match_world w;
	int64_t law, budgets;
	int64_t lea, bo, zoe;
};

static struct five
five_make(struct ctx *c)
{
	struct five f = { .w = match_world_make(c) };

	f.law = test_mentor(c, &f.w, 1, (struct some){ .name = "law", .offered = "law" });
	f.budgets = test_mentor(
		c, &f.w, 1, (struct some){ .name = "budgets", .offered = "budgets", .lang = "de" });
	f.lea = test_mentee(c, &f.w, (struct some){ .name = "lea", .wanted = "law" });
	f.bo = test_mentee(c, &f.w, (struct some){ .name = "bo", .wanted = "budgets law" });
	f.zoe = test_mentee(c, &f.w, (struct some){ .name = "zoe", .languages = "fr" });
	test_rule(c, &f.w,
		(struct rule_form){ .kind = "shared", .hard = true, .mentee_field = "languages" });
	test_rule(c, &f.w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	return f;
}

/* How many mails somebody got, besides that of having been added to the programme. */
static int
letters_to(struct ctx *c, int64_t person)
{
	struct mail_line_rows lines = sql_mail_of_person(c, person, 10);
	int n = 0;

	for (int i = 0; i < lines.n; i++)
		n += !str_eq(lines.v[i].kind, "enrolled");
	return n;
}

static void
a_run_leaves_a_proposal(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	struct match_left_rows left;
	struct match_pair_rows pairs;
	struct known k;
	struct ctx *c;
	struct match m;
	int64_t run;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	m = get(c, run);
	k = known_read(c);
	assert_string_equal(m.state, "proposed");
	assert_int_equal(m.mentees, 3);
	assert_int_equal(m.places, 2);
	assert_int_equal(m.candidates, 4);
	assert_int_equal(m.matched, 2);
	assert_int_equal(m.score, 10);
	assert_int_equal(m.best_score, 15);
	assert_int_equal(m.nobody, 1);
	assert_int_equal(m.proven, 1);
	assert_int_equal(m.short_mentees, 0);
	assert_int_equal(m.other_matched, 2);
	assert_int_equal(mentor_of(c, run, f.w.programme, f.lea), f.law);
	assert_int_equal(mentor_of(c, run, f.w.programme, f.bo), f.budgets);
	pairs = sql_match_pair_list(c, run, f.w.programme, "", 100, 0);
	assert_string_equal(why_pair_words(c, &k, pairs.v[0].why),
		"Wanted and offered in common: law: 5 of 15 points");
	left = sql_match_left_list(c, run, "", 10, 0);
	assert_int_equal(left.n, 1);
	assert_int_equal(left.v[0].person, f.zoe);
	assert_string_equal(why_left_words(c, &k, "rules", "mentee", left.v[0].why),
		"The rules leave no mentor for them. What rules out most: Languages in common: at "
		"least 1 (2 of 2 mentors).");
	assert_int_equal(letters_to(c, f.lea), 0);
	close_ok(t);
}

/* Two runs of one question propose the same, byte for byte. */
static void
assert_same_proposal(struct ctx *c, const struct five *f, int64_t one, int64_t two)
{
	struct match_pair_rows a = sql_match_pair_list(c, one, f->w.programme, "", 100, 0);
	struct match_pair_rows b = sql_match_pair_list(c, two, f->w.programme, "", 100, 0);
	struct match_left_rows x = sql_match_left_list(c, one, "", 100, 0);
	struct match_left_rows y = sql_match_left_list(c, two, "", 100, 0);

	assert_int_equal(a.n, b.n);
	for (int i = 0; i < a.n; i++) {
		assert_int_equal(a.v[i].mentee, b.v[i].mentee);
		assert_int_equal(a.v[i].mentor, b.v[i].mentor);
		assert_int_equal(a.v[i].points, b.v[i].points);
		assert_string_equal(a.v[i].why, b.v[i].why);
	}
	assert_int_equal(x.n, y.n);
	for (int i = 0; i < x.n; i++) {
		assert_int_equal(x.v[i].person, y.v[i].person);
		assert_string_equal(x.v[i].why, y.v[i].why);
	}
}

static void
the_same_question_has_the_same_answer(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	struct match one, two, three;
	int64_t first, second, third;
	struct ctx *c;

	close_ok(t);
	first = test_run(t, &f.w, "");
	second = test_run(t, &f.w, "");
	c = test_open(t);
	one = get(c, first);
	two = get(c, second);
	assert_string_equal(one.state, "discarded"); /* replaced */
	assert_string_equal(one.input_digest, two.input_digest);
	assert_string_equal(one.rules_digest, two.rules_digest);
	assert_int_equal(one.score, two.score);
	assert_int_equal(one.proven + two.proven, 2);
	assert_same_proposal(c, &f, first, second);
	test_mentee(c, &f.w, (struct some){ .name = "new" });
	close_ok(t);
	third = test_run(t, &f.w, "");
	c = test_open(t);
	three = get(c, third);
	assert_string_not_equal(three.input_digest, two.input_digest);
	assert_string_equal(three.rules_digest, two.rules_digest);
	/* lea, bo and the new one share two places */
	assert_int_equal(three.short_mentees, 3);
	assert_int_equal(three.short_mentors, 2);
	assert_int_equal(three.short_places, 2);
	close_ok(t);
}

static void
pins_and_bans_are_kept(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct five f = five_make(c);
	struct match_pair_rows pairs;
	int64_t run;

	assert_int_equal(wish_set(c, f.w.programme, f.bo, f.law, "pin"), OK);
	assert_int_equal(wish_set(c, f.w.programme, f.lea, f.law, "pin"), CONFLICT);
	assert_non_null(c->why);
	assert_int_equal(wish_set(c, f.w.programme, f.lea, f.w.manager, "ban"), NOT_FOUND);
	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	assert_int_equal(mentor_of(c, run, f.w.programme, f.bo), f.law);
	assert_int_equal(mentor_of(c, run, f.w.programme, f.lea), f.budgets);
	pairs = sql_match_pair_list(c, run, f.w.programme, "bo", 100, 0);
	assert_int_equal(pairs.n, 1);
	assert_int_equal(pairs.v[0].pinned, 1);
	assert_string_equal(pairs.v[0].wish, "pin");
	assert_int_equal(wish_set(c, f.w.programme, f.lea, f.budgets, "ban"), OK);
	assert_int_equal(
		match_publish(c, run, &published_by), CONFLICT); /* it is not what the wishes say */
	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	assert_int_equal(mentor_of(c, run, f.w.programme, f.lea), 0);
	assert_int_equal(get(c, run).matched, 1);
	assert_int_equal(wish_set(c, f.w.programme, f.lea, f.budgets, "none"), OK);
	/* a new pin of the same mentee takes the place of the older one */
	assert_int_equal(wish_set(c, f.w.programme, f.bo, f.budgets, "pin"), OK);
	assert_int_equal(sql_wish_list(c, f.w.programme).n, 1);
	close_ok(t);
}

static void
a_run_that_cannot_be_says_why(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct five f = five_make(c);
	struct participant_row x;
	struct match m;
	int64_t run;

	assert_int_equal(wish_set(c, f.w.programme, f.bo, f.law, "pin"), OK);
	sql_wish_insert(c, f.w.programme, f.lea, f.law, "pin"); /* places were fewer meanwhile */
	assert_true(sql_participant_find(c, f.w.programme, "mentor", f.law, &x));
	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	m = get(c, run);
	assert_string_equal(m.state, "failed");
	assert_true(str_starts(m.fault, "More mentees are pinned"));
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	close_ok(t);
}

static void
one_run_at_a_time(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct five f = five_make(c);
	int64_t match, job;

	assert_int_equal(match_start(c, f.w.programme, "fit", &match, &job), OK);
	assert_string_equal(choice_of(c, f.w.programme).aim, "fit");
	assert_int_equal(match_start(c, f.w.programme, "", &match, &job), CONFLICT);
	assert_int_equal(job_cancel(c, job), OK);
	assert_int_equal(match_start(c, f.w.programme, "", &match, &job), OK);
	close_ok(t);
	assert_true(jobs_run_all(&t->engine, TEST_NOW) >= 1);
	c = test_open(t);
	assert_string_equal(get(c, match).aim, "fit");
	assert_string_equal(get(c, match).state, "proposed");
	close_ok(t);
}

/* ---- publishing ---- */

/* What publishing leaves for later, in transactions of its own. */
static struct ctx *
work_off(struct test *t, const struct five *f)
{
	struct ctx *c;

	close_ok(t);
	assert_true(jobs_run_all(&t->engine, t->ctx.now) >= 1);
	c = test_open(t);
	c->who = f->w.manager;
	return c;
}

static const char *
mail_text(struct ctx *c, int64_t person)
{
	struct mail_line_rows lines = sql_mail_of_person(c, person, 10);
	struct mail_row m;

	assert_int_equal(letters_to(c, person), 1);
	assert_true(sql_mail_get(c, lines.v[0].id, &m)); /* the newest */
	assert_non_null(strstr(m.body_html, "</style>"));
	return arena_printf(
		c->mem, "%s\n%s\n%s", m.subject, m.body_text, strstr(m.body_html, "</style>"));
}

static void
publishing_happens_once(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	const char *to_mentor, *to_mentee;
	struct match_pair_rows pairs;
	struct ctx *c;
	int64_t run, again;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	c->who = f.w.manager;
	assert_int_equal(match_publish(c, run, &published_by), OK);
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	assert_non_null(c->why);
	assert_int_equal(match_start(c, f.w.programme, "", &again, &published_by), CONFLICT);
	c = work_off(t, &f);
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	assert_string_equal(get(c, run).state, "published");
	assert_int_equal(sql_relationship_count(c, f.w.programme), 2);
	pairs = sql_match_pair_list(c, run, f.w.programme, "", 10, 0);
	assert_true(pairs.v[0].relationship > 0 && pairs.v[1].relationship > 0);
	to_mentor = mail_text(c, f.budgets);
	to_mentee = mail_text(c, f.bo);
	assert_string_not_equal(to_mentor, to_mentee);
	assert_non_null(strstr(to_mentor, "Sie begleiten bo")); /* in the reader's language */
	assert_non_null(strstr(to_mentee, "budgets is your mentor"));
	assert_non_null(strstr(to_mentee,
		url_relationship_show(c, pairs.v[pairs.v[0].mentee == f.bo ? 0 : 1].relationship)));
	assert_non_null(strstr(to_mentee, "ines"));
	assert_null(strstr(to_mentee, "{"));
	assert_int_equal(letters_to(c, f.zoe), 0); /* who has nobody hears nothing */
	assert_int_equal(sql_match_pair_list(c, run, f.w.programme, "", 10, 0).n, 2);
	close_ok(t);
	/* those who are together do not wait any longer */
	run = test_run(t, &f.w, "");
	c = test_open(t);
	assert_int_equal(get(c, run).mentees, 1);
	assert_int_equal(get(c, run).matched, 0);
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	close_ok(t);
}

/* Only when a manager says so, to those who still wait, and once. */
static void
those_left_are_told_by_the_manager(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	const char *letter;
	struct ctx *c;
	int64_t run, job;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	c->who = f.w.manager;
	assert_int_equal(match_left_tell(c, run, &job), CONFLICT); /* not before it is published */
	assert_int_equal(match_publish(c, run, &published_by), OK);
	c = work_off(t, &f);
	assert_int_equal(letters_to(c, f.zoe), 0);
	assert_int_equal(match_left_tell(c, run, &job), OK);
	c = work_off(t, &f);
	letter = mail_text(c, f.zoe);
	assert_non_null(strstr(letter, "not this time"));
	assert_non_null(strstr(letter, "ines"));
	assert_null(strstr(letter, "{"));
	assert_int_equal(match_left_tell(c, run, &job), CONFLICT);
	assert_int_equal(letters_to(c, f.bo), 1); /* who has somebody got one letter */
	close_ok(t);
}

static void
nobody_begins_who_is_not_free(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	struct participant_row x;
	struct ctx *c;
	int64_t run;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	assert_true(sql_participant_find(c, f.w.programme, "mentee", f.lea, &x));
	assert_int_equal(participant_set(c, f.w.programme, x.id, "paused", -1), OK);
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	assert_non_null(strstr(c->why, "lea"));
	assert_int_equal(sql_relationship_count(c, f.w.programme), 0);
	assert_int_equal(letters_to(c, f.bo), 0);
	assert_int_equal(participant_set(c, f.w.programme, x.id, "waiting", -1), OK);
	assert_true(sql_participant_find(c, f.w.programme, "mentor", f.law, &x));
	assert_int_equal(participant_set(c, f.w.programme, x.id, "waiting", 0), OK);
	assert_int_equal(match_publish(c, run, &published_by), CONFLICT);
	assert_int_equal(participant_set(c, f.w.programme, x.id, "waiting", 1), OK);
	assert_int_equal(match_publish(c, run, &published_by), OK);
	/* Whoever stops being free between this and the work is left out, and the others begin. */
	assert_true(sql_participant_find(c, f.w.programme, "mentee", f.lea, &x));
	assert_int_equal(participant_set(c, f.w.programme, x.id, "paused", -1), OK);
	c = work_off(t, &f);
	assert_string_equal(get(c, run).state, "published");
	assert_int_equal(get(c, run).matched, 1);
	assert_int_equal(get(c, run).score, 5);
	assert_int_equal(sql_relationship_count(c, f.w.programme), 1);
	assert_int_equal(letters_to(c, f.lea), 0);
	assert_int_equal(letters_to(c, f.bo), 1);
	close_ok(t);
}

/* A job that was stopped after some of the pairs: they stay, and another one does the rest. */
static void
what_stopped_halfway_is_gone_on_with(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	struct publishing p = { 0 };
	struct match m;
	struct ctx *c;
	int64_t run;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	c->who = f.w.manager;
	assert_int_equal(match_publish(c, run, &published_by), OK);
	m = get(c, run);
	publish_some(c, &m, 1, &p);
	assert_false(p.over);
	assert_int_equal(p.begun, 1);
	assert_int_equal(sql_relationship_count(c, f.w.programme), 1);
	assert_int_equal(job_cancel(c, published_by), OK);
	m = get(c, run);
	assert_false(match_publishing(&m));
	assert_string_equal(m.state, "proposed");
	assert_int_equal(match_publish(c, run, &published_by), OK);
	c = work_off(t, &f);
	assert_string_equal(get(c, run).state, "published");
	assert_int_equal(get(c, run).matched, 2);
	assert_int_equal(sql_relationship_count(c, f.w.programme), 2);
	assert_int_equal(letters_to(c, f.bo), 1);
	assert_int_equal(letters_to(c, f.lea), 1);
	close_ok(t);
}

/* ---- sensitive fields ---- */

static void
sensitive_fields_only_give_points(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct five f = five_make(c);
	int64_t faith = field_ensure(c, "Faith", "text", "", true);
	struct match_pair_rows pairs;
	struct reason *reasons;
	struct match_input in;
	struct known k;
	size_t n;
	int64_t run;

	sql_answer_insert(c, f.lea, faith, "Pastafarian");
	sql_answer_insert(c, f.law, faith, "Pastafarian");
	test_rule(c, &f.w,
		(struct rule_form){ .kind = "same", .mentee_field = "field:faith", .points = 3 });
	match_input_read(c, f.w.programme, &test_choice, &in);
	n = criteria_explain(c->mem, &in.criteria, in.roster, 0, 0, PERSON, &reasons);
	assert_int_equal(n, 1); /* a person hears of the topics alone */
	assert_null(strstr(reason_text(c, &reasons[0]), "Pastafarian"));
	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	c->who = f.w.manager;
	k = known_read(c);
	pairs = sql_match_pair_list(c, run, f.w.programme, "lea", 10, 0);
	assert_int_equal(pairs.v[0].points, 8);
	assert_null(strstr(pairs.v[0].why, "Pastafarian"));
	assert_null(strstr(pairs.v[0].why, "faith"));
	assert_non_null(
		strstr(why_pair_words(c, &k, pairs.v[0].why), "A sensitive field: 3 of 3 points"));
	assert_int_equal(match_publish(c, run, &published_by), OK);
	c = work_off(t, &f);
	assert_null(strstr(mail_text(c, f.lea), "Pastafarian"));
	assert_null(strstr(mail_text(c, f.law), "Pastafarian"));
	assert_null(strstr(mail_text(c, f.law), "Faith"));
	close_ok(t);
}

static void
sensitive_rules_are_not_named_to_who_is_left(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct five f = five_make(c);
	int64_t faith = field_ensure(c, "Faith", "text", "", true);
	struct match_left_rows left;
	struct known k;
	int64_t run;

	sql_answer_insert(c, f.lea, faith, "Pastafarian");
	test_rule(c, &f.w,
		(struct rule_form){ .kind = "same", .hard = true, .mentee_field = "field:faith" });
	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	k = known_read(c);
	left = sql_match_left_list(c, run, "mentee", 10, 0);
	assert_int_equal(left.n, 3);
	for (int i = 0; i < left.n; i++) {
		assert_null(strstr(left.v[i].why, "faith"));
		assert_null(
			strstr(why_left_words(c, &k, "rules", "mentee", left.v[i].why), "Faith"));
	}
	close_ok(t);
}

static void
managers_and_administrators_only(void **state)
{
	struct test *t = *state;
	struct five f = five_make(test_open(t));
	struct ctx *c;
	int64_t run;

	close_ok(t);
	run = test_run(t, &f.w, "");
	c = test_open(t);
	c->who = f.w.manager;
	assert_int_equal(standing_match(c, run), STANDING_MANAGER);
	c->who = f.lea;
	assert_int_equal(standing_match(c, run), 0);
	c->who = 0;
	assert_int_equal(standing_match(c, run), 0);
	c->who = f.w.manager;
	assert_int_equal(standing_match(c, run + 1000), 0);
	close_ok(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)
		TEST(a_run_leaves_a_proposal),
		TEST(the_same_question_has_the_same_answer),
		TEST(pins_and_bans_are_kept),
		TEST(a_run_that_cannot_be_says_why),
		TEST(one_run_at_a_time),
		TEST(publishing_happens_once),
		TEST(those_left_are_told_by_the_manager),
		TEST(nobody_begins_who_is_not_free),
		TEST(what_stopped_halfway_is_gone_on_with),
		TEST(sensitive_fields_only_give_points),
		TEST(sensitive_rules_are_not_named_to_who_is_left),
		TEST(managers_and_administrators_only),
	};

	return cmocka_run_group_tests_name("matching", tests, NULL, NULL);
}
