/* SPDX-License-Identifier: Apache-2.0 */
/* What a page knows of one pair and what the night knows of all of them is the same. */
#include "tests/health.h"

#include "features/goals/goals.h"

#define ROUNDS 240

/* Chances that are the same in every run. */
static uint64_t
chance(uint64_t below)
{
	static uint64_t x = 20270301;

	x = x * 6364136223846793005u + 1442695040888963407u;
	return (x >> 33) % below;
}

/* Nothing or something. */
static const char *
some(const char *text)
{
	return chance(3) ? text : "";
}

/* Meetings fall on the same moment now and then. */
static void
meet(struct ctx *c, const struct two *t)
{
	int64_t at = c->now + ((int64_t)chance(14) - 10) * 10 * DAY, id = planned(c, t, at);

	for (uint64_t k = chance(4); k; k--)
		sql_meeting_set_time(c, id, k % 2 ? at : at + DAY, 60, "", c->now);
	if (chance(2))
		sql_meeting_set_held(c, id, c->now);
	else if (!chance(3))
		sql_meeting_set_cancelled(c, id, c->now);
}

static void
aim(struct ctx *c, const struct two *t)
{
	int64_t id = new_id(c), made = c->now - (int64_t)chance(100) * DAY;

	sql_goal_insert(c, id, t->relationship, t->mentee, some("Lead"), some("The round"),
		some("Rounds"), "", some("0"), some("6"), chance(2), some("1\n2\n3\n4\n5"),
		some("Every second"), some("I want to"), some("2027-12-01"), "short", 0, "", false,
		chance(2) ? c->now + ((int64_t)chance(40) - 20) * DAY : 0, made);
	switch (chance(6)) {
	case 0:
		sql_goal_set_paused(c, id, c->now, 0, made);
		break;
	case 1:
		sql_goal_set_state(c, id, "done", c->now, made);
		break;
	case 2:
		sql_goal_set_state(c, id, "dropped", c->now, made);
		break;
	}
}

static void
compare(struct ctx *c, int64_t relationship)
{
	struct facts_rows night = facts_read(c, relationship - 1, 1);
	struct facts page;

	assert_true(facts_of(c, relationship, &page));
	assert_int_equal(night.n, 1);
	assert_int_equal(page.r.id, relationship);
	assert_int_equal(page.r.id, night.v[0].r.id);
	assert_int_equal(page.r.cadence_days, night.v[0].r.cadence_days);
	assert_int_equal(page.r.other_place, night.v[0].r.other_place);
	assert_string_equal(page.r.mentor_tz, night.v[0].r.mentor_tz);
	assert_string_equal(page.r.mentee_tz, night.v[0].r.mentee_tz);
	assert_int_equal(page.m.held, night.v[0].m.held);
	assert_int_equal(page.m.last_at, night.v[0].m.last_at);
	assert_int_equal(page.m.booked, night.v[0].m.booked);
	assert_int_equal(page.m.due, night.v[0].m.due);
	assert_int_equal(page.m.due_held, night.v[0].m.due_held);
	assert_int_equal(page.moved, night.v[0].moved);
	assert_int_equal(page.goals.goals, night.v[0].goals.goals);
	assert_int_equal(page.goals.smart, night.v[0].goals.smart);
	assert_int_equal(page.goals.touched_at, night.v[0].goals.touched_at);
	assert_int_equal(page.goals.bare, night.v[0].goals.bare);
	assert_int_equal(page.goals.scaled, night.v[0].goals.scaled);
	assert_int_equal(page.goals.review_at, night.v[0].goals.review_at);
}

/* The page of the two shows the first of their signs. */
static void
compare_first(struct ctx *c, const struct two *t)
{
	struct pair p = seen_by(c, t, chance(2) ? t->mentor : t->mentee);
	struct sign_card_rows all = sign_cards(c, &p, false), first = sign_first(c, &p);

	assert_int_equal(first.n, all.n ? 1 : 0);
	if (!first.n)
		return;
	assert_string_equal(first.v[0].kind, all.v[0].kind);
	assert_string_equal(first.v[0].text, all.v[0].text);
	assert_string_equal(first.v[0].url, all.v[0].url);
	assert_int_equal(first.v[0].since, all.v[0].since);
	assert_int_equal(first.v[0].help, all.v[0].help);
	if (!chance(4))
		assert_int_equal(sign_mark(c, t->relationship, first.v[0].kind, "later"), OK);
}

static void
a_page_knows_what_the_night_knows(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = { 0 };
	bool moved = false, smart = false;
	struct facts f;

	for (int i = 0; i < ROUNDS; i++) {
		if (i % 12 == 0) {
			if (i)
				assert_int_equal(test_close(*state, CONFLICT), CONFLICT);
			c = i ? test_open(*state) : c;
			t = two_make(c);
			c->now += 100 * DAY;
			compare(c, t.relationship);
		}
		if (chance(2))
			meet(c, &t);
		else
			aim(c, &t);
		if (!chance(3))
			night(c);
		compare(c, t.relationship);
		compare_first(c, &t);
		assert_true(facts_of(c, t.relationship, &f));
		moved = moved || f.moved;
		smart = smart || f.goals.smart;
	}
	assert_true(moved && smart);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
		T(a_page_knows_what_the_night_knows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
