/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/answers.h"
#include "features/health/answers.html.h"

FORM_DEFINE(check_form, CHECK_FORM)
FORM_DEFINE(expectation_form, EXPECTATION_FORM)
FORM_DEFINE(cadence_form, CADENCE_FORM)

/* ---- for oneself alone ---- */

static enum result
check_fill(struct req *q, struct check_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it = practice_need("challenge", PRACTICE_CHALLENGE_COMMITMENT);
	const struct practice_field *steps = practice_values(it, "steps");
	struct sign_card_rows cards;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->answers = sql_check_list(c, q->subject, v->pair.me);
	v->due = check_due_now(c, &v->pair);
	v->low = "";
	cards = sign_cards(c, &v->pair, true);
	for (int i = 0; i < cards.n; i++)
		if (str_eq(cards.v[i].kind, it->id))
			v->low = cards.v[i].text;
	v->ways = ways_of(c, &v->pair, it);
	v->steps.v = ARENA_ARRAY(c->mem, const char *, steps->count);
	for (size_t i = 0; i < steps->count; i++)
		v->steps.v[v->steps.n++] = practice_text(&steps->entries[i], c->lang->tag);
	return OK;
}

enum result
web_check_list(struct req *q)
{
	struct check_view v = { 0 };
	enum result r = check_fill(q, &v);

	if (r != OK)
		return r;
	v.form.value = v.due || !v.answers.n ? 0 : v.answers.v[0].value;
	form_show(check_form, &v.form);
	return show_many(q, check_list, &v, check, &v.answers);
}

enum result
web_check_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct check_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, check_form, &v.form))
		r = check_answer(c, q->subject, v.form.value);
	if (r == INVALID && check_fill(q, &v) == OK)
		return show_invalid(q, r, check_list, &v);
	if (r == OK)
		flash(q, _("Kept, for you alone."));
	return changed(q, r, url_check_list(c, q->subject));
}

/* ---- what each expects ---- */

static const char *
option_label_of(const struct option_rows *rows, const char *value)
{
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].value, value))
			return rows->v[i].label;
	return "";
}

static enum result
expectation_fill(struct req *q, struct expectation_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->lines = expectation_lines(c, &v->pair);
	v->moment = expectation_moment(c, &v->pair);
	for (int i = 0; i < v->lines.n; i++) {
		struct expectation_line *l = &v->lines.v[i];

		l->was = text_mark(c, l->chosen);
		l->now = option_label_of(&l->options, l->chosen);
		v->both = v->both || *l->theirs;
		v->both_now = v->both_now || *l->theirs_now;
		v->mine = v->mine || *l->chosen;
		v->differ += l->differ || l->moved;
	}
	return OK;
}

static enum result
expectation_json(struct req *q, const struct expectation_view *v)
{
	struct expectation_answer_rows rows = { 0,
		ARENA_ARRAY(q->ctx.mem, struct expectation_answer, v->lines.n) };

	for (int i = 0; i < v->lines.n; i++) {
		const struct expectation_line *l = &v->lines.v[i];

		rows.v[rows.n++] = (struct expectation_answer){ l->id, l->text, l->mine, l->theirs,
			l->mine_now, l->theirs_now, l->differ || l->moved };
	}
	return show_many(q, expectation_list, v, expectation_answer, &rows);
}

enum result
web_expectation_list(struct req *q)
{
	struct expectation_view v = { 0 };
	enum result r = expectation_fill(q, &v);

	return r == OK ? expectation_json(q, &v) : r;
}

enum result
web_expectation_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct expectation_view v = { 0 };
	enum result r = expectation_fill(q, &v);

	if (r != OK)
		return r;
	if (form_read(q, expectation_form, &v.form)) {
		for (int i = 0; i < v.lines.n; i++) {
			struct expectation_line *l = &v.lines.v[i];
			const char *sent = req_value(q, l->name);

			l->chosen = text_settle(q, l->name, sent ? sent : "", l->chosen);
		}
		r = c->problems ? CONFLICT : expectations_save(c, q->subject, &v.lines);
	} else {
		r = INVALID;
	}
	for (int i = 0; c->problems && i < v.lines.n; i++) {
		const char *wrong = problem_of(c, v.lines.v[i].name);

		v.lines.v[i].wrong = wrong ? wrong : "";
	}
	if (c->problems)
		return show_invalid(q, r, expectation_list, &v);
	if (r == OK)
		flash(q, _("Kept. As soon as both have answered you see it side by side."));
	return changed(q, r, url_expectation_list(c, q->subject));
}

/* ---- rhythm ---- */

static struct option_rows
choices(struct ctx *c, const int *numbers, int n, bool weeks)
{
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, n) };

	for (int i = 0; i < n; i++) {
		int64_t x = numbers[i];
		const char *text = !x	   ? _("As the programme says")
				   : weeks ? tr_n(c, "Every %d week", "Every %d weeks", x / 7)
					   : tr_n(c, "%d minute", "%d minutes", x);

		rows.v[rows.n++] = (struct option){ arena_printf(c->mem, "%d", numbers[i]), text };
	}
	return rows;
}

static enum result
cadence_fill(struct req *q, struct cadence_view *v)
{
	static const int days[] = { 0, 14, 28, 42, 56, 84 }, minutes[] = { 0, 30, 45, 60, 90 };
	struct ctx *c = &q->ctx;

	v->days = choices(c, days, 6, true);
	v->minutes = choices(c, minutes, 5, false);
	return pair_open(c, q->subject, &v->pair);
}

static void
cadence_form_fill(struct ctx *c, const struct cadence *now, struct cadence_form *f)
{
	form_show(cadence_form, f);
	f->days = arena_printf(c->mem, "%d", (int)now->cadence_days);
	f->minutes = arena_printf(c->mem, "%d", (int)now->meeting_minutes);
}

enum result
web_cadence_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct cadence_view v = { 0 };
	struct cadence now = { 0 };
	enum result r = cadence_fill(q, &v);

	if (r != OK)
		return r;
	sql_cadence_get(c, q->subject, &now);
	cadence_form_fill(c, &now, &v.form);
	form_watch(c, &v.form);
	return show_one(q, cadence_edit, &v, cadence, &now);
}

enum result
web_cadence_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct cadence_view v = { 0 };
	struct cadence_form now_form;
	struct cadence now = { 0 };
	enum result r = cadence_fill(q, &v);
	int64_t days = 0, minutes = 0;

	if (r != OK)
		return r;
	sql_cadence_get(c, q->subject, &now);
	cadence_form_fill(c, &now, &now_form);
	r = form_read(q, cadence_form, &v.form) ? form_settle(q, &v.form, &now_form) : INVALID;
	if (r == OK) {
		str_to_int(v.form.days, &days);
		str_to_int(v.form.minutes, &minutes);
		r = cadence_set(c, q->subject, days, minutes);
	}
	if (c->problems)
		return show_invalid(q, r, cadence_edit, &v);
	if (r == OK)
		flash(q, _("This is your rhythm from now on. Now plan the next meetings in it."));
	return changed(q, r, url_rhythm_new(c, q->subject));
}
