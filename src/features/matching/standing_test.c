/* SPDX-License-Identifier: Apache-2.0 */
/* The people of a large proposal in memory: for how long they are what the database says, and that every change of them is
 * noticed at once. All tests share one programme of two thousand people, as it takes long to make. */
#include "tests/harness.h"
#include "tests/match_world.h"

#include "engine/i18n/i18n.h"
#include "features/matching/publish.h"
#include "features/matching/roster.h"
#include "features/matching/standing.h"

#define MENTEES 1100
#define MENTORS 960 /* with the mentees more pairs than are listed */

static struct test *t;
static struct match_world w;
static int64_t mentees[MENTEES], mentors[MENTORS];

/* Only those of one unit may be put together, so that few pairs follow from many people. */
static void
people_make(struct ctx *c)
{
	for (int i = 0; i < MENTEES; i++)
		mentees[i] = test_mentee(c, &w,
			(struct some){ .name = arena_printf(c->mem, "mia%d", i),
				.level = "Officer",
				.unit = i < 4 ? "Law" : "Tides",
				.wanted = arena_printf(c->mem, "topic%d", i % 20) });
	for (int j = 0; j < MENTORS; j++)
		mentors[j] = test_mentor(c, &w, 2,
			(struct some){ .name = arena_printf(c->mem, "mo%d", j),
				.level = "Director",
				.unit = j < 3 ? "Law" : "Maps",
				.offered = arena_printf(c->mem, "topic%d", j % 20) });
}

static int
world_make(void **state)
{
	struct ctx *c;

	if (test_setup(state) != 0)
		return -1;
	t = *state;
	c = test_open(t);
	w = match_world_make(c);
	test_rule(
		c, &w, (struct rule_form){ .kind = "same", .hard = true, .mentee_field = "unit" });
	test_rule(c, &w,
		(struct rule_form){ .kind = "shared",
			.mentee_field = "wanted",
			.mentor_field = "offered",
			.points = 5,
			.cap = 15 });
	test_rule(c, &w,
		(struct rule_form){
			.kind = "shared", .mentee_field = "languages", .points = 2, .cap = 4 });
	test_rule(c, &w,
		(struct rule_form){
			.kind = "distance", .mentee_field = "zone", .points = 3, .hi = 6 });
	test_rule(c, &w,
		(struct rule_form){
			.kind = "steps", .mentee_field = "level", .points = 1, .lo = 1, .hi = 3 });
	people_make(c);
	assert_int_equal(test_close(t, OK), OK);
	return 0;
}

/* What a page reads of a proposal. */
struct seen {
	bool same;	   /* it is what the proposal was made from */
	bool kept;	   /* and nobody had to read it anew */
	const char *label; /* of the first field, in the words of the reader */
};

static struct seen
look_as(int64_t run, const char *lang)
{
	struct ctx *c = test_open(t);
	struct stay *before = stay_find(c->engine, run), *now;
	struct seen s = { .label = "" };
	struct match_input in;
	struct match m;

	c->lang = lang_find(lang);
	assert_true(sql_match_get(c, run, &m));
	now = standing_read(c, &m, &in, &s.same);
	s.kept = before && now == before;
	if (s.same) {
		assert_int_equal(in.n_mentees, m.mentees);
		assert_int_equal(in.n_mentors, m.mentors);
		assert_int_equal(roster_size(in.roster, MENTEE), m.mentees);
		s.label = arena_strdup(t->mem, in.criteria.fields[0].label);
	}
	stay_let_go(now);
	stay_let_go(before);
	c->lang = lang_find("en");
	assert_int_equal(test_close(t, OK), OK);
	return s;
}

static struct seen
look(int64_t run)
{
	return look_as(run, "en");
}

static void
is_kept(int64_t run)
{
	struct seen s = look(run);

	assert_true(s.same);
	assert_true(s.kept);
}

/* Something was changed: the very next page says that the proposal is of other people. */
static void
is_noticed(int64_t run)
{
	assert_false(look(run).same);
	assert_false(look(run).same);
}

/* And when it was changed back, that it is of these. */
static void
is_back(int64_t run)
{
	assert_true(look(run).same);
	is_kept(run);
}

