/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "features/meetings/held.h"
#include "features/minutes/minutes.h"

static int64_t
meeting_of(struct ctx *c, const struct two *t)
{
	struct meeting_form f = { .starts = "2027-03-20T10:00", .minutes = 60, .place = "" };
	int64_t id = 0;

	two_prepare(c, t);
	c->who = t->mentee;
	assert_int_equal(meeting_plan(c, t->relationship, &f, &id), OK);
	return id;
}

static struct note_saved
save(struct ctx *c, int64_t who, int64_t meeting, const char *whose, const char *body,
	int64_t version)
{
	struct note_form f = { .body = body, .version = version, .page = "p" };
	struct note_saved s = { 0 };

	c->who = who;
	assert_int_equal(note_save(c, meeting, whose, &f, &s), OK);
	return s;
}

static const char *
text(struct ctx *c, int64_t who, int64_t meeting, const char *whose)
{
	struct note_of n;

	c->who = who;
	assert_int_equal(note_find(c, meeting, whose, &n), OK);
	return n.last.body;
}

static void
part6_each_his_own(void **state)
{
	struct note_form f = { .body = "x", .page = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m = meeting_of(c, &t);
	struct note_saved s;
	struct note_of n;

	save(c, t.mentee, m, "private", "Only mine", 0);
	save(c, t.mentor, m, "private", "Only Amara's", 0);
	save(c, t.mentor, m, "shared", "Of both", 0);
	assert_string_equal(text(c, t.mentee, m, "private"), "Only mine");
	assert_string_equal(text(c, t.mentor, m, "private"), "Only Amara's");
	assert_string_equal(text(c, t.mentee, m, "shared"), "Of both");
	const int64_t others[] = { t.stranger, t.manager, t.admin };

	for (size_t i = 0; i < 3; i++) {
		c->who = others[i];
		assert_int_equal(note_find(c, m, "shared", &n), NOT_FOUND);
		assert_int_equal(note_save(c, m, "private", &f, &s), NOT_FOUND);
		assert_int_equal(note_restore(c, m, "shared", 1), NOT_FOUND);
	}
	c->who = t.mentee;
	assert_int_equal(note_find(c, m, "everybody", &n), NOT_FOUND);
	f.version = 9;
	assert_int_equal(note_save(c, m, "shared", &f, &s), INVALID);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part6_both_at_once(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m = meeting_of(c, &t);
	struct note_saved s;

	s = save(c, t.mentee, m, "shared", "One\nTwo\nThree", 0);
	assert_int_equal(s.version, 1);
	save(c, t.mentor, m, "shared", "One, he says\nTwo\nThree", 1);
	s = save(c, t.mentee, m, "shared", "One\nTwo\nThree\nFour", 1);
	assert_string_equal(s.state, "merged");
	assert_string_equal(s.body, "One, he says\nTwo\nThree\nFour");
	/* What was sent is a version too: a page on which more was typed meanwhile goes on from there. */
	assert_int_equal(s.version, s.mine + 1);
	s = save(c, t.mentee, m, "shared", "One\nTwo\nThree\nFour more", s.mine);
	assert_string_equal(s.state, "merged");
	assert_string_equal(s.body, "One, he says\nTwo\nThree\nFour more");
	/* Nothing new on an old page takes nothing away, and neither does what is typed there next. */
	s = save(c, t.mentee, m, "shared", "One\nTwo\nThree", 1);
	assert_string_equal(s.body, "One, he says\nTwo\nThree\nFour more");
	assert_int_equal(s.mine, 1);
	assert_string_equal(save(c, t.mentee, m, "shared", s.body, s.version).state, "saved");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
part6_the_same_place(void **state)
{
	struct note_choice_form f = { .body = "", .take = "mine" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m = meeting_of(c, &t);
	struct note_draft d;
	struct note_of n;
	struct note_saved s;

	save(c, t.mentee, m, "shared", "Top\nPlan\nEnd", 0);
	save(c, t.mentor, m, "shared", "Top\nPlan B\nEnd", 1);
	s = save(c, t.mentee, m, "shared", "Top\nPlan A\nEnd\nMore", 1);
	assert_string_equal(s.state, "differs");
	assert_string_equal(text(c, t.mentee, m, "shared"), "Top\nPlan B\nEnd");
	assert_int_equal(note_find(c, m, "shared", &n), OK);
	assert_true(sql_note_draft_last(c, n.id, t.mentee, &d));
	assert_string_equal(d.body, "Top\nPlan A\nEnd\nMore");
	assert_false(sql_note_draft_last(c, n.id, t.mentor, &d));
	/* The same page goes on: still one draft, the newest text. */
	save(c, t.mentee, m, "shared", "Top\nPlan A!\nEnd\nMore", 1);
	assert_int_equal(sql_note_draft_count(c, n.id, t.mentee), 1);
	assert_true(sql_note_draft_last(c, n.id, t.mentee, &d));
	f.draft = d.id;
	f.version = 2;
	/* Amara writes on while Jonas compares. */
	save(c, t.mentor, m, "shared", "New top\nTop\nPlan B\nEnd", 2);
	c->who = t.mentee;
	assert_int_equal(note_settle(c, m, "shared", &f, &s), OK);
	assert_string_equal(s.body, "New top\nTop\nPlan A!\nEnd\nMore");
	assert_int_equal(sql_note_draft_count(c, n.id, t.mentee), 0);
	/* A second click changes nothing. */
	assert_int_equal(note_settle(c, m, "shared", &f, &s), OK);
	assert_string_equal(text(c, t.mentor, m, "shared"), "New top\nTop\nPlan A!\nEnd\nMore");
	assert_int_equal(test_close(*state, OK), OK);
}

/* The note changes again, at the same place, while two texts are being compared. */
static void
part6_compared_twice(void **state)
{
	struct note_choice_form f = { .body = "A and B", .take = "edited" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m = meeting_of(c, &t);
	struct note_draft d;
	struct note_of n;
	struct note_saved s;

	save(c, t.mentee, m, "shared", "Plan", 0);
	save(c, t.mentor, m, "shared", "B", 1);
	save(c, t.mentee, m, "shared", "A", 1);
	assert_int_equal(note_find(c, m, "shared", &n), OK);
	assert_true(sql_note_draft_last(c, n.id, t.mentee, &d));
	f.draft = d.id;
	f.version = n.version;
	save(c, t.mentor, m, "shared", "C", n.version);
	c->who = t.mentee;
	assert_int_equal(note_settle(c, m, "shared", &f, &s), OK);
	assert_string_equal(s.state, "differs");
	assert_true(sql_note_draft_last(c, n.id, t.mentee, &d));
	assert_string_equal(d.body, "A and B");
	f = (struct note_choice_form){ .body = "", .take = "theirs", .draft = d.id };
	assert_int_equal(note_settle(c, m, "shared", &f, &s), OK);
	assert_string_equal(s.body, "C");
	assert_int_equal(sql_note_draft_count(c, n.id, t.mentee), 0);
	/* Who takes out again what overlapped has nothing to compare. */
	save(c, t.mentee, m, "shared", "D", 1);
	assert_int_equal(sql_note_draft_count(c, n.id, t.mentee), 1);
	save(c, t.mentee, m, "shared", "Plan", 1);
	assert_int_equal(sql_note_draft_count(c, n.id, t.mentee), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static int
kept(struct ctx *c, int64_t meeting)
{
	struct note_of n;

	assert_int_equal(note_find(c, meeting, "shared", &n), OK);
	return sql_note_version_list(c, n.id, 100, 0).n;
}

static void
part6_versions(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	int64_t m = meeting_of(c, &two), version;
	struct note_version v;
	struct note_of n;

	save(c, two.mentee, m, "shared", "We talked about the new team", 0);
	save(c, two.mentee, m, "shared", "We talked about the new team, and about time", 1);
	save(c, two.mentor, m, "shared",
		"We talked about the new team, and about time\nAnd about a holiday that lasts", 2);
	assert_int_equal(kept(c, m), 1); /* one sitting */
	assert_int_equal(note_find(c, m, "shared", &n), OK);
	assert_int_equal(n.last.together, 1);
	version = save(c, two.mentee, m, "shared", "Gone", 3).version;
	assert_int_equal(kept(c, m), 2); /* what was taken out can be brought back */
	c->now += NOTE_SITTING;
	save(c, two.mentee, m, "shared", "Gone for good", version);
	assert_int_equal(kept(c, m), 3);
	assert_int_equal(note_restore(c, m, "shared", 3), OK);
	assert_int_equal(note_restore(c, m, "shared", 3), OK); /* a second click */
	assert_int_equal(note_restore(c, m, "shared", 77), NOT_FOUND);
	assert_int_equal(kept(c, m), 4);
	assert_string_equal(text(c, two.mentor, m, "shared"),
		"We talked about the new team, and about time\nAnd about a holiday that lasts");
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, NOTE_PASSING_LIFE + NOTE_SITTING + 1);
	assert_int_equal(jobs_prepare(&t->engine, t->ctx.now), OK);
	jobs_run_all(&t->engine, t->ctx.now + 3600);
	c = test_open(t);
	c->who = two.mentee;
	assert_int_equal(kept(c, m), 4);
	assert_int_equal(note_find(c, m, "shared", &n), OK);
	assert_false(sql_note_version_get(c, n.id, 1, &v)); /* an intermediate text */
	assert_true(sql_note_version_get(c, n.id, 3, &v));
	/* A page that began with it a day ago: nothing is lost, a person compares. */
	assert_string_equal(save(c, two.mentee, m, "shared", "An old page", 1).state, "differs");
	assert_int_equal(note_find(c, m, "shared", &n), OK);
	assert_int_equal(note_merge(c, &n, "An old page", 1).overlaps.n, 1);
	assert_int_equal(test_close(t, OK), OK);
}

static void
part6_the_end(void **state)
{
	struct note_form f = { .body = "After the end", .page = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t m = meeting_of(c, &t);
	struct note_saved s;

	save(c, t.mentee, m, "shared", "Before", 0);
	save(c, t.mentee, m, "private", "Mine", 0);
	assert_int_equal(meeting_cancel(c, m), OK);
	assert_int_equal(note_save(c, m, "shared", &f, &s), CONFLICT);
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(note_save(c, m, "private", &f, &s), CONFLICT);
	assert_int_equal(note_restore(c, m, "shared", 1), CONFLICT);
	assert_string_equal(text(c, t.mentor, m, "shared"), "Before");
	assert_string_equal(text(c, t.mentee, m, "private"), "Mine");
	assert_int_equal(test_close(*state, OK), OK);
}

/* Noted by both, on the same day: one meeting, and the words of each. */
static void
part6_held_elsewhere(void **state)
{
	struct held_form f = { .about = "Coffee", .step = "Call Mei", .due_on = "" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t first = 0, again = 0;
	struct meeting m;

	c->who = t.mentee;
	f.held_on = day_text(c->mem, c->now / DAY + 2);
	assert_int_equal(meeting_log(c, t.relationship, &f, &first), INVALID);
	f.held_on = day_text(c->mem, c->now / DAY - LOGGED_DAYS - 2);
	assert_int_equal(meeting_log(c, t.relationship, &f, &first), INVALID);
	f.held_on = day_text(c->mem, c->now / DAY);
	assert_int_equal(meeting_log(c, t.relationship, &f, &first), OK);
	assert_true(sql_meeting_get(c, first, &m));
	assert_string_equal(m.state, "held");
	assert_true(m.starts_at <= c->now);
	assert_int_equal(sql_commitment_list(c, t.relationship, t.mentee, "open").n, 1);
	c->who = t.mentor;
	f = (struct held_form){
		.held_on = f.held_on, .about = "He had an idea", .step = "", .due_on = ""
	};
	assert_int_equal(meeting_log(c, t.relationship, &f, &again), OK);
	assert_int_equal(again, first);
	assert_string_equal(text(c, t.mentee, first, "shared"), "Coffee\nHe had an idea");
	assert_int_equal(sql_meeting_held_count(c, t.relationship), 1);
	c->who = t.stranger;
	assert_int_equal(meeting_log(c, t.relationship, &f, &again), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(meeting_log(c, t.relationship, &f, &again), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(part6_each_his_own),
		T(part6_both_at_once),
		T(part6_the_same_place),
		T(part6_compared_twice),
		T(part6_versions),
		T(part6_the_end),
		T(part6_held_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
