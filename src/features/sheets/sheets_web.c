/* SPDX-License-Identifier: Apache-2.0 */
#include "features/sheets/sheets.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/sheets/sheets.html.h"

FORM_DEFINE(sheet_form, SHEET_FORM)

enum result
web_sheet_list(struct req *q)
{
	struct sheet_lines_view v = { 0 };
	enum result r = pair_get(&q->ctx, q->subject, &v.pair);

	if (r != OK)
		return r;
	v.lines = sheet_lines(&q->ctx, &v.pair);
	return show_many(q, sheet_lines, &v, sheet_line, &v.lines);
}

enum result
sheet_view_read(struct req *q, const struct practice_item *sheet, struct sheet_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	if (!sheet_is_theirs(&v->pair, sheet))
		return NOT_FOUND;
	v->id = sheet->id;
	v->name = practice_field(sheet, "name", c->lang->tag);
	v->about = practice_field(sheet, "about", c->lang->tag);
	v->opens = practice_field(sheet, "opens", "");
	sheet_state(c, &v->pair, sheet->id, &v->state);
	v->questions = sheet_questions(c, &v->pair, sheet);
	v->open = v->state.mine && v->state.theirs;
	for (int i = 0; i < v->questions.n; i++) {
		struct sheet_question *x = &v->questions.v[i];

		v->theirs = v->theirs || *x->theirs;
		v->wrote = v->wrote || *x->mine;
		x->was = text_mark(c, x->mine);
		x->share_was = text_mark(c, x->shared ? "1" : "");
		x->now = "";
	}
	v->editing = (v->pair.active || sheet_is_late(sheet)) && v->state.asked &&
		     (!str_eq(v->opens, "ready") || !v->state.mine || *req_query(q, "edit"));
	return OK;
}

/* The sheet of the address, as the two see it. NOT_FOUND if the practice has none of that name. */
static enum result
view_fill(struct req *q, struct sheet_view *v, const struct practice_item **ret_sheet)
{
	*ret_sheet = practice_find("sheet", q->words[0]);
	return *ret_sheet ? sheet_view_read(q, *ret_sheet, v) : NOT_FOUND;
}

enum result
web_sheet_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *sheet;
	struct sheet_view v = { 0 };
	struct sheet_answer_rows rows;
	enum result r = view_fill(q, &v, &sheet);

	if (r != OK)
		return r;
	rows = sql_sheet_answer_list(c, q->subject, sheet->id, c->who);
	return show_many(q, sheet_show, &v, sheet_answer, &rows);
}

/* What was typed to one question. A form always sends every text; a program may send some of them. */
static void
answer_read(struct req *q, struct sheet_question *x)
{
	struct ctx *c = &q->ctx;
	const char *typed = req_value(q, x->name), *kept = x->mine, *wrong = NULL, *clean;
	bool was_shared = x->shared;

	if (!x->asked)
		return;
	if (typed) {
		clean = text_clean(c, FIELD_LONG, typed, strlen(typed), &wrong);
		x->mine = clean ? clean : typed;
		if (clean && utf8_length(clean) > SHEET_ANSWER_MAX)
			wrong = tr(c, _("Use at most %d characters."), SHEET_ANSWER_MAX);
		if (wrong) {
			invalid_at(c, x->name, x->text, wrong);
			x->was = text_mark_sent(q, x->name, kept);
		} else
			x->mine = text_settle(q, x->name, clean, kept);
		if (!wrong && problem_of(c, x->name))
			x->now = *kept ? kept : _("(nothing)");
		x->shared = false;
	}
	if (req_value(q, x->share))
		x->shared = !str_eq(req_value(q, x->share), "false");
	/* A tick of another window stays, unless something else was written here: whoever writes is told by this
	 * page who reads it. */
	if (str_eq(x->mine, kept))
		x->shared = *text_settle(q, x->share, x->shared ? "1" : "", was_shared ? "1" : "");
}

enum result
sheet_view_keep(struct req *q, const struct practice_item *sheet, struct sheet_view *v, bool ready)
{
	struct ctx *c = &q->ctx;
	enum result r;

	for (int i = 0; i < v->questions.n; i++)
		answer_read(q, &v->questions.v[i]);
	r = c->problems ? INVALID : OK;
	for (int i = 0; i < v->questions.n && c->problems; i++)
		r = *v->questions.v[i].now ? CONFLICT : r;
	if (r == OK)
		r = sheet_save(c, q->subject, sheet, &v->questions, ready);
	for (int i = 0; i < v->questions.n; i++)
		if (problem_of(c, v->questions.v[i].name))
			v->questions.v[i].wrong = problem_of(c, v->questions.v[i].name);
	v->editing = v->editing || c->problems;
	return r;
}

static enum result
keep(struct req *q, bool ready)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *sheet;
	struct sheet_view v = { 0 };
	enum result r = view_fill(q, &v, &sheet);

	if (r != OK)
		return r;
	form_read(q, sheet_form, &v.form);
	r = sheet_view_keep(q, sheet, &v, ready);
	if (c->problems)
		return show_invalid(q, r, sheet_show, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_sheet_show(c, q->subject, q->words[0]));
}

enum result
web_sheet_update(struct req *q)
{
	return keep(q, false);
}

enum result
web_sheet_readiness_create(struct req *q)
{
	return keep(q, true);
}
