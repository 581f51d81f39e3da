/* SPDX-License-Identifier: Apache-2.0 */
/* The verified copy of a running SQLite database, and the look at its integrity. */
#include "engine/db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"

/* "name=rows" of every table, one per line: what a copy must have too. */
static const char *
row_counts(sqlite3 *h, struct arena *mem)
{
	struct buf b = BUF_IN(mem);
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(h,
		    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
		    "'sqlite_%' "
		    "ORDER BY name",
		    -1, &st, NULL) != SQLITE_OK)
		return "";
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", name);

		buf_printf(&b, "%s=%lld\n", name, (long long)sqlite_int(h, sql, -1));
		sqlite3_free(sql);
	}
	sqlite3_finalize(st);
	return buf_text(&b);
}

static const char *
integrity(sqlite3 *h, struct arena *mem)
{
	const char *found = sqlite_text(h, mem, "PRAGMA integrity_check(1)");

	if (!found)
		return arena_printf(mem, "the check could not run: %s", sqlite3_errmsg(h));
	if (!str_eq(found, "ok"))
		return found;
	found = sqlite_text(h, mem, "PRAGMA foreign_key_check");
	if (found)
		return arena_printf(mem, "a row of the table %s refers to nothing", found);
	return NULL;
}

/* Copies from one snapshot (the transaction that from is in) and gives the row counts of it. */
static int
copy(sqlite3 *from, sqlite3 *to, struct arena *mem, const char **ret_counts)
{
	sqlite3_backup *b;
	int rc = sqlite3_exec(from, "BEGIN", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return rc;
	*ret_counts = row_counts(from, mem);
	b = sqlite3_backup_init(to, "main", from, "main");
	if (b) {
		sqlite3_backup_step(b, -1);
		rc = sqlite3_backup_finish(b);
	} else
		rc = sqlite3_errcode(to);
	sqlite3_exec(from, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

/* The copy at path is opened anew, so that what is judged is what was written. */
static bool
verify(const char *path, const char *counts, struct arena *mem, const char **ret_why)
{
	sqlite3 *h = sqlite_open(path, SQLITE_OPEN_READWRITE, mem, ret_why);
	const char *found;

	if (!h)
		return false;
	/* The copy says WAL of itself; as one plain file it can be moved about. */
	sqlite_text(h, mem, "PRAGMA journal_mode = DELETE");
	found = integrity(h, mem);
	if (!found && !str_eq(row_counts(h, mem), counts))
		found = "it does not have the rows of the original";
	if (found)
		*ret_why = arena_printf(mem, "the copy is not good and was deleted: %s", found);
	sqlite3_close(h);
	return !found;
}

static bool
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC), rc;

	if (fd < 0)
		return false;
	rc = fsync(fd);
	close(fd);
	return rc == 0;
}

static const char *
directory_of(const char *path, struct arena *mem)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : arena_strndup(mem, path, (size_t)(slash - path));
}

/* Puts the finished copy at its name, which must still be free. */
static bool
publish(const char *part, const char *path, struct arena *mem, const char **ret_why)
{
	if (sync_path(part, O_RDONLY) && link(part, path) == 0) {
		unlink(part);
		sync_path(directory_of(path, mem), O_RDONLY | O_DIRECTORY);
		return true;
	}
	*ret_why = arena_printf(mem, "cannot write %s: %s", path, strerror(errno));
	return false;
}

enum result
sqlite_backup(struct db *db, const char *path, struct arena *mem, const char **ret_why)
{
	const char *part = arena_printf(mem, "%s.part-%d", path, (int)getpid());
	const char *counts = "";
	sqlite3 *from, *to;
	bool good;
	int fd, rc;

	if (access(path, F_OK) == 0) {
		*ret_why = arena_printf(mem, "%s exists already; a backup never overwrites", path);
		return FAILED;
	}
	fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		*ret_why = arena_printf(mem, "cannot write %s: %s", path, strerror(errno));
		return FAILED;
	}
	close(fd);
	from = sqlite_open(db->url, SQLITE_OPEN_READWRITE, mem, ret_why);
	to = from ? sqlite_open(part, SQLITE_OPEN_READWRITE, mem, ret_why) : NULL;
	good = from && to;
	if (good) {
		rc = copy(from, to, mem, &counts);
		good = rc == SQLITE_OK;
		if (!good)
			*ret_why = arena_printf(mem, "the copy failed: %s", sqlite3_errstr(rc));
	}
	sqlite3_close(from);
	sqlite3_close(to);
	good = good && verify(part, counts, mem, ret_why) && publish(part, path, mem, ret_why);
	if (!good)
		unlink(part);
	return good ? OK : FAILED;
}

enum result
sqlite_check(struct db *db, struct arena *mem, const char **ret_why)
{
	sqlite3 *h = sqlite_open_db(db, mem, ret_why);
	const char *found;

	if (!h)
		return FAILED;
	found = integrity(h, mem);
	sqlite3_close(h);
	if (!found)
		return OK;
	*ret_why = found;
	return FAILED;
}
