/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request, from a handler's point of view. A handler is `enum result web_<route>(struct req *q)`:
 * it reads what came, calls the room's rules, and shows something. Rights are already granted, the
 * transaction is open; what the handler returns decides whether it is committed.
 */
#ifndef ENGINE_REQ_H
#define ENGINE_REQ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "engine/ctx/ctx.h"
#include "engine/html/form.h"
#include "engine/html/html.h"
#include "engine/json/json.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE };

struct route; /* a row of the route table, src/plan */

/* Who has signed in, filled by the door. */
struct session {
	int64_t id;	      /* 0 with a personal access token, or for the public */
	int64_t access_token; /* its id, if the request came with one */
	bool admin;	      /* administrator of the organisation */
	bool manages;	      /* manager of at least one programme */
	bool stale;	/* "last used" is older than it should be: session_touch after the answer */
	bool keys_off;	/* wants no single-key shortcuts */
	int64_t unread; /* things that happened for this person, up to 100 */
	const char *name; /* for the frame of the page; "" for the public */
	const char *email;
	const char *token;  /* what forms must carry (CSRF), bound to the session */
	const char *whose;  /* what forms call the person, see kept.h */
	const char *masked; /* the same as this answer shows it, once form_token was called */
};

struct req {
	struct ctx ctx;
	const struct route *route;
	enum method method;
	const char *path;     /* decoded, without the query */
	const char *query;    /* raw, "" if none */
	bool json;	      /* the answer is wanted as JSON (Accept, or a bearer token) */
	int64_t ids[4];	      /* :numbers of the path, in order */
	const char *words[4]; /* =words of the path, in order */
	int64_t subject;      /* the :id that the route's right speaks of; 0 for the site */
	unsigned standing;    /* what the person is to the subject: STANDING_… bits of plan.h */
	struct session session;
	const char *address;   /* of the client, for rate limits; never stored in plain */
	void *slow;	       /* what the route's slow_… part left for its web_… part */
	struct answer *answer; /* being made; owned by engine/http */
	struct wire *wire;     /* headers and body as they came; owned by engine/http */
};

/* A header of the request by its name (any case), or NULL. */
const char *req_header(const struct req *q, const char *name);
/* A cookie, or NULL. */
const char *req_cookie(const struct req *q, const char *name);
/* A parameter of the query ("" if absent), valid UTF-8. */
const char *req_query(const struct req *q, const char *name);
int64_t req_query_int(const struct req *q, const char *name, int64_t otherwise);
/* The first value of a body field of any name, for dynamic fields; NULL if absent. Repeated ones by
 * req_values. Works for forms and for flat JSON. */
const char *req_value(const struct req *q, const char *name);
struct texts req_values(const struct req *q, const char *name);

/* ---- how a handler ends ---- */

/* The two buffers that an answer is written to; used by the macros below. */
struct html *page_begin(struct req *q);
enum result page_end(struct req *q);
struct json *json_begin(struct req *q);
enum result json_end(struct req *q);

/* One thing:      return show_one(q, goal_show, &view, goal, &view.goal);
 * Many:           return show_many(q, goal_list, &view, goal, &view.goals);   {"items": […]}
 * Only a page:    return show_page(q, sign_in, &view);
 * Only JSON:      return show_json(q, goal, &g); */
#define show_one(q, page, view, name, thing)                                                       \
	((q)->json ? (json_##name(json_begin(q), (thing)), json_end(q))                            \
		   : (html_##page(page_begin(q), (view)), page_end(q)))
#define show_many(q, page, view, name, rows)                                                       \
	((q)->json ? (json_##name##_items(json_begin(q), (rows)), json_end(q))                     \
		   : (html_##page(page_begin(q), (view)), page_end(q)))
#define show_page(q, page, view)                                                                   \
	((q)->json ? not_json(q) : (html_##page(page_begin(q), (view)), page_end(q)))
#define show_json(q, name, thing) (json_##name(json_begin(q), (thing)), json_end(q))
enum result not_json(struct req *q);

/* The form again with its problems, everything typed kept (422); JSON clients get problem+json. Use
 * after form_read failed or a verb returned INVALID or CONFLICT. r: what is returned (INVALID if OK). */
#define show_invalid(q, r, page, view)                                                             \
	((q)->json ? problem_answer((q), (r))                                                      \
		   : (html_##page(page_begin(q), (view)), page_refused((q), (r))))
enum result problem_answer(struct req *q, enum result r);
enum result page_refused(struct req *q, enum result r);

/* What was sent is looked at, and nothing changed yet: this answer is not the one that the same form gets when it is sent
 * again, from a page that one went back to. */
void answer_look(struct req *q);

/* After a verb that made or changed something. If r is not OK it is returned as it is (the door shows
 * the page for it). Else people are sent on to url (303) and JSON clients get 201 with Location and
 * {"id": …} (created), or 200 with {"ok": true} (changed). */
enum result created(struct req *q, enum result r, int64_t id, const char *url);
enum result changed(struct req *q, enum result r, const char *url);

/* A sentence shown once at the top of the next page, role=status. message: translated. */
void flash(struct req *q, const char *message);

/* What flash said on the page before, or "": shown once, then gone. */
const char *req_flash(struct req *q);

/* What forms and scripts of this session must send back, masked anew for each answer; "" for nobody. */
const char *form_token(struct req *q);

/* A file: sets type and name, returns the buffer of the body. */
struct buf *file_begin(struct req *q, const char *type, const char *name);
enum result file_end(struct req *q);

/* A header of the answer. Name and value are fixed by the program, never by a person. */
void answer_header(struct req *q, const char *name, const char *value);
/* Sets or (value NULL) deletes a cookie; always HttpOnly, SameSite=Lax, Path=/, Secure with HTTPS. */
void answer_cookie(struct req *q, const char *name, const char *value, int64_t max_age);

#endif
