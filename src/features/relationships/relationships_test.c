/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "features/relationships/relationships.h"

static void
who_is_what_to_it(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);

	c->who = t.mentor;
	assert_int_equal(
		standing_relationship(c, t.relationship), STANDING_PARTICIPANT | STANDING_MENTOR);
	c->who = t.mentee;
	assert_int_equal(
		standing_relationship(c, t.relationship), STANDING_PARTICIPANT | STANDING_MENTEE);
	c->who = t.manager;
	assert_int_equal(standing_relationship(c, t.relationship), STANDING_MANAGER);
	c->who = t.admin;
	assert_int_equal(standing_relationship(c, t.relationship), STANDING_ADMIN);
	c->who = t.stranger;
	assert_int_equal(standing_relationship(c, t.relationship), 0);
	assert_int_equal(standing_relationship(c, t.relationship + 1), 0);
	c->who = 0;
	assert_int_equal(standing_relationship(c, t.relationship), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
begins_once_and_ends_without_fault(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;
	int64_t id;

	assert_int_equal(relationship_start(c, t.programme, t.mentor, t.mentee, &id), CONFLICT);
	assert_int_equal(relationship_start(c, t.programme, t.mentor, t.mentor, &id), CONFLICT);
	c->who = t.mentee;
	assert_int_equal(pair_open(c, t.relationship, &p), OK);
	assert_int_equal(p.partner, t.mentor);
	assert_string_equal(p.my_role, "mentee");
	assert_int_equal(relationship_end(c, t.relationship, "early"), OK);
	assert_int_equal(relationship_end(c, t.relationship, "early"), CONFLICT);
	assert_int_equal(pair_get(c, t.relationship, &p), OK); /* still readable */
	assert_int_equal(pair_open(c, t.relationship, &p), CONFLICT);
	assert_int_equal(
		relationship_start(c, t.programme, t.mentor, t.mentee, &id), OK); /* free again */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
stages_only_go_on(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct pair p;

	c->who = t.mentor;
	c->now += 1000;
	relationship_reach(c, t.relationship, 3);
	relationship_reach(c, t.relationship, 2);
	assert_int_equal(pair_get(c, t.relationship, &p), OK);
	assert_int_equal(p.r.stage, 3);
	assert_int_equal(p.r.stage_since, c->now);
	assert_int_equal(sql_stage_step_list(c, t.relationship).n, 2);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_is_what_to_it, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			begins_once_and_ends_without_fault, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(stages_only_go_on, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
