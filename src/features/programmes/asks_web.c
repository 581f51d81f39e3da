/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/asks.h"
#include "features/programmes/asks.html.h"

const char *
fmt_gate_mode(struct ctx *c, const char *mode)
{
	return str_eq(mode, "require")	? _("Require")
	       : str_eq(mode, "remind") ? _("Remind")
					: _("Leave it to them");
}

static enum result
asks_fill(struct req *q, struct ask_list_view *v)
{
	struct ctx *c = &q->ctx;
	struct programme p;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v->programme = q->subject;
	v->name = p.name;
	v->gates = gate_asks(c, &p);
	v->wrong_gate = v->wrong = v->chosen = v->now = "";
	return OK;
}

enum result
web_gate_list(struct req *q)
{
	struct ask_list_view v = { 0 };
	enum result r = asks_fill(q, &v);

	return r == OK ? show_many(q, ask_list, &v, gate_ask, &v.gates) : r;
}

static const struct gate_ask *
gate_of(const struct ask_list_view *v, const char *id)
{
	for (int i = 0; i < v->gates.n; i++)
		if (str_eq(v->gates.v[i].id, id))
			return &v->gates.v[i];
	return NULL;
}

/* As JSON one of them; people see it among the others. */
enum result
web_gate_show(struct req *q)
{
	struct ask_list_view v = { 0 };
	enum result r = asks_fill(q, &v);
	const struct gate_ask *g;

	if (r != OK)
		return r;
	if (!(g = gate_of(&v, q->words[0])))
		return NOT_FOUND;
	return q->json ? show_json(q, gate_ask, g)
		       : changed(q, OK, url_gate_list(&q->ctx, q->subject));
}

/* Where another manager has decided otherwise meanwhile. */
static enum result
gate_settle(struct req *q, struct ask_list_view *v, const struct gate_ask *g, struct gate_form *f)
{
	struct ctx *c = &q->ctx;

	f->mode = text_settle(q, "mode", f->mode, g->mode);
	if (!c->problems)
		return OK;
	v->wrong_gate = g->id;
	v->wrong = problem_of(c, "mode");
	v->chosen = f->mode;
	v->now = fmt_gate_mode(c, g->mode);
	return CONFLICT;
}

enum result
web_gate_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ask_list_view v = { 0 };
	const struct gate_ask *g;
	struct gate_form f;
	enum result r = asks_fill(q, &v);

	if (r != OK)
		return r;
	if (!(g = gate_of(&v, q->words[0])))
		return NOT_FOUND;
	r = form_read(q, gate_form, &f) ? gate_settle(q, &v, g, &f) : INVALID;
	if (r == OK)
		r = gate_set(c, q->subject, q->words[0], f.mode);
	if (c->problems)
		return show_invalid(q, r, ask_list, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved. It holds from now on."));
	return changed(q, r, url_gate_list(c, q->subject));
}
