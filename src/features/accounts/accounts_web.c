/* SPDX-License-Identifier: Apache-2.0 */
#include "features/accounts/accounts.h"

#include <string.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/db/db.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/accounts/accounts.html.h"

FORM_DEFINE(setup_form, SETUP_FORM)
FORM_DEFINE(sign_in_form, SIGN_IN_FORM)
FORM_DEFINE(reset_form, RESET_FORM)

/* Guesses: ten at once and twenty an hour for an account, more for an address, which may be an office. */
#define PER_ACCOUNT 20, 10
#define PER_ADDRESS 200, 60

/* What the slow part of a request found out before the transaction of the other part. */
struct found {
	bool complete; /* the form was read and is right */
	bool right;    /* the password is */
	int64_t person;
	const char *hash; /* of the new password, or a better hash of the old one */
};

/* ---- setup ---- */

static bool
setup_open(struct req *q)
{
	struct passage p;

	return sql_passage_find(&q->ctx, token_hash(q->ctx.mem, q->words[0]), q->ctx.now, &p) &&
	       str_eq(p.kind, "setup");
}

enum result
web_setup_new(struct req *q)
{
	struct setup_view v = { .token = q->words[0] };

	if (!setup_open(q))
		return NOT_FOUND;
	form_show(setup_form, &v.form);
	v.zones = tz_options(&q->ctx);
	return show_page(q, setup, &v);
}

struct setup_found {
	struct found found;
	struct setup_view view;
};

enum result
slow_setup_create(struct req *q)
{
	struct setup_found *s = ARENA_NEW(q->ctx.mem, struct setup_found);
	struct setup_form *f = &s->view.form;
	const char *weak;

	q->slow = s;
	if (!form_read(q, setup_form, f))
		return OK;
	weak = password_weakness(&q->ctx, f->password,
		(const char *const[]){ f->name, f->email, f->organisation, NULL });
	if (weak)
		return invalid(&q->ctx, "password", weak), OK;
	s->found.hash = password_hash(q->ctx.mem, f->password);
	s->found.complete = true;
	return OK;
}

/* Lets person in on this browser. */
static enum result
open_session(struct req *q, int64_t person, const char **ret_token)
{
	const char *agent = req_header(q, "User-Agent");
	enum result r = session_start(
		&q->ctx, person, agent ? agent_in_words(&q->ctx, agent) : "", ret_token);

	if (r == OK)
		answer_cookie(q, SESSION_COOKIE, *ret_token, SESSION_LONGEST);
	return r;
}

/* The same, and sends the request on to url. */
static enum result
let_in(struct req *q, int64_t person, const char *url)
{
	const char *token;

	return changed(q, open_session(q, person, &token), url);
}

enum result
web_setup_create(struct req *q)
{
	struct setup_found *s = q->slow;
	struct ctx *c = &q->ctx;
	enum result r = INVALID;
	int64_t person;

	s->view.token = q->words[0];
	if (!setup_open(q))
		return NOT_FOUND;
	if (s->found.complete)
		r = setup(c, &s->view.form, s->found.hash, &person);
	if (r != OK) {
		s->view.zones = tz_options(c);
		return show_invalid(q, r, setup, &s->view);
	}
	return let_in(q, person, url_home_show(c));
}

/* ---- sign in and out ---- */

enum result
web_session_new(struct req *q)
{
	struct sign_in_view v = { .demo = q->ctx.engine->demo };

	form_show(sign_in_form, &v.form);
	v.form.to = req_query(q, "to");
	return show_page(q, sign_in, &v);
}

void
sign_in_again(struct req *q, const char *box, bool other)
{
	struct sign_in_view v = {
		.kept = box, .out = !other, .other = other, .demo = q->ctx.engine->demo
	};

	form_show(sign_in_form, &v.form);
	v.form.to = kept_back(q);
	html_sign_in(page_begin(q), &v);
	page_end(q);
}

void
kept_page(struct req *q, const struct kept *k)
{
	html_kept(page_begin(q), k);
	page_end(q);
}

struct sign_in_found {
	struct found found;
	struct session before; /* the database may ask for the second part again */
	struct sign_in_view view;
	struct credential_row who;
	bool tired; /* too many guesses: nothing was looked at */
};

