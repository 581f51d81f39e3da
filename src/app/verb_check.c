/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "app/cli.h"
#include "engine/db/db.h"

static int
run(struct cli *cli)
{
	const char *why = NULL;
	struct engine e;
	int code = engine_open(cli, &e, false);

	if (code)
		return code;
	if (db_check(e.db, cli->mem, &why) != OK)
		code = cli_fail(EX_DATAERR, "%s", why);
	else
		puts("the settings are right, the database is whole, and the key fits it");
	engine_close(&e);
	return code;
}

const struct verb verb_check = {
	.name = "check",
	.summary = "look whether settings, database and key are in order",
	.usage = "waymark check [--db FILE]\n\nReads the settings, opens the database, checks its "
		 "integrity and that the key fits it.\nChanges nothing.",
	.run = run,
};
