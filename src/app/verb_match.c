/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verb_match.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/match_print.h"
#include "base/str.h"

static const char help[] =
	"Usage: waymark match --mentors FILE --mentees FILE --rules FILE\n"
	"                     [--aim everyone|fit] [--format csv|json] [--explain]\n"
	"\n"
	"Matches the mentees of one table with the mentors of another, as well as the rules "
	"allow.\n"
	"\n"
	"  --mentors FILE    table of the mentors (CSV)\n"
	"  --mentees FILE    table of the mentees (CSV)\n"
	"  --rules FILE      the rules (YAML); examples/civil-service.yml explains the format\n"
	"  --aim everyone    as many pairs as possible, then the most points (this is the "
	"default)\n"
	"  --aim fit         the most points, even if somebody stays without a mentor\n"
	"  --format csv      one line a pair: mentee, mentor, points (this is the default)\n"
	"  --format json     one object\n"
	"  --explain         where the points of a pair come from, and why somebody has no mentor\n"
	"  --help            this text\n"
	"\n"
	"The last line reads \"matched N of M, score S\"; with JSON it goes to standard error.\n"
	"Exit status: 0 matched, 64 wrong usage, 65 wrong data (said with file and line), 66 a "
	"file\n"
	"cannot be read.\n";

struct wish {
	const char *mentors, *mentees, *rules, *aim, *format;
	bool explain, help;
};

static int usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static int
usage(const char *fmt, ...)
{
	va_list ap;

	fputs("waymark match: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputs("\nTry \"waymark match --help\".\n", stderr);
	return EX_USAGE;
}

/* 0 or the exit code. */
static int
read_wish(int argc, char **argv, struct wish *w)
{
	enum { MENTORS, MENTEES, RULES, AIM, FORMAT, EXPLAIN, HELP };
	static const struct option options[] = {
		{ "mentors", required_argument, NULL, MENTORS },
		{ "mentees", required_argument, NULL, MENTEES },
		{ "rules", required_argument, NULL, RULES },
		{ "aim", required_argument, NULL, AIM },
		{ "format", required_argument, NULL, FORMAT },
		{ "explain", no_argument, NULL, EXPLAIN },
		{ "help", no_argument, NULL, HELP },
		{ 0 },
	};
	const char **texts[] = { &w->mentors, &w->mentees, &w->rules, &w->aim, &w->format };
	int c;

	*w = (struct wish){ .aim = "everyone", .format = "csv" };
	optind = 0; /* start anew: the program may have read its own options before */
	opterr = 0;
	while ((c = getopt_long(argc, argv, "+:", options, NULL)) != -1) {
		if (c == '?' || c == ':')
			return usage(c == ':' ? "%s needs a value." : "%s is not an option.",
				argv[optind - 1]);
		if (c == EXPLAIN)
			w->explain = true;
		else if (c == HELP)
			w->help = true;
		else
			*texts[c] = optarg;
	}
	if (w->help)
		return 0;
	if (optind < argc)
		return usage("\"%s\" is one word too many.", argv[optind]);
	if (!w->mentors || !w->mentees || !w->rules)
		return usage("%s is missing.", !w->mentors   ? "--mentors"
					       : !w->mentees ? "--mentees"
							     : "--rules");
	if (!str_eq(w->aim, "everyone") && !str_eq(w->aim, "fit"))
		return usage("\"%s\" is not an aim: everyone or fit.", w->aim);
	if (!str_eq(w->format, "csv") && !str_eq(w->format, "json"))
		return usage("\"%s\" is not a format: csv or json.", w->format);
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
	if (fwrite(b.p, 1, b.n, stdout) != b.n || fflush(stdout) != 0) {
		fprintf(stderr, "waymark match: the answer could not be written: %s.\n",
			strerror(errno));
		return EX_IOERR;
	}
	if (json)
		fprintf(stderr, "%s\n", match_summary(mem, a));
	return 0;
}

static int
match(struct arena *mem, const struct wish *w)
{
	struct match_files f = { .mem = mem,
		.rules_path = w->rules,
		.tables = {
			[MENTEE] = { .path = w->mentees }, [MENTOR] = { .path = w->mentors } } };
	struct assign_problem p = { .aim = str_eq(w->aim, "fit") ? ASSIGN_FIT : ASSIGN_EVERYONE };
	struct assign_result r;
	struct match_answer a = { .f = &f, .p = &p, .r = &r, .explain = w->explain };
	enum assign_status status;
	struct assign_pair *pairs;
	const char *fault;
	int code = match_files_read(&f);

	if (code)
		return code;
	criteria_pairs(mem, &f.rules.criteria, f.roster, &pairs, &p.n_pairs);
	p.pairs = pairs;
	p.n_mentees = roster_size(f.roster, MENTEE);
	p.n_mentors = roster_size(f.roster, MENTOR);
	p.capacity = roster_places(f.roster);
	p.pins = f.pins;
	p.n_pins = f.n_pins;
	status = assign_solve(mem, &p, &r);
	fault = status == ASSIGN_OK ? assign_check(mem, &p, &r) : assign_status_text(status);
	if (fault) {
		fprintf(stderr, "waymark match: %s\n", fault);
		return EX_SOFTWARE;
	}
	match_count_taken(mem, &a);
	return print(mem, w, &a);
}

int
verb_match(int argc, char **argv)
{
	struct wish w;
	struct arena *mem;
	int code = read_wish(argc, argv, &w);

	if (code)
		return code;
	if (w.help) {
		fputs(help, stdout);
		return 0;
	}
	mem = arena_new(1 << 20);
	code = match(mem, &w);
	arena_free(mem);
	return code;
}
