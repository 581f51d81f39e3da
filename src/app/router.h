/* SPDX-License-Identifier: Apache-2.0 */
/* From a path to a row of routes.def. */
#ifndef APP_ROUTER_H
#define APP_ROUTER_H

#include "engine/http/req.h"
#include "plan/plan.gen.h"

struct router;

/* A tree of the table's paths. Lives in mem. */
struct router *router_new(struct arena *mem, const struct route *table, int n);

/* Fills q->route, ids and words from q->path and q->method (HEAD counts as GET). OK, or NOT_FOUND; or
 * CONFLICT if the path is there but not for this method: *ret_allow is then the Allow header. */
enum result router_find(const struct router *r, struct req *q, const char **ret_allow);

/* The route of this path that takes files, or NULL; fills ids and words. The method may still be hidden
 * in a form. */
const struct route *router_find_upload(const struct router *r, struct req *q);

#endif
