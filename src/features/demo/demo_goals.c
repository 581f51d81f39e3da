/* SPDX-License-Identifier: Apache-2.0 */
/* The goals of a pair of the demonstration (practice/demo/goals.yml), and how far they have come. */
#include "base/buf.h"
#include "base/day.h"
#include "features/demo/demo.h"

/* Where a goal stood: the mentee says so now and then, the mentor once. Returns when there was news last. */
static int64_t
points_make(const struct demo_pair *m, int64_t goal, int64_t made, int64_t from, int64_t to,
	bool levels)
{
	int64_t last = m->d->c->now - (int64_t)(4 + m->n % 17) * DAY;
	/* Of one pair in ten one hears nothing any more. */
	int64_t apart = m->n % 10 == 7 ? 21 * DAY : (last - made) / 3, told = made;

	for (int64_t i = 0; i < 4; i++) {
		int64_t when = made + i * apart, value = from + (to - from) * i / 3;
		struct ctx c = demo_then(m, i == 2 ? m->mentor : m->mentee, when);

		if (when >= m->d->c->now)
			break;
		sql_goal_point_insert(&c, new_id(&c), m->id, goal, c.who,
			levels ? "" : decimal_text(c.mem, value * 1000000), levels ? value : 0, "",
			when);
		told = when;
	}
	sql_goal_accept(m->d->c, goal, m->mentee, 1, made);
	sql_goal_accept(m->d->c, goal, m->mentor, 1, made);
	return told;
}

/* The five levels of a goal of the practice, as they are kept: "" where it has a number instead. */
static const char *
levels_of(const struct demo_pair *m, const struct practice_item *g)
{
	const struct practice_field *f = practice_values(g, "levels");
	struct buf b = BUF_IN(m->d->c->mem);

	for (size_t i = 0; i < f->count; i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", f->entries[i].key);
	return buf_text(&b);
}

/* These days both say on which level it stands, and the two of the cast do not see the same. */
static void
levels_said(const struct demo_pair *m, int64_t goal)
{
	bool german = *m->suffix != '\0';

	for (int64_t who = 0; who < 2; who++) {
		struct ctx c = demo_ago(m, who ? m->mentor : m->mentee, 6 - who);
		int64_t level = german ? 3 : who ? 4 : 2;

		sql_goal_point_insert(&c, new_id(&c), m->id, goal, c.who, "", level, "", c.now);
		sql_demo_set_goal(&c, goal, arena_printf(c.mem, "%d", (int)level), c.now);
	}
}

void
demo_goal(const struct demo_pair *m, const char *id, size_t k)
{
	const struct practice_item *g = practice_need("demo-goal", id);
	struct ctx *c = m->d->c,
		   then = demo_then(m, m->mentee, m->began + (30 + 20 * (int64_t)k) * DAY);
	int64_t row = new_id(&then), baseline = practice_number(g, "baseline", 0);
	int64_t target = practice_number(g, "target", 0);
	const char *levels = levels_of(m, g);
	bool reached = k && m->n % 3 == 0 && !*levels;
	int64_t now = reached ? target
			      : baseline + (target - baseline) * (int64_t)((m->n + k) % 3 + 2) / 5;
	int64_t due = c->now + (practice_number(g, "due_days", 90) - 60) * DAY, told;

	sql_goal_insert(&then, row, m->id, m->mentee, practice_field(g, "title", "en"),
		practice_field(g, "specific", "en"), practice_field(g, "measurable", "en"),
		practice_field(g, "unit", "en"),
		*levels ? "" : decimal_text(c->mem, baseline * 1000000),
		*levels ? "" : decimal_text(c->mem, target * 1000000), false, levels,
		practice_field(g, "achievable", "en"), practice_field(g, "relevant", "en"),
		day_text(c->mem, due / DAY), k ? "long" : "short", 0, "", m->n % 6 == 0, 0,
		then.now);
	told = points_make(m, row, then.now, *levels ? 1 : baseline, *levels ? 2 : now, *levels);
	if (*levels)
		levels_said(m, row);
	else
		sql_demo_set_goal(c, row, decimal_text(c->mem, now * 1000000), told);
	if (!k && m->rich)
		demo_goal_changed(m, row);
	if (reached)
		sql_goal_set_state(c, row, "done", c->now - 12 * DAY, c->now - 12 * DAY);
}
