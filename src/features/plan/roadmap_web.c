/* SPDX-License-Identifier: Apache-2.0 */
#include "features/plan/plan.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/plan/roadmap.html.h"

FORM_DEFINE(theme_form, THEME_FORM)
FORM_DEFINE(theme_move_form, THEME_MOVE_FORM)

static enum result
roadmap_fill(struct ctx *c, int64_t relationship, struct roadmap_view *v)
{
	struct theme_rows done;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->slots = roadmap_slots(c, &v->pair);
	v->all = sql_theme_list(c, relationship, "");
	done = sql_theme_list(c, relationship, "done");
	v->done = (struct slot_rows){ done.n, ARENA_ARRAY(c->mem, struct slot, done.n) };
	for (int i = 0; i < done.n; i++)
		v->done.v[i] = (struct slot){ .t = done.v[i], .text = theme_text(c, &done.v[i]) };
	v->proposals = roadmap_proposals(c, &v->pair);
	v->months = roadmap_months(c, &v->pair);
	form_show(theme_form, &v->form);
	v->form.source = "person";
	v->form.body = v->form.word = "";
	v->form.side = "professional";
	v->sides = (struct option_rows){ .v = ARENA_ARRAY(c->mem, struct option, 2) };
	v->sides.v[v->sides.n++] =
		(struct option){ .value = "professional", .label = _("The work") };
	v->sides.v[v->sides.n++] = (struct option){ .value = "emotional", .label = _("How I am") };
	return OK;
}

enum result
web_roadmap_show(struct req *q)
{
	struct roadmap_view v = { 0 };
	enum result r = roadmap_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_many(q, roadmap_show, &v, theme, &v.all);
}

enum result
web_theme_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct roadmap_view v = { 0 };
	struct theme_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, theme_form, &f))
		r = theme_add(c, q->subject, &f, &id);
	if (r == INVALID && roadmap_fill(c, q->subject, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, roadmap_show, &v);
	}
	return created(q, r, id, url_roadmap_show(c, q->subject));
}

enum result
web_usual_theme_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, theme_add_usual(c, q->subject), url_roadmap_show(c, q->subject));
}

enum result
web_theme_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct roadmap_view v = { 0 };
	struct theme_move_form f;
	struct theme t;
	enum result r = INVALID;

	if (!sql_theme_get(c, q->subject, &t))
		return NOT_FOUND;
	if (form_read(q, theme_move_form, &f))
		r = theme_move(c, q->subject, &f);
	if (r == INVALID && roadmap_fill(c, t.relationship, &v) == OK)
		return show_invalid(q, r, roadmap_show, &v);
	return changed(q, r, url_roadmap_show(c, t.relationship));
}

enum result
web_theme_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct theme t;

	if (!sql_theme_get(c, q->subject, &t))
		return NOT_FOUND;
	return changed(q, theme_remove(c, q->subject), url_roadmap_show(c, t.relationship));
}
