/* SPDX-License-Identifier: Apache-2.0 */
#include "features/advice/advice.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/notices/notices.h"
#include "features/talk/talk.h"

unsigned
standing_advice(struct ctx *c, int64_t id)
{
	struct advice_place a;
	struct pair p;

	if (!c->who || !sql_advice_place(c, id, &a) || pair_get(c, a.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (a.person == c->who ? STANDING_SELF : 0);
}

/* The advice and its pair, if it can still be written to. */
static enum result
open_advice(struct ctx *c, int64_t advice, struct advice *ret, struct pair *p)
{
	if (!sql_advice_get(c, advice, "", ret))
		return NOT_FOUND;
	return pair_open(c, ret->relationship, p);
}

static enum result
only_mentee(struct ctx *c, const struct pair *p)
{
	if (!str_eq(p->my_role, "mentor"))
		return OK;
	c->why = tr(c, _("Only %s can say what became of it."), fmt_first(c, p->partner_name));
	return FORBIDDEN;
}

enum result
advice_note(struct ctx *c, int64_t relationship, const struct advice_form *f, int64_t *ret_id)
{
	const char *given_on = *f->given_on ? f->given_on : today_on(c);
	const char *skill = f->skill ? f->skill : "";
	struct question asked;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (f->question &&
		(!sql_question_get(c, f->question, &asked) || asked.relationship != relationship))
		return invalid(c, "question", _("Choose one of your questions."));
	if (strcmp(given_on, today_on(c)) > 0)
		return invalid(c, "given_on", _("Choose today or a day before."));
	r = skill_check(c, &p, skill);
	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_advice_insert(
		c, *ret_id, relationship, p.me, f->question, skill, f->body, given_on, c->now);
	return OK;
}

enum result
advice_try(struct ctx *c, int64_t advice, const struct tried_form *f)
{
	struct advice a;
	struct pair p;
	enum result r = open_advice(c, advice, &a, &p);

	if (r == OK)
		r = only_mentee(c, &p);
	if (r != OK)
		return r;
	if (strcmp(f->tried_on, today_on(c)) > 0)
		return invalid(c, "tried_on", _("Choose today or a day before."));
	if (strcmp(f->tried_on, a.given_on) < 0)
		return invalid(c, "tried_on",
			tr(c, _("Choose a day from %s on, when it was given."),
				fmt_date(c, a.given_on)));
	sql_advice_set_state(
		c, advice, a.relationship, "tried", f->tried_on, f->result, c->who, c->now);
	return OK;
}

static enum result
set_state(struct ctx *c, int64_t advice, const char *state)
{
	struct advice a;
	struct pair p;
	enum result r = open_advice(c, advice, &a, &p);

	if (r == OK)
		r = only_mentee(c, &p);
	if (r == OK && !*a.body)
		sql_advice_delete(
			c, advice); /* whose words were taken away: nothing is left to try */
	else if (r == OK)
		sql_advice_set_state(c, advice, a.relationship, state, "", "", 0, c->now);
	return r;
}

enum result
advice_aside(struct ctx *c, int64_t advice)
{
	return set_state(c, advice, "aside");
}

enum result
advice_again(struct ctx *c, int64_t advice)
{
	return set_state(c, advice, "open");
}

enum result
advice_remove(struct ctx *c, int64_t advice)
{
	struct advice a;
	struct pair p;
	enum result r = open_advice(c, advice, &a, &p);

	if (r != OK)
		return r;
	if (a.person != c->who)
		return FORBIDDEN;
	if (a.result_by && a.result_by != c->who)
		sql_advice_clear(c, advice, c->now);
	else
		sql_advice_delete(c, advice);
	return OK;
}

const char *
advice_old_day(struct ctx *c, int64_t programme)
{
	int64_t days = threshold(c, programme, PRACTICE_THRESHOLD_ADVICE_UNTRIED);

	return day_text(c->mem, day_today(c) - days);
}

int64_t
advice_waiting(struct ctx *c, const struct pair *p)
{
	return sql_advice_old(c, p->r.id, advice_old_day(c, p->r.programme));
}
