/* SPDX-License-Identifier: Apache-2.0 */
/* The numbers of goals: decimals as people type them, kept exact in millionths. */
#include "features/goals/goals.h"

#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"

#define MILLION INT64_C(1000000)
#define DIGITS 12 /* before the point: sums and differences of two fit 64 bits */

bool
decimal_read(const char *text, int64_t *ret_millionths)
{
	int64_t whole = 0, part = 0, scale = MILLION;
	bool negative = *text == '-';
	int before = 0;

	text += negative;
	for (; *text >= '0' && *text <= '9' && before <= DIGITS; text++, before++)
		whole = whole * 10 + (*text - '0');
	if (!before || before > DIGITS)
		return false;
	if (*text == '.' || *text == ',') {
		if (!*++text)
			return false;
		for (; *text >= '0' && *text <= '9' && scale > 1; text++) {
			scale /= 10;
			part += (*text - '0') * scale;
		}
	}
	if (*text)
		return false;
	*ret_millionths = (negative ? -1 : 1) * (whole * MILLION + part);
	return true;
}

const char *
decimal_text(struct arena *mem, int64_t millionths)
{
	int64_t size = millionths < 0 ? -millionths : millionths;
	char *s = arena_printf(mem, "%s%" PRId64 ".%06" PRId64, millionths < 0 ? "-" : "",
		size / MILLION, size % MILLION);
	size_t n = strlen(s);

	while (s[n - 1] == '0')
		n--;
	s[s[n - 1] == '.' ? n - 1 : n] = '\0';
	return s;
}

const char *
decimal_said(struct ctx *c, const char *typed)
{
	int64_t number;
	char *s;

	if (!decimal_read(typed, &number))
		return typed;
	s = arena_printf(c->mem, "%s", decimal_text(c->mem, number));
	/* Languages that put a comma between thousands have the point here, and all others the comma. */
	for (char *point = strchr(s, '.'); point && !str_eq(c->lang->group, ","); point = NULL)
		*point = ',';
	return s;
}

const char *
goal_change_said(struct ctx *c, const struct goal *g)
{
	int64_t change;

	if (!g->target_percent || !decimal_read(g->target, &change))
		return "";
	return arena_printf(c->mem, "%s%s %%", change > 0 ? "+" : "", decimal_said(c, g->target));
}

/* The target as a number of the baseline's unit. */
static bool
target_of(const struct goal *g, int64_t *ret)
{
	int64_t target, baseline;
	__int128 change;

	if (!decimal_read(g->target, &target))
		return false;
	if (!g->target_percent) {
		*ret = target;
		return true;
	}
	if (!decimal_read(g->baseline, &baseline))
		return false;
	change = (__int128)baseline * target / (100 * MILLION);
	if (change > MILLION * MILLION * MILLION || change < -MILLION * MILLION * MILLION)
		return false;
	*ret = baseline + (int64_t)change;
	return true;
}

const char *
goal_target_value(struct arena *mem, const struct goal *g)
{
	int64_t target;

	return target_of(g, &target) ? decimal_text(mem, target) : "";
}

const char *
goal_change_explained(struct ctx *c, const char *baseline, const char *target, bool target_percent)
{
	const struct goal g = { .baseline = baseline ? baseline : "",
		.target = target ? target : "",
		.target_percent = target_percent };
	int64_t to;

	if (!target_percent || !target_of(&g, &to))
		return "";
	return tr(c, _("From %s, a change of %s leads to %s."), decimal_said(c, g.baseline),
		goal_change_said(c, &g), decimal_said(c, decimal_text(c->mem, to)));
}

bool
scale_lines(struct arena *mem, const char *scale, const char *ret[GOAL_LEVELS])
{
	bool all = true;

	for (int i = 0; i < GOAL_LEVELS; i++) {
		const char *end = strchrnul(scale, '\n');

		ret[i] = arena_strndup(mem, scale, (size_t)(end - scale));
		all = all && *ret[i];
		scale = *end ? end + 1 : end;
	}
	return all;
}

int
goal_percent_at(const struct goal *g, const char *value, int64_t level)
{
	int64_t from, now, to, percent;

	if (*g->scale)
		return level < 1 || level > GOAL_LEVELS
			       ? -1
			       : (int)((level - 1) * 100 / (GOAL_LEVELS - 1));
	if (!target_of(g, &to) || !decimal_read(g->baseline, &from) || !decimal_read(value, &now) ||
		to == from)
		return -1;
	percent = (int64_t)((__int128)(now - from) * 100 / (to - from));
	return percent < 0 ? 0 : percent > 100 ? 100 : (int)percent;
}

int
goal_percent(const struct goal *g)
{
	bool level = g->current[0] >= '1' && g->current[0] <= '5' && !g->current[1];

	if (str_eq(g->state, "done"))
		return 100;
	return goal_percent_at(g, g->current, *g->scale && level ? g->current[0] - '0' : 0);
}

/* ---- levels made of numbers ---- */

/* A part of the way, in whole numbers where the goal has whole ones. */
static int64_t
part_of_way(int64_t way, int parts, bool whole)
{
	int64_t step = way / parts;

	if (!whole)
		return step;
	step = (step + (way < 0 ? -MILLION : MILLION) / 2) / MILLION * MILLION;
	return step ? step : way < 0 ? -MILLION : MILLION;
}

static const char *
amount(struct ctx *c, const struct goal *g, int64_t number)
{
	return arena_printf(c->mem, "%s%s%s", decimal_said(c, decimal_text(c->mem, number)),
		*g->unit ? " " : "", g->unit);
}

bool
goal_levels_propose(struct ctx *c, const struct goal *g, const char *ret[GOAL_LEVELS])
{
	int64_t from, to, step, half;
	bool whole;

	if (!decimal_read(g->baseline, &from) || !target_of(g, &to) || from == to)
		return false;
	whole = from % MILLION == 0 && to % MILLION == 0;
	step = part_of_way(to - from, 4, whole);
	half = from + part_of_way(to - from, 2, whole);
	ret[0] = tr(c, _("%s, as today"), amount(c, g, from));
	ret[1] = half == to ? "" : amount(c, g, half);
	ret[2] = amount(c, g, to);
	for (int i = 0; i < 2; i++) {
		int64_t more = to + (i + 1) * step;
		/* Less than none there is not, where there was none below none before. */
		bool possible = more >= 0 || from < 0 || to < 0;

		ret[3 + i] = possible ? amount(c, g, more) : "";
	}
	return true;
}
