/* SPDX-License-Identifier: Apache-2.0 */
/* Before a number is changed one sees whom it would concern: exactly those of whom the next night says so. */
#include "tests/health.h"

#include "features/feedback/feedback.h"
#include "features/goals/goals.h"
#include "features/health/preview.h"
#include "features/onboarding/onboarding.h"

#define PAIRS 13

struct world {
	struct two t[PAIRS];
};

/* Thirteen pairs that began on different days: some meet, some put off, some keep what they promise. */
static void
pair_fill(struct ctx *c, const struct two *t, int i, int64_t today)
{
	int64_t began = c->now, id;

	for (int k = 0; k < i % 4; k++)
		held(c, t, began + (3 + 9 * k) * DAY);
	for (int k = 0; k < i % 3; k++)
		sql_meeting_set_cancelled(c, planned(c, t, today - (2 + k) * DAY), c->now);
	if (i == 4 || i == 8) { /* put off again and again */
		id = planned(c, t, today + 20 * DAY);
		for (int k = 0; k < i / 2; k++)
			sql_meeting_set_time(c, id, today + (21 + k) * DAY, 60, "", c->now);
	}
	for (int k = 0; k < 4; k++) {
		id = new_id(c);
		sql_commitment_insert(c, id, t->relationship, 0, t->mentee, "x",
			day_text(c->mem, today / DAY - 2 - k), c->now);
		if (k < i % 5)
			sql_commitment_set_state(c, id, "done", today - 8 * DAY);
	}
	if (i % 3)
		sql_goal_insert(c, new_id(c), t->relationship, t->mentee, "Lead", "The round",
			"Rounds", "", "0", "6", false, "", "Every second", "I want to",
			"2027-12-01", "short", 0, "", false, today - 3 * i * DAY,
			today - (11 + 4 * i) * DAY);
	if (i % 2)
		sql_contact_insert(c, t->relationship, t->manager, today - 3 * i * DAY);
	if (i % 4 == 3)
		sql_feedback_insert(c, new_id(c), t->relationship, t->mentor, 0, "", "", 0, "", "",
			"", "Calm", "", "", "", 1, 0, today - 4 * i * DAY);
	if (i % 3 == 2)
		sql_forget_role_taken(c, t->mentee);
}

static void
world_make(struct ctx *c, struct world *w)
{
	int64_t today;

	w->t[0] = two_make(c);
	today = c->now + 84 * DAY;
	for (int i = 1; i < PAIRS; i++) {
		c->now = today - (84 - 6 * i) * DAY;
		w->t[i] = w->t[0];
		w->t[i].relationship = two_more(c, &w->t[0],
			arena_printf(c->mem, "p%d@example.org", i), "UTC", &w->t[i].mentee);
		pair_fill(c, &w->t[i], i, today);
	}
	c->now = today;
}

/* Which pairs show a sign, as the last night has left it. */
static void
showing(struct ctx *c, const struct world *w, const char *sign, bool *ret)
{
	for (int i = 0; i < PAIRS; i++) {
		int64_t r = w->t[i].relationship;
		struct health_sign_rows rows = sql_health_signs(c, r - 1, r);

		ret[i] = false;
		for (int k = 0; k < rows.n; k++)
			ret[i] = ret[i] || str_eq(rows.v[k].kind, sign);
	}
}

static void
set(struct ctx *c, const struct world *w, const char *threshold, int64_t value)
{
	c->who = w->t[0].manager;
	assert_int_equal(threshold_set(c, w->t[0].programme, threshold, value), OK);
}

static void
same_as(const struct preview *p, const bool *before, const bool *after)
{
	int64_t all = 0, newly = 0, no_longer = 0;

	for (int i = 0; i < PAIRS; i++) {
		all += after[i];
		newly += after[i] && !before[i];
		no_longer += before[i] && !after[i];
	}
	assert_int_equal(p->all, all);
	assert_int_equal(p->newly, newly);
	assert_int_equal(p->no_longer, no_longer);
}

/* Five numbers of a rule from least to most: what was said before is what the night then does. How many pairs
 * changed in all. */
