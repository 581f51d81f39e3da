/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every statement of every .sql file, on both databases: prepared, and compared with what sql2c has
 * written about it. On SQLite the plan is read as well: a statement that walks through a whole
 * table that can grow has to say why (`-- scan: …`). On PostgreSQL the server describes parameters
 * and columns; WAYMARK_TEST_PG names the database (tests/storage/postgres.sh with …).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
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
static PGconn *pg;
static int faults;

static void
fault(const struct db_sql *s, const char *what)
{
	fprintf(stderr, "%s:%d: %s: %s\n", s->file, s->line, s->name, what);
	faults++;
}

/* ---- SQLite ---- */

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

/* What is wrong with one line of a plan, or NULL. */
static const char *
scan_trouble(const struct db_sql *s, const char *detail)
{
	const char *p = detail, *table;

	if (!str_starts(detail, "SCAN ") || str_starts(detail, "SCAN CONSTANT"))
		return NULL;
	p += strlen("SCAN ");
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

	if (sqlite3_prepare_v2(db, arena_printf(mem, "EXPLAIN QUERY PLAN %s", s->sqlite), -1, &q,
		    NULL) != SQLITE_OK)
		return sqlite3_errmsg(db);
	while (!trouble && sqlite3_step(q) == SQLITE_ROW)
		trouble =
			scan_trouble(s, arena_strdup(mem, (const char *)sqlite3_column_text(q, 3)));
	sqlite3_finalize(q);
	if (trouble && s->scan)
		return NULL;
	if (!trouble && s->scan)
		return "says why it scans, but does not scan";
	return trouble;
}

static void
check_sqlite(const struct db_sql *s)
{
	sqlite3_stmt *q = NULL;
	const char *trouble;

	if (sqlite3_prepare_v2(db, s->sqlite, -1, &q, NULL) != SQLITE_OK) {
		fault(s, sqlite3_errmsg(db));
		return;
	}
	if (sqlite3_bind_parameter_count(q) != s->n_params)
		fault(s, "has another number of parameters");
	if (sqlite3_column_count(q) != s->n_cols)
		fault(s, "has another number of columns");
	if (!sqlite3_stmt_readonly(q) != s->writes)
		fault(s, "writes, or does not, unlike it says");
	sqlite3_finalize(q);
	trouble = plan_trouble(s);
	if (trouble)
		fault(s, trouble);
}

static void
statements_fit_sqlite(void **state)
{
	(void)state;
	open_sqlite(schema_steps, schema_n);
	assert_true(__stop_wm_sql - __start_wm_sql > 0);
	for (const struct db_sql *s = __start_wm_sql; s < __stop_wm_sql; s++)
		check_sqlite(s);
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

/* ---- PostgreSQL ---- */

enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_FLOAT8 = 701,
	OID_NUMERIC = 1700,
};

static void
open_postgres(const struct schema_step *steps, int n)
{
	const char *url = getenv("WAYMARK_TEST_PG");

	if (!url || !*url)
		fail_msg("WAYMARK_TEST_PG is not set: run this with tests/storage/postgres.sh with "
			 "…");
	pg = PQconnectdb(url);
	if (PQstatus(pg) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(pg));
	PQclear(PQexec(pg, "SET client_min_messages = error"));
	PQclear(PQexec(pg, "CREATE SCHEMA statements_test; SET search_path = statements_test"));
	for (int i = 0; i < n; i++) {
		PGresult *res = PQexec(pg, steps[i].pg);
		bool good = PQresultStatus(res) == PGRES_COMMAND_OK;

		PQclear(res);
		if (!good)
			fail_msg("%s: %s", steps[i].name, PQerrorMessage(pg));
	}
}

/* What the driver names to the server (engine/db/postgres_stmt.c). */
static Oid
param_oid(enum db_type type)
{
	switch (type) {
	case DB_INT:
	case DB_REF:
		return OID_INT8;
	case DB_TEXT:
		return OID_TEXT;
	case DB_REAL:
		return OID_FLOAT8;
	case DB_BLOB:
	case DB_SEALED:
		break;
	}
	return OID_BYTEA;
}

/* count() is a bigint, sum() of bigints a numeric, a comparison a boolean: all read as numbers. */
static bool
column_fits(enum db_type type, Oid oid)
{
	bool whole = oid == OID_INT2 || oid == OID_INT4 || oid == OID_INT8 || oid == OID_NUMERIC;

	switch (type) {
	case DB_INT:
	case DB_REF:
		return whole || oid == OID_BOOL;
	case DB_TEXT:
		return oid == OID_TEXT;
	case DB_REAL:
		return whole || oid == OID_FLOAT8;
	case DB_BLOB:
	case DB_SEALED:
		break;
	}
	return oid == OID_BYTEA;
}

