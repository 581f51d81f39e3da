/* SPDX-License-Identifier: Apache-2.0 */
/* I4.12: my data, who opened it, and what deleting does. */
#include "tests/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/http/req.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/concerns/concerns.sql.h"
#include "features/feedback/feedback.sql.h"
#include "features/goals/goals.sql.h"
#include "features/messages/messages.sql.h"
#include "features/mine/mine.h"
#include "features/mine/parts.h"
#include "features/mine/words.h"
#include "features/people/people.h"
#include "features/preparation/preparation.sql.h"
#include "features/relationships/relationships.h"

/* ---- who opened what ---- */

/* What a path can be about without being about one person or one pair; a new one needs a decision. */
static bool
about_many(const char *path)
{
	static const char *const things[] = { "programme", "import", "match", "rule", "field",
		"job", "circle", "topic", "story", "pack" };

	for (const char *p = strchr(path, ':'); p; p = strchr(p + 1, ':')) {
		size_t n = strcspn(p + 1, "/");
		bool known = false;

		for (size_t i = 0; i < sizeof things / sizeof *things; i++)
			known = known || (strlen(things[i]) == n && !strncmp(things[i], p + 1, n));
		if (!known)
			return false;
	}
	return true;
}

static void
every_page_that_others_open_says_of_whom(void **state)
{
	const unsigned above = STANDING_MANAGER | STANDING_ADMIN | STANDING_LINE_MANAGER;
	int found = 0, at;

	(void)state;
	for (int i = 0; i < ROUTE_COUNT; i++) {
		const struct route *r = &routes[i];

		if (r->method != METHOD_GET || !(rights[r->right].mask & above))
			continue;
		if (opening_about(r->path, &at))
			found++;
		else if (!about_many(r->path))
			fail_msg("GET %s: whom is it about? See features/mine/openings.c", r->path);
	}
	assert_true(found >= 9);
	assert_string_equal(opening_about("/matches/:match/people/:person", &at), "person");
	assert_int_equal(at, 1);
	assert_null(opening_about("/programmes/:programme", &at));
}

/* What the door does for a page that was read. */
static bool
opens(struct ctx *c, int64_t who, int route, int64_t id, unsigned standing, bool manages)
{
	struct req q = { .ctx = *c, .route = &routes[route], .ids = { id }, .standing = standing };
	struct opening o;

	q.ctx.who = who;
	q.session.manages = manages;
	return opening_of(&q, &o) && opening_note(&q.ctx, &o) == OK;
}

static void
reading_by_others_is_noted_once_a_day(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	struct opening_row_rows rows;

	assert_true(opens(c, t.manager, ROUTE_relationship_status_show, t.relationship,
		STANDING_MANAGER, true));
	assert_true(opens(c, t.manager, ROUTE_relationship_status_show, t.relationship,
		STANDING_MANAGER, true));
	rows = sql_opening_list(c, t.mentee, 10, 0);
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].who, t.manager);
	assert_string_equal(rows.v[0].standing, "manager");
	assert_string_equal(rows.v[0].partner_name, "Amara Okafor");
	assert_int_equal(sql_opening_count(c, t.mentor), 1);
	/* The two themselves, and somebody like everybody else, are not. */
	assert_false(opens(c, t.mentor, ROUTE_relationship_status_show, t.relationship,
		STANDING_PARTICIPANT | STANDING_ADMIN, true));
	assert_false(opens(
		c, t.mentee, ROUTE_person_show, t.mentee, STANDING_SELF | STANDING_MEMBER, true));
	assert_false(opens(c, t.stranger, ROUTE_person_show, t.mentee, STANDING_MEMBER, false));
	/* Of a profile, the manager of another programme is somebody like everybody else. */
	assert_false(opens(c, t.stranger, ROUTE_person_show, t.mentee, STANDING_MEMBER, true));
	assert_true(opens(c, t.manager, ROUTE_person_show, t.mentee, STANDING_MEMBER, true));
	assert_true(opens(
		c, t.admin, ROUTE_person_show, t.mentee, STANDING_MEMBER | STANDING_ADMIN, false));
	assert_false(opens(c, t.admin, ROUTE_person_show, 987654321, STANDING_ADMIN, false));
	assert_int_equal(sql_opening_count(c, t.mentee), 3);
	c->now += DAY;
	assert_true(opens(c, t.manager, ROUTE_relationship_status_show, t.relationship,
		STANDING_MANAGER, true));
	assert_int_equal(sql_opening_count(c, t.mentee), 4);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
