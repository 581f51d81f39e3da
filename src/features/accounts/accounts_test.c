/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "features/accounts/accounts.h"

static const struct setup_form first = { .organisation = "Alderbrook",
	.name = "Ada Admin",
	.email = "ada@example.org",
	.tz = "Europe/London" };

/* The token at the end of an address. */
static const char *
token_of(const char *address)
{
	return strrchr(address, '/') + 1;
}

static void
setup_happens_once(void **state)
{
	struct ctx *c = test_open(*state);
	struct setup_form lost = first;
	struct passage p;
	const char *old, *link;
	int64_t id;

	assert_false(organisation_exists(c));
	old = token_of(setup_link(c));
	link = token_of(setup_link(c));
	assert_false(sql_passage_find(c, token_hash(c->mem, old), c->now, &p));
	assert_true(sql_passage_find(c, token_hash(c->mem, link), c->now, &p));
	assert_false(sql_passage_find(c, token_hash(c->mem, link), c->now + SETUP_LIFE, &p));
	lost.tz = "Moon/Crater";
	assert_int_equal(setup(c, &lost, "hash", &id), INVALID);
	assert_int_equal(setup(c, &first, "hash", &id), OK);
	assert_int_equal(setup(c, &first, "hash", &id), CONFLICT);
	assert_true(organisation_exists(c));
	assert_false(sql_passage_find(c, token_hash(c->mem, link), c->now, &p));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
buckets_fill_again(void **state)
{
	struct ctx *c = test_open(*state);

	for (int i = 0; i < 3; i++)
		assert_true(rate_take(c, "test", "one@example.org", 6, 3));
	assert_false(rate_take(c, "test", "one@example.org", 6, 3));
	assert_false(rate_left(c, "test", "one@example.org", 6, 3));
	assert_true(rate_take(c, "test", "two@example.org", 6, 3)); /* nobody else is slowed down */
	c->now += 601;
	assert_true(rate_take(c, "test", "one@example.org", 6, 3));
	assert_false(rate_take(c, "test", "one@example.org", 6, 3));
	c->now += 100 * 3600;
	for (int i = 0; i < 3; i++)
		assert_true(rate_take(c, "test", "one@example.org", 6, 3));
	assert_false(rate_take(c, "test", "one@example.org", 6, 3));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_password_ends_the_rest(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *here, *there;
	struct session_row r;

	session_start(c, t.mentee, "Firefox", &here);
	session_start(c, t.mentee, "Chrome", &there);
	sql_token_insert(c, token_hash(c->mem, "t"), t.mentee, "script", c->now);
	assert_true(sql_session_find(c, token_hash(c->mem, here), c->now, &r));
	assert_int_equal(password_set(c, t.mentee, "hash", r.id), OK);
	assert_true(sql_session_find(c, token_hash(c->mem, here), c->now, &r));
	assert_false(sql_session_find(c, token_hash(c->mem, there), c->now, &r));
	assert_int_equal(sql_token_list(c, t.mentee).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* Used again and again it lives on, but not for ever. */
static void
sessions_end_by_themselves(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const int64_t began = c->now;
	struct session_row r;
	const char *token;

	session_start(c, t.mentee, "Firefox", &token);
	assert_true(sql_session_find(c, token_hash(c->mem, token), c->now, &r));
	assert_false(session_over(&r, began + SESSION_IDLE));
	assert_true(session_over(&r, began + SESSION_IDLE + 1));
	for (c->now = began; c->now < began + SESSION_LONGEST; c->now += SESSION_IDLE) {
		assert_true(sql_session_find(c, token_hash(c->mem, token), c->now, &r));
		assert_false(session_over(&r, c->now));
		sql_session_seen(c, r.id, c->now);
	}
	c->now = began + SESSION_LONGEST + 1;
	assert_true(sql_session_find(c, token_hash(c->mem, token), c->now, &r));
	sql_session_seen(c, r.id, c->now);
	assert_true(sql_session_find(c, token_hash(c->mem, token), c->now, &r));
	assert_true(session_over(&r, c->now));
	assert_int_equal(
		sql_session_list(c, t.mentee, c->now - SESSION_IDLE, c->now - SESSION_LONGEST).n,
		0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
closing_an_account(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct session_row r;
	const char *token;

	c->who = t.admin;
	session_start(c, t.mentee, "Firefox", &token);
	assert_int_equal(account_deactivate(c, t.mentee), OK);
	assert_false(sql_session_find(c, token_hash(c->mem, token), c->now, &r));
	assert_int_equal(account_deactivate(c, t.admin), CONFLICT); /* oneself */
	assert_int_equal(account_reactivate(c, t.mentee), OK);
	assert_string_equal(sql_account_state(c, t.mentee), "invited"); /* no password yet */
	c->who = t.mentor;
	assert_int_equal(account_deactivate(c, t.admin), CONFLICT); /* the last administrator */
	assert_int_equal(test_close(*state, OK), OK);
}

static void
an_invitation(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *old, *link;
	struct passage p;

	c->who = t.admin;
	assert_int_equal(invite(c, t.mentee, &link), CONFLICT); /* has an account */
	account_deactivate(c, t.mentee);
	account_reactivate(c, t.mentee);
	assert_int_equal(invite(c, t.mentee, &old), OK);
	assert_int_equal(invite(c, t.mentee, &link), OK);
	assert_false(sql_passage_find(c, token_hash(c->mem, token_of(old)), c->now, &p));
	assert_true(sql_passage_find(c, token_hash(c->mem, token_of(link)), c->now, &p));
	assert_int_equal(p.person, t.mentee);
	assert_true(sql_passage_use(c, p.id, c->now));
	assert_false(sql_passage_use(c, p.id, c->now));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
browsers_in_words(void **state)
{
	struct ctx *c = test_open(*state);

	assert_string_equal(agent_in_words(c, "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) "
					      "Gecko/20100101 Firefox/128.0"),
		"Firefox on Linux");
	assert_string_equal(agent_in_words(c, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
					      "AppleWebKit/537.36 (KHTML, like Gecko) "
					      "Chrome/150.0.0.0 Safari/537.36 Edg/150.0"),
		"Edge on Windows");
	assert_string_equal(agent_in_words(c, ""), "A browser");
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(setup_happens_once, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(buckets_fill_again, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			a_password_ends_the_rest, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			sessions_end_by_themselves, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(closing_an_account, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(an_invitation, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(browsers_in_words, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
