/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include <inttypes.h>

#include "app/cli.h"
#include "engine/audit/audit.h"
#include "engine/db/db.h"

int
database_check(struct cli *cli, struct engine *e, const char *name)
{
	struct ctx c = engine_ctx(e, cli->mem);
	const char *why = NULL;
	int64_t broken;

	if (db_check(e->db, cli->mem, &why) != OK)
		return cli_fail(EX_DATAERR, "%s: %s", name, why);
	if (db_read_begin(e->db, &c) != OK)
		return cli_fail(EX_UNAVAILABLE, "%s: cannot be read", name);
	broken = audit_broken(&c);
	db_read_end(&c);
	if (broken)
		return cli_fail(EX_DATAERR,
			"%s: row %" PRId64 " of the audit trail does not fit the one before it: "
			"somebody changed it or took rows out",
			name, broken);
	return 0;
}

static int
run(struct cli *cli)
{
	struct engine e;
	int code = engine_open(cli, &e, OPEN_LOOK);

	if (code)
		return code;
	code = database_check(cli, &e, config_text(cli->config, SET_db));
	if (!code)
		puts("the settings are right, the database and its audit trail are whole, and the "
		     "key fits");
	engine_close(&e);
	return code;
}

const struct verb verb_check = {
	.name = "check",
	.summary = "look whether settings, database and key are in order",
	.usage = "waymark check [--db FILE]\n\nReads the settings, opens the database, checks its "
		 "integrity, the chain of its audit trail,\nand that the key fits it.\nChanges "
		 "nothing.",
	.run = run,
};
