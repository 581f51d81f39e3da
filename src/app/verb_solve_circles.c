/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_text.h"
#include "app/verb_solve.h"
#include "engine/instance/circles_text.h"

static int
read_problem(struct arena *mem, const char *path, struct circles_problem *p)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!circles_text_read(mem, &s, p))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

static int
write_answer(const struct circles_problem *p, const struct circles_result *r)
{
	static struct solve_out out;

	out = (struct solve_out){ .file = stdout };
	for (size_t i = 0; i < p->n_people; i++) {
		if (r->topic[i] < 0)
			continue;
		solve_put_int(&out, (int64_t)i, ' ');
		solve_put_int(&out, r->topic[i], '\n');
	}
	solve_put(&out, "placed ", 7);
	solve_put_int(&out, (int64_t)r->placed, ' ');
	solve_put(&out, "affinity ", 9);
	solve_put_int(&out, r->affinity, ' ');
	solve_put(&out, "bound ", 6);
	solve_put_int(&out, r->bound, '\n');
	return solve_flush(&out);
}

static int
run_circles(struct cli *cli)
{
	static const char *const none[] = { NULL };
	struct circles_problem p;
	struct circles_result r;
	enum circles_status status;
	int code = solve_usage(cli, &solve_circles, none, 1);

	if (code || (code = read_problem(cli->mem, solve_word(cli, 0), &p)))
		return code;
	status = circles_solve(cli->mem, &p, &r);
	if (status != CIRCLES_OK)
		return cli_fail(EX_DATAERR, "%s", circles_status_text(status));
	if (r.most > r.placed)
		fprintf(stderr,
			"It is not proven that no more can be placed, but never more than %zu.\n",
			r.most);
	return write_answer(&p, &r);
}

const struct solve_kind solve_circles = {
	.name = "circles",
	.summary = "groups around topics: as many people as possible, then what they like best",
	.usage = "waymark solve circles FILE",
	.run = run_circles,
};
