/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "features/what_if/asked.h"
#include "features/what_if/asked.html.h"

/* As with comparing rules: solving is for a thread of its own. */
enum result
slow_asked_show(struct req *q)
{
	(void)q;
	return OK;
}

enum result
web_asked_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct asked_view v = { .person = q->ids[1], .q = req_query(q, "q") };
	enum result r;

	if (!sql_match_get(c, q->subject, &v.m))
		return NOT_FOUND;
	r = asked_fill(c, &v);
	if (r != OK)
		return r;
	return show_many(q, asked_show, &v, alternative, str_empty(v.q) ? &v.others : &v.found);
}
