/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "app/cli.h"

static int
run(struct cli *cli)
{
	struct engine e;
	int code = engine_open(cli, &e, OPEN_MIGRATED);

	if (code)
		return code;
	engine_close(&e);
	puts("the database is up to date");
	return 0;
}

const struct verb verb_migrate = {
	.name = "migrate",
	.summary = "bring the database up to date",
	.usage = "waymark migrate [--db FILE]\n\n"
		 "Runs the steps of the schema that the database does not have yet, each whole or "
		 "not\n"
		 "at all. Safe beside running servers; `serve` does the same when it starts.",
	.run = run,
};
