/* SPDX-License-Identifier: Apache-2.0 */
#include "app/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

#define USUAL_FILE "/etc/waymark/waymark.conf"

static const struct verb *const verbs[] = {
	&verb_serve,
	&verb_demo,
	&verb_import,
	&verb_user,
	&verb_programme,
	&verb_practice,
	&verb_match,
	&verb_solve,
	&verb_migrate,
	&verb_backup,
	&verb_restore,
	&verb_check,
	&verb_config,
	&verb_version,
};

int
cli_fail(int code, const char *fmt, ...)
{
	va_list ap;

	fputs("waymark: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return code;
}

const char *
cli_option(const struct cli *cli, const char *name)
{
	size_t n = strlen(name);

	for (int i = 0; i < cli->argc && !str_eq(cli->argv[i], "--"); i++) {
		const char *a = cli->argv[i];

		if (!str_starts(a, "--") || strncmp(a + 2, name, n) != 0)
			continue;
		if (a[2 + n] == '=')
			return a + 3 + n;
		if (!a[2 + n])
			return i + 1 < cli->argc && !str_starts(cli->argv[i + 1], "--")
				       ? cli->argv[i + 1]
				       : "";
	}
	return NULL;
}

static bool
takes_value(const char *option, const char *const *flags)
{
	if (strchr(option, '='))
		return false;
	for (; flags && *flags; flags++)
		if (str_eq(option + 2, *flags))
			return false;
	return true;
}

const char *
cli_word(const struct cli *cli, int n, const char *const *flags)
{
	bool only_words = false;

	for (int i = 0; i < cli->argc; i++) {
		if (only_words || !str_starts(cli->argv[i], "--")) {
			if (n-- == 0)
				return cli->argv[i];
		} else if (!cli->argv[i][2]) {
			only_words = true;
		} else if (takes_value(cli->argv[i], flags)) {
			i++;
		}
	}
	return NULL;
}

static int
help(FILE *to)
{
	fputs("waymark: mentoring and coaching programmes, from matching to meetings\n\n"
	      "usage: waymark VERB [words] [--options]\n\n",
		to);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		fprintf(to, "  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
	fputs("\n`waymark VERB --help` says more. Settings come from " USUAL_FILE
	      "\n(or --config FILE), from WAYMARK_… in the environment and from options;\n"
	      "`waymark config show` lists them.\n",
		to);
	return 0;
}

static int
verb_help(const struct verb *v)
{
	printf("usage: %s\n\nEvery setting is an option too: `waymark config show`.\n", v->usage);
	return 0;
}

/* The file of settings that was asked for, or the usual one if it is there. */
static const char *
settings_file(int argc, char **argv)
{
	const char *file = getenv("WAYMARK_CONFIG");

	for (int i = 0; i < argc; i++) {
		if (str_starts(argv[i], "--config="))
			file = argv[i] + 9;
		else if (str_eq(argv[i], "--config") && i + 1 < argc)
			file = argv[i + 1];
	}
	if (file)
		return file;
	return access(USUAL_FILE, R_OK) == 0 ? USUAL_FILE : NULL;
}

static int
read_settings(struct cli *cli)
{
	const char *file = settings_file(cli->argc, cli->argv), *why;

	cli->config = config_new(cli->mem);
	if ((file && !config_read_file(cli->config, file, &why)) ||
		!config_read_environment(cli->config, environ, &why))
		return cli_fail(EX_CONFIG, "%s", why);
	if (!config_read_flags(cli->config, &cli->argc, cli->argv, cli->verb->own, &why))
		return cli_fail(EX_USAGE, "%s (see waymark %s --help)", why, cli->verb->name);
	return 0;
}

static int
run(const struct verb *v, int argc, char **argv)
{
	struct cli cli = { .verb = v, .argc = argc, .argv = argv };
	int code;

	for (int i = 0; i < argc && !str_eq(argv[i], "--"); i++)
		if (str_eq(argv[i], "--help") || str_eq(argv[i], "-h"))
			return verb_help(v);
	cli.mem = arena_new(0);
	code = read_settings(&cli);
	if (!code)
		code = v->run(&cli);
	arena_free(cli.mem);
	return code;
}

int
cli_main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (str_eq(name, "--help") || str_eq(name, "-h") || str_eq(name, "help"))
		return help(stdout);
	if (str_eq(name, "--version"))
		name = "version";
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verbs[i]->name, name))
			return run(verbs[i], argc - 2, argv + 2);
	if (*name)
		fprintf(stderr, "waymark: there is no verb \"%s\"\n\n", name);
	help(stderr);
	return EX_USAGE;
}
