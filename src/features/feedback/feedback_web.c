/* SPDX-License-Identifier: Apache-2.0 */
#include "features/feedback/feedback.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/feedback/feedback.html.h"
#include "features/meetings/meetings.h"
#include "features/people/people.h"
#include "features/programmes/asks.h"
#include "practice.gen.h"

FORM_DEFINE(feedback_form, FEEDBACK_FORM)
FORM_DEFINE(feedback_answer_form, FEEDBACK_ANSWER_FORM)
FORM_DEFINE(ask_form, ASK_FORM)
FORM_DEFINE(kind_word_form, KIND_WORD_FORM)

static struct feedback_card
card_of(struct ctx *c, const struct feedback *f)
{
	return (struct feedback_card){ .f = *f,
		.skill = fmt_skill(c, f->skill),
		.mine = f->author == c->who,
		.fresh = f->author != c->who && !f->read_at };
}

static struct feedback_card_rows
cards_of(struct ctx *c, const struct feedback_rows *all)
{
	struct feedback_card_rows rows = { 0, ARENA_ARRAY(c->mem, struct feedback_card, all->n) };

	for (int i = 0; i < all->n; i++)
		rows.v[rows.n++] = card_of(c, &all->v[i]);
	return rows;
}

/* ---- all of it ---- */

static enum result
list_fill(struct req *q, struct feedback_list_view *v, struct feedback_rows *ret_all)
{
	struct ctx *c = &q->ctx;
	int64_t days;
	struct feedback_request_rows open = sql_feedback_request_list(c, q->subject);
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	days = threshold(c, v->pair.r.programme, PRACTICE_THRESHOLD_FEEDBACK_BALANCE);
	paging_read(q, q->json ? ROWS_OF_JSON : FEEDBACK_ON_PAGE, &v->pages);
	*ret_all = sql_feedback_list(c, q->subject, "", v->pages.size, paging_offset(&v->pages));
	paging_total(q, sql_feedback_count(c, q->subject, ""), &v->pages);
	v->items = cards_of(c, ret_all);
	v->asked_of_me.v = ARENA_ARRAY(c->mem, struct feedback_request, open.n);
	v->i_asked.v = ARENA_ARRAY(c->mem, struct feedback_request, open.n);
	for (int i = 0; i < open.n; i++) {
		struct feedback_request_rows *to =
			open.v[i].person == c->who ? &v->i_asked : &v->asked_of_me;

		to->v[to->n++] = open.v[i];
	}
	v->words = sql_encouragement_list(c, q->subject, WORDS_SHOWN, 0);
	v->more_words = sql_encouragement_count(c, q->subject) > WORDS_SHOWN;
	v->days = days;
	sql_feedback_balance(c, q->subject, c->who, c->now - days * DAY, &v->balance);
	v->lean = v->pair.active ? feedback_lean(c, &v->pair, &v->balance, days, "", "") : NULL;
	v->to_mentor = feedback_to_mentor_due(c, &v->pair, sql_meeting_held_count(c, q->subject));
	return OK;
}

enum result
web_feedback_list(struct req *q)
{
	struct feedback_list_view v = { .ask = { .work = "", .event_on = "" },
		.word = { .kind = "believe", .body = "" } };
	struct feedback_rows all;
	enum result r = list_fill(q, &v, &all);

	if (r != OK)
		return r;
	form_show(ask_form, &v.ask);
	form_show(kind_word_form, &v.word);
	return show_many(q, feedback_list, &v, feedback, &all);
}

enum result
web_feedback_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct feedback_view v = { 0 };
	struct feedback f;
	enum result r;

	if (!sql_feedback_get(c, q->subject, &f))
		return NOT_FOUND;
	r = pair_get(c, f.relationship, &v.pair);
	if (r != OK)
		return r;
	v.card = card_of(c, &f);
	v.may_answer = !v.card.mine && v.pair.active;
	v.form.answer = f.answer ? f.answer : "";
	form_show(feedback_answer_form, &v.form);
	return show_one(q, feedback_page, &v, feedback, &f);
}

