/* SPDX-License-Identifier: Apache-2.0 */
/* Milestones: on their day both are asked how it looks. */
#include "features/plan/plan.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/notices/notices.h"

unsigned
standing_milestone(struct ctx *c, int64_t id)
{
	struct milestone m;
	struct pair p;

	if (!c->who || !sql_milestone_get(c, id, &m) || pair_get(c, m.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT;
}

enum result
milestone_add(struct ctx *c, int64_t relationship, const struct milestone_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	struct goal g;

	if (r != OK)
		return r;
	if (f->goal && (!sql_goal_get(c, f->goal, &g) || g.relationship != relationship))
		return invalid(c, "goal", _("Choose one of your goals."));
	r = due_ahead(c, f->due_on, "");
	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_milestone_insert(c, *ret_id, relationship, f->goal, f->title, f->due_on, c->now);
	return OK;
}

static enum result
milestone_open(struct ctx *c, int64_t milestone, struct milestone *ret)
{
	struct pair p;

	if (!sql_milestone_get(c, milestone, ret))
		return NOT_FOUND;
	return pair_open(c, ret->relationship, &p);
}

enum result
milestone_change(struct ctx *c, int64_t milestone, const struct milestone_form *f)
{
	struct milestone m;
	enum result r = milestone_open(c, milestone, &m);

	if (r == OK)
		r = due_ahead(c, f->due_on, m.due_on);
	if (r == OK)
		sql_milestone_update(c, milestone, m.relationship, f->title, f->due_on);
	return r;
}

enum result
milestone_drop(struct ctx *c, int64_t milestone)
{
	struct milestone m;
	enum result r = milestone_open(c, milestone, &m);

	if (r == OK)
		sql_milestone_set_state(c, milestone, "dropped", c->now);
	return r;
}

enum result
milestone_answer(struct ctx *c, int64_t milestone, const struct milestone_answer_form *f)
{
	struct milestone m;
	enum result r = milestone_open(c, milestone, &m);
	bool done = str_eq(f->answer, "done");

	if (r != OK)
		return r;
	if (done && !*f->evidence && !*m.evidence)
		return invalid(
			c, "evidence", _("Say in a few words what shows that it is reached."));
	sql_milestone_answer_save(c, milestone, c->who, f->answer, c->now);
	if (*f->evidence)
		sql_milestone_set_evidence(c, milestone, m.relationship, f->evidence);
	sql_milestone_set_state(c, milestone, done ? "done" : "open", done ? c->now : 0);
	return OK;
}

static const char *
answer_words(struct ctx *c, const char *answer)
{
	if (str_eq(answer, "on-track"))
		return _("on track");
	if (str_eq(answer, "at-risk"))
		return _("at risk");
	return str_eq(answer, "done") ? _("done") : "";
}

/* Whether the reader, person, has said how it looks since its day came there. */
static bool
answered(struct ctx *c, int64_t milestone, const char *due_on, int64_t person)
{
	int64_t due = 0;

	day_parse(due_on, &due);
	return sql_milestone_answered(c, milestone, person, local_moment(c, c->tz, due, 0)) > 0;
}

struct milestone_row
milestone_row_of(struct ctx *c, const struct pair *p, const struct milestone *m)
{
	const char *today = today_on(c);
	struct milestone_row row = { .m = *m };

	row.mine = answer_words(c, sql_milestone_answer_of(c, m->id, p->me));
	row.theirs = answer_words(c, sql_milestone_answer_of(c, m->id, p->partner));
	row.due = str_eq(m->state, "open") && strcmp(m->due_on, today) <= 0 &&
		  !answered(c, m->id, m->due_on, p->me);
	return row;
}

int64_t
milestone_due(struct ctx *c, const struct pair *p)
{
	struct milestone_day_rows rows = sql_milestone_due_list(c, p->r.id, today_on(c));

	for (int i = 0; i < rows.n; i++)
		if (!answered(c, rows.v[i].id, rows.v[i].due_on, p->me))
			return rows.v[i].id;
	return 0;
}