static void
save(struct person_data d, const char *name)
{
	struct ctx *c = test_open(t);
	int64_t id = 0;
	bool made, changed;

	d.email = arena_printf(c->mem, "%s@example.org", name);
	assert_int_equal(person_save(c, NULL, &d, &id, &made, &changed), OK);
	assert_false(made);
	assert_true(changed);
	assert_int_equal(test_close(t, OK), OK);
}

static int64_t
participant_of(struct ctx *c, const char *role, int64_t person)
{
	struct participant_row x;

	assert_true(sql_participant_find(c, w.programme, role, person, &x));
	return x.id;
}

static void
take_part(const char *role, int64_t person, const char *state, int64_t places)
{
	struct ctx *c = test_open(t);

	c->who = w.manager;
	assert_int_equal(
		participant_set(c, w.programme, participant_of(c, role, person), state, places),
		OK);
	assert_int_equal(test_close(t, OK), OK);
}

/* ---- how long it stays ---- */

/* So many have changed in these minutes that only the last of them are looked at: then each change is one too many, also
 * of somebody who does not take part. */
static void
while_many_change_each_one_counts(void **state)
{
	int64_t run = test_run(t, &w, "");
	struct ctx *c;
	struct seen s;

	(void)state;
	is_kept(run);
	test_pass(t, 1); /* than the thousands before */
	c = test_open(t);
	test_somebody(c, &(struct some){ .name = "elsewhere" });
	assert_int_equal(test_close(t, OK), OK);
	s = look(run);
	assert_true(s.same);
	assert_false(s.kept);
	is_kept(run);
	save((struct person_data){ PERSON_DATA, .unit = "Law" }, "mia7");
	is_noticed(run);
	save((struct person_data){ PERSON_DATA, .unit = "Tides" }, "mia7");
	is_back(run);
	test_pass(t, 3600); /* it is quiet again */
	assert_true(look(run).same);
	c = test_open(t);
	test_somebody(c, &(struct some){ .name = "further" });
	assert_int_equal(test_close(t, OK), OK);
	is_kept(run);
}

static void
what_a_run_has_read_is_there_for_the_page(void **state)
{
	int64_t run = test_run(t, &w, "");
	struct seen s;

	(void)state;
	is_kept(run);
	is_kept(run);
	s = look_as(run, "de");
	assert_true(s.same && s.kept);
	assert_string_equal(s.label, "Stufe");
	assert_string_equal(look(run).label, "Level"); /* whoever reads it, in his own words */
}

static void
it_is_read_anew_after_some_minutes(void **state)
{
	int64_t run = test_run(t, &w, "");
	struct seen s;

	(void)state;
	test_pass(t, STANDING_KEPT - 1);
	is_kept(run);
	test_pass(t, 1);
	s = look(run);
	assert_true(s.same);
	assert_false(s.kept);
	is_kept(run);
	test_pass(t, -1); /* a clock that was set back says nothing about how old it is */
	s = look(run);
	assert_true(s.same);
	assert_false(s.kept);
	is_kept(run);
}

static void
a_second_proposal_takes_its_place(void **state)
{
	int64_t first = test_run(t, &w, ""), second;

	(void)state;
	is_kept(first);
	second = test_run(t, &w, "fit");
	assert_null(stay_find(&t->engine, first));
	is_kept(second);
	assert_false(look(first).kept); /* an old page of it still says what is true */
	assert_null(stay_find(&t->engine, second));
	assert_true(look(second).same);
	is_kept(second);
}

static void
a_small_one_is_never_kept(void **state)
{
	int64_t large = test_run(t, &w, ""), run;
	struct match_world few = w;
	struct ctx *c = test_open(t);
	struct programme_form f;
	struct seen s;

	(void)state;
	c->who = w.manager;
	programme_defaults(c, "", &f);
	f.name = "Few";
	f.purpose = test_words(c, "other");
	assert_int_equal(programme_create(c, &f, &few.programme), OK);
	test_mentor(c, &few, 1, (struct some){ .name = "few-mentor" });
	test_mentee(c, &few, (struct some){ .name = "few-mentee" });
	assert_int_equal(test_close(t, OK), OK);
	run = test_run(t, &few, "");
	for (int k = 0; k < 2; k++) {
		s = look(run);
		assert_true(s.same);
		assert_false(s.kept);
	}
	is_kept(large); /* nor does it drive out the large one */
}

