/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/matching.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(rule_form, RULE_FORM)
FORM_DEFINE(aim_form, AIM_FORM)

static enum result
check_fields(struct ctx *c, const struct known *k, enum criterion_kind kind, struct rule_form *f)
{
	int a, b;

	if (kind == CRITERION_NOT_MANAGER) {
		f->mentee_field = f->mentor_field = "";
		return OK;
	}
	if (kind != CRITERION_SHARED || str_empty(f->mentor_field))
		f->mentor_field = f->mentee_field;
	a = known_find(k, f->mentee_field);
	b = known_find(k, f->mentor_field);
	if (a < 0)
		return invalid(c, "mentee_field", _("Choose what is compared."));
	if (b < 0)
		return invalid(c, "mentor_field", _("Choose what it is compared with."));
	if (!criterion_compares(kind, k->fields[a].kind, k->fields[b].kind))
		return invalid(c, "mentee_field",
			_("This rule cannot compare these. Choose something else."));
	return OK;
}

static enum result
check_numbers(struct ctx *c, enum criterion_kind kind, struct rule_form *f)
{
	bool steps = kind == CRITERION_STEPS;
	bool least = kind == CRITERION_SHARED || kind == CRITERION_HOURS;
	bool each = kind == CRITERION_SHARED && !f->hard;

	if (steps && (f->lo > 100 || f->hi > 100))
		return invalid(c, f->lo > 100 ? "lo" : "hi", _("Enter at most 100 steps."));
	if (steps && f->lo > f->hi)
		return invalid(c, "hi", _("Enter a number that is not below the first one."));
	if (least && (f->lo < 0 || (kind == CRITERION_HOURS && f->lo > 168)))
		return invalid(c, "lo",
			kind == CRITERION_HOURS ? _("Enter a number of hours from 1 to 168.")
						: _("Enter 1 or more."));
	if (kind == CRITERION_DISTANCE && f->hi < 0)
		return invalid(c, "hi", _("Enter 0 or more."));
	if (!f->hard && f->points < 1)
		return invalid(c, "points", _("Enter how many points it gives: 1 or more."));
	if (each && f->cap && f->cap < f->points)
		return invalid(
			c, "cap", _("Enter at least as many points as one thing in common gives."));
	if (!steps && !least)
		f->lo = 0;
	if (least && f->lo < 1)
		f->lo = 1;
	if (!steps && kind != CRITERION_DISTANCE)
		f->hi = 0;
	if (f->hard)
		f->points = 0;
	if (!each)
		f->cap = 0;
	return OK;
}

/* Also puts to nothing what this kind of rule has no use for. */
static enum result
check(struct ctx *c, const char *word, struct rule_form *f)
{
	struct known k = known_read(c);
	enum criterion_kind kind;

	if (str_empty(word) || !criterion_kind_of(word, &kind))
		return invalid(c, "kind", _("Choose what kind of rule it is."));
	if (kind == CRITERION_NOT_MANAGER && !f->hard)
		return invalid(c, "hard", _("This rule can only hold always."));
	if (check_fields(c, &k, kind, f) != OK || check_numbers(c, kind, f) != OK)
		return INVALID;
	return OK;
}

enum result
rule_add(struct ctx *c, int64_t programme, const struct rule_form *form, int64_t *ret_id)
{
	struct rule_form f = *form;

	if (check(c, f.kind, &f) != OK)
		return INVALID;
	*ret_id = sql_rule_insert(c, programme, f.hard, f.kind, f.mentee_field, f.mentor_field,
		f.lo, f.hi, f.points, f.cap);
	return *ret_id ? OK : NOT_FOUND;
}

static bool
rule_of(struct ctx *c, int64_t programme, int64_t id, struct rule *ret)
{
	return sql_rule_get(c, id, ret) && ret->programme == programme;
}

enum result
rule_change(struct ctx *c, int64_t programme, int64_t rule, const struct rule_form *form)
{
	struct rule_form f = *form;
	struct rule r;

	if (!rule_of(c, programme, rule, &r))
		return NOT_FOUND;
	f.hard = r.hard != 0;
	if (check(c, r.kind, &f) != OK)
		return INVALID;
	sql_rule_change(c, rule, f.mentee_field, f.mentor_field, f.lo, f.hi, f.points, f.cap);
	return OK;
}

enum result
rule_remove(struct ctx *c, int64_t programme, int64_t rule)
{
	struct rule r;

	if (!rule_of(c, programme, rule, &r))
		return NOT_FOUND;
	sql_rule_forget(c, programme, c->now - RULE_KEPT);
	sql_rule_delete(c, rule, c->now);
	return OK;
}

enum result
rule_restore(struct ctx *c, int64_t programme, int64_t rule)
{
	if (!sql_rule_restore(c, rule, programme, c->now - RULE_KEPT))
		return conflict(c, _("This rule cannot be brought back any more. Add it again."));
	return OK;
}

enum result
rules_usual(struct ctx *c, int64_t programme)
{
	if (!programme_usual_rules(c, programme))
		return conflict(c, _("This programme has rules already. Change them one by one."));
	return OK;
}

enum result
choice_set(struct ctx *c, int64_t programme, const struct aim_form *f)
{
	const char *fair = str_empty(f->fair) ? "none" : f->fair;

	if (!str_eq(fair, "none") && str_eq(f->aim, "fit"))
		return invalid(c, "fair",
			_("Pairs can only be made more even if everyone comes first. Choose "
			  "\"Everyone first\", or no fairness."));
	if (!str_eq(fair, "none") && f->spread)
		return invalid(c, "spread",
			_("Make either the pairs more even or the mentors' share, not both."));
	sql_programme_set_choice(c, programme, f->aim, fair, f->quota, f->spread, c->now);
	return OK;
}
