/* SPDX-License-Identifier: Apache-2.0 */
#include "features/trail/trail.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/health/answers.h"
#include "features/trail/steps.h"

/* How far back a meeting that was not closed is still asked about. */
#define ASK_TO_CLOSE (21 * DAY)
/* Nobody is asked how it is between the two before they have met this often. */
#define PULSE_MEETINGS 2

/* The latest meeting that I have not closed; 0 if there is none. Asked only where one lies so that it could be. */
static int64_t
unclosed_of(struct ctx *c, const struct pair *p, const struct meeting_line_rows *all)
{
	int64_t since = c->now - ASK_TO_CLOSE;

	for (int i = all->n; i-- && all->v[i].starts_at >= since;)
		if (str_eq(all->v[i].state, "held") ||
			(all->v[i].starts_at <= c->now && str_eq(all->v[i].state, "planned")))
			return sql_trail_unclosed(c, p->r.id, p->me, c->now, since);
	return 0;
}

static void
first_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	const struct meeting_line_rows *all = meeting_lines(c, p->r.id);
	const struct meeting_line *next = lines_next(all, c->now - 3600);
	struct pause pause;

	f->until = "";
	f->paused = str_eq(p->r.state, "paused");
	if (f->paused && sql_pause_get(c, p->r.id, &pause))
		f->until = pause.until_on;
	f->held = lines_held(all);
	f->next = next ? *next : (struct meeting_line){ 0 };
	f->unclosed = unclosed_of(c, p, all);
	f->unread = message_unread(c, p->r.id);
	preparation_state(c, p, &f->preparation);
	agreement_brief(c, p, f->held, &f->agreement);
	f->late = sql_trail_late(c, p->r.id, p->me, today_on(c));
}

static void
next_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	ending_facts(c, p, f);
	again_facts(c, p, f);
	f->sign = !f->held && beginning_asked(c, p);
	goals_count(c, p->r.id, &f->goals, &f->smart);
	f->asked = p->active ? feedback_asked_of_me(c, p) : 0;
}

static void
calm_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	if (f->paused)
		return; /* nobody is asked for anything */
	f->to_mentor = feedback_to_mentor_due(c, p, f->held);
	f->fit = fit_due(c, p, f->held);
	f->pulse = pulse_due(c, p, f->held);
	f->review = goal_due(c, p->r.id, p->me);
	f->milestone = milestone_due(c, p);
	f->check = check_due_now(c, p);
	f->decision = decision_due(c, p->r.id);
	f->reflect = p->active && !f->paused && reflection_due(c, p);
}

static void
page_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	f->six = checklist(c, p, &f->begun);
	f->starting = !checklist_touched(&f->six);
	f->concerns = sql_concern_to_partner(c, p->r.id, p->me);
	f->agreement.offer = sql_style_offer_open(c, p->r.id);
	if (p->active)
		sql_talk_waiting(c, p->r.id, p->me, today_on(c), &f->talk);
}

static void (*const readers[READ_PARTS])(
	struct ctx *c, const struct pair *p, struct pair_facts *f) = {
	[READ_FIRST] = first_facts,
	[READ_NEXT] = next_facts,
	[READ_CALM] = calm_facts,
	[READ_PAGE] = page_facts,
};

/* f with everything up to part. */
static void
need(struct ctx *c, const struct pair *p, struct pair_facts *f, enum read_part part)
{
	while (f->read <= (int)part)
		readers[f->read++](c, p, f);
}

void
pair_facts(struct ctx *c, const struct pair *p, struct pair_facts *ret)
{
	*ret = (struct pair_facts){ 0 };
	need(c, p, ret, READ_PAGE);
}

static struct next_step
prepare_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	const char *name = fmt_first(c, p->partner_name);

	return (struct next_step){
		.title = tr(c, _("Prepare to meet %s"), name),
		.text = f->preparation.theirs ? tr(c,
							_("%s has answered the questions already. "
							  "When you have too, you "
							  "can read both answers side by side."),
							name)
					      : tr(c,
							_("You and %s answer a few questions, each "
							  "alone. When both are "
							  "ready, you read them side by side."),
							name),
		.action = _("Answer the questions"),
		.url = url_preparation_show(c, p->r.id),
	};
}

