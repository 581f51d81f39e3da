/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include <math.h>
#include <stdio.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/stages.h"
#include "features/programmes/asks.h"
#include "features/programmes/programmes.h"
#include "features/trail/trail.h"

static struct next_step
step_of(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair_facts f;
	struct next_step s;
	struct pair p;
	int urgency;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	pair_facts(c, &p, &f);
	s = pair_next_step(c, &p, &f, &urgency);
	assert_true(*s.title);
	assert_true(*s.text);
	assert_int_equal(*s.url == '\0', *s.action == '\0');
	return s;
}

/* The address of the one next step of who. */
static const char *
next_of(struct ctx *c, const struct two *t, int64_t who)
{
	return step_of(c, t, who).url;
}

/* What it says. */
static const char *
said_to(struct ctx *c, const struct two *t, int64_t who)
{
	return step_of(c, t, who).text;
}

/* From the match to the second meeting, each of the two always knows what is next. */
static void
one_next_step_all_along(void **state)
{
	struct meeting_form when = { .starts = "2027-03-08T16:00", .minutes = 60, .place = "" };
	struct closing_form nothing = CLOSED_WITH("");
	const struct beginning_form signs = { .role = true, .limits = true, .points = true };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct meeting m;
	struct pair p;
	int64_t id;

	assert_string_equal(next_of(c, &t, t.mentee), url_preparation_show(c, t.relationship));
	sql_preparation_ready_insert(c, t.relationship, t.mentee, c->now);
	assert_string_equal(next_of(c, &t, t.mentee), url_beginning_show(c, t.relationship));
	assert_int_equal(beginning_sign(c, t.relationship, &signs), OK);
	/* waits for the mentor: what they both bring can be read meanwhile */
	assert_string_equal(next_of(c, &t, t.mentee), url_preparation_show(c, t.relationship));
	assert_string_equal(next_of(c, &t, t.mentor), url_preparation_show(c, t.relationship));
	sql_preparation_ready_insert(c, t.relationship, t.mentor, c->now);
	assert_string_equal(next_of(c, &t, t.mentor), url_beginning_show(c, t.relationship));
	assert_int_equal(beginning_sign(c, t.relationship, &signs), OK);
	assert_string_equal(next_of(c, &t, t.mentee), url_meeting_new(c, t.relationship));

	assert_int_equal(meeting_plan(c, t.relationship, &when, &id), OK);
	/* all set: it is a week ahead */
	assert_string_equal(next_of(c, &t, t.mentor), url_meeting_show(c, id));
	sql_meeting_get(c, id, &m);
	c->now = m.starts_at - DAY;
	assert_string_equal(next_of(c, &t, t.mentor), url_meeting_show(c, id));
	c->now = m.starts_at + 7200;
	assert_string_equal(next_of(c, &t, t.mentor), url_closing_new(c, id));
	assert_int_equal(meeting_close(c, id, &nothing), OK);
	assert_string_equal(next_of(c, &t, t.mentee), url_closing_new(c, id));
	assert_string_equal(next_of(c, &t, t.mentor), url_meeting_new(c, t.relationship));

	/* Where the programme requires it, trust and respect are rated before the first stage closes (M3). */
	assert_int_equal(on_stage_advance(c, id, t.mentor), OK);
	c->who = t.mentor;
	pair_get(c, t.relationship, &p);
	assert_int_equal(p.r.stage, 1);
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_string_equal(next_of(c, &t, t.mentee), url_review_show(c, t.relationship));
	assert_int_equal(test_close(*state, OK), OK);
}

/* Where nobody has to prepare and both have to sign, one waits for a signature and not for answers. */
static void
a11_waits_for_a_signature(void **state)
{
	const struct beginning_form signs = { .role = true, .limits = true, .points = true };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PREPARED, "off"), OK);
	assert_string_equal(next_of(c, &t, t.mentee), url_beginning_show(c, t.relationship));
	assert_int_equal(beginning_sign(c, t.relationship, &signs), OK);
	assert_string_equal(next_of(c, &t, t.mentee), url_beginning_show(c, t.relationship));
	assert_string_equal(said_to(c, &t, t.mentee),
		"As soon as Amara has signed too, you can plan your first meeting.");
	assert_int_equal(test_close(*state, OK), OK);
}

