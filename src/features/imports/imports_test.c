/* SPDX-License-Identifier: Apache-2.0 */
/* Files of people, from the upload to the result. */
#include "tests/harness.h"

#include <stdio.h>

#include "base/str.h"
#include "features/imports/imports.h"
#include "features/programmes/programmes.h"
#include "tests/import_file.h"

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
