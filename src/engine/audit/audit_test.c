/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/harness.h"

#include "engine/audit/audit.h"
#include "engine/audit/audit.sql.h"

static void
a_changed_row_is_noticed(void **state)
{
	struct ctx *c = test_open(*state);
	struct audit_row_rows rows;

	assert_int_equal(audit_broken(c), 0);
	for (int i = 0; i < 700; i++) {
		c->who = i % 7;
		audit_add(c, "account-close", "person", i);
	}
	assert_int_equal(audit_broken(c), 0);
	/* A row that somebody wrote by hand: its hash cannot be right. */
	sql_audit_insert(c, c->now, 1, "account-close", "person", 9, "0000");
	rows = sql_audit_page(c, 650);
	assert_int_equal(audit_broken(c), rows.v[rows.n - 1].id);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_changed_row_is_noticed, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
