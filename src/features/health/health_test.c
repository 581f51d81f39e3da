/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/health.h"

#include "features/accounts/accounts.h"
#include "features/agreement/agreement.h"
#include "features/goals/goals.h"
#include "features/onboarding/onboarding.h"
#include "features/programmes/asks.h"
#include "features/trust/trust.h"

/* Silence, from the match to the seventh week: the pair first, with its numbers; the team its type. */
static void
mechanics_7_dates_and_silence(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t start = c->now, next;

	c->now = start + 9 * DAY;
	night(c);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_FIRST_MEETING));
	c->now = start + 10 * DAY;
	night(c);
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_FIRST_MEETING).text,
		"You were brought together 10 days ago, and no first meeting is booked.");
	assert_string_equal(list(c, &t), "first-meeting");
	in_touch(c, &t);
	held(c, &t, c->now);
	relationship_reach(c, t.relationship, 2);
	c->now += 14 * DAY;
	night(c);
	assert_true(has(c, &t, t.mentor, PRACTICE_CHALLENGE_NEXT_DATE));
	assert_string_equal(list(c, &t), "next-date");
	/* Twenty-eight days agreed: more than 42 are too many, which is also the hard stop. */
	c->now += 28 * DAY;
	in_touch(c, &t);
	night(c);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_SILENCE));
	c->now += DAY;
	night(c);
	assert_false(
		has(c, &t, t.mentor, PRACTICE_CHALLENGE_NEXT_DATE)); /* one sentence at a time */
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_SILENCE).text,
		"You last met 43 days ago, you meant to meet every 28 days, and nothing is "
		"booked.");
	assert_null(strstr(list(c, &t), "silence"));
	c->now += 20 * DAY;
	in_touch(c, &t);
	night(c);
	assert_null(strstr(list(c, &t), "silence"));
	c->now +=
		DAY; /* twenty-one days: now the team reads of it, from the day on which it began */
	night(c);
	assert_non_null(strstr(list(c, &t), "silence"));
	/* Done is done, before any night. */
	next = planned(c, &t, c->now + 3 * DAY);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_SILENCE));
	assert_int_equal(on_health_refresh(c, next, t.mentor), OK);
	assert_null(strstr(list(c, &t), "silence"));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
pulse_of(struct ctx *c, const struct two *t, int64_t who, const char *openness, const char *rest)
{
	c->who = who;
	assert_int_equal(pulse_answer(c, t->relationship,
				 &(struct pulse_form){ .openness = openness,
					 .respect = rest,
					 .adapts = rest,
					 .comfort = rest }),
		OK);
}

/* M5: what one has said alone stays with him; when both have answered both see the numbers. */
static void
m5_miscommunication(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agenda_point_rows points;
	struct pair p;
	int64_t next;

	held(c, &t, c->now);
	planned(c, &t, c->now + 200 * DAY);
	pulse_of(c, &t, t.mentee, "2", "2");
	night(c);
	assert_true(has(c, &t, t.mentee, PRACTICE_CHALLENGE_PULSE));
	assert_non_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_PULSE).text, "2.0 of 5"));
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_PULSE));
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_MISCOMMUNICATION));
	c->now += 30 * DAY;
	in_touch(c, &t);
	night(c);
	assert_null(strstr(list(c, &t), "pulse")); /* the team never reads what one said alone */
	pulse_of(c, &t, t.mentor, "4", "5");
	night(c);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_MISCOMMUNICATION).text,
		"To \"We communicate openly\" you gave 4 of 5, and Jonas 2. A straight talk of "
		"half "
		"an hour often clears the air.");
	assert_non_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_MISCOMMUNICATION).text,
		"you gave 2 of 5, and Amara 4"));
	assert_non_null(strstr(card(c, &t, t.mentor, PRACTICE_CHALLENGE_PULSE).text,
		"4.8 of 5 on average, and Jonas 2.0"));
	/* The straight talk is on the next agenda, once. */
	next = planned(c, &t, c->now + DAY);
	c->who = t.mentee;
	assert_int_equal(
		challenge_to_agenda(c, t.relationship, PRACTICE_CHALLENGE_MISCOMMUNICATION), OK);
	assert_int_equal(
		challenge_to_agenda(c, t.relationship, PRACTICE_CHALLENGE_MISCOMMUNICATION), OK);
	p = seen_by(c, &t, t.mentor);
	points = agenda_points(c, &p, next);
	assert_int_equal(points.n, 4);
	assert_string_equal(points.v[1].text, "What has stayed unsaid between us?");
	assert_int_equal(challenge_to_agenda(c, t.relationship, "silence"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* The alliance: a whole point less than last time, or two points between the sides. */
static void
the_pulse_falls_or_differs(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	held(c, &t, c->now);
	planned(c, &t, c->now + 200 * DAY);
	pulse_of(c, &t, t.mentee, "5", "5");
	pulse_of(c, &t, t.mentor, "5", "4");
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_PULSE));
	c->now += 91 * DAY;
	pulse_of(c, &t, t.mentee, "4", "4");
	pulse_of(c, &t, t.mentor, "5", "4");
	assert_non_null(strstr(card(c, &t, t.mentor, PRACTICE_CHALLENGE_PULSE).text,
		"At least one of you gave a whole point more before."));
	c->now += 91 * DAY;
	pulse_of(c, &t, t.mentee, "4", "3");
	pulse_of(c, &t, t.mentor, "5", "5");
	c->now += 91 * DAY;
	pulse_of(c, &t, t.mentee, "3", "3");
	pulse_of(c, &t, t.mentor, "5", "5");
	assert_non_null(strstr(card(c, &t, t.mentor, PRACTICE_CHALLENGE_PULSE).text,
		"You two see it differently."));
	assert_int_equal(test_close(*state, OK), OK);
}

