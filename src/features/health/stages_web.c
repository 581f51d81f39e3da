/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/health/stages.h"
#include "features/health/stages.html.h"

FORM_DEFINE(stage_form, STAGE_FORM)

static enum result
view_fill(struct req *q, struct stage_list_view *v)
{
	enum result r = pair_get(&q->ctx, q->subject, &v->pair);

	if (r == OK)
		stage_list_fill(&q->ctx, v);
	return r;
}

enum result
web_stage_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct stage_list_view v = { 0 };
	struct stage_move_rows moves;
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	v.form.stage = arena_printf(
		c->mem, "%d", (int)(v.pair.r.stage < STAGES ? v.pair.r.stage + 1 : STAGES - 1));
	v.form.reason = "";
	form_show(stage_form, &v.form);
	moves = sql_stage_move_list(c, q->subject);
	return show_many(q, stage_list, &v, stage_move, &moves);
}

enum result
web_stage_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct stage_list_view v = { 0 };
	enum result r = INVALID;
	int64_t stage = 0;

	if (form_read(q, stage_form, &v.form)) {
		str_to_int(v.form.stage, &stage);
		r = stage_move(c, q->subject, stage, v.form.reason);
	}
	if (r == INVALID && view_fill(q, &v) == OK)
		return show_invalid(q, r, stage_list, &v);
	if (r == OK)
		flash(q, tr(c, _("You are in the stage \"%s\" now."), fmt_stage(c, stage)));
	return changed(q, r, url_stage_list(c, q->subject));
}

enum result
web_start_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct start_list_view v = { 0 };
	struct start_step_rows rows;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	v.lines = start_lines(c, &v.pair);
	rows = (struct start_step_rows){ 0, ARENA_ARRAY(c->mem, struct start_step, v.lines.n) };
	for (int i = 0; i < v.lines.n; i++)
		rows.v[rows.n++] = v.lines.v[i].s;
	return show_many(q, start_list, &v, start_step, &rows);
}
