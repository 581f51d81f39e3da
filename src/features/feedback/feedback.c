/* SPDX-License-Identifier: Apache-2.0 */
#include "features/feedback/feedback.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/notices/letter.h"
#include "features/people/people.h"
#include "features/programmes/asks.h"
#include "practice.gen.h"

#define QUARTER (91 * DAY)

unsigned
standing_feedback(struct ctx *c, int64_t id)
{
	struct feedback_place f;

	if (!c->who || !sql_feedback_relationship(c, id, &f))
		return 0;
	if (f.author == c->who)
		return STANDING_SELF;
	return f.mentor == c->who || f.mentee == c->who ? STANDING_PARTICIPANT : 0;
}

/* The partner hears that there is something, never what. */
static void
tell(struct ctx *c, const struct pair *p, const char *letter, const char *url)
{
	struct letter_to to;

	if (!person_letter_to(c, p->partner, &to))
		return;
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "partner", p->my_name },
			{ "link", whole_address(c, url) }, { NULL, NULL } },
		NULL);
}

/* ---- giving ---- */

enum gate_mode
feedback_asks_step(struct ctx *c, const struct pair *p)
{
	enum gate_mode mode = gate_mode(c, p->r.programme, PRACTICE_GATE_FIRST_STEP);

	return p->ally && mode == GATE_REQUIRE ? GATE_REMIND : mode;
}

static enum result
check(struct ctx *c, const struct pair *p, const struct feedback_form *f)
{
	int64_t day;

	skill_check(c, p, f->skill);
	if (!*f->keep && !*f->change)
		invalid(c, "keep",
			_("Say what was good, or what could be different. Both is best."));
	if (*f->change && !*f->next && feedback_asks_step(c, p) == GATE_REQUIRE)
		invalid(c, "next",
			_("Name a first step. Without one, nobody knows what to do with it."));
	if (*f->event_on && day_parse(f->event_on, &day) && day > day_today(c))
		invalid(c, "event_on", _("Choose a day that has come."));
	return c->problems ? INVALID : OK;
}

enum result
feedback_give(struct ctx *c, int64_t relationship, const struct feedback_form *f, int64_t *ret_id)
{
	struct feedback_request request;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t level = *f->level ? *f->level - '0' : 0;

	if (r == OK)
		r = check(c, &p, f);
	if (r != OK)
		return r;
	if (f->request && (!sql_feedback_request_get(c, f->request, relationship, &request) ||
				  request.person == p.me))
		return conflict(c, _("This was not asked of you, or it was taken back."));
	*ret_id = new_id(c);
	sql_feedback_insert(c, *ret_id, relationship, p.me, f->request, f->event_on, f->skill,
		level, f->situation, f->deed, f->effect, f->keep, f->change, f->framing, f->next,
		*f->keep != 0, *f->change != 0, c->now);
	if (f->request)
		sql_feedback_request_close(c, f->request, c->now);
	tell(c, &p, PRACTICE_LETTER_FEEDBACK_GIVEN, url_feedback_show(c, *ret_id));
	return OK;
}

enum result
feedback_answer(struct ctx *c, int64_t feedback, const char *answer)
{
	struct feedback_place f;
	struct pair p;
	enum result r;

	if (!sql_feedback_relationship(c, feedback, &f))
		return NOT_FOUND;
	r = pair_open(c, f.relationship, &p);
	if (r != OK)
		return r;
	if (f.author == p.me)
		return FORBIDDEN;
	sql_feedback_set_read(c, feedback, c->now);
	sql_feedback_set_answer(c, feedback, f.relationship, answer, c->now);
	tell(c, &p, PRACTICE_LETTER_FEEDBACK_ANSWERED, url_feedback_show(c, feedback));
	return OK;
}

/* ---- asking ---- */

enum result
feedback_ask(struct ctx *c, int64_t relationship, const struct ask_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_feedback_request_insert(c, *ret_id, relationship, p.me, f->work, f->event_on, c->now);
	tell(c, &p, PRACTICE_LETTER_FEEDBACK_ASKED, url_feedback_list(c, relationship));
	return OK;
}

enum result
feedback_ask_no_more(struct ctx *c, int64_t relationship, int64_t request)
{
	struct feedback_request x;

	if (!sql_feedback_request_get(c, request, relationship, &x) || x.person != c->who)
		return NOT_FOUND;
	sql_feedback_request_close(c, request, c->now);
	return OK;
}

enum result
kind_word_say(struct ctx *c, int64_t relationship, const struct kind_word_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (str_eq(f->kind, "appreciation") && !*f->body)
		return invalid(
			c, "body", _("Say what you are grateful for. One sentence is enough."));
	*ret_id = new_id(c);
	sql_encouragement_insert(c, *ret_id, relationship, p.me, f->kind, f->body, c->now);
	tell(c, &p, PRACTICE_LETTER_ENCOURAGED, url_feedback_list(c, relationship));
	return OK;
}

/* ---- what is due ---- */

bool
feedback_to_mentor_due(struct ctx *c, const struct pair *p, int64_t held)
{
	struct feedback_by mine;

	if (!p->active || !str_eq(p->my_role, "mentee") ||
		!sql_feedback_by(c, p->r.id, p->me, &mine))
		return false;
	if (mine.given < 2)
		return held >= (mine.given ? 5 : 2);
	return mine.last_at + QUARTER <= c->now;
}

int64_t
feedback_asked_of_me(struct ctx *c, const struct pair *p)
{
	int64_t hours = threshold(c, p->r.programme, PRACTICE_THRESHOLD_FEEDBACK_PROMPT);

	return sql_feedback_asked(c, p->r.id, p->me, today_on(c),
		day_text(c->mem, local_day(c->tz, c->now - hours * 3600)));
}
