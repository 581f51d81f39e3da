/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PostgreSQL: several connections that write, each on a thread of its own, and several that read.
 *
 * Writes are SERIALIZABLE. A rule is written as if it were alone: it counts a mentor's places and then
 * takes one, it looks whether a relationship is active and then adds to it. On SQLite that is true,
 * because there is one writer. READ COMMITTED would lose updates here, and REPEATABLE READ would still
 * let two such rules pass each other (write skew). SERIALIZABLE makes the server refuse one of them,
 * which is then run again: the same rules hold on both databases without a lock in any of them.
 * Reads are REPEATABLE READ: one snapshot for a page, never refused.
 */
#include "engine/db/postgres.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

/* Waits between them add up to some 0.2 s: somebody who sent a form rather waits than sends it again. */
#define TRIES 8
#define OLDEST_SERVER 130000

/* A transaction that nobody ends must not keep what it holds for ever. */
static const char settings[] = "SET statement_timeout = '60s';"
			       "SET idle_in_transaction_session_timeout = '60s'";

static void
no_notices(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

/* The first line of what libpq says, which ends in a newline and may have several. */
static const char *
first_line(struct arena *mem, const char *message)
{
	return arena_strndup(mem, message, strcspn(message, "\n"));
}

PGconn *
pg_connect(const char *url, struct arena *mem, const char **ret_why)
{
	const char *const names[] = { "connect_timeout", "fallback_application_name", "dbname",
		"client_encoding", NULL };
	const char *const values[] = { "5", "waymark", url, "UTF8", NULL };
	PGconn *h = PQconnectdbParams(names, values, 1);

	if (!h)
		fatal("out of memory");
	if (PQstatus(h) != CONNECTION_OK)
		*ret_why = arena_printf(
			mem, "cannot reach PostgreSQL: %s", first_line(mem, PQerrorMessage(h)));
	else if (PQserverVersion(h) < OLDEST_SERVER)
		*ret_why = arena_printf(mem, "PostgreSQL 13 or newer is needed, this one is %d",
			PQserverVersion(h) / 10000);
	else {
		PQsetNoticeProcessor(h, no_notices, NULL);
		return h;
	}
	PQfinish(h);
	return NULL;
}

static bool
exec(PGconn *h, const char *sql)
{
	PGresult *res = PQexec(h, sql);
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK;

	PQclear(res);
	return good;
}

static struct db_conn *
conn_open(struct db *db, bool writing, struct arena *mem, const char **ret_why)
{
	struct pg_conn *conn;
	PGconn *h = pg_connect(db->url, mem, ret_why);

	if (!h)
		return NULL;
	if (!exec(h, settings)) {
		*ret_why = arena_printf(mem, "PostgreSQL refuses its settings: %s",
			first_line(mem, PQerrorMessage(h)));
		PQfinish(h);
		return NULL;
	}
	conn = calloc(1, sizeof *conn);
	if (conn)
		conn->prepared = calloc((size_t)db_sql_count() + 1, sizeof *conn->prepared);
	if (!conn || !conn->prepared)
		fatal("out of memory");
	conn->conn.db = db;
	conn->conn.writing = writing;
	conn->h = h;
	return &conn->conn;
}

static void
conn_close(struct db_conn *base)
{
	struct pg_conn *conn = (struct pg_conn *)base;

	PQfinish(conn->h);
	free(conn->prepared);
	free(conn);
}

/* Begins; a connection that was lost while it was not used is made once more. */
static bool
begin_as(struct pg_conn *conn, const char *sql)
{
	if (exec(conn->h, sql))
		return true;
	if (PQstatus(conn->h) == CONNECTION_OK)
		return false;
	PQreset(conn->h);
	memset(conn->prepared, 0, (size_t)db_sql_count() * sizeof *conn->prepared);
	if (PQstatus(conn->h) != CONNECTION_OK)
		return false;
	log_info("database=reconnected");
	return exec(conn->h, settings) && exec(conn->h, sql);
}

static bool
begin(struct db_conn *base)
{
	return begin_as((struct pg_conn *)base, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

static void
end(struct db_conn *base)
{
	struct pg_conn *conn = (struct pg_conn *)base;

	if (PQtransactionStatus(conn->h) != PQTRANS_IDLE && !exec(conn->h, "ROLLBACK"))
		base->lost = true;
}

static bool
command(struct db_conn *base, const char *sql)
{
	struct pg_conn *conn = (struct pg_conn *)base;
	PGresult *res = PQexec(conn->h, sql);
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK;

	if (!good) {
		base->lost = true;
		pg_fault(conn, NULL, NULL, res);
	}
	PQclear(res);
	return good;
}

void
pg_fault(struct pg_conn *conn, const struct ctx *c, const struct db_sql *s, PGresult *res)
{
	struct db_conn *base = &conn->conn;
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *rule = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	char why[400];

	state = state ? state : "";
	if (!base->faulty) {
		if (str_eq(state, "40001") || str_eq(state, "40P01"))
			base->again = true;
		if (str_eq(state, "23505") || str_eq(state, "23514") || str_eq(state, "23503"))
			base->constraint = true;
	}
	/* Before COMMIT, a lost connection has changed nothing: all can be run again. */
	if (PQstatus(conn->h) != CONNECTION_OK)
		base->lost = base->again = true;
	/* Class 22 quotes the value that it does not like. */
	if (!text || str_starts(state, "22"))
		text = "";
	snprintf(why, sizeof why, "sqlstate=%s rule=%s %s", *state ? state : "-", rule ? rule : "-",
		text);
	db_conn_fault(base, c, s, why);
}

/* COMMIT of a transaction that has failed says ROLLBACK and is no error. */
static enum result
commit(struct pg_conn *conn)
{
	struct db_conn *base = &conn->conn;
	PGresult *res = PQexec(conn->h, "COMMIT");
	enum result r = OK;

	if (PQresultStatus(res) != PGRES_COMMAND_OK) {
		pg_fault(conn, NULL, NULL, res);
		/* Nobody knows whether a COMMIT without an answer has happened. */
		if (PQstatus(conn->h) != CONNECTION_OK)
			base->again = false;
		r = base->constraint ? CONFLICT : FAILED;
	} else if (!str_eq(PQcmdStatus(res), "COMMIT"))
		r = FAILED;
	PQclear(res);
	return r;
}

/* The n-th try waits a little longer, and no two servers wait equally long. */
static void
wait_a_little(int n)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec = n * (2000000 + t.tv_nsec % 8000000);
	t.tv_sec = 0;
	nanosleep(&t, NULL);
}

static void
serve_one(struct pg_conn *conn, struct db_request *q)
{
	struct db_conn *base = &conn->conn;
	struct ctx *c = q->c;
	int n;

	for (n = 1;; n++) {
		if (!begin_as(conn, "BEGIN ISOLATION LEVEL SERIALIZABLE")) {
			log_error("database=unreachable");
			q->r = BUSY;
			c->why = tr_text(
				c->lang, N_("The database does not answer. Please try again."));
			return;
		}
		db_request_run(base, q);
		if (q->r == OK)
			q->r = commit(conn);
		if (q->r == OK) {
			atomic_fetch_add(&base->db->commits, 1);
			return;
		}
		if (PQtransactionStatus(conn->h) != PQTRANS_IDLE)
			exec(conn->h, "ROLLBACK");
		if (!base->again)
			return;
		if (n == TRIES)
			break;
		c->problems = NULL;
		c->why = NULL;
		wait_a_little(n);
	}
	q->r = BUSY;
	c->why = tr_text(
		c->lang, N_("Too many people changed the same thing at once. Please try again."));
}

static void
serve(struct db_conn *base, struct db_request *list)
{
	for (; list; list = list->next)
		serve_one((struct pg_conn *)base, list);
}

static enum result
backup(struct db *db, const char *path, struct arena *mem, const char **ret_why)
{
	(void)db;
	(void)path;
	*ret_why =
		arena_strdup(mem, "a PostgreSQL database is copied with pg_dump, and restored with "
				  "pg_restore; keep a copy of the key file beside it");
	return FAILED;
}

/* PostgreSQL keeps its own pages in order; what can be told from outside is an index or a rule that
 * was left half made. */
static enum result
check(struct db *db, struct arena *mem, const char **ret_why)
{
	static const char query[] =
		"SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
		"WHERE c.relnamespace = current_schema::regnamespace AND NOT i.indisvalid "
		"UNION ALL SELECT conname FROM pg_constraint "
		"WHERE connamespace = current_schema::regnamespace AND NOT convalidated LIMIT 1";
	PGconn *h = pg_connect(db->url, mem, ret_why);
	enum result r = OK;
	PGresult *res;

	if (!h)
		return FAILED;
	res = PQexec(h, query);
	if (PQresultStatus(res) != PGRES_TUPLES_OK) {
		*ret_why = arena_printf(
			mem, "the check could not run: %s", first_line(mem, PQerrorMessage(h)));
		r = FAILED;
	} else if (PQntuples(res)) {
		*ret_why = arena_printf(mem, "%s is not valid", PQgetvalue(res, 0, 0));
		r = FAILED;
	}
	PQclear(res);
	PQfinish(h);
	return r;
}

const struct db_driver db_postgres = {
	.batch = 1,
	.open = conn_open,
	.close = conn_close,
	.begin = begin,
	.end = end,
	.serve = serve,
	.run = pg_run,
	.next = pg_next,
	.change = pg_change,
	.close_rows = pg_close_rows,
	.command = command,
	.migrate = pg_migrate,
	.schema = pg_schema,
	.backup = backup,
	.check = check,
};
