/* SPDX-License-Identifier: Apache-2.0 */
#include "features/health/exceptions.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/letter.h"

static bool
of_person(const char *kind)
{
	return str_eq(kind, "invitation") || str_eq(kind, "profile");
}

static int64_t
before(struct ctx *c, int64_t programme)
{
	struct limits l;

	limits_read(c, programme, &l);
	return c->now - l.manager * DAY;
}

enum result
exception_mark(struct ctx *c, int64_t programme, const struct exception_form *f)
{
	int64_t of = of_person(f->kind) ? sql_exception_of_participant(c, f->subject)
					: sql_exception_of_pair(c, f->subject);

	if (of != programme || (!of_person(f->kind) && !practice_find("challenge", f->kind)))
		return NOT_FOUND;
	if (str_eq(f->state, "shown"))
		sql_exception_clear(c, programme, f->kind, f->subject);
	else
		sql_exception_save(c, programme, f->kind, f->subject,
			str_eq(f->state, "later") ? c->now + SNOOZE_DAYS * DAY : 0, c->who, c->now);
	return OK;
}

static void
contact_one(struct ctx *c, int64_t relationship, bool letter)
{
	struct health_people p;

	sql_contact_insert(c, relationship, c->who, c->now);
	sql_contact_answers(c, relationship);
	sql_contact_signs(c, relationship);
	if (!letter || !sql_health_people_get(c, relationship, &p))
		return;
	for (int i = 0; i < 2; i++) {
		struct letter_to to = side_of(&p, i == 0);

		letter_send(c, PRACTICE_LETTER_SUPPORT_WORD, &to,
			(const struct practice_blank[]){
				{ "partner", i == 0 ? p.mentee_name : p.mentor_name },
				{ "programme", p.programme_name },
				{ "manager", sql_contact_person(c, c->who) },
				{ "link", whole_address(c, url_challenge_list(c, relationship)) },
				{ NULL, NULL } },
			NULL);
	}
}

enum result
contact_note(struct ctx *c, int64_t programme, const struct contact_form *f, int64_t *ret_n)
{
	struct exception_pair_rows rows;

	*ret_n = 1;
	if (f->relationship) {
		if (sql_exception_of_pair(c, f->relationship) != programme)
			return NOT_FOUND;
		contact_one(c, f->relationship, f->letter);
		audit_add(c, "contact", "relationship", f->relationship);
		return OK;
	}
	if (!practice_find("challenge", f->kind))
		return invalid(c, "relationship", _("Choose a pair, or a kind of exception."));
	rows = sql_exception_kind_pairs(
		c, programme, f->kind, before(c, programme), c->now, CONTACTS_AT_ONCE);
	for (int i = 0; i < rows.n; i++)
		contact_one(c, rows.v[i].relationship, f->letter);
	*ret_n = rows.n;
	audit_add(c, "contact", "programme", programme);
	return OK;
}

int64_t
exceptions_count(struct ctx *c, int64_t programme, int most)
{
	return sql_exception_pair_some(c, programme, before(c, programme), c->now, most);
}
