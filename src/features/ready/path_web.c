/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/ready/ready.h"
#include "features/ready/ready.html.h"

enum result
web_path_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct way_in_view v = { .programme = q->subject, .go_url = "" };
	struct programme p;
	struct path_step next;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v.name = p.name;
	v.steps = newcomer_path(c, q->subject);
	if (newcomer_next(&v.steps, &next)) {
		v.go_text = next.text;
		v.go_action = next.action;
		v.go_url = next.url;
	}
	return show_many(q, path_list, &v, path_step, &v.steps);
}

enum result
web_newcomer_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct newcomer_list_view v = { .programme = q->subject };
	struct programme p;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v.name = p.name;
	v.steps = newcomer_steps(c, q->subject);
	v.people = v.steps.v[0].people;
	v.told = v.steps.v[0].done >= 0;
	v.least = threshold(c, q->subject, PRACTICE_THRESHOLD_SMALLEST_GROUP);
	return show_many(q, newcomer_list, &v, newcomer_step, &v.steps);
}
