/* SPDX-License-Identifier: Apache-2.0 */
/* Files of people, from the upload to the result. */
#include "tests/harness.h"

#include <stdio.h>

#include "base/str.h"
#include "engine/jobs/worker.h"
#include "features/imports/imports.h"
#include "features/programmes/programmes.h"

/* ---- hands ---- */

/* One import of one file into a programme of its own. */
struct file {
	const char *text, *role;
	size_t n;
	int64_t programme, maker, import;
	struct import_column_rows columns;
	struct import now; /* as it stands */
	enum result r;
};

static int64_t
maker(struct ctx *c)
{
	int64_t id;
	bool is_new, changed;

	person_save(c, NULL,
		&(struct person_data){ PERSON_DATA, .email = "boss@example.org", .name = "Boss" },
		&id, &is_new, &changed);
	return id;
}

static int64_t
programme(struct ctx *c)
{
	const char *other[] = { "other" };
	struct programme_form f;
	int64_t id = programme_find(c, "P");

	if (id)
		return id;
	programme_defaults(c, "", &f);
	f.name = "P";
	f.purpose = (struct texts){ 1, other };
	assert_int_equal(programme_create(c, &f, &id), OK);
	return id;
}

static enum result
work_upload(struct ctx *c, void *arg)
{
	struct file *f = arg;
	struct csv csv;
	struct csv_error wrong;

	c->who = f->maker = maker(c);
	f->programme = programme(c);
	assert_true(csv_read(c->mem, f->text, f->n, &csv, &wrong));
	columns_look(c->mem, &csv, &f->columns);
	return import_add(c, f->programme, f->role, "people.csv", (struct bytes){ f->text, f->n },
		&csv, &f->columns, &f->import);
}

static enum result
work_map(struct ctx *c, void *arg)
{
	struct file *f = arg;
	int64_t job;

	c->who = f->maker;
	return mapping_set(c, f->import, &f->columns, &job);
}

static enum result
work_commit(struct ctx *c, void *arg)
{
	struct file *f = arg;
	int64_t job;

	c->who = f->maker;
	return import_commit(c, f->import, &job);
}

static enum result
work_look(struct ctx *c, void *arg)
{
	struct file *f = arg;

	assert_true(sql_import_get(c, f->import, &f->now));
	return OK;
}

static void
upload(struct test *t, struct file *f, const char *text, const char *role)
{
	*f = (struct file){ .text = text, .n = strlen(text), .role = role };
	assert_int_equal(test_write(t, work_upload, f), OK);
}

/* Says yes to all guesses; the check then has run. */
static void
check(struct test *t, struct file *f)
{
	assert_int_equal(test_write(t, work_map, f), OK);
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, f);
	assert_string_equal(f->now.state, "checked");
}

static void
commit(struct test *t, struct file *f)
{
	assert_int_equal(test_write(t, work_commit, f), OK);
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, f);
	assert_string_equal(f->now.state, "done");
}

static void
counts(const struct file *f, int made, int changed, int same, int rejected)
{
	if (f->now.new_n != made || f->now.changed_n != changed || f->now.same_n != same ||
		f->now.rejected_n != rejected)
		fail_msg("%d new, %d changed, %d same, %d rejected", (int)f->now.new_n,
			(int)f->now.changed_n, (int)f->now.same_n, (int)f->now.rejected_n);
}

/* What the check foretells is what happens, and the same file again changes nothing. */
static void
takes(struct test *t, const char *text, const char *role, int made, int changed, int same,
	int rejected)
{
	struct file f;

	upload(t, &f, text, role);
	check(t, &f);
	counts(&f, made, changed, same, rejected);
	commit(t, &f);
	counts(&f, made, changed, same, rejected);
	upload(t, &f, text, role);
	check(t, &f);
	counts(&f, 0, 0, made + changed + same, rejected);
	commit(t, &f);
	counts(&f, 0, 0, made + changed + same, rejected);
}

static const char *
target_in(const struct file *f, const char *heading)
{
	for (int i = 0; i < f->columns.n; i++)
		if (str_eq(f->columns.v[i].heading, heading))
			return f->columns.v[i].target;
	return "";
}

static bool
person_of(struct ctx *c, const char *email, struct person *ret)
{
	return sql_person_get(c, sql_import_person_id(c, email), ret);
}

/* ---- simple files ---- */

