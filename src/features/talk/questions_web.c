/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/notices/notices.h"
#include "features/talk/library.h"
#include "features/talk/talk.html.h"

FORM_DEFINE(question_form, QUESTION_FORM)
FORM_DEFINE(answer_form, ANSWER_FORM)
FORM_DEFINE(heard_form, HEARD_FORM)
FORM_DEFINE(meant_form, MEANT_FORM)

static const char *
tip(struct ctx *c, const char *prompt)
{
	return practice_field(practice_need("prompt", prompt), "text", c->lang->tag);
}

static enum result
list_fill(struct req *q, struct question_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t relationship = q->subject;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->open = sql_question_list(c, relationship, "open", TALK_OPEN, 0);
	paging_read(q, TALK_ON_PAGE, &v->pages);
	v->answered = sql_question_list(
		c, relationship, "answered", v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_question_count(c, relationship, "answered"), &v->pages);
	form_show(question_form, &v->form);
	v->asks = question_ideas(c, &v->pair) != GATE_OFF;
	v->form.form.needs = question_ideas(c, &v->pair) == GATE_REQUIRE ? "ideas" : NULL;
	return OK;
}

enum result
web_question_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct question_list_view v = { 0 };
	struct question_rows all;
	enum result r = list_fill(q, &v);

	if (r != OK)
		return r;
	v.form.body = library_text(c, q->subject, req_query(q, "ask"), req_query_int(q, "own", 0));
	v.form.ideas = "";
	if (!q->json)
		return show_page(q, question_list, &v);
	paging_read(q, ROWS_OF_JSON, &v.pages);
	all = sql_question_list(c, q->subject, "", v.pages.size, paging_offset(&v.pages));
	return show_many(q, question_list, &v, question, &all);
}

enum result
web_question_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct question_list_view v = { 0 };
	struct question_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, question_form, &f)) {
		/* Looked at once more before it leaves; a program means what it says. */
		if (!q->json && !f.sure)
			v.hints = wording_hints(c, "question", f.body);
		if (v.hints.n && list_fill(q, &v) == OK) {
			f.form.needs = v.form.form.needs;
			v.form = f;
			return show_page(q, question_list, &v);
		}
		r = question_ask(c, q->subject, &f, &id);
	}
	if (r == INVALID && list_fill(q, &v) == OK) {
		f.form.needs = v.form.form.needs;
		v.form = f;
		return show_invalid(q, r, question_list, &v);
	}
	return created(q, r, id, url_question_list(c, q->subject));
}

static enum result
question_fill(struct ctx *c, int64_t id, struct asked_view *v)
{
	enum result r;

	if (!sql_question_get(c, id, &v->q))
		return NOT_FOUND;
	r = pair_get(c, v->q.relationship, &v->pair);
	if (r != OK)
		return r;
	v->mine = v->q.person == c->who;
	v->locked =
		!v->q.ideas_read_at && *v->q.ideas && question_ideas(c, &v->pair) == GATE_REQUIRE;
	v->tip = tip(c, PRACTICE_PROMPT_IDEAS_FIRST);
	form_show(answer_form, &v->form);
	v->form.answer = v->q.answer;
	form_watch(c, &v->form);
	return OK;
}

enum result
web_question_show(struct req *q)
{
	struct asked_view v = { 0 };
	enum result r = question_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_one(q, question_show, &v, question, &v.q) : r;
}

enum result
web_question_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct question x;

	if (!sql_question_get(c, q->subject, &x))
		return NOT_FOUND;
	return changed(q, question_take_back(c, q->subject), url_question_list(c, x.relationship));
}

enum result
web_ideas_reading_create(struct req *q)
{
	return changed(
		q, question_read(&q->ctx, q->subject), url_question_show(&q->ctx, q->subject));
}

enum result
web_question_answer_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct asked_view v = { 0 };
	struct answer_form f;
	enum result r = INVALID, there = question_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	if (form_read(q, answer_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = question_answer(c, q->subject, f.answer);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, question_show, &v);
	}
	return changed(q, r, url_question_show(c, q->subject));
}

enum result
web_question_talk_create(struct req *q)
{
	return changed(
		q, question_talked(&q->ctx, q->subject), url_question_show(&q->ctx, q->subject));
}

/* ---- what was heard ---- */

static enum result
heard_list_fill(struct req *q, struct heard_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t relationship = q->subject;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : TALK_ON_PAGE, &v->pages);
	v->items = sql_heard_list(c, relationship, v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_heard_count(c, relationship), &v->pages);
	v->tip = tip(c, PRACTICE_PROMPT_WHAT_I_HEARD);
	form_show(heard_form, &v->form);
	return OK;
}

enum result
web_heard_list(struct req *q)
{
	struct heard_list_view v = { 0 };
	enum result r = heard_list_fill(q, &v);

	if (r != OK)
		return r;
	v.form.body = "";
	return show_many(q, heard_list, &v, heard, &v.items);
}

enum result
web_heard_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct heard_list_view v = { 0 };
	struct heard_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, heard_form, &f))
		r = heard_say(c, q->subject, f.body, &id);
	if (r == INVALID && heard_list_fill(q, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, heard_list, &v);
	}
	return created(q, r, id, url_heard_list(c, q->subject));
}

static enum result
heard_fill(struct ctx *c, int64_t id, struct heard_view *v)
{
	enum result r;

	if (!sql_heard_get(c, id, &v->h))
		return NOT_FOUND;
	r = pair_get(c, v->h.relationship, &v->pair);
	if (r != OK)
		return r;
	v->mine = v->h.person == c->who;
	form_show(meant_form, &v->form);
	v->form.meant = v->h.meant;
	form_watch(c, &v->form);
	return OK;
}

enum result
web_heard_show(struct req *q)
{
	struct heard_view v = { 0 };
	enum result r = heard_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_one(q, heard_show, &v, heard, &v.h) : r;
}

enum result
web_heard_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct heard_view v = { 0 };
	struct meant_form f;
	enum result r = INVALID, there = heard_fill(c, q->subject, &v);

	if (there != OK)
		return there;
	if (form_read(q, meant_form, &f)) {
		r = form_settle(q, &f, &v.form);
		if (r == OK)
			r = heard_answer(c, q->subject, f.meant);
	}
	if (c->problems) {
		v.form = f;
		return show_invalid(q, r, heard_show, &v);
	}
	return changed(q, r, url_heard_show(c, q->subject));
}