/* Every point of a path lies on the wave, 12 apart but for the last; what that is. */
static double
end_of_path(const char *path)
{
	double x = 9 - 12, y, before;
	int used;

	do {
		before = x;
		assert_int_equal(sscanf(path, "%*[ML]%lf %lf%n", &x, &y, &used), 2);
		assert_true(fabs(y - (48 - 24 * sin(2 * M_PI * (x - 9) / 480))) < 0.16);
		path += used;
		assert_true(*path ? x == before + 12 : x > before && x <= before + 12.5);
	} while (*path);
	return x;
}

static void
the_drawing(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct trail trail;
	struct pair p;

	c->who = t.mentee;
	c->now += 45 * DAY;
	relationship_reach(c, t.relationship, 2);
	c->now += 45 * DAY;
	pair_get(c, t.relationship, &p);
	trail_draw(c, &p, &trail);
	assert_int_equal(trail.posts.n, 4);
	assert_true(trail.posts.v[0].reached && trail.posts.v[1].reached && trail.posts.v[1].now);
	assert_false(trail.posts.v[2].reached);
	assert_true(str_starts(trail.path, "M9 "));
	assert_int_equal(end_of_path(trail.path), 951);
	assert_int_equal(end_of_path(trail.done), 249 + 240 * 45 / STAGE_DAYS);
	assert_string_equal(trail.caption, "0 meetings held. 0 planned.");
	assert_int_equal(test_close(*state, OK), OK);
}

/* E10: a goal and a plan that both have accepted lead to the third stage, whichever comes last; before a
 * first meeting neither does. */
static void
e10_goal_and_plan_of_both(void **state)
{
	struct plan_acceptance_form yes = { .reason = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f;
	struct pair p;
	int64_t goal, step;
	const struct goal clear = { .title = "Lead the round",
		.specific = "Eight people",
		.metric = "Rounds",
		.unit = "",
		.baseline = "0",
		.target = "6",
		.scale = "",
		.achievable = "Every second one",
		.relevant = "I want to lead",
		.due_on = "2027-06-01",
		.horizon = "short",
		.career = "" };

	goal_form_of(c->mem, &f, &clear);
	sql_programme_change(c, t.programme, "Pathways", "", "other", "all", "workplace",
		"2027-01-01", "2027-12-31", 28, "remind", "everyone", "", c->now);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_RAPPORT, "remind"), OK);
	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &f, &goal), OK);
	assert_int_equal(step_add(c, t.relationship,
				 &(struct step_form){ .body = "Ask", .due_on = "" }, &step),
		OK);
	for (int i = 0; i < 2; i++) {
		c->who = i ? t.mentor : t.mentee;
		assert_int_equal(goal_accept(c, goal, 1), OK);
		assert_int_equal(plan_accept(c, t.relationship, &yes), OK);
	}
	assert_int_equal(on_agreement_advance(c, t.relationship, c->who), OK);
	pair_get(c, t.relationship, &p);
	assert_int_equal(p.r.stage, 1);
	sql_meeting_insert(c, 7, t.relationship, c->now, 60, "", "x", c->who, c->now);
	sql_meeting_set_held(c, 7, c->now);
	assert_int_equal(on_agreement_advance(c, t.relationship, c->who), OK);
	pair_get(c, t.relationship, &p);
	assert_int_equal(p.r.stage, 3);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The last stage alone is no end: with months to go, the next date comes first. */
