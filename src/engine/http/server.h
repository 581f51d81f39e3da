/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP server: bytes become a struct req in an arena of its own, and an answer becomes bytes. It
 * knows nothing of routes or rights: an http_app tells it what to do with a request.
 *
 * Limits: request line 4 kB (414), all headers 8 kB in at most 100 (431), body as the app says (413),
 * one deadline for the whole request from its first byte to its last (408, or the connection is cut),
 * connections in total and per address. Refused with 400: both framing headers or either of them
 * twice, a Host that is missing (1.1) or repeated, control bytes in headers, a target that is not a
 * path.
 */
#ifndef ENGINE_HTTP_SERVER_H
#define ENGINE_HTTP_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/engine.h"
#include "engine/http/req.h"

struct http;

/* What is known when a request is over. */
struct http_done {
	int status;    /* 0: the connection went away before there was an answer */
	int64_t bytes; /* of the answer's body */
	int64_t us;    /* from the complete head to the end of the answer */
	bool streamed;
};

struct http_app {
	/* The head is here and well-formed. Returns how many bytes of body may come. May make an answer
	 * already: then no body is read and the connection is closed behind it. */
	size_t (*head)(struct req *q);
	/* Everything is here. Makes the answer, or calls http_later and, once it is made, http_ready. */
	void (*handle)(struct req *q);
	/* Makes the answer to what the server itself refuses: 400, 408, 413, 414, 415, 417, 431, 501. */
	void (*refuse)(struct req *q, int status);
	/* The answer has gone out (or could not). For logs and numbers. */
	void (*done)(struct req *q, const struct http_done *d);
};

struct http_options {
	const char *listen; /* "127.0.0.1:8080", "[::1]:8080", "unix:/run/waymark.sock" */
	bool trusted_proxy; /* the last address of X-Forwarded-For is the client's */
	int threads;
	int connections;     /* at most, in all */
	int per_address;     /* at most from one address; 0: no limit */
	int request_seconds; /* first byte to last byte of a request */
	int upload_seconds;  /* the same where the body may be larger than 1 MB */
};

/* Starts to listen and to answer; a socket handed over by systemd (LISTEN_FDS) is used instead of
 * o->listen. NULL with a sentence in *ret_why (in e->mem). */
struct http *http_start(struct engine *e, const struct http_app *app, const struct http_options *o,
	const char **ret_why);

/* The port that was bound (0 for a unix socket): for tests that listen on port 0. */
int http_port(const struct http *h);

/* Between handle and http_ready the connection sleeps; q belongs to whoever works on it. http_later is
 * called on the thread of handle, before the work is handed over; http_ready from any thread. */
void http_later(struct req *q);
void http_ready(struct req *q);

/* Stops accepting, lets what runs finish for at most that many seconds. True if all did. */
bool http_drain(struct http *h, int seconds);

/* Closes everything. After http_drain; where that was false, only the sockets are closed. */
void http_free(struct http *h);

struct http_stats {
	int64_t connections; /* open now */
	int64_t requests;    /* being worked on now */
	int64_t streams;     /* open now */
	int64_t cut;	     /* connections cut at their deadline, since start */
};
void http_stats(struct http *h, struct http_stats *ret);

#endif