static int64_t
sign_compared(struct ctx *c, const struct world *w, const char *threshold, const char *sign)
{
	const struct practice_item *it = practice_need("threshold", threshold);
	int64_t least = practice_number(it, "least", 0), most = practice_number(it, "most", 0);
	bool before[PAIRS], after[PAIRS];
	int64_t changed = 0;

	night(c);
	showing(c, w, sign, before);
	for (int k = 0; k < 5; k++) {
		int64_t value = least + (most - least) * k / 4;
		struct preview p = threshold_preview(c, w->t[0].programme, threshold, value);

		assert_int_equal(p.way, PREVIEW_PAIRS);
		set(c, w, threshold, value);
		night(c);
		showing(c, w, sign, after);
		same_as(&p, before, after);
		changed += p.newly + p.no_longer;
		set(c, w, threshold, practice_number(it, "value", 0));
		night(c);
	}
	return changed;
}

static void
a_sign_shows_as_previewed(void **state)
{
	static const struct {
		const char *threshold, *sign;
	} rules[] = {
		{ PRACTICE_THRESHOLD_GAP_BETWEEN_MEETINGS, PRACTICE_CHALLENGE_SILENCE },
		{ PRACTICE_THRESHOLD_LONGEST_GAP, PRACTICE_CHALLENGE_SILENCE },
		{ PRACTICE_THRESHOLD_FIRST_MEETING_BOOKED, PRACTICE_CHALLENGE_FIRST_MEETING },
		{ PRACTICE_THRESHOLD_NEXT_MEETING_BOOKED, PRACTICE_CHALLENGE_NEXT_DATE },
		{ PRACTICE_THRESHOLD_MEETINGS_HELD, PRACTICE_CHALLENGE_TIME_CONSTRAINTS },
		{ PRACTICE_THRESHOLD_MEETINGS_MOVED, PRACTICE_CHALLENGE_TIME_CONSTRAINTS },
		{ PRACTICE_THRESHOLD_FOLLOW_THROUGH, PRACTICE_CHALLENGE_FOLLOW_THROUGH },
		{ PRACTICE_THRESHOLD_GOAL_BY_MEETING, PRACTICE_CHALLENGE_UNDEFINED_GOALS },
		{ PRACTICE_THRESHOLD_GOAL_UPDATE, PRACTICE_CHALLENGE_UNDEFINED_GOALS },
		{ PRACTICE_THRESHOLD_RATING_LATE, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS },
		{ PRACTICE_THRESHOLD_FEEDBACK_EVERY, PRACTICE_CHALLENGE_FEEDBACK },
		{ PRACTICE_THRESHOLD_SUPPORT_FIRST, PRACTICE_CHALLENGE_SUPPORT },
		{ PRACTICE_THRESHOLD_SUPPORT_LATER, PRACTICE_CHALLENGE_SUPPORT },
		{ PRACTICE_THRESHOLD_START_OPEN, PRACTICE_CHALLENGE_UNTRAINED_START },
	};
	struct ctx *c = test_open(*state);
	struct world w;

	world_make(c, &w);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (!sign_compared(c, &w, rules[i].threshold, rules[i].sign))
			fail_msg("no number of %s changes anything here", rules[i].threshold);
	/* A pair needs a quarter at least for this one. */
	set(c, &w, PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, 365);
	c->now += 40 * DAY;
	assert_true(
		sign_compared(c, &w, PRACTICE_THRESHOLD_LONG_PAIR, PRACTICE_CHALLENGE_YEAR) > 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Who is on the list of the team for signs that wait their days; first: of these, who stands first. */
static void
on_list(struct ctx *c, const struct world *w, bool first, bool *ret)
{
	struct exception_line_rows rows;
	struct limits l;
	bool more;

	limits_read(c, w->t[0].programme, &l);
	rows = exceptions_page(c, w->t[0].programme, &l, 1000, "", NULL, &more);
	assert_false(more);
	for (int i = 0; i < PAIRS; i++) {
		ret[i] = false;
		for (int k = 0; k < rows.n; k++)
			ret[i] = ret[i] || (rows.v[k].subject == w->t[i].relationship &&
						   (first ? rows.v[k].first == 1
							  : sign_told(rows.v[k].kind) == 1));
	}
}

static int64_t
list_compared(struct ctx *c, const struct world *w, const char *threshold, bool first)
{
	const struct practice_item *it = practice_need("threshold", threshold);
	int64_t least = practice_number(it, "least", 0), most = practice_number(it, "most", 0);
	bool before[PAIRS], after[PAIRS];
	int64_t changed = 0;

	on_list(c, w, first, before);
	for (int k = 0; k < 5; k++) {
		int64_t value = least + (most - least) * k / 4;
		struct preview p = threshold_preview(c, w->t[0].programme, threshold, value);

		set(c, w, threshold, value);
		night(c);
		on_list(c, w, first, after);
		same_as(&p, before, after);
		changed += p.newly + p.no_longer;
		set(c, w, threshold, practice_number(it, "value", 0));
	}
	return changed;
}

/* Leafing through the list, whatever the size of its pages, meets what is on it once and in its order. */
static void
pages_meet_all_once(struct ctx *c, const struct world *w)
{
	struct exception_line_rows all, some;
	struct limits l;
	bool more;

	limits_read(c, w->t[0].programme, &l);
	all = exceptions_page(c, w->t[0].programme, &l, 1000, "", NULL, &more);
	assert_true(all.n > 8);
	for (int64_t size = 1; size <= 7; size += 2)
		for (int64_t at = 0; at < all.n; at += size) {
			some = exceptions_page(c, w->t[0].programme, &l, size,
				at ? all.v[at - 1].mark : "", NULL, &more);
			assert_int_equal(some.n, all.n - at < size ? all.n - at : size);
			assert_true(more == (at + size < all.n));
			for (int i = 0; i < some.n; i++) {
				assert_int_equal(some.v[i].subject, all.v[at + i].subject);
				assert_string_equal(some.v[i].kind, all.v[at + i].kind);
			}
		}
	for (int i = 1; i < all.n; i++) {
		const struct exception_line *a = &all.v[i - 1], *b = &all.v[i];
		int order = strcmp(a->kind, b->kind);

		assert_true(a->first <= b->first);
		assert_true(
			a->first < b->first || order < 0 || (order == 0 && a->since <= b->since));
	}
	assert_int_equal(exceptions_count(c, w->t[0].programme, 1000), all.n);
}

static void
the_list_is_as_previewed(void **state)
{
	struct ctx *c = test_open(*state);
	struct world w;

	world_make(c, &w);
	night(c);
	c->now += 16 * DAY;
	set(c, &w, PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, 365);
	night(c);
	pages_meet_all_once(c, &w);
	assert_true(list_compared(c, &w, PRACTICE_THRESHOLD_STAGE_BEFORE_MANAGER, false) > 0);
	assert_true(list_compared(c, &w, PRACTICE_THRESHOLD_YOUNG_PAIR, true) > 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Who has been asked whether they go on, and who has been concluded. */
static void
asked(struct ctx *c, const struct world *w, bool *ret)
{
	for (int i = 0; i < PAIRS; i++) {
		struct mine_going_on_rows rows = sql_mine_going_on(c, w->t[i].relationship);

		ret[i] = rows.n && !rows.v[0].concluded_at;
	}
}

static void
concluded(struct ctx *c, const struct world *w, bool *ret)
{
	for (int i = 0; i < PAIRS; i++) {
		struct relationship r;

		assert_true(sql_relationship_get(c, w->t[i].relationship, &r));
		ret[i] = str_eq(r.state, "ended");
	}
}

static void
a_kind_ending_is_as_previewed(void **state)
{
	struct ctx *c = test_open(*state);
	bool before[PAIRS], after[PAIRS];
	struct preview p;
	struct world w;

	world_make(c, &w);
	asked(c, &w, before);
	p = threshold_preview(c, w.t[0].programme, PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, 40);
	set(c, &w, PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, 40);
	night(c);
	asked(c, &w, after);
	same_as(&p, before, after);
	assert_true(p.newly > 0 && p.newly < PAIRS);
	c->now += 4 * DAY;
	p = threshold_preview(c, w.t[0].programme, PRACTICE_THRESHOLD_CONCLUDE_AFTER_ASKING, 3);
	concluded(c, &w, before);
	set(c, &w, PRACTICE_THRESHOLD_CONCLUDE_AFTER_ASKING, 3);
	night(c);
	concluded(c, &w, after);
	same_as(&p, before, after);
	assert_true(p.newly > 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Every rule of thumb of a programme: each that a sign goes by is counted, or private on purpose. */
static void
every_limit_has_a_preview_or_a_reason(void **state)
{
	struct ctx *c = test_open(*state);
	const struct practice_kind *all = practice_kind("threshold");
	struct two t = two_make(c);
	struct limits l;
	int n = 0;

	for (size_t i = 0; i < all->count; i++)
		if (limit_of(&l, all->items[i].id)) {
			enum preview_way way =
				threshold_preview(c, t.programme, all->items[i].id, 5).way;

			assert_true(way == PREVIEW_PAIRS || way == PREVIEW_PRIVATE);
			n++;
		}
	assert_true(n >= 24);
	assert_int_equal(
		threshold_preview(c, t.programme, PRACTICE_THRESHOLD_COMMITMENT_LOW, 8).way,
		PREVIEW_PRIVATE);
	assert_int_equal(
		threshold_preview(c, t.programme, PRACTICE_THRESHOLD_INVITATION_ACCEPTED, 8).way,
		PREVIEW_PEOPLE);
	assert_int_equal(
		threshold_preview(c, t.programme, PRACTICE_THRESHOLD_MEETING_REMINDER, 8).way,
		PREVIEW_NONE);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Each unit, and each rule of thumb where it may be one, with 1 and with 2, in both languages. */
static void
units_in_the_right_number(void **state)
{
	static const struct {
		const char *lang, *unit, *one, *two;
	} units[] = {
		{ "en", "hours", "1 hour", "2 hours" },
		{ "en", "days", "1 day", "2 days" },
		{ "en", "meetings", "1 meeting", "2 meetings" },
		{ "en", "percent", "1 %", "2 %" },
		{ "en", "count", "1", "2" },
		{ "de", "hours", "1 Stunde", "2 Stunden" },
		{ "de", "days", "1 Tag", "2 Tage" },
		{ "de", "meetings", "1 Treffen", "2 Treffen" },
		{ "de", "percent", "1 %", "2 %" },
		{ "de", "count", "1", "2" },
	};
	static const char *const wrong[] = { "1 days", "1 hours", "1 points", "1 times",
		"1 questions", "1 months", "1 letters", "1 Tage", "1 Tagen", "1 Stunden",
		"1 Punkte", "1-mal", "1 Fragen", "1 Monaten", "1 E-Mails", "1 Punkten" };
	struct ctx *c = test_open(*state);
	const struct lang *english = c->lang;
	const struct practice_kind *all = practice_kind("threshold");

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		c->lang = lang_find(units[i].lang);
		assert_string_equal(fmt_unit(c, units[i].unit, 1), units[i].one);
		assert_string_equal(fmt_unit(c, units[i].unit, 2), units[i].two);
		for (size_t k = 0; k < all->count; k++)
			for (int64_t n = 1; n <= 2; n++) {
				const char *text;

				if (practice_number(&all->items[k], "least", 0) > n)
					continue;
				text = rule_sentence(c, &all->items[k], n);
				for (size_t x = 0; x < sizeof wrong / sizeof *wrong; x++)
					if (strstr(text, wrong[x]))
						fail_msg("%s: %s", all->items[k].id, text);
				assert_null(strstr(text, "{n}"));
			}
	}
	c->lang = english;
	assert_int_equal(test_close(*state, OK), OK);
}

/* All of them, each once, none under a heading by default alone. */
static void
every_rule_of_thumb_has_its_group(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct rule_of_thumb_rows all = rules_of_thumb(c, t.programme);
	struct rule_group_rows groups = rule_groups(c, &all);
	int n = 0;

	for (int k = 0; k < groups.n; k++) {
		assert_in_range(groups.v[k].items.n, 3, 9);
		assert_false(groups.v[k].own);
		for (int i = 0; i < groups.v[k].items.n; i++, n++)
			assert_string_equal(groups.v[k].id,
				practice_field(
					practice_find("threshold", groups.v[k].items.v[i].id),
					"group", ""));
	}
	assert_int_equal(n, all.n);
	assert_int_equal(threshold_set(c, t.programme, PRACTICE_THRESHOLD_LONGEST_GAP, 50), OK);
	all = rules_of_thumb(c, t.programme);
	groups = rule_groups(c, &all);
	assert_string_equal(groups.v[1].id, "meetings");
	assert_true(groups.v[1].own);
	assert_false(groups.v[0].own);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)
	const struct CMUnitTest tests[] = { TEST(a_sign_shows_as_previewed),
		TEST(the_list_is_as_previewed), TEST(a_kind_ending_is_as_previewed),
		TEST(every_limit_has_a_preview_or_a_reason), TEST(units_in_the_right_number),
		TEST(every_rule_of_thumb_has_its_group) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
