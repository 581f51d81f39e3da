/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kill9 [ROUNDS] — kill -9 at a random moment, under 16 writers, then an audit.
 *
 * Each round starts this program again as a child. Its writers insert pairs of rows and count them up
 * in one transaction, and say on a pipe what they were answered. The child is killed, the database is
 * opened as after a crash, and every answer is compared with what is there:
 *     acknowledged  both rows are there
 *     refused       no row is there
 *     unknown       in flight when the kill came: both rows or none, at most one pair per writer
 * and each counter equals the pairs of its writer, so that nothing is torn or doubled.
 * On PostgreSQL it is the client that is killed. The seed is printed; SEED=n repeats it.
 */
#include "tests/harness.h"
#include "tests/storage/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"

#define WRITERS 16
#define MOST 65536 /* pairs of one writer in one round */

struct answer {
	int writer, n;
	enum result r;
};

/* ---- the child ---- */

struct writer {
	pthread_t thread;
	struct db *db;
	struct engine *engine;
	int round, id, n, out;
};

static enum result
write_pair(struct ctx *c, void *arg)
{
	const struct writer *w = arg;
	int side;

	for (side = 0; side < 2; side++)
		thing_insert(c, &(struct thing){ .name = arena_printf(c->mem, "%d %d %d %d",
							 w->round, w->id, w->n, side) });
	counter_add(c, w->id, 1);
	return w->n % 7 == 3 ? INVALID : OK;
}

static void *
writer_main(void *arg)
{
	struct writer *w = arg;

	for (w->n = 0; w->n < MOST; w->n++) {
		struct ctx c = engine_ctx(w->engine, arena_new(0));
		struct answer a = { .writer = w->id, .n = w->n };

		a.r = db_write(w->db, &c, write_pair, w);
		arena_free(c.mem);
		if (write(w->out, &a, sizeof a) != sizeof a)
			break;
	}
	return NULL;
}

static int
child(const char *url, int round, int out)
{
	struct arena *mem = arena_new(0);
	struct engine engine = { .mem = mem };
	struct writer w[WRITERS] = { 0 };
	const char *why = "";
	int i;

	log_set_level(LOG_ERROR);
	engine.db = db_open(mem, &(struct db_options){ .url = url, .writers = 4 }, &why);
	if (!engine.db) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	for (i = 0; i < WRITERS; i++) {
		w[i] = (struct writer){
			.db = engine.db, .engine = &engine, .round = round, .id = i + 1, .out = out
		};
		pthread_create(&w[i].thread, NULL, writer_main, &w[i]);
	}
	for (i = 0; i < WRITERS; i++)
		pthread_join(w[i].thread, NULL);
	return 0;
}

/* ---- the parent ---- */

/* What is known of each pair of a round. */
struct pair {
	bool answered;
	enum result r;
	unsigned char sides; /* bit 0, bit 1: this row is there */
};

struct round {
	struct pair (*pairs)[MOST];
	int64_t acknowledged, refused, unknown;
};

static void
note(struct round *r, const struct answer *a)
{
	struct pair *p = &r->pairs[a->writer - 1][a->n];

	p->answered = true;
	p->r = a->r;
	if (a->r == OK)
		r->acknowledged++;
	else
		r->refused++;
}

/* Reads answers for some milliseconds, or (0) to the end. */
static void
listen_to(struct round *r, int in, int ms)
{
	struct timespec now;
	int64_t until = 0, t;
	struct answer a;

	for (;;) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		t = now.tv_sec * 1000 + now.tv_nsec / 1000000;
		until = until ? until : t + ms;
		if (ms && (t >= until || poll(&(struct pollfd){ .fd = in, .events = POLLIN }, 1,
						 (int)(until - t)) == 0))
			return;
		if (read(in, &a, sizeof a) != sizeof a)
			return;
		note(r, &a);
	}
}

