/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite: one connection that writes, on one thread, and several that read. The writer runs what has
 * gathered in its queue, each request in a savepoint, and makes all of it durable with one sync before
 * any of them is answered.
 */
#include "engine/db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

#define BATCH 32
#define BUSY_MS 10000 /* how long another process may hold the file */
#define WAL_RETRY_MS 5
#define PAUSE 5 /* seconds without writing after the disk was full */

/* In KiB. A reader's cache only spares the copy out of the system's page cache. */
#define WRITER_CACHE "PRAGMA cache_size = -16384"
#define READER_CACHE "PRAGMA cache_size = -8192"

static const char settings[] =
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA synchronous = FULL;"
	"PRAGMA mmap_size = 0;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA cell_size_check = ON;"
	/* What is deleted is overwritten, so that a destroyed key is gone. */
	"PRAGMA secure_delete = FAST;"
	"PRAGMA journal_size_limit = 67108864;";

static const char *const fixed_sql[FIXED_COUNT] = {
	[BEGIN] = "BEGIN",
	[BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[SAVE] = "SAVEPOINT request",
	[UNDO] = "ROLLBACK TO request",
	[KEEP] = "RELEASE request",
};

/* The file is made by hand, because SQLite would let the world read it. */
static bool
make_file(const char *path, struct arena *mem, const char **ret_why)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0) {
		close(fd);
		return true;
	}
	if (errno == EEXIST)
		return true;
	*ret_why = arena_printf(mem, "cannot create the database %s: %s", path, strerror(errno));
	return false;
}

/* Without its own statistics, which put a lock of all threads around every allocation. */
static void
configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

sqlite3 *
sqlite_open(const char *path, int flags, struct arena *mem, const char **ret_why)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	sqlite3 *h = NULL;
	int rc;

	pthread_once(&once, configure);
	rc = sqlite3_open_v2(path, &h, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_busy_timeout(h, BUSY_MS);
		sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
		sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
		rc = sqlite3_exec(h, settings, NULL, NULL, NULL);
	}
	/* Only a read shows that it is a database at all. */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return h;
	*ret_why = arena_printf(mem, "cannot open the database %s: %s", path,
		h ? sqlite3_errmsg(h) : sqlite3_errstr(rc));
	sqlite3_close(h);
	return NULL;
}

/* As an address, because only there SQLite can be told that nobody else writes the file: else it makes two
 * others beside it even to read it. */
sqlite3 *
sqlite_open_db(const struct db *db, struct arena *mem, const char **ret_why)
{
	struct buf b = BUF_IN(mem);

	if (!db->frozen)
		return sqlite_open(db->url, SQLITE_OPEN_READWRITE, mem, ret_why);
	buf_str(&b, "file:");
	for (const char *s = db->url; *s; s++)
		buf_printf(&b, strchr("%?#", *s) ? "%%%02X" : "%c", (unsigned char)*s);
	buf_str(&b, "?immutable=1");
	return sqlite_open(buf_text(&b), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, mem, ret_why);
}

const char *
sqlite_text(sqlite3 *h, struct arena *mem, const char *sql)
{
	const char *ret = NULL;
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) != SQLITE_OK)
		return NULL;
	if (sqlite3_step(st) == SQLITE_ROW)
		ret = arena_strdup(mem, (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return ret;
}

int64_t
sqlite_int(sqlite3 *h, const char *sql, int64_t otherwise)
{
	int64_t ret = otherwise;
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) != SQLITE_OK)
		return otherwise;
	if (sqlite3_step(st) == SQLITE_ROW)
		ret = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return ret;
}

/* Of two that change a new file to WAL at the same moment SQLite refuses one at once, as it would wait for
 * itself: it tries again. What the file says in the end; NULL if it fails. */
