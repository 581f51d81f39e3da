/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/circles/circles.h"
#include "features/circles/circles.html.h"
#include "features/programmes/programmes.h"

/* ---- what is offered ---- */

static void
topics_fill(struct ctx *c, int64_t programme, struct circle_topic_list_view *v)
{
	const struct option alikes[] = {
		{ "any", _("It does not matter who is in a circle") },
		{ "unit", _("People of different units") },
		{ "level", _("People of different levels") },
	};

	v->programme = programme;
	v->name = sql_programme_name(c, programme);
	v->topics = sql_circle_topic_list(c, programme);
	v->asked = sql_circle_asked(c, programme, ASKED_SHOWN);
	v->alikes = (struct option_rows){ 3, arena_memdup(c->mem, alikes, sizeof alikes) };
}

static void
mixture_fill(struct ctx *c, struct circle_topic_list_view *v)
{
	struct mixture m = { .alike = "" };

	sql_circle_mixture(c, v->programme, &m);
	form_show(mixture_form, &v->mixture);
	v->mixture.alike = *m.alike ? m.alike : "any";
	v->mixture.alike_most = m.alike_most;
	form_watch(c, &v->mixture);
}

/* As JSON what was chosen alone; people see it beside the topics. */
enum result
web_mixture_show(struct req *q)
{
	struct mixture m = { .alike = "" };

	if (!q->json)
		return changed(q, OK, url_circle_topic_list(&q->ctx, q->subject));
	sql_circle_mixture(&q->ctx, q->subject, &m);
	m.alike = *m.alike ? m.alike : "any";
	return show_json(q, mixture, &m);
}

static void
form_fill(struct circle_topic_list_view *v)
{
	form_show(circle_topic_form, &v->form);
	v->form.name = "";
	v->form.least = CIRCLE_LEAST;
	v->form.most = CIRCLE_MOST;
}

enum result
web_circle_topic_list(struct req *q)
{
	struct circle_topic_list_view v = { 0 };

	topics_fill(&q->ctx, q->subject, &v);
	mixture_fill(&q->ctx, &v);
	form_fill(&v);
	return show_many(q, circle_topic_list, &v, circle_topic, &v.topics);
}

enum result
web_circle_topic_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct circle_topic_list_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, circle_topic_form, &v.form))
		r = circle_topic_offer(c, q->subject, &v.form, &id);
	if (r == INVALID) {
		topics_fill(c, q->subject, &v);
		mixture_fill(c, &v);
		return show_invalid(q, r, circle_topic_list, &v);
	}
	return created(q, r, id, url_circle_topic_list(c, q->subject));
}

static enum result
edit_fill(struct req *q, struct circle_topic_edit_view *v)
{
	v->programme = q->subject;
	v->name = sql_programme_name(&q->ctx, q->subject);
	if (!sql_circle_topic_get(&q->ctx, q->subject, q->ids[1], &v->t))
		return NOT_FOUND;
	form_show(circle_size_form, &v->form);
	v->form.least = v->t.least;
	v->form.most = v->t.most;
	return OK;
}

enum result
web_circle_topic_edit(struct req *q)
{
	struct circle_topic_edit_view v = { 0 };
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	form_watch(&q->ctx, &v.form);
	return show_one(q, circle_topic_edit, &v, circle_topic, &v.t);
}

enum result
web_circle_topic_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct circle_topic_edit_view v = { 0 };
	struct circle_size_form now;
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	now = v.form;
	r = form_read(q, circle_size_form, &v.form) ? form_settle(q, &v.form, &now) : INVALID;
	if (r == OK)
		r = circle_topic_resize(c, q->subject, q->ids[1], &v.form);
	if (c->problems)
		return show_invalid(q, r, circle_topic_edit, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_circle_topic_list(c, q->subject));
}

enum result
web_circle_topic_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = circle_topic_withdraw(c, q->subject, q->ids[1]);

	if (r == OK && !q->json)
		flash(q, _("It is not on offer any more. Add it again if that was a mistake."));
	return changed(q, r, url_circle_topic_list(c, q->subject));
}

enum result
web_mixture_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct circle_topic_list_view v = { .programme = q->subject };
	struct mixture_form now;
	enum result r = INVALID;

	mixture_fill(c, &v);
	now = v.mixture;
	if (form_read(q, mixture_form, &v.mixture)) {
		r = form_settle(q, &v.mixture, &now);
		if (r == OK)
			r = mixture_set(c, q->subject, &v.mixture);
	}
	if (c->problems) {
		topics_fill(c, q->subject, &v);
		form_fill(&v);
		return show_invalid(q, r, circle_topic_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_circle_topic_list(c, q->subject));
}

/* ---- what runs ---- */

enum result
web_circle_list(struct req *q)
{
	struct circle_list_view v = { .programme = q->subject };

	v.name = sql_programme_name(&q->ctx, q->subject);
	v.circles = sql_circle_list(&q->ctx, q->subject);
	return show_many(q, circle_list, &v, circle, &v.circles);
}

enum result
web_circle_show(struct req *q)
{
	struct circle_view v = { .member = q->standing & STANDING_PARTICIPANT };

	if (!sql_circle_get(&q->ctx, q->subject, &v.k))
		return NOT_FOUND;
	v.active = str_eq(v.k.state, "active");
	v.members = sql_circle_members(&q->ctx, q->subject);
	return show_many(q, circle_show, &v, circle_member, &v.members);
}

enum result
web_departure_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = circle_leave(c, q->subject);

	if (r == OK && !q->json)
		flash(q, _("You have left the circle. You stay in the programme and wait for "
			   "another one."));
	return changed(q, r, url_home_show(c));
}
