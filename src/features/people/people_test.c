/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of people: saving, finding, who sees what. */
#include "tests/harness.h"

#include "base/str.h"
#include "features/accounts/accounts.h"
#include "features/notices/notices.h"
#include "features/people/fields.h"
#include "tests/programme.h"

/* ---- hands ---- */

static int64_t
made(struct ctx *c, const struct person_data *d)
{
	int64_t id = 0;
	bool is_new, changed;

	assert_int_equal(person_save(c, NULL, d, &id, &is_new, &changed), OK);
	assert_true(is_new && changed);
	return id;
}

static int64_t
simple(struct ctx *c, const char *email, const char *name)
{
	return made(c,
		&(struct person_data){ PERSON_DATA, .email = email, .name = name, .active = true });
}

static bool
found(struct ctx *c, const char *q, int64_t person)
{
	struct people_found f;

	people_find(c, &(struct people_query){ .q = q }, &f);
	for (int i = 0; i < f.people.n; i++)
		if (f.people.v[i].id == person)
			return true;
	return false;
}

/* ---- saving ---- */

static void
the_same_data_changes_nothing(void **state)
{
	struct ctx *c = test_open(*state);
	const char *tags[] = { "de", "en" }, *professions[] = { "Policy" },
		   *groups[] = { "b", "a" };
	struct texts languages = { 2, tags }, one = { 1, professions }, many = { 2, groups };
	struct topic_wish wish[] = { { "Public speaking", 2 }, { "PUBLIC SPEAKING", 2 } };
	struct topic_wishes wanted = { 2, wish }, none = { 0 };
	struct field_answer answers[] = {
		{ field_ensure(c, "Profession", "text", "", false), one },
		{ field_ensure(c, "Groups", "many", "a\nb\nc", true), many },
	};
	struct person_data d = { PERSON_DATA, .email = "ana@example.org", .name = "Ana López",
		.headline = "Engineer", .tz = "Europe/Madrid",
		.level = level_ensure(c, NULL, "HEO"), .languages = &languages, .wanted = &wanted,
		.n_answers = 2, .answers = answers };
	int64_t id = made(c, &d), again = 0;
	bool is_new, changed;

	assert_int_equal(sql_person_topic_list(c, id).n, 1);
	assert_int_equal(person_save(c, NULL, &d, &again, &is_new, &changed), OK);
	assert_int_equal(again, id);
	assert_false(is_new || changed);
	/* What is not said stays; an empty list takes away. */
	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .email = "ana@example.org" },
				 &again, &is_new, &changed),
		OK);
	assert_false(changed);
	assert_true(found(c, "speaking", id));
	d.wanted = &none;
	assert_int_equal(person_save(c, NULL, &d, &again, &is_new, &changed), OK);
	assert_true(changed);
	assert_false(found(c, "speaking", id));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