static const char *
use_wal(sqlite3 *h, struct arena *mem)
{
	const char *mode;

	for (int waited = 0;; waited += WAL_RETRY_MS) {
		mode = sqlite_text(h, mem, "PRAGMA journal_mode = WAL");
		if (mode || (sqlite3_errcode(h) & 0xff) != SQLITE_BUSY || waited >= BUSY_MS)
			return mode;
		sqlite3_sleep(WAL_RETRY_MS);
	}
}

static struct db_conn *
conn_open(struct db *db, bool writing, struct arena *mem, const char **ret_why)
{
	struct sqlite_conn *conn;
	sqlite3 *h;

	if (writing && !db->must_exist && !make_file(db->url, mem, ret_why))
		return NULL;
	h = sqlite_open_db(db, mem, ret_why);
	if (!h)
		return NULL;
	if (writing && !db->frozen) {
		const char *mode = use_wal(h, mem);

		if (!mode || !str_eq(mode, "wal")) {
			*ret_why = arena_printf(mem, "the database %s does not allow WAL: %s",
				db->url, sqlite3_errmsg(h));
			sqlite3_close(h);
			return NULL;
		}
	}
	sqlite3_exec(h, writing ? WRITER_CACHE : READER_CACHE, NULL, NULL, NULL);
	if (!writing)
		sqlite3_exec(h, "PRAGMA query_only = ON", NULL, NULL, NULL);

	conn = calloc(1, sizeof *conn);
	if (conn)
		conn->slots = calloc((size_t)db_sql_count() + 1, sizeof *conn->slots);
	if (!conn || !conn->slots)
		fatal("out of memory");
	conn->conn.db = db;
	conn->conn.writing = writing;
	conn->h = h;
	return &conn->conn;
}

static void
conn_close(struct db_conn *base)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;

	sqlite_forget(conn);
	for (int i = 0; i < FIXED_COUNT; i++)
		sqlite3_finalize(conn->fixed[i]);
	sqlite3_close(conn->h);
	free(conn->slots);
	free(conn);
}

static bool
command(struct db_conn *base, const char *sql)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;
	int rc = sqlite3_exec(conn->h, sql, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		return true;
	base->lost = true;
	sqlite_fault(conn, NULL, NULL, rc);
	return false;
}

/* The result code of SQLite. */
static int
try_fixed(struct sqlite_conn *conn, enum sqlite_fixed which)
{
	sqlite3_stmt **st = &conn->fixed[which];
	int rc = SQLITE_OK;

	if (!*st)
		rc = sqlite3_prepare_v3(
			conn->h, fixed_sql[which], -1, SQLITE_PREPARE_PERSISTENT, st, NULL);
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_step(*st);
	return sqlite3_reset(*st);
}

static bool
fixed(struct sqlite_conn *conn, enum sqlite_fixed which)
{
	int rc = try_fixed(conn, which);

	if (rc == SQLITE_OK)
		return true;
	conn->conn.lost = true;
	sqlite_fault(conn, NULL, NULL, rc);
	return false;
}

static bool
begin(struct db_conn *base)
{
	return fixed((struct sqlite_conn *)base, BEGIN);
}

static void
end(struct db_conn *base)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;

	if (!sqlite3_get_autocommit(conn->h))
		fixed(conn, ROLLBACK);
}

void
sqlite_fault(struct sqlite_conn *conn, const struct ctx *c, const struct db_sql *s, int rc)
{
	struct db_conn *base = &conn->conn;

	/* Some errors end the whole transaction, and with it what others did in it. */
	if (base->writing && sqlite3_get_autocommit(conn->h))
		base->lost = true;
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_CHECK:
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		base->constraint = !base->faulty;
	}
	db_conn_fault(base, c, s, sqlite3_errmsg(conn->h));
	if (!base->writing)
		return;
	switch (rc & 0xff) {
	case SQLITE_FULL:
		base->lost = true;
		db_stop_writing(
			base->db, N_("The server's disk is full, so nothing was saved."), PAUSE);
		break;
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		base->lost = true;
		db_stop_writing(base->db,
			N_("The server's disk reported an error, so it has stopped saving. "
			   "Please tell whoever runs it."),
			0);
		break;
	}
}

