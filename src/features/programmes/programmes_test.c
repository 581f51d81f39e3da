/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of programmes: made from a template, who takes part, who sees what. */
#include "tests/harness.h"

#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/notices/notices.h"
#include "features/programmes/programmes.h"
#include "tests/relationship.h"

/* ---- hands ---- */

static int64_t
person(struct ctx *c, const char *email, const char *name, int64_t mentees_max)
{
	int64_t id = 0;
	bool is_new, changed;

	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){
					 .email = email, .name = name, .mentees_max = mentees_max },
				 &id, &is_new, &changed),
		OK);
	return id;
}

static const char *one_purpose[] = { "other" };

static struct programme_form
good_form(struct ctx *c)
{
	struct programme_form f;

	programme_defaults(c, "", &f);
	f.name = "Pathways";
	f.purpose = (struct texts){ 1, one_purpose };
	return f;
}

static int64_t
programme(struct ctx *c)
{
	struct programme_form f = good_form(c);
	int64_t id = 0;

	assert_int_equal(programme_create(c, &f, &id), OK);
	return id;
}

static int64_t
join(struct ctx *c, int64_t programme_id, int64_t who, const char *role)
{
	int64_t id = 0;

	assert_int_equal(participant_save(c, programme_id, who, role, -1, &id, NULL, NULL), OK);
	return id;
}

static const char *
state_of(struct ctx *c, int64_t participant)
{
	struct participant x;

	return sql_participant_get(c, participant, &x) ? x.state : "gone";
}

/* ---- making ---- */

