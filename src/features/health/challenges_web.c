/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.h"
#include "features/health/health.html.h"
#include "features/meetings/meetings.h"

FORM_DEFINE(mark_form, MARK_FORM)

/* Can it be done? Allies have nothing to pause, and nobody of a programme looks after them; nor does anybody where a
 * programme has no team at the moment. */
static bool
fits(struct ctx *c, const struct pair *p, const char *place)
{
	if (str_eq(place, "contact"))
		return health_team(c, p);
	return !p->ally || !str_eq(place, "pause");
}

static struct challenge_line_rows
others_of(struct ctx *c, const struct pair *p, const struct sign_card_rows *cards)
{
	const struct practice_kind *kinds = practice_kind("challenge");
	struct challenge_line_rows rows = { 0,
		ARENA_ARRAY(c->mem, struct challenge_line, kinds->count) };

	for (size_t k = 0; k < kinds->count; k++) {
		const struct practice_item *it = &kinds->items[k];
		bool shown = str_eq(it->id, PRACTICE_CHALLENGE_GOING_ON) ||
			     !fits(c, p, practice_field(it, "place", "en"));

		for (int i = 0; i < cards->n; i++)
			shown = shown || str_eq(cards->v[i].kind, it->id);
		if (!shown)
			rows.v[rows.n++] = (struct challenge_line){ it->id,
				practice_field(it, "name", c->lang->tag) };
	}
	return rows;
}

enum result
web_challenge_list(struct req *q)
{
	struct challenge_list_view v = { 0 };
	enum result r = pair_get(&q->ctx, q->subject, &v.pair);

	if (r != OK)
		return r;
	v.cards = sign_cards(&q->ctx, &v.pair, false);
	v.others = others_of(&q->ctx, &v.pair, &v.cards);
	return show_many(q, challenge_list, &v, sign_card, &v.cards);
}

static struct texts
steps_of(struct ctx *c, const struct practice_item *it)
{
	const struct practice_field *list = practice_values(it, "steps");
	struct texts t = { 0, ARENA_ARRAY(c->mem, const char *, list->count) };

	for (size_t i = 0; i < list->count; i++)
		t.v[t.n++] = practice_text(&list->entries[i], c->lang->tag);
	return t;
}

struct way_rows
ways_of(struct ctx *c, const struct pair *p, const struct practice_item *it)
{
	const struct practice_field *list = practice_values(it, "more");
	struct way_rows rows = { 0, ARENA_ARRAY(c->mem, struct way, list->count) };

	for (size_t i = 0; i < list->count; i++)
		if (fits(c, p, list->entries[i].key))
			rows.v[rows.n++] = way_of(c, p, it, list->entries[i].key);
	return rows;
}

/* The card of a challenge, also where it is no sign at the moment. */
static void
card_fill(struct ctx *c, struct challenge_view *v, const struct practice_item *it)
{
	struct sign_card_rows all = sign_cards(c, &v->pair, true);
	struct sign_card_rows shown = sign_cards(c, &v->pair, false);

	v->card = (struct sign_card){ .kind = it->id,
		.name = practice_field(it, "name", c->lang->tag),
		.text = "",
		.todo = practice_field(it, "todo", c->lang->tag),
		.url = v->todo.url,
		.post = v->todo.post,
		.help = sql_health_help(c, v->pair.r.id, it->id, v->pair.me) > 0 };
	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].kind, it->id)) {
			v->card = all.v[i];
			v->sign = v->put_by = true;
			break;
		}
	for (int i = 0; i < shown.n; i++)
		if (str_eq(shown.v[i].kind, it->id))
			v->put_by = false;
}

enum result
web_challenge_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it = practice_find("challenge", q->words[0]);
	struct challenge_view v = { 0 };
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	if (!it)
		return NOT_FOUND;
	v.todo = way_of(c, &v.pair, it, practice_field(it, "place", "en"));
	v.more = ways_of(c, &v.pair, it);
	v.steps = steps_of(c, it);
	v.team = health_team(c, &v.pair);
	card_fill(c, &v, it);
	return show_one(q, challenge_show, &v, sign_card, &v.card);
}

enum result
web_mark_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mark_form f;
	enum result r = INVALID;

	if (form_read(q, mark_form, &f))
		r = sign_mark(c, q->subject, q->words[0], f.state);
	if (r == OK)
		flash(q, str_eq(f.state, "later")
				 ? _("It comes back in a week, if it still holds. You "
				     "find it under \"When it gets hard\".")
			 : str_eq(f.state, "never")
				 ? _("You do not see it any more. You find it under "
				     "\"When it gets hard\".")
				 : _("It is back."));
	return changed(q, r,
		str_eq(f.state, "shown") ? url_challenge_list(c, q->subject)
					 : url_relationship_show(c, q->subject));
}

enum result
web_help_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *kind = q->words[0];
	enum result r = help_ask(c, q->subject, kind);

	if (r == OK)
		flash(q, _("The programme team reads what kind of difficulty it is, and gets in "
			   "touch. They do not see what you wrote."));
	return changed(q, r, url_challenge_show(c, q->subject, kind));
}

enum result
web_help_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *kind = q->words[0];
	enum result r = help_withdraw(c, q->subject, kind);

	if (r == OK)
		flash(q, _("Taken back."));
	return changed(q, r, url_challenge_show(c, q->subject, kind));
}

enum result
web_challenge_agenda_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = challenge_to_agenda(c, q->subject, q->words[0]);
	struct meeting next;

	if (r != OK)
		return r;
	if (!sql_meeting_next(c, q->subject, c->now - 3600, &next)) {
		flash(q, _("It waits for your next meeting. Plan one, and it is on the agenda."));
		return changed(q, OK, url_meeting_new(c, q->subject));
	}
	flash(q, _("It is on the agenda of your next meeting."));
	return changed(q, OK, url_meeting_show(c, next.id));
}
