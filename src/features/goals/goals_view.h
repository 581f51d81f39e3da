/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of this room share. */
#ifndef FEATURES_GOALS_VIEW_H
#define FEATURES_GOALS_VIEW_H

#include "features/goals/goals.h"

/* The five checks in words; passes NULL: for a form, nothing said yet. */
struct smart_row_rows smart_rows(struct ctx *c, const bool *passes);

/* The options of a choice of the practice; none: what choosing nothing is called, or NULL. */
struct option_rows choice_options(struct ctx *c, const char *id, const char *none);

/* The levels of a goal as options, lowest first; none if it is not measured by levels. */
struct option_rows goal_levels(struct ctx *c, const struct goal *g);

/* Whether any level of a scale was written. Members may be NULL, as after a form that was not read. */
bool levels_said(const struct goal_form *f);

#endif
