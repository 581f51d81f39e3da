/* SPDX-License-Identifier: Apache-2.0 */
/* What signed-in people do with their own account, and administrators with that of others. */
#include "features/accounts/accounts.h"

#include <string.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/db/db.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.html.h"
#include "features/notices/notices.h"

FORM_DEFINE(passage_form, PASSAGE_FORM)
FORM_DEFINE(password_form, PASSWORD_FORM)
FORM_DEFINE(setting_form, SETTING_FORM)
FORM_DEFINE(token_form, TOKEN_FORM)

/* The page about one's account, with the forms as they are stored. */
static void
account_view_fill(struct req *q, struct account_view *v)
{
	struct ctx *c = &q->ctx;

	sql_account_get(c, c->who, &v->account);
	form_show(setting_form, &v->setting);
	form_show(password_form, &v->password);
	v->setting.lang = v->account.lang;
	v->setting.tz = v->account.tz;
	v->setting.keys_off = v->account.keys_off;
	form_watch(c, &v->setting);
	v->langs = lang_options(c, _("As the browser says"));
	v->zones = tz_options(c);
}

enum result
web_account_show(struct req *q)
{
	struct account_view v = { 0 };

	account_view_fill(q, &v);
	return show_one(q, account, &v, account, &v.account);
}

enum result
web_setting_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct account_view v = { 0 };
	struct setting_form f, now;
	bool right = form_read(q, setting_form, &f);
	enum result r = INVALID;

	account_view_fill(q, &v);
	now = v.setting;
	if (right) {
		r = form_settle(q, &f, &now);
		right = r == OK;
	}
	if (right && *f.lang && !lang_find(f.lang))
		right = invalid(c, "lang", _("Choose a language from the list.")) == OK;
	if (right && !tz_valid(f.tz))
		right = invalid(c, "tz", _("Choose a time zone from the list.")) == OK;
	if (!right) {
		v.setting = f;
		return show_invalid(q, c->problems && r == CONFLICT ? r : INVALID, account, &v);
	}
	sql_account_settings(c, c->who, f.lang, f.tz, f.keys_off, c->now);
	if (!str_eq(f.tz, v.account.tz))
		digest_plan(c, c->who);
	if (lang_find(f.lang))
		c->lang = lang_find(f.lang);
	flash(q, _("Your settings are saved."));
	return changed(q, OK, url_account_show(c));
}

struct password_found {
	struct password_form form;
	bool complete;
	const char *hash;
};

enum result
slow_password_update(struct req *q)
{
	struct password_found *s = ARENA_NEW(q->ctx.mem, struct password_found);
	struct ctx *c = &q->ctx;
	struct credential_row who = { .password_hash = "" };
	const char *weak;

	q->slow = s;
	if (!form_read(q, password_form, &s->form) || db_read_begin(c->engine->db, c) != OK)
		return OK;
	sql_credential_of(c, c->who, &who);
	db_read_end(c);
	weak = password_weakness(
		c, s->form.password, (const char *const[]){ who.name, who.email, NULL });
	if (weak)
		return invalid(c, "password", weak), OK;
	if (!password_matches(who.password_hash, s->form.old_password))
		return invalid(c, "old_password", _("This is not your password. Type it again.")),
		       OK;
	s->hash = password_hash(c->mem, s->form.password);
	s->complete = true;
	return OK;
}

enum result
web_password_update(struct req *q)
{
	struct password_found *s = q->slow;
	struct ctx *c = &q->ctx;
	struct account_view v = { 0 };

	if (!s->complete) {
		account_view_fill(q, &v);
		v.password = s->form;
		return show_invalid(q, INVALID, account, &v);
	}
	password_set(c, c->who, s->hash, q->session.id);
	flash(q, _("Your password is changed. Everything else that was signed in is signed out."));
	return changed(q, OK, url_account_show(c));
}

/* ---- sessions ---- */

