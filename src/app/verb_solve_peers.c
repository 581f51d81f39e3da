/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>

#include "app/solve_text.h"
#include "app/verb_solve.h"
#include "base/str.h"
#include "engine/instance/peers_text.h"

static int
read_problem(struct arena *mem, const char *path, struct peers_problem *p)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!peers_text_read(mem, &s, p))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

static int
write_answer(const struct peers_result *r)
{
	static struct solve_out out;

	out = (struct solve_out){ .file = stdout };
	for (size_t k = 0; k < r->count; k++) {
		solve_put_int(&out, r->pairs[k].a, ' ');
		solve_put_int(&out, r->pairs[k].b, ' ');
		solve_put_int(&out, r->pairs[k].weight, '\n');
	}
	solve_put(&out, "count ", 6);
	solve_put_int(&out, (int64_t)r->count, ' ');
	solve_put(&out, "weight ", 7);
	solve_put_int(&out, r->weight, '\n');
	return solve_flush(&out);
}

static int
write_proof(const char *path, const struct peers_problem *p, const struct peers_result *r)
{
	static struct solve_out out;
	int code;

	out = (struct solve_out){ .file = fopen(path, "w") };
	if (!out.file)
		return cli_fail(EX_CANTCREAT, "%s cannot be written: %s", path, strerror(errno));
	peers_proof_write(p, &r->proof, solve_put, &out);
	code = solve_flush(&out);
	return fclose(out.file) == 0 ? code : cli_fail(EX_IOERR, "%s: %s", path, strerror(errno));
}

static int
run_peers(struct cli *cli)
{
	static const char *const allowed[] = { "aim", "certificate", NULL };
	static const char *const aims[] = { "fit", "everyone", NULL };
	struct peers_problem p;
	struct peers_result r;
	enum peers_status status;
	int aim, code = solve_usage(cli, &solve_peers, allowed, 1);

	if (code || (code = solve_choice(cli, "aim", aims, &aim)) ||
		(code = read_problem(cli->mem, solve_word(cli, 0), &p)))
		return code;
	p.aim = (enum peers_aim)aim;
	p.progress = solve_progress;
	status = peers_solve(cli->mem, &p, &r);
	if (status != PEERS_OK)
		return cli_fail(EX_DATAERR, "%s", peers_status_text(status));
	if (cli_option(cli, "certificate"))
		code = write_proof(cli_option(cli, "certificate"), &p, &r);
	return code ? code : write_answer(&r);
}

const struct solve_kind solve_peers = {
	.name = "peers",
	.summary = "pairs among equals: the heaviest, or as many as possible",
	.usage = "waymark solve peers [--aim everyone|fit] [--certificate FILE] FILE",
	.run = run_peers,
};

/* ---- check ---- */

bool
solve_is_peers(const char *path)
{
	struct text t;
	struct scan s;
	bool is;

	if (str_eq(path, "-") || !text_open(path, &t))
		return false;
	s = scan_new(t.p, t.n);
	is = peers_text_is(&s);
	text_close(&t);
	return is;
}

static int
read_claim(struct arena *mem, const char *path, const char *proof, struct peers_problem *p,
	struct peers_result *r, uint64_t *ret_digest)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!peers_solution_read(mem, &s, p, r))
		code = solve_wrong(path, &s);
	text_close(&t);
	if (code || (code = solve_open(proof, &t)))
		return code;
	s = scan_new(t.p, t.n);
	if (!peers_proof_read(mem, &s, p, r, ret_digest))
		code = solve_wrong(proof, &s);
	text_close(&t);
	return code;
}

int
solve_check_peers(struct cli *cli)
{
	struct peers_problem p;
	struct peers_result r = { 0 };
	uint64_t digest = 0;
	const char *fault;
	int code = read_problem(cli->mem, solve_word(cli, 0), &p);

	if (code || (code = read_claim(
			     cli->mem, solve_word(cli, 1), solve_word(cli, 2), &p, &r, &digest)))
		return code;
	if (digest != peers_digest(&p, &r.proof))
		return cli_fail(1, "The certificate belongs to another instance, or was changed.");
	if ((fault = peers_check(cli->mem, &p, &r)))
		return cli_fail(1, "%s", fault);
	printf("proven optimal: count %zu weight %lld, aim %s\n", r.count, (long long)r.weight,
		p.aim == PEERS_FIT ? "fit" : "everyone");
	return 0;
}