static struct next_step
close_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	return (struct next_step){
		.title = tr(c, _("How was your meeting with %s?"), fmt_first(c, p->partner_name)),
		.text = _("Three short questions keep what was good and what comes next. It takes "
			  "two minutes."),
		.action = _("Close the meeting"),
		.url = url_closing_new(c, f->unclosed),
	};
}

static struct next_step
meet_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	return (struct next_step){
		.title = tr(c, _("You meet %s soon"), fmt_first(c, p->partner_name)),
		.text = tr(c, _("%s. The agenda is ready, and you can add to it."),
			fmt_when(c, f->next.starts_at)),
		.action = _("Look at the agenda"),
		.url = url_meeting_show(c, f->next.id),
	};
}

static struct next_step
plan_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	const char *name = fmt_first(c, p->partner_name);

	return (struct next_step){
		.title = f->held ? tr(c, _("When do you meet %s again?"), name)
				 : tr(c, _("Plan your first meeting with %s"), name),
		.text = f->held ? _("Nothing is planned yet. Pairs that always have a next date "
				    "meet "
				    "more often.")
				: _("You are both prepared. A first hour is enough to begin with."),
		.action = _("Plan a meeting"),
		.url = url_meeting_new(c, p->r.id),
	};
}

static struct next_step
goal_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	bool mentee = !str_eq(p->my_role, "mentor");

	return (struct next_step){
		.title = f->goals ? _("Make a goal clear") : _("Write the first goal"),
		.text = mentee ? _("One clear goal makes every conversation easier to begin. Five "
				   "questions help you to write it.")
			       : tr(c,
					 _("One clear goal makes every conversation easier to "
					   "begin. "
					   "Help %s to find it."),
					 fmt_first(c, p->partner_name)),
		.action = f->goals ? _("Look at the goals") : _("Write a goal"),
		.url = f->goals ? url_goal_list(c, p->r.id) : url_goal_new(c, p->r.id),
	};
}

static struct next_step
promise_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	return (struct next_step){
		.title = tr_n(c, "%d promise is late", "%d promises are late", f->late),
		.text = tr(c,
			_("Do it, or tell %s what has changed. Both are fine; silence is not."),
			fmt_first(c, p->partner_name)),
		.action = _("See what you promised"),
		.url = url_commitment_list(c, p->r.id),
	};
}

/* On a date that the two have set: where does it stand, as each of them sees it? */
static struct next_step
look_up_step(struct ctx *c, const struct pair_facts *f)
{
	return (struct next_step){
		.title = f->review ? _("Where does your goal stand?")
				   : _("How does the milestone look?"),
		.text = _("Each of you says how it looks. Where you see it differently is worth "
			  "talking about."),
		.action = _("Say how it looks"),
		.url = f->review ? url_goal_show(c, f->review)
				 : url_milestone_show(c, f->milestone),
	};
}

static struct next_step
wait_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	const char *name = fmt_first(c, p->partner_name);

	if (!p->active)
		return finished_step(c, p, f);
	if (f->paused)
		return (struct next_step){ tr(c, _("You and %s pause"), name),
			*f->until ? tr(c,
					    _("Until %s nobody is reminded of anything. You can go "
					      "on earlier."),
					    fmt_date(c, f->until))
				  : _("Nobody is reminded of anything."),
			"", "" };
	if (f->next.id)
		return (struct next_step){ tr(c, _("You are all set")),
			tr(c, _("You meet %s on %s."), name, fmt_when(c, f->next.starts_at)),
			_("Look at the agenda"), url_meeting_show(c, f->next.id) };
	if (!f->preparation.required || f->preparation.theirs)
		return (struct next_step){ tr(c, _("Your part is done")),
			tr(c, _("As soon as %s has signed too, you can plan your first meeting."),
				name),
			_("Your role, and what we promise"), url_beginning_show(c, p->r.id) };
	return (struct next_step){ tr(c, _("Your part is done")),
		tr(c,
			_("%s answers the questions now. We write you a mail as soon as you can "
			  "read "
			  "them."),
			name),
		_("What we both bring"), url_preparation_show(c, p->r.id) };
}