/* ---- giving it ---- */

static enum result
new_fill(struct req *q, struct feedback_new_view *v, int64_t request)
{
	struct ctx *c = &q->ctx;
	struct option_rows levels;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	if (!request || !sql_feedback_request_get(c, request, q->subject, &v->request) ||
		v->request.person == c->who)
		v->request.id = 0;
	v->step = feedback_asks_step(c, &v->pair) == GATE_REQUIRE;
	v->skills = skill_options(c, &v->pair);
	levels = practice_options(c, PRACTICE_CHOICE_STRENGTH);
	v->levels = (struct option_rows){ levels.n, ARENA_ARRAY(c->mem, struct option, levels.n) };
	for (int i = 0; i < levels.n; i++)
		v->levels.v[i] =
			(struct option){ arena_printf(c->mem, "%d", i + 1), levels.v[i].label };
	return OK;
}

enum result
web_feedback_new(struct req *q)
{
	struct feedback_new_view v = { 0 };
	struct pair p;
	enum result r = pair_open(&q->ctx, q->subject, &p);

	if (r == OK)
		r = new_fill(q, &v, req_query_int(q, "request", 0));
	if (r != OK)
		return r;
	v.form = (struct feedback_form){ .request = v.request.id,
		.situation = v.request.id ? v.request.work : "",
		.event_on = v.request.id ? v.request.event_on : "",
		.deed = "",
		.effect = "",
		.keep = "",
		.change = "",
		.next = "",
		.framing = "",
		.skill = "",
		.level = "" };
	form_show(feedback_form, &v.form);
	return show_page(q, feedback_new, &v);
}

/* They have parted since the form was opened: it says so, with everything that was typed. */
static enum result
show_over(struct req *q, struct feedback_new_view *v)
{
	struct pair p;

	if (q->json)
		return pair_open(&q->ctx, q->subject, &p);
	q->ctx.problems = NULL;
	return show_invalid(q, CONFLICT, feedback_new, v);
}

enum result
web_feedback_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct feedback_new_view v = { 0 };
	bool right = form_read(q, feedback_form, &v.form);
	enum result r = new_fill(q, &v, v.form.request);
	int64_t id = 0;

	if (r != OK)
		return r;
	if (!v.pair.active)
		return show_over(q, &v);
	if (!right)
		return show_invalid(q, INVALID, feedback_new, &v);
	/* Looked at once more before it leaves, with hints; a program means what it says. */
	if (!q->json && !v.form.sure && (*v.form.keep || *v.form.change)) {
		v.hints = feedback_hints(c, &v.pair, &v.form);
		v.skill = fmt_skill(c, v.form.skill);
		return show_page(q, feedback_check, &v);
	}
	r = feedback_give(c, q->subject, &v.form, &id);
	if (r == INVALID)
		return show_invalid(q, r, feedback_new, &v);
	if (r == OK && !q->json)
		flash(q, tr(c, _("%s can read it now."), fmt_first(c, v.pair.partner_name)));
	return created(q, r, id, url_feedback_list(c, q->subject));
}

enum result
web_feedback_edit(struct req *q)
{
	struct feedback_new_view v = { 0 };
	bool right = form_read(q, feedback_form, &v.form);
	enum result r = new_fill(q, &v, v.form.request);

	if (r != OK)
		return r;
	(void)right; /* what was typed comes back as it is */
	if (!v.pair.active)
		return show_over(q, &v);
	q->ctx.problems = NULL;
	return show_page(q, feedback_new, &v);
}

enum result
web_feedback_reading_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	if (!(q->standing & STANDING_SELF))
		sql_feedback_set_read(c, q->subject, c->now);
	return changed(q, OK, url_feedback_show(c, q->subject));
}

enum result
web_feedback_answer_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct feedback_view v = { 0 };
	struct feedback f;
	enum result r;

	if (!sql_feedback_get(c, q->subject, &f) || pair_get(c, f.relationship, &v.pair) != OK)
		return NOT_FOUND;
	v.card = card_of(c, &f);
	v.may_answer = !v.card.mine && v.pair.active;
	if (!form_read(q, feedback_answer_form, &v.form))
		return show_invalid(q, INVALID, feedback_page, &v);
	r = feedback_answer(c, q->subject, v.form.answer);
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_feedback_show(c, q->subject));
}

