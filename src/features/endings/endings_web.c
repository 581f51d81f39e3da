/* SPDX-License-Identifier: Apache-2.0 */
#include "features/endings/endings.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/endings/endings.html.h"
#include "features/notices/letter.h"
#include "practice.gen.h"

FORM_DEFINE(ending_form, ENDING_FORM)
FORM_DEFINE(fit_form, FIT_FORM)
FORM_DEFINE(review_form, REVIEW_FORM)

/* ---- ending it ---- */

static struct option_rows
endings(struct ctx *c)
{
	static const struct option ways[] = {
		{ "planned", N_("We have come to a good end, and both know it") },
		{ "early", N_("I would like to end it now") },
	};
	struct option_rows rows = { 2, ARENA_ARRAY(c->mem, struct option, 2) };

	for (int i = 0; i < rows.n; i++)
		rows.v[i] = (struct option){ ways[i].value, tr_text(c->lang, ways[i].label) };
	return rows;
}

/* The letter word for word as the partner gets it. */
static const char *
letter_of(struct ctx *c, const struct pair *p)
{
	struct person_reader to;

	if (!sql_person_reader(c, p->partner, &to))
		return "";
	return letter_words(c, PRACTICE_LETTER_RELATIONSHIP_ENDED,
		&(struct letter_to){ p->partner, p->partner_name, to.email, c->lang->tag, to.tz },
		(const struct practice_blank[]){ { "partner", p->my_name },
			{ "programme", p->r.programme_name },
			{ "manager", _("the programme team") },
			{ "link", whole_address(c, url_aftermath_show(c, p->r.id)) },
			{ NULL, NULL } })
		.text;
}

static enum result
view_fill(struct req *q, struct ending_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->endings = endings(c);
	v->reasons = practice_options(c, PRACTICE_CHOICE_ENDING_REASON);
	return OK;
}

enum result
web_ending_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ending_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	if (!v.pair.active)
		return conflict(c, _("This relationship has ended already."));
	v.form.ending = v.pair.r.stage == 4 ? "planned" : "early";
	v.form.reason = v.form.farewell = "";
	form_show(ending_form, &v.form);
	return show_page(q, ending_new, &v);
}

enum result
web_ending_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ending_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	if (!form_read(q, ending_form, &v.form))
		return show_invalid(q, INVALID, ending_new, &v);
	/* What reaches another person is looked at once more; a program means what it says. */
	if (!q->json && !v.form.sure && v.pair.active) {
		v.letter = letter_of(c, &v.pair);
		return show_page(q, ending_check, &v);
	}
	r = ending_make(c, q->subject, &v.form);
	if (r == INVALID)
		return show_invalid(q, r, ending_new, &v);
	if (r == OK && !q->json)
		flash(q, _("Your relationship has ended. Everything you wrote stays readable for "
			   "both of you."));
	return changed(q, r, url_aftermath_show(c, q->subject));
}

/* ---- afterwards ---- */

enum result
web_aftermath_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct after_view v = { 0 };
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	if (!str_eq(v.pair.r.state, "ended"))
		return conflict(c, _("This relationship has not ended."));
	aftermath_fill(c, &v.pair, &v.a);
	v.farewells = sql_farewell_list(c, q->subject);
	v.mentee = str_eq(v.pair.my_role, "mentee");
	v.other = sql_relationship_other(c, q->subject, v.pair.r.programme, v.pair.r.mentee) > 0;
	return show_one(q, aftermath, &v, aftermath, &v.a);
}

static enum result
wish(struct req *q, const char *kind)
{
	struct ctx *c = &q->ctx;
	bool done = false;
	enum result r = ending_wish_add(c, q->subject, kind, &done);

	if (r == OK && !q->json)
		flash(q, done ? str_eq(kind, "ally") ? _("You are allies now.")
						     : _("You go on where you left off.")
			      : _("Your wish is noted. Nothing changes before the other one wants "
				  "it "
				  "too."));
	return changed(q, r,
		done && str_eq(kind, "ally") ? url_touch_show(c, q->subject)
		: done			     ? url_relationship_show(c, q->subject)
					     : url_aftermath_show(c, q->subject));
}

enum result
web_ally_create(struct req *q)
{
	return wish(q, "ally");
}

enum result
web_reopening_create(struct req *q)
{
	return wish(q, "reopen");
}

static enum result
take_back(struct req *q, const char *kind)
{
	enum result r = ending_wish_take_back(&q->ctx, q->subject, kind);

	return changed(q, r, url_aftermath_show(&q->ctx, q->subject));
}

