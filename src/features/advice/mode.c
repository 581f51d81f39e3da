/* SPDX-License-Identifier: Apache-2.0 */
/* How two people work: mentoring, coaching, or a bit of both. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/advice/advice.h"

enum result
mode_choose(struct ctx *c, int64_t relationship, const char *mode)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (str_eq(p.my_role, "peer"))
		return conflict(c, _("You learn from each other: there is no other way of working "
				     "to choose here."));
	sql_mode_set(c, relationship, mode, p.me, c->now);
	return OK;
}

/* The item of the practice; NULL for peers. */
static const struct practice_item *
mode_of(const struct pair *p)
{
	return practice_find("mode", p->r.mode);
}

const char *
mode_name(struct ctx *c, const struct pair *p)
{
	const struct practice_item *it = mode_of(p);

	return it ? practice_field(it, "name", c->lang->tag) : "";
}

/* A word of practice/modes.yml, and what it stands for. */
static struct mode_tool
tool_of(struct ctx *c, const struct pair *p, const char *word)
{
	const struct {
		const char *word, *name, *url;
	} tools[] = {
		{ "stories", _("Stories of the mentor"),
			url_sheet_show(c, p->r.id, PRACTICE_SHEET_STORIES) },
		{ "advice", _("Advice, and what became of it"), url_advice_list(c, p->r.id) },
		{ "introductions", _("Introductions"), url_introduction_list(c, p->r.id) },
		{ "career", _("Where the way may lead"), url_direction_edit(c, p->r.id) },
		{ "goals", _("Goals"), url_goal_list(c, p->r.id) },
		{ "plan", _("Our plan"), url_plan_show(c, p->r.id) },
		{ "promises", _("Promises"), url_commitment_list(c, p->r.id) },
		{ "questions", _("Questions"), url_question_list(c, p->r.id) },
		{ "heard", _("What I heard"), url_heard_list(c, p->r.id) },
		{ "feedback", _("Feedback"), url_feedback_list(c, p->r.id) },
	};

	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
		if (str_eq(tools[i].word, word))
			return (struct mode_tool){ tools[i].name, tools[i].url };
	return (struct mode_tool){ "", "" };
}

struct mode_tool_rows
mode_tools(struct ctx *c, const struct pair *p)
{
	const struct practice_item *it = mode_of(p);
	struct mode_tool_rows rows = { 0 };

	if (!it)
		return rows;
	const struct practice_field *words = practice_values(it, "tools");

	rows.v = ARENA_ARRAY(c->mem, struct mode_tool, words->count);
	for (size_t i = 0; i < words->count; i++)
		rows.v[rows.n++] = tool_of(c, p, words->entries[i].key);
	return rows;
}