/* ---- asking, and a kind word ---- */

enum result
web_feedback_request_list(struct req *q)
{
	struct feedback_request_rows rows = sql_feedback_request_list(&q->ctx, q->subject);

	if (!q->json)
		return changed(q, OK, url_feedback_list(&q->ctx, q->subject));
	return show_json(q, feedback_request_items, &rows);
}

enum result
web_feedback_request_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct feedback_list_view v = { .word = { .kind = "believe", .body = "" } };
	struct feedback_rows all;
	enum result r;
	int64_t id = 0;

	if (!form_read(q, ask_form, &v.ask)) {
		r = list_fill(q, &v, &all);
		form_show(kind_word_form, &v.word);
		return r == OK ? show_invalid(q, INVALID, feedback_list, &v) : r;
	}
	r = feedback_ask(c, q->subject, &v.ask, &id);
	if (r == OK && !q->json)
		flash(q, _("Asked. You both see here that it is open."));
	return created(q, r, id, url_feedback_list(c, q->subject));
}

enum result
web_feedback_request_delete(struct req *q)
{
	enum result r = feedback_ask_no_more(&q->ctx, q->subject, q->ids[1]);

	return changed(q, r, url_feedback_list(&q->ctx, q->subject));
}

enum result
web_encouragement_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct words_view v = { 0 };
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : FEEDBACK_ON_PAGE, &v.pages);
	v.words = sql_encouragement_list(c, q->subject, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_encouragement_count(c, q->subject), &v.pages);
	return show_many(q, words_page, &v, encouragement, &v.words);
}

enum result
web_encouragement_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct feedback_list_view v = { .ask = { .work = "", .event_on = "" } };
	struct feedback_rows all;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, kind_word_form, &v.word))
		r = kind_word_say(c, q->subject, &v.word, &id);
	if (r == INVALID) {
		r = list_fill(q, &v, &all);
		form_show(ask_form, &v.ask);
		return r == OK ? show_invalid(q, INVALID, feedback_list, &v) : r;
	}
	if (r == OK && !q->json)
		flash(q, _("That will be a good moment of the day."));
	return created(q, r, id, url_feedback_list(c, q->subject));
}

/* ---- by skill ---- */

/* Levels from the first to the last that was said. */
static struct skill_line
line_of(struct ctx *c, int64_t relationship, const struct feedback_skill *s)
{
	int64_t first = sql_feedback_level_first(c, relationship, s->skill);
	int64_t last = sql_feedback_level_last(c, relationship, s->skill);

	return (struct skill_line){ .skill = s->skill,
		.name = fmt_skill(c, s->skill),
		.items = s->n,
		.advice = s->advice,
		.first = first,
		.last = last,
		.change = last - first };
}

enum result
web_skill_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct skill_view v = { .skill = "" };
	struct feedback_rows all;
	struct feedback_skill_rows skills = sql_feedback_skills(c, q->subject);
	const char *at = req_query(q, "skill");
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	v.skills.v = ARENA_ARRAY(c->mem, struct skill_line, skills.n);
	for (int i = 0; i < skills.n; i++)
		v.skills.v[v.skills.n++] = line_of(c, q->subject, &skills.v[i]);
	if (*at) {
		paging_read(q, FEEDBACK_ON_PAGE, &v.pages);
		all = sql_feedback_list(c, q->subject, at, v.pages.size, paging_offset(&v.pages));
		paging_total(q, sql_feedback_count(c, q->subject, at), &v.pages);
		v.items = cards_of(c, &all);
		v.advice = sql_advice_of_skill(
			c, q->subject, at, advice_old_day(c, v.pair.r.programme));
		v.skill = fmt_skill(c, at);
	}
	return show_many(q, skill_page, &v, skill_line, &v.skills);
}
