/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every statement of every .sql file, prepared on both databases and compared with what sql2c has
 * written about it. On PostgreSQL the server describes parameters and columns; WAYMARK_TEST_PG names
 * the database (tests/storage/postgres.sh with …).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "engine/db/schema.h"

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

static void
check_sqlite(const struct db_sql *s)
{
	sqlite3_stmt *q = NULL;

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
	"CREATE TABLE a (id integer PRIMARY KEY, b integer, t text)",
	"CREATE TABLE a (id bigint PRIMARY KEY, b bigint, t text)" } };

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
		cmocka_unit_test_setup_teardown(a_statement_of_one_database_is_found, begin, end),
		cmocka_unit_test_setup_teardown(statements_fit_sqlite, begin, end),
		cmocka_unit_test_setup_teardown(statements_fit_postgres, begin, end),
	};

	return cmocka_run_group_tests_name("statements", tests, NULL, NULL);
}