/* The hash of the account and whether its bucket has something left, in one short read. */
static void
sign_in_look_up(struct req *q, struct sign_in_found *s)
{
	struct ctx *c = &q->ctx;

	if (db_read_begin(c->engine->db, c) != OK)
		return;
	s->tired = !rate_left(c, "account", s->view.form.email, PER_ACCOUNT) ||
		   !rate_left(c, "address", q->address, PER_ADDRESS);
	if (!sql_credential_find(c, s->view.form.email, &s->who))
		s->who = (struct credential_row){ .state = "", .password_hash = "" };
	db_read_end(c);
}

enum result
slow_session_create(struct req *q)
{
	struct sign_in_found *s = ARENA_NEW(q->ctx.mem, struct sign_in_found);
	const char *password;

	q->slow = s;
	s->before = q->session;
	s->view.kept = req_value(q, "_kept");
	if (!form_read(q, sign_in_form, &s->view.form))
		return OK;
	password = s->view.form.password;
	s->who = (struct credential_row){ .state = "", .password_hash = "" };
	sign_in_look_up(q, s);
	s->found.complete = true;
	if (s->tired)
		return OK;
	s->found.right =
		password_matches(s->who.password_hash, password) && str_eq(s->who.state, "active");
	s->found.person = s->who.id;
	if (s->found.right && password_stale(s->who.password_hash))
		s->found.hash = password_hash(q->ctx.mem, password);
	return OK;
}

/* Only a path of this site: an address of another one would make the sign-in page a trap. */
static const char *
where_to(struct req *q, const char *to)
{
	if (to[0] == '/' && to[1] != '/' && to[1] != '\\')
		return to;
	return url_home_show(&q->ctx);
}

/* In, and what was typed before is on the first page, with the token of this session. */
static enum result
let_in_with(struct req *q, const struct kept *k)
{
	const char *token;
	enum result r = open_session(q, ((struct sign_in_found *)q->slow)->found.person, &token);

	if (r != OK || !session_is(q, token))
		return r == OK ? FAILED : r;
	return show_page(q, kept, k);
}

enum result
web_session_create(struct req *q)
{
	struct sign_in_found *s = q->slow;
	struct ctx *c = &q->ctx;
	struct kept kept;
	bool allowed;

	q->session = s->before;
	s->view.demo = c->engine->demo;
	if (!s->found.complete)
		return show_invalid(q, INVALID, sign_in, &s->view);
	allowed = rate_take(c, "account", s->view.form.email, PER_ACCOUNT) &&
		  rate_take(c, "address", q->address, PER_ADDRESS);
	if (!allowed || s->tired || !s->found.right) {
		/* The same words whatever was wrong; and OK, so that the guess is counted. */
		invalid(c, "email",
			!allowed || s->tired
				? _("Too many tries. Wait a few minutes, then try again.")
				: _("The address and the password do not belong together. Try "
				    "again, or ask for a new password."));
		show_invalid(q, INVALID, sign_in, &s->view);
		return OK;
	}
	if (s->found.hash)
		sql_credential_set(c, s->found.person, s->found.hash, c->now);
	if (q->session.id)
		sql_session_delete(c, q->session.id);
	if (!q->json && kept_open(c, s->view.kept, s->found.person, &kept))
		return let_in_with(q, &kept);
	return let_in(q, s->found.person, where_to(q, s->view.form.to));
}

enum result
web_session_delete(struct req *q)
{
	sql_session_delete(&q->ctx, q->session.id);
	answer_cookie(q, SESSION_COOKIE, NULL, 0);
	return changed(q, OK, url_session_new(&q->ctx));
}

/* ---- forgotten passwords ---- */

/* What was typed, whether it is an answer yet or not; never a password. */
static const char *
typed(struct req *q, const char *name)
{
	const char *why, *s = req_value(q, name);

	s = s ? text_clean(&q->ctx, FIELD_TEXT, s, strlen(s), &why) : NULL;
	return s ? s : "";
}

/* The page for signing in, with what was typed on the page for a new password. */
static void
sign_in_fill(struct req *q, struct sign_in_view *v)
{
	*v = (struct sign_in_view){ .kept = req_value(q, "_kept"), .demo = q->ctx.engine->demo };
	form_show(sign_in_form, &v->form);
	v->form.email = typed(q, "email");
	v->form.to = typed(q, "to");
}