enum result
web_ally_delete(struct req *q)
{
	return take_back(q, "ally");
}

enum result
web_reopening_delete(struct req *q)
{
	return take_back(q, "reopen");
}

/* ---- fit ---- */

static enum result
fit_fill(struct req *q, struct fit_view *v, struct fit_answer_rows *ret_mine)
{
	struct ctx *c = &q->ctx;
	struct fit_answer_rows rows = sql_fit_list(c, q->subject);
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->answers = practice_options(c, PRACTICE_CHOICE_FIT);
	v->said = "";
	form_show(fit_form, &v->form);
	*ret_mine = (struct fit_answer_rows){ 0, rows.v };
	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].person == c->who) {
			*ret_mine = (struct fit_answer_rows){ 1, &rows.v[i] };
			v->said = practice_option(practice_need("choice", PRACTICE_CHOICE_FIT),
				"options", rows.v[i].answer, c->lang->tag);
			v->form.answer = rows.v[i].answer;
			v->out = str_eq(rows.v[i].answer, "not") &&
				 !str_eq(v->pair.my_role, "mentor");
		}
	return OK;
}

enum result
web_fit_show(struct req *q)
{
	struct fit_answer_rows mine;
	struct fit_view v = { 0 };
	enum result r = fit_fill(q, &v, &mine);

	if (r != OK)
		return r;
	form_watch(&q->ctx, &v.form);
	return show_many(q, fit_page, &v, fit_answer, &mine);
}

enum result
web_fit_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct fit_answer_rows mine;
	struct fit_view v = { 0 };
	struct fit_form now;
	enum result r = fit_fill(q, &v, &mine);
	bool out;

	if (r != OK)
		return r;
	now = v.form;
	r = form_read(q, fit_form, &v.form) ? form_settle(q, &v.form, &now) : INVALID;
	if (r == OK)
		r = fit_say(c, q->subject, v.form.answer);
	if (c->problems)
		return show_invalid(q, r, fit_page, &v);
	out = str_eq(v.form.answer, "not");
	if (r == OK && !q->json && !out)
		flash(q, _("Thank you. Nobody but you reads this answer."));
	return changed(
		q, r, out ? url_fit_show(c, q->subject) : url_relationship_show(c, q->subject));
}

/* ---- looking back ---- */

/* What was reached first, then what was not. */
static struct goal_card_rows
goals_of(struct ctx *c, int64_t relationship)
{
	struct goal_card_rows done = goal_cards(c, relationship, "done");
	struct goal_card_rows open = goal_cards(c, relationship, "open");
	struct goal_card_rows all = { 0, ARENA_ARRAY(c->mem, struct goal_card, done.n + open.n) };

	for (int i = 0; i < done.n + open.n; i++)
		all.v[all.n++] = i < done.n ? done.v[i] : open.v[i - done.n];
	return all;
}

static enum result
review_fill(struct req *q, struct review_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r =
		sheet_view_read(q, practice_need("sheet", PRACTICE_SHEET_LOOKING_BACK), &v->sheet);

	if (r != OK)
		return r;
	v->goals = goals_of(c, q->subject);
	v->obstacles = practice_options(c, PRACTICE_CHOICE_ENDING_OBSTACLE);
	return OK;
}

enum result
web_review_show(struct req *q)
{
	struct review_view v = { 0 };
	struct sheet_answer_rows rows;
	enum result r = review_fill(q, &v);

	if (r != OK)
		return r;
	form_show(review_form, &v.form);
	rows = sql_sheet_answer_list(&q->ctx, q->subject, PRACTICE_SHEET_LOOKING_BACK, q->ctx.who);
	return show_many(q, review_page, &v, sheet_answer, &rows);
}

static enum result
review_keep(struct req *q, bool ready)
{
	struct ctx *c = &q->ctx;
	struct review_view v = { 0 };
	enum result r = review_fill(q, &v);
	bool first;

	if (r != OK)
		return r;
	first = ready && !v.sheet.state.mine;
	form_read(q, review_form, &v.form);
	r = sheet_view_keep(
		q, practice_need("sheet", PRACTICE_SHEET_LOOKING_BACK), &v.sheet, ready);
	if (c->problems)
		return show_invalid(q, r, review_page, &v);
	if (r == OK && first)
		ending_obstacles(c, &v.sheet.pair, &v.form.obstacle);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_review_show(c, q->subject));
}

enum result
web_review_update(struct req *q)
{
	return review_keep(q, false);
}

enum result
web_review_readiness_create(struct req *q)
{
	return review_keep(q, true);
}
