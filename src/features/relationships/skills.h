/* SPDX-License-Identifier: Apache-2.0 */
/* What advice and feedback can be about: the skills of the practice, and what the mentor offers (I5). */
#ifndef FEATURES_SKILLS_H
#define FEATURES_SKILLS_H

#include "engine/html/html.h"
#include "features/relationships/relationships.h"

/* All of them, to choose from. */
struct option_rows skill_options(struct ctx *c, const struct pair *p);
/* OK for one of them, or for none; else INVALID at "skill". */
enum result skill_check(struct ctx *c, const struct pair *p, const char *skill);
/* "Presenting"; "" if it is no longer there. */
const char *fmt_skill(struct ctx *c, const char *skill);

#endif
