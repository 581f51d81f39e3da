/* SPDX-License-Identifier: Apache-2.0 */
#include "features/goals/goals_view.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/goals/goals.html.h"

FORM_DEFINE(goal_form, GOAL_FORM)
FORM_DEFINE(progress_form, PROGRESS_FORM)
FORM_DEFINE(goal_acceptance_form, GOAL_ACCEPTANCE_FORM)

struct smart_row_rows
smart_rows(struct ctx *c, const bool *passes)
{
	const struct practice_kind *kind = practice_kind("smart-check");
	const char *tag = c->lang->tag;
	struct smart_row_rows rows = { (int)kind->count,
		ARENA_ARRAY(c->mem, struct smart_row, kind->count) };

	for (int i = 0; i < rows.n; i++) {
		const struct practice_item *it = &kind->items[i];

		rows.v[i] = (struct smart_row){
			.id = it->id,
			.name = practice_field(it, "name", tag),
			.question = practice_field(it, "question", tag),
			.hint = practice_field(it, "hint", tag),
			.example = practice_field(it, "example", tag),
			.draft = practice_field(it, "draft", tag),
			.passes = passes && passes[i],
		};
	}
	return rows;
}

struct option_rows
choice_options(struct ctx *c, const char *id, const char *none)
{
	const struct practice_field *f = practice_values(practice_need("choice", id), "options");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, f->count + 1) };

	if (none)
		rows.v[rows.n++] = (struct option){ "", none };
	for (size_t i = 0; i < f->count; i++)
		rows.v[rows.n++] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

/* ---- the list ---- */

/* E8: both a direction and a next step are worth having. */
static const char *
horizon_hint(struct ctx *c, const struct goal_card_rows *open)
{
	int n[2] = { 0, 0 };

	for (int i = 0; i < open->n; i++)
		n[str_eq(open->v[i].g.horizon, "long")]++;
	if (n[0] && !n[1])
		return _("All of these are near. A direction further away helps to choose between "
			 "them.");
	if (n[1] && !n[0])
		return _("All of these are far away. A smaller goal for the next months gets you "
			 "moving.");
	return "";
}

/* Of those that are closed the latest; all of them are looked at by ?state=done and ?state=dropped. */
static struct goal_card_rows
closed_read(struct req *q, struct goal_list_view *v, const char *state, int64_t *ret_n)
{
	struct ctx *c = &q->ctx;
	struct paging first = { .page = 1, .size = GOALS_ON_PAGE };
	bool looked_at = str_eq(v->state, state);

	*ret_n = sql_goal_count(c, q->subject, state);
	if (*v->state && !looked_at)
		return (struct goal_card_rows){ 0 };
	if (looked_at)
		paging_total(q, *ret_n, &v->pages);
	return goal_cards_closed(c, q->subject, state, looked_at ? &v->pages : &first);
}

enum result
web_goal_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_list_view v = { .state = req_query(q, "state"), .hint = "" };
	struct goal_rows all;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : GOALS_ON_PAGE, &v.pages);
	if (q->json) {
		all = sql_goal_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
		return show_many(q, goal_list, &v, goal, &all);
	}
	if (!str_eq(v.state, "done") && !str_eq(v.state, "dropped"))
		v.state = "";
	v.closed = closed_read(q, &v, "done", &v.closed_n);
	v.dropped = closed_read(q, &v, "dropped", &v.dropped_n);
	if (!*v.state) {
		v.open = goal_cards(c, q->subject, "open");
		v.paused = goal_cards(c, q->subject, "paused");
		v.hint = horizon_hint(c, &v.open);
	}
	return show_page(q, goal_list, &v);
}

/* ---- one goal ---- */

struct option_rows
goal_levels(struct ctx *c, const struct goal *g)
{
	static const char *const values[] = { "1", "2", "3", "4", "5" };
	const char *lines[GOAL_LEVELS];
	struct option_rows rows = { 0 };

	if (!*g->scale)
		return rows;
	scale_lines(c->mem, g->scale, lines);
	rows = (struct option_rows){ GOAL_LEVELS, ARENA_ARRAY(c->mem, struct option, GOAL_LEVELS) };
	for (int i = 0; i < GOAL_LEVELS; i++)
		rows.v[i] = (struct option){ values[i], lines[i] };
	return rows;
}

