/* SPDX-License-Identifier: Apache-2.0 */
/* The table of the kinds of problems that `waymark solve` takes. */
#include <stdio.h>

#include "app/verb_solve.h"
#include "base/str.h"

static const struct solve_kind *const kinds[] = {
	&solve_assign,
	&solve_peers,
	&solve_stable,
	&solve_roommates,
	&solve_circles,
	&solve_rounds,
	&solve_check,
};

/* The options of all kinds; a kind refuses those that are not its own. */
static const char *const own[] = { "aim", "quota", "fair", "certificate", "start", "keep", "side",
	"ties", "rounds", "groups", "of", "threads", NULL };
static const char *const flags[] = { "quota", "keep", NULL };

const char *
solve_word(const struct cli *cli, int n)
{
	return cli_word(cli, n + 1, flags);
}

static bool
is_in(const char *name, const char *const *list)
{
	while (*list)
		if (str_eq(name, *list++))
			return true;
	return false;
}

int
solve_usage(const struct cli *cli, const struct solve_kind *kind, const char *const *allowed,
	int n_words)
{
	const char *const *o;

	for (o = own; *o; o++)
		if (cli_option(cli, *o) && !is_in(*o, allowed))
			return cli_fail(
				EX_USAGE, "solve %s does not know the option --%s", kind->name, *o);
	if (solve_word(cli, n_words))
		return cli_fail(EX_USAGE, "solve %s does not know what to do with \"%s\"",
			kind->name, solve_word(cli, n_words));
	if (n_words && !solve_word(cli, n_words - 1))
		return cli_fail(EX_USAGE, "a file is missing; usage: %s", kind->usage);
	return 0;
}

int
solve_choice(const struct cli *cli, const char *option, const char *const *names, int *ret)
{
	const char *value = cli_option(cli, option);

	*ret = 0;
	for (int k = 0; value && names[k]; k++)
		if (str_eq(value, names[k])) {
			*ret = k;
			return 0;
		}
	if (value)
		return cli_fail(
			EX_USAGE, "--%s cannot be \"%s\"; see waymark solve --help", option, value);
	return 0;
}

int
solve_threads(const struct cli *cli, unsigned *ret)
{
	const char *threads = cli_option(cli, "threads");
	int64_t n = 0;

	if (threads && (!str_to_int(threads, &n) || n < 1 || n > 64))
		return cli_fail(EX_USAGE, "--threads is a number from 1 to 64");
	*ret = (unsigned)n;
	return 0;
}

static void
list(FILE *to)
{
	fputs("usage: waymark solve KIND [--options] FILE\n\n", to);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		fprintf(to, "  %-10s %s\n", kinds[i]->name, kinds[i]->summary);
}

static int
run(struct cli *cli)
{
	const char *name = cli_word(cli, 0, flags);

	for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i]->name, name))
			return kinds[i]->run(cli);
	if (name)
		fprintf(stderr, "waymark: solve does not know the kind \"%s\"\n\n", name);
	list(stderr);
	return EX_USAGE;
}

const struct verb verb_solve = {
	.name = "solve",
	.summary = "solve a matching problem from a text file, without a server",
	.usage =
		"waymark solve KIND [--options] FILE\n"
		"\n"
		"  assign      mentees and mentors with places, and the score of each eligible "
		"pair\n"
		"                [--aim everyone|fit] [--quota] [--fair none|bottleneck|leximin]\n"
		"                [--certificate FILE] [--start SOLUTION [--keep]] FILE\n"
		"  peers       pairs among equals: the heaviest, or as many as possible\n"
		"                [--aim everyone|fit] [--certificate FILE] FILE\n"
		"  stable      both sides rank each other: no two would rather have each other\n"
		"                [--side mentees|mentors] [--ties weak|strong|super|max] FILE\n"
		"  roommates   peers rank each other: pairs that no two would leave\n"
		"                FILE\n"
		"  circles     groups around topics, which open with enough people: as many people "
		"as\n"
		"              possible, then what they like best\n"
		"                FILE\n"
		"  rounds      who meets whom in which round: pairs of a file, all of N peers,\n"
		"              or groups of N that meet again as rarely as can be\n"
		"                FILE, or --of N [--groups SIZE] [--rounds R]\n"
		"  check       verify a solution and its certificate\n"
		"                INSTANCE SOLUTION CERTIFICATE\n"
		"\n"
		"FILE may be - for standard input. The answer goes to standard output.\n"
		"Exit status: 0 solved (check: proven), 1 check refuses, 64 wrong usage, 65 wrong\n"
		"data (said with file and line), 66 a file cannot be read.",
	.own = own,
	.run = run,
};
