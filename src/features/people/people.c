/* SPDX-License-Identifier: Apache-2.0 */
#include "features/people/people.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/accounts/accounts.h"
#include "features/people/batch.h"
#include "practice.gen.h"

#define LEVEL_LETTERS 80

/* Everybody who has signed in knows who there is; of the deactivated, only administrators do. */
unsigned
standing_person(struct ctx *c, int64_t id)
{
	struct person_standing s;
	unsigned bits = 0;

	if (!c->who || !sql_person_standing(c, id, c->who, &s))
		return 0;
	if (s.admin)
		bits |= STANDING_ADMIN;
	if (!s.admin && str_eq(s.state, "deactivated"))
		return 0;
	return bits | STANDING_MEMBER | (id == c->who ? STANDING_SELF : 0);
}

enum result
on_person_index(struct ctx *c, int64_t subject, int64_t who)
{
	(void)who;
	person_index(c, subject);
	return OK;
}

enum result
person_set_email(struct ctx *c, int64_t person, const char *email)
{
	int64_t has = sql_person_id(c, email);

	if (has == person)
		return OK;
	if (has)
		return invalid(c, "email", _("Somebody else has this address. Give another one."));
	sql_person_set_email(c, person, email, c->now);
	sql_passage_close_all(c, person, c->now);
	return OK;
}

enum result
person_set_admin(struct ctx *c, int64_t person, bool admin)
{
	struct account a;

	if (!sql_account_get(c, person, &a))
		return NOT_FOUND;
	if ((a.admin == 1) == admin)
		return OK;
	if (!admin && person == c->who)
		return invalid(c, "admin",
			_("You cannot take this right from yourself. Ask another "
			  "administrator."));
	if (!admin && sql_other_admins(c, person) == 0)
		return invalid(c, "admin",
			_("This is the last administrator. Make somebody else one first."));
	sql_person_set_admin(c, person, admin, c->now);
	audit_add(c, admin ? "admin-on" : "admin-off", "person", person);
	return OK;
}

enum result
person_add(struct ctx *c, const struct person_new_form *f, int64_t *ret_id)
{
	struct person_data d = { PERSON_DATA, .email = f->email, .name = f->name,
		.headline = f->headline, .unit = f->unit };
	const char *link;
	bool is_new, is_changed;
	enum result r;

	if (sql_person_id(c, f->email))
		return invalid(c, "email",
			_("Somebody here has this address already. Look for them in the list."));
	if (!level_read(c, f->level, &d.level))
		return INVALID;
	r = person_save(c, NULL, &d, ret_id, &is_new, &is_changed);
	return r == OK ? invite(c, *ret_id, &link) : r;
}

/* ---- levels ---- */

int64_t
level_ensure(struct ctx *c, struct people_batch *b, const char *name)
{
	const char *folded = fold(c->mem, name);
	int64_t *kept = b ? batch_slot(b, KNOWN_LEVEL, folded) : NULL;
	struct level_name_rows rows;
	int64_t id = 0;

	if (!*folded)
		return 0;
	if (kept && *kept)
		return *kept;
	rows = sql_level_names(c);
	for (int i = 0; i < rows.n && !id; i++)
		if (str_eq(fold(c->mem, rows.v[i].name), folded))
			id = rows.v[i].id;
	if (!id)
		id = sql_level_insert(c, rows.n ? rows.v[rows.n - 1].rank + 1 : 1, name);
	if (kept)
		*kept = id;
	return id;
}

void
levels_order(struct ctx *c, const char *const *names, int n)
{
	struct level_name_rows rows;
	int64_t *ids = ARENA_ARRAY(c->mem, int64_t, n), rank = 0;

	for (int i = 0; i < n; i++)
		ids[i] = level_ensure(c, NULL, names[i]);
	rows = sql_level_names(c);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < rows.n; j++)
			if (rows.v[j].id == ids[i]) {
				sql_level_update(c, ids[i], ++rank, rows.v[j].name);
				rows.v[j].id = 0;
			}
	for (int j = 0; j < rows.n; j++)
		if (rows.v[j].id)
			sql_level_update(c, rows.v[j].id, ++rank, rows.v[j].name);
}

bool
level_read(struct ctx *c, const char *value, int64_t *ret)
{
	struct level_name_rows rows;
	int64_t id;

	if (!*value) {
		*ret = LEVEL_NONE;
		return true;
	}
	rows = sql_level_names(c);
	for (int i = 0; str_to_int(value, &id) && i < rows.n; i++)
		if (rows.v[i].id == id) {
			*ret = id;
			return true;
		}
	invalid(c, "level", _("Choose an answer that is offered."));
	return false;
}

