/* SPDX-License-Identifier: Apache-2.0 */
/* Steps about whether it fits, how it ends, and what comes after. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/trail/steps.h"
#include "features/trail/trail.h"

void
ending_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	struct sheet_state look;
	int64_t end;

	f->touch = touch_plan_due(c, p);
	f->over = p->active && !p->ally && *p->r.ends_on && day_parse(p->r.ends_on, &end) &&
		  end < day_today(c);
	f->looked_back = true;
	if (p->active && (p->ally || !ending_is_near(c, p)))
		return;
	sheet_state(c, p, PRACTICE_SHEET_LOOKING_BACK, &look);
	f->looked_back = look.mine;
}

static struct next_step
look_back_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("Look back with %s"), fmt_first(c, p->partner_name)),
		.text = _("What you wanted, what became of it, what you take with you. Each of you "
			  "answers what you like; then you read it side by side."),
		.action = _("Look back"),
		.url = url_review_show(c, p->r.id),
	};
}

bool
ending_step(struct ctx *c, const struct pair *p, const struct pair_facts *f, struct next_step *ret)
{
	const char *name = fmt_first(c, p->partner_name);

	if (f->touch)
		*ret = (struct next_step){
			.title = tr(c, _("How do you and %s stay in touch?"), name),
			.text = p->ally ? _("You are allies now. Settle how often you want to hear "
					    "from each other.")
					: _("The programme ends soon. One date keeps more alive "
					    "than many good intentions."),
			.action = _("Settle it"),
			.url = url_touch_show(c, p->r.id),
		};
	else if (!f->looked_back)
		*ret = look_back_step(c, p);
	else if (f->over)
		*ret = (struct next_step){
			.title = tr(c, _("%s has come to its end"), p->r.programme_name),
			.text = tr(c,
				_("Say goodbye to each other, or go on as allies: you and %s "
				  "decide."),
				name),
			.action = _("End it well"),
			.url = url_ending_new(c, p->r.id),
		};
	else
		return false;
	return true;
}

struct next_step
finished_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	if (!f->looked_back)
		return look_back_step(c, p);
	return (struct next_step){
		.title = tr(c, _("You and %s have finished"), fmt_first(c, p->partner_name)),
		.text = _("Everything you wrote is still here, for the two of you."),
		.action = _("See what comes after"),
		.url = url_aftermath_show(c, p->r.id),
	};
}

struct next_step
fit_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("Do you and %s suit each other?"), fmt_first(c, p->partner_name)),
		.text = _("One click. The other one does not read it."),
		.action = _("Say how it is"),
		.url = url_fit_show(c, p->r.id),
	};
}
