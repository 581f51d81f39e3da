/* SPDX-License-Identifier: Apache-2.0 */
#include "features/journal/journal.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/journal/inside.h"
#include "features/notices/letter.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

struct journal
journal_own(struct ctx *c)
{
	struct journal j = { 0 };

	if (sql_journal_get(c, c->who, &j))
		return j;
	/* The scope comes from the source of ids that are told in advance, far beyond those that a
	 * database counts: it never is that of a relationship. */
	sql_journal_insert(c, new_id(c), c->who, new_id(c), reflection_every(c));
	sql_journal_get(c, c->who, &j);
	return j;
}

/* ---- who reads ---- */

unsigned
page_standing(struct ctx *c, int64_t person, int64_t mentor, int64_t mentee, bool removed)
{
	if (!c->who)
		return 0;
	if (person == c->who)
		return STANDING_SELF;
	return !removed && (mentor == c->who || mentee == c->who) ? STANDING_PARTICIPANT : 0;
}

unsigned
standing_entry(struct ctx *c, int64_t id)
{
	struct entry_scope s;

	return sql_entry_scope(c, id, &s)
		       ? page_standing(c, s.person, s.mentor, s.mentee, s.removed_at != 0)
		       : 0;
}

enum result
page_share(struct ctx *c, int64_t relationship, int64_t was, const char *url)
{
	struct letter_to to;
	struct pair p;
	enum result r;

	if (!relationship)
		return OK;
	r = pair_open(c, relationship, &p);
	if (r != OK || relationship == was || !person_letter_to(c, p.partner, &to))
		return r;
	letter_send(c, PRACTICE_LETTER_PAGE_SHARED, &to,
		(const struct practice_blank[]){ { "partner", p.my_name },
			{ "link", whole_address(c, url) }, { NULL, NULL } },
		NULL);
	return OK;
}

/* ---- entries ---- */

/* One's own entry that is there. */
static enum result
own(struct ctx *c, int64_t id, bool removed, struct journal_entry *ret)
{
	return sql_entry_get(c, id, ret) && ret->person == c->who &&
			       (ret->removed_at != 0) == removed
		       ? OK
		       : NOT_FOUND;
}

static int64_t
rating(const char *confidence)
{
	return *confidence ? *confidence - '0' : 0;
}

enum result
entry_write(struct ctx *c, const struct entry_form *f, int64_t *ret_id)
{
	struct journal j;
	struct pair p;

	if (f->about && pair_get(c, f->about, &p) != OK)
		return invalid(c, "about", _("Choose an answer that is offered.")), INVALID;
	j = journal_own(c);
	*ret_id = new_id(c);
	sql_entry_insert(c, *ret_id, c->who, j.relationship, f->kind,
		practice_find("prompt", f->prompt) ? f->prompt : "", f->body, rating(f->confidence),
		f->about, c->now);
	if (*j.draft)
		sql_journal_set_draft(c, j.id, j.relationship, "", 0);
	if (str_eq(f->kind, "entry"))
		sql_journal_set_due(c, c->who, j.every_days ? c->now + j.every_days * DAY : 0);
	return OK;
}

enum result
entry_change(struct ctx *c, int64_t entry, const struct entry_edit_form *f)
{
	struct journal_entry e;
	enum result r = own(c, entry, false, &e);

	if (r != OK)
		return r;
	if (e.version != f->version)
		return conflict(c, _("This was changed in another window. Both texts are below."));
	sql_entry_update(c, entry, e.relationship, f->body, rating(f->confidence), c->now);
	return OK;
}

enum result
entry_remove(struct ctx *c, int64_t entry, bool away)
{
	struct journal_entry e;
	enum result r = own(c, entry, !away, &e);

	if (r == OK)
		sql_entry_set_removed(c, entry, away ? c->now : 0);
	return r;
}

enum result
entry_share(struct ctx *c, int64_t entry, int64_t relationship)
{
	struct journal_entry e;
	enum result r = own(c, entry, false, &e);

	if (r == OK)
		r = page_share(c, relationship, e.shared_with, url_entry_show(c, entry));
	if (r == OK)
		sql_entry_share(c, entry, relationship);
	return r;
}

enum result
journal_draft_save(struct ctx *c, const char *body)
{
	struct journal j = journal_own(c);

	sql_journal_set_draft(c, j.id, j.relationship, body, *body ? c->now : 0);
	return OK;
}

static bool
has_all(struct ctx *c, const char *text, const char *const *words, int n)
{
	const char *folded = fold(c->mem, text);

	for (int i = 0; i < n; i++)
		if (!strstr(folded, words[i]))
			return false;
	return true;
}

struct journal_entry_rows
journal_search(struct ctx *c, const struct journal_entry_rows *rows, const char *q)
{
	struct journal_entry_rows found = { 0, ARENA_ARRAY(c->mem, struct journal_entry, rows->n) };
	const char *const *words;
	int n = word_split(c->mem, q, &words);

	for (int i = 0; i < rows->n; i++)
		if (has_all(c, rows->v[i].body, words, n))
			found.v[found.n++] = rows->v[i];
	return found;
}

/* ---- what is gained ---- */

struct gain_year_rows
gains_by_year(struct ctx *c, const struct journal_entry_rows *rows)
{
	struct gain_year_rows years = { 0, ARENA_ARRAY(c->mem, struct gain_year, rows->n) };

	for (int i = 0; i < rows->n; i++) { /* the latest first */
		const struct journal_entry *e = &rows->v[i];
		struct gain_year *y;
		int year, month, day;

		if (str_eq(e->kind, "entry"))
			continue;
		day_parts(local_day(c->tz, e->written_at), &year, &month, &day);
		if (!years.n || years.v[years.n - 1].year != year)
			years.v[years.n++] = (struct gain_year){ .year = year };
		y = &years.v[years.n - 1];
		y->fresh += str_eq(e->kind, "fresh");
		y->satisfaction += str_eq(e->kind, "satisfaction");
		y->learning += str_eq(e->kind, "learning");
	}
	return years;
}
