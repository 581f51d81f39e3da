/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "app/cli.h"
#include "engine/db/db.h"

static int
run(struct cli *cli)
{
	const char *path = cli_word(cli, 0, NULL), *why = NULL;
	struct engine e;
	int code;

	if (!path || cli_word(cli, 1, NULL))
		return cli_fail(EX_USAGE, "usage: waymark backup FILE");
	if (access(path, F_OK) == 0)
		return cli_fail(EX_CANTCREAT, "%s is there already", path);
	code = engine_open(cli, &e, OPEN_LOOK);
	if (code)
		return code;
	if (db_is_postgres(e.db))
		code = cli_fail(EX_USAGE, "this database is PostgreSQL: use pg_dump");
	else if (db_backup(e.db, path, cli->mem, &why) != OK)
		code = cli_fail(EX_IOERR, "%s", why);
	else
		printf("%s: written and verified. Keep the key file too, in another place: without "
		       "it "
		       "private texts cannot be read.\n",
			path);
	engine_close(&e);
	return code;
}

const struct verb verb_backup = {
	.name = "backup",
	.summary = "copy the database while it is in use",
	.usage = "waymark backup FILE [--db FILE]\n\n"
		 "Writes a consistent copy of the SQLite database to FILE (which must not be there "
		 "yet)\n"
		 "and verifies it. The server may keep running. The key of private texts is not in "
		 "it:\n"
		 "keep the key file in another place. For PostgreSQL use pg_dump.",
	.run = run,
};