/* The practice's "untrained start": the person first, with one thing to do; the team its type after its days. */
static void
b5_untrained_start(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct sign_card mine;

	c->now += 6 * DAY;
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNTRAINED_START));
	c->now += DAY;
	night(c);
	mine = card(c, &t, t.mentee, PRACTICE_CHALLENGE_UNTRAINED_START);
	assert_string_equal(mine.text,
		"You and Amara were brought together 7 days ago, and you have not answered the "
		"questions before the first meeting yet.");
	assert_string_equal(mine.url, url_preparation_show(c, t.relationship));
	assert_null(strstr(list(c, &t), "untrained-start"));
	two_answer(c, &t);
	mine = card(c, &t, t.mentee, PRACTICE_CHALLENGE_UNTRAINED_START);
	assert_string_equal(mine.url, url_beginning_show(c, t.relationship));
	/* One has done it all: only the other still sees it, and the team reads of it once. */
	sql_role_taken_save(c, t.programme, t.mentor, "mentor", "", c->now);
	sql_pledge_save(c, t.relationship, t.mentor, "", c->now);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_UNTRAINED_START));
	night(c);
	c->now += 21 * DAY;
	night(c);
	assert_non_null(strstr(list(c, &t), "untrained-start"));
	/* Done is done. */
	two_prepare(c, &t);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNTRAINED_START));
	night(c);
	assert_null(strstr(list(c, &t), "untrained-start"));
	assert_int_equal(test_close(*state, OK), OK);
}

/* Nobody is asked for what the programme does not ask for; and both open is one line on the list. */
static void
b5_as_the_programme_asks(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *lines;

	c->now += 7 * DAY;
	night(c);
	c->now += 21 * DAY;
	night(c);
	lines = strstr(list(c, &t), "untrained-start");
	assert_non_null(lines);
	assert_null(strstr(lines + 1, "untrained-start"));
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PREPARED, "off"), OK);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_UNTRAINED_START).url,
		url_beginning_show(c, t.relationship));
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_ROLE_READ, "off"), OK);
	assert_int_equal(gate_set(c, t.programme, PRACTICE_GATE_PLEDGE, "off"), OK);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_UNTRAINED_START));
	assert_int_equal(test_close(*state, OK), OK);
}

/* M4: no SMART goal by the second meeting; then none that anybody speaks of for a quarter. */
static void
m4_undefined_goals(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t goal;

	held(c, &t, c->now);
	planned(c, &t, c->now + 200 * DAY);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS));
	held(c, &t, c->now + 60);
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS).text,
		"You have met 2 times, and no goal passes its five checks yet.");
	goal = new_id(c);
	sql_goal_insert(c, goal, t.relationship, t.mentee, "Lead", "The round", "Rounds", "", "0",
		"6", false, "", "Every second", "", "2027-12-01", "short", 0, "", false, 0, c->now);
	assert_true(
		has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS)); /* not relevant yet */
	sql_goal_insert(c, new_id(c), t.relationship, t.mentee, "Lead", "The round", "Rounds", "",
		"0", "6", false, "", "Every second", "I want to", "2027-12-01", "short", 0, "",
		false, 0, c->now);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS));
	c->now += 90 * DAY;
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS).text,
		"There has been no news of any of your goals for 90 days.");
	sql_goal_set_current(c, goal, "1", c->now);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_UNDEFINED_GOALS));
	assert_int_equal(test_close(*state, OK), OK);
}

