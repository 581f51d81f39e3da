/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Matches the people of two tables without a server. The answer goes to standard output; its last line
 * (with JSON: the member "summary", and the line goes to standard error) is "matched N of M, score S".
 * What is wrong with a file goes to standard error as "file:line: sentence".
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "app/match_print.h"
#include "base/str.h"
#include "features/matching/pool.h"
#include "solver/assign_rules.h"

struct wish {
	const char *mentors, *mentees, *rules, *aim, *format;
	bool explain;
};

static const char *const own[] = { "mentors", "mentees", "rules", "aim", "format", "explain",
	NULL };
static const char *const flags[] = { "explain", NULL };

/* The value of an option, or what it is if it did not come. */
static const char *
option(const struct cli *cli, const char *name, const char *absent)
{
	const char *value = cli_option(cli, name);

	return value ? value : absent;
}

/* 0 or the exit code. */
static int
read_wish(const struct cli *cli, struct wish *w)
{
	static const char *const files[] = { "mentors", "mentees", "rules" };
	size_t i;

	*w = (struct wish){ .mentors = option(cli, "mentors", ""),
		.mentees = option(cli, "mentees", ""),
		.rules = option(cli, "rules", ""),
		.aim = option(cli, "aim", "everyone"),
		.format = option(cli, "format", "csv"),
		.explain = cli_option(cli, "explain") != NULL };
	for (i = 0; i < 3; i++)
		if (str_empty(option(cli, files[i], "")))
			return cli_fail(EX_USAGE, "match needs --%s FILE", files[i]);
	if (cli_word(cli, 0, flags))
		return cli_fail(EX_USAGE, "match does not know what to do with \"%s\"",
			cli_word(cli, 0, flags));
	if (!str_eq(w->aim, "everyone") && !str_eq(w->aim, "fit"))
		return cli_fail(EX_USAGE, "the aim is everyone or fit, not \"%s\"", w->aim);
	if (!str_eq(w->format, "csv") && !str_eq(w->format, "json"))
		return cli_fail(EX_USAGE, "the format is csv or json, not \"%s\"", w->format);
	return 0;
}

static int
print(struct arena *mem, const struct wish *w, const struct match_answer *a)
{
	struct buf b = BUF_IN(mem);
	bool json = str_eq(w->format, "json");

	if (json)
		match_print_json(mem, &b, a);
	else
		match_print_csv(mem, &b, a);
	if (fwrite(b.p, 1, b.n, stdout) != b.n || fflush(stdout) != 0)
		return cli_fail(EX_IOERR, "the answer could not be written: %s", strerror(errno));
	if (json)
		fprintf(stderr, "%s\n", match_summary(mem, a));
	return 0;
}

/* What is wrong, or NULL. */
static const char *
solve_listed(struct arena *mem, const struct match_files *f, struct assign_problem *p,
	struct assign_result *ret)
{
	struct assign_pair *pairs;
	enum assign_status status;

	criteria_pairs(mem, &f->rules.criteria, f->roster, &pairs, &p->n_pairs);
	p->pairs = pairs;
	status = assign_solve(mem, p, ret);
	return status == ASSIGN_OK ? assign_check(mem, p, ret) : assign_status_text(status);
}

/* The same without a list of all pairs; they are counted for JSON, which says how many there are. */
static const char *
solve_by_rules(struct arena *mem, const struct assign_rules *r, bool count,
	struct assign_problem *p, struct assign_result *ret)
{
	struct assign_rules_result got;
	enum assign_status status = assign_rules_solve(mem, r, &got);

	if (status != ASSIGN_OK)
		return assign_status_text(status);
	if (count)
		p->n_pairs = (size_t)pool_choices(
			&r->people, NULL, ARENA_ARRAY(mem, int64_t, p->n_mentees));
	*ret = got.best;
	return got.fault;
}

static int
match(struct arena *mem, const struct wish *w)
{
	struct match_files f = { .mem = mem,
		.rules_path = w->rules,
		.tables = {
			[MENTEE] = { .path = w->mentees }, [MENTOR] = { .path = w->mentors } } };
	struct assign_problem p = { .aim = str_eq(w->aim, "fit") ? ASSIGN_FIT : ASSIGN_EVERYONE };
	struct assign_rules rules = { .aim = p.aim };
	struct assign_result r;
	struct match_answer a = { .f = &f, .p = &p, .r = &r, .explain = w->explain };
	const char *fault;
	int code = match_files_read(&f);

	if (code)
		return code;
	p.n_mentees = roster_size(f.roster, MENTEE);
	p.n_mentors = roster_size(f.roster, MENTOR);
	rules.capacity = p.capacity = roster_places(f.roster);
	rules.pins = p.pins = f.pins;
	rules.n_pins = p.n_pins = f.n_pins;
	if (pool_is_large(f.roster))
		pool_of(mem, &f.rules.criteria, f.roster, &rules.people);
	if (pool_is_large(f.roster) && assign_rules_able(&rules))
		fault = solve_by_rules(mem, &rules, str_eq(w->format, "json"), &p, &r);
	else
		fault = solve_listed(mem, &f, &p, &r);
	if (fault)
		return cli_fail(EX_SOFTWARE, "%s", fault);
	match_count_taken(mem, &a);
	return print(mem, w, &a);
}

static int
run(struct cli *cli)
{
	struct wish w;
	int code = read_wish(cli, &w);

	return code ? code : match(cli->mem, &w);
}

const struct verb verb_match = {
	.name = "match",
	.summary = "match the mentees of one table with the mentors of another",
	.usage =
		"waymark match --mentors FILE --mentees FILE --rules FILE\n"
		"                     [--aim everyone|fit] [--format csv|json] [--explain]\n"
		"\n"
		"Finds the best pairs that the rules allow, without a server.\n"
		"\n"
		"  --mentors FILE    table of the mentors (CSV)\n"
		"  --mentees FILE    table of the mentees (CSV)\n"
		"  --rules FILE      the rules (YAML); examples/civil-service.yml explains the "
		"format\n"
		"  --aim everyone    as many pairs as possible, then the most points (the "
		"default)\n"
		"  --aim fit         the most points, even if somebody stays without a mentor\n"
		"  --format csv      a line for each pair: mentee, mentor, points (the default)\n"
		"  --format json     one object\n"
		"  --explain         where points come from, and why somebody has no mentor\n"
		"\n"
		"The last line reads \"matched N of M, score S\"; with JSON it goes to standard "
		"error.\n"
		"Exit status: 0 matched, 64 wrong usage, 65 wrong data (said with file and line),\n"
		"66 a file cannot be read.",
	.own = own,
	.run = run,
};
