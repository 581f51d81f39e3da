/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/trust/trust.h"
#include "features/programmes/asks.h"
#include "features/trust/trust.html.h"

FORM_DEFINE(pulse_form, PULSE_FORM)
FORM_DEFINE(growth_form, GROWTH_FORM)

static const char *
sentence(struct ctx *c, const char *prompt)
{
	return practice_field(practice_need("prompt", prompt), "text", c->lang->tag);
}

static struct option_rows
scale(struct ctx *c)
{
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, 5) };

	rows.v[rows.n++] = (struct option){ "1", _("1: not at all") };
	rows.v[rows.n++] = (struct option){ "2", "2" };
	rows.v[rows.n++] = (struct option){ "3", "3" };
	rows.v[rows.n++] = (struct option){ "4", "4" };
	rows.v[rows.n++] = (struct option){ "5", _("5: fully") };
	return rows;
}

static void
growth_fill(struct ctx *c, struct trust_view *v)
{
	struct growth_aim_rows rows = sql_growth_list(c, v->pair.r.id);

	form_show(growth_form, &v->growth);
	v->growth.body = "";
	v->theirs = "";
	for (int i = 0; i < rows.n; i++)
		*(rows.v[i].person == v->pair.me ? &v->growth.body : &v->theirs) = rows.v[i].body;
	form_watch(c, &v->growth);
}

/* What I said in the round that runs can be said anew: after a talk it may have changed. */
static void
again_fill(struct ctx *c, struct trust_view *v)
{
	static const char *const digits[] = { "", "1", "2", "3", "4", "5" };
	struct pulse_rows rows = sql_pulse_list(c, v->pair.r.id, c->who);

	form_show(pulse_form, &v->form);
	v->form.openness = v->form.respect = v->form.adapts = v->form.comfort = "";
	for (int i = 0; i < rows.n; i++) {
		const struct pulse *p = &rows.v[i];

		if (p->round != v->t.round || p->person != v->pair.me)
			continue;
		v->again = v->pair.active;
		v->form.openness = digits[p->openness];
		v->form.respect = digits[p->respect];
		v->form.adapts = digits[p->adapts];
		v->form.comfort = digits[p->comfort];
	}
}

/* A round of which there is nothing to tell is not shown. */
static void
rounds_leave_empty(struct trust_round_rows *rounds)
{
	int n = 0;

	for (int i = 0; i < rounds->n; i++)
		if (rounds->v[i].planned || rounds->v[i].mine_due || rounds->v[i].theirs_due ||
			rounds->v[i].mine > 0 || rounds->v[i].theirs > 0)
			rounds->v[n++] = rounds->v[i];
	rounds->n = n;
}

static enum result
view_fill(struct req *q, struct trust_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->t = trust_figures(c, &v->pair);
	v->lines = pulse_lines(c, &v->pair);
	v->rounds = trust_rounds(c, &v->pair);
	v->openness = sentence(c, PRACTICE_PROMPT_PULSE_OPENNESS);
	v->respect = sentence(c, PRACTICE_PROMPT_PULSE_RESPECT);
	v->adapts = sentence(c, PRACTICE_PROMPT_PULSE_ADAPTS);
	v->comfort = sentence(c, PRACTICE_PROMPT_PULSE_COMFORT);
	v->scale = scale(c);
	v->weeks = (threshold(c, v->pair.r.programme, PRACTICE_THRESHOLD_PULSE_EVERY) + 3) / 7;
	for (int i = 0; i < v->lines.n; i++)
		v->talk = v->talk || *v->lines.v[i].talk;
	if (v->lines.n)
		v->empathy = v->lines.v[v->lines.n - 1].mine + v->lines.v[v->lines.n - 1].theirs;
	v->waiting =
		v->rounds.v[v->rounds.n - 1].mine > 0 && v->rounds.v[v->rounds.n - 1].theirs < 0;
	again_fill(c, v);
	rounds_leave_empty(&v->rounds);
	growth_fill(c, v);
	return OK;
}

enum result
web_trust_show(struct req *q)
{
	struct trust_view v = { 0 };
	enum result r = view_fill(q, &v);

	return r == OK ? show_one(q, trust_page, &v, trust, &v.t) : r;
}

enum result
web_pulse_list(struct req *q)
{
	struct trust_view v = { 0 };
	struct pulse_rows rows;
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	rows = sql_pulse_list(&q->ctx, q->subject, q->ctx.who);
	return show_many(q, trust_page, &v, pulse, &rows);
}

enum result
web_pulse_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct trust_view v = { 0 };
	struct pulse_form f;
	enum result r = INVALID;

	if (form_read(q, pulse_form, &f))
		r = pulse_answer(c, q->subject, &f);
	if (r == INVALID && view_fill(q, &v) == OK) {
		v.form = f;
		v.t.due = true;
		v.again = false;
		return show_invalid(q, r, trust_page, &v);
	}
	return changed(q, r, url_trust_show(c, q->subject));
}

enum result
web_growth_list(struct req *q)
{
	struct trust_view v = { 0 };
	struct growth_aim_rows rows;
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	rows = sql_growth_list(&q->ctx, q->subject);
	return show_many(q, trust_page, &v, growth_aim, &rows);
}

enum result
web_growth_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct trust_view v = { 0 };
	struct growth_form f;
	enum result r = INVALID, there = view_fill(q, &v);

	if (there != OK)
		return there;
	if (form_read(q, growth_form, &f)) {
		r = form_settle(q, &f, &v.growth);
		if (r == OK)
			r = growth_save(c, q->subject, f.body);
	}
	if (c->problems) {
		v.growth = f;
		return show_invalid(q, r, trust_page, &v);
	}
	return changed(q, r, url_trust_show(c, q->subject));
}
