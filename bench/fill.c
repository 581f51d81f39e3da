/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fill DB PEOPLE PAIRS      makes the database; it must not be there
 * fill --visits DB DIR N    signs people in and writes N requests for each page
 * fill --csv N              a file for `waymark import`
 * fill --jobs DB N          gives N people something for their mail of the day, runs every recurring job once,
 *                           and says "name ms", and the most memory that was in use: "memory MB"
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "app/cli.h"
#include "base/day.h"
#include "base/log.h"
#include "base/str.h"
#include "bench/fill.h"
#include "engine/jobs/jobs.h"
#include "engine/jobs/worker.h"
#include "features/accounts/accounts.h"
#include "features/demo/demo.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"

#define SEED 20270301
#define BATCH 1000 /* rows in a transaction */

int
programme_of(const struct fill *f, int pair)
{
	return pair < f->pairs / 4 ? 0 : 1 + pair % (PROGRAMMES - 1);
}

int
mentor_of(const struct fill *f, int pair)
{
	return f->people / 2 + pair / 2;
}

int
mentee_of(const struct fill *f, int pair)
{
	return f->people / 50 + pair % (f->people / 2 - f->people / 50);
}

static struct topic_wishes
wishes(struct ctx *c, struct chance *r, int n)
{
	struct topic_wish *v = ARENA_ARRAY(c->mem, struct topic_wish, n);

	for (int i = 0; i < n; i++)
		v[i] = (struct topic_wish){ topic_name(c->mem, chance_below(r, TOPICS)),
			1 + chance_below(r, 5) };
	return (struct topic_wishes){ n, v };
}

static const char *
address(struct ctx *c, int n)
{
	return arena_printf(c->mem, "person%d@example.org", n);
}

static enum result
fill_person(struct ctx *c, struct fill *f, struct people_batch *b, int n)
{
	static const char *const zones[] = { "Europe/Berlin", "Europe/London", "Africa/Nairobi",
		"Asia/Kolkata", "America/Sao_Paulo" };
	static const char *const tags[] = { "en", "de", "fr", "sw", "pt" };
	struct chance *r = &f->r;
	struct texts languages = { 1 + chance_below(r, 2), ARENA_ARRAY(c->mem, const char *, 2) };
	int at = chance_below(r, 5);
	bool made, changed;

	languages.v[0] = tags[at];
	languages.v[1] = tags[(at + 1) % 5];
	const struct topic_wishes wanted = wishes(c, r, chance_below(r, 4)),
				  offered = wishes(c, r, chance_below(r, 4)),
				  interests = wishes(c, r, chance_below(r, 2));
	const struct person_data data = {
		.email = address(c, n),
		.name = arena_printf(c->mem, "%s %s",
			first_name(c->mem, chance_skewed(r, FIRST_NAMES)),
			surname(c->mem, chance_skewed(r, SURNAMES))),
		.headline = headline_text(c->mem, r),
		.about = prose(c->mem, r, chance_below(r, 5)),
		.unit = unit_name(c->mem, chance_below(r, UNITS)),
		.tz = zones[at],
		.hours = "540-1020 540-1020 540-1020 540-1020 540-900 - -",
		.detail = chance_percent(r, 50) ? "detailed" : "overview",
		.medium = chance_percent(r, 50) ? "call" : "written",
		.manager = n ? address(c, n / 12) : NULL,
		.level = level_ensure(c, b, level_name(chance_skewed(r, LEVELS))),
		.mentees_max = 2,
		.active = true,
		.languages = &languages,
		.wanted = &wanted,
		.offered = &offered,
		.interests = &interests,
	};
	return person_save(c, b, &data, &f->person[n], &made, &changed);
}

static enum result
fill_people(struct ctx *c, void *arg)
{
	struct fill *f = arg;
	struct people_batch *b = people_batch_new(c->mem);

	for (int n = f->from; n < f->to; n++) {
		enum result r = fill_person(c, f, b, n);

		if (r != OK)
			return r;
	}
	people_batch_end(c, b);
	return OK;
}