openings_are_kept_for_a_year(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);

	opens(c, two.admin, ROUTE_person_show, two.mentee, STANDING_ADMIN, false);
	assert_int_equal(test_close(t, OK), OK);
	jobs_prepare(&t->engine, t->ctx.now);
	test_pass(t, OPENING_LIFE - 2 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_opening_count(c, two.mentee), 1);
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, 3 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_opening_count(c, two.mentee), 0);
	assert_int_equal(test_close(t, OK), OK);
}

/* ---- no table is forgotten ---- */

struct tables {
	char names[300][40];
	int n;
};

static bool
in_part(const char *table)
{
	for (int i = 0; i < parts_n; i++)
		if (str_eq(parts[i].table, table))
			return true;
	for (int i = 0; i < left_outs_n; i++)
		if (str_eq(left_outs[i].table, table))
			return true;
	return false;
}

static bool
in_forgotten(const char *table)
{
	for (int i = 0; i < forgottens_n; i++)
		if (str_eq(forgottens[i].table, table))
			return true;
	return false;
}

/* Does a line of the schema make a column that knows a person, a pair or a private text? */
static bool
knows(const char *line)
{
	static const char *const columns[] = { "\tperson integer", "\twho integer", "\tto_addr ",
		" sealed" };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (strstr(line, columns[i]))
			return true;
	return strstr(line, "REFERENCES person(id)") || strstr(line, "REFERENCES relationship(id)");
}

/* The tables of the steps of the schema that know somebody. */
static void
read_schema(struct tables *t)
{
	char line[1000], table[40] = "";

	for (int i = 1; i < 100; i++) {
		char find[80];
		FILE *f, *ls;

		snprintf(find, sizeof find, "ls schema/%04d_*.sql 2>/dev/null", i);
		ls = popen(find, "r");
		assert_non_null(ls);
		if (!fgets(line, sizeof line, ls))
			line[0] = '\0';
		pclose(ls);
		line[strcspn(line, "\n")] = '\0';
		if (!*line)
			continue;
		f = fopen(line, "r");
		assert_non_null(f);
		while (fgets(line, sizeof line, f)) {
			if (strncmp(line, "--", 2) == 0)
				continue;
			if (sscanf(line, "CREATE TABLE %39[a-z_]", table) != 1)
				(void)sscanf(line, "ALTER TABLE %39[a-z_]", table);
			if (knows(line) && (!t->n || !str_eq(t->names[t->n - 1], table)))
				snprintf(t->names[t->n++], sizeof t->names[0], "%s", table);
		}
		fclose(f);
	}
}

static void
no_table_about_people_is_forgotten(void **state)
{
	struct tables t = { .n = 0 };

	(void)state;
	read_schema(&t);
	assert_true(t.n > 80);
	for (int i = 0; i < t.n; i++) {
		if (str_eq(t.names[i], "person_word")) /* there was one once */
			continue;
		if (!in_part(t.names[i]))
			fail_msg("%s: neither taken along nor left out, see "
				 "src/features/mine/parts.def",
				t.names[i]);
		if (!in_forgotten(t.names[i]))
			fail_msg("%s: neither deleted nor kept, see src/features/mine/forget.def",
				t.names[i]);
	}
}

static void
every_column_has_a_name_for_people(void **state)
{
	(void)state;
	for (int i = 0; i < parts_n; i++)
		for (int k = 0; k < parts[i].desc->n; k++)
			if (!mine_word_known(parts[i].name, parts[i].desc->fields[k].name))
				fail_msg("%s.%s has no name in src/features/mine/words.c",
					parts[i].name, parts[i].desc->fields[k].name);
}

/* ---- taking it along ---- */