/* ---- changes ---- */

static void
a_changed_profile_is_noticed_at_once(void **state)
{
	int64_t run = test_run(t, &w, ""), high, low;
	struct ctx *c = test_open(t);

	(void)state;
	high = level_ensure(c, NULL, "Director");
	low = level_ensure(c, NULL, "Officer");
	assert_int_equal(test_close(t, OK), OK);
	is_kept(run);
	struct topic_wishes law = test_topics(c, "law"), was = test_topics(c, "topic7");
	struct texts french = test_words(c, "fr"), english = test_words(c, "en");
	struct person_data there[] = { { PERSON_DATA, .wanted = &law },
		{ PERSON_DATA, .unit = "Law" }, { PERSON_DATA, .languages = &french },
		{ PERSON_DATA, .tz = "Asia/Tokyo" }, { PERSON_DATA, .level = high },
		{ PERSON_DATA, .manager = "mo5@example.org" } };
	struct person_data back[] = { { PERSON_DATA, .wanted = &was },
		{ PERSON_DATA, .unit = "Tides" }, { PERSON_DATA, .languages = &english },
		{ PERSON_DATA, .tz = "UTC" }, { PERSON_DATA, .level = low },
		{ PERSON_DATA, .manager = "" } };

	for (size_t k = 0; k < sizeof there / sizeof *there; k++) {
		save(there[k], "mia7");
		is_noticed(run);
		save(back[k], "mia7");
		is_back(run);
	}
}

/* Somebody changes while the best pairs are looked for: what was read before is not what is there after. */
static void
a_change_during_the_run_is_noticed(void **state)
{
	int64_t run = test_run(t, &w, "");
	struct programme_choice choice = { .aim = "everyone", .fair = "none", .way = "rules" };
	struct arena *mem = arena_new(0);
	struct standing_marks marks;
	struct match_input in;
	struct ctx *c = test_open(t), own = *c;

	(void)state;
	own.mem = mem;
	standing_marks_read(&own, w.programme, &marks);
	match_input_read(&own, w.programme, &choice, &in);
	assert_int_equal(test_close(t, OK), OK);
	save((struct person_data){ PERSON_DATA, .unit = "Law" }, "mia11");
	c = test_open(t);
	standing_take(c, run, mem, &in, &marks);
	assert_int_equal(test_close(t, OK), OK);
	is_noticed(run);
	save((struct person_data){ PERSON_DATA, .unit = "Tides" }, "mia11");
	is_back(run);
}

/* Twice in one second, with a look in between. */
static void
two_changes_in_a_second_are_two(void **state)
{
	int64_t run;

	(void)state;
	save((struct person_data){ PERSON_DATA, .unit = "Law" }, "mia12");
	run = test_run(t, &w, "");
	is_kept(run);
	save((struct person_data){ PERSON_DATA, .unit = "Tides" }, "mia12");
	is_noticed(run);
}

static void
rules_wishes_and_levels_are_noticed_at_once(void **state)
{
	static const char *const turned[] = { "Director", "Manager", "Officer" }, *const usual[] = {
		"Officer", "Manager", "Director"
	};
	int64_t run = test_run(t, &w, ""), rule;
	struct ctx *c;

	(void)state;
	is_kept(run);
	c = test_open(t);
	c->who = w.manager;
	rule = test_rule(
		c, &w, (struct rule_form){ .kind = "same", .mentee_field = "medium", .points = 1 });
	assert_int_equal(test_close(t, OK), OK);
	is_noticed(run);
	c = test_open(t);
	c->who = w.manager;
	assert_int_equal(rule_remove(c, w.programme, rule), OK);
	assert_int_equal(test_close(t, OK), OK);
	is_back(run);
	c = test_open(t);
	assert_int_equal(wish_set(c, w.programme, mentees[1], mentors[1], "ban"), OK);
	assert_int_equal(test_close(t, OK), OK);
	is_noticed(run);
	c = test_open(t);
	assert_int_equal(wish_set(c, w.programme, mentees[1], mentors[1], "none"), OK);
	assert_int_equal(test_close(t, OK), OK);
	is_back(run);
	c = test_open(t);
	levels_order(c, turned, 3);
	assert_int_equal(test_close(t, OK), OK);
	is_noticed(run);
	c = test_open(t);
	levels_order(c, usual, 3);
	assert_int_equal(test_close(t, OK), OK);
	is_back(run);
}