static void
the_last_stage_is_not_the_end(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	two_prepare(c, &t);
	relationship_reach(c, t.relationship, 4);
	assert_string_equal(next_of(c, &t, t.mentee), url_meeting_new(c, t.relationship));
	c->now += 290 * DAY; /* the programme ends in a fortnight */
	assert_string_equal(next_of(c, &t, t.mentee), url_touch_show(c, t.relationship));
	assert_int_equal(test_close(*state, OK), OK);
}

/* A pair that never books is not asked the same for weeks: other ways take its place, every other week. */
static void
meeting_again_steps_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *ask = url_meeting_new(c, t.relationship);
	const char *offer = url_challenge_show(c, t.relationship, PRACTICE_CHALLENGE_NEXT_DATE);
	const char *other = url_sheet_show(c, t.relationship, PRACTICE_SHEET_BOUNDARIES);
	int asked = 0, offered = 0;

	two_prepare(c, &t);
	sql_meeting_insert(c, 7, t.relationship, c->now, 60, "", "x", t.mentee, c->now);
	sql_meeting_set_held(c, 7, c->now);
	for (int64_t k = 0; k < 2; k++) /* closed by both */
		sql_closing_insert(
			c, 70 + k, t.relationship, 7, k ? t.mentor : t.mentee, "", "", c->now);
	for (int day = 0; day < 66; day++, c->now += DAY) {
		const char *next = next_of(c, &t, t.mentee);

		asked += str_eq(next, ask);
		offered += str_eq(next, offer);
		if (day >= 10)
			assert_string_equal(next, (day - 10) / 7 % 2 ? other : offer);
	}
	assert_int_equal(asked, 10);
	assert_int_equal(offered, 28);
	/* The next meeting begins it anew. */
	sql_meeting_insert(c, 8, t.relationship, c->now, 60, "", "y", t.mentee, c->now);
	sql_meeting_set_held(c, 8, c->now);
	for (int64_t k = 0; k < 2; k++)
		sql_closing_insert(
			c, 80 + k, t.relationship, 8, k ? t.mentor : t.mentee, "", "", c->now);
	assert_string_equal(next_of(c, &t, t.mentee), ask);
	/* Put away, by one of the two for himself: a week of something else, in which nothing is offered either. */
	c->who = t.mentee;
	assert_int_equal(sign_mark(c, t.relationship, PRACTICE_CHALLENGE_NEXT_DATE, "later"), OK);
	assert_string_equal(next_of(c, &t, t.mentee), other);
	assert_string_equal(next_of(c, &t, t.mentor), ask);
	c->now += 7 * DAY;
	assert_string_equal(next_of(c, &t, t.mentee), ask);
	/* How long it is asked is the programme's own number. */
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_MEET_AGAIN, 5), OK);
	assert_string_equal(next_of(c, &t, t.mentee), offer);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Before a first meeting the days count from when both could have one; a page says what else there is. */
static void
a_first_date_steps_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *offer = url_challenge_show(c, t.relationship, PRACTICE_CHALLENGE_FIRST_MEETING);

	c->now += 30 * DAY;
	two_prepare(c, &t);
	assert_string_equal(next_of(c, &t, t.mentor), url_meeting_new(c, t.relationship));
	c->now += 10 * DAY;
	assert_string_equal(next_of(c, &t, t.mentor), offer);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The word beside a tile that waits for who; NULL if it does not. */
static const char *
waits(struct ctx *c, const struct two *t, int64_t who, const char *url)
{
	struct pair p = pair_as(c, t, who);
	struct tile_rows rows;
	struct pair_facts f;

	pair_facts(c, &p, &f);
	rows = tiles_waiting(c, &p, &f);
	for (int i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].url, url))
			return rows.v[i].state;
	return NULL;
}

static const char *
waiting(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p = pair_as(c, t, who);
	struct pair_facts f;

	pair_facts(c, &p, &f);
	return pair_waiting(c, &p, &f);
}