/* The whole of it; c->who takes it. *ret_longest: of its pieces. */
static const char *
all_of_it(struct ctx *c, bool document, size_t *ret_longest)
{
	struct download d = { .document = document, .person = c->who };
	struct buf all = BUF_IN(c->mem);
	bool more;

	*ret_longest = 0;
	do {
		struct buf piece = BUF_IN(c->mem);

		more = download_next(c, &d, &piece);
		buf_add(&all, piece.p, piece.n);
		if (piece.n > *ret_longest)
			*ret_longest = piece.n;
	} while (more);
	return buf_text(&all);
}

static int
times(const char *text, const char *what)
{
	int n = 0;

	for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
		n++;
	return n;
}

static void
says(struct ctx *c, int64_t relationship, int64_t who, const char *body)
{
	sql_message_insert(c, new_id(c), relationship, who, body, c->now);
}

static void
what_i_wrote_is_in_it_and_what_others_wrote_is_not(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *json, *page;
	size_t longest;

	says(c, t.relationship, t.mentee, "a word of Jonas");
	says(c, t.relationship, t.mentor, "a word of Amara");
	sql_preparation_answer_insert(
		c, new_id(c), t.relationship, t.mentor, "why", "Amara prepares", c->now);
	sql_feedback_insert(c, new_id(c), t.relationship, t.mentor, 0, "", "", 0, "in the review",
		"you waited", "", "it was calm", "", "", "", 1, 0, c->now);
	c->who = t.mentee;
	json = all_of_it(c, false, &longest);
	assert_int_equal(times(json, "a word of Jonas"), 1);
	assert_int_equal(times(json, "a word of Amara"), 0);
	assert_int_equal(times(json, "Amara prepares"), 0);
	/* Written to him, and about him. */
	assert_int_equal(times(json, "it was calm"), 1);
	assert_int_equal(times(json, "\"feedback_got\":[{"), 1);
	page = all_of_it(c, true, &longest);
	assert_int_equal(times(page, "a word of Jonas"), 1);
	assert_int_equal(times(page, "a word of Amara"), 0);
	assert_int_equal(times(page, "</html>"), 1);
	assert_int_equal(times(page, "<section>"), times(page, "</section>"));
	c->who = t.stranger;
	json = all_of_it(c, false, &longest);
	assert_int_equal(times(json, "a word of"), 0);
	assert_int_equal(times(json, "Amara"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* However long somebody has written, a piece stays a piece, and nothing is left out. */
static void
years_of_messages_come_in_pieces(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *json;
	size_t longest;

	for (int i = 0; i < 2017; i++)
		says(c, t.relationship, t.mentee,
			arena_printf(c->mem, "message number %05d <&>", i));
	c->who = t.mentee;
	json = all_of_it(c, false, &longest);
	for (int i = 0; i < 2017; i += 97)
		assert_int_equal(
			times(json, arena_printf(c->mem, "message number %05d <&>", i)), 1);
	assert_int_equal(times(json, "message number"), 2017);
	assert_true(longest < 65536);
	json = all_of_it(c, true, &longest);
	assert_int_equal(times(json, "message number"), 2017);
	assert_int_equal(times(json, "&lt;&amp;&gt;"), 2017);
	assert_true(longest < 131072);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- deleting ---- */

static void
the_last_administrator_stays(void **state)
{
	struct ctx *c = test_open(*state);
	struct two t = two_make(c);
	const char *token = NULL;

	c->who = t.admin;
	assert_int_equal(account_leave(c, &token), CONFLICT);
	assert_non_null(strstr(c->why, "last administrator"));
	assert_string_equal(sql_account_state(c, t.admin), "active");
	assert_int_equal(test_close(*state, CONFLICT), CONFLICT);
}

static void
an_account_comes_back_within_thirty_days(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	const char *token = NULL, *session;
	char kept[100];
	struct relationship r;

	says(c, two.relationship, two.mentee, "stays");
	session_start(c, two.mentee, "curl", &session);
	c->who = two.mentee;
	assert_int_equal(account_leave(c, &token), OK);
	snprintf(kept, sizeof kept, "%s", token);
	assert_string_equal(sql_account_state(c, two.mentee), "deactivated");
	assert_int_equal(sql_session_list(c, two.mentee, 0, 0).n, 0);
	assert_true(sql_relationship_get(c, two.relationship, &r));
	assert_string_equal(r.state, "ended");
	assert_int_equal(test_close(t, OK), OK);
	jobs_prepare(&t->engine, t->ctx.now);
	test_pass(t, 29 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentee, 0).n, 1);
	assert_int_equal(account_return(c, "nothing"), NOT_FOUND);
	assert_int_equal(account_return(c, kept), OK);
	assert_int_not_equal(strcmp(sql_account_state(c, two.mentee), "deactivated"), 0);
	assert_int_equal(account_return(c, kept), NOT_FOUND);
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, 10 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentee, 0).n, 1);
	assert_int_equal(test_close(t, OK), OK);
}

/* Asked for in another way: the same thirty days, the person hears of it, and opening the account stops it. */
static void
an_administrator_deletes_for_somebody_who_asked(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	struct mail_line_rows mails;
	struct mail_row m;
	struct erasure e;

	sql_account_activate(c, two.admin, c->now);
	sql_account_activate(c, two.mentee, c->now);
	c->who = two.admin;
	assert_int_equal(account_may_leave_for(c, two.admin), CONFLICT);
	assert_int_equal(account_may_leave_for(c, two.mentee), OK);
	assert_string_equal(sql_account_state(c, two.mentee), "active");
	assert_int_equal(account_leave_for(c, two.admin), CONFLICT);
	assert_int_equal(account_leave_for(c, 999999), NOT_FOUND);
	assert_int_equal(account_leave_for(c, two.mentee), OK);
	assert_int_equal(c->who, two.admin);
	assert_int_equal(account_leave_for(c, two.mentee), CONFLICT); /* closed already */
	assert_string_equal(sql_account_state(c, two.mentee), "deactivated");
	assert_true(sql_erasure_get(c, two.mentee, 0, &e));
	assert_int_equal(e.due_at, c->now + ERASURE_DAYS * DAY);
	mails = sql_mail_of_person(c, two.mentee, 1);
	assert_string_equal(mails.v[0].kind, PRACTICE_LETTER_ACCOUNT_LEAVING_ASKED);
	assert_true(sql_mail_get(c, mails.v[0].id, &m));
	assert_non_null(strstr(m.body_text, "/return/"));
	c->who = two.mentor;
	assert_int_equal(pair_as(c, &two, two.mentor).active, false);
	/* the administrator stops it; it stays stopped when the account is closed for another reason */
	c->who = two.admin;
	assert_int_equal(account_reactivate(c, two.mentee), OK);
	assert_int_equal(test_close(t, OK), OK);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_false(sql_erasure_get(c, two.mentee, 0, &e));
	/* the link of the letter stops it as well */
	c->who = two.admin;
	assert_int_equal(account_leave_for(c, two.mentee), OK);
	mails = sql_mail_of_person(c, two.mentee, 1);
	assert_true(sql_mail_get(c, mails.v[0].id, &m));
	c->who = 0;
	assert_int_equal(
		account_return(c, arena_strndup(c->mem, strstr(m.body_text, "/return/") + 8, 43)),
		OK);
	assert_int_equal(test_close(t, OK), OK);
}

static void
after_thirty_days_nothing_of_the_person_is_left(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	const char *token = NULL;
	struct relationship r;
	struct credential_row who;
	int64_t goal = new_id(c);

	says(c, two.relationship, two.mentee, "of Jonas");
	says(c, two.relationship, two.mentor, "of Amara");
	sql_goal_insert(c, goal, two.relationship, two.mentee, "Ours", "", "", "", "", "", false,
		"", "", "", "", "short", 0, "", false, c->now, c->now);
	sql_feedback_insert(c, new_id(c), two.relationship, two.mentee, 0, "", "", 0, "then",
		"that", "", "good", "", "", "", 1, 0, c->now);
	c->who = two.mentee;
	assert_int_equal(account_leave(c, &token), OK);
	assert_int_equal(test_close(t, OK), OK);
	jobs_prepare(&t->engine, t->ctx.now);
	test_pass(t, 31 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentee, 0).n, 0);
	/* What the other one wrote, what both made, and what was given to the other one stays. */
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentor, 0).n, 1);
	assert_int_equal(sql_mine_goal(c, two.relationship, 0).n, 1);
	assert_int_equal(sql_mine_feedback_got(c, two.relationship, two.mentor, 0).n, 1);
	assert_true(sql_relationship_get(c, two.relationship, &r));
	assert_string_equal(r.mentee_name, "Former\u00a0member");
	assert_string_equal(fmt_first(c, r.mentee_name), r.mentee_name);
	assert_true(sql_credential_of(c, two.mentee, &who));
	assert_null(strstr(who.email, "jonas"));
	assert_int_equal(account_reactivate(c, two.mentee), CONFLICT);
	c->who = two.mentee;
	assert_int_equal(sql_mine_person_topic(c, two.mentee).n, 0);
	/* Both are gone: the keys are destroyed, and what was sealed is nothing. */
	forget_person(c, two.mentor);
	assert_string_equal(sql_mine_goal(c, two.relationship, 0).v[0].title, "");
	assert_int_equal(test_close(t, OK), OK);
}

