/* SPDX-License-Identifier: Apache-2.0 */
/* Closing a meeting with three questions, and what was promised. */
#include "features/meetings/meetings.h"

#include <string.h>

#include "base/str.h"
#include "engine/http/body.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/goals/goals_view.h"
#include "features/meetings/meetings.html.h"

FORM_DEFINE(closing_form, CLOSING_FORM)
FORM_DEFINE(commitment_form, COMMITMENT_FORM)

static const char *
prompt(struct ctx *c, const char *id)
{
	return practice_field(practice_need("prompt", id), "text", c->lang->tag);
}

static enum result
closing_view_fill(struct ctx *c, int64_t meeting, struct closing_view *v)
{
	enum gate_mode hopes;
	enum result r;

	if (!sql_meeting_get(c, meeting, &v->m))
		return NOT_FOUND;
	r = pair_open(c, v->m.relationship, &v->pair);
	if (r != OK)
		return r;
	v->goals = closing_goals_of(
		c, &v->m, gate_mode(c, v->pair.r.programme, PRACTICE_GATE_GOALS_TOUCHED));
	v->useful = prompt(c, PRACTICE_PROMPT_CLOSING_USEFUL);
	v->next = prompt(c, PRACTICE_PROMPT_CLOSING_NEXT_STEPS);
	v->change = prompt(c, PRACTICE_PROMPT_CLOSING_CHANGES);
	v->next_hint = prompt(c, str_eq(v->pair.my_role, "mentor")
					 ? PRACTICE_PROMPT_COMMITMENT_MENTOR_PROVIDE
					 : PRACTICE_PROMPT_COMMITMENT_MENTEE_FOLLOW_UP);
	hopes = meeting_asks_hopes(c, &v->m, v->pair.r.programme);
	v->hopes = hopes != GATE_OFF;
	v->hopes_needed = hopes == GATE_REQUIRE;
	/* What the programme requires is not called optional, and nobody is offered to leave it open. */
	v->form.form.needs = v->hopes_needed ? "hope|aim" : NULL;
	v->hope = prompt(c, PRACTICE_PROMPT_GOAL_BOTH_HOPE);
	v->hope_hint = practice_field(
		practice_need("prompt", PRACTICE_PROMPT_GOAL_BOTH_HOPE), "hint", c->lang->tag);
	v->aim = prompt(c, PRACTICE_PROMPT_GOAL_DIRECTION);
	v->aims = choice_options(
		c, PRACTICE_CHOICE_DIRECTION, v->hopes_needed ? NULL : _("Not decided yet"));
	return OK;
}

enum result
web_closing_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct closing_view v = { 0 };
	struct direction_form said;
	enum result r;

	form_show(closing_form, &v.form);
	r = closing_view_fill(c, q->subject, &v);
	if (r != OK)
		return r;
	v.form.useful = v.form.change = v.form.step1 = v.form.step2 = v.form.step3 = "";
	v.form.due1 = v.form.due2 = v.form.due3 = "";
	direction_form_fill(c, v.pair.r.id, &said); /* half of it can have been said before */
	v.form.hope = said.hope;
	v.form.aim = said.aim;
	return show_page(q, closing, &v);
}

/* A field of a goal that is not worked on, such as one that was paused while the page was open: it stands on the page
 * with what was typed, and is not dropped without a word. */
static void
goal_refuse(struct req *q, const struct body_pair *x, struct closing_view *v)
{
	struct ctx *c = &q->ctx;
	const char *wrong = NULL, *value = text_clean(c, FIELD_TEXT, x->value, x->n, &wrong);
	struct closing_goal *gone;
	struct goal g;
	int64_t id;

	if (value && !*value)
		return;
	if (!str_to_int(x->name + strlen("goal_"), &id) || !sql_goal_get(c, id, &g) ||
		g.relationship != v->pair.r.id || v->goals.asks == GATE_OFF) {
		invalid(c, x->name, _("There is no such field. Take it out."));
		return;
	}
	gone = closing_goals_put(c, &v->goals, &g, 0);
	gone->value = value ? value : "";
	gone->wrong =
		_("This goal is not worked on any more. Take it up again, or leave it out here.");
	invalid_at(c, x->name, g.title, gone->wrong);
}

