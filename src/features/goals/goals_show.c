/* SPDX-License-Identifier: Apache-2.0 */
/* Goals as they are shown: a card, its points over time as a drawing and a table, its history. */
#include "features/goals/goals.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"

/* The drawing: time to the right, how far it is upwards. */
#define WIDE 600
#define HIGH 120

static bool
outline_checks(const struct goal_outline *o, bool ret_passes[SMART_CHECKS])
{
	bool all = true, number_right;
	int64_t number;

	ret_passes[SMART_SPECIFIC] = o->specific;
	/* A number to reach, or something that is there or is not: the metric says which. A scale says
	 * it by its levels. */
	number_right =
		!*o->target || (decimal_read(o->target, &number) &&
				       (!o->target_percent || decimal_read(o->baseline, &number)));
	ret_passes[SMART_MEASURABLE] = o->scaled || (o->measured && number_right);
	ret_passes[SMART_ACHIEVABLE] = o->achievable;
	ret_passes[SMART_RELEVANT] = o->relevant;
	ret_passes[SMART_TIME_BOUND] = day_parse(o->due_on, NULL);
	for (int i = 0; i < SMART_CHECKS; i++)
		all = all && ret_passes[i];
	return all;
}

static struct goal_outline
outline_of(const struct goal *g)
{
	return (struct goal_outline){ .specific = *g->title && *g->specific,
		.measured = *g->metric != '\0',
		.scaled = *g->scale != '\0',
		.achievable = *g->achievable != '\0',
		.relevant = *g->relevant != '\0',
		.baseline = g->baseline,
		.target = g->target,
		.target_percent = g->target_percent,
		.due_on = g->due_on };
}

bool
goal_checks(const struct goal *g, bool ret_passes[SMART_CHECKS])
{
	const struct goal_outline o = outline_of(g);

	return outline_checks(&o, ret_passes);
}

const struct goal_outline_rows *
goal_outlines(struct ctx *c, int64_t relationship)
{
	static const char what[] = "goals";
	const struct goal_outline_rows *kept = memo_find(c, what, relationship);
	struct goal_outline_rows *rows;

	if (kept)
		return kept;
	rows = ARENA_NEW(c->mem, struct goal_outline_rows);
	*rows = sql_goal_outlines(c, relationship);
	memo_add(c, what, relationship, rows);
	return rows;
}

bool
outline_is_smart(const struct goal_outline *o)
{
	bool passes[SMART_CHECKS];

	return outline_checks(o, passes);
}

bool
outline_is_open(const struct goal_outline *o)
{
	return str_eq(o->state, "open") && !o->paused_at;
}

void
goals_count(struct ctx *c, int64_t relationship, int64_t *ret_open, int64_t *ret_smart)
{
	const struct goal_outline_rows *all = goal_outlines(c, relationship);

	*ret_open = *ret_smart = 0;
	for (int i = 0; i < all->n; i++)
		if (outline_is_open(&all->v[i])) {
			++*ret_open;
			*ret_smart += outline_is_smart(&all->v[i]);
		}
}

int64_t
goal_due(struct ctx *c, int64_t relationship, int64_t person)
{
	const struct goal_outline_rows *all = goal_outlines(c, relationship);

	for (int i = 0; i < all->n; i++)
		if (outline_is_open(&all->v[i]) && all->v[i].review_at &&
			all->v[i].review_at <= c->now)
			return sql_goal_due_id(c, relationship, person, c->now);
	return 0;
}

/* A number with its unit, or what is seen at that level. */
static const char *
standing_text(struct ctx *c, const struct goal *g, const char *value, int64_t level)
{
	const char *lines[GOAL_LEVELS];

	if (*g->scale) {
		scale_lines(c->mem, g->scale, lines);
		return level >= 1 && level <= GOAL_LEVELS ? lines[level - 1] : "";
	}
	value = decimal_said(c, value);
	return *value && *g->unit ? arena_printf(c->mem, "%s %s", value, g->unit) : value;
}

/* "2.75 % of readers (+10 %)" */
static const char *
target_text(struct ctx *c, const struct goal *g)
{
	const char *target = standing_text(c, g, goal_target_value(c->mem, g), 3);
	const char *change = *g->scale ? "" : goal_change_said(c, g);

	return *target && *change ? arena_printf(c->mem, "%s (%s)", target, change) : target;
}

static struct goal_card
card_of(struct ctx *c, const struct goal *g, const struct goal_outline *o)
{
	const struct practice_kind *checks = practice_kind("smart-check");
	struct goal_card card = {
		.g = *g, .failing = "", .percent = goal_percent(g), .scaled = *g->scale != '\0'
	};
	bool passes[SMART_CHECKS];
	int64_t level = 0;

	card.smart = outline_checks(o, passes);
	for (int i = SMART_CHECKS; i--;)
		if (!passes[i])
			card.failing = practice_field(&checks->items[i], "draft", c->lang->tag);
	card.from = decimal_said(c, g->baseline);
	card.target = target_text(c, g);
	if (card.scaled)
		str_to_int(g->current, &level);
	card.current = card.scaled ? standing_text(c, g, "", level) : decimal_said(c, g->current);
	return card;
}

struct goal_card
goal_card_of(struct ctx *c, const struct goal *g)
{
	const struct goal_outline o = outline_of(g);

	return card_of(c, g, &o);
}

