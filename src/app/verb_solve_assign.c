/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>

#include "app/solve_text.h"
#include "app/verb_solve.h"
#include "base/str.h"
#include "engine/instance/assign_text.h"

static const char *const allowed[] = { "aim", "quota", "fair", "certificate", "start", "keep",
	"threads", NULL };

static int
read_options(const struct cli *cli, struct assign_problem *p)
{
	static const char *const aims[] = { "everyone", "fit", NULL };
	static const char *const fairs[] = { "none", "bottleneck", "leximin", NULL };
	int aim, fair, code = solve_usage(cli, &solve_assign, allowed, 1);

	if (code || (code = solve_choice(cli, "aim", aims, &aim)) ||
		(code = solve_choice(cli, "fair", fairs, &fair)) ||
		(code = solve_threads(cli, &p->threads)))
		return code;
	if (cli_option(cli, "keep") && !cli_option(cli, "start"))
		return cli_fail(EX_USAGE, "--keep needs --start SOLUTION");
	p->aim = (enum assign_aim)aim;
	p->fair = (enum assign_fair)fair;
	p->quota = cli_option(cli, "quota") != NULL;
	return 0;
}

static int
read_problem(struct arena *mem, const char *path, struct assign_problem *p)
{
	struct assign_problem read;
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!assign_text_read(mem, &s, &read))
		code = solve_wrong(path, &s);
	text_close(&t);
	if (code)
		return code;
	read.aim = p->aim;
	read.fair = p->fair;
	read.quota = p->quota;
	read.threads = p->threads;
	*p = read;
	return 0;
}

static int
read_solution(struct arena *mem, const char *path, size_t n_mentees, size_t n_mentors,
	struct assign_solution *ret)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!assign_solution_read(mem, &s, n_mentees, n_mentors, ret))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

/* The earlier answer may name people who are not there any more. */
static int
read_start(const struct cli *cli, struct assign_problem *p, size_t *ret_kept)
{
	const char *path = cli_option(cli, "start");
	struct assign_solution old;
	struct assign_pair *usable;
	size_t before = p->n_pins, n = 0;
	int code = path ? read_solution(cli->mem, path, INT32_MAX - 1, INT32_MAX - 1, &old) : 0;

	if (code || !path)
		return code;
	usable = old.pairs;
	for (size_t k = 0; k < old.n_pairs; k++)
		if ((size_t)old.pairs[k].mentee < p->n_mentees &&
			(size_t)old.pairs[k].mentor < p->n_mentors)
			usable[n++] = old.pairs[k];
	p->start = usable;
	p->n_start = n;
	if (cli_option(cli, "keep"))
		assign_keep(cli->mem, p, usable, n);
	*ret_kept = p->n_pins - before;
	return 0;
}

static int
write_answer(const struct assign_result *r)
{
	static struct solve_out out;

	out = (struct solve_out){ .file = stdout };
	for (size_t k = 0; k < r->count; k++) {
		solve_put_int(&out, r->pairs[k].mentee, ' ');
		solve_put_int(&out, r->pairs[k].mentor, ' ');
		solve_put_int(&out, r->pairs[k].score, '\n');
	}
	solve_put(&out, "count ", 6);
	solve_put_int(&out, (int64_t)r->count, ' ');
	solve_put(&out, "score ", 6);
	solve_put_int(&out, r->score, '\n');
	return solve_flush(&out);
}

static int
write_proof(const char *path, const struct assign_problem *p, size_t n_kept,
	const struct assign_result *r)
{
	static struct solve_out out;
	int code;

	out = (struct solve_out){ .file = fopen(path, "w") };
	if (!out.file)
		return cli_fail(EX_CANTCREAT, "%s cannot be written: %s", path, strerror(errno));
	assign_proof_write(p, n_kept, r, solve_put, &out);
	code = solve_flush(&out);
	return fclose(out.file) == 0 ? code : cli_fail(EX_IOERR, "%s: %s", path, strerror(errno));
}

