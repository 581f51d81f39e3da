/* SPDX-License-Identifier: Apache-2.0 */
/* Schema steps on SQLite: each in one transaction that also notes it in schema_step. */
#include "engine/db/sqlite.h"

#include "base/log.h"
#include "base/str.h"
#include "engine/db/migrate.h"

/* Another server may hold the lock for the whole length of its steps. */
#define PATIENCE 120000

static enum result
failed(sqlite3 *h, struct arena *mem, const struct schema_step *step, const char **ret_why)
{
	*ret_why = arena_printf(mem, "schema step %s failed, nothing of it was kept: %s",
		step ? step->name : "-", sqlite3_errmsg(h));
	if (!sqlite3_get_autocommit(h))
		sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
	return FAILED;
}

static struct schema_state
state(sqlite3 *h, struct arena *mem)
{
	struct schema_state s = { .newest = sqlite_int(h, MIGRATE_NEWEST, 0) };

	if (s.newest > 0)
		s.name = sqlite_text(h, mem, arena_printf(mem, MIGRATE_NAME, (long long)s.newest));
	return s;
}

/* What the database says of itself, in the transaction that holds the lock. */
static enum result
look(sqlite3 *h, struct arena *mem, const struct schema_step *steps, int n, int *ret_at,
	const char **ret_why)
{
	struct schema_state s = state(h, mem);

	return schema_judge(mem, &s, steps, n, ret_at, ret_why);
}

static bool
run_step(sqlite3 *h, struct arena *mem, const struct schema_step *step, const char **ret_why)
{
	char *note = sqlite3_mprintf("INSERT INTO schema_step (number, name, made_at) "
				     "VALUES (%d, %Q, unixepoch())",
		step->number, step->name);
	int rc = sqlite3_exec(h, step->sqlite, NULL, NULL, NULL);

	if (rc == SQLITE_OK && sqlite_text(h, mem, "PRAGMA foreign_key_check")) {
		*ret_why = arena_printf(mem,
			"schema step %s leaves rows that refer to nothing; nothing of it was kept",
			step->name);
		sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
		sqlite3_free(note);
		return false;
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, note, NULL, NULL, NULL);
	sqlite3_free(note);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return true;
	failed(h, mem, step, ret_why);
	return false;
}

enum result
sqlite_schema(struct db *db, struct arena *mem, struct schema_state *ret, const char **ret_why)
{
	sqlite3 *h = sqlite_open_db(db, mem, ret_why);

	if (!h)
		return FAILED;
	*ret = state(h, mem);
	sqlite3_close(h);
	return OK;
}

enum result
sqlite_migrate(struct db *db, struct arena *mem, const struct schema_step *steps, int n,
	int *ret_done, const char **ret_why)
{
	sqlite3 *h = sqlite_open(db->url, SQLITE_OPEN_READWRITE, mem, ret_why);
	enum result r = OK;
	int at = 0;

	if (!h)
		return FAILED;
	sqlite3_busy_timeout(h, PATIENCE);
	/* Off while tables are remade; run_step looks at all rows before it commits. */
	sqlite3_exec(h, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
	for (;;) {
		if (sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
			sqlite3_exec(h, MIGRATE_TABLE, NULL, NULL, NULL) != SQLITE_OK) {
			r = failed(h, mem, NULL, ret_why);
			break;
		}
		r = look(h, mem, steps, n, &at, ret_why);
		if (r != OK || at == n) {
			sqlite3_exec(h, r == OK ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
			break;
		}
		if (!run_step(h, mem, &steps[at], ret_why)) {
			r = FAILED;
			break;
		}
		log_info("schema=%s done", steps[at].name);
		++*ret_done;
	}
	sqlite3_close(h);
	return r;
}
