/* SPDX-License-Identifier: Apache-2.0 */
/* Schema steps on PostgreSQL: under an advisory lock, each in a transaction that also notes it. */
#include "engine/db/postgres.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "engine/db/migrate.h"

/* Any number that no other program picks: "waymark" in ASCII. */
#define LOCK "SELECT pg_advisory_lock(33617691440083563)"

static bool
exec(PGconn *h, const char *sql)
{
	PGresult *res = PQexec(h, sql);
	ExecStatusType status = PQresultStatus(res);

	PQclear(res);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static const char *
text(PGconn *h, struct arena *mem, const char *sql)
{
	PGresult *res = PQexec(h, sql);
	const char *ret = NULL;

	if (PQresultStatus(res) == PGRES_TUPLES_OK && PQntuples(res))
		ret = arena_strdup(mem, PQgetvalue(res, 0, 0));
	PQclear(res);
	return ret;
}

static enum result
failed(PGconn *h, struct arena *mem, const struct schema_step *step, const char **ret_why)
{
	const char *message = PQerrorMessage(h);

	*ret_why = arena_printf(mem, "schema step %s failed, nothing of it was kept: %.*s",
		step ? step->name : "-", (int)strcspn(message, "\n"), message);
	return FAILED;
}

static enum result
run_step(PGconn *h, struct arena *mem, const struct schema_step *step, const char **ret_why)
{
	const char *number = arena_printf(mem, "%d", step->number);
	const char *const values[] = { number, step->name };
	PGresult *res;
	bool good;

	if (!exec(h, "BEGIN") || !exec(h, step->pg))
		return failed(h, mem, step, ret_why);
	res = PQexecParams(h,
		"INSERT INTO schema_step (number, name, made_at) "
		"VALUES ($1, $2, extract(epoch FROM now())::bigint)",
		2, NULL, values, NULL, NULL, 0);
	good = PQresultStatus(res) == PGRES_COMMAND_OK;
	PQclear(res);
	if (!good || !exec(h, "COMMIT"))
		return failed(h, mem, step, ret_why);
	return OK;
}

enum result
pg_schema(struct db *db, struct arena *mem, struct schema_state *ret, const char **ret_why)
{
	PGconn *h = pg_connect(db->url, mem, ret_why);
	const char *newest;

	if (!h)
		return FAILED;
	/* Without a table of steps there are none. */
	newest = text(h, mem, MIGRATE_NEWEST);
	ret->newest = newest ? strtoll(newest, NULL, 10) : 0;
	if (newest)
		ret->name = text(h, mem, arena_printf(mem, MIGRATE_NAME, (long long)ret->newest));
	PQfinish(h);
	return OK;
}

/* With the lock: what is there, and then what is missing. */
static enum result
run_steps(PGconn *h, struct arena *mem, const struct schema_step *steps, int n, int *ret_done,
	const char **ret_why)
{
	struct schema_state s = { .newest = 0 };
	const char *newest;
	enum result r;
	int at;

	if (!exec(h, MIGRATE_TABLE) || !(newest = text(h, mem, MIGRATE_NEWEST)))
		return failed(h, mem, NULL, ret_why);
	s.newest = strtoll(newest, NULL, 10);
	s.name = text(h, mem, arena_printf(mem, MIGRATE_NAME, (long long)s.newest));
	r = schema_judge(mem, &s, steps, n, &at, ret_why);
	for (; r == OK && at < n; at++) {
		r = run_step(h, mem, &steps[at], ret_why);
		if (r == OK) {
			log_info("schema=%s done", steps[at].name);
			++*ret_done;
		}
	}
	return r;
}

/* The lock belongs to the session: it goes with it, however the session ends. */
enum result
pg_migrate(struct db *db, struct arena *mem, const struct schema_step *steps, int n, int *ret_done,
	const char **ret_why)
{
	PGconn *h = pg_connect(db->url, mem, ret_why);
	enum result r;

	if (!h)
		return FAILED;
	if (exec(h, "SET lock_timeout = '120s'") && exec(h, LOCK))
		r = run_steps(h, mem, steps, n, ret_done, ret_why);
	else
		r = failed(h, mem, NULL, ret_why);
	PQfinish(h);
	return r;
}