static struct goal_card
card_of_head(struct ctx *c, const struct goal_head *h)
{
	const struct goal g = { .id = h->id,
		.relationship = h->relationship,
		.title = h->title,
		.specific = "",
		.metric = "",
		.unit = h->unit,
		.baseline = h->baseline,
		.target = h->target,
		.target_percent = h->target_percent,
		.current = h->current,
		.scale = h->scale,
		.achievable = "",
		.relevant = "",
		.due_on = h->due_on,
		.horizon = h->horizon,
		.career = "",
		.state = h->state };
	const struct goal_outline o = { .specific = h->specific,
		.measured = h->measured,
		.scaled = *h->scale != '\0',
		.achievable = h->achievable,
		.relevant = h->relevant,
		.baseline = h->baseline,
		.target = h->target,
		.target_percent = h->target_percent,
		.due_on = h->due_on };

	return card_of(c, &g, &o);
}

static struct goal_card_rows
cards_of(struct ctx *c, const struct goal_head_rows *goals)
{
	struct goal_card_rows rows = { goals->n, ARENA_ARRAY(c->mem, struct goal_card, goals->n) };

	for (int i = 0; i < goals->n; i++)
		rows.v[i] = card_of_head(c, &goals->v[i]);
	return rows;
}

struct goal_card_rows
goal_cards(struct ctx *c, int64_t relationship, const char *state)
{
	bool paused = str_eq(state, "paused");
	struct goal_head_rows goals =
		sql_goal_heads(c, relationship, paused ? "open" : state, paused);

	return cards_of(c, &goals);
}

struct goal_card_rows
goal_cards_closed(
	struct ctx *c, int64_t relationship, const char *state, const struct paging *pages)
{
	struct goal_head_rows goals =
		sql_goal_closed(c, relationship, state, pages->size, paging_offset(pages));

	return cards_of(c, &goals);
}

/* ---- over time ---- */

/* Where a moment stands between the making of the goal and its end. */
static int64_t
place(const struct goal_view *v, int64_t at)
{
	const struct goal *g = &v->card.g;
	int64_t from = g->created_at, to = v->points.v[v->points.n - 1].p.at, due;

	if (day_parse(g->due_on, &due) && due * DAY > to)
		to = due * DAY;
	return to > from && at > from ? (at - from) * WIDE / (to - from) : 0;
}

/* The line of one side. */
static const char *
line_of(struct ctx *c, const struct goal_view *v, bool mine)
{
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < v->points.n; i++) {
		const struct point_row *x = &v->points.v[i];

		if (x->mine != mine || x->percent < 0)
			continue;
		buf_chr(&b, b.n ? 'L' : 'M');
		buf_int(&b, place(v, x->p.at));
		buf_chr(&b, ' ');
		buf_int(&b, HIGH - x->percent * HIGH / 100);
	}
	return buf_text(&b);
}

static void
chart_draw(struct ctx *c, struct goal_view *v)
{
	struct goal_chart *chart = &v->chart;

	chart->mine = line_of(c, v, true);
	chart->theirs = line_of(c, v, false);
	chart->dots.v = ARENA_ARRAY(c->mem, struct chart_dot, v->points.n);
	for (int i = 0; i < v->points.n; i++) {
		const struct point_row *x = &v->points.v[i];

		if (x->percent >= 0)
			chart->dots.v[chart->dots.n++] = (struct chart_dot){ place(v, x->p.at),
				HIGH - x->percent * HIGH / 100, x->mine };
	}
}

static const char *
change_words(struct ctx *c, const char *kind)
{
	static const char *const words[][2] = { { "made", N_("written down") },
		{ "changed", N_("changed") }, { "paused", N_("paused") },
		{ "resumed", N_("taken up again") }, { "dropped", N_("dropped") },
		{ "reached", N_("reached") }, { "reopened", N_("opened again") } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i][0], kind))
			return _(words[i][1]);
	return "";
}

void
goal_story_fill(struct ctx *c, struct goal_view *v)
{
	const struct goal *g = &v->card.g;
	int64_t size = v->pages.size ? v->pages.size : CHANGES_ON_PAGE;
	struct goal_point_rows points = sql_goal_point_list(c, g->id, 0);
	struct goal_change_rows changes =
		sql_goal_change_list(c, g->id, size, v->pages.size ? paging_offset(&v->pages) : 0);
	struct goal_head_rows children = sql_goal_children(c, g->id);
	const struct practice_item *kinds = practice_need("choice", PRACTICE_CHOICE_CAREER);
	struct goal parent;

	v->points = (struct point_row_rows){ points.n,
		ARENA_ARRAY(c->mem, struct point_row, points.n) };
	for (int i = 0; i < points.n; i++)
		v->points.v[i] = (struct point_row){ points.v[i], points.v[i].person == v->pair.me,
			standing_text(c, g, points.v[i].value, points.v[i].level),
			goal_percent_at(g, points.v[i].value, points.v[i].level) };
	chart_draw(c, v);
	v->changes = (struct change_row_rows){ changes.n,
		ARENA_ARRAY(c->mem, struct change_row, changes.n) };
	for (int i = 0; i < changes.n; i++)
		v->changes.v[i] = (struct change_row){ changes.v[i],
			changes.v[i].person == v->pair.me, change_words(c, changes.v[i].kind) };
	v->children = cards_of(c, &children);
	v->parent_title = g->parent && sql_goal_get(c, g->parent, &parent) ? parent.title : "";
	v->career = *g->career ? practice_option(kinds, "options", g->career, c->lang->tag) : NULL;
	if (!v->career)
		v->career = "";
}
