/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include <microhttpd.h>
#include <sqlite3.h>

#include "app/cli.h"
#include "app/version.h"

static int
run(struct cli *cli)
{
	(void)cli;
	printf("waymark %s (SQLite %s, libmicrohttpd %s)\n", WAYMARK_VERSION, sqlite3_libversion(),
		MHD_get_version());
	return 0;
}

const struct verb verb_version = {
	.name = "version",
	.summary = "print the version",
	.usage = "waymark version",
	.run = run,
};
