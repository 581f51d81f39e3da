/* SPDX-License-Identifier: Apache-2.0 */
/* Streams sleep (their connection is suspended) and are woken together, about once a second. An answer in parts
 * is one that never sleeps. */
#include <string.h>

#include "engine/db/db.h"
#include "engine/http/inside.h"

/* It outlives its request: on a connection that is kept, the library says that a request is over, whose
 * memory then goes to the next one, before it gives the response back. So it has memory of its own. */
struct stream {
	struct stream *next, *prev;
	struct http *http;
	struct wire *wire; /* as long as the request lives */
	struct arena *own; /* where this stands */
	struct arena *mem; /* of one look */
	struct buf out;	   /* what waits to be sent */
	size_t sent;
	int64_t until; /* ms */
	int64_t spoke; /* ms: when something was sent last */
	bool looked;   /* since it was woken */
	bool over;
	bool broken; /* of parts: it cannot go on */
	bool asleep; /* guarded by streams_lock */
};

#define PING_MS 15000

enum result
stream_answer(struct req *q, stream_next next, void *arg)
{
	struct http *h = q->wire->http;

	if (atomic_load(&h->streams) >= STREAMS_MAX)
		return BUSY;
	q->answer->stream = next;
	q->answer->stream_arg = arg;
	q->answer->type = "text/event-stream";
	q->answer->status = 200;
	return OK;
}

enum result
parts_answer(struct req *q, stream_next next, void *arg)
{
	const char *type = q->answer->type;
	bool more = next(&q->ctx, arg, &q->answer->body);
	enum result r;

	if (db_faulty(&q->ctx))
		return FAILED;
	q->answer->status = 200;
	if (!more)
		return OK;
	r = stream_answer(q, next, arg);
	q->answer->type = type;
	q->answer->parts = r == OK;
	return r;
}

void
event_text(struct buf *b, const char *name, const char *data)
{
	if (name)
		buf_printf(b, "event: %s\n", name);
	while (*data) {
		size_t n = strcspn(data, "\r\n");

		buf_str(b, "data: ");
		buf_add(b, data, n);
		buf_chr(b, '\n');
		data += n;
		data += *data == '\r';
		data += *data == '\n';
	}
	buf_chr(b, '\n');
}

/* Asks next what is new, in a snapshot of its own and with memory of its own. */
static void
look(struct stream *s)
{
	struct wire *w = s->wire;
	struct ctx c = w->q.ctx;
	int64_t now = now_ms();

	arena_reset(s->mem);
	s->out = BUF_IN(s->mem);
	s->sent = 0;
	s->looked = true;
	c.mem = s->mem;
	c.memo = NULL; /* what the request has read is of an earlier snapshot */
	c.problems = NULL;
	c.now = engine_now(c.engine);
	if (!w->answer.parts && (now > s->until || atomic_load(&w->http->draining))) {
		s->over = true;
	} else if (db_read_begin(c.engine->db, &c) == OK) {
		s->over = !w->answer.stream(&c, w->answer.stream_arg, &s->out);
		s->broken = w->answer.parts && db_faulty(&c);
		db_read_end(&c);
	} else {
		s->broken = w->answer.parts;
	}
	if (w->answer.parts)
		return;
	if (!s->out.n && now - s->spoke > PING_MS)
		buf_str(&s->out, ":\n\n");
	if (s->out.n)
		s->spoke = now;
}

static ssize_t
read_stream(void *cls, uint64_t at, char *to, size_t max)
{
	struct stream *s = cls;
	struct http *h = s->http;
	size_t n;

	(void)at;
	do {
		if (s->sent == s->out.n && !s->over && (s->wire->answer.parts || !s->looked))
			look(s);
	} while (s->wire->answer.parts && !s->out.n && !s->over && !s->broken);
	if (s->broken)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (s->sent < s->out.n) {
		n = s->out.n - s->sent < max ? s->out.n - s->sent : max;
		memcpy(to, s->out.p + s->sent, n);
		s->sent += n;
		return (ssize_t)n;
	}
	if (s->over)
		return MHD_CONTENT_READER_END_OF_STREAM;
	pthread_mutex_lock(&h->streams_lock);
	s->looked = false;
	s->asleep = true;
	MHD_suspend_connection(s->wire->connection);
	pthread_mutex_unlock(&h->streams_lock);
	return 0;
}

static void
end_stream(void *cls)
{
	struct stream *s = cls;
	struct http *h = s->http;

	pthread_mutex_lock(&h->streams_lock);
	if (s->prev)
		s->prev->next = s->next;
	else
		h->open_streams = s->next;
	if (s->next)
		s->next->prev = s->prev;
	pthread_mutex_unlock(&h->streams_lock);
	atomic_fetch_sub(&h->streams, 1);
	arena_free(s->mem);
	arena_free(s->own);
}

struct MHD_Response *
stream_response(struct wire *w)
{
	struct http *h = w->http;
	struct arena *own = arena_new(0);
	struct stream *s = ARENA_NEW(own, struct stream);
	struct MHD_Response *r;

	s->own = own;
	s->http = h;
	s->wire = w;
	s->mem = arena_new(0);
	s->out = BUF_IN(s->mem);
	if (w->answer.parts)
		buf_add(&s->out, w->answer.body.p, w->answer.body.n);
	s->until = now_ms() + STREAM_SECONDS * INT64_C(1000);
	s->spoke = now_ms();
	r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, s, end_stream);
	if (!r) {
		arena_free(s->mem);
		arena_free(own);
		return NULL;
	}
	atomic_fetch_add(&h->streams, 1);
	pthread_mutex_lock(&h->streams_lock);
	s->next = h->open_streams;
	if (s->next)
		s->next->prev = s;
	h->open_streams = s;
	pthread_mutex_unlock(&h->streams_lock);
	return r;
}

void
streams_wake(struct http *h)
{
	pthread_mutex_lock(&h->streams_lock);
	for (struct stream *s = h->open_streams; s; s = s->next)
		if (s->asleep) {
			s->asleep = false;
			MHD_resume_connection(s->wire->connection);
		}
	pthread_mutex_unlock(&h->streams_lock);
}
