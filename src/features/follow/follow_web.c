/* SPDX-License-Identifier: Apache-2.0 */
#include "features/follow/follow.h"

#include "engine/i18n/i18n.h"
#include "features/follow/follow.html.h"

FORM_DEFINE(promise_form, PROMISE_FORM)

static enum result
follow_fill(struct ctx *c, int64_t relationship, struct follow_view *v)
{
	const struct pair *p = &v->pair;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->rates = (struct follow_rate_rows){ 2, ARENA_ARRAY(c->mem, struct follow_rate, 2) };
	v->rates.v[0] = follow_rate_of(c, relationship, p->me, p->my_name);
	v->rates.v[1] = follow_rate_of(c, relationship, p->partner, p->partner_name);
	v->parts = (struct participation_rows){ 2, ARENA_ARRAY(c->mem, struct participation, 2) };
	v->parts.v[0] = participation_of(c, relationship, p->me, p->my_name);
	v->parts.v[1] = participation_of(c, relationship, p->partner, p->partner_name);
	v->companions = sql_companion_of_owner(c, relationship, p->me);
	return OK;
}

enum result
web_follow_show(struct req *q)
{
	struct follow_view v = { 0 };
	enum result r = follow_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_many(q, follow_show, &v, follow_rate, &v.rates);
}

enum result
web_participation_list(struct req *q)
{
	struct follow_view v = { 0 };
	enum result r = follow_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_many(q, follow_show, &v, participation, &v.parts);
}

/* ---- one's own promise ---- */

static enum result
promise_fill(struct ctx *c, int64_t commitment, struct promise_edit_view *v)
{
	if (!sql_commitment_get(c, commitment, &v->k))
		return NOT_FOUND;
	v->form = (struct promise_form){ .due_on = v->k.due_on, .confidence = v->k.confidence };
	form_show(promise_form, &v->form);
	form_watch(c, &v->form);
	return pair_open(c, v->k.relationship, &v->pair);
}

enum result
web_commitment_show(struct req *q)
{
	struct promise_edit_view v = { 0 };
	enum result r = promise_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, promise_edit, &v, commitment, &v.k);
}

enum result
web_commitment_edit(struct req *q)
{
	struct promise_edit_view v = { 0 };
	enum result r = promise_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_page(q, promise_edit, &v);
}

enum result
web_commitment_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct promise_edit_view v = { 0 };
	struct promise_form now;
	enum result r = INVALID, there = promise_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	now = v.form;
	if (form_read(q, promise_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = promise_change(c, q->subject, &v.form);
	}
	if (c->problems)
		return show_invalid(q, r, promise_edit, &v);
	return changed(q, r, url_commitment_list(c, v.pair.r.id));
}
