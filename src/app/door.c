/* SPDX-License-Identifier: Apache-2.0 */
#include "app/door.h"

#include <string.h>

#include "app/access.h"
#include "app/again.h"
#include "app/errors.h"
#include "app/if_match.h"
#include "app/metrics.h"
#include "app/opened.h"
#include "app/origin.h"
#include "app/repeat.h"
#include "app/rooms.h"
#include "app/router.h"
#include "app/slow.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/db/db.h"
#include "engine/http/answer.h"
#include "engine/http/body.h"
#include "engine/http/kept.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"

#define UPLOAD_MAX ((64 << 20) + 65536) /* the file, and the rest of its form */
#define USUAL_MAX (1 << 20)

/* One request on its way through the door. */
struct visit {
	struct req *q;
	struct repeat repeat;
	struct problem *problems; /* found by the slow part */
	enum result handled;	  /* what the handler returned */
	void *opened;		  /* what is noted before the page is sent, see opened.h */
	struct slow_task task;
};

/* What a phase decides. */
enum step {
	GO_ON,
	ANSWERED, /* the answer is made */
	ASLEEP,	  /* it will be made on another thread, which wakes the connection */
};

static struct router *router;

static enum step phase_route(struct visit *v);
static enum step phase_person(struct visit *v);
static enum step phase_origin(struct visit *v);
static enum step phase_right(struct visit *v);
static enum step phase_slow(struct visit *v);
static enum step phase_read(struct visit *v);
static enum step phase_write(struct visit *v);

static const struct phase {
	const char *name;
	enum step (*run)(struct visit *v);
} phases[] = {
	{ "route", phase_route },   /* method and path -> a row of routes.def         404 405 */
	{ "person", phase_person }, /* session or access token -> who                 401     */
	{ "origin", phase_origin }, /* an unsafe method comes from our own page       403     */
	{ "right", phase_right },   /* the row's right, the person's standing         403 404 */
	{ "slow", phase_slow },	    /* slow_<route>, on a thread of its own           429     */
	{ "read", phase_read },	    /* GET: web_<route> in a read-only snapshot; who opened it */
	{ "write", phase_write },   /* others: web_<route> in a write, committed, then told   */
};

/* ---- the phases ---- */

/* A form says by _method what a browser cannot send. */
static enum method
meant_method(const struct req *q)
{
	const char *word;

	if (q->method != METHOD_POST || req_body_is_json(q) || !(word = req_value(q, "_method")))
		return q->method;
	return str_eq(word, "put")	? METHOD_PUT
	       : str_eq(word, "patch")	? METHOD_PATCH
	       : str_eq(word, "delete") ? METHOD_DELETE
					: METHOD_POST;
}

static enum step
phase_route(struct visit *v)
{
	struct req *q = v->q;
	const char *allow;

	q->method = meant_method(q);
	switch (router_find(router, q, &allow)) {
	case OK:
		return GO_ON;
	case CONFLICT:
		error_answer(q, 405);
		answer_header(q, "Allow", allow);
		return ANSWERED;
	default:
		error_answer(q, 404);
		return ANSWERED;
	}
}

/* Inside a snapshot: fills q->session. False if an access token was sent that is not good. */
static bool
load_person(struct req *q)
{
	bool good = rooms.session_load(q);

	/* Nobody is signed out because the database did not answer: the phase says what is wrong. */
	if (db_faulty(&q->ctx))
		return true;
	q->session.masked = NULL;
	if (q->session.id) {
		q->session.token = token_for(q->ctx.mem, q->ctx.engine, "form", q->session.id);
		q->session.whose = kept_whose(&q->ctx, q->ctx.who);
	}
	if (good)
		return true;
	if (req_header(q, "Authorization"))
		return false;
	answer_cookie(q, rooms.session_cookie, NULL, 0);
	return true;
}

