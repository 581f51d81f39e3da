/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/follow/follow.h"
#include "features/follow/follow.html.h"

FORM_DEFINE(companion_form, COMPANION_FORM)
FORM_DEFINE(actions_form, ACTIONS_FORM)

enum result
web_companion_list(struct req *q)
{
	struct companion_list_view v = { sql_companion_of_peer(&q->ctx, q->ctx.who) };

	return show_many(q, companion_list, &v, companion, &v.rows);
}

static enum result
new_fill(struct req *q, struct companion_new_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_open(c, q->subject, &v->pair);
	struct people_found found;

	v->q = req_query(q, "q");
	v->count = "";
	if (r != OK)
		return r;
	v->full = sql_companion_of_owner(c, q->subject, c->who).n >= COMPANIONS_MOST;
	if (!*v->q) {
		v->people = companion_ideas(c, &v->pair);
		return OK;
	}
	people_find(c, &(struct people_query){ .q = v->q }, &found);
	v->people = companion_askable(c, &v->pair, &found.people);
	if (v->people.n)
		v->count = found.total > PEOPLE_ON_PAGE
				   ? tr(c, _("The first %d. More words find the one you mean."),
					     v->people.n)
				   : tr_n(c, "%d person", "%d people", v->people.n);
	return OK;
}

enum result
web_companion_new(struct req *q)
{
	struct companion_new_view v = { 0 };
	enum result r = new_fill(q, &v);

	if (r != OK)
		return r;
	form_show(companion_form, &v.form);
	return show_page(q, companion_new, &v);
}

enum result
web_companion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct companion_new_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, companion_form, &v.form))
		r = companion_invite(c, q->subject, v.form.peer, &id);
	if (r == INVALID && new_fill(q, &v) == OK)
		return show_invalid(q, r, companion_new, &v);
	return created(q, r, id, url_companion_show(c, id));
}

/* One's own open promises, to choose from. */
static struct option_rows
choices_of(struct ctx *c, const struct companion *x)
{
	struct commitment_rows all = sql_commitment_list(c, x->relationship, x->owner, "open");
	struct option_rows rows = { all.n, ARENA_ARRAY(c->mem, struct option, all.n) };

	for (int i = 0; i < all.n; i++)
		rows.v[i] = (struct option){ arena_printf(c->mem, "%lld", (long long)all.v[i].id),
			all.v[i].body };
	return rows;
}

static enum result
show_fill(struct ctx *c, int64_t companion, struct companion_view *v)
{
	if (!sql_companion_get(c, companion, &v->x))
		return NOT_FOUND;
	v->owner = v->x.owner == c->who;
	form_show(actions_form, &v->form);
	/* What was chosen is read by somebody else only after a yes. */
	if (v->owner || str_eq(v->x.state, "accepted"))
		v->all = sql_companion_action_list(c, companion);
	v->actions = (struct action_row_rows){ v->all.n,
		ARENA_ARRAY(c->mem, struct action_row, v->all.n) };
	v->form.commitment =
		(struct texts){ v->all.n, ARENA_ARRAY(c->mem, const char *, v->all.n) };
	for (int i = 0; i < v->all.n; i++) {
		const struct companion_action *a = &v->all.v[i];

		v->actions.v[i] = (struct action_row){ *a,
			str_eq(a->state, "open") && promise_late(c, a->due_on, a->owner_tz) };
		v->form.commitment.v[i] = arena_printf(c->mem, "%lld", (long long)a->id);
	}
	if (v->owner)
		v->choices = choices_of(c, &v->x);
	return OK;
}

enum result
web_companion_show(struct req *q)
{
	struct companion_view v = { 0 };
	enum result r = show_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, companion_show, &v, companion, &v.x);
}

enum result
web_action_list(struct req *q)
{
	struct companion_view v = { 0 };
	enum result r = show_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_many(q, companion_show, &v, companion_action, &v.all);
}

enum result
web_action_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct companion_view v = { 0 };
	struct actions_form f;
	enum result r = INVALID;

	if (form_read(q, actions_form, &f))
		r = companion_choose(c, q->subject, &f.commitment);
	if (r == INVALID && show_fill(c, q->subject, &v) == OK)
		return show_invalid(q, r, companion_show, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_companion_show(c, q->subject));
}

enum result
web_companion_acceptance_create(struct req *q)
{
	return changed(
		q, companion_accept(&q->ctx, q->subject), url_companion_show(&q->ctx, q->subject));
}

enum result
web_companion_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct companion x;

	if (!sql_companion_get(c, q->subject, &x))
		return NOT_FOUND;
	return changed(q, companion_end(c, q->subject),
		x.owner == c->who ? url_follow_show(c, x.relationship) : url_companion_list(c));
}
