/* SPDX-License-Identifier: Apache-2.0 */
/* Saying whom one would like: each button, all of it at once, and who may. */
#include "tests/match_world.h"

#include "features/ranking/ranking.h"

/* A mentee who speaks, three mentors a, b, c, and another mentee. */
struct five {
	struct match_world w;
	int64_t me, other, a, b, d;
};

static struct five
five_make(struct ctx *c)
{
	struct five f = { .w = match_world_make(c) };

	sql_programme_set_way(c, f.w.programme, "wishes");
	f.me = test_mentee(c, &f.w, (struct some){ .name = "me" });
	f.other = test_mentee(c, &f.w, (struct some){ .name = "other" });
	f.a = test_mentor(c, &f.w, 1, (struct some){ .name = "anna", .offered = "law" });
	f.b = test_mentor(c, &f.w, 1, (struct some){ .name = "berta" });
	f.d = test_mentor(c, &f.w, 1, (struct some){ .name = "dora", .languages = "fr" });
	c->who = f.me;
	return f;
}

static enum result
press(struct ctx *c, const struct five *f, const char *what, int64_t person, int64_t place)
{
	return ranking_move(c, f->w.programme,
		&(struct ranking_move_form){ .what = what, .person = person, .place = place });
}

static const char *
kept(struct ctx *c, const struct five *f)
{
	struct said s;

	said_read(c, f->w.programme, "mentee", &s);
	return said_text(c->mem, &s);
}

static void
is(struct ctx *c, const struct five *f, const char *format, int64_t x, int64_t y, int64_t z)
{
	assert_string_equal(
		kept(c, f), arena_printf(c->mem, format, (long long)x, (long long)y, (long long)z));
}

