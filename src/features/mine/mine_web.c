/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/http/sse.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/mine/mine.h"
#include "features/mine/mine.html.h"
#include "features/notices/letter.h"

#define OPENINGS_FIRST 5 /* on the first page */

static struct opening_line_rows
in_words(struct ctx *c, const struct opening_row_rows *rows)
{
	struct opening_line_rows lines = { 0, ARENA_ARRAY(c->mem, struct opening_line, rows->n) };

	for (int i = 0; i < rows->n; i++) {
		const struct opening_row *o = &rows->v[i];

		lines.v[lines.n++] = (struct opening_line){ *o,
			fmt_opening_page(
				c, o->route, o->relationship ? fmt_first(c, o->partner_name) : ""),
			fmt_opening_standing(c, o->standing) };
	}
	return lines;
}

enum result
web_mine_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mine_view v = { .days = ERASURE_DAYS };
	struct opening_row_rows rows = sql_opening_list(c, c->who, OPENINGS_FIRST, 0);

	sql_mine_get(c, c->who, &v.person);
	v.openings = in_words(c, &rows);
	v.ended = sql_mine_ended(c, c->who);
	return show_one(q, mine, &v, mine, &v.person);
}

enum result
web_opening_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct openings_view v = { 0 };
	struct opening_row_rows rows;

	paging_read(q, OPENINGS_ON_PAGE, &v.pages);
	rows = sql_opening_list(c, c->who, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_opening_count(c, c->who), &v.pages);
	v.lines = in_words(c, &rows);
	return show_many(q, openings, &v, opening_row, &rows);
}

/* ---- taking it along ---- */

static struct download *
begin(struct req *q, bool document)
{
	struct download *d = ARENA_NEW(q->ctx.mem, struct download);

	d->document = document;
	d->person = q->ctx.who;
	return d;
}

enum result
web_download_show(struct req *q)
{
	struct download *d = begin(q, false);

	file_begin(q, "application/json; charset=utf-8", "waymark.json");
	return parts_answer(q, download_next, d);
}

enum result
web_document_show(struct req *q)
{
	struct download *d = begin(q, true);

	page_begin(q);
	return parts_answer(q, download_next, d);
}

/* ---- deleting ---- */

static int64_t
running(struct ctx *c)
{
	struct mine_pair_id_rows pairs = sql_mine_pairs(c, c->who);
	int64_t n = 0;

	for (int i = 0; i < pairs.n; i++)
		n += !str_eq(pairs.v[i].state, "ended") || pairs.v[i].ally_since;
	return n;
}

static enum result
show_deletion(struct req *q, enum result r)
{
	struct ctx *c = &q->ctx;
	struct deletion_view v = { .days = ERASURE_DAYS };

	sql_mine_get(c, c->who, &v.person);
	v.running = running(c);
	v.last = account_is_last_administrator(c, c->who);
	return r == OK ? show_page(q, deletion, &v) : show_invalid(q, r, deletion, &v);
}

enum result
web_deletion_new(struct req *q)
{
	return show_deletion(q, OK);
}

enum result
web_deletion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *token = "";
	enum result r = account_leave(c, &token);

	if (r == CONFLICT)
		return show_deletion(q, r);
	if (r == OK)
		answer_cookie(q, SESSION_COOKIE, NULL, 0);
	return changed(q, r, url_return_show(c, token));
}

/* ---- for somebody who asked an administrator ---- */

static enum result
show_deletion_for(struct req *q, enum result r)
{
	struct ctx *c = &q->ctx;
	struct deletion_for_view v = { .person = q->subject, .days = ERASURE_DAYS };
	struct mine person;

	if (!sql_mine_get(c, q->subject, &person))
		return NOT_FOUND;
	v.name = person.name;
	/* Said before somebody presses the button, too. */
	v.why_not = account_may_leave_for(c, q->subject) == OK ? NULL : c->why;
	return r == OK ? show_page(q, deletion_for, &v) : show_invalid(q, r, deletion_for, &v);
}

enum result
web_person_deletion_new(struct req *q)
{
	return show_deletion_for(q, OK);
}

enum result
web_person_deletion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = account_leave_for(c, q->subject);

	if (r == CONFLICT)
		return show_deletion_for(q, r);
	if (r == OK && !q->json)
		flash(q, _("The account is closed and will be deleted. The person has a letter "
			   "that says how "
			   "to stop it."));
	return changed(q, r, url_person_show(c, q->subject));
}

static void
return_fill(struct req *q, struct return_view *v)
{
	struct ctx *c = &q->ctx;
	struct erasure e = { 0 };

	v->token = q->words[0];
	v->known = sql_erasure_by_token(c, token_hash(c->mem, v->token), &e);
	v->due_at = e.due_at;
	v->link = whole_address(c, url_return_show(c, v->token));
}

enum result
web_return_show(struct req *q)
{
	struct return_view v = { 0 };

	return_fill(q, &v);
	return show_page(q, account_return, &v);
}

enum result
web_return_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct return_view v = { .token = q->words[0], .link = "" };
	enum result r = account_return(c, q->words[0]);

	if (r == NOT_FOUND)
		return show_invalid(q, CONFLICT, account_return, &v);
	if (r == OK)
		flash(q, _("Your account is open again. Sign in as before."));
	return changed(q, r, url_session_new(c));
}

enum result
web_words_deletion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = words_leave(c, q->subject);

	if (r == OK)
		flash(q, _("It will be deleted. Until then you can keep it after all."));
	return changed(q, r, url_mine_show(c));
}

enum result
web_words_deletion_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = words_return(c, q->subject);

	if (r == OK)
		flash(q, _("It is kept."));
	return changed(q, r, url_mine_show(c));
}
