/* SPDX-License-Identifier: Apache-2.0 */
/* What each sees the other grow in (D7): the next agenda opens with asking about it. */
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.h"
#include "features/trust/trust.h"

/* Before everything but what was carried over. */
#define FIRST_ON_AGENDA 1

static void
ask_at(struct ctx *c, const struct growth_aim *g, int64_t meeting)
{
	const struct lang *lang = lang_find(g->lang);
	int64_t item = new_id(c);

	if (!*g->body)
		return;
	sql_agenda_insert(c, item, g->relationship, meeting, g->person, "person", 0, "",
		tr(c, tr_text(lang ? lang : c->lang, N_("What has become of this? %s")), g->body),
		FIRST_ON_AGENDA, c->now);
	sql_growth_set_item(c, g->id, item);
}

static struct growth_aim
aim_of(struct ctx *c, int64_t relationship, int64_t person)
{
	struct growth_aim_rows rows = sql_growth_list(c, relationship);

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].person == person)
			return rows.v[i];
	return (struct growth_aim){ 0 };
}

enum result
growth_save(struct ctx *c, int64_t relationship, const char *body)
{
	struct growth_aim g;
	struct meeting next;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	g = aim_of(c, relationship, p.me);
	if (g.item)
		sql_growth_item_drop(c, g.item);
	if (g.id)
		sql_growth_update(c, g.id, relationship, body, c->now);
	else
		sql_growth_insert(c, new_id(c), relationship, p.me, body, c->now);
	g = aim_of(c, relationship, p.me);
	if (sql_meeting_next(c, relationship, c->now, &next))
		ask_at(c, &g, next.id);
	return OK;
}

/* A meeting was planned: both aims are on its agenda. */
enum result
on_growth_agenda(struct ctx *c, int64_t meeting, int64_t who)
{
	struct growth_aim_rows rows;
	struct meeting m;

	(void)who;
	if (!sql_meeting_get(c, meeting, &m))
		return OK;
	rows = sql_growth_list(c, m.relationship);
	for (int i = 0; i < rows.n; i++)
		ask_at(c, &rows.v[i], meeting);
	return OK;
}