enum result
web_session_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct sessions_view v = { .current = q->session.id };

	v.sessions = sql_session_list(c, c->who, c->now - SESSION_IDLE, c->now - SESSION_LONGEST);
	return show_many(q, sessions, &v, session_info, &v.sessions);
}

enum result
web_session_end_delete(struct req *q)
{
	sql_session_delete(&q->ctx, q->subject);
	return changed(q, OK, url_session_list(&q->ctx));
}

/* ---- tokens ---- */

enum result
web_token_list(struct req *q)
{
	struct tokens_view v = { .fresh = "" };

	form_show(token_form, &v.form);
	v.tokens = sql_token_list(&q->ctx, q->ctx.who);
	return show_many(q, tokens, &v, token_info, &v.tokens);
}

/* The new token is shown in the answer itself, once: nothing that is stored could show it again. */
enum result
web_token_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct tokens_view v = { .fresh = "" };
	struct json *j;
	int64_t id;

	if (!form_read(q, token_form, &v.form)) {
		v.tokens = sql_token_list(c, c->who);
		return show_invalid(q, INVALID, tokens, &v);
	}
	v.fresh = token_new(c->mem);
	id = sql_token_insert(c, token_hash(c->mem, v.fresh), c->who, v.form.name, c->now);
	if (q->json) {
		j = json_begin(q);
		json_open(j, NULL);
		json_int(j, "id", id);
		json_text(j, "token", v.fresh);
		json_close(j);
		return json_end(q);
	}
	form_show(token_form, &v.form);
	v.form.name = "";
	v.tokens = sql_token_list(c, c->who);
	return show_page(q, tokens, &v);
}

enum result
web_token_delete(struct req *q)
{
	sql_token_delete(&q->ctx, q->subject);
	return changed(q, OK, url_token_list(&q->ctx));
}

/* ---- what administrators do with accounts ---- */

enum result
web_invitation_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct invited_view v = { 0 };
	struct account who;
	enum result r = invite(c, q->subject, &v.link);

	if (r != OK)
		return r;
	sql_account_get(c, q->subject, &who);
	v.name = who.name;
	if (q->json)
		return changed(q, OK, url_person_show(c, q->subject));
	return show_page(q, invited, &v);
}

enum result
web_deactivation_create(struct req *q)
{
	enum result r = account_deactivate(&q->ctx, q->subject);
	struct ctx *c = &q->ctx;

	if (r == OK)
		flash(q, _("The account is closed. Nothing that was written is lost."));
	return changed(q, r, url_person_show(c, q->subject));
}

enum result
web_deactivation_delete(struct req *q)
{
	enum result r = account_reactivate(&q->ctx, q->subject);
	struct ctx *c = &q->ctx;

	if (r == OK)
		flash(q, _("The account is open again."));
	return changed(q, r, url_person_show(c, q->subject));
}

/* "Firefox on Linux": enough to know one's own devices again, no more. */
const char *
agent_in_words(struct ctx *c, const char *agent)
{
	static const char *const browsers[][2] = { { "Firefox/", "Firefox" }, { "Edg/", "Edge" },
		{ "OPR/", "Opera" }, { "Chrome/", "Chrome" }, { "Safari/", "Safari" },
		{ "curl/", "curl" } };
	static const char *const systems[][2] = { { "Android", "Android" }, { "iPhone", "iPhone" },
		{ "iPad", "iPad" }, { "Windows", "Windows" }, { "Mac OS", "macOS" },
		{ "CrOS", "ChromeOS" }, { "Linux", "Linux" } };
	const char *browser = _("A browser"), *os = "";

	for (size_t i = sizeof browsers / sizeof *browsers; i--;)
		if (strstr(agent, browsers[i][0]))
			browser = browsers[i][1];
	for (size_t i = sizeof systems / sizeof *systems; i--;)
		if (strstr(agent, systems[i][0]))
			os = systems[i][1];
	return *os ? tr(c, _("%s on %s"), browser, os) : browser;
}
