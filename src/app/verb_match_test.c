/* SPDX-License-Identifier: Apache-2.0 */
/* Run from the root of the repository, or with WAYMARK_ROOT set to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "app/cli.h"
#include "app/match_hours.h"
#include "base/buf.h"
#include "base/str.h"

static struct arena *mem;
static char *out, *err; /* of the last run */
static char dir[] = "/tmp/waymark-match-XXXXXX";

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static const char *
root(void)
{
	const char *set = getenv("WAYMARK_ROOT");

	return set ? set : ".";
}

static char *
example(const char *name)
{
	return arena_printf(mem, "%s/examples/%s", root(), name);
}

static char *
read_all(FILE *f)
{
	char *text;
	long n;

	fflush(f);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	text = arena_alloc(mem, (size_t)n + 1);
	assert_int_equal(fread(text, 1, (size_t)n, f), n);
	fclose(f);
	return text;
}

/* Runs the verb with these words, NULL at the end, and keeps what it wrote. */
static int
run(const char *word, ...)
{
	FILE *to_out = tmpfile(), *to_err = tmpfile();
	int old_out = dup(1), old_err = dup(2), code, n = 2;
	char *argv[20] = { (char *)"waymark", (char *)"match" };
	va_list ap;

	va_start(ap, word);
	for (; word; word = va_arg(ap, const char *))
		argv[n++] = arena_strdup(mem, word);
	va_end(ap);
	fflush(NULL);
	dup2(fileno(to_out), 1);
	dup2(fileno(to_err), 2);
	code = cli_main(n, argv);
	fflush(NULL);
	dup2(old_out, 1);
	dup2(old_err, 2);
	close(old_out);
	close(old_err);
	out = read_all(to_out);
	err = read_all(to_err);
	return code;
}

