/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of engine/http and the door: the answer being made. Handlers see req.h only. */
#ifndef ENGINE_HTTP_ANSWER_H
#define ENGINE_HTTP_ANSWER_H

#include "engine/http/req.h"
#include "engine/http/sse.h"

struct answer_header {
	const char *name, *value;
	struct answer_header *next;
};

struct answer {
	int status;	  /* 0: nothing has been answered yet */
	const char *type; /* "text/html; charset=utf-8" */
	struct buf body;
	struct bytes_fixed {
		const void *p; /* instead of body: bytes that live as long as the process */
		size_t n;
	} fixed;
	struct html html;
	struct json json;
	struct answer_header *headers;
	const char *cache; /* Cache-Control; NULL: no-store */
	const char *etag;
	const char *location; /* of created and changed */
	const char *flash;    /* what flash() said */
	bool has_cookie;      /* a cookie other than the flash was set */
	bool look;	      /* answer_look: it is not kept for the same request sent again */
	bool packed;	      /* body or fixed is gzip already */
	stream_next stream;   /* NULL: not a stream */
	void *stream_arg;
	bool parts; /* the stream is a file that goes out part by part, without waiting */
};

/* Forgets what was made so far, headers and cookies too, but not what flash said before. */
void answer_reset(struct req *q);

/* A body that is complete. */
void answer_text(struct req *q, int status, const char *type, const char *text);

/* 303 for people; for JSON the given status and body. */
void answer_see_other(struct req *q, const char *url);

/* RFC 9457, with the problems of q->ctx as "errors". detail may be NULL. */
void answer_problem(
	struct req *q, int status, const char *code, const char *title, const char *detail);

/* Sets or deletes the cookie that carries what flash says. */
void answer_flash_cookie(struct req *q, const char *value, int64_t max_age);

/* The HTTP status of a result. */
int result_status(enum result r);

/* True if token (a form field or header) is the masked token of this session. */
bool form_token_right(const struct req *q, const char *token);

/* True if the Accept-Encoding header takes gzip. */
bool accepts_gzip(const char *header);

/* gzip into mem; false if it did not become smaller. */
bool gzip_pack(struct arena *mem, const void *p, size_t n, struct buf *ret);

/* The headers that every answer of e carries, whatever it is, to `add`. */
void security_headers(const struct engine *e,
	void (*add)(void *arg, const char *name, const char *value), void *arg);

/* Those, and the ones of q's answer, in order, to `add`. */
void answer_headers(
	struct req *q, void (*add)(void *arg, const char *name, const char *value), void *arg);

#endif