/* What is left when nothing presses. */
static struct next_step
calm_step(struct ctx *c, const struct pair *p, struct pair_facts *f, bool dates, int *ret_urgency)
{
	need(c, p, f, READ_CALM);
	*ret_urgency = 7;
	if (f->to_mentor)
		return feedback_step(c, p, f);
	if (f->fit)
		return fit_step(c, p);
	if (f->pulse && f->held >= PULSE_MEETINGS)
		return pulse_step(c, p);
	if (f->review || f->milestone)
		return look_up_step(c, f);
	if (f->check)
		return check_step(c, p);
	*ret_urgency = 8;
	if (f->decision || f->reflect)
		return journal_step(c, p, f);
	if (dates)
		return offer_step(c, p, f);
	*ret_urgency = NEXT_WAITS;
	return wait_step(c, p, f);
}

struct next_step
pair_next_step(struct ctx *c, const struct pair *p, struct pair_facts *f, int *ret_urgency)
{
	bool ready, dates;
	struct next_step step;

	need(c, p, f, p->active ? READ_FIRST : READ_NEXT);
	*ret_urgency = p->active || f->looked_back ? NEXT_WAITS : 6;
	if (!p->active || f->paused)
		return wait_step(c, p, f);
	*ret_urgency = 1;
	if (f->unclosed)
		return close_step(c, p, f);
	*ret_urgency = 2;
	if (f->unread)
		return message_step(c, p, f);
	if (!str_eq(p->r.readiness, "off") && !f->held && !f->preparation.mine)
		return prepare_step(c, p, f);
	*ret_urgency = 3;
	if (f->agreement.proposed && !f->agreement.proposed_by_me)
		return proposal_step(c, p);
	if (f->next.id && f->next.starts_at < c->now + 3 * DAY)
		return meet_step(c, p, f);
	*ret_urgency = 4;
	if (f->late)
		return promise_step(c, p, f);
	*ret_urgency = 5;
	need(c, p, f, READ_NEXT);
	ready = f->held || !meeting_comes_first(c, p);
	dates = !f->next.id && ready;
	if (ending_step(c, p, f, &step))
		return step;
	if (dates && f->again == AGAIN_ASK)
		return plan_step(c, p, f);
	if (dates && f->again == AGAIN_OFFER)
		return offer_step(c, p, f);
	*ret_urgency = 6;
	/* Where it is required; else it waits among what the two can turn to. */
	if (f->sign && !ready)
		return begin_step(c, p);
	if (agreement_step(c, p, f, &step))
		return step;
	if (f->held && !f->smart)
		return goal_step(c, p, f);
	if (f->asked)
		return feedback_step(c, p, f);
	return calm_step(c, p, f, dates, ret_urgency);
}

const char *
pair_waiting(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	const char *name = fmt_first(c, p->partner_name);

	if (!p->active)
		return "";
	if (f->preparation.theirs && !f->preparation.mine && f->held == 0)
		return tr(c, _("%s is ready and waits for your answers."), name);
	if (f->preparation.mine && !f->preparation.theirs && f->held == 0)
		return tr(c, _("You wait for the answers of %s."), name);
	if (f->agreement.proposed && f->agreement.proposed_by_me)
		return tr(c, _("%s has your proposal of how you work together."), name);
	if (f->agreement.boundaries.theirs && !f->agreement.boundaries.mine &&
		!f->agreement.version)
		return tr(c, _("%s has answered the questions about roles and limits."), name);
	if (f->talk.questions)
		return tr_n(c, "%2$s waits for your answer to a question.",
			"%2$s waits for your answers to %1$d questions.", f->talk.questions, name);
	if (f->talk.asked)
		return tr_n(c, "You wait for an answer of %2$s to your question.",
			"You wait for the answers of %2$s to %1$d questions.", f->talk.asked, name);
	return "";
}
