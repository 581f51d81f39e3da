/* SPDX-License-Identifier: Apache-2.0 */
/* How a handler ends: pages, JSON, redirects, files, and the headers of every answer. */
#include "engine/http/answer.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "engine/engine.h"
#include "engine/html/html.h"

#define HTML_TYPE "text/html; charset=utf-8"
#define JSON_TYPE "application/json"

int
result_status(enum result r)
{
	switch (r) {
	case OK:
		return 200;
	case INVALID:
		return 422;
	case NOT_FOUND:
		return 404;
	case FORBIDDEN:
		return 403;
	case CONFLICT:
		return 409;
	case BUSY:
		return 429;
	case GONE:
		return 410;
	case FAILED:
		break;
	}
	return 500;
}

void
answer_reset(struct req *q)
{
	*q->answer = (struct answer){ .body = BUF_IN(q->ctx.mem) };
}

void
answer_look(struct req *q)
{
	q->answer->look = true;
}

/* Empties the body: a handler that begins twice shows only the second. */
static struct buf *
begin(struct req *q, const char *type)
{
	struct answer *a = q->answer;

	a->type = type;
	a->body.mem = q->ctx.mem;
	a->body.n = 0;
	return &a->body;
}

struct html *
page_begin(struct req *q)
{
	struct answer *a = q->answer;

	a->html = (struct html){ .b = begin(q, HTML_TYPE), .c = &q->ctx, .q = q };
	return &a->html;
}

enum result
page_end(struct req *q)
{
	q->answer->status = 200;
	return OK;
}

enum result
page_refused(struct req *q, enum result r)
{
	r = r == OK ? INVALID : r;
	q->answer->status = result_status(r);
	return r;
}

struct json *
json_begin(struct req *q)
{
	struct answer *a = q->answer;

	a->json = (struct json){ .b = begin(q, JSON_TYPE) };
	return &a->json;
}

enum result
json_end(struct req *q)
{
	buf_chr(&q->answer->body, '\n');
	q->answer->status = 200;
	return OK;
}

enum result
not_json(struct req *q)
{
	answer_problem(q, 406, "not-acceptable", "This is a page, there is no JSON of it", NULL);
	return OK;
}

void
answer_text(struct req *q, int status, const char *type, const char *text)
{
	buf_str(begin(q, type), text);
	q->answer->status = status;
}

void
answer_problem(struct req *q, int status, const char *code, const char *title, const char *detail)
{
	struct json j = { .b = begin(q, "application/problem+json") };
	const struct problem *p;

	q->answer->status = status;
	json_open(&j, NULL);
	json_text(&j, "type", "about:blank");
	json_text(&j, "title", title);
	json_int(&j, "status", status);
	json_text(&j, "code", code);
	if (detail)
		json_text(&j, "detail", detail);
	json_text(&j, "request", q->ctx.request);
	if (q->ctx.problems) {
		json_open_list(&j, "errors");
		for (p = q->ctx.problems; p; p = p->next) {
			json_open(&j, NULL);
			json_text(&j, "field", p->field);
			json_text(&j, "message", p->message);
			json_close(&j);
		}
		json_close_list(&j);
	}
	json_close(&j);
	buf_chr(&q->answer->body, '\n');
}

enum result
problem_answer(struct req *q, enum result r)
{
	static const char *const titles[] = { "", "Something that was sent is wrong",
		"There is no such thing", "This is not allowed",
		"The state of the thing forbids it", "Too much at once, try again later",
		"Something went wrong on the server", "This was there for a time only" };

	r = r == OK ? INVALID : r;
	answer_problem(q, result_status(r), result_name(r), titles[r], q->ctx.why);
	return r;
}

void
answer_see_other(struct req *q, const char *url)
{
	begin(q, NULL);
	q->answer->status = 303;
	q->answer->location = url;
}

enum result
created(struct req *q, enum result r, int64_t id, const char *url)
{
	struct json *j;

	if (r != OK)
		return r;
	if (!q->json) {
		answer_see_other(q, url);
		return OK;
	}
	j = json_begin(q);
	json_open(j, NULL);
	json_int(j, "id", id);
	json_close(j);
	json_end(q);
	q->answer->status = 201;
	q->answer->location = url;
	return OK;
}

