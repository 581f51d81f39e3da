/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what two people do the mentee leads (J3): whose points are on agendas, who takes on the next
 * steps. There to be talked about; nobody is rated by it, and nobody else reads it. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.sql.h"
#include "features/journal/inside.h"
#include "features/journal/journal.html.h"
#include "features/meetings/meetings.h"

#define PARTS 4
#define PART (90 * DAY)
/* Fewer say nothing. */
#define ENOUGH 3
/* A first part of fewer days is not told. */
#define SHORT (7 * DAY)

struct independence_rows
independence_of(struct ctx *c, const struct pair *p)
{
	struct independence_rows rows = { 0, ARENA_ARRAY(c->mem, struct independence, PARTS) };

	for (int k = 0; k < PARTS; k++) {
		int64_t until = c->now - k * PART + 1, since = c->now - (k + 1) * PART + 1;
		struct independence_count n;

		if ((k && until - SHORT <= p->r.started_at) ||
			!sql_independence_count(c, p->r.id, since, until, &n))
			break;
		rows.v[rows.n++] =
			(struct independence){ since > p->r.started_at ? since : p->r.started_at,
				n.points, n.points_mentee, n.steps, n.steps_mentee };
	}
	return rows;
}

enum result
independence_to_agenda(struct ctx *c, int64_t relationship)
{
	struct meeting next;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t meeting;

	if (r != OK)
		return r;
	if (!str_eq(p.my_role, "mentor"))
		return FORBIDDEN;
	meeting = sql_meeting_next(c, relationship, c->now - 3600, &next) ? next.id : 0;
	if (!sql_health_on_agenda(c, relationship, meeting, PRACTICE_PROMPT_INDEPENDENCE_YOU))
		sql_agenda_insert(c, new_id(c), relationship, meeting, 0, "practice", 0,
			PRACTICE_PROMPT_INDEPENDENCE_YOU, "",
			meeting ? sql_agenda_last_position(c, meeting) + 10 : 10, c->now);
	return OK;
}

enum result
web_independence_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct independence_view v = { 0 };
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	if (str_eq(v.pair.my_role, "peer"))
		return NOT_FOUND;
	v.rows = independence_of(c, &v.pair);
	v.lines.v = ARENA_ARRAY(c->mem, struct independence_line, v.rows.n);
	for (int i = 0; i < v.rows.n; i++)
		v.lines.v[v.lines.n++] = (struct independence_line){ v.rows.v[i],
			fmt_day(c, v.rows.v[i].since), i == 0 };
	if (v.rows.n)
		v.last = v.rows.v[0];
	v.enough = v.last.points >= ENOUGH || v.last.steps >= ENOUGH;
	v.mentor = str_eq(v.pair.my_role, "mentor");
	v.mentee = fmt_first(c, v.mentor ? v.pair.partner_name : v.pair.my_name);
	v.ask = prompt_text(c, PRACTICE_PROMPT_INDEPENDENCE_YOU);
	v.hint = prompt_hint(c, PRACTICE_PROMPT_INDEPENDENCE_YOU);
	return show_many(q, independence_page, &v, independence, &v.rows);
}

enum result
web_independence_agenda_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = independence_to_agenda(c, q->subject);

	if (r == OK && !q->json)
		flash(q, _("It is on the agenda of your next meeting."));
	return changed(q, r, url_independence_list(c, q->subject));
}
