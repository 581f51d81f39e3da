/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problems of circles as text:
 *
 *   p circle <people> <topics> <q>     the header, first; at most q of one category in a topic
 *   t <topic> <lo> <hi>                people in it if it opens; absent: any number
 *   c <person> <category>              any number; absent: of no category, never too many alike
 *   a <person> <topic> <affinity>      a topic that somebody may join; twice: the better affinity counts
 *
 * There are no comments, as "c" has a meaning. The reader takes hostile texts: it says what is wrong and
 * where, and takes no more memory than a few times the text. Cost: one pass, and a sort of the categories.
 */
#ifndef ENGINE_INSTANCE_CIRCLES_TEXT_H
#define ENGINE_INSTANCE_CIRCLES_TEXT_H

#include "engine/instance/scan.h"
#include "solver/circles.h"

/* Fills the people, topics and pairs of *ret, in mem. False with s->fault set. */
bool circles_text_read(struct arena *mem, struct scan *s, struct circles_problem *ret);

#endif
