/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/http/openapi.h"

#include "app/version.h"
#include "engine/engine.h"
#include "engine/http/req.h"
#include "plan/plan.gen.h"

enum result
web_openapi_show(struct req *q)
{
	openapi_write(json_begin(q)->b, routes, routes_n, q->ctx.engine->origin, WAYMARK_VERSION);
	return json_end(q);
}