/* People are asked to sign in and then come back to where they wanted to go, or to what they had typed. */
static enum step
ask_to_sign_in(struct req *q)
{
	struct buf to = BUF_IN(q->ctx.mem);

	if (again_no_session(q))
		return ANSWERED;
	if (q->json || !method_is_safe(q->method)) {
		error_answer(q, 401);
		return ANSWERED;
	}
	buf_printf(&to, "%s?to=", rooms.sign_in_url(&q->ctx));
	for (const char *s = q->path; *s; s++)
		buf_printf(&to,
			strchr("/-_.", *s) || (*s >= '0' && *s <= '9') ||
					(*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')
				? "%c"
				: "%%%02X",
			(unsigned char)*s);
	answer_see_other(q, buf_text(&to));
	return ANSWERED;
}

/* One snapshot for all phases up to a write or slow work: who it is, what he may and what is shown are of
 * the same moment. A write looks once more, inside its own transaction. */
static bool
look(struct req *q)
{
	if (q->ctx.db)
		return true;
	if (db_read_begin(q->ctx.engine->db, &q->ctx) != OK)
		return false;
	q->ctx.memo = ARENA_NEW(q->ctx.mem, struct memo *);
	return true;
}

static void
look_away(struct req *q)
{
	q->ctx.memo = NULL;
	if (q->ctx.db)
		db_read_end(&q->ctx);
}

static enum step
phase_person(struct visit *v)
{
	struct req *q = v->q;

	if (!look(q)) {
		error_answer(q, 500);
		return ANSWERED;
	}
	if (!load_person(q)) {
		error_answer(q, 401);
		return ANSWERED;
	}
	if (db_faulty(&q->ctx)) {
		error_answer(q, 500);
		return ANSWERED;
	}
	return access_needs_person(q) ? ask_to_sign_in(q) : GO_ON;
}

static enum step
phase_origin(struct visit *v)
{
	struct req *q = v->q;
	struct ctx *c = &q->ctx;

	if (origin_right(q))
		return GO_ON;
	if (again_other_session(q))
		return ANSWERED;
	c->why = _("This did not come from a page of this site, or the page was open for too long. "
		   "Load the page again, then try once more.");
	error_result(q, FORBIDDEN);
	return ANSWERED;
}

static enum step
phase_right(struct visit *v)
{
	struct req *q = v->q;
	enum result r = look(q) ? access_check(q) : FAILED;

	if (db_faulty(&q->ctx))
		r = FAILED;
	if (r == OK)
		return GO_ON;
	/* Who takes something away twice, by a double click or because the answer was lost, finds it gone; the answer
	 * to the first time is still there. The write looks for it before it asks for the right. */
	if (r == NOT_FOUND && !method_is_safe(q->method)) {
		repeat_read(q, &v->repeat);
		if (v->repeat.on && repeat_kept(q, &v->repeat))
			return GO_ON;
	}
	error_result(q, r);
	return ANSWERED;
}

/* Runs the handler; an answer is made in any case. */
static enum result
handle(struct req *q)
{
	enum result r = q->route->web(q);

	if (r == OK && !q->answer->status)
		answer_text(q, 204, NULL, "");
	else if (r != OK && !q->answer->status)
		error_result(q, r);
	return r;
}

/* What could not be noted is not shown. */
static void
opened_done(struct ctx *c, void *arg, enum result r)
{
	struct visit *v = arg;

	(void)c;
	if (r == OK)
		opened_noted(v->q, v->opened);
	else
		error_result(v->q, r);
	http_ready(v->q);
}

static enum result
opened_work(struct ctx *c, void *arg)
{
	struct visit *v = arg;

	return opened_note(c, v->opened);
}

static enum step
phase_read(struct visit *v)
{
	struct req *q = v->q;

	if (!method_is_safe(q->method))
		return GO_ON;
	if (!look(q)) {
		error_answer(q, 500);
		return ANSWERED;
	}
	if (handle(q) == OK) {
		v->opened = opened_now(q);
		if_match_mark(q);
	}
	if (db_faulty(&q->ctx)) {
		error_answer(q, 500);
		return ANSWERED;
	}
	if (!v->opened)
		return ANSWERED;
	look_away(q);
	if (!v->task.run)
		http_later(q);
	db_write_later(q->ctx.engine->db, &q->ctx, opened_work, opened_done, v);
	return ASLEEP;
}

/* In the transaction; run again from the start where the database asks for that. */
static enum result
write_work(struct ctx *c, void *arg)
{
	struct visit *v = arg;
	struct req *q = v->q;
	enum result r;

	c->problems = v->problems;
	c->why = NULL;
	answer_reset(q);
	if (v->repeat.on && repeat_again(q, &v->repeat))
		return v->handled = OK;
	/* What was allowed a moment ago may have been taken away since. */
	r = access_check(q);
	if (r != OK) {
		error_result(q, r);
	} else if (!if_match_holds(router, q)) {
		error_answer(q, 412);
		r = CONFLICT;
	} else {
		r = handle(q);
	}
	if (r == OK && v->repeat.on)
		repeat_keep(q, &v->repeat);
	if (r == OK && q->session.stale)
		rooms.session_touch(c, q);
	return v->handled = r;
}

static void
write_done(struct ctx *c, void *arg, enum result r)
{
	struct visit *v = arg;

	/* The handler's word counts only if the database agreed; it was not asked if nothing is written. */
	if (r != v->handled || !v->q->answer->status)
		error_result(v->q, r);
	if (r == OK)
		jobs_wake(c->engine);
	http_ready(v->q);
}

static enum step
phase_write(struct visit *v)
{
	struct req *q = v->q;

	look_away(q);
	repeat_read(q, &v->repeat);
	v->problems = q->ctx.problems;
	v->handled = FAILED;
	if (!v->task.run)
		http_later(q);
	db_write_later(q->ctx.engine->db, &q->ctx, write_work, write_done, v);
	return ASLEEP;
}

static enum step run_phases(struct visit *v, size_t from);

static void
slow_part(void *arg)
{
	struct visit *v = arg;
	struct req *q = v->q;
	enum result r = q->route->slow(q);
	size_t next = 0;

	while (phases[next++].run != phase_slow)
		;
	if (r != OK && !q->answer->status)
		error_result(q, r);
	if (r != OK || run_phases(v, next) == ANSWERED)
		http_ready(q);
}

static enum step
phase_slow(struct visit *v)
{
	struct req *q = v->q;

	if (!q->route->slow)
		return GO_ON;
	look_away(q);
	v->task = (struct slow_task){ .run = slow_part, .arg = v };
	http_later(q);
	if (slow_add(&v->task))
		return ASLEEP;
	error_result(q, BUSY);
	http_ready(q);
	return ASLEEP;
}

static enum step
run_phases(struct visit *v, size_t from)
{
	enum step s = GO_ON;

	for (size_t i = from; i < sizeof phases / sizeof *phases && s == GO_ON; i++) {
		s = phases[i].run(v);
		/* Asleep, the request belongs to another thread. */
		if (s == ANSWERED)
			look_away(v->q);
	}
	return s;
}

/* ---- what the server calls ---- */

/* Large bodies are only taken from people who may send them; so those are asked for before the body. */
static size_t
door_head(struct req *q)
{
	struct visit v = { .q = q };
	const struct route *route;

	if (method_is_safe(q->method) || !(route = router_find_upload(router, q)))
		return USUAL_MAX;
	q->route = route;
	if (phase_person(&v) == GO_ON)
		phase_right(&v);
	look_away(q);
	return UPLOAD_MAX;
}

static void
door_handle(struct req *q)
{
	struct visit *v = ARENA_NEW(q->ctx.mem, struct visit);

	v->q = q;
	run_phases(v, 0);
}

/* "Last used" of a session is kept to the hour; on a read it is written behind the answer. */
struct touch {
	struct req q;
	struct arena *mem;
};

static enum result
touch_work(struct ctx *c, void *arg)
{
	struct touch *t = arg;

	return rooms.session_touch(c, &t->q);
}

static void
touch_done(struct ctx *c, void *arg, enum result r)
{
	struct touch *t = arg;

	(void)c, (void)r;
	arena_free(t->mem);
}

static void
touch_session(const struct req *q)
{
	struct arena *mem = arena_new(0);
	struct touch *t = ARENA_NEW(mem, struct touch);

	t->mem = mem;
	t->q.session = q->session;
	t->q.ctx = engine_ctx(q->ctx.engine, mem);
	t->q.ctx.who = q->ctx.who;
	db_write_later(q->ctx.engine->db, &t->q.ctx, touch_work, touch_done, t);
}

static void
door_done(struct req *q, const struct http_done *d)
{
	static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

	metrics_count(q, d);
	log_info("request id=%s method=%s route=%s status=%d us=%lld bytes=%lld person=%lld",
		q->ctx.request, methods[q->method], q->route ? q->route->name : "-", d->status,
		(long long)d->us, (long long)d->bytes, (long long)q->ctx.who);
	if (q->session.stale && method_is_safe(q->method))
		touch_session(q);
}

const struct http_app door = {
	.head = door_head,
	.handle = door_handle,
	.refuse = error_answer,
	.done = door_done,
};

void
door_open(struct engine *e)
{
	router = router_new(e->mem, routes, routes_n);
	opened_begin();
	slow_start();
}

void
door_close(void)
{
	slow_stop();
}
