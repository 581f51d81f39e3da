/* SPDX-License-Identifier: Apache-2.0 */
/* From settings to an engine. */
#include <signal.h>
#include <string.h>

#include <sodium.h>

#include "app/cli.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/crypt/keys.h"
#include "engine/db/db.h"

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
open_keys(struct cli *cli, struct engine *e)
{
	const char *why;

	e->keys =
		keys_open(key_file(cli), config_text(cli->config, SET_master_key), cli->mem, &why);
	if (!e->keys)
		return cli_fail(EX_NOPERM, "%s", why);
	keys_derive(e->keys, "form", e->form_key);
	return 0;
}

static int
open_database(struct cli *cli, struct engine *e, bool migrate)
{
	struct db_options o = { .url = config_text(cli->config, SET_db) };
	const char *why = NULL;
	int steps = 0;

	e->db = db_open(cli->mem, &o, &why);
	if (!e->db)
		return cli_fail(EX_UNAVAILABLE, "%s", why);
	if (!migrate)
		return 0;
	if (db_migrate(e->db, cli->mem, &steps, &why) != OK)
		return cli_fail(EX_UNAVAILABLE, "%s", why);
	if (steps)
		log_info("migrated steps=%d", steps);
	return 0;
}

static int
open_all(struct cli *cli, struct engine *e, bool migrate)
{
	const char *why = NULL;
	int code;

	*e = (struct engine){ .mem = cli->mem, .config = cli->config };
	if (sodium_init() < 0)
		return cli_fail(EX_SOFTWARE, "libsodium did not start");
	code = set_log_level(cli->config);
	if (code)
		return code;
	e->origin = origin(cli);
	code = open_database(cli, e, migrate);
	if (!code)
		code = open_keys(cli, e);
	if (!code && keys_match(e, cli->mem, &why) != OK)
		code = cli_fail(EX_NOPERM, "%s", why);
	if (code)
		engine_close(e);
	return code;
}

/* Threads that the database starts inherit what is blocked here, so that signals always come to the first
 * thread: serve() waits for them there, in other verbs they do what they usually do. */
int
engine_open(struct cli *cli, struct engine *e, bool migrate)
{
	sigset_t ends, before;
	int code;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, &before);
	code = open_all(cli, e, migrate);
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
