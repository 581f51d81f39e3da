/* SPDX-License-Identifier: Apache-2.0 */
/* Statements of SQLite: prepared once per connection, found by number, the least used given up. */
#include "engine/db/sqlite.h"

#include <string.h>

#define CACHED 160 /* prepared statements that a connection keeps; each takes about 4 kB */

static void
evict(struct sqlite_conn *conn)
{
	struct sqlite_slot *oldest = NULL;
	int i, n = db_sql_count();

	for (i = 0; i < n; i++) {
		struct sqlite_slot *slot = &conn->slots[i];

		if (slot->st && !slot->busy && (!oldest || slot->used < oldest->used))
			oldest = slot;
	}
	if (!oldest)
		return;
	sqlite3_finalize(oldest->st);
	oldest->st = NULL;
	conn->n_cached--;
}

void
sqlite_forget(struct sqlite_conn *conn)
{
	int i, n = db_sql_count();

	for (i = 0; i < n; i++) {
		sqlite3_finalize(conn->slots[i].st);
		conn->slots[i] = (struct sqlite_slot){ .st = NULL };
	}
	conn->n_cached = 0;
}

/* The cached statement, or one of its own if that is being read or is not numbered. */
static int
acquire(struct sqlite_conn *conn, struct db_rows *r)
{
	int number = db_sql_number(r->sql), rc;
	struct sqlite_slot *slot = number < 0 ? NULL : &conn->slots[number];
	sqlite3_stmt *st = NULL;

	conn->count++;
	r->own = !slot || slot->busy;
	if (!r->own && slot->st) {
		slot->used = conn->count;
		slot->busy = true;
		r->handle = slot->st;
		return SQLITE_OK;
	}
	rc = sqlite3_prepare_v3(
		conn->h, r->sql->sqlite, -1, r->own ? 0 : SQLITE_PREPARE_PERSISTENT, &st, NULL);
	if (rc != SQLITE_OK)
		return rc;
	r->handle = st;
	if (!r->own) {
		if (conn->n_cached >= CACHED)
			evict(conn);
		conn->n_cached++;
		*slot = (struct sqlite_slot){ .st = st, .used = conn->count, .busy = true };
	}
	return SQLITE_OK;
}

static int
bind(sqlite3_stmt *st, const struct db_sql *s, const struct db_value *params)
{
	int i, rc = SQLITE_OK;

	for (i = 0; i < s->n_params && rc == SQLITE_OK; i++) {
		const struct db_value *v = &params[i];

		switch ((enum db_type)s->params[i]) {
		case DB_INT:
			rc = sqlite3_bind_int64(st, i + 1, v->i);
			break;
		case DB_REF:
			rc = v->i ? sqlite3_bind_int64(st, i + 1, v->i)
				  : sqlite3_bind_null(st, i + 1);
			break;
		case DB_TEXT:
			rc = sqlite3_bind_text(st, i + 1, v->s ? v->s : "", -1, SQLITE_STATIC);
			break;
		case DB_REAL:
			rc = sqlite3_bind_double(st, i + 1, v->r);
			break;
		case DB_BLOB:
		case DB_SEALED:
			rc = sqlite3_bind_blob64(
				st, i + 1, v->b.n ? v->b.p : "", v->b.n, SQLITE_STATIC);
			break;
		}
	}
	return rc;
}

bool
sqlite_run(struct db_rows *r, const struct db_value *params)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)r->conn;
	int rc = acquire(conn, r);

	if (rc == SQLITE_OK)
		rc = bind(r->handle, r->sql, params);
	if (rc == SQLITE_OK)
		return true;
	sqlite_fault(conn, r->c, r->sql, rc);
	if (r->handle)
		sqlite_close_rows(r);
	return false;
}

static void
read_column(struct db_rows *r, int i, struct db_value *v)
{
	sqlite3_stmt *st = r->handle;
	const void *p;
	size_t n;

	switch ((enum db_type)r->sql->cols[i]) {
	case DB_INT:
	case DB_REF:
		v->i = sqlite3_column_int64(st, i);
		break;
	case DB_TEXT:
		p = sqlite3_column_text(st, i);
		v->s = p ? arena_strndup(r->c->mem, p, (size_t)sqlite3_column_bytes(st, i)) : "";
		break;
	case DB_REAL:
		v->r = sqlite3_column_double(st, i);
		break;
	case DB_BLOB:
	case DB_SEALED:
		p = sqlite3_column_blob(st, i);
		n = (size_t)sqlite3_column_bytes(st, i);
		v->b = (struct bytes){ .p = p ? arena_memdup(r->c->mem, p, n) : "",
			.n = p ? n : 0 };
		break;
	}
}

bool
sqlite_next(struct db_rows *r, struct db_value *row)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)r->conn;
	int i, rc;

	if (r->at < 0)
		return false;
	rc = sqlite3_step(r->handle);
	if (rc == SQLITE_ROW) {
		for (i = 0; i < r->sql->n_cols; i++)
			read_column(r, i, &row[i]);
		return true;
	}
	r->at = -1;
	if (rc != SQLITE_DONE)
		sqlite_fault(conn, r->c, r->sql, rc);
	return false;
}

int64_t
sqlite_change(struct db_rows *r)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)r->conn;
	int rc;

	while ((rc = sqlite3_step(r->handle)) == SQLITE_ROW)
		;
	r->at = -1;
	if (rc == SQLITE_DONE)
		return sqlite3_changes64(conn->h);
	sqlite_fault(conn, r->c, r->sql, rc);
	return 0;
}

/* A statement that writes is run to its end even if only its first row was wanted: foreign keys are
 * looked at only there. */
void
sqlite_close_rows(struct db_rows *r)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)r->conn;
	int number = db_sql_number(r->sql);

	if (r->sql->writes && r->at == 0 && !r->conn->faulty)
		sqlite_change(r);
	if (r->own) {
		sqlite3_finalize(r->handle);
		return;
	}
	sqlite3_reset(r->handle);
	conn->slots[number].busy = false;
}