static int
run_assign(struct cli *cli)
{
	struct assign_problem p = { 0 };
	struct assign_result r;
	enum assign_status status;
	size_t n_kept = 0;
	int code = read_options(cli, &p);

	if (code || (code = read_problem(cli->mem, solve_word(cli, 0), &p)) ||
		(code = read_start(cli, &p, &n_kept)))
		return code;
	p.progress = solve_progress;
	status = assign_solve(cli->mem, &p, &r);
	if (status != ASSIGN_OK)
		return cli_fail(EX_DATAERR, "%s", assign_status_text(status));
	if (cli_option(cli, "certificate"))
		code = write_proof(cli_option(cli, "certificate"), &p, n_kept, &r);
	return code ? code : write_answer(&r);
}

const struct solve_kind solve_assign = {
	.name = "assign",
	.summary = "mentees and mentors with places: the best pairs",
	.usage = "waymark solve assign [--aim everyone|fit] [--quota] [--fair "
		 "none|bottleneck|leximin]\n"
		 "    [--certificate FILE] [--start SOLUTION [--keep]] [--threads N] FILE",
	.run = run_assign,
};

/* ---- check ---- */

/* What the lines of the answer say, as a result whose proof comes from elsewhere. */
static void
answer_of(struct arena *mem, const struct assign_problem *p, const struct assign_solution *s,
	struct assign_result *r)
{
	r->pairs = s->pairs;
	r->count = s->count;
	r->score = s->score;
	r->mentor = ARENA_ARRAY(mem, int32_t, p->n_mentees);
	r->points = ARENA_ARRAY(mem, int64_t, p->n_mentees);
	memset(r->mentor, 0xff, p->n_mentees * sizeof *r->mentor);
	for (size_t k = s->n_pairs; k-- > 0;) {
		r->mentor[s->pairs[k].mentee] = s->pairs[k].mentor;
		r->points[s->pairs[k].mentee] = s->pairs[k].score;
	}
}

static void
count_shortfall(struct arena *mem, const struct assign_problem *p, struct assign_result *r)
{
	int32_t *load = ARENA_ARRAY(mem, int32_t, p->n_mentors);

	for (size_t k = 0; k < r->count; k++)
		load[r->pairs[k].mentor]++;
	for (size_t j = 0; p->quota && p->lower && j < p->n_mentors; j++)
		if (load[j] < p->lower[j])
			r->shortfall += (size_t)(p->lower[j] - load[j]);
}

static int
read_proof(struct arena *mem, const char *path, struct assign_problem *p, struct assign_result *r,
	uint64_t *ret_digest)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!assign_proof_read(mem, &s, p, r, ret_digest))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

static int
run_check(struct cli *cli)
{
	static const char *const none[] = { NULL };
	struct assign_problem p = { 0 };
	struct assign_solution s = { 0 };
	struct assign_result r = { 0 };
	uint64_t digest = 0;
	const char *fault;
	int code = solve_usage(cli, &solve_check, none, 3);

	if (!code && solve_is_peers(solve_word(cli, 0)))
		return solve_check_peers(cli);
	if (code || (code = read_problem(cli->mem, solve_word(cli, 0), &p)) ||
		(code = read_solution(
			 cli->mem, solve_word(cli, 1), p.n_mentees, p.n_mentors, &s)) ||
		(code = read_proof(cli->mem, solve_word(cli, 2), &p, &r, &digest)))
		return code;
	if (digest != assign_digest(&p, &r.proof))
		return cli_fail(1, "The certificate belongs to another instance, or was changed.");
	if (s.count != s.n_pairs)
		return cli_fail(1, "The number of pairs is wrong.");
	answer_of(cli->mem, &p, &s, &r);
	count_shortfall(cli->mem, &p, &r);
	if ((fault = assign_check(cli->mem, &p, &r)))
		return cli_fail(1, "%s", fault);
	printf("proven optimal: count %zu score %lld, aim %s%s%s\n", r.count, (long long)r.score,
		p.aim == ASSIGN_FIT ? "fit" : "everyone", p.quota ? ", quota" : "",
		p.fair == ASSIGN_BOTTLENECK ? ", bottleneck"
		: p.fair == ASSIGN_LEXIMIN  ? ", leximin"
					    : "");
	return 0;
}

const struct solve_kind solve_check = {
	.name = "check",
	.summary = "verify a solution of assign or peers and its certificate",
	.usage = "waymark solve check INSTANCE SOLUTION CERTIFICATE",
	.run = run_check,
};
