/* SPDX-License-Identifier: Apache-2.0 */
/* A good start in five steps (M1): each is done by doing it, in any order; the first that is open is the next
 * best. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/agreement/agreement.h"
#include "features/goals/goals.h"
#include "features/health/stages.h"
#include "features/plan/plan.h"

static bool
is_done(const struct start_counts *n, const struct stage_facts *f, const char *step)
{
	if (str_eq(step, PRACTICE_START_STEP_OBJECTIVES))
		return n->hopes >= 2 && f->goal;
	if (str_eq(step, PRACTICE_START_STEP_TRUST))
		return f->rapport && (n->limits >= 2 || n->agreed);
	if (str_eq(step, PRACTICE_START_STEP_PLAN))
		return f->plan;
	if (str_eq(step, PRACTICE_START_STEP_REFLECTION))
		return n->closed >= 2;
	return n->feedback >= 2;
}

static const char *
where(struct ctx *c, const struct pair *p, const struct stage_facts *f, const char *step)
{
	int64_t r = p->r.id;

	if (str_eq(step, PRACTICE_START_STEP_OBJECTIVES))
		return sql_goal_list(c, r, "open").n ? url_direction_edit(c, r)
						     : url_goal_new(c, r);
	if (str_eq(step, PRACTICE_START_STEP_TRUST))
		return f->rapport ? url_sheet_show(c, r, PRACTICE_SHEET_BOUNDARIES)
				  : url_sheet_show(c, r, PRACTICE_SHEET_RAPPORT);
	if (str_eq(step, PRACTICE_START_STEP_PLAN))
		return url_plan_show(c, r);
	if (str_eq(step, PRACTICE_START_STEP_REFLECTION))
		return url_meeting_list(c, r);
	return url_feedback_list(c, r);
}

static void
facts_of_start(
	struct ctx *c, const struct pair *p, struct start_counts *ret_n, struct stage_facts *ret_f)
{
	stage_facts(c, p->r.id, ret_f);
	sql_start_counts(c, p->r.id, PRACTICE_SHEET_BOUNDARIES, ret_n);
}

struct start_line_rows
start_lines(struct ctx *c, const struct pair *p)
{
	const struct practice_kind *steps = practice_kind("start-step");
	struct start_line_rows rows = { 0, ARENA_ARRAY(c->mem, struct start_line, steps->count),
		0 };
	const char *tag = c->lang->tag;
	struct start_counts n = { 0 };
	struct stage_facts f;
	bool open = false;

	facts_of_start(c, p, &n, &f);
	for (size_t i = 0; i < steps->count; i++) {
		const struct practice_item *it = &steps->items[i];
		bool done = is_done(&n, &f, it->id);

		rows.v[rows.n++] =
			(struct start_line){ .s = { .step = it->id,
						     .name = practice_field(it, "name", tag),
						     .text = practice_field(it, "text", tag),
						     .url = where(c, p, &f, it->id),
						     .done = done },
				.todo = practice_field(it, "todo", tag),
				.next = !done && !open };
		rows.done += done;
		open = open || !done;
	}
	return rows;
}

const char *
start_word(struct ctx *c, const struct pair *p)
{
	const struct practice_kind *steps = practice_kind("start-step");
	struct start_counts n = { 0 };
	struct stage_facts f;
	int64_t done = 0;

	facts_of_start(c, p, &n, &f);
	for (size_t i = 0; i < steps->count; i++)
		done += is_done(&n, &f, steps->items[i].id);
	return done < (int64_t)steps->count ? tr(c, _("%d of %d"), done, (int64_t)steps->count)
					    : "";
}
