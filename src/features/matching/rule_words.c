/* SPDX-License-Identifier: Apache-2.0 */
/* Rules as a manager reads them. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/matching.h"

static const struct {
	const char *kind, *name, *hint;
} kinds[] = {
	{ "same", N_("The same"), N_("Both have the same value, such as the same profession.") },
	{ "different", N_("Not the same"),
		N_("They are not known to have the same value, such as the same unit.") },
	{ "steps", N_("Some steps above"),
		N_("The mentor stands so many steps above the mentee in an order, such as "
		   "levels.") },
	{ "shared", N_("Something in common"),
		N_("They share languages or interests, or one wants to learn what the other "
		   "offers.") },
	{ "distance", N_("Not far apart"),
		N_("Two numbers or dates, such as their time zones, are near each other.") },
	{ "hours", N_("Hours that overlap"),
		N_("Both work at the same time for so many hours of the week.") },
	{ "not_manager", N_("Not the own line manager"),
		N_("Nobody gets a mentor who is also their line manager.") },
};

const char *
fmt_rule_kind(struct ctx *c, const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].name);
	return kind;
}

const char *
rule_kind_hint(struct ctx *c, const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].hint);
	return "";
}

static const char *
steps_words(struct ctx *c, const char *what, const struct rule *r)
{
	if (r->lo == 0 && r->hi == 0)
		return tr(c, _("%s: both on the same step"), what);
	if (r->lo < 0)
		return tr(c, _("%s: the mentor between %d and %d steps above"), what, r->lo, r->hi);
	if (r->lo == r->hi)
		return tr_n(c, "%2$s: the mentor %1$d step above",
			"%2$s: the mentor %1$d steps above", r->lo, what);
	return tr(c, _("%s: the mentor %d to %d steps above"), what, r->lo, r->hi);
}

static const char *
shared_words(struct ctx *c, const char *what, const struct rule *r)
{
	if (r->lo <= 1)
		return tr(c, _("%s: something in common"), what);
	return tr(c, _("%s: at least %d in common"), what, r->lo);
}

const char *
rule_words(struct ctx *c, const struct known *k, const struct rule *r)
{
	const char *what = known_label(c, k, r->mentee_field, r->mentor_field);
	enum criterion_kind kind;

	if (!criterion_kind_of(r->kind, &kind))
		return r->kind;
	switch (kind) {
	case CRITERION_SAME:
		return tr(c, _("%s: the same"), what);
	case CRITERION_DIFFERENT:
		return tr(c, _("%s: not the same"), what);
	case CRITERION_STEPS:
		return steps_words(c, what, r);
	case CRITERION_SHARED:
		return shared_words(c, what, r);
	case CRITERION_DISTANCE:
		return tr(c, _("%s: at most %d apart"), what, r->hi);
	case CRITERION_HOURS:
		return tr_n(c, "%2$s: at least %1$d hour a week in common",
			"%2$s: at least %1$d hours a week in common", r->lo, what);
	case CRITERION_NOT_MANAGER:
		return _("Not the own line manager");
	}
	return r->kind;
}

const char *
rule_weight(struct ctx *c, const struct rule *r)
{
	if (r->hard)
		return _("always");
	if (str_eq(r->kind, "shared") && r->cap > r->points)
		return tr_n(c, "%1$d point each, at most %2$d", "%1$d points each, at most %2$d",
			r->points, r->cap);
	if (str_eq(r->kind, "distance"))
		return tr_n(c, "up to %d point", "up to %d points", r->points);
	return tr_n(c, "%d point", "%d points", r->points);
}

const char *
fmt_aim_of(struct ctx *c, const char *way, const char *aim)
{
	if (str_eq(way, "wishes"))
		return str_eq(aim, "fit") ? _("As stable as possible") : _("As many as possible");
	return fmt_aim(c, aim);
}

const char *
fmt_aim(struct ctx *c, const char *aim)
{
	return str_eq(aim, "fit") ? _("Best fit first") : _("Everyone first");
}