/* What was typed for each goal. */
static void
goals_read(struct req *q, struct closing_view *v)
{
	struct ctx *c = &q->ctx;
	int n, asked = v->goals.n;
	const struct body_pair *pairs = req_pairs(q, &n);
	const char *wrong = NULL;

	for (int i = 0; i < n; i++) {
		struct closing_goal *x = NULL;

		if (!str_starts(pairs[i].name, "goal_"))
			continue;
		for (int k = 0; k < asked && !x; k++)
			if (str_eq(v->goals.v[k].name, pairs[i].name))
				x = &v->goals.v[k];
		if (x)
			x->value = text_clean(c, FIELD_TEXT, pairs[i].value, pairs[i].n, &wrong);
		else
			goal_refuse(q, &pairs[i], v);
		if (x && !x->value)
			x->value = "?"; /* nothing that could be shown again: no number either */
	}
}

enum result
web_closing_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct closing_view v = { 0 };
	bool read = form_read(q, closing_form, &v.form);
	enum result r = closing_view_fill(c, q->subject, &v);

	if (r != OK)
		return changed(q, r, url_meeting_show(c, q->subject));
	goals_read(q, &v);
	if (!read || c->problems) {
		closing_goals_check(c, &v.goals);
		r = INVALID;
	} else {
		r = meeting_close_with(c, q->subject, &v.form, &v.goals);
	}
	if (r == INVALID)
		return show_invalid(q, r, closing, &v);
	if (r == OK && !q->json)
		flash(q, _("Thank you. What you promised is on your list, and the next agenda "
			   "knows."));
	return changed(q, r, url_meeting_show(c, q->subject));
}

/* ---- commitments ---- */

/* The questions of the practice about promises, for my role. */
static struct texts
asks_of(struct ctx *c, const struct pair *p)
{
	bool mentor = str_eq(p->my_role, "mentor");
	struct texts asks = { 2, ARENA_ARRAY(c->mem, const char *, 2) };

	asks.v[0] = prompt(c, mentor ? PRACTICE_PROMPT_COMMITMENT_MENTOR_FOLLOW_UP
				     : PRACTICE_PROMPT_COMMITMENT_MENTEE_FOLLOW_UP);
	asks.v[1] = prompt(c, mentor ? PRACTICE_PROMPT_COMMITMENT_MENTOR_PROVIDE
				     : PRACTICE_PROMPT_COMMITMENT_MENTEE_STEPS);
	return asks;
}

static enum result
list_fill(struct req *q, struct commitment_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t relationship = q->subject;
	struct commitment_rows done;
	enum result r = pair_get(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->mine = commitment_rows(c, relationship, v->pair.me, "open");
	v->theirs = commitment_rows(c, relationship, v->pair.partner, "open");
	paging_read(q, PROMISES_ON_PAGE, &v->pages);
	done = sql_commitment_done_page(c, relationship, v->pages.size, paging_offset(&v->pages));
	v->done = commitment_rows_of(c, &done);
	paging_total(q, sql_commitment_done_count(c, relationship), &v->pages);
	v->asks = asks_of(c, &v->pair);
	form_show(commitment_form, &v->form);
	v->form.body = v->form.due_on = "";
	return OK;
}

enum result
web_commitment_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct commitment_list_view v = { 0 };
	struct commitment_rows all;
	enum result r = list_fill(q, &v);

	if (r != OK)
		return r;
	if (!q->json)
		return show_page(q, commitment_list, &v);
	paging_read(q, ROWS_OF_JSON, &v.pages);
	all = sql_commitment_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
	return show_many(q, commitment_list, &v, commitment, &all);
}

enum result
web_commitment_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct commitment_list_view v = { 0 };
	struct commitment_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, commitment_form, &f))
		r = commitment_add(c, q->subject, 0, f.body, f.due_on, &id);
	if (r == INVALID && list_fill(q, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, commitment_list, &v);
	}
	return created(q, r, id, url_commitment_list(c, q->subject));
}

/* Back to where the button was: the relationship's list. */
static enum result
closed(struct req *q, bool done)
{
	struct ctx *c = &q->ctx;
	struct commitment k;
	enum result r = commitment_close(c, q->subject, done);

	if (r != OK || !sql_commitment_get(c, q->subject, &k))
		return r == OK ? NOT_FOUND : r;
	return changed(q, OK, url_commitment_list(c, k.relationship));
}

enum result
web_commitment_completion_create(struct req *q)
{
	return closed(q, true);
}

enum result
web_commitment_completion_delete(struct req *q)
{
	return closed(q, false);
}
