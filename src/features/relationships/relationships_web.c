/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "features/programmes/programmes.h"
#include "features/relationships/relationships.h"

#include "engine/i18n/i18n.h"
#include "features/relationships/relationships.html.h"

enum result
web_my_relationship_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct my_relationships_view v = { 0 };

	v.active = sql_relationship_mine(c, c->who, 1);
	v.ended = sql_relationship_mine(c, c->who, 0);
	return show_many(q, my_relationships, &v, my_relationship, &v.active);
}

/* Only how many, and only where that speaks of several pairs: never of which. */
static const char *
unclear_text(struct ctx *c, int64_t programme)
{
	struct relationship_unclear n;

	if (!sql_relationship_unclear(c, programme, &n) || n.met < RELATIONSHIPS_COUNTED ||
		!n.unclear)
		return "";
	return tr_n(c, "In %d pair that has met, limits and rhythm are not settled yet.",
		"In %d pairs that have met, limits and rhythm are not settled yet.", n.unclear);
}

enum result
web_relationship_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct relationship_list_view v = { .programme = q->subject };

	v.programme_name = sql_relationship_programme_name(c, q->subject);
	v.peers = str_eq(programme_way(c, q->subject), "peers");
	v.circles = str_eq(programme_way(c, q->subject), "circles");
	paging_read(q, RELATIONSHIPS_ON_PAGE, &v.pages);
	v.rows = sql_relationship_status_list(
		c, q->subject, c->now, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_relationship_count(c, q->subject), &v.pages);
	/* It looks at every pair, so it is said once, above the first of them. */
	v.unclear = q->json || paging_offset(&v.pages) ? "" : unclear_text(c, q->subject);
	return show_many(q, relationship_list, &v, relationship_status, &v.rows);
}

enum result
web_relationship_status_show(struct req *q)
{
	struct relationship_status_view v = { .meetings = true };
	const struct practice_item *way;
	struct pair mine;

	if (q->standing & STANDING_PARTICIPANT)
		pair_get(&q->ctx, q->subject, &mine); /* for the tabs */
	if (!sql_relationship_status_get(&q->ctx, q->subject, q->ctx.now, &v.s))
		return NOT_FOUND;
	if (!(q->standing & (STANDING_PARTICIPANT | STANDING_MANAGER | STANDING_ADMIN))) {
		v.meetings = false;
		v.s.held = v.s.cancelled = v.s.last_held_at = v.s.next_at = v.s.goals = NOT_TOLD;
		/* That two learn from each other is what they are; how a mentor works is theirs. */
		v.s.mode = str_eq(v.s.mode, "peers") ? "peers" : "";
	}
	way = practice_find("mode", v.s.mode);
	v.way = way ? practice_field(way, "name", q->ctx.lang->tag) : "";
	if (v.meetings && !q->json)
		v.goals = sql_relationship_goal_shown(&q->ctx, q->subject);
	return show_one(q, relationship_status, &v, relationship_status, &v.s);
}
