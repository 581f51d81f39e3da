/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of the plan share. */
#ifndef FEATURES_PLAN_VIEW_H
#define FEATURES_PLAN_VIEW_H

#include "features/plan/plan.h"

/* Open goals to choose from, and none. */
struct option_rows goal_options(struct ctx *c, int64_t relationship);

/* Everything on the page of the plan. */
enum result plan_fill(struct ctx *c, int64_t relationship, struct plan_view *v);

#endif