/* A file of this test with that text. */
static const char *
make(const char *name, const char *text)
{
	const char *path = arena_printf(mem, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static const char *
last_line(const char *text)
{
	const char *p = text + strlen(text);

	while (p > text + 1 && p[-2] != '\n')
		p--;
	return p > text ? p - 1 : p;
}

static void
assert_summary(const char *mentors, const char *mentees, const char *aim, const char *summary)
{
	assert_int_equal(run("--mentors", mentors, "--mentees", mentees, "--rules",
				 example("civil-service.yml"), "--aim", aim, NULL),
		0);
	assert_string_equal(last_line(out), summary);
	assert_string_equal(err, "");
}

static void
test_example(void **state)
{
	char *first;

	(void)state;
	assert_summary(example("mentors.csv"), example("mentees.csv"), "everyone",
		"matched 21 of 24, score 369\n");
	first = out;
	assert_summary(example("mentors.csv"), example("mentees.csv"), "everyone",
		"matched 21 of 24, score 369\n");
	assert_string_equal(out, first);
	assert_true(str_starts(out, "mentee,mentor,points\n"));
	assert_summary(example("mentors.csv"), example("mentees.csv"), "fit",
		"matched 19 of 24, score 381\n");
}

/* Files by other people; only where they are at hand. */
static void
test_civil_service(void **state)
{
	const char *shared = getenv("WAYMARK_SHARED");
	const char *from = arena_printf(mem, "%s/data/civil-service",
		shared ? shared : arena_printf(mem, "%s/../shared", root()));
	const char *mentors = arena_printf(mem, "%s/small-mentors.csv", from);
	const char *mentees = arena_printf(mem, "%s/small-mentees.csv", from);

	(void)state;
	if (access(mentors, R_OK) != 0) {
		print_message(
			"left out: %s is not here (WAYMARK_SHARED names another place)\n", mentors);
		skip();
	}
	assert_summary(mentors, mentees, "everyone", "matched 35 of 50, score 750\n");
	assert_summary(mentors, mentees, "fit", "matched 35 of 50, score 750\n");
	mentors = arena_printf(mem, "%s/large-mentors.csv", from);
	mentees = arena_printf(mem, "%s/large-mentees.csv", from);
	assert_summary(mentors, mentees, "everyone", "matched 484 of 500, score 11480\n");
	assert_summary(mentors, mentees, "fit", "matched 483 of 500, score 11488\n");
}

static void
test_json(void **state)
{
	json_t *root_object, *pairs, *summary;
	json_int_t sum = 0;
	json_error_t e;
	size_t i, k;

	(void)state;
	assert_int_equal(run("--mentors", example("mentors.csv"), "--mentees",
				 example("mentees.csv"), "--rules", example("civil-service.yml"),
				 "--format", "json", "--explain", NULL),
		0);
	assert_string_equal(err, "matched 21 of 24, score 369\n");
	root_object = json_loads(out, JSON_REJECT_DUPLICATES, &e);
	assert_non_null(root_object);
	pairs = json_object_get(root_object, "pairs");
	summary = json_object_get(root_object, "summary");
	assert_int_equal(json_array_size(pairs), 21);
	for (i = 0; i < 21; i++) {
		json_t *pair = json_array_get(pairs, i);
		json_t *reasons = json_object_get(pair, "reasons");
		json_int_t points = 0;

		for (k = 0; k < json_array_size(reasons); k++)
			points += json_integer_value(
				json_object_get(json_array_get(reasons, k), "points"));
		assert_int_equal(points, json_integer_value(json_object_get(pair, "points")));
		sum += points;
	}
	assert_int_equal(json_integer_value(json_object_get(summary, "score")), sum);
	assert_int_equal(json_array_size(json_object_get(root_object, "unmatched")), 3);
	assert_true(json_is_true(json_object_get(summary, "proven_optimal")));
	json_decref(root_object);
}

#define RULES                                                                                      \
	"people: {id: mail, places: {column: places}, line manager: boss}\n"                       \
	"fields:\n"                                                                                \
	"  team: text\n"                                                                           \
	"  grade: {kind: ordered, values: [low, high]}\n"                                          \
	"  hours: hours\n"                                                                         \
	"  skills: {kind: set, separator: \"/\"}\n"                                                \
	"must:\n"                                                                                  \
	"  - not_manager: yes\n"                                                                   \
	"  - hours: hours\n"                                                                       \
	"    at least: 2\n"                                                                        \
	"points:\n"                                                                                \
	"  - same: grade\n"                                                                        \
	"    points: -4\n"                                                                         \
	"  - shared: skills\n"                                                                     \
	"    points: 3\n"                                                                          \
	"    at most: 6\n"
#define MENTORS                                                                                    \
	"mail;places;team;grade;hours;skills\n"                                                    \
	"m1@x;2;A;high;Mon-Fri 9-12;sums / talks/ law\n"                                           \
	"m2@x;;B;low;Mon 08:30-11:00, Tue 10-12;talks\n"                                           \
	"m3@x;0;B;low;Mon 8-12;sums\n"
#define MENTEES                                                                                    \
	"mail;boss;team;grade;hours;skills\n"                                                      \
	"e1@x;m1@x;A;low;Mon-Fri 9-17;sums/talks/law\n"                                            \
	"e2@x;;A;low;Mon 9-11;sums/talks/law\n"                                                    \
	"e3@x;;A;high;Tue 10-12;\n"                                                                \
	"M2@x;e1@x;A;high;Mon-Tue 9-12;talks\n"

static int
run_small(const char *rules, const char *mentors, const char *mentees, const char *aim)
{
	return run("--rules", make("r.yml", rules), "--mentors", make("mentors.csv", mentors),
		"--mentees", make("mentees.csv", mentees), "--aim", aim, "--explain", NULL);
}

static void
test_small(void **state)
{
	(void)state;
	assert_int_equal(run_small(RULES, MENTORS, MENTEES, "everyone"), 0);
	assert_string_equal(out,
		"mentee,mentor,points,why\n"
		"e1@x,,,Eligible mentors: 1. All of them are matched with others.\n"
		"e2@x,m1@x,6,\"skills in common: sums, talks, law: 6\"\n"
		"e3@x,m2@x,0,\n"
		"M2@x,m1@x,-1,\"grade: both high: -4; skills in common: talks: 3\"\n"
		"matched 3 of 4, score 5\n");
	assert_int_equal(run_small(RULES, MENTORS, MENTEES, "fit"), 0);
	assert_string_equal(out,
		"mentee,mentor,points,why\n"
		"e1@x,,,Eligible mentors: 1. All of them are matched with others.\n"
		"e2@x,m1@x,6,\"skills in common: sums, talks, law: 6\"\n"
		"e3@x,m2@x,0,\n"
		"M2@x,,,Eligible mentors: 1. None of them would add points.\n"
		"matched 2 of 4, score 6\n");
	assert_int_equal(run_small(RULES "apart:\n  - {mentee: e2@x, mentor: M1@X}\n"
					 "together:\n  - {mentee: E1@x, mentor: m1@x}\n",
				 MENTORS, MENTEES, "fit"),
		0);
	assert_string_equal(out,
		"mentee,mentor,points,why\n"
		"e1@x,m1@x,6,\"together by the rules; skills in common: sums, talks, law: 6\"\n"
		"e2@x,,,Eligible mentors: 1. All of them are matched with others.\n"
		"e3@x,m2@x,0,\n"
		"M2@x,,,Eligible mentors: 1. None of them would add points.\n"
		"matched 2 of 4, score 6\n");
}

/* A table of n people whose professions come in turn. */
static const char *
many(const char *name, const char *organisation, int n)
{
	struct buf b = BUF_IN(mem);

	buf_str(&b, "email,organisation,profession\n");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%d@x,%s,p%d\n", name, i, organisation, i % 7);
	return make(arena_printf(mem, "%s.csv", name), buf_text(&b));
}

/* So many that pairs are not listed. Each mentor finds somebody of his own profession, and the same
 * question has the same answer, byte for byte. */
static void
test_large(void **state)
{
	const char *rules = make("r.yml", "people:\n  id: email\n  places: 1\n"
					  "fields:\n  organisation: text\n  profession: text\n"
					  "must:\n  - different: organisation\n"
					  "points:\n  - same: profession\n    points: 10\n");
	const char *mentors = many("mentor", "a", 700), *mentees = many("mentee", "b", 2800);
	char *first;

	(void)state;
	assert_int_equal(run("--rules", rules, "--mentors", mentors, "--mentees", mentees,
				 "--format", "json", NULL),
		0);
	assert_string_equal(err, "matched 700 of 2800, score 7000\n");
	assert_non_null(strstr(out, "\"eligible_pairs\":1960000,\"proven_optimal\":true"));
	first = out;
	assert_int_equal(run("--rules", rules, "--mentors", mentors, "--mentees", mentees,
				 "--format", "json", NULL),
		0);
	assert_string_equal(out, first);
}

static void
assert_bad(const char *rules, const char *mentors, const char *mentees, const char *said)
{
	assert_int_equal(run_small(rules, mentors, mentees, "fit"), 65);
	assert_string_equal(out, "");
	assert_true(str_starts(err, dir));
	if (!strstr(err, said))
		fail_msg("\"%s\" does not say \"%s\"", err, said);
}

static void
test_bad_data(void **state)
{
	(void)state;
	assert_bad(RULES, MENTORS "m4@x;1;A\n", MENTEES, "mentors.csv:5: This row has 3 columns");
	assert_bad(RULES, MENTORS, MENTEES "e5@x;;A;Boss;;\n",
		"mentees.csv:6: \"Boss\" is not one of the values of grade: low, high.");
	assert_bad(RULES, MENTORS "m4@x;1;A;low;all day;x\n", MENTEES,
		"mentors.csv:5: \"all day\" are no hours");
	assert_bad(RULES, MENTORS "m4@x;-1;A;low;;x\n", MENTEES, "mentors.csv:5: \"-1\" is not a");
	assert_bad(RULES, MENTORS, MENTEES "\"E2@x\";;\"A\n\";;;\n",
		"mentees.csv:6: \"E2@x\" is already in line 3.");
	assert_bad(RULES, MENTORS, MENTEES ";;A;low;;x\n",
		"mentees.csv:6: The column \"mail\" is empty");
	assert_bad(RULES, "mail,grade\n", MENTEES, "r.yml:5: The column \"hours\" is not in");
	assert_bad(RULES, MENTORS, "mail;boss;grade;grade;hours;skills\n",
		"mentees.csv:1: The column \"grade\" is there twice.");
	assert_bad(RULES, MENTORS, "mail;\"b\n", "mentees.csv:1: A quotation mark");
	assert_bad(RULES, "", MENTEES, "mentors.csv: The file has no text in it.");
	assert_bad("people: {id: m}\nfields: 3\n", MENTORS, MENTEES, "r.yml:2: Here must be");
	assert_bad("people: {id: m}\nfields: {team: text}\n", MENTORS, MENTEES,
		"r.yml:1: The column \"m\" is not in");
	assert_bad(RULES "together:\n  - {mentee: e9@x, mentor: m1@x}\n", MENTORS, MENTEES,
		"r.yml:18: \"e9@x\" is not in");
	assert_bad(RULES "together:\n  - {mentee: e1@x, mentor: m3@x}\n", MENTORS, MENTEES,
		"r.yml:18: \"m3@x\" has no place left");
	assert_bad(RULES "together:\n  - {mentee: e1@x, mentor: m1@x}\n"
			 "  - {mentee: e1@x, mentor: m2@x}\n",
		MENTORS, MENTEES, "r.yml:19: \"e1@x\" is together with two");
	assert_bad(RULES "together: [{mentee: e1@x, mentor: m1@x}]\n"
			 "apart: [{mentee: e1@x, mentor: m1@x}]\n",
		MENTORS, MENTEES, "r.yml:17: This pair is in \"apart\" too.");
}

static void
test_many_faults(void **state)
{
	struct buf b = BUF_IN(mem);
	int i;

	(void)state;
	buf_str(&b, "mail;boss;grade;hours;skills\n");
	for (i = 0; i < 30; i++)
		buf_printf(&b, "e%d@x;;top;;\n", i);
	assert_bad(RULES, MENTORS, buf_text(&b), "10 more faults.");
}

static void
test_usage(void **state)
{
	(void)state;
	assert_int_equal(run("--help", NULL), 0);
	assert_true(str_starts(out, "usage: waymark match"));
	assert_int_equal(run(NULL), 64);
	assert_int_equal(run("--mentors", "a", "--mentees", "b", NULL), 64);
	assert_non_null(strstr(err, "match needs --rules FILE"));
	assert_int_equal(run("--mentors", NULL), 64);
	assert_int_equal(run("--colour", NULL), 64);
	assert_non_null(strstr(err, "colour"));
	assert_int_equal(
		run("--mentors", "a", "--mentees", "b", "--rules", "c", "--aim", "all", NULL), 64);
	assert_int_equal(
		run("--mentors", "a", "--mentees", "b", "--rules", "c", "--format", "x", NULL), 64);
	assert_int_equal(run("--mentors", "a", "--mentees", "b", "--rules", "c", "d", NULL), 64);
	assert_int_equal(run("--mentors", "a", "--mentees", "b", "--rules",
				 arena_printf(mem, "%s/none.yml", dir), NULL),
		66);
	assert_non_null(strstr(err, "none.yml: No such file or directory."));
	assert_int_equal(run("--mentors", dir, "--mentees", example("mentees.csv"), "--rules",
				 example("civil-service.yml"), NULL),
		66);
}

/* Half hours, or -1. */
static int
hours_in(const char *text)
{
	struct week_bits week;

	return match_hours(text, &week) ? week_overlap(&week, &week) : -1;
}

static void
test_hours(void **state)
{
	struct week_bits week;

	(void)state;
	assert_true(match_hours("Tue 16:30-17", &week));
	assert_true(week.v[0] == 0 && week.v[1] == UINT64_C(1) << (48 + 33 - 64));
	assert_int_equal(hours_in("Mon-Sun 0-24"), 336);
	assert_int_equal(hours_in("mon - fri 09:00 - 17:00"), 80);
	assert_int_equal(hours_in("Sat-Mon 9.30-12.30; Mon 10-11, Tue 8-9"), 20);
	assert_int_equal(hours_in("Mon 9:15-9:45"), 0);
	assert_int_equal(hours_in(""), -1);
	assert_int_equal(hours_in("Mon"), -1);
	assert_int_equal(hours_in("Mon 9-8"), -1);
	assert_int_equal(hours_in("Mon 9-25"), -1);
	assert_int_equal(hours_in("Mon 24:30-25"), -1);
	assert_int_equal(hours_in("Mon 9-17 and so on"), -1);
	assert_int_equal(hours_in("Mon 9-17;"), -1);
}

static void
remove_files(void)
{
	static const char *const names[] = { "r.yml", "mentors.csv", "mentees.csv" };
	size_t i;

	mem = arena_new(0);
	for (i = 0; i < 3; i++)
		unlink(arena_printf(mem, "%s/%s", dir, names[i]));
	rmdir(dir);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_example, setup, teardown),
		cmocka_unit_test_setup_teardown(test_civil_service, setup, teardown),
		cmocka_unit_test_setup_teardown(test_json, setup, teardown),
		cmocka_unit_test_setup_teardown(test_small, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_data, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_usage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hours, setup, teardown),
	};
	int failed;

	if (!mkdtemp(dir))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	remove_files();
	return failed;
}
