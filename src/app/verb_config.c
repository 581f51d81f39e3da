/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "app/cli.h"
#include "base/str.h"

static int
run(struct cli *cli)
{
	const char *word = cli_word(cli, 0, NULL);

	if (!word || !str_eq(word, "show") || cli_word(cli, 1, NULL))
		return cli_fail(EX_USAGE, "usage: waymark config show");
	fputs(config_show(cli->config, cli->mem), stdout);
	return 0;
}

const struct verb verb_config = {
	.name = "config",
	.summary = "show the settings and where each comes from",
	.usage = "waymark config show\n\n"
		 "Prints all settings in the form of a settings file, each with its meaning and "
		 "where its\n"
		 "value comes from. Secrets are shown as ****.",
	.run = run,
};
