/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of engine/http: the server's own state, shared by server.c, links.c, send.c and sse.c. */
#ifndef ENGINE_HTTP_INSIDE_H
#define ENGINE_HTTP_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include <microhttpd.h>

#include "engine/http/server.h"
#include "engine/http/wire.h"

/* What a connection is doing, for its deadline. */
enum link_state {
	LINK_IDLE,   /* between requests: nothing has come yet */
	LINK_HEAD,   /* the first byte of a request has come */
	LINK_BODY,   /* its head is complete */
	LINK_UPLOAD, /* the same, and the body may be large */
	LINK_WORK,   /* the request is here, its answer is being made */
	LINK_ANSWER, /* the answer is going out */
	LINK_STREAM,
};

/* One connection, from accept to close. The list is guarded by http.links_lock; state and since are set
 * by the connection's thread and read by the clock. */
struct link {
	struct link *next, *prev;
	struct http *http;
	int fd;
	bool is_tcp;
	_Atomic(int) state;
	_Atomic(int64_t) since;	 /* ms */
	_Atomic(uint64_t) bytes; /* received when it became idle */
	char address[64];
};

#define ARENAS_KEPT 32

struct http {
	struct engine *engine;
	const struct http_app *app;
	struct http_options o;
	struct MHD_Daemon *daemon;
	int listen_fd;
	int port;
	bool adopted; /* the socket is systemd's: not ours to remove */
	const char *unix_path;
	atomic_bool draining;
	_Atomic(int64_t) requests, connections, cut, streams, sleeping;
	_Atomic(uint64_t) ids; /* begins anywhere */

	pthread_mutex_t links_lock;
	struct link *links;

	pthread_mutex_t arenas_lock;
	int n_arenas;
	struct arena *arenas[ARENAS_KEPT];

	pthread_mutex_t streams_lock;
	struct stream *open_streams;

	pthread_t clock;
	bool clock_runs;
	atomic_bool clock_stop;
};

int64_t now_ms(void);
int64_t now_us(void);

/* listen.c: a socket that listens, by LISTEN_FDS or by o->listen. -1 with a sentence. */
int listen_open(struct http *h, const char **ret_why);
void listen_close(struct http *h);

/* links.c */
void links_on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
	enum MHD_ConnectionNotificationCode code);
void link_set(struct link *l, enum link_state state);
/* A request is over; the next one begins with the next byte. */
void link_idle(struct link *l);
/* Cuts what is past its deadline; called once a second. */
void links_check(struct http *h);

/* send.c: hands the answer of w to the library. */
enum MHD_Result send_answer(struct wire *w);

/* sse.c */
struct MHD_Response *stream_response(struct wire *w);
/* Wakes all streams for their next look; called about once a second, and when draining. */
void streams_wake(struct http *h);

#endif
