/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions as the door sees them, the buckets that slow guessing down, and the hourly sweep. */
#include "features/accounts/accounts.h"

#include <string.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/own.h"

static void
session_fill(struct req *q, const struct session_row *r, bool by_token)
{
	struct ctx *c = &q->ctx;

	q->session.id = by_token ? 0 : r->id;
	q->session.access_token = by_token ? r->id : 0;
	q->session.admin = r->admin;
	q->session.manages = r->manages;
	q->session.keys_off = r->keys_off;
	q->session.unread = r->unread;
	q->session.name = r->name;
	q->session.email = r->email;
	q->session.stale = r->seen_at < c->now - SESSION_TOUCH;
	practice_version_is(r->practice);
	c->who = r->person;
	c->tz = r->tz;
	if (lang_find(r->lang))
		c->lang = lang_find(r->lang);
}

bool
session_over(const struct session_row *r, int64_t now)
{
	return r->seen_at < now - SESSION_IDLE || r->created_at < now - SESSION_LONGEST;
}

bool
session_load(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *bearer = req_header(q, "Authorization");
	const char *cookie = req_cookie(q, SESSION_COOKIE);
	struct session_row r;

	if (bearer && strncasecmp(bearer, "Bearer ", 7) == 0) {
		if (!sql_session_find_by_access_token(c, token_hash(c->mem, bearer + 7), &r))
			return false;
		session_fill(q, &r, true);
		return true;
	}
	if (!cookie)
		return true;
	if (!sql_session_find(c, token_hash(c->mem, cookie), c->now, &r))
		return false;
	if (session_over(&r, c->now))
		return false;
	session_fill(q, &r, false);
	return true;
}

bool
session_is(struct req *q, const char *token)
{
	struct ctx *c = &q->ctx;
	struct session_row r;

	if (!sql_session_find(c, token_hash(c->mem, token), c->now, &r))
		return false;
	session_fill(q, &r, false);
	q->session.token = token_for(c->mem, c->engine, "form", r.id);
	q->session.whose = kept_whose(c, r.person);
	q->session.masked = NULL;
	return true;
}

enum result
session_touch(struct ctx *c, void *arg)
{
	const struct req *q = arg;

	if (q->session.id)
		sql_session_seen(c, q->session.id, c->now);
	else if (q->session.access_token)
		sql_access_token_seen(c, q->session.access_token, c->now);
	return OK;
}

/* What a bucket holds now. */
static double
bucket(struct ctx *c, const char *hash, double per_hour, double burst)
{
	struct rate_row r;
	double tokens = burst;

	if (sql_rate_get(c, hash, &r))
		tokens = r.tokens + (double)(c->now - r.at) * per_hour / 3600;
	return tokens < burst ? tokens : burst;
}

static const char *
bucket_key(struct ctx *c, const char *what, const char *key)
{
	return token_hash(c->mem, arena_printf(c->mem, "rate %s %s", what, key));
}

bool
rate_left(struct ctx *c, const char *what, const char *key, double per_hour, double burst)
{
	return bucket(c, bucket_key(c, what, key), per_hour, burst) >= 1;
}

bool
rate_take(struct ctx *c, const char *what, const char *key, double per_hour, double burst)
{
	const char *hash = bucket_key(c, what, key);
	double tokens = bucket(c, hash, per_hour, burst);

	if (tokens < 1)
		return false;
	sql_rate_set(c, hash, tokens - 1, c->now);
	return true;
}

unsigned
standing_session(struct ctx *c, int64_t id)
{
	return c->who && sql_session_owner(c, id) == c->who ? STANDING_SELF : 0;
}

unsigned
standing_token(struct ctx *c, int64_t id)
{
	return c->who && sql_token_owner(c, id) == c->who ? STANDING_SELF : 0;
}

static enum result
sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_session_delete_old(c, c->now - SESSION_IDLE, c->now - SESSION_LONGEST);
	sql_passage_delete_old(c, c->now - SETUP_LIFE);
	sql_rate_delete_old(c, c->now - 7 * 86400);
	return OK;
}

enum result
job_accounts_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}

struct option_rows
lang_options(struct ctx *c, const char *first)
{
	const struct lang *const *all = lang_all();
	struct option_rows rows = { 0 };
	int n = 0;

	while (all[n])
		n++;
	rows.v = ARENA_ARRAY(c->mem, struct option, n + 1);
	if (first)
		rows.v[rows.n++] = (struct option){ "", first };
	for (int i = 0; i < n; i++)
		if (!all[i]->test)
			rows.v[rows.n++] = (struct option){ all[i]->tag, all[i]->name };
	return rows;
}

struct option_rows
tz_options(struct ctx *c)
{
	const char *const *all = tz_all();
	struct option_rows rows = { 0 };
	int n = 0;

	while (all[n])
		n++;
	rows.v = ARENA_ARRAY(c->mem, struct option, n);
	for (; rows.n < n; rows.n++)
		rows.v[rows.n] = (struct option){ all[rows.n], all[rows.n] };
	return rows;
}