/* What one asked, heard or named waits on the page of the other until it is answered; a roadblock on its day. */
static void
g5_g7_g8_wait_on_the_page_of_the_two(void **state)
{
	const struct question_form q = { .body = "How do I say no?", .ideas = "Later" };
	const struct roadblock_form b = {
		.kind = "time", .body = "No hour", .step = "Block Friday", .review_on = "2027-03-05"
	};
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *questions = url_question_list(c, t.relationship);
	const char *heard = url_heard_list(c, t.relationship);
	const char *blocks = url_roadblock_list(c, t.relationship);
	int64_t question, said, block;

	two_prepare(c, &t);
	assert_string_equal(waiting(c, &t, t.mentor), "");
	c->who = t.mentee;
	assert_int_equal(question_ask(c, t.relationship, &q, &question), OK);
	assert_int_equal(heard_say(c, t.relationship, "I heard that it is hard", &said), OK);
	assert_int_equal(roadblock_name(c, t.relationship, &b, &block), OK);
	assert_string_equal(waits(c, &t, t.mentor, questions), "1 waits for you");
	assert_string_equal(waits(c, &t, t.mentor, heard), "1 waits for you");
	assert_string_equal(waiting(c, &t, t.mentor), "Jonas waits for your answer to a question.");
	assert_null(waits(c, &t, t.mentee, questions));
	assert_null(waits(c, &t, t.mentee, heard));
	assert_string_equal(
		waiting(c, &t, t.mentee), "You wait for an answer of Amara to your question.");
	assert_null(waits(c, &t, t.mentee, blocks));
	c->now += 5 * DAY; /* 6 March */
	assert_string_equal(waits(c, &t, t.mentee, blocks), "look again now");
	assert_string_equal(waits(c, &t, t.mentor, blocks), "look again now");
	c->who = t.mentor;
	assert_int_equal(question_read(c, question), OK);
	assert_int_equal(question_answer(c, question, "Say it early"), OK);
	assert_int_equal(heard_answer(c, said, ""), OK);
	assert_int_equal(roadblock_clear(c, block, true), OK);
	assert_null(waits(c, &t, t.mentor, questions));
	assert_null(waits(c, &t, t.mentor, heard));
	assert_null(waits(c, &t, t.mentor, blocks));
	assert_string_equal(waiting(c, &t, t.mentee), "");
	assert_int_equal(test_close(*state, OK), OK);
}

/* M2: the last stage is done when the two know how they stay in touch. */
static void
m2_closed_well(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct stage_facts f;

	stage_facts(c, t.relationship, &f);
	assert_false(f.closed);
	sql_keeping_touch_set(c, t.relationship, 91, t.mentee, c->now);
	stage_facts(c, t.relationship, &f);
	assert_true(f.closed);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A heading never stands once more below itself as a link, whatever the language and the way of working. */
static void
no_group_of_tiles_repeats_its_heading(void **state)
{
	static const char *const langs[] = { "en", "de" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int seen = 0;

	for (int i = 0; i < 2; i++)
		for (int k = 0; k < 2; k++) {
			struct pair p = pair_as(c, &t, k ? t.mentor : t.mentee);
			struct pair_facts f;
			struct tile_rows all;

			c->lang = lang_find(langs[i]);
			pair_facts(c, &p, &f);
			all = pair_tiles(c, &p, &f);
			for (int n = 0; n < all.n; n++) {
#define NOT_THE_HEADING(word, title)                                                               \
	assert_string_not_equal(all.v[n].text, title);                                             \
	seen += str_eq(all.v[n].part, word);
				TILE_PARTS(NOT_THE_HEADING)
			}
		}
	assert_true(seen > 100); /* each tile in one part: some thirty of each, four times */
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_next_step_all_along, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			a11_waits_for_a_signature, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			e10_goal_and_plan_of_both, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			the_last_stage_is_not_the_end, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			meeting_again_steps_back, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(a_first_date_steps_back, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(m2_closed_well, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			g5_g7_g8_wait_on_the_page_of_the_two, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			no_group_of_tiles_repeats_its_heading, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(the_drawing, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
