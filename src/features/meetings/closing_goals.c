/* SPDX-License-Identifier: Apache-2.0 */
/* Where the goals stand, said while a meeting is closed (E5): one field for each that is worked on. */
#include "features/meetings/meetings.h"

#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/goals/goals_view.h"

struct closing_goal *
closing_goals_put(
	struct ctx *c, struct closing_goals *all, const struct goal *g, int64_t reported_at)
{
	struct closing_goal *more = ARENA_ARRAY(c->mem, struct closing_goal, all->n + 1);
	struct goal_card card = goal_card_of(c, g);

	if (all->n)
		memcpy(more, all->v, (size_t)all->n * sizeof *more);
	more[all->n] = (struct closing_goal){ .id = g->id,
		.name = arena_printf(c->mem, "goal_%lld", (long long)g->id),
		.title = g->title,
		.target = card.target,
		.last = card.current,
		.reported_at = reported_at,
		.scaled = card.scaled,
		.measured = card.scaled || card.percent >= 0,
		.levels = goal_levels(c, g),
		.value = "",
		.wrong = "" };
	all->v = more;
	return &more[all->n++];
}

struct closing_goals
closing_goals_of(struct ctx *c, const struct meeting *m, enum gate_mode asks)
{
	struct meeting_goals pinned = meeting_goals_of(c, m);
	struct closing_goals all = { .asks = asks, .untouched = pinned.untouched };
	struct goal g;

	for (int i = 0; i < pinned.rows.n && asks != GATE_OFF; i++)
		if (sql_goal_get(c, pinned.rows.v[i].id, &g))
			closing_goals_put(c, &all, &g, pinned.rows.v[i].reported_at);
	return all;
}

/* What is wrong with what was typed for one of them, or NULL. */
static const char *
wrong_of(struct ctx *c, const struct closing_goal *x)
{
	int64_t number;

	if (!*x->value)
		return NULL;
	if (x->scaled && (x->value[1] || x->value[0] < '1' || x->value[0] > '0' + GOAL_LEVELS))
		return _("Choose the level that fits best today.");
	if (!x->scaled &&
		(strlen(x->value) > CLOSING_NUMBER_MAX || !decimal_read(x->value, &number)))
		return _("Write a number, such as 12 or 3.5.");
	return NULL;
}

/* The first of them where something can be said. */
static struct closing_goal *
first_measured(struct closing_goals *all)
{
	for (int i = 0; i < all->n; i++)
		if (all->v[i].measured)
			return &all->v[i];
	return NULL;
}

static enum result
say_wrong(struct ctx *c, struct closing_goal *x, const char *message)
{
	x->wrong = message;
	return invalid_at(c, x->name, x->title, message);
}

enum result
closing_goals_check(struct ctx *c, struct closing_goals *all)
{
	struct closing_goal *first = first_measured(all);
	enum result r = OK;
	bool said = false;

	for (int i = 0; i < all->n; i++) {
		const char *wrong = wrong_of(c, &all->v[i]);

		said = said || *all->v[i].value;
		if (wrong)
			r = say_wrong(c, &all->v[i], wrong);
	}
	if (all->asks == GATE_REQUIRE && all->untouched && first && !said)
		r = say_wrong(c, first,
			_("In this programme a meeting is closed with a word on at least one goal. "
			  "If nothing moved, write the same number again."));
	return r;
}

enum result
closing_goals_keep(struct ctx *c, const struct closing_goals *all)
{
	enum result r = OK;

	for (int i = 0; i < all->n && r == OK; i++) {
		const struct closing_goal *x = &all->v[i];
		struct progress_form f = { .current = x->scaled ? "" : x->value,
			.level = x->scaled && *x->value ? x->value[0] - '0' : 0,
			.note = "" };

		if (*x->value)
			r = goal_progress(c, x->id, &f);
	}
	return r;
}
