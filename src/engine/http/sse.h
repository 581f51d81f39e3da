/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Server-sent events, for STREAM routes. The handler decides once whether there is something to watch
 * and returns stream_answer(q, next, arg). From then on next is called about once a second on a thread
 * of the server, inside a read-only snapshot: it appends what is new to b (with event_text) and returns
 * false when the stream is over. Memory of c->mem is gone after each call; arg lives as long as the
 * request. At most STREAMS_MAX are open at once: BUSY then, and the page falls back to polling.
 */
#ifndef ENGINE_HTTP_SSE_H
#define ENGINE_HTTP_SSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/result.h"
#include "engine/ctx/ctx.h"

#define STREAMS_MAX 500
#define STREAM_SECONDS 600 /* the browser connects again by itself */

struct req;

typedef bool (*stream_next)(struct ctx *c, void *arg, struct buf *b);

enum result stream_answer(struct req *q, stream_next next, void *arg);

/*
 * A long answer in parts, so that it never lies in memory whole: next appends the next part and returns false
 * behind the last. The first is made here, so that a short answer is one like any other and a fault is said; each
 * of the others is read in a snapshot of its own, as soon as the one before has been sent. A fault then breaks
 * the connection off, so that half an answer is never taken for a whole one. Type and headers (file_begin,
 * page_begin) are set before. BUSY as above.
 */
enum result parts_answer(struct req *q, stream_next next, void *arg);

/* One event: its name (NULL: a plain message), then data line by line. */
void event_text(struct buf *b, const char *name, const char *data);

#endif