/* Says where a goal of five levels stands. */
static void
says(struct ctx *c, int64_t who, int64_t goal, int64_t level)
{
	c->who = who;
	assert_int_equal(
		goal_progress(c, goal,
			&(struct progress_form){ .current = "", .level = level, .note = "" }),
		OK);
}

/* M11: each goal can be measured, both say on its day where it stands, and where they see it differently they
 * learn of it, each with his own number first. */
static void
m11_subjective_progress(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct goal_form f = { .title = "Speak up",
		.specific = "In the round",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.level1 = "Never",
		.level2 = "When asked",
		.level3 = "Once",
		.level4 = "Twice",
		.level5 = "I lead it",
		.achievable = "I sit there",
		.relevant = "I want to",
		.due_on = "2027-12-01",
		.horizon = "short",
		.career = "",
		.reason = "" };
	int64_t goal, bare, start = c->now;
	struct sign_card_rows all;
	struct pair p;

	held(c, &t, c->now);
	held(c, &t, c->now + 60);
	planned(c, &t, c->now + 300 * DAY);
	c->who = t.mentee;
	assert_int_equal(goal_add(c, t.relationship, &f, &goal), OK);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));

	/* A goal that nobody can measure, beside one that can be. */
	bare = new_id(c);
	sql_goal_insert(c, bare, t.relationship, t.mentee, "Feel better", "", "", "", "", "", false,
		"", "", "", "", "short", 0, "", false, 0, c->now);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS).text,
		"One of your goals has neither a number nor levels. With one of them it is easier "
		"to "
		"see how far you have come.");
	sql_goal_set_paused(c, bare, c->now, 0, c->now);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));

	/* Two levels apart on the same goal; a week earlier is compared, a quarter earlier is not. */
	says(c, t.mentee, goal, 4);
	c->now += 7 * DAY;
	says(c, t.mentor, goal, 3);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));
	says(c, t.mentor, goal, 2);
	p = seen_by(c, &t, t.mentor);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS).text,
		arena_printf(c->mem,
			"You see one of your goals on level 2 of 5, %s on level 4. What has each "
			"of "
			"you seen?",
			fmt_first(c, p.partner_name)));
	p = seen_by(c, &t, t.mentee);
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS).text,
		arena_printf(c->mem,
			"You see one of your goals on level 4 of 5, %s on level 2. What has each "
			"of "
			"you seen?",
			fmt_first(c, p.partner_name)));
	night(c);
	assert_null(strstr(list(c, &t), "subjective"));
	says(c, t.mentee, goal, 3);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));

	/* The day comes, and one of them does not say it. */
	c->now = start + 28 * DAY;
	says(c, t.mentee, goal, 3);
	c->now = start + 41 * DAY;
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));
	c->now = start + 42 * DAY;
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS).text,
		"14 days ago you both wanted to say where a goal stands, and at least one of you "
		"has "
		"not yet.");
	says(c, t.mentor, goal, 3);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS));
	p = seen_by(c, &t, t.mentee);
	all = sign_cards(c, &p, true);
	for (int i = 0; i < all.n; i++)
		assert_string_not_equal(all.v[i].kind, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS);
	assert_int_equal(test_close(*state, OK), OK);
}

