/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of the plan share. */
#ifndef FEATURES_PLAN_VIEW_H
#define FEATURES_PLAN_VIEW_H

#include "features/plan/plan.h"

/* Open goals to choose from, and none. */
struct option_rows goal_options(struct ctx *c, int64_t relationship);

struct milestone_row_rows milestone_rows_of(
	struct ctx *c, const struct pair *p, const struct milestone_rows *stones);

/* Everything on the page of the plan; of the steps that are done the page that v->pages says, or the first. */
enum result plan_fill(struct ctx *c, int64_t relationship, struct plan_view *v);

#endif
