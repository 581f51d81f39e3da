/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/own.h"
#include "features/onboarding/onboarding.h"
#include "features/onboarding/onboarding.html.h"

FORM_DEFINE(beginning_form, BEGINNING_FORM)

struct texts
ground_rules_read(struct ctx *c, const char *words, const char *rules)
{
	const struct practice_field *all =
		practice_values(practice_as_kept(c, words, "ground-rules", rules), "points");
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, all->count) };

	for (size_t i = 0; i < all->count; i++)
		t.v[t.n++] = practice_text(&all->entries[i], c->lang->tag);
	return t;
}

void
role_card_kept(
	struct ctx *c, const char *words, const char *card, const char *role, struct role_card *ret)
{
	/* Another template, or another card of it, does not change what somebody took on. */
	if (str_starts(words, "role-card/"))
		card = arena_strndup(c->mem, words + 10, strcspn(words + 10, ":"));
	role_card_of(c, practice_as_kept(c, words, "role-card", card), role, ret);
}

/* What the reader's role means, as the template of the programme has it. */
static void
card_fill(struct ctx *c, struct beginning_view *v)
{
	role_card_kept(c, role_as_taken(c, &v->pair), role_card(c, &v->pair),
		str_eq(v->pair.my_role, "mentor") ? "mentor" : "mentee", &v->card);
}

static enum result
view_fill(struct req *q, struct beginning_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);
	const char *words;
	int done;

	if (r != OK)
		return r;
	words = sql_pledge_words(c, q->subject, v->pair.me);
	words = words ? words : "";
	beginning_state(c, &v->pair, &v->b);
	card_fill(c, v);
	v->pledge = ground_rules_read(c, words, PRACTICE_GROUND_RULES_PLEDGE);
	v->can = ground_rules_read(c, words, PRACTICE_GROUND_RULES_CAN);
	v->cannot = ground_rules_read(c, words, PRACTICE_GROUND_RULES_CANNOT);
	v->items = checklist(c, &v->pair, &done);
	v->done = done;
	v->starting = !checklist_touched(&v->items);
	return OK;
}

enum result
web_beginning_show(struct req *q)
{
	struct beginning_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	form_show(beginning_form, &v.form);
	return show_one(q, beginning, &v, beginning, &v.b);
}

enum result
web_beginning_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct beginning_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, beginning_form, &v.form))
		r = beginning_sign(c, q->subject, &v.form);
	if (r == INVALID && view_fill(q, &v) == OK)
		return show_invalid(q, r, beginning, &v);
	if (r == OK && !q->json)
		flash(q, _("Signed. A good beginning."));
	return changed(q, r, url_beginning_show(c, q->subject));
}

enum result
web_checklist_list(struct req *q)
{
	struct beginning_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	return show_many(q, checklist_page, &v, checklist_item, &v.items);
}
