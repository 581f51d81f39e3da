/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/http/server.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/http/inside.h"
#include "engine/i18n/i18n.h"

/* Half of it is for what comes in, so that there is room for the head of the answer. */
#define POOL (2 * (HEADERS_MAX_BYTES + LINE_MAX_BYTES))
#define ARENA_FIRST 32768
/* The library's timeout between two bytes; ours for the whole is in links.c. */
#define QUIET_SECONDS 120

/* ---- the memory of requests ---- */

static struct arena *
arena_take(struct http *h)
{
	struct arena *a = NULL;

	pthread_mutex_lock(&h->arenas_lock);
	if (h->n_arenas)
		a = h->arenas[--h->n_arenas];
	pthread_mutex_unlock(&h->arenas_lock);
	return a ? a : arena_new(ARENA_FIRST);
}

static void
arena_give(struct http *h, struct arena *a)
{
	arena_reset(a);
	pthread_mutex_lock(&h->arenas_lock);
	if (h->n_arenas < ARENAS_KEPT) {
		h->arenas[h->n_arenas++] = a;
		a = NULL;
	}
	pthread_mutex_unlock(&h->arenas_lock);
	arena_free(a);
}

/* ---- a request, from its first line to its end ---- */

/* To find a request again, not to keep it secret: a counter that begins anywhere, its bits mixed so that no two
 * look alike (SplitMix64 by Steele, Lea and Flood). */
static const char *
request_id(struct http *h, struct arena *mem)
{
	uint64_t x = atomic_fetch_add(&h->ids, UINT64_C(0x9e3779b97f4a7c15));
	unsigned char raw[8];
	char *hex = arena_alloc(mem, 2 * sizeof raw + 1);

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	x ^= x >> 31;
	memcpy(raw, &x, sizeof raw);
	return sodium_bin2hex(hex, 2 * sizeof raw + 1, raw, sizeof raw);
}

/* The request line is complete: from here on there is a struct wire. */
static void *
on_line(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct http *h = cls;
	struct arena *mem = arena_take(h);
	struct wire *w = ARENA_NEW(mem, struct wire);
	const union MHD_ConnectionInfo *i =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	w->http = h;
	w->mem = mem;
	w->connection = connection;
	w->link = i->socket_context;
	w->target = arena_strndup(mem, target, strnlen(target, LINE_MAX_BYTES + 1));
	w->target_end = target + strlen(target);
	w->started = now_us();
	w->body = BUF_IN(mem);
	w->q.wire = w;
	w->q.answer = &w->answer;
	w->q.path = w->q.query = "";
	w->q.address = w->link->address;
	w->q.session = (struct session){ .name = "", .email = "", .token = "" };
	w->q.ctx = engine_ctx(h->engine, mem);
	w->q.ctx.request = request_id(h, mem);
	answer_reset(&w->q);
	atomic_fetch_add(&h->requests, 1);
	/* Idle connections get as long for the head as if they had just been opened. */
	if (atomic_load(&w->link->state) == LINK_IDLE)
		link_set(w->link, LINK_HEAD);
	return w;
}

static enum MHD_Result
on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
	size_t value_n)
{
	struct wire *w = cls;

	(void)kind;
	if (w->n_headers == HEADERS_MAX + 1)
		return MHD_NO;
	w->headers[w->n_headers++] =
		(struct header){ name, value ? value : "", name_n, value ? value_n : 0 };
	w->headers_bytes += name_n + value_n + 4;
	return MHD_YES;
}

/* The address of the client behind a proxy of our own: the last one that it added. */
static void
forwarded_address(struct wire *w)
{
	const char *list = req_header(&w->q, "X-Forwarded-For"), *last;

	if (!w->http->o.trusted_proxy || !list)
		return;
	last = strrchr(list, ',');
	last = last ? last + 1 : list;
	w->q.address = arena_strdup(w->mem, last + strspn(last, " \t"));
}

static enum MHD_Result
refuse(struct wire *w, int status)
{
	w->close = true;
	w->http->app->refuse(&w->q, status);
	return send_answer(w);
}

static enum MHD_Result
on_head(struct wire *w, const char *method, const char *version)
{
	struct http *h = w->http;
	int status;

	w->method = method;
	w->version = version;
	MHD_get_connection_values_n(w->connection, MHD_HEADER_KIND, on_header, w);
	status = wire_check(w);
	if (status)
		return refuse(w, status);
	forwarded_address(w);
	w->q.ctx.lang = lang_accept(req_header(&w->q, "Accept-Language"));
	w->body_limit = h->app->head(&w->q);
	if (w->answer.status) {
		w->close = true;
		return send_answer(w);
	}
	if (w->length > 0 && (size_t)w->length > w->body_limit)
		return refuse(w, 413);
	w->stage = STAGE_BODY;
	if (w->body_limit > BODY_USUAL)
		atomic_store(&w->link->state, LINK_UPLOAD);
	return MHD_YES;
}

/* A body without a length may turn out too large: it is read to its end (the deadline bounds that), since
 * only then can an answer be given, but not kept. */
static void
on_bytes(struct wire *w, const char *p, size_t n)
{
	if (w->body.n + n > w->body_limit)
		w->too_large = true;
	if (!w->too_large)
		buf_add(&w->body, p, n);
}