/* M6: less than half of what was planned took place, or a meeting was put off twice running. */
static void
m6_time_constraints(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = planned(c, &t, c->now + 20 * DAY);
	struct pair p;

	sql_meeting_set_time(c, id, c->now + 25 * DAY, 60, "", c->now);
	sql_meeting_set_time(
		c, id, c->now + 25 * DAY, 60, "Room 3", c->now); /* another place only */
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_TIME_CONSTRAINTS));
	sql_meeting_set_time(c, id, c->now + 30 * DAY, 60, "", c->now);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_TIME_CONSTRAINTS).text,
		"Your meeting was put off or called off 2 times in a row.");
	c->now += 31 * DAY;
	sql_meeting_set_held(c, id, c->now);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_TIME_CONSTRAINTS));
	for (int i = 1; i <= 2; i++)
		sql_meeting_set_cancelled(c, planned(c, &t, c->now - i * DAY), c->now);
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_TIME_CONSTRAINTS).text,
		"Of the 3 meetings planned in the last 60 days you held one.");
	/* Their own rhythm holds for every clock. */
	c->who = t.mentee;
	assert_int_equal(cadence_set(c, t.relationship, 84, 30), OK);
	p = seen_by(c, &t, t.mentor);
	assert_int_equal(p.r.cadence_days, 84);
	c->who = t.stranger;
	assert_int_equal(cadence_set(c, t.relationship, 14, 30), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* M10: a number for oneself alone, once a month; low or fallen, a private nudge that nobody else sees. */
static void
m10_variable_commitment(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p = seen_by(c, &t, t.mentee);

	planned(c, &t, c->now + 300 * DAY);
	assert_false(check_due_now(c, &p));
	c->now += 31 * DAY;
	assert_true(check_due_now(c, &p));
	assert_int_equal(check_answer(c, t.relationship, 9), OK);
	assert_false(check_due_now(c, &p));
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_COMMITMENT));
	c->now += 30 * DAY;
	assert_true(check_due_now(c, &p));
	c->who = t.mentee;
	assert_int_equal(check_answer(c, t.relationship, 6), OK);
	assert_string_equal(card(c, &t, t.mentee, PRACTICE_CHALLENGE_COMMITMENT).text,
		"You said 6 of 10 to how much you want to go on, and 9 before. Only you see this.");
	c->who = t.mentor;
	assert_int_equal(check_answer(c, t.relationship, 4), OK);
	assert_non_null(strstr(
		card(c, &t, t.mentor, PRACTICE_CHALLENGE_COMMITMENT).text, "you said 4 of 10"));
	assert_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_COMMITMENT).text, "4"));
	assert_int_equal(sql_check_list(c, t.relationship, t.mentee).n, 2);
	for (int i = 0; i < 60; i++, c->now += DAY)
		night(c);
	assert_null(strstr(list(c, &t), "commitment"));
	c->who = t.mentor;
	assert_int_equal(check_answer(c, t.relationship, 8), OK);
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_COMMITMENT));
	assert_int_equal(test_close(*state, OK), OK);
}

/* What both answer: the same, but for the question. */
static void
expects(struct ctx *c, const struct two *t, int64_t who, const char *cadence, const char *length)
{
	struct pair p = seen_by(c, t, who);
	struct expectation_line_rows lines = expectation_lines(c, &p);

	for (int i = 0; i < lines.n; i++)
		lines.v[i].chosen = str_eq(lines.v[i].id, "cadence")  ? cadence
				    : str_eq(lines.v[i].id, "length") ? length
				    : str_eq(lines.v[i].id, "lead")   ? "both"
				    : str_eq(lines.v[i].id, "help")   ? "advice"
								      : "some";
	assert_int_equal(expectations_save(c, t->relationship, &lines), OK);
}

/* M9: what differs at the start, then half-way; an agreement settles it. */
static void
m9_mismatched_expectations(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct expectation_line_rows lines;
	struct pair p;

	planned(c, &t, c->now + 300 * DAY);
	expects(c, &t, t.mentee, "two-weeks", "months-6");
	p = seen_by(c, &t, t.mentor);
	lines = expectation_lines(c, &p);
	assert_string_equal(lines.v[0].theirs, ""); /* not before answering oneself */
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_EXPECTATIONS));
	expects(c, &t, t.mentor, "six-weeks", "months-6");
	assert_non_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_EXPECTATIONS).text,
		"answered one question"));
	lines = expectation_lines(c, &p);
	assert_string_equal(lines.v[0].theirs, "Every two weeks");
	assert_true(lines.v[0].differ);
	assert_false(lines.v[1].differ);
	c->now += DAY;
	sql_agreement_insert(c, 77, t.relationship, 1, t.mentee, c->now, "", "", "", "", "", "", "",
		"", "", "", "", "", 24, 0, 0);
	sql_agreement_set_valid(c, 77, "", t.mentor, c->now);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_EXPECTATIONS));
	/* From March to the end of December: half-way in August. */
	c->now += 160 * DAY;
	assert_non_null(strstr(
		card(c, &t, t.mentee, PRACTICE_CHALLENGE_EXPECTATIONS).text, "It is half-time."));
	expects(c, &t, t.mentee, "four-weeks", "months-6");
	assert_false(
		has(c, &t, t.mentee, PRACTICE_CHALLENGE_EXPECTATIONS)); /* waits for the other */
	assert_true(has(c, &t, t.mentor, PRACTICE_CHALLENGE_EXPECTATIONS));
	expects(c, &t, t.mentor, "four-weeks", "months-12");
	assert_non_null(
		strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_EXPECTATIONS).text, "Half-way, "));
	lines = expectation_lines(c, &p);
	assert_true(lines.v[0].moved && !lines.v[0].differ);
	assert_true(lines.v[1].differ);
	assert_int_equal(test_close(*state, OK), OK);
}

