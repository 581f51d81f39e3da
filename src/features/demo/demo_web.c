/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/demo/demo.h"
#include "features/demo/demo.html.h"

/* Those whom the practice proposes to be. */
static struct demo_card_rows
cast_of(struct ctx *c)
{
	static const char *const roles[] = { "administrator", "manager", "mentor", "mentee",
		"newcomer" };
	const struct practice_kind *people = practice_kind("demo-person");
	struct demo_card_rows rows = { 0, ARENA_ARRAY(c->mem, struct demo_card, people->count) };

	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++)
		for (size_t i = 0; i < people->count; i++) {
			const struct practice_item *it = &people->items[i];
			struct demo_person_row p;

			if (str_eq(practice_field(it, "cast", "en"), roles[r]) &&
				sql_demo_active(c, practice_field(it, "email", "en"), &p))
				rows.v[rows.n++] =
					(struct demo_card){ p.id, p.name, p.headline, roles[r] };
		}
	return rows;
}

static const char *
email_of(const struct practice_item *pair, const char *side)
{
	return practice_field(
		practice_need("demo-person", practice_field(pair, side, "en")), "email", "en");
}

static struct demo_scene_rows
scenes_of(struct ctx *c)
{
	const struct practice_kind *all = practice_kind("demo-situation");
	struct demo_scene_rows rows = { 0, ARENA_ARRAY(c->mem, struct demo_scene, all->count) };

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		const struct practice_item *pair =
			practice_need("demo-relationship", practice_field(it, "pair", "en"));
		bool mentor = str_eq(practice_field(it, "who", "en"), "mentor");
		struct demo_pair_row p;

		if (!sql_demo_pair_of(c, email_of(pair, "mentor"), email_of(pair, "mentee"), &p))
			continue;
		rows.v[rows.n++] = (struct demo_scene){
			.id = mentor ? p.mentor : p.mentee,
			.pair = p.id,
			.person = mentor ? p.mentor_name : p.mentee_name,
			.name = practice_field(it, "name", c->lang->tag),
			.text = practice_field(it, "text", c->lang->tag),
		};
	}
	return rows;
}

/* Outside of the demonstration these addresses do not exist. */
enum result
web_demo_show(struct req *q)
{
	const struct practice_item *org = &practice_kind("demo-organisation")->items[0];
	struct demo_view v = { 0 };

	if (!q->ctx.engine->demo)
		return NOT_FOUND;
	v.organisation = practice_field(org, "name", "en");
	v.about = practice_field(org, "about", "en");
	v.cast = cast_of(&q->ctx);
	v.scenes = scenes_of(&q->ctx);
	v.name = q->ctx.who ? sql_demo_person_name(&q->ctx, q->ctx.who) : "";
	v.mails = q->ctx.who ? sql_demo_mail_count(&q->ctx, q->ctx.who) : 0;
	return show_page(q, demo, &v);
}

enum result
web_demo_session_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *token, *agent = req_header(q, "User-Agent");
	int64_t pair;
	enum result r;

	if (!c->engine->demo || !str_eq(sql_demo_person_state(c, q->ids[0]), "active"))
		return NOT_FOUND;
	if (q->session.id)
		sql_session_delete(c, q->session.id);
	r = session_start(c, q->ids[0], agent ? agent_in_words(c, agent) : "", &token);
	if (r == OK)
		answer_cookie(q, SESSION_COOKIE, token, SESSION_LONGEST);
	/* Whoever is not of this pair finds nothing there. */
	pair = req_query_int(q, "pair", 0);
	return changed(q, r, pair ? url_relationship_show(c, pair) : url_home_show(c));
}