static enum result
view_fill(struct ctx *c, int64_t goal, struct goal_view *v)
{
	bool passes[SMART_CHECKS];
	struct goal g;
	enum result r;

	if (!sql_goal_get(c, goal, &g))
		return NOT_FOUND;
	r = pair_get(c, g.relationship, &v->pair);
	if (r != OK)
		return r;
	v->card = goal_card_of(c, &g);
	goal_checks(&g, passes);
	v->checks = smart_rows(c, passes);
	v->levels = goal_levels(c, &g);
	form_show(progress_form, &v->form);
	v->form.current = v->card.scaled ? "" : g.current;
	v->form.note = "";
	v->accepted_by_me = sql_goal_accepted(c, goal, v->pair.me) == g.wording;
	v->accepted_by_partner = sql_goal_accepted(c, goal, v->pair.partner) == g.wording;
	v->due = str_eq(g.state, "open") && g.review_at && g.review_at <= c->now &&
		 !sql_goal_point_mine(c, goal, v->pair.me, g.review_at);
	goal_story_fill(c, v);
	return OK;
}

/* The same, with the page of its history that was asked for. */
static enum result
view_paged(struct req *q, struct goal_view *v)
{
	enum result r;

	paging_read(q, q->json ? ROWS_OF_JSON : CHANGES_ON_PAGE, &v->pages);
	r = view_fill(&q->ctx, q->subject, v);
	if (r == OK)
		paging_total(q, sql_goal_change_count(&q->ctx, q->subject), &v->pages);
	return r;
}

enum result
web_goal_show(struct req *q)
{
	struct goal_view v = { 0 };
	enum result r = view_paged(q, &v);

	if (r != OK)
		return r;
	return show_one(q, goal_show, &v, goal, &v.card.g);
}

/* ---- the form ---- */

static struct sample_row_rows
samples_of(struct ctx *c)
{
	const struct practice_kind *kind = practice_kind("sample-goal");
	struct sample_row_rows rows = { (int)kind->count,
		ARENA_ARRAY(c->mem, struct sample_row, kind->count) };

	for (int i = 0; i < rows.n; i++)
		rows.v[i] = (struct sample_row){ kind->items[i].id,
			practice_field(&kind->items[i], "title", c->lang->tag) };
	return rows;
}

/* Fills the form from a sample of the practice, to be changed; false if there is none of that name. */
static bool
sample_load(struct ctx *c, const char *id, struct goal_form *f)
{
	const struct practice_item *it = practice_find("sample-goal", id);
	const char *tag = c->lang->tag;
	int64_t percent, size = 1000000;

	if (!it)
		return false;
	percent = practice_number(it, "change_percent", 0);
	for (int64_t i = practice_number(it, "decimals", 0); i > 0; i--)
		size /= 10;
	f->title = practice_field(it, "title", tag);
	f->specific = practice_field(it, "specific", tag);
	f->metric = practice_field(it, "measurable", tag);
	f->achievable = practice_field(it, "achievable", tag);
	f->relevant = practice_field(it, "relevant", tag);
	f->unit = practice_field(it, "unit", tag);
	f->baseline =
		decimal_said(c, decimal_text(c->mem, practice_number(it, "baseline", 0) * size));
	f->target_percent = percent != 0;
	f->target = decimal_text(
		c->mem, (percent ? percent : practice_number(it, "target", 0)) * 1000000);
	f->due_on = day_text(c->mem, day_today(c) + practice_number(it, "due_days", 90));
	return true;
}

static struct option_rows
parent_options(struct ctx *c, int64_t relationship, int64_t goal)
{
	struct goal_rows all = sql_goal_list(c, relationship, "open");
	struct option_rows rows = { 1, ARENA_ARRAY(c->mem, struct option, all.n + 1) };

	rows.v[0] = (struct option){ "", _("None") };
	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].horizon, "long") && all.v[i].id != goal)
			rows.v[rows.n++] = (struct option){
				arena_printf(c->mem, "%lld", (long long)all.v[i].id), all.v[i].title
			};
	return rows;
}

#define SAID(text) ((text) && *(text))
bool
levels_said(const struct goal_form *f)
{
	return SAID(f->level1) || SAID(f->level2) || SAID(f->level3) || SAID(f->level4) ||
	       SAID(f->level5);
}
#undef SAID

/* What the form page shows besides the form. */
static void
edit_view_fill(struct ctx *c, struct goal_edit_view *v)
{
	const struct practice_item *wish =
		practice_need("prompt", PRACTICE_PROMPT_GOAL_CONVERSATIONS);

	v->checks = smart_rows(c, NULL);
	v->scaled = levels_said(&v->form);
	v->change =
		goal_change_explained(c, v->form.baseline, v->form.target, v->form.target_percent);
	v->samples = samples_of(c);
	v->wish = practice_field(wish, "text", c->lang->tag);
	v->wish_hint = practice_field(wish, "hint", c->lang->tag);
	v->horizons = (struct option_rows){ 2, ARENA_ARRAY(c->mem, struct option, 2) };
	v->horizons.v[0] = (struct option){ "short", _("Within the next months") };
	v->horizons.v[1] = (struct option){ "long", _("Further away: a direction") };
	v->parents = parent_options(c, v->pair.r.id, v->goal);
	v->careers = choice_options(c, PRACTICE_CHOICE_CAREER, _("Something else"));
}

