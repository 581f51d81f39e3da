/* SPDX-License-Identifier: Apache-2.0 */
/* From settings to an engine. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "app/cli.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/crypt/keys.h"
#include "engine/db/db.h"
#include "engine/db/schema.h"

static int
set_log_level(const struct config *cf)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(config_text(cf, SET_log_level), names[i])) {
			log_set_level((enum log_level)i);
			return 0;
		}
	return cli_fail(EX_CONFIG, "%s: log_level is debug, info, warn or error",
		config_source(cf, SET_log_level));
}

/* The address of the site without a slash at its end. */
static const char *
origin(struct cli *cli)
{
	const char *set = config_text(cli->config, SET_origin);
	const char *listen = config_text(cli->config, SET_listen);
	size_t n = strlen(set);

	if (!n)
		return str_starts(listen, "unix:") ? "http://localhost"
						   : arena_printf(cli->mem, "http://%s", listen);
	while (n > 0 && set[n - 1] == '/')
		n--;
	return arena_strndup(cli->mem, set, n);
}

static const char *
key_file(struct cli *cli)
{
	const char *set = config_text(cli->config, SET_key_file);
	const char *db = config_text(cli->config, SET_db);

	if (*set)
		return set;
	if (str_starts(db, "postgres"))
		return "waymark.key";
	return arena_printf(cli->mem, "%s.key", str_starts(db, "sqlite:") ? db + 7 : db);
}

static int
open_keys(struct cli *cli, struct engine *e, bool make)
{
	const char *why;

	e->keys = keys_open(
		key_file(cli), config_text(cli->config, SET_master_key), make, cli->mem, &why);
	if (!e->keys)
		return cli_fail(EX_NOPERM, "%s", why);
	keys_derive(e->keys, "form", e->form_key);
	return 0;
}

/* The file of an SQLite database; NULL for PostgreSQL. */
static const char *
database_file(const char *url)
{
	if (str_starts(url, "postgres"))
		return NULL;
	return str_starts(url, "sqlite:") ? url + 7 : url;
}

static int
migrate(struct cli *cli, struct engine *e)
{
	const char *why = NULL;
	int steps = 0;

	if (db_migrate(e->db, cli->mem, &steps, &why) != OK)
		return cli_fail(EX_UNAVAILABLE, "%s", why);
	if (steps)
		log_info("migrated steps=%d", steps);
	return 0;
}

/* Is it a database of ours, and not one of tomorrow? */
static int
look_at_schema(struct cli *cli, struct engine *e, enum open_how how)
{
	const char *why = NULL, *url = config_text(cli->config, SET_db);
	int steps;

	if (db_schema(e->db, cli->mem, &steps, &why) != OK)
		return cli_fail(EX_UNAVAILABLE, "%s", why);
	if (!steps)
		return cli_fail(EX_DATAERR, "%s is empty: there is no Waymark in it",
			database_file(url) ? database_file(url) : "the database");
	if (how == OPEN_CURRENT && steps < schema_n)
		return cli_fail(EX_UNAVAILABLE, "the database is of an older version: `waymark "
						"migrate` brings it up to date, "
						"and so does the next start of the server");
	return 0;
}

static int
open_database(struct cli *cli, struct engine *e, enum open_how how)
{
	struct db_options o = { .url = config_text(cli->config, SET_db),
		.must_exist = how != OPEN_MIGRATED,
		.frozen = how == OPEN_FROZEN };
	const char *file = database_file(o.url), *why = NULL;

	if (o.must_exist && file && access(file, F_OK) != 0)
		return cli_fail(EX_NOINPUT, "%s: %s", file, strerror(errno));
	e->db = db_open(cli->mem, &o, &why);
	if (!e->db)
		return cli_fail(o.frozen ? EX_DATAERR : EX_UNAVAILABLE, "%s", why);
	return o.must_exist ? look_at_schema(cli, e, how) : migrate(cli, e);
}

static int
open_all(struct cli *cli, struct engine *e, enum open_how how)
{
	const char *why = NULL;
	enum result r;
	int code;

	*e = (struct engine){ .mem = cli->mem, .config = cli->config };
	if (sodium_init() < 0)
		return cli_fail(EX_SOFTWARE, "libsodium did not start");
	code = set_log_level(cli->config);
	if (code)
		return code;
	e->origin = origin(cli);
	code = clock_open(cli, e);
	if (code)
		return code;
	code = open_database(cli, e, how);
	if (!code)
		code = open_keys(cli, e, how == OPEN_MIGRATED);
	if (!code && (r = keys_match(e, how <= OPEN_CURRENT, cli->mem, &why)) != OK)
		code = cli_fail(r == FORBIDDEN	     ? EX_NOPERM
				: how == OPEN_FROZEN ? EX_DATAERR
						     : EX_UNAVAILABLE,
			"%s", why);
	if (code)
		engine_close(e);
	return code;
}

/* Threads that the database starts inherit what is blocked here, so that signals always come to the first
 * thread: serve() waits for them there, in other verbs they do what they usually do. */
int
engine_open(struct cli *cli, struct engine *e, enum open_how how)
{
	sigset_t ends, before;
	int code;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, &before);
	code = open_all(cli, e, how);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return code;
}

void
engine_close(struct engine *e)
{
	if (e->db) {
		db_drain(e->db);
		db_free(e->db);
	}
	if (e->keys)
		keys_free(e->keys);
	*e = (struct engine){ 0 };
}
