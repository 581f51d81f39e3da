/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/agreement/agreement.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

static const struct agreement_form whole = { .direction = "",
	.role = "A sounding board",
	.expectations = "Honesty",
	.areas = "Work",
	.meetings = "Not before nine",
	.contact = "Mail",
	.how_often = "Every four weeks",
	.times = "Thursdays at four",
	.place = "The canteen",
	.channel = "Mail, until eight in the evening",
	.lateness = "",
	.outsiders = "",
	.notice_hours = 24 };

static struct agreement_facts
facts(struct ctx *c, const struct two *t, int64_t who, int64_t held)
{
	struct agreement_facts f;
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	agreement_facts(c, &p, held, &f);
	return f;
}

/* C1, C3: valid when both accept, and only with how often, when, where and how. */
static void
c1_c3_valid_when_both_accept(void **state)
{
	struct agreement_form f = whole;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	f.place = "";
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	assert_int_equal(agreement_accept(c, id), CONFLICT); /* one's own */
	assert_int_equal(facts(c, &t, t.mentor, 0).version, 0);
	assert_int_equal(agreement_accept(c, id), CONFLICT); /* where? */
	f.place = "The canteen";
	f.base = id;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	assert_true(facts(c, &t, t.mentee, 0).proposed == id);
	assert_int_equal(agreement_accept(c, id), OK);
	assert_int_equal(facts(c, &t, t.mentor, 0).version, 1);
	assert_int_equal(facts(c, &t, t.mentor, 0).proposed, 0);
	assert_int_equal(agreement_accept(c, id), CONFLICT);
	assert_int_equal(
		sql_agreement_list(c, t.relationship, 99, 0).n, 1); /* withdrawn: not shown */
	assert_int_equal(test_close(*state, OK), OK);
}

static int64_t
rhythm_now(struct ctx *c, const struct two *t)
{
	struct pair p;

	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return p.r.cadence_days;
}

/* F4: the rhythm that both agreed is that of their meetings, from when both have; without one it stays. */
static void
f4_the_agreed_rhythm_is_that_of_the_meetings(void **state)
{
	struct agreement_form f = whole;
	struct agreement before, after;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct term_rows terms;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(rhythm_now(c, &t), 28);
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	c->who = t.mentor;
	assert_int_equal(agreement_accept(c, id), OK);
	assert_int_equal(rhythm_now(c, &t), 28);
	f.rhythm = "14";
	f.base = id;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	assert_int_equal(rhythm_now(c, &t), 28); /* not before both have */
	c->who = t.mentee;
	assert_int_equal(agreement_accept(c, id), OK);
	assert_int_equal(rhythm_now(c, &t), 14);
	assert_true(sql_agreement_get(c, id, &after));
	assert_true(sql_agreement_before(c, t.relationship, 2, &before));
	terms = agreement_terms(c, &after, &before);
	assert_string_equal(terms.v[terms.n - 2].text, "Every 2 weeks");
	assert_true(terms.v[terms.n - 2].changed);
	assert_int_equal(test_close(*state, OK), OK);
}

static int
answers_sent(struct ctx *c, int64_t person)
{
	struct notice_rows rows = sql_notice_list(c, person, c->now, 50, 0);
	int n = 0;

	for (int i = 0; i < rows.n; i++)
		n += str_eq(rows.v[i].kind, PRACTICE_LETTER_AGREEMENT_ANSWERED);
	return n;
}

/* C3: whoever proposed it hears of a yes and of a no, and a no keeps the words; one's own step back is told to nobody. */
static void
c3_a_no_is_told_and_keeps_the_words(void **state)
{
	struct agreement_form f = whole;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agreement a;
	int64_t id, first;

	c->who = t.mentee;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &first), OK);
	assert_int_equal(agreement_withdraw(c, first), OK);
	assert_int_equal(answers_sent(c, t.mentee), 0);
	assert_true(sql_agreement_aside(c, t.relationship, &a));
	assert_true(a.id == first && a.decided_by == t.mentee);
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	assert_false(sql_agreement_aside(c, t.relationship, &a)); /* a newer one waits */
	c->who = t.mentor;
	assert_int_equal(agreement_withdraw(c, id), OK);
	assert_int_equal(answers_sent(c, t.mentee), 1);
	assert_true(sql_agreement_aside(c, t.relationship, &a));
	assert_true(a.id == id && a.decided_by == t.mentor);
	assert_string_equal(a.role, "A sounding board");
	c->who = t.mentee;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	c->who = t.mentor;
	assert_int_equal(agreement_accept(c, id), OK);
	assert_int_equal(answers_sent(c, t.mentee), 2);
	assert_int_equal(answers_sent(c, t.mentor), 0);
	assert_false(sql_agreement_aside(c, t.relationship, &a));
	assert_int_equal(test_close(*state, OK), OK);
}

