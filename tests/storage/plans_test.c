/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How SQLite goes about every statement of every .sql file. One that walks through a whole table
 * that can grow has to say why (`-- scan: …`), and a deleted row must not make SQLite walk through
 * the tables that point to it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "engine/db/schema.h"

/* Tables that stay small however large the organisation: a walk through them is cheaper than any
 * index. */
static const struct {
	const char *table;
	const char *why;
} tiny[] = {
	{ "organisation", "one row" },
	{ "level", "the grades of one organisation" },
	{ "field", "fields that an administrator adds by hand" },
	{ "programme", "an organisation runs a few dozen in its life" },
};

/* Of one test; taken down behind it, also if it failed. */
static struct arena *mem;
static sqlite3 *db;
static int faults;

static void
fault(const struct db_sql *s, const char *what)
{
	fprintf(stderr, "%s:%d: %s: %s\n", s->file, s->line, s->name, what);
	faults++;
}

static void
open_sqlite(const struct schema_step *steps, int n)
{
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	for (int i = 0; i < n; i++)
		if (sqlite3_exec(db, steps[i].sqlite, NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s: %s", steps[i].name, sqlite3_errmsg(db));
}

static bool
is_table(const char *name)
{
	sqlite3_stmt *q = NULL;
	bool there;

	sqlite3_prepare_v2(
		db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1", -1, &q, NULL);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	there = sqlite3_step(q) == SQLITE_ROW;
	sqlite3_finalize(q);
	return there;
}

static const char *
next_word(const char **p)
{
	size_t n = 0;

	while (**p && !isalnum((unsigned char)**p) && **p != '_')
		(*p)++;
	while (isalnum((unsigned char)(*p)[n]) || (*p)[n] == '_')
		n++;
	*p += n;
	return arena_strndup(mem, *p - n, n);
}

/* A plan speaks of aliases. NULL if the name is of no table (a common table expression, say): what
 * it is made of stands in the plan by itself. */
static const char *
table_of(const char *sql, const char *alias)
{
	const char *before = "", *last = "", *p = sql;

	if (is_table(alias))
		return alias;
	for (const char *w = next_word(&p); *w; w = next_word(&p)) {
		if (str_ieq(w, "as"))
			continue;
		before = last;
		last = w;
		if (str_eq(w, alias) && is_table(before))
			return before;
	}
	return NULL;
}

static bool
has_word(const char *sql, const char *word)
{
	for (const char *w = next_word(&sql); *w; w = next_word(&sql))
		if (str_ieq(w, word))
			return true;
	return false;
}

static bool
is_tiny(const char *table)
{
	for (size_t i = 0; i < sizeof tiny / sizeof *tiny; i++)
		if (str_eq(tiny[i].table, table))
			return true;
	return false;
}

/* An index with a WHERE of its own holds only the rows that it was made for. */
static bool
is_partial_index(const char *name)
{
	sqlite3_stmt *q = NULL;
	bool partial;

	sqlite3_prepare_v2(db,
		"SELECT 1 FROM sqlite_master t, pragma_index_list(t.name) l "
		"WHERE t.type = 'table' AND l.name = ?1 AND l.partial = 1",
		-1, &q, NULL);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	partial = sqlite3_step(q) == SQLITE_ROW;
	sqlite3_finalize(q);
	return partial;
}

/* A walk in the order of an index is fine if it stops at a LIMIT, or if the index is a part. */
static bool
is_short_walk(const struct db_sql *s, const char *detail)
{
	const char *index = strstr(detail, " INDEX ");

	if (!index)
		return false;
	index += strlen(" INDEX ");
	return has_word(s->sqlite, "limit") || is_partial_index(next_word(&index));
}

/* min() and max() of the primary key look at one row, though the plan does not say so. */
static bool
is_end_of_key(const char *sql)
{
	const char *last = "", *before = "";

	for (const char *w = next_word(&sql); *w; w = next_word(&sql)) {
		bool end = str_ieq(last, "max") || str_ieq(last, "min") || str_ieq(before, "max") ||
			   str_ieq(before, "min");

		if (end && str_eq(w, "id"))
			return true;
		before = last;
		last = w;
	}
	return false;
}

/* "SCAN goal", or "SEARCH goal" without an index: the largest of all rows, say. */
static bool
is_walk(const char *sql, const char *detail)
{
	if (str_starts(detail, "SCAN CONSTANT"))
		return false;
	return str_starts(detail, "SCAN ") ||
	       (str_starts(detail, "SEARCH ") && !strstr(detail, " USING ") && !is_end_of_key(sql));
}

/* What is wrong with one line of a plan, or NULL. */
static const char *
scan_trouble(const struct db_sql *s, const char *detail)
{
	const char *p = strchr(detail, ' '), *table;

	if (!is_walk(s->sqlite, detail))
		return NULL;
	table = table_of(s->sqlite, next_word(&p));
	if (!table || is_tiny(table))
		return NULL;
	if (is_short_walk(s, detail))
		return NULL;
	return arena_printf(mem, "walks through the whole table %s (%s)", table, detail);
}

static const char *
plan_trouble(const struct db_sql *s)
{
	sqlite3_stmt *q = NULL;
	const char *trouble = NULL;
	bool walks = false;

	if (sqlite3_prepare_v2(db, arena_printf(mem, "EXPLAIN QUERY PLAN %s", s->sqlite), -1, &q,
		    NULL) != SQLITE_OK)
		return sqlite3_errmsg(db);
	while (!trouble && sqlite3_step(q) == SQLITE_ROW) {
		const char *detail = arena_strdup(mem, (const char *)sqlite3_column_text(q, 3));

		trouble = scan_trouble(s, detail);
		walks = walks || is_walk(s->sqlite, detail);
	}
	sqlite3_finalize(q);
	if (s->scan)
		return walks ? NULL : "says why it scans, but does not scan";
	return trouble;
}

static void
check_plan(const struct db_sql *s)
{
	const char *trouble = plan_trouble(s);

	if (trouble)
		fault(s, trouble);
}

static void
no_statement_walks_in_silence(void **state)
{
	(void)state;
	open_sqlite(schema_steps, schema_n);
	assert_true(__stop_wm_sql - __start_wm_sql > 0);
	for (const struct db_sql *s = __start_wm_sql; s < __stop_wm_sql; s++)
		check_plan(s);
	assert_int_equal(faults, 0);
}

/* When rows of a table go, SQLite looks for rows that point to them, once for each of them; without
 * an index, by walking through the whole table that points. */
static bool
is_deleted_from(const char *table)
{
	for (const struct db_sql *s = __start_wm_sql; s < __stop_wm_sql; s++) {
		const char *p = strstr(s->sqlite, "DELETE FROM ");

		if (!p)
			continue;
		p += strlen("DELETE FROM ");
		if (str_eq(next_word(&p), table))
			return true;
	}
	return false;
}

static void
references_have_an_index(void **state)
{
	static const char sql[] =
		"SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_master t, "
		"pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND NOT EXISTS ("
		"SELECT 1 FROM pragma_index_list(t.name) l, pragma_index_info(l.name) i "
		"WHERE i.seqno = 0 AND i.name = f.\"from\") AND NOT EXISTS ("
		"SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = f.\"from\" AND c.pk = 1)";
	sqlite3_stmt *q = NULL;
	int bare = 0;

	(void)state;
	open_sqlite(schema_steps, schema_n);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *child = (const char *)sqlite3_column_text(q, 0);
		const char *parent = (const char *)sqlite3_column_text(q, 2);

		if (is_tiny(child) || !is_deleted_from(parent))
			continue;
		fprintf(stderr, "%s.%s refers to %s, rows of which are deleted: needs an index\n",
			child, (const char *)sqlite3_column_text(q, 1), parent);
		bare++;
	}
	sqlite3_finalize(q);
	assert_int_equal(bare, 0);
}

/* ---- can these tests fail? ---- */

static const struct schema_step small[] = { { 1, "0001_small",
	"CREATE TABLE a (id integer PRIMARY KEY, b integer, t text);"
	"CREATE INDEX a_by_b ON a (b);"
	"CREATE INDEX a_of_some ON a (t) WHERE t <> '';"
	"CREATE TABLE level (id integer PRIMARY KEY, name text);",
	"" } };

static bool
scans(const char *sql, const char *why)
{
	struct db_sql s = { .sqlite = sql, .scan = why };

	return plan_trouble(&s) != NULL;
}

static void
a_full_scan_is_found(void **state)
{
	(void)state;
	open_sqlite(small, 1);
	assert_true(scans("SELECT id FROM a WHERE t = 'x'", NULL));
	assert_true(scans("SELECT z.id FROM a AS z WHERE z.t = 'x'", NULL));
	assert_true(scans("SELECT z.id FROM a z JOIN a y ON y.id = z.b", NULL));
	assert_true(scans("UPDATE a SET t = '' WHERE t = 'x'", NULL));
	assert_true(scans("DELETE FROM a WHERE t = 'x'", NULL));
	assert_true(scans("SELECT id FROM a ORDER BY b", NULL));
	assert_true(scans("SELECT count(*) FROM a", NULL));
	assert_true(scans("SELECT max(t) FROM a", NULL));
	assert_true(scans("WITH x AS (SELECT id FROM a WHERE t = 'y') SELECT id FROM x", NULL));
	assert_true(scans("SELECT id FROM level WHERE id IN (SELECT b FROM a)", NULL));
	assert_true(scans("SELECT id FROM a WHERE id = 1", "says so, but does not"));
	assert_false(scans("SELECT id FROM a WHERE t = 'x'", "a reason"));
	assert_false(scans("SELECT id FROM a WHERE id = ?1", NULL));
	assert_false(scans("SELECT id FROM a WHERE b = ?1 ORDER BY id", NULL));
	assert_false(scans("SELECT id FROM a ORDER BY b LIMIT ?1", NULL));
	assert_false(scans("SELECT id FROM a WHERE t <> '' ORDER BY t", NULL));
	assert_false(scans("SELECT coalesce(max(a.id), 0) FROM a", NULL));
	assert_false(scans("SELECT max(b) FROM a", NULL));
	assert_false(scans("SELECT id FROM level ORDER BY name", NULL));
	assert_false(scans("SELECT max(name) FROM level", "grades are few"));
	assert_false(scans("INSERT INTO a (id, b, t) VALUES (?1, ?2, ?3)", NULL));
}

static int
begin(void **state)
{
	(void)state;
	mem = arena_new(0);
	faults = 0;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	sqlite3_close(db);
	db = NULL;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_scan_is_found, begin, end),
		cmocka_unit_test_setup_teardown(no_statement_walks_in_silence, begin, end),
		cmocka_unit_test_setup_teardown(references_have_an_index, begin, end),
	};

	return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}
