/* SPDX-License-Identifier: Apache-2.0 */
#include "features/accounts/accounts.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/crypt/secret.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.html.h"
#include "features/notices/letter.h"

bool
organisation_exists(struct ctx *c)
{
	return sql_organisation_count(c) > 0;
}

/* A fresh link of a kind; returns the token that its address carries. */
static const char *
passage_open(struct ctx *c, const char *kind, int64_t person, int64_t life)
{
	const char *token = token_new(c->mem);

	sql_passage_insert(c, token_hash(c->mem, token), kind, person, c->now, c->now + life);
	return token;
}

const char *
setup_link(struct ctx *c)
{
	sql_passage_close_setup(c, c->now);
	return whole_address(c, url_setup_new(c, passage_open(c, "setup", 0, SETUP_LIFE)));
}

enum result
setup(struct ctx *c, const struct setup_form *f, const char *hash, int64_t *ret_person)
{
	int64_t person;

	if (organisation_exists(c))
		return conflict(
			c, _("This organisation has been set up already. Sign in instead."));
	if (!tz_valid(f->tz))
		return invalid(c, "tz", _("Choose a time zone from the list."));
	sql_organisation_insert(c, f->organisation, c->lang->tag, f->tz, c->now);
	person = sql_first_person_insert(c, f->email, f->name, c->lang->tag, f->tz, c->now);
	sql_credential_set(c, person, hash, c->now);
	sql_passage_close_setup(c, c->now);
	event_add(c, EVENT_person_made, person);
	*ret_person = person;
	return OK;
}

enum result
session_start(struct ctx *c, int64_t person, const char *agent, const char **ret_token)
{
	const char *token = token_new(c->mem);

	sql_session_insert(c, token_hash(c->mem, token), person, agent, c->now);
	*ret_token = token;
	return OK;
}

const char *
invitation_link(struct ctx *c, int64_t person)
{
	sql_passage_close_all(c, person, c->now);
	event_add(c, EVENT_person_invited, person);
	audit_add(c, "invite", "person", person);
	return whole_address(
		c, url_passage_show(c, passage_open(c, "invitation", person, INVITATION_LIFE)));
}

/* A letter about somebody's account; at: until when its link works, or when it happened. */
static void
tell(struct ctx *c, const char *letter, int64_t person, const char *link, int64_t at)
{
	struct account a;
	struct letter_to to;
	struct ctx reader;

	if (!sql_account_get(c, person, &a))
		return;
	to = (struct letter_to){ a.id, a.name, a.email, a.lang, a.tz };
	reader = letter_ctx(c, &to);
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "organisation", sql_organisation_name(c) },
			{ "link", link }, { "until", fmt_when(&reader, at) },
			{ "when", fmt_when(&reader, at) }, { NULL, NULL } },
		NULL);
}

enum result
invite(struct ctx *c, int64_t person, const char **ret_link)
{
	struct credential_row p;

	if (!sql_credential_of(c, person, &p))
		return NOT_FOUND;
	if (!str_eq(p.state, "invited"))
		return conflict(c, _("This person has signed in before and needs no invitation."));
	*ret_link = invitation_link(c, person);
	tell(c, PRACTICE_LETTER_INVITATION, person, *ret_link, c->now + INVITATION_LIFE);
	return OK;
}

enum result
reset_link(struct ctx *c, int64_t person, const char **ret_link)
{
	struct credential_row p;

	if (!sql_credential_of(c, person, &p))
		return NOT_FOUND;
	if (!str_eq(p.state, "active"))
		return conflict(c, _("This account is not open."));
	*ret_link =
		whole_address(c, url_passage_show(c, passage_open(c, "reset", person, RESET_LIFE)));
	tell(c, PRACTICE_LETTER_PASSWORD_RESET, person, *ret_link, c->now + RESET_LIFE);
	audit_add(c, "reset-link", "person", person);
	return OK;
}

static enum result
reset_letter(struct ctx *c, void *arg)
{
	struct credential_row p;
	const char *link;

	if (sql_credential_find(c, arg, &p) && str_eq(p.state, "active"))
		return reset_link(c, p.id, &link);
	return OK;
}

/* Asking for a new password only notes the wish; whether the address is somebody's is looked up here,
 * so that asking takes as long for an address that nobody has. */
enum result
job_reset_letter(struct job *j)
{
	return job_write(j, reset_letter, (void *)(uintptr_t)j->args);
}

bool
account_is_last_administrator(struct ctx *c, int64_t person)
{
	struct account a;

	return sql_account_get(c, person, &a) && a.admin &&
	       str_eq(sql_account_state(c, person), "active") && sql_admin_count(c) < 2;
}

void
account_close(struct ctx *c, int64_t person)
{
	sql_account_deactivate(c, person, c->now);
	sql_session_delete_others(c, person, 0);
	sql_token_delete_all(c, person);
	sql_passage_close_all(c, person, c->now);
	audit_add(c, "account-close", "person", person);
}

enum result
account_deactivate(struct ctx *c, int64_t person)
{
	struct account a;

	if (!sql_account_get(c, person, &a))
		return NOT_FOUND;
	if (person == c->who)
		return conflict(c, _("You cannot deactivate yourself. Ask another administrator."));
	if (account_is_last_administrator(c, person))
		return conflict(
			c, _("This is the last administrator. Make somebody else one first."));
	account_close(c, person);
	return OK;
}

enum result
account_reactivate(struct ctx *c, int64_t person)
{
	if (sql_account_erased(c, person))
		return conflict(
			c, _("This account was deleted. Nothing is left that could be opened."));
	sql_account_reactivate(c, person, c->now);
	audit_add(c, "account-open", "person", person);
	event_add(c, EVENT_account_opened, person);
	return OK;
}

enum result
password_set(struct ctx *c, int64_t person, const char *hash, int64_t keep_session)
{
	struct credential_row before = { .password_hash = "" };

	sql_credential_of(c, person, &before);
	sql_credential_set(c, person, hash, c->now);
	audit_add(c, "password", "person", person);
	/* So that one hears of it who did not do it. */
	if (!str_empty(before.password_hash))
		tell(c, PRACTICE_LETTER_PASSWORD_CHANGED, person,
			whole_address(c, url_reset_new(c)), c->now);
	sql_session_delete_others(c, person, keep_session);
	sql_token_delete_all(c, person);
	return OK;
}
