/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "app/cli.h"
#include "app/sandbox.h"
#include "engine/db/db.h"
#include "features/accounts/accounts.h"

/* Work inside a write: the link that makes the first administrator, or none if there is one. */
static enum result
make_link(struct ctx *c, void *arg)
{
	const char **link = arg;

	*link = organisation_exists(c) ? NULL : setup_link(c);
	return OK;
}

static void
say_setup_link(struct engine *e)
{
	struct arena *mem = arena_new(0);
	struct ctx c = engine_ctx(e, mem);
	const char *link = NULL;

	if (db_write(e->db, &c, make_link, &link) == OK && link) {
		printf("Nobody is here yet. Open this address once to set up your organisation:\n\n"
		       "    %s\n\n",
			link);
		fflush(stdout);
	}
	arena_free(mem);
}

static int
run(struct cli *cli)
{
	struct engine e;
	int code;

	if (cli->argc)
		return cli_fail(EX_USAGE, "serve takes no words, only options");
	sandbox_files(cli);
	code = engine_open(cli, &e, OPEN_MIGRATED);
	if (code)
		return code;
	code = serve(cli, &e, say_setup_link);
	engine_close(&e);
	return code;
}

const struct verb verb_serve = {
	.name = "serve",
	.summary = "answer browsers and programs, and run the jobs",
	.usage =
		"waymark serve [--listen ADDRESS:PORT] [--db FILE] [--origin URL]\n\n"
		"Brings the database up to date and serves until SIGTERM. On an empty database it\n"
		"prints a link that makes the organisation and its first administrator.",
	.run = run,
};