static bool
in_rows(const struct level_row *rows, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (rows[i].id == id)
			return true;
	return false;
}

static bool
same_name(struct ctx *c, const char *a, const char *b)
{
	return str_eq(fold(c->mem, a), fold(c->mem, b));
}

/* Does another row, or a level that no row speaks of, have the name of row i? */
static bool
name_taken(
	struct ctx *c, const struct level_row *rows, int n, int i, const struct level_rows *there)
{
	for (int j = 0; j < i; j++)
		if (same_name(c, rows[i].name, rows[j].name))
			return true;
	for (int j = 0; j < there->n; j++)
		if (!in_rows(rows, n, there->v[j].id) &&
			same_name(c, rows[i].name, there->v[j].name))
			return true;
	return false;
}

/* Each name once, and no level that somebody has is taken away. */
static enum result
levels_check(struct ctx *c, const struct level_row *rows, int n, const struct level_rows *there)
{
	enum result r = OK;

	for (int i = 0; i < n; i++) {
		if (utf8_length(rows[i].name) > LEVEL_LETTERS)
			r = invalid(c, rows[i].field,
				tr(c, _("Use at most %d characters."), LEVEL_LETTERS));
		if (*rows[i].name && name_taken(c, rows, n, i, there))
			r = invalid(c, rows[i].field,
				_("Two levels have this name. Give each its own."));
		for (int j = 0; !*rows[i].name && j < there->n; j++)
			if (there->v[j].id == rows[i].id && there->v[j].people)
				r = invalid(c, rows[i].field,
					tr_n(c,
						"%1$d person has the level %2$s. Give them another "
						"first.",
						"%1$d people have the level %2$s. Give them "
						"another "
						"first.",
						there->v[j].people, there->v[j].name));
	}
	return r;
}

static bool
level_there(const struct level_rows *there, int64_t id)
{
	for (int i = 0; i < there->n; i++)
		if (there->v[i].id == id)
			return true;
	return false;
}

static bool
level_named(const struct level_row *rows, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (rows[i].id == id)
			return true;
	return false;
}

enum result
levels_change(struct ctx *c, const struct level_row *rows, int n)
{
	struct level_rows there = sql_level_list(c);
	struct level_row *sorted = ARENA_ARRAY(c->mem, struct level_row, n + there.n);
	int count = 0;

	if (levels_check(c, rows, n, &there) != OK)
		return INVALID;
	/* Those that are not named keep their place. */
	for (int i = 0; i < there.n; i++)
		if (!level_named(rows, n, there.v[i].id))
			sorted[count++] =
				(struct level_row){ there.v[i].id, i + 1, there.v[i].name, "" };
	for (int i = 0; i < n; i++) {
		int at = count;

		if (!*rows[i].name) {
			if (rows[i].id)
				sql_level_delete(c, rows[i].id);
			continue;
		}
		for (; at > 0 && sorted[at - 1].place > rows[i].place; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = rows[i];
		count++;
	}
	/* Names are unique in the table: two that change places meet on the way, unless they step aside. */
	for (int i = 0; i < count; i++)
		if (level_there(&there, sorted[i].id))
			sql_level_update(c, sorted[i].id, i + 1, arena_printf(c->mem, "\x01%d", i));
	for (int i = 0; i < count; i++) {
		if (level_there(&there, sorted[i].id))
			sql_level_update(c, sorted[i].id, i + 1, sorted[i].name);
		else
			sql_level_insert(c, i + 1, sorted[i].name);
	}
	return OK;
}

struct option_rows
level_options(struct ctx *c, const char *first)
{
	struct level_name_rows levels = sql_level_names(c);
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, levels.n + 1) };

	if (first)
		rows.v[rows.n++] = (struct option){ "", first };
	for (int i = 0; i < levels.n; i++)
		rows.v[rows.n++] =
			(struct option){ arena_printf(c->mem, "%lld", (long long)levels.v[i].id),
				levels.v[i].name };
	return rows;
}

bool
person_letter_to(struct ctx *c, int64_t person, struct letter_to *ret)
{
	struct person_reader p;

	if (!sql_person_reader(c, person, &p) || str_eq(p.state, "deactivated"))
		return false;
	*ret = (struct letter_to){ p.id, p.name, p.email, p.lang, p.tz };
	return true;
}