static void
a_file_comes_in(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct person p;
	struct participant_row x;

	takes(t,
		"Vorname;Nachname;E-Mail;Abteilung;Sprachen;Kompetenzen;Arbeitszeit;Anzahl "
		"Mentees\r\n"
		"Ana;Núñez;ANA@Example.org;Einkauf;Deutsch, English;Führen (4), Reden;9-17;2\r\n"
		"Ben;Ng;ben@example.org;;;;;0\r\n",
		"mentor", 2, 0, 0, 0);
	c = test_open(t);
	assert_true(person_of(c, "ana@example.org", &p));
	assert_string_equal(p.name, "Ana Núñez");
	assert_string_equal(p.unit, "Einkauf");
	assert_string_equal(p.hours, "540-1020 540-1020 540-1020 540-1020 540-1020 - -");
	assert_int_equal(sql_person_language_list(c, p.id).n, 2);
	assert_int_equal(sql_person_topic_list(c, p.id).v[0].strength, 4);
	assert_true(sql_participant_find(c, programme(c), "mentor", p.id, &x));
	assert_int_equal(x.places, 2);
	assert_true(person_of(c, "ben@example.org", &p));
	assert_true(sql_participant_find(c, programme(c), "mentor", p.id, &x));
	assert_int_equal(x.places, 0);
	assert_int_equal(test_close(t, OK), OK);
}

static void
shapes_of_files(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct person p;

	/* Latin-1. */
	takes(t, "name,email\nJos\xe9 M\xfcller,jose@example.org\n", "mentee", 1, 0, 0, 0);
	/* A byte order mark, tabs, only CR. */
	takes(t, "\xef\xbb\xbfName\tE-Mail\rEva Sand\teva@example.org\r", "mentee", 1, 0, 0, 0);
	/* Line ends and quotes in a field. */
	takes(t, "email,name,about\nq@example.org,Quirin,\"First line\nsecond \"\"line\"\"\"\n",
		"mentee", 1, 0, 0, 0);
	c = test_open(t);
	assert_true(person_of(c, "jose@example.org", &p));
	assert_string_equal(p.name, "José Müller");
	assert_true(person_of(c, "q@example.org", &p));
	assert_string_equal(p.about, "First line\nsecond \"line\"");
	assert_true(person_of(c, "eva@example.org", &p));
	assert_int_equal(test_close(t, OK), OK);
}

static void
empty_cells_say_nothing(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct person p;

	takes(t, "email,name,job title\na@example.org,Ana,Chef\n", "mentor", 1, 0, 0, 0);
	takes(t, "email,name,job title\na@example.org,,\n", "mentor", 0, 0, 1, 0);
	takes(t, "email,name,job title\na@example.org,\"Berg, Ana\",Cook\n", "mentor", 0, 1, 0, 0);
	c = test_open(t);
	assert_true(person_of(c, "a@example.org", &p));
	assert_string_equal(p.name, "Ana Berg");
	assert_string_equal(p.headline, "Cook");
	assert_int_equal(test_close(t, OK), OK);
}

/* ---- what is wrong ---- */

static void
a_bad_row_stops_nobody(void **state)
{
	struct test *t = *state;
	struct file f;
	struct ctx *c;
	struct import_fault_rows faults;
	struct import_column_rows columns;
	struct buf b;

	upload(t, &f,
		"name,email,places,time zone\n"
		"Ana,ana@example.org,2,Europe/Berlin\n"
		"No Address,,1,\n"
		"Bad,not an address,1,\n"
		"Twice,ANA@example.org,1,\n"
		",nameless@example.org,1,\n"
		"Zone,zone@example.org,77,Europe/Atlantis\n"
		"=Formula,formula@,1,\n"
		"Ben,ben@example.org,1,UTC\n",
		"mentor");
	check(t, &f);
	counts(&f, 2, 0, 0, 6);
	commit(t, &f);
	counts(&f, 2, 0, 0, 6);
	c = test_open(t);
	faults = sql_import_rejected(c, f.import);
	assert_int_equal(faults.n, 6);
	assert_string_equal(faults.v[0].cause, "no_email");
	assert_string_equal(faults.v[1].cause, "bad_email");
	assert_string_equal(faults.v[2].cause, "duplicate");
	assert_non_null(strstr(faults.v[2].message, "line 2"));
	assert_string_equal(faults.v[3].cause, "name");
	assert_string_equal(faults.v[4].column_name, "places");
	assert_int_equal(sql_import_fault_groups(c, f.import).n, 5);
	columns = sql_import_column_list(c, f.import);
	b = BUF_IN(c->mem);
	rejected_write(c, &columns, &faults, &b);
	assert_non_null(strstr(buf_text(&b), "name,email,places,time zone,Line,Reason\r\n"));
	assert_non_null(
		strstr(buf_text(&b), "\r\nNo Address,,1,,3,email: The mail address is missing"));
	assert_non_null(strstr(buf_text(&b), "\r\n'=Formula,formula@,1,,8,"));
	assert_int_equal(sql_import_person_id(c, "zone@example.org"), 0);
	assert_int_equal(test_close(t, OK), OK);
}

