/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "features/concerns/concerns.h"

static const struct concern_form to_coordinator = {
	.addressee = "coordinator", .kind = "limits", .body = "It was too much"
};

static int64_t
raised(struct ctx *c, const struct two *t, const struct concern_form *f)
{
	int64_t id = 0;

	c->who = t->mentee;
	assert_int_equal(concern_raise(c, t->relationship, f, &id), OK);
	return id;
}

static unsigned
standing(struct ctx *c, int64_t who, int64_t concern)
{
	c->who = who;
	return standing_concern(c, concern);
}

/* C8: in private to a named coordinator; whom it is about learns nothing, nor does anybody else. */
static void
c8_the_subject_never_sees_it(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = raised(c, &t, &to_coordinator);
	struct concern k;

	assert_int_equal(standing(c, t.mentee, id), STANDING_SELF);
	assert_int_equal(standing(c, t.manager, id), STANDING_MANAGER);
	assert_int_equal(standing(c, t.mentor, id), 0);
	assert_int_equal(standing(c, t.admin, id), 0);
	assert_int_equal(standing(c, t.stranger, id), 0);
	assert_int_equal(sql_concern_of_pair(c, t.relationship, t.mentor, 100, 0).n, 0);
	assert_int_equal(sql_concern_to_partner(c, t.relationship, t.mentor), 0);
	assert_int_equal(sql_concern_of_pair(c, t.relationship, t.mentee, 100, 0).n, 1);
	c->who = t.mentor;
	assert_int_equal(concern_take(c, id), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(concern_take(c, id), FORBIDDEN);
	c->who = t.manager;
	assert_int_equal(sql_concern_waiting(c, t.manager), 1);
	assert_int_equal(concern_take(c, id), OK);
	assert_int_equal(sql_concern_waiting(c, t.manager), 0);
	assert_int_equal(
		concern_answer(c, id, &(struct concern_answer_form){ .answer = "" }), INVALID);
	c->problems = NULL;
	assert_int_equal(concern_answer(c, id,
				 &(struct concern_answer_form){ .answer = "I call you today" }),
		OK);
	assert_true(sql_concern_get(c, id, &k)); /* what the raiser sees of it */
	assert_string_equal(k.state, "taken");
	assert_string_equal(k.answer, "I call you today");
	c->who = t.mentee;
	assert_int_equal(concern_answer(c, id,
				 &(struct concern_answer_form){ .answer = "", .closed = true }),
		OK);
	assert_int_equal(concern_answer(c, id,
				 &(struct concern_answer_form){ .answer = "", .closed = true }),
		CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* A manager who has a part in the pair does not read it: an administrator does. */
static void
who_has_a_part_is_passed_over(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	assert_int_equal(concern_coordinator(c, t.relationship, 0), t.manager);
	assert_int_equal(concern_coordinator(c, t.relationship, t.manager), t.admin);
	assert_int_equal(
		relationship_start(c, t.programme, t.manager, t.stranger, &t.relationship), OK);
	assert_int_equal(concern_coordinator(c, t.relationship, 0), t.admin);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Nobody has taken it when the clock runs out: it goes to the next. */
static void
the_clock_passes_it_on(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = raised(c, &t, &to_coordinator);
	struct concern_late_rows late;
	struct concern k;

	assert_int_equal(sql_concern_late(c, c->now).n, 0);
	c->now += 3 * DAY;
	late = sql_concern_late(c, c->now);
	assert_int_equal(late.n, 1);
	assert_int_equal(concern_pass_on(c, id, late.v[0].relationship, late.v[0].handler), OK);
	assert_true(sql_concern_get(c, id, &k));
	assert_int_equal(k.handler, t.admin);
	assert_true(k.due_at > c->now);
	assert_int_equal(standing(c, t.manager, id), 0);
	assert_int_equal(sql_concern_late(c, c->now).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* To the partner: read by the two, and only while the relationship runs. */
static void
to_the_partner(void **state)
{
	struct concern_form f = { .addressee = "partner", .kind = "", .body = "You were late" };
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	int64_t id = raised(c, &t, &f);

	assert_int_equal(standing(c, t.mentor, id), STANDING_PARTICIPANT);
	assert_int_equal(standing(c, t.manager, id), 0);
	assert_int_equal(sql_concern_to_partner(c, t.relationship, t.mentor), 1);
	assert_int_equal(sql_concern_of_handler(c, t.mentor, 100, 0).n, 0);
	f.kind = "nonsense";
	c->who = t.mentee;
	assert_int_equal(concern_raise(c, t.relationship, &f, &id), INVALID);
	c->problems = NULL;
	c->who = t.stranger;
	assert_int_equal(concern_raise(c, t.relationship, &f, &id), NOT_FOUND);
	c->who = t.mentee;
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	f.kind = "";
	assert_int_equal(concern_raise(c, t.relationship, &f, &id), CONFLICT);
	raised(c, &t, &to_coordinator); /* still possible */
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			c8_the_subject_never_sees_it, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			who_has_a_part_is_passed_over, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(the_clock_passes_it_on, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(to_the_partner, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