enum result
web_goal_new(struct req *q)
{
	static const struct goal empty = { .title = "",
		.specific = "",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.scale = "",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.horizon = "short",
		.career = "" };
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { 0 };
	enum result r = pair_open(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	goal_form_of(c->mem, &v.form, &empty);
	v.whole = sample_load(c, req_query(q, "sample"), &v.form) || req_query_int(q, "whole", 0);
	edit_view_fill(c, &v);
	return show_page(q, goal_edit, &v);
}

enum result
web_goal_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { 0 };
	bool passes[SMART_CHECKS];
	enum result r = INVALID;
	struct goal g;
	int64_t id = 0;

	if (form_read(q, goal_form, &v.form))
		r = goal_add(c, q->subject, &v.form, &id);
	if (r == INVALID && pair_get(c, q->subject, &v.pair) == OK) {
		v.whole = req_value(q, "specific") != NULL;
		edit_view_fill(c, &v);
		return show_invalid(q, r, goal_edit, &v);
	}
	/* A wish is asked about, one question at a time; a goal that is whole stands for itself. */
	if (!q->json && r == OK && sql_goal_get(c, id, &g) && !goal_checks(&g, passes))
		return changed(q, r, url_question_edit(c, id));
	return created(q, r, id, url_goal_show(c, id));
}

enum result
web_goal_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { .goal = q->subject, .whole = true };
	struct goal g;
	enum result r;

	if (!sql_goal_get(c, q->subject, &g))
		return NOT_FOUND;
	r = pair_open(c, g.relationship, &v.pair);
	if (r != OK)
		return r;
	goal_form_of(c->mem, &v.form, &g);
	form_watch(c, &v.form);
	v.agreed = goal_is_agreed(c, &g, &v.pair);
	edit_view_fill(c, &v);
	return show_page(q, goal_edit, &v);
}

enum result
web_goal_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_edit_view v = { .goal = q->subject, .whole = true };
	struct goal_form now = { 0 };
	enum result r = INVALID;
	struct goal g;

	if (!sql_goal_get(c, q->subject, &g))
		return NOT_FOUND;
	goal_form_of(c->mem, &now, &g);
	if (form_read(q, goal_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = goal_change(c, q->subject, &v.form);
	}
	if (r != OK && r != NOT_FOUND && pair_get(c, g.relationship, &v.pair) == OK) {
		v.agreed = goal_is_agreed(c, &g, &v.pair);
		edit_view_fill(c, &v);
		return show_invalid(q, r, goal_edit, &v);
	}
	return changed(q, r, url_goal_show(c, q->subject));
}

/* ---- progress, yes, and end ---- */

enum result
web_progress_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_view v = { 0 };
	struct progress_form f;
	enum result r = INVALID;

	if (form_read(q, progress_form, &f))
		r = goal_progress(c, q->subject, &f);
	if (r == INVALID && view_fill(c, q->subject, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, goal_show, &v);
	}
	return changed(q, r, url_goal_show(c, q->subject));
}

enum result
web_point_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_view v = { 0 };
	struct goal_point_rows rows;
	struct paging pages;
	enum result r = view_paged(q, &v);

	if (r != OK)
		return r;
	paging_read(q, ROWS_OF_JSON, &pages);
	rows = sql_goal_point_list(c, q->subject, q->json ? paging_offset(&pages) : 0);
	return show_many(q, goal_show, &v, goal_point, &rows);
}

enum result
web_goal_change_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct goal_view v = { 0 };
	struct goal_change_rows rows = { 0 };
	enum result r = view_paged(q, &v);

	if (r != OK)
		return r;
	if (q->json)
		rows = sql_goal_change_list(c, q->subject, v.pages.size, paging_offset(&v.pages));
	return show_many(q, goal_show, &v, goal_change, &rows);
}

enum result
web_goal_acceptance_create(struct req *q)
{
	struct goal_acceptance_form f;
	struct ctx *c = &q->ctx;
	enum result r = INVALID;

	if (!form_read(q, goal_acceptance_form, &f))
		return q->json ? problem_answer(q, INVALID) : INVALID;
	r = goal_accept(c, q->subject, f.wording);
	return changed(q, r, url_goal_show(c, q->subject));
}

enum result
web_completion_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = goal_complete(c, q->subject);

	if (r == OK && !q->json)
		flash(q, _("Well done. The goal is reached."));
	return changed(q, r, url_goal_show(c, q->subject));
}

enum result
web_completion_delete(struct req *q)
{
	return changed(q, goal_reopen(&q->ctx, q->subject), url_goal_show(&q->ctx, q->subject));
}