/* Two begin by hand and two part: as many wait as before. */
static void
pairs_that_begin_and_end_are_noticed_at_once(void **state)
{
	int64_t run, a = 0, b = 0;
	struct ctx *c = test_open(t);

	(void)state;
	c->who = w.manager;
	assert_int_equal(relationship_start(c, w.programme, mentors[40], mentees[40], &a), OK);
	assert_int_equal(test_close(t, OK), OK);
	run = test_run(t, &w, "");
	is_kept(run);
	c = test_open(t);
	c->who = w.manager;
	assert_int_equal(relationship_start(c, w.programme, mentors[41], mentees[41], &b), OK);
	assert_int_equal(relationship_end(c, a, "early"), OK);
	assert_int_equal(test_close(t, OK), OK);
	is_noticed(run);
}

/* When letters have gone to all, nobody asks any more. */
static void
it_goes_when_it_is_published(void **state)
{
	int64_t run = test_run(t, &w, ""), job = 0;
	struct ctx *c;

	(void)state;
	is_kept(run);
	c = test_open(t);
	c->who = w.manager;
	assert_int_equal(match_publish(c, run, &job), OK);
	assert_int_equal(test_close(t, OK), OK);
	assert_true(jobs_run_all(&t->engine, t->ctx.now) >= 1);
	assert_null(stay_find(&t->engine, run));
}

/* What no rule speaks of is not compared: it is read once more, and stays. */
static void
what_does_not_count_is_read_once_more(void **state)
{
	int64_t run = test_run(t, &w, "");
	struct seen s;

	(void)state;
	is_kept(run);
	save((struct person_data){ PERSON_DATA, .about = "Rows on Sundays." }, "mia9");
	s = look(run);
	assert_true(s.same);
	assert_false(s.kept);
	is_kept(run);
}

static void
who_withdraws_is_noticed_at_once(void **state)
{
	int64_t run = test_run(t, &w, "");

	(void)state;
	is_kept(run);
	take_part("mentee", mentees[20], "left", 0);
	is_noticed(run);
	take_part("mentee", mentees[20], "waiting", 0);
	is_back(run);
	take_part("mentor", mentors[20], "paused", 2);
	is_noticed(run);
	/* One comes as another goes: as many as before, and not the same. */
	take_part("mentor", mentors[20], "waiting", 2);
	take_part("mentor", mentors[21], "paused", 2);
	is_noticed(run);
	take_part("mentor", mentors[21], "waiting", 2);
	is_back(run);
	take_part("mentor", mentors[22], "waiting", 3); /* nobody comes or goes */
	is_noticed(run);
	take_part("mentor", mentors[22], "waiting", 2);
	is_back(run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_many_change_each_one_counts),
		cmocka_unit_test(what_a_run_has_read_is_there_for_the_page),
		cmocka_unit_test(it_is_read_anew_after_some_minutes),
		cmocka_unit_test(a_second_proposal_takes_its_place),
		cmocka_unit_test(a_small_one_is_never_kept),
		cmocka_unit_test(a_changed_profile_is_noticed_at_once),
		cmocka_unit_test(what_does_not_count_is_read_once_more),
		cmocka_unit_test(who_withdraws_is_noticed_at_once),
		cmocka_unit_test(a_change_during_the_run_is_noticed),
		cmocka_unit_test(two_changes_in_a_second_are_two),
		cmocka_unit_test(rules_wishes_and_levels_are_noticed_at_once),
		cmocka_unit_test(pairs_that_begin_and_end_are_noticed_at_once),
		cmocka_unit_test(it_goes_when_it_is_published),
	};

	return cmocka_run_group_tests(tests, world_make, test_teardown);
}