static enum result
fill_organisation(struct ctx *c, void *arg)
{
	const char *names[LEVELS];

	(void)arg;
	if (organisation_exists(c))
		return CONFLICT;
	sql_organisation_insert(c, "The Example Organisation", "en", "Europe/Berlin", c->now);
	for (int i = 0; i < LEVELS; i++)
		names[i] = level_name(i);
	levels_order(c, names, LEVELS);
	return OK;
}

static int64_t
fill_programme(struct ctx *c, const struct fill *f, int n)
{
	int64_t id = sql_programme_insert(c, "formal-one-to-one",
		arena_printf(c->mem, "Mentoring %s", unit_name(c->mem, n * 7)),
		prose(c->mem, &(struct chance){ (uint64_t)n }, 3), "career,skills", "", "",
		day_text(c->mem, f->now / DAY - 360), day_text(c->mem, f->now / DAY + 180), 28,
		"require", "everyone", f->now - 380 * DAY);

	sql_demo_set_programme(c, id, "running");
	for (int k = 0; k < MANAGERS; k++)
		sql_demo_participant_insert(
			c, id, f->person[1 + n * MANAGERS + k], "manager", 1, f->now - 380 * DAY);
	return id;
}

static enum result
fill_programmes(struct ctx *c, void *arg)
{
	struct fill *f = arg;

	sql_demo_set_admin(c, f->person[0]);
	for (int n = 0; n < PROGRAMMES; n++)
		f->programme[n] = fill_programme(c, f, n);
	return OK;
}

static void
write_all(struct fill *f, db_work work, int n, const char *what)
{
	for (f->from = 0; f->from < n; f->from = f->to) {
		struct arena *mem = arena_new(1 << 20);
		struct ctx c = engine_ctx(f->e, mem);
		enum result r;

		f->to = f->from + BATCH < n ? f->from + BATCH : n;
		r = db_write(f->e->db, &c, work, f);
		if (r != OK) {
			fprintf(stderr, "fill: %s at %d: %s\n", what, f->from, result_name(r));
			exit(1);
		}
		arena_free(mem);
	}
}

static void
fill(struct engine *e, struct arena *mem, int people, int pairs)
{
	struct fill f = { .e = e, .r = { SEED }, .people = people, .pairs = pairs };

	f.now = engine_now(e);
	f.person = ARENA_ARRAY(mem, int64_t, people);
	write_all(&f, fill_organisation, 1, "the organisation");
	write_all(&f, fill_people, people, "people");
	write_all(&f, fill_programmes, 1, "programmes");
	write_all(&f, fill_pairs, pairs, "relationships");
}

/* Such a file as a personnel department sends. */
static void
write_csv(int n)
{
	struct chance r = { SEED };

	puts("Email,First name,Last name,Job title,Department,Grade,Languages,Wants to learn,Can "
	     "offer");
	for (int i = 0; i < n; i++) {
		struct arena *mem = arena_new(0);

		printf("person%d@example.com,%s,%s,%s,%s,%s,%s,%s,%s\n", i,
			first_name(mem, chance_skewed(&r, FIRST_NAMES)),
			surname(mem, chance_skewed(&r, SURNAMES)), headline_text(mem, &r),
			unit_name(mem, chance_below(&r, UNITS)),
			level_name(chance_skewed(&r, LEVELS)),
			chance_percent(&r, 50) ? "English" : "English; German",
			topic_name(mem, chance_below(&r, TOPICS)),
			topic_name(mem, chance_below(&r, TOPICS)));
		arena_free(mem);
	}
}

static int
visits(struct engine *e, const char *dir, int each)
{
	struct arena *mem = arena_new(1 << 20);
	struct ctx c = engine_ctx(e, mem);
	enum result r = db_write(e->db, &c, write_visits, &(struct visits){ dir, each });

	if (r != OK)
		fprintf(stderr, "fill: nobody could be signed in: %s\n", result_name(r));
	arena_free(mem);
	return r == OK ? 0 : 1;
}

