/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_engine.h"

#include <sqlite3.h>
#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "engine/crypt/seal.h"
#include "engine/db/schema.h"
#include "engine/json/json.h"

static sqlite3 *db;
static int open_rows;

struct db_rows {
	struct ctx *c;
	const struct db_sql *sql;
	sqlite3_stmt *stmt;
};

void
fake_open(void)
{
	MUST(sqlite3_open(":memory:", &db) == SQLITE_OK);
	for (int i = 0; i < schema_n; i++)
		MUST(sqlite3_exec(db, schema_steps[i].sqlite, NULL, NULL, NULL) == SQLITE_OK);
}

void
fake_close(void)
{
	MUST(sqlite3_close(db) == SQLITE_OK);
}

int
fake_open_rows(void)
{
	return open_rows;
}

const char *
fake_look(struct ctx *c, const char *sql)
{
	sqlite3_stmt *q = NULL;
	const char *text;

	MUST(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK);
	MUST(sqlite3_step(q) == SQLITE_ROW);
	text = arena_strdup(c->mem, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return text;
}

struct db_rows *
db_run(struct ctx *c, const struct db_sql *s, const struct db_value *p)
{
	struct db_rows *r = ARENA_NEW(c->mem, struct db_rows);

	*r = (struct db_rows){ c, s, NULL };
	MUST(sqlite3_prepare_v2(db, s->sqlite, -1, &r->stmt, NULL) == SQLITE_OK);
	MUST(sqlite3_bind_parameter_count(r->stmt) == s->n_params);
	MUST(sqlite3_column_count(r->stmt) == s->n_cols);
	MUST(!sqlite3_stmt_readonly(r->stmt) == s->writes);
	for (int i = 0; i < s->n_params; i++) {
		if (s->params[i] == DB_TEXT)
			sqlite3_bind_text(r->stmt, i + 1, p[i].s, -1, SQLITE_TRANSIENT);
		else if (s->params[i] == DB_REAL)
			sqlite3_bind_double(r->stmt, i + 1, p[i].r);
		else if (s->params[i] == DB_BLOB)
			sqlite3_bind_blob(
				r->stmt, i + 1, p[i].b.p, (int)p[i].b.n, SQLITE_TRANSIENT);
		else if (s->params[i] == DB_INT || p[i].i)
			sqlite3_bind_int64(r->stmt, i + 1, p[i].i);
	}
	open_rows++;
	return r;
}

bool
db_next(struct db_rows *r, struct db_value *row)
{
	if (sqlite3_step(r->stmt) != SQLITE_ROW) {
		db_close_rows(r);
		return false;
	}
	for (int i = 0; i < r->sql->n_cols; i++) {
		int type = r->sql->cols[i];
		size_t n = (size_t)sqlite3_column_bytes(r->stmt, i);

		if (type == DB_TEXT)
			row[i].s = arena_strdup(
				r->c->mem, (const char *)sqlite3_column_text(r->stmt, i));
		else if (type == DB_REAL)
			row[i].r = sqlite3_column_double(r->stmt, i);
		else if (type == DB_BLOB)
			row[i].b = (struct bytes){ n ? arena_memdup(r->c->mem,
							       sqlite3_column_blob(r->stmt, i), n)
						     : NULL,
				n };
		else
			row[i].i = sqlite3_column_int64(r->stmt, i);
	}
	return true;
}

/* Nothing fails here. */
bool
db_blank(const struct ctx *c, const struct db_sql *s, struct db_value *row)
{
	(void)c, (void)s, (void)row;
	return false;
}

void
db_close_rows(struct db_rows *r)
{
	sqlite3_finalize(r->stmt);
	open_rows--;
}

int64_t
db_change(struct ctx *c, const struct db_sql *s, const struct db_value *params)
{
	struct db_rows *r = db_run(c, s, params);

	MUST(!db_next(r, NULL));
	return sqlite3_changes64(db);
}

/* "note.body/3/12 text": the tests can see that place, scope and row are those of the row. */
struct bytes
seal_text(struct ctx *c, const char *place, int64_t scope, int64_t row, const char *text)
{
	const char *s = arena_printf(
		c->mem, "%s/%lld/%lld %s", place, (long long)scope, (long long)row, text);

	return (struct bytes){ s, strlen(s) };
}

const char *
seal_open(struct ctx *c, const char *place, int64_t scope, int64_t row, struct bytes b)
{
	struct bytes head = seal_text(c, place, scope, row, "");

	if (!b.n)
		return "";
	if (b.n < head.n || memcmp(b.p, head.p, head.n) != 0)
		return "does not open";
	return arena_strndup(c->mem, (const char *)b.p + head.n, b.n - head.n);
}

static void
key(struct json *j, const char *name)
{
	buf_str(j->b, j->comma ? "," : "");
	if (name)
		buf_printf(j->b, "%s:", name);
	j->comma = true;
}

void
json_open(struct json *j, const char *name)
{
	key(j, name);
	buf_chr(j->b, '{');
	j->comma = false;
}

void
json_close(struct json *j)
{
	buf_chr(j->b, '}');
	j->comma = true;
}

void
json_open_list(struct json *j, const char *name)
{
	key(j, name);
	buf_chr(j->b, '[');
	j->comma = false;
}

void
json_close_list(struct json *j)
{
	buf_chr(j->b, ']');
	j->comma = true;
}

void
json_text(struct json *j, const char *name, const char *value)
{
	key(j, name);
	buf_str(j->b, value);
}

void
json_int(struct json *j, const char *name, int64_t value)
{
	key(j, name);
	buf_int(j->b, value);
}

void
json_number(struct json *j, const char *name, double value)
{
	key(j, name);
	buf_printf(j->b, "%g", value);
}

void
json_bool(struct json *j, const char *name, bool value)
{
	key(j, name);
	buf_str(j->b, value ? "true" : "false");
}
