/* SPDX-License-Identifier: Apache-2.0 */
/* `waymark solve rounds`: pairs from a file, or peers or groups of so many people. */
#include <stdlib.h>
#include <string.h>

#include "app/solve_text.h"
#include "app/verb_solve.h"
#include "base/str.h"
#include "engine/instance/rounds_text.h"

#define MOST_PEERS 20000 /* their meetings are written one by one */

static struct solve_out out;

static int
write_end(size_t rounds, const char *what, size_t n, const char *more, size_t n_more)
{
	solve_put(&out, "rounds ", 7);
	solve_put_int(&out, (int64_t)rounds, ' ');
	solve_put(&out, what, strlen(what));
	solve_put_int(&out, (int64_t)n, more ? ' ' : '\n');
	if (more) {
		solve_put(&out, more, strlen(more));
		solve_put_int(&out, (int64_t)n_more, '\n');
	}
	return solve_flush(&out);
}

static void
write_meeting(size_t round, int64_t a, int64_t b)
{
	solve_put_int(&out, (int64_t)round, ' ');
	solve_put_int(&out, a, ' ');
	solve_put_int(&out, b, '\n');
}

/* ---- pairs ---- */

static int
read_meetings(struct arena *mem, const char *path, struct rounds_meetings *r)
{
	struct text t;
	struct scan s;
	int code = solve_open(path, &t);

	if (code)
		return code;
	s = scan_new(t.p, t.n);
	if (!rounds_text_read(mem, &s, r))
		code = solve_wrong(path, &s);
	text_close(&t);
	return code;
}

struct meeting {
	int32_t round;
	struct rounds_pair who;
};

static int
by_round(const void *left, const void *right)
{
	const struct meeting *a = left, *b = right;

	if (a->round != b->round)
		return a->round < b->round ? -1 : 1;
	return a->who.left < b->who.left ? -1 : a->who.left > b->who.left;
}

/* Round by round, in each by mentee. */
static int
run_pairs(struct cli *cli, const char *path)
{
	struct rounds_meetings r;
	struct meeting *all;
	int32_t *round;
	size_t rounds;
	int code = read_meetings(cli->mem, path, &r);

	if (code)
		return code;
	round = ARENA_ARRAY(cli->mem, int32_t, r.n);
	rounds = rounds_of_pairs(cli->mem, r.pairs, r.n, r.n_mentees, r.n_mentors, round);
	all = ARENA_ARRAY(cli->mem, struct meeting, r.n);
	for (size_t k = 0; k < r.n; k++)
		all[k] = (struct meeting){ round[k], r.pairs[k] };
	qsort(all, r.n, sizeof *all, by_round);
	for (size_t k = 0; k < r.n; k++)
		write_meeting((size_t)all[k].round, all[k].who.left, all[k].who.right);
	return write_end(rounds, "meetings ", r.n, NULL, 0);
}

/* ---- peers, groups ---- */

static int
run_peers(size_t n, size_t rounds)
{
	size_t meetings = 0;

	for (size_t t = 0; t < rounds; t++)
		for (size_t i = 0; i < n; i++) {
			int32_t other = rounds_peer(n, t, i);

			if (other < 0 || (size_t)other < i)
				continue;
			write_meeting(t, (int64_t)i, other);
			meetings++;
		}
	return write_end(rounds, "meetings ", meetings, NULL, 0);
}

/* A line for each group: the round, and who is in it. */
static void
write_round(size_t round, const int32_t *group, size_t n, size_t n_groups, int32_t *first,
	int32_t *next)
{
	memset(first, 0xff, n_groups * sizeof *first);
	for (size_t i = n; i-- > 0;) {
		next[i] = first[group[i]];
		first[group[i]] = (int32_t)i;
	}
	for (size_t k = 0; k < n_groups; k++) {
		solve_put_int(&out, (int64_t)round, ' ');
		for (int32_t i = first[k]; i >= 0; i = next[i])
			solve_put_int(&out, i, next[i] < 0 ? '\n' : ' ');
	}
}

static int
run_groups(struct cli *cli, const struct rounds_groups_problem *p)
{
	int32_t *first, *next = ARENA_ARRAY(cli->mem, int32_t, p->n);
	struct rounds_groups r;

	if (!rounds_of_groups(cli->mem, p, &r))
		return cli_fail(EX_USAGE,
			"groups are of 2 to %d people, with at most %d places in all rounds",
			ROUNDS_MOST_PEOPLE, ROUNDS_MOST_SEATS);
	if (rounds_count_repeats(cli->mem, p, &r) != r.repeats)
		return cli_fail(EX_SOFTWARE, "the schedule found is wrong");
	first = ARENA_ARRAY(cli->mem, int32_t, r.n_groups);
	for (size_t t = 0; t < p->rounds; t++)
		write_round(t, r.group + t * p->n, p->n, r.n_groups, first, next);
	return write_end(p->rounds, "repeats ", r.repeats, "bound ", r.bound);
}

/* 0, or EX_USAGE after a message: a number of its own; *ret stays where the option did not come. */
static int
read_number(const struct cli *cli, const char *option, int64_t least, int64_t most, size_t *ret)
{
	const char *value = cli_option(cli, option);
	int64_t n;

	if (!value)
		return 0;
	if (!str_to_int(value, &n) || n < least || n > most)
		return cli_fail(EX_USAGE, "--%s is a number from %lld to %lld", option,
			(long long)least, (long long)most);
	*ret = (size_t)n;
	return 0;
}

static int
run_rounds(struct cli *cli)
{
	static const char *const none[] = { NULL };
	static const char *const allowed[] = { "rounds", "groups", "of", NULL };
	struct rounds_groups_problem p = { 0 };
	bool of = cli_option(cli, "of") != NULL;
	int code = solve_usage(cli, &solve_rounds, of ? allowed : none, of ? 0 : 1);

	out = (struct solve_out){ .file = stdout };
	if (code || !of)
		return code ? code : run_pairs(cli, solve_word(cli, 0));
	if ((code = read_number(cli, "of", 2, MOST_PEERS, &p.n)) ||
		(code = read_number(cli, "groups", 2, (int64_t)p.n, &p.size)))
		return code;
	/* Without a number, as many as there can be at most without meeting twice. */
	p.rounds = p.size ? (p.n - 1) / (p.size - 1) : rounds_of_peers(p.n);
	if ((code = read_number(
		     cli, "rounds", 1, p.size ? ROUNDS_MOST_SEATS : (int64_t)p.rounds, &p.rounds)))
		return code;
	return p.size ? run_groups(cli, &p) : run_peers(p.n, p.rounds);
}

const struct solve_kind solve_rounds = {
	.name = "rounds",
	.summary = "who meets whom in which round: pairs, peers or groups",
	.usage = "waymark solve rounds FILE\n"
		 "    waymark solve rounds --of N [--groups SIZE] [--rounds R]",
	.run = run_rounds,
};