/* MB of this process that were in use at most since it was last forgotten. */
static double
most_memory(bool forget)
{
	char line[200];
	double kb = 0;
	FILE *f = fopen("/proc/self/status", "re");

	while (f && fgets(line, sizeof line, f))
		sscanf(line, "VmHWM: %lf", &kb);
	if (f)
		fclose(f);
	if (forget && (f = fopen("/proc/self/clear_refs", "we"))) {
		fputs("5", f);
		fclose(f);
	}
	return kb / 1024;
}

/* Seconds of one core that all threads of this process have used, in the program and for it in the kernel. */
static void
used(double *ret_user, double *ret_kernel)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	*ret_user = (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
	*ret_kernel = (double)u.ru_stime.tv_sec + (double)u.ru_stime.tv_usec / 1e6;
}

/* One job after the other, as a worker does, each with its processor time: "cpu USER KERNEL", in the order of the
 * log. */
static int
run_each(struct engine *e, int64_t now)
{
	struct arena *mem = arena_new(0);
	const char *worker = worker_name(mem);
	double user, kernel, user_after, kernel_after;
	int n = 0;

	used(&user, &kernel);
	while (job_run_one(e, worker, NULL, now)) {
		used(&user_after, &kernel_after);
		printf("cpu %.2f %.2f\n", user_after - user, kernel_after - kernel);
		user = user_after;
		kernel = kernel_after;
		n++;
	}
	arena_free(mem);
	return n;
}

/* Every recurring job once: how long each took by the clock is in the log. */
static int
run_jobs(struct engine *e, int people)
{
	int64_t now = engine_now(e);
	int n;

	for (int done = 0; done < people; done += BATCH) {
		struct arena *mem = arena_new(1 << 20);
		struct ctx c = engine_ctx(e, mem);
		struct news news = { done, done + BATCH, now };

		if (db_write(e->db, &c, write_news, &news) != OK)
			return cli_fail(EX_SOFTWARE, "nobody could be told anything");
		arena_free(mem);
	}
	malloc_trim(0);
	if (jobs_prepare(e, now) != OK)
		return cli_fail(EX_SOFTWARE, "the jobs could not be written");
	most_memory(true);
	log_set_level(LOG_INFO);
	n = run_each(e, now);
	log_set_level(LOG_WARN);
	printf("jobs %d\nmemory %.1f\n", n, most_memory(false));
	return 0;
}

int
main(int argc, char **argv)
{
	bool only_visits = argc == 5 && str_eq(argv[1], "--visits");
	bool only_jobs = argc == 4 && str_eq(argv[1], "--jobs");
	struct cli cli = { .mem = arena_new(0) };
	struct engine e;
	int code;

	if (argc == 3 && str_eq(argv[1], "--csv")) {
		write_csv(atoi(argv[2]));
		return 0;
	}
	if (argc != 4 && !only_visits)
		return cli_fail(EX_USAGE,
			"fill DB PEOPLE PAIRS | fill --visits DB DIR N | fill --csv N | "
			"fill --jobs DB N");
	cli.config = config_new(cli.mem);
	config_set(cli.config, SET_db, argv[only_visits || only_jobs ? 2 : 1]);
	config_set(cli.config, SET_log_level, "warn");
	code = engine_open(&cli, &e, only_visits || only_jobs ? OPEN_CURRENT : OPEN_MIGRATED);
	if (code)
		return code;
	if (only_jobs)
		code = run_jobs(&e, atoi(argv[3]));
	else if (only_visits)
		code = visits(&e, argv[3], atoi(argv[4]));
	else
		fill(&e, cli.mem, atoi(argv[2]), atoi(argv[3]));
	engine_close(&e);
	arena_free(cli.mem);
	return code;
}