static void
a_concern_that_is_looked_into_holds_it(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);
	const char *token = NULL;
	int64_t concern = new_id(c);

	says(c, two.relationship, two.mentor, "held");
	sql_concern_insert(c, concern, two.relationship, two.mentee, "coordinator", two.manager, "",
		"worried", c->now, c->now + DAY);
	c->who = two.mentor;
	assert_int_equal(account_leave(c, &token), OK);
	assert_int_equal(test_close(t, OK), OK);
	jobs_prepare(&t->engine, t->ctx.now);
	test_pass(t, 40 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentor, 0).n, 1);
	sql_concern_set_closed(c, concern, c->now);
	assert_int_equal(test_close(t, OK), OK);
	test_pass(t, 2 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentor, 0).n, 0);
	assert_int_equal(test_close(t, OK), OK);
}

static void
the_words_of_one_relationship(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct two two = two_make(c);

	says(c, two.relationship, two.mentee, "of Jonas");
	says(c, two.relationship, two.mentor, "of Amara");
	c->who = two.mentee;
	assert_int_equal(words_leave(c, two.relationship), CONFLICT); /* it runs */
	assert_int_equal(relationship_end(c, two.relationship, "early"), OK);
	assert_int_equal(words_leave(c, two.relationship), OK);
	assert_int_equal(words_return(c, two.relationship), OK);
	assert_int_equal(words_return(c, two.relationship), CONFLICT);
	assert_int_equal(words_leave(c, two.relationship), OK);
	c->who = two.stranger;
	assert_int_equal(words_leave(c, two.relationship), NOT_FOUND);
	assert_int_equal(test_close(t, OK), OK);
	jobs_prepare(&t->engine, t->ctx.now);
	test_pass(t, 31 * DAY);
	jobs_run_all(&t->engine, t->ctx.now);
	c = test_open(t);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentee, 0).n, 0);
	assert_int_equal(sql_mine_message(c, two.relationship, two.mentor, 0).n, 1);
	assert_int_equal(sql_mine_erasure(c, two.mentee).n, 0);
	assert_string_equal(sql_account_state(c, two.mentee), "active");
	assert_int_equal(test_close(t, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_that_others_open_says_of_whom),
		cmocka_unit_test_setup_teardown(
			reading_by_others_is_noted_once_a_day, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			openings_are_kept_for_a_year, test_setup, test_teardown),
		cmocka_unit_test(no_table_about_people_is_forgotten),
		cmocka_unit_test(every_column_has_a_name_for_people),
		cmocka_unit_test_setup_teardown(what_i_wrote_is_in_it_and_what_others_wrote_is_not,
			test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			years_of_messages_come_in_pieces, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			the_last_administrator_stays, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			an_account_comes_back_within_thirty_days, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			an_administrator_deletes_for_somebody_who_asked, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			after_thirty_days_nothing_of_the_person_is_left, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			a_concern_that_is_looked_into_holds_it, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			the_words_of_one_relationship, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
