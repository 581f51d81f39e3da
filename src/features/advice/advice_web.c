/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/advice/advice.h"
#include "features/advice/advice.html.h"
#include "features/programmes/asks.h"
#include "features/notices/notices.h"
#include "features/talk/talk.h"

FORM_DEFINE(advice_form, ADVICE_FORM)
FORM_DEFINE(tried_form, TRIED_FORM)
FORM_DEFINE(mode_form, MODE_FORM)

static enum result
list_fill(struct req *q, struct advice_list_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : ADVICE_ON_PAGE, &v->pages);
	v->items = sql_advice_list(c, q->subject, advice_old_day(c, v->pair.r.programme),
		v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_advice_count(c, q->subject), &v->pages);
	v->days = threshold(c, v->pair.r.programme, PRACTICE_THRESHOLD_ADVICE_UNTRIED);
	v->tries = v->pair.active && !str_eq(v->pair.my_role, "mentor");
	v->skills = skill_options(c, &v->pair);
	for (int i = 0; i < v->items.n; i++) {
		v->old += v->items.v[i].old;
		v->open += !v->items.v[i].old && str_eq(v->items.v[i].state, "open");
		v->done += !str_eq(v->items.v[i].state, "open");
	}
	return OK;
}

/* The answer to a question can be kept as advice: it is in the form already. */
static void
form_begin(struct req *q, struct advice_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t question = req_query_int(q, "question", 0);
	struct question asked;

	form_show(advice_form, &v->form);
	v->form.body = "";
	v->form.given_on = today_on(c);
	v->form.skill = "";
	if (!question || !sql_question_get(c, question, &asked) || asked.relationship != q->subject)
		return;
	v->form.question = question;
	v->form.body = asked.answer;
}

enum result
web_advice_list(struct req *q)
{
	struct advice_list_view v = { 0 };
	enum result r = list_fill(q, &v);

	if (r != OK)
		return r;
	form_begin(q, &v);
	return show_many(q, advice_list, &v, advice, &v.items);
}

enum result
web_advice_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct advice_list_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, advice_form, &v.form))
		r = advice_note(c, q->subject, &v.form, &id);
	if (r == INVALID && list_fill(q, &v) == OK)
		return show_invalid(q, r, advice_list, &v);
	return created(q, r, id, url_advice_list(c, q->subject));
}

static enum result
show_fill(struct req *q, struct advice_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r;

	if (!sql_advice_get(c, q->subject, "", &v->a))
		return NOT_FOUND;
	r = pair_get(c, v->a.relationship, &v->pair);
	if (r != OK)
		return r;
	v->a.old = str_eq(v->a.state, "open") &&
		   strcmp(v->a.given_on, advice_old_day(c, v->pair.r.programme)) <= 0;
	v->tries = v->pair.active && !str_eq(v->pair.my_role, "mentor");
	v->mine = v->pair.active && v->a.person == c->who;
	form_show(tried_form, &v->form);
	v->form.result = v->a.result;
	v->form.tried_on = *v->a.tried_on ? v->a.tried_on : today_on(c);
	form_watch(c, &v->form);
	return OK;
}

enum result
web_advice_show(struct req *q)
{
	struct advice_view v = { 0 };
	enum result r = show_fill(q, &v);

	if (r != OK)
		return r;
	return show_one(q, advice_show, &v, advice, &v.a);
}

/* Back to the list, with a word about what happened. */
static enum result
done(struct req *q, enum result r, int64_t relationship, const char *said)
{
	if (r == OK && !q->json)
		flash(q, said);
	return changed(q, r, url_advice_list(&q->ctx, relationship));
}

enum result
web_advice_tried_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct advice_view v = { 0 };
	struct tried_form f;
	enum result r = INVALID, there = show_fill(q, &v);

	if (there != OK)
		return there;
	if (form_read(q, tried_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = advice_try(c, q->subject, &f);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, advice_show, &v);
	}
	return done(q, r, v.pair.r.id,
		tr(c, _("Kept. %s can read what became of it."),
			fmt_first(c, v.pair.partner_name)));
}

static enum result
move(struct req *q, enum result (*verb)(struct ctx *c, int64_t advice), const char *said)
{
	struct advice_place a;

	if (!sql_advice_place(&q->ctx, q->subject, &a))
		return NOT_FOUND;
	return done(q, verb(&q->ctx, q->subject), a.relationship, said);
}

enum result
web_advice_tried_delete(struct req *q)
{
	struct ctx *c = &q->ctx;

	return move(q, advice_again, _("Open again."));
}

enum result
web_advice_aside_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return move(q, advice_aside, _("Laid aside. Not all advice fits."));
}

enum result
web_advice_delete(struct req *q)
{
	struct ctx *c = &q->ctx;

	return move(q, advice_remove, _("Taken away."));
}

/* ---- how the two work ---- */

static enum result
mode_fill(struct req *q, struct mode_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_kind *all = practice_kind("mode");
	enum result r = pair_get(c, q->subject, &v->pair);
	struct mode_chosen m = { .by_name = "" };

	if (r != OK)
		return r;
	sql_mode_chosen(c, q->subject, &m);
	v->m = (struct pair_mode){ q->subject, v->pair.r.mode, mode_name(c, &v->pair), m.by_name,
		m.mode_at };
	v->differences = differences_read(c);
	v->tools = mode_tools(c, &v->pair);
	v->modes.v = ARENA_ARRAY(c->mem, struct option, all->count);
	for (size_t i = 0; i < all->count; i++)
		v->modes.v[v->modes.n++] = (struct option){ .value = all->items[i].id,
			.label = tr(c, _("%s: %s"),
				practice_field(&all->items[i], "name", c->lang->tag),
				practice_field(&all->items[i], "text", c->lang->tag)) };
	return OK;
}

static void
mode_form_fill(const struct pair *p, struct mode_form *f)
{
	form_show(mode_form, f);
	f->mode = p->r.mode;
}

enum result
web_mode_show(struct req *q)
{
	struct mode_view v = { 0 };
	enum result r = mode_fill(q, &v);

	if (r != OK)
		return r;
	mode_form_fill(&v.pair, &v.form);
	form_watch(&q->ctx, &v.form);
	return show_one(q, mode_show, &v, pair_mode, &v.m);
}

enum result
web_mode_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mode_view v = { 0 };
	struct mode_form now;
	enum result r = mode_fill(q, &v);

	if (r != OK)
		return r;
	mode_form_fill(&v.pair, &now);
	r = form_read(q, mode_form, &v.form) ? form_settle(q, &v.form, &now) : INVALID;
	if (r == OK)
		r = mode_choose(c, q->subject, v.form.mode);
	if (c->problems)
		return show_invalid(q, r, mode_show, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved. What fits stands first now; nothing else is gone."));
	return changed(q, r, url_together_list(c, q->subject));
}