enum result
changed(struct req *q, enum result r, const char *url)
{
	struct json *j;

	if (r != OK)
		return r;
	if (!q->json) {
		answer_see_other(q, url);
		return OK;
	}
	j = json_begin(q);
	json_open(j, NULL);
	json_bool(j, "ok", true);
	json_close(j);
	return json_end(q);
}

struct buf *
file_begin(struct req *q, const char *type, const char *name)
{
	struct buf safe = BUF_IN(q->ctx.mem), coded = BUF_IN(q->ctx.mem);

	for (; *name; name++) {
		unsigned char ch = (unsigned char)*name;
		bool plain = isalnum(ch) || ch == '.' || ch == '-' || ch == '_';

		buf_chr(&safe, plain ? *name : '_');
		if (plain)
			buf_chr(&coded, *name);
		else
			buf_printf(&coded, "%%%02X", ch);
	}
	answer_header(q, "Content-Disposition",
		arena_printf(q->ctx.mem, "attachment; filename=\"%s\"; filename*=UTF-8''%s",
			buf_text(&safe), buf_text(&coded)));
	return begin(q, type);
}

enum result
file_end(struct req *q)
{
	q->answer->status = 200;
	return OK;
}

void
answer_header(struct req *q, const char *name, const char *value)
{
	struct answer_header *h = ARENA_NEW(q->ctx.mem, struct answer_header), **at;

	*h = (struct answer_header){ .name = name, .value = value };
	for (at = &q->answer->headers; *at; at = &(*at)->next)
		;
	*at = h;
}

static bool
is_https(const struct engine *e)
{
	return str_starts(e->origin, "https:");
}

static void
set_cookie(struct req *q, const char *name, const char *value, int64_t max_age)
{
	bool https = is_https(q->ctx.engine);

	answer_header(q, "Set-Cookie",
		arena_printf(q->ctx.mem, "%s%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
			https ? "__Host-" : "", name, value ? value : "",
			value ? (long long)max_age : 0LL, https ? "; Secure" : ""));
}

void
answer_cookie(struct req *q, const char *name, const char *value, int64_t max_age)
{
	q->answer->has_cookie = true;
	set_cookie(q, name, value, max_age);
}

/* The flash cookie does not count as one of the answer: see req_flash. */
void
answer_flash_cookie(struct req *q, const char *value, int64_t max_age)
{
	set_cookie(q, "flash", value, max_age);
}

static const char *const security[][2] = {
	{ "Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	/* same-origin and not no-referrer: with that, browsers send "Origin: null" with our forms. */
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), "
				"payment=(), usb=()" },
};

void
security_headers(const struct engine *e,
	void (*add)(void *arg, const char *name, const char *value), void *arg)
{
	for (size_t i = 0; i < sizeof security / sizeof *security; i++)
		add(arg, security[i][0], security[i][1]);
	if (is_https(e))
		add(arg, "Strict-Transport-Security", "max-age=31536000");
}

/* What every page needs is asked for when its head has arrived, before the page itself is read. */
static const char needed_by_pages[] = "</assets/waymark.css>; rel=preload; as=style, "
				      "</assets/waymark.js>; rel=modulepreload";

void
answer_headers(
	struct req *q, void (*add)(void *arg, const char *name, const char *value), void *arg)
{
	const struct answer *a = q->answer;

	security_headers(q->ctx.engine, add, arg);
	add(arg, "Cache-Control", a->cache ? a->cache : "no-store");
	if (a->type)
		add(arg, "Content-Type", a->type);
	if (a->type && str_starts(a->type, "text/html"))
		add(arg, "Link", needed_by_pages);
	if (a->etag)
		add(arg, "ETag", a->etag);
	if (a->location)
		add(arg, "Location", a->location);
	add(arg, "Vary", "Accept, Accept-Encoding, Cookie");
	add(arg, "X-Request-Id", q->ctx.request);
	for (const struct answer_header *h = a->headers; h; h = h->next)
		add(arg, h->name, h->value);
}
