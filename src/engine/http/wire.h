/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of engine/http: one request on the wire, and the parsers of what it says. */
#ifndef ENGINE_HTTP_WIRE_H
#define ENGINE_HTTP_WIRE_H

#include "engine/http/answer.h"
#include "engine/http/parse.h"
#include "engine/http/req.h"

#define LINE_MAX_BYTES 4096
#define HEADERS_MAX_BYTES 8192
#define HEADERS_MAX 100
#define BODY_USUAL (1 << 20)

struct header {
	const char *name, *value;
	size_t name_n, value_n;
};

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_WORK, STAGE_ANSWERED };

struct MHD_Connection;
struct http;
struct link;

struct wire {
	struct req q;
	struct answer answer;
	struct http *http;
	struct link *link;
	struct MHD_Connection *connection;
	struct arena *mem;
	enum stage stage;
	bool sleeping; /* http_later was called */
	bool too_large;
	bool close;	    /* no other request on this connection */
	const char *method; /* as sent */
	const char *version;
	const char *target;	/* as sent: path and query */
	const char *target_end; /* in the library's own buffer */
	int n_headers;
	struct header headers[HEADERS_MAX + 1];
	size_t headers_bytes;
	int64_t length; /* Content-Length, -1 if there is none */
	size_t body_limit;
	struct buf body;
	int n_pairs;
	struct body_pair *pairs;
	bool body_json;
	int64_t started; /* µs, monotonic */
};

/* True if nothing is hidden between the texts of the head. */
bool layout_right(const struct wire *w);

/* Fills q from target and headers. 0, or the status that refuses the request. */
int wire_check(struct wire *w);

/* Fills pairs from body by Content-Type. 0, or the status that refuses it. */
int body_parse(struct wire *w);

#endif