/* C3: a later change is version 2, shows what changed, and version 1 is kept. */
static void
c3_a_change_is_the_next_version(void **state)
{
	struct agreement_form f = whole;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agreement a, before;
	struct term_rows terms;
	int64_t first, second;
	int changed = 0;

	c->who = t.mentee;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &first), OK);
	c->who = t.mentor;
	assert_int_equal(agreement_accept(c, first), OK);
	f.times = "Fridays at noon";
	assert_int_equal(agreement_propose(c, t.relationship, &f, &second), INVALID); /* base 0 */
	c->problems = NULL;
	f.base = first;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &second), OK);
	assert_int_equal(facts(c, &t, t.mentee, 0).version, 1); /* until it is accepted */
	assert_int_equal(agreement_accept(c, second), OK);
	assert_true(sql_agreement_get(c, second, &a));
	assert_int_equal(a.version, 2);
	assert_true(sql_agreement_before(c, t.relationship, 2, &before));
	assert_int_equal(before.id, first);
	assert_string_equal(before.state, "past");
	terms = agreement_terms(c, &a, &before);
	for (int i = 0; i < terms.n; i++)
		if (terms.v[i].changed) {
			changed++;
			assert_string_equal(terms.v[i].was, "Thursdays at four");
			assert_string_equal(terms.v[i].text, "Fridays at noon");
		}
	assert_int_equal(changed, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

/* C4: unclear after a first meeting until every limit is settled; managers count pairs. */
static void
c4_unclear_after_the_first_meeting(void **state)
{
	struct agreement_form f = whole;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct relationship_unclear n;
	int64_t id, meeting;

	assert_false(facts(c, &t, t.mentee, 0).unclear);
	assert_true(facts(c, &t, t.mentee, 1).unclear);
	two_prepare(c, &t);
	assert_int_equal(meeting_plan(c, t.relationship,
				 &(struct meeting_form){
					 .starts = "2027-03-01T10:00", .minutes = 60, .place = "" },
				 &meeting),
		OK);
	sql_meeting_set_held(c, meeting, c->now);
	assert_true(sql_relationship_unclear(c, t.programme, &n));
	assert_int_equal(n.met, 1);
	assert_int_equal(n.unclear, 1);

	f.areas = "";
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	c->who = t.mentor;
	assert_int_equal(agreement_accept(c, id), OK);
	assert_true(facts(c, &t, t.mentee, 1).unclear); /* one is left open */
	f.areas = "Work";
	f.base = id;
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	c->who = t.mentor;
	assert_int_equal(agreement_accept(c, id), OK);
	assert_false(facts(c, &t, t.mentee, 1).unclear);
	assert_true(sql_relationship_unclear(c, t.programme, &n));
	assert_int_equal(n.unclear, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* C11: a new direction is a version that asks for the goals once it is accepted. */
static void
c11_a_new_direction(void **state)
{
	struct agreement_form f = whole;
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id;

	c->who = t.mentee;
	f.direction = "From presenting to leading";
	assert_int_equal(agreement_propose(c, t.relationship, &f, &id), OK);
	assert_false(facts(c, &t, t.mentor, 2).realign);
	assert_int_equal(agreement_accept(c, id), OK);
	assert_true(facts(c, &t, t.mentor, 2).realign);
	assert_int_equal(agreement_align(c, t.relationship), OK);
	assert_false(facts(c, &t, t.mentor, 2).realign);
	c->who = t.stranger;
	assert_int_equal(agreement_align(c, t.relationship), NOT_FOUND);
	assert_int_equal(agreement_withdraw(c, id), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

static struct attendance
attendance_of(struct ctx *c, const struct two *t, int64_t person)
{
	struct attendance_rows rows = sql_attendance_list(c, t->relationship);

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].person == person)
			return rows.v[i];
	fail();
	return rows.v[0];
}

static int64_t
planned(struct ctx *c, const struct two *t, const char *starts)
{
	int64_t id = 0;

	assert_int_equal(
		meeting_plan(c, t->relationship,
			&(struct meeting_form){ .starts = starts, .minutes = 60, .place = "" },
			&id),
		OK);
	return id;
}

/* C9: held, called off late and not come, per side. */
static void
c9_respect_for_time(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t soon, later, missed;

	two_prepare(c, &t);
	c->who = t.mentor;
	soon = planned(c, &t, "2027-03-01T20:00");
	later = planned(c, &t, "2027-03-09T10:00");
	missed = planned(c, &t, "2027-03-01T12:00");
	assert_int_equal(meeting_cancel(c, soon), OK);
	assert_int_equal(on_absence_late(c, soon, t.mentor), OK);
	assert_int_equal(meeting_cancel(c, later), OK);
	assert_int_equal(on_absence_late(c, later, t.mentor), OK);
	assert_int_equal(attendance_of(c, &t, t.mentor).late, 1); /* the other was in time */
	assert_int_equal(attendance_of(c, &t, t.mentee).late, 0);

	assert_int_equal(absence_note(c, missed, "partner"), CONFLICT); /* it lies ahead */
	c->now += 6 * 3600;
	assert_int_equal(absence_note(c, missed, "partner"), OK);
	assert_int_equal(attendance_of(c, &t, t.mentee).no_show, 1);
	assert_int_equal(attendance_of(c, &t, t.mentor).no_show, 0);
	assert_int_equal(absence_note(c, missed, "me"), CONFLICT);
	c->who = t.mentee; /* who says: but we did meet */
	assert_int_equal(absence_forget(c, missed), OK);
	assert_int_equal(attendance_of(c, &t, t.mentee).no_show, 0);
	assert_int_equal(absence_forget(c, missed), CONFLICT);
	sql_meeting_set_held(c, missed, c->now);
	assert_int_equal(attendance_of(c, &t, t.mentee).held, 1);
	c->who = t.stranger;
	assert_int_equal(absence_note(c, missed, "both"), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

/* C6, C7: who changes how he likes to talk is offered other ways; what is accepted is remembered. */
static void
c7_another_way_of_talking(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct person_data d = { PERSON_DATA, .name = "Jonas Weber", .email = "jonas@example.org",
		.detail = "overview", .medium = "call" };
	struct style_offer_rows rows;
	bool made, changed;
	int64_t id;

	c->who = t.mentee;
	assert_int_equal(person_save(c, NULL, &d, &id, &made, &changed), OK);
	assert_string_equal(
		fmt_likes(c, "overview", "call"), "Likes calls best. The big picture first.");
	assert_int_equal(style_decide(c, t.relationship, "written-first"), CONFLICT);
	assert_int_equal(on_style_ask(c, t.mentee, t.mentee), OK);
	assert_true(facts(c, &t, t.mentor, 0).offer > 0);
	assert_int_equal(style_decide(c, t.relationship, "no-such-way"), INVALID);
	c->problems = NULL;
	assert_int_equal(style_decide(c, t.relationship, "short-calls"), OK);
	rows = sql_style_offer_list(c, t.relationship);
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].state, "accepted");
	assert_string_equal(rows.v[0].change, "short-calls");
	assert_int_equal(facts(c, &t, t.mentor, 0).offer, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* C5, C10: the first agenda asks both questions and begins with the ground rules. */
static void
c5_c10_the_first_agenda(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct agenda_point_rows points;
	struct pair p;
	bool often = false, support = false;
	int64_t id;

	two_prepare(c, &t);
	c->who = t.mentee;
	id = planned(c, &t, "2027-03-04T10:00");
	pair_get(c, t.relationship, &p);
	points = agenda_points(c, &p, id);
	assert_non_null(
		strstr(points.v[0].text, "we can talk openly about mistakes and challenges"));
	assert_non_null(strstr(points.v[0].text, "we acknowledge each other"));
	for (int i = 0; i < points.n; i++) {
		often = often || str_eq(points.v[i].text, "How often will we meet?");
		support = support ||
			  str_eq(points.v[i].text, "What kind of support can you provide?");
	}
	assert_true(often && support);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			c1_c3_valid_when_both_accept, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			c3_a_change_is_the_next_version, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			c3_a_no_is_told_and_keeps_the_words, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			f4_the_agreed_rhythm_is_that_of_the_meetings, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			c4_unclear_after_the_first_meeting, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(c11_a_new_direction, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(c9_respect_for_time, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			c7_another_way_of_talking, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(c5_c10_the_first_agenda, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
