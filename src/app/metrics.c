/* SPDX-License-Identifier: Apache-2.0 */
/* The text format of Prometheus, version 0.0.4. */
#include "app/metrics.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "engine/config.h"
#include "engine/db/db.h"
#include "engine/jobs/jobs.sql.h"
#include "plan/plan.gen.h"

/* Upper bounds in µs; the last bucket has none. */
static const int64_t bounds[] = { 500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000,
	1000000, 5000000 };
#define BUCKETS (sizeof bounds / sizeof *bounds + 1)

static struct {
	atomic_llong by_class[ROUTE_COUNT + 1][6]; /* the last row: no route */
	atomic_llong buckets[BUCKETS];
	atomic_llong us, bytes;
} counts;

static _Atomic(struct http *) server;

void
metrics_server(struct http *h)
{
	atomic_store(&server, h);
}

void
metrics_count(const struct req *q, const struct http_done *d)
{
	size_t route = q->route ? (size_t)(q->route - routes) : ROUTE_COUNT, b = 0;
	int kind = d->status / 100;

	atomic_fetch_add(&counts.by_class[route][kind >= 0 && kind < 6 ? kind : 0], 1);
	atomic_fetch_add(&counts.bytes, d->bytes);
	if (d->streamed)
		return;
	while (b < BUCKETS - 1 && d->us > bounds[b])
		b++;
	atomic_fetch_add(&counts.buckets[b], 1);
	atomic_fetch_add(&counts.us, d->us);
}

static void
head(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
one(struct buf *b, const char *name, const char *type, const char *help, int64_t value)
{
	head(b, name, type, help);
	buf_printf(b, "%s %lld\n", name, (long long)value);
}

static void
put_requests(struct buf *b)
{
	int64_t sum = 0;

	head(b, "waymark_requests_total", "counter", "Requests by route and class of status.");
	for (size_t i = 0; i <= ROUTE_COUNT; i++)
		for (int kind = 0; kind < 6; kind++) {
			long long n = atomic_load(&counts.by_class[i][kind]);

			if (n)
				buf_printf(b,
					"waymark_requests_total{route=\"%s\",status=\"%dxx\"} "
					"%lld\n",
					i < ROUTE_COUNT ? routes[i].name : "none", kind, n);
		}
	head(b, "waymark_request_seconds", "histogram",
		"Time from the request to the end of its answer.");
	for (size_t i = 0; i < BUCKETS; i++) {
		sum += atomic_load(&counts.buckets[i]);
		if (i < BUCKETS - 1)
			buf_printf(b, "waymark_request_seconds_bucket{le=\"%g\"} %lld\n",
				(double)bounds[i] / 1e6, (long long)sum);
	}
	buf_printf(b, "waymark_request_seconds_bucket{le=\"+Inf\"} %lld\n", (long long)sum);
	buf_printf(b, "waymark_request_seconds_sum %g\nwaymark_request_seconds_count %lld\n",
		(double)atomic_load(&counts.us) / 1e6, (long long)sum);
	one(b, "waymark_answer_bytes_total", "counter", "Bytes of answers, before packing.",
		atomic_load(&counts.bytes));
}

static int64_t
resident_bytes(void)
{
	long long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f) {
		if (fscanf(f, "%*d %lld", &pages) != 1)
			pages = 0;
		fclose(f);
	}
	return pages * sysconf(_SC_PAGESIZE);
}

static void
put_server(struct buf *b)
{
	struct http *h = atomic_load(&server);
	struct http_stats s = { 0 };

	if (h)
		http_stats(h, &s);
	one(b, "waymark_connections", "gauge", "Connections open.", s.connections);
	one(b, "waymark_requests_running", "gauge", "Requests being worked on.", s.requests);
	one(b, "waymark_streams", "gauge", "Event streams open.", s.streams);
	one(b, "waymark_connections_cut_total", "counter", "Connections cut at their deadline.",
		s.cut);
	one(b, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
}

static void
put_database(struct buf *b, struct db *db)
{
	struct db_stats s;

	db_stats(db, &s);
	one(b, "waymark_db_reads_total", "counter", "Read transactions.", s.reads);
	one(b, "waymark_db_writes_total", "counter", "Write transactions.", s.writes);
	one(b, "waymark_db_commits_total", "counter", "Commits, each of one or more writes.",
		s.commits);
	one(b, "waymark_db_faults_total", "counter", "Database faults.", s.faults);
	one(b, "waymark_db_queue", "gauge", "Writes that wait.", s.queue);
}

static void
put_jobs(struct buf *b, struct ctx *c)
{
	one(b, "waymark_jobs_pressing", "gauge",
		"Jobs that are due or running: what rises is not kept up with.",
		sql_job_pressing(c, c->now));
	one(b, "waymark_jobs_failed", "gauge", "Jobs that wait for an administrator.",
		sql_job_failed_count(c));
}

/* Numbers tell about people too (how many, when); they are for whoever runs the machine, unless the
 * settings say otherwise. */
static bool
is_local(const struct req *q)
{
	return !req_header(q, "X-Forwarded-For") && !req_header(q, "Forwarded") &&
	       (str_starts(q->address, "127.") || str_eq(q->address, "::1") ||
		       str_eq(q->address, "local"));
}

enum result
web_metrics_show(struct req *q)
{
	struct buf *b;

	if (!is_local(q) && !config_bool(q->ctx.engine->config, SET_metrics_open))
		return NOT_FOUND;
	b = file_begin(q, "text/plain; version=0.0.4; charset=utf-8", "metrics.txt");
	put_requests(b);
	put_server(b);
	put_database(b, q->ctx.engine->db);
	put_jobs(b, &q->ctx);
	return file_end(q);
}
