/* SPDX-License-Identifier: Apache-2.0 */
/* Respect for each other's time (C9), and ways of talking that change (C7). */
#include "features/agreement/agreement.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/meetings/meetings.h"

/* Who called a meeting off later than agreed is remembered for the two. */
enum result
on_absence_late(struct ctx *c, int64_t meeting, int64_t who)
{
	struct agreement a;
	struct meeting m;
	int64_t hours = NOTICE_HOURS;

	if (!sql_meeting_get(c, meeting, &m) || !str_eq(m.state, "cancelled"))
		return OK;
	if (sql_agreement_in(c, m.relationship, "valid", &a))
		hours = a.notice_hours;
	if (m.starts_at - m.closed_at < hours * 3600)
		sql_absence_insert(c, meeting, who, m.relationship, "late", who, c->now);
	return OK;
}

enum result
absence_note(struct ctx *c, int64_t meeting, const char *who)
{
	struct meeting m;
	struct pair p;
	enum result r;

	if (!sql_meeting_get(c, meeting, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &p);
	if (r != OK)
		return r;
	if (!str_eq(m.state, "planned"))
		return conflict(c, _("This meeting is not planned any more."));
	if (m.starts_at > c->now)
		return conflict(c, _("This meeting lies ahead. Move it, or call it off."));
	if (!str_eq(who, "partner"))
		sql_absence_insert(c, meeting, p.me, m.relationship, "no-show", c->who, c->now);
	if (!str_eq(who, "me"))
		sql_absence_insert(
			c, meeting, p.partner, m.relationship, "no-show", c->who, c->now);
	sql_absence_missed(c, meeting, c->now);
	sql_agenda_release(c, meeting);
	return OK;
}

enum result
absence_forget(struct ctx *c, int64_t meeting)
{
	struct meeting m;
	struct pair p;
	enum result r;

	if (!sql_meeting_get(c, meeting, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &p);
	if (r != OK)
		return r;
	if (!sql_absence_delete(c, meeting, "no-show"))
		return conflict(c, _("Nothing was noted for this meeting."));
	sql_absence_reopen(c, meeting, c->now);
	return OK;
}

/* Whoever changed how he likes to talk asks, in each relationship, whether the meetings change too. */
enum result
on_style_ask(struct ctx *c, int64_t person, int64_t who)
{
	struct style_relationship_rows rows = sql_style_relationships(c, person);

	(void)who;
	for (int i = 0; i < rows.n; i++) {
		sql_style_offer_replace(c, rows.v[i].id, person, c->now);
		sql_style_offer_insert(c, new_id(c), rows.v[i].id, person, c->now);
	}
	return OK;
}

enum result
style_decide(struct ctx *c, int64_t relationship, const char *change)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (*change && !practice_offered("process-change", change))
		return invalid(c, "change", _("Choose an answer that is offered."));
	if (!sql_style_offer_decide(
		    c, relationship, *change ? "accepted" : "kept", change, c->who, c->now))
		return conflict(c, _("Nothing is open here any more."));
	return OK;
}