static void
run_and_kill(struct round *r, const char *url, int n, int ms)
{
	char round[16], out[16];
	int ends[2], status;
	pid_t pid;

	if (pipe(ends))
		fatal("pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		snprintf(round, sizeof round, "%d", n);
		snprintf(out, sizeof out, "%d", ends[1]);
		execl("/proc/self/exe", "kill9", "child", url, round, out, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	listen_to(r, ends[0], ms);
	kill(pid, SIGKILL);
	listen_to(r, ends[0], 0);
	waitpid(pid, &status, 0);
	close(ends[0]);
	if (!WIFSIGNALED(status))
		fatal("round %d: the child ended by itself with %d", n, WEXITSTATUS(status));
}

/* A server notices only after a while that its client was killed. */
static void
wait_for_backends(struct test *t)
{
	const char *query = arena_printf(t->mem,
		"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'kill9-%d' "
		"AND pid <> pg_backend_pid()",
		(int)getpid());
	PGconn *h = PQconnectdb(t->url);
	bool gone = false;
	int i;

	for (i = 0; i < 1000 && !gone; i++) {
		PGresult *res = PQexec(h, query);

		gone = str_eq(PQgetvalue(res, 0, 0), "0");
		PQclear(res);
		if (!gone)
			nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	}
	PQfinish(h);
	if (!gone)
		fatal("the server keeps connections of a killed client");
}

static void
read_rows(struct ctx *c, struct round *r, int n, int64_t total[WRITERS])
{
	struct db_rows *rows = thing_names(c);
	struct db_value row[1];
	int round, writer, i, side;

	while (db_next(rows, row)) {
		if (sscanf(row[0].s, "%d %d %d %d", &round, &writer, &i, &side) != 4)
			fatal("round %d: a strange row: %s", n, row[0].s);
		total[writer - 1]++;
		if (round == n)
			r->pairs[writer - 1][i].sides |= (unsigned char)(1 << side);
	}
}

static enum result
audit(struct ctx *c, struct round *r, int n)
{
	int64_t total[WRITERS] = { 0 };
	int w, i;

	read_rows(c, r, n, total);
	for (w = 0; w < WRITERS; w++) {
		int in_flight = 0;

		for (i = 0; i < MOST; i++) {
			const struct pair *p = &r->pairs[w][i];

			if (p->sides == 1 || p->sides == 2)
				fatal("round %d: pair %d of writer %d is torn", n, i, w + 1);
			if (p->answered && p->r == OK && !p->sides)
				fatal("round %d: pair %d of writer %d was acknowledged and is lost",
					n, i, w + 1);
			if (p->answered && p->r != OK && p->sides)
				fatal("round %d: pair %d of writer %d was refused and is there", n,
					i, w + 1);
			in_flight += !p->answered && p->sides;
		}
		if (in_flight > 1)
			fatal("round %d: writer %d left %d pairs in flight", n, w + 1, in_flight);
		r->unknown += in_flight;
		if (counter_get(c, w + 1) * 2 != total[w])
			fatal("round %d: the counter of writer %d says %lld, its rows %lld", n,
				w + 1, (long long)counter_get(c, w + 1), (long long)total[w] / 2);
	}
	return db_faulty(c) ? FAILED : OK;
}

static void
one_round(struct test *t, const char *url, int n, struct round *sum)
{
	struct round r = { .pairs = calloc(WRITERS, sizeof *r.pairs) };
	struct arena *mem = arena_new(0);
	const char *why = "";
	struct ctx c;
	struct db *db;

	/* From before the first connection is open to well into the work. */
	run_and_kill(&r, url, n, 1 + rand() % 150);
	if (strstr(url, "postgres"))
		wait_for_backends(t);
	db = db_open(mem, &(struct db_options){ .url = t->url, .writers = 1 }, &why);
	if (!db)
		fatal("round %d: %s", n, why);
	c = engine_ctx(&t->engine, mem);
	if (db_check(db, mem, &why) != OK || db_read_begin(db, &c) != OK)
		fatal("round %d: %s", n, why);
	if (audit(&c, &r, n) != OK)
		fatal("round %d: the database cannot be read", n);
	db_read_end(&c);
	db_free(db);
	arena_free(mem);
	sum->acknowledged += r.acknowledged;
	sum->refused += r.refused;
	sum->unknown += r.unknown;
	free(r.pairs);
}

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 50, i;
	const char *seed = getenv("SEED"), *url;
	unsigned int s = seed ? (unsigned int)atoi(seed) : (unsigned int)time(NULL);
	struct round sum = { .acknowledged = 0 };
	struct test *t;

	if (argc == 5 && str_eq(argv[1], "child"))
		return child(argv[2], atoi(argv[3]), atoi(argv[4]));
	srand(s);
	t = test_begin_with(probe_steps, probe_n);
	url = t->url;
	if (db_is_postgres(t->engine.db))
		url = arena_printf(t->mem, "%s&application_name=kill9-%d", t->url, (int)getpid());
	/* Nobody else may have it open: the next to open it finds what a crash leaves. */
	db_free(t->engine.db);
	t->engine.db = NULL;
	for (i = 1; i <= rounds; i++)
		one_round(t, url, i, &sum);
	printf("kill9: %d rounds, seed %u: %lld acknowledged, %lld refused, %lld in flight and "
	       "whole; "
	       "nothing lost, torn or doubled\n",
		rounds, s, (long long)sum.acknowledged, (long long)sum.refused,
		(long long)sum.unknown);
	test_end(t);
	return sum.acknowledged > rounds ? 0 : 1;
}