/* Prepares s; what is wrong, or NULL. */
static const char *
describe_trouble(const struct db_sql *s)
{
	Oid *types = ARENA_ARRAY(mem, Oid, s->n_params + 1);
	const char *trouble = NULL;
	PGresult *res;

	for (int i = 0; i < s->n_params; i++)
		types[i] = param_oid((enum db_type)s->params[i]);
	res = PQprepare(pg, "", s->pg, s->n_params, types);
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		trouble = arena_strdup(mem, PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY));
	PQclear(res);
	if (trouble)
		return trouble;
	res = PQdescribePrepared(pg, "");
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		trouble = arena_strdup(mem, PQerrorMessage(pg));
	else if (PQnparams(res) != s->n_params)
		trouble = "has another number of parameters";
	else if (PQnfields(res) != s->n_cols)
		trouble = "has another number of columns";
	for (int i = 0; !trouble && i < s->n_cols; i++)
		if (!column_fits((enum db_type)s->cols[i], PQftype(res, i)))
			trouble =
				arena_printf(mem, "its column %s is of another type here (oid %u)",
					PQfname(res, i), PQftype(res, i));
	PQclear(res);
	return trouble;
}

static void
statements_fit_postgres(void **state)
{
	(void)state;
	open_postgres(schema_steps, schema_n);
	for (const struct db_sql *s = __start_wm_sql; s < __stop_wm_sql; s++) {
		const char *trouble = describe_trouble(s);

		if (trouble)
			fault(s, arena_printf(mem, "on PostgreSQL: %s", trouble));
	}
	assert_int_equal(faults, 0);
}

/* ---- can these tests fail? ---- */

static const struct schema_step small[] = { { 1, "0001_small",
	"CREATE TABLE a (id integer PRIMARY KEY, b integer, t text);"
	"CREATE INDEX a_by_b ON a (b);"
	"CREATE INDEX a_of_some ON a (t) WHERE t <> '';"
	"CREATE TABLE level (id integer PRIMARY KEY, name text);",
	"CREATE TABLE a (id bigint PRIMARY KEY, b bigint, t text);"
	"CREATE TABLE level (id bigint PRIMARY KEY, name text)" } };

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
	assert_true(scans("WITH x AS (SELECT id FROM a WHERE t = 'y') SELECT id FROM x", NULL));
	assert_true(scans("SELECT id FROM level WHERE id IN (SELECT b FROM a)", NULL));
	assert_true(scans("SELECT id FROM a WHERE id = 1", "says so, but does not"));
	assert_false(scans("SELECT id FROM a WHERE t = 'x'", "a reason"));
	assert_false(scans("SELECT id FROM a WHERE id = ?1", NULL));
	assert_false(scans("SELECT id FROM a WHERE b = ?1 ORDER BY id", NULL));
	assert_false(scans("SELECT id FROM a ORDER BY b LIMIT ?1", NULL));
	assert_false(scans("SELECT id FROM a WHERE t <> '' ORDER BY t", NULL));
	assert_false(scans("SELECT id FROM level ORDER BY name", NULL));
	assert_false(scans("INSERT INTO a (id, b, t) VALUES (?1, ?2, ?3)", NULL));
}

static bool
fits(const char *sql, int n_params, uint8_t param, int n_cols, uint8_t col)
{
	uint8_t params[] = { param, param }, cols[] = { col, col };
	struct db_sql s = {
		.pg = sql, .params = params, .cols = cols, .n_params = n_params, .n_cols = n_cols
	};

	return describe_trouble(&s) == NULL;
}

static void
a_statement_of_one_database_is_found(void **state)
{
	(void)state;
	open_postgres(small, 1);
	assert_true(fits("SELECT b FROM a WHERE id = $1", 1, DB_INT, 1, DB_INT));
	assert_true(fits("SELECT sum(b), count(*) FROM a", 0, 0, 2, DB_INT));
	assert_true(fits("SELECT t FROM a LIMIT $1 OFFSET $2", 2, DB_INT, 1, DB_TEXT));
	assert_false(fits("SELECT c FROM a", 0, 0, 1, DB_INT));
	assert_false(fits("SELECT ifnull(b, 0) FROM a", 0, 0, 1, DB_INT));
	assert_false(fits("SELECT t FROM a", 0, 0, 1, DB_INT));
	assert_false(fits("SELECT b FROM a", 0, 0, 1, DB_TEXT));
	assert_false(fits("SELECT t FROM a", 0, 0, 1, DB_BLOB));
	assert_false(fits("SELECT b FROM a", 0, 0, 2, DB_INT));
	assert_false(fits("SELECT b FROM a WHERE t = $1", 1, DB_INT, 1, DB_INT));
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
	if (pg)
		PQclear(PQexec(pg, "DROP SCHEMA statements_test CASCADE"));
	PQfinish(pg);
	pg = NULL;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_scan_is_found, begin, end),
		cmocka_unit_test_setup_teardown(a_statement_of_one_database_is_found, begin, end),
		cmocka_unit_test_setup_teardown(statements_fit_sqlite, begin, end),
		cmocka_unit_test_setup_teardown(references_have_an_index, begin, end),
		cmocka_unit_test_setup_teardown(statements_fit_postgres, begin, end),
	};

	return cmocka_run_group_tests_name("statements", tests, NULL, NULL);
}
