/* SPDX-License-Identifier: Apache-2.0 */
/* Joining a programme: taking on a role, and promising ahead. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/own.h"
#include "engine/practice/practice.h"
#include "features/onboarding/onboarding.h"

bool
enrolment_state(struct ctx *c, int64_t programme, struct enrolled *ret)
{
	return sql_enrolment_get(c, programme, c->who, ret) && (ret->mentor || ret->mentee);
}

int64_t
enrolment_taken_at(const struct enrolled *e)
{
	if ((e->mentor && !e->mentor_at) || (e->mentee && !e->mentee_at))
		return 0;
	return e->mentor_at > e->mentee_at ? e->mentor_at : e->mentee_at;
}

const char *
enrolment_card(struct ctx *c, const struct enrolled *e, const char *role)
{
	return practice_field(
		programme_template(e->template), arena_printf(c->mem, "role_%s", role), "");
}

/* Takes on one role, with the words that stand there now. */
static void
take(struct ctx *c, const struct enrolled *e, const char *role)
{
	const char *const cards[] = { enrolment_card(c, e, role), NULL };

	sql_role_taken_save(
		c, e->programme, c->who, role, practice_keep(c, "role-card", cards), c->now);
}

enum result
enrolment_take(struct ctx *c, int64_t programme, const struct enrolment_form *f)
{
	struct enrolled e;

	if (!enrolment_state(c, programme, &e))
		return NOT_FOUND;
	if (!f->role)
		return invalid(c, "role",
			_("Tick this when you take it on. If it is not for you, tell whoever runs "
			  "the programme."));
	if (e.mentor)
		take(c, &e, "mentor");
	if (e.mentee)
		take(c, &e, "mentee");
	return OK;
}

enum result
promise_ahead(struct ctx *c, int64_t programme, const struct promise_ahead_form *f)
{
	struct enrolled e;

	if (!enrolment_state(c, programme, &e))
		return NOT_FOUND;
	if (!f->limits)
		invalid(c, "limits", _("Tick this when you have read the list above."));
	if (!f->points)
		invalid(c, "points", _("Tick this when you can promise all three."));
	if (c->problems)
		return INVALID;
	sql_promise_ahead_save(
		c, programme, c->who, practice_keep(c, "ground-rules", beginning_rules), c->now);
	return OK;
}

enum result
promise_ahead_back(struct ctx *c, int64_t programme)
{
	struct enrolled e;

	if (!enrolment_state(c, programme, &e))
		return NOT_FOUND;
	sql_promise_ahead_delete(c, programme, c->who);
	return OK;
}

struct difference_rows
differences_read(struct ctx *c)
{
	const struct practice_kind *all = practice_kind("difference");
	struct difference_rows rows = { 0, ARENA_ARRAY(c->mem, struct difference, all->count) };
	const char *lang = c->lang->tag;

	for (size_t i = 0; i < all->count; i++)
		rows.v[rows.n++] = (struct difference){
			practice_field(&all->items[i], "name", lang),
			practice_field(&all->items[i], "mentor", lang),
			practice_field(&all->items[i], "coach", lang),
		};
	return rows;
}