/* One request in its savepoint. False if the transaction of all is gone. */
static bool
serve_one(struct db_conn *base, struct db_request *q)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;

	db_conn_reset(base);
	if (!fixed(conn, SAVE))
		return false;
	db_request_run(base, q);
	if (base->lost || sqlite3_get_autocommit(conn->h))
		return false;
	if (q->r != OK && !fixed(conn, UNDO))
		return false;
	return fixed(conn, KEEP);
}

/* The only request of its transaction. Without a savepoint SQLite keeps no second copy of each page, and
 * a large request does not get slower with every page. False as above. */
static bool
serve_alone(struct db_conn *base, struct db_request *q)
{
	db_request_run(base, q);
	if (base->lost || sqlite3_get_autocommit(((struct sqlite_conn *)base)->h))
		return false;
	return q->r == OK || command(base, "ROLLBACK");
}

static void
serve(struct db_conn *base, struct db_request *list)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;
	struct db *db = base->db;
	struct db_request *q;
	const char *why;
	int rc = try_fixed(conn, BEGIN_WRITE);
	bool good = rc == SQLITE_OK;

	db_conn_reset(base);
	if (!good && (rc & 0xff) != SQLITE_BUSY)
		sqlite_fault(conn, NULL, NULL, rc);
	for (q = list; good && q; q = q->next)
		good = list->next ? serve_one(base, q) : serve_alone(base, q);
	db_conn_reset(base);
	if (good && !sqlite3_get_autocommit(conn->h))
		good = fixed(conn, COMMIT);
	if (good) {
		atomic_fetch_add(&db->commits, 1);
		return;
	}
	if (!sqlite3_get_autocommit(conn->h))
		try_fixed(conn, ROLLBACK);
	why = db_stopped(db);
	for (q = list; q; q = q->next) {
		q->r = (rc & 0xff) == SQLITE_BUSY ? BUSY : FAILED;
		if (q->r == BUSY)
			why = N_("Another program is writing to the database. Please try again.");
		q->c->why = why ? tr_text(q->c->lang, why) : NULL;
	}
}

/* All readers that are free, but for the last one used, which has the statements of most pages. */
static struct db_conn *
spare_readers(struct db *db)
{
	struct db_conn *spare, *reader;

	pthread_mutex_lock(&db->lock);
	reader = db->free_readers;
	if (!reader) {
		pthread_mutex_unlock(&db->lock);
		return NULL;
	}
	spare = reader->next;
	reader->next = NULL;
	sqlite3_db_release_memory(((struct sqlite_conn *)reader)->h);
	for (reader = spare; reader; reader = reader->next)
		db->n_readers--;
	pthread_mutex_unlock(&db->lock);
	return spare;
}

/* Runs on the writer's thread; readers that are free are safe to touch under the lock. What only a busy time needs goes:
 * caches, and readers beside the first, each of which has the schema and its own statements. */
static void
idle(struct db_conn *base)
{
	struct db_conn *reader, *next;

	sqlite3_db_release_memory(((struct sqlite_conn *)base)->h);
	for (reader = spare_readers(base->db); reader; reader = next) {
		next = reader->next;
		conn_close(reader);
	}
	malloc_trim(0);
}

const struct db_driver db_sqlite = {
	.batch = BATCH,
	.open = conn_open,
	.close = conn_close,
	.begin = begin,
	.end = end,
	.serve = serve,
	.idle = idle,
	.run = sqlite_run,
	.next = sqlite_next,
	.change = sqlite_change,
	.close_rows = sqlite_close_rows,
	.command = command,
	.migrate = sqlite_migrate,
	.schema = sqlite_schema,
	.backup = sqlite_backup,
	.check = sqlite_check,
};
