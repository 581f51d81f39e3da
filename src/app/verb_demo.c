/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "features/demo/demo.h"

/* One click makes anybody an administrator here, so nobody else may reach it. */
static bool
is_private(const char *listen)
{
	return is_loopback(listen) || str_starts(listen, "unix:");
}

/* A database of its own that every start makes anew, unless --db names one to keep. */
static int
fresh_database(struct cli *cli)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".key" };
	const char *tmp = getenv("TMPDIR");
	const char *dir = arena_printf(
		cli->mem, "%s/waymark-demo-%ld", tmp && *tmp ? tmp : "/tmp", (long)geteuid());
	const char *path = arena_printf(cli->mem, "%s/demo.db", dir);
	struct stat st;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return cli_fail(EX_CANTCREAT, "%s cannot be made: %s", dir, strerror(errno));
	if (lstat(dir, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != geteuid() ||
		(st.st_mode & 077))
		return cli_fail(
			EX_NOPERM, "%s belongs to somebody else; name a file with --db", dir);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		unlink(arena_printf(cli->mem, "%s%s", path, ends[i]));
	config_set(cli->config, SET_db, path);
	return 0;
}

static enum result
fill(struct ctx *c, void *arg)
{
	(void)arg;
	return demo_fill(c);
}

static void
welcome(struct engine *e)
{
	printf("\nWaymark is running. Open this address and choose whom you want to be:\n\n"
	       "    %s/demo\n\n"
	       "An administrator, a programme manager, a mentor or a mentee: one click each.\n"
	       "Stop it with Ctrl-C.\n\n",
		e->origin);
	fflush(stdout);
}

static int
run(struct cli *cli)
{
	struct engine e;
	struct arena *mem;
	struct ctx c;
	enum result r;
	int code;

	if (cli->argc)
		return cli_fail(EX_USAGE, "demo takes no words, only options");
	if (!is_private(config_text(cli->config, SET_listen)))
		return cli_fail(EX_USAGE, "the demonstration lets everybody in as anybody, so it "
					  "listens on loopback only: --listen 127.0.0.1:8080");
	code = str_eq(config_source(cli->config, SET_db), "default") ? fresh_database(cli) : 0;
	if (!code)
		code = engine_open(cli, &e, OPEN_MIGRATED);
	if (code)
		return code;
	e.demo = true;
	mem = arena_new(1 << 20);
	c = engine_ctx(&e, mem);
	r = db_write(e.db, &c, fill, NULL);
	arena_free(mem);
	/* CONFLICT: the database that --db names was filled before, and goes on. */
	code = r == OK || r == CONFLICT
		       ? serve(cli, &e, welcome)
		       : cli_fail(EX_SOFTWARE, "the demonstration could not be made: %s",
				 result_name(r));
	engine_close(&e);
	return code;
}

const struct verb verb_demo = {
	.name = "demo",
	.summary = "an invented organisation to try everything with, on loopback",
	.usage = "waymark demo [--listen 127.0.0.1:PORT] [--db FILE]\n\n"
		 "Serves a demonstration: 240 invented people, one programme that is half a year "
		 "old\n"
		 "and one that waits to be matched. Everybody who reaches it can be anybody with "
		 "one\n"
		 "click, so it listens on loopback only. Without --db every start is a fresh one.",
	.run = run,
};