/* M7, M8 and what surrounds a pair. */
static void
m7_m8_and_surroundings(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t start = c->now;
	struct signs found;
	struct limits l;
	struct facts f;

	planned(c, &t, c->now + 900 * DAY);
	assert_true(has(
		c, &t, t.mentee, PRACTICE_CHALLENGE_MATCH_BASIS)); /* nothing in common is known */
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_FEEDBACK));
	for (int i = 0; i < 3; i++)
		held(c, &t, c->now + i * 60);
	assert_non_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_PERSPECTIVES).text,
		"You live in different places.")); /* Lagos and Berlin */
	sql_sheet_ready_insert(c, t.relationship, PRACTICE_SHEET_PERSPECTIVES, t.mentor, c->now);
	sql_sheet_ready_insert(c, t.relationship, PRACTICE_SHEET_PERSPECTIVES, t.mentee, c->now);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_PERSPECTIVES));
	c->now = start + 15 * DAY;
	night(c);
	assert_string_equal(list(c, &t), "support"); /* twice in the first month */
	c->who = t.manager;
	assert_int_equal(
		contact_note(c, t.programme,
			&(struct contact_form){ .relationship = t.relationship, .kind = "" },
			&(int64_t){ 0 }),
		OK);
	assert_string_equal(list(c, &t), "");
	c->now = start + 30 * DAY;
	/* M8: none by either for thirty days. */
	limits_read(c, t.programme, &l);
	assert_true(facts_of(c, t.relationship, &f));
	for (int i = 1; i < 3; i++) {
		bool silent = false;

		f.feedback_at = i > 1 ? start + DAY : 0;
		signs_find(&f, &l, c->now, &found);
		for (int k = 0; k < found.n; k++)
			silent = silent || (str_eq(found.v[k].kind, PRACTICE_CHALLENGE_FEEDBACK) &&
						   found.v[k].n == 30);
		assert_int_equal(silent, i == 1);
	}
	relationship_reach(c, t.relationship, 2);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_MATCH_BASIS));
	c->now = start + 365 * DAY;
	assert_non_null(
		strstr(card(c, &t, t.mentor, PRACTICE_CHALLENGE_YEAR).text, "for 12 months"));
	/* Where nobody looks after the programme, nobody is offered to ask them. */
	c->now = start + 70 * DAY;
	assert_true(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUPPORT));
	sql_account_deactivate(c, t.manager, c->now);
	assert_false(has(c, &t, t.mentee, PRACTICE_CHALLENGE_SUPPORT));
	assert_int_equal(test_close(*state, OK), OK);
}

/* Promises of the last 90 days, from the second on. */
static void
follow_through_is_a_sign(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *due = day_text(c->mem, c->now / DAY + 3);

	planned(c, &t, c->now + 300 * DAY);
	for (int i = 0; i < 3; i++) {
		int64_t id = new_id(c);

		sql_commitment_insert(c, id, t.relationship, 0, t.mentee, "x", due, c->now);
		if (!i)
			sql_commitment_set_state(c, id, "done", c->now + DAY);
	}
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_FOLLOW_THROUGH));
	c->now += 4 * DAY;
	assert_string_equal(card(c, &t, t.mentor, PRACTICE_CHALLENGE_FOLLOW_THROUGH).text,
		"Promises of the last 90 days that were kept in time: you none was due, Jonas 1 of "
		"3.");
	assert_non_null(strstr(card(c, &t, t.mentee, PRACTICE_CHALLENGE_FOLLOW_THROUGH).text,
		"you 1 of 3, Amara none"));
	c->now += 91 * DAY;
	assert_false(has(c, &t, t.mentor, PRACTICE_CHALLENGE_FOLLOW_THROUGH));
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
		T(mechanics_7_dates_and_silence),
		T(m5_miscommunication),
		T(the_pulse_falls_or_differs),
		T(b5_untrained_start),
		T(b5_as_the_programme_asks),
		T(m4_undefined_goals),
		T(m11_subjective_progress),
		T(m6_time_constraints),
		T(m10_variable_commitment),
		T(m9_mismatched_expectations),
		T(m7_m8_and_surroundings),
		T(follow_through_is_a_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
