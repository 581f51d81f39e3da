/* SPDX-License-Identifier: Apache-2.0 */
#include "app/origin.h"

#include "base/str.h"
#include "engine/engine.h"
#include "engine/http/answer.h"
#include "plan/plan.gen.h"

bool
origin_ours(const struct req *q)
{
	const char *site = req_header(q, "Sec-Fetch-Site"), *origin = req_header(q, "Origin");

	if (site)
		return str_eq(site, "same-origin") || str_eq(site, "none");
	return origin && str_eq(origin, q->ctx.engine->origin);
}

bool
origin_right(struct req *q)
{
	const char *token = req_header(q, "X-CSRF-Token");

	/* What an OPEN route may do is bound to its address; a mail program that sends it has no page of ours. */
	if (method_is_safe(q->method) || q->session.access_token || q->route->flags & ROUTE_OPEN)
		return true;
	if (!origin_ours(q))
		return false;
	if (!q->session.id)
		return true;
	return form_token_right(q, token ? token : req_value(q, "_token"));
}