static void
each_button_does_what_it_says(void **state)
{
	struct ctx *c = test_open(*state);
	struct five f = five_make(c);

	assert_int_equal(press(c, &f, "add", f.a, 0), OK);
	assert_int_equal(press(c, &f, "add", f.b, 0), OK);
	assert_int_equal(press(c, &f, "add", f.d, 0), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.a, f.b, f.d);
	assert_int_equal(press(c, &f, "up", f.d, 0), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.a, f.d, f.b);
	assert_int_equal(press(c, &f, "down", f.a, 0), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.d, f.a, f.b);
	assert_int_equal(press(c, &f, "with", f.b, 0), OK);
	is(c, &f, "%lld\n%lld %lld", f.d, f.a, f.b);
	assert_int_equal(press(c, &f, "up", f.b, 0), OK); /* out of the place that two share */
	is(c, &f, "%lld\n%lld\n%lld", f.d, f.b, f.a);
	assert_int_equal(press(c, &f, "with", f.a, 0), OK);
	assert_int_equal(press(c, &f, "alone", f.b, 0), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.d, f.a, f.b);
	assert_int_equal(press(c, &f, "place", f.b, 1), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.b, f.d, f.a);
	assert_int_equal(press(c, &f, "place", f.b, 3), OK);
	is(c, &f, "%lld\n%lld\n%lld", f.d, f.a, f.b);
	assert_int_equal(press(c, &f, "not", f.a, 0), OK);
	is(c, &f, "%lld\n%lld\n- %lld", f.d, f.b, f.a);
	assert_int_equal(press(c, &f, "only", 0, 0), OK);
	is(c, &f, "%lld\n%lld\n- %lld\nonly", f.d, f.b, f.a);
	assert_int_equal(press(c, &f, "anybody", 0, 0), OK);
	assert_int_equal(press(c, &f, "off", f.a, 0), OK);
	is(c, &f, "%lld\n%lld", f.d, f.b, 0);
	/* At either end nothing happens. */
	assert_int_equal(press(c, &f, "up", f.d, 0), OK);
	assert_int_equal(press(c, &f, "down", f.b, 0), OK);
	assert_int_equal(press(c, &f, "with", f.d, 0), OK);
	is(c, &f, "%lld\n%lld", f.d, f.b, 0);
	assert_int_equal(press(c, &f, "off", f.d, 0), OK);
	assert_int_equal(press(c, &f, "off", f.b, 0), OK);
	assert_string_equal(kept(c, &f), "");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
all_of_it_at_once(void **state)
{
	struct ctx *c = test_open(*state);
	struct five f = five_make(c);
	struct ranking_form form = { .only = true };
	const char *order[] = { arena_printf(c->mem, "%lld %lld", (long long)f.a, (long long)f.b) };
	const char *against[] = { arena_printf(c->mem, "%lld", (long long)f.d) };

	form.order = (struct texts){ 1, order };
	form.not_for_me = (struct texts){ 1, against };
	assert_int_equal(ranking_set(c, f.w.programme, &form), OK);
	is(c, &f, "%lld %lld\n- %lld\nonly", f.a, f.b, f.d);
	order[0] = arena_printf(c->mem, "%lld", (long long)f.other);
	assert_int_equal(ranking_set(c, f.w.programme, &form), INVALID);
	c->problems = NULL;
	is(c, &f, "%lld %lld\n- %lld\nonly", f.a, f.b, f.d);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
only_those_who_take_part_say_something(void **state)
{
	struct ctx *c = test_open(*state);
	struct five f = five_make(c);

	assert_int_equal(press(c, &f, "add", f.other, 0), NOT_FOUND); /* no mentor */
	assert_int_equal(press(c, &f, "add", f.me, 0), NOT_FOUND);
	c->who = f.w.manager;
	assert_int_equal(press(c, &f, "add", f.a, 0), NOT_FOUND);
	c->who = f.me;
	sql_programme_set_way(c, f.w.programme, "rules");
	assert_int_equal(press(c, &f, "add", f.a, 0), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
the_page_offers_whom_the_rules_allow(void **state)
{
	struct ctx *c = test_open(*state);
	struct five f = five_make(c);
	struct ranking_view v = { .programme = f.w.programme,
		.role = "mentee",
		.q = "",
		.pages = { .page = 1, .size = OTHERS_ON_PAGE } };
	struct ranked_rows all;

	test_rule(c, &f.w,
		(struct rule_form){ .kind = "shared", .hard = true, .mentee_field = "languages" });
	assert_int_equal(press(c, &f, "add", f.b, 0), OK);
	assert_int_equal(
		press(c, &f, "add", f.d, 0), OK); /* whom the rules do not allow (any more) */
	ranking_fill(c, &v, &all);
	assert_int_equal(v.mine.n, 2);
	assert_true(v.mine.v[0].r.possible);
	assert_false(v.mine.v[1].r.possible);
	assert_int_equal(v.others.n, 1);
	assert_int_equal(v.others.v[0].r.person, f.a);
	assert_string_equal(v.others.v[0].topics.v[0], "law");
	assert_int_equal(all.n, 3);
	assert_int_equal(test_close(*state, OK), OK);
}

/* What a program reads and puts back is the same; and of two windows each moves what is there by then. */
static void
what_is_said_can_be_put_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct five f = five_make(c);
	struct ranking_said_rows rows;
	const char *order[] = { arena_printf(c->mem, "%lld", (long long)f.b),
		arena_printf(c->mem, "%lld %lld", (long long)f.a, (long long)f.d) };
	struct ranking_form form = { .order = { 2, order }, .only = true };

	assert_int_equal(ranking_said_fill(c, f.w.programme, &rows), OK);
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].role, "mentee");
	assert_string_equal(rows.v[0].order, "");
	assert_int_equal(ranking_set(c, f.w.programme, &form), OK);
	assert_int_equal(ranking_said_fill(c, f.w.programme, &rows), OK);
	assert_string_equal(rows.v[0].order, arena_printf(c->mem, "%s\n%s", order[0], order[1]));
	assert_string_equal(rows.v[0].not_for_me, "");
	assert_true(rows.v[0].only);
	/* One window says that the first is not for me, the other one, opened before, puts the last one first. */
	assert_int_equal(press(c, &f, "not", f.b, 0), OK);
	assert_int_equal(press(c, &f, "place", f.d, 1), OK);
	assert_int_equal(ranking_said_fill(c, f.w.programme, &rows), OK);
	assert_string_equal(rows.v[0].order,
		arena_printf(c->mem, "%lld\n%lld", (long long)f.d, (long long)f.a));
	assert_string_equal(rows.v[0].not_for_me, order[0]);
	c->who = 0;
	assert_int_equal(ranking_said_fill(c, f.w.programme, &rows), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_button_does_what_it_says),
		TEST(all_of_it_at_once),
		TEST(only_those_who_take_part_say_something),
		TEST(the_page_offers_whom_the_rules_allow),
		TEST(what_is_said_can_be_put_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
