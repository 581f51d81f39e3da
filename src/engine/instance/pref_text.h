/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of preference as text, the best first:
 *
 *   p pref <residents> <hospitals>       the header, first
 *   r <id>: 3 (1 2) 0                    whom a resident ranks; those in parentheses are tied
 *   h <id> <places>: 4 0 (2 1)           the same of a hospital; absent: nobody
 *
 *   p sr <people>                        roommates
 *   l <id>: 2 0 1                        without ties
 *
 * Nobody is on a list twice, or on his own, and nobody has two lists. Readers take hostile texts: they say
 * what is wrong and where, and take no more memory than a few times the text. Cost: one pass.
 */
#ifndef ENGINE_INSTANCE_PREF_TEXT_H
#define ENGINE_INSTANCE_PREF_TEXT_H

#include "engine/instance/scan.h"
#include "solver/roommates.h"
#include "solver/stable.h"

/* Fills both sides of *ret, in mem. False with s->fault set. */
bool pref_text_read(struct arena *mem, struct scan *s, struct stable_problem *ret);

/* The same for roommates. */
bool roommates_text_read(struct arena *mem, struct scan *s, struct roommates_problem *ret);

#endif
