/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions, as their owner thinks them through: what to choose from, what counts, the choice, a day to look
 * at it again. */
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/journal/inside.h"
#include "features/notices/notices.h"

unsigned
standing_decision(struct ctx *c, int64_t id)
{
	struct decision_scope s;

	return sql_decision_scope(c, id, &s)
		       ? page_standing(c, s.person, s.mentor, s.mentee, s.removed_at != 0)
		       : 0;
}

static enum result
own(struct ctx *c, int64_t id, bool removed, struct decision *ret)
{
	return sql_decision_get(c, id, ret) && ret->person == c->who &&
			       (ret->removed_at != 0) == removed
		       ? OK
		       : NOT_FOUND;
}

enum result
decision_write(struct ctx *c, const struct decision_new_form *f, int64_t *ret_id)
{
	struct journal j;
	struct pair p;

	if (f->about && pair_get(c, f->about, &p) != OK)
		return invalid(c, "about", _("Choose an answer that is offered.")), INVALID;
	j = journal_own(c);
	*ret_id = new_id(c);
	sql_decision_insert(c, *ret_id, c->who, j.relationship, f->question, f->options,
		f->criteria, f->choice, f->review_on, f->about, c->now);
	return OK;
}

enum result
decision_change(struct ctx *c, int64_t decision, const struct decision_form *f)
{
	struct decision d;
	enum result r = own(c, decision, false, &d);
	bool moved;

	if (r != OK)
		return r;
	if (d.version != f->version)
		return conflict(c, _("This was changed in another window. Both texts are below."));
	/* Another day asks again, by letter and here. */
	moved = !str_eq(d.review_on, f->review_on);
	sql_decision_update(c, decision, d.relationship, f->question, f->options, f->criteria,
		f->choice, f->outcome, f->review_on,
		str_eq(f->outcome, d.outcome) ? (moved ? 0 : d.looked_at)
		: *f->outcome		      ? c->now
					      : 0,
		0, c->now);
	return OK;
}

enum result
decision_remove(struct ctx *c, int64_t decision, bool away)
{
	struct decision d;
	enum result r = own(c, decision, !away, &d);

	if (r == OK)
		sql_decision_set_removed(c, decision, away ? c->now : 0);
	return r;
}

enum result
decision_share(struct ctx *c, int64_t decision, int64_t relationship)
{
	struct decision d;
	enum result r = own(c, decision, false, &d);

	if (r == OK)
		r = page_share(c, relationship, d.shared_with, url_decision_show(c, decision));
	if (r == OK)
		sql_decision_share(c, decision, relationship);
	return r;
}

int64_t
decision_due(struct ctx *c, int64_t relationship)
{
	return sql_decision_due(c, c->who, relationship, today_on(c));
}

bool
decision_waits(struct ctx *c, const struct decision *d)
{
	return *d->review_on && !d->looked_at && strcmp(d->review_on, today_on(c)) <= 0;
}
