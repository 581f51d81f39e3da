/* SPDX-License-Identifier: Apache-2.0 */
#include "features/onboarding/onboarding.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/own.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"

/* As who somebody takes part: in programmes of one kind everybody is a "mentee". */
static const char *
role_kept(const struct pair *p)
{
	return str_eq(p->my_role, "mentor") ? "mentor" : "mentee";
}

void
beginning_signed(struct ctx *c, const struct pair *p, int64_t *ret_mine, int64_t *ret_theirs)
{
	struct pledge_both both = { 0 };

	sql_pledge_both(c, p->r.id, p->me, &both);
	*ret_mine = both.mine;
	*ret_theirs = both.theirs;
}

void
beginning_state(struct ctx *c, const struct pair *p, struct beginning *ret)
{
	*ret = (struct beginning){
		.relationship = p->r.id,
		.role = p->my_role,
		.role_taken_at = sql_role_taken_at(c, p->r.programme, p->me, role_kept(p)),
	};
	beginning_signed(c, p, &ret->signed_at, &ret->partner_signed_at);
	ret->ready = ret->signed_at && ret->partner_signed_at;
}

bool
beginning_asked(struct ctx *c, const struct pair *p)
{
	struct beginning b;

	if (!p->active)
		return false;
	beginning_state(c, p, &b);
	if (!b.signed_at && gate_mode(c, p->r.programme, PRACTICE_GATE_PLEDGE) != GATE_OFF)
		return true;
	return !b.role_taken_at &&
	       gate_mode(c, p->r.programme, PRACTICE_GATE_ROLE_READ) != GATE_OFF;
}

static bool
ticked(struct ctx *c, const char *field, bool value)
{
	if (!value)
		invalid(c, field,
			_("Tick this when you agree. If you do not, talk about it first."));
	return value;
}

const char *const beginning_rules[] = { PRACTICE_GROUND_RULES_PLEDGE, PRACTICE_GROUND_RULES_CAN,
	PRACTICE_GROUND_RULES_CANNOT, NULL };

const char *
role_card(struct ctx *c, const struct pair *p)
{
	struct programme of = { .template = "" };

	programme_read(c, p->r.programme, &of);
	return practice_field(programme_template(of.template),
		str_eq(p->my_role, "mentor") ? "role_mentor" : "role_mentee", "");
}

const char *
role_as_taken(struct ctx *c, const struct pair *p)
{
	const char *words = sql_role_taken_words(c, p->r.programme, p->me, role_kept(p));

	return words ? words : "";
}

enum result
beginning_sign(struct ctx *c, int64_t relationship, const struct beginning_form *f)
{
	const char *cards[2] = { NULL };
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	bool all;

	if (r != OK)
		return r;
	all = ticked(c, "role", f->role);
	all = ticked(c, "limits", f->limits) && all;
	all = ticked(c, "points", f->points) && all;
	if (!all)
		return INVALID;
	cards[0] = role_card(c, &p);
	sql_role_taken_save(c, p.r.programme, p.me, role_kept(&p),
		practice_keep(c, "role-card", cards), c->now);
	sql_pledge_save(
		c, relationship, p.me, practice_keep(c, "ground-rules", beginning_rules), c->now);
	return OK;
}

/* ---- the six things ---- */

static void
item_add(struct checklist_item_rows *rows, const char *id, const char *name, int64_t begun,
	bool done, const char *owner, const char *url)
{
	rows->v[rows->n++] = (struct checklist_item){ id, name,
		done	? "done"
		: begun ? "begun"
			: "untouched",
		done ? "" : owner, url };
}

/* Whose turn it is where both say something and only one has: the other one's, else of whoever begins. */
static const char *
turn(struct ctx *c, bool mine, bool theirs, const char *partner, const char *begins)
{
	if (mine == theirs)
		return begins;
	return mine ? partner : _("you");
}

struct checklist_item_rows
checklist(struct ctx *c, const struct pair *p, int *ret_done)
{
	struct checklist_item_rows rows = { 0, ARENA_ARRAY(c->mem, struct checklist_item, 6) };
	struct checklist_facts f = { 0 };
	const char *both = _("both of you");
	const char *partner = fmt_first(c, p->partner_name);
	const char *mentee = str_eq(p->my_role, "mentee")   ? _("you")
			     : str_eq(p->my_role, "mentor") ? partner
							    : both;
	int64_t r = p->r.id;

	sql_checklist_facts(c, r, p->me, &f);
	item_add(&rows, "wants", _("What each of you wants"), f.mine + f.theirs, f.mine && f.theirs,
		turn(c, f.mine, f.theirs, partner, both), url_preparation_show(c, r));
	item_add(&rows, "boundaries", _("Roles and limits"),
		f.limits_mine + f.limits_theirs + f.agreed + (f.proposed_by != 0), f.agreed,
		f.proposed_by
			? turn(c, f.proposed_by == p->me, f.proposed_by != p->me, partner, both)
			: turn(c, f.limits_mine, f.limits_theirs, partner, both),
		url_agreement_list(c, r));
	item_add(&rows, "goals", _("Goals"), f.goals, f.accepted,
		turn(c, f.yes_mine, f.yes_theirs, partner, mentee), url_goal_list(c, r));
	item_add(&rows, "roadmap", _("Roadmap"), f.themes + f.steps, f.themes + f.steps > 1, both,
		url_roadmap_show(c, r));
	item_add(&rows, "follow-through", _("Promises that are kept"), f.promises, f.promises > 0,
		both, url_commitment_list(c, r));
	item_add(&rows, "check-ins", _("Regular meetings"), f.held + f.booked,
		f.booked > 0 && f.held > 0, both, url_meeting_list(c, r));
	*ret_done = 0;
	for (int i = 0; i < rows.n; i++)
		*ret_done += str_eq(rows.v[i].state, "done");
	return rows;
}

bool
checklist_touched(const struct checklist_item_rows *items)
{
	for (int i = 0; i < items->n; i++)
		if (str_eq(items->v[i].state, "untouched"))
			return false;
	return true;
}