static void
line_managers_come_first(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct person p, m;

	takes(t,
		"name,email,line manager\n"
		"Ana,ana@example.org,ben@example.org\n"
		"Ben,ben@example.org,cem@example.org\n"
		"Cem,cem@example.org,\n"
		"Dan,dan@example.org,nobody@example.org\n"
		"Eve,eve@example.org,eve@example.org\n"
		"Fay,fay@example.org,gus@example.org\n"
		"Gus,gus@example.org,fay@example.org\n",
		"mentee", 7, 0, 0, 0);
	/* Somebody who is here gets a line manager who is not, yet. */
	takes(t,
		"name,email,line "
		"manager\nCem,cem@example.org,zoe@example.org\nZoe,zoe@example.org,\n",
		"mentee", 1, 1, 0, 0);
	c = test_open(t);
	assert_true(person_of(c, "ana@example.org", &p));
	assert_true(person_of(c, "ben@example.org", &m));
	assert_int_equal(p.manager, m.id);
	assert_true(person_of(c, "cem@example.org", &p));
	assert_int_equal(m.manager, p.id);
	assert_true(person_of(c, "dan@example.org", &p));
	assert_int_equal(p.manager, 0);
	assert_true(person_of(c, "eve@example.org", &p));
	assert_int_equal(p.manager, 0);
	assert_int_equal(test_close(t, OK), OK);
}

static void
roles_stand_in_the_file(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct participant_row x;
	int64_t id;

	takes(t,
		"name,email,role\nAna,ana@example.org,Mentee\nBen,ben@example.org,both\n"
		"Cem,cem@example.org,\nDan,dan@example.org,Mentor\n",
		"mentor", 4, 0, 0, 0);
	c = test_open(t);
	id = sql_import_person_id(c, "ana@example.org");
	assert_true(sql_participant_find(c, programme(c), "mentee", id, &x));
	assert_false(sql_participant_find(c, programme(c), "mentor", id, &x));
	id = sql_import_person_id(c, "ben@example.org");
	assert_true(sql_participant_find(c, programme(c), "mentee", id, &x));
	assert_true(sql_participant_find(c, programme(c), "mentor", id, &x));
	id = sql_import_person_id(c, "cem@example.org");
	assert_true(sql_participant_find(c, programme(c), "mentor", id, &x));
	assert_int_equal(test_close(t, OK), OK);
}

/* ---- columns ---- */

static void
mappings_are_checked_and_remembered(void **state)
{
	struct test *t = *state;
	struct file f;
	struct field field;
	struct ctx *c;

	upload(t, &f, "who,contact,Team colour\nAna,ana@example.org,red\n", "mentor");
	assert_string_equal(target_in(&f, "who"), "new");
	assert_string_equal(target_in(&f, "contact"), "email");
	assert_int_equal(test_write(t, work_map, &f), INVALID);
	f.columns.v[0].target = "email";
	assert_int_equal(test_write(t, work_map, &f), INVALID);
	f.columns.v[0].target = "nonsense";
	assert_int_equal(test_write(t, work_map, &f), INVALID);
	f.columns.v[0].target = "name";
	assert_int_equal(test_write(t, work_commit, &f), CONFLICT);
	check(t, &f);
	commit(t, &f);
	assert_int_equal(test_write(t, work_map, &f), CONFLICT);
	assert_int_equal(test_write(t, work_commit, &f), CONFLICT);
	upload(t, &f, "Who,contact,team colour\nBen,ben@example.org,blue\n", "mentor");
	assert_string_equal(target_in(&f, "Who"), "name");
	assert_string_equal(target_in(&f, "team colour"), "field:team_colour");
	check(t, &f);
	counts(&f, 1, 0, 0, 0);
	/* The second of two columns of one name had to be left out, which says nothing. */
	upload(t, &f, "name,name,contact\nBen,Bo,ben@example.org\n", "mentor");
	check(t, &f);
	upload(t, &f, "name,contact\nBen,ben@example.org\n", "mentor");
	assert_string_equal(target_in(&f, "name"), "name");
	/* A field that is gone is proposed anew. */
	c = test_open(t);
	assert_true(field_find(c, "team_colour", &field));
	sql_field_delete(c, field.id);
	assert_int_equal(test_close(t, OK), OK);
	upload(t, &f, "Who,contact,team colour\nBen,ben@example.org,blue\n", "mentor");
	assert_string_equal(target_in(&f, "team colour"), "new");
}

