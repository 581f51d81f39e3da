/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/concerns/concerns.h"
#include "features/concerns/concerns.html.h"
#include "features/people/people.h"

FORM_DEFINE(concern_form, CONCERN_FORM)
FORM_DEFINE(concern_answer_form, CONCERN_ANSWER_FORM)

static struct option_rows
kinds_of(struct ctx *c)
{
	const struct practice_field *f =
		practice_values(practice_need("choice", PRACTICE_CHOICE_CONCERN), "options");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, f->count + 1) };

	for (size_t i = 0; i < f->count; i++)
		rows.v[rows.n++] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

static enum result
list_fill(struct req *q, struct concern_list_view *v)
{
	struct ctx *c = &q->ctx;
	struct person_reader reader;
	enum result r = pair_get(c, q->subject, &v->pair);
	int64_t coordinator;

	if (r != OK)
		return r;
	coordinator = concern_coordinator(c, q->subject, 0);
	v->coordinator =
		coordinator && sql_person_reader(c, coordinator, &reader) ? reader.name : "";
	paging_read(q, q->json ? ROWS_OF_JSON : CONCERNS_ON_PAGE, &v->pages);
	v->items =
		sql_concern_of_pair(c, q->subject, c->who, v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_concern_of_pair_count(c, q->subject, c->who), &v->pages);
	v->danger = practice_field(
		practice_need("prompt", PRACTICE_PROMPT_CONCERN_DANGER), "text", c->lang->tag);
	v->kinds = kinds_of(c);
	v->addressees.v = ARENA_ARRAY(c->mem, struct option, 2);
	if (v->pair.active)
		v->addressees.v[v->addressees.n++] = (struct option){ "partner",
			tr(c, _("To %s"), fmt_first(c, v->pair.partner_name)) };
	if (coordinator)
		v->addressees.v[v->addressees.n++] = (struct option){ "coordinator",
			tr(c, _("In private to %s, who looks after the programme"),
				v->coordinator) };
	return OK;
}

enum result
web_concern_list(struct req *q)
{
	struct concern_list_view v = { 0 };
	enum result r = list_fill(q, &v);

	if (r != OK)
		return r;
	form_show(concern_form, &v.form);
	v.form.addressee = v.form.kind = v.form.body = "";
	return show_many(q, concern_list, &v, concern, &v.items);
}

enum result
web_concern_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct concern_list_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, concern_form, &v.form))
		r = concern_raise(c, q->subject, &v.form, &id);
	if (r == INVALID && list_fill(q, &v) == OK)
		return show_invalid(q, r, concern_list, &v);
	if (r == OK && !q->json)
		flash(q, _("Thank you for saying it. You see here what becomes of it."));
	return created(q, r, id, url_concern_show(c, id));
}

enum result
web_concern_handling_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct concern_handling_view v = { 0 };

	paging_read(q, q->json ? ROWS_OF_JSON : CONCERNS_ON_PAGE, &v.pages);
	v.items = sql_concern_of_handler(c, c->who, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_concern_of_handler_count(c, c->who), &v.pages);
	return show_many(q, concern_handling, &v, concern, &v.items);
}

static enum result
view_fill(struct req *q, struct concern_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_field *tips = practice_values(
		practice_need("ground-rules", PRACTICE_GROUND_RULES_CONCERN), "points");

	if (!sql_concern_get(c, q->subject, &v->k))
		return NOT_FOUND;
	v->mine = v->k.raiser == c->who;
	v->late = str_eq(v->k.state, "open") && v->k.due_at < c->now;
	v->tips.v = ARENA_ARRAY(c->mem, const char *, tips->count);
	for (size_t i = 0; i < tips->count; i++)
		v->tips.v[v->tips.n++] = practice_text(&tips->entries[i], c->lang->tag);
	return OK;
}

enum result
web_concern_show(struct req *q)
{
	struct concern_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	form_show(concern_answer_form, &v.form);
	v.form.answer = v.k.answer;
	v.form.closed = false;
	return show_one(q, concern_show, &v, concern, &v.k);
}

enum result
web_taking_create(struct req *q)
{
	return changed(q, concern_take(&q->ctx, q->subject), url_concern_show(&q->ctx, q->subject));
}

enum result
web_concern_answer_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct concern_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, concern_answer_form, &v.form))
		r = concern_answer(c, q->subject, &v.form);
	if (r == INVALID && view_fill(q, &v) == OK)
		return show_invalid(q, r, concern_show, &v);
	return changed(q, r, url_concern_show(c, q->subject));
}
