/* SPDX-License-Identifier: Apache-2.0 */
#include "features/errands/errands.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/endings/endings.h"
#include "features/errands/errands.sql.h"
#include "features/follow/follow.h"
#include "features/health/answers.h"
#include "features/health/health.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"

/* One kind of errand: the letter that asks for it, what the audit calls its thing, how it stands, how it is done. */
struct kind {
	const char *what, *letter, *subject;
	enum result (*look)(struct ctx *c, const struct errand *e, struct errand_about *ret);
	enum result (*run)(struct ctx *c, const struct errand *e, int64_t value);
	bool asks;
};

/* ---- meetings ---- */

static enum result
meeting_of(struct ctx *c, const struct errand *e, struct meeting *m, struct pair *p,
	struct errand_about *ret)
{
	enum result r;

	if (!sql_meeting_get(c, e->thing, m))
		return NOT_FOUND;
	r = pair_get(c, m->relationship, p);
	if (r == OK && (!p->active || m->starts_at != e->stamp || str_eq(m->state, "cancelled")))
		ret->state = ERRAND_GONE;
	return r;
}

static enum result
look_met(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct meeting m;
	struct pair p;
	enum result r = meeting_of(c, e, &m, &p, ret);

	if (r != OK)
		return r;
	if (ret->state == ERRAND_OPEN && str_eq(m.state, "held"))
		ret->state = ERRAND_DONE;
	ret->title = tr(c, _("You met %s on %s."), p.partner_name, fmt_when(c, e->stamp));
	ret->done = _("The meeting is noted as held.");
	ret->more = _("Three short questions keep what was good and what comes next. "
		      "Only the two of you read the answers.");
	ret->page = url_closing_new(c, m.id);
	return OK;
}

static enum result
run_met(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return meeting_took_place(c, e->thing);
}

static enum result
look_suits(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct meeting m;
	struct pair p;
	enum result r = meeting_of(c, e, &m, &p, ret);

	if (r != OK)
		return r;
	if (ret->state == ERRAND_OPEN && sql_meeting_yes_at(c, m.id, c->who, e->stamp))
		ret->state = ERRAND_DONE;
	else if (ret->state == ERRAND_OPEN && e->stamp <= c->now)
		ret->state = ERRAND_GONE;
	ret->title = tr(c, _("You and %s meet on %s."), p.partner_name, fmt_when(c, e->stamp));
	ret->done = tr(c, _("%s sees that the time suits you."), fmt_first(c, p.partner_name));
	ret->more = _("The agenda, and another time if you need one.");
	ret->page = url_meeting_show(c, m.id);
	return OK;
}

static enum result
run_suits(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return meeting_suits(c, e->thing, true);
}

/* ---- promises ---- */

static enum result
look_kept(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct commitment k;
	struct pair p;
	int64_t due = -1;
	enum result r;

	if (!sql_commitment_get(c, e->thing, &k) || k.owner != c->who)
		return NOT_FOUND;
	r = pair_get(c, k.relationship, &p);
	if (r != OK)
		return r;
	day_parse(k.due_on, &due);
	if (!p.active || due != e->stamp)
		ret->state = ERRAND_GONE;
	else if (str_eq(k.state, "done"))
		ret->state = ERRAND_DONE;
	/* Which one it is stands in no mail, and so not here. */
	ret->title = tr(c, _("One of the things you said you would do is due on %s."),
		fmt_date(c, day_text(c->mem, e->stamp)));
	ret->done = _("It is marked as done.");
	ret->more = _("Everything that the two of you have promised, and how to open one again.");
	ret->page = url_commitment_list(c, k.relationship);
	return OK;
}

static enum result
run_kept(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return commitment_close(c, e->thing, true);
}

static enum result
look_company(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct companion x;

	if (!sql_companion_get(c, e->thing, &x) || x.peer != c->who)
		return NOT_FOUND;
	if (str_eq(x.state, "ended") || x.created_at != e->stamp)
		ret->state = ERRAND_GONE;
	else if (str_eq(x.state, "accepted"))
		ret->state = ERRAND_DONE;
	ret->title = tr(c,
		_("%s asks you to keep company with a few promises: you would see what "
		  "%s chooses, nothing else, and get one mail a week."),
		x.owner_name, fmt_first(c, x.owner_name));
	ret->done = tr(c, _("You keep %s company."), fmt_first(c, x.owner_name));
	ret->more = _("See what was chosen for you, or stop at any time.");
	ret->page = url_companion_show(c, x.id);
	return OK;
}

static enum result
run_company(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return companion_accept(c, e->thing);
}

/* ---- two people ---- */

