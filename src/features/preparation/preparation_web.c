/* SPDX-License-Identifier: Apache-2.0 */
#include "features/preparation/preparation.h"

#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/preparation/preparation.html.h"

FORM_DEFINE(preparation_form, PREPARATION_FORM)

/* What person has answered to question, of the rows that the reader may see. */
static const char *
body_of(const struct preparation_answer_rows *rows, int64_t person, const char *question)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].person == person && str_eq(rows->v[i].question, question))
			return rows->v[i].body;
	return "";
}

/* The questions of my role in their written order, with what may be read. */
static void
questions_fill(
	struct ctx *c, const struct preparation_answer_rows *rows, struct preparation_view *v)
{
	const struct practice_kind *prompts = practice_kind("prompt");

	v->questions.v = ARENA_ARRAY(c->mem, struct preparation_question, prompts->count);
	for (size_t i = 0; i < prompts->count; i++) {
		const struct practice_item *it = &prompts->items[i];
		bool asked = practice_suits(it, v->pair.my_role, "pre-work");

		/* The form has a place for each of those that ship, and for no others. */
		if (!str_starts(it->id, "prework-") || it->copy_of || (!asked && !v->open))
			continue;
		v->questions.v[v->questions.n++] = (struct preparation_question){
			.id = it->id,
			.name = it->id + strlen("prework-"),
			.text = practice_field(it, "text", c->lang->tag),
			.hint = pair_hint(c, &v->pair, it),
			.mine = body_of(rows, v->pair.me, it->id),
			.theirs = body_of(rows, v->pair.partner, it->id),
		};
	}
}

static enum result
view_fill(struct req *q, struct preparation_view *v, struct preparation_answer_rows *rows)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	preparation_state(c, &v->pair, &v->state);
	v->mentor = str_eq(v->pair.my_role, "mentor");
	v->open = v->state.mine && v->state.theirs;
	v->editing = v->pair.active && (!v->state.mine || *req_query(q, "edit"));
	if (v->editing)
		v->lessons = preparation_lessons(c, q->subject);
	*rows = sql_preparation_list(c, q->subject, c->who);
	questions_fill(c, rows, v);
	for (int i = 0; i < v->questions.n; i++)
		v->wrote = v->wrote || *v->questions.v[i].mine;
	return OK;
}

/* The answers so far, as the form shows them. */
static void
form_fill(struct ctx *c, struct preparation_view *v, const struct preparation_answer_rows *rows)
{
	int64_t me = v->pair.me;

	form_show(preparation_form, &v->form);
	v->form.wants = body_of(rows, me, "prework-wants");
	v->form.brings = body_of(rows, me, "prework-brings");
	v->form.expects = body_of(rows, me, "prework-expects");
	v->form.gains = body_of(rows, me, "prework-gains");
	form_watch(c, &v->form);
}

enum result
web_preparation_show(struct req *q)
{
	struct preparation_view v = { 0 };
	struct preparation_answer_rows rows;
	enum result r = view_fill(q, &v, &rows);

	if (r != OK)
		return r;
	form_fill(&q->ctx, &v, &rows);
	return show_many(q, preparation, &v, preparation_answer, &rows);
}

/* The form came back wrong: the page again, with what was typed. */
static enum result
again(struct req *q, enum result r, const struct preparation_form *typed)
{
	struct preparation_view v = { 0 };
	struct preparation_answer_rows rows;

	if (view_fill(q, &v, &rows) != OK)
		return r;
	v.form = *typed;
	v.editing = true;
	return show_invalid(q, r, preparation, &v);
}

/* Two windows: nothing that was written in the other one is lost. */
static enum result
settle(struct req *q, struct preparation_form *f)
{
	struct preparation_view v = { 0 };
	struct preparation_answer_rows rows;
	enum result r = view_fill(q, &v, &rows);

	if (r != OK)
		return r;
	form_fill(&q->ctx, &v, &rows);
	return form_settle(q, f, &v.form);
}

enum result
web_preparation_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct preparation_form f;
	enum result r;

	if (!form_read(q, preparation_form, &f))
		return again(q, INVALID, &f);
	r = settle(q, &f);
	if (r == CONFLICT)
		return again(q, r, &f);
	if (r == OK)
		r = preparation_save(c, q->subject, &f);
	if (r == OK && !q->json)
		flash(q, _("Saved. Only you can read it so far."));
	return changed(q, r, url_preparation_show(c, q->subject));
}

enum result
web_readiness_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct preparation_form f;
	enum result r;

	if (!form_read(q, preparation_form, &f))
		return again(q, INVALID, &f);
	r = settle(q, &f);
	if (r == CONFLICT)
		return again(q, r, &f);
	if (r == OK)
		r = preparation_finish(c, q->subject, &f);
	if (r == INVALID)
		return again(q, r, &f);
	return changed(q, r, url_preparation_show(c, q->subject));
}