static void
a_template_fills_what_is_not_said(void **state)
{
	struct ctx *c = test_open(*state);
	struct programme_form f = good_form(c);
	struct programme p;
	int64_t id;

	assert_string_equal(f.starts_on, "2027-03-01");
	assert_string_equal(f.ends_on, "2028-02-29");
	f.starts_on = "2027-09-15";
	f.ends_on = "";
	assert_int_equal(programme_create(c, &f, &id), OK);
	assert_true(sql_programme_get(c, id, &p));
	assert_string_equal(p.ends_on, "2028-09-14");
	assert_string_equal(p.template, "formal-one-to-one");
	assert_string_equal(p.readiness, "require");
	assert_int_equal(p.cadence_days, 28);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
who_makes_it_manages_it(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t maker = person(c, "m@example.org", "Mara", 1), id;

	c->who = maker;
	id = programme(c);
	assert_int_equal(standing_programme(c, id), STANDING_MANAGER);
	c->who = person(c, "o@example.org", "Other", 1);
	assert_int_equal(standing_programme(c, id), 0);
	assert_int_equal(standing_programme(c, id + 1), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
refused(struct ctx *c, const struct programme_form *f, const char *field)
{
	int64_t id = 0;

	c->problems = NULL;
	assert_int_equal(programme_create(c, f, &id), INVALID);
	assert_non_null(problem_of(c, field));
	assert_int_equal(id, 0);
}

static void
wrong_answers_are_refused(void **state)
{
	struct ctx *c = test_open(*state);
	struct programme_form f = good_form(c);
	const char *unknown[] = { "fun" };

	f.purpose = (struct texts){ 0 };
	refused(c, &f, "purpose");
	f.purpose = (struct texts){ 1, unknown };
	refused(c, &f, "purpose");
	f = good_form(c);
	f.level = "everybody";
	refused(c, &f, "level");
	f = good_form(c);
	f.setting = "";
	refused(c, &f, "setting");
	f = good_form(c);
	f.readiness = "maybe";
	refused(c, &f, "readiness");
	f = good_form(c);
	f.ends_on = "2027-02-28";
	refused(c, &f, "ends_on");
	assert_int_equal(test_close(*state, INVALID), INVALID);
}

static void
purposes_are_kept_once_and_in_order(void **state)
{
	struct ctx *c = test_open(*state);
	const char *words[] = { "other", "leadership-development", "other" };
	struct programme_form f = good_form(c);
	struct programme p;
	struct texts t;
	int64_t id;

	f.purpose = (struct texts){ 3, words };
	assert_int_equal(programme_create(c, &f, &id), OK);
	sql_programme_get(c, id, &p);
	assert_string_equal(p.purpose, "leadership-development,other");
	t = programme_purposes(c, p.purpose);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[1], "other");
	assert_int_equal(programme_purposes(c, "").n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_programme_changes_and_is_found(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = programme(c);
	struct programme_form f = good_form(c);
	struct programme p;

	f.name = "Führung gestalten";
	f.state = "";
	assert_int_equal(programme_update(c, id, &f), OK);
	programme_run(c, id);
	sql_programme_get(c, id, &p);
	assert_string_equal(p.state, "running");
	assert_int_equal(programme_find(c, "FUHRUNG gestalten"), id);
	assert_int_equal(programme_find(c, arena_printf(c->mem, "%lld", (long long)id)), id);
	assert_int_equal(programme_find(c, "nothing"), 0);
	f.state = "ended";
	programme_update(c, id, &f);
	programme_run(c, id);
	sql_programme_get(c, id, &p);
	assert_string_equal(p.state, "ended");
	assert_int_equal(programme_update(c, id + 99, &f), NOT_FOUND);
	programme_create(c, &f, &id);
	assert_int_equal(programme_find(c, "Führung gestalten"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

/* ---- taking part ---- */

static void
somebody_joins_once(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = programme(c), ana = person(c, "ana@example.org", "Ana", 3), x, again;
	struct participant p;
	bool is_new, changed;

	assert_int_equal(participant_save(c, id, ana, "mentor", -1, &x, &is_new, &changed), OK);
	assert_true(is_new && changed);
	sql_participant_get(c, x, &p);
	assert_int_equal(p.places, 3);
	assert_string_equal(p.state, "waiting");
	assert_int_equal(participant_save(c, id, ana, "mentor", -1, &again, &is_new, &changed), OK);
	assert_int_equal(again, x);
	assert_false(is_new || changed);
	participant_save(c, id, ana, "mentor", 5, &again, &is_new, &changed);
	assert_true(changed);
	/* The other role is another participant. */
	assert_int_not_equal(join(c, id, ana, "mentee"), x);
	assert_int_equal(
		participant_save(c, id, ana + 99, "mentor", -1, &x, NULL, NULL), NOT_FOUND);
	assert_int_equal(
		participant_save(c, id + 99, ana, "mentor", -1, &x, NULL, NULL), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
states_follow_relationships(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = programme(c), ana = person(c, "ana@example.org", "Ana", 1);
	int64_t ben = person(c, "ben@example.org", "Ben", 1);
	int64_t mentor = join(c, id, ana, "mentor"), mentee = join(c, id, ben, "mentee");

	assert_int_equal(participant_set(c, id, mentee, "paused", -1), OK);
	assert_string_equal(state_of(c, mentee), "paused");
	assert_int_equal(participant_set(c, id, mentee, "waiting", -1), OK);
	assert_string_equal(state_of(c, mentee), "waiting");
	test_relationship(c, id, ana, ben);
	assert_int_equal(participant_set(c, id, mentee, "waiting", -1), OK);
	assert_string_equal(state_of(c, mentee), "matched");
	assert_int_equal(participant_set(c, id, mentor, "left", -1), OK);
	c->who = ana;
	assert_int_equal(standing_programme(c, id), 0);
	join(c, id, ana, "mentor");
	assert_string_equal(state_of(c, mentor), "matched");
	assert_int_equal(standing_programme(c, id), STANDING_PARTICIPANT);
	assert_int_equal(participant_set(c, id + 99, mentor, "left", -1), NOT_FOUND);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
the_last_manager_stays(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t ana = person(c, "ana@example.org", "Ana", 1), id, first, second;
	struct participant_row x;

	c->who = ana;
	id = programme(c);
	assert_true(sql_participant_find(c, id, "manager", ana, &x));
	first = x.id;
	assert_int_equal(participant_set(c, id, first, "left", -1), CONFLICT);
	assert_int_equal(standing_programme(c, id), STANDING_MANAGER);
	second = join(c, id, person(c, "ben@example.org", "Ben", 1), "manager");
	assert_int_equal(participant_set(c, id, first, "paused", -1), OK);
	assert_int_equal(participant_set(c, id, first, "left", -1), OK);
	assert_string_equal(state_of(c, first), "gone");
	assert_int_equal(standing_programme(c, id), 0);
	assert_int_equal(participant_set(c, id, second, "left", -1), CONFLICT);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
counts_and_lists_agree(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = programme(c), other = programme(c), last = 0, total;
	struct programme_counts n;
	struct participant_rows gathered, walked, hits;

	for (int i = 0; i < 60; i++) {
		int64_t p = person(c, arena_printf(c->mem, "p%d@example.org", i),
			arena_printf(c->mem, "Person %c%c", 'Z' - i % 26, 'a' + i % 7), 2);

		last = join(c, id, p, i % 3 ? "mentee" : "mentor");
		join(c, other, p, "mentee");
	}
	participant_set(c, id, last, "left", -1);
	sql_programme_counts(c, id, &n);
	assert_int_equal(n.mentors, 20);
	assert_int_equal(n.places, 40);
	assert_int_equal(n.mentees, 39);
	assert_int_equal(n.waiting, 39);
	assert_int_equal(n.relationships, 0);
	gathered = sql_participant_gather(c, id, "mentee", "waiting", 50, 10);
	walked = sql_participant_walk(c, id, "mentee", "waiting", 50, 10);
	assert_int_equal(gathered.n, 29);
	assert_int_equal(walked.n, 29);
	for (int i = 0; i < 29; i++)
		assert_int_equal(gathered.v[i].id, walked.v[i].id);
	assert_int_equal(sql_participant_count(c, id, "", "left"), 1);
	assert_true(participants_find(c, id, "", "", "person za", 50, 0, &hits, &total));
	assert_int_equal(total, 1);
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.v[0].name, "Person Za");
	assert_true(participants_find(c, id, "mentee", "waiting", "pers", 50, 10, &hits, &total));
	assert_int_equal(total, 39);
	assert_int_equal(hits.n, 29);
	for (int i = 0; i < 29; i++)
		assert_int_equal(hits.v[i].id, gathered.v[i].id);
	assert_true(participants_find(c, id, "", "", "nobody", 50, 0, &hits, &total));
	assert_int_equal(total, 0);
	assert_false(participants_find(c, id, "", "", "!", 50, 0, &hits, &total));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
lists_show_what_is_theirs(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t ana = person(c, "ana@example.org", "Ana", 1), a = programme(c), b = programme(c), x;

	x = join(c, a, ana, "mentor");
	join(c, a, ana, "mentee");
	assert_int_equal(sql_programme_cards(c, ana, 0, 100, 0).n, 1);
	assert_int_equal(sql_programme_cards(c, ana, 0, 100, 0).v[0].id, a);
	assert_true(sql_programme_cards(c, ana, 0, 100, 0).v[0].is_mentor);
	assert_true(sql_programme_cards(c, ana, 0, 100, 0).v[0].is_mentee);
	assert_false(sql_programme_cards(c, ana, 0, 100, 0).v[0].is_manager);
	assert_int_equal(sql_programme_cards(c, ana, 1, 100, 0).n, 2);
	participant_set(c, a, x, "left", -1);
	assert_false(sql_programme_cards(c, ana, 0, 100, 0).v[0].is_mentor);
	(void)b;
	assert_int_equal(test_close(*state, OK), OK);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

/* Whoever has an account is told, once, by whoever added them; nobody is told of what they did themselves. */
static void
who_is_added_hears_of_it(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t manager, amara, jonas, prog;
	struct notice_rows told;

	sql_organisation_insert(c, "Alderbrook", "en", "Europe/London", c->now);
	manager = person(c, "ines@example.org", "Ines Sommer", -1);
	amara = person(c, "amara@example.org", "Amara Okafor", 2);
	jonas = person(c, "jonas@example.org", "Jonas Weber", -1);
	sql_account_activate(c, manager, c->now);
	sql_account_activate(c, amara, c->now);
	c->who = manager;
	prog = programme(c);
	join(c, prog, amara, "mentor");
	join(c, prog, amara, "mentor");
	join(c, prog, jonas, "mentee"); /* has never signed in */
	join(c, prog, manager, "mentee");
	told = sql_notice_list(c, amara, c->now, 10, 0);
	assert_int_equal(told.n, 1);
	assert_string_equal(told.v[0].kind, PRACTICE_LETTER_ENROLLED);
	assert_string_equal(told.v[0].path, url_path_list(c, prog));
	assert_int_equal(sql_notice_list(c, jonas, c->now, 10, 0).n, 0);
	assert_int_equal(sql_notice_list(c, manager, c->now, 10, 0).n, 0);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_is_added_hears_of_it),
		T(a_template_fills_what_is_not_said),
		T(who_makes_it_manages_it),
		T(wrong_answers_are_refused),
		T(purposes_are_kept_once_and_in_order),
		T(a_programme_changes_and_is_found),
		T(somebody_joins_once),
		T(states_follow_relationships),
		T(the_last_manager_stays),
		T(counts_and_lists_agree),
		T(lists_show_what_is_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