enum result
web_session_edit(struct req *q)
{
	struct sign_in_view v;

	sign_in_fill(q, &v);
	return show_page(q, sign_in, &v);
}

enum result
web_reset_new(struct req *q)
{
	struct reset_view v = { .sent = *req_query(q, "sent") != '\0' };

	form_show(reset_form, &v.form);
	return show_page(q, reset, &v);
}

/* From the page for signing in: the address stands in the box already, and nothing of that page is lost. */
enum result
web_reset_edit(struct req *q)
{
	struct reset_view v = { .to = typed(q, "to"), .kept = req_value(q, "_kept") };

	form_show(reset_form, &v.form);
	v.form.email = typed(q, "email");
	return show_page(q, reset, &v);
}

/* Somebody had written something before: the page for signing in stays open with it. */
static enum result
sent_with_kept(struct req *q)
{
	struct sign_in_view v;

	sign_in_fill(q, &v);
	v.sent = true;
	return show_page(q, sign_in, &v);
}

enum result
web_reset_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct reset_view v = { .to = typed(q, "to"), .kept = req_value(q, "_kept") };

	if (!form_read(q, reset_form, &v.form))
		return show_invalid(q, INVALID, reset, &v);
	if (rate_take(c, "reset", v.form.email, 6, 3) &&
		rate_take(c, "reset-from", q->address, 60, 20))
		job_add(c, JOB_reset_letter, 0, v.form.email, 0);
	if (!q->json && !str_empty(v.kept))
		return sent_with_kept(q);
	return changed(q, OK, arena_printf(c->mem, "%s?sent=1", url_reset_new(c)));
}

/* ---- invitations and resets: the link that was sent ---- */

static bool
passage_of(struct req *q, struct passage *ret)
{
	struct ctx *c = &q->ctx;

	return sql_passage_find(c, token_hash(c->mem, q->words[0]), c->now, ret) && ret->person;
}

static void
passage_view_fill(struct req *q, const struct passage *p, struct passage_view *v)
{
	v->token = q->words[0];
	v->name = p->name;
	v->email = p->email;
	v->invitation = str_eq(p->kind, "invitation");
}

enum result
web_passage_show(struct req *q)
{
	struct passage p;
	struct passage_view v = { 0 };

	if (!passage_of(q, &p))
		return show_page(q, passage_over, NULL);
	form_show(passage_form, &v.form);
	passage_view_fill(q, &p, &v);
	return show_page(q, passage, &v);
}

struct passage_found {
	struct found found;
	struct passage_view view;
	struct passage passage;
};

enum result
slow_passage_create(struct req *q)
{
	struct passage_found *s = ARENA_NEW(q->ctx.mem, struct passage_found);
	struct ctx *c = &q->ctx;
	const char *weak;
	bool there;

	q->slow = s;
	if (!form_read(q, passage_form, &s->view.form) || db_read_begin(c->engine->db, c) != OK)
		return OK;
	there = passage_of(q, &s->passage);
	db_read_end(c);
	if (!there)
		return OK;
	weak = password_weakness(c, s->view.form.password,
		(const char *const[]){ s->passage.name, s->passage.email, NULL });
	if (weak)
		return invalid(c, "password", weak), OK;
	s->found.hash = password_hash(c->mem, s->view.form.password);
	s->found.complete = true;
	return OK;
}

enum result
web_passage_create(struct req *q)
{
	struct passage_found *s = q->slow;
	struct ctx *c = &q->ctx;
	struct passage p;

	if (!passage_of(q, &p))
		return show_page(q, passage_over, NULL);
	if (!s->found.complete) {
		passage_view_fill(q, &p, &s->view);
		return show_invalid(q, INVALID, passage, &s->view);
	}
	if (!sql_passage_use(c, p.id, c->now))
		return conflict(c, _("This link has been used already."));
	sql_passage_close_all(c, p.person, c->now);
	password_set(c, p.person, s->found.hash, 0);
	sql_account_activate(c, p.person, c->now);
	return let_in(q, p.person, url_home_show(c));
}