each_part_counts_as_a_change(void **state)
{
	struct ctx *c = test_open(*state);
	const char *a[] = { "one" }, *b[] = { "two" }, *en[] = { "en" };
	struct texts first = { 1, a }, second = { 1, b }, languages = { 1, en };
	int64_t field = field_ensure(c, "Word", "text", "", false), id;
	struct field_answer answer = { field, first };
	struct topic_wish wish = { "Go", 1 };
	struct topic_wishes offered = { 1, &wish };
	struct person_data d = { PERSON_DATA, .email = "p@example.org", .name = "Pia",
		.n_answers = 1, .answers = &answer };
	bool is_new, changed;

	made(c, &d);
	answer.values = second;
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_true(changed);
	d.languages = &languages;
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_true(changed);
	d.offered = &offered;
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_true(changed);
	wish.strength = 4;
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_true(changed);
	d.unit = "North";
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_true(changed);
	person_save(c, NULL, &d, &id, &is_new, &changed);
	assert_false(changed);
	assert_int_equal(sql_answers_kept(c, id).n, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
wrong_values_are_named_and_nothing_is_written(void **state)
{
	struct ctx *c = test_open(*state);
	const char *red[] = { "red" };
	struct field_answer answer = { field_ensure(c, "Colour", "one", "blue\ngreen", false),
		{ 1, red } };
	const char *name;
	int64_t id = 0;
	bool is_new, changed;

	name = arena_printf(c->mem, "field_%lld", (long long)answer.field);
	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ .email = "x@example.org",
					 .tz = "Mars/Base",
					 .mentees_max = 99,
					 .medium = "smoke",
					 .hours = "9 to 5",
					 .manager = "nobody@example.org",
					 .n_answers = 1,
					 .answers = &answer },
				 &id, &is_new, &changed),
		INVALID);
	assert_non_null(problem_of(c, "name"));
	assert_non_null(problem_of(c, "tz"));
	assert_non_null(problem_of(c, "mentees_max"));
	assert_non_null(problem_of(c, "medium"));
	assert_non_null(problem_of(c, "hours"));
	assert_non_null(problem_of(c, "manager"));
	assert_non_null(problem_of(c, name));
	assert_int_equal(sql_person_id(c, "x@example.org"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_batch_remembers_and_agrees(void **state)
{
	struct ctx *c = test_open(*state);
	struct people_batch *b = people_batch_new(c->mem);
	int64_t heo = level_ensure(c, b, "HEO"), topic = topic_ensure(c, b, "Négociation");
	const char *order[] = { "AA", "heo" };

	assert_int_equal(level_ensure(c, b, "heo"), heo);
	assert_int_equal(level_ensure(c, NULL, "Heo"), heo);
	assert_int_equal(level_ensure(c, b, ""), 0);
	assert_int_equal(topic_ensure(c, NULL, "NEGOCIATION"), topic);
	assert_int_not_equal(level_ensure(c, b, "SEO"), heo);
	levels_order(c, order, 2);
	assert_string_equal(sql_level_names(c).v[0].name, "AA");
	assert_int_equal(sql_level_names(c).v[1].id, heo);
	assert_string_equal(sql_level_names(c).v[2].name, "SEO");
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- who sees what ---- */

static int
answers_seen(struct ctx *c, int64_t person, int64_t viewer)
{
	return sql_answer_list(c, person, viewer).n;
}

static void
answers_are_seen_by_their_audience(void **state)
{
	struct ctx *c = test_open(*state);
	const char *v[] = { "x" };
	struct texts x = { 1, v };
	struct field_form form = {
		.label = "For managers", .kind = "text", .choices = "", .audience = "managers"
	};
	int64_t everyone = field_ensure(c, "Open", "text", "", false), managers = 0;
	int64_t self = field_ensure(c, "Sensitive", "text", "", true);
	int64_t person, other, manager, stranger_manager, admin, programme;

	assert_int_equal(field_add(c, &form, &managers), OK);
	struct field_answer answers[] = { { everyone, x }, { managers, x }, { self, x } };

	person = made(c, &(struct person_data){ PERSON_DATA, .email = "a@example.org", .name = "A",
				 .n_answers = 3, .answers = answers });
	other = simple(c, "o@example.org", "Other");
	manager = simple(c, "m@example.org", "Manager");
	stranger_manager = simple(c, "s@example.org", "Stranger");
	admin = simple(c, "adm@example.org", "Admin");
	sql_person_set_admin(c, admin, 1, c->now);
	programme = test_programme(c);
	test_participant(c, programme, person, "mentee");
	test_participant(c, programme, other, "mentor");
	test_participant(c, programme, manager, "manager");
	sql_participant_insert(
		c, test_programme(c), stranger_manager, "manager", "waiting", 1, c->now);
	assert_int_equal(answers_seen(c, person, person), 3);
	assert_int_equal(answers_seen(c, person, admin), 3);
	assert_int_equal(answers_seen(c, person, manager), 2);
	assert_int_equal(answers_seen(c, person, other), 1);
	assert_int_equal(answers_seen(c, person, stranger_manager), 1);
	assert_int_equal(answers_seen(c, person, 0), 1);
	/* Managers are not managed by each other. */
	assert_int_equal(answers_seen(c, manager, person), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
the_deactivated_are_hidden(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t gone = simple(c, "g@example.org", "Gone"),
		other = simple(c, "o@example.org", "Other");
	int64_t admin = simple(c, "a@example.org", "Admin");

	sql_person_set_admin(c, admin, 1, c->now);
	sql_account_deactivate(c, gone, c->now);
	c->who = other;
	assert_int_equal(standing_person(c, gone), 0);
	assert_int_equal(standing_person(c, admin), STANDING_MEMBER);
	assert_int_equal(standing_person(c, other), STANDING_MEMBER | STANDING_SELF);
	assert_int_equal(standing_person(c, 999999), 0);
	c->who = admin;
	assert_int_equal(standing_person(c, gone), STANDING_MEMBER | STANDING_ADMIN);
	c->who = 0;
	assert_int_equal(standing_person(c, other), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- fields, levels, accounts ---- */

static const char *
kept(struct ctx *c, const char *kind, const char *choices, const char *value)
{
	struct field f = { .kind = kind, .choices = choices };

	return field_answer_wrong(c, &f, &value) ? NULL : value;
}

static void
answers_fit_their_field(void **state)
{
	struct ctx *c = test_open(*state);

	assert_string_equal(kept(c, "number", "", "3,5"), "3.5");
	assert_string_equal(kept(c, "number", "", "-12"), "-12");
	assert_null(kept(c, "number", "", "12 people"));
	assert_null(kept(c, "number", "", "."));
	assert_null(kept(c, "number", "", "1e9"));
	assert_string_equal(kept(c, "date", "", "31.12.2027"), "2027-12-31");
	assert_string_equal(kept(c, "date", "", "1/2/2027"), "2027-02-01");
	assert_string_equal(kept(c, "date", "", "2027-02-28"), "2027-02-28");
	assert_null(kept(c, "date", "", "30.02.2027"));
	assert_null(kept(c, "date", "", "1.2/2027"));
	assert_string_equal(kept(c, "one", "Émile\nBlue", "emile"), "Émile");
	assert_null(kept(c, "one", "Émile\nBlue", "Red"));
	assert_string_equal(kept(c, "text", "", "anything"), "anything");
	assert_string_equal(field_word(c, "Job title (Ü)"), "job_title_u");
	assert_string_equal(field_word(c, "…"), "field");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
fields_keep_the_answers_that_were_given(void **state)
{
	struct ctx *c = test_open(*state);
	const char *v[] = { "blue" };
	struct field_form form = { .label = "Colour",
		.kind = "one",
		.choices = "blue\n blue \nred\n",
		.audience = "everyone" };
	int64_t id = 0, second = 0;
	struct field f;

	assert_int_equal(field_add(c, &form, &id), OK);
	assert_int_equal(field_add(c, &form, &second), OK);
	assert_true(sql_field_get(c, second, &f));
	assert_string_equal(f.name, "colour_2");
	assert_string_equal(f.choices, "blue\nred");
	struct field_answer answer = { id, { 1, v } };

	made(c, &(struct person_data){ PERSON_DATA, .email = "a@example.org", .name = "A",
			.n_answers = 1, .answers = &answer });
	form.choices = "red";
	assert_int_equal(field_change(c, id, &form), INVALID);
	assert_non_null(problem_of(c, "choices"));
	form.choices = "red\ngreen\nblue";
	assert_int_equal(field_change(c, id, &form), OK);
	form.kind = "number";
	assert_int_equal(field_change(c, id, &form), INVALID);
	form.kind = "text";
	assert_int_equal(field_change(c, id, &form), OK);
	form.sensitive = true;
	assert_int_equal(field_change(c, id, &form), INVALID);
	form.kind = "one";
	form.choices = "";
	assert_int_equal(field_change(c, second, &form), INVALID);
	assert_int_equal(field_remove(c, id), OK);
	assert_int_equal(field_remove(c, id), NOT_FOUND);
	assert_int_equal(sql_answers_kept(c, sql_person_id(c, "a@example.org")).n, 0);
	field_choice_ensure(c, second, "BLUE");
	field_choice_ensure(c, second, "violet");
	assert_true(sql_field_get(c, second, &f));
	assert_string_equal(f.choices, "blue\nred\nviolet");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
levels_are_renamed_and_moved(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t a = level_ensure(c, NULL, "A"), b = level_ensure(c, NULL, "B");
	struct level_row swap[] = { { a, 2, "B", "1" }, { b, 1, "A", "2" }, { 0, 3, "C", "3" },
		{ 0, 4, "", "4" } };
	struct level_row gone[] = { { a, 1, "", "1" }, { b, 2, "", "2" } };
	struct level_row twice[] = { { a, 1, "X", "1" }, { 0, 2, "x", "2" } };
	struct level_name_rows rows;

	made(c, &(struct person_data){
			PERSON_DATA, .email = "p@example.org", .name = "P", .level = a });
	assert_int_equal(levels_change(c, swap, 4), OK);
	rows = sql_level_names(c);
	assert_int_equal(rows.n, 3);
	assert_int_equal(rows.v[0].id, b);
	assert_string_equal(rows.v[0].name, "A");
	assert_int_equal(rows.v[1].id, a);
	assert_string_equal(rows.v[1].name, "B");
	assert_int_equal(levels_change(c, twice, 2), INVALID);
	assert_non_null(problem_of(c, "2"));
	assert_int_equal(levels_change(c, &(struct level_row){ 0, 9, "a", "9" }, 1), INVALID);
	assert_int_equal(levels_change(c, gone, 2), INVALID);
	assert_non_null(problem_of(c, "1"));
	assert_int_equal(sql_level_names(c).n, 3);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
addresses_are_nobody_elses(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t a = simple(c, "a@example.org", "A"), id = 0;
	struct person_new_form form = {
		.name = "Zoë", .email = "zoe@example.org", .headline = "", .unit = "", .level = ""
	};

	simple(c, "b@example.org", "B");
	assert_int_equal(person_set_email(c, a, "b@example.org"), INVALID);
	assert_int_equal(person_set_email(c, a, "a@example.org"), OK);
	assert_int_equal(person_set_email(c, a, "a2@example.org"), OK);
	assert_int_equal(sql_person_id(c, "a2@example.org"), a);
	assert_int_equal(person_add(c, &form, &id), OK);
	assert_true(found(c, "zoe", id));
	assert_int_equal(person_add(c, &form, &id), INVALID);
	form = (struct person_new_form){
		.name = "Y", .email = "y@example.org", .headline = "", .unit = "", .level = "77"
	};
	assert_int_equal(person_add(c, &form, &id), INVALID);
	assert_non_null(problem_of(c, "level"));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
somebody_stays_administrator(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t a = simple(c, "a@example.org", "A"), b = simple(c, "b@example.org", "B");

	sql_person_set_admin(c, a, 1, c->now);
	c->who = a;
	assert_int_equal(person_set_admin(c, a, false), INVALID);
	assert_non_null(problem_of(c, "admin"));
	assert_int_equal(person_set_admin(c, b, true), OK);
	c->who = b;
	assert_int_equal(person_set_admin(c, a, false), OK);
	c->who = 0;
	assert_int_equal(person_set_admin(c, b, false), INVALID);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
hours_read_as_a_person_says_them(void **state)
{
	struct ctx *c = test_open(*state);
	struct texts t = hours_in_words(c, "540-1020 540-1020 540-1020 540-1020 540-840 - -");

	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[0], "Monday to Thursday, 09:00 to 17:00");
	assert_string_equal(t.v[1], "Friday, 09:00 to 14:00");
	assert_int_equal(hours_in_words(c, "").n, 0);
	assert_string_equal(language_tag(c, "GERMAN"), "de");
	assert_string_equal(language_tag(c, "türkçe"), "tr");
	assert_string_equal(language_tag(c, "Klingonese of the North"), "");
	assert_string_equal(fmt_language(c, "de"), "German");
	assert_false(language_known(c, "xx-<b>"));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
takes_in(struct ctx *c, struct person_data d)
{
	int64_t id = 0;
	bool is_new, changes;

	assert_int_equal(person_save(c, NULL, &d, &id, &is_new, &changes), OK);
	assert_true(!is_new && changes);
}

/* Whose zone a file or an administrator changes has lived by another clock until then. */
static void
who_moves_gets_the_mail_of_the_day_by_the_new_clock(void **state)
{
	struct ctx *c = test_open(*state);
	struct notice_setting s;
	int64_t person = simple(c, "pat@example.org", "Pat");

	sql_notice_insert(c, person, "goal-done", "together", "A goal is reached", "/goals/1", "",
		"waits", 0, c->now, c->now);
	digest_plan(c, person);
	assert_true(sql_notice_setting_get(c, person, &s));
	assert_int_equal(s.digest_at, c->now + 23 * 3600); /* 8:00 UTC */
	takes_in(c, (struct person_data){
			    PERSON_DATA, .email = "pat@example.org", .tz = "America/New_York" });
	assert_true(sql_notice_setting_get(c, person, &s));
	assert_int_equal(s.digest_at, c->now + 4 * 3600);
	takes_in(c, (struct person_data){
			    PERSON_DATA, .email = "pat@example.org", .headline = "Engineer" });
	assert_true(sql_notice_setting_get(c, person, &s));
	assert_int_equal(s.digest_at, c->now + 4 * 3600);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)
	const struct CMUnitTest tests[] = {
		T(the_same_data_changes_nothing),
		T(each_part_counts_as_a_change),
		T(wrong_values_are_named_and_nothing_is_written),
		T(a_batch_remembers_and_agrees),
		T(answers_are_seen_by_their_audience),
		T(the_deactivated_are_hidden),
		T(answers_fit_their_field),
		T(fields_keep_the_answers_that_were_given),
		T(levels_are_renamed_and_moved),
		T(addresses_are_nobody_elses),
		T(somebody_stays_administrator),
		T(hours_read_as_a_person_says_them),
		T(who_moves_gets_the_mail_of_the_day_by_the_new_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
