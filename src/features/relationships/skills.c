/* SPDX-License-Identifier: Apache-2.0 */
#include "features/relationships/skills.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/people/people.h"

struct option_rows
skill_options(struct ctx *c, const struct pair *p)
{
	struct option_rows skills = practice_options(c, PRACTICE_CHOICE_SKILL);
	struct person_topic_rows topics = sql_person_topic_list(c, p->r.mentor);
	struct option_rows all = { 0, ARENA_ARRAY(c->mem, struct option, skills.n + topics.n) };

	for (int i = 0; i < skills.n; i++)
		all.v[all.n++] = skills.v[i];
	for (int i = 0; i < topics.n; i++)
		if (str_eq(topics.v[i].way, "offered"))
			all.v[all.n++] = (struct option){ arena_printf(c->mem, "%lld",
								  (long long)topics.v[i].topic),
				topics.v[i].name };
	return all;
}

const char *
fmt_skill(struct ctx *c, const char *skill)
{
	const char *text = practice_option(
		practice_need("choice", PRACTICE_CHOICE_SKILL), "options", skill, c->lang->tag);
	int64_t topic;

	if (text)
		return text;
	text = str_to_int(skill, &topic) ? sql_topic_name(c, topic) : NULL;
	return text ? text : "";
}

enum result
skill_check(struct ctx *c, const struct pair *p, const char *skill)
{
	struct option_rows all = skill_options(c, p);

	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].value, skill))
			return OK;
	return *skill ? invalid(c, "skill", _("Choose an answer that is offered.")) : OK;
}