static enum MHD_Result
on_complete(struct wire *w)
{
	int status = w->too_large ? 413 : body_parse(w);

	if (status)
		return refuse(w, status);
	w->stage = STAGE_WORK;
	link_set(w->link, LINK_WORK);
	w->http->app->handle(&w->q);
	return w->sleeping ? MHD_YES : send_answer(w);
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *data, size_t *data_n, void **context)
{
	struct wire *w = *context;

	(void)cls, (void)url, (void)connection;
	switch (w->stage) {
	case STAGE_HEAD:
		return on_head(w, method, version);
	case STAGE_BODY:
		if (*data_n == 0)
			return on_complete(w);
		on_bytes(w, data, *data_n);
		*data_n = 0;
		return MHD_YES;
	case STAGE_WORK:
		return send_answer(w);
	case STAGE_ANSWERED:
		break;
	}
	return MHD_YES;
}

static void
on_done(void *cls, struct MHD_Connection *connection, void **context,
	enum MHD_RequestTerminationCode code)
{
	struct http *h = cls;
	struct wire *w = *context;
	struct http_done d;

	(void)connection, (void)code;
	if (!w)
		return;
	d = (struct http_done){
		.status = w->stage == STAGE_ANSWERED ? w->answer.status : 0,
		.bytes = (int64_t)(w->answer.fixed.p ? w->answer.fixed.n : w->answer.body.n),
		.us = now_us() - w->started,
		.streamed = w->answer.stream != NULL,
	};
	h->app->done(&w->q, &d);
	link_idle(w->link);
	arena_give(h, w->mem);
	atomic_fetch_sub(&h->requests, 1);
	*context = NULL;
}

void
http_later(struct req *q)
{
	q->wire->sleeping = true;
	atomic_fetch_add(&q->wire->http->sleeping, 1);
	MHD_suspend_connection(q->wire->connection);
}

void
http_ready(struct req *q)
{
	/* Behind the resume the request may be over and its memory gone. */
	struct http *h = q->wire->http;

	MHD_resume_connection(q->wire->connection);
	atomic_fetch_sub(&h->sleeping, 1);
}

/* ---- the server ---- */

static void *
run_clock(void *arg)
{
	struct http *h = arg;
	struct timespec half = { .tv_nsec = 500000000 };

	for (int n = 0; !atomic_load(&h->clock_stop); n++) {
		nanosleep(&half, NULL);
		if (n % 2)
			links_check(h);
		streams_wake(h);
	}
	return NULL;
}

/* Percent signs stay as they came: wire.c decodes, once. */
static size_t
no_unescape(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls, (void)c;
	return strlen(s);
}

static void
log_fault(void *cls, const char *fmt, va_list ap)
{
	char line[300];

	(void)cls;
	vsnprintf(line, sizeof line, fmt, ap);
	line[strcspn(line, "\n")] = '\0';
	log_debug("http: %s", line);
}

static struct MHD_Daemon *
start_daemon(struct http *h)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
			 MHD_USE_ERROR_LOG;

	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, h, MHD_OPTION_EXTERNAL_LOGGER,
		log_fault, h, MHD_OPTION_LISTEN_SOCKET, h->listen_fd, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)h->o.threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)h->o.connections,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)h->o.per_address,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)QUIET_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 0,
		MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, NULL, MHD_OPTION_URI_LOG_CALLBACK,
		on_line, h, MHD_OPTION_NOTIFY_COMPLETED, on_done, h, MHD_OPTION_NOTIFY_CONNECTION,
		links_on_connection, h, MHD_OPTION_END);
}

struct http *
http_start(struct engine *e, const struct http_app *app, const struct http_options *o,
	const char **ret_why)
{
	struct http *h = calloc(1, sizeof *h);
	uint64_t start;

	if (!h)
		fatal("out of memory: the server");
	h->engine = e;
	h->app = app;
	h->o = *o;
	h->o.threads = o->threads > 1 ? o->threads : 2;
	randombytes_buf(&start, sizeof start);
	atomic_store(&h->ids, start);
	pthread_mutex_init(&h->links_lock, NULL);
	pthread_mutex_init(&h->arenas_lock, NULL);
	pthread_mutex_init(&h->streams_lock, NULL);
	if (listen_open(h, ret_why) < 0) {
		http_free(h);
		return NULL;
	}
	h->daemon = start_daemon(h);
	if (!h->daemon) {
		*ret_why = "the HTTP server did not start";
		http_free(h);
		return NULL;
	}
	h->clock_runs = pthread_create(&h->clock, NULL, run_clock, h) == 0;
	if (!h->clock_runs)
		fatal("the clock of the HTTP server did not start");
	return h;
}

int
http_port(const struct http *h)
{
	return h->port;
}

bool
http_drain(struct http *h, int seconds)
{
	int64_t until = now_ms() + seconds * INT64_C(1000);
	struct timespec moment = { .tv_nsec = 10000000 };

	atomic_store(&h->draining, true);
	MHD_quiesce_daemon(h->daemon);
	listen_close(h);
	while (atomic_load(&h->requests) > 0 && now_ms() < until)
		nanosleep(&moment, NULL);
	return atomic_load(&h->requests) == 0;
}

void
http_free(struct http *h)
{
	atomic_store(&h->draining, true);
	if (h->clock_runs) {
		atomic_store(&h->clock_stop, true);
		pthread_join(h->clock, NULL);
	}
	/* The library ends the process if it is stopped while a connection sleeps. Then its threads are
	 * left alone: the process is about to end anyway. */
	if (atomic_load(&h->sleeping) > 0)
		return;
	streams_wake(h);
	if (h->daemon)
		MHD_stop_daemon(h->daemon);
	listen_close(h);
	while (h->n_arenas)
		arena_free(h->arenas[--h->n_arenas]);
	free(h);
}

void
http_stats(struct http *h, struct http_stats *ret)
{
	*ret = (struct http_stats){ atomic_load(&h->connections), atomic_load(&h->requests),
		atomic_load(&h->streams), atomic_load(&h->cut) };
}
