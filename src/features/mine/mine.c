/* SPDX-License-Identifier: Apache-2.0 */
#include "features/mine/mine.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/accounts/accounts.h"
#include "features/endings/endings.h"
#include "features/notices/letter.h"
#include "features/people/people.h"
#include "practice.gen.h"

/* ---- the account ---- */

static enum result
end_pairs(struct ctx *c)
{
	struct mine_pair_id_rows pairs = sql_mine_pairs(c, c->who);
	const struct ending_form f = { .ending = "early", .reason = "", .farewell = "" };
	enum result r = OK;

	for (int i = 0; i < pairs.n && r == OK; i++)
		if (!str_eq(pairs.v[i].state, "ended") || pairs.v[i].ally_since)
			r = ending_make(c, pairs.v[i].id, &f);
	return r;
}

static void
tell(struct ctx *c, const char *letter, const char *token, int64_t due_at)
{
	struct letter_to to;
	struct ctx reader;

	if (!person_letter_to(c, c->who, &to))
		return;
	reader = letter_ctx(c, &to);
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "until", fmt_day(&reader, due_at) },
			{ "link", whole_address(c, url_return_show(c, token)) }, { NULL, NULL } },
		NULL);
}

enum result
account_leave(struct ctx *c, const char **ret_token)
{
	const int64_t due_at = c->now + (int64_t)ERASURE_DAYS * DAY;
	const char *token = token_new(c->mem);
	enum result r;

	if (account_is_last_administrator(c, c->who))
		return conflict(
			c, _("You are the last administrator. Make somebody else one first, "
			     "then delete your account."));
	r = end_pairs(c);
	if (r != OK)
		return r;
	sql_erasure_insert(c, c->who, 0, token_hash(c->mem, token), c->now, due_at);
	tell(c, PRACTICE_LETTER_ACCOUNT_LEAVING, token, due_at);
	account_close(c, c->who);
	*ret_token = token;
	return OK;
}

/* What belongs to the person is done as that person: ending the mentoring, and the letter with the link. */
static enum result
leave_as(struct ctx *c, int64_t person, int64_t due_at)
{
	const int64_t who = c->who;
	const char *token = token_new(c->mem);
	enum result r;

	c->who = person;
	r = end_pairs(c);
	if (r == OK) {
		sql_erasure_insert(c, person, 0, token_hash(c->mem, token), c->now, due_at);
		tell(c, PRACTICE_LETTER_ACCOUNT_LEAVING_ASKED, token, due_at);
	}
	c->who = who;
	return r;
}

enum result
account_may_leave_for(struct ctx *c, int64_t person)
{
	const char *state = sql_account_state(c, person);

	if (str_empty(state))
		return NOT_FOUND;
	if (person == c->who)
		return conflict(c, _("Your own account you delete under Your data."));
	if (str_eq(state, "deactivated"))
		return conflict(c, _("This account is closed already."));
	if (account_is_last_administrator(c, person))
		return conflict(
			c, _("This is the last administrator. Make somebody else one first."));
	return OK;
}

enum result
account_leave_for(struct ctx *c, int64_t person)
{
	enum result r = account_may_leave_for(c, person);

	if (r == OK)
		r = leave_as(c, person, c->now + (int64_t)ERASURE_DAYS * DAY);
	if (r != OK)
		return r;
	audit_add(c, "delete-for", "person", person);
	account_close(c, person);
	return OK;
}

/* Opened again, whoever did it: what was to be deleted is not, also if the account is closed later. */
enum result
on_erasure_drop(struct ctx *c, int64_t person, int64_t who)
{
	struct erasure e;

	(void)who;
	if (sql_erasure_get(c, person, 0, &e) &&
		!str_eq(sql_account_state(c, person), "deactivated"))
		sql_erasure_delete(c, e.id);
	return OK;
}

enum result
account_return(struct ctx *c, const char *token)
{
	struct erasure e;

	if (!sql_erasure_by_token(c, token_hash(c->mem, token), &e))
		return NOT_FOUND;
	sql_erasure_delete(c, e.id);
	return account_reactivate(c, e.person);
}

/* ---- the words of one relationship ---- */

enum result
words_leave(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	if (p.active)
		return conflict(c,
			_("As long as you two are together, delete single things where they stand. "
			  "When it has ended, you can delete all that you wrote."));
	sql_erasure_insert(
		c, c->who, relationship, "", c->now, c->now + (int64_t)ERASURE_DAYS * DAY);
	audit_add(c, "delete-words", "relationship", relationship);
	return OK;
}

enum result
words_return(struct ctx *c, int64_t relationship)
{
	struct erasure e;

	if (!sql_erasure_get(c, c->who, relationship, &e))
		return conflict(c, _("Nothing of it is going to be deleted."));
	sql_erasure_delete(c, e.id);
	audit_add(c, "keep-words", "relationship", relationship);
	return OK;
}

/* ---- when the time has come ---- */

struct due {
	struct erasure_rows rows;
	int i;
};

static enum result
find_due(struct ctx *c, void *arg)
{
	struct due *d = arg;

	d->rows = sql_erasure_due(c, c->now);
	return OK;
}

/* One of them, in a transaction of its own. Looked up again: it may have been taken back since. */
static enum result
do_one(struct ctx *c, void *arg)
{
	const struct due *d = arg;
	const struct erasure *was = &d->rows.v[d->i];
	struct erasure e;

	if (!sql_erasure_get(c, was->person, was->relationship, &e) || e.due_at > c->now)
		return OK;
	if (e.relationship) {
		forget_words(c, e.relationship, e.person);
		sql_erasure_delete(c, e.id);
		audit_add(c, "delete-words-done", "relationship", e.relationship);
	} else if (str_eq(sql_account_state(c, e.person), "deactivated")) {
		forget_person(c, e.person);
	} else {
		/* An administrator has opened the account again. */
		sql_erasure_delete(c, e.id);
	}
	return OK;
}

static enum result
sweep_openings(struct ctx *c, void *arg)
{
	(void)arg;
	sql_opening_sweep(c, c->now - OPENING_LIFE);
	return OK;
}

enum result
job_erasure_run(struct job *j)
{
	struct due d = { .i = 0 };
	enum result r = job_write(j, sweep_openings, NULL);

	if (r == OK)
		r = job_read(j, find_due, &d);
	for (; r == OK && d.i < d.rows.n && !job_stopped(j); d.i++)
		r = job_write(j, do_one, &d);
	return r;
}
