/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/follow/follow.h"
#include "features/minutes/minutes.h"

static int64_t
promise(struct ctx *c, const struct two *t, const char *due_on)
{
	int64_t id = 0;

	assert_int_equal(commitment_add(c, t->relationship, 0, "I will", due_on, &id), OK);
	return id;
}

static void
h1_h2_promises_have_their_prompts(void **state)
{
	(void)state;
	assert_string_equal(
		practice_field(practice_need("prompt", PRACTICE_PROMPT_COMMITMENT_MENTEE_FOLLOW_UP),
			"text", "en"),
		"What have you committed to following up on?");
	assert_string_equal(
		practice_field(practice_need("prompt", PRACTICE_PROMPT_COMMITMENT_MENTEE_STEPS),
			"text", "en"),
		"Which action steps are you accountable for?");
	assert_string_equal(
		practice_field(practice_need("prompt", PRACTICE_PROMPT_COMMITMENT_MENTOR_FOLLOW_UP),
			"text", "en"),
		"What do I need to follow up on?");
	assert_string_equal(
		practice_field(practice_need("prompt", PRACTICE_PROMPT_COMMITMENT_MENTOR_PROVIDE),
			"text", "en"),
		"What information, resources or contacts have I said I will provide?");
}

/* H3: kept in time, late, open past its day, due today, due later, without a date, too long ago. */
static void
h3_kept_in_time(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct follow_rate r;
	int64_t kept, late;

	c->who = t.mentee;
	assert_int_equal(follow_rate_of(c, t.relationship, t.mentee, "").percent, -1);
	kept = promise(c, &t, "2027-03-02");
	late = promise(c, &t, "2027-03-02");
	promise(c, &t, "2027-03-03");
	promise(c, &t, "2027-03-05");
	promise(c, &t, "2027-03-09");
	promise(c, &t, "");
	promise(c, &t, "2026-11-01");
	c->now += DAY;
	assert_int_equal(commitment_close(c, kept, true), OK);
	c->now += 3 * DAY; /* 5 March */
	assert_int_equal(commitment_close(c, late, true), OK);
	r = follow_rate_of(c, t.relationship, t.mentee, "Jonas");
	assert_int_equal(r.due, 3);
	assert_int_equal(r.kept, 1);
	assert_int_equal(r.percent, 33);
	c->who = t.mentor; /* the same for both who look, and each side by itself */
	assert_int_equal(follow_rate_of(c, t.relationship, t.mentee, "Jonas").percent, 33);
	assert_int_equal(follow_rate_of(c, t.relationship, t.mentor, "Amara").due, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
h4_only_the_owner(void **state)
{
	struct promise_form f = { .due_on = "2027-04-01", .confidence = 6 };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct commitment k;
	int64_t id;

	c->who = t.mentee;
	id = promise(c, &t, "2027-03-20");
	assert_int_equal(promise_change(c, id, &f), OK);
	sql_commitment_get(c, id, &k);
	assert_string_equal(k.due_on, "2027-04-01");
	assert_int_equal(k.confidence, 6);
	c->who = t.mentor;
	assert_int_equal(promise_change(c, id, &f), FORBIDDEN);
	assert_int_equal(commitment_close(c, id, true), FORBIDDEN);
	c->who = t.mentee;
	assert_int_equal(commitment_close(c, id, true), OK);
	assert_int_equal(promise_change(c, id, &f), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
note(struct ctx *c, int64_t meeting, const char *whose, const char *body, int64_t version)
{
	struct note_form f = { .body = body, .version = version, .page = "p" };
	struct note_saved saved = { 0 };

	assert_int_equal(note_save(c, meeting, whose, &f, &saved), OK);
}

static void
h5_both_sides(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t meeting;

	c->who = t.mentee;
	promise(c, &t, "");
	promise(c, &t, "");
	c->who = t.mentor;
	promise(c, &t, "");
	/* Notes of one meeting saved twice count once; what is for oneself alone does not count. */
	c->who = t.mentee;
	meeting = new_id(c);
	sql_meeting_insert(c, meeting, t.relationship, c->now, 60, "", "m", t.mentee, c->now);
	note(c, meeting, "private", "For me", 0);
	assert_int_equal(participation_of(c, t.relationship, t.mentee, "").notes, 0);
	note(c, meeting, "shared", "One line", 0);
	note(c, meeting, "shared", "Two lines", 1);
	assert_int_equal(participation_of(c, t.relationship, t.mentee, "").notes, 1);
	assert_int_equal(participation_of(c, t.relationship, t.mentor, "").notes, 0);
	assert_int_equal(participation_of(c, t.relationship, t.mentee, "").promises, 2);
	assert_int_equal(participation_of(c, t.relationship, t.mentor, "").promises, 1);
	c->now += (FOLLOW_DAYS + 1) * DAY;
	assert_int_equal(participation_of(c, t.relationship, t.mentee, "").promises, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* H6: the companion sees what was chosen, after a yes, until either takes it back. */
static void
h6_companions(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id, mine, theirs;
	const char *one[1];

	c->who = t.mentor;
	theirs = promise(c, &t, "");
	c->who = t.mentee;
	mine = promise(c, &t, "");
	assert_int_equal(companion_invite(c, t.relationship, t.mentor, &id), INVALID);
	assert_int_equal(companion_invite(c, t.relationship, 999, &id), INVALID);
	c->problems = NULL;
	assert_int_equal(companion_invite(c, t.relationship, t.stranger, &id), OK);
	assert_int_equal(companion_invite(c, t.relationship, t.stranger, &id), CONFLICT);
	one[0] = arena_printf(c->mem, "%lld", (long long)theirs);
	assert_int_equal(companion_choose(c, id, &(struct texts){ 1, one }), INVALID);
	c->problems = NULL;
	one[0] = arena_printf(c->mem, "%lld", (long long)mine);
	assert_int_equal(companion_choose(c, id, &(struct texts){ 1, one }), OK);
	assert_int_equal(companion_accept(c, id), FORBIDDEN);
	assert_string_equal(sql_companion_action_list(c, id).v[0].body, "I will");

	c->who = t.mentor; /* the partner has no part in it */
	assert_int_equal(standing_companion(c, id), 0);
	c->who = t.stranger;
	assert_true(standing_companion(c, id) & STANDING_PARTICIPANT);
	assert_int_equal(companion_choose(c, id, &(struct texts){ 1, one }), FORBIDDEN);
	assert_int_equal(companion_accept(c, id), OK);
	assert_int_equal(sql_companion_to_tell(c, c->now - 7 * DAY).n, 0);
	assert_int_equal(sql_companion_to_tell(c, c->now).n, 1);
	c->who = t.mentee;
	assert_int_equal(companion_end(c, id), OK);
	assert_int_equal(companion_end(c, id), OK);
	assert_int_equal(sql_companion_action_list(c, id).n, 0);
	c->who = t.stranger;
	assert_int_equal(standing_companion(c, id), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
in_unit(struct ctx *c, int64_t person, const char *unit)
{
	struct person_kept p;

	assert_true(sql_person_by_id(c, person, &p));
	sql_person_change(c, person, p.email, p.name, p.name, p.pronouns, p.headline, p.about,
		p.lang, p.tz, p.hours, p.level, unit, p.manager, p.detail, p.medium, p.mentees_max,
		c->now);
	person_index(c, person);
}

/* H6: before anybody is looked for: who is known or near; nobody who was asked, nobody by their programme. */
static void
h6_whom_one_could_ask(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t ulla, paul, of_paul, id;
	struct person_card_rows rows;
	struct pair p;

	two_prepare(c, &t);
	two_more(c, &t, "ulla@example.org", "UTC", &ulla);
	of_paul = two_more(c, &t, "paul@example.org", "UTC", &paul);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(companion_ideas(c, &p).n, 0);
	in_unit(c, t.mentee, "Harbour works");
	in_unit(c, t.mentor, "Harbour works");
	in_unit(c, ulla, "Harbour works");
	in_unit(c, paul, "Harbour works north");
	rows = companion_ideas(c, &p);
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].id, ulla);
	/* Whoever was asked by the mentor is no idea for the mentee. */
	c->who = t.mentor;
	assert_int_equal(companion_invite(c, t.relationship, t.stranger, &id), OK);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(companion_ideas(c, &p).n, 1);
	/* Whom I keep company is one, and comes first; not before I have said yes. */
	c->who = paul;
	assert_int_equal(companion_invite(c, of_paul, t.mentee, &id), OK);
	p = pair_as(c, &t, t.mentee);
	assert_int_equal(companion_ideas(c, &p).n, 1);
	assert_int_equal(companion_accept(c, id), OK);
	rows = companion_ideas(c, &p);
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].id, paul);
	/* And nobody whom I have asked. */
	assert_int_equal(companion_invite(c, t.relationship, ulla, &id), OK);
	rows = companion_ideas(c, &p);
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].id, paul);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(h1_h2_promises_have_their_prompts),
		cmocka_unit_test_setup_teardown(h3_kept_in_time, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(h4_only_the_owner, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(h5_both_sides, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(h6_companions, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(h6_whom_one_could_ask, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
