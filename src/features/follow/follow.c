/* SPDX-License-Identifier: Apache-2.0 */
#include "features/follow/follow.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

struct follow_rate
follow_rate_of(struct ctx *c, int64_t relationship, int64_t owner, const char *name)
{
	/* A day more: somebody is always further on. */
	int64_t today = c->now / DAY;
	struct promise_due_rows rows = sql_promise_due_list(c, relationship,
		day_text(c->mem, today - FOLLOW_DAYS), day_text(c->mem, today + 1));
	struct follow_rate rate = { .person = owner, .name = name, .percent = -1 };

	for (int i = 0; i < rows.n; i++) {
		const struct promise_due *k = &rows.v[i];
		bool done = str_eq(k->state, "done");

		if (k->owner != owner || !(done || promise_late(c, k->due_on, k->owner_tz)))
			continue;
		rate.due++;
		rate.kept += done && promise_in_time(k->due_on, k->owner_tz, k->closed_at);
	}
	if (rate.due)
		rate.percent = rate.kept * 100 / rate.due;
	return rate;
}

struct participation
participation_of(struct ctx *c, int64_t relationship, int64_t person, const char *name)
{
	struct participation_counts n = { 0 };

	sql_participation_counts(c, relationship, person, c->now - FOLLOW_DAYS * DAY, &n);
	return (struct participation){ person, name, n.points, n.questions, n.notes, n.answers,
		n.promises, n.steps, n.reports };
}

enum result
promise_change(struct ctx *c, int64_t commitment, const struct promise_form *f)
{
	struct commitment k;
	struct pair p;
	enum result r;

	if (!sql_commitment_get(c, commitment, &k))
		return NOT_FOUND;
	r = pair_open(c, k.relationship, &p);
	if (r != OK)
		return r;
	if (k.owner != c->who)
		return FORBIDDEN;
	if (!sql_promise_update(c, commitment, f->due_on, f->confidence))
		return conflict(c, _("This is done already. Open it again to change it."));
	return OK;
}