static void
new_answers_are_added(void **state)
{
	struct test *t = *state;
	struct ctx *c;
	struct field f;

	takes(t,
		"name,email,profession\nA,a@example.org,Law\nB,b@example.org,Law\nC,c@example.org,"
		"IT\n"
		"D,d@example.org,IT\nE,e@example.org,Law\nF,f@example.org,IT\n",
		"mentor", 6, 0, 0, 0);
	takes(t, "name,email,profession\nG,g@example.org,Art\n", "mentee", 1, 0, 0, 0);
	c = test_open(t);
	assert_true(field_find(c, "profession", &f));
	assert_string_equal(f.kind, "one");
	assert_string_equal(f.choices, "IT\nLaw\nArt");
	assert_int_equal(test_close(t, OK), OK);
}

/* ---- files of others ---- */

static const char *
read_whole(struct test *t, const char *name)
{
	struct buf b = BUF_IN(t->mem);
	FILE *in = fopen(arena_printf(t->mem, "examples/%s", name), "rb");
	size_t n;

	if (!in)
		fail_msg("examples/%s cannot be read", name);
	while ((n = fread(buf_room(&b, 65536), 1, 65536, in)) > 0)
		b.n += n;
	fclose(in);
	return buf_text(&b);
}

static void
example_files_come_in(void **state)
{
	struct test *t = *state;

	takes(t, read_whole(t, "mentors.csv"), "mentor", 24, 0, 0, 0);
	takes(t, read_whole(t, "mentees.csv"), "mentee", 22, 2, 0, 0);
}

/* ---- many rows ---- */

static const char *
many(struct test *t, int n)
{
	struct buf b = BUF_IN(t->mem);

	buf_str(&b, "first name,last name,email address,grade,organisation,profession\n");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "First%d,Last%d,%s%d@example.org,Grade %d,Unit %d,Job %d\n", i % 997,
			i, i % 1000 == 999 ? "bad address " : "p", i, i % 9, i % 40, i % 12);
	return buf_text(&b);
}

/* Fewer on PostgreSQL, where each statement is a journey of its own. */
static void
many_rows(void **state)
{
	struct test *t = *state;
	int n = db_is_postgres(t->engine.db) ? 1000 : 10000;
	struct file f;

	upload(t, &f, many(t, n), "mentee");
	check(t, &f);
	counts(&f, n - n / 1000, 0, 0, n / 1000);
	commit(t, &f);
	counts(&f, n - n / 1000, 0, 0, n / 1000);
}

/* The server stops after each batch, and the next one goes on. */
static void
a_stopped_import_goes_on(void **state)
{
	struct test *t = *state;
	atomic_bool ending = true;
	struct file f;

	upload(t, &f, many(t, 2200), "mentor");
	check(t, &f);
	assert_int_equal(test_write(t, work_commit, &f), OK);
	for (int i = 1; i < 3; i++) {
		assert_true(job_run_one(&t->engine, "test", &ending, TEST_NOW));
		test_read(t, work_look, &f);
		assert_string_equal(f.now.state, "running");
		assert_int_equal(f.now.done_n, 1000 * i);
	}
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, &f);
	assert_string_equal(f.now.state, "done");
	counts(&f, 2198, 0, 0, 2);
	assert_int_equal(f.now.done_n, 2200);
}

/* What was never taken in, and what was rejected, is forgotten after a month. */
static void
old_files_are_forgotten(void **state)
{
	struct test *t = *state;
	struct file done, open;
	struct ctx *c;

	upload(t, &done, "name,email\nAna,ana@example.org\nBen,bad\n", "mentor");
	check(t, &done);
	commit(t, &done);
	upload(t, &open, "name,email\nAna,ana@example.org\nBen,bad\n", "mentor");
	check(t, &open);
	jobs_prepare(&t->engine, TEST_NOW);
	test_pass(t, 29 * 86400);
	jobs_run_all(&t->engine, TEST_NOW + 29 * 86400);
	c = test_open(t);
	assert_int_equal(sql_import_rejected(c, done.import).n, 1);
	assert_int_equal(sql_import_file_there(c, open.import), 1);
	test_close(t, OK);
	test_pass(t, 2 * 86400);
	jobs_run_all(&t->engine, TEST_NOW + 31 * 86400);
	c = test_open(t);
	assert_int_equal(sql_import_rejected(c, done.import).n, 0);
	assert_int_equal(sql_import_file_there(c, open.import), 0);
	test_close(t, OK);
	assert_int_equal(test_write(t, work_commit, &open), CONFLICT);
	assert_int_equal(test_write(t, work_map, &open), CONFLICT);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_file_comes_in),
		T(shapes_of_files),
		T(empty_cells_say_nothing),
		T(a_bad_row_stops_nobody),
		T(line_managers_come_first),
		T(roles_stand_in_the_file),
		T(mappings_are_checked_and_remembered),
		T(new_answers_are_added),
		T(example_files_come_in),
		T(many_rows),
		T(a_stopped_import_goes_on),
		T(old_files_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