static enum result
look_go_on(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct errand_going_on g;
	struct pair p;
	enum result r = pair_get(c, e->thing, &p);

	if (r != OK)
		return r;
	if (!sql_errand_going_on(c, e->thing, &g) || g.asked_at != e->stamp || g.concluded_at ||
		!p.active)
		ret->state = ERRAND_GONE;
	else if (g.answered_at)
		ret->state = ERRAND_DONE;
	ret->title = tr(c, _("You and %s have not met for a while. Do you go on?"), p.partner_name);
	ret->done = _("Good to hear. Your relationship stays open.");
	ret->more =
		_("A date makes it easy to begin again. A pause or a kind ending are there, too.");
	ret->page = url_challenge_show(c, e->thing, PRACTICE_CHALLENGE_GOING_ON);
	return OK;
}

static enum result
run_go_on(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return going_on(c, e->thing);
}

static enum result
look_touch(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct errand_touch t;
	struct pair p;
	enum result r = pair_get(c, e->thing, &p);

	if (r != OK)
		return r;
	if (!sql_errand_touch(c, e->thing, &t) || t.asked_at != e->stamp || !p.active)
		ret->state = ERRAND_GONE;
	else if (t.touched_at >= t.asked_at)
		ret->state = ERRAND_DONE;
	ret->title =
		tr(c, _("You and %s wanted to hear from each other about now."), p.partner_name);
	ret->done = _("We come back in time for the next.");
	ret->more = _("How often you want to hear from each other, and how to change it.");
	ret->page = url_touch_show(c, e->thing);
	return OK;
}

static enum result
run_touch(struct ctx *c, const struct errand *e, int64_t value)
{
	(void)value;
	return touch_note(c, e->thing);
}

/* Only a first answer: what was answered before is neither shown nor changed from a mail. */
static enum result
look_check(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	struct pair p;
	enum result r = pair_get(c, e->thing, &p);

	if (r != OK)
		return r;
	if (!p.active || (c->now - p.r.started_at) / (MONTH_DAYS * DAY) != e->stamp)
		ret->state = ERRAND_GONE;
	else if (sql_check_in(c, e->thing, c->who, e->stamp))
		ret->state = ERRAND_DONE;
	ret->title = tr(c,
		_("A question for you alone: from 1 to 10, how much do you want to go "
		  "on with %s?"),
		p.partner_name);
	ret->done = _("Your answer is kept, for you alone.");
	ret->more = _("What you answered before, and what can be done if it is low.");
	ret->page = url_check_list(c, e->thing);
	return OK;
}

static enum result
run_check(struct ctx *c, const struct errand *e, int64_t value)
{
	if (value < 1 || value > 10)
		return invalid(c, "value", _("Choose a number from 1 to 10."));
	return check_answer(c, e->thing, value);
}

/* ---- all of them ---- */

static const struct kind kinds[] = {
	{ ERRAND_MET, PRACTICE_LETTER_MEETING_CLOSE, "meeting", look_met, run_met, false },
	{ ERRAND_SUITS, PRACTICE_LETTER_MEETING_BOOKED, "meeting", look_suits, run_suits, false },
	{ ERRAND_KEPT, PRACTICE_LETTER_COMMITMENT_DUE, "commitment", look_kept, run_kept, false },
	{ ERRAND_COMPANY, PRACTICE_LETTER_COMPANION_ASKED, "companion", look_company, run_company,
		false },
	{ ERRAND_GO_ON, PRACTICE_LETTER_GOING_ON_ASKED, "relationship", look_go_on, run_go_on,
		false },
	{ ERRAND_TOUCH, PRACTICE_LETTER_TOUCH_DUE, "relationship", look_touch, run_touch, false },
	{ ERRAND_CHECK, PRACTICE_LETTER_CHECK_IN, "relationship", look_check, run_check, true },
};

static const struct kind *
kind_of(const struct errand *e)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].what, e->what))
			return &kinds[i];
	return NULL;
}

enum result
errand_look(struct ctx *c, const struct errand *e, struct errand_about *ret)
{
	const struct kind *k = kind_of(e);

	*ret = (struct errand_about){ .state = ERRAND_OPEN };
	if (!k)
		return NOT_FOUND;
	ret->button = practice_field(practice_need("letter", k->letter), "act", c->lang->tag);
	return k->look(c, e, ret);
}

bool
errand_asks(const struct errand *e)
{
	const struct kind *k = kind_of(e);

	return k && k->asks;
}

enum result
errand_do(struct ctx *c, const struct errand *e, int64_t value)
{
	const struct kind *k = kind_of(e);
	struct errand_about about;
	enum result r = errand_look(c, e, &about);

	if (r != OK || about.state == ERRAND_DONE)
		return r;
	if (about.state == ERRAND_GONE)
		return conflict(c, _("This has changed since the mail went out."));
	r = k->run(c, e, value);
	if (r != OK)
		return r;
	audit_add(c, "by-mail", k->subject, e->thing);
	notices_seen(c, k->letter, about.page);
	return OK;
}
