/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of `waymark solve` that go by preference: stable and roommates. Every answer is recounted. */
#include "app/solve_text.h"
#include "app/verb_solve.h"
#include "engine/instance/pref_text.h"

static int
wrong_answer(const char *fault, size_t blocking)
{
	if (fault)
		return cli_fail(EX_SOFTWARE, "the answer found is wrong: %s", fault);
	return cli_fail(EX_SOFTWARE, "the answer found is wrong: %zu pairs block it", blocking);
}

static int
write_none(void)
{
	puts("none");
	return fflush(stdout) == 0 ? 0 : cli_fail(EX_IOERR, "the answer could not be written");
}

/* ---- stable ---- */

static int
read_options(const struct cli *cli, struct stable_problem *p)
{
	static const char *const allowed[] = { "side", "ties", "threads", NULL };
	static const char *const sides[] = { "mentees", "mentors", NULL };
	static const char *const ties[] = { "weak", "strong", "super", "max", NULL };
	int side, tie, code = solve_usage(cli, &solve_stable, allowed, 1);

	if (code || (code = solve_choice(cli, "side", sides, &side)) ||
		(code = solve_choice(cli, "ties", ties, &tie)) ||
		(code = solve_threads(cli, &p->threads)))
		return code;
	p->hospitals_propose = side == 1;
	p->ties = (enum stable_ties)tie;
	return 0;
}

static int
read_problem(struct arena *mem, const char *path, struct stable_problem *p)
{
	struct stable_problem read;
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!pref_text_read(mem, &s, &read))
		code = solve_wrong(path, &s);
	text_close(&t);
	if (code)
		return code;
	p->residents = read.residents;
	p->hospitals = read.hospitals;
	return 0;
}

static int
write_matching(const struct stable_problem *p, const struct stable_result *r, size_t blocking)
{
	static struct solve_out out;

	out = (struct solve_out){ .file = stdout };
	for (size_t i = 0; i < p->residents.n; i++) {
		if (r->hospital[i] < 0)
			continue;
		solve_put_int(&out, (int64_t)i, ' ');
		solve_put_int(&out, r->hospital[i], '\n');
	}
	solve_put(&out, "count ", 6);
	solve_put_int(&out, (int64_t)r->count, ' ');
	solve_put(&out, "blocking ", 9);
	solve_put_int(&out, (int64_t)blocking, '\n');
	return solve_flush(&out);
}

static int
run_stable(struct cli *cli)
{
	struct stable_problem p = { 0 };
	struct stable_result r;
	enum stable_status status;
	size_t blocking = 0;
	const char *fault;
	int code = read_options(cli, &p);

	if (code || (code = read_problem(cli->mem, solve_word(cli, 0), &p)))
		return code;
	p.progress = solve_progress;
	status = stable_solve(cli->mem, &p, &r);
	if (status == STABLE_NO_SUCH)
		return write_none();
	if (status != STABLE_OK)
		return cli_fail(EX_DATAERR, "%s", stable_status_text(status));
	fault = stable_check(cli->mem, &p, &r, &blocking);
	if (fault || blocking)
		return wrong_answer(fault, blocking);
	return write_matching(&p, &r, blocking);
}

const struct solve_kind solve_stable = {
	.name = "stable",
	.summary = "both sides rank each other: no two would rather have each other",
	.usage = "waymark solve stable [--side mentees|mentors] [--ties weak|strong|super|max]\n"
		 "    [--threads N] FILE",
	.run = run_stable,
};

/* ---- roommates ---- */

static int
read_roommates(struct arena *mem, const char *path, struct roommates_problem *p)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!roommates_text_read(mem, &s, p))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

static int
write_mates(const struct roommates_problem *p, const struct roommates_result *r)
{
	static struct solve_out out;

	out = (struct solve_out){ .file = stdout };
	for (size_t i = 0; i < p->n; i++) {
		if (r->mate[i] < (int32_t)i)
			continue;
		solve_put_int(&out, (int64_t)i, ' ');
		solve_put_int(&out, r->mate[i], '\n');
	}
	solve_put(&out, "count ", 6);
	solve_put_int(&out, (int64_t)r->count, '\n');
	return solve_flush(&out);
}

static int
run_roommates(struct cli *cli)
{
	static const char *const none[] = { NULL };
	struct roommates_problem p;
	struct roommates_result r;
	enum roommates_status status;
	size_t blocking = 0;
	const char *fault;
	int code = solve_usage(cli, &solve_roommates, none, 1);

	if (code || (code = read_roommates(cli->mem, solve_word(cli, 0), &p)))
		return code;
	status = roommates_solve(cli->mem, &p, &r);
	if (status == ROOMMATES_NO_SUCH)
		return write_none();
	if (status != ROOMMATES_OK)
		return cli_fail(EX_DATAERR, "%s", roommates_status_text(status));
	fault = roommates_check(cli->mem, &p, &r, &blocking);
	if (fault || blocking)
		return wrong_answer(fault, blocking);
	return write_mates(&p, &r);
}

const struct solve_kind solve_roommates = {
	.name = "roommates",
	.summary = "peers rank each other: pairs that no two would leave",
	.usage = "waymark solve roommates FILE",
	.run = run_roommates,
};
