/* SPDX-License-Identifier: Apache-2.0 */
#include "features/home/home.h"

#include "features/home/home.html.h"

#define AHEAD_SHOWN 5

enum result
web_home_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct home_view v = { .name = q->session.name };

	v.programmes = sql_home_programmes(c, c->who);
	v.step = home_next_step(c, q->session.admin, &v);
	if (q->json)
		return show_json(q, next_step, &v.step);
	v.circles = sql_circle_mine(c, c->who);
	v.ahead = sql_home_meetings(c, c->who, c->now - 3600);
	v.ahead.n = v.ahead.n < AHEAD_SHOWN ? v.ahead.n : AHEAD_SHOWN;
	return show_page(q, home, &v);
}
